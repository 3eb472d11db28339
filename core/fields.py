"""The fields of the five kinds of sheet (domain §1): one name for sheet, database, JSON and window.

Field names are the Dutch terms of the field in snake_case. `kind` says how a cell of it is read:
text (free text), code (text kept to the letter), choice, date, datetime, money, number, integer, flag,
email, phone, postcode, country, scale (a number on a scale that is detected).
"""

from dataclasses import dataclass
from typing import Final

from core.text import N_

CUSTOMERS: Final = "customers"
ORDERS: Final = "orders"
CONTRACTS: Final = "contracts"
INTERACTIONS: Final = "interactions"
SURVEY: Final = "survey"
KINDS: Final = (CUSTOMERS, ORDERS, CONTRACTS, INTERACTIONS, SURVEY)


@dataclass(frozen=True)
class Field:
    """One field: its name everywhere, how its cells are read, its English label (translated when shown)."""

    name: str
    kind: str
    label: str
    choices: tuple[str, ...] = ()
    #: a row without it is rejected
    essential: bool = False
    #: exists only on the way in (split or used for matching); never a database column
    virtual: bool = False


#: a time of day in a column of its own; it joins the date
_TIME: Final = Field("tijd", "text", N_("Time"), virtual=True)
#: an address in one piece, where it (with a name) says whose row it is
_ADDRESS_KEY: Final = Field("adres", "text", N_("Address"), virtual=True)

# What says whose row it is. In customers these are ordinary fields, elsewhere they only find the customer.
_KEYS: Final = (
    Field("klantnummer", "code", N_("Customer number")),
    Field("email", "email", N_("E-mail")),
    Field("naam", "text", N_("Name"), virtual=True),
    Field("voornaam", "text", N_("First name")),
    Field("tussenvoegsel", "text", N_("Name prefix")),
    Field("achternaam", "text", N_("Last name")),
    Field("bedrijfsnaam", "text", N_("Company name")),
    Field("postcode", "postcode", N_("Postcode")),
    Field("huisnummer", "code", N_("House number")),
)

#: contract columns inside a customers sheet → column of the contracts table
CONTRACT_COLUMNS: Final[dict[str, str]] = {
    "contractnummer": "contractnummer",
    "contract_soort": "soort",
    "contract_product": "product",
    "contract_start": "start",
    "contract_einde": "einde",
    "minimumduur_tot": "minimumduur_tot",
    "opzegtermijn": "opzegtermijn",
    "opzegkosten": "opzegkosten",
    "automatisch_verlengd": "automatisch_verlengd",
    "opgezegd_op": "opgezegd_op",
    "opgezegd_per": "opgezegd_per",
    "bedrag_per_maand": "bedrag_per_maand",
    "contract_verplicht": "verplicht",
}
#: a customers row makes a contract when one of these is filled
CONTRACT_TRIGGERS: Final = (
    "contract_start",
    "contract_einde",
    "contractnummer",
    "contract_soort",
    "bedrag_per_maand",
)

#: consent per channel group (toestemming_<group>, with toestemming_<group>_datum)
CONSENT_GROUPS: Final = ("email", "telefoon", "sms", "post")

#: what is kept of a contact person under a company; only by hand
CONTACT_PERSON: Final = (
    "aanhef",
    "voornaam",
    "tussenvoegsel",
    "achternaam",
    "functie",
    "email",
    "telefoon",
    "mobiel",
    "notities",
)

SOORT_CUSTOMER: Final = ("particulier", "zakelijk")
ORDER_STATUS: Final = ("voltooid", "geannuleerd", "afgebroken", "mislukt", "retour")
RICHTING: Final = ("in", "uit")

_CONTRACT_IN_CUSTOMERS: Final = (
    Field("contractnummer", "code", N_("Contract number"), virtual=True),
    Field("contract_soort", "text", N_("Kind of contract"), virtual=True),
    Field("contract_product", "text", N_("Contract product"), virtual=True),
    Field("contract_start", "date", N_("Contract start"), virtual=True),
    Field("contract_einde", "date", N_("Contract end"), virtual=True),
    Field("minimumduur_tot", "date", N_("Minimum term until"), virtual=True),
    Field("opzegtermijn", "number", N_("Notice period (months)"), virtual=True),
    Field("opzegkosten", "money", N_("Exit fee"), virtual=True),
    Field("automatisch_verlengd", "flag", N_("Renews automatically"), virtual=True),
    Field("opgezegd_op", "date", N_("Notice given on"), virtual=True),
    Field("opgezegd_per", "date", N_("Notice takes effect"), virtual=True),
    Field("bedrag_per_maand", "money", N_("Amount per month"), virtual=True),
    Field("contract_verplicht", "flag", N_("Mandatory contract"), virtual=True),
)

