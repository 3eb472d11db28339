"""What the window remembers between two starts (not the base: that keeps its own settings)."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings

_DEFAULT_COLUMNS: Final = (
    "klantnummer",
    "naam",
    "plaats",
    "relatievorm",
    "commitment",
    "engagement",
    "clv",
    "set_waarde",
)


class Preferences:
    """Language, look, last base, columns: kept in one ini file that a user may throw away."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """'nl' or 'en', or '' when never chosen."""
        return self._text("language")

    @language.setter
    def language(self, code: str) -> None:
        self._settings.setValue("language", code)

    @property
    def mode(self) -> str:
        """'system', 'light' or 'dark'."""
        return self._text("mode") or "system"

    @mode.setter
    def mode(self, mode: str) -> None:
        self._settings.setValue("mode", mode)

    @property
    def scale(self) -> float:
        """Text size, 1.0 to 2.0."""
        try:
            return min(max(float(self._text("scale") or 1.0), 1.0), 2.0)
        except ValueError:
            return 1.0

    @scale.setter
    def scale(self, scale: float) -> None:
        self._settings.setValue("scale", str(scale))

    @property
    def last_base(self) -> Path | None:
        """The base that was open last, if it is still there."""
        text = self._text("last_base")
        path = Path(text) if text else None
        return path if path is not None and path.is_file() else None

    @last_base.setter
    def last_base(self, path: Path | None) -> None:
        self._settings.setValue("last_base", str(path) if path else "")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the customers table, in the user's order."""
        text = self._text("columns")
        return tuple(text.split(",")) if text else _DEFAULT_COLUMNS

    @columns.setter
    def columns(self, names: tuple[str, ...]) -> None:
        self._settings.setValue("columns", ",".join(names))

    @property
    def views(self) -> str:
        """The kept views of the customers table, as text that only that page reads."""
        return str(self._settings.value("views", "") or "")

    @views.setter
    def views(self, text: str) -> None:
        self._settings.setValue("views", text)

    @property
    def geometry(self) -> QByteArray | None:
        """Where the window stood."""
        value = self._settings.value("geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)

    def save(self) -> None:
        """Write it to disk now."""
        self._settings.sync()

    def _text(self, key: str) -> str:
        value = self._settings.value(key, "")
        return ",".join(map(str, value)) if isinstance(value, list) else str(value or "")
