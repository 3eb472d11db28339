"""The sentences of own segments, written and read: “relatievorm is langdurig EN tevredenheid onder 50”.

EN binds before OF; parentheses turn that round. A value that holds EN or OF stands between quotes. Fields
go by their name in either language, or by their code.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from core.errors import InputError
from core.own_segments import (
    ALL,
    ALONE,
    ANY,
    FIELDS,
    IN_DAYS,
    OPERATORS,
    OWN_PREFIX,
    Group,
    OwnField,
    OwnSegment,
    Rule,
    field_of,
)
from core.text import N_, _, day, number
from core.words import cell_name

#: operator → its words around {value}, per kind of field where they differ
_SAID: Final[dict[str, str]] = {
    "is": N_("is {value}"),
    "is_not": N_("is not {value}"),
    "contains": N_("contains {value}"),
    "at_least": N_("at least {value}"),
    "at_most": N_("at most {value}"),
    "below": N_("below {value}"),
    "above": N_("above {value}"),
    "within": N_("within {value} days"),
    "last": N_("in the last {value} days"),
    "longer_ago": N_("longer than {value} days ago"),
    "before": N_("before {value}"),
    "from": N_("from {value}"),
    "known": N_("is known"),
    "unknown": N_("is unknown"),
    "yes": N_("is yes"),
    "no": N_("is no"),
}
_JOIN: Final = re.compile(r"\s+(en|of|and|or)\s+", re.IGNORECASE)
_OR: Final = ("of", "or")
#: a column of the user's own
_OWN: Final = re.compile(r"(?:own:|veld |field )\s*(?:[\"“]([^\"”]+)[\"”]|(\S+))", re.IGNORECASE)
_DAY: Final = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")


def field_words(code: str) -> str:
    """How a field is called."""
    found = field_of(code)
    return code if found is None else _(found.label)


def operator_words(operator: str) -> str:
    """How an operator is called, without its value."""
    return " ".join(_(_SAID[operator]).replace("{value}", "…").split())


def value_words(rule: Rule) -> str:
    """The value of a rule as it is read."""
    found = field_of(rule.field)
    if rule.value is None or found is None:
        return ""
    if found.kind == "choice":
        name = cell_name(str(rule.value), found.words)
        return f"“{name}”" if _JOIN.search(name) else name  # 'no contact of their own': of is Dutch for or
    if isinstance(rule.value, int | float):
        return number(rule.value, 0 if float(rule.value).is_integer() else 2)
    return day(rule.value) if found.kind == "date" else f"“{rule.value}”"


def rule_words(rule: Rule) -> str:
    """'uiterste opzegdatum binnen 60 dagen'."""
    name = field_words(rule.field)
    if rule.field.startswith(OWN_PREFIX):
        name = _("field “{name}”").format(name=name)
    name = name if name.isupper() or name[:2].isupper() else name[:1].lower() + name[1:]
    return f"{name} {_(_SAID[rule.operator]).format(value=value_words(rule))}"


def segment_words(segment: OwnSegment) -> str:
    """The whole segment as one sentence."""
    both, either = _("AND"), _("OR")
    joins = {ALL: f" {both} ", ANY: f" {either} "}
    parts = []
    for group in segment.groups:
        said = joins[group.match].join(rule_words(rule) for rule in group.rules)
        mixed = len(group.rules) > 1 and len(segment.groups) > 1
        parts.append(f"({said})" if mixed else said)
    out = joins[segment.match].join(part for part in parts if part)
    by_hand = []
    if segment.added:
        by_hand.append(_("{n} added by hand").format(n=number(len(segment.added))))
    if segment.removed:
        by_hand.append(_("{n} taken out by hand").format(n=number(len(segment.removed))))
    return "; ".join(part for part in (out, ", ".join(by_hand)) if part)


def why(segment: OwnSegment, customer: int, holding: Sequence[tuple[Rule, object]]) -> list[str]:
    """Why a customer is in a segment: by hand, or the rules that hold with what this customer has."""
    if customer in segment.added:
        return [_("Added by hand.")]
    out = []
    for rule, value in holding:
        words = rule_words(rule)
        words = words[:1].upper() + words[1:]
        if rule.operator in ALONE or rule.operator == "is":
            out.append(f"{words}.")
        else:
            here = _("here: {value}").format(value=_have(rule, value))
            out.append(f"{words} ({here}).")
    return out


def _have(rule: Rule, value: object) -> str:
    found = field_of(rule.field)
    if isinstance(value, int | float):
        shown = float(value) * (found.scale if found is not None else 1.0)
        return number(shown, 0 if shown.is_integer() else 1)
    return value_words(Rule(rule.field, "is", str(value)))


def parse(text: str) -> OwnSegment:
    """Read a sentence. Raises InputError that says which part is not understood, and what could be."""
    pieces = list(_pieces(text))
    if not pieces:
        raise InputError(_("Write a rule, for instance: tevredenheid onder 50."))
    groups, match = _grouped(pieces)
    return OwnSegment(match, groups)


def _grouped(pieces: list[str]) -> tuple[tuple[Group, ...], str]:
    """Parentheses and connectors, brought to groups of rules."""
    top, inner = _levels(pieces)
    if any(kind == "group" for kind, _value in top):
        joins = {str(value) for kind, value in top if kind == "join"}
        if len(joins) > 1:
            raise InputError(_("Between the groups stands EN, or OF; not both."))
        match = ANY if joins == {"or"} else ALL
        groups = [
            inner[int(v)] if kind == "group" else Group(ALL, (_rule(v),)) for kind, v in top if kind != "join"
        ]
        return tuple(groups), match
    rules: list[list[Rule]] = [[]]
    for kind, value in top:
        if kind == "rule":
            rules[-1].append(_rule(value))
        elif value == "or":
            rules.append([])
    if len(rules) == 1:
        return (Group(ALL, tuple(rules[0])),), ALL
    if all(len(found) == 1 for found in rules):
        return (Group(ANY, tuple(found[0] for found in rules)),), ALL
    return tuple(Group(ALL, tuple(found)) for found in rules), ANY


def _levels(pieces: list[str]) -> tuple[list[tuple[str, str]], list[Group]]:
    """The outer level as (kind, value): rule, join (and/or) or group (its place in the second list)."""
    top: list[tuple[str, str]] = []
    inner: list[Group] = []
    inside: list[tuple[str, str]] | None = None
    for piece in pieces:
        here = top if inside is None else inside
        if piece == "(":
            if inside is not None:
                raise InputError(_("Parentheses within parentheses are not possible."))
            inside = []
        elif piece == ")":
            if inside is None:
                raise InputError(_("A parenthesis is closed that was never opened."))
            inner.append(_group(inside))
            top.append(("group", str(len(inner) - 1)))
            inside = None
        elif piece.lower() in ("en", "and", *_OR):
            here.append(("join", "or" if piece.lower() in _OR else "and"))
        else:
            here.append(("rule", piece))
    if inside is not None:
        raise InputError(_("A parenthesis is never closed."))
    return top, inner


def _group(parts: list[tuple[str, str]]) -> Group:
    joins = {value for kind, value in parts if kind == "join"}
    if len(joins) > 1:
        raise InputError(_("Within parentheses stands EN, or OF; not both."))
    rules = tuple(_rule(value) for kind, value in parts if kind == "rule")
    return Group(ANY if joins == {"or"} else ALL, rules)


def _pieces(text: str) -> Iterator[str]:
    """Rules, connectors and parentheses in order. A field's name is passed over whole: it may hold 'of'."""
    rest = text.strip().rstrip(".")
    while rest:
        if rest[0] in "()":
            yield rest[0]
            rest = rest[1:].lstrip()
            connector = re.match(r"(en|of|and|or)\s+", rest, re.IGNORECASE)
            if connector:
                yield connector[1]
                rest = rest[connector.end() :].lstrip()
            continue
        start = _field_at(rest)[1]
        end, word = _end_of_rule(rest, start)
        yield rest[:end].strip()
        rest = rest[end:].lstrip()
        if word:
            yield word
            rest = rest[len(word) :].lstrip()


