"""The page Instellingen: how the window looks and speaks, and where the data lies."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from core.paths import data_dir
from core.text import _, language, percent
from gui.session import Session
from gui.theme import MODES, Theme
from gui.widgets.basics import Card, button, column, label, row, scrolled
from gui.widgets.page import Page

_SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class AppearancePage(Page):
    """Says what was chosen; the program does it."""

    language_chosen = Signal(str)
    scale_chosen = Signal(float)
    mode_chosen = Signal(str)
    another_base = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(_("Settings"))
        self.subtitle.setText(_("How the window looks and speaks, and where your data lies"))
        self.language = _choice(_("Language"), (("nl", "Nederlands"), ("en", "English")), language())
        names = {"system": _("as the system has it"), "light": _("light"), "dark": _("dark")}
        self.mode = _choice(_("Colours"), [(mode, names[mode]) for mode in MODES], theme.mode)
        nearest = min(_SCALES, key=lambda scale: abs(scale - theme.user_scale))
        self.scale = _choice(_("Text size"), [(scale, percent(scale)) for scale in _SCALES], nearest)
        self.language.activated.connect(lambda _at: self.language_chosen.emit(self.language.currentData()))
        self.mode.activated.connect(lambda _at: self.mode_chosen.emit(self.mode.currentData()))
        self.scale.activated.connect(lambda _at: self.scale_chosen.emit(self.scale.currentData()))
        look = QFormLayout()
        look.setHorizontalSpacing(24)
        look.setVerticalSpacing(12)
        for box in (self.language, self.mode, self.scale):
            look.addRow(label(box.accessibleName(), "muted"), box)
        places = QFormLayout()
        places.setHorizontalSpacing(24)
        places.setVerticalSpacing(8)
        places.addRow(label(_("Customer base"), "muted"), _selectable(str(session.path)))
        places.addRow(label(_("Log and window settings"), "muted"), _selectable(str(data_dir())))
        other = button(_("Open another customer base …"), self.another_base.emit)
        content = QWidget()
        content.setLayout(
            column(
                Card(label(_("Look and language"), "card-title"), look),
                Card(label(_("Where your data lies"), "card-title"), places, row(other, 0)),
                0,
                spacing=16,
            )
        )
        content.setMaximumWidth(theme.px(760))
        self.fill(scrolled(content))


def _choice(name: str, options: Iterable[tuple[object, str]], chosen: object) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, title in options:
        box.addItem(title, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


def _selectable(text: str) -> QLabel:
    made = label(text, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
