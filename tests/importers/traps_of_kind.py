"""What a sheet is and whose its rows are: kinds, refusals, mappings, orders of web shops, surveys."""

from typing import Final

from tests.importers.traps import ASKED, REFUSED, Trap, orders, text

_SHOPIFY: Final = (
    "Name,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
    "Cancelled at,Refunded Amount"
)
_WOO: Final = (
    "order_id,order_number,order_date,status,order_total,customer_id,billing_email,billing_first_name"
)

KINDS: Final = (
    Trap(
        "producten.csv",
        text("Productnaam;Prijs excl. btw;Btw;Eenheid", "Brood;2,50;9%;stuk", encoding="cp1252"),
        REFUSED,
        "productlijst",
    ),
    Trap(
        "bankafschrift.csv",
        text(
            "Datum;Naam / Omschrijving;Rekening;Tegenrekening;Code;Af Bij;Bedrag (EUR);Mutatiesoort",
            "20240413;Jan;NL01INGB0001;NL02RABO0002;GT;Af;12,50;Online",
        ),
        REFUSED,
    ),
    Trap("wat-is-dit.csv", text("foo;bar;baz", "a;b;c", "d;e;f"), REFUSED),
    Trap("nummer-en-naam.csv", text("Nr;Naam", "1;Jan Smit", "2;Piet Bos"), ASKED, "--kind customers"),
    Trap(
        "nummer-en-naam-beantwoord.csv",
        text("Nr;Naam", "1;Jan Smit", "2;Piet Bos"),
        options={"kind": "customers"},
        values={"klantnummer": ["1", "2"], "achternaam": ["Smit", "Bos"]},
    ),
    Trap("zonder-sleutel.csv", text("Voornaam;Plaats", "Jan;Ede", "Piet;Ede"), REFUSED, "klantnummer"),
    Trap(
        "zonder-bedrag.csv",
        text("Klantnummer;Bestelnummer;Besteldatum", "K1;B1;13-04-2024", "K2;B2;14-04-2024"),
        REFUSED,
        "bedrag",
    ),
    Trap(
        "tikfouten.csv",
        text("Klantnumer;Emailadress;Woonplaat", "K1;a@x.nl;Ede"),
        values={"klantnummer": ["K1"], "email": ["a@x.nl"], "plaats": ["Ede"]},
    ),
    Trap(
        "koppen-die-niets-zeggen.csv",
        text(
            "Debiteurnr;veld1;veld2;veld3",
            *(f"D{n};jan{n}@x.nl;06123456{n};35{n} AB" for n in range(10, 20)),
        ),
        values={
            "email": [f"jan{n}@x.nl" for n in range(10, 20)],
            "postcode": [f"35{n} AB" for n in range(10, 20)],
        },
    ),
    Trap(
        "wachtwoord.csv",
        text("Klantnummer;E-mail;Wachtwoord;BSN", "K1;a@x.nl;geheim;123456782"),
        issues=frozenset({"secret_column"}),
        values={"own": [None]},
    ),
    Trap(
        "eigen-kolom.csv",
        text("Klantnummer;E-mail;Lievelingsbrood", "K1;a@x.nl;spelt"),
        values={"own": ['{"Lievelingsbrood": "spelt"}']},
    ),
    Trap(
        "klant-zonder-sleutel-in-een-rij.csv",
        text("Klantnummer;E-mail;Naam", "K1;a@x.nl;Jan Smit", ";;Piet Bos", "K2;b@x.nl;Eva Bos"),
        counts={"read": 3, "created": 2, "rejected": 1},
        issues=frozenset({"missing_key"}),
    ),
    Trap(
        "twee-keer-dezelfde.csv",
        text("Naam,E-mail,Straat,Postcode", *["Jan de Vries,jan@x.nl,Kerkstraat 1,1234AB"] * 2),
        counts={"read": 2, "created": 1, "unchanged": 1},
        values={"email": ["jan@x.nl"]},
    ),
    Trap(
        "gezin-met-een-adres.csv",
        text("Voornaam;Achternaam;E-mail", "Jan;Smit;smit@x.nl", "Eva;Smit;SMIT@x.nl"),
        counts={"created": 2},
        issues=frozenset({"possible_duplicate"}),
    ),
    Trap(
        "contract-bij-de-klant.csv",
        text(
            "Klantnummer;Naam;Plaats;Telefoon;Contract einde;Opzegtermijn",
            "K1;Jan Smit;Ede;0612345678;13-04-2027;2 maanden",
            "K2;Eva Bos;Ede;0612345679;;",
        ),
        counts={"created": 2},
        values={"klantnummer": ["K1", "K2"]},
    ),
    Trap(
        "contracten.csv",
        text(
            "Klantnummer;Contractnummer;Startdatum;Einddatum;Opzegtermijn;Bedrag per maand;Auto verlengd",
            "K1;C1;13-04-2024;12-04-2026;1 maand;29,95;ja",
        ),
        kind="contracts",
        values={"einde": ["2026-04-12"], "opzegtermijn": [1.0], "bedrag_per_maand": [29.95]},
    ),
    Trap(
        "leeg-contract.csv",
        text("Klantnummer;Contractnummer;Einddatum", "K1;C1;12-04-2026", "K3;C3;12-04-2026", "K2;;"),
        kind="contracts",
        counts={"read": 3, "created": 2, "rejected": 1},
        issues=frozenset({"empty_contract"}),
    ),
    Trap(
        "contactmomenten.csv",
        text("Klantnummer;Datum;Kanaal;Soort;Opgelost", "K1;13-04-2024;telefoon;Klacht;nee"),
        kind="interactions",
        values={"soort": ["klacht"], "opgelost": [0]},
    ),
    Trap(
        "mailchimp.csv",
        text(
            "EMAIL,FNAME,LNAME,STATUS,MEMBER_RATING,OPTIN_TIME,LEID,EUID",
            "a@x.nl,Jan,Smit,subscribed,4,2024-04-13 10:00:00,1,e1",
            "b@x.nl,Eva,Bos,unsubscribed,2,2024-04-14 10:00:00,2,e2",
        ),
        values={"toestemming_email": [1, 0], "toestemming_email_datum": ["2024-04-13", "2024-04-14"]},
    ),
)

