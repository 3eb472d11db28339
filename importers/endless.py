"""Ends that say there is none: 'onbepaald', 'doorlopend', 31-12-9999."""

from typing import Final

from importers.cells import Cell, text_of

#: the dates that can be without an end
FIELDS: Final = frozenset({"einde", "contract_einde", "minimumduur_tot"})
#: an end in this year or later is how a program writes "none"
_FAR: Final = "2200"
_WORDS: Final = frozenset(
    {
        *("onbepaald", "onbepaalde tijd", "voor onbepaalde tijd", "onbeperkt", "oneindig", "∞", "doorlopend"),
        *("lopend", "doorloopt", "geen", "geen einde", "geen einddatum", "zonder einddatum", "levenslang"),
        *("tot opzegging", "tot wederopzegging", "permanent", "open", "open einde", "n.v.t.", "nvt"),
        *(
            "indefinite",
            "ongoing",
            "open-ended",
            "no end",
            "no end date",
            "lifetime",
            "never",
            "until cancelled",
        ),
    }
)


def is_word(cell: Cell) -> bool:
    """Whether a cell says in words (or with the year 9999) that there is no end."""
    text = text_of(cell).casefold().strip(" .!")
    return text in _WORDS or "9999" in text


def is_far(iso: object) -> bool:
    """Whether an end that was read is so far off that it stands for none."""
    return isinstance(iso, str) and iso >= _FAR
