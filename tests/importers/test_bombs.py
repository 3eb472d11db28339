"""Files made to take a machine down: each is refused within 5 seconds and 500 MB, in a process of its own."""

import io
import json
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from core.paths import ROOT
from tests.importers.traps import book

#: unpacked megabytes of the bombs that are nothing but size
_SIZE: Final = 600
_ENTITIES: Final = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
_CHILD: Final = """
import json, sys, time
from pathlib import Path
from actions.importing import ImportRequest, apply
from core.errors import InputError
start = time.perf_counter()
try:
    apply(Path(sys.argv[2]), [ImportRequest(Path(sys.argv[1]))])
    said = ""
except InputError as error:
    said = str(error)
seconds = time.perf_counter() - start
status = Path("/proc/self/status")
if status.exists():  # what getrusage says there, is the parent's where that is larger
    (peak,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    megabytes = int(peak.split()[1]) / 1024
else:
    import resource
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
print(json.dumps([said, seconds, megabytes]))
"""


def _packed(members: dict[str, Callable[[zipfile.ZipFile, str], None]]) -> bytes:
    """A small xlsx with some members written anew."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book({"Klanten": [["Klantnummer", "Naam"], ["K1", "Jan"]]}))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name in members:
                members[name](new, name)
            else:
                new.writestr(name, old.read(name))
        for name in members.keys() - set(old.namelist()):
            members[name](new, name)
    return out.getvalue()


def _large(before: bytes, filler: bytes) -> Callable[[zipfile.ZipFile, str], None]:
    def write(archive: zipfile.ZipFile, name: str) -> None:
        block = filler * (1_000_000 // len(filler))
        with archive.open(name, "w", force_zip64=True) as member:
            member.write(before)
            for _megabyte in range(_SIZE):
                member.write(block)

    return write


def _varied(before: bytes, one: bytes, megabytes: int) -> Callable[[zipfile.ZipFile, str], None]:
    """What is packed no better than a real sheet."""

    def write(archive: zipfile.ZipFile, name: str) -> None:
        chance = random.Random(1)
        block = b"".join(one % chance.randrange(10**6) for _cell in range(1_000_000 // len(one)))
        with archive.open(name, "w", force_zip64=True) as member:
            member.write(before)
            for _megabyte in range(megabytes):
                member.write(block)

    return write


def _entities(text: bytes) -> Callable[[zipfile.ZipFile, str], None]:
    return lambda archive, name: archive.writestr(name, b'<?xml version="1.0"?>' + _ENTITIES + text)


_SHEET: Final = "xl/worksheets/sheet1.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_HEAD: Final = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


_SHARED: Final = b'<row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'


def _text(content: bytes) -> Callable[[zipfile.ZipFile, str], None]:
    return lambda archive, name: archive.writestr(name, content)


def _ods() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ENTITIES + b"<office:document-content>&j;</office:document-content>")
    return out.getvalue()


BOMBS: Final[dict[str, Callable[[], bytes]]] = {
    "groot-blad.xlsx": lambda: _packed({_SHEET: _large(_HEAD, b" ")}),
    "grote-teksten.xlsx": lambda: _packed(
        {_SHEET: _text(_HEAD + _SHARED), _STRINGS: _large(b"<sst>", b"<si><t>a</t></si>")}
    ),
    "veel-rijen.xlsx": lambda: _packed({_SHEET: _large(_HEAD, b'<row><c t="str"><v>a</v></c></row>')}),
    "veel-echte-rijen.xlsx": lambda: _packed(
        {_SHEET: _varied(_HEAD, b'<row><c t="str"><v>%d</v></c></row>', 60)}
    ),
    "veel-echte-teksten.xlsx": lambda: _packed(
        {_SHEET: _text(_HEAD + _SHARED), _STRINGS: _varied(b"<sst>", b"<si><t>%d</t></si>", 280)}
    ),
    "entiteiten-in-blad.xlsx": lambda: _packed({_SHEET: _entities(_HEAD + b"&j;")}),
    "entiteiten-in-teksten.xlsx": lambda: _packed(
        {_SHEET: _text(_HEAD + _SHARED), _STRINGS: _entities(b"<sst>&j;</sst>")}
    ),
    "entiteiten-in-stijlen.xlsx": lambda: _packed(
        {"xl/styles.xml": _entities(b"<styleSheet>&j;</styleSheet>")}
    ),
    "grote-stijlen.xlsx": lambda: _packed({"xl/styles.xml": _large(b"<styleSheet>", b"<xf/>")}),
    "entiteiten-in-map.xlsx": lambda: _packed({"xl/workbook.xml": _entities(b"<workbook>&j;</workbook>")}),
    "entiteiten.ods": _ods,
    "entiteiten.xls": lambda: (
        b'<?xml version="1.0"?>' + _ENTITIES + b"<Workbook><Worksheet>&j;</Worksheet></Workbook>"
    ),
    "een-cel.csv": lambda: b"Klantnummer;Naam\nK1;" + b"a" * 50_000_000,
    "een-regel.csv": lambda: b"Klantnummer;Naam\nK1" + b";" * 50_000_000,
}


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not say how much memory was held")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path), str(tmp_path / "k.klantbeeld")],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip
    assert time.perf_counter() - start < 60
    assert done.returncode == 0, done.stderr
    said, seconds, megabytes = json.loads(done.stdout)
    print(f"{name}: {seconds:.2f} s, {megabytes:.0f} MB: {said}")
    assert said and "\n" not in said
    assert seconds < 5
    assert megabytes < 500
    assert not (tmp_path / "k.klantbeeld").exists()
