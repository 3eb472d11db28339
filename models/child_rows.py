"""Writing orders, contracts, contacts and answers: what is there already, exactly, is found while the sheet
streams by; only what is not is paired by number or moment afterwards.

The first step keeps one 64-bit fingerprint per row that the base has, so that a million orders compare in a
second or two without being in memory. (That two different rows of one customer share one by chance is as
likely as 1 in 10 million imports of a million rows.)
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final

from core.progress import Progress
from core.rows import EMPTY
from models import bulk
from models.child_tables import OWN_NUMBERS, ChildTable
from models.clean import EMPTIED, KEPT, NUMBERS, with_emptied, with_kept, without_keep
from models.pairing import Known, Staged, border, file_layer, ids_of, known_rows, pair
from models.tally import CHANGED, NEW, SAME, Tally

#: existing rows are all fingerprinted when the sheet has more than this share of them
_WHOLE: Final = 0.1
#: staged rows that are paired in one go
_BATCH: Final = 20_000
_MINUS_ONE: Final = "-1"
_ID: Final = itemgetter(0)
_ALL_BUT_ID: Final = itemgetter(slice(1, None))


@dataclass(frozen=True)
class Options:
    """How to write: mode 'add_update', 'add', 'fill' (only empty fields) or 'update' (only what exists).
    `whose`: sheet row → the customer that a person said it is about."""

    mode: str = "add_update"
    empty_clears: bool = False
    restore_consent: bool = False
    whose: Mapping[int, int] = field(default_factory=dict)

    @property
    def may_add(self) -> bool:
        """May rows be made?"""
        return self.mode in ("add_update", "add")

    def choose(self, rows: Sequence[int], customers: list[int | None]) -> None:
        """Put the customers that a person chose in their rows' places."""
        if self.whose:
            for i, row in enumerate(rows):
                customers[i] = self.whose.get(row, customers[i])


@dataclass
class ChildRows:
    """Some rows for a child table, as columns; all lists have one length."""

    ordinals: Sequence[int]
    rows: Sequence[int]
    customers: Sequence[int]
    columns: dict[str, list[Any]]


