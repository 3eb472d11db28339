"""What a user mends, leaves out or does not keep reaches the clean rows, and the file stays as it is."""

from pathlib import Path

from importers.adjusting import Adjustments, adjusted, own_headers, raw_cells, raw_samples
from importers.prepare import PreparedSheet, prepare_file

WORDS = """\
Klantnummer;Naam;Klant sinds;Kast
1001;Anna Smit;03-04-2021;a
1002;Bas Vos;31-04-2021;b
1003;Te kort
1004;Te lang;21-05-2021;d;extra
;Zonder sleutel;22-05-2021;e
"""


def sheet(folder: Path) -> PreparedSheet:
    path = folder / "klanten.csv"
    path.write_text(WORDS, encoding="utf-8")
    return prepare_file(path).sheets[0]


def cleaned(prepared: PreparedSheet) -> tuple[dict[int, str | None], list[int], list[str]]:
    """Row → klant_sinds, the rejected rows, the codes of the issues."""
    clean = prepared.clean()
    dates: dict[int, str | None] = {}
    for chunk in clean.chunks():
        dates |= dict(zip(chunk.rows, chunk.columns["klant_sinds"], strict=True))
    report = clean.report
    return dates, [row for row, _cells, _why in report.rejected_rows], [i.code for i in report.issues]


def test_without_adjustments_nothing_is_other(tmp_path: Path) -> None:
    found = sheet(tmp_path)
    assert adjusted(found, Adjustments()) is found
    assert cleaned(found)[1] == [4, 5, 6]


def test_mended_cells_are_read_like_the_others(tmp_path: Path) -> None:
    mends = {3: {2: "30-04-2021"}, 4: {2: "01-06-2021"}, 5: {4: ""}, 6: {0: "1005"}}
    dates, rejected, codes = cleaned(adjusted(sheet(tmp_path), Adjustments(mends)))
    assert rejected == [] and codes == []
    assert dates == {2: "2021-04-03", 3: "2021-04-30", 4: "2021-06-01", 5: "2021-05-21", 6: "2021-05-22"}


def test_a_row_that_is_still_too_long_stays_rejected(tmp_path: Path) -> None:
    found = adjusted(sheet(tmp_path), Adjustments({5: {1: "Nog te lang"}}))
    assert 5 in cleaned(found)[1]
    assert raw_cells(found, {5})[5] == ["1004", "Nog te lang", "21-05-2021", "d", "extra"]


def test_rows_left_out_are_counted_as_skipped(tmp_path: Path) -> None:
    found = adjusted(sheet(tmp_path), Adjustments(left_out=frozenset({3, 4})))
    clean = found.clean()
    rows = [row for chunk in clean.chunks() for row in chunk.rows]
    assert rows == [2] and clean.report.skipped == 2 and clean.report.read == 3


def test_an_own_column_can_be_left_out(tmp_path: Path) -> None:
    found = sheet(tmp_path)
    assert own_headers(found) == {"Kast"}
    without = adjusted(found, Adjustments(unused=frozenset({"Kast"})))
    assert without.unused == {"Kast"} and own_headers(without) == {"Kast"}  # it can be taken along again
    assert all(not chunk.own for chunk in without.clean().chunks())


def test_samples_are_there_before_anything_is_decided(tmp_path: Path) -> None:
    assert raw_samples(sheet(tmp_path))["Klant sinds"] == "03-04-2021"
