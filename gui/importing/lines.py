"""The columns of a prepared sheet as the user sees them: what each becomes, before → after, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from core import fields
from core.text import _, day
from gui.customers.columns import as_text
from gui.importing.plan import KINDS, OWN, SheetPlan

if TYPE_CHECKING:
    from importers.prepare import PreparedSheet


#: kinds of fields whose values are shown in another form than they are kept in
_WRITTEN: Final = ("date", "datetime", "money", "phone")
#: kinds that have one way of being read: why the column is this field says more
_AS_IT_IS: Final = ("text", "code", "phone", "email", "postcode", "country")


@dataclass(frozen=True)
class ColumnLine:
    """A column of the file as the user sees it: what it becomes, a sample before and after, and why.

    `field` is a field's name, `OWN` for an own field, None for a column that is left out. `question`: it is a
    question of a survey.
    """

    header: str
    field: str | None
    before: str
    after: str
    evidence: str
    sure: bool
    format: str = ""
    formats: tuple[str, ...] = ()
    question: bool = False


def lines_of(
    sheet: "PreparedSheet", decided: SheetPlan, samples: Mapping[str, str] | None = None
) -> list[ColumnLine]:
    """The columns of a sheet, in the file's order. `samples` are cells of a sheet that is not read yet."""
    from importers.adjusting import own_headers

    own = own_headers(sheet) - decided.unused_of(sheet)
    lines = [_line(sheet, header, header in own) for header in sheet.headers]
    cells = samples or {}
    return [line if line.before else replace(line, before=cells.get(line.header, "")) for line in lines]


def _line(sheet: "PreparedSheet", header: str, own: bool) -> ColumnLine:
    guess = sheet.guesses.get(header)
    name = sheet.mapping.get(header) if sheet.mapping or guess is None else guess.field
    before, after = _sample(guess)
    if own and not name:
        words = _("kept to search and filter")
        return ColumnLine(header, OWN, before, after or before, words, sure=True)
    kind = sheet.kind or fields.CUSTOMERS
    found = fields.field(kind, name) if name else None
    detected = sheet.detected.get(name) if name else None
    formats: tuple[str, ...] = ()
    if found is not None and found.kind in ("date", "datetime"):
        formats = fields.DATE_FORMATS
    elif found is not None and found.kind in ("money", "number", "integer"):
        formats = fields.NUMBER_FORMATS
    evidence = guess.evidence if guess else ""
    as_it_is = found is not None and found.kind in _AS_IT_IS
    if detected is not None and not (as_it_is and evidence):
        evidence = detected.evidence
    if detected is not None and detected.assumed:
        evidence = _("assumed: {evidence}").format(evidence=evidence)
    if found is not None and found.name in _PARTS and " · " in _parted(found.name, before):
        evidence = _PARTS[found.name][0]()
    item = sheet.items.get(header)
    return ColumnLine(
        header,
        name,
        before,
        _readable(found, before, after),
        _item_words(sheet, header) if item is not None and not name else evidence,
        sure=item.dimension is not None if item is not None else bool(guess is None or guess.sure),
        format=detected.format if detected is not None and detected.format in formats else "",
        formats=formats,
        question=item is not None and not name,
    )


def _sample(guess: Any) -> tuple[str, str]:
    """The first sample that was read, else the first that is not empty."""
    samples = [s for s in (guess.samples if guess is not None else ()) if s[0]]
    if not samples:
        return "", ""
    before, after = next((s for s in samples if s[1]), samples[0])
    return str(before), "" if after is None else str(after)


def _readable(found: fields.Field | None, before: str, value: str) -> str:
    """A value as the user writes it; how it is kept is nobody's business."""
    if found is None or not value:
        return value
    if found.name in _PARTS:
        return _parted(found.name, before) or value
    try:
        if found.kind == "datetime" and len(value) > 11:
            return f"{day(value)} {value[11:16]}"
        if found.kind == "flag":
            value = "1" if value in ("1", "True", "true") else ""
            return as_text("flag", value)
        return as_text(found.kind, value) if found.kind in _WRITTEN else value
    except (ValueError, IndexError):
        return value  # not kept as we thought: shown as it is


def _parted(name: str, text: str) -> str:
    """The parts of a name or an address in one cell, or of a house number with its addition."""
    return " · ".join(part for part in _PARTS[name][1](text) if part)


def _name_parts(text: str) -> tuple[str | None, ...]:
    from importers.names import split

    found = split(text)
    first = found.voornaam or found.voorletters
    return (found.aanhef, first, found.tussenvoegsel, found.achternaam, found.bedrijfsnaam)


def _address_parts(text: str) -> tuple[str | None, ...]:
    from importers.addresses import split

    found = split(text)
    return (found.straat, found.huisnummer, found.toevoeging, found.postcode, found.plaats)


def _number_parts(text: str) -> tuple[str | None, ...]:
    from importers.addresses import split_number

    return split_number(text)


_PARTS: Final[dict[str, tuple[Callable[[], str], Callable[[str], tuple[str | None, ...]]]]] = {
    "naam": (lambda: _("first name, prefix and last name"), _name_parts),
    "adres": (lambda: _("street, house number and addition"), _address_parts),
    "huisnummer": (lambda: _("house number and addition"), _number_parts),
}


def _item_words(sheet: "PreparedSheet", header: str) -> str:
    item = sheet.items[header]
    scale = f"{item.low:g}–{item.high:g}"
    said = [as_text("choice", item.dimension or "") or _("no dimension"), scale]
    return " · ".join([*said, *([_("reversed")] if item.reversed else [])])


def kind_words(sheet: "PreparedSheet") -> str:
    """What a sheet was recognised by, in the words of the fields."""
    kind = sheet.kind or fields.CUSTOMERS
    parts = [field_label(kind, part) if fields.field(kind, part) else part
             for part in sheet.kind_evidence.split(", ")]  # fmt: skip
    if not sheet.kind_evidence:
        return ""
    said = ", ".join(part.lower() if i else part for i, part in enumerate(parts))
    return _("Recognised as {kind} by: {words}").format(kind=_(KINDS.get(kind, kind)), words=said)


def field_choices(kind: str) -> list[tuple[str, str]]:
    """The fields that a column of this kind of sheet can become: (name, label) by label."""
    found = [(f.name, _(f.label)) for f in fields.FIELDS[kind]]
    return sorted(found, key=lambda pair: pair[1].lower())


def field_label(kind: str | None, name: str | None) -> str:
    """What a column becomes, in words."""
    if not name:
        return _("(leave out)")
    if name == OWN:
        return _("own field")
    if name.startswith("own:"):
        return name.removeprefix("own:")
    found = fields.field(kind or fields.CUSTOMERS, name)
    return _(found.label) if found is not None else name
