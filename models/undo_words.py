"""Why a row stays as it is when a change is undone, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.text import N_, _
from models import link_rules, undoing
from models.database import Base
from models.journal import twin
from models.undoing import Detail

_TABLES: Final[dict[str, str]] = {
    "customers": N_("customer {name}"),
    "orders": N_("an order line of {name}"),
    "contracts": N_("a contract of {name}"),
    "interactions": N_("a contact of {name}"),
    "survey_answers": N_("an answer of {name}"),
    "hand_values": N_("a value set by hand of {name}"),
    "merges": N_("the merge of {name}"),
    "distinct_pairs": N_("that {name} is somebody else"),
    "household_members": N_("the household of {name}"),
    "contact_persons": N_("a contact person of {name}"),
    "households": N_("a household"),
    "settings": N_("a setting"),
    "mappings": N_("a saved mapping"),
}
#: the column that says whose row it is; the other tables are nobody's
_OWNER: Final[dict[str, str]] = {
    "customers": "id",
    "distinct_pairs": "first_id",
    **dict.fromkeys(("orders", "contracts", "interactions", "survey_answers", "hand_values"), "customer_id"),
    **dict.fromkeys(("merges", "household_members", "contact_persons"), "customer_id"),
}
_WHY: Final[dict[str, str]] = {
    undoing.TOUCHED: N_("changed since by “{label}”"),
    undoing.REFERENCED: N_("other rows hang on it"),
    undoing.PARENT_GONE: N_("what it belongs to is no longer there"),
    undoing.TAKEN: N_("another row has taken its place"),
    undoing.TOGETHER: N_("it belongs to a row that stays"),
    link_rules.LINKED: N_("another merge builds on it"),
}


@dataclass(frozen=True)
class Stays:
    """A row that stays as it is: whose (in words), why (in words), and the bucket ('kept', 'impossible')."""

    who: str
    why: str
    bucket: str
    table: str
    row_id: int


def explained(base: Base, details: Sequence[Detail]) -> list[Stays]:
    """Each row in words, in their order."""
    labels: dict[int, str] = {}
    found = []
    for detail in details:
        if detail.since is not None and detail.since not in labels:
            row = base.sql("SELECT label FROM changes WHERE id = ?", (detail.since,)).fetchone()
            labels[detail.since] = row[0] if row else ""
        why = _(_WHY.get(detail.why, detail.why)).format(label=labels.get(detail.since or 0, ""))
        who = _(_TABLES.get(detail.table, detail.table)).format(name=_name(base, detail.table, detail.row_id))
        found.append(Stays(who, why, detail.bucket, detail.table, detail.row_id))
    return found


def _name(base: Base, table: str, row_id: int) -> str:
    """The customer whose row it is: by the row as it is now, else as it was kept last."""
    column = _OWNER.get(table)
    if column is None:
        return ""
    row = base.sql(f"SELECT {column} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    if row is None:
        row = base.sql(
            f"SELECT {column} FROM {twin(table)} WHERE id = ? AND {column} IS NOT NULL "
            "ORDER BY key DESC LIMIT 1",
            (row_id,),
        ).fetchone()
    if row is None:
        return ""
    who = base.sql(
        "SELECT COALESCE(NULLIF(naam, ''), klantnummer, '') FROM customers WHERE id = ?", (row[0],)
    ).fetchone()
    return str(who[0]) if who else ""
