"""Header rows of exports that small businesses really have, each with a few made-up rows and what is expected.

`first` is what the first clean row must hold (own columns not counted); `total` the sum of the amounts.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Export:
    """One export: its text as a file holds it, and what must come out of it."""

    name: str
    text: str
    kind: str | None
    mapping: dict[str, str | None] = field(default_factory=dict)
    first: dict[str, Any] = field(default_factory=dict)
    rows: int = 1
    total: float | None = None
    encoding: str = "utf-8"
    refused: str = ""


def lines(*rows: str) -> str:
    """Rows as a file has them."""
    return "\r\n".join(rows) + "\r\n"


def _shopify_order(**cells: str) -> str:
    return ",".join(cells.get(header.replace(" ", "_"), "") for header in SHOPIFY_ORDERS.split(","))


SHOPIFY_ORDERS = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,"
    "Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,"
    "Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,"
    "Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,"
    "Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,"
    "Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,"
    "Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,"
    "Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,"
    "Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,"
    "Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,"
    "Payment References"
)
WOOCOMMERCE_ORDERS = (
    "order_id,order_number,order_date,paid_date,status,shipping_total,shipping_tax_total,fee_total,"
    "fee_tax_total,tax_total,cart_discount,order_discount,discount_total,order_total,order_subtotal,"
    "order_currency,payment_method,payment_method_title,transaction_id,customer_ip_address,"
    "customer_user_agent,shipping_method,customer_id,customer_user,customer_email,billing_first_name,"
    "billing_last_name,billing_company,billing_email,billing_phone,billing_address_1,billing_address_2,"
    "billing_postcode,billing_city,billing_state,billing_country,shipping_first_name,shipping_last_name,"
    "shipping_company,shipping_phone,shipping_address_1,shipping_address_2,shipping_postcode,shipping_city,"
    "shipping_state,shipping_country,customer_note,wt_import_key,shipping_items,fee_items,tax_items,"
    "coupon_items,refund_items,order_notes,download_permissions,meta:wpml_language,line_item_1,line_item_2"
)


def _woo_order(**cells: str) -> str:
    return ",".join(cells.get(header, "") for header in WOOCOMMERCE_ORDERS.split(","))


EXPORTS = (
    Export(
        "shopify_customers_nl_bom",
        lines(
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Address1,"
            "Default Address City,Default Address Country Code,Default Address Zip,Phone,Tags",
            "'7012345678901,Jan,van der Berg,Jan@Voorbeeld.nl,yes,Dorpsstraat 12a,Utrecht,NL,'3511 AB,"
            '\'+31612345678,"vip, winkel"',
        ),
        "customers",
        {"Customer ID": "klantnummer", "Accepts Email Marketing": "toestemming_email", "Tags": "labels"},
        {
            "klantnummer": "7012345678901",
            "voornaam": "Jan",
            "tussenvoegsel": "van der",
            "achternaam": "Berg",
            "email": "jan@voorbeeld.nl",
            "toestemming_email": 1,
            "straat": "Dorpsstraat",
            "huisnummer": "12",
            "toevoeging": "a",
            "plaats": "Utrecht",
            "land": "NL",
            "postcode": "3511 AB",
            "telefoon": "+31612345678",
            "labels": "vip, winkel",
        },
        encoding="utf-8-sig",
    ),
    Export(
        "shopify_customers_full_header",
        lines(
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
            "Default Address Address1,Default Address Address2,Default Address City,"
            "Default Address Province Code,Default Address Country Code,Default Address Zip,"
            "Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags",
            "701,Piet,Smit,piet@voorbeeld.nl,no,Smit B.V.,Kade 5,,Breda,,NL,4811 AB,0765201234,,no,119.90,2,,no,",
        ),
        "customers",
        {
            "Total Spent": "omzet",
            "Total Orders": "aantal_bestellingen",
            "Tax Exempt": None,
            "Note": "notities",
        },
        {"telefoon": "+31765201234", "omzet": 119.9, "aantal_bestellingen": 2, "soort": "zakelijk"},
    ),
    Export(
        "shopify_orders_full_79cols",
        lines(
            SHOPIFY_ORDERS,
            _shopify_order(
                Name="#1001",
                Email="an@voorbeeld.nl",
                Financial_Status="paid",
                Currency="EUR",
                Subtotal="29.98",
                Shipping="5.00",
                Total="34.98",
                Created_at="2024-03-15 10:22:31 +0100",
                Lineitem_quantity="1",
                Lineitem_name="Theepot",
                Lineitem_price="19.98",
                Billing_Name="An de Boer",
                Source="web",
            ),
            _shopify_order(
                Name="#1001",
                Created_at="2024-03-15 10:22:31 +0100",
                Lineitem_quantity="2",
                Lineitem_name="Kop",
                Lineitem_price="5.00",
            ),
        ),
        "orders",
        {"Name": "bestelnummer", "Total": "totaal", "Created at": "datum", "Financial Status": "status"},
        {
            "bestelnummer": "#1001",
            "email": "an@voorbeeld.nl",
            "datum": "2024-03-15T10:22:31",
            "bedrag": 34.98,
            "product": "Theepot",
            "status": "voltooid",
            "kanaal": "web",
            "achternaam": "Boer",
        },
        rows=2,
        total=34.98,
    ),
    Export(
        "wefact_debiteuren_nl",
        lines(
            "Bedrijfsnaam;Contactpersoon;E-mailadres;Adres;Huisnummer;Postcode;Plaats;Land;KvK-nummer;BTW-nummer;"
            "Telefoon",
            "Jansen Bouw B.V.;K. Jansen;info@jansenbouw.nl;Industrieweg;12;5651 AA;Eindhoven;Nederland;01234567;"
            "NL001234567B01;040-2345678",
        ),
        "customers",
        {"Adres": "straat", "KvK-nummer": "kvk"},
        {
            "bedrijfsnaam": "Jansen Bouw B.V.",
            "straat": "Industrieweg",
            "huisnummer": "12",
            "kvk": "01234567",
            "btw_nummer": "NL001234567B01",
            "land": "NL",
            "telefoon": "+31402345678",
        },
    ),
    Export(
        "producten_nl_euro_quoted",
        lines(
            '"Productnaam";"Prijs excl. btw";"Btw";"Eenheid"',
            '"Theepot";"€ 12,50";"21%";"stuk"',
            '"Kop";"€ 5,00";"21%";"stuk"',
        ),
        None,
        encoding="cp1252",
        refused="product",
    ),
    Export(
        "klanten_nl_duplicate_rows",
        lines(
            "Naam,E-mail,Straat,Postcode,Woonplaats",
            "Jan de Vries,jan@x.nl,Kerkstraat 1,1234AB,Utrecht",
            "Jan de Vries,jan@x.nl,Kerkstraat 1,1234AB,Utrecht",
            "An Bos,an@x.nl,Plein 1944,1234 AC,Utrecht",
        ),
        "customers",
        {"Naam": "naam", "Straat": "straat", "Woonplaats": "plaats"},
        {
            "voornaam": "Jan",
            "tussenvoegsel": "de",
            "achternaam": "Vries",
            "straat": "Kerkstraat",
            "huisnummer": "1",
        },
        rows=3,
    ),
    Export(
        "klanten_nl_bom_blankrow",
        lines(
            "Klantnummer,Bedrijfsnaam,Email", "001,Bakkerij Bos,bos@x.nl", ",,", "002,Garage Kwik,kwik@x.nl"
        ),
        "customers",
        {"Klantnummer": "klantnummer", "Bedrijfsnaam": "bedrijfsnaam", "Email": "email"},
        {"klantnummer": "001"},
        rows=2,
        encoding="utf-8-sig",
    ),
    Export(
        "klanten_nl_klantsoort",
        lines("Klantnummer,Bedrijfsnaam,Klantsoort,Email", "1,Bos,B2B,bos@x.nl", "2,,B2C,an@x.nl"),
        "customers",
        {"Klantsoort": "soort"},
        {"soort": "zakelijk"},
        rows=2,
    ),
    Export(
        "klanten_nl_adres_splits",
        lines(
            "Klantnummer,Bedrijfsnaam,Email,Contactpersoon,Straat,Huisnummer,Toevoeging,Postcode,Plaats,Land",
            "K1,Bos,bos@x.nl,Piet Bos,Kade,12,A,1012 AB,Amsterdam,BE",
        ),
        "customers",
        {"Straat": "straat", "Huisnummer": "huisnummer", "Toevoeging": "toevoeging"},
        {"straat": "Kade", "huisnummer": "12", "toevoeging": "A", "land": "BE"},
    ),
    Export(
        "klanten_nl_onbekende_koppen",
        lines("Debiteurnr,Naam klant,Mail", "0012,Jan Smit,jan@x.nl"),
        "customers",
        {"Debiteurnr": "klantnummer", "Naam klant": "naam", "Mail": "email"},
        {"klantnummer": "0012", "voornaam": "Jan", "achternaam": "Smit"},
    ),
    Export(
        "contacten_nl_tussenvoegsel_bom_crlf",
        lines(
            "Voornaam;Tussenvoegsel;Achternaam;E-mailadres;Mobiel",
            "Jan;van der;Berg;jan@x.nl;06-12345678",
            '"Piet ""PJ""";;Smit;piet@x.nl;0612345679',
        ),
        "customers",
        {"Tussenvoegsel": "tussenvoegsel", "Mobiel": "mobiel"},
        {"tussenvoegsel": "van der", "achternaam": "Berg", "mobiel": "+31612345678"},
        rows=2,
        encoding="utf-8-sig",
    ),
    Export(
        "salonized_header",
        lines(
            "salonized_id,first_name,last_name,email,phone,mobile_phone",
            "88,Eva,Mol,EVA@x.nl,0301234567,0612345678",
        ),
        "customers",
        {"salonized_id": "klantnummer", "mobile_phone": "mobiel"},
        {"klantnummer": "88", "email": "eva@x.nl", "mobiel": "+31612345678"},
    ),
    Export(
        "eboekhouden_openstaande_posten",
        lines(
            "Relatiecode;Relatie;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Openstaand;Soort",
            "R01;Bakkerij Bos;2024001;03-04-2024;17-04-2024;1.234,50;0,00;Verkoop",
        ),
        "orders",
        {"Relatiecode": "klantnummer", "Factuurnummer": "bestelnummer", "Openstaand": None, "Soort": None},
        {"klantnummer": "R01", "datum": "2024-04-03", "bedrag": 1234.5},
        total=1234.5,
    ),
    Export(
        "eboekhouden_relaties",
        lines(
            "Code;Bedrijf;KvK-nummer;BTW-nummer;E-mail;Telefoon", "R01;Bos VOF;12345678;;bos@x.nl;0612345678"
        ),
        "customers",
        {"Code": "klantnummer", "Bedrijf": "bedrijfsnaam"},
        {"klantnummer": "R01", "bedrijfsnaam": "Bos VOF", "soort": "zakelijk", "telefoon": "+31612345678"},
    ),
    Export(
        "cyclesoftware_facturen_nl",
        lines(
            "Factuurnummer;Datum;Klant;Bedrag;Openstaand",
            "F1;01-02-2024;Jan Smit;123,45;0,00",
            "F2;28-02-2024;An Bos;100,00;0,00",
        ),
        "orders",
        {"Klant": "naam", "Bedrag": "bedrag"},
        {"achternaam": "Smit", "bedrag": 123.45},
        rows=2,
        total=223.45,
    ),
    Export(
        "agenda_sessies_nl",
        lines(
            "Soort;Behandelaar;Sessie_Naam;Afspraak_lokatie;Datum;Directe_tijd_minute(n);"
            "Indirecte_tijd_minute(n);Reistijd_minute(n);Totale_tijd_minute(n);Prijs;Client_ID;No_Show;"
            "Tijdig_afgezegd;Verzekeringskoepel;Uzovi;Factuurnummer;Factuurdatum",
            "Consult;dr. Vos;Intake;Utrecht;15-01-2024;45;15;0;60;95,00;C100;n;n;;;;",
        ),
        "interactions",
        {"Client_ID": "klantnummer", "Sessie_Naam": "onderwerp", "Prijs": None},
        {"klantnummer": "C100", "datum": "2024-01-15", "soort": "Consult", "onderwerp": "Intake"},
    ),
    Export(
        "orders_nl_euro_sign",
        lines(
            "OrderNo;Datum;Klant;Artikelen;Totaal",
            "1;13-02-2024;Jan Smit;2;€ 79,98",
            "2;14-02-2024;An Bos;1;€ 100,00",
        ),
        "orders",
        {"OrderNo": "bestelnummer", "Totaal": "totaal", "Klant": "naam"},
        {"bedrag": 79.98, "voornaam": "Jan"},
        rows=2,
        total=179.98,
    ),
    Export(
        "parseboard_nl",
        lines(
            "Datum;Klant;Bedrag",
            "15-01-2024;Jan Smit;100",
            "16-01-2024;An Bos;100",
            "17-01-2024;Jan Smit;200",
        ),
        "orders",
        {"Klant": "naam"},
        {"bedrag": 100.0},
        rows=3,
        total=400,
    ),
    Export(
        "sportlink_leden_nl",
        lines(
            "Relatienummer;Voornaam;Achternaam;E-mailadres;Team;Actief voor seizoen",
            "ABC12D3 ; Kees ;  Bos;kees@x.nl;JO13-1;2024/2025",
        ),
        "customers",
        {"Relatienummer": "klantnummer", "Team": None},
        {"klantnummer": "ABC12D3", "voornaam": "Kees", "achternaam": "Bos"},
    ),
    Export(
        "yoursminc_contacten",
        lines(
            "BEDRIJF,CONTACTPERSOON,STRAAT,STAD,POSTCODE,LAND,EMAIL,TELEFOONNUMMER",
            "Bos BV,Piet Bos,Laan van Meerdervoort 10,Den Haag,2517 AB,Nederland,bos@x.nl,070 123 45 67",
        ),
        "customers",
        {"BEDRIJF": "bedrijfsnaam", "STAD": "plaats", "TELEFOONNUMMER": "telefoon"},
        {"straat": "Laan van Meerdervoort", "huisnummer": "10", "telefoon": "+31701234567"},
    ),
    Export(
        "webxpress_klanten",
        lines(
            "Relatiecode;Bedrijfsnaam;Titel;Voornaam;Initialen;Voorvoegsel;Achternaam;Persoon;Geboortedatum;"
            "Adres;Huisnummer;Postcode;Plaats;Provincie;Land;Telefoonnummer;Telefoonnummer mobiel;"
            "Telefoonnummer noodgeval;KvK-nummer;BTW-nummer;BTW plichtig;E-mailadres;URL website",
            "W1;;Dhr.;Jan;J.P.;de;Vries;;31-12-1970;Kade;12;1012AB;Amsterdam;NH;NL;0201234567;0612345678;;;;ja;"
            "jan@x.nl;www.x.nl",
        ),
        "customers",
        {"Adres": "straat", "Voorvoegsel": "tussenvoegsel", "Telefoonnummer mobiel": "mobiel"},
        {
            "voorletters": "J.P.",
            "tussenvoegsel": "de",
            "geboortedatum": "1970-12-31",
            "mobiel": "+31612345678",
            "website": "www.x.nl",
        },
    ),
    Export(
        "kleisteen_relaties",
        lines(
            "naam bedrijf;achternaam;voornaam;geslacht (m/v);straat;postcode;plaats;landcode;tel;email;btw-nummer;"
            "kvk;bankrekening/iban;bic/swift",
            ";Bos;An;v;Kade 3;1012AB;Amsterdam;nl;0612345678;an@x.nl;;;NL91ABNA0417164300;ABNANL2A",
        ),
        "customers",
        {"naam bedrijf": "bedrijfsnaam", "landcode": "land", "tel": "telefoon"},
        {"achternaam": "Bos", "land": "NL", "huisnummer": "3"},
    ),
    Export(
        "lightspeed_ecom_klanten",
        lines(
            "Internal ID;Registered;Language;Firstname;LastnamePreposition;Lastname;E-Mail;Phone;Mobile;"
            "Customer type;Company;Coc number;Vat number;Attn;Streetname;Address 2;Number;Extension;Zipcode;City;"
            "Region;Country;Shipping Attn;Shipping company;Shipping Streetname;Shipping Address 2;"
            "Shipping Number;Shipping Extension;Shipping Zipcode;Shipping City;Shipping Region",
            "5501;13-05-2019;nl;Jan;de;Vries;jan@x.nl;;0612345678;private;;;;;Kade;;12;bis;1012AB;Amsterdam;;"
            "Netherlands;;;;;;;;;",
        ),
        "customers",
        {
            "Internal ID": "klantnummer",
            "Number": "huisnummer",
            "Extension": "toevoeging",
            "Customer type": "soort",
        },
        {
            "klant_sinds": "2019-05-13",
            "huisnummer": "12",
            "toevoeging": "bis",
            "land": "NL",
            "soort": "particulier",
        },
    ),
    Export(
        "lightspeed_resto_kastickets",
        lines(
            "Bedrijfs-ID;Bedrijfsnaam;Volgnummer;Kasticket-ID;Liteserver-ID;Aanmaakdatum;Laatst aangepast;"
            "Voltooiingsdatum;Printdatum;Status;Type;Annuleringsstatus",
            "1;Eetcafé Bos;1;K1;L1;13-05-2024 18:00;;;;voltooid;bon;",
        ),
        "orders",
        refused="klant",
    ),
    Export(
        "nmbrs_debiteuren",
        lines(
            "Debiteurnr;DebiteurNaam;FactuurTAV;Telefoon;Faxnr;FactuurEmailadres;Website;FactuurAdres;"
            "FactuurHuisnummer;FactuurHuisnummerToev;FactuurPostcode;FactuurPlaats;FactuurProvStaat;"
            "FactuurCodeLand",
            "10;Stichting De Brug;mw. Bos;0201234567;;f@brug.nl;;Kade;12;a;1012AB;Amsterdam;;NL",
        ),
        "customers",
        {"DebiteurNaam": "naam", "FactuurAdres": "straat", "FactuurHuisnummerToev": "toevoeging"},
        {
            "bedrijfsnaam": "Stichting De Brug",
            "huisnummer": "12",
            "soort": "zakelijk",
            "contactpersoon": "mw. Bos",
        },
    ),
    Export(
        "woocommerce_orders_webtoffee",
        lines(
            WOOCOMMERCE_ORDERS,
            _woo_order(
                order_id="9001",
                order_number="5001",
                order_date="2024-02-13 10:00:00",
                status="wc-completed",
                order_total="49.95",
                customer_id="0",
                billing_email="an@x.nl",
                billing_last_name="Bos",
            ),
            _woo_order(
                order_id="9002",
                order_number="5002",
                order_date="2024-02-14 11:30:00",
                status="cancelled",
                order_total="10.00",
                customer_id="17",
                customer_email="jan@x.nl",
                billing_email="j2@x.nl",
            ),
        ),
        "orders",
        {
            "order_number": "bestelnummer",
            "order_total": "bedrag",
            "customer_id": "klantnummer",
            "order_id": None,
        },
        {"klantnummer": None, "email": "an@x.nl", "bedrag": 49.95, "status": "voltooid"},
        rows=2,
        total=59.95,
    ),
    Export(
        "mailchimp_audience",
        lines(
            "EMAIL,FNAME,LNAME,PHONE,UNSUB,BOUNCE,STATUS,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,"
            "CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES",
            "an@x.nl,An,Bos,,,,unsubscribed,3,2022-03-04 10:00:00,1.2.3.4,2022-03-04 10:05:00,1.2.3.4,52.1,5.1,"
            "1,2,NL,UT,2023-01-01 00:00:00,12,ab12,",
        ),
        "customers",
        {
            "STATUS": "toestemming_email",
            "MEMBER_RATING": None,
            "CC": "land",
            "OPTIN_TIME": "toestemming_email_datum",
        },
        {"toestemming_email": 0, "toestemming_email_datum": "2022-03-04", "land": "NL"},
    ),
    Export(
        "hubspot_contacts",
        lines(
            "Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Create Date,Original Source",
            "51,An,Bos,an@x.nl,+31612345678,Open,2024-02-01 10:00,Organic Search",
        ),
        "customers",
        {"Record ID": "klantnummer", "Original Source": None, "Phone Number": "telefoon"},
        {"klantnummer": "51", "telefoon": "+31612345678"},
    ),
    Export(
        "typeform_survey",
        lines(
            "#,What's your name?,What's your email?,Phone number,Submitted At",
            "a1b2,An Bos,an@x.nl,0612345678,2024-02-01 10:00:00",
        ),
        "survey",
        {"What's your email?": "email", "What's your name?": "naam", "Submitted At": "datum"},
        {"email": "an@x.nl", "datum": "2024-02-01T10:00:00"},
    ),
    Export(
        "google_forms_survey",
        lines(
            "Timestamp,Email Address,Your full name,Phone,Anything we should know?",
            "2024/03/15 2:33:11 PM GMT+1,an@x.nl,An Bos,0612345678,Nee",
        ),
        "survey",
        {"Timestamp": "datum", "Email Address": "email"},
        {"datum": "2024-03-15T14:33:11", "email": "an@x.nl"},
    ),
    Export(
        "woocommerce_customers",
        lines(
            "Customer ID,Username,First name,Last name,Email,Billing Phone,City,Total spend,Order count",
            "17,anbos,An,Bos,an@x.nl,0612345678,Utrecht,123.45 EUR,3",
        ),
        "customers",
        {"Total spend": "omzet", "Order count": "aantal_bestellingen", "Username": None},
        {"omzet": 123.45, "aantal_bestellingen": 3},
    ),
    Export(
        "stripe_customers",
        lines(
            "id,Email,Name,Description,Created (UTC),Total Spend",
            "cus_9,an@x.nl,An Bos,,2021-05-06 09:00,12.50",
        ),
        "customers",
        {"id": "klantnummer", "Created (UTC)": "klant_sinds", "Total Spend": "omzet"},
        {"klantnummer": "cus_9", "klant_sinds": "2021-05-06", "omzet": 12.5},
    ),
    Export(
        "google_contacts_current",
        lines(
            "Name,Given Name,Family Name,Birthday,Notes,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name",
            "An de Bos,An,de Bos,1980-02-03,,an@x.nl,+31 6 12345678,",
        ),
        "customers",
        {"Given Name": "voornaam", "E-mail 1 - Value": "email", "Organization 1 - Name": "bedrijfsnaam"},
        {"voornaam": "An", "tussenvoegsel": "de", "achternaam": "Bos", "geboortedatum": "1980-02-03"},
    ),
)
