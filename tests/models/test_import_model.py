"""Random imports between merges, splits, deletions, hand work and answers, against a model of twenty lines:
what is in force, what the file said last, what waits for an answer, and whose every order is."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from models import changes, hand, hand_lists
from models.database import Base, open_base
from models.importing import write_sheet
from tests.models.sheets import sheet

PLACES = ("Ede", "Epe", "Oss", "Assen")
NUMBERS = ("1", "2", "3", "4", "5")


@dataclass
class Person:
    """A customer as it should be."""

    file: str | None = None
    mine: str | None = None
    waits: bool = False
    kept: str | None = None
    merged: str | None = None
    deleted: bool = False
    orders: dict[str, float] = field(default_factory=dict)


class World:
    """The base and its model, moved together."""

    def __init__(self, base: Base, seed: int) -> None:
        self.base, self.draw = base, random.Random(seed)
        self.people: dict[str, Person] = {}
        self.file_wins = False

    def change(self, *statements: str) -> None:
        with changes.change(self.base, "edit", kind="edit"):
            for statement in statements:
                self.base.sql(statement)

    def id(self, number: str) -> int:
        row = self.base.sql("SELECT id FROM customers WHERE klantnummer = ?", (number,)).fetchone()
        return int(row[0])

    def gone(self, person: Person) -> bool:
        return person.deleted or bool(person.merged and self.people[person.merged].deleted)

    def one(self, *, alone: bool = False) -> tuple[str, Person] | None:
        found = [
            (n, p)
            for n, p in self.people.items()
            if not p.deleted
            and not (alone and (p.merged or any(o.merged == n for o in self.people.values())))
        ]
        return self.draw.choice(found) if found else None

    # ------------------------------------------------------------ what a person does

    def by_hand(self) -> None:
        if not (found := self.one()):
            return
        number, person = found
        said = self.draw.choice(PLACES)
        # set again over a question, or over an answer: that refuses the file's word of now
        refused = (person.waits or person.kept is not None) and person.file not in (None, said)
        person.mine, person.waits = said, False
        person.kept = person.file if refused else None
        with changes.change(self.base, "edit", kind="edit"):
            hand.set_hand(self.base, [self.id(number)], "plaats", person.mine, reason=None, who="ik")

    def answer(self) -> None:
        waiting = [(n, p) for n, p in self.people.items() if p.waits]
        if not waiting:
            return
        number, person = self.draw.choice(waiting)
        answer = self.draw.choice((hand_lists.MINE, hand_lists.FILE))
        row = self.base.sql("SELECT id FROM hand_values WHERE customer_id = ?", (self.id(number),)).fetchone()
        with changes.change(self.base, "answer", kind="edit"):
            hand_lists.decide(self.base, {row[0]: answer})
        person.waits = False
        if answer == hand_lists.MINE:
            person.kept = person.file
        else:
            person.mine = person.kept = None

    def merge(self) -> None:
        one, other = self.one(alone=True), self.one(alone=True)
        if not one or not other or one[0] == other[0]:
            return
        one[1].merged = other[0]
        self.change(f"UPDATE customers SET merged_into = {self.id(other[0])} WHERE id = {self.id(one[0])}")

    def split(self) -> None:
        for number, person in self.people.items():
            if person.merged and not self.gone(person):
                person.merged = None
                self.change(f"UPDATE customers SET merged_into = NULL WHERE id = {self.id(number)}")
                return

    def delete(self) -> None:
        if found := self.one(alone=True):
            found[1].deleted = True
            self.change(f"UPDATE customers SET deleted = 1 WHERE id = {self.id(found[0])}")

    def bring_back(self) -> None:
        for number, person in self.people.items():
            if person.deleted:
                person.deleted = False
                self.change(f"UPDATE customers SET deleted = 0 WHERE id = {self.id(number)}")
                return

    def choose(self) -> None:
        self.file_wins = not self.file_wins
        fields = json.dumps(["plaats"] if self.file_wins else [])
        self.change(
            "DELETE FROM settings WHERE name = 'file_wins'",
            f"INSERT INTO settings(name, value) VALUES ('file_wins', '{fields}')",
        )

    # ------------------------------------------------------------ what a file does

    def bring(self, kind: str, rows: list[dict[str, Any]], rejected: int) -> None:
        """Import the rows twice: the second time nothing is written."""
        again = sheet(kind, rows, size=self.draw.choice((1, 2, 100)))
        for time in range(2):
            with changes.change(self.base, "import", kind="import"):
                report = write_sheet(self.base, again)
            assert report.read == report.created + report.updated + report.unchanged + report.rejected
            assert report.rejected == rejected
            if time:
                assert report.unchanged == report.read - rejected
                assert changes.history(self.base)[0].rows == 0

    def customers(self) -> None:
        rows, rejected = [], 0
        for number in self.draw.sample(NUMBERS, self.draw.randrange(1, 5)):
            said = self.draw.choice((*PLACES, None))
            rows.append({"klantnummer": number, "plaats": said})
            person = self.people.get(number)
            if person is None:
                self.people[number] = Person(said)
            elif self.gone(person):
                rejected += 1
            elif said is not None:
                self.hear(person, said)
        self.bring("customers", rows, rejected)

    def hear(self, person: Person, said: str) -> None:
        person.file = said
        if person.mine is None or said == person.mine:
            person.waits = False
        elif self.file_wins:
            person.mine, person.waits, person.kept = None, False, None
        else:
            person.waits = said != person.kept and not person.merged

    def order_rows(self) -> None:
        rows, rejected = [], 0
        for number in self.draw.sample(NUMBERS, self.draw.randrange(1, 4)):
            person = self.people.setdefault(number, Person())
            for order in self.draw.sample(("X", "Y", f"eigen {number}"), 2):
                amount = float(self.draw.randrange(1, 4))
                day = f"2025-0{number}-01"  # two shops may have one number, not on one day
                rows.append({"klantnummer": number, "bestelnummer": order, "datum": day, "bedrag": amount})
                if self.gone(person):
                    rejected += 1
                else:
                    person.orders[order] = amount
        self.bring("orders", rows, rejected)

    # ------------------------------------------------------------ are they equal?

    def compare(self) -> None:
        found = {
            row[0]: row[1:]
            for row in self.base.sql(
                "SELECT c.klantnummer, c.plaats, h.value, h.file_value, h.offered_by IS NOT NULL, "
                "h.id IS NOT NULL FROM customers c LEFT JOIN hand_values h ON h.customer_id = c.id"
            )
        }
        wanted = {}
        for number, person in self.people.items():
            by_hand = person.mine is not None
            wanted[number] = (
                person.mine if by_hand else person.file,
                person.mine,
                person.file if by_hand else None,
                int(person.waits),
                int(by_hand),
            )
        assert found == wanted
        orders: dict[str, dict[str, float]] = {number: {} for number in self.people}
        for number, order, amount in self.base.sql(
            "SELECT c.klantnummer, o.bestelnummer, o.bedrag FROM orders o "
            "JOIN customers c ON c.id = o.customer_id"
        ):
            assert order not in orders[number]
            orders[number][order] = amount
        assert orders == {number: person.orders for number, person in self.people.items()}


@pytest.fixture
def base() -> Iterator[Base]:
    with open_base("", memory=True) as opened:
        yield opened


@pytest.mark.parametrize("seed", range(12))
def test_imports_and_hand_work_in_any_order_end_as_the_model_says(base: Base, seed: int) -> None:
    world = World(base, seed)
    deeds = [world.customers] * 4 + [world.order_rows] * 3 + [world.by_hand] * 3 + [world.answer] * 2
    deeds += [world.merge, world.merge, world.split, world.delete, world.bring_back, world.choose]
    for _step in range(40):
        world.draw.choice(deeds)()
        world.compare()
