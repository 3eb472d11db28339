"""Own segments in the base: kept in the settings (so history and undo cover them), read as SQL.

The reference date is that of the last profile run; without one only what customers themselves say counts.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from core.own_segments import (
    ALONE,
    ANY,
    OWN_PREFIX,
    OWN_SET,
    REST,
    Group,
    OwnField,
    OwnSegment,
    Rule,
    field_of,
    from_json,
    wrong,
)

_LIVE: Final = "c.deleted = 0 AND c.merged_into IS NULL"
_COMPARE: Final = {"at_least": ">=", "at_most": "<=", "below": "<", "above": ">"}


def stored(connection: Any) -> dict[str, OwnSegment]:
    """The own segments by name, in the order of the alphabet; one that can no longer be read is left out."""
    row = connection.execute("SELECT value FROM settings WHERE name = 'own_segments'").fetchone()
    kept: Mapping[str, Any] = json.loads(row[0]) if row else {}
    found = {}
    for name in sorted(kept, key=str.casefold):
        segment = from_json(kept[name])
        if wrong(segment) is None:
            found[name] = segment
    return found


def ids(connection: Any, segment: OwnSegment) -> set[int]:
    """Who is in a segment now. Raises KeyError for a rule that cannot be used."""
    found: set[int] = set()
    if segment.groups:
        parameters: list[Any] = []
        joined = " OR " if segment.match == ANY else " AND "
        where = joined.join(_group(group, parameters, _as_of(connection)) for group in segment.groups)
        sql = (
            "SELECT c.id FROM customers c LEFT JOIN profiles p ON p.customer_id = c.id "
            f"WHERE {_LIVE} AND ({where})"
        )
        found = _set(connection, sql, parameters)
    if segment.added:
        found |= _survivors(connection, segment.added)
    if segment.removed:
        found -= _survivors(connection, segment.removed)
    return found


def members(connection: Any, set_name: str = OWN_SET) -> dict[str, set[int]]:
    """Own segment → who is in it, for all of them or the one of that name."""
    known = stored(connection)
    chosen = {name: one for name, one in known.items() if set_name in (OWN_SET, name)}
    return {name: ids(connection, segment) for name, segment in chosen.items()}


def holding(connection: Any, segment: OwnSegment, customer: int) -> list[tuple[Rule, Any]]:
    """The rules of a segment that hold for a customer, each with what the customer has of its field."""
    as_of = _as_of(connection)
    out = []
    for rule in (rule for group in segment.groups for rule in group.rules):
        found = field_of(rule.field)
        parameters: list[Any] = []
        condition = _rule(rule, parameters, as_of)
        row = connection.execute(
            f"SELECT {_column(found) if found else 'NULL'} FROM customers c LEFT JOIN profiles p "
            f"ON p.customer_id = c.id WHERE ({condition}) AND c.id = ?",
            (*parameters, customer),
        ).fetchone()
        if row:
            out.append((rule, row[0]))
    return out


def in_cell(connection: Any, set_name: str, cell: str) -> set[int]:
    """Who is in one own segment (nobody where it is no more); in the cell `overig` who is in none of them."""
    if cell != REST:
        segment = stored(connection).get(cell)
        return set() if segment is None else ids(connection, segment)
    everybody = _set(connection, f"SELECT c.id FROM customers c WHERE {_LIVE}", ())
    return everybody.difference(*members(connection, set_name).values())


def cells(connection: Any, set_name: str = OWN_SET) -> list[dict[str, Any]]:
    """Per cell `name`, `customers`, `clv_total` (euro or None) and `share` of all customers; own segments
    first, `overig` last. Somebody may be in several own segments; nobody is in one and in `overig`. Raises
    KeyError where no own segment has that name."""
    if set_name != OWN_SET and set_name not in stored(connection):
        raise KeyError(set_name)
    value = dict(
        connection.execute(
            f"SELECT c.id, p.clv FROM customers c LEFT JOIN profiles p ON p.customer_id = c.id WHERE {_LIVE}"
        ).fetchall()
    )
    found = members(connection, set_name)
    everybody = max(len(value), 1)
    return [
        {
            "name": name,
            "customers": len(inside),
            "clv_total": _total(value, inside),
            "share": len(inside) / everybody,
        }
        for name, inside in [*found.items(), (REST, value.keys() - set().union(*found.values()))]
    ]


def _total(value: Mapping[int, float | None], inside: "set[int] | frozenset[int]") -> float | None:
    known = [clv for one in inside if (clv := value.get(one)) is not None]
    return float(sum(sorted(known))) if known or not inside else None


def _as_of(connection: Any) -> str:
    row = connection.execute("SELECT as_of FROM profile_runs ORDER BY id DESC LIMIT 1").fetchone()
    return str(row[0]) if row else date.today().isoformat()


def _group(group: Group, parameters: list[Any], as_of: str) -> str:
    if not group.rules:
        return "(1)"
    joined = " OR " if group.match == ANY else " AND "
    return "(" + joined.join(f"({_rule(rule, parameters, as_of)})" for rule in group.rules) + ")"


def _rule(rule: Rule, parameters: list[Any], as_of: str) -> str:
    found = field_of(rule.field)
    if found is None:
        raise KeyError(rule.field)
    column = _column(found)
    if rule.operator in ALONE:
        return _alone(column, rule.operator)
    if found.kind == "date":
        return _date(column, rule, parameters, as_of)
    if found.kind == "number":
        parameters.append(float(rule.value or 0) / found.scale)
        return f"{column} {_COMPARE[rule.operator]} ?"
    parameters.append(str(rule.value))
    return _text(column, rule, found.kind)


def _alone(column: str, operator: str) -> str:
    blank = f"{column} IS NULL OR {column} = ''"
    flags = {"yes": f"{column} = 1", "no": f"{column} = 0", "known": f"NOT ({blank})", "unknown": blank}
    return flags[operator]


def _text(column: str, rule: Rule, kind: str) -> str:
    if rule.operator == "contains":
        return f"instr(LOWER({column}), LOWER(?)) > 0"
    if kind == "choice":
        return f"{column} {'<>' if rule.operator == 'is_not' else '='} ?"
    return f"LOWER({column}) {'<>' if rule.operator == 'is_not' else '='} LOWER(?)"


def _date(column: str, rule: Rule, parameters: list[Any], as_of: str) -> str:
    day = f"date({column})"
    if rule.operator in ("before", "from"):
        parameters.append(str(rule.value))
        return f"{day} {'<' if rule.operator == 'before' else '>='} ?"
    # a number of days from the reference date: they become text of our own making
    step = round(float(rule.value or 0))
    if rule.operator == "within":
        parameters += [as_of, as_of, f"{step:+d} days"]
        return f"{day} BETWEEN ? AND date(?, ?)"
    parameters += [as_of, f"{-step:+d} days"]
    if rule.operator == "longer_ago":
        return f"{day} < date(?, ?)"
    parameters.append(as_of)
    return f"{day} >= date(?, ?) AND {day} <= ?"


def _column(found: OwnField) -> str:
    if found.code.startswith(OWN_PREFIX):
        path = '$."' + found.code[len(OWN_PREFIX) :].replace("'", "''").replace('"', '\\"') + '"'
        return f"json_extract(c.own, '{path}')"
    name = f"{found.table}.{found.column}"
    # who has no profile yet is unknown in every set
    return f"COALESCE({name}, 'onbekend')" if found.column.startswith("set_") else name


def _survivors(connection: Any, wanted: tuple[int, ...]) -> set[int]:
    """Those of these customers who still exist; who was merged counts as the survivor."""
    return _set(
        connection,
        "SELECT c.id FROM json_each(?) w JOIN customers m ON m.id = w.value "
        f"JOIN customers c ON c.id = COALESCE(m.merged_into, m.id) WHERE {_LIVE}",
        (json.dumps(list(wanted)),),
    )


def _set(connection: Any, sql: str, parameters: Any) -> set[int]:
    text = connection.execute(f"SELECT group_concat(id) FROM ({sql})", tuple(parameters)).fetchone()[0]
    return set(map(int, text.split(","))) if text else set()
