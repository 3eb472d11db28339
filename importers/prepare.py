"""A file → its sheets with kind, columns, formats and questions: what is shown before anything is written.

`prepare_file` looks; `PreparedSheet.clean` gives the rows. Nothing here touches the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from core.errors import InputError, QuestionError
from core.fields import CUSTOMERS, DATE_FORMATS, KINDS, NUMBER_FORMATS, SURVEY
from core.issues import Issue
from core.rows import CleanSheet, Detected, SurveyItem
from core.text import _
from importers import cleaning, content, deciding, kinds, mapping, sentences
from importers.formats import Question, resolve
from importers.mapping import Guess
from importers.mapping_file import SavedMapping
from importers.plan import Plan
from importers.reading import Sheet, read_file
from importers.samples import with_samples
from importers.scanning import scan
from importers.survey_items import candidates
from importers.synonyms import compact, export_of

#: rows that are looked at to know kind and columns
_SAMPLE: Final = 1000
#: formats that a later file without evidence is read by
_HINTED: Final = frozenset({*DATE_FORMATS, *NUMBER_FORMATS})


@dataclass(frozen=True)
class PreparedSheet:
    """One sheet, ready to be shown, asked about, changed (`changed`) and cleaned (`clean`).

    `refused` is a sentence where the sheet cannot be imported; then only name, visible and headers count.
    """

    name: str
    visible: bool
    headers: tuple[str, ...]
    kind: str | None = None
    kind_evidence: str = ""
    mapping: dict[str, str | None] = field(default_factory=dict)
    guesses: dict[str, Guess] = field(default_factory=dict)
    detected: dict[str, Detected] = field(default_factory=dict)
    items: dict[str, SurveyItem] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    refused: str | None = None
    notes: tuple[Issue, ...] = ()
    estimated_rows: int = 0
    #: names of `--set` that fit no column of this sheet
    unknown_formats: tuple[str, ...] = ()
    #: the columns are those of an earlier import
    remembered: bool = False
    #: columns without a field of ours that are not even kept as own fields
    unused: frozenset[str] = frozenset()
    _source: "_Source | None" = None
    _plan: Plan | None = None
    _hints: Mapping[str, str] = field(default_factory=dict)

    def clean(self) -> CleanSheet:
        """The clean rows. QuestionError while something must be asked, InputError where it is refused."""
        if self.refused or self._plan is None:
            if self.questions:
                raise QuestionError(self.questions[0].sentence)
            raise InputError(self.refused or sentences.nothing_known(self.name))
        if self.questions:
            raise QuestionError(self.questions[0].sentence)
        own = tuple(header for header in self._plan.own if header not in self.unused)
        return cleaning.clean(replace(self._plan, own=own))

    def changed(
        self,
        *,
        kind: str | None = None,
        mapping: Mapping[str, str | None] | None = None,
        items: Mapping[str, SurveyItem] | None = None,
        formats: Mapping[str, str] | None = None,
    ) -> "PreparedSheet":
        """The same sheet with more decisions of the user, over those made before; reads no file anew."""
        assert self._source is not None
        before = self._source.request
        saved = before.mapping
        new = SavedMapping(
            {**saved.columns, **(mapping or {})},
            {**saved.items, **(items or {})},
            kind or before.kind or saved.kind,
            saved.sheet,
            {**saved.formats, **(formats or {})},
            self.unused,
            self._hints,
        )
        return _prepare(self._source.sheet, replace(before, kind=kind or before.kind, mapping=new))

    def noting(self, issues: Iterable[Issue]) -> "PreparedSheet":
        """The same sheet with more to tell about it in its report."""
        assert self._plan is not None
        return replace(self, _plan=replace(self._plan, issues=(*self._plan.issues, *issues)))

    def saved(self) -> SavedMapping:
        """The decisions about this sheet as a mapping, to be saved."""
        formats = self._source.request.mapping.formats if self._source else {}
        read = self._plan.formats if self._plan else {}
        hints = {header: how.format for header, how in read.items() if how.format in _HINTED}
        return SavedMapping(
            dict(self.mapping), dict(self.items), self.kind, None, dict(formats), self.unused, hints
        )


@dataclass(frozen=True)
class PreparedFile:
    """A file's sheets, in its own order."""

    path: Path
    sheets: tuple[PreparedSheet, ...]


@dataclass(frozen=True)
class _Request:
    file: str
    kind: str | None
    mapping: SavedMapping
    as_of: date
    known: tuple[SavedMapping, ...]
    own_columns: bool


