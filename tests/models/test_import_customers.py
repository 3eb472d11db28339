"""Customers sheets: whose row it is, what it changes, and what it never changes."""

from collections.abc import Iterator
from typing import Any

import pytest

from core.errors import Cancelled
from core.rows import KEEP, Detected, SheetReport
from models import changes, hand
from models.database import Base, open_base
from models.importing import write_sheet
from tests.models.sheets import columns_sheet, many_customers, sheet


@pytest.fixture
def base() -> Iterator[Base]:
    with open_base("", memory=True) as opened:
        yield opened


def bring(base: Base, rows: list[dict[str, Any]], kind: str = "customers", **options: Any) -> SheetReport:
    """Import these rows as one change."""
    how = {name: options.pop(name) for name in ("mode", "empty_clears", "restore_consent") if name in options}
    with changes.change(base, "import", kind="import"):
        return write_sheet(base, sheet(kind, rows, **options), **how)


def counts(report: SheetReport) -> tuple[int, int, int, int]:
    assert report.read == report.created + report.updated + report.unchanged + report.rejected
    return report.created, report.updated, report.unchanged, report.rejected


def codes(report: SheetReport) -> list[str]:
    return [issue.code for issue in report.issues]


def one(base: Base, what: str, where: str = "1") -> Any:
    rows = base.sql(f"SELECT {what} FROM customers WHERE {where} ORDER BY id").fetchall()
    return [row[0] if len(row) == 1 else tuple(row) for row in rows]


Row = dict[str, Any]
JAN: Row = {
    "klantnummer": "7",
    "email": "jan@x.nl",
    "voornaam": "Jan",
    "achternaam": "Vos",
    "plaats": "Delft",
}


def test_the_same_sheet_again_changes_nothing_and_says_so(base: Base) -> None:
    rows: list[Row] = [
        JAN,
        {"klantnummer": "8", "omzet": 12, "nps": 9.0, "verplicht": 1},
        {"klantnummer": "009"},
    ]
    first = bring(base, rows, size=2)
    assert counts(first) == (3, 0, 0, 0)
    before = base.sql("SELECT * FROM customers").fetchall()
    again = bring(base, rows, size=1)
    assert counts(again) == (0, 0, 3, 0)
    assert codes(again) == ["nothing_changed"]
    assert base.sql("SELECT * FROM customers").fetchall() == before
    assert changes.history(base)[0].rows == 0


def test_only_what_the_sheet_says_changes(base: Base) -> None:
    bring(base, [JAN])
    report = bring(base, [{"klantnummer": "7", "plaats": "Zwolle", "email": None}])
    assert counts(report) == (0, 1, 0, 0)
    assert one(base, "plaats, email, voornaam") == [("Zwolle", "jan@x.nl", "Jan")]


def test_an_empty_cell_empties_only_when_asked_and_keep_never(base: Base) -> None:
    bring(base, [JAN])
    row = {"klantnummer": "7", "plaats": None, "email": KEEP}
    assert counts(bring(base, [row])) == (0, 0, 1, 0)
    assert counts(bring(base, [row], empty_clears=True)) == (0, 1, 0, 0)
    assert one(base, "plaats, email") == [(None, "jan@x.nl")]


def test_keep_in_a_new_row_is_unknown(base: Base) -> None:
    bring(base, [{"klantnummer": "1", "nps": KEEP, "plaats": "Delft"}])
    assert one(base, "nps, plaats") == [(None, "Delft")]


@pytest.mark.parametrize(
    ("mode", "expected", "plaats", "taal"),
    [
        ("add_update", (1, 1, 0, 0), "Assen", "nl"),
        ("add", (1, 0, 1, 0), "Delft", None),
        ("fill", (0, 1, 0, 1), "Delft", "nl"),
        ("update", (0, 1, 0, 1), "Assen", "nl"),
    ],
)
def test_modes(
    base: Base, mode: str, expected: tuple[int, int, int, int], plaats: str, taal: str | None
) -> None:
    bring(base, [JAN])
    rows = [{"klantnummer": "7", "plaats": "Assen", "taal": "nl"}, {"klantnummer": "99", "plaats": "Ede"}]
    report = bring(base, rows, mode=mode)
    assert counts(report) == expected
    assert one(base, "plaats, taal", "klantnummer = '7'") == [(plaats, taal)]
    assert ("not_found" in codes(report)) == (mode in ("fill", "update"))


