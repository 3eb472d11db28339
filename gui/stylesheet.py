"""The style sheet over Fusion: only what the palette cannot say (cards, corners, the one filled button)."""

from collections.abc import Callable
from string import Template
from typing import Final

from gui.palette import Colours

# A widget's role is the property `role`; states are properties too, so that no page carries colours.
_SHEET: Final = Template("""
QMainWindow, QDialog { background: $background; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: ${p4}px; }

QLabel[role="title"] { font-size: ${p22}px; font-weight: 700; }
QLabel[role="card-title"] { font-size: ${p15}px; font-weight: 600; }
QLabel[role="name"] { font-size: ${p18}px; font-weight: 700; }
QLabel[role="figure"] { font-size: ${p20}px; font-weight: 700; }
QLabel[role="figure-warning"] { font-size: ${p20}px; font-weight: 700; color: $warning; }
QLabel[role="figure-bad"] { font-size: ${p20}px; font-weight: 700; color: $bad; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="caption"] { color: $muted; font-size: ${p11}px; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="bad"] { color: $bad; }
QLabel[role="hand"] { color: $warning; font-size: ${p12}px; }
QLabel[role="brand"] { font-size: ${p15}px; font-weight: 700; }

QFrame[role="clear"] { background: transparent; border: 0; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: ${p8}px; }
QFrame[role="inset"] { background: $surface; border: 1px solid $line; border-radius: ${p6}px; }
QFrame[role="topbar"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[role="rail"] { background: $surface; border: 0; border-right: 1px solid $line; }
QFrame[role="statusbar"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[role="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="banner"] { background: $warning_ground; border: 0; border-radius: ${p6}px; }
QFrame[role="banner"] QLabel { color: $warning; }
QFrame[role="drop"] { background: $surface; border: 2px dashed $line; border-radius: ${p8}px; }
QFrame[role="drop"][over="true"] { border-color: $accent; background: $soft; }

QPushButton, QToolButton {
  background: $surface; color: $text; border: 1px solid $line; border-radius: ${p6}px;
  padding: ${p6}px ${p12}px; min-height: ${p18}px;
}
QPushButton:hover, QToolButton:hover { background: $sunk; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 1px solid $accent; }
QPushButton:disabled, QToolButton:disabled { color: $muted; background: transparent; }
QPushButton[role="primary"] {
  background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[role="primary"]:hover { background: $accent_strong; }
QPushButton[role="primary"]:focus { border: 2px solid $text; padding: ${q5}px ${q11}px; }
QPushButton[role="primary"]:disabled { background: $sunk; color: $muted; border-color: $line; }
QPushButton[role="flat"], QToolButton[role="flat"] {
  background: transparent; border: 1px solid transparent; color: $muted;
}
QPushButton[role="flat"]:hover, QToolButton[role="flat"]:hover { color: $text; background: $sunk; }
QPushButton[role="flat"]:focus, QToolButton[role="flat"]:focus { border: 1px solid $accent; }
QPushButton[role="link"] {
  background: transparent; border: 1px solid transparent; color: $accent; padding: 0 ${p2}px;
  text-align: left; min-height: 0;
}
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 1px solid $accent; border-radius: ${p4}px; }
QPushButton[role="switch"]:checked { background: $soft; border: 1px solid $accent; }
QPushButton[role="switch"]:focus { border: 2px solid $accent; padding: ${q5}px ${q11}px; }
QPushButton[role="value"] {
  background: transparent; border: 1px solid transparent; padding: ${p2}px ${p4}px; text-align: left;
  min-height: 0; border-radius: ${p4}px;
}
QPushButton[role="value"]:hover { background: $sunk; }
QPushButton[role="value"]:focus { border: 1px solid $accent; }
QPushButton[role="value"][known="false"] { color: $muted; }
QPushButton[role="label"] {
  background: $sunk; border: 1px solid transparent; border-radius: ${p10}px; padding: ${p1}px ${p8}px;
  min-height: 0;
}
QPushButton[role="label"]:focus { border: 1px solid $accent; }
QPushButton::menu-indicator { width: 0; }
QToolButton::menu-indicator { width: 0; image: none; }

QLineEdit, QComboBox {
  background: $surface; color: $text; border: 1px solid $line; border-radius: ${p6}px;
  padding: ${p4}px ${p8}px; min-height: ${p20}px; selection-background-color: $accent;
  placeholder-text-color: $muted;
  selection-color: $on_accent;
}
QLineEdit:focus, QComboBox:focus {
  border: 1px solid $accent;
}
QLineEdit[role="cell"], QLineEdit[role="cell-bad"], QComboBox[role="cell"], QComboBox[role="cell-bad"] {
  min-height: 0; padding: 0 ${p4}px; border-radius: ${p3}px;
}
QLineEdit[role="cell-bad"], QComboBox[role="cell-bad"] { border: 1px solid $bad; }
QPlainTextEdit {
  background: $surface; color: $text; border: 1px solid $line; border-radius: ${p6}px;
  selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $muted;
}
QPlainTextEdit:focus { border: 1px solid $accent; }
QLineEdit[role="search"] { background: $background; }
QComboBox { padding-right: ${p24}px; }
QComboBox::drop-down { border: 0; width: ${p24}px; }
QComboBox::down-arrow { image: url($arrow); width: ${p8}px; height: ${p8}px; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $line; selection-background-color: $soft; selection-color: $text;
  outline: 0;
}
QComboBox QAbstractItemView::item { min-height: ${p28}px; padding: 0 ${p8}px; }

QListWidget {
  background: $surface; border: 1px solid $line; border-radius: ${p6}px; padding: ${p4}px; outline: 0;
}
QListWidget::item { border: 0; padding: 0 ${p2}px; }
QListWidget::item:selected { background: $soft; color: $text; }

QTableView {
  background: $surface; border: 0; gridline-color: transparent; outline: 0;
  selection-background-color: $soft; selection-color: $text;
}
QHeaderView { background: $surface; border: 0; }
QHeaderView::section {
  background: $surface; color: $muted; border: 0; border-bottom: 1px solid $line;
  padding: ${p6}px ${p6}px; font-size: ${p11}px; font-weight: 600;
}
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $surface; border: 0; }

QTabBar { background: transparent; }
QTabBar::tab {
  background: transparent; color: $muted; border: 0; border-bottom: 2px solid transparent;
  padding: ${p6}px ${p4}px; margin-right: ${p12}px;
}
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; }
QTabBar QToolButton { padding: 0; min-height: 0; border: 1px solid $line; border-radius: ${p4}px; }

QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget[role="clear"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: ${p10}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p10}px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: ${q4}px; margin: 1px;
  min-height: ${p32}px; min-width: ${p32}px; }
QScrollBar::handle:hover { background: $muted; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }

QProgressBar {
  background: $sunk; border: 0; border-radius: ${p3}px; min-height: ${p6}px; max-height: ${p6}px;
}
QProgressBar::chunk { background: $accent; border-radius: ${p3}px; }
QSlider { min-height: ${p24}px; }
QSlider::groove:horizontal { background: $sunk; height: ${p8}px; border-radius: ${p4}px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: ${p4}px; }
QSlider::handle:horizontal {
  background: $surface; border: 2px solid $accent; width: ${p14}px; margin: -${p5}px 0;
  border-radius: ${p8}px;
}
QSlider::handle:horizontal:focus { background: $accent; }
QMenu { background: $surface; border: 1px solid $line; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${p4}px; }
QMenu::item:selected { background: $soft; color: $text; }
QMenu::indicator { width: ${p14}px; height: ${p14}px; }
QMenu::separator { background: $line; height: 1px; margin: ${p4}px 0; }
QCheckBox { spacing: ${p8}px; }
QCheckBox:focus { color: $accent; }
QCheckBox::indicator, QListView::indicator {
  width: ${p14}px; height: ${p14}px; border: 1px solid $muted; border-radius: ${p3}px; background: $surface;
}
QCheckBox::indicator:checked, QListView::indicator:checked {
  background: $accent; border-color: $accent; image: url($check);
}
QCheckBox::indicator:focus { border-color: $accent; }
QRadioButton::indicator {
  width: ${p14}px; height: ${p14}px; border: 1px solid $muted; border-radius: ${round}px;
  background: $surface;
}
QRadioButton::indicator:checked { background: $accent; border-color: $accent; }
QRadioButton::indicator:focus { border: 2px solid $accent; }
""")


def stylesheet(colours: Colours, px: Callable[[float], int], arrow: str = "", check: str = "") -> str:
    """The sheet in these colours; `px` scales a size drawn at 100 % text; `arrow`, `check`: pictures."""
    sizes = {f"p{n}": str(px(n)) for n in range(1, 33)}
    # Corners and focus rings that make room for a border: one px less than their neighbours.
    sizes |= {f"q{n}": str(max(px(n), 1)) for n in range(1, 12)}
    # half of a radio button with its border: with a pixel more it would be drawn square
    sizes["round"] = str((px(14) + 2) // 2)
    return _SHEET.substitute(
        {name: getattr(colours, name) for name in colours.__dataclass_fields__},
        accent_strong=_mix(colours.accent, colours.text, 0.15),
        arrow=arrow,
        check=check,
        **sizes,
    )


def _mix(one: str, other: str, share: float) -> str:
    """`share` of the other colour in the one, both '#RRGGBB'."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in pairs)
