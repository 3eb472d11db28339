"""Orders, contracts, contacts and answers: whose they are, and that a row that comes again is the same."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Cancelled
from core.rows import EMPTY, KEEP, CleanSheet, SheetReport, SurveyItem
from models import changes
from models.database import Base, open_base
from models.importing import write_sheet
from tests.models.sheets import columns_sheet, many_orders, sheet

Row = dict[str, Any]


@pytest.fixture
def base() -> Iterator[Base]:
    with open_base("", memory=True) as opened:
        yield opened


def bring(base: Base, clean: CleanSheet, **how: Any) -> SheetReport:
    with changes.change(base, "import", kind="import"):
        report = write_sheet(base, clean, **how)
    assert report.read == report.created + report.updated + report.unchanged + report.rejected
    return report


def orders(base: Base, *rows: dict[str, Any], **how: Any) -> SheetReport:
    return bring(base, sheet("orders", rows), **how)


def counts(report: SheetReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.rejected


def codes(report: SheetReport) -> list[str]:
    return [issue.code for issue in report.issues]


def order(number: str | None, amount: float, **more: Any) -> dict[str, Any]:
    return {"klantnummer": "1", "bestelnummer": number, "datum": "2025-03-01", "bedrag": amount, **more}


def test_an_order_of_nobody_makes_a_customer_with_its_key(base: Base) -> None:
    report = orders(base, order("A", 1.0), order("B", 2.0), {**order("C", 3), "klantnummer": None})
    assert counts(report) == (2, 0, 0, 1)
    assert report.customers_made == 1
    assert sorted(codes(report)) == ["customers_made", "missing_key"]
    made = base.sql("SELECT klantnummer, email, achternaam, import_row FROM customers").fetchall()
    assert made == [("1", None, None, 2)]
    by_mail = orders(base, {"email": "a@x.nl", "naam": "An Bos", "datum": "2025-01-01", "bedrag": 5})
    assert (counts(by_mail), by_mail.customers_made) == ((1, 0, 0, 0), 1)
    assert base.sql("SELECT email, naam FROM customers WHERE id = 2").fetchone() == ("a@x.nl", "An Bos")
    refused = orders(base, {**order("D", 1), "klantnummer": "99"}, mode="update")
    assert (counts(refused), codes(refused)) == ((0, 0, 0, 1), ["not_found"])


def test_an_order_with_a_number_is_updated_not_doubled(base: Base) -> None:
    orders(base, order("A", 10.0, status=None), order("B", 20.0, status=None))
    report = orders(base, order("A", 12.5, status="retour"), order("B", 20.0, status=None))
    assert counts(report) == (0, 1, 1, 0)
    assert base.sql("SELECT bestelnummer, bedrag, status FROM orders").fetchall() == [
        ("A", 12.5, "retour"),
        ("B", 20.0, None),
    ]


def test_lines_of_an_order_find_their_own_line(base: Base) -> None:
    lines = [
        order("A", 10.0, product="fiets"),
        order("A", 2.0, product="bel"),
        order("A", 2.0, product="slot"),
    ]
    orders(base, *lines)
    assert counts(orders(base, *reversed(lines))) == (0, 0, 3, 0)
    changed = orders(base, lines[2], {**lines[1], "bedrag": 3.0}, order("A", 7.0, product="tas"))
    assert counts(changed) == (0, 2, 1, 0)
    left = base.sql("SELECT product, bedrag FROM orders ORDER BY id").fetchall()
    assert left == [("tas", 7.0), ("bel", 3.0), ("slot", 2.0)]
    more = orders(base, *[order("A", a, product=p) for p, a in left], order("A", 1.0, product="pomp"))
    assert counts(more) == (1, 0, 3, 0)


def test_exact_copies_are_kept_listed_and_counted_once_each(base: Base) -> None:
    line = order("A", 2.0, product="bel")
    report = orders(base, line, line, line)
    assert counts(report) == (3, 0, 0, 0)
    assert [(i.code, i.row, i.value) for i in report.issues if i.row] == [
        ("duplicate_row", 3, "A"),
        ("duplicate_row", 4, "A"),
    ]
    assert counts(orders(base, line, line, line)) == (0, 0, 3, 0)
    assert counts(orders(base, line, line, line, line)) == (1, 0, 3, 0)


def test_without_a_number_moment_amount_and_line_decide(base: Base) -> None:
    plain = [{**order(None, a, product=p)} for a, p in ((5.0, "thee"), (5.0, "koffie"), (6.0, None))]
    for row in plain:
        del row["bestelnummer"]
    assert counts(orders(base, *plain)) == (3, 0, 0, 0)
    assert counts(orders(base, *reversed(plain))) == (0, 0, 3, 0)
    assert counts(orders(base, {**plain[2], "product": "melk"})) == (0, 1, 0, 0)
    assert counts(orders(base, {**plain[0], "product": "cacao"})) == (1, 0, 0, 0)
    assert counts(orders(base, {**plain[0], "bedrag": 5.5})) == (1, 0, 0, 0)
    # the same orders from an export that does have numbers
    numbered = orders(base, *({**row, "bestelnummer": f"N{i}"} for i, row in enumerate(plain[:2])))
    assert counts(numbered) == (0, 2, 0, 0)
    assert counts(orders(base, *plain[:2])) == (0, 0, 2, 0)


def test_minus_one_is_not_minus_two(base: Base) -> None:
    """Their hashes are equal in Python, and rows are compared by hash first."""
    orders(base, order("A", -1.0, aantal=-1))
    assert counts(orders(base, order("A", -2.0, aantal=-1))) == (0, 1, 0, 0)
    assert counts(orders(base, order("A", -2.0, aantal=-2))) == (0, 1, 0, 0)
    assert base.sql("SELECT bedrag, aantal FROM orders").fetchall() == [(-2.0, -2.0)]


def test_empty_and_misfit_cells_of_a_known_row(base: Base) -> None:
    orders(base, order("A", 1.0, kanaal="winkel", marge=0.5))
    row = order("A", 1.0, kanaal=None, marge=KEEP)
    assert counts(orders(base, row)) == (0, 0, 1, 0)
    assert counts(orders(base, row, empty_clears=True)) == (0, 1, 0, 0)
    assert base.sql("SELECT kanaal, marge FROM orders").fetchall() == [(None, 0.5)]
    assert counts(orders(base, order("B", 1.0, marge=KEEP), empty_clears=True)) == (1, 0, 0, 0)
    assert base.sql("SELECT marge FROM orders WHERE bestelnummer = 'B'").fetchall() == [(None,)]


@pytest.mark.parametrize(
    ("mode", "expected", "kanaal"),
    [("add", (1, 0, 1, 0), "winkel"), ("fill", (0, 1, 0, 1), "winkel"), ("update", (0, 1, 0, 1), "web")],
)
def test_modes(base: Base, mode: str, expected: tuple[int, int, int, int], kanaal: str) -> None:
    orders(base, order("A", 1.0, kanaal="winkel", product=None))
    report = orders(base, order("A", 1.0, kanaal="web", product="p"), order("B", 1.0), mode=mode)
    assert counts(report) == expected
    assert base.sql("SELECT kanaal FROM orders WHERE bestelnummer = 'A'").fetchall() == [(kanaal,)]


def test_orders_of_a_merged_customer_are_known_again_and_stay_its_own(base: Base) -> None:
    rows = [{"email": m, "datum": "2025-01-01", "bedrag": 1.0} for m in ("a@x.nl", "b@x.nl")]
    orders(base, *rows)
    with changes.change(base, "merge", kind="merge"):
        base.sql("UPDATE customers SET merged_into = 1, email = 'a@x.nl' WHERE id = 2")
    assert counts(orders(base, rows[0], rows[0])) == (0, 0, 2, 0)
    assert base.sql("SELECT customer_id FROM orders ORDER BY id").fetchall() == [(1,), (2,)]


def test_a_number_of_another_customer_is_kept_and_told(base: Base) -> None:
    orders(base, order("A", 1.0))
    report = orders(base, {**order("A", 1.0), "klantnummer": "2"})
    assert counts(report) == (1, 0, 0, 0)
    assert "order_of_other_customer" in codes(report)


def test_the_same_orders_on_two_sheets_count_once(base: Base) -> None:
    with changes.change(base, "import", kind="import"):
        write_sheet(base, sheet("orders", [order("A", 1.0), order("B", 1.0)]))
        report = write_sheet(base, sheet("orders", [order("B", 1.0), order("C", 1.0)]))
    assert counts(report) == (1, 0, 1, 0)
    assert [(i.code, i.value) for i in report.issues] == [("row_on_other_sheet", "2")]


def test_a_small_file_on_a_large_base_does_the_same(base: Base) -> None:
    """Below a tenth of the base rows are looked up instead of fingerprinted."""
    many = many_orders(3000, 50)
    bring(base, columns_sheet("orders", many))
    few = {name: values[100:150] for name, values in many.items()}
    assert counts(bring(base, columns_sheet("orders", few))) == (0, 0, 50, 0)
    few["bedrag"] = [amount + 1 for amount in few["bedrag"]]
    assert counts(bring(base, columns_sheet("orders", few))) == (0, 50, 0, 0)
    assert base.sql("SELECT COUNT(*) FROM orders").fetchone() == (3000,)


def test_contacts_of_one_day_are_all_kept(base: Base) -> None:
    click: Row = {"klantnummer": "1", "datum": "2025-01-01", "soort": "email_geklikt", "opgelost": None}
    complaint: Row = {**click, "soort": "klacht", "opgelost": 0}
    rows = sheet("interactions", [click, click, complaint])
    assert counts(bring(base, rows)) == (3, 0, 0, 0)
    again = bring(base, rows)
    assert (counts(again), codes(again)) == ((0, 0, 3, 0), ["nothing_changed"])
    solved = bring(base, sheet("interactions", [{**complaint, "opgelost": 1}, {**click, "soort": "vraag"}]))
    assert counts(solved) == (1, 1, 0, 0)
    unsaid = bring(base, sheet("interactions", [{**complaint, "opgelost": None}, click, click, click]))
    assert counts(unsaid) == (1, 0, 3, 0)


def test_contracts_without_a_start_are_not_taken_for_one_another(base: Base) -> None:
    own = {"klantnummer": "1", "contractnummer": None, "start": None, "bedrag_per_maand": 10.0}
    numbered = {"klantnummer": "1", "contractnummer": "C1", "start": None, "bedrag_per_maand": 25.0}
    for _again in range(2):
        bring(base, sheet("contracts", [own]))
        bring(base, sheet("contracts", [numbered]))
    found = base.sql("SELECT contractnummer, bedrag_per_maand FROM contracts ORDER BY id").fetchall()
    assert found == [(None, 10.0), ("C1", 25.0)]
    assert counts(bring(base, sheet("contracts", [{**own, "bedrag_per_maand": 11.0}]))) == (0, 1, 0, 0)


def test_contracts_by_number_and_by_start(base: Base) -> None:
    numbered: Row = {"klantnummer": "1", "contractnummer": "C1", "start": "2024-01-01", "einde": "2025-01-01"}
    plain: Row = {"klantnummer": "2", "contractnummer": None, "start": "2024-01-01", "einde": None}
    first = bring(base, sheet("contracts", [numbered, plain, numbered]))
    assert counts(first) == (2, 0, 1, 0)
    assert "duplicate_contract" in codes(first)
    longer = [
        {**numbered, "start": "2024-02-01"},
        {**plain, "einde": "2026-01-01"},
        {**plain, "start": "2025-01-01"},
    ]
    assert counts(bring(base, sheet("contracts", longer))) == (1, 2, 0, 0)
    assert counts(bring(base, sheet("contracts", longer))) == (0, 0, 3, 0)


ITEMS = {
    "verbonden": SurveyItem("verbonden", "affectief", 1, 5),
    "gedoe": SurveyItem("gedoe", None, 1, 7, reversed=True),
}


def test_survey_answers(base: Base) -> None:
    rows: list[Row] = [
        {"klantnummer": "1", "datum": "2025-01-01", "verbonden": 4, "gedoe": 2},
        {"klantnummer": "2", "datum": "2025-01-01", "verbonden": 5, "gedoe": None},
        {"klantnummer": "3", "datum": "2025-01-01", "verbonden": None, "gedoe": None},
    ]
    first = bring(base, sheet("survey", rows, items=ITEMS))
    assert counts(first) == (2, 0, 0, 1)
    assert base.sql("SELECT COUNT(*) FROM customers").fetchone() == (2,)
    found = base.sql("SELECT item, dimensie, waarde, schaal_laag, schaal_hoog, omgekeerd FROM survey_answers")
    assert found.fetchall()[:2] == [("verbonden", "affectief", 4, 1, 5, 0), ("gedoe", None, 2, 1, 7, 1)]
    assert counts(bring(base, sheet("survey", rows, items=ITEMS))) == (0, 0, 2, 1)
    rows[0]["gedoe"] = 3
    rows[1]["gedoe"] = 7
    assert counts(bring(base, sheet("survey", rows, items=ITEMS))) == (0, 2, 0, 1)
    later = [{**row, "datum": "2025-06-01"} for row in rows[:2]]
    assert counts(bring(base, sheet("survey", later, items=ITEMS))) == (2, 0, 0, 0)


_AMOUNTS = st.sampled_from([-2.0, -1.0, 0.0, 1, 2.5])
_ROW = st.fixed_dictionaries(
    {
        "bestelnummer": st.sampled_from([None, "A", "B"]),
        "datum": st.sampled_from(["2025-01-01", "2025-01-02T10:00:00"]),
        "bedrag": _AMOUNTS,
        "product": st.sampled_from([None, "p", "q"]),
    }
)
#: a file may leave a key out or write it otherwise, but not change it halfway or share an address (then a row
#: with only the address is unclear once both customers are known)
_KEYS = st.sampled_from(
    [
        (None, None),
        (None, "a@x.nl"),
        (None, "b@x.nl"),
        ("1", "a@x.nl"),
        ("1", None),
        ("1", "A@x.nl"),
        ("2", "c@x.nl"),
        ("3", "b@x.nl"),
    ]
)
_DETAILS = st.fixed_dictionaries(
    {
        "named": st.booleans(),
        "postcode": st.sampled_from([None, "1234 AB"]),
        "huisnummer": st.sampled_from([None, "1"]),
        "plaats": st.sampled_from([None, "Ede", KEEP]),
        "toestemming_email": st.sampled_from([None, 0, 1]),
        "contract_start": st.sampled_from([None, "2024-01-01", "2025-01-01"]),
    }
)
_FIRST = {"a@x.nl": "Jan", "b@x.nl": "Joke"}


def _customer(key: tuple[str | None, str | None], more: Row) -> Row:
    """One person an address, and no row with only a name: those have tests of their own (a file that
    contradicts itself about who is who cannot be known again row by row)."""
    first = _FIRST.get((key[1] or "").lower()) if more["named"] else None
    last = key[1].lower() if key[1] else None
    details = {name: value for name, value in more.items() if name != "named"}
    return {"klantnummer": key[0], "email": key[1], "voornaam": first, "achternaam": last, **details}


_CUSTOMER = st.builds(_customer, _KEYS, _DETAILS)
_ORDER = st.builds(lambda key, more: {**more, "klantnummer": key[0], "email": key[1]}, _KEYS, _ROW)
_FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@_FEW
@given(st.lists(_ORDER, max_size=12), st.lists(_ORDER, max_size=8), st.integers(1, 5))
def test_any_orders_again_change_nothing(
    before: list[dict[str, Any]], rows: list[dict[str, Any]], size: int
) -> None:
    with open_base("", memory=True) as base:
        bring(base, sheet("orders", before))
        first = bring(base, sheet("orders", rows, size=size))
        held = base.sql("SELECT * FROM orders ORDER BY id").fetchall()
        again = bring(base, sheet("orders", rows))
        assert (again.created, again.updated, again.customers_made) == (0, 0, 0)
        assert again.rejected == first.rejected
        assert base.sql("SELECT * FROM orders ORDER BY id").fetchall() == held
        assert changes.history(base)[0].rows == 0 if rows else True
        # every delivered row is a row of ours
        assert len(held) >= first.read - first.rejected


@_FEW
@given(st.lists(_CUSTOMER, max_size=8), st.lists(_CUSTOMER, max_size=8), st.integers(1, 4))
def test_any_customers_again_change_nothing(
    before: list[dict[str, Any]], rows: list[dict[str, Any]], size: int
) -> None:
    with open_base("", memory=True) as base, open_base("", memory=True) as whole:
        for one, step in ((base, size), (whole, 100)):
            bring(one, sheet("customers", before))
            bring(one, sheet("customers", rows, size=step))
        held = base.sql("SELECT * FROM customers ORDER BY id").fetchall()
        assert held == whole.sql("SELECT * FROM customers ORDER BY id").fetchall()
        again = bring(base, sheet("customers", rows))
        assert (again.created, again.updated) == (0, 0)
        assert base.sql("SELECT * FROM customers ORDER BY id").fetchall() == held


def test_a_cancelled_load_of_orders_leaves_every_index_and_an_undo_every_customer(base: Base) -> None:
    """The indexes of the customers that it makes rest too while it goes on."""
    schema = "SELECT name, sql FROM sqlite_master ORDER BY name"
    before = base.sql(schema).fetchall()
    big = columns_sheet("orders", many_orders(25_000, 9_000))

    def enough(done: int, total: int, text: str) -> None:
        if done > 15_000:
            raise Cancelled("")

    with pytest.raises(Cancelled), changes.change(base, "import", kind="import"):
        write_sheet(base, big, progress=enough)
    assert base.sql(schema).fetchall() == before
    assert base.sql("SELECT COUNT(*) FROM customers").fetchone() == (0,)
    report = bring(base, big)
    assert base.sql(schema).fetchall() == before
    made = base.sql("SELECT COUNT(*), COUNT(DISTINCT klantnummer) FROM customers").fetchone()
    assert made == (report.customers_made, report.customers_made)
    wrong = base.sql(
        "SELECT COUNT(*) FROM orders o JOIN customers c ON c.id = o.customer_id "
        "WHERE c.import_row > o.import_row OR o.import_id <> c.import_id"
    )
    assert wrong.fetchone() == (0,)
    assert bring(base, big).unchanged == 25_000
    result = changes.undo(base)
    assert (result.kept, result.impossible) == (0, 0)
    for table in ("orders", "customers"):
        assert base.sql(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize(
    ("how", "end"),
    [({}, None), ({"empty_clears": True}, None), ({"mode": "add"}, "2024-12-31")],
    ids=["usual", "empty_clears", "add"],
)
def test_an_end_that_is_said_to_be_none_takes_the_known_one_away(
    base: Base, how: dict[str, Any], end: str | None
) -> None:
    """EMPTY empties; an empty cell beside it only where the user says so; a new row simply has none."""
    one = {"klantnummer": "K1", "contractnummer": "C1", "start": "2024-01-13", "einde": "2024-12-31"}
    two = {**one, "contractnummer": "C2", "product": "Krant"}
    bring(base, sheet("contracts", [one, two]))
    again: list[dict[str, Any]] = [
        {**one, "einde": EMPTY},
        {**two, "einde": None},
        {**one, "contractnummer": "C3", "einde": EMPTY},
    ]
    bring(base, sheet("contracts", again), **how)
    rows = base.connection.execute("SELECT contractnummer, einde FROM contracts ORDER BY id").fetchall()
    assert rows[0] == ("C1", end)
    assert rows[1] == ("C2", None if how.get("empty_clears") else "2024-12-31")
    assert ("C3", None) in rows
    assert counts(bring(base, sheet("contracts", again), **how)) == (0, 0, 3, 0)
