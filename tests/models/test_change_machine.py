"""Edits, inserts, deletes, undo, redo, restart and undo of older changes, against a model in plain Python.

The model keeps for every row the stack of changes in force on it, each with the row as it was before; the
base must be equal to it after every step, byte for byte.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from models import safety
from models.database import Base, open_base
from tests.models.ledger import Ledger

TEXT = st.one_of(
    st.none(), st.text(max_size=6), st.sampled_from(["10.20", "007", "é\u0301", "'\"%", "0x1", "1e5"])
)
NUMBER = st.one_of(st.none(), st.floats(allow_nan=False), st.sampled_from([0.1 + 0.2, 1e-320, -0.0, 1e300]))
ANY = st.one_of(TEXT, NUMBER, st.integers(-(2**60), 2**60))
COLUMNS = {
    "customers": ("klantnummer", "omzet", "lid", "notities"),
    "orders": ("customer_id", "datum", "bedrag", "product"),
    "hand_values": ("customer_id", "field", "value", "who", "at"),
}


class Changes(RuleBasedStateMachine):
    """The machine."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.base: Base = open_base(self.folder / "b.db", create=True)
        self.ledger = Ledger(self.base, COLUMNS)

    @initialize()
    def some_customers(self) -> None:
        self.write(
            [("insert", "customers", ("a", 1.5, 1, None)), ("insert", "customers", ("b", None, None, "x"))]
        )

    def write(self, deeds: list[tuple[Any, ...]]) -> None:
        def all_of_them() -> None:
            for deed in deeds:
                self.do(*deed)

        self.ledger.write(all_of_them)

    def do(self, what: str, table: str, *rest: Any) -> None:
        sql = self.base.sql
        if what == "insert":
            names = COLUMNS[table]
            sql(f"INSERT INTO {table}({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rest[0])
        elif what == "update":
            row, column, value = rest
            sql(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, row))
        else:
            sql(f"DELETE FROM {table} WHERE id = ?", (rest[0],))

    @rule(data=st.data(), number=st.integers(1, 3))
    def insert(self, data: st.DataObject, number: int) -> None:
        self.write(
            [("insert", "customers", tuple(data.draw(s) for s in (TEXT, NUMBER, st.none(), TEXT)))] * number
        )

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        customers = self.ledger.ids("customers")
        if customers:
            rows = [data.draw(st.sampled_from(customers)) for _ in range(data.draw(st.integers(1, 3)))]
            column, values = data.draw(
                st.sampled_from([("klantnummer", TEXT), ("omzet", NUMBER), ("notities", TEXT)])
            )
            self.write([("update", "customers", row, column, data.draw(values)) for row in rows])

    @rule(data=st.data())
    def order(self, data: st.DataObject) -> None:
        customers, orders = self.ledger.ids("customers"), self.ledger.ids("orders")
        move: bool = data.draw(st.booleans())
        if orders and customers and move:
            row, to = data.draw(st.sampled_from(orders)), data.draw(st.sampled_from(customers))
            self.write([("update", "orders", row, "customer_id", to)])
        elif customers:
            customer = data.draw(st.sampled_from(customers))
            self.write([("insert", "orders", (customer, "2024-01-01", 1.1, data.draw(TEXT)))])

    @rule(data=st.data())
    def hand(self, data: st.DataObject) -> None:
        customers = self.ledger.ids("customers")
        if not customers:
            return
        row, value = data.draw(st.sampled_from(customers)), data.draw(ANY)
        known = {(r[0][1], r[1][1]): key[1] for key, r in self.ledger.rows.items() if key[0] == "hand_values"}
        if (row, "notities") in known:
            deed: tuple[Any, ...] = ("update", "hand_values", known[row, "notities"], "value", value)
        else:
            deed = ("insert", "hand_values", (row, "notities", value, "ik", "nu"))
        self.write(
            [deed, ("update", "customers", row, "notities", value if isinstance(value, str) else None)]
        )

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        customers = self.ledger.ids("customers")
        if customers:
            row = data.draw(st.sampled_from(customers))
            children = [
                ("delete", key[0], key[1])
                for key, r in self.ledger.rows.items()
                if key[0] != "customers" and r[0][1] == row
            ]
            again = data.draw(st.booleans())
            self.write(
                [*children, ("delete", "customers", row)]
                + ([("insert", "customers", ("new", None, None, None))] if again else [])
            )

    @rule()
    def restart(self) -> None:
        self.base.close()
        self.base = self.ledger.base = open_base(self.folder / "b.db", write=True)

    @rule(redo=st.booleans())
    def step_back_or_forth(self, redo: bool) -> None:
        self.ledger.step_back_or_forth(redo)

    @precondition(lambda self: self.ledger.steps)
    @rule(data=st.data(), redo=st.booleans())
    def move_older(self, data: st.DataObject, redo: bool) -> None:
        self.ledger.move(data.draw(st.sampled_from(sorted(self.ledger.steps))), redo, explicit=True)

    @invariant()
    def whole(self) -> None:
        assert self.ledger.read() == self.ledger.rows
        assert safety.check(self.base) == []

    def teardown(self) -> None:
        self.base.close()
        shutil.rmtree(self.folder, ignore_errors=True)


Changes.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
TestChanges = Changes.TestCase
