"""Exports that small businesses really have: kind, columns and first row come out as they should."""

import re
from datetime import date
from pathlib import Path

import pytest

from core.rows import Chunk
from importers.prepare import PreparedSheet, prepare_file
from tests.importers.customer_exports import CUSTOMER_EXPORTS
from tests.importers.export_samples import Export
from tests.importers.other_exports import OTHER_EXPORTS

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
AS_OF = date(2026, 11, 22)
EXPORTS = (*CUSTOMER_EXPORTS, *OTHER_EXPORTS)


def prepared(folder: Path, name: str, text: str, encoding: str = "utf-8", **options: object) -> PreparedSheet:
    """The one sheet of a csv with that text."""
    path = folder / f"{name}.csv"
    path.write_bytes(text.encode(encoding))
    (sheet,) = prepare_file(path, as_of=AS_OF, **options).sheets  # type: ignore[arg-type]
    return sheet


def rows_of(sheet: PreparedSheet) -> list[Chunk]:
    """All clean chunks."""
    return list(sheet.clean().chunks())


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_a_real_export_is_recognised(export: Export, tmp_path: Path) -> None:
    sheet = prepared(tmp_path, export.name, export.text, export.encoding)

    assert sheet.kind == export.kind
    if export.refused:
        assert sheet.refused is not None
        assert export.refused in sheet.refused
        return
    assert sheet.refused is None
    assert [q.sentence for q in sheet.questions] == []
    assert {header: sheet.mapping[header] for header in export.mapping} == export.mapping
    clean = sheet.clean()
    chunks = list(clean.chunks())
    assert clean.report.rejected == 0, clean.report.issues
    assert sum(len(chunk.rows) for chunk in chunks) == export.rows == clean.report.read
    first = {name: values[0] for name, values in chunks[0].columns.items()}
    assert {name: first.get(name) for name in export.first} == export.first
    if export.total is not None:
        amounts = [amount for chunk in chunks for amount in chunk.columns["bedrag"]]
        assert sum(amounts) == pytest.approx(export.total)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared header rows are not here")
def test_every_known_header_row_is_among_them() -> None:
    named = re.findall(r"^## (\S+)", (SHARED / "export_headers.md").read_text("utf-8"), re.MULTILINE)
    assert {export.name for export in EXPORTS} == set(named)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared header rows are not here")
def test_the_header_rows_are_the_real_ones() -> None:
    text = (SHARED / "export_headers.md").read_text("utf-8")
    for export in EXPORTS:
        header = export.text.splitlines()[0].replace('"', "")
        assert header in text, export.name


@pytest.mark.skipif(not SHARED.exists(), reason="the retail data is not here")
def test_order_lines_of_a_shop_that_nobody_here_made() -> None:
    path = SHARED / "data" / "retail" / "online_retail_first_5000.csv"
    (sheet,) = prepare_file(path, kind="orders", as_of=AS_OF).sheets
    clean = sheet.clean()
    chunks = list(clean.chunks())
    report = clean.report

    assert (report.read, report.rejected, report.skipped) == (5000, 1205, 0)
    assert {issue.code for issue in report.issues} == {"missing_key", "mended"}
    assert sheet.detected["bedrag"].assumed
    assert sheet.detected["datum"].format == "ymd"
    numbers = [n for chunk in chunks for n in chunk.columns["bestelnummer"]]
    amounts = [a for chunk in chunks for a in chunk.columns["bedrag"]]
    status = [s for chunk in chunks for s in chunk.columns["status"]]
    assert chunks[0].columns["klantnummer"][0] == "17850"
    assert amounts[0] == pytest.approx(6 * 2.55)
    for number, amount, state in zip(numbers, amounts, status, strict=True):
        assert (state == "retour") == (number.startswith("C") and amount < 0)
    assert status.count("retour") == 70
