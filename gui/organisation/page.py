"""The page Organisatie: organisation and channels, three self-assessments, the rules of the advice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QTabBar, QWidget

from core.paths import documents_dir
from core.progress import Progress
from core.text import _
from gui.organisation.assessment import AssessmentCard
from gui.organisation.form import OrganisationForm
from gui.organisation.rules import RulesPanel
from gui.session import HISTORY, SETTINGS, Session
from gui.theme import Theme
from gui.widgets.basics import column, scrolled
from gui.widgets.page import Page
from strategy.assessments import ASSESSMENTS

TABS = ("organisation", "assessments", "rules")
_CHANGES = frozenset({SETTINGS, HISTORY})


class OrganisationPage(Page):
    """Shows the settings that are kept; each save is one change that undo takes back."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(_("Organisation"))
        self._session = session
        self.subtitle.setText(_("What your organisation is and can do decides which advice is possible"))
        self.form = OrganisationForm(theme)
        self.assessments = [AssessmentCard(code) for code in ASSESSMENTS]
        self.rules = RulesPanel(theme)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(_("Parts of this page"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for title in (_("Organisation and channels"), _("Self-assessments"), _("Rules")):
            self._tabs.addTab(title)
        self._stack = QStackedWidget()
        cards = QWidget()
        cards.setLayout(column(*self.assessments, 0, spacing=16))
        for part in (self.form, scrolled(cards), self.rules):
            self._stack.addWidget(part)
        content = column(self._tabs, self._stack, spacing=16)
        content.setStretch(1, 1)
        self.fill(content)
        self._connect()
        self.ask()

    def show_tab(self, code: str) -> None:
        """Open one of `TABS`."""
        self._tabs.setCurrentIndex(TABS.index(code))

    def ask(self) -> None:
        """Show what is kept."""
        settings = self._session.reader.settings()
        run = self._session.reader.run()
        seen = frozenset(run.context.get("channels", {}).get("seen", ())) if run else frozenset()
        self.form.show_settings(settings, seen)
        for card in self.assessments:
            card.show_settings(settings)
        self.rules.show_settings(settings)

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.form.save.connect(self._save_organisation)
        self.form.refused.connect(self.banner.say)
        for card in self.assessments:
            card.save.connect(self._save_answers)
        self.rules.change.connect(self._save_rule)
        self.rules.restore_all.connect(self._restore)
        self.rules.read_file.connect(self._read)
        self.rules.write_file.connect(self._write)
        self.rules.refused.connect(self.banner.say)
        self._session.data_changed.connect(self._refresh)

    def _refresh(self, kinds: frozenset[str]) -> None:
        if SETTINGS in kinds:
            self.ask_when_seen()

    def _do(
        self, label: str, deed: Callable[..., Any], *arguments: Any, then: Callable[[Any], None] | None = None
    ) -> None:
        path, passphrase = self._session.path, self._session.passphrase
        self.banner.hide()

        def work(_progress: Progress) -> Any:
            return deed(path, *arguments, passphrase=passphrase)

        self._session.do(label, work, changes=_CHANGES, then=then)

    def _save_organisation(self, values: dict[str, Any]) -> None:
        from actions.organisation import save_organisation

        self._do(_("Saving"), save_organisation, values, then=self._kept)

    def _kept(self, _changed: object) -> None:
        """Value depends on the margin and the acquisition cost: profiles follow."""
        self._session.bring_up_to_date()

    def _save_answers(self, assessment: str, answers: dict[str, int]) -> None:
        from actions.organisation import save_answers

        self._do(_("Saving"), save_answers, assessment, answers)

    def _save_rule(self, code: str, change: dict[str, Any] | None) -> None:
        from actions.organisation import save_rule

        self._do(_("Saving"), save_rule, code, change, then=lambda _changed: self.rules.added())

    def _restore(self) -> None:
        from actions.organisation import restore_rules

        self._do(_("Restoring the rules"), restore_rules)

    def _read(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Read the rules from"), str(documents_dir()), _("CSV file (*.csv)")
        )
        if name:
            self.read_rules(Path(name))

    def read_rules(self, file: Path) -> None:
        """Take the rules of a file; what is wrong with it is said by row and column."""
        from actions.organisation import import_rules

        self._do(_("Reading the rules"), import_rules, file, then=self._say_read)

    def _say_read(self, found: Any) -> None:
        text = _("Rules read: {changed} changed, {off} off, {own} of your own. Undo puts the old ones back.")
        self.banner.say(text.format(changed=found.changed, off=found.off, own=found.own))

    def _write(self) -> None:
        offered = documents_dir() / "regels.csv"
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Save the rules as"), str(offered), _("CSV file (*.csv)")
        )
        if name:
            self.write_rules(Path(name).with_suffix(".csv"))

    def write_rules(self, to: Path) -> None:
        """Write all rules as CSV."""
        from actions.organisation import export_rules

        said = _("The rules lie in {file}.").format(file=to)
        self._do(_("Saving the rules"), export_rules, to, then=lambda _n: self.banner.say(said))
