"""The first window: an own file, the sample data, or a base that exists."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from core.paths import documents_dir
from core.text import _
from gui.theme import Theme
from gui.widgets.banner import Banner
from gui.widgets.basics import Card, button, column, label, row

SUFFIX: Final = ".klantbeeld"
TABLES: Final = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt"


class StartWindow(QWidget):
    """Three cards, and one line that says where the data stays."""

    #: a base that exists
    open_existing = Signal(Path)
    #: where the new base is to lie, and the file to begin with
    own_file = Signal(Path, Path)
    #: where the base with the sample data is to lie
    samples = Signal(Path)

    def __init__(self, theme: Theme, wanted: Path | None = None, folder: Path | None = None) -> None:
        super().__init__()
        self._wanted = wanted
        self._folder = folder or documents_dir()
        self.setWindowTitle("Klantbeeld")
        self.banner = Banner()
        title = label(_("Welcome to Klantbeeld"), "title")
        what = label(
            _("From the spreadsheets you have to customer profiles and a channel strategy. "
              "Everything stays on this computer."),
            "muted",
            wrap=True,
        )  # fmt: skip
        cards = QHBoxLayout()
        cards.setSpacing(16)
        for card in self._cards():
            cards.addWidget(card, 1)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(920))
        inner.setLayout(column(title, what, 16, cards, 8, self.banner, spacing=8))
        inner.setMinimumWidth(min(theme.px(760), 1100))
        self.setLayout(column(0, row(0, inner, 0), 0, margins=32))
        self.resize(min(theme.px(1040), 1400), min(theme.px(560), 860))

    def _cards(self) -> tuple[Card, Card, Card]:
        self.pick_file = button(_("Choose a file …"), self._own_file, role="primary")
        self.try_samples = button(_("Look around"), self._samples)
        self.open_base = button(_("Open …"), self._existing)
        return (
            _choice(
                _("Start with your own file"),
                _(
                    "A list of customers or orders, as Excel or csv. "
                    "You see what was read before anything is kept."
                ),
                self.pick_file,
            ),
            _choice(
                _("Try the sample data"),
                _("A made-up bicycle shop, in a file of its own; it never mixes with your customers."),
                self.try_samples,
            ),
            _choice(
                _("Open a customer base"),
                _("A file that you made with Klantbeeld before, or that a colleague gave you."),
                self.open_base,
            ),
        )

    def _own_file(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a file"), str(self._folder), _("Tables ({patterns})").format(patterns=TABLES)
        )
        if name:
            self.own_file.emit(self._wanted or free_place(self._folder, "Klanten"), Path(name))

    def _samples(self) -> None:
        self.samples.emit(free_place(self._folder, _("Klantbeeld sample")))

    def _existing(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self,
            _("Open a customer base"),
            str(self._folder),
            _("Customer bases (*{suffix});;All files (*)").format(suffix=SUFFIX),
        )
        if name:
            self.open_existing.emit(Path(name))


def free_place(folder: Path, stem: str) -> Path:
    """A file of that name that does not exist yet."""
    path, n = folder / f"{stem}{SUFFIX}", 1
    while path.exists():
        n += 1
        path = folder / f"{stem} {n}{SUFFIX}"
    return path


def _choice(title: str, words: str, act: QWidget) -> Card:
    card = Card(label(title, "card-title", wrap=True), label(words, "muted", wrap=True), 0, act, margin=20)
    card.body.setAlignment(act, Qt.AlignmentFlag.AlignLeft)
    return card
