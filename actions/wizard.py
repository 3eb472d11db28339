"""Import as the window does it, sheet by sheet as the user adjusted them: check first, then carry out.

Where a command takes a file as it is, the user of the window mends cells, leaves rows out and says which word
holds where a file differs from hand work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from actions.base import passphrase_from_environment, user_name, writing
from actions.importing import ImportRequest, remove_base, write_sheets
from core.errors import InputError, QuestionError
from core.memory import collector_at_rest
from core.progress import Progress, silent
from core.rows import SheetReport
from core.text import _
from models import changes, hand, import_preview, safety
from models.database import Base, open_base
from models.import_preview import Candidate, ChangedField, Double, HandConflict

if TYPE_CHECKING:
    from importers.adjusting import Adjustments
    from importers.prepare import PreparedSheet

__all__ = [
    "Candidate", "ChangedField", "Checked", "Choice", "Double", "HandConflict", "Mendable", "Writing",
    "apply", "check",
]  # fmt: skip

#: how many changes, conflicts and doubles are listed
LISTED: Final = 1000
#: findings about a cell that was read well: typing it over would mend nothing
_READ_WELL: Final = frozenset(
    {"hand_value_kept", "consent_not_restored", "consent_restored", "possible_duplicate", "mended"}
    | {"file_wins", "contract_hand_kept"}
)


@dataclass(frozen=True)
class Choice:
    """A sheet that comes along, and what the user did to it. `whose`: row → the customer it is about."""

    sheet: "PreparedSheet"
    adjustments: "Adjustments"
    whose: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Writing:
    """How it is written. `take_file`: (customer id, field) where the file's word replaces the hand value."""

    mode: str = "add_update"
    empty_clears: bool = False
    restore_consent: bool = False
    take_file: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True)
class Mendable:
    """A row that can be mended: its cells as they are, and what is wrong with which column ('': the row)."""

    sheet: str
    row: int
    cells: tuple[str, ...]
    trouble: Mapping[str, str]
    rejected: bool
    #: the customers that it may be about, where those are several
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What an import would do; nothing of it is written."""

    reports: Sequence[SheetReport]
    changed: Sequence[ChangedField] = ()
    #: rows of the base that become others
    changed_rows: int = 0
    conflicts: Sequence[HandConflict] = ()
    doubles: Sequence[Double] = ()
    mendable: Sequence[Mendable] = ()
    #: sheet → rows that repeat another line exactly
    repeated: Mapping[str, frozenset[int]] = field(default_factory=dict)


@collector_at_rest()
def check(
    db: Path,
    choices: Sequence[Choice],
    how: Writing,
    progress: Progress = silent,
    passphrase: str | None = None,
) -> Checked:
    """What carrying this out would do; the base (or its absence) stays as it is."""
    sheets = _ready(choices)
    if not db.exists():
        base = open_base(db, create=True, write=True, memory=True)
    else:
        base = open_base(db, passphrase=passphrase or passphrase_from_environment(), write=True)
    try:
        with changes.change(base, "", kind="import", keep=False):
            reports = _write(base, sheets, choices, how, progress)
            return _checked(base, sheets, reports)
    finally:
        base.close()


@collector_at_rest()
def apply(
    db: Path,
    choices: Sequence[Choice],
    how: Writing,
    label: str,
    progress: Progress = silent,
    passphrase: str | None = None,
) -> list[SheetReport]:
    """Carry it out as one change called `label`; on any error or cancel the base stays as it was."""
    sheets = _ready(choices)
    is_new = not db.exists()
    try:
        with writing(db, passphrase, create=True) as base:
            if not is_new:
                safety.backup_before(base, "import")
            with changes.change(base, label, kind="import", who=user_name()):
                reports = _write(base, sheets, choices, how, progress)
                for customer_id, name in sorted(how.take_file):
                    hand.clear_hand(base, [customer_id], name)
                return reports
    except BaseException:
        if is_new:
            remove_base(db)
        raise


def _ready(choices: Sequence[Choice]) -> "list[PreparedSheet]":
    """The sheets as they were adjusted. QuestionError, InputError where one cannot be read so."""
    from importers.adjusting import adjusted

    sheets = [adjusted(choice.sheet, choice.adjustments) for choice in choices]
    for sheet in sheets:
        if sheet.refused:
            raise InputError(sheet.refused)
        if sheet.questions:
            raise QuestionError(sheet.questions[0].sentence)
    if not sheets:
        raise InputError(_("No sheet was chosen; choose at least one."))
    return sheets


def _write(
    base: Base,
    sheets: "Sequence[PreparedSheet]",
    choices: Sequence[Choice],
    how: Writing,
    progress: Progress,
) -> list[SheetReport]:
    requests = [
        ImportRequest(
            Path(),
            mode=how.mode,
            empty_clears=how.empty_clears,
            restore_consent=how.restore_consent,
            whose=choice.whose,
        )
        for choice in choices
    ]
    return write_sheets(base, list(zip(sheets, requests, strict=True)), progress)


def _checked(base: Base, sheets: "Sequence[PreparedSheet]", reports: Sequence[SheetReport]) -> Checked:
    changed, rows = import_preview.changed_fields(base, LISTED)
    mendable: list[Mendable] = []
    repeated: dict[str, frozenset[int]] = {}
    conflicts: list[HandConflict] = []
    doubled: list[Double] = []
    for sheet, report in zip(sheets, reports, strict=True):
        mendable += _mendable(base, sheet, report)
        twice = frozenset(i.row for i in report.issues if i.code == "duplicate_row" and i.row is not None)
        if twice:
            repeated[report.sheet] = twice
        if report.conflicts:
            conflicts += import_preview.hand_conflicts(base, report.conflict_ids, LISTED)
        alike = {i.row for i in report.issues if i.code == "possible_duplicate" and i.row is not None}
        if alike:
            doubled += import_preview.doubles(base, alike, LISTED)
    return Checked(reports, changed, rows, conflicts, doubled, mendable, repeated)


def _mendable(base: Base, sheet: "PreparedSheet", report: SheetReport) -> list[Mendable]:
    """Rejected rows, and rows with a cell that was not read, as far as they are listed."""
    from importers.adjusting import raw_cells

    rejected = {row: why for row, _cells, why in report.rejected_rows[:LISTED]}
    trouble: dict[int, dict[str, str]] = {row: {"": why} for row, why in rejected.items()}
    for issue in report.issues:
        if (
            issue.row is None
            or issue.code in _READ_WELL
            or (issue.row not in trouble and len(trouble) >= LISTED)
        ):
            continue
        at_cell = bool(issue.column and issue.value) or issue.row in rejected
        if at_cell:
            trouble.setdefault(issue.row, {})[issue.column or ""] = issue.message
    cells = raw_cells(sheet, set(trouble))
    fitting = {row: report.candidates.get(row, []) for row in trouble}
    known = import_preview.people(base, {one for ids in fitting.values() for one in ids})
    return [
        Mendable(
            report.sheet,
            row,
            tuple(cells.get(row, ())),
            said,
            row in rejected,
            tuple(known[one] for one in fitting[row]),
        )
        for row, said in sorted(trouble.items())
    ]
