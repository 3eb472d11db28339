"""One format a column: own cells, then the file, then a question."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.cells import Cell
from importers.evidence import ColumnEvidence, Decision, date_format, file_hints, number_format
from importers.locale_hints import Hints, dutch_headers

DUTCH = Hints(dutch_headers=("Besteldatum",))
SEMICOLON = Hints(semicolon=True)


def column(*cells: Cell) -> ColumnEvidence:
    """The evidence of these cells, fed in two batches."""
    found = ColumnEvidence()
    half = len(cells) // 2
    found.add(cells[:half])
    found.add(cells[half:])
    return found


def outcome(decision: Decision) -> tuple[str, bool, str | None]:
    """What decides: format, assumed, question."""
    return decision.format, decision.assumed, decision.question


@pytest.mark.parametrize(
    ("cells", "hints", "expected"),
    [
        (["1.234,56", "12,50", "7"], Hints(), ("comma", False, None)),
        (["1,234.56", "12.50", "7"], SEMICOLON, ("point", False, None)),
        (["1.234", "2.500"], Hints(), ("", False, "ambiguous_number")),
        (["1.234", "2.500"], SEMICOLON, ("comma", True, None)),
        (["1.234", "2.500"], DUTCH, ("comma", True, None)),
        (["1,234", "2,500"], Hints(point_columns=("Price",)), ("point", True, None)),
        (["1.234", "2.500"], Hints(semicolon=True, point_columns=("Prijs",)), ("point", True, None)),
        (["1.234", "0.500"], Hints(), ("point", False, None)),
        (["1.234", "1.234.567"], Hints(), ("comma", False, None)),
        (["1.234", "€ 12,-"], Hints(), ("comma", False, None)),
        (["12,50", "12.50"], SEMICOLON, ("", False, "ambiguous_number")),
        (["12,50"] * 9 + ["12.50"], Hints(), ("comma", False, None)),
        (["5", "7", ""], Hints(), ("point", False, None)),
        ([5.25, 1234, ""], Hints(), ("point", False, None)),
        ([5.25, "12,50"], Hints(), ("comma", False, None)),
    ],
)
def test_numbers(cells: list[Cell], hints: Hints, expected: tuple[str, bool, str | None]) -> None:
    assert outcome(number_format(column(*cells), hints)) == expected


@pytest.mark.parametrize(
    ("cells", "hints", "expected"),
    [
        (["13-01-2024", "03-04-2024"], Hints(), ("dmy", False, None)),
        (["01/13/2024", "03/04/2024"], SEMICOLON, ("mdy", False, None)),
        (["03/04/2024", "05/06/2024"], Hints(), ("", False, "ambiguous_date")),
        (["03/04/2024", "05/06/2024"], SEMICOLON, ("dmy", True, None)),
        (["03/04/2024", "05/06/2024"], DUTCH, ("dmy", True, None)),
        (["03/04/2024"], Hints(comma_columns=("Bedrag",)), ("dmy", True, None)),
        (["03/04/2024"], Hints(point_columns=("Amount",)), ("", False, "ambiguous_date")),
        (["03/04/2024"], Hints(semicolon=True, mdy_columns=("Paid",)), ("mdy", True, None)),
        (["03/04/2024"], Hints(dmy_columns=("A",), mdy_columns=("B",)), ("", False, "ambiguous_date")),
        (["03/03/2024", "05/05/2024"], Hints(), ("dmy", False, None)),
        (["2024-01-13", "2024-04-03T10:00:00Z"], Hints(), ("ymd", False, None)),
        (["20140102", "20121231"], Hints(), ("ymd", False, None)),
        (["3 mrt 2024", "4 mei 2024"], Hints(), ("dmy", False, None)),
        (["5-Apr-13"], Hints(), ("dmy", False, None)),
        (["01-01-13", "31-12-13"], Hints(), ("dmy", False, None)),
        (["98-12-31", "99-11-30"], Hints(), ("ymd", False, None)),
        (["13-01-24", "01-13-24"], SEMICOLON, ("", False, "ambiguous_date")),
        (["45000", "45001,5"], Hints(), ("excel", True, None)),
        ([45000, 45001], Hints(), ("excel", True, None)),
        ([date(2024, 1, 2), datetime(2024, 3, 4, 5, 6)], Hints(), ("excel", False, None)),
        ([date(2024, 1, 2), "13-01-2024"], Hints(), ("dmy", False, None)),
        (["1.2.2024", "3.4.2024"], Hints(), ("dmy", True, None)),
        (["13-01-2024"] * 20 + ["onbekend"], Hints(), ("dmy", False, None)),
        (["", ""], Hints(), ("ymd", True, None)),
    ],
)
def test_dates(cells: list[Cell], hints: Hints, expected: tuple[str, bool, str | None]) -> None:
    assert outcome(date_format(column(*cells), hints)) == expected


def test_a_column_turned_round_by_the_wrong_program_is_asked_about() -> None:
    natives: list[Cell] = [date(2023, month, 5) for month in range(1, 9)]
    texts: list[Cell] = ["07/30/2023", "08/13/2023", "11/25/2023"]
    decision = date_format(column(*natives, *texts), Hints())
    assert (decision.question, decision.options) == ("swapped_dates", ("mdy",))
    late: list[Cell] = [date(2023, 1, 25)]
    assert date_format(column(*natives, *texts, *late), Hints()).format == "mdy"


def test_the_evidence_is_in_words() -> None:
    decision = number_format(column(*["1.234,56"] * 412), Hints())
    assert decision.evidence == "412 van 412 cellen passen op 1.234,56"
    decision = date_format(column("03/04/2024"), SEMICOLON)
    assert "puntkomma" in decision.evidence


def test_the_file_is_evidence_for_its_columns() -> None:
    columns = {
        "Name": column("Jan", "Piet"),
        "Paid": column("13/01/2024", "03/04/2024"),
        "Created": column("03/04/2024", "05/06/2024"),
        "Total": column("12.50", "9.95"),
        "Qty": column("1.000", "2.000"),
    }
    hints = file_hints(",", columns)
    assert (hints.dmy_columns, hints.point_columns, hints.dutch_headers) == (("Paid",), ("Total",), ())
    assert outcome(date_format(columns["Created"], hints)) == ("dmy", True, None)
    assert outcome(number_format(columns["Qty"], hints)) == ("point", True, None)


def test_dutch_months_are_evidence() -> None:
    hints = file_hints(",", {"when": column("3 maart 2024"), "paid": column("03/04/2024")})
    assert hints.for_dates() is not None
    assert file_hints(",", {"when": column("3 april 2024"), "paid": column("03/04/2024")}).dutch_months == ""


def test_dutch_headers() -> None:
    assert dutch_headers(["Order date", "Email", "Product", "Status", "Country", "Postcode"]) == ()
    assert dutch_headers(["Besteldatum", "Amount", "klant_nummer"]) == ("Besteldatum", "klant_nummer")


@given(
    st.lists(
        st.one_of(st.text(max_size=12), st.integers(), st.floats(), st.booleans(), st.dates()), max_size=30
    )
)
@settings(max_examples=100, deadline=None)
def test_any_column_is_judged_and_the_order_of_rows_says_nothing(cells: list[Cell]) -> None:
    one, two = column(*cells), column(*reversed(cells))
    assert one.total == len(cells)
    for decide in (date_format, number_format):
        assert decide(one, Hints()) == decide(two, Hints())
