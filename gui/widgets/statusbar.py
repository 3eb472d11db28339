"""The bar at the bottom: what is in the base, and the job that runs, with a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from core.text import _
from gui.theme import Theme
from gui.widgets.basics import Elided, button, label, row


class StatusBar(QFrame):
    """`cancelled` asks for the job to be stopped."""

    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "statusbar")
        self._facts = Elided("", "caption")
        self._job = label("", "caption")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(160))
        self._bar.setAccessibleName(_("Progress of the job"))
        self._stop = button(_("Cancel"), self.cancelled.emit, role="link", name=_("Stop this job"))
        layout = row(self._facts, self._job, self._bar, self._stop, spacing=12)
        layout.setStretch(0, 1)
        layout.setContentsMargins(16, 4, 16, 4)
        self.setLayout(layout)
        self.setMinimumHeight(theme.px(28))
        self.idle("")

    def set_facts(self, text: str) -> None:
        """What the base holds, at the left."""
        self._facts.setText(text)

    def working(self, text: str, done: int = 0, total: int = 0) -> None:
        """A job is on its way; total 0 means that nobody knows how much there is."""
        self._job.setText(text)
        self._bar.setRange(0, total)
        self._bar.setValue(min(done, total))
        for part in (self._bar, self._stop):
            part.show()

    def idle(self, text: str) -> None:
        """Nothing runs; `text` says how it stands."""
        self._job.setText(text)
        for part in (self._bar, self._stop):
            part.hide()

    @property
    def job_text(self) -> str:
        """What the right side says."""
        return self._job.text()