def _end_of_rule(text: str, start: int) -> tuple[int, str]:
    """Where the rule ends, and the connector that follows ('' for none)."""
    quoted = False
    for at in range(start, len(text)):
        if text[at] in '"“”':
            quoted = not quoted
        elif not quoted and text[at] == ")":
            return at, ""
        elif not quoted and (found := _JOIN.match(text, at)):
            return at, found[1]
    return len(text), ""


def _names() -> list[tuple[str, str]]:
    """Every name of a field (in the user's language, in English, its code), the longest first."""
    found = {name.lower(): code for code, one in FIELDS.items() for name in (code, one.label, _(one.label))}
    return sorted(found.items(), key=lambda pair: -len(pair[0]))


def _field_at(text: str) -> tuple[OwnField, int]:
    """The field that a rule begins with, and where it ends."""
    own = _OWN.match(text)
    if own:
        return OwnField(OWN_PREFIX + (own[1] or own[2]), own[1] or own[2], "text", "c", ""), own.end()
    lower = text.lower()
    for name, code in _names():
        if lower.startswith(name) and not lower[len(name) : len(name) + 1].isalnum():
            return FIELDS[code], len(name)
    import difflib

    word = text.split(maxsplit=1)[0]
    near = difflib.get_close_matches(lower[:30], [n for n, _c in _names()], n=1, cutoff=0.4)
    hint = near[0] if near else "tevredenheid"
    raise InputError(
        _("“{word}” is no field that a segment can ask for; did you mean “{near}”?").format(
            word=word, near=hint
        )
    )