FIELDS: Final[dict[str, tuple[Field, ...]]] = {
    CUSTOMERS: (
        *_KEYS,
        Field("soort", "choice", N_("Person or company"), SOORT_CUSTOMER),
        Field("aanhef", "text", N_("Salutation")),
        Field("voorletters", "text", N_("Initials")),
        Field("kvk", "code", N_("Chamber of Commerce number")),
        Field("btw_nummer", "code", N_("VAT number")),
        Field("branche", "text", N_("Industry")),
        Field("contactpersoon", "text", N_("Contact person")),
        Field("telefoon", "phone", N_("Telephone")),
        Field("mobiel", "phone", N_("Mobile")),
        Field("adres", "text", N_("Address"), virtual=True),
        Field("straat", "text", N_("Street")),
        Field("toevoeging", "code", N_("House number addition")),
        Field("postcode_plaats", "text", N_("Postcode and town"), virtual=True),
        Field("plaats", "text", N_("Town")),
        Field("land", "country", N_("Country")),
        Field("taal", "text", N_("Language")),
        Field("website", "text", N_("Website")),
        Field("geboortedatum", "date", N_("Date of birth")),
        Field("klant_sinds", "date", N_("Customer since")),
        Field("verplicht", "flag", N_("Obliged to be a customer")),
        Field("voorkeurskanaal", "text", N_("Preferred channel")),
        Field("voorkeuren", "text", N_("Preferences")),
        Field("toestemming_email", "flag", N_("Consent e-mail")),
        Field("toestemming_email_datum", "date", N_("Consent e-mail, date")),
        Field("toestemming_telefoon", "flag", N_("Consent telephone")),
        Field("toestemming_telefoon_datum", "date", N_("Consent telephone, date")),
        Field("toestemming_sms", "flag", N_("Consent text messages and WhatsApp")),
        Field("toestemming_sms_datum", "date", N_("Consent text messages, date")),
        Field("toestemming_post", "flag", N_("Consent post")),
        Field("toestemming_post_datum", "date", N_("Consent post, date")),
        Field("toestemming_kanalen", "text", N_("Channels consented to"), virtual=True),
        Field("afmelding_email", "text", N_("Opted out of e-mail"), virtual=True),
        Field("afmelding_telefoon", "text", N_("Opted out of telephone"), virtual=True),
        Field("afmelding_sms", "text", N_("Opted out of text messages and WhatsApp"), virtual=True),
        Field("afmelding_post", "text", N_("Opted out of post"), virtual=True),
        Field("bezwaar_direct_marketing", "flag", N_("Objects to direct marketing")),
        Field("bezwaar_direct_marketing_datum", "date", N_("Objection to direct marketing, date")),
        Field("bezwaar_profilering", "flag", N_("Objects to profiling")),
        Field("nps", "number", N_("NPS (0-10)")),
        Field("nps_datum", "date", N_("NPS, date")),
        Field("tevredenheid", "scale", N_("Satisfaction")),
        Field("tevredenheid_datum", "date", N_("Satisfaction, date")),
        Field("aangebracht_door", "code", N_("Referred by")),
        Field("lid", "flag", N_("Member or ambassador")),
        Field("labels", "text", N_("Labels")),
        Field("notities", "text", N_("Notes")),
        Field("aantal_bestellingen", "integer", N_("Number of orders")),
        Field("omzet", "money", N_("Revenue")),
        Field("eerste_aankoop", "date", N_("First purchase")),
        Field("laatste_aankoop", "date", N_("Last purchase")),
        Field(
            "almost_oorzaak",
            "choice",
            N_("Cause of stopping"),
            ("omgeving", "individu", "situatie", "reciprociteit"),
        ),
        *_CONTRACT_IN_CUSTOMERS,
    ),
    ORDERS: (
        *_KEYS,
        _ADDRESS_KEY,
        Field("bestelnummer", "code", N_("Order number")),
        Field("datum", "datetime", N_("Order date"), essential=True),
        _TIME,
        Field("bedrag", "money", N_("Amount"), essential=True),
        Field("totaal", "money", N_("Order total"), virtual=True),
        Field("terugbetaald", "money", N_("Refunded"), virtual=True),
        Field("prijs", "money", N_("Price each"), virtual=True),
        Field("debet_credit", "text", N_("Debit or credit"), virtual=True),
        Field("marge", "money", N_("Margin")),
        Field("kanaal", "text", N_("Channel")),
        Field("product", "text", N_("Product")),
        Field("productcode", "code", N_("Product code")),
        Field("categorie", "text", N_("Category")),
        Field("aantal", "number", N_("Quantity")),
        Field("status", "choice", N_("Status"), ORDER_STATUS),
        Field("geannuleerd_op", "date", N_("Cancelled on"), virtual=True),
    ),
    CONTRACTS: (
        *_KEYS,
        _ADDRESS_KEY,
        Field("contractnummer", "code", N_("Contract number")),
        Field("soort", "text", N_("Kind of contract")),
        Field("product", "text", N_("Contract product")),
        Field("start", "date", N_("Contract start")),
        Field("einde", "date", N_("Contract end")),
        Field("minimumduur_tot", "date", N_("Minimum term until")),
        Field("opzegtermijn", "number", N_("Notice period (months)")),
        Field("opzegkosten", "money", N_("Exit fee")),
        Field("automatisch_verlengd", "flag", N_("Renews automatically")),
        Field("opgezegd_op", "date", N_("Notice given on")),
        Field("opgezegd_per", "date", N_("Notice takes effect")),
        Field("bedrag_per_maand", "money", N_("Amount per month")),
        Field("verplicht", "flag", N_("Mandatory contract")),
    ),
    INTERACTIONS: (
        *_KEYS,
        _ADDRESS_KEY,
        Field("datum", "datetime", N_("Contact date"), essential=True),
        _TIME,
        Field("kanaal", "text", N_("Channel")),
        Field("richting", "choice", N_("Direction"), RICHTING),
        Field("soort", "text", N_("Kind of contact")),
        Field("aantal", "number", N_("Quantity")),
        Field("waardering", "number", N_("Rating (1-5)")),
        Field("opgelost", "flag", N_("Solved")),
        Field("onderwerp", "text", N_("Subject")),
    ),
    SURVEY: (
        *_KEYS,
        _ADDRESS_KEY,
        Field("datum", "datetime", N_("Answer date")),
        _TIME,
        Field("item", "text", N_("Question (long form)"), virtual=True),
        Field("antwoord", "number", N_("Answer (long form)"), virtual=True),
        Field("dimensie", "text", N_("Dimension (long form)"), virtual=True),
        Field("schaal", "text", N_("Scale (long form)"), virtual=True),
        Field("omgekeerd", "flag", N_("Reversed (long form)"), virtual=True),
    ),
}

