"""Columns that can be read in more than one way, and cells that do not fit: numbers, dates, Dutch fields."""

from typing import Final

from tests.importers.traps import ASKED, Trap, amounts, customers, dates, orders, text

_ENGLISH: Final = "Customer ID,Order date,Amount"

NUMBERS: Final = (
    Trap("punt-en-komma.csv", amounts("1.234,56", "12,50"), values={"bedrag": [1234.56, 12.5]}),
    Trap(
        "komma-en-punt.csv",
        amounts("1,234.56", "12.50", mark=",", header=_ENGLISH),
        values={"bedrag": [1234.56, 12.5]},
    ),
    Trap("kaal.csv", amounts("1234.56", "7"), values={"bedrag": [1234.56, 7.0]}),
    Trap("euroteken.csv", amounts("€ 149,99", "€30,00", "5,00 EUR"), values={"bedrag": [149.99, 30.0, 5.0]}),
    Trap("min-en-haakjes.csv", amounts("(12,50)", "12,50-", "-3,00"), values={"bedrag": [-12.5, -12.5, -3]}),
    Trap("streepje-voor-centen.csv", amounts("12,-", "9,95"), values={"bedrag": [12.0, 9.95]}),
    Trap(
        "zwitsers.csv",
        amounts("1'234.56", "12.50", mark=",", header=_ENGLISH),
        values={"bedrag": [1234.56, 12.5]},
    ),
    Trap("vaste-spatie.csv", amounts("1\u00a0234,56", "1\u202f000,00"), values={"bedrag": [1234.56, 1000.0]}),
    Trap(
        "alleen-duizendtallen.csv",
        amounts("1.234", "2.500", mark=",", header=_ENGLISH),
        ASKED,
        "--set bedrag=comma",
    ),
    Trap(
        "alleen-duizendtallen-beantwoord.csv",
        amounts("1.234", "2.500", mark=",", header=_ENGLISH),
        options={"formats": {"Amount": "comma"}},
        values={"bedrag": [1234.0, 2500.0]},
    ),
    Trap(
        "duizendtallen-nederlands.csv",
        amounts("1.234", "2.500"),
        values={"bedrag": [1234.0, 2500.0]},
        assumed={"bedrag": "comma"},
    ),
    Trap(
        "geen-bedrag.csv",
        amounts("12,50", "volgt", "", "3,00"),
        counts={"read": 4, "created": 2, "rejected": 2},
        issues=frozenset({"bad_essential_amount", "no_amount"}),
    ),
    Trap(
        "marge-met-procentteken.csv",
        orders(
            "K1;13-04-2024;200,00;25%", "K2;14-04-2024;50,00;10%", header="Klantnummer;Datum;Bedrag;Marge"
        ),
        values={"marge": [50.0, 5.0]},
    ),
    Trap(
        "te-weinig-om-te-oordelen.csv",
        amounts(*["12,50"] * 8, "99999,00"),
        values={"bedrag": [*[12.5] * 8, 99999.0]},
    ),
    Trap(
        "komma-kwijt.csv",
        orders(*(f"K{n};{n % 28 + 1:02}-03-2024;{n},50" for n in range(10, 40)), "K99;25-03-2024;250000,00"),
        issues=frozenset({"amount_far_off"}),
    ),
    Trap(
        "aantal-maal-prijs.csv",
        orders(
            "K1;13-04-2024;2;10,00;20,00",
            "K2;14-04-2024;3;10,00;300,00",
            header="Klantnummer;Datum;Aantal;Prijs;Bedrag",
        ),
        issues=frozenset({"total_mismatch"}),
        values={"bedrag": [20.0, 300.0]},
    ),
)

