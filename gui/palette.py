"""The colours of the window, light and dark, as plain data: nothing of Qt, so that a test can read them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Colours:
    """One palette. Every colour is '#RRGGBB'; text on `background`, `surface` and `soft` reads at 4.5:1."""

    background: str
    surface: str
    sunk: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    soft: str
    warning: str
    warning_ground: str
    bad: str
    geen: str
    occasioneel: str
    langdurig: str
    gedwongen: str

    def relation(self, code: str) -> str:
        """The colour of a relationship type; muted for 'onbekend'."""
        return {
            "geen": self.geen,
            "occasioneel": self.occasioneel,
            "langdurig": self.langdurig,
            "gedwongen": self.gedwongen,
        }.get(code, self.line)

    def cells(self) -> tuple[str, ...]:
        """Colours for the cells of a set, in the order in which cells are shown; they repeat after four."""
        return (self.geen, self.gedwongen, self.occasioneel, self.langdurig)


LIGHT: Final = Colours(
    background="#F6F5F2",
    surface="#FFFFFF",
    sunk="#EFEDE8",
    line="#E2DFD8",
    text="#1F2328",
    muted="#5F6770",
    accent="#0F766E",
    on_accent="#FFFFFF",
    soft="#DCEFEC",
    warning="#9A4B06",
    warning_ground="#FBEBD7",
    bad="#B42318",
    geen="#87909B",
    occasioneel="#3478B9",
    langdurig="#0F766E",
    gedwongen="#B06A1E",
)
DARK: Final = Colours(
    background="#15181B",
    surface="#1D2125",
    sunk="#24292E",
    line="#30363D",
    text="#E8EAED",
    muted="#A0A9B2",
    accent="#4FC3B5",
    on_accent="#10201E",
    soft="#173A37",
    warning="#F0B16B",
    warning_ground="#3A2A16",
    bad="#F28B82",
    geen="#9AA4AE",
    occasioneel="#6FA8DC",
    langdurig="#4FC3B5",
    gedwongen="#E0A458",
)