def _rule(text: str) -> Rule:
    found, end = _field_at(text)
    said = text[end:].strip()
    kind = "text" if found.code.startswith(OWN_PREFIX) else found.kind
    wrong: InputError | None = None
    # what stands alone first ('is known' is no value), then the longest words: 'is not' before 'is'
    for operator in sorted(OPERATORS[kind], key=lambda op: (op not in ALONE, -len(_SAID[op]))):
        for template in (_(_SAID[operator]), _SAID[operator]):
            pattern = re.escape(template).replace(re.escape("{value}"), "(.+)").replace(r"\ ", r"\s+")
            match = re.fullmatch(pattern, said, re.IGNORECASE)
            if match and operator in ALONE:
                return Rule(found.code, operator, None)
            if match:
                try:
                    return Rule(found.code, operator, read_value(found, operator, match[1].strip(' "“”')))
                except InputError as error:
                    wrong = wrong or error  # a cell may be called 'not to lose': 'is' + that fits too
    if wrong is not None:
        raise wrong
    ways = ", ".join(operator_words(operator) for operator in OPERATORS[kind])
    name = field_words(found.code)
    raise InputError(
        _("“{text}”: after {field} comes one of: {ways}.").format(text=text, field=name, ways=ways)
    )


def read_value(found: OwnField, operator: str, said: str) -> str | float:
    """What a user says as the value of a rule; raises InputError where it cannot be."""
    if found.kind == "choice":
        for code in found.choices:
            if said.lower() in (code, cell_name(code, found.words).lower(), code.replace("_", " ")):
                return code
        words = ", ".join(cell_name(code, found.words) for code in found.choices)
        raise InputError(
            _("“{value}” is not known here; choose from: {words}").format(value=said, words=words)
        )
    if found.kind == "number" or operator in IN_DAYS:
        try:
            return float(said.replace("€", "").replace("%", "").strip().replace(",", "."))
        except ValueError:
            raise InputError(_("“{value}” is not a number").format(value=said)) from None
    if found.kind == "date":
        return _iso(said)
    return said


def _iso(said: str) -> str:
    match = _DAY.fullmatch(said)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise InputError(_("{text} is not a date; write it as 2026-11-22").format(text=said)) from None