DATES: Final = (
    Trap("dag-maand.csv", dates("03-04-2024", "25-12-2024"), values={"datum": ["2024-04-03", "2024-12-25"]}),
    Trap(
        "maand-dag.csv",
        dates("03/04/2024", "12/25/2024", mark=",", header=_ENGLISH),
        values={"datum": ["2024-03-04", "2024-12-25"]},
    ),
    Trap(
        "dag-of-maand.csv",
        dates("03/04/2024", "05/06/2024", mark=",", header=_ENGLISH),
        ASKED,
        "--set datum=dmy",
    ),
    Trap(
        "dag-of-maand-beantwoord.csv",
        dates("03/04/2024", "05/06/2024", mark=",", header=_ENGLISH),
        options={"formats": {"Order date": "mdy"}},
        values={"datum": ["2024-03-04", "2024-05-06"]},
    ),
    Trap(
        "dag-of-maand-nederlands.csv",
        dates("03-04-2024", "05-06-2024"),
        values={"datum": ["2024-04-03", "2024-06-05"]},
        assumed={"datum": "dmy"},
    ),
    Trap(
        "dag-en-maand-door-elkaar.csv",
        dates("25-12-2024", "12-25-2024", "26-12-2024", "12-26-2024"),
        ASKED,
        "--set datum=dmy",
    ),
    Trap(
        "iso-met-tijd.csv",
        dates("2024-04-03T14:05:00Z", "2024-12-25 08:30:15"),
        values={"datum": ["2024-04-03T14:05:00", "2024-12-25T08:30:15"]},
    ),
    Trap("drie-mrt.csv", dates("3 mrt 2024", "25 okt 2024"), values={"datum": ["2024-03-03", "2024-10-25"]}),
    Trap(
        "maand-voluit.csv",
        dates("3 maart 2024", "25 mei 2024"),
        values={"datum": ["2024-03-03", "2024-05-25"]},
    ),
    Trap("apr-13.csv", dates("5-Apr-13", "6-May-13"), values={"datum": ["2013-04-05", "2013-05-06"]}),
    Trap(
        "serienummers.csv",
        dates("45385", "45400"),
        values={"datum": ["2024-04-03", "2024-04-18"]},
        assumed={"datum": "excel"},
    ),
    Trap(
        "31-februari.csv",
        dates("31-02-2024", "25-12-2024", "26-12-2024"),
        counts={"read": 3, "created": 2, "rejected": 1},
        issues=frozenset({"bad_essential_date"}),
    ),
    Trap("twee-cijfers.csv", dates("03-04-24", "25-12-98"), values={"datum": ["2024-04-03", "1998-12-25"]}),
    Trap(
        "geboren.csv",
        customers("Geboortedatum", "03-04-35", "25-12-12"),
        values={"geboortedatum": ["1935-04-03", "2012-12-25"]},
    ),
    Trap(
        "toekomst.csv",
        dates("03-04-2044", "25-12-2024"),
        issues=frozenset({"future_date"}),
        counts={"created": 2},
    ),
    Trap("voor-1900.csv", dates("03-04-1824", "25-12-2024"), issues=frozenset({"old_date"})),
    Trap(
        "leeftijd.csv",
        customers("Geboortedatum", "03-04-2031", "25-12-1899", "25-12-1980"),
        issues=frozenset({"unlikely_age"}),
    ),
    Trap(
        "tijd-ernaast.csv",
        orders(
            "K1;13-04-2024;14:05;1,50",
            "K2;14-04-2024;9.30 uur;2,50",
            "K3;15-04-2024;;3,50",
            header="Klantnummer;Datum;Tijd;Bedrag",
        ),
        values={"datum": ["2024-04-13T14:05:00", "2024-04-14T09:30:00", "2024-04-15"]},
    ),
    Trap(
        "twaalf-uur-en-gmt.csv",
        text(
            "Timestamp,Email Address,How satisfied are you with our shop? (1-10)",
            "2024/04/03 2:05:33 PM GMT+2,a@x.nl,8",
            "2024/04/25 9:00:00 AM GMT+2,b@x.nl,9",
        ),
        kind="survey",
        values={"datum": ["2024-04-03T14:05:33", "2024-04-25T09:00:00"], "waarde": [8.0, 9.0]},
    ),
    Trap(
        "contract-loopt-achteruit.csv",
        text("Klantnummer;Contractnummer;Startdatum;Einddatum", "K1;C1;13-04-2024;13-04-2023"),
        kind="contracts",
        issues=frozenset({"end_before_start"}),
    ),
)

