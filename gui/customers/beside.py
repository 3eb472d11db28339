"""What the user asks for in the profile beside the table: values, labels, parts of a score, rows, advice."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from core.progress import Progress
from gui.customers.handwork import Handwork
from gui.customers.profile import ProfilePanel
from gui.customers.spec import Given
from gui.session import Session
from gui.theme import Theme
from gui.widgets.basics import reveal


class Beside(QObject):
    """Hands what the panel asks for to the base, and what comes back to the panel if it still shows the same
    customer."""

    def __init__(
        self, session: Session, theme: Theme, panel: ProfilePanel, hand: Handwork, page: QWidget
    ) -> None:
        super().__init__(page)
        self._session, self._theme, self._panel, self._hand, self._page = session, theme, panel, hand, page
        panel.value_given.connect(self._give)
        panel.back_to_file.connect(self._take_back)
        panel.label_added.connect(self._label)
        panel.label_removed.connect(partial(self._label, remove=True))
        panel.rows_wanted.connect(self._find_rows)
        panel.advice_wanted.connect(self._advise)
        QShortcut(QKeySequence("Ctrl+L"), page, partial(self._write, panel.write_label))
        QShortcut(QKeySequence("Ctrl+M"), page, partial(self._write, panel.write_note))

    def ask_detail(self, customer: int) -> None:
        """The parts of the scores, which take a moment longer than the rest."""
        path, passphrase = self._session.path, self._session.passphrase

        def detail(_progress: Progress) -> Mapping[str, Any]:
            import actions.typed_values  # noqa: F401 - whoever types next does not wait for it
            from actions.base import reading
            from actions.profiling import detail as details_of

            with reading(path, passphrase) as base:
                return details_of(base, customer)

        self._session.look_up("detail", detail, partial(self._show_detail, customer))

    def _show_detail(self, customer: int, found: Mapping[str, Any]) -> None:
        if self._customer() == customer:
            self._panel.show_detail(found)

    def _write(self, go: Callable[[], None]) -> None:
        """By keyboard into the profile, which may lie under the table."""
        if self._customer() is not None:
            reveal(self._panel)
            go()

    def _customer(self) -> int | None:
        return self._panel.card.id if self._panel.card is not None else None

    def _give(self, given: Given) -> None:
        customer = self._customer()
        if customer is not None:
            self._hand.set_value([customer], given)

    def _take_back(self, field: str) -> None:
        customer = self._customer()
        if customer is not None:
            self._hand.take_back([customer], field)

    def _label(self, label: str, *, remove: bool = False) -> None:
        customer = self._customer()
        if customer is not None:
            self._hand.label([customer], label, remove=remove)

    def _find_rows(self, score: str) -> None:
        """The rows of the sheets behind a score."""
        customer = self._customer()
        if customer is None:
            return
        path, passphrase = self._session.path, self._session.passphrase

        def work(_progress: Progress) -> Any:
            from actions.explaining import grounds

            return grounds(path, customer, passphrase)

        self._session.look_up("grounds", work, partial(self._show_rows, customer, score))

    def _show_rows(self, customer: int, score: str, found: Mapping[str, Mapping[str, Any]]) -> None:
        if self._customer() == customer:
            self._panel.summary.show_rows(score, (found.get(score) or {}).get("sources") or {})

    def _advise(self) -> None:
        """The advice for this customer, in a window of its own."""
        customer = self._customer()
        if customer is None:
            return
        from gui.strategy.people import PeopleWindow  # the rules read pandas: not while starting

        window = PeopleWindow(self._session, self._theme, [customer], self._page)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()
