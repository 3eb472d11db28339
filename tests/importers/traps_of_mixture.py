"""Files as shops really hand them over: two or more oddities at once."""

from typing import Final

from tests.importers.traps import Trap, text

_CONTRACTS: Final = "Klantnummer;Contractnummer;Product;Startdatum;Einddatum;Bedrag per maand"
_MAILCHIMP: Final = "EMAIL,FNAME,LNAME,UNSUB,STATUS,MEMBER_RATING,LAST_CHANGED"
_ABROAD: Final = "Klantnummer;Naam;Telefoon;Land"

MIXTURES: Final = (
    Trap(
        "codes-als-formules.csv",
        text("Klantnummer;Naam;Telefoon", '="0012";="Jan Bos";="0612345678"', '="0013";"=""Eva """;'),
        values={"klantnummer": ["0012", "0013"], "achternaam": ["Bos", "Eva"]},
    ),
    Trap(
        "twee-keer-gecodeerd.csv",
        text("Klantnummer;Naam", "K1;ZoÃ« de Boer", "K2;Eva Bos"),
        issues=frozenset({"garbled_text"}),
        counts={"created": 2},
    ),
    Trap(
        "twee-coderingen.csv",
        text("Klantnummer;Naam", "K1;Zoë Bos") + "K2;Renée Uil\r\n".encode("cp1252"),
        issues=frozenset({"garbled_text"}),
        counts={"created": 2},
    ),
    Trap(
        "zonder-einde.csv",
        text(
            _CONTRACTS,
            "K1;C1;Krant;13-01-2024;31-12-9999;10",
            "K2;C2;Krant;13-01-2024;onbepaald;10",
            "K3;C3;Krant;13-01-2024;doorlopend;10",
            "K4;C4;Krant;13-01-2024;12 maanden;10",
            "K5;C5;Krant;13-01-2024;00-00-0000;10",
            "K6;C6;Krant;13-01-2024;13-01-2025;10",
        ),
        kind="contracts",
        issues=frozenset({"no_end", "bad_date"}),
        values={"einde": [None, None, None, None, None, "2025-01-13"]},
    ),
    Trap(
        "geboortejaren.csv",
        text("Klantnummer;Naam;Geboortedatum", "K1;Jan Bos;1960", "K2;Eva Bos;1975", "K3;Bo Vos;1988"),
        issues=frozenset({"header_unfit"}),
        values={"geboortedatum": [None, None, None]},
    ),
    Trap(
        "afmeldingen.csv",
        text(
            "Klantnummer;E-mail;Opt-out e-mail;Niet bellen;Geen post",
            "K1;a@x.nl;ja;nee;",
            "K2;b@x.nl;nee;x;13-02-2024",
            "K3;c@x.nl;onbekend;;0",
        ),
        values={
            "toestemming_email": [0, None, None],
            "toestemming_telefoon": [None, 0, None],
            "toestemming_post": [None, 0, None],
        },
    ),
    Trap(
        "mailchimp-ingekort.csv",
        text(
            _MAILCHIMP,
            "a@x.nl,Ans,Bos,,subscribed,4,2024-01-01 00:00:00",
            "b@x.nl,Bo,Smit,2024-02-03 10:00:00,unsubscribed,1,2024-02-03 10:00:00",
            "c@x.nl,Cor,Kip,2024-02-03 10:00:00,subscribed,2,2024-02-03 10:00:00",
            "d@x.nl,Di,Vos,,cleaned,2,2024-02-03 10:00:00",
        ),
        values={"toestemming_email": [1, 0, 0, None]},
    ),
    Trap(
        "buitenlandse-telefoons.csv",
        text(
            _ABROAD,
            "1;An Bos;0470123456;België",
            "2;Bo Vos;015112345678;DE",
            "3;Di Kip;0612345678;BE",
            "4;Ed Uil;0612345678;",
            "5;Flo Mol;020 7946 0958;UK",
        ),
        values={
            "telefoon": ["+32470123456", "+4915112345678", "+31612345678", "+31612345678", "+442079460958"]
        },
    ),
    Trap(
        "debet-credit.csv",
        text(
            "Klantnummer;Datum;Bedrag;Debet/Credit",
            "K1;13-01-2024;100,00;D",
            "K1;14-01-2024;25,00;C",
            "K1;15-01-2024;50,00;D",
        ),
        assumed={"bedrag": "comma"},
        values={"bedrag": [100.0, -25.0, 50.0]},
    ),
    Trap(
        "omzetrekening.csv",
        text("Klantnummer;Datum;Bedrag;D/C", *(f"K1;1{n}-01-2024;{n};{'DC'[n > 3]}" for n in range(3, 7))),
        values={"bedrag": [-3.0, 4.0, 5.0, 6.0]},
    ),
    Trap(
        "alleen-eerste-regel.csv",
        text(
            "Bestelnummer;Klantnummer;Besteldatum;Product;Bedrag",
            "B1;K1;13-01-2024;Mok;10,00",
            "B1;;;Bord;5,00",
            "B2;K2;14-01-2024;Mok;5,00",
            "B2;;;Bord;20,00",
            "B3;;;Bord;1,00",
        ),
        counts={"created": 4, "rejected": 1},
        issues=frozenset({"filled_below", "no_date"}),
        values={
            "datum": ["2024-01-13", "2024-01-13", "2024-01-14", "2024-01-14"],
            "customer_id": [1, 1, 2, 2],
        },
    ),
    Trap(
        "google-formulier.csv",
        text(
            "Tijdstempel,E-mailadres,Ik voel me verbonden [1-7],Hoe waarschijnlijk beveelt u ons aan? (0-10)",
            "2024/03/04 10:11:12 AM EET,a@x.nl,7,9",
            "2024/03/05 3:11:12 PM EET,b@x.nl,5,10",
            "2024/03/05 3:12:12 PM EET,c@x.nl,4,0",
        ),
        kind="survey",
        values={
            "datum": [
                *["2024-03-04T10:11:12"] * 2,
                *["2024-03-05T15:11:12"] * 2,
                *["2024-03-05T15:12:12"] * 2,
            ]
        },
    ),
    Trap(
        "nummers-met-tekst.csv",
        text(
            "Klantnummer;Naam;Telefoon;KvK-nummer;Postcode en plaats",
            "1;Jan Bos;06-12345679 (werk);1234567;1234 AB Ede",
            "2;Eva Bos;tel: 0612345670;01234567;6511ja 's-Hertogenbosch",
            "3;Bo Vos;06 12345671 ::: 020 1234567;12345678;Arnhem",
        ),
        issues=frozenset({"mended"}),
        values={
            "telefoon": ["+31612345679", "+31612345670", "+31612345671"],
            "kvk": ["01234567", "01234567", "12345678"],
            "postcode": ["1234 AB", "6511 JA", None],
            "plaats": ["Ede", "'s-Hertogenbosch", "Arnhem"],
        },
    ),
    Trap(
        "naam-in-voornaam.csv",
        text(
            "Record ID,First Name,Last Name,Email", '1,"Berg, J. van der",,a@x.nl', "2,Jan,van den Bos,b@x.nl"
        ),
        values={
            "voorletters": ["J.", None],
            "voornaam": [None, "Jan"],
            "tussenvoegsel": ["van der", "van den"],
            "achternaam": ["Berg", "Bos"],
        },
    ),
    Trap(
        "marge-in-procent.csv",
        text(
            "Klantnummer;Besteldatum;Bedrag;Marge",
            "K1;13-01-2024;100,00;25%",
            "K2;14-01-2024;200,00;30%",
        ),
        assumed={"marge": "comma"},
        values={"marge": [25.0, 60.0]},
    ),
    Trap(
        "dollars.csv",
        text("Klantnummer;Besteldatum;Bedrag", "K1;13-03-2024;€ 10,00", "K2;14-03-2024;$ 10,00"),
        issues=frozenset({"foreign_currency"}),
        values={"bedrag": [10.0, 10.0]},
    ),
    Trap(
        "valutakolom.csv",
        text("Klantnummer;Besteldatum;Bedrag;Valuta", "K1;13-03-2024;10,00;EUR", "K2;14-03-2024;10,00;USD"),
        issues=frozenset({"foreign_currency"}),
        values={"bedrag": [10.0, 10.0]},
    ),
    Trap(
        "datum-zonder-bekende-kop.csv",
        text("Klantnummer;Naam;Bijgewerkt in systeem", *(f"K{n};Jan Bos;0{n}-04-2020" for n in range(1, 5))),
        values={"telefoon": [None] * 4, "klantnummer": ["K1", "K2", "K3", "K4"]},
    ),
    Trap(
        "cijfers-met-streepje.csv",
        text("E-mail;Datum;NPS", "a@x.nl;13-03-2024;9", "b@x.nl;14-03-2024;3", "c@x.nl;15-03-2024;-"),
        kind="survey",
        counts={"created": 2, "rejected": 1},
        values={"waarde": [9.0, 3.0]},
    ),
    Trap(
        "adres-met-land.csv",
        text("Klantnummer;Naam;Adres", 'K1;Jan Bos;"Postbus 3, 1000 AA Amsterdam, Nederland"'),
        values={"postcode": ["1000 AA"], "plaats": ["Amsterdam"], "huisnummer": ["3"]},
    ),
)
