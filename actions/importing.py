"""Import files: look at them, check what would change, and write them as one labelled change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from actions.base import passphrase_from_environment, user_name, writing
from core.errors import InputError, QuestionError
from core.fields import CONTRACTS, CUSTOMERS, INTERACTIONS, ORDERS, SURVEY
from core.memory import collector_at_rest
from core.progress import Progress, silent
from core.rows import SheetReport
from core.text import _, ngettext
from models import changes, importing, mappings_store, safety
from models.database import Base, open_base

if TYPE_CHECKING:
    from core.issues import Issue
    from importers.mapping_file import SavedMapping
    from importers.prepare import PreparedFile, PreparedSheet

#: whose rows must exist first: a bare customer made by an order would make the customers sheet an update
_ORDER = {CUSTOMERS: 0, CONTRACTS: 1, ORDERS: 2, INTERACTIONS: 3, SURVEY: 4}


@dataclass(frozen=True)
class ImportRequest:
    """One file and what the user decided about it. `mapping` is header → field (None: leave out)."""

    path: Path
    sheet: str | None = None
    kind: str | None = None
    mapping: Mapping[str, str | None] | None = None
    mapping_file: Path | None = None
    formats: Mapping[str, str] = field(default_factory=dict)
    mode: str = "add_update"
    empty_clears: bool = False
    restore_consent: bool = False
    #: sheet row → id of the customer that it is about, where a person said so
    whose: Mapping[int, int] = field(default_factory=dict)
    as_of: date | None = None


def inspect(request: ImportRequest, db: Path | None = None, passphrase: str | None = None) -> "PreparedFile":
    """Look at a file: its sheets, kinds, columns with evidence, and what has to be asked. Writes nothing."""
    from importers.mapping_file import load
    from importers.prepare import prepare_file

    if not request.path.exists():
        raise InputError(
            _("There is no file {file}; check the name and the folder.").format(file=request.path)
        )
    return prepare_file(
        request.path,
        sheet=request.sheet,
        kind=request.kind,
        mapping=load(request.mapping_file) if request.mapping_file else request.mapping,
        formats=dict(request.formats),
        as_of=request.as_of,
        known_mappings=_known_mappings(db, passphrase),
    )


def save_mapping(request: ImportRequest, to: Path, db: Path | None = None) -> None:
    """Save how the columns of the request's first usable sheet are read, to be loaded as `mapping_file`."""
    from importers.mapping_file import save

    sheets = inspect(request, db).sheets
    save(to, next((sheet for sheet in sheets if sheet.kind and not sheet.refused), sheets[0]).saved())


@collector_at_rest()
def check(
    db: Path,
    requests: Sequence[ImportRequest],
    progress: Progress = silent,
    passphrase: str | None = None,
) -> list[SheetReport]:
    """What an import would change, to the row; the base (or its absence) stays as it is."""
    sheets = _prepared(db, requests, passphrase)
    if not db.exists() or not db.stat().st_size:
        base = open_base(db, create=True, write=True, memory=True)
    else:
        base = open_base(db, passphrase=passphrase or passphrase_from_environment(), write=True)
    try:
        with changes.change(base, "", kind="import", keep=False):
            return write_sheets(base, sheets, progress)
    finally:
        base.close()


@collector_at_rest()
def apply(
    db: Path,
    requests: Sequence[ImportRequest],
    progress: Progress = silent,
    passphrase: str | None = None,
) -> list[SheetReport]:
    """Import the files as one change; on any error or cancel the base stays as it was.

    Raises QuestionError when something must be asked first, InputError for a file that cannot be used.
    """
    sheets = _prepared(db, requests, passphrase)
    is_new = not db.exists()
    try:
        with writing(db, passphrase, create=True) as base:
            if not is_new:
                safety.backup_before(base, "import")
            with changes.change(base, _label(requests), kind="import", who=user_name()):
                return write_sheets(base, sheets, progress)
    except BaseException:
        if is_new:
            remove_base(db)
        raise


def _prepared(
    db: Path, requests: Sequence[ImportRequest], passphrase: str | None
) -> list[tuple["PreparedSheet", ImportRequest]]:
    """Every sheet to import, after every question has its answer."""
    found = []
    for request in requests:
        file = inspect(request, db, passphrase)
        refused = [sheet.refused for sheet in file.sheets if sheet.refused]
        wanted = [
            sheet
            for sheet in file.sheets
            if not sheet.refused and (sheet.visible or request.sheet is not None)
        ]
        if not wanted:
            nothing = _("There is no sheet with customers, orders, contracts, contacts or answers in {file}.")
            raise InputError(refused[0] if refused else nothing.format(file=request.path.name))
        # beside sheets that are clear, one of which nothing is known is passed over (and said)
        wanted = [sheet for sheet in wanted if sheet.kind] or wanted
        for sheet in wanted:
            if sheet.questions:
                raise QuestionError(sheet.questions[0].sentence)
        found += [(wanted[0].noting(_passed_over(file, request)), request)]
        found += [(sheet, request) for sheet in wanted[1:]]
    return found


def _passed_over(file: "PreparedFile", request: ImportRequest) -> "list[Issue]":
    """What the report says of the sheets that lie beside those that are imported."""
    from importers.sentences import issue

    found = []
    for sheet in file.sheets:
        if sheet.refused:
            found.append(issue("sheet_passed_over", value=sheet.name, why=sheet.refused))
        elif sheet.kind is None:
            found.append(issue("unclear_sheet", value=sheet.name, name=sheet.name))
        elif not sheet.visible and request.sheet is None:
            found.append(issue("hidden_sheet", value=sheet.name, name=sheet.name))
    return found


def write_sheets(
    base: Base, sheets: list[tuple["PreparedSheet", ImportRequest]], progress: Progress
) -> list[SheetReport]:
    """Write prepared sheets inside an open change, customers first; the reports in the sheets' own order."""
    from importers.mapping_file import to_json

    reports: dict[int, SheetReport] = {}
    in_order = sorted(range(len(sheets)), key=lambda i: (_ORDER[sheets[i][0].kind or ""], i))
    for index in in_order:
        sheet, request = sheets[index]
        reports[index] = importing.write_sheet(
            base,
            sheet.clean(),
            mode=request.mode,
            empty_clears=request.empty_clears,
            restore_consent=request.restore_consent,
            whose=request.whose,
            progress=progress,
        )
        mappings_store.remember(base, sheet.kind or "", sheet.mapping, to_json(sheet.saved()))
    return [reports[index] for index in range(len(sheets))]


def _label(requests: Sequence[ImportRequest]) -> str:
    if len(requests) == 1:
        return _("Import {file}").format(file=requests[0].path.name)
    return ngettext("Import of {n} file", "Import of {n} files", len(requests)).format(n=len(requests))


def _known_mappings(db: Path | None, passphrase: str | None) -> "list[SavedMapping]":
    """What earlier imports decided about their columns, oldest first."""
    from importers.mapping_file import from_json

    if db is None or not db.exists() or not db.stat().st_size:
        return []
    base = open_base(db, passphrase=passphrase or passphrase_from_environment())
    try:
        return [from_json(one.kind, one.mapping, one.more) for one in mappings_store.remembered(base)]
    finally:
        base.close()


def remove_base(db: Path) -> None:
    """Nothing is left of a base that a failed first import had made."""
    for path in db.parent.glob(f"{db.name}*"):
        if path.name in {db.name, f"{db.name}-wal", f"{db.name}-shm", f"{db.name}.lock"}:
            path.unlink(missing_ok=True)
