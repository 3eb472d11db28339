"""Imports over what a person did to customers and contracts: merged, deleted, edited (`models.pairing`,
`models.matching`). A merged customer keeps its own facts and rows; deleted stays deleted; the same file again
changes nothing."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from core.rows import SheetReport, SurveyItem
from models import changes, hand
from models.database import Base, open_base
from models.importing import write_sheet
from tests.models.sheets import sheet

Row = dict[str, Any]


@pytest.fixture
def base() -> Iterator[Base]:
    with open_base("", memory=True) as opened:
        yield opened


def bring(base: Base, rows: Sequence[Row], kind: str = "customers", **how: Any) -> SheetReport:
    items = how.pop("items", None)
    with changes.change(base, "import", kind="import"):
        report = write_sheet(base, sheet(kind, rows, items=items), **how)
    assert report.read == report.created + report.updated + report.unchanged + report.rejected
    return report


def counts(report: SheetReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.rejected


def codes(report: SheetReport) -> list[str]:
    return [issue.code for issue in report.issues]


def edit(base: Base, *statements: str) -> None:
    with changes.change(base, "edit", kind="edit"):
        for statement in statements:
            base.sql(statement)


def merge(base: Base, customer: int, into: int) -> None:
    edit(
        base,
        f"UPDATE customers SET merged_into = {into} WHERE id = {customer}",
        f"INSERT INTO merges(customer_id, into_id, who, at) VALUES ({customer}, {into}, 'ik', 'nu')",
    )


def order(customer: str, number: str | None, amount: float, **more: Any) -> Row:
    return {
        "klantnummer": customer,
        "bestelnummer": number,
        "datum": "2025-03-01",
        "bedrag": amount,
        "product": None,
        **more,
    }


def orders(base: Base) -> list[Any]:
    found = base.sql("SELECT customer_id, bestelnummer, bedrag FROM orders ORDER BY id").fetchall()
    return [tuple(row) for row in found]


# ---------------------------------------------------------------- merged customers


def test_a_merged_customers_rows_stay_its_own_facts_and_children(base: Base) -> None:
    people: list[Row] = [{"klantnummer": "1", "plaats": "Ede"}, {"klantnummer": "2", "plaats": "Epe"}]
    bring(base, people)
    bring(base, [order("1", "A", 10.0), order("2", "B", 20.0)], "orders")
    merge(base, 2, 1)
    assert counts(bring(base, people)) == (0, 0, 2, 0)
    moved = [people[0], {"klantnummer": "2", "plaats": "Oss"}]
    assert counts(bring(base, moved)) == (0, 1, 1, 0)
    assert base.sql("SELECT plaats FROM customers ORDER BY id").fetchall() == [("Ede",), ("Oss",)]
    rows = [order("1", "A", 10.0), order("2", "B", 25.0), order("2", "C", 5.0)]
    assert counts(bring(base, rows, "orders")) == (1, 1, 1, 0)
    assert orders(base) == [(1, "A", 10.0), (2, "B", 25.0), (2, "C", 5.0)]
    assert counts(bring(base, rows, "orders")) == (0, 0, 3, 0)
    assert changes.history(base)[0].rows == 0


def test_two_merged_customers_with_one_order_number_keep_each_their_own(base: Base) -> None:
    bring(base, [order("1", "A", 10.0), order("2", "A", 20.0, datum="2025-04-01")], "orders")
    merge(base, 2, 1)
    changed = bring(base, [order("2", "A", 22.0, datum="2025-04-01")], "orders")
    assert (counts(changed), orders(base)) == ((0, 1, 0, 0), [(1, "A", 10.0), (2, "A", 22.0)])
    new = bring(base, [order("2", "Z", 1.0), order("1", "Z", 3.0, datum="2025-05-01")], "orders")
    assert (counts(new), len(orders(base))) == ((2, 0, 0, 0), 4)
    assert "order_of_other_customer" not in codes(new)


def test_an_order_that_moved_to_the_survivor_in_the_file_too_is_not_doubled(base: Base) -> None:
    rows = [order("1", "A", 10.0), order("2", "B", 20.0), order("2", None, 7.5)]
    bring(base, rows, "orders")
    merge(base, 2, 1)
    moved = [{**row, "klantnummer": "1"} for row in rows]
    assert counts(bring(base, moved, "orders")) == (0, 0, 3, 0)
    assert [row[0] for row in orders(base)] == [1, 2, 2]
    moved[1]["status"] = "retour"
    assert counts(bring(base, moved, "orders")) == (0, 1, 2, 0)
    assert len(orders(base)) == 3


def test_answers_of_a_merged_customer_never_write_over_the_survivors(base: Base) -> None:
    items = {"v1": SurveyItem("v1", "trust", 1, 5)}
    bring(base, [{"klantnummer": "1", "datum": "2025-01-01", "v1": 4.0}, {"klantnummer": "2", "v1": 1.0}],
          "survey", items=items)  # fmt: skip
    merge(base, 2, 1)
    late = [{"klantnummer": "2", "datum": "2025-01-01", "v1": 2.0}]
    assert counts(bring(base, late, "survey", items=items)) == (1, 0, 0, 0)
    found = base.sql("SELECT customer_id, waarde FROM survey_answers ORDER BY id").fetchall()
    assert found == [(1, 4.0), (2, 1.0), (2, 2.0)]


def test_a_merged_customer_without_a_number_is_still_found_by_its_own_keys(base: Base) -> None:
    home: Row = {"voornaam": "Jan", "achternaam": "Vos", "postcode": "1234 AB", "huisnummer": "5"}
    rows: list[Row] = [
        {"klantnummer": "1", "email": "j@x.nl", **home},
        {"klantnummer": None, "email": "oud@x.nl", **home, "voornaam": "J."},
        {"klantnummer": None, "email": None, **home, "voornaam": "Johannes"},
    ]
    assert counts(bring(base, rows)) == (3, 0, 0, 0)
    merge(base, 2, 1)
    merge(base, 3, 1)
    assert counts(bring(base, rows)) == (0, 0, 3, 0)
    assert changes.history(base)[0].rows == 0
    shared: list[Row] = [{"klantnummer": None, "email": "oud@x.nl", "voornaam": "J.", "taal": "nl"}]
    assert counts(bring(base, shared)) == (0, 1, 0, 0)
    assert base.sql("SELECT id FROM customers WHERE taal = 'nl'").fetchall() == [(2,)]


def test_a_merged_customers_hand_value_asks_nothing(base: Base) -> None:
    bring(base, [{"klantnummer": "1"}, {"klantnummer": "2", "plaats": "Epe"}])
    with changes.change(base, "edit", kind="edit"):
        hand.set_hand(base, [2], "plaats", "Oss", reason=None, who="ik")
    merge(base, 2, 1)
    report = bring(base, [{"klantnummer": "2", "plaats": "Ede"}])
    assert (counts(report), report.conflicts) == ((0, 1, 0, 0), 0)
    found = base.sql("SELECT value, file_value, offered_by FROM hand_values").fetchall()
    assert found == [("Oss", "Ede", None)]


# ---------------------------------------------------------------- deleted customers


@pytest.mark.parametrize(
    "key",
    [
        {"klantnummer": "9", "email": "weg@x.nl"},
        {"email": "weg@x.nl", "voornaam": "An"},
        {"achternaam": "Weg", "postcode": "1234 AB", "huisnummer": "1"},
    ],
)
def test_a_deleted_customer_is_not_brought_back_by_its_file(base: Base, key: Row) -> None:
    bring(base, [key])
    edit(base, "UPDATE customers SET deleted = 1")
    report = bring(base, [key])
    assert (counts(report), codes(report)) == ((0, 0, 0, 1), ["deleted_customer"])
    late = bring(base, [{**key, "datum": "2025-01-01", "bedrag": 3.0}], "orders")
    assert (counts(late), codes(late), orders(base)) == ((0, 0, 0, 1), ["deleted_customer"], [])
    assert base.sql("SELECT COUNT(*) FROM customers").fetchone() == (1,)


def test_a_deleted_customers_mail_does_not_hide_who_lives_there_too(base: Base) -> None:
    rows: list[Row] = [{"email": "v@x.nl", "voornaam": "Jan"}, {"email": "v@x.nl", "voornaam": "Joke"}]
    bring(base, rows)
    edit(base, "UPDATE customers SET deleted = 1 WHERE voornaam = 'Jan'")
    report = bring(base, [*rows, {"klantnummer": "5", "email": "v@x.nl", "voornaam": "Jan"}])
    assert counts(report) == (1, 0, 1, 1)
    assert base.sql("SELECT voornaam, klantnummer FROM customers WHERE deleted = 0").fetchall() == [
        ("Joke", None),
        ("Jan", "5"),
    ]


def test_who_was_merged_into_a_deleted_customer_is_deleted_too(base: Base) -> None:
    bring(base, [{"klantnummer": "1"}, {"klantnummer": "2"}])
    merge(base, 2, 1)
    edit(base, "UPDATE customers SET deleted = 1 WHERE id = 1")
    assert counts(bring(base, [{"klantnummer": "1", "taal": "nl"}, {"klantnummer": "2", "taal": "nl"}])) == (
        *(0, 0, 0),
        2,
    )


# ---------------------------------------------------------------- edited keys


def test_a_name_and_address_mended_by_hand_are_still_found_by_the_files(base: Base) -> None:
    row: Row = {"achternaam": "Jansn", "postcode": "1234 AB", "huisnummer": "1", "plaats": "Ede"}
    bring(base, [row])
    for name, value in (("achternaam", "Jansen"), ("postcode", "1234 AC")):
        with changes.change(base, "edit", kind="edit"):
            hand.set_hand(base, [1], name, value, reason=None, who="ik")
    again = bring(base, [row])
    assert (counts(again), again.conflicts) == ((0, 0, 1, 0), 2)
    mended = {**row, "achternaam": "Jansen", "postcode": "1234 AC"}
    report = bring(base, [mended])
    assert (counts(report), report.conflicts) == ((0, 1, 0, 0), 0)


def test_a_customer_made_by_hand_is_found_by_the_file(base: Base) -> None:
    edit(base, "INSERT INTO customers(achternaam) VALUES (NULL)")
    for name, value in (("klantnummer", "50"), ("achternaam", "Vos")):
        with changes.change(base, "edit", kind="edit"):
            hand.set_hand(base, [1], name, value, reason=None, who="ik")
    row: Row = {"klantnummer": "50", "achternaam": "de Vos", "plaats": "Ede"}
    report = bring(base, [row])
    assert (counts(report), report.conflicts) == ((0, 1, 0, 0), 1)
    assert base.sql("SELECT naam, plaats FROM customers").fetchall() == [("Vos", "Ede")]
    assert counts(bring(base, [row])) == (0, 0, 1, 0)
    assert changes.history(base)[0].rows == 0


# ---------------------------------------------------------------- contracts

CONTRACT: Row = {
    "klantnummer": "1",
    "contractnummer": "C1",
    "product": "Glas",
    "start": "2024-01-01",
    "einde": None,
    "bedrag_per_maand": 25.0,
}


def contracts(base: Base) -> list[Any]:
    found = base.sql("SELECT contractnummer, einde, bedrag_per_maand, hand, deleted FROM contracts")
    return [tuple(row) for row in found.fetchall()]


def set_contract(base: Base, contract: int = 1, **values: Any) -> None:
    """As a person does: the column gets the value, `hand` keeps what the file said."""
    with changes.change(base, "edit", kind="edit"):
        row = base.sql("SELECT hand FROM contracts WHERE id = ?", (contract,)).fetchone()
        words = json.loads(row[0] or "{}")
        for name, value in values.items():
            old = base.sql(f"SELECT {name} FROM contracts WHERE id = ?", (contract,)).fetchone()[0]
            words.setdefault(name, old)
            base.sql(f"UPDATE contracts SET {name} = ? WHERE id = ?", (value, contract))
        base.sql("UPDATE contracts SET hand = ? WHERE id = ?", (json.dumps(words), contract))


@pytest.mark.parametrize("others", [0, 40])
def test_what_a_person_set_of_a_contract_stays_and_the_files_word_is_kept(base: Base, others: int) -> None:
    """With many other contracts the base's rows are not all fingerprinted: another way through."""
    more = [{**CONTRACT, "klantnummer": f"x{n}", "contractnummer": f"X{n}"} for n in range(others)]
    bring(base, [CONTRACT, *more], "contracts")
    set_contract(base, bedrag_per_maand=20.0, contractnummer="C-1")
    assert counts(bring(base, [CONTRACT], "contracts")) == (0, 0, 1, 0)
    assert changes.history(base)[0].rows == 0
    dearer = {**CONTRACT, "bedrag_per_maand": 30.0, "einde": "2026-01-01"}
    report = bring(base, [dearer], "contracts")
    assert (counts(report), codes(report)) == ((0, 1, 0, 0), ["contract_hand_kept"])
    number, end, amount, words, _deleted = contracts(base)[0]
    assert (number, end, amount) == ("C-1", "2026-01-01", 20.0)
    assert json.loads(words) == {"bedrag_per_maand": 30.0, "contractnummer": "C1"}
    again = bring(base, [dearer], "contracts")
    assert (counts(again), codes(again)) == ((0, 0, 1, 0), ["nothing_changed"])
    assert changes.history(base)[0].rows == 0
    assert len(contracts(base)) == 1 + others


