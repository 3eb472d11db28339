"""The window of own segments: a list of them, their rules in sentences with a live count, members by hand."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QWidget

from core.errors import KlantbeeldError
from core.own_segments import ALL, Group, OwnSegment, Rule
from core.progress import Progress
from core.segment_words import parse, segment_words
from core.text import _, ngettext, number
from gui.segments.own_rules import RulesEditor
from gui.session import CUSTOMERS, HISTORY, SETTINGS, Session
from gui.theme import Theme
from gui.widgets.basics import Card, button, column, label, row, scrolled

#: after the last key
_PAUSE_MS = 250
_BEGIN = OwnSegment(ALL, (Group(ALL, (Rule("relatievorm", "is", "langdurig"),)),))


class OwnSegmentsWindow(QDialog):
    """Keeps each own segment as one step of the history; the pages follow by `data_changed`."""

    def __init__(
        self, session: Session, theme: Theme, selected: Sequence[int] = (), parent: QWidget | None = None
    ) -> None:
        """`selected`: the customers that are selected in the list of customers, to put in or take out."""
        super().__init__(parent)
        self._session, self._selected = session, list(selected)
        self._known: dict[str, OwnSegment] = {}
        self._added: tuple[int, ...] = ()
        self._removed: tuple[int, ...] = ()
        self.setWindowTitle(_("Own segments"))
        self.names = QListWidget()
        self.names.setAccessibleName(_("Own segments"))
        self.names.setMaximumWidth(theme.px(220))
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Name, for instance: call before the last day for notice"))
        self.name.setAccessibleName(_("Name"))
        self.editor = RulesEditor()
        self.sentence = QLineEdit()
        self.sentence.setAccessibleName(_("The rules as a sentence"))
        self.count = label("", "card-title")
        self.said = label("", "muted", wrap=True)
        self.keep_button = button(_("Save"), self._keep, role="primary")
        self.forget_button = button(_("Delete this segment"), self._forget)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build(theme)
        self._connect()
        self._refresh()
        self._show_segment("", _BEGIN)

    def _build(self, theme: Theme) -> None:
        left = column(self.names, button(_("New segment"), self._new), spacing=8)
        by_hand = row(spacing=8)
        if self._selected:
            n = len(self._selected)
            put = ngettext("Put in the {n} selected customer", "Put in the {n} selected customers", n)
            out = ngettext("Take out the {n} selected customer", "Take out the {n} selected customers", n)
            by_hand.addWidget(button(put.format(n=number(n)), lambda: self._by_hand(put=True)))
            by_hand.addWidget(button(out.format(n=number(n)), lambda: self._by_hand(put=False)))
        by_hand.addWidget(button(_("No members by hand"), self._none_by_hand, role="link"))
        by_hand.addStretch(1)
        right = column(
            self.name,
            Card(scrolled(self.editor), margin=8),
            label(_("As a sentence (you may type it, then Enter):"), "muted"),
            self.sentence,
            row(self.count, 0),
            self.said,
            by_hand,
            row(self.forget_button, 0, self.keep_button),
            spacing=8,
        )
        right.setStretch(1, 1)
        layout = row(left, right, spacing=16, margins=16)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.resize(theme.px(1040), theme.px(700))

    def _connect(self) -> None:
        self.names.currentTextChanged.connect(self._choose)
        self.editor.changed.connect(self._changed)
        self.sentence.returnPressed.connect(self._read_sentence)
        self._pause.timeout.connect(self._ask)
        self._session.data_changed.connect(self._refreshed)

    def _refreshed(self, kinds: frozenset[str]) -> None:
        if kinds & {SETTINGS, CUSTOMERS}:
            self._refresh()

    def _refresh(self) -> None:
        self._known = self._session.reader.own_segments()
        self.names.blockSignals(True)
        self.names.clear()
        self.names.addItems(list(self._known))
        found = list(self._known)
        if self.name.text() in found:
            self.names.setCurrentRow(found.index(self.name.text()))
        self.names.blockSignals(False)
        self.forget_button.setEnabled(self.name.text() in self._known)

    def _choose(self, name: str) -> None:
        if name in self._known:
            self._show_segment(name, self._known[name])

    def _new(self) -> None:
        self.names.setCurrentRow(-1)
        self._show_segment("", _BEGIN)
        self.name.setFocus()

    def _show_segment(self, name: str, segment: OwnSegment) -> None:
        self.name.setText(name)
        self._added, self._removed = segment.added, segment.removed
        self.editor.show_segment(segment, self._session.reader.own_columns())
        self.forget_button.setEnabled(name in self._known)
        self._changed()

    def segment(self) -> OwnSegment | None:
        """The segment as it stands; None while a rule is not complete."""
        found = self.editor.found()
        return None if found is None else OwnSegment(*found, self._added, self._removed)

    def _changed(self) -> None:
        segment = self.segment()
        self.keep_button.setEnabled(segment is not None)
        if segment is None:
            self.count.setText("…")
            self.said.setText(_("Fill in every rule to see who is in it."))
            return
        self.sentence.setText(segment_words(OwnSegment(segment.match, segment.groups)))
        self.sentence.setCursorPosition(0)
        self.said.setText(segment_words(OwnSegment(added=segment.added, removed=segment.removed)))
        self._pause.start()

    def _ask(self) -> None:
        segment = self.segment()
        if segment is not None:
            question = self._session.in_reader(lambda reader: reader.own_count(segment))
            self._session.look_up("own segment", question, self._show_count)

    def _show_count(self, count: int) -> None:
        text = ngettext("{n} customer", "{n} customers", count)
        self.count.setText(text.format(n=number(count)))

    def _read_sentence(self) -> None:
        try:
            found = parse(self.sentence.text())
        except KlantbeeldError as error:
            self.said.setText(str(error))
            return
        typed = OwnSegment(found.match, found.groups, self._added, self._removed)
        self.editor.show_segment(typed, self._session.reader.own_columns())
        self._changed()

    def _by_hand(self, *, put: bool) -> None:
        chosen = set(self._selected)
        added, removed = set(self._added), set(self._removed)
        self._added = tuple(sorted(added | chosen if put else added - chosen))
        self._removed = tuple(sorted(removed - chosen if put else removed | chosen))
        self._changed()

    def _none_by_hand(self) -> None:
        self._added = self._removed = ()
        self._changed()

    def _keep(self) -> None:
        segment, name = self.segment(), self.name.text()
        if segment is None:
            return

        def work(path: Path, passphrase: str | None) -> bool:
            from actions.own_sets import keep

            return keep(path, name, segment, passphrase)

        self._deed(work)

    def _forget(self) -> None:
        name = self.name.text()

        def work(path: Path, passphrase: str | None) -> bool:
            from actions.own_sets import forget

            return forget(path, name, passphrase)

        self._deed(work)

    def _deed(self, work: Callable[[Path, str | None], bool]) -> None:
        path, passphrase = self._session.path, self._session.passphrase

        def job(_progress: Progress) -> bool:
            return work(path, passphrase)

        self._session.do(
            _("Saving"),
            job,
            changes=frozenset({SETTINGS, HISTORY}),
            then=lambda _done: self.said.setText(_("Saved.")),
            failed=self._failed,
        )

    def _failed(self, error: Exception) -> None:
        known = isinstance(error, KlantbeeldError)
        ours = _("Something went wrong in the program itself; your data is as it was before.")
        self.said.setText(str(error) if known else ours)
