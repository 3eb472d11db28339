"""How the window looks: Fusion on our palette, light or dark, at the user's text size.

One `Theme` is handed to everything that paints by itself; `changed` says that colours are others now.
Sizes are in px at 100 % text and scale with it.
"""

import sys
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from core.paths import RESOURCES
from gui.palette import DARK, LIGHT, Colours
from gui.stylesheet import stylesheet

SYSTEM: Final = "system"
MODES: Final = (SYSTEM, "light", "dark")
TEXT_PX: Final = 13


class Theme(QObject):
    """Colours and sizes in force. `scale` is the text size as a factor (1.0 to 2.0)."""

    changed = Signal()

    def __init__(self, app: QApplication, *, mode: str = SYSTEM, scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._system_font = QFont(app.font())
        self._mode = mode if mode in MODES else SYSTEM
        self.user_scale = scale
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def mode(self) -> str:
        """'system', 'light' or 'dark': what the user chose."""
        return self._mode

    @property
    def dark(self) -> bool:
        """Whether the dark palette is in force."""
        if self._mode == SYSTEM:
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    @property
    def colours(self) -> Colours:
        """The palette in force."""
        return DARK if self.dark else LIGHT

    @property
    def scale(self) -> float:
        """The user's text size times the system's."""
        return self.user_scale * _system_scale(self._system_font)

    def px(self, size: float) -> int:
        """A size drawn at 100 % text, at the text size in force."""
        return round(size * self.scale)

    def font(self, size: float = TEXT_PX, *, bold: bool = False) -> QFont:
        """The system's font at that size, figures all of one width."""
        font = QFont(self._system_font)
        font.setPixelSize(max(self.px(size), 1))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def set_mode(self, mode: str) -> None:
        """Light, dark, or as the system has it."""
        self._mode = mode
        self._apply()

    def set_scale(self, scale: float) -> None:
        """Text at this factor of its normal size; pages measure anew when they are next built."""
        self.user_scale = scale
        self._apply()

    def _system_changed(self) -> None:
        if self._mode == SYSTEM:
            self._apply()

    def _apply(self) -> None:
        self._app.setFont(self.font())
        self._app.setPalette(palette(self.colours))
        kind = "dark" if self.dark else "light"
        arrow, check = (RESOURCES / "icons" / f"{name}-{kind}.svg" for name in ("down", "check"))
        self._app.setStyleSheet(stylesheet(self.colours, self.px, arrow.as_posix(), check.as_posix()))
        self.changed.emit()


def palette(colours: Colours) -> QPalette:
    """The colours as Qt's own roles, so that whatever Qt draws by itself fits in."""
    roles = {
        QPalette.ColorRole.Window: colours.background,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.sunk,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.ToolTipBase: colours.surface,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Highlight: colours.soft,
        QPalette.ColorRole.HighlightedText: colours.text,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.Light: colours.surface,
        QPalette.ColorRole.Midlight: colours.sunk,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Dark: colours.line,
        QPalette.ColorRole.Shadow: colours.line,
        QPalette.ColorRole.BrightText: colours.bad,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return made


def _system_scale(font: QFont) -> float:
    """How much larger than usual the system's own text is set; never smaller than usual."""
    usual = {"darwin": 13.0, "win32": 9.0}.get(sys.platform, 11.0)
    points = font.pointSizeF()
    return max(1.0, points / usual) if points > 0 else 1.0
