"""Cycles are searched on the GUI thread, and there they are found."""

import gc
import weakref

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gui.collector import Collector


class Knot:
    """Holds itself."""

    def __init__(self) -> None:
        self.me = self


def test_only_the_timer_searches(qapp: QApplication) -> None:
    parent = QObject()
    collector = Collector(parent)
    assert not gc.isenabled()
    gone = weakref.ref(Knot())
    kept = [[] for _n in range(gc.get_threshold()[0] + 100)]  # type: list[list[int]]
    assert gone() is not None and kept
    collector.look()
    assert gone() is None
    parent.deleteLater()
