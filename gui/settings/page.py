"""The page Rekenregels: how profiles are computed, tried before it is kept, and kept under a name."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QInputDialog, QMenu, QSplitter, QWidget

from core.progress import Progress
from core.setting_specs import GROUPS, differences
from core.settings import Settings, with_model
from core.text import _, ngettext, number
from core.words import score_name
from gui.session import EVERYTHING, HISTORY, SETTINGS, Session
from gui.settings.consequences import ConsequencesCard
from gui.settings.fields import PointsGrid, SettingLine, contact_lines, weight_lines
from gui.theme import Theme
from gui.widgets.basics import Card, button, column, label, scrolled
from gui.widgets.page import Page
from gui.worker import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from actions.settings import Ground, Preview

_PAUSE_MS = 350  # who types three settings in a row gets one computation
_MOST_POINTS, _MOST_WEIGHT = 100.0, 100.0


@dataclass
class _Held:
    """What consequences are computed on, once it was read; left behind when the facts change."""

    ground: "Ground | None" = None


class SettingsPage(Page):
    """Holds a draft; what it would change is computed on a thread of its own."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(_("How it is computed"))
        self._session, self._theme = session, theme
        self.settings = Settings()
        self.draft = Settings()
        self._named: dict[str, Settings] = {}
        self._held = _Held()
        self._tables_made = False
        self.fields: dict[str, SettingLine] = {}
        self.points: PointsGrid | None = None
        self.weights: dict[str, PointsGrid] = {}
        self.consequences = ConsequencesCard()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._preview)
        self._build()
        self.consequences.saved.connect(self.keep)
        self.consequences.left.connect(self._back)
        session.data_changed.connect(self._refresh)
        self.ask()

    def ask(self) -> None:
        """The settings in force, and the named ones."""

        def read(reader: Any) -> tuple[Settings, dict[str, Settings], object]:
            # the tables show names out of the analysis; it is imported here, off the GUI thread
            return reader.settings(), reader.named_settings(), contact_lines()

        self._session.look_up("settings", self._session.in_reader(read), self._show)

    def change(self, name: str, value: Any) -> None:
        """Another value in the draft; its consequences follow."""
        if getattr(self.draft, name) == value:
            return
        changes: dict[str, Any] = {name: value}
        if name in ("border_clv", "border_crv", "border_exchange", "border_bond"):
            axis = name.removeprefix("border_")
            kept = {key: share for key, share in self.draft.border_percentiles.items() if key != axis}
            changes["border_percentiles"] = kept
        self._draft_is(replace(self.draft, **changes))

    def keep(self) -> None:
        """Put the draft in force, as one step of the history, and profile anew."""
        names, draft = differences(self.settings, self.draft), self.draft
        if not names:
            return
        said = _("Settings: {names}").format(names=", ".join(names))
        path, passphrase = self._session.path, self._session.passphrase

        def work(progress: Progress) -> int:
            from actions.settings import save

            return save(path, draft, said, progress, passphrase)

        self._pause.stop()
        self._session.do(_("Keeping the settings"), work, changes=EVERYTHING)

    def keep_as(self, name: str) -> None:
        """Keep the draft under a name; what is in force stays."""
        draft, path, passphrase = self.draft, self._session.path, self._session.passphrase

        def work(_progress: Progress) -> int:
            from actions.settings import save_named

            return save_named(path, name, draft, passphrase)

        self._session.do(_("Keeping the settings"), work, changes=frozenset({SETTINGS, HISTORY}))

    def try_named(self, name: str) -> None:
        """Take the settings of that name as the draft; what they would change is shown first."""
        self._draft_is(with_model(self.settings, self._named[name]))

    def _build(self) -> None:
        self._choose = button(_("Kept settings"))
        self._choose.setMenu(QMenu(self._choose))
        save_as = button(_("Keep as …"), self._ask_name, name=_("Keep these settings under a name"))
        self.controls.addWidget(self._choose)
        self.controls.addWidget(save_as)
        self._column = column(spacing=16)
        for title, specs in GROUPS:
            card = Card(label(_(title), "card-title"))
            card.body.setSpacing(16)
            for spec in specs:
                line = SettingLine(self._theme, spec)
                line.given.connect(self.change)
                self.fields[spec.name] = line
                card.body.addWidget(line)
            self._column.addWidget(card)
        self._column.addStretch(1)
        content, side = QWidget(), QWidget()
        content.setLayout(self._column)
        side.setLayout(column(self.consequences, 0))
        self.area = scrolled(content)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.area)
        self._side = scrolled(side)
        splitter.addWidget(self._side)
        splitter.setHandleWidth(16)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([self._theme.px(700), self._theme.px(440)])
        self.fill(splitter)

    def _make_tables(self) -> None:
        """The points of contacts and the weights of scores: many fields, made when the names are known."""
        from analysis.weights import USUAL

        self._tables_made = True
        words = _("What one contact of a kind is worth. Points age as set above.")
        self.points = PointsGrid(self._theme, contact_lines(), _MOST_POINTS)
        self.points.given.connect(partial(self._table_given, "contact_points"))
        card = Card(
            label(_("Points of contacts"), "card-title"), label(words, "muted", wrap=True), self.points
        )
        self._insert(card)
        told = _("How much each part counts in its score. 0 leaves a part out; only the proportion matters.")
        card = Card(label(_("Weights of the scores"), "card-title"), label(told, "muted", wrap=True))
        for score in USUAL:
            grid = PointsGrid(self._theme, weight_lines(score), _MOST_WEIGHT)
            grid.given.connect(partial(self._table_given, "weights"))
            self.weights[score] = grid
            card.body.addWidget(label(score_name(score), "strong"))
            card.body.addWidget(grid)
        self._insert(card)

    def _insert(self, card: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, card)

    def _refresh(self, kinds: frozenset[str]) -> None:
        # whatever changed, the facts and what is now may have: they are read again when asked for
        self._held = _Held()
        if SETTINGS in kinds or HISTORY in kinds:
            self.ask_when_seen()

    def _show(self, found: tuple[Settings, dict[str, Settings], object]) -> None:
        """What is in force now; a draft that somebody is working on is laid aside only when it was kept."""
        before, (self.settings, self._named) = self.settings, found[:2]
        if not self._tables_made:
            self._make_tables()
        self._show_named()
        changed = len(differences(Settings(), self.settings))
        said = ngettext("{n} setting is not the default", "{n} settings are not the default", changed)
        self.subtitle.setText(said.format(n=number(changed)) if changed else _("Everything as it came"))
        if before != self.settings or self.draft == before:
            self._draft_is(self.settings)
        self._prepare()

    def _draft_is(self, draft: Settings) -> None:
        self.draft = draft
        for name, line in self.fields.items():
            line.show_value(getattr(draft, name))
        if self.points is not None:
            self.points.show_values(draft.contact_points)
        for grid in self.weights.values():
            grid.show_values(draft.weights)
        names = differences(self.settings, draft)
        if names:
            self.consequences.wait(names)
            self._pause.start()
        else:
            self._pause.stop()
            self.consequences.show_nothing()

    def _table_given(self, table: str, key: str, value: float | None) -> None:
        known: dict[str, float] = dict(getattr(self.draft, table))
        known.pop(key, None)
        self.change(table, known if value is None else {**known, key: value})

    def _back(self) -> None:
        self._draft_is(self.settings)

    def _preview(self) -> None:
        """On a sample at once (a small base: on all of it), then to the customer. A newer draft stops it."""
        draft, path, passphrase = self.draft, self._session.path, self._session.passphrase
        held = self._held

        def work(progress: Progress) -> "Preview | None":
            from actions import settings

            found = held.ground = held.ground or settings.sample(path, progress, passphrase)
            progress(2, 3, _("Computing profiles"))
            return None if found is None else settings.consequences(found, draft)

        self._weigh(work, partial(self._show_sample, draft))

    def _prepare(self) -> None:
        """Have the facts ready before the first setting is changed."""
        path, passphrase, held = self._session.path, self._session.passphrase, self._held

        def work(progress: Progress) -> None:
            from actions import settings

            held.ground = held.ground or settings.sample(path, progress, passphrase)

        job = Job(_("Reading customers"), work)
        job.key = "ground"
        self._session.weighing.start(job)

    def _exactly(self) -> None:
        draft, path, passphrase = self.draft, self._session.path, self._session.passphrase

        def work(progress: Progress) -> "Preview | None":
            from actions.settings import preview

            return preview(path, draft, progress, passphrase)

        self._weigh(work, partial(self._show_preview, draft))

    def _weigh(self, work: "Callable[[Progress], Any]", done: "Callable[[Any], None]") -> None:
        job = Job(_("Computing what this changes …"), work, done=done)
        job.key = "settings"
        self._session.weighing.start(job)

    def _show_sample(self, draft: Settings, found: "Preview | None") -> None:
        self._show_preview(draft, found)
        if found is not None and found.sampled and draft == self.draft:
            self._exactly()

    def _show_preview(self, draft: Settings, found: "Preview | None") -> None:
        if draft == self.draft and draft != self.settings:
            self.consequences.show_preview(differences(self.settings, draft), found)
            needed = self.consequences.minimumSizeHint().width() + self._theme.px(24)
            self._side.setMinimumWidth(min(needed, self.width() // 2))

    def _show_named(self) -> None:
        menu = self._choose.menu()
        menu.clear()
        for name in self._named:
            menu.addAction(name, partial(self.try_named, name))
        if self._named:
            menu.addSeparator()
            delete = menu.addMenu(_("Let go of"))
            for name in self._named:
                delete.addAction(name, partial(self._delete, name))
        menu.addSeparator()
        menu.addAction(_("Everything back to the default"), self._all_usual)
        self._choose.setText(_("Kept settings ▾"))

    def _all_usual(self) -> None:
        self._draft_is(with_model(self.settings, Settings()))

    def _delete(self, name: str) -> None:
        path, passphrase = self._session.path, self._session.passphrase

        def work(_progress: Progress) -> int:
            from actions.settings import delete_named

            return delete_named(path, name, passphrase)

        self._session.do(_("Keeping the settings"), work, changes=frozenset({SETTINGS, HISTORY}))

    def _ask_name(self) -> None:
        name, given = QInputDialog.getText(
            self, _("Keep these settings under a name"), _("Name of these settings")
        )
        if given and name.strip():
            self.keep_as(name.strip())