FIELDS: Final = (
    Trap(
        "ja-en-nee.csv",
        customers("Nieuwsbrief", "ja", "nee", "j", "N", "x", "1", "0", "TRUE", "misschien"),
        values={"toestemming_email": [1, 0, 1, 0, 1, 1, 0, 1, None]},
        issues=frozenset({"bad_flag"}),
    ),
    Trap(
        "hele-namen.csv",
        customers("Naam", "Jan van der Berg", "Berg, J. van der", "dhr. P. de Vries", "Zoë"),
        values={
            "voornaam": ["Jan", None, None, None],
            "voorletters": [None, "J.", "P.", None],
            "tussenvoegsel": ["van der", "van der", "de", None],
            "achternaam": ["Berg", "Berg", "Vries", "Zoë"],
        },
    ),
    Trap(
        "tussenvoegsel-vastgeplakt.csv",
        text("Klantnummer;Voornaam;Achternaam", "K1;Jan van der;Berg", "K2;Eva;de Boer", "K3;Bo;Smit, de"),
        values={
            "voornaam": ["Jan", "Eva", "Bo"],
            "tussenvoegsel": ["van der", "de", "de"],
            "achternaam": ["Berg", "Boer", "Smit"],
        },
    ),
    Trap(
        "adres-in-een-kolom.csv",
        customers("Adres", "Dorpsstraat 12a", "Plein 1945 3-2", "Kade 5, 3511 AB Utrecht"),
        values={
            "straat": ["Dorpsstraat", "Plein 1945", "Kade"],
            "huisnummer": ["12", "3", "5"],
            "toevoeging": ["a", "2", None],
            "postcode": [None, None, "3511 AB"],
            "plaats": [None, None, "Utrecht"],
        },
    ),
    Trap(
        "postcodes.csv",
        customers("Postcode", "1234ab", "1234  AB", "0123 AB", "B-2000"),
        values={"postcode": ["1234 AB", "1234 AB", None, "B-2000"]},
        issues=frozenset({"bad_postcode"}),
    ),
    Trap(
        "telefoons.csv",
        customers("Telefoon", "06-12345678", "612345678", "+31 (0)30 2345678", "0032 2 555 12 12", "12"),
        values={"telefoon": ["+31612345678", "+31612345678", "+31302345678", "+3225551212", None]},
        issues=frozenset({"mended", "bad_phone"}),
    ),
    Trap(
        "adressen-van-post.csv",
        customers(
            "E-mail",
            "mailto:Jan@X.nl",
            "Jan Smit <jan2@x.nl>",
            " jan3@x.nl ",
            "jan4 @x.nl",
            "jan",
            "jan@x@y.nl",
        ),
        values={"email": ["jan@x.nl", "jan2@x.nl", "jan3@x.nl", "jan4@x.nl", None, None]},
        issues=frozenset({"bad_email"}),
    ),
    Trap(
        "landen.csv",
        customers("Land", "Nederland", "België", "DE", "United Kingdom", "Verweggistan"),
        values={"land": ["NL", "BE", "DE", "GB", "Verweggistan"]},
        issues=frozenset({"unknown_country"}),
    ),
    Trap(
        "bedrijven.csv",
        customers("Naam", "Bakkerij Bol B.V.", "Stichting Groen", "VOF De Hoek", "Jan Smit"),
        values={
            "bedrijfsnaam": ["Bakkerij Bol B.V.", "Stichting Groen", "VOF De Hoek", None],
            "soort": ["zakelijk", "zakelijk", "zakelijk", None],
        },
        assumed={"soort": "derived"},
    ),
    Trap(
        "apostrof-ervoor.csv",
        text("Klantnummer;Telefoon;Postcode", "'00042;'+31612345678;'3511 AB"),
        values={"klantnummer": ["00042"], "telefoon": ["+31612345678"], "postcode": ["3511 AB"]},
    ),
    Trap(
        "kanalen-in-een-kolom.csv",
        customers("Toestemming", "e-mail, telefoon", "geen", "E-mail en post", "duif"),
        values={
            "toestemming_email": [1, 0, 1, None],
            "toestemming_telefoon": [1, 0, 0, None],
            "toestemming_post": [0, 0, 1, None],
            "toestemming_sms": [None] * 4,
        },
        issues=frozenset({"bad_channels"}),
    ),
    Trap(
        "nullen-vooraan.csv",
        text(
            "Klantnummer;KvK-nummer;Postcode", "00042;01234567;3511AB", "00043;00000001;3511AC", "44;1;3511AD"
        ),
        values={"klantnummer": ["00042", "00043", "44"], "kvk": ["01234567", "00000001", "1"]},
    ),
    Trap(
        "rapportcijfer.csv",
        customers("Rapportcijfer", *map(str, (7, 8, 9, 6, 10, 7, 8, 5, 9, 8, 7, 6, 8, 9, 7))),
        values={"tevredenheid_schaal": ["1-10"] * 15},
    ),
)
