"""What a base of customers should hold, in plain Python: files, a person's word over them, and merges.

Written apart from the program, for the state machine: every deed is done here too, and both must agree.
"""

from dataclasses import dataclass, field
from typing import Any

KEY = "klantnummer"
CONSENT = "toestemming_email"
FORM = "relatievorm"
#: fields that a file may have; FORM is set by hand only
FILE_FIELDS = (KEY, "voornaam", "telefoon", "notities", "omzet", CONSENT)
FIELDS = (*FILE_FIELDS, FORM)
BOTH = 0


@dataclass
class Word:
    """What a person said of a field: by itself, and taken over from another customer (value, from whom)."""

    own: tuple[Any, ...] = ()
    taken: tuple[Any, int] | None = None

    @property
    def value(self) -> Any:
        """The word that counts."""
        return self.taken[0] if self.taken else self.own[0]


@dataclass
class Person:
    """A customer: the file's values, the words over them, whom it was merged into, gone or not."""

    facts: dict[str, Any] = field(default_factory=lambda: dict.fromkeys(FILE_FIELDS))
    words: dict[str, Word] = field(default_factory=dict)
    into: int | None = None
    deleted: bool = False

    def value(self, name: str) -> Any:
        """The value in force."""
        return self.words[name].value if name in self.words else self.facts.get(name)