ORDERS: Final = (
    Trap(
        "shopify.csv",
        text(
            _SHOPIFY,
            "#1001,a@x.nl,partially_refunded,34.98,2024-04-13 10:00:00 +0200,1,Brood,20.00,,10.00",
            "#1001,a@x.nl,,,2024-04-13 10:00:00 +0200,2,Koek,7.49,,",
            "#1002,b@x.nl,paid,5.00,2024-04-14 10:00:00 +0200,1,Koek,5.00,2024-04-15 09:00:00 +0200,0.00",
        ),
        kind="orders",
        values={
            "bedrag": [24.98, 0.0, 5.0],
            "bestelnummer": ["#1001", "#1001", "#1002"],
            "status": ["voltooid", "voltooid", "geannuleerd"],
        },
        assumed={"bedrag": "order"},
    ),
    Trap(
        "woocommerce.csv",
        text(
            _WOO,
            "1,5001,2024-04-13 10:00:00,completed,34.98,0,gast@x.nl,Jan",
            "2,5002,2024-04-14 10:00:00,cancelled,12.50,7,eva@x.nl,Eva",
        ),
        kind="orders",
        values={"bedrag": [34.98, 12.5], "status": ["voltooid", "geannuleerd"]},
    ),
    Trap(
        "totaal-op-elke-regel.csv",
        orders(
            "B1;K1;13-04-2024;Brood;30,00",
            "B1;K1;13-04-2024;Koek;30,00",
            "B2;K2;14-04-2024;Koek;5,00",
            header="Bestelnummer;Klantnummer;Besteldatum;Product;Totaal",
        ),
        values={"bedrag": [30.0, 0.0, 5.0]},
        assumed={"bedrag": "order"},
    ),
    Trap(
        "dubbele-regels.csv",
        orders(
            *["B1;K1;13-04-2024;5,00"] * 2,
            "B2;K2;14-04-2024;6,00",
            header="Bestelnummer;Klantnummer;Besteldatum;Bedrag",
        ),
        counts={"read": 3, "created": 3},
        issues=frozenset({"duplicate_row"}),
        values={"bedrag": [5.0, 5.0, 6.0]},
    ),
    Trap(
        "creditnota.csv",
        orders(
            "536378;K1;13-04-2024;20,00",
            "C536379;K1;14-04-2024;-20,00",
            header="Factuurnummer;Klantnummer;Factuurdatum;Bedrag",
        ),
        values={"status": [None, "retour"], "bedrag": [20.0, -20.0]},
    ),
    Trap(
        "klant-is-een-adres.csv",
        orders("jan@x.nl;13-04-2024;5,00", "eva@x.nl;14-04-2024;6,00", header="Klant;Datum;Bedrag"),
        counts={"created": 2},
        values={"bedrag": [5.0, 6.0]},
        stored={"customers": {"email": ["jan@x.nl", "eva@x.nl"], "klantnummer": [None, None]}},
    ),
    Trap(
        "alleen-een-naam.csv",
        orders("Jan de Vries;13-04-2024;5,00", "Eva Bos;14-04-2024;6,00", header="Klant;Datum;Bedrag"),
        assumed={"klantnummer": "name"},
        issues=frozenset({"customers_made"}),
        values={"bedrag": [5.0, 6.0]},
    ),
    Trap(
        "naam-en-adres.csv",
        orders(
            "Jan de Vries;Kerkstraat 12, 3511 AB Utrecht;13-04-2024;5,00",
            "Jan de Vries;Dorpsweg 1, 1012 CD Amsterdam;14-04-2024;6,00",
            "J. Bos;;15-04-2024;7,00",
            header="Naam;Adres;Datum;Bedrag",
        ),
        counts={"created": 2, "rejected": 1},
        issues=frozenset({"customers_made", "missing_key"}),
        values={"bedrag": [5.0, 6.0]},
    ),
    Trap(
        "terugbetaald.csv",
        orders(
            "B1;K1;13-04-2024;50,00;20,00",
            "B2;K2;14-04-2024;30,00;",
            header="Bestelnummer;Klantnummer;Besteldatum;Bedrag;Terugbetaald bedrag",
        ),
        values={"bedrag": [30.0, 30.0]},
        assumed={"bedrag": "comma"},
    ),
    Trap(
        "prijs-maal-aantal.csv",
        orders(
            "K1;13-04-2024;2;10,00",
            "K2;14-04-2024;3;5,50",
            header="Klantnummer;Datum;Aantal;Prijs",
        ),
        values={"bedrag": [20.0, 16.5]},
        assumed={"bedrag": "product"},
    ),
    Trap(
        "statussen.csv",
        orders(
            *(
                f"K{n};13-04-2024;5,00;{word}"
                for n, word in enumerate(("Voltooid", "retour", "cancelled", "???"))
            ),
            header="Klantnummer;Datum;Bedrag;Status",
        ),
        values={"status": ["voltooid", "retour", "geannuleerd", None]},
        issues=frozenset({"bad_choice"}),
    ),
)