def test_contracts_out_of_a_customers_sheet_keep_hand_values_too(base: Base) -> None:
    row: Row = {"klantnummer": "1", "contract_start": "2024-01-01", "bedrag_per_maand": 25.0}
    bring(base, [row])
    set_contract(base, bedrag_per_maand=-1.0)
    assert counts(bring(base, [row])) == (0, 0, 1, 0)
    assert counts(bring(base, [{**row, "bedrag_per_maand": -2.0}])) == (0, 1, 0, 0)
    assert contracts(base)[0][2:4] == (-1.0, '{"bedrag_per_maand": -2.0}')
    assert counts(bring(base, [{**row, "bedrag_per_maand": -1.0}])) == (0, 1, 0, 0)
    edit(base, "UPDATE contracts SET deleted = 1")
    report = bring(base, [row])
    assert (counts(report), len(contracts(base))) == ((0, 0, 1, 0), 1)


def test_a_deleted_contract_stays_deleted_and_is_not_made_again(base: Base) -> None:
    twin = {**CONTRACT, "contractnummer": "C2"}
    bring(base, [CONTRACT, twin], "contracts")
    edit(base, "UPDATE contracts SET deleted = 1 WHERE id = 1")
    before = contracts(base)
    for rows in ([CONTRACT, twin], [{**CONTRACT, "bedrag_per_maand": 99.0}, twin]):
        report = bring(base, rows, "contracts")
        assert counts(report) == (0, 0, 2, 0)
        assert "contracts_stay_deleted" in codes(report)
        assert contracts(base) == before
        assert changes.history(base)[0].rows == 0


