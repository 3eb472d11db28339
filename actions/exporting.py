"""Write the workbook of segment lists."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from actions.advising import advise_base, cell_called, channel_frames, only, segment_cells
from actions.base import writing
from actions.profiling import fresh
from core.cells import SETS
from core.own_segments import OWN_SET
from core.progress import Progress, silent
from core.text import _
from core.words import cell_name
from exporters import handwork
from exporters.segment_book import LIST_COLUMNS, Segment, build
from exporters.workbook import List, write
from models import contact_persons, contracts_by_hand, hand_lists, households, lists, profiles, settings_store
from models.database import Base


@dataclass(frozen=True)
class Exported:
    """How many customers were written where, and how many were left out and why."""

    to: Path
    set_name: str
    customers: int
    sheets: int
    left_out: dict[str, int] = field(default_factory=dict)


def export(
    db: Path,
    to: Path,
    set_name: str | None = None,
    segment: str | None = None,
    channel: str | None = None,
    progress: Progress = silent,
    passphrase: str | None = None,
) -> Exported:
    """All segments of a set (default `strategie`), or one by its name; profiles first when stale.

    With a channel only the customers who may be approached over it are written; how many were left out is
    told. Raises InputError for an unknown segment or channel, or a file that cannot be written.
    """
    with writing(db, passphrase) as base:
        fresh(base, progress=progress)
        return export_base(base, to, set_name, segment, channel, progress)


def export_base(
    base: Base,
    to: Path,
    set_name: str | None = None,
    segment: str | None = None,
    channel: str | None = None,
    progress: Progress = silent,
) -> Exported:
    """The same on an open base with fresh profiles."""
    from analysis.value_words import model_words

    set_name, cells = _chosen(base, set_name, segment)
    allowed = _reachable(base, channel) if channel else None
    names = ["id", *(name for name, _kind, _width in LIST_COLUMNS)]
    together = households.names(base.connection)
    parts: list[Segment] = []
    streams: list[_Rows] = []
    left_out = 0
    for cell in cells:
        stream = _Rows(base, set_name, cell["name"], names, allowed, together)
        streams.append(stream)
        count = stream.count() if allowed is not None else cell["customers"]
        left_out += cell["customers"] - count
        parts.append(Segment(cell["name"], count, cell["clv_total"], cell["share"], stream))
    latest = profiles.latest(base)
    assert latest is not None  # `fresh` made one
    why = _("may not be approached over {channel}").format(channel=cell_name(channel or ""))
    advice = advise_base(base, set_name, None)
    if segment is not None:
        advice = only(advice, cells[0]["name"])
    everybody = segment is None and allowed is None
    told = _handwork(
        base, None if everybody else {customer for stream in streams for customer in stream.ids()}
    )
    words = model_words(latest.context["value"], settings_store.load(base))
    book = build(set_name, parts, latest.summary, advice, {why: left_out}, words, told)
    write(to, book, progress)
    return Exported(
        to, set_name, sum(part.customers for part in parts), len(parts), {why: left_out} if left_out else {}
    )


@dataclass(frozen=True)
class _Rows:
    """The rows of one cell, read anew each time they are asked for."""

    base: Base
    set_name: str
    cell: str
    columns: Sequence[str]
    allowed: frozenset[int] | None
    #: customer → the name of the household
    together: Mapping[int, str]

    def __call__(self) -> Iterator[Sequence[Any]]:
        rows: Iterable[tuple[Any, ...]] = lists.segment_rows(
            self.base, self.set_name, self.cell, self.columns
        )
        place = self.columns.index("huishouden")
        for row in rows:
            if self.allowed is None or row[0] in self.allowed:
                yield (*row[1:place], self.together.get(row[place]), *row[place + 1 :])

    def ids(self) -> Iterator[int]:
        rows = lists.segment_rows(self.base, self.set_name, self.cell, ["id"])
        return (row[0] for row in rows if self.allowed is None or row[0] in self.allowed)

    def count(self) -> int:
        return sum(1 for _id in self.ids())


def _handwork(base: Base, customers: Collection[int] | None) -> list[List]:
    """The sheets of what people said of these customers (None: of everybody); none where nobody said any."""
    made: list[List] = []
    said = [
        one for one in hand_lists.listed(base.connection) if customers is None or one.customer_id in customers
    ]
    rows: list[tuple[Any, ...]] = [
        (
            one.klantnummer, one.name, None, one.field, one.value,
            one.computed if one.file_value is None else one.file_value,
            one.reason, one.who, one.at, one.review_on,
        )
        for one in said
    ]  # fmt: skip
    rows += [
        (*row[1:], None)
        for row in contracts_by_hand.listed(base.connection)
        if customers is None or row[0] in customers
    ]
    if rows:
        made.append(handwork.hand_values(lambda: rows, len(rows)))
    people = [
        row[1:]
        for row in contact_persons.everybody(base.connection)
        if customers is None or row[0] in customers
    ]
    return [*made, handwork.contact_persons(people)] if people else made


def _chosen(base: Base, set_name: str | None, segment: str | None) -> tuple[str, list[dict[str, Any]]]:
    """The set and its cells with customers (and always `onbekend`), or the one cell of that name. Of an own
    segment by its name only the segment, not the others."""
    if segment is None:
        set_name = set_name or "strategie"
        cells = segment_cells(base, set_name)
        if set_name not in SETS and set_name != OWN_SET:
            cells = cells[:1]
        return set_name, [cell for cell in cells if cell["customers"] or cell["name"] == "onbekend"]
    code, cell = cell_called(base, segment, set_name, only_there=set_name is not None)
    return code, [cell]


def _reachable(base: Base, channel: str) -> frozenset[int]:
    """Who may be approached over the channel (outbound, for promotion)."""
    from strategy.reach import contactable

    facts, found = channel_frames(base)
    allowed = contactable(profiles.load(base), facts, channel)
    return frozenset(found.customers["id"].to_numpy()[allowed].tolist())
