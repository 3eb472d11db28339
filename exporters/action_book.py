"""The action list as a workbook: what is planned per channel, and a sheet of customers for each."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from core.text import _, day
from core.words import cell_name, set_name
from exporters.workbook import Book, Column, Figure, List, Page, Word
from strategy.action_list import ActionList, ChannelList
from strategy.catalogue import channel_name, load
from strategy.terms import label

#: customer columns that the caller gives for each row of the profile values, in this order
CUSTOMER_COLUMNS: Final = (
    *("klantnummer", "naam", "contactpersoon", "email", "telefoon", "mobiel"),
    *("straat", "huisnummer", "toevoeging", "postcode", "plaats"),
)
_DETAILS: Final = {
    "": (),
    "email": ("email",),
    "telefoon": ("telefoon", "mobiel"),
    "mobiel": ("mobiel", "telefoon"),
    "adres": ("straat", "huisnummer", "toevoeging", "postcode", "plaats"),
}
Customers = Mapping[int, Sequence[Any]]


def build(plan: ActionList, customers: Customers) -> Book:
    """The workbook. `customers`: row of the profile values → values of `CUSTOMER_COLUMNS`."""
    book = Book(pages=[_summary(plan)])
    book.lists += [
        List(
            channel_name(found.channel),
            _columns(),
            _rows(found, plan.set_name, customers),
            len(found.tasks),
            fixed=2,
        )
        for found in plan.channels
    ]
    return book


def _summary(plan: ActionList) -> Page:
    head = [_("Customers"), _("Contacts a year"), _("Capacity"), _("Costs a year")]
    lines: list[list[Any]] = [
        [_("Reference date"), Word(day(plan.as_of))],
        [_("Segments"), Word(set_name(plan.set_name))],
        [],
        [_("Channel"), *(Word(text) for text in head)],
    ]
    lines += [
        [
            channel_name(found.channel),
            Figure("integer", len(found.tasks)),
            Figure("integer", found.contacts),
            Word(_("no limit")) if found.capacity is None else Figure("integer", found.capacity),
            Figure("money0", found.cost),
        ]
        for found in plan.channels
    ]
    lines += [[], [_("In no list"), Word(_("Customers"))]]
    lines += [[why, Figure("integer", n)] for why, n in sorted(plan.nobody.items(), key=lambda one: -one[1])]
    lines += [
        [],
        [_("Automatic messages cost nothing and are not counted as contacts.")],
        [_("Only customers who may be approached through a channel are in its list; not legal advice.")],
    ]
    return Page(_("Action list"), lines, (52, 14, 16, 14, 16))


def _columns() -> list[Column]:
    return [
        Column("klantnummer", width=13),
        Column(_("Name"), width=24),
        Column(_("Reach through"), width=30),
        Column(_("When"), "date", 12),
        Column(_("Best moment"), width=24),
        Column(_("Why now"), "sentence", 34),
        Column(_("Segment"), width=26),
        # on paper the second page begins here
        Column(_("With what"), "sentence", 56),
        Column(_("Allowed because"), width=28),
        Column(_("How"), width=17),
        Column(_("Contacts a year"), "integer", 11),
        Column(_("Contact person"), width=18),
    ]


def _rows(found: ChannelList, set_code: str, customers: Customers) -> Callable[[], list[list[Any]]]:
    detail = load().channels[found.channel].detail
    at = {name: place for place, name in enumerate(CUSTOMER_COLUMNS)}

    def rows() -> list[list[Any]]:
        out: list[list[Any]] = []
        for task in found.tasks:
            known = customers[task.row]
            parts = [str(known[at[name]]) for name in _DETAILS[detail] if known[at[name]]]
            reach = " ".join(parts) if detail == "adres" else parts[0] if parts else ""
            how = _("automatic message") if task.automatic else _("in person")
            out.append(
                [
                    *(known[at["klantnummer"]], known[at["naam"]], reach),
                    *(task.on, task.moment, task.why, cell_name(task.segment, set_code)),
                    *(task.message, label(task.ground), how, task.contacts, known[at["contactpersoon"]]),
                ]
            )
        return out

    return rows
