"""The form of the organisation: what it offers, what it earns, what it can do; saved as one change."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from core.settings import Settings
from core.text import _
from gui.organisation import amounts
from gui.organisation.channels import ChannelModel, ChannelTable
from gui.theme import Theme
from gui.widgets.basics import Card, button, column, label, row, scrolled
from gui.widgets.halves import Halves

_AMOUNTS: Final = ("margin_percent", "acquisition_cost", "conversion", "yearly_budget")
_FLAGS: Final = ("data_only_service", "has_moderator", "promote_to_existing_customers")
_CHOICES: Final = ("offers", "complexity", "customer_need")


class OrganisationForm(QWidget):
    """Shows settings, and what the user would make of them. Nothing is kept before "Bewaren"."""

    #: the fields to keep
    save = Signal(object)
    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._settings = Settings()
        self._seen: frozenset[str] = frozenset()
        self.name = QLineEdit()
        self.amounts = {name: QLineEdit() for name in _AMOUNTS}
        self.flags = {name: QCheckBox(text) for name, text in _flag_words().items()}
        self.choices = {name: _combo(options) for name, options in _choice_words().items()}
        self.model = ChannelModel()
        self.table = ChannelTable(theme, self.model)
        self.keep = button(_("Save"), self._save, role="primary")
        self.back = button(_("Put back"), self._put_back)
        self._state = label("", "muted")
        self._build(theme)
        self._connect()

    def show_settings(self, settings: Settings, seen: frozenset[str]) -> None:
        """What is kept; what was typed and not kept is gone."""
        self._settings, self._seen = settings, seen
        self.name.setText(settings.organisation_name)
        for name, box in self.amounts.items():
            value = getattr(settings, name)
            box.setText(amounts.write(100 * value if name == "conversion" else value))
        for name, tick in self.flags.items():
            tick.setChecked(bool(getattr(settings, name)))
        for name, choice in self.choices.items():
            choice.setCurrentIndex(max(0, choice.findData(getattr(settings, name))))
        self.model.show(settings, seen)
        self.table.fit_columns(0)
        self._mark(changed=False)

    def values(self) -> dict[str, Any]:
        """The fields as the user has them now. Raises ValueError naming the field that is no number."""
        out: dict[str, Any] = {"organisation_name": self.name.text().strip()}
        for name, box in self.amounts.items():
            try:
                value = amounts.read(box.text())
            except ValueError:
                raise ValueError(box.accessibleName()) from None
            out[name] = Settings().conversion if name == "conversion" and value is None else value
            if name == "conversion" and value is not None:
                out[name] = value / 100
        out |= {name: tick.isChecked() for name, tick in self.flags.items()}
        out |= {name: choice.currentData() for name, choice in self.choices.items()}
        return out | {"channels": self.model.values(self._settings.channels)}

    @property
    def is_changed(self) -> bool:
        """Whether something was changed that is not kept yet."""
        return self.keep.isEnabled()

    def _build(self, theme: Theme) -> None:
        left = QGridLayout()
        left.setHorizontalSpacing(16)
        left.setVerticalSpacing(8)
        left.setColumnStretch(0, 1)
        left.setColumnStretch(1, 1)
        heads = _heads()
        rows = (("organisation_name", self.name), *self.choices.items(), *self.amounts.items())
        for at, (name, widget) in enumerate(rows):
            widget.setAccessibleName(heads[name])
            said = label(heads[name], "muted", wrap=True)
            said.setBuddy(widget)
            left.addWidget(said, at, 0)
            left.addWidget(widget, at, 1)
        ticks = column(*self.flags.values(), spacing=8)
        notes = label(
            _("Without a margin, values are revenue; without acquisition costs referrals do not count them."),
            "caption",
            wrap=True,
        )
        first = Card(label(_("Your organisation"), "card-title"), left, 8, ticks, 8, notes, 0)
        first.setMinimumWidth(theme.px(330))
        first.setMinimumHeight(first.heightForWidth(theme.px(400)))
        inner = QWidget()
        inner.setLayout(column(first))
        form = scrolled(inner)
        form.setMinimumWidth(theme.px(344))
        explanation = _(
            "Grey costs are the usual ones. A channel that you do not have is never advised, at most "
            "suggested. The budget and the action list keep to the contacts a year."
        )
        second = Card(label(_("Channels"), "card-title"), label(explanation, "muted", wrap=True), self.table)
        second.body.setStretch(2, 1)
        content = Halves(theme, form, second, (410, 758), (540, 420))
        content.splitter.setStretchFactor(0, 0)
        content.splitter.setStretchFactor(1, 1)
        foot = row(self._state, 0, self.back, self.keep)
        outer = column(content, foot, spacing=16)
        outer.setStretch(0, 1)
        self.setLayout(outer)

    def _connect(self) -> None:
        for box in (self.name, *self.amounts.values()):
            box.textEdited.connect(lambda _text: self._mark(changed=True))
        for tick in self.flags.values():
            tick.clicked.connect(lambda _on: self._mark(changed=True))
        for choice in self.choices.values():
            choice.activated.connect(lambda _at: self._mark(changed=True))
        self.model.changed.connect(lambda: self._mark(changed=True))
        self.model.refused.connect(self.refused)

    def _mark(self, *, changed: bool) -> None:
        self.keep.setEnabled(changed)
        self.back.setEnabled(changed)
        self._state.setText(_("Nothing has been saved yet.") if changed else "")

    def _put_back(self) -> None:
        self.show_settings(self._settings, self._seen)

    def _save(self) -> None:
        try:
            self.save.emit(self.values())
        except ValueError as error:
            self.refused.emit(_("{field} must be a number of zero or more.").format(field=error))


def _heads() -> dict[str, str]:
    return {
        "organisation_name": _("Name"),
        "offers": _("You sell"),
        "complexity": _("Choosing it is"),
        "customer_need": _("Customers mainly want"),
        "margin_percent": _("Margin (%)"),
        "acquisition_cost": _("Cost of winning a customer (€)"),
        "conversion": _("Prospects who buy in a year (%)"),
        "yearly_budget": _("Yearly budget for contact (€)"),
    }


def _flag_words() -> dict[str, str]:
    words = (
        _("The service can run wholly on data"),
        _("Somebody can moderate a community"),
        _("Mail customers about similar products"),
    )
    return dict(zip(_FLAGS, words, strict=True))


def _choice_words() -> dict[str, Sequence[tuple[str, str]]]:
    return {
        "offers": (("product", _("products")), ("dienst", _("services")), ("beide", _("both"))),
        "complexity": (("laag", _("simple")), ("midden", _("in between")), ("hoog", _("complicated"))),
        "customer_need": (
            ("", _("not said")),
            ("gemak", _("convenience")),
            ("zekerheid", _("certainty")),
            ("aandacht", _("personal attention")),
        ),
    }


def _combo(options: Sequence[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for code, words in options:
        box.addItem(words, code)
    box.setMinimumWidth(box.sizeHint().width())  # words are never cut off
    return box
