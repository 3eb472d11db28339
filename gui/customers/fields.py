"""A customer's fields, each editable in place: value, reason, ✎ for what a person said, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QSizePolicy, QWidget

from core import fields
from core.errors import InputError
from core.text import N_, _, day
from gui.customers.columns import as_text
from gui.customers.entry import choices_of, read_entry
from gui.widgets.basics import Elided, button, column, label, restyle, row
from gui.widgets.cells import HAND_MARK

#: the fields in the order in which a person reads them
GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (N_("Relationship"), ("relatievorm", "almost_type", "almost_oorzaak", "klant_sinds", "verplicht")),
    (
        N_("Who"),
        (
            "klantnummer", "soort", "aanhef", "voornaam", "voorletters", "tussenvoegsel", "achternaam",
            "bedrijfsnaam", "contactpersoon", "branche", "kvk", "btw_nummer", "geboortedatum", "taal",
        ),
    ),
    (
        N_("Contact details"),
        (
            "email", "telefoon", "mobiel", "straat", "huisnummer", "toevoeging", "postcode", "plaats", "land",
            "website",
        ),
    ),
    (
        N_("Permission"),
        (
            "toestemming_email", "toestemming_email_datum",
            "toestemming_telefoon", "toestemming_telefoon_datum",
            "toestemming_sms", "toestemming_sms_datum", "toestemming_post", "toestemming_post_datum",
            "bezwaar_direct_marketing", "bezwaar_direct_marketing_datum", "bezwaar_profilering",
        ),
    ),
    (
        N_("What they say"),
        (
            "nps", "nps_datum", "tevredenheid", "tevredenheid_datum", "voorkeurskanaal", "voorkeuren",
            "lid", "aangebracht_door", "labels", "notities",
        ),
    ),
    (N_("Totals from the file"), ("aantal_bestellingen", "omzet", "eerste_aankoop", "laatste_aankoop")),
)  # fmt: skip
#: outcomes that a person may set: name → (kind, choices, label)
OUTCOMES: Final[dict[str, tuple[str, tuple[str, ...], str]]] = {
    "relatievorm": ("choice", ("geen", "occasioneel", "langdurig", "gedwongen"), N_("Relationship type")),
    "almost_type": ("choice", ("transactioneel", "permanent"), N_("Almost customer")),
}


@dataclass(frozen=True)
class FieldShown:
    """A field as it stands. `file_value` is what the file (or the computation) says beside a hand value."""

    name: str
    label: str
    kind: str
    value: Any
    choices: tuple[str, ...] = ()
    by_hand: bool = False
    file_value: Any = None
    reason: str = ""
    at: str = ""
    computed: bool = False
    editable: bool = True


def field_spec(name: str) -> tuple[str, tuple[str, ...], str]:
    """Kind, choices and label of a field or outcome."""
    if name in OUTCOMES:
        kind, choices, title = OUTCOMES[name]
        return kind, choices, _(title)
    found = fields.field(fields.CUSTOMERS, name)
    if found is None:
        return "text", (), name
    return found.kind, found.choices, _(found.label)


class FieldEditor(QFrame):
    """Value and reason; Enter keeps it, Esc lets it go. `given` carries the value and the reason."""

    given = Signal(object, str)
    left = Signal()

    def __init__(self, title: str, kind: str, choices: Sequence[str], text: str, raw: Any) -> None:
        super().__init__()
        self.setProperty("role", "inset")
        self._kind = kind
        options = choices_of(kind, choices)
        self.value: QComboBox | QLineEdit
        if options:
            box = QComboBox()
            for code in options:
                box.addItem(as_text(kind, int(code)) if kind == "flag" else as_text("choice", code), code)
            box.setPlaceholderText(_("unknown"))
            # what is unknown stays so until a choice is made: no first value that slips in
            box.setCurrentIndex(box.findData(str(raw)))
            self.value = box
        else:
            self.value = QLineEdit(text)
            self.value.selectAll()
        self.value.setAccessibleName(title)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why? (may stay empty)"))
        self.reason.setAccessibleName(_("Reason for {field}").format(field=title))
        self.trouble = label("", "bad", wrap=True)
        self.trouble.hide()
        keep = button(_("Keep"), self.keep, role="primary")
        leave = button(_("Cancel"), self.left.emit)
        self.setLayout(
            column(
                label(title, "caption"),
                self.value,
                self.reason,
                self.trouble,
                row(0, leave, keep),
                spacing=8,
                margins=12,
            )
        )

    def keep(self) -> None:
        """Hand over what was typed, or say what is wrong with it."""
        try:
            if isinstance(self.value, QComboBox):
                code = self.value.currentData()
                if code is None:
                    raise InputError(_("Choose a value first."))
                value: object = int(code) if self._kind == "flag" else code
            else:
                value = read_entry(self._kind, self.value.text())
        except InputError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            self.value.setFocus()
            return
        self.given.emit(value, self.reason.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FieldRow(QWidget):
    """Label and value on a line; the value opens into an editor."""

    edit = Signal(object)
    back = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.shown: FieldShown | None = None
        self._label = Elided("", "muted")
        self._value = button("", self.open, role="value")
        self._value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._hand = label("", "hand", wrap=True)
        self._back = button(_("back to the file"), lambda: self.back.emit(self.name), role="link")
        line = row(self._label, self._value, spacing=8)
        line.setStretch(0, 2)
        line.setStretch(1, 3)
        self._below = QWidget()
        self._below.setLayout(row(self._hand, self._back, spacing=8))
        self.setLayout(column(line, self._below, spacing=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._below.hide()

    def show_field(self, shown: FieldShown) -> None:
        """Another customer's value."""
        self.shown = shown
        known = shown.value not in (None, "")
        text = as_text(shown.kind, shown.value) if known else _("unknown")
        mark = f"  {HAND_MARK}" if shown.by_hand else ""
        self._label.setText(shown.label)
        self._value.setText(_one_line(text) + mark)
        self._value.setToolTip(text)
        self._value.setAccessibleName(_("{field}: {value}. Change").format(field=shown.label, value=text))
        if self._value.property("known") != ("true" if known else "false"):
            self._value.setProperty("known", "true" if known else "false")
            restyle(self._value)
        self._value.setEnabled(shown.editable)
        self._below.setVisible(shown.by_hand)
        if shown.by_hand:
            self._hand.setText(hand_sentence(shown))
            self._back.setText(_("back to computed") if shown.computed else _("back to the file"))

    def focus_value(self) -> None:
        """Put the keyboard on the value."""
        self._value.setFocus()

    def open(self) -> None:
        """Ask for the editor, as a click on the value does."""
        if self.shown is not None:
            self.edit.emit(self)


def hand_sentence(shown: FieldShown) -> str:
    """By hand, since when, why, and what the file says instead."""
    said = [_("by hand")]
    if shown.at:
        said.append(day(shown.at))
    if shown.reason:
        said.append(shown.reason)
    other = as_text(shown.kind, shown.file_value) if shown.file_value not in (None, "") else _("nothing")
    said.append(
        (_("computed: {value}") if shown.computed else _("the file says {value}")).format(value=other)
    )
    return " · ".join(said)


def _one_line(text: str) -> str:
    return " ".join(text.split())
