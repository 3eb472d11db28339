"""A corpus of files with one trap each through the whole import: read right, asked about or refused."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions.importing import ImportRequest, apply
from core.errors import InputError, QuestionError
from models.child_tables import TABLES
from models.database import open_base
from tests.importers.traps import ASKED, REFUSED, Trap, written
from tests.importers.traps_of_cells import DATES, FIELDS, NUMBERS
from tests.importers.traps_of_form import FORM
from tests.importers.traps_of_kind import KINDS, ORDERS, SURVEYS
from tests.importers.traps_of_mixture import MIXTURES

AS_OF = date(2026, 11, 22)
CORPUS = (*FORM, *NUMBERS, *DATES, *FIELDS, *KINDS, *ORDERS, *SURVEYS, *MIXTURES)


def stored(db: Path, kind: str, column: str) -> list[Any]:
    """A column of the base in the sheet's order."""
    table = "customers" if kind == "customers" else TABLES[kind].name
    with open_base(db) as base:
        rows = base.connection.execute(f"SELECT {column} FROM {table} ORDER BY id").fetchall()
    return [value for (value,) in rows]


def test_there_are_enough_and_each_has_a_name_of_its_own() -> None:
    assert len(CORPUS) >= 100
    assert len({trap.file for trap in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("trap", CORPUS, ids=lambda trap: trap.file)
def test_a_trap(trap: Trap, tmp_path: Path) -> None:
    db = tmp_path / "winkel.klantbeeld"
    request = ImportRequest(written(trap, tmp_path), as_of=AS_OF, **trap.options)
    if trap.outcome in (ASKED, REFUSED):
        with pytest.raises(QuestionError if trap.outcome == ASKED else InputError) as caught:
            apply(db, [request])
        assert isinstance(caught.value, QuestionError) == (trap.outcome == ASKED)
        assert trap.says in str(caught.value)
        assert "\n" not in str(caught.value)
        assert not db.exists()
        return
    reports = apply(db, [request])
    assert len(reports) == trap.sheets
    report = reports[0]
    assert not trap.kind or report.kind == trap.kind
    for each in reports:
        assert each.read == each.created + each.updated + each.unchanged + each.rejected
    assert {name: getattr(report, name) for name in trap.counts} == trap.counts
    found = {issue.code for issue in report.issues}
    assert found >= trap.issues, report.issues
    if "rejected" not in trap.counts:
        assert report.rejected == 0, report.issues
    assert {name: stored(db, report.kind, name) for name in trap.values} == trap.values
    for kind, columns in trap.stored.items():
        assert {name: stored(db, kind, name) for name in columns} == columns
    said = {name: how.format for name, how in report.detected.items() if how.assumed}
    assert {name: said.get(name) for name in trap.assumed} == trap.assumed
