"""The words for codes: what a user reads where the program says `stille_genieter` or `commitment`.

One table for window, workbook and terminal, so that a cell has one name everywhere.
"""

from typing import Final

from core.cells import SEPARATOR
from core.text import N_, _

SETS: Final[dict[str, str]] = {
    "strategie": N_("Relationship × value"),
    "relatie": N_("Relationship type"),
    "waarde": N_("Customer value matrix"),
    "engagement": N_("Engagement matrix"),
    "scrm": N_("S-CRM house"),
    "rfm": N_("Recency, frequency, amount"),
    "almost": N_("Almost customers"),
    "participatie": N_("Participation"),
    "binding": N_("Binding"),
    "eigen": N_("Own segments"),
}

_BUILT_IN: Final = frozenset(SETS) - {"eigen"}
_ANYWHERE: Final[dict[str, str]] = {
    "onbekend": N_("unknown"),
    "geen": N_("none"),
    "occasioneel": N_("occasional"),
    "langdurig": N_("long-term"),
    "gedwongen": N_("obliged"),
    "vrek": N_("miser"),
    "promoter": N_("promoter"),
    "stille_genieter": N_("silent enjoyer"),
    "kampioen": N_("champion"),
    "koopt_veel": N_("buys a lot"),
    "koopt_weinig": N_("buys little"),
    "prospect": N_("prospect"),
    "nvt": N_("n/a"),
    "transactioneel": N_("transactional"),
    "permanent": N_("permanent"),
    "delighted": N_("delighted"),
    "loyaal": N_("loyal"),
    "fan": N_("fan"),
    "acquisitie": N_("acquisition"),
    "acquisitie_laag": N_("acquisition, low involvement"),
    "acquisitie_hoog": N_("acquisition, high involvement"),
    "retentie": N_("retention"),
    "retentie_laag": N_("retention, low involvement"),
    "retentie_hoog": N_("retention, high involvement"),
    "beeindigen": N_("ending"),
    "beeindigen_laag": N_("ending, low involvement"),
    "beeindigen_hoog": N_("ending, high involvement"),
    "met_rust_laten": N_("leave in peace"),
    "kampioenen": N_("champions"),
    "trouwe_klanten": N_("loyal customers"),
    "potentieel_trouw": N_("potentially loyal"),
    "nieuwe_klanten": N_("new customers"),
    "veelbelovend": N_("promising"),
    "aandacht_nodig": N_("needs attention"),
    "dreigt_weg_te_vallen": N_("about to leave"),
    "niet_verliezen": N_("not to be lost"),
    "slapend": N_("sleeping"),
    "verloren": N_("lost"),
    "enkelvoudige_interactie": N_("single interaction"),
    "eenmalige_observatie": N_("single observation"),
    "continue_dialoog": N_("continuous dialogue"),
    "continue_monitoring": N_("continuous monitoring"),
    "gevoel": N_("bound by feeling"),
    "loyaliteit": N_("bound by loyalty"),
    "kosten": N_("bound by costs"),
    "gemengd": N_("mixed binding"),
    "zwak": N_("weakly bound"),
    "geen_keuze": N_("no choice"),
    "laag": N_("low"),
    "midden": N_("medium"),
    "hoog": N_("high"),
}
_IN_SET: Final[dict[tuple[str, str], str]] = {
    ("eigen", "overig"): N_("in no own segment"),
    ("almost", "geen"): N_("no almost customer"),
    ("participatie", "geen"): N_("no contact of their own"),
}
SCORES: Final[dict[str, str]] = {
    "commitment": N_("Commitment"),
    "calculative": N_("Being tied"),
    "trust": N_("Trust"),
    "satisfaction": N_("Satisfaction"),
    "relationship_quality": N_("Relationship quality"),
    "engagement": N_("Customer engagement"),
    "negative_engagement": N_("Negative engagement"),
    "relational_exchange": N_("Relational exchange"),
    "emotional_bond": N_("Emotional bond"),
}
COMPONENTS: Final[dict[str, str]] = {
    "affectief": N_("Affective"),
    "normatief": N_("Normative"),
    "competentie": N_("Competence"),
    "integriteit": N_("Integrity"),
    "welwillendheid": N_("Benevolence"),
    "cognitief": N_("Cognitive"),
    "emotioneel": N_("Emotional"),
    "gedrag": N_("Behaviour"),
    "negatief": N_("Negative"),
}


OUTCOMES: Final[dict[str, str]] = {
    "relatievorm": N_("Relationship type"),
    "almost_type": N_("Almost customer"),
    "binding": N_("Binding"),
    "clv": N_("Customer value"),
    "crv": N_("Referral value"),
    **SCORES,
}


def outcome_name(code: str) -> str:
    """The name of a computed outcome that a person can set."""
    return _(OUTCOMES[code]) if code in OUTCOMES else code.replace("_", " ")


def set_name(code: str) -> str:
    """The name of a segment set; an own set keeps the name its maker gave it."""
    return _(SETS[code]) if code in SETS else code


def cell_name(code: str, set_code: str = "") -> str:
    """The name of a cell or other code; 'langdurig · kampioen' word by word; an own word stays as it is."""
    if SEPARATOR in code:
        # nothing known of either is said once
        return SEPARATOR.join(dict.fromkeys(cell_name(part) for part in code.split(SEPARATOR)))
    if set_code and set_code not in _BUILT_IN and (set_code, code) not in _IN_SET:
        return code  # the name that its maker gave it
    found = _IN_SET.get((set_code, code)) or _ANYWHERE.get(code)
    return _(found) if found else code.replace("_", " ")


def score_name(code: str) -> str:
    """The name of a score or of a component of one."""
    found = SCORES.get(code) or COMPONENTS.get(code)
    return _(found) if found else code.replace("_", " ")


def coverage_word(coverage: float | None) -> str:
    """laag < 1/3 ≤ midden < 2/3 ≤ hoog (domain §2); '' when nothing was measured."""
    if coverage is None or coverage != coverage or coverage <= 0:  # noqa: PLR0124 - NaN
        return ""
    if coverage < 1 / 3:
        return _("low")
    return _("medium") if coverage < 2 / 3 else _("high")
