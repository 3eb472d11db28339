"""Files that are hard to read: encodings, delimiters, wrong names, titles and totals, bent rows."""

import random
from datetime import datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.importers.traps import ASKED, REFUSED, Trap, amounts, book, customers, orders, text

_PEOPLE: Final = ("Klantnummer;Naam;E-mail", "K1;Zoë Müller;zoe@x.nl", "K2;René Ångström;rene@x.nl")
_NAMES: Final = {"voornaam": ["Zoë", "René"], "achternaam": ["Müller", "Ångström"]}
_COMMA: Final = tuple(row.replace(";", ",") for row in _PEOPLE)
_HTML: Final = (
    "<html><table><tr><th>Klantnummer</th><th>E-mail</th></tr>"
    "<tr><td>007</td><td>a@x.nl</td></tr><tr><td>008</td><td>b@x.nl</td></tr></table></html>"
)
_BOOK: Final = book({"Klanten": [row.split(";") for row in _PEOPLE]})


def _hide(made: Workbook) -> None:
    made["Oud"].sheet_state = "hidden"


def _merge(made: Workbook) -> None:
    made.worksheets[0].merge_cells("B1:C1")


def _zeros(made: Workbook) -> None:
    for row in (2, 3):
        made.worksheets[0].cell(row, 1).number_format = "00000"


def _percents(made: Workbook) -> None:
    for row in (2, 3):
        made.worksheets[0].cell(row, 4).number_format = "0%"


def _since_1904(made: Workbook) -> None:
    made.epoch = CALENDAR_MAC_1904
    made.worksheets[0]["B2"] = datetime(2024, 4, 3)
    made.worksheets[0]["B3"] = datetime(2024, 4, 15)


def _noise() -> bytes:
    return random.Random(3).randbytes(4000)


_ORDERS: Final = ("Klantnummer", "Besteldatum", "Bedrag")

