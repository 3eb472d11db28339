"""The reader of each mapped column: field kind and decided format → a column of clean values."""

from typing import Final

from core.fields import CONSENT_GROUPS, INTERACTIONS, SCALES, SURVEY, Field
from importers import endless, opt_outs, sides, values
from importers.columns import DateColumn, NumberColumn
from importers.plan import Plan

#: fields whose cells are months ('2 maanden')
_MONTHS = "opzegtermijn"
#: the scale that ratings are kept on
RATING = (1.0, 5.0)
#: fields that can be a year alone
_YEARS = frozenset({"klant_sinds", "contract_start", "start"})
#: text fields that are more than text
_READ_BY: Final[dict[str, values.One]] = {
    "tijd": values.clock,
    "toestemming_kanalen": values.channels,
    "debet_credit": sides.side,
    "kvk": values.kvk,
    **dict.fromkeys((f"afmelding_{group}" for group in CONSENT_GROUPS), opt_outs.opt_out),
}


def reader(plan: Plan, field: Field, header: str) -> values.Column:
    """What reads the cells of that column; see `values.Column`."""
    format_ = plan.formats[header].format if header in plan.formats else ""
    kind = field.kind
    if kind in ("date", "datetime"):
        dates = DateColumn(
            format_, as_of=plan.as_of, birth=field.name == "geboortedatum", time=kind == "datetime"
        )
        years = field.name in _YEARS
        ends = field.name in endless.FIELDS
        one = values.dated(dates, years=years, ends=ends)
        return values.Column(one) if years or ends else values.FastColumn(dates, one)
    if kind in ("money", "number", "integer", "scale"):
        return _numbers(plan, field, format_)
    if plan.kind == INTERACTIONS and field.name == "soort":
        return values.Column(values.contact_kind)
    if kind in ("text", "code"):
        plain = values.PlainColumn(values.text if kind == "text" else values.code)
        return values.Column(_READ_BY[field.name]) if field.name in _READ_BY else plain
    if kind == "choice":
        return values.Column(values.choice(field.name))
    read = {
        "flag": values.flag,
        "email": values.email,
        "phone": values.phone,
        "postcode": values.postcode,
        "country": values.country,
    }[kind]
    return values.Column(read)


def _numbers(plan: Plan, field: Field, format_: str) -> values.Column:
    if plan.kind == SURVEY and field.name == "antwoord":
        return values.Column(values.survey_answer)
    notation = format_ if format_ in ("comma", "point") else "point"
    if field.name == _MONTHS:
        return values.Column(values.months(notation))
    if field.name == "nps":
        return values.Column(values.number(notation, low=0, high=10))
    if field.name in plan.scales:
        low, high = SCALES[plan.scales[field.name]]
        to = RATING if field.name == "waardering" else None
        return values.Column(values.scaled(low, high, to))
    if field.kind == "integer":
        return values.Column(values.number(notation, whole=True))
    return values.FastColumn(NumberColumn(notation), values.number(notation))
