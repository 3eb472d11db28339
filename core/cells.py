"""The codes of the outcomes and segment sets (domain §3, §8), in the order in which they are shown."""

from typing import Final

RELATIE: Final = ("geen", "occasioneel", "langdurig", "gedwongen", "onbekend")
ALMOST: Final = ("transactioneel", "permanent", "geen", "onbekend")
WAARDE: Final = (
    "vrek",
    "promoter",
    "stille_genieter",
    "kampioen",
    "koopt_veel",
    "koopt_weinig",
    "prospect",
    "nvt",
    "onbekend",
)
ENGAGEMENT: Final = ("transactioneel", "delighted", "loyaal", "fan", "onbekend")
SCRM: Final = (
    "acquisitie",
    "acquisitie_laag",
    "acquisitie_hoog",
    "retentie",
    "retentie_laag",
    "retentie_hoog",
    "beeindigen",
    "beeindigen_laag",
    "beeindigen_hoog",
    "met_rust_laten",
    "onbekend",
)
PARTICIPATIE: Final = (
    "enkelvoudige_interactie",
    "eenmalige_observatie",
    "continue_dialoog",
    "continue_monitoring",
    "geen",
    "onbekend",
)
BINDING: Final = ("gevoel", "loyaliteit", "kosten", "gemengd", "zwak", "geen_keuze", "onbekend")
RFM: Final = (
    "kampioenen",
    "trouwe_klanten",
    "potentieel_trouw",
    "nieuwe_klanten",
    "veelbelovend",
    "aandacht_nodig",
    "dreigt_weg_te_vallen",
    "niet_verliezen",
    "slapend",
    "verloren",
    "onbekend",
)
#: the scores of a profile (0..100), in the order in which they are shown
SCORES: Final = (
    "commitment",
    "calculative",
    "trust",
    "satisfaction",
    "relationship_quality",
    "engagement",
    "negative_engagement",
    "relational_exchange",
    "emotional_bond",
)
#: every built-in set; `strategie` cells are "relatie · waarde" and exist only where they have customers
SETS: Final[dict[str, tuple[str, ...]]] = {
    "strategie": (),
    "relatie": RELATIE,
    "waarde": WAARDE,
    "engagement": ENGAGEMENT,
    "scrm": SCRM,
    "rfm": RFM,
    "almost": ALMOST,
    "participatie": PARTICIPATIE,
    "binding": BINDING,
}
SEPARATOR: Final = " · "

#: how far up a cell is, in sets where one cell is better than another; who goes to a lower one dropped.
#: Cells that are not here (onbekend, nvt, gedwongen) are neither up nor down.
_HEIGHTS: Final[dict[str, dict[str, int]]] = {
    "relatie": {"geen": 0, "occasioneel": 1, "langdurig": 2},
    "waarde": {
        "prospect": 0,
        "vrek": 1,
        "koopt_weinig": 1,
        "promoter": 2,
        "stille_genieter": 2,
        "koopt_veel": 2,
        "kampioen": 3,
    },
    "engagement": {"transactioneel": 0, "delighted": 1, "loyaal": 1, "fan": 2},
    "scrm": {
        "beeindigen_laag": 0,
        "beeindigen": 0,
        "beeindigen_hoog": 0,
        "retentie_laag": 1,
        "retentie": 1,
        "retentie_hoog": 2,
    },
    "rfm": {
        "verloren": 0,
        "slapend": 1,
        "dreigt_weg_te_vallen": 2,
        "niet_verliezen": 2,
        "aandacht_nodig": 3,
        "veelbelovend": 4,
        "nieuwe_klanten": 4,
        "potentieel_trouw": 5,
        "trouwe_klanten": 6,
        "kampioenen": 7,
    },
}


def dropped(set_code: str, before: str, after: str) -> bool:
    """Whether going from one cell to another is going down. In `strategie` both parts are looked at: one
    goes down and none up."""
    if set_code == "strategie":
        pairs = list(
            zip(("relatie", "waarde"), before.split(SEPARATOR), after.split(SEPARATOR), strict=False)
        )
        steps = [_step(*pair) for pair in pairs]
        return min(steps, default=0) < 0 and max(steps) <= 0
    return _step(set_code, before, after) < 0


def _step(set_code: str, before: str, after: str) -> int:
    heights = _HEIGHTS.get(set_code, {})
    if before not in heights or after not in heights:
        return 0
    return heights[after] - heights[before]


def reading_order(name: str) -> tuple[int, int]:
    """'langdurig · kampioen' after 'geen · prospect': by relationship type, then by value cell."""
    relation, _separator, value = name.partition(SEPARATOR)
    return (
        RELATIE.index(relation) if relation in RELATIE else len(RELATIE),
        WAARDE.index(value) if value in WAARDE else len(WAARDE),
    )
