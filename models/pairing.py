"""Sheet rows and the base's rows of the same customers: which is which, by the ways of a child table.

Rows of one family (a customer and who was merged into it) may be one row, but each customer's own come first:
what an import brings under a merged customer's number stays that customer's, so that a split finds it back.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Final

from models.child_tables import ChildTable, Pass
from models.clean import EMPTIED, KEPT

#: a staged sheet row: ordinal, sheet row, customer, values…
Staged = tuple[Any, ...]
#: places in it
CUSTOMER: Final = 2
VALUES: Final = 3


@dataclass(frozen=True)
class Known:
    """A row of the base. `facts`: what the files said, by column; `hand`: the columns that a person set
    (contracts), with the file's last word; `values`: what is in force."""

    id: int
    customer: int
    values: dict[str, Any]
    facts: dict[str, Any]
    hand: dict[str, Any] = field(default_factory=dict)
    deleted: bool = False


Pair = tuple[Staged, Known]


def file_layer(values: dict[str, Any], hand: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """A contract's values as the files have them, and the file's words under what a person set."""
    words: dict[str, Any] = json.loads(hand) if hand else {}
    return ({**values, **words} if words else values), words


def known_rows(
    connection: Any,
    table: ChildTable,
    families: Sequence[int],
    survivors: Mapping[int, int],
    free: AbstractSet[int] | None,
) -> dict[int, list[Known]]:
    """The rows that the base has of these families and that are not paired yet (`free`; None: any), by
    family; deleted ones last."""
    family = {one: one for one in families}
    family |= {one: other for one, other in survivors.items() if other in family}
    known: dict[int, list[Known]] = defaultdict(list)
    more, order = ("t.hand, t.deleted", "t.deleted, ") if table.by_hand else ("NULL, 0", "")
    found = connection.execute(
        f"SELECT t.id, t.customer_id, {more}, {', '.join('t.' + name for name in table.columns)} "
        f"FROM json_each(?) AS wanted JOIN {table.name} t ON t.customer_id = wanted.value "
        f"ORDER BY {order}t.id",
        (str(list(family)),),
    )
    for number, customer, hand, deleted, *cells in found:
        if free is None or number in free:
            values = dict(zip(table.columns, cells, strict=True))
            facts, words = file_layer(values, hand)
            known[family[customer]].append(Known(number, customer, values, facts, words, bool(deleted)))
    return known


def pair(
    table: ChildTable, names: Sequence[str], rows: list[Staged], there: list[Known], *, compared: bool
) -> tuple[list[Pair], list[Staged]]:
    """The sheet's rows of one family that are rows of the base, and those that are new. `names`: the columns
    that the sheet has. `compared`: no row of a customer is exactly like one of its own any more."""
    pairs: list[Pair] = []
    exact = Pass(tuple(names), family=True)
    ways = (exact, *table.passes)
    alone = len({one.customer for one in there}.union(row[CUSTOMER] for row in rows)) == 1
    for way in ways:
        for own in (True, False):
            wanted = not (compared and way is exact) if own else way.family and not alone
            if wanted and rows and there:
                found, rows, there = _by(way, names, rows, there, own=own)
                pairs += found
    by_hand = [one for one in there if one.hand]
    for way in ways if by_hand else ():
        # a contract that a person made or numbered is found by what is in force too
        found, rows, by_hand = _by(way, names, rows, by_hand, own=True, in_force=True)
        pairs += found
    return pairs, rows


def _by(
    way: Pass,
    names: Sequence[str],
    left: list[Staged],
    there: list[Known],
    *,
    own: bool,
    in_force: bool = False,
) -> tuple[list[Pair], list[Staged], list[Known]]:
    """Pair by one way: the pairs, the rows left over, and the base's rows left over."""
    places = {name: i for i, name in enumerate(names)}
    equal = [name for name in way.equal if name in places]
    if way.filled is not None and way.filled not in places:
        return [], left, there
    waiting: dict[tuple[Any, ...], list[Known]] = defaultdict(list)
    for one in there:
        layer = one.values if in_force else one.facts
        waiting[(one.customer if own else None, *(layer[name] for name in equal))].append(one)
    pairs: list[Pair] = []
    rest: list[Staged] = []
    taken: set[int] = set()
    for row in left:
        values = row[VALUES:]
        found = None
        if way.filled is None or values[places[way.filled]] is not None:
            key = (row[CUSTOMER] if own else None, *(values[places[name]] for name in equal))
            candidates = waiting.get(key, [])
            found = next(
                (
                    one
                    for one in candidates
                    if _fits(way, names, values, one.values if in_force else one.facts)
                ),
                None,
            )
        if found is None:
            rest.append(row)
        else:
            candidates.remove(found)
            taken.add(found.id)
            pairs.append((row, found))
    return pairs, rest, [one for one in there if one.id not in taken]


def _fits(way: Pass, names: Sequence[str], values: Sequence[Any], known: Mapping[str, Any]) -> bool:
    """What a way asks besides its equal columns."""
    for name, value in zip(names, values, strict=True):
        if value is None or value in (KEPT, EMPTIED):
            continue
        if (name in way.loose and known[name] is not None) or (way.unsaid and value != known[name]):
            return False
    return True


def border(connection: Any, table: str) -> int:
    """The highest id from before this change: rows above it came from another sheet of the same change."""
    row = connection.execute("SELECT last_id FROM active_change WHERE tbl = ?", (table,)).fetchone()
    return int(row[0]) if row else 0


def ids_of(free: dict[int, Any]) -> set[int]:
    """The ids that are not paired yet."""
    ids = {value for value in free.values() if not isinstance(value, list)}
    for value in free.values():
        if isinstance(value, list):
            ids.update(value)
    return ids
