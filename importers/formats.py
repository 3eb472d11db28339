"""How each column is read: the user's `--set`, else what all its cells say, else a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.errors import InputError
from core.fields import KINDS, SCALES, Field
from core.rows import Detected
from core.text import _
from importers import evidence as ev
from importers.locale_hints import Hints
from importers.sentences import ask_format
from importers.synonyms import compact, lookup

DATE_KINDS: Final = ("date", "datetime")
NUMBER_KINDS: Final = ("money", "number", "integer")
_DATES: Final = {
    "dmy": "dmy d-m-y dd-mm-yyyy dd-mm-jjjj dd/mm/yyyy dd/mm/jjjj d/m/y d/m/j d-m-j dd-mm-yy dd-mm-jj dmj nl "
    "dag-maand-jaar european",
    "mdy": "mdy m-d-y mm-dd-yyyy mm/dd/yyyy mm/dd/jjjj m/d/y m/d/j mm-dd-jjjj mm/dd/yy mdj us en-us "
    "maand-dag-jaar american",
    "ymd": "ymd y-m-d yyyy-mm-dd jjjj-mm-dd yyyy/mm/dd jjjj/mm/dd y/m/d iso iso8601 jmd jaar-maand-dag",
    "excel": "excel serial serienummer excelgetal",
}
_NUMBERS: Final = {
    "comma": "comma komma , nl 1.234,56 1234,56 nl-nl dutch decimale-komma",
    "point": "point punt . en 1,234.56 1234.56 en-us dot english decimale-punt",
}
_ALIASES: Final = {
    kind: {word: name for name, words in table.items() for word in words.split()}
    for kind, table in (("date", _DATES), ("number", _NUMBERS))
}


@dataclass(frozen=True)
class Question:
    """Something the user has to say. `sentence` names the option that answers it on the command line."""

    code: str
    header: str | None
    field: str | None
    options: tuple[str, ...]
    sentence: str


def resolve(
    formats: Mapping[str, str], kind: str, mapping: Mapping[str, str | None], items: Sequence[str] = ()
) -> tuple[dict[str, str], list[str]]:
    """`--set` names → header: (header → format as given, names that fit no column of this sheet).

    A name can be the header's, the field's, or any synonym of it; case, spaces and signs do not matter.
    """
    found: dict[str, str] = {}
    unknown = []
    for name, format_ in formats.items():
        header = _header_of(name, kind, mapping, items)
        if header is None:
            unknown.append(name)
        else:
            found[header] = format_
    return found, unknown


def _header_of(name: str, kind: str, mapping: Mapping[str, str | None], items: Sequence[str]) -> str | None:
    wanted = compact(name)
    for header in (*mapping, *items):
        if compact(header) == wanted:
            return header
    for header, field in mapping.items():
        if field and compact(field) == wanted:
            return header
    for known in (kind, *KINDS):
        match = lookup(known, name)
        for field in match.fields if match else ():
            for header, mapped in mapping.items():
                if mapped == field:
                    return header
    return None


def normal(kind_of_field: str, header: str, given: str) -> str:
    """'dd-mm-jjjj' → 'dmy', '1.234,56' → 'comma', '1–5' → '1-5'; InputError for what a column cannot have."""
    found: str | None
    options: tuple[str, ...]
    word = given.strip().casefold().replace(" ", "").replace("–", "-")
    if kind_of_field in DATE_KINDS:
        found, options = _ALIASES["date"].get(word), ("dmy", "mdy", "ymd", "excel")
    elif kind_of_field in NUMBER_KINDS:
        found, options = _ALIASES["number"].get(word), ("comma", "point")
    elif kind_of_field == "scale":
        found, options = (word if word in SCALES else None), tuple(SCALES)
    else:
        raise InputError(
            _("Column “{header}” is text and has no format; leave out --set {header}={given}.").format(
                header=header, given=given
            )
        )
    if found is None:
        raise InputError(
            _("“{given}” is no format for column “{header}”; choose one of {options}.").format(
                given=given, header=header, options=", ".join(options)
            )
        )
    return found


def set_name(header: str, field: str, mapping: Mapping[str, str | None]) -> str:
    """The name that a question uses in `--set`: the field's, or the header's where two columns share it."""
    several = sum(f == field for f in mapping.values()) > 1
    return header if several and " " not in header else field


def decide(
    field: Field,
    header: str,
    evidence: ev.ColumnEvidence,
    hints: Hints,
    chosen: str | None,
    mapping: Mapping[str, str | None],
) -> tuple[Detected, Question | None]:
    """The format of a date or number column, with its evidence; and the question where nothing decides."""
    if chosen is not None:
        return Detected(normal(field.kind, header, chosen), _("chosen"), False), None
    is_date = field.kind in DATE_KINDS
    decision = ev.date_format(evidence, hints) if is_date else ev.number_format(evidence, hints)
    detected = Detected(decision.format, decision.evidence, decision.assumed)
    if decision.question is None:
        return detected, None
    options = decision.options
    sentence = ask_format(header, set_name(header, field.name, mapping), options, decision.evidence)
    return detected, Question(decision.question, header, field.name, options, sentence)


def wants_evidence(field: Field | None) -> bool:
    """Whether all cells of the column must be looked at before it can be read."""
    return field is not None and field.kind in (*DATE_KINDS, *NUMBER_KINDS, "scale")


def plain_format(field: Field) -> Detected:
    """The format of a column whose cells need no decision."""
    return Detected(field.kind, _("read as it is written"))
