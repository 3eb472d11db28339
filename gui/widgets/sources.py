"""The rows of the sheets that a score rests on, in words: one home for every window that accounts for one."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout

from core import fields
from core.text import N_, _, day, number
from gui.widgets.basics import column, label

Source = Mapping[str, Any]

_SHEETS: Final[dict[str, str]] = {
    "customers": N_("customers"),
    "orders": N_("orders"),
    "contracts": N_("contracts"),
    "interactions": N_("contacts"),
    "survey": N_("survey"),
}
#: columns that are ours, not the user's
_OURS: Final = frozenset({"order_id", "contract_id", "id"})
_ROWS: Final = 8


def source_lines(sources: Mapping[str, Sequence[Source]]) -> QVBoxLayout:
    """Each indicator with the rows behind it, the first few of many."""
    from analysis.explain import indicator_name

    lines = column(spacing=4)
    for indicator, rows in sources.items():
        lines.addWidget(label(indicator_name(indicator), wrap=True))
        for each in rows[:_ROWS]:
            lines.addWidget(_indented(row_words(each)))
        if len(rows) > _ROWS:
            lines.addWidget(_indented(_("and {n} more").format(n=number(len(rows) - _ROWS))))
    return lines


def _indented(text: str) -> Any:
    made = label(text, "muted", wrap=True)
    made.setContentsMargins(12, 0, 0, 0)
    return made


def row_words(source: Source) -> str:
    """'bestellingen · Besteldatum 03-04-2026 · Bedrag 12,50 (klanten.xlsx, Blad1, rij 12)'."""
    sheet = str(source["sheet"])
    said = _answer_words(source["fields"]) if sheet == "survey" else _row_words(sheet, source["fields"])
    place = place_words(source)
    return f"{said} ({place})" if place else said


def place_words(source: Source) -> str:
    """From which file, sheet and row it came; '' where that is not known."""
    file, sheet = str(source.get("file") or ""), str(source.get("sheet_name") or "")
    parts = [file, "" if sheet == Path(file).stem else sheet]  # a csv file is its own only sheet
    if source.get("row"):
        parts.append(_("row {n}").format(n=number(float(source["row"]))))
    return ", ".join(part for part in parts if part) if parts[0] else ""


def _row_words(sheet: str, found: Source) -> str:
    parts = [_(_SHEETS[sheet])]
    for name, value in found.items():
        if name not in _OURS:
            known = fields.field(sheet, name)
            parts.append(f"{_(known.label) if known else name} {_value(value)}")
    return " · ".join(parts)


def _answer_words(found: Source) -> str:
    """'enquête · 19-05-2026 · “Ik voel me verbonden”: 6 op een schaal van 1 tot 7'."""
    said = _("{answer} on a scale of {low} to {high}").format(
        answer=_value(found["waarde"]), low=_value(found["schaal_laag"]), high=_value(found["schaal_hoog"])
    )
    if found.get("omgekeerd"):
        said += " (" + _("asked in reverse") + ")"
    parts = (_(_SHEETS["survey"]), _value(found.get("datum", "")), f"“{found['item']}”: {said}")
    return " · ".join(part for part in parts if part)


def _value(value: object) -> str:
    if isinstance(value, float):
        return number(value, 0 if value == round(value) else 2)
    text = str(value)
    return day(text) if len(text) >= 10 and text[4:5] == text[7:8] == "-" else text
