"""Where the user is in an import: Bestand → Kolommen → Controle → Klaar."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.text import N_, _
from gui.widgets.basics import Elided, label, set_role

STEPS: Final = (N_("File"), N_("Columns"), N_("Check"), N_("Done"))
FILE, COLUMNS, CHECK, DONE = range(4)


class StepLine(QWidget):
    """The step in hand is bold; behind them stands what was found about the file."""

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._labels = []
        for at, step in enumerate(STEPS):
            if at:
                layout.addWidget(label("→", "muted"))
            made = label(_(step), "muted")
            self._labels.append(made)
            layout.addWidget(made)
        self._found = Elided("", "muted")
        layout.addSpacing(8)
        layout.addWidget(self._found, 1)
        self.setLayout(layout)

    def show_step(self, step: int, found: str = "") -> None:
        """Mark a step, and say what is known of the file."""
        for at, made in enumerate(self._labels):
            set_role(made, "strong" if at == step else "muted")
        self._found.setText(f"·  {found}" if found else "")
        self.setAccessibleName(_("Step {n} of 4: {name}").format(n=step + 1, name=_(STEPS[step])))