@dataclass(frozen=True)
class _Source:
    sheet: Sheet
    request: _Request


def prepare_file(
    path: Path,
    *,
    sheet: str | None = None,
    kind: str | None = None,
    mapping: SavedMapping | Mapping[str, str | None] | None = None,
    formats: Mapping[str, str] | None = None,
    as_of: date | None = None,
    known_mappings: Iterable[SavedMapping] | None = None,
    own_columns: bool = True,
) -> PreparedFile:
    """Look at a file. Dates are judged against `as_of` (today).

    `formats` is header or field → format (`--set`). `known_mappings`, oldest first, are those of earlier
    imports: one that knows a sheet's headers is used. Raises InputError for what cannot be read, for a sheet
    that is not there and for a `formats` name that fits no column.
    """
    if kind is not None and kind not in KINDS:
        raise InputError(
            _("There is no kind “{kind}”; choose one of {options}.").format(
                kind=kind, options=", ".join(KINDS)
            )
        )
    saved = mapping if isinstance(mapping, SavedMapping) else SavedMapping(dict(mapping or {}))
    saved = replace(saved, formats={**saved.formats, **(formats or {})})
    request = _Request(
        Path(path).name, kind, saved, as_of or date.today(), tuple(known_mappings or ()), own_columns
    )
    found = _chosen(read_file(Path(path)), sheet or saved.sheet, Path(path).name)
    prepared = tuple(_prepare(one, request) for one in found)
    _check_formats(prepared, saved.formats)
    return PreparedFile(Path(path), prepared)


def _chosen(sheets: Sequence[Sheet], name: str | None, file: str) -> list[Sheet]:
    if name is None:
        return list(sheets)
    found = [s for s in sheets if s.name == name] or [
        s for s in sheets if s.name.strip().casefold() == name.strip().casefold()
    ]
    if not found:
        raise InputError(
            _("{file} has no sheet “{name}”; it has {names}.").format(
                file=file, name=name, names=", ".join(f"“{s.name}”" for s in sheets)
            )
        )
    return found[:1]


def _check_formats(prepared: Sequence[PreparedSheet], formats: Mapping[str, str]) -> None:
    """A `--set` that fits no column anywhere is a mistake that the user must hear of."""
    open_ = [p for p in prepared if not p.refused and p.kind]
    for name in formats:
        if open_ and all(name in p.unknown_formats for p in open_):
            columns = ", ".join(h for p in open_ for h in p.headers)
            raise InputError(
                _("No column is called “{name}”; there are {columns}.").format(name=name, columns=columns)
            )


def _prepare(sheet: Sheet, request: _Request) -> PreparedSheet:
    """Kind, columns, formats and questions of one sheet."""
    contents = _contents(sheet)
    saved, remembered = _remembered(sheet, request, contents)
    base = PreparedSheet(
        sheet.name,
        sheet.visible,
        tuple(sheet.headers),
        notes=tuple(sheet.notes),
        estimated_rows=sheet.estimated_rows,
        remembered=remembered,
        unused=frozenset(h for h in sheet.headers if compact(h) in set(map(compact, saved.unused))),
        _hints=saved.hints,
        _source=_Source(sheet, request),
    )
    kind = request.kind or (saved.kind if _applies(saved, sheet) else None)
    evidence = _("chosen") if kind else ""
    if kind is None:
        found = kinds.recognise(sheet.headers, contents, (sheet.name, request.file))
        if found.kind is None:
            return _without_kind(base, found)
        kind = found.kind
        evidence = (
            _("known from {export}").format(export=found.export)
            if found.export
            else ", ".join(found.evidence)
        )
    fixed = {h: f for h, f in _fixed(saved, sheet).items() if f is None or deciding.has_field(kind, f)}
    guesses = mapping.guess(kind, sheet.headers, contents, export=export_of(sheet.headers), fixed=fixed)
    base = replace(base, kind=kind, kind_evidence=evidence, guesses=guesses)
    fields = {guess.field for guess in guesses.values() if guess.field}
    if missing := kinds.lacks(kind, fields, chosen=request.kind is not None):
        return replace(base, refused=sentences.lacking(sheet.name, kind, missing))
    told = [h for h in request.mapping.columns if compact(h) not in set(map(compact, sheet.headers))]
    return _planned(base, sheet, request, saved, contents).noting(
        sentences.issue("mapping_header_absent", None, header) for header in told
    )