def test_matching_goes_by_number_then_mail_then_name_and_address(base: Base) -> None:
    home = {"voornaam": "Piet", "tussenvoegsel": "van der", "achternaam": "Berg"}
    place = {"postcode": "1234 AB", "huisnummer": "5"}
    bring(base, [{**home, **place}, {"email": "An@x.nl", "voornaam": "An"}, JAN])
    rows = [
        {"naam": "Piet van der Berg", "postcode": "1234AB", "huisnummer": "5", "plaats": "Ede"},
        {"email": "an@X.nl", "plaats": "Epe"},
        {"klantnummer": "7", "email": "ander@x.nl", "plaats": "Oss"},
    ]
    assert counts(bring(base, rows)) == (0, 3, 0, 0)
    assert one(base, "plaats") == ["Ede", "Epe", "Oss"]
    assert counts(bring(base, rows)) == (0, 0, 3, 0)


def test_a_new_number_is_given_to_who_has_none_but_never_to_who_has_one(base: Base) -> None:
    bring(base, [{"email": "an@x.nl", "voornaam": "An"}, JAN])
    report = bring(
        base, [{"klantnummer": "1", "email": "an@x.nl"}, {"klantnummer": "2", "email": "jan@x.nl"}]
    )
    assert counts(report) == (1, 1, 0, 0)
    assert one(base, "klantnummer") == ["1", "7", "2"]
    assert report.possible_duplicates == 1
    assert "possible_duplicate" in codes(report)


def test_another_first_name_on_one_address_is_a_household(base: Base) -> None:
    rows: list[Row] = [{"email": "vos@x.nl", "voornaam": "Jan"}, {"email": "vos@x.nl", "voornaam": "Joke"}]
    assert counts(bring(base, rows)) == (2, 0, 0, 0)
    assert counts(bring(base, rows)) == (0, 0, 2, 0)
    assert counts(bring(base, [{"email": "vos@x.nl", "voornaam": "Jann"}])) == (0, 1, 0, 0)
    unclear = bring(base, [{"email": "vos@x.nl", "plaats": "Ede"}])
    assert counts(unclear) == (0, 0, 0, 1)
    assert codes(unclear) == ["ambiguous_customer"]
    assert one(base, "plaats") == [None, None]


def test_a_row_without_any_key_is_rejected_with_its_cells(base: Base) -> None:
    report = bring(base, [{"klantnummer": None, "achternaam": "Vos", "plaats": "Ede"}, JAN])
    assert counts(report) == (1, 0, 0, 1)
    row, cells, why = report.rejected_rows[0]
    assert (row, cells) == (2, ["", "Vos", "Ede", "", ""])
    clean = sheet("customers", [{"klantnummer": None, "plaats": "Ede"}])
    clean.cells = lambda rows: {row: ["zoals", "het", "staat"] for row in rows}
    with changes.change(base, "import", kind="import"):
        assert write_sheet(base, clean).rejected_rows[0][:2] == (2, ["zoals", "het", "staat"])
    assert why == next(issue.message for issue in report.issues if issue.code == "missing_key")


def test_a_customer_who_is_twice_in_a_sheet_ends_as_the_sheet_ends(base: Base) -> None:
    rows: list[Row] = [JAN, {**JAN, "plaats": "Zwolle"}, {**JAN, "plaats": None}]
    assert counts(bring(base, rows)) == (1, 1, 1, 0)
    assert one(base, "plaats") == ["Zwolle"]
    for size in (1, 2, 10):
        assert counts(bring(base, rows, size=size)) == (0, 0, 3, 0)
    assert changes.history(base)[0].rows == 0


def test_a_later_row_that_overrules_an_earlier_one_is_listed(base: Base) -> None:
    rows: list[Row] = [
        {**JAN, "taal": None},
        {"klantnummer": "8", "plaats": "Ede"},
        {**JAN, "taal": "nl"},  # adds, overrules nothing
        {"klantnummer": None, "email": "jan@x.nl", "plaats": "Zwolle"},
        {"klantnummer": "8", "plaats": "Ede"},
    ]
    for size in (2, 100):
        report = bring(base, rows, size=size)
        listed = [(i.row, i.value) for i in report.issues if i.code == "repeated_customer"]
        assert listed == [(5, "4")]
        assert one(base, "plaats, taal", "klantnummer = '7'") == [("Zwolle", "nl")]
    assert changes.history(base)[0].rows == 0


