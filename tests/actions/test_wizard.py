"""The window's import: what would change, whose word holds, and that a check writes nothing."""

from dataclasses import replace
from pathlib import Path

from actions.base import reading
from actions.editing import set_value
from actions.wizard import Choice, Writing, apply, check
from importers.adjusting import Adjustments
from importers.prepare import prepare_file

FIRST = """\
Klantnummer;Naam;E-mail;Plaats;Kast
1001;Anna Smit;anna@voorbeeld.nl;Goes;a
1002;Bas Vos;bas@voorbeeld.nl;Ede;b
"""
AGAIN = """\
Klantnummer;Naam;E-mail;Plaats;Kast
1001;Anna Smit;anna@voorbeeld.nl;Delft;a
1002;Bas Vos;bas@voorbeeld.nl;Ede;c
1003;Anna Smit;anna@voorbeeld.nl;Goes;d
"""


def choice(folder: Path, words: str, name: str = "klanten.csv") -> Choice:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return Choice(prepare_file(path).sheets[0], Adjustments())


def made(folder: Path) -> Path:
    db = folder / "basis.klantbeeld"
    apply(db, [choice(folder, FIRST)], Writing(), "Import klanten.csv")
    return db


def values(db: Path, number: str) -> tuple[object, ...]:
    with reading(db) as base:
        found = base.sql("SELECT id, plaats, own FROM customers WHERE klantnummer = ?", (number,)).fetchone()
    return tuple(found)


def test_a_check_without_a_base_makes_none(tmp_path: Path) -> None:
    db = tmp_path / "nieuw.klantbeeld"
    found = check(db, [choice(tmp_path, FIRST)], Writing())
    assert [report.created for report in found.reports] == [2]
    assert not db.exists()


def test_changes_are_told_field_by_field(tmp_path: Path) -> None:
    db = made(tmp_path)
    found = check(db, [choice(tmp_path, AGAIN)], Writing())
    said = [(c.number, c.field, c.old, c.new) for c in found.changed]
    assert said == [("1001", "plaats", "Goes", "Delft"), ("1002", "own:Kast", "b", "c")]
    assert found.changed_rows == 2
    assert [(d.row, d.other_number) for d in found.doubles] == [(4, "1001")]
    assert values(db, "1001")[1] == "Goes"


def test_my_word_holds_unless_the_file_s_is_taken(tmp_path: Path) -> None:
    db = made(tmp_path)
    customer = int(str(values(db, "1001")[0]))
    set_value(db, [customer], "plaats", "Breda", "verhuisd")
    found = check(db, [choice(tmp_path, AGAIN)], Writing())
    assert [(c.customer_id, c.field, c.hand, c.file) for c in found.conflicts] == [
        (customer, "plaats", "Breda", "Delft")
    ]
    apply(db, [choice(tmp_path, AGAIN)], Writing(), "Import klanten.csv")
    assert values(db, "1001")[1] == "Breda"
    take = frozenset({(customer, "plaats")})
    apply(db, [choice(tmp_path, AGAIN)], Writing(take_file=take), "Import klanten.csv")
    assert values(db, "1001")[1] == "Delft"


def test_rows_to_mend_carry_their_cells_and_their_trouble(tmp_path: Path) -> None:
    words = FIRST + "1003;Te kort\n1004;Cor;geen adres;Ede;d\n"
    found = check(tmp_path / "leeg.klantbeeld", [choice(tmp_path, words)], Writing())
    assert [(m.row, m.rejected, list(m.trouble)) for m in found.mendable] == [
        (4, True, [""]),
        (5, False, ["E-mail"]),
    ]
    assert found.mendable[1].cells == ("1004", "Cor", "geen adres", "Ede", "d")


def test_lines_that_repeat_another_are_named(tmp_path: Path) -> None:
    words = "Bestelnummer;Klantnummer;Besteldatum;Bedrag\n1;1001;21-05-2026;9,95\n1;1001;21-05-2026;9,95\n"
    found = check(tmp_path / "leeg.klantbeeld", [choice(tmp_path, words, "orders.csv")], Writing())
    assert found.repeated == {"orders": frozenset({3})}


def test_a_conflict_is_listed_also_where_the_sheet_has_no_customer_number(tmp_path: Path) -> None:
    db = made(tmp_path)
    customer = int(str(values(db, "1001")[0]))
    set_value(db, [customer], "plaats", "Breda", "verhuisd")
    mail = FIRST.splitlines()[1].split(";")[2]
    found = check(db, [choice(tmp_path, f"E-mail;Plaats\n{mail};Delft\n")], Writing())
    assert found.reports[0].conflicts == 1
    assert [(c.number, c.hand, c.file) for c in found.conflicts] == [("1001", "Breda", "Delft")]


def test_a_row_that_fits_several_offers_them_and_takes_the_one_that_is_chosen(tmp_path: Path) -> None:
    db = tmp_path / "k.klantbeeld"
    two = "E-mail;Voornaam;Plaats\nvos@x.nl;Jan;Ede\nvos@x.nl;Joke;Epe\n"
    apply(db, [choice(tmp_path, two)], Writing(), "Import")
    unclear = choice(tmp_path, "E-mail;Plaats\nvos@x.nl;Oss\n")
    found = check(db, [unclear], Writing())
    (row,) = found.mendable
    assert (row.row, row.rejected) == (2, True)
    assert [(c.name, c.place, c.email) for c in row.candidates] == [
        ("Jan", "Ede", "vos@x.nl"),
        ("Joke", "Epe", "vos@x.nl"),
    ]
    chosen = replace(unclear, whose={2: row.candidates[1].id})
    assert not check(db, [chosen], Writing()).mendable
    apply(db, [chosen], Writing(), "Import")
    with reading(db) as base:
        assert base.sql("SELECT voornaam, plaats FROM customers").fetchall() == [
            ("Jan", "Ede"),
            ("Joke", "Oss"),
        ]
    orders = choice(tmp_path, "E-mail;Besteldatum;Bedrag\nvos@x.nl;21-05-2026;9,95\n")
    (row,) = check(db, [orders], Writing()).mendable
    assert len(row.candidates) == 2
    report = apply(db, [replace(orders, whose={2: row.candidates[0].id})], Writing(), "Import")[0]
    assert (report.created, report.rejected) == (1, 0)