def _contents(sheet: Sheet) -> dict[str, content.Content]:
    first = next(iter(sheet.batches(_SAMPLE)), None)
    if first is None or not first.cells:
        return {header: content.look(()) for header in sheet.headers}
    columns = zip(*first.cells, strict=True)
    return {header: content.look(cells) for header, cells in zip(sheet.headers, columns, strict=True)}


def _without_kind(base: PreparedSheet, found: kinds.Recognised) -> PreparedSheet:
    """Refused, or asked about."""
    if found.other:
        return replace(base, refused=sentences.other_list(base.name, found.other))
    if found.missing:
        return replace(base, refused=sentences.lacking(base.name, found.candidates[0], found.missing))
    if found.candidates:
        question = Question(
            "kind", None, None, found.candidates, sentences.ask_kind(base.name, found.candidates)
        )
        return replace(base, questions=(question,))
    return replace(base, refused=sentences.nothing_known(base.name))


def _planned(
    base: PreparedSheet,
    sheet: Sheet,
    request: _Request,
    saved: SavedMapping,
    contents: Mapping[str, content.Content],
) -> PreparedSheet:
    """The whole sheet walked once, every format decided or asked."""
    kind = base.kind or ""
    guesses = base.guesses
    told = dict(saved.items)
    asked = candidates(sheet.headers, guesses, contents, told) if kind == SURVEY else []
    fields = {guess.field for guess in guesses.values()}
    if kind == SURVEY and "antwoord" in fields and fields & {"item", "dimensie"}:
        asked = []
    found = scan(sheet, kind, guesses, contents, asked)
    columns = {header: guess.field for header, guess in guesses.items()}
    given, unknown = resolve(saved.formats, kind, columns, tuple(found.ranges))
    facts = deciding.Facts(request.file, sheet, kind, request.as_of, guesses, contents, found)
    decided = deciding.decide(facts, told, given, own_columns=request.own_columns, hints=saved.hints)
    ready = replace(
        base,
        mapping=columns,
        detected=decided.plan.detected,
        items=decided.plan.items,
        questions=decided.questions,
        unknown_formats=tuple(unknown),
        _plan=decided.plan,
    )
    if decided.questions:
        return ready
    return replace(ready, guesses=with_samples(guesses, decided.plan))


def _applies(saved: SavedMapping, sheet: Sheet) -> bool:
    """Whether a mapping is about this sheet: it names one of its headers, or no header at all."""
    named = {*saved.columns, *saved.items}
    return not named or bool(named & set(sheet.headers)) or bool(_fixed(saved, sheet))


def _fixed(saved: SavedMapping, sheet: Sheet) -> dict[str, str | None]:
    """The mapping's columns by this sheet's own headers (case, spaces and signs do not matter)."""
    by_name = {compact(header): header for header in sheet.headers}
    found = {}
    for header, name in saved.columns.items():
        own = header if header in sheet.headers else by_name.get(compact(header))
        if own is not None:
            found[own] = name
    return found


def _remembered(
    sheet: Sheet, request: _Request, contents: Mapping[str, content.Content]
) -> tuple[SavedMapping, bool]:
    """The user's mapping, else one of an earlier import with these headers: (mapping, is remembered).

    The same headers (in any order) take its kind too; more headers than it knows must be of its kind.
    """
    saved = request.mapping
    if saved.columns or saved.items:
        by_name = {compact(header): header for header in sheet.headers}
        items = {by_name.get(compact(h), h): item for h, item in saved.items.items()}
        return replace(saved, items=items), False
    known = _best(sheet, request, contents)
    if known is None:
        return saved, False
    usual = mapping.guess(known.kind or CUSTOMERS, sheet.headers, contents, export=export_of(sheet.headers))
    columns = {h: f for h, f in known.columns.items() if f is not None or (h in usual and usual[h].field)}
    return replace(known, columns=columns, formats=saved.formats or known.formats), True


def _best(sheet: Sheet, request: _Request, contents: Mapping[str, content.Content]) -> SavedMapping | None:
    """The remembered mapping that knows most of these headers."""
    headers = set(sheet.headers) - set(mapping.added_columns(sheet.headers))
    same = [k for k in request.known if k.kind and {*k.columns, *k.items} == headers]
    if same and request.kind in (None, same[-1].kind):
        return same[-1]
    kind = request.kind or kinds.recognise(sheet.headers, contents, (sheet.name, request.file)).kind
    fits = [
        k
        for k in request.known
        if kind and k.kind == kind and len(k.columns) > 1 and {*k.columns, *k.items} <= headers
    ]
    return max(fits, key=lambda k: len({*k.columns, *k.items}), default=None)
