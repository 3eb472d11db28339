"""A sheet that is walked twice is read once: what the first walk saw is kept, packed, for the next.

The first walk looks at every cell before any is read for good; reading and sorting the file again would cost
as much as the file's own bytes allow. A column of text packs into one string, which takes as much room as the
file itself; a sheet that needs too much is simply read again.
"""

import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Union, cast

from importers.cells import Cell
from importers.reading import BATCH, Batch

#: bytes that one sheet may keep
ROOM: Final = 128 * 1024**2
#: what a cell counts that does not pack
_LOOSE: Final = 72
_BETWEEN: Final = "\x1f"

Packed = Union[str, "array[float]", Sequence[Cell]]


class Keeper:
    """Walks a table; a walk that came to its end is not made again."""

    def __init__(self, walk: Callable[[int], Iterator[Batch]], room: int = ROOM) -> None:
        self._walk = walk
        self._room = room
        self._kept: list[tuple[Batch, Sequence[int], list[Packed]]] | None = None

    def batches(self, size: int = BATCH) -> Iterator[Batch]:
        """The rows in batches of about `size`; walk as often as needed. Only the usual size is kept."""
        if size != BATCH:
            yield from self._walk(size)
        elif self._kept is None:
            yield from self._first()
        else:
            for odd, rows, columns in self._kept:
                cells = [_unpacked(packed) for packed in columns]
                yield Batch(list(rows), None, odd.bad, odd.skipped, odd.notes, cells)

    def _first(self) -> Iterator[Batch]:
        kept, room = [], self._room
        for batch in self._walk(BATCH):
            yield batch
            if room > 0:
                columns = [_packed(column) for column in batch.columns()]
                room -= sum(map(_size, columns))
                odd = Batch([], [], batch.bad, batch.skipped, batch.notes)
                kept.append((odd, _numbers(batch.rows), columns))
        if room > 0:
            self._kept = kept


def _packed(column: Sequence[Cell]) -> Packed:
    kinds = set(map(type, column))
    if kinds == {str}:
        text = _BETWEEN.join(cast(Sequence[str], column))
        return text if text.count(_BETWEEN) == len(column) - 1 else column
    return array("d", cast(Sequence[float], column)) if kinds == {float} else column


def _unpacked(packed: Packed) -> Sequence[Any]:
    if isinstance(packed, str):
        return packed.split(_BETWEEN)
    return packed.tolist() if isinstance(packed, array) else packed


def _size(packed: Packed) -> int:
    return sys.getsizeof(packed) if isinstance(packed, str | array) else len(packed) * _LOOSE


def _numbers(rows: list[int]) -> Sequence[int]:
    """Row numbers that follow each other as a range."""
    whole = range(rows[0], rows[-1] + 1) if rows else range(0)
    return whole if len(whole) == len(rows) else rows
