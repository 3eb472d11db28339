"""What the user decided about a file so far, and what was found in it: plain data, without Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.rows import SurveyItem
from core.text import N_

if TYPE_CHECKING:
    from actions.wizard import Choice, Writing
    from importers.prepare import PreparedSheet

KINDS: Final[dict[str, str]] = {
    "customers": N_("customers"),
    "orders": N_("orders"),
    "contracts": N_("contracts"),
    "interactions": N_("contacts"),
    "survey": N_("survey"),
}
FORMATS: Final[dict[str, str]] = {
    "dmy": N_("day-month-year"),
    "mdy": N_("month-day-year"),
    "ymd": N_("year-month-day"),
    "excel": N_("Excel day number"),
    "comma": N_("1.234,56 (decimal comma)"),
    "point": N_("1,234.56 (decimal point)"),
}
MODES: Final[dict[str, str]] = {
    "add_update": N_("add new ones and update known ones"),
    "add": N_("only add new ones"),
    "fill": N_("only fill empty fields"),
    "update": N_("only update known ones"),
}
LEAVE_OUT: Final = ""
#: a column without a field of ours that is kept beside the fields
OWN: Final = "own"


@dataclass(frozen=True)
class SheetPlan:
    """One sheet: whether it comes along, and what the user changed about it.

    `mends`: sheet row → column → what was typed. `left_out`: sheet rows that stay behind. `unused`: headers
    that are not even kept as own fields (None: as remembered). `whose`: sheet row → the customer it is about.
    """

    name: str
    included: bool = True
    kind: str | None = None
    mapping: Mapping[str, str | None] | None = None
    formats: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, SurveyItem] = field(default_factory=dict)
    mends: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    unused: frozenset[str] | None = None
    whose: Mapping[int, int] = field(default_factory=dict)

    def unused_of(self, sheet: "PreparedSheet") -> frozenset[str]:
        """The headers that are not kept: as the user said, else as it was decided before."""
        return sheet.unused if self.unused is None else self.unused

    def mended(self, row: int, cells: Mapping[int, str]) -> "SheetPlan":
        """The plan with these cells of a row typed over."""
        return replace(self, mends={**self.mends, row: {**self.mends.get(row, {}), **cells}})

    def about(self, row: int, customer: int) -> "SheetPlan":
        """The plan with a row that fits several customers tied to this one."""
        return replace(self, whose={**self.whose, row: customer})


@dataclass(frozen=True)
class ImportPlan:
    """A file with its sheets. `mode`, `empty_clears` and `restore_consent` say how it is written;
    `take_file` where (customer, field) the file's word replaces what a person filled in."""

    path: Path
    sheets: Mapping[str, SheetPlan] = field(default_factory=dict)
    mode: str = "add_update"
    empty_clears: bool = False
    restore_consent: bool = False
    take_file: frozenset[tuple[int, str]] = frozenset()
    mapping_file: Path | None = None

    def sheet(self, name: str) -> SheetPlan:
        """What was decided about a sheet."""
        return self.sheets.get(name) or SheetPlan(name)

    def with_sheet(self, sheet: SheetPlan) -> "ImportPlan":
        """The plan with another decision about one sheet."""
        return replace(self, sheets={**self.sheets, sheet.name: sheet})

    def choices(self, sheets: "Sequence[PreparedSheet]") -> "list[Choice]":
        """The sheets that come along, with what the user did to them."""
        from actions.wizard import Choice
        from importers.adjusting import Adjustments

        found = []
        for sheet in sheets:
            decided = self.sheet(sheet.name)
            if decided.included and not sheet.refused:
                changes = Adjustments(decided.mends, decided.left_out, decided.unused_of(sheet))
                found.append(Choice(sheet, changes, decided.whose))
        return found

    def writing(self) -> "Writing":
        """How it is written."""
        from actions.wizard import Writing

        return Writing(self.mode, self.empty_clears, self.restore_consent, self.take_file)