def test_consent_is_withdrawn_but_not_restored(base: Base) -> None:
    consent = {"toestemming_email": 0, "toestemming_email_datum": "2024-01-01", "bezwaar_profilering": 1}
    bring(base, [{"klantnummer": "7", **consent}, {"klantnummer": "8", "toestemming_email": 1}])
    wishes = {"toestemming_email": 1, "toestemming_email_datum": "2020-05-05", "bezwaar_profilering": 0}
    report = bring(base, [{"klantnummer": "7", **wishes}, {"klantnummer": "8", "toestemming_email": 0}])
    assert counts(report) == (0, 1, 1, 0)
    assert codes(report).count("consent_not_restored") == 2
    columns = ", ".join(consent)
    assert one(base, columns)[0] == (0, "2024-01-01", 1)
    assert one(base, "toestemming_email")[1] == 0
    cleared = bring(base, [{"klantnummer": "7", **dict.fromkeys(consent)}], empty_clears=True)
    assert counts(cleared) == (0, 0, 1, 0)
    chosen = bring(base, [{"klantnummer": "7", **wishes}], restore_consent=True)
    assert codes(chosen).count("consent_restored") == 2
    assert one(base, columns)[0] == (1, "2020-05-05", 0)


def test_a_hand_value_stays_and_the_file_is_kept_beside_it(base: Base) -> None:
    bring(base, [JAN])
    with changes.change(base, "edit", kind="edit"):
        hand.set_hand(base, [1], "plaats", "Gouda", reason="gebeld", who="ik")
    same = bring(base, [JAN])
    assert (counts(same), same.conflicts) == ((0, 0, 1, 0), 1)
    moved = bring(base, [{**JAN, "plaats": "Leiden"}])
    assert (counts(moved), moved.conflicts) == ((0, 1, 0, 0), 1)
    assert [(i.row, i.column, i.value) for i in moved.issues] == [(2, "Kop plaats", "Leiden")]
    assert one(base, "plaats") == ["Gouda"]
    assert base.sql("SELECT value, file_value FROM hand_values").fetchall() == [("Gouda", "Leiden")]
    agreed = bring(base, [{**JAN, "plaats": "Gouda"}])
    assert (counts(agreed), agreed.conflicts) == ((0, 1, 0, 0), 0)
    with changes.change(base, "back", kind="edit"):
        hand.clear_hand(base, [1], "plaats")
    assert one(base, "plaats") == ["Gouda"]


def test_a_number_that_was_changed_by_hand_is_found_by_the_files(base: Base) -> None:
    bring(base, [JAN])
    with changes.change(base, "edit", kind="edit"):
        hand.set_hand(base, [1], "klantnummer", "700", reason="", who="ik")
    report = bring(base, [{**JAN, "plaats": "Ede"}])
    assert (counts(report), report.conflicts) == ((0, 1, 0, 0), 1)
    assert counts(bring(base, [{"klantnummer": "700", "plaats": "Epe"}])) == (0, 1, 0, 0)
    assert one(base, "klantnummer, plaats") == [("700", "Epe")]


def test_deleted_and_merged_customers(base: Base) -> None:
    bring(base, [{"klantnummer": n, "email": "m@x.nl", "plaats": n} for n in ("1", "2", "3")])
    with changes.change(base, "edit", kind="edit"):
        base.sql("UPDATE customers SET deleted = 1 WHERE id = 3")
        base.sql("UPDATE customers SET merged_into = 1 WHERE id = 2")
    rows = [{"klantnummer": n, "plaats": f"nieuw {n}"} for n in ("1", "2", "3")]
    report = bring(base, rows)
    assert counts(report) == (0, 2, 0, 1)
    assert codes(report) == ["deleted_customer"]
    # each keeps its own facts, so that splitting finds them
    assert one(base, "plaats") == ["nieuw 1", "nieuw 2", "3"]
    assert counts(bring(base, [{"email": "m@x.nl", "taal": "nl"}])) == (0, 1, 0, 0)
    assert one(base, "taal") == ["nl", None, None]


def test_contract_columns_make_a_contract_once(base: Base) -> None:
    contract = {
        "contract_start": "2024-01-01",
        "bedrag_per_maand": 25.0,
        "opzegtermijn": 1,
        "contract_verplicht": 0,
    }
    rows: list[Row] = [
        {**JAN, **contract},
        {"klantnummer": "8", **dict.fromkeys(contract), "opzegtermijn": 2},
    ]
    assert counts(bring(base, rows)) == (2, 0, 0, 0)
    assert counts(bring(base, rows)) == (0, 0, 2, 0)
    raised = bring(base, [{**JAN, **contract, "bedrag_per_maand": 30}, rows[1], rows[1]])
    assert counts(raised) == (0, 1, 2, 0)
    found = base.sql("SELECT customer_id, start, bedrag_per_maand, opzegtermijn, verplicht FROM contracts")
    assert found.fetchall() == [(1, "2024-01-01", 30.0, 1.0, 0)]
    assert counts(bring(base, [{**JAN, "contract_start": "2026-01-01"}])) == (0, 1, 0, 0)
    assert base.sql("SELECT COUNT(*) FROM contracts").fetchone() == (2,)


