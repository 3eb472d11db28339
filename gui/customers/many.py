"""Deeds for the customers that are selected (change, delete), and a new one."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from core import fields
from core.text import _, ngettext, number
from gui.customers.bulk import ADD_LABEL, REMOVE_LABEL, BulkDialog
from gui.customers.form import FormDialog
from gui.customers.handwork import Handwork
from gui.customers.table import CustomersTable
from gui.session import Session

#: what a new customer is asked for; the rest is filled in in the profile
_NEW = (
    "klantnummer", "soort", "bedrijfsnaam", "voornaam", "tussenvoegsel", "achternaam", "email", "telefoon",
    "postcode", "huisnummer", "plaats",
)  # fmt: skip

#: what a name is put together from
_NAME = ("aanhef", "voornaam", "voorletters", "tussenvoegsel", "achternaam", "bedrijfsnaam", "contactpersoon")


class Many(QObject):
    """Asks what to do in a dialog and hands it to `Handwork`."""

    #: id of a customer that was made
    made = Signal(int)

    def __init__(self, session: Session, table: CustomersTable, hand: Handwork) -> None:
        super().__init__(table)
        self._session, self._table, self._hand = session, table, hand
        self.dialog: QWidget | None = None

    def change(self) -> None:
        """One value, or a label, for all who are selected."""
        chosen = self._table.selected()
        if not chosen:
            return
        dialog = BulkDialog(self._session, self._table.theme, chosen, self._table.window())
        self.dialog = dialog
        if dialog.exec():
            given = dialog.given()
            if dialog.back_to_file:
                self._hand.take_back(chosen, given.field)
            elif given.field in (ADD_LABEL, REMOVE_LABEL):
                remove = given.field == REMOVE_LABEL
                self._hand.label(chosen, str(given.value or ""), given.reason, remove=remove)
            else:
                self._hand.set_value(chosen, given)
        self._closed(dialog)

    def new(self) -> None:
        """A customer that no file knows."""
        asked = [found for name in _NEW if (found := fields.field(fields.CUSTOMERS, name)) is not None]
        dialog = FormDialog(_("New customer"), asked, {}, self._table.window())
        self.dialog = dialog
        if dialog.exec():
            self._hand.new_customer(dialog.values(), self._was_made)
        self._closed(dialog)

    def rename(self, customer: int) -> None:
        """The parts of a customer's name, as one change."""
        asked = [found for name in _NAME if (found := fields.field(fields.CUSTOMERS, name)) is not None]
        known = {name: each["value"] for name, each in self._session.reader.customer(customer).items()}
        dialog = FormDialog(_("Name"), asked, known, self._table.window())
        self.dialog = dialog
        if dialog.exec() and dialog.values():
            edits = [(customer, name, value) for name, value in dialog.values().items()]
            self._hand.set_values(edits, None)
        self._closed(dialog)

    def delete(self) -> None:
        """Take the selected customers out, after a question."""
        chosen = self._table.selected()
        if not chosen:
            return
        if len(chosen) == 1:
            name = self._session.reader.name(chosen[0]) or _("this customer")
            asked = _("Delete {name}?").format(name=name)
        else:
            asked = ngettext("Delete {n} customer?", "Delete {n} customers?", len(chosen))
            asked = asked.format(n=number(len(chosen)))
        box = QMessageBox(self._table.window())
        box.setWindowTitle(_("Delete"))
        box.setText(asked)
        box.setInformativeText(
            _(
                "Undo brings them back, with everything that belongs to them. An import does not make them "
                "anew. To erase someone for good, use ⋯ in the profile."
            )
        )
        delete = box.addButton(_("Delete"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(delete)
        box.setEscapeButton(cancel)
        self.dialog = box
        box.exec()
        if box.clickedButton() is delete:
            self._hand.delete(chosen)
        self._closed(box)

    def _was_made(self, customer: int) -> None:
        self.made.emit(customer)

    def _closed(self, dialog: QWidget) -> None:
        self.dialog = None
        dialog.deleteLater()
        self._table.setFocus()
