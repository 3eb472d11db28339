"""Hand values, conflicts, contracts, contact persons and households among imports, merges, undo and restarts:
after every step the base is what the ledger says, byte for byte, and every list tells the same.

`KLANTBEELD_EXAMPLES` sets how many runs there are (a few in an ordinary test run).
"""

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.errors import InputError
from core.text import set_language
from models import (
    contact_persons,
    contracts_by_hand,
    customer_view,
    frames,
    hand,
    hand_lists,
    hand_scale,
    households,
    journal,
    merging,
    own_fields,
    safety,
    story,
    undo_words,
)
from models.contracts_by_hand import FIELDS, SAID
from models.database import open_base
from models.importing import write_sheet
from tests.models.ledger import Ledger
from tests.models.sheets import sheet

NUMBERS = ("1", "2", "3", "4")
CELLS: dict[str, st.SearchStrategy[Any]] = {
    "plaats": st.sampled_from(["Ede", "Velp", "Elst"]),
    "omzet": st.sampled_from([0.1, 1234.56]),
    "lid": st.sampled_from([0, 1]),
    "tevredenheid": st.sampled_from([2.0, 4.0]),
    "own:Regio": st.sampled_from(["Noord", "Zuid"]),
}
OWN = "own:Regio"
FIELDS_OF_FILE = [name for name in CELLS if name != OWN]
TERMS: dict[str, st.SearchStrategy[Any]] = {
    "start": st.sampled_from(["2025-01-01", "2026-01-01"]),
    "bedrag_per_maand": st.sampled_from([10.0, 0.1 + 0.2]),
    "soort": st.sampled_from(["telefoon", "glasvezel"]),
}
EXAMPLES = int(os.environ.get("KLANTBEELD_EXAMPLES", "0"))


