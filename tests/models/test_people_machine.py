"""Imports, edits, merges, splits, deletions, new customers, undo, redo, restarts and undo of older changes:
after every step the base is what `tests.models.plain_people` and the ledger say, byte for byte.

`KLANTBEELD_EXAMPLES` sets how many runs there are (a few in an ordinary test run).
"""

import os
import shutil
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.text import set_language
from models import (
    contact_persons,
    contracts_by_hand,
    customers_by_hand,
    duplicates,
    hand,
    households,
    importing,
    journal,
    merging,
    safety,
)
from models.database import Base, open_base
from tests.models.ledger import Ledger, exact
from tests.models.plain_people import BOTH, CONSENT, FIELDS, FILE_FIELDS, FORM, KEY, People, Person, Word
from tests.models.sheets import sheet

NUMBERS = st.sampled_from(["1", "2", "3", "4", "5"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "voornaam": st.sampled_from(["Anna", "Bram", "007"]),
    "telefoon": st.sampled_from(["+31611111111", "+31622222222"]),
    "notities": st.sampled_from(["belt vaak", "é\u0301", "10.20"]),
    "omzet": st.sampled_from([0.1, 0.2, 1234.56, 12.0]),
    CONSENT: st.sampled_from([0, 1]),
}
HAND_VALUES = VALUES | {FORM: st.sampled_from(["langdurig", "geen"])}
EXAMPLES = int(os.environ.get("KLANTBEELD_EXAMPLES", "0"))


class Clock:
    """Every look is a second later: what is done twice in one second would else sometimes be no change."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self, _zone: object = None) -> datetime:
        """The next second."""
        self.at += timedelta(seconds=1)
        return self.at


class PeopleMachine(RuleBasedStateMachine):
    """The machine."""

    def __init__(self) -> None:
        super().__init__()
        set_language("nl")
        self.patches = ExitStack()
        clock = Clock()
        for module in (contracts_by_hand, duplicates, hand, importing, merging):
            self.patches.enter_context(patch.object(module, "datetime", clock))
        self.folder = Path(tempfile.mkdtemp())
        self.base: Base = open_base(self.folder / "b.db", create=True)
        columns = {table: self.columns(table) for table in journal.JOURNALLED}
        self.ledger = Ledger(self.base, columns)
        self.people = People()
        #: hand value's row and the change that it is from → the word as the model had it
        self.words: dict[tuple[int, int], Word] = {}

    def columns(self, table: str) -> tuple[str, ...]:
        return tuple(name for name in journal.columns(self.base.db, table) if name != "id")

    @initialize(rows=st.lists(st.tuples(NUMBERS, st.fixed_dictionaries({}, optional=VALUES)), min_size=3))
    def first_import(self, rows: list[tuple[str, dict[str, Any]]]) -> None:
        self.import_customers(rows)

    def deed(self, act: Any, model: Any) -> None:
        """Do it in the base and in the model; both must be the same."""
        number = self.ledger.write(act)
        model()
        assert self.stored() == self.people.shown()
        for row in self.ledger.ids("hand_values"):
            stack = self.ledger.stacks["hand_values", row]
            if stack[-1] == number:
                values = self.row("hand_values", row)
                word = self.people.all[values["customer_id"]].words[values["field"]]
                self.words[row, stack[-1]] = Word(word.own, word.taken)

    def row(self, table: str, number: int) -> dict[str, Any]:
        """A row of the base."""
        names = self.ledger.columns[table]
        found = self.base.sql(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (number,)).fetchone()
        return dict(zip(names, found, strict=True))

    def stored(self) -> dict[int, Any]:
        """The base, as the model shows itself."""
        hands: dict[int, dict[str, Any]] = {}
        for customer, name, value, file_value, origin in self.base.sql(
            "SELECT customer_id, field, value, file_value, from_customer FROM hand_values"
        ).fetchall():
            hands.setdefault(customer, {})[name] = (value, file_value, origin)
        orders: dict[int, dict[str, float]] = {}
        for customer, number, amount in self.base.sql(
            "SELECT customer_id, bestelnummer, bedrag FROM orders"
        ).fetchall():
            orders.setdefault(customer, {})[number] = amount
        into = dict(self.base.sql("SELECT customer_id, into_id FROM merges").fetchall())
        found = {}
        for one, merged, deleted, *values in self.base.sql(
            f"SELECT id, merged_into, deleted, {', '.join(FILE_FIELDS)} FROM customers"
        ).fetchall():
            in_force = dict(zip(FILE_FIELDS, values, strict=True))
            words = hands.get(one, {})
            for name, (value, _file, _origin) in words.items():
                assert name == FORM or exact(in_force[name]) == exact(value), "a hand value counts"
            facts = tuple(words[n][1] if n in words else in_force[n] for n in FILE_FIELDS)
            counts = tuple(words[n][0] if n in words else in_force.get(n) for n in FIELDS)
            origins = {name: origin for name, (_v, _f, origin) in words.items()}
            root = merged if merged is not None else one
            found[one] = (facts, counts, origins, into.get(one), root, bool(deleted), orders.get(one, {}))
        return found

    def import_customers(self, rows: list[tuple[str, dict[str, Any]]]) -> None:
        # twice in one sheet is the importer's own business (and tested there)
        cells = [{KEY: number, **dict.fromkeys(VALUES), **values} for number, values in dict(rows).items()]
        self.deed(
            lambda: importing.write_sheet(self.base, sheet("customers", cells)),
            lambda: self.people.import_customers(cells),
        )

    @rule(rows=st.lists(st.tuples(NUMBERS, st.fixed_dictionaries({}, optional=VALUES)), min_size=1))
    def more_customers(self, rows: list[tuple[str, dict[str, Any]]]) -> None:
        self.import_customers(rows)

    @rule(rows=st.lists(st.tuples(NUMBERS, st.integers(1, 2)), min_size=1, unique=True), data=st.data())
    def orders(self, rows: list[tuple[str, int]], data: st.DataObject) -> None:
        amounts = [data.draw(st.sampled_from([10.1, 0.1 + 0.2, -5.0])) for _ in rows]
        said = [(n, f"{n}-{k}", amount) for (n, k), amount in zip(rows, amounts, strict=True)]
        cells = [{KEY: n, "bestelnummer": o, "datum": "2025-01-31", "bedrag": a} for n, o, a in said]
        self.deed(
            lambda: importing.write_sheet(self.base, sheet("orders", cells)),
            lambda: self.people.import_orders(said),
        )

    def some(self, data: st.DataObject, at_least: int = 1) -> list[int]:
        """Some living customers."""
        living = self.people.living()
        return data.draw(st.lists(st.sampled_from(living), min_size=at_least, max_size=4, unique=True))

    @precondition(lambda self: self.people.living())
    @rule(data=st.data(), name=st.sampled_from(sorted(HAND_VALUES)), empty=st.booleans())
    def edit(self, data: st.DataObject, name: str, empty: bool) -> None:
        ids, value = self.some(data), data.draw(HAND_VALUES[name])
        if empty and name != FORM:
            value = None
        self.deed(
            lambda: hand.set_hand(self.base, ids, name, value, who="ik"),
            lambda: self.people.edit(ids, name, value),
        )

    @precondition(lambda self: self.people.living())
    @rule(data=st.data(), name=st.sampled_from(sorted(HAND_VALUES)))
    def back_to_the_file(self, data: st.DataObject, name: str) -> None:
        ids = self.some(data)
        self.deed(lambda: hand.clear_hand(self.base, ids, name), lambda: self.people.clear(ids, name))

    @precondition(lambda self: len(self.people.living()) > 1)
    @rule(data=st.data(), how_many=st.integers(0, 3))
    def merge(self, data: st.DataObject, how_many: int) -> None:
        family = self.some(data, 2)
        picks = {}
        for _ in range(how_many):
            name = data.draw(st.sampled_from(sorted(HAND_VALUES)))
            both = [BOTH] if name in ("notities", "omzet") else []
            source = data.draw(st.sampled_from([*family, *both]))
            if self.people.may_pick(family, name, source):
                picks[name] = source
        self.deed(
            lambda: merging.merge(self.base, family[0], family[1:], picks, reason=None, who="ik"),
            lambda: self.people.merge(family[0], family[1:], picks),
        )

    def merged(self) -> list[int]:
        """Who can be split off."""
        return [c for c in self.people.links if not self.people.all[self.people.root(c)].deleted]

    @precondition(lambda self: self.merged())
    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.merged()))
        self.deed(lambda: merging.split(self.base, one), lambda: self.people.split(one))

    @precondition(lambda self: self.people.living())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        ids = self.some(data)[:2]
        self.deed(lambda: customers_by_hand.delete(self.base, ids), lambda: self.people.delete(ids))

    @rule(number=st.sampled_from(["4", "5", "6", "7"]), name=VALUES["voornaam"])
    def new(self, number: str, name: str) -> None:
        if any(number in (p.facts[KEY], p.value(KEY)) for p in self.people.all.values()):
            return
        values = {KEY: number, "voornaam": name}
        self.deed(
            lambda: customers_by_hand.create(self.base, values, reason=None, who="ik"),
            lambda: self.people.make(values),
        )

    @precondition(lambda self: len(self.people.living()) > 1)
    @rule(data=st.data(), what=st.sampled_from(["person", "household", "leave", "contract", "distinct"]))
    def what_hangs_on_customers(self, data: st.DataObject, what: str) -> None:
        """People at a company, households, contracts by hand, 'not the same': the ledger knows their rows."""
        first, second = self.some(data, 2)[:2]
        deeds = {
            "person": lambda: contact_persons.add(self.base, first, {"voornaam": "Kees"}),
            "household": lambda: households.make(self.base, [first, second], None, households.HOUSEHOLD),
            "leave": lambda: households.leave(self.base, first),
            "contract": lambda: contracts_by_hand.add(
                self.base, first, {"contractnummer": "C1"}, reason=None, who="ik"
            ),
            "distinct": lambda: duplicates.set_distinct(self.base, first, second, reason=None, who="ik"),
        }
        self.deed(deeds[what], lambda: None)

    @rule()
    def restart(self) -> None:
        self.base.close()
        self.base = self.ledger.base = open_base(self.folder / "b.db", write=True)

    @rule(redo=st.booleans())
    def step_back_or_forth(self, redo: bool) -> None:
        self.ledger.step_back_or_forth(redo)
        self.read_anew()

    @precondition(lambda self: self.ledger.steps)
    @rule(data=st.data(), redo=st.booleans())
    def move_older(self, data: st.DataObject, redo: bool) -> None:
        self.ledger.move(data.draw(st.sampled_from(sorted(self.ledger.steps))), redo, explicit=True)
        self.read_anew()

    def read_anew(self) -> None:
        """After an undo the model is what the ledger says that the rows are, byte for byte."""
        people = People()
        people.next_id = self.people.next_id
        into = dict(self.base.sql("SELECT customer_id, into_id FROM merges ORDER BY id").fetchall())
        for one, deleted, *values in self.base.sql(
            f"SELECT id, deleted, {', '.join(FILE_FIELDS)} FROM customers"
        ).fetchall():
            facts = dict(zip(FILE_FIELDS, values, strict=True))
            people.all[one] = Person(facts, {}, into.get(one), bool(deleted))
        people.links = list(into)
        for row in self.ledger.ids("hand_values"):
            values = self.row("hand_values", row)
            known = self.words[row, self.ledger.stacks["hand_values", row][-1]]
            person, name = people.all[values["customer_id"]], values["field"]
            person.words[name] = Word(known.own, known.taken)
            if name in FILE_FIELDS:
                person.facts[name] = values["file_value"]
        for customer, number, amount in self.base.sql(
            "SELECT customer_id, bestelnummer, bedrag FROM orders"
        ).fetchall():
            people.orders[number, customer] = amount
        self.people = people
        assert self.stored() == people.shown()

    @invariant()
    def whole(self) -> None:
        assert self.ledger.read() == self.ledger.rows
        assert safety.check(self.base) == []
        half = self.base.sql(
            "SELECT c.id FROM customers c LEFT JOIN merges m ON m.customer_id = c.id "
            "WHERE (c.merged_into IS NULL) <> (m.id IS NULL)"
        ).fetchall()
        assert half == [], "half a merge"

    def teardown(self) -> None:
        self.patches.close()
        self.base.close()
        shutil.rmtree(self.folder, ignore_errors=True)


PeopleMachine.TestCase.settings = settings(
    max_examples=EXAMPLES or 15,
    stateful_step_count=40 if EXAMPLES else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    # a failure of a large run is shortened; an ordinary run is for seeing whether there is one
    phases=(Phase.explicit, Phase.reuse, Phase.generate) + ((Phase.shrink,) if EXAMPLES else ()),
)
TestPeople = PeopleMachine.TestCase
