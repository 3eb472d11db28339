"""Edits, inserts, deletes, undo, redo, restart and undo of older changes, against a model in plain Python.

The model keeps for every row the stack of changes in force on it, each with the row as it was before; the
base must be equal to it after every step, byte for byte.
"""

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.errors import DatabaseError
from models import changes, safety
from models.database import Base, open_base

TEXT = st.one_of(
    st.none(), st.text(max_size=6), st.sampled_from(["10.20", "007", "é\u0301", "'\"%", "0x1", "1e5"])
)
NUMBER = st.one_of(st.none(), st.floats(allow_nan=False), st.sampled_from([0.1 + 0.2, 1e-320, -0.0, 1e300]))
ANY = st.one_of(TEXT, NUMBER, st.integers(-(2**60), 2**60))
Row = tuple[Any, ...]
Key = tuple[str, int]

COLUMNS = {
    "customers": ("klantnummer", "omzet", "lid", "notities"),
    "orders": ("customer_id", "datum", "bedrag", "product"),
    "hand_values": ("customer_id", "field", "value", "who", "at"),
}


def exact(value: Any) -> Any:
    """A value with its type, floats to the last digit."""
    return (type(value).__name__, value.hex() if isinstance(value, float) else value)


@dataclass
class Touch:
    """One change's effect on one row: before and after (None: no such row)."""

    before: Row | None
    after: Row | None


@dataclass
class Step:
    """An ordinary change: what it touched, and which of those rows are in force."""

    touches: dict[Key, Touch] = field(default_factory=dict)
    in_force: set[Key] = field(default_factory=set)
    undone: bool = False
    applied: int = 0
    undone_at: int = 0


