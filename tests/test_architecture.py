"""The house as a test: imports run downwards only, each heavy library has one home, files stay readable.

Every import is read, those inside functions and under TYPE_CHECKING too.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("core", "importers", "models", "analysis", "strategy", "exporters", "actions", "cli", "gui")
_BELOW_ACTIONS = {"core", "importers", "models", "analysis", "strategy", "exporters"}
MAY_IMPORT = {
    "core": set(),
    "importers": {"core"},
    "models": {"core"},
    "analysis": {"core"},
    "strategy": {"core", "analysis"},
    "exporters": {"core", "analysis", "strategy"},
    "actions": _BELOW_ACTIONS,
    "cli": {*_BELOW_ACTIONS, "actions"},
    "gui": {*_BELOW_ACTIONS, "actions"},
}
HOMES = {
    "PySide6": {"gui"},
    "pyqtgraph": {"gui"},
    "qtawesome": {"gui"},
    "peewee": {"models"},
    "playhouse": {"models"},
    "sqlcipher3": {"models"},
    "sqlite3": {"models"},
    "python_calamine": {"importers"},
    "openpyxl": {"exporters"},
    "scipy": {"analysis", "strategy"},
    "rapidfuzz": {"analysis", "importers"},
    "platformdirs": {"core"},
}
NETWORK = {"socket", "http", "urllib", "requests", "ftplib", "smtplib", "ssl", "asyncio", "xmlrpc"}
MOST_LINES = 400
# longer than the house wants, each for a reason that stands in its docstring
LONGER: dict[str, int] = {}


def modules() -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield folder, path


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every dotted name that a file imports, wherever it stands, with its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            module = node.module or ""
            yield module, node.lineno
            yield from ((f"{module}.{alias.name}", node.lineno) for alias in node.names)


def test_every_folder_has_content() -> None:
    for folder in FOLDERS:
        assert any(folder == name and path.name != "__init__.py" for name, path in modules()), folder


def test_imports_run_downwards() -> None:
    wrong = []
    for folder, path in modules():
        for name, line in imported(path):
            top = name.split(".")[0]
            if top in FOLDERS and top != folder and top not in MAY_IMPORT[folder]:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
            reads = name == "models" or name.startswith("models.queries")
            if top == "models" and folder in {"cli", "gui"} and not reads:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}, only models.queries may")
    assert not wrong, "\n".join(wrong)


def test_heavy_libraries_have_one_home() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for folder, path in modules()
        for name, line in imported(path)
        if folder not in HOMES.get(name.split(".")[0], {folder})
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_that_talks_to_a_network_is_imported() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for _folder, path in modules()
        for name, line in imported(path)
        if name.split(".")[0] in NETWORK or name.startswith("PySide6.QtNetwork")
    ]
    assert not wrong, "\n".join(wrong)


def test_files_stay_readable() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for _folder, path in modules()
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGER.get(path.name, MOST_LINES)
    }
    assert not long, long


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for _folder, path in modules()
        if path.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert not silent, silent


@pytest.mark.parametrize("heavy", ["PySide6", "pandas", "scipy", "numpy", "openpyxl", "python_calamine"])
def test_a_command_starts_without_the_heavy_libraries(heavy: str) -> None:
    code = (
        "import sys, main\n"
        "try: main.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"sys.exit(any(m.split('.')[0] == {heavy!r} for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, heavy