class ChildWriter:
    """Writes one sheet's rows of one table: `add` as they come, `finish` at the end."""

    def __init__(
        self,
        connection: Any,
        table: ChildTable,
        names: Sequence[str],
        *,
        import_id: int,
        options: Options,
        tally: Tally,
        survivors: dict[int, int],
        expected: int,
        part: bool = False,
    ) -> None:
        """`names`: the columns that the sheet has. `expected`: about how many rows will come.
        `part`: the rows are parts of sheet rows that are written elsewhere too (contracts of customers)."""
        self._connection = connection
        self._table = table
        self._names = [name for name in table.columns if name in names]
        self._import_id = import_id
        self._options = options
        self._tally = tally
        self._survivors = survivors
        self._part = part
        self._numeric = [i for i, n in enumerate(self._names, 1) if n in NUMBERS or n in OWN_NUMBERS]
        self._copies: set[int] = set()
        self._staged = self._emptied = False
        self._border = border(connection, table.name)
        existing = connection.execute(f"SELECT COUNT(*) FROM {table.name}").fetchone()[0]
        self._fresh = existing == 0
        self._whole = existing > 0 and (expected or existing) >= existing * _WHOLE
        self._free: dict[int, Any] = self._fingerprints() if self._whole else {}
        self._deleted = self._deleted_ones()

    def _fingerprints(self) -> dict[int, Any]:
        """Fingerprint → id, or a list of ids, of every row that the base has of the sheet's columns."""
        free: dict[int, Any] = {}
        numbers = {self._names[i - 1] for i in self._numeric}
        # -1 and -2 have one hash in Python
        shown = [
            f"CASE {n} WHEN -1 THEN '{_MINUS_ONE}' ELSE {n} END" if n in numbers else n for n in self._names
        ]
        rows = self._connection.cursor()
        rows.execute(
            f"SELECT id, customer_id, {', '.join(shown)} FROM {self._table.name} "
            f"ORDER BY {'deleted, ' if self._table.by_hand else ''}id"
        )
        under_hand = self._under_hand()
        while block := rows.fetchmany(_BATCH):
            if under_hand:
                marks = [hash(under_hand.get(row[0]) or row[1:]) for row in block]
            else:
                marks = list(map(hash, map(_ALL_BUT_ID, block)))
            some = dict(zip(marks, map(_ID, block), strict=True))
            if len(some) == len(block) and free.keys().isdisjoint(some):
                free.update(some)
                continue
            for row, mark in zip(block, marks, strict=True):
                before = free.setdefault(mark, row[0])
                if isinstance(before, list):
                    before.append(row[0])
                elif before != row[0]:
                    free[mark] = [before, row[0]]
        return free

    def _deleted_ones(self) -> set[int]:
        """The rows that a person deleted: they stay so, and are not made again."""
        if not self._table.by_hand:
            return set()
        found = self._connection.execute(f"SELECT id FROM {self._table.name} WHERE deleted = 1")
        return {number for (number,) in found}

    def _under_hand(self) -> dict[int, tuple[Any, ...]]:
        """The rows that a person edited, as the files have them: id → customer and the sheet's columns."""
        if not self._table.by_hand:
            return {}
        names = self._table.columns
        found = self._connection.execute(
            f"SELECT id, customer_id, hand, {', '.join(names)} FROM {self._table.name} WHERE hand IS NOT NULL"
        )
        rows = {}
        for number, customer, hand, *cells in found:
            facts, _words = file_layer(dict(zip(names, cells, strict=True)), hand)
            values = [facts[name] for name in self._names]
            shown = [
                _MINUS_ONE if value == -1 and i in self._numeric else value
                for i, value in enumerate(values, 1)
            ]
            rows[number] = (customer, *shown)
        return rows

    def add(self, new: ChildRows) -> None:
        """Take some rows: what is there already is marked so, the rest is written now or at the end."""
        columns = [without_keep(new.columns[name]) for name in self._names]
        marks = self._marks(new.customers, columns)
        keep: list[int] | None = None
        if self._table.copies != "kept":
            keep = self._note_copies(new, marks)
        if self._whole:
            keep = self._take_same(new, marks, keep)
            if not keep:
                return
        if self._options.empty_clears:
            columns = [with_kept(new.columns[name]) for name in self._names]
        elif self._table.by_hand and any(EMPTY in new.columns[name] for name in self._names):
            columns, self._emptied = [with_emptied(new.columns[name]) for name in self._names], True
        if self._fresh and keep is None and self._options.may_add:
            self._make(zip(new.customers, *columns, new.rows, strict=True), new.ordinals)
            return
        rows = list(zip(new.customers, *columns, strict=True))
        if keep is None or len(keep) == len(rows):
            self._write_or_stage(rows, new.ordinals, new.rows)
        elif keep:
            self._write_or_stage(
                [rows[i] for i in keep], [new.ordinals[i] for i in keep], [new.rows[i] for i in keep]
            )

    def _marks(self, customers: Sequence[int], columns: list[list[Any]]) -> list[int]:
        if self._table.copies == "kept" and not self._whole:
            return []
        hashed: list[Sequence[Any]] = [customers, *columns]
        for i in self._numeric:
            if -1 in hashed[i]:
                hashed[i] = [_MINUS_ONE if value == -1 else value for value in hashed[i]]
        return list(map(hash, zip(*hashed, strict=True)))

    def _note_copies(self, new: ChildRows, marks: list[int]) -> list[int] | None:
        """List exact copies of earlier rows; gives the places to go on with (None: all)."""
        copies = self._copies
        before = len(copies)
        if copies.isdisjoint(marks):
            copies.update(marks)
            if len(copies) == before + len(marks):
                return None
            copies.difference_update(marks)
        once = self._table.copies == "once"
        keep: list[int] = []
        for i, mark in enumerate(marks):
            if mark not in copies:
                copies.add(mark)
                keep.append(i)
                continue
            if not (once and self._part):
                numbers = new.columns.get("bestelnummer")
                value = numbers[i] if numbers is not None else None
                self._tally.issue("duplicate_contract" if once else "duplicate_row", new.rows[i], None, value)
            if once:
                self._tally.mark(new.ordinals[i], SAME)
            else:
                keep.append(i)
        return keep

    def _take_same(self, new: ChildRows, marks: list[int], keep: list[int] | None) -> list[int]:
        """Pair rows that are in the base exactly like this (of the places `keep`, or all); gives the places
        of the others."""
        if keep is None and self._take_all(new, marks):
            return []
        free, same, left = self._free, [], []
        found_at = free.get
        for i in range(len(marks)) if keep is None else keep:
            found = found_at(marks[i])
            if found is None:
                left.append(i)
                continue
            if isinstance(found, list):
                number = found.pop(0)
                if len(found) == 1:
                    free[marks[i]] = found[0]
            else:
                number = found
                del free[marks[i]]
            if number > self._border:
                self._tally.on_other_sheet.append(new.rows[i])
            if number in self._deleted:
                self._tally.stay_deleted += 1
            same.append(new.ordinals[i])
        self._tally.mark_all(same, SAME)
        return left

    def _take_all(self, new: ChildRows, marks: list[int]) -> bool:
        """The same for the case that is nearly every one: all rows are there, each once, and only once."""
        free = self._free
        found = list(map(free.get, marks))
        if set(map(type, found)) != {int} or len(set(found)) != len(found):
            return False
        if max(filter(None, found)) > self._border or not self._deleted.isdisjoint(found):
            return False
        for mark in marks:
            del free[mark]
        self._tally.mark_all(new.ordinals, SAME)
        return True

    def _write_or_stage(
        self, rows: list[tuple[Any, ...]], ordinals: Sequence[int], numbers: Sequence[int]
    ) -> None:
        if self._fresh:
            self._insert(rows, ordinals, numbers)
            return
        marks = ", ".join("?" * (len(self._names) + 4))
        if not self._staged:
            names = "".join(f", {name}" for name in self._names)
            self._connection.execute("DROP TABLE IF EXISTS temp.staged")
            self._connection.execute(
                f"CREATE TEMP TABLE staged (family, ordinal, number, customer_id{names})"
            )
            self._staged = True
        family = self._survivors.get
        self._connection.executemany(
            f"INSERT INTO temp.staged VALUES ({marks})",
            [(family(row[0], row[0]), o, n, *row) for o, n, row in zip(ordinals, numbers, rows, strict=True)],
        )

    def _insert(self, rows: list[tuple[Any, ...]], ordinals: Sequence[int], numbers: Sequence[int]) -> None:
        """Make rows, where that may be; `rows` are (customer, the sheet's columns)."""
        if self._options.may_add:
            self._make([(*row, number) for row, number in zip(rows, numbers, strict=True)], ordinals)
        else:
            self._refuse(rows, ordinals, numbers)

    def _make(self, rows: Iterable[tuple[Any, ...]], ordinals: Sequence[int]) -> None:
        """Make rows of (customer, the sheet's columns, sheet row)."""
        if self._options.empty_clears or self._emptied:
            rows = [tuple(None if value in (KEPT, EMPTIED) else value for value in row) for row in rows]
        columns = ("customer_id", *self._names, "import_row")
        bulk.insert(self._connection, self._table.name, columns, rows, import_id=self._import_id)
        self._tally.mark_all(ordinals, CHANGED if self._part else NEW)

    def _refuse(self, rows: list[tuple[Any, ...]], ordinals: Sequence[int], numbers: Sequence[int]) -> None:
        """Nothing may be made: the sheet's rows are rejected (not those whose customer was written)."""
        if not self._part:
            for row, ordinal, number in zip(rows, ordinals, numbers, strict=True):
                cells = dict(zip(self._names, row[1:], strict=True))
                self._tally.reject_cells(number, ordinal, "not_found", cells)

    def finish(self, progress: Progress, text: str) -> None:
        """Pair the rows that are not in the base exactly like this, and write what is new or changed."""
        if not self._staged:
            return
        self._connection.execute("CREATE INDEX temp.staged_family ON staged(family)")
        total = self._connection.execute("SELECT COUNT(*) FROM temp.staged").fetchone()[0]
        free = ids_of(self._free) if self._whole else None
        self._free = {}
        done = 0
        for batch in self._batches():
            progress(done, total, text)
            self._pair(batch, free)
            done += sum(map(len, batch.values()))
        self._connection.execute("DROP TABLE temp.staged")

    def _batches(self) -> Iterator[dict[int, list[Staged]]]:
        """The staged rows (ordinal, number, customer, columns…) by family, some thousand rows at a time."""
        batch: dict[int, list[Staged]] = defaultdict(list)
        size, names = 0, "".join(f", {name}" for name in self._names)
        reading = self._connection.cursor()
        reading.execute(
            f"SELECT family, ordinal, number, customer_id{names} FROM temp.staged "
            "ORDER BY family, ordinal, rowid"
        )
        for family, *row in reading:
            if size >= _BATCH and family not in batch:
                yield batch
                batch, size = defaultdict(list), 0
            batch[family].append(tuple(row))
            size += 1
        if batch:
            yield batch

    def _pair(self, batch: dict[int, list[Staged]], free: set[int] | None) -> None:
        known = known_rows(self._connection, self._table, list(batch), self._survivors, free)
        made: list[Staged] = []
        changes: list[tuple[Any, ...]] = []
        under_hand: list[tuple[Any, ...]] = []
        for family, rows in batch.items():
            pairs, left = pair(
                self._table, self._names, rows, known.get(family, []), compared=free is not None
            )
            made += left
            for row, one in pairs:
                if (change := self._change(row, one)) is not None:
                    (under_hand if one.hand else changes).append(change)
        columns = (*self._names, "import_id", "import_row")
        if changes:
            bulk.update(self._connection, self._table.name, columns, changes)
        if under_hand:
            bulk.update(self._connection, self._table.name, (*columns, "hand"), under_hand)
        if made:
            made.sort(key=itemgetter(0))  # as the sheet has them
            self._insert([row[2:] for row in made], [row[0] for row in made], [row[1] for row in made])

    def _change(self, row: Staged, known: Known) -> tuple[Any, ...] | None:
        """What to write over a known row (id, values, import, sheet row, and what stands under hand values),
        or None when it stays as it is."""
        ordinal, number, _, *values = row
        if known.id > self._border:
            self._tally.on_other_sheet.append(number)
        if known.deleted:
            self._tally.stay_deleted += 1
            self._tally.mark(ordinal, SAME)
            return None
        old = tuple(known.facts[name] for name in self._names)
        mode = self._options.mode
        if mode == "add":
            new = old
        elif mode == "fill":
            new = tuple(_said(v) if o is None else o for v, o in zip(values, old, strict=True))
        elif self._options.empty_clears:
            new = tuple(o if v == KEPT else v for v, o in zip(values, old, strict=True))
        else:
            new = tuple(o if v is None else _said(v) for v, o in zip(values, old, strict=True))
        self._tally.mark(ordinal, SAME if new == old else CHANGED)
        if new == old:
            return None
        if not known.hand:
            return (known.id, *new, self._import_id, number)
        said = dict(zip(self._names, new, strict=True))
        for name, before in known.hand.items():
            if name in said and said[name] not in (before, known.values[name]):
                self._tally.issue("contract_hand_kept", number, name, said[name])
        in_force = [known.values[name] if name in known.hand else said[name] for name in self._names]
        words = {name: said.get(name, before) for name, before in known.hand.items()}
        return (known.id, *in_force, self._import_id, number, json.dumps(words, ensure_ascii=False))


def _said(value: Any) -> Any:
    """A staged value; None where the cell says that there is nothing."""
    return None if value == EMPTIED else value