#: how a column's format is named in reports and in `--set column=format`
DATE_FORMATS: Final = ("dmy", "mdy", "ymd", "excel")
NUMBER_FORMATS: Final = ("comma", "point")

#: dimensions that a survey item can be tied to (domain §5)
SURVEY_DIMENSIONS: Final = (
    "affectief",
    "normatief",
    "calculatief",
    "competentie",
    "integriteit",
    "welwillendheid",
    "systeemkwaliteit",
    "informatiekwaliteit",
    "servicekwaliteit",
    "tevredenheid",
    "engagement_cognitief",
    "engagement_affectie",
    "engagement_activatie",
    "beleving_cognitief",
    "beleving_affectief",
    "beleving_emotioneel",
    "beleving_sociaal",
    "beleving_fysiek",
    "inspanning",
    "nps",
)
#: scales: name → (lowest, highest answer)
SCALES: Final[dict[str, tuple[float, float]]] = {
    "1-5": (1, 5),
    "1-7": (1, 7),
    "0-10": (0, 10),
    "1-10": (1, 10),
    "0-100": (0, 100),
}


def field(kind: str, name: str) -> Field | None:
    """The field of that name in that kind of sheet, or None."""
    return _BY_NAME[kind].get(name)


def columns(kind: str) -> tuple[Field, ...]:
    """The fields of a kind that are database columns of the row itself (for customers: of the customer)."""
    names = {f.name for f in _KEYS}
    return tuple(f for f in FIELDS[kind] if not f.virtual and (kind == CUSTOMERS or f.name not in names))


_BY_NAME: Final = {kind: {f.name: f for f in fields} for kind, fields in FIELDS.items()}