def test_own_columns_are_kept_and_only_the_sheets_change(base: Base) -> None:
    bring(base, [{"klantnummer": "1", "Regio": "Noord", "Één": "a"}], own=["Regio", "Één"])
    again = bring(base, [{"klantnummer": "1", "Regio": "Noord"}], own=["Regio"])
    assert counts(again) == (0, 0, 1, 0)
    changed = bring(base, [{"klantnummer": "1", "Regio": "Zuid", "Kleur": None}], own=["Regio", "Kleur"])
    assert counts(changed) == (0, 1, 0, 0)
    assert one(base, "own") == ['{"Regio": "Zuid", "Één": "a"}']
    assert counts(bring(base, [{"klantnummer": "1", "taal": "nl"}])) == (0, 1, 0, 0)
    assert one(base, "own") == ['{"Regio": "Zuid", "Één": "a"}']


def test_what_sqlite_cannot_hold_is_mended_at_the_door(base: Base) -> None:
    row = {
        "klantnummer": "1\0",
        "plaats": "\ud800Ede",
        "omzet": float("nan"),
        "nps": float("inf"),
        "taal": "",
    }
    bring(base, [row])
    assert one(base, "klantnummer, plaats, omzet, nps, taal") == [("1", "?Ede", None, None, None)]
    assert counts(bring(base, [row])) == (0, 0, 1, 0)


def test_the_scale_of_satisfaction_is_kept_with_it(base: Base) -> None:
    rows: list[Row] = [{"klantnummer": "1", "tevredenheid": 8}, {"klantnummer": "2", "tevredenheid": None}]
    detected = {"tevredenheid": Detected("1-10", "")}
    bring(base, rows, detected=detected)
    assert one(base, "tevredenheid_schaal") == ["1-10", None]
    assert counts(bring(base, rows, detected=detected)) == (0, 0, 2, 0)


def test_rows_on_two_sheets_of_one_import_are_told(base: Base) -> None:
    with changes.change(base, "import", kind="import"):
        write_sheet(base, sheet("customers", [JAN, {"klantnummer": "8"}], name="A"))
        report = write_sheet(base, sheet("customers", [{"klantnummer": "8", "taal": "nl"}], name="B"))
    assert counts(report) == (0, 1, 0, 0)
    assert codes(report) == ["row_on_other_sheet"]
    assert "row_on_other_sheet" not in codes(bring(base, [JAN]))


def test_a_cancelled_large_import_leaves_indexes_and_rows_as_they_were(base: Base) -> None:
    before = base.sql("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()

    def enough(done: int, total: int, text: str) -> None:
        if done > 10_000:
            raise Cancelled("")

    big = columns_sheet("customers", many_customers(25_000))
    with pytest.raises(Cancelled), changes.change(base, "import", kind="import"):
        write_sheet(base, big, progress=enough)
    assert base.sql("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == before
    assert base.sql("SELECT COUNT(*) FROM customers").fetchone() == (0,)
    with changes.change(base, "import", kind="import"):
        report = write_sheet(base, big)
    assert counts(report) == (25_000, 0, 0, 0)
    assert base.sql("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == before
    with changes.change(base, "import", kind="import"):
        assert counts(write_sheet(base, big)) == (0, 0, 25_000, 0)


def test_the_import_is_kept_with_its_report(base: Base) -> None:
    report = bring(base, [JAN, {"klantnummer": None}])
    row = base.sql("SELECT id, file, kind, counts, report FROM imports").fetchone()
    assert row[:3] == (report.id, "customers.csv", "customers")
    assert '"created": 1' in row[3]
    assert "missing_key" in row[4]
    assert base.sql("SELECT import_id, import_row FROM customers").fetchall() == [(report.id, 2)]


def test_an_import_outside_a_change_is_refused(base: Base) -> None:
    with pytest.raises(RuntimeError):
        write_sheet(base, sheet("customers", [JAN]))


def test_undo_of_an_import_gives_the_base_back(base: Base) -> None:
    bring(base, [JAN])
    tables = ("customers", "contracts", "orders")
    before = [base.sql(f"SELECT * FROM {table}").fetchall() for table in tables]
    bring(base, [{**JAN, "plaats": "Ede", "contract_start": "2024-01-01"}, {"klantnummer": "8"}])
    changes.undo(base)
    assert [base.sql(f"SELECT * FROM {table}").fetchall() for table in tables] == before
