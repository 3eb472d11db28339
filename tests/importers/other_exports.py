"""Exports of orders, contacts and surveys, and what is refused: header rows that exist, with made-up rows."""

from tests.importers.export_samples import Export, lines


def _shopify_order(**cells: str) -> str:
    return ",".join(cells.get(header.replace(" ", "_"), "") for header in SHOPIFY_ORDERS.split(","))


SHOPIFY_ORDERS = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,"
    "Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,"
    "Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,"
    "Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,"
    "Billing Country,Billing Phone,"
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


OTHER_EXPORTS = (
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
)
