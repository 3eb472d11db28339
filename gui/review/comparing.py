"""What a person chooses while customers stand side by side: who stays, who belongs, whose value of a field.

No Qt here. The proposals come from `actions.merging.compare`; everything that is shown is handed over as a
pick, so that what happens is what was seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from core.text import _, ngettext, number
from gui.review.words import counted, listed, who_text

if TYPE_CHECKING:
    from actions.merging import Comparison, FieldCompared, Side

#: a pick instead of a customer: everybody's value (as `actions.merging.TOGETHER`)
TOGETHER: Final = 0
#: this many fields are named in a sentence
_NAMED: Final = 4


@dataclass
class Choice:
    """Begins as it is proposed."""

    compared: "Comparison"
    survivor: int
    dropped: set[int] = field(default_factory=set)
    picks: dict[str, int] = field(default_factory=dict)

    @property
    def sides(self) -> "Sequence[Side]":
        """All that are compared, in their order."""
        return self.compared.sides

    def members(self) -> "list[Side]":
        """Who belongs together, as chosen."""
        return [side for side in self.sides if side.customer_id not in self.dropped]

    def others(self) -> list[int]:
        """Who goes up in the survivor."""
        return [side.customer_id for side in self.members() if side.customer_id != self.survivor]

    def stay(self, customer: int) -> None:
        """This one stays; who stays belongs."""
        self.dropped.discard(customer)
        self.survivor = customer

    def toggle(self, customer: int) -> None:
        """In or out; two at least stay in, and the survivor is one of them."""
        if customer in self.dropped:
            self.dropped.discard(customer)
        elif len(self.members()) > 2:
            self.dropped.add(customer)
            if customer == self.survivor:
                self.survivor = self.members()[0].customer_id
        self.picks = {name: who for name, who in self.picks.items() if who not in self.dropped}

    def pick(self, line: "FieldCompared", source: int) -> None:
        """This one's value stays (TOGETHER: everybody's); what belongs together goes together."""
        if line.fixed or not line.pickable or source in self.dropped:
            return
        for one in self.compared.fields:
            if one.field == line.field or (line.group and one.group == line.group and not one.fixed):
                self.picks[one.field] = source

    def winner(self, line: "FieldCompared") -> int:
        """Whose value of a field stays: as chosen, as proposed, else of the first who has one."""
        for source in (self.picks.get(line.field), line.proposed):
            if source is not None and source not in self.dropped:
                return source
        filled = [one.customer_id for one in line.values if one.value not in (None, "")]
        there = [customer for customer in filled if customer not in self.dropped]
        return self.survivor if self.survivor in there or not there else there[0]

    def result(self, line: "FieldCompared") -> Any:
        """The value that the merged customer will have."""
        winner = self.winner(line)
        if winner == TOGETHER:
            return line.together
        return next(one.value for one in line.values if one.customer_id == winner)

    def every_pick(self) -> dict[str, int]:
        """Field → whose value: all that can be picked, as shown."""
        return {line.field: self.winner(line) for line in self.compared.fields if line.pickable}

    def sentence(self) -> str:
        """What will happen, in words."""
        names = {side.customer_id: who_text(side.name, side.klantnummer) for side in self.sides}
        going = [side for side in self.members() if side.customer_id != self.survivor]
        rows = [
            sum(getattr(side, name) for side in going)
            for name in ("orders", "contracts", "contacts", "answers")
        ]
        others, survivor = listed([names[side.customer_id] for side in going]), names[self.survivor]
        if any(rows):
            text = ngettext(
                "{what} of {others} will stand with {survivor}.",
                "{what} of {others} will stand with {survivor}.",
                sum(rows),
            )
        else:
            text = ngettext("{others} goes up in {survivor}.", "{others} go up in {survivor}.", len(going))
        said = [text.format(what=counted(*rows), others=others, survivor=survivor)]
        taken = self._taken()
        if taken:
            said.append(_taken_words(taken))
        if self.dropped:
            apart = [names[side.customer_id] for side in self.sides if side.customer_id in self.dropped]
            text = ngettext(
                "{others} stays apart and is not proposed again.",
                "{others} stay apart and are not proposed again.",
                len(apart),
            )
            said.append(text.format(others=listed(apart)))
        said.append(_("Splitting is always possible."))
        return " ".join(said)

    def _taken(self) -> "list[FieldCompared]":
        """The fields in which the survivor gets another value than its own."""
        found = []
        for line in self.compared.fields:
            own = next(one.value for one in line.values if one.customer_id == self.survivor)
            if line.pickable and line.differs and self.result(line) != own:
                found.append(line)
        return found


def _taken_words(lines: "Sequence[FieldCompared]") -> str:
    names = [line.label for line in lines[:_NAMED]]
    rest = len(lines) - _NAMED
    if rest > 0:
        names.append(ngettext("{n} more", "{n} more", rest).format(n=number(rest)))
    text = ngettext(
        "There it gets {n} other value: {fields}.", "There it gets {n} other values: {fields}.", len(lines)
    )
    return text.format(n=number(len(lines)), fields=listed(names))
