"""The strategy report as a workbook: the choice per segment at a glance, the advice in full, every reason."""

from typing import Any, Final

from core.text import _, day
from core.words import cell_name, set_name
from exporters.report import Whole, next_sentence
from exporters.segment_book import advice_page, reasons_list
from exporters.workbook import Book, Column, Figure, List, Page
from strategy.catalogue import channel_name
from strategy.terms import PHASES, label

_PHASE_HEADS: Final = {"voor": "Before", "tijdens": "During", "na": "After"}


def build(found: Whole) -> Book:
    """The workbook of a report."""
    data = found.advice.data
    return Book(pages=[_summary(found)], lists=[_choices(data), reasons_list(data)], last=[advice_page(data)])


def _summary(found: Whole) -> Page:
    data = found.advice.data
    budget: Any = _("no limit") if data["budget"] is None else Figure("money0", data["budget"], left=True)
    lines: list[list[Any]] = [
        [_("Segments"), set_name(data["set"])],
        [_("Reference date"), day(data["as_of"])],
        [_("Customers"), Figure("integer", found.profile["customers"], left=True)],
        [_("Budget a year"), budget],
        [_("Costs a year"), Figure("money0", data["total"], left=True)],
        [_("Of which help for clients without a choice"), Figure("money0", data["reserved"], left=True)],
        [_("Next"), next_sentence(data)],
        [],
    ]
    lines += [["" if at else _("How to read this"), note] for at, note in enumerate(data["notes"])]
    return Page(_("Summary"), lines, (34, 90))


def _choices(data: Any) -> List:
    head = [
        Column(_("Segment"), width=28),
        Column(_("Customers"), "integer", 11),
        Column(_("Relationship form"), width=24),
        *(Column(_(_PHASE_HEADS[phase]), width=24) for phase in PHASES),
        Column(_("At stake in a year"), "money0", 14),
        Column(_("Costs a year"), "money0", 12),
        Column(_("Earns itself back"), "sentence", 60),
    ]

    def rows() -> list[list[Any]]:
        return [
            [
                *(cell_name(one["name"], data["set"]), one["customers"], label(one["form"])),
                *(_channels(one["channels"][phase]["lead"]) for phase in PHASES),
                *(one["value_at_stake"], one["total"], one["break_even_text"]),
            ]
            for one in data["segments"]
        ]

    return List(_("The choice per segment"), head, rows, len(data["segments"]))


def _channels(codes: list[str]) -> str:
    return ", ".join(channel_name(code) for code in codes)
