"""The codes of the advice (domain §10) and their words: forms, phases, care, personalisation, communities.

Codes are the field's Dutch terms and are never translated; `label` gives the words that a user sees.
"""

from typing import Final

from core.text import N_, _

FORMS: Final = (
    "persoonlijke_contactpersoon",
    "cocreatie",
    "community",
    "persoonlijke_assistentie",
    "zelfbediening",
    "geautomatiseerd",
)
PHASES: Final = ("voor", "tijdens", "na")
GOALS: Final = ("starten", "ontwikkelen", "onderhouden")
CARE: Final = ("webcare", "appcare", "klant_helpt_klant", "klant_helpt_organisatie")
PARADIGMS: Final = ("visueel", "relationeel", "instrumenteel", "commercieel")
TIMINGS: Final = ("decision", "transaction")
COMMUNITIES: Final = ("hulpgroep", "fanclub", "waarde", "defensief")
IMMERSIONS: Final = (
    "tactisch",
    "strategisch",
    "verhalend",
    "psychologisch_emotioneel",
    "cognitief_zintuiglijk",
)
#: the five roles of technology in customer contact (Froehle & Roth 2004)
ROLES: Final = ("vrij", "ondersteund", "gefaciliteerd", "gemedieerd", "gegenereerd")
#: the personalisation continuum: level → (variance, flexibility, designer)
LEVELS: Final[dict[str, tuple[str, str, str]]] = {
    "versioning": ("laag", "laag", "organisatie"),
    "mass_customization": ("hoog", "laag", "organisatie_en_klant"),
    "one_to_one": ("laag", "hoog", "organisatie_en_klant"),
    "cocreatie": ("hoog", "hoog", "organisatie_en_klant"),
    "reverse_marketing": ("hoog", "hoog", "klant"),
}
KPIS: Final = (
    "conversie",
    "tweede_aankoop",
    "herhaalaankoop",
    "behoud",
    "opzegging_voorkomen",
    "terugwinnen",
    "tevredenheid",
    "opgelost",
    "verwijzingen",
    "cocreatie",
    "zelf_gelukt",
    "kosten_per_contact",
    "clv",
    "tijdig_voldaan",
    "gegevens",
)

#: what a rule can give points to: prefix → codes; channels come from the catalogue
TARGETS: Final[dict[str, tuple[str, ...]]] = {
    "form": FORMS,
    "goal": GOALS,
    "care": CARE,
    "level": tuple(LEVELS),
    "paradigm": PARADIGMS,
    "timing": TIMINGS,
    "community": COMMUNITIES,
    "immersion": IMMERSIONS,
    "kpi": KPIS,
    "role": ROLES,
}

_LABELS: Final[dict[str, str]] = {
    # forms of the relationship
    "persoonlijke_contactpersoon": N_("personal contact person"),
    "cocreatie": N_("co-creation"),
    "community": N_("community"),
    "persoonlijke_assistentie": N_("personal assistance"),
    "zelfbediening": N_("self-service"),
    "geautomatiseerd": N_("automated service"),
    # phases and goals
    "voor": N_("before the purchase"),
    "tijdens": N_("during the purchase"),
    "na": N_("after the purchase"),
    "starten": N_("start the relationship"),
    "ontwikkelen": N_("develop the relationship"),
    "onderhouden": N_("maintain the relationship"),
    # social care
    "webcare": N_("webcare: the organisation helps the customer"),
    "appcare": N_("appcare: the organisation helps the customer in apps"),
    "klant_helpt_klant": N_("customers help customers"),
    "klant_helpt_organisatie": N_("customers help the organisation"),
    # personalisation
    "versioning": N_("versions per group (versioning)"),
    "mass_customization": N_("mass customisation"),
    "one_to_one": N_("one-to-one"),
    "reverse_marketing": N_("reverse marketing: the customer leads"),
    "visueel": N_("visual: form and appearance"),
    "relationeel": N_("relational: meaning and dialogue"),
    "instrumenteel": N_("instrumental: ease of use"),
    "commercieel": N_("commercial: content and offer"),
    "decision": N_("decision: help with choosing"),
    "transaction": N_("transaction: during and after the purchase"),
    # communities and immersion
    "hulpgroep": N_("help group"),
    "fanclub": N_("fan club"),
    "waarde": N_("value community"),
    "defensief": N_("defensive community"),
    "tactisch": N_("tactical: absorbed in a task"),
    "strategisch": N_("strategic: weighing options"),
    "verhalend": N_("narrative: carried along by a story"),
    "psychologisch_emotioneel": N_("psychological and emotional: feeling involved"),
    "cognitief_zintuiglijk": N_("cognitive and sensory: seeing and trying it"),
    # roles of technology
    "vrij": N_("technology-free"),
    "ondersteund": N_("technology-assisted"),
    "gefaciliteerd": N_("technology-facilitated"),
    "gemedieerd": N_("technology-mediated"),
    "gegenereerd": N_("technology-generated"),
    # what is measured
    "conversie": N_("first purchases"),
    "tweede_aankoop": N_("second purchase"),
    "herhaalaankoop": N_("repeat purchases"),
    "behoud": N_("staying a customer"),
    "opzegging_voorkomen": N_("contracts that go on"),
    "terugwinnen": N_("winning back"),
    "tevredenheid": N_("satisfaction"),
    "opgelost": N_("solved complaints"),
    "verwijzingen": N_("referrals"),
    "zelf_gelukt": N_("settled without help"),
    "kosten_per_contact": N_("service costs"),
    "clv": N_("customer value"),
    "tijdig_voldaan": N_("done on time"),
    "gegevens": N_("known data"),
    # S-CRM
    "acquisitie": N_("acquisition"),
    "retentie": N_("retention"),
    "beeindigen": N_("ending"),
    "met_rust_laten": N_("leave in peace"),
    "onbekend": N_("unknown"),
    # types of relationship
    "geen": N_("no relationship yet"),
    "occasioneel": N_("occasional"),
    "langdurig": N_("long-term"),
    "gedwongen": N_("compelled"),
    # days and parts of a day
    "maandag": N_("Monday"),
    "dinsdag": N_("Tuesday"),
    "woensdag": N_("Wednesday"),
    "donderdag": N_("Thursday"),
    "vrijdag": N_("Friday"),
    "zaterdag": N_("Saturday"),
    "zondag": N_("Sunday"),
    "nacht": N_("at night"),
    "ochtend": N_("in the morning"),
    "middag": N_("in the afternoon"),
    "avond": N_("in the evening"),
    # why a channel may or may not be used
    "toestemming": N_("the customer gave consent"),
    "bestaande_klant": N_("existing customer, own similar products"),
    "geen_bezwaar": N_("no objection on record"),
    "bezwaar": N_("the customer objects to direct marketing"),
    "ingetrokken": N_("the customer said no, or withdrew consent"),
    "geen_toestemming": N_("no consent on record"),
    "geen_gegeven": N_("the contact detail is missing"),
    "geen_keuze": N_("compelled customers get no promotion"),
}
WEEKDAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
DAYPARTS: Final = ("nacht", "ochtend", "middag", "avond")
MONTHS: Final = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


def label(code: str) -> str:
    """The words for a code, in the user's language; an unknown code is its own label."""
    return _(_LABELS[code]) if code in _LABELS else code


def month(number: int) -> str:
    """The name of month 1..12."""
    return _(MONTHS[number - 1])
