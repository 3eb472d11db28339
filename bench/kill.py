"""Kill the program at random moments, and look whether the base holds: all of a deed, or nothing of it.

    uv run python -m bench.kill [DEED...] [--times 50]

A child process does a deed on a base of its own; it is killed somewhere in it (SIGKILL; on Windows
TerminateProcess). Then the file must open, `check` must find nothing, and every row must be as it was before
the deed or as the deed leaves it. Prints a line a deed; ends with 1 if anything was not so.
"""

import argparse
import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from actions import editing, history, importing, merging
from core.progress import silent
from models import journal, safety
from models.database import Base, open_base

ROOT: Final = Path(__file__).resolve().parent.parent
#: what tells when, which is never the same twice
_WHEN: Final = frozenset({"at"})
_HEADER: Final = "klantnummer;voornaam;achternaam;e-mail;plaats;omzet"
_READY: Final = "ready"


@dataclass(frozen=True)
class Outcome:
    """What became of the trials of a deed: the `whole` of it is there, `nothing`, or else what is `wrong`."""

    deed: str
    seconds: float
    whole: int
    nothing: int
    wrong: list[str]


def _import(db: Path) -> None:
    importing.apply(db, [importing.ImportRequest(path=db.with_name("later.csv"))], silent)


def _undo(db: Path) -> None:
    history.undo(db)


def _merge(db: Path) -> None:
    merging.merge(db, 1, range(2, 102), {}, "een en dezelfde")


def _bulk_edit(db: Path) -> None:
    with open_base(db) as base:
        ids = [row[0] for row in base.sql("SELECT id FROM customers").fetchall()]
    editing.set_value(db, ids, "plaats", "Utrecht", "verhuisd")


DEEDS: Final[dict[str, Callable[[Path], None]]] = {
    "import": _import,
    "undo": _undo,
    "merge": _merge,
    "edit": _bulk_edit,
}


def template(folder: Path, customers: int) -> Path:
    """A base with an import to undo, and beside it a file to import."""
    db = folder / "klanten.klantbeeld"
    towns = ("Ede", "Zwolle", "Breda")
    for name, shift, extra in (("eerst.csv", 0, 0), ("later.csv", 1, customers // 2)):
        rows = [
            f"{i};Voornaam{i};Naam{i % 97};k{i}@voorbeeld.nl;{towns[(i + shift) % 3]};{i % 500},{i % 90 + 10}"
            for i in range(customers + extra)
        ]
        (folder / name).write_text("\n".join([_HEADER, *rows]) + "\n", encoding="utf-8")
    importing.apply(db, [importing.ImportRequest(path=folder / "eerst.csv")], silent)
    return db


def run(deed: str, times: int, *, customers: int = 8_000, seed: int = 1) -> Outcome:
    """Do the deed that many times, killing each somewhere."""
    draw = random.Random(f"{seed} {deed}")
    whole = nothing = 0
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where) / "begin"
        folder.mkdir()
        before = state(template(folder, customers))
        after, took = _trial(folder, deed, None)
        for turn in range(times):
            found, _ = _trial(folder, deed, draw.uniform(0, 1.05) * took)
            if found == after:
                whole += 1
            elif found == before:
                nothing += 1
            else:
                wrong.append(f"{turn}: {found}")
    return Outcome(deed, took, whole, nothing, wrong)


def _trial(folder: Path, deed: str, kill_after: float | None) -> tuple[str, float]:
    """What is in a copy of the base after the deed was done (or killed after so many seconds), and how long
    it took."""
    with tempfile.TemporaryDirectory() as where:
        for file in folder.iterdir():
            if file.is_file() and not file.name.endswith(".lock"):
                shutil.copy2(file, where)
        db = Path(where) / "klanten.klantbeeld"
        child = subprocess.Popen(
            [sys.executable, "-m", "bench.kill", "--child", deed, str(db)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert child.stdout is not None
            if child.stdout.readline().strip() != _READY:
                raise RuntimeError("the child did not start")
            started = time.perf_counter()
            if kill_after is not None:
                time.sleep(kill_after)
                child.kill()
            child.wait()
            took = time.perf_counter() - started
        finally:
            child.kill()
            child.wait()
            if child.stdout is not None:
                child.stdout.close()
        return state(db), took


def state(db: Path) -> str:
    """Everything that a user has in the base, as one mark; or what is wrong with it."""
    with open_base(db, write=True) as base:
        problems = safety.check(base)
        return f"not sound: {problems}" if problems else _mark(base)


def _mark(base: Base) -> str:
    mark = hashlib.sha256()
    for table in journal.JOURNALLED:
        names = [name for name in journal.columns(base.db, table) if name not in _WHEN]
        shown = ", ".join(f"quote({name})" for name in names)
        for row in base.sql(f"SELECT {shown} FROM {table} ORDER BY id"):
            mark.update(repr(row).encode())
    kinds = base.sql("SELECT kind, rows FROM changes ORDER BY id").fetchall()
    return f"{mark.hexdigest()} {kinds}"


def main(arguments: list[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("deeds", nargs="*", metavar="DEED", help=", ".join(DEEDS))
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--customers", type=int, default=8_000)
    parser.add_argument("--child", nargs=2, metavar=("DEED", "DB"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.child:
        deed, db = options.child[0], Path(options.child[1])
        if deed == "import":
            # the libraries are read before the clock starts
            importing.inspect(importing.ImportRequest(path=db.with_name("later.csv")))
        print(_READY, flush=True)
        DEEDS[deed](db)
        return 0
    bad = 0
    for deed in options.deeds or DEEDS:
        found = run(deed, options.times, customers=options.customers)
        print(
            f"{deed:8} {found.seconds:5.2f} s  {options.times} kills: {found.whole} whole, "
            f"{found.nothing} nothing, {len(found.wrong)} wrong",
            *found.wrong,
            flush=True,
        )
        bad += len(found.wrong)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
