"""What stands in the workbook of segments: which sheets, which columns, in which words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.fields import CUSTOMERS, field
from core.text import _, day, ngettext, number
from core.words import cell_name, score_name, set_name
from exporters.explanation import lines as explanation_lines
from exporters.handwork import fields_in_words
from exporters.workbook import Book, Column, Figure, List, Page, Word
from strategy.catalogue import channel_name
from strategy.terms import label

#: columns of a segment list, in order: (name in the query, kind of cell, width). What one looks for first
#: comes first and is the first page on paper; then the address, the scores, the amounts.
LIST_COLUMNS: Final[tuple[tuple[str, str, float], ...]] = (
    ("klantnummer", "text", 14),
    ("naam", "text", 26),
    ("relatievorm", "text", 14),
    ("set_waarde", "text", 18),
    ("clv", "money", 14),
    ("p_active", "share", 12),
    ("last_purchase", "date", 14),
    ("opzegdatum", "date", 14),
    ("email", "text", 28),
    ("telefoon", "text", 15),
    ("voorkeurskanaal", "text", 16),
    ("binding", "text", 22),
    ("soort", "text", 12),
    ("contactpersoon", "text", 20),
    ("mobiel", "text", 16),
    ("straat", "text", 24),
    ("huisnummer", "text", 12),
    ("toevoeging", "text", 12),
    ("postcode", "text", 10),
    ("plaats", "text", 18),
    ("land", "text", 8),
    ("set_engagement", "text", 18),
    ("set_scrm", "text", 28),
    ("commitment", "score", 12),
    ("calculative", "score", 14),
    ("trust", "score", 12),
    ("satisfaction", "score", 13),
    ("engagement", "score", 12),
    ("clv_low", "money", 14),
    ("clv_high", "money", 14),
    ("crv", "money", 14),
    ("revenue", "money", 14),
    ("purchase_days", "integer", 14),
    ("next_purchase", "date", 14),
    ("labels", "text", 18),
    ("huishouden", "text", 24),
    ("hand", "text", 24),
)
_CODES: Final = {
    "relatievorm": "relatie",
    "set_waarde": "waarde",
    "set_engagement": "engagement",
    "set_scrm": "scrm",
    "binding": "binding",
}


@dataclass(frozen=True)
class Segment:
    """One cell with its customers; `rows` streams tuples in the order of LIST_COLUMNS."""

    name: str
    customers: int
    clv_total: float | None
    share: float
    rows: Callable[[], Iterable[Sequence[Any]]]


def header(name: str) -> str:
    """The header of a list column; `klantnummer` is the same in every language, for it is matched on."""
    if name == "klantnummer":
        return name
    known = field(CUSTOMERS, name)
    if known:
        return _(known.label)
    words = {
        "relatievorm": set_name("relatie"),
        "set_waarde": set_name("waarde"),
        "set_engagement": set_name("engagement"),
        "set_scrm": set_name("scrm"),
        "binding": set_name("binding"),
        "clv": _("Customer value (CLV)"),
        "clv_low": _("Customer value, low (10%)"),
        "clv_high": _("Customer value, high (90%)"),
        "crv": _("Referral value (CRV)"),
        "p_active": _("Chance still active"),
        "revenue": _("Revenue so far"),
        "purchase_days": _("Purchase days"),
        "last_purchase": _("Last purchase"),
        "next_purchase": _("Next purchase expected"),
        "opzegdatum": _("Last day to give notice"),
        "huishouden": _("Household"),
        "hand": _("Filled in by hand"),
    }
    return words.get(name) or score_name(name)


def columns() -> list[Column]:
    """The columns of every segment list."""
    return [Column(header(name), kind, width) for name, kind, width in LIST_COLUMNS]


def in_words(row: Sequence[Any]) -> list[Any]:
    """A row with its codes as the user reads them."""
    out = list(row)
    for index, (name, _kind, _width) in enumerate(LIST_COLUMNS):
        if name in _CODES and out[index]:
            out[index] = cell_name(out[index], _CODES[name])
        elif name == "hand":
            out[index] = fields_in_words(out[index])
    return out


def build(
    set_code: str,
    segments: Sequence[Segment],
    profile: Mapping[str, Any],
    advice: Mapping[str, Any] | None,
    left_out: Mapping[str, int],
    model: Sequence[str],
    handwork: Sequence[List] = (),
) -> Book:
    """The whole workbook: summary, advice, a list per segment, reasons, `handwork`, explanation.

    `model` are the sentences on how customer value was computed.
    """
    book = Book(pages=[_summary(set_code, segments, profile, left_out)])
    if advice is not None:
        book.pages.append(advice_page(advice))
    for segment in segments:
        book.lists.append(
            List(
                cell_name(segment.name, set_code),
                columns(),
                lambda rows=segment.rows: (in_words(row) for row in rows()),  # type: ignore[misc]
                segment.customers,
                fixed=2,
            )
        )
    if advice is not None:
        book.last.append(reasons_list(advice))
    book.last += handwork
    # always this name: people and scripts look it up
    book.last.append(
        Page(
            "Uitleg", [*explanation_lines(profile), [_("Model of customer value"), " ".join(model)]], (34, 90)
        )
    )
    return book


def _summary(
    set_code: str,
    segments: Sequence[Segment],
    profile: Mapping[str, Any],
    left_out: Mapping[str, int],
) -> Page:
    total = sum(segment.customers for segment in segments)
    lines: list[list[Any]] = [
        [_("Reference date"), Word(day(profile["as_of"]))],
        [_("Customers in the base"), Figure("integer", profile["customers"])],
        [_("Customers in this workbook"), Figure("integer", total)],
    ]
    lines += [
        [_("Left out: {why}").format(why=why), Figure("integer", n)] for why, n in left_out.items() if n
    ]
    lines += [
        [],
        [set_name(set_code), Word(_("Customers")), Word(_("Share")), Word(_("Customer value (CLV)"))],
    ]
    lines += [
        [
            cell_name(segment.name, set_code),
            Figure("integer", segment.customers),
            Figure("share", segment.share),
            Word(_("unknown")) if segment.clv_total is None else Figure("money0", segment.clv_total),
        ]
        for segment in segments
    ]
    for key, code in (
        ("relationship", "relatie"),
        ("value", "waarde"),
        ("engagement", "engagement"),
        ("scrm", "scrm"),
    ):
        if code != set_code:
            lines += [[], [set_name(code), Word(_("Customers"))]]
            lines += [[cell_name(cell, code), Figure("integer", n)] for cell, n in profile[key].items() if n]
    return Page(_("Summary"), lines, (34, 14, 14, 20))


def advice_page(advice: Mapping[str, Any]) -> Page:
    lines: list[list[Any]] = []
    if advice["budget"] is not None:
        lines.append([_("Budget a year"), Figure("money0", advice["budget"], left=True)])
    lines.append([_("Costs a year"), Figure("money0", advice["total"], left=True)])
    if advice["reserved"]:
        help_due = Figure("money0", advice["reserved"], left=True)
        lines.append([_("Of which help for clients without a choice"), help_due])
    lines.append([])
    for segment in advice["segments"]:
        lines += _advice_lines(segment, advice["set"])
        lines.append([])
    return Page(_("Advice"), lines, (34, 90))


def _advice_lines(segment: Mapping[str, Any], set_code: str) -> list[list[Any]]:
    n = segment["customers"]
    count = ngettext("{n} customer", "{n} customers", n).format(n=number(n))
    channels = segment["channels"]
    other = label(segment["runner_up"] or "-")

    def mix(phase: str) -> str:
        part = channels[phase]
        names = {
            key: ", ".join(channel_name(code) for code in part[key]) or "-"
            for key in ("lead", "support", "avoid")
        }
        return _("leading: {lead}; supporting: {support}; avoid: {avoid}").format(**names)

    reachable = ", ".join(f"{channel_name(code)} {number(k)}" for code, k in segment["reachable"].items())
    return [
        [cell_name(segment["name"], set_code), count],
        [_("Form"), _("{form} (or else {other})").format(form=label(segment["form"]), other=other)],
        [_("Goal"), segment["goal_text"]],
        [_("Core message"), segment["core_message"]],
        [_("Proposition"), segment["proposition"]],
        [_("Rests on"), segment["proposition_ground"] or "-"],
        [_("Before"), mix("voor")],
        [_("During"), mix("tijdens")],
        [_("After"), mix("na")],
        [_("Social care"), _plain(segment["social_care"])],
        [_("Personalisation"), _personal(segment["personalisation"])],
        [_("Measure"), "; ".join(_plain(kpi) for kpi in segment["kpis"])],
        [_("Reachable"), reachable],
        [_("Costs a year"), Figure("money0", segment["total"], left=True)],
        [_("Value at stake"), _amount(segment["value_at_stake"])],
        [_("Earns itself back"), segment["break_even_text"] or "-"],
        *([("" if n else _("Why")), sentence] for n, sentence in enumerate(segment["why"])),
    ]


def _personal(found: Mapping[str, Any]) -> str:
    return "; ".join(label(found[key]) for key in ("level", "paradigm", "timing") if found[key])


def _amount(value: float | None) -> Any:
    return _("unknown") if value is None else Figure("money0", value, left=True)


def _plain(value: Any) -> str:
    """A text, a code, or a small dict of codes, as words."""
    if isinstance(value, Mapping):
        return "; ".join(_plain(item) for item in value.values() if item)
    if isinstance(value, list | tuple):
        return "; ".join(_plain(item) for item in value)
    return label(str(value)) if value else "-"


def reasons_list(advice: Mapping[str, Any]) -> List:
    def rows() -> Iterable[Sequence[Any]]:
        for segment in advice["segments"]:
            for reason in segment["reasons"]:
                yield (
                    cell_name(segment["name"], advice["set"]),
                    reason["reason"],
                    label(str(reason["target"])),
                    reason["points"],
                    reason["source"],
                    reason["rule"],
                )

    head = [
        Column(_("Segment"), width=28),
        Column(_("Reason"), "sentence", 80),
        Column(_("Counts for"), width=26),
        Column(_("Points"), "number", 10),
        Column(_("Source"), width=36),
        Column(_("Rule"), width=22),
    ]
    return List(_("Reasons"), head, rows, sum(len(segment["reasons"]) for segment in advice["segments"]))
