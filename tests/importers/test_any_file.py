"""Properties of reading: what is written comes back, and no damaged file brings the program down."""

import csv
import io
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from core.errors import InputError
from importers.cells import Cell
from importers.prepare import prepare_file
from importers.reading import read_file

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "nasty"
HEADERS = ["Klantnummer", "Naam", "Besteldatum", "Bedrag"]
# What people type: no leading or trailing blanks, nothing that means something to a reader.
WORDS = st.text(st.sampled_from("abcdefgh XYZéëïöüçñ&-./()\n\";,|'"), max_size=20).map(
    lambda text: " ".join(text.split(" ")).strip(" \n'")
)
ROWS = st.lists(
    st.tuples(
        st.integers(1, 99999).map(lambda n: f"K{n:05}"),
        WORDS.map(lambda text: f"x{text}" if text else "x"),
        st.dates(date(2000, 1, 1), date(2030, 12, 31)),
        st.integers(-(10**7), 10**7).map(lambda cents: cents / 100),
    ),
    min_size=2,
    max_size=25,
)
QUICK = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def cells(path: Path) -> list[list[Cell]]:
    """Every data row; nothing is bad or left out."""
    (sheet,) = read_file(path)
    assert sheet.headers == HEADERS
    batches = list(sheet.batches(7))
    assert not any(batch.bad or batch.skipped for batch in batches)
    return [row for batch in batches for row in batch.cells]


@given(
    rows=ROWS,
    mark=st.sampled_from(";,\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    sep=st.booleans(),
)
@QUICK
def test_csv_comes_back(
    tmp_path: Path,
    rows: list[tuple[str, str, date, float]],
    mark: str,
    end: str,
    encoding: str,
    quoting: int,
    sep: bool,
) -> None:
    out = io.StringIO()
    if sep:
        out.write(f"sep={mark}{end}")
    if end == "\r":
        quoting = csv.QUOTE_ALL  # the csv module leaves a \n bare here
    writer = csv.writer(out, delimiter=mark, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(HEADERS)
    wanted = [[k, n, f"{d:%d-%m-%Y}", f"{b:.2f}".replace(".", ",")] for k, n, d, b in rows]
    writer.writerows(wanted)
    path = tmp_path / "lijst.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    assert cells(path) == wanted


@given(rows=ROWS)
@QUICK
def test_xlsx_comes_back(tmp_path: Path, rows: list[tuple[str, str, date, float]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Klanten")
    sheet.append(HEADERS)
    for row in rows:
        sheet.append(list(row))
    book.save(tmp_path / "lijst.xlsx")
    assert cells(tmp_path / "lijst.xlsx") == [list(row) for row in rows]


@given(rows=ROWS)
@QUICK
def test_ods_comes_back(tmp_path: Path, rows: list[tuple[str, str, date, float]]) -> None:
    lines: list[tuple[object, ...]] = [tuple(HEADERS), *rows]
    write_ods(tmp_path / "lijst.ods", lines)
    assert cells(tmp_path / "lijst.ods") == [list(row) for row in rows]


def write_ods(path: Path, lines: list[tuple[object, ...]]) -> None:
    """A small ods file."""
    from xml.sax.saxutils import escape

    body = ""
    for line in lines:
        body += "<table:table-row>"
        for cell in line:
            if isinstance(cell, float):
                kind = f'office:value-type="float" office:value="{cell!r}"'
            elif isinstance(cell, date):
                kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
            else:
                kind = 'office:value-type="string"'
            text = "".join(f"<text:p>{escape(part)}</text:p>" for part in str(cell).split("\n"))
            body += f"<table:table-cell {kind}>{text}</table:table-cell>"
        body += "</table:table-row>"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Klanten">{body}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:manifest/>")
        archive.writestr("content.xml", content)


# ---------------------------------------------------------------- damage


def originals(folder: Path) -> list[Path]:
    """Files to damage: our own, and the nasty ones where they are."""
    lines: list[tuple[object, ...]] = [tuple(HEADERS)]
    lines += [(f"K{n:05}", f"Jan {n}", date(2024, 1, n), n / 4) for n in range(1, 29)]
    write_ods(folder / "a.ods", lines)
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(list(line))
    book.save(folder / "a.xlsx")
    text = "\r\n".join(";".join(f'"{cell}"' for cell in line) for line in lines)
    (folder / "a.csv").write_bytes(text.encode("cp1252"))
    (folder / "a.xls").write_text(f"<table><tr><td>{text}</td></tr></table>", encoding="utf-8")
    found = [path for path in folder.iterdir() if path.is_file()]
    if SHARED.is_dir():
        kinds = {".csv", ".tsv", ".xlsx", ".xls", ".ods", ".xlsb", ".html"}
        found += [p for p in SHARED.rglob("*") if p.suffix in kinds and p.stat().st_size < 60_000]
    return sorted(found)


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, cut off, or a stretch doubled or left out; in an archive also inside one member."""
    if raw[:2] == b"PK" and chance.random() < 0.4:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
            victim = chance.choice(old.namelist())
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, damaged(b"-" + content, chance)[1:] if name == victim else content)
        return out.getvalue()
    changed = bytearray(raw)
    start, end = sorted((chance.randrange(len(raw) + 1), chance.randrange(len(raw) + 1)))
    match chance.randrange(3):
        case 0:
            for _ in range(chance.randint(1, 20)):
                if changed:
                    changed[chance.randrange(len(changed))] = chance.randrange(256)
        case 1:
            changed = changed[:start]
        case _:
            changed = changed[:start] + changed[start:end] * chance.randint(0, 2) + changed[end:]
    return bytes(changed)


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_is_read_or_refused(
    tmp_path: Path, seed: int, capfd: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(seed)
    files = originals(tmp_path)
    for number in range(50):
        source = chance.choice(files)
        path = tmp_path / f"stuk{number}{source.suffix}"
        path.write_bytes(damaged(source.read_bytes(), chance))
        try:
            for sheet in read_file(path):
                for batch in sheet.batches():
                    assert all(len(row) == len(sheet.headers) for row in batch.cells)
            for prepared in prepare_file(path, as_of=date(2026, 11, 22)).sheets:
                if not prepared.refused and not prepared.questions:
                    clean = prepared.clean()
                    delivered = sum(len(chunk.rows) for chunk in clean.chunks())
                    assert clean.report.read == delivered + clean.report.rejected
        except InputError as error:
            assert str(error).startswith(path.name)
            assert "\n" not in str(error)
    assert capfd.readouterr().err == ""
