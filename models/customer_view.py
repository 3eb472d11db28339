"""Everything that is known of one customer, field by field, with where it came from."""

import json
from collections.abc import Mapping
from typing import Any, Final

from core.fields import CONTRACT_COLUMNS, CUSTOMERS
from core.fields import columns as field_columns
from models.contracts_by_hand import SAID
from models.customer_rows import SCALE
from models.own_fields import PREFIX, header, is_own

_FLAGS: Final = frozenset(
    {f.name for f in field_columns(CUSTOMERS) if f.kind == "flag"}
    | {"automatisch_verlengd", "contract_verplicht"}
)
#: outcomes of the profile that `fields` shows beside the facts
OUTCOMES: Final = (
    *("relatievorm", "almost_type", "binding", "commitment", "calculative", "trust", "satisfaction"),
    *("relationship_quality", "engagement", "negative_engagement", "relational_exchange", "emotional_bond"),
    *("clv", "crv"),
)
_LIMIT: Final = 500
#: what a hand value of a contract has no word of
_SILENT: Final = {
    "review_on": None,
    "kept": 0,
    "kept_value": None,
    "offered_by": None,
    "from_customer": None,
}
#: a contract `t` that came from the contract columns of a customers sheet
_OF_CUSTOMERS: Final = "t.import_id IN (SELECT id FROM imports WHERE kind = 'customers')"
_CHILDREN: Final[dict[str, tuple[str, str]]] = {
    "orders": ("orders", "datum DESC, id DESC"),
    "contracts": ("contracts", "start IS NULL, start DESC, id DESC"),
    "interactions": ("interactions", "datum DESC, id DESC"),
    "answers": ("survey_answers", "datum IS NULL, datum DESC, id"),
}


def fields(connection: Any, customer: int) -> dict[str, dict[str, Any]]:
    """Field → {"value", "source", "conflict"} of one customer; empty for an id that does not exist.

    `source` is 'file', 'hand' or 'computed'. A field set by hand also has `file` (what the file says),
    `reason`, `who`, `at` and `review_on`; its `conflict` is true where the file says something else that
    nobody answered yet, `asked` where an import asked. `from_customer`: a merge took it from that customer.
    Flags are true, false or None. The user's own columns go by their header (`own:<header>` where that is a
    field's name).
    """
    names = [field.name for field in field_columns(CUSTOMERS)]
    names.insert(names.index("tevredenheid") + 1, SCALE)
    facts = _row(connection, "customers", "id", customer)
    if not facts:
        return {}
    profile = _row(connection, "profiles", "customer_id", customer)
    hands = {hand["field"]: hand for hand in _hands(connection, customer)}
    found = {name: _field(name, facts[name], "file", hands.get(name)) for name in names}
    own: dict[str, Any] = json.loads(facts["own"] or "{}")
    emptied = {header(field): None for field in hands if is_own(field)}
    for name, value in {**emptied, **own}.items():
        hand = hands.get(PREFIX + name)
        found[PREFIX + name if name in found else name] = _field(name, value, "file", hand)
    for name in OUTCOMES:
        if name in hands or profile:
            found[name] = _field(name, profile.get(name), "computed", hands.get(name))
    if "relatievorm" in hands and profile:
        computed = profile["relatievorm_computed"]
        found["relatievorm"]["computed"] = computed
        found["relatievorm"]["conflict"] = computed not in (None, hands["relatievorm"]["value"])
    return found


def contract_fields(connection: Any, customer: int) -> dict[str, dict[str, Any]]:
    """The contract columns of the customers sheets, as `fields`: the newest such contract of this customer.

    All None for a customer who has none; empty where no customers sheet gave anybody a contract. What came
    from a sheet of contracts is not a field of the customer: see `children`.
    """
    if not connection.execute(f"SELECT EXISTS (SELECT 1 FROM contracts t WHERE {_OF_CUSTOMERS})").fetchone()[
        0
    ]:
        return {}
    newest = _dicts(
        connection.execute(
            f"SELECT t.* FROM contracts t WHERE t.customer_id IN (SELECT id FROM customers "
            f"WHERE id = ?1 OR merged_into = ?1) AND t.deleted = 0 AND {_OF_CUSTOMERS} "
            "ORDER BY t.import_id DESC, t.id DESC LIMIT 1",
            (customer,),
        )
    )
    row = newest[0] if newest else {}
    said = json.loads(row.get("hand") or "{}")
    speaker = said.get(SAID, {})
    return {
        name: _field(name, row.get(column), "file", _contract_hand(row, said, speaker, column))
        for name, column in CONTRACT_COLUMNS.items()
    }


def _contract_hand(
    row: Mapping[str, Any], said: Mapping[str, Any], speaker: Mapping[str, Any], column: str
) -> dict[str, Any] | None:
    """A field of a contract that a person set, as a hand value."""
    if column not in said:
        return None
    told = {what: speaker.get(what) for what in ("reason", "who", "at")}
    return {**_SILENT, "value": row[column], "file_value": said[column], **told}


def children(connection: Any, customer: int, what: str) -> list[dict[str, Any]]:
    """The customer's 'orders', 'contracts', 'interactions' or 'answers', those of who was merged into it too;
    the newest first, at most 500.

    A contract has `hand`: field → what the file says, of the fields that a person set, and `said`: who, at
    and reason of the last word. Deleted contracts are left out.
    """
    table, order = _CHILDREN[what]
    alive = "AND t.deleted = 0 " if what == "contracts" else ""
    cursor = connection.execute(
        f"SELECT t.* FROM {table} t WHERE t.customer_id IN (SELECT id FROM customers "
        f"WHERE id = ?1 OR merged_into = ?1) {alive}ORDER BY {order} LIMIT {_LIMIT}",
        (customer,),
    )
    rows = _dicts(cursor)
    return [_contract(row) for row in rows] if what == "contracts" else rows


def _contract(row: dict[str, Any]) -> dict[str, Any]:
    said = json.loads(row.pop("hand") or "{}")
    del row["deleted"]
    return {**row, "said": said.pop(SAID, None), "hand": said}


def profile(connection: Any, customer: int) -> dict[str, Any]:
    """The stored profile's row; empty before a run. `relatievorm_evidence` and `facts` as objects."""
    row = _row(connection, "profiles", "customer_id", customer)
    for name in ("relatievorm_evidence", "facts"):
        if row.get(name):
            row[name] = json.loads(row[name])
    return row


def _hands(connection: Any, customer: int) -> list[dict[str, Any]]:
    return _dicts(connection.execute("SELECT * FROM hand_values WHERE customer_id = ?", (customer,)))


def _row(connection: Any, table: str, key: str, value: int) -> dict[str, Any]:
    found = _dicts(connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (value,)))
    return found[0] if found else {}


def _dicts(cursor: Any) -> list[dict[str, Any]]:
    names = [described[0] for described in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _field(name: str, value: Any, source: str, hand: Mapping[str, Any] | None) -> dict[str, Any]:
    if hand is None:
        return {"value": _shown(name, value), "source": source, "conflict": False}
    in_force, file_value = hand["value"], hand["file_value"]
    return {
        "value": _shown(name, in_force),
        "source": "hand",
        "conflict": file_value not in (None, in_force)
        and not (hand["kept"] and hand["kept_value"] == file_value),
        "asked": hand["offered_by"] is not None and file_value != in_force,
        "file": _shown(name, file_value),
        **{what: hand[what] for what in ("reason", "who", "at", "review_on", "from_customer")},
    }


def _shown(name: str, value: Any) -> Any:
    return bool(value) if name in _FLAGS and value is not None else value
