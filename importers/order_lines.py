"""Order lines: is an amount the line's or the whole order's, and what do a number and a status tell?

The amount is the line's (design §4); where only the first line of a number is filled, or a total repeats one
value on each line, it is the order's: it counts once, on the order's first line.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from core.rows import KEEP, Detected
from core.text import _, ngettext
from importers.cells import Cell, text_of

LINE: Final = "line"
FIRST: Final = "first"
REPEATED: Final = "repeated"
PRODUCT: Final = "product"
PRICE: Final = "price"

_CREDIT: Final = re.compile(r"[Cc]\d+")
_MOST_ORDERS: Final = 300_000
#: most columns of an order's first line are the order's; blank ones below it are filled from there
_ORDER_FIELDS: Final = (
    *("klantnummer", "email", "voornaam", "voorletters", "tussenvoegsel", "achternaam", "bedrijfsnaam"),
    *("postcode", "huisnummer", "datum", "kanaal", "status", "geannuleerd_op"),
)
_KEY_FIELDS: Final = _ORDER_FIELDS[:9]


@dataclass
class Lines:
    """What the lines of each order number show, line by line."""

    #: number → [first amount, lines, blank lines below, other amounts below]
    orders: dict[Cell, list[Any]] = field(default_factory=dict)
    credits: int = 0
    full: bool = False

    def add(self, numbers: Sequence[Cell], amounts: Sequence[Cell]) -> None:
        """Look at some more lines."""
        orders = self.orders
        if self.full:
            return
        for number, amount in zip(numbers, amounts, strict=True):
            if number == "":
                continue
            known = orders.get(number)
            if known is None:
                orders[number] = [amount, 1, 0, 0]
                continue
            known[1] += 1
            if amount == "":
                known[2] += 1
            elif amount != known[0]:
                known[3] += 1
        self.full = len(orders) > _MOST_ORDERS

    def reading(self, *, is_total: bool) -> str:
        """LINE, FIRST or REPEATED: whose the amounts are."""
        several = [o for o in self.orders.values() if o[1] > 1]
        if not several:
            return LINE
        first_only = sum(o[0] != "" and o[2] == o[1] - 1 for o in several)
        if first_only >= 0.9 * len(several):
            return FIRST
        repeated = sum(o[0] != "" and not o[2] and not o[3] for o in several)
        if is_total and repeated >= 0.9 * len(several):
            return REPEATED
        return LINE


@dataclass(frozen=True)
class Amounts:
    """How an amount is found: `mode`, the field it comes from, and what to tell about it."""

    mode: str
    source: str
    detected: Detected | None = None


def decide(fields: set[str], lines: Lines | None) -> Amounts:
    """How the amounts of a sheet with these fields are found."""
    source = "bedrag" if "bedrag" in fields else "totaal" if "totaal" in fields else "prijs"
    if source == "prijs":
        if "aantal" in fields:
            words = _("there is no column of amounts: quantity × price")
            return Amounts(PRODUCT, source, Detected("product", words, True))
        words = _("there is no column of amounts nor of quantities: the price")
        return Amounts(PRICE, source, Detected("price", words, True))
    mode = lines.reading(is_total=source == "totaal") if lines else LINE
    if mode == LINE:
        return Amounts(LINE, source)
    words = {
        FIRST: _("only the first line of an order has an amount: it is the order's"),
        REPEATED: _("the lines of an order repeat one total: it is the order's"),
    }[mode]
    return Amounts(mode, source, Detected("order", words, True))


def credit_status(numbers: int) -> Detected:
    """What is said when credit notes (C536379 with a negative amount) are read as returns."""
    words = ngettext(
        "{n} line with a number that begins with C and a quantity or amount below zero is a return",
        "{n} lines with a number that begins with C and a quantity or amount below zero are returns",
        numbers,
    ).format(n=numbers)
    return Detected("credit", words, True)


def credits(numbers: Sequence[Cell], figures: Sequence[Cell]) -> int:
    """How many lines have a credit number and a negative figure."""
    with suppress(TypeError):  # numbers of a workbook are no text, and no credit notes
        if "\nc" not in "\n".join(("", *numbers)).lower():  # type: ignore[arg-type]
            return 0
    return sum(
        isinstance(number, str)
        and number[:1] in "Cc"
        and bool(_CREDIT.fullmatch(number))
        and text_of(figure)[:1] in "-("
        for number, figure in zip(numbers, figures, strict=True)
        if number != "" and figure != ""
    )


class Filler:
    """Lines as they stream by: an order's amount counts once, blank cells come from its first line."""

    def __init__(self, amounts: Amounts, *, credit: bool) -> None:
        self.amounts, self.credit = amounts, credit
        self._first: dict[Any, dict[str, Any]] = {}
        #: the order number of the line before, and what its first line says
        self._before: tuple[Any, dict[str, Any]] = (None, {})
        #: places in the chunk at hand of lines that got their date or customer from there
        self.filled: list[int] = []

    def fill(self, columns: dict[str, list[Any]], n: int) -> None:
        """Set `bedrag` (and `status`, and blank cells) of a chunk of `n` cleaned rows, in place."""
        mode, source = self.amounts.mode, self.amounts.source
        if mode == PRODUCT:
            columns["bedrag"] = [
                _times(p, q) for p, q in zip(columns["prijs"], columns["aantal"], strict=True)
            ]
        elif "bedrag" not in columns:
            columns["bedrag"] = columns[source]
        if mode in (FIRST, REPEATED) and "bestelnummer" in columns:
            self._whole_orders(columns, n)
        self.filled = self._lines_below(columns, n) if mode not in (FIRST, REPEATED) else []
        if "terugbetaald" in columns:
            columns["bedrag"] = list(map(_less, columns["bedrag"], columns["terugbetaald"]))
        if "geannuleerd_op" in columns:
            status = columns.get("status") or [None] * n
            cancelled = columns.pop("geannuleerd_op")
            columns["status"] = [
                "geannuleerd" if c is not None and c is not KEEP else s
                for c, s in zip(cancelled, status, strict=True)
            ]
        if self.credit:
            columns["status"] = [
                "retour"
                if isinstance(number, str) and _CREDIT.fullmatch(number) and _negative(amount)
                else None
                for number, amount in zip(columns["bestelnummer"], columns["bedrag"], strict=True)
            ]

    def _lines_below(self, columns: dict[str, list[Any]], n: int) -> list[int]:
        """Lines right below their order's first one that leave its date or customer blank: filled from it."""
        numbers = columns.get("bestelnummer")
        if not numbers or not n:
            return []
        keys = [name for name in _KEY_FIELDS if name in columns]
        gaps = [name for name in ("datum", *keys) if None in columns[name]]
        columns.update((name, list(columns[name])) for name in gaps)
        filled: list[int] = []
        before, first = self._before
        for i in range(n) if gaps else (n - 1,):
            if numbers[i] is None or numbers[i] is KEEP or numbers[i] != before:
                before, first = numbers[i], {name: columns[name][i] for name in ("datum", *keys)}
                continue
            blank = ["datum"] * (columns["datum"][i] is None)
            if all(columns[name][i] is None for name in keys):
                blank += keys
            for name in blank:
                if first.get(name) is not None:
                    columns[name][i] = first[name]
                    if filled[-1:] != [i]:
                        filled.append(i)
        self._before = before, first
        return filled

    def _whole_orders(self, columns: dict[str, list[Any]], n: int) -> None:
        if len(self._first) > _MOST_ORDERS:
            self._first.clear()
        fields = [name for name in _ORDER_FIELDS if name in columns]
        amounts = columns["bedrag"] = list(columns["bedrag"])
        refunds = list(columns["terugbetaald"]) if "terugbetaald" in columns else None
        if refunds is not None:
            columns["terugbetaald"] = refunds
        for i, number in enumerate(columns["bestelnummer"][:n]):
            if number is None or number is KEEP:
                continue
            first = self._first.get(number)
            if first is None:
                self._first[number] = {name: columns[name][i] for name in fields}
                continue
            if amounts[i] is None or self.amounts.mode == REPEATED:
                amounts[i] = 0.0
            if refunds is not None and self.amounts.mode == REPEATED:
                refunds[i] = None  # the order's refund counts once, as its amount does
            for name in fields:
                if columns[name][i] is None:
                    columns[name][i] = first[name]


def _times(price: Any, quantity: Any) -> Any:
    if price is None or price is KEEP or quantity is KEEP:
        return price
    return price if quantity is None else round(price * quantity, 6)


def _less(amount: Any, refund: Any) -> Any:
    """What is left of an amount; a refund counts as one whether or not it has a minus sign."""
    if not isinstance(amount, float) or not isinstance(refund, float) or not refund:
        return amount
    return round(amount - abs(refund), 6)


def _negative(amount: Any) -> bool:
    return isinstance(amount, float) and amount < 0
