"""What the user decided about a file so far, and what was found in it: plain data, without Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core import fields
from core.text import N_, _, day, money

if TYPE_CHECKING:
    from actions.importing import ImportRequest
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
    "fill_empty": N_("only fill empty fields"),
    "update": N_("only update known ones"),
}
LEAVE_OUT: Final = ""


@dataclass(frozen=True)
class SheetPlan:
    """One sheet: whether it comes along, and what the user changed about it."""

    name: str
    included: bool = True
    kind: str | None = None
    mapping: Mapping[str, str | None] | None = None
    formats: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportPlan:
    """A file with its sheets. `mode`, `empty_clears` and `restore_consent` say how it is written."""

    path: Path
    sheets: Mapping[str, SheetPlan] = field(default_factory=dict)
    mode: str = "add_update"
    empty_clears: bool = False
    restore_consent: bool = False

    def sheet(self, name: str) -> SheetPlan:
        """What was decided about a sheet."""
        return self.sheets.get(name) or SheetPlan(name)

    def with_sheet(self, sheet: SheetPlan) -> "ImportPlan":
        """The plan with another decision about one sheet."""
        return replace(self, sheets={**self.sheets, sheet.name: sheet})

    def requests(self) -> "list[ImportRequest]":
        """What is asked of the import: one request for each sheet that comes along."""
        return [self.request(sheet.name) for sheet in self.sheets.values() if sheet.included]

    def request(self, name: str) -> "ImportRequest":
        """The request for one sheet."""
        from actions.importing import ImportRequest

        sheet = self.sheet(name)
        return ImportRequest(
            self.path,
            sheet=name,
            kind=sheet.kind,
            mapping=sheet.mapping,
            formats=dict(sheet.formats),
            mode=self.mode,
            empty_clears=self.empty_clears,
            restore_consent=self.restore_consent,
        )


@dataclass(frozen=True)
class ColumnLine:
    """A column of the file as the user sees it: what it becomes, a sample before and after, and why."""

    header: str
    field: str | None
    before: str
    after: str
    evidence: str
    sure: bool
    format: str = ""
    formats: tuple[str, ...] = ()


def lines_of(sheet: "PreparedSheet") -> list[ColumnLine]:
    """The columns of a sheet, in the file's order."""
    return [_line(sheet, header) for header in sheet.headers]


def _line(sheet: "PreparedSheet", header: str) -> ColumnLine:
    name = sheet.mapping.get(header)
    guess = sheet.guesses.get(header)
    before, after = _sample(guess)
    after = _readable(sheet.kind or fields.CUSTOMERS, name, after)
    detected = sheet.detected.get(name) if name else None
    found = fields.field(sheet.kind or fields.CUSTOMERS, name) if name else None
    formats: tuple[str, ...] = ()
    if found is not None and found.kind in ("date", "datetime"):
        formats = fields.DATE_FORMATS
    elif found is not None and found.kind in ("money", "number", "integer"):
        formats = fields.NUMBER_FORMATS
    evidence = detected.evidence if detected is not None else (guess.evidence if guess else "")
    if detected is not None and detected.assumed:
        evidence = _("assumed: {evidence}").format(evidence=evidence)
    return ColumnLine(
        header,
        name,
        before,
        after,
        evidence,
        sure=bool(guess is None or guess.sure),
        format=detected.format if detected is not None and detected.format in formats else "",
        formats=formats,
    )


def _sample(guess: Any) -> tuple[str, str]:
    """The first sample that is not empty."""
    samples = [s for s in (guess.samples if guess is not None else ()) if s[0]]
    if not samples:
        return "", ""
    before, after = samples[0]
    return str(before), "" if after is None else str(after)


def _readable(kind: str, name: str | None, value: str) -> str:
    """A date and an amount as the user writes them; how they are kept is nobody's business."""
    found = fields.field(kind, name) if name else None
    if found is None or not value:
        return value
    try:
        if found.kind in ("date", "datetime"):
            return day(value) + (f" {value[11:16]}" if len(value) > 11 else "")
        if found.kind == "flag":
            return _("yes") if value in ("1", "True", "true") else _("no")
        if found.kind == "money":
            return money(float(value), 2)
    except (ValueError, IndexError):
        pass  # not kept as we thought: shown as it is
    return value


def field_choices(kind: str) -> list[tuple[str, str]]:
    """The fields that a column of this kind of sheet can become: (name, label) by label."""
    found = [(f.name, _(f.label)) for f in fields.FIELDS[kind]]
    return sorted(found, key=lambda pair: pair[1].lower())


def field_label(kind: str | None, name: str | None) -> str:
    """What a column becomes, in words."""
    if not name:
        return _("(leave out)")
    found = fields.field(kind or fields.CUSTOMERS, name)
    return _(found.label) if found is not None else name
