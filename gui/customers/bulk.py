"""One value, or a label, for many customers, with what it would change before it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from core.errors import InputError
from core.progress import Progress
from core.text import _, ngettext, number
from core.words import SCORES
from gui.customers.changelist import ChangeList
from gui.customers.editor import FieldEditor
from gui.customers.spec import GROUPS, FieldShown, Given, empty, field_spec
from gui.session import Session
from gui.theme import Theme
from gui.widgets.basics import column, label

if TYPE_CHECKING:
    from pathlib import Path

    from actions.editing import CellChange, Edit

#: these say who somebody is; one value for many makes no sense
_NOT_FOR_MANY: Final = ("klantnummer", "email", "voornaam", "achternaam", "telefoon", "mobiel", "kvk")
ADD_LABEL: Final = "labels+"
REMOVE_LABEL: Final = "labels-"
#: so many changes are shown; all of them are counted
_SHOWN: Final = 200
_PAUSE_MS: Final = 250  # of typing, before the preview is asked for


@dataclass(frozen=True)
class Preview:
    """How many customers would change, how many stay as they are, why some cannot, and the first changes."""

    changing: int
    same: int
    problem: str
    first: "Sequence[CellChange]"


class BulkDialog(QDialog):
    """`given()` after it was accepted; `back_to_file` when the file's values are asked for instead."""

    def __init__(self, session: Session, theme: Theme, customer_ids: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._ids = session, list(customer_ids)
        self._given = Given("", None)
        self.back_to_file = False
        count = len(self._ids)
        title = ngettext("Change {n} customer", "Change {n} customers", count).format(n=number(count))
        self.setWindowTitle(title)
        self.field = QComboBox()
        self.field.setAccessibleName(_("Field to change"))
        for name, words in _choices():
            self.field.addItem(words, name)
        self.said = label("", "muted", wrap=True)
        self.list = ChangeList(theme)
        self._place = column()
        self.editor: FieldEditor | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        parts = (label(title, "card-title"), self.field, self._place, self.said, self.list, 0)
        self.setLayout(column(*parts, spacing=12, margins=16))
        self.field.currentIndexChanged.connect(self._show_field)
        self._show_field()
        self.resize(theme.px(680), self.sizeHint().height())

    def given(self) -> Given:
        """Field, value and reason."""
        return self._given

    def _name(self) -> str:
        return str(self.field.currentData())

    def _show_field(self) -> None:
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = FieldEditor(_asked(self._name()))
        self.editor.given.connect(self._accept)
        self.editor.back.connect(self._back)
        self.editor.left.connect(self.reject)
        self.editor.changed.connect(self._soon.start)
        self._place.addWidget(self.editor)
        self.list.hide()
        self.said.setText(_("Nothing is changed before you keep it."))

    def _ask(self) -> None:
        """What would change, away from the GUI thread."""
        if self.editor is None:
            return
        try:
            given = self.editor.read()
        except InputError as error:
            self.said.setText(str(error))
            return
        path, passphrase = self._session.path, self._session.passphrase

        def work(_progress: Progress) -> Preview:
            return preview(path, passphrase, self._ids, given)

        self._session.look_up("bulk", work, partial(self._show, given))

    def _show(self, given: Given, found: Preview) -> None:
        if given.field != self._name():
            return  # another field was chosen meanwhile
        said = [found.problem] if found.problem else []
        if found.changing:
            text = ngettext("{n} customer would change.", "{n} customers would change.", found.changing)
            said.append(text.format(n=number(found.changing)))
        if found.same:
            text = ngettext("{n} stays as it is.", "{n} stay as they are.", found.same)
            said.append(text.format(n=number(found.same)))
        self.said.setText(" ".join(said))
        self.list.show_changes(found.first)
        self.list.setVisible(bool(found.first))

    def _accept(self, given: Given) -> None:
        if given.field in (ADD_LABEL, REMOVE_LABEL) and not str(given.value or "").strip():
            self.said.setText(_("Give the label a name."))
            return
        self._given = given
        self.accept()

    def _back(self, name: str) -> None:
        self.back_to_file = True
        self._given = Given(name, None)
        self.accept()


def preview(path: "Path", passphrase: str | None, ids: Sequence[int], given: Given) -> Preview:
    """What a value or label would do to these customers; writes nothing."""
    from actions.editing import preview as cells

    changes = cells(path, _edits(path, passphrase, ids, given), passphrase)
    changing = [change for change in changes if change.changes]
    problem = next((change.problem for change in changes if change.problem), "")
    return Preview(len(changing), len(ids) - len(changing), problem, changing[:_SHOWN])


def _edits(path: "Path", passphrase: str | None, ids: Sequence[int], given: Given) -> "list[Edit]":
    from actions.editing import Edit, label_edits

    if given.field not in (ADD_LABEL, REMOVE_LABEL):
        return [Edit(customer, given.field, given.value) for customer in ids]
    text = str(given.value or "")
    if not text.strip():
        return []
    return label_edits(path, ids, text, remove=given.field == REMOVE_LABEL, passphrase=passphrase)


def _choices() -> list[tuple[str, str]]:
    """What can be changed for many: labels first, then the fields as a person reads them, then scores."""
    found = [(ADD_LABEL, _("Add a label")), (REMOVE_LABEL, _("Take a label away"))]
    for _group, names in GROUPS:
        found += [(name, field_spec(name)[2]) for name in names if name not in _NOT_FOR_MANY]
    return found + [(name, field_spec(name)[2]) for name in (*SCORES, "clv", "crv", "binding")]


def _asked(name: str) -> FieldShown:
    if name in (ADD_LABEL, REMOVE_LABEL):
        title: Any = dict(_choices())[name]
        return FieldShown(name, title, "text", None)
    return replace(empty(name), by_hand=True)  # somebody among them may have a value to take back
