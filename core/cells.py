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