FORM: Final = (
    Trap("puntkomma-cp1252.csv", text(*_PEOPLE, encoding="cp1252"), values=_NAMES),
    Trap("komma-utf8-bom.csv", text(*_COMMA, encoding="utf-8-sig"), values=_NAMES),
    Trap("utf16.csv", text(*_PEOPLE, encoding="utf-16"), values=_NAMES),
    Trap("utf16-be.csv", b"\xfe\xff" + text(*_PEOPLE, encoding="utf-16-be"), values=_NAMES),
    Trap("utf16-zonder-bom.csv", text(*_PEOPLE, encoding="utf-16-le"), values=_NAMES),
    Trap("mac-regeleinden.csv", text(*_PEOPLE, end="\r", encoding="latin1"), values=_NAMES),
    Trap("sep-regel.csv", text("sep=,", *_COMMA), values=_NAMES),
    Trap("tabs.txt", text(*(row.replace(";", "\t") for row in _PEOPLE)), values=_NAMES),
    Trap("tabs.tsv", text(*(row.replace(";", "\t") for row in _PEOPLE)), values=_NAMES),
    Trap("streepjes.csv", text(*(row.replace(";", "|") for row in _PEOPLE)), values=_NAMES),
    Trap(
        "regeleinde-in-cel.csv",
        text("Klantnummer;Notities", 'K1;"eerste\ntweede"', "K2;kort"),
        values={"klantnummer": ["K1", "K2"], "notities": ["eerste\ntweede", "kort"]},
    ),
    Trap(
        "nog-eens-ingepakt.csv",
        text(*(f'"{row}"' for row in ("Klantnummer,Naam,E-mail", *_COMMA[1:]))),
        values=_NAMES,
    ),
    Trap("csv-heet-xlsx.xlsx", text(*_PEOPLE, encoding="cp1252"), values=_NAMES),
    Trap("csv-heet-xls.xls", text(*_PEOPLE), values=_NAMES),
    Trap("html-heet-xls.xls", _HTML.encode(), values={"klantnummer": ["007", "008"]}),
    Trap("xlsx-heet-csv.csv", _BOOK, values=_NAMES),
    Trap("xlsx-heet-xls.xls", _BOOK, values=_NAMES),
    Trap(
        "titels-erboven.csv",
        text("Klantenlijst Bakkerij Bol;;", "Gemaakt op 3 april 2024;;", ";;", *_PEOPLE),
        counts={"read": 2, "created": 2, "skipped": 3},
        values=_NAMES,
    ),
    Trap(
        "totaal-eronder.csv",
        orders("K1;13-04-2024;12,50", "K2;14-04-2024;3,00", "Totaal;;15,50"),
        counts={"read": 2, "skipped": 1},
        values={"bedrag": [12.5, 3.0]},
    ),
    Trap(
        "notitie-eronder.csv",
        orders("K1;13-04-2024;12,50", "K2;14-04-2024;3,00", ";;", "Let op: zonder btw;;"),
        counts={"read": 2, "skipped": 2},
        values={"bedrag": [12.5, 3.0]},
    ),
    Trap(
        "lege-rijen.csv",
        orders("K1;13-04-2024;12,50", ";;", "", "K2;14-04-2024;3,00"),
        counts={"read": 2, "skipped": 2},
        values={"bedrag": [12.5, 3.0]},
    ),
    Trap(
        "kop-herhaald.csv",
        orders("K1;13-04-2024;12,50", "Klantnummer;Besteldatum;Bedrag", "K2;14-04-2024;3,00"),
        counts={"read": 2, "skipped": 1},
        values={"bedrag": [12.5, 3.0]},
    ),
    Trap(
        "dubbele-kop.csv",
        text("Klantnummer;Naam;Naam", "K1;Jan Smit;x", "K2;Piet Bos;y"),
        issues=frozenset({"duplicate_header"}),
        values={"achternaam": ["Smit", "Bos"]},
    ),
    Trap(
        "lege-kop.csv",
        text("Klantnummer;;E-mail", "K1;rood;a@x.nl", "K2;blauw;b@x.nl"),
        issues=frozenset({"blank_header"}),
        values={"email": ["a@x.nl", "b@x.nl"]},
    ),
    Trap(
        "te-lange-rij.csv",
        text(*_PEOPLE, "K3;Jan Smit;jan@x.nl;nog iets"),
        counts={"read": 3, "created": 2, "rejected": 1},
        issues=frozenset({"row_too_long"}),
    ),
    Trap(
        "te-korte-rij.csv",
        text(*_PEOPLE, "K3;Jan Smit"),
        counts={"read": 3, "created": 2, "rejected": 1},
        issues=frozenset({"row_too_short"}),
    ),
    Trap("lege-cellen-voorbij-de-kop.csv", text(_PEOPLE[0], *(f"{r};;" for r in _PEOPLE[1:])), values=_NAMES),
    Trap(
        "aanhalingsteken-open.csv",
        text("Klantnummer;Naam;Plaats", 'K1;"Jan;Ede', *(f"K{n};Piet;Ede" for n in range(2, 40))),
        REFUSED,
        "aanhalingsteken op regel 2",
    ),
    Trap("leeg.csv", b"", REFUSED, "leeg"),
    Trap("alleen-een-kop.csv", text(_PEOPLE[0]), counts={"read": 0}),
    Trap("ruis.csv", _noise(), REFUSED),
    Trap("afgekapt.xlsx", _BOOK[: len(_BOOK) // 2], REFUSED, "beschadigd"),
    Trap("pdf-heet-csv.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj\n" * 20, REFUSED),
    Trap(
        "verborgen-blad.xlsx",
        book({"Klanten": [r.split(";") for r in _PEOPLE], "Oud": [r.split(";") for r in _PEOPLE]}, _hide),
        issues=frozenset({"hidden_sheet"}),
        values=_NAMES,
    ),
    Trap(
        "uitleg-ernaast.xlsx",
        book(
            {
                "Uitleg": [["Zo leest u deze lijst"], ["Elke rij is een klant."], ["Vragen? Bel Bol."]],
                "Klanten": [r.split(";") for r in _PEOPLE],
            }
        ),
        issues=frozenset({"sheet_passed_over"}),
        values=_NAMES,
    ),
    Trap(
        "onduidelijk-blad-ernaast.xlsx",
        book(
            {
                "Info": [["Naam", "Waarde"], ["Versie", "2"], ["Auteur", "Jan"]],
                "Klanten": [r.split(";") for r in _PEOPLE],
            }
        ),
        issues=frozenset({"unclear_sheet"}),
        values=_NAMES,
    ),
    Trap(
        "twee-bladen.xlsx",
        book(
            {
                "Noord": [["Klantnummer", "Plaats"], ["K1", "Assen"], ["K2", "Emmen"]],
                "Zuid": [["Klantnummer", "Plaats"], ["K2", "Emmen"], ["K3", "Breda"]],
            }
        ),
        values={"klantnummer": ["K1", "K2", "K3"], "plaats": ["Assen", "Emmen", "Breda"]},
        counts={"created": 2},
        sheets=2,
    ),
    Trap(
        "kop-van-twee-regels.xlsx",
        book(
            {
                "Klanten": [
                    ["Klantnummer", "Adres", None],
                    [None, "Postcode", "Plaats"],
                    ["K1", "3511 AB", "Utrecht"],
                    ["K2", "1012 CD", "Amsterdam"],
                ]
            },
            _merge,
        ),
        values={"postcode": ["3511 AB", "1012 CD"], "plaats": ["Utrecht", "Amsterdam"]},
    ),
    Trap(
        "voorloopnullen-door-opmaak.xlsx",
        book({"Klanten": [["Klantnummer", "Naam"], [42, "Jan Smit"], [43, "Piet Bos"]]}, _zeros),
        values={"klantnummer": ["00042", "00043"]},
    ),
    Trap(
        "marge-in-procenten.xlsx",
        book(
            {
                "Orders": [
                    [*_ORDERS, "Marge"],
                    ["K1", datetime(2024, 4, 13), 200.0, 0.25],
                    ["K2", datetime(2024, 4, 14), 50.5, 0.4],
                ]
            },
            _percents,
        ),
        values={"marge": [50.0, 20.2]},
    ),
    Trap(
        "foutcel.xlsx",
        book(
            {
                "Orders": [
                    _ORDERS,
                    ["K1", datetime(2024, 4, 13), "#N/A"],
                    ["K2", datetime(2024, 4, 14), 3.5],
                ]
            }
        ),
        counts={"read": 2, "created": 1, "rejected": 1},
        issues=frozenset({"essential_error"}),
    ),
    Trap(
        "formule-niet-berekend.xlsx",
        book(
            {
                "Orders": [
                    _ORDERS,
                    ["K1", datetime(2024, 4, 13), "=1+1"],
                    ["K2", datetime(2024, 4, 14), 3.5],
                ]
            }
        ),
        counts={"read": 2, "created": 1, "rejected": 1},
        issues=frozenset({"uncached_formula"}),
    ),
    Trap(
        "datums-vanaf-1904.xlsx",
        book({"Orders": [_ORDERS, ["K1", None, 1.5], ["K2", None, 2.5]]}, _since_1904),
        values={"datum": ["2024-04-03", "2024-04-15"]},
    ),
    Trap(
        "datum-met-tijd.xlsx",
        book({"Orders": [_ORDERS, ["K1", datetime(2024, 4, 13, 14, 5), 2.5]]}),
        values={"datum": ["2024-04-13T14:05:00"], "bedrag": [2.5]},
    ),
    Trap(
        "nummers-als-getal.xlsx",
        book({"Klanten": [["Klantnummer", "KvK", "Plaats"], [14409, 1234567, "Ede"]]}),
        values={"klantnummer": ["14409"], "kvk": ["01234567"]},
    ),
    Trap(
        "nummers-met-komma-nul.csv",
        text("Klantnummer;Plaats", "14409.0;Ede", "14410.0;Ede"),
        issues=frozenset({"mended"}),
        values={"klantnummer": ["14409", "14410"]},
    ),
    Trap(
        "telefoon-als-macht.csv",
        customers("Telefoon", "6,12E+08", "0612345678"),
        issues=frozenset({"damaged_number"}),
        values={"telefoon": [None, "+31612345678"]},
    ),
    Trap("alleen-getallen.csv", text("1;2;3", "4;5;6", "7;8;9"), REFUSED),
    Trap(
        "geen-kop.csv",
        text("jan@x.nl;0612345678", "piet@x.nl;0612345679", "kees@x.nl;0612345670"),
        values={"email": ["jan@x.nl", "piet@x.nl", "kees@x.nl"]},
    ),
    Trap("bedragen-in-twee-talen.csv", amounts("1.234,56", "1,234.56"), ASKED, "--set bedrag=comma"),
)