class HandworkMachine(RuleBasedStateMachine):
    """The machine."""

    def __init__(self) -> None:
        super().__init__()
        set_language("nl")
        self.folder = Path(tempfile.mkdtemp())
        self.base = open_base(self.folder / "b.db", create=True)
        self.ledger = Ledger(self.base, {table: self.columns(table) for table in journal.JOURNALLED})

    def columns(self, table: str) -> tuple[str, ...]:
        return tuple(name for name in journal.columns(self.base.db, table) if name != "id")

    def ids(self, sql: str) -> list[int]:
        return [row[0] for row in self.base.sql(sql).fetchall()]

    def live(self) -> list[int]:
        return self.ids("SELECT id FROM customers WHERE deleted = 0 AND merged_into IS NULL")

    @initialize()
    def first_import(self) -> None:
        rows = [{"klantnummer": number, "plaats": "Ede", "tevredenheid": None} for number in NUMBERS]
        self.ledger.write(lambda: write_sheet(self.base, sheet("customers", rows)))

    @rule(
        rows=st.dictionaries(st.sampled_from(NUMBERS), st.fixed_dictionaries({}, optional=CELLS), min_size=1)
    )
    def customers(self, rows: dict[str, dict[str, Any]]) -> None:
        cells = [
            {
                "klantnummer": number,
                **dict.fromkeys(FIELDS_OF_FILE),
                **{name: value for name, value in values.items() if name != OWN},
                "Regio": values.get("own:Regio"),
                hand_scale.SCALE: "1-5" if "tevredenheid" in values else None,
            }
            for number, values in rows.items()
        ]
        self.ledger.write(lambda: write_sheet(self.base, sheet("customers", cells, own=["Regio"])))

    @rule(rows=st.dictionaries(st.sampled_from(NUMBERS), st.fixed_dictionaries(TERMS), min_size=1))
    def contracts(self, rows: dict[str, dict[str, Any]]) -> None:
        cells = [{"klantnummer": n, "contractnummer": f"C{n}", **terms} for n, terms in rows.items()]
        self.ledger.write(lambda: write_sheet(self.base, sheet("contracts", cells)))

    @precondition(lambda self: self.live())
    @rule(data=st.data(), name=st.sampled_from(sorted(CELLS)), empty=st.booleans())
    def set_by_hand(self, data: st.DataObject, name: str, empty: bool) -> None:
        some = data.draw(st.lists(st.sampled_from(self.live()), min_size=1, unique=True))
        values = [(one, None if empty else data.draw(CELLS[name])) for one in some]
        self.ledger.write(lambda: hand.set_each(self.base, name, values, who="ik", reason="r"))

    @precondition(lambda self: self.live())
    @rule(data=st.data(), name=st.sampled_from(sorted(CELLS)))
    def back_to_the_file(self, data: st.DataObject, name: str) -> None:
        some = data.draw(st.lists(st.sampled_from(self.live()), min_size=1, unique=True))
        self.ledger.write(lambda: hand.clear_hand(self.base, some, name))

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        waiting = hand_lists.conflicts(self.base.connection)
        answers = {one.id: data.draw(st.sampled_from([hand_lists.MINE, hand_lists.FILE])) for one in waiting}
        self.ledger.write(lambda: hand_lists.decide(self.base, answers))
        assert hand_lists.conflict_count(self.base.connection) == 0
        left = {one.id: one for one in hand_lists.listed(self.base.connection)}
        for one in waiting:
            assert (one.id in left) == (answers[one.id] == hand_lists.MINE)
            column = own_fields.sql(one.field) if one.field == OWN else f'c."{one.field}"'
            (now,) = self.base.sql(
                f"SELECT {column} FROM customers c WHERE c.id = ?", (one.customer_id,)
            ).fetchone()
            assert now == (one.value if one.id in left else one.file_value)

    @rule(fields=st.lists(st.sampled_from(["plaats", "tevredenheid"]), unique=True))
    def always_the_files(self, fields: list[str]) -> None:
        self.ledger.write(lambda: hand_lists.set_file_wins(self.base, fields))
        assert hand_lists.file_wins(self.base.connection) == sorted(fields)

    @precondition(lambda self: self.live())
    @rule(data=st.data(), terms=st.fixed_dictionaries({}, optional=TERMS), how=st.sampled_from("naxb"))
    def contract(self, data: st.DataObject, terms: dict[str, Any], how: str) -> None:
        there = self.ids("SELECT id FROM contracts WHERE deleted = 0")
        said = {"reason": None, "who": "ik"}
        if how == "n" and terms:
            customer = data.draw(st.sampled_from(self.live()))
            self.ledger.write(lambda: contracts_by_hand.add(self.base, customer, terms, **said))  # type: ignore[arg-type]
        elif there:
            one = data.draw(st.sampled_from(there))
            deeds: dict[str, Any] = {
                "x": lambda: contracts_by_hand.delete(self.base, one),
                "b": lambda: contracts_by_hand.back_to_file(self.base, one, list(terms)),
            }
            change = lambda: contracts_by_hand.change(self.base, one, terms, **said)  # type: ignore[arg-type] # noqa: E731
            self.ledger.write(deeds.get(how, change))

    @precondition(lambda self: self.live())
    @rule(data=st.data(), name=st.sampled_from(["Kees", "Marie"]), how=st.sampled_from("nax"))
    def person(self, data: st.DataObject, name: str, how: str) -> None:
        there = self.ids("SELECT id FROM contact_persons")
        if how == "n" or not there:
            customer = data.draw(st.sampled_from(self.live()))
            self.ledger.write(lambda: contact_persons.add(self.base, customer, {"voornaam": name}))
            return
        one = data.draw(st.sampled_from(there))
        if how == "a":
            self.ledger.write(lambda: contact_persons.change(self.base, one, {"voornaam": name}))
        else:
            self.ledger.write(lambda: contact_persons.delete(self.base, one))

    @precondition(lambda self: len(self.live()) > 1)
    @rule(data=st.data(), leave=st.booleans())
    def household(self, data: st.DataObject, leave: bool) -> None:
        some = data.draw(st.lists(st.sampled_from(self.live()), min_size=2, unique=True))
        connection = self.base.connection
        if leave:
            self.ledger.write(lambda: households.leave(self.base, some[0]))
            assert households.of(connection, some[0]) is None
        else:
            self.ledger.write(lambda: households.make(self.base, some, None, households.HOUSEHOLD))
            found = households.of(connection, some[0])
            assert found is not None and set(some) <= {member[0] for member in found.members}

    @precondition(lambda self: len(self.live()) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        one, other = data.draw(st.lists(st.sampled_from(self.live()), min_size=2, max_size=2, unique=True))
        self.ledger.write(lambda: merging.merge(self.base, one, [other], {}, reason=None, who="ik"))

    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        merged = self.ids("SELECT customer_id FROM merges")
        if merged:
            one = data.draw(st.sampled_from(merged))
            try:
                self.ledger.write(lambda: merging.split(self.base, one))
            except InputError:
                assert self.ledger.read() == self.ledger.rows

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

    @invariant()
    def hand_values_are_in_force(self) -> None:
        connection = self.base.connection
        for name in (*CELLS, hand_scale.SCALE):
            column = own_fields.sql(name) if name == OWN else f"c.{name}"
            wrong = self.base.sql(
                f"SELECT c.id FROM customers c JOIN hand_values h ON h.customer_id = c.id AND h.field = ? "
                f"WHERE h.value IS NOT {column}",
                (name,),
            ).fetchall()
            assert wrong == [], name
        waiting = hand_lists.conflicts(connection)
        assert len(waiting) == hand_lists.conflict_count(connection)
        assert all(one.file_value is not None and one.file_value != one.value for one in waiting)
        listed = hand_lists.listed(connection)
        assert len(listed) == hand_lists.count(connection)

    @invariant()
    def lists_agree(self) -> None:
        connection, live = self.base.connection, self.live()
        contracts = [one for who in live for one in customer_view.children(connection, who, "contracts")]
        there = self.ids(
            "SELECT t.id FROM contracts t JOIN customers o ON o.id = t.customer_id "
            "JOIN customers c ON c.id = COALESCE(o.merged_into, o.id) WHERE t.deleted = 0 AND c.deleted = 0"
        )
        assert sorted(one["id"] for one in contracts) == sorted(there)
        found = frames.load(self.base)["contracts"]
        assert sorted(found["contract_id"].tolist()) == sorted(there)
        for (said,) in self.base.sql("SELECT hand FROM contracts WHERE hand IS NOT NULL").fetchall():
            assert set(json.loads(said)) - {SAID} <= set(FIELDS) and SAID in json.loads(said)
        names = households.names(connection)
        for household in households.listed(connection):
            for member in household.members:
                assert names[member[0]] and households.of(connection, member[0]) is not None
        assert len(households.listed(connection)) == households.count(connection)

    @invariant()
    def everything_can_be_told(self) -> None:
        for customer in self.live():
            told = story.story(self.base, customer)
            assert told and all(line.text and "None" not in line.text for line in told)
        for number in list(self.ledger.steps)[-2:]:
            from models import changes

            result = changes.preview(self.base, number)
            assert len(undo_words.explained(self.base, result.details)) == len(result.details)

    def teardown(self) -> None:
        self.base.close()
        shutil.rmtree(self.folder, ignore_errors=True)


HandworkMachine.TestCase.settings = settings(
    max_examples=EXAMPLES or 8,
    stateful_step_count=40 if EXAMPLES else 20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=(Phase.explicit, Phase.reuse, Phase.generate) + ((Phase.shrink,) if EXAMPLES else ()),
)
TestHandwork = HandworkMachine.TestCase
