"""Erasing one person everywhere: rows, history, snapshots, reports; a salted hash stops their return.

Unlike deleting this cannot be undone: what a change recorded of the person goes too, and the pages of the
file are written anew. `erasures` keeps only hashes of the person's keys, so that a later import of the same
person is rejected and a backup that is put back is erased again.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from models import erased_labels, journal, settings_store
from models.database import Base
from models.journal import KEY_BITS, twin

#: fields that say who somebody is
NUMBER: Final = "klantnummer"
EMAIL: Final = "email"
#: (table, columns that point at a customer) of every journalled table but customers
_REFERENCES: Final[dict[str, tuple[str, ...]]] = {
    "orders": ("customer_id",),
    "contracts": ("customer_id",),
    "interactions": ("customer_id",),
    "survey_answers": ("customer_id",),
    "hand_values": ("customer_id", "from_customer"),
    "merges": ("customer_id", "into_id"),
    "distinct_pairs": ("first_id", "second_id"),
    "household_members": ("customer_id",),
    "contact_persons": ("customer_id",),
}
_DERIVED: Final[dict[str, tuple[str, ...]]] = {
    "profiles": ("customer_id",),
    "snapshots": ("customer_id",),
    "duplicate_pairs": ("first_id", "second_id"),
}


def erase(base: Base, customer_ids: Iterable[int], *, label: str, who: str) -> int:
    """Erase these customers with everybody merged with them; gives how many customer rows went.

    Not inside a change (it is no change: nothing is recorded). `label` stands in the history and must not
    name anybody.
    """
    if base.open_change is not None:
        raise RuntimeError("an erasure inside a change")
    if not base.writable:
        raise RuntimeError("the base was opened for reading")
    base.sql("PRAGMA secure_delete = 1")
    base.sql("PRAGMA foreign_keys = 0")
    try:
        with base.db.atomic("IMMEDIATE"):
            ids = _family(base, customer_ids)
            if not ids:
                return 0
            keys = _keys(base, ids)
            ids = _with_ghosts(base, ids, keys)
            journal.drop_triggers(base.db)
            _scrub_reports(base, ids)
            called = erased_labels.names(base, ids)
            _forget(base, ids, keys)
            settings_store.forget_customers(base, ids)
            erased_labels.scrub(base, called, keys[NUMBER] | keys[EMAIL])
            _empty_changes(base)
            _remember(base, keys)
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            base.sql("INSERT INTO changes(label, kind, who, at) VALUES (?, 'erase', ?, ?)", (label, who, at))
            journal.install(base.db)
    finally:
        base.sql("PRAGMA foreign_keys = 1")
    if base.path is not None:
        base.sql("VACUUM")
        base.sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return len(ids)


def marks(base: Base) -> list[tuple[bytes, str, str]]:
    """What is remembered of the erased: (salt, mark, moment)."""
    if not base.db.table_exists("erasures"):  # an older base, looked at before it is migrated
        return []
    return [tuple(row) for row in base.sql("SELECT salt, mark, at FROM erasures ORDER BY id").fetchall()]


def carry(base: Base, remembered: Sequence[tuple[bytes, str, str]], *, label: str, who: str) -> int:
    """Apply the erasures of another copy of this base to this one; gives how many customer rows went."""
    for salt, mark, at in remembered:
        base.sql("INSERT OR IGNORE INTO erasures(salt, mark, at) VALUES (?, ?, ?)", (salt, mark, at))
    erased = Erased(remembered)
    found = base.sql("SELECT id, klantnummer, email FROM customers").fetchall()
    ids = [number for number, name, address in found if erased.person(name, address)]
    return erase(base, ids, label=label, who=who) if ids else 0


class Erased:
    """Tells whether a number or an address is that of somebody who was erased."""

    def __init__(self, remembered: Sequence[tuple[bytes, str, str]]) -> None:
        self._marks = {mark for _salt, mark, _at in remembered}
        self._salts = sorted({salt for salt, _mark, _at in remembered})

    def __bool__(self) -> bool:
        return bool(self._marks)

    def person(self, klantnummer: str | None, address: str | None) -> bool:
        """Is it somebody erased: by the number, and by the address only where there is no number?"""
        return self._known(NUMBER, klantnummer) if klantnummer else self._known(EMAIL, address)

    def _known(self, field: str, value: str | None) -> bool:
        return bool(value) and any(_mark(salt, field, str(value)) in self._marks for salt in self._salts)


def _mark(salt: bytes, field: str, value: str) -> str:
    said = f"{field}\0{value.strip().casefold()}".encode("utf-8", "surrogatepass")
    return hmac.new(salt, said, hashlib.sha256).hexdigest()


def _family(base: Base, customer_ids: Iterable[int]) -> set[int]:
    """These customers, whom they were merged into, and whoever was merged into those."""
    wanted = json.dumps(sorted(set(customer_ids)))
    found = base.sql(
        "SELECT id FROM customers WHERE COALESCE(merged_into, id) IN (SELECT COALESCE(merged_into, id) "
        "FROM customers WHERE id IN (SELECT value FROM json_each(?)))",
        (wanted,),
    )
    return {row[0] for row in found.fetchall()}


def _keys(base: Base, ids: set[int]) -> dict[str, set[str]]:
    """Every number and address that these customers have or ever had."""
    chosen = json.dumps(sorted(ids))
    keys: dict[str, set[str]] = {NUMBER: set(), EMAIL: set()}
    for field, known in keys.items():
        for table in ("customers", twin("customers")):
            found = base.sql(
                f"SELECT {field} FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (chosen,)
            )
            known |= {row[0] for row in found.fetchall() if row[0]}
        for table in ("hand_values", twin("hand_values")):
            found = base.sql(
                f"SELECT value, file_value FROM {table} WHERE field = ? "
                "AND customer_id IN (SELECT value FROM json_each(?))",
                (field, chosen),
            )
            known |= {str(value) for row in found.fetchall() for value in row if value}
    others = base.sql(
        "SELECT DISTINCT email FROM customers WHERE email IN (SELECT value FROM json_each(?)) "
        "AND id NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(keys[EMAIL])), chosen),
    )
    keys[EMAIL] -= {row[0] for row in others.fetchall()}  # a mailbox of two: the other one stays welcome
    return keys


def _with_ghosts(base: Base, ids: set[int], keys: dict[str, set[str]]) -> set[int]:
    """With rows of the same person that only the history still has (an import that was undone)."""
    numbers = json.dumps(sorted(keys[NUMBER]))
    found = base.sql(
        f"SELECT id FROM {twin('customers')} WHERE klantnummer IN (SELECT value FROM json_each(?)) "
        "AND id NOT IN (SELECT id FROM customers)",
        (numbers,),
    )
    return ids | {row[0] for row in found.fetchall()}


def _forget(base: Base, ids: set[int], keys: dict[str, set[str]]) -> None:
    chosen = json.dumps(sorted(ids))
    for table, columns in {**_DERIVED, **_REFERENCES}.items():
        hit = " OR ".join(f"{column} IN (SELECT value FROM json_each(?1))" for column in columns)
        if table in _REFERENCES:
            gone = [row[0] for row in base.sql(f"SELECT id FROM {table} WHERE {hit}", (chosen,)).fetchall()]
            base.sql(
                f"DELETE FROM {twin(table)} WHERE {hit} OR id IN (SELECT value FROM json_each(?2))",
                (chosen, json.dumps(gone)),
            )
        base.sql(f"DELETE FROM {table} WHERE {hit}", (chosen,))
    known = json.dumps(sorted(keys[NUMBER] | keys[EMAIL]))
    for table in ("customers", twin("customers")):
        base.sql(f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (chosen,))
        base.sql(
            f"UPDATE {table} SET aangebracht_door = NULL WHERE aangebracht_door IN "
            "(SELECT value FROM json_each(?))",
            (known,),
        )


def _empty_changes(base: Base) -> None:
    """A change that was about nobody else is no step to undo any more."""
    left: set[int] = set()
    for table in journal.JOURNALLED:
        if table in journal.UNCOUNTED:
            continue
        old = twin(table)
        left |= {row[0] for row in base.sql(f"SELECT DISTINCT key >> {KEY_BITS} FROM {old}").fetchall()}
        found = base.sql(
            "SELECT DISTINCT change_id FROM inserted i WHERE tbl = ? AND ("
            f"EXISTS (SELECT 1 FROM {table} t WHERE t.id BETWEEN i.first_id AND i.last_id) "
            f"OR EXISTS (SELECT 1 FROM {old} j WHERE j.id BETWEEN i.first_id AND i.last_id))",
            (table,),
        )
        left |= {row[0] for row in found.fetchall()}
    base.sql(
        "UPDATE changes SET rows = 0 WHERE rows > 0 AND id NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(left)),),
    )


def _scrub_reports(base: Base, ids: set[int]) -> None:
    """The reports of imports quote cells: those of this person's rows lose their value and sentence."""
    chosen = json.dumps(sorted(ids))
    rows: dict[int, set[int]] = {}
    tables = ("customers", "orders", "contracts", "interactions", "survey_answers")
    for table in (name for one in tables for name in (one, twin(one))):
        key = "id" if table.endswith("customers") else "customer_id"
        found = base.sql(
            f"SELECT DISTINCT import_id, import_row FROM {table} WHERE import_id IS NOT NULL "
            f"AND {key} IN (SELECT value FROM json_each(?))",
            (chosen,),
        )
        for number, row in found.fetchall():
            rows.setdefault(number, set()).add(row)
    for table in ("imports", twin("imports")):
        for number, theirs in rows.items():
            for text in base.sql(f"SELECT DISTINCT report FROM {table} WHERE id = ?", (number,)).fetchall():
                report = json.loads(text[0] or "{}")
                for issue in report.get("issues", ()):
                    if issue.get("row") in theirs:
                        issue["value"] = issue["message"] = ""
                new = json.dumps(report, ensure_ascii=False)
                base.sql(f"UPDATE {table} SET report = ? WHERE id = ? AND report = ?", (new, number, text[0]))


def _remember(base: Base, keys: dict[str, set[str]]) -> None:
    row = base.sql("SELECT salt FROM erasures LIMIT 1").fetchone()
    salt = row[0] if row else secrets.token_bytes(16)
    at = datetime.now(UTC).date().isoformat()
    for field, values in keys.items():
        for value in values:
            base.sql(
                "INSERT OR IGNORE INTO erasures(salt, mark, at) VALUES (?, ?, ?)",
                (salt, _mark(salt, field, value), at),
            )