def test_a_live_contract_goes_before_a_deleted_one_like_it(base: Base) -> None:
    bring(base, [CONTRACT], "contracts")
    edit(
        base,
        "INSERT INTO contracts(customer_id, contractnummer, product, start, bedrag_per_maand) "
        "SELECT customer_id, contractnummer, product, start, bedrag_per_maand FROM contracts",
        "UPDATE contracts SET deleted = 1 WHERE id = 1",
    )
    report = bring(base, [{**CONTRACT, "bedrag_per_maand": 30.0}], "contracts")
    assert counts(report) == (0, 1, 0, 0)
    assert [row[2] for row in contracts(base)] == [25.0, 30.0]
    assert codes(bring(base, [{**CONTRACT, "bedrag_per_maand": 30.0}], "contracts")) == ["nothing_changed"]


def test_a_contract_made_by_hand_is_the_files_when_it_comes(base: Base) -> None:
    bring(base, [{"klantnummer": "1"}])
    edit(base, "INSERT INTO contracts(customer_id) VALUES (1)")
    set_contract(base, contractnummer="C1", bedrag_per_maand=20.0)
    report = bring(base, [CONTRACT], "contracts")
    assert (counts(report), codes(report)) == ((0, 1, 0, 0), ["contract_hand_kept"])
    number, _end, amount, words, _deleted = contracts(base)[0]
    assert (number, amount) == ("C1", 20.0)
    assert json.loads(words) == {"contractnummer": "C1", "bedrag_per_maand": 25.0}
    assert counts(bring(base, [CONTRACT], "contracts")) == (0, 0, 1, 0)
