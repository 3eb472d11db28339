"""Fields and their values as the user reads them: one way for terminal, history and workbooks."""

import re
from typing import Any, Final

from core.fields import CUSTOMERS, FIELDS, Field, field
from core.text import _, day, money, number
from core.words import OUTCOMES, SCORES, cell_name, outcome_name

#: the set whose words the codes of an outcome have
_SETS: Final = {"relatievorm": "relatie", "almost_type": "almost", "binding": "binding"}
_ISO_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_ISO_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?")


def field_name(name: str, kind: str = CUSTOMERS) -> str:
    """A field of a kind of row, or a computed outcome; the user's own field by its header."""
    known = field(kind, name)
    if known is not None:
        return _(known.label)
    return outcome_name(name) if name in OUTCOMES else name.removeprefix("own:").replace("_", " ")


def value_words(name: str, value: Any, kind: str = CUSTOMERS) -> str:
    """A value as the base keeps it, in words: ja/nee, 31-12-2025, € 12,50; 'leeg' for nothing."""
    if value is None or value == "":
        return _("empty")
    if name in _SETS:
        return cell_name(str(value), _SETS[name])
    if name in SCORES and isinstance(value, int | float):
        return number(value, 0 if float(value).is_integer() else 1)
    if name in OUTCOMES and isinstance(value, int | float):
        return money(value, 2)
    return _of_field(field(kind, name) or _anywhere(name), value)


def _of_field(known: Field | None, value: Any) -> str:
    if known is not None and known.kind == "flag" and value in (0, 1):
        return _("yes") if value else _("no")
    if known is not None and known.kind == "money" and isinstance(value, int | float):
        return money(value, 2)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return number(value, 0 if float(value).is_integer() else 2)
    text = str(value)
    if found := _ISO_MOMENT.fullmatch(text):
        return f"{day(found[1])} {found[2]}"
    return day(text) if _ISO_DAY.fullmatch(text) else text


def _anywhere(name: str) -> Field | None:
    """A field of that name of any kind of row."""
    return next((one for kind in FIELDS for one in FIELDS[kind] if one.name == name), None)
