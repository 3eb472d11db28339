"""The third tab of the profile: contracts, contact persons, household, and who was merged into this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core import fields
from core.fields import Field
from core.text import N_, _, day, money
from gui.customers.columns import as_text
from gui.customers.form import FormDialog
from gui.customers.handwork import Handwork
from gui.widgets.basics import button, clear, column, label, line, row
from gui.widgets.cells import HAND_MARK

if TYPE_CHECKING:
    from models.queries import Household, MergedPair, Reader

_CONTRACT: Final = tuple(fields.columns(fields.CONTRACTS))
_PERSON_NAMES: Final = ("aanhef", "voornaam", "tussenvoegsel", "achternaam")
_LONGEST: Final = 36  # letters of a link; the rest is in its tool tip
_JOB: Final = Field("functie", "text", N_("Job"))


@dataclass(frozen=True)
class Around:
    """What hangs on a customer."""

    contracts: Sequence[Mapping[str, Any]]
    persons: Sequence[Mapping[str, Any]]
    household: "Household | None"
    merged: "Sequence[MergedPair]"
    company: bool


def around(reader: "Reader", customer_id: int, *, company: bool) -> Around:
    """What hangs on this customer; a few milliseconds."""
    return Around(
        reader.children(customer_id, "contracts"),
        reader.contact_persons(customer_id),
        reader.household(customer_id),
        reader.merged_of(customer_id),
        company,
    )


class AroundPanel(QWidget):
    """Every part is a list with its own small editor; the deeds go to `Handwork`."""

    customer_wanted = Signal(int)

    def __init__(self, hand: Handwork) -> None:
        super().__init__()
        self._hand = hand
        self._customer = 0
        self._shown: Around | None = None
        self.dialog: FormDialog | None = None
        self._body = column(spacing=4)
        self._body.setContentsMargins(0, 8, 8, 8)
        outer = QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._body)
        outer.addStretch(1)
        self.setLayout(outer)

    def show_around(self, customer_id: int, found: Around) -> None:
        """Another customer, or the same one with other things."""
        if customer_id == self._customer and found == self._shown:
            return
        self._customer, self._shown = customer_id, found
        clear(self._body)
        if found.merged:
            self._add_merged(found.merged)
        self._add_contracts(found.contracts)
        if found.company or found.persons:
            self._add_persons(found.persons)
        self._add_household(found.household)

    def edit_contract(self, contract: Mapping[str, Any] | None) -> None:
        """A new contract (None), or this one."""
        title = _("New contract") if contract is None else _("Contract")
        dialog = FormDialog(title, _CONTRACT, contract or {}, self.window(), can_delete=contract is not None)
        self.dialog = dialog
        if dialog.exec():
            if contract is not None and dialog.delete_wanted:
                self._hand.delete_contract(int(contract["id"]))
            elif dialog.values():
                number = None if contract is None else int(contract["id"])
                self._hand.set_contract(self._customer, number, dialog.values())
        self._closed()

    def edit_person(self, person: Mapping[str, Any] | None) -> None:
        """A new contact person (None), or this one."""
        title = _("New contact person") if person is None else _("Contact person")
        known = person or {}
        dialog = FormDialog(title, _person_fields(), known, self.window(), can_delete=person is not None)
        self.dialog = dialog
        if dialog.exec():
            if person is not None and dialog.delete_wanted:
                self._hand.delete_person(int(person["id"]))
            elif dialog.values():
                number = None if person is None else int(person["id"])
                self._hand.set_person(self._customer, number, dialog.values())
        self._closed()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    def _add_contracts(self, contracts: Sequence[Mapping[str, Any]]) -> None:
        self._head(_("Contracts"))
        for each in contracts:
            self._entry(contract_words(each), partial(self.edit_contract, each), _("Change the contract"))
        if not contracts:
            self._body.addWidget(label(_("No contract is known."), "muted"))
        self._link(_("New contract …"), partial(self.edit_contract, None))

    def _add_persons(self, persons: Sequence[Mapping[str, Any]]) -> None:
        self._head(_("Contact persons"))
        for each in persons:
            self._entry(person_words(each), partial(self.edit_person, each), _("Change the contact person"))
        if not persons:
            self._body.addWidget(label(_("No contact person is known."), "muted"))
        self._link(_("New contact person …"), partial(self.edit_person, None))

    def _add_household(self, household: "Household | None") -> None:
        if household is None:
            return
        company = household.kind == "bedrijf"
        self._head(_("Same company") if company else _("Household"))
        self._body.addWidget(label(household.name, "muted", wrap=True))
        for member, number, name in household.members:
            if member != self._customer:
                words = " · ".join(part for part in (name, number) if part)
                self._link(words, partial(self.customer_wanted.emit, member))
        words = _("Take out of the company") if company else _("Take out of the household")
        self._link(words, partial(self._hand.leave_household, self._customer))

    def _add_merged(self, merged: "Sequence[MergedPair]") -> None:
        self._head(_("Merged from"))
        for each in merged:
            who = " · ".join(part for part in (each.name, each.klantnummer) if part)
            said = " · ".join(part for part in (who, day(each.at), each.reason or "") if part)
            self._body.addWidget(label(said, wrap=True))
            name = _("Split {who} again").format(who=who)
            self._link(_("Split again"), partial(self._hand.split, each.id), name=name)

    def _head(self, title: str) -> None:
        if self._body.count():
            self._body.addSpacing(4)
            self._body.addWidget(line())
            self._body.addSpacing(4)
        self._body.addWidget(label(title, "strong"))

    def _entry(self, lines: Sequence[str], act: Any, name: str) -> None:
        first, *rest = lines
        self._body.addWidget(label(first, wrap=True))
        for said in rest:
            self._body.addWidget(label(said, "muted", wrap=True))
        self._link(_("Change …"), act, name=f"{name}: {first}")
        self._body.addSpacing(4)

    def _link(self, words: str, act: Any, *, name: str = "") -> None:
        if len(words) > _LONGEST:
            words, name = words[:_LONGEST].rstrip() + "…", name or words
        self._body.addLayout(row(button(words, act, role="link", name=name), 0))


def contract_words(contract: Mapping[str, Any]) -> list[str]:
    """What it is, and from when until when, for how much."""
    what = " · ".join(str(contract[n]) for n in ("soort", "product", "contractnummer") if contract.get(n))
    start, end = day(contract.get("start")), day(contract.get("einde"))
    terms = [_("from {day}").format(day=start)] if start else []
    if end:
        terms.append(_("until {day}").format(day=end))
    if contract.get("opgezegd_per") or contract.get("opgezegd_op"):
        terms.append(_("notice given"))
    if contract.get("bedrag_per_maand") is not None:
        terms.append(_("{amount} a month").format(amount=money(float(contract["bedrag_per_maand"]), 2)))
    mark = f"  {HAND_MARK}" if contract.get("hand") or contract.get("said") else ""
    return [part for part in ((what or _("Contract")) + mark, " · ".join(terms)) if part]


def person_words(person: Mapping[str, Any]) -> list[str]:
    """Who it is, and how to reach them."""
    who = " · ".join(str(part) for part in (person["naam"], person.get("functie")) if part)
    phones = " · ".join(as_text("phone", person[n]) for n in ("telefoon", "mobiel") if person.get(n))
    # a long address may go on on the next line
    email = (
        str(person.get("email") or "")
        .replace("@", "@\N{ZERO WIDTH SPACE}")
        .replace(".", ".\N{ZERO WIDTH SPACE}")
    )
    return [part for part in (who, phones, email) if part]


def _person_fields() -> list[Field]:
    names = (*_PERSON_NAMES, "functie", "email", "telefoon", "mobiel", "notities")
    found = {field.name: field for field in fields.columns(fields.CUSTOMERS)}
    return [_JOB if name == "functie" else found[name] for name in names]
