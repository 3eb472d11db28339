"""Exports of customers: header rows that exist, with made-up rows."""

from tests.importers.export_samples import Export, lines

CUSTOMER_EXPORTS = (
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
            "701,Piet,Smit,piet@voorbeeld.nl,no,Smit B.V.,Kade 5,,Breda,,NL,4811 AB,0765201234,,no,"
            "119.90,2,,no,",
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
        "wefact_debiteuren_nl",
        lines(
            "Bedrijfsnaam;Contactpersoon;E-mailadres;Adres;Huisnummer;Postcode;Plaats;Land;KvK-nummer;"
            "BTW-nummer;"
            "Telefoon",
            "Jansen Bouw B.V.;K. Jansen;info@jansenbouw.nl;Industrieweg;12;5651 AA;Eindhoven;Nederland;"
            "01234567;"
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
        "eboekhouden_relaties",
        lines(
            "Code;Bedrijf;KvK-nummer;BTW-nummer;E-mail;Telefoon", "R01;Bos VOF;12345678;;bos@x.nl;0612345678"
        ),
        "customers",
        {"Code": "klantnummer", "Bedrijf": "bedrijfsnaam"},
        {"klantnummer": "R01", "bedrijfsnaam": "Bos VOF", "soort": "zakelijk", "telefoon": "+31612345678"},
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
            "W1;;Dhr.;Jan;J.P.;de;Vries;;31-12-1970;Kade;12;1012AB;Amsterdam;NH;NL;0201234567;"
            "0612345678;;;;ja;"
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
            "naam bedrijf;achternaam;voornaam;geslacht (m/v);straat;postcode;plaats;landcode;tel;email;"
            "btw-nummer;"
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
            "Customer type;Company;Coc number;Vat number;Attn;Streetname;Address 2;Number;Extension;"
            "Zipcode;City;"
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
        "mailchimp_audience",
        lines(
            "EMAIL,FNAME,LNAME,PHONE,UNSUB,BOUNCE,STATUS,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,"
            "CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES",
            "an@x.nl,An,Bos,,,,unsubscribed,3,2022-03-04 10:00:00,1.2.3.4,2022-03-04 10:05:00,1.2.3.4,"
            "52.1,5.1,"
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
            "Name,Given Name,Family Name,Birthday,Notes,E-mail 1 - Value,Phone 1 - Value,"
            "Organization 1 - Name",
            "An de Bos,An,de Bos,1980-02-03,,an@x.nl,+31 6 12345678,",
        ),
        "customers",
        {"Given Name": "voornaam", "E-mail 1 - Value": "email", "Organization 1 - Name": "bedrijfsnaam"},
        {"voornaam": "An", "tussenvoegsel": "de", "achternaam": "Bos", "geboortedatum": "1980-02-03"},
    ),
)