class People:
    """All customers and their orders (number of the order → of whom, amount)."""

    def __init__(self) -> None:
        self.all: dict[int, Person] = {}
        self.orders: dict[tuple[str, int], float] = {}
        self.links: list[int] = []
        self.next_id = 1

    def root(self, one: int) -> int:
        """The last survivor."""
        while (into := self.all[one].into) is not None:
            one = into
        return one

    def below(self, one: int) -> set[int]:
        """The customer and who hangs on it."""
        return {one}.union(*(self.below(c) for c, p in self.all.items() if p.into == one))

    def living(self) -> list[int]:
        """Who is a customer."""
        return [c for c, p in sorted(self.all.items()) if p.into is None and not p.deleted]

    def shown(self) -> dict[int, Any]:
        """What must be equal to the base."""
        return {
            one: (
                tuple(person.facts[name] for name in FILE_FIELDS),
                tuple(person.value(name) for name in FIELDS),
                {name: word.taken[1] if word.taken else None for name, word in person.words.items()},
                person.into,
                self.root(one),
                person.deleted,
                {number: amount for (number, owner), amount in self.orders.items() if owner == one},
            )
            for one, person in self.all.items()
        }

    def who(self, number: str) -> int | None:
        """Whose row a file's row with this number is: 0 nobody may have it, None somebody new."""
        holders = [c for c, p in self.all.items() if p.facts[KEY] == number]
        alive = [c for c in holders if not self.all[c].deleted and not self.all[self.root(c)].deleted]
        if len(alive) > 1:
            roots = {self.root(c) for c in alive}
            return roots.pop() if len(roots) == 1 else 0
        if alive:
            return alive[0]
        if holders:
            return 0
        by_hand = [c for c, p in self.all.items() if p.value(KEY) == number and not p.deleted]
        by_hand = [c for c in by_hand if not self.all[self.root(c)].deleted]
        return by_hand[0] if by_hand else None

    def new(self, facts: dict[str, Any]) -> int:
        """A customer that a file makes."""
        one, self.next_id = self.next_id, self.next_id + 1
        self.all[one] = Person(dict.fromkeys(FILE_FIELDS) | facts)
        return one

    def import_customers(self, rows: list[dict[str, Any]]) -> None:
        """A sheet of customers; an empty cell says nothing, a no stays a no."""
        for row in rows:
            one = self.who(row[KEY])
            if one == 0:
                continue
            if one is None:
                self.new(row)
                continue
            facts = self.all[one].facts
            for name, value in row.items():
                if value is not None and not (name == CONSENT and facts[name] == 0):
                    facts[name] = value
        self._carry()

    def import_orders(self, rows: list[tuple[str, str, float]]) -> None:
        """A sheet of orders (customer, number, amount); an unknown customer is made."""
        for number, order, amount in rows:
            one = self.who(number)
            if one == 0:
                continue
            if one is None:
                one = self.new({KEY: number})
            family = {c for c in self.all if self.root(c) == self.root(one)}
            there = sorted(o for o in self.orders if o[0] == order and o[1] in family)
            self.orders[there[0] if there else (order, one)] = amount

    def edit(self, ids: list[int], name: str, value: Any) -> None:
        """A person's word."""
        for one in ids:
            self.all[one].words[name] = Word((value,))

    def clear(self, ids: list[int], name: str) -> None:
        """Back to the file's."""
        for one in ids:
            self.all[one].words.pop(name, None)

    def make(self, values: dict[str, Any]) -> None:
        """A new customer by hand."""
        self.edit([self.new({})], KEY, values[KEY])
        for name, value in values.items():
            self.edit([self.next_id - 1], name, value)

    def delete(self, ids: list[int]) -> None:
        """Gone, with who was merged into them."""
        for one in ids:
            for other in self.below(one):
                self.all[other].deleted = True

    def merge(self, survivor: int, others: list[int], picks: dict[str, int]) -> None:
        """One customer."""
        family = [survivor, *others]
        chosen = {name: picks.get(name, self._proposed(family, name)) for name in FIELDS}
        taken = {name: self._taken(family, name, source) for name, source in chosen.items()}
        for name, pair in taken.items():
            if pair is not None:
                word = self.all[survivor].words.setdefault(name, Word())
                word.taken = pair
        for other in others:
            self.all[other].into = survivor
            self.links.append(other)

    def may_pick(self, family: list[int], name: str, source: int) -> bool:
        """A no cannot be picked away."""
        said_no = any(self.all[c].value(CONSENT) == 0 for c in family)
        return name != CONSENT or not said_no or self.all[source].value(CONSENT) == 0

    def split(self, one: int) -> None:
        """A customer of its own again; what was taken over goes back."""
        above, into = [], self.all[one].into
        while into is not None:
            above.append(into)
            into = self.all[into].into
        below = self.below(one)
        joined = {(up, name) for up in above for name in ("notities", "omzet") if self._is_joined(up, name)}
        self.all[one].into = None
        self.links.remove(one)
        for up in above:
            for name in ("notities", "omzet"):
                if (up, name) in joined:
                    self._join_again(up, name)
            words = self.all[up].words
            for name, word in list(words.items()):
                if word.taken and word.taken[1] in below:
                    self._give_back(up, name)
        self._carry()

    def _give_back(self, one: int, name: str) -> None:
        word = self.all[one].words[name]
        word.taken = None
        if not word.own:
            del self.all[one].words[name]

    def _proposed(self, family: list[int], name: str) -> int:
        values = {c: self.all[c].value(name) for c in family}
        filled = [c for c in family if values[c] is not None]
        if name == CONSENT:
            return next((c for c in family if values[c] == 0), family[0])
        if name in ("notities", "omzet") and len(filled) > 1:
            return BOTH
        said = [c for c in filled if (word := self.all[c].words.get(name)) and not word.taken]
        if name in (KEY, "notities", "omzet"):
            return (filled or family)[0]
        return (said or filled or family)[0]

    def _taken(self, family: list[int], name: str, source: int) -> tuple[Any, int] | None:
        survivor = self.all[family[0]]
        if source == BOTH:
            filled = [c for c in family if self.all[c].value(name) is not None]
            value, origin = together(name, [self.all[c].value(name) for c in family]), (filled or family)[-1]
        else:
            value, origin = self.all[source].value(name), source
            word = self.all[source].words.get(name)
            if word and word.taken and word.taken[1] in self.below(source):
                origin = word.taken[1]
            if name == FORM and word is None:
                return None
        own = survivor.value(name)
        same = own == value and (name in survivor.words or name != FORM)
        return None if same or family[0] in (source, origin) else (value, origin)

    def _told(self, one: int, name: str) -> list[tuple[int, Any]]:
        children = [c for c in self.links if self.all[c].into == one]
        return [(c, self.all[c].value(name)) for c in children if self.all[c].value(name) is not None]

    def _own(self, one: int, name: str) -> Any:
        word = self.all[one].words.get(name)
        return word.own[0] if word and word.own else self.all[one].facts.get(name)

    def _is_joined(self, one: int, name: str) -> bool:
        word = self.all[one].words.get(name)
        if word is None or word.taken is None:
            return False
        told = [value for _, value in self._told(one, name)]
        return bool(word.taken[0] == together(name, [self._own(one, name), *told]))

    def _join_again(self, one: int, name: str) -> None:
        told = self._told(one, name)
        value = together(name, [self._own(one, name), *(value for _, value in told)])
        if not told or value == self._own(one, name):
            self._give_back(one, name)
        else:
            self.all[one].words[name].taken = (value, told[-1][0])

    def _carry(self) -> None:
        """A no of who was merged is the survivor's too, unless a person said otherwise of the survivor."""
        for one, person in sorted(self.all.items()):
            root = self.root(one)
            over = self.all[root]
            said = over.words.get(CONSENT)
            if (
                root != one
                and person.value(CONSENT) == 0
                and over.value(CONSENT) != 0
                and not over.deleted
                and (said is None or said.taken is not None)
            ):
                origin = one
                word = person.words.get(CONSENT)
                if word and word.taken and word.taken[1] in self.below(one):
                    origin = word.taken[1]
                over.words.setdefault(CONSENT, Word()).taken = (0, origin)


def together(name: str, values: list[Any]) -> Any:
    """Notes one under the other, each once; amounts added."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    if name == "omzet":
        return round(sum(known), 2)
    told = ""
    for text in known:
        if f"\n{text}\n" not in f"\n{told}\n":
            told = f"{told}\n{text}" if told else text
    return told