class Changes(RuleBasedStateMachine):
    """The machine."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.base: Base = open_base(self.folder / "b.db", create=True)
        self.rows: dict[Key, Row] = {}
        self.steps: dict[int, Step] = {}
        self.stacks: dict[Key, list[int]] = {}
        self.clock = 0
        self.last_ordinary = 0
        # what lay under a change's row when that was taken back
        self.under: dict[tuple[int, Key], list[int]] = {}

    @initialize()
    def some_customers(self) -> None:
        self.write(
            [("insert", "customers", ("a", 1.5, 1, None)), ("insert", "customers", ("b", None, None, "x"))]
        )

    def write(self, deeds: list[tuple[Any, ...]]) -> None:
        before = self.rows
        with changes.change(self.base, "step", kind="edit", who="ik") as number:
            for deed in deeds:
                self.do(*deed)
        now = self.read()
        touched = {
            key: Touch(before.get(key), now.get(key))
            for key in before.keys() | now.keys()
            if before.get(key) != now.get(key)
        }
        self.rows = now
        if not touched:
            return
        self.clock += 1
        self.steps[number] = Step(touched, set(touched), applied=self.clock)
        self.last_ordinary = self.clock
        for key in touched:
            self.stacks.setdefault(key, []).append(number)

    def do(self, what: str, table: str, *rest: Any) -> None:
        sql = self.base.sql
        if what == "insert":
            names = COLUMNS[table]
            sql(f"INSERT INTO {table}({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rest[0])
        elif what == "update":
            row, column, value = rest
            sql(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, row))
        else:
            sql(f"DELETE FROM {table} WHERE id = ?", (rest[0],))

    def read(self) -> dict[Key, Row]:
        found: dict[Key, Row] = {}
        for table, names in COLUMNS.items():
            for row in self.base.sql(f"SELECT id, {', '.join(names)} FROM {table}").fetchall():
                found[table, row[0]] = tuple(exact(value) for value in row[1:])
        return found

    def ids(self, table: str) -> list[int]:
        return sorted(row for name, row in self.rows if name == table)

    @rule(data=st.data(), number=st.integers(1, 3))
    def insert(self, data: st.DataObject, number: int) -> None:
        self.write(
            [("insert", "customers", tuple(data.draw(s) for s in (TEXT, NUMBER, st.none(), TEXT)))] * number
        )

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        customers = self.ids("customers")
        if customers:
            rows = [data.draw(st.sampled_from(customers)) for _ in range(data.draw(st.integers(1, 3)))]
            column, values = data.draw(
                st.sampled_from([("klantnummer", TEXT), ("omzet", NUMBER), ("notities", TEXT)])
            )
            self.write([("update", "customers", row, column, data.draw(values)) for row in rows])

    @rule(data=st.data())
    def order(self, data: st.DataObject) -> None:
        customers, orders = self.ids("customers"), self.ids("orders")
        move: bool = data.draw(st.booleans())
        if orders and customers and move:
            row, to = data.draw(st.sampled_from(orders)), data.draw(st.sampled_from(customers))
            self.write([("update", "orders", row, "customer_id", to)])
        elif customers:
            customer = data.draw(st.sampled_from(customers))
            self.write([("insert", "orders", (customer, "2024-01-01", 1.1, data.draw(TEXT)))])

    @rule(data=st.data())
    def hand(self, data: st.DataObject) -> None:
        customers = self.ids("customers")
        if not customers:
            return
        row, value = data.draw(st.sampled_from(customers)), data.draw(ANY)
        known = {(r[0][1], r[1][1]): key[1] for key, r in self.rows.items() if key[0] == "hand_values"}
        if (row, "notities") in known:
            deed: tuple[Any, ...] = ("update", "hand_values", known[row, "notities"], "value", value)
        else:
            deed = ("insert", "hand_values", (row, "notities", value, "ik", "nu"))
        self.write(
            [deed, ("update", "customers", row, "notities", value if isinstance(value, str) else None)]
        )

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        customers = self.ids("customers")
        if customers:
            row = data.draw(st.sampled_from(customers))
            children = [
                ("delete", key[0], key[1])
                for key, r in self.rows.items()
                if key[0] != "customers" and r[0][1] == row
            ]
            again = data.draw(st.booleans())
            self.write(
                [*children, ("delete", "customers", row)]
                + ([("insert", "customers", ("new", None, None, None))] if again else [])
            )

    @rule()
    def restart(self) -> None:
        self.base.close()
        self.base = open_base(self.folder / "b.db", write=True)

    def candidates(self, redo: bool) -> list[int]:
        if not redo:
            return sorted(
                (n for n, s in self.steps.items() if not s.undone), key=lambda n: self.steps[n].applied
            )
        return sorted(
            (n for n, s in self.steps.items() if s.undone and s.undone_at > self.last_ordinary),
            key=lambda n: self.steps[n].undone_at,
        )

    @rule(redo=st.booleans())
    def step_back_or_forth(self, redo: bool) -> None:
        expected = self.candidates(redo)
        follow = changes.next_redo(self.base) if redo else changes.next_undo(self.base)
        assert (follow.id if follow else None) == (expected[-1] if expected else None)
        if expected:
            self.move(expected[-1], redo, explicit=False)

    @precondition(lambda self: self.steps)
    @rule(data=st.data(), redo=st.booleans())
    def move_older(self, data: st.DataObject, redo: bool) -> None:
        self.move(data.draw(st.sampled_from(sorted(self.steps))), redo, explicit=True)

    def move(self, number: int, redo: bool, *, explicit: bool) -> None:
        """Let the base move a change, and check each row's bucket against the model."""
        step = self.steps[number]
        rows = {key for key in step.touches if (key in step.in_force) != redo}
        before = self.read()
        preview = changes.preview(self.base, number, again=redo)
        assert self.read() == before
        run = changes.redo if redo else changes.undo
        try:
            result = run(self.base, number if explicit else None)
        except DatabaseError:
            assert not rows
            assert self.read() == before
            return
        assert preview == result
        now = self.read()
        stay = {(d.table, d.row_id): d for d in result.details}
        assert result.reversed + len(stay) == len(rows)
        self.clock += 1
        for key in rows:
            touch = step.touches[key]
            was, then = (touch.before, touch.after) if redo else (touch.after, touch.before)
            if key in stay:
                assert now.get(key) == before.get(key)
                continue
            assert before.get(key) == was
            assert now.get(key) == then
            self.settle(number, key, redo)
        for key, detail in stay.items():
            self.explain(number, key, redo, detail.why)
        assert {k: v for k, v in now.items() if k not in rows} == {
            k: v for k, v in before.items() if k not in rows
        }
        if result.reversed:
            step.undone = not redo
            if redo:
                step.applied = self.clock
            else:
                step.undone_at = self.clock
        self.rows = now

    def settle(self, number: int, key: Key, redo: bool) -> None:
        stack = self.stacks.setdefault(key, [])
        if redo:
            assert self.under[number, key] == stack, "a redo on a row that was touched since"
            stack.append(number)
            self.steps[number].in_force.add(key)
        else:
            assert stack[-1] == number, "an undo on a row that was touched since"
            stack.pop()
            self.steps[number].in_force.discard(key)
            self.under[number, key] = list(stack)

    def explain(self, number: int, key: Key, redo: bool, why: str) -> None:
        """A row that stays must have a reason that holds."""
        stack = self.stacks.get(key, [])
        on_top = self.under[number, key] == stack if redo else stack[-1:] == [number]
        assert (why != "touched") == on_top, (why, stack, number)

    @invariant()
    def whole(self) -> None:
        assert self.read() == self.rows
        assert safety.check(self.base) == []

    def teardown(self) -> None:
        self.base.close()
        shutil.rmtree(self.folder, ignore_errors=True)


Changes.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
TestChanges = Changes.TestCase
