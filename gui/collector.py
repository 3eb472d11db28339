"""Python's search for cycles, on the GUI thread only.

Left to itself it runs in whichever thread allocates; a worker would then destroy Qt objects that belong to
the window, and Qt dies of that.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 1000
#: a search of everything takes some 100 ms once the analysis is loaded: every five minutes is enough
_WHOLE_EVERY: Final = 300


class Collector(QObject):
    """Stops the automatic search and does it from a timer; lives as long as its parent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)

    def look(self) -> None:
        """Search what is young when there is enough of it, and everything now and then."""
        self._looks += 1
        if self._looks % _WHOLE_EVERY == 0:
            gc.collect()
        elif gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect(1)
