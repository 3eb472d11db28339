"""From a file to clean rows: kinds, columns, questions, orders, plausibility, remembered mappings."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.errors import InputError, QuestionError
from core.fields import FIELDS, KINDS, SURVEY
from core.rows import KEEP
from core.text import _, set_language
from importers import kinds, mapping
from importers.content import look
from importers.mapping_file import SavedMapping, from_json, load, save, to_json
from importers.prepare import PreparedSheet, prepare_file
from importers.synonyms import lookup, near
from tests.importers.test_exports import AS_OF, prepared, rows_of

CELLS: dict[str, list[Any]] = {
    "text": ["Abc", "Def x", "Geh"],
    "code": ["A1", "B2", "C3"],
    "date": ["2024-01-13", "2024-02-14", "2024-03-15"],
    "datetime": ["2024-01-13", "2024-02-14", "2024-03-15"],
    "money": ["12,50", "3,20", "5,00"],
    "number": ["1", "2", "3"],
    "integer": ["1", "2", "3"],
    "flag": ["ja", "nee", "ja"],
    "email": ["a@x.nl", "b@x.nl", "c@x.nl"],
    "phone": ["0612345678"] * 3,
    "postcode": ["1234 AB"] * 3,
    "country": ["NL"] * 3,
    "scale": ["8", "7", "9"],
}
#: text fields that are more than text
TELLING = {
    "tijd": ["14:05", "09:30", "23:59"],
    "toestemming_kanalen": ["e-mail, post", "telefoon", "geen"],
    "debet_credit": ["D", "C"],
}
#: fields that take the place of others, so that a sheet does not have all of them
ONE_OF = {"naam", "adres", "totaal", "prijs", "geannuleerd_op", "dimensie", "schaal", "omgekeerd"}


def values(sheet: PreparedSheet, name: str) -> list[Any]:
    return [value for chunk in rows_of(sheet) for value in chunk.columns[name]]


def findings(sheet: PreparedSheet) -> list[tuple[str, int | None, str | None]]:
    clean = sheet.clean()
    for _chunk in clean.chunks():
        pass
    return [(i.code, i.row, i.column) for i in clean.report.issues]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("style", ["name", "label"])
@pytest.mark.parametrize("kind", KINDS)
def test_our_own_words_are_recognised(kind: str, style: str, language: str) -> None:
    set_language(language)
    try:
        fields = [f for f in FIELDS[kind] if f.name not in ONE_OF or (kind == SURVEY and f.name == "naam")]
        headers = [f.name if style == "name" else _(f.label) for f in fields]
    finally:
        set_language("nl")
    contents = {
        h: look(TELLING.get(f.name) or [*f.choices] or CELLS[f.kind])
        for h, f in zip(headers, fields, strict=True)
    }
    assert kinds.recognise(headers, contents).kind == kind
    guesses = mapping.guess(kind, headers, contents)
    assert {h: g.field for h, g in guesses.items()} == {
        h: f.name for h, f in zip(headers, fields, strict=True)
    }


def test_typos_and_look_alikes() -> None:
    assert near("customers", "Klantnumer").fields == ("klantnummer",)  # type: ignore[union-attr]
    assert near("customers", "Telefoonummer").fields == ("telefoon",)  # type: ignore[union-attr]
    assert near("customers", "Telefoon 2") is None
    assert lookup("customers", "Contactnummer").fields == ("telefoon",)  # type: ignore[union-attr]
    assert lookup("customers", "Contractnummer").fields == ("contractnummer",)  # type: ignore[union-attr]
    assert lookup("orders", "Bedrag (€)").fields == ("bedrag",)  # type: ignore[union-attr]


def test_columns_are_found_by_what_they_hold(tmp_path: Path) -> None:
    text = "Debiteurnr;wie;contact1;kolom x\nK1;Jan;jan@x.nl;0612345678\nK2;Piet;p@x.nl;0612345679\n"
    sheet = prepared(tmp_path, "t", text + "K3;Kees;k@x.nl;0612345670\n")
    assert sheet.mapping == {
        "Debiteurnr": "klantnummer",
        "wie": None,
        "contact1": "email",
        "kolom x": "telefoon",
    }
    assert not sheet.guesses["kolom x"].sure
    assert sheet.guesses["kolom x"].samples[0] == ("0612345678", "+31612345678")
    assert rows_of(sheet)[0].own == {"wie": ["Jan", "Piet", "Kees"]}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Productnaam;Prijs;Eenheid\nKop;5,00;stuk\n", "productlijst"),
        ("Leverancier;Plaats;E-mail\nBos;Ede;a@x.nl\n", "leveranciers"),
        ("Datum;Tegenrekening;Af Bij;Bedrag (EUR);Naam\n20240113;NL1;Af;10,00;Bos\n", "banktransacties"),
        ("Zomaar;Iets\na;b\n", "bekend"),
        ("Naam;Telefoon\nJan;0612345678\n", "klantnummer"),
        ("Bestelnummer;Datum;Bedrag\n1;13-01-2024;5,00\n", "welke klant"),
    ],
)
def test_other_lists_are_refused(tmp_path: Path, text: str, word: str) -> None:
    sheet = prepared(tmp_path, "t", text)
    assert sheet.refused is not None
    assert word in sheet.refused
    with pytest.raises(InputError):
        sheet.clean()


def test_an_unclear_kind_is_asked(tmp_path: Path) -> None:
    text = "id;name\n1;Jan\n2;Piet\n"
    sheet = prepared(tmp_path, "t", text)
    assert "--kind" in sheet.questions[0].sentence
    with pytest.raises(QuestionError):
        sheet.clean()
    assert prepared(tmp_path, "t", text, kind="customers").mapping == {"id": "klantnummer", "name": "naam"}


DATES = "customer id,order id,order date,amount\n1,A,03/04/2024,10.00\n2,B,05/06/2024,11.00\n"


def test_an_ambiguous_date_is_asked(tmp_path: Path) -> None:
    (question,) = prepared(tmp_path, "t", DATES).questions
    assert (question.code, question.options) == ("ambiguous_date", ("dmy", "mdy"))
    assert "--set datum=dmy" in question.sentence
    assert "--set datum=mdy" in question.sentence


@pytest.mark.parametrize(
    ("name", "given", "first"),
    [
        ("datum", "mdy", "2024-03-04"),
        ("ORDER DATE", "dd-mm-jjjj", "2024-04-03"),
        ("besteldatum", "MDY", "2024-03-04"),
    ],
)
def test_set_answers_it(tmp_path: Path, name: str, given: str, first: str) -> None:
    assert values(prepared(tmp_path, "t", DATES, formats={name: given}), "datum")[0] == first


@pytest.mark.parametrize(("name", "given"), [("foo", "dmy"), ("datum", "foo"), ("bestelnummer", "dmy")])
def test_a_wrong_set_is_refused(tmp_path: Path, name: str, given: str) -> None:
    with pytest.raises(InputError):
        prepared(tmp_path, "t", DATES, formats={name: given})


@pytest.mark.parametrize("given", ["comma", "komma", "nl", "1.234,56"])
def test_number_formats(tmp_path: Path, given: str) -> None:
    text = "customer id,order date,amount\n1,2024-03-14,1.234\n"
    assert prepared(tmp_path, "t", text).questions[0].code == "ambiguous_number"
    assert values(prepared(tmp_path, "t", text, formats={"bedrag": given}), "bedrag") == [1234.0]
    assert values(prepared(tmp_path, "t", text, formats={"amount": "punt"}), "bedrag") == [1.234]


def test_useless_rows_are_rejected_with_their_reason(tmp_path: Path) -> None:
    text = (
        "Klantnr;Ordernr;Datum;Bedrag\nK1;1;31-02-2024;10,00\nK1;2;15-01-2024;abc\n;3;15-01-2024;10,00\n"
        "K1;4;;10,00\nK1;5;15-01-2024;\nK1;6;15-01-2024;10,00\n"
    )
    sheet = prepared(tmp_path, "t", text)
    clean = sheet.clean()
    for _walk in range(2):  # every walk fills the report anew
        (chunk,) = clean.chunks()
        assert chunk.columns["bestelnummer"] == ["6"]
        assert (clean.report.read, clean.report.rejected) == (6, 5)
    assert [(i.code, i.row) for i in clean.report.issues] == [
        ("bad_essential_date", 2),
        ("bad_essential_amount", 3),
        ("missing_key", 4),
        ("no_date", 5),
        ("no_amount", 6),
    ]
    assert [(row, cells[1]) for row, cells, _reason in clean.report.rejected_rows] == [
        (n + 1, str(n)) for n in range(1, 6)
    ]


def test_a_cell_that_does_not_fit_leaves_its_field(tmp_path: Path) -> None:
    text = (
        "Klantnummer;E-mail;Telefoon;Lid;NPS;Geboortedatum\n"
        "0012;geen adres;6,12E+08;misschien;11;31-02-1980\n"
        "0013;a@x.nl;612345678;ja;9;13-02-1980\n"
    )
    sheet = prepared(tmp_path, "t", text)
    (chunk,) = rows_of(sheet)
    first = {name: cells[0] for name, cells in chunk.columns.items()}
    assert first == {
        "klantnummer": "0012",
        "email": KEEP,
        "telefoon": KEEP,
        "lid": KEEP,
        "nps": KEEP,
        "geboortedatum": KEEP,
    }
    assert {code for code, row, _column in findings(sheet) if row == 2} == {
        *("bad_email", "damaged_number", "bad_flag", "out_of_range", "bad_date"),
    }
    assert ("mended", 3, "Telefoon") in findings(sheet)


def test_codes_stay_as_they_are(tmp_path: Path) -> None:
    text = "Klantnummer;KvK;E-mail\n00012;01234567;a@x.nl\n00013;12345678;b@x.nl\n14;'00123456;c@x.nl\n"
    sheet = prepared(tmp_path, "t", text + "00015;1;d@x.nl\n00016;2;e@x.nl\n")
    assert values(sheet, "klantnummer") == ["00012", "00013", "14", "00015", "00016"]
    assert values(sheet, "kvk")[:3] == ["01234567", "12345678", "00123456"]
    assert findings(sheet) == [("lost_zeros", 4, "Klantnummer")]


def test_decimals_of_codes_are_taken_off_and_said_once(tmp_path: Path) -> None:
    sheet = prepared(tmp_path, "t", "Klantnummer;E-mail\n14409.0;a@x.nl\n14410.0;b@x.nl\n")
    assert values(sheet, "klantnummer") == ["14409", "14410"]
    assert findings(sheet) == [("mended", 2, "Klantnummer")]


ORDERS = "Klantnr;Ordernr;Datum;Product;{}\n"


def test_a_total_that_repeats_is_the_orders(tmp_path: Path) -> None:
    text = (
        ORDERS.format("Totaal")
        + "K1;1;13-02-2024;A;50,00\nK1;1;13-02-2024;B;50,00\nK2;2;14-02-2024;A;20,00\n"
    )
    sheet = prepared(tmp_path, "t", text)
    assert values(sheet, "bedrag") == [50.0, 0.0, 20.0]
    assert sheet.detected["bedrag"].assumed


def test_amounts_on_first_lines_are_the_orders(tmp_path: Path) -> None:
    text = ORDERS.format("Bedrag") + "K1;1;13-02-2024;A;50,00\n;1;;B;\nK2;2;14-02-2024;A;20,00\n;2;;C;\n"
    sheet = prepared(tmp_path, "t", text)
    assert values(sheet, "bedrag") == [50.0, 0.0, 20.0, 0.0]
    assert values(sheet, "klantnummer") == ["K1", "K1", "K2", "K2"]
    assert values(sheet, "datum")[1] == "2024-02-13"


def test_amounts_of_lines_stay_the_lines(tmp_path: Path) -> None:
    text = (
        ORDERS.format("Bedrag") + "K1;1;13-02-2024;A;50,00\nK1;1;13-02-2024;B;50,00\nK2;2;14-02-2024;A;2,00\n"
    )
    assert values(prepared(tmp_path, "t", text), "bedrag") == [50.0, 50.0, 2.0]


def test_quantity_times_price(tmp_path: Path) -> None:
    text = "Klantnr;Factuurnummer;Datum;Aantal;Prijs\nK1;100;13-02-2024;3;2,50\nK1;C101;14-02-2024;-1;2,50\n"
    sheet = prepared(tmp_path, "t", text)
    assert values(sheet, "bedrag") == [7.5, -2.5]
    assert values(sheet, "status") == [None, "retour"]
    assert sheet.detected["bedrag"].assumed
    assert sheet.detected["status"].assumed


def test_a_margin_in_percent_becomes_money(tmp_path: Path) -> None:
    text = "Klantnr;Datum;Bedrag;Marge %\nK1;13-02-2024;200,00;35\nK1;14-02-2024;100,00;\n"
    assert values(prepared(tmp_path, "t", text), "marge") == [70.0, None]
    shares = "Klantnr;Datum;Bedrag;Marge\nK1;13-02-2024;200,00;35%\n"
    assert values(prepared(tmp_path, "t", shares), "marge") == [70.0]


def test_what_is_hardly_true_is_said(tmp_path: Path) -> None:
    rows = "".join(f"K{n};{n};13-02-2024;{n},50;1;{n},50\n" for n in range(1, 25))
    text = "Klantnr;Ordernr;Datum;Bedrag;Aantal;Prijs\n" + rows
    text += "K1;90;13-02-2034;9,00;1;9,00\nK1;91;13-02-1894;9,00;1;9,00\nK1;92;13-02-2024;9999,00;1;9999,00\n"
    text += "K1;93;13-02-2024;9,00;3;30,00\n"
    assert findings(prepared(tmp_path, "t", text)) == [
        ("future_date", 26, "Datum"),
        ("old_date", 27, "Datum"),
        ("amount_far_off", 28, "Bedrag"),
        ("total_mismatch", 29, "Bedrag"),
    ]


def test_ages_and_terms(tmp_path: Path) -> None:
    text = (
        "Klantnummer;Plaats;Telefoon;Geboortedatum;Contract start;Contract einde;Opzegtermijn;Klant sinds\n"
        "1;Ede;0612345678;13-02-1880;13-02-2024;13-02-2023;2 maanden;2009\n"
        "2;Ede;0612345678;13-02-1980;13-02-2024;13-02-2029;1 jaar;2010\n"
        "3;Ede;0612345678;13-02-1980;13-02-2024;13-02-2029;geen;2011\n"
    )
    sheet = prepared(tmp_path, "t", text)
    assert sheet.kind == "customers"
    assert values(sheet, "opzegtermijn") == [2.0, 12.0, 0.0]
    assert values(sheet, "klant_sinds") == ["2009-01-01", "2010-01-01", "2011-01-01"]
    assert set(findings(sheet)) == {
        ("unlikely_age", 2, "Geboortedatum"),
        ("end_before_start", 2, "Contract einde"),
        ("year_only", 2, "Klant sinds"),
    }


def test_satisfaction_carries_its_scale(tmp_path: Path) -> None:
    text = "Klantnummer;Naam;E-mail;NPS;Tevredenheid\n1;Jan Smit;a@x.nl;9;8\n2;An Bos;b@x.nl;7;7,5\n"
    sheet = prepared(tmp_path, "t", text)
    assert (sheet.kind, values(sheet, "tevredenheid_schaal")) == ("customers", ["1-10", "1-10"])


def test_ratings_are_kept_on_five(tmp_path: Path) -> None:
    text = "Klantnummer;Datum;Soort;Waardering\nK1;13-01-2024;review;10\nK2;14-01-2024;review;1\n"
    assert values(prepared(tmp_path, "t", text), "waardering") == [5.0, 1.0]
    assert values(prepared(tmp_path, "t", text.replace(";10\n", ";5\n")), "waardering") == [5.0, 1.0]


def test_secrets_are_never_kept(tmp_path: Path) -> None:
    sheet = prepared(tmp_path, "t", "Klantnummer;E-mail;BSN;Maat\n1;a@x.nl;123456782;XL\n")
    assert rows_of(sheet)[0].own == {"Maat": ["XL"]}
    assert findings(sheet) == [("secret_column", None, "BSN")]
    bare = prepared(tmp_path, "t", "Klantnummer;E-mail;Maat\n1;a@x.nl;XL\n", own_columns=False)
    assert rows_of(bare)[0].own == {}


def test_the_users_word_on_columns_counts(tmp_path: Path) -> None:
    text = "Klantnummer;E-mail;Code\n1;a@x.nl;X9\n"
    save(tmp_path / "m.toml", SavedMapping({"code": "notities", "e-mail": None}))
    sheet = prepared(tmp_path, "t", text, mapping=load(tmp_path / "m.toml"))
    assert sheet.mapping == {"Klantnummer": "klantnummer", "E-mail": None, "Code": "notities"}
    again = sheet.changed(mapping={"E-mail": "email"})
    assert again.mapping == {"Klantnummer": "klantnummer", "E-mail": "email", "Code": "notities"}


def test_an_earlier_mapping_is_used_again(tmp_path: Path) -> None:
    text = "Klantnummer;Raar;E-mail\n1;Ede;a@x.nl\n"
    first = prepared(tmp_path, "t", text, mapping={"Raar": "plaats"})
    saved = first.saved()
    again = prepared(tmp_path, "t", "E-mail;Raar;Klantnummer;Extra\na@x.nl;Ede;1;x\n", known_mappings=[saved])
    assert again.remembered
    assert again.mapping == {"E-mail": "email", "Raar": "plaats", "Klantnummer": "klantnummer", "Extra": None}
    other = prepared(tmp_path, "t", "Klantnummer;Naam;E-mail\n1;x;a@x.nl\n", known_mappings=[saved])
    assert not other.remembered


def test_a_column_that_was_left_out_stays_out(tmp_path: Path) -> None:
    text = "Klantnummer;Kast;E-mail\n1;A3;a@x.nl\n"
    (tmp_path / "m.toml").write_text('unused = ["kast"]\n\n[columns]\n"E-mail" = "email"\n', encoding="utf-8")
    first = prepared(tmp_path, "t", text, mapping=load(tmp_path / "m.toml"))
    assert rows_of(first)[0].own == {}
    save(tmp_path / "again.toml", first.saved())
    assert load(tmp_path / "again.toml").unused == {"Kast"}
    known = from_json(first.kind or "", first.mapping, to_json(first.saved()))
    again = prepared(tmp_path, "t", text, known_mappings=[known])
    assert again.remembered and rows_of(again)[0].own == {}
    mended = again.changed(mapping={"E-mail": None})
    assert mended.unused == {"Kast"}


def test_a_date_that_can_be_two_things_is_read_as_in_the_file_before(tmp_path: Path) -> None:
    header = "Customer ID,Email,Customer since\n"
    first = prepared(tmp_path, "t", header + "1,a@x.nl,25/04/2024\n")
    text = header + "1,a@x.nl,05/04/2024\n"
    assert prepared(tmp_path, "t", text).questions
    known = from_json(first.kind or "", first.mapping, to_json(first.saved()))
    again = prepared(tmp_path, "t", text, known_mappings=[known])
    assert values(again, "klant_sinds") == ["2024-04-05"]
    assert again.detected["klant_sinds"].assumed
    other = prepared(tmp_path, "t", header + "1,a@x.nl,04/25/2024\n", known_mappings=[known])
    assert values(other, "klant_sinds") == ["2024-04-25"]  # evidence goes before memory


def test_a_text_that_no_workbook_can_hold_is_said(tmp_path: Path) -> None:
    long = "n" * 32_768
    sheet = prepared(tmp_path, "t", f"Klantnummer;E-mail;Notities;Eigen\n1;a@x.nl;{long};{long}\n")
    assert values(sheet, "notities") == [KEEP] and rows_of(sheet)[0].own == {"Eigen": [None]}
    assert findings(sheet) == [("text_too_long", 2, "Notities"), ("text_too_long", 2, "Eigen")]
    fits = prepared(tmp_path, "t", f"Klantnummer;E-mail;Notities\n1;a@x.nl;{long[1:]}\n")
    assert values(fits, "notities") == [long[1:]]


def test_numbers_that_return_are_asked_about(tmp_path: Path) -> None:
    text = "Klantnummer;Datum\n" + "".join(f"K{i % 4};{i + 1:02}-03-2025\n" for i in range(12))
    assert [q.code for q in prepared(tmp_path, "t", text).questions] == ["kind"]
    once = "Klantnummer;Datum\n" + "".join(f"K{i};{i + 1:02}-03-2025\n" for i in range(12))
    assert prepared(tmp_path, "t", once).kind == "customers"


def test_a_sheet_by_name(tmp_path: Path) -> None:
    path = tmp_path / "klanten.csv"
    path.write_text("Klantnummer;E-mail\n1;a@x.nl\n", encoding="utf-8")
    with pytest.raises(InputError, match="Blad9"):
        prepare_file(path, sheet="Blad9", as_of=AS_OF)
    with pytest.raises(InputError):
        prepare_file(path, kind="dingen", as_of=date(2026, 1, 1))


def test_where_a_name_is_all_there_is_it_is_the_key(tmp_path: Path) -> None:
    text = "Datum;Klant;Bedrag\n15-01-2024;Jan de Vries;100\n16-01-2024;Bos B.V.;100\n17-01-2024;;200\n"
    sheet = prepared(tmp_path, "t", text)
    assert values(sheet, "klantnummer") == ["Jan de Vries", "Bos B.V."]
    assert values(sheet, "bedrijfsnaam")[1] == "Bos B.V."
    assert sheet.detected["klantnummer"].assumed
    assert findings(sheet) == [("missing_key", 4, "Klant")]
