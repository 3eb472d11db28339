"""What the page asks of the base and of a prepared file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from core.text import N_, _, ngettext, number
from gui.facts import moment
from gui.importing.filestep import PastChange
from gui.importing.plan import ImportPlan, SheetPlan

if TYPE_CHECKING:
    from importers.prepare import PreparedSheet
    from models.queries import Reader

_SHOWN: Final = 300
_DELIMITERS: Final = {
    ";": N_("semicolon"),
    ",": N_("comma"),
    "\t": N_("tab"),
    "|": N_("vertical bar"),
}


def history(reader: "Reader") -> list[PastChange]:
    """The changes, the latest first; undo and redo show in the change that they are about."""
    rows = reader.history(_SHOWN)
    undone_by = {row.undoes: row.id for row in reversed(rows) if row.undoes is not None}
    return [
        PastChange(
            row.id, moment(row.at), row.label, row.rows, row.who, row.undone, undone_by.get(row.id, row.id)
        )
        for row in rows
        if row.undoes is None and row.redoes is None
    ]


def first_plan(plan: ImportPlan, sheets: "Sequence[PreparedSheet]") -> ImportPlan:
    """Every visible sheet of a known kind comes along; hidden and refused ones only when asked for.

    A sheet that is alone comes along whatever it is: there is nothing else to choose.
    """
    for sheet in sheets:
        included = len(sheets) == 1 or (sheet.visible and not sheet.refused)
        plan = plan.with_sheet(SheetPlan(sheet.name, included=included))
    return plan


def found_words(sheets: "Sequence[PreparedSheet]") -> str:
    """How the file is written: 'puntkomma, cp1252, kop op regel 3'; '' while that is not decided."""
    ready = [sheet for sheet in sheets if not sheet.questions and not sheet.refused]
    if not ready:
        return ""
    report = ready[0].clean().report
    said = []
    if report.delimiter:
        said.append(_(_DELIMITERS.get(report.delimiter, report.delimiter)))
    if report.encoding:
        said.append(report.encoding)
    said.append(_("header on row {n}").format(n=report.header_row))
    rows = sum(sheet.estimated_rows for sheet in ready)
    if rows:
        said.append(ngettext("about {n} row", "about {n} rows", rows).format(n=number(rows)))
    return ", ".join(said)


def known_wholly(plan: ImportPlan, sheets: "Sequence[PreparedSheet]") -> bool:
    """Whether every column of every sheet that comes along is read as in an earlier import."""
    coming = [sheet for sheet in sheets if plan.sheet(sheet.name).included]
    return bool(coming) and all(
        sheet.remembered
        and not sheet.questions
        and all(g.field is None or g.evidence == _("chosen") for g in sheet.guesses.values())
        for sheet in coming
    )