SURVEYS: Final = (
    Trap(
        "enquete-breed.csv",
        text(
            "Klantnummer;Datum;Ik voel me verbonden met deze winkel (1-5);Zou u ons aanbevelen? (0-10)",
            "K1;13-04-2024;4;9",
            "K2;14-04-2024;;7",
            "K3;15-04-2024;;",
        ),
        kind="survey",
        counts={"read": 3, "created": 2, "rejected": 1},
        issues=frozenset({"no_answers"}),
        values={"waarde": [4.0, 9.0, 7.0]},
    ),
    Trap(
        "enquete-lang.csv",
        text(
            "Klantnummer;Datum;Vraag;Antwoord;Dimensie;Schaal;Omgekeerd",
            "K1;13-04-2024;Ik voel me thuis;4;affectief;1-5;nee",
            "K1;13-04-2024;Ik ga liever elders;2;affectief;1-5;ja",
        ),
        kind="survey",
        values={"waarde": [4.0, 2.0], "omgekeerd": [0, 1], "dimensie": ["affectief"] * 2},
    ),
    Trap(
        "enquete-van-tekst.csv",
        text(
            "Klantnummer;Datum;Wat vindt u van onze winkel?;Wat kan er beter bij ons?",
            "K1;13-04-2024;Gezellig;Niets",
            "K2;14-04-2024;Mooi;Langer open",
        ),
        kind="survey",
        counts={"read": 2, "created": 0, "rejected": 2},
        issues=frozenset({"no_answers", "no_items"}),
    ),
    Trap(
        "buiten-de-schaal.csv",
        text(
            "Klantnummer;Datum;Ik vertrouw deze winkel (1-5);Ik voel me verbonden (1-5)",
            "K1;13-04-2024;4;9",
            "K2;14-04-2024;5;3",
        ),
        kind="survey",
        issues=frozenset({"out_of_range"}),
        values={"waarde": [4.0, 5.0, 3.0]},
    ),
)
