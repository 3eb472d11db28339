"""Amounts that are not in euros: a file may say so in a column beside them or in the cells themselves."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from importers.cells import Cell
from importers.content import Content
from importers.synonyms import compact

_HEADERS: Final = frozenset(
    {"valuta", "valutacode", "munt", "muntsoort", "currency", "currencycode", "ordercurrency"}
)
_EURO: Final = frozenset({"eur", "euro", "euros", "€"})
_SIGN: Final = re.compile(r"[$£¥]|\b(?:USD|GBP|CHF|SEK|DKK|NOK|PLN|CZK|JPY|CAD|AUD)\b")


def foreign(contents: Mapping[str, Content], amounts: Iterable[Cell]) -> str:
    """The first currency besides the euro that columns or amounts name; '' for none."""
    for header, content in contents.items():
        if compact(header) in _HEADERS:
            for sample in content.samples:
                if sample.strip().casefold() not in _EURO and len(sample) <= 12:
                    return sample
    for cell in amounts:
        if isinstance(cell, str) and (found := _SIGN.search(cell)):
            return found[0]
    return ""
