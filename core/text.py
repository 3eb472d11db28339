"""Words and figures as the user reads them: translation (gettext) and Dutch or English formatting.

Source strings are English; Dutch is the default and complete. No Qt here: commands and workbooks speak
Dutch too.
"""

import gettext
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from core.paths import RESOURCES

LANGUAGES: Final = ("nl", "en")
_state: dict[str, gettext.NullTranslations | str] = {"language": "nl"}


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a string for translation later (`_` translates it when it is shown)."""
    return message


def _translations() -> gettext.NullTranslations:
    found = _state.get("translations")
    if not isinstance(found, gettext.NullTranslations):
        found = gettext.translation("klantbeeld", RESOURCES / "locale", languages=[language()], fallback=True)
        _state["translations"] = found
    return found


def set_language(code: str) -> None:
    """Speak `nl` or `en` from now on."""
    if code not in LANGUAGES:
        raise ValueError(code)
    _state["language"] = code
    _state.pop("translations", None)


def language() -> str:
    """The language in force: `nl` or `en`."""
    return str(_state["language"])


def _(message: str) -> str:
    """The message in the user's language."""
    return _translations().gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The message for `n`, in the user's language; the caller fills in {n}."""
    return _translations().ngettext(one, many, n)


def number(value: float, decimals: int = 0) -> str:
    """1234.5 → '1.234,50' (nl) or '1,234.50' (en), for decimals=2."""
    text = f"{value:,.{decimals}f}"
    if text.startswith("-") and not text.strip("-0.,"):
        text = text[1:]  # no "-0"
    return text.translate(_DUTCH) if language() == "nl" else text


def money(value: float, decimals: int = 0) -> str:
    """1234.5 → '€ 1.234' or '€ 1.234,50'; the space does not break."""
    sign = "-" if value < 0 and round(abs(value), decimals) else ""
    return f"{sign}€\N{NO-BREAK SPACE}{number(abs(value), decimals)}"


def percent(share: float, decimals: int = 0) -> str:
    """.125 → '12,5 %' (decimals=1)."""
    return f"{number(100 * share, decimals)}\N{NO-BREAK SPACE}%"


def day(value: date | str | None) -> str:
    """A date (or ISO string) as dd-mm-jjjj; '' for none."""
    if not value:
        return ""
    iso = value if isinstance(value, str) else value.isoformat()
    year, month, rest = iso[:10].split("-")
    return f"{rest}-{month}-{year}"


def moment(iso: str) -> str:
    """A moment in UTC ('2026-11-22T13:02:00+00:00') as 22-11-2026 14:02 by the clock on the wall."""
    local = datetime.fromisoformat(iso).astimezone()
    return f"{day(local.date())} {local:%H:%M}"


_DUTCH: Final = str.maketrans(",.", ".,")
Translate = Callable[[str], str]
