"""A base beside a model of it in plain Python, for the state machines.

For every row the ledger keeps the stack of changes in force on it, and for every change each touched row as
it was before and after; whatever is undone or redone, the base must be equal to it, byte for byte.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.errors import DatabaseError
from models import changes
from models.database import Base
from models.journal import UNCOUNTED

Row = tuple[Any, ...]
Key = tuple[str, int]


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


class Ledger:
    """The model. `base` may be set anew (a restart)."""

    def __init__(self, base: Base, columns: Mapping[str, Sequence[str]]) -> None:
        self.base = base
        self.columns = columns
        self.rows: dict[Key, Row] = self.read()
        self.steps: dict[int, Step] = {}
        self.stacks: dict[Key, list[int]] = {}
        self.clock = 0
        self.last_ordinary = 0
        # what lay under a change's row when that was taken back
        self.under: dict[tuple[int, Key], list[int]] = {}

    def read(self) -> dict[Key, Row]:
        """Every row of the tables that are watched."""
        found: dict[Key, Row] = {}
        for table, names in self.columns.items():
            for row in self.base.sql(f"SELECT id, {', '.join(names)} FROM {table}").fetchall():
                found[table, row[0]] = tuple(exact(value) for value in row[1:])
        return found

    def ids(self, table: str) -> list[int]:
        """The rows of a table."""
        return sorted(row for name, row in self.rows if name == table)

    def write(self, deed: Callable[[], object]) -> int | None:
        """Do something as one change; gives its number (None: it touched nothing)."""
        before = self.rows
        with changes.change(self.base, "step", kind="edit", who="ik") as number:
            deed()
        now = self.read()
        touched = {
            key: Touch(before.get(key), now.get(key))
            for key in before.keys() | now.keys()
            if before.get(key) != now.get(key)
        }
        self.rows = now
        if not touched:
            return None
        self.clock += 1
        self.steps[number] = Step(touched, set(touched), applied=self.clock)
        if any(table not in UNCOUNTED for table, _ in touched):
            self.last_ordinary = self.clock
        for key in touched:
            self.stacks.setdefault(key, []).append(number)
        return number

    def candidates(self, redo: bool) -> list[int]:
        """What undo (redo) would take, the next one last."""
        counted = {
            number: step
            for number, step in self.steps.items()
            if any(table not in UNCOUNTED for table, _ in step.touches)
        }
        if not redo:
            return sorted((n for n, s in counted.items() if not s.undone), key=lambda n: counted[n].applied)
        return sorted(
            (n for n, s in counted.items() if s.undone and s.undone_at > self.last_ordinary),
            key=lambda n: counted[n].undone_at,
        )

    def step_back_or_forth(self, redo: bool) -> None:
        """Undo (redo) what comes next."""
        expected = self.candidates(redo)
        follow = changes.next_redo(self.base) if redo else changes.next_undo(self.base)
        assert (follow.id if follow else None) == (expected[-1] if expected else None)
        if expected:
            self.move(expected[-1], redo, explicit=False)

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
        stay = {(d.table, d.row_id): d.why for d in result.details}
        counted = {key for key in rows if key[0] not in UNCOUNTED}
        assert result.reversed + len(stay) == len(counted)
        # bookkeeping is not counted: it stays where it is equal to what it was
        stay |= {key: "" for key in rows - counted if now.get(key) == before.get(key)}
        self.clock += 1
        for key in rows:
            touch = step.touches[key]
            was, then = (touch.before, touch.after) if redo else (touch.after, touch.before)
            if key in stay:
                assert now.get(key) == before.get(key)
                continue
            assert before.get(key) == was
            assert now.get(key) == then
            self._settle(number, key, redo)
        for key, why in stay.items():
            self._explain(number, key, redo, why)
        others = before.keys() | now.keys() - rows
        assert {k: now.get(k) for k in others - rows} == {k: before.get(k) for k in others - rows}
        if rows - stay.keys():
            step.undone = not redo
            if redo:
                step.applied = self.clock
            else:
                step.undone_at = self.clock
        self.rows = now

    def _settle(self, number: int, key: Key, redo: bool) -> None:
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

    def _explain(self, number: int, key: Key, redo: bool, why: str) -> None:
        """A row that stays must have a reason that holds."""
        if key[0] in UNCOUNTED:
            return
        stack = self.stacks.get(key, [])
        on_top = self.under[number, key] == stack if redo else stack[-1:] == [number]
        assert (why != "touched") == on_top, (why, stack, number)
