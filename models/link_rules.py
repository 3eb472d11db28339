"""What undo and redo must not leave behind: half a merge.

Whatever is put back, afterwards everybody who has a row in `merges` must point at the last survivor, nobody
else at anybody, and nobody may hang on a customer who was deleted. A row that would break this stays as it is
(with the rows of the same link, and what was taken over by it), like every row that cannot be put back.
"""

from typing import Any, Final, NamedTuple

from models.database import Base
from models.journal import KEY_BITS

#: code of `why`
LINKED: Final = "linked"


class _State(NamedTuple):
    """A customer as it would be: whom it hangs on, and whether it is deleted."""

    merged_into: int | None
    deleted: bool


def block_half_merges(base: Base) -> None:
    """One round: rows of `pick` that would leave half a merge become impossible."""
    links, ends = _links(base)
    # who would point at somebody without a row in `merges`
    broken: set[tuple[str, int]] = {
        ("customers", customer)
        for customer, way, merged_into in _picked(base, "customers", "merged_into", linked=True)
        if way == "write" and merged_into is not None and customer not in links
    }
    states = _states(base, sorted({*links, *(into for _, into in links.values()), *ends}))
    for customer, row in ends.items():
        state = states.get(customer)
        if customer not in links and state is not None and state.merged_into is not None:
            broken |= {("merges", row), ("customers", customer)}
    for customer, (row, into) in links.items():
        child, parent = states.get(customer), states.get(into)
        if child is None or parent is None:
            continue  # a row without its parent is refused as such
        root = parent.merged_into or into
        over = states.get(root) or parent
        if child.merged_into != root or over.merged_into is not None or (over.deleted and not child.deleted):
            broken |= {("merges", row), ("customers", customer), ("customers", into), ("customers", root)}
    base.connection.executemany(
        "UPDATE temp.pick SET bucket = 'impossible', why = 'linked' "
        "WHERE tbl = ? AND id = ? AND bucket = 'reversed'",
        sorted(broken),
    )


def keep_what_was_taken_over(base: Base) -> None:
    """One round: while a link stays as it is, so does what the survivor took over by it."""
    staying = base.sql(
        "SELECT COALESCE((SELECT customer_id FROM merges m WHERE m.id = p.id), "
        f"(SELECT customer_id FROM journal_merges j WHERE j.key = p.source << {KEY_BITS} | p.id)), p.bucket "
        "FROM temp.pick p WHERE p.tbl = 'merges' AND p.bucket <> 'reversed'"
    ).fetchall()
    for customer, bucket in staying:
        base.sql(
            "WITH RECURSIVE below(id) AS (SELECT ?1 UNION SELECT m.customer_id FROM below "
            "JOIN merges m ON m.into_id = below.id) "
            "UPDATE temp.pick SET bucket = ?2, why = 'together' "
            "WHERE tbl = 'hand_values' AND bucket = 'reversed' AND (EXISTS ("
            "SELECT 1 FROM hand_values h WHERE h.id = temp.pick.id AND h.from_customer IN below) OR EXISTS ("
            f"SELECT 1 FROM journal_hand_values j WHERE j.key = source << {KEY_BITS} | temp.pick.id "
            "AND j.from_customer IN below))",
            (customer, bucket),
        )


def _links(base: Base) -> tuple[dict[int, tuple[int, int]], dict[int, int]]:
    """The links as they would be: customer → (row, into); and those that would end: customer → row."""
    links = {
        customer: (row, into)
        for row, customer, into in base.sql("SELECT id, customer_id, into_id FROM merges").fetchall()
    }
    ends = {}
    for row, way, customer, into in _picked(base, "merges", "customer_id, into_id"):
        if way == "write":
            links = {c: link for c, link in links.items() if link[0] != row}
            links[customer] = (row, into)
        else:
            for linked, link in list(links.items()):
                if link[0] == row:
                    ends[linked] = row
                    del links[linked]
    return links, ends


def _states(base: Base, ids: list[int]) -> dict[int, _State]:
    states = {}
    for customer in ids:
        row = base.sql("SELECT merged_into, deleted FROM customers WHERE id = ?", (customer,)).fetchone()
        if row is not None:
            states[customer] = _State(row[0], bool(row[1]))
    wanted = set(ids)
    for customer, way, merged_into, deleted in _picked(base, "customers", "merged_into, deleted", ids):
        if customer not in wanted:
            continue
        if way == "write":
            states[customer] = _State(merged_into, bool(deleted))
        else:
            states.pop(customer, None)
    # the root of somebody may be nobody's neighbour yet
    missing = {
        state.merged_into for state in states.values() if state.merged_into is not None
    } - states.keys()
    return states | _states(base, sorted(missing - wanted)) if missing - wanted else states


def _picked(
    base: Base, table: str, columns: str, ids: list[int] | None = None, *, linked: bool = False
) -> list[tuple[Any, ...]]:
    """(id, way, columns as they would be) of the rows of `pick` that would be put back; `linked`: only those
    that would be merged."""
    names = ", ".join(f"j.{name.strip()}" for name in columns.split(","))
    some = "" if ids is None else f"AND p.id IN ({', '.join(map(str, ids))})"
    some += " AND j.merged_into IS NOT NULL" if linked else ""
    found = base.sql(
        f"SELECT p.id, p.way, {names} FROM temp.pick p LEFT JOIN journal_{table} j "
        f"ON j.key = p.source << {KEY_BITS} | p.id WHERE p.tbl = ? AND p.bucket = 'reversed' {some}",
        (table,),
    )
    return list(found.fetchall())
