"""What the page asks of the base and of a prepared file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gui.importing.filestep import PastChange
from gui.importing.plan import ImportPlan, SheetPlan

if TYPE_CHECKING:
    from importers.prepare import PreparedSheet
    from models.queries import Reader


def history(reader: "Reader") -> list[PastChange]:
    """The changes, the latest first."""
    raise NotImplementedError


def first_plan(plan: ImportPlan, sheets: "Sequence[PreparedSheet]") -> ImportPlan:
    """Every visible sheet of a known kind comes along; hidden and refused ones only when asked for."""
    for sheet in sheets:
        included = sheet.visible and not sheet.refused
        plan = plan.with_sheet(SheetPlan(sheet.name, included=included))
    return plan


def found_words(sheets: "Sequence[PreparedSheet]") -> str:
    """How the file is written: 'puntkomma, Windows-1252, kop op regel 3'."""
    raise NotImplementedError
