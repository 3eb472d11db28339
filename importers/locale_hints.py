"""What a file as a whole shows about its country: evidence for columns that could be read two ways.

Only these count (design §4): a delimiter `;`, Dutch headers or month names, and a sibling column whose own
cells are certain. English headers, a comma as delimiter or a decimal point say nothing about day and month.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.text import _

#: words of headers that Dutch writes and English does not
_WORDS: Final = """
aanhef aankoop aankoopdatum aanmaakdatum aantal achternaam adres afspraak antwoord bedrag bedrijf
bedrijfsnaam behandelaar bestel besteldatum bestelling bestellingen bestelnr bestelnummer betaald betaling
beoordeling categorie contactmoment contractnummer debiteur debiteurnr debiteurnummer eenheid
einddatum einde eind factuur factuurdatum factuurnr factuurnummer geboorte geboortedatum gemeente geslacht
huisnr huisnummer ingangsdatum inschrijfdatum kanaal klacht klant klantcode klanten klantid
klantnaam klantnr klantnummer klantsoort korting laatste eerste leverdatum lidnummer lid looptijd
maand marge mobiel naam omschrijving omzet onderwerp ontvangen opgelost opgezegd opmerking opmerkingen
opzegtermijn opzegdatum opzegkosten orderdatum orderbedrag ordernr plaats plaatsnaam prijs relatie
relatiecode relatienummer richting soort startdatum straat straatnaam tarief telefoonnummer
tevredenheid toestemming toevoeging totaal totaalbedrag tussenvoegsel vanaf verkoop verkoopdatum verlengd
vervaldatum verzenddatum voorkeur voorletters voornaam voorvoegsel waarde waardering woonplaats datum
ingang sinds klantsinds kosten wijzigingsdatum contactdatum orderregel artikel artikelen stuksprijs"""
_DUTCH_WORDS: Final = frozenset(_WORDS.split())


@dataclass(frozen=True)
class Hints:
    """The evidence of one file. Column names of siblings are kept, as the user is told why."""

    semicolon: bool = False
    dutch_headers: tuple[str, ...] = ()
    dutch_months: str = ""
    dmy_columns: tuple[str, ...] = ()
    mdy_columns: tuple[str, ...] = ()
    comma_columns: tuple[str, ...] = ()
    point_columns: tuple[str, ...] = ()

    def for_dates(self) -> tuple[str, str] | None:
        """(dmy or mdy, why in words), or None: nothing decides."""
        if self.dmy_columns and self.mdy_columns:
            return None
        if self.dmy_columns:
            return "dmy", _("column {name} is certain").format(name=self.dmy_columns[0])
        if self.mdy_columns:
            return "mdy", _("column {name} is certain").format(name=self.mdy_columns[0])
        found = self._dutch()
        if found is None and self.comma_columns:
            found = _("column {name} has a decimal comma").format(name=self.comma_columns[0])
        return ("dmy", found) if found else None

    def for_numbers(self) -> tuple[str, str] | None:
        """(comma or point, why in words), or None: nothing decides."""
        if self.comma_columns and self.point_columns:
            return None
        if self.comma_columns:
            return "comma", _("column {name} has a decimal comma").format(name=self.comma_columns[0])
        if self.point_columns:
            return "point", _("column {name} has a decimal point").format(name=self.point_columns[0])
        found = self._dutch()
        return ("comma", found) if found else None

    def _dutch(self) -> str | None:
        if self.dutch_months:
            return _("the months in {name} are Dutch").format(name=self.dutch_months)
        if self.dutch_headers:
            return _("the headers are Dutch ({name})").format(name=self.dutch_headers[0])
        return _("the file is separated by semicolons") if self.semicolon else None


def dutch_headers(headers: Sequence[str]) -> tuple[str, ...]:
    """The headers that are evidently Dutch."""
    found = []
    for header in headers:
        words = re.findall(r"[a-zà-ÿ]+", header.casefold())
        if any(word in _DUTCH_WORDS for word in [*words, "".join(words)]):
            found.append(header)
    return tuple(found)
