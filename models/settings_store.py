"""The settings that the base keeps: only what differs from the default, so that a better default arrives."""

from core.settings import Settings, from_rows, to_rows
from models.database import Base


def load(base: Base) -> Settings:
    """The settings in force."""
    return from_rows(dict(base.sql("SELECT name, value FROM settings").fetchall()))


def save(base: Base, settings: Settings) -> None:
    """Keep the settings; inside an open change. What stayed the same is not written."""
    wanted = to_rows(settings)
    known = dict(base.sql("SELECT name, value FROM settings").fetchall())
    for name in known.keys() - wanted.keys():
        base.sql("DELETE FROM settings WHERE name = ?", (name,))
    for name, value in wanted.items():
        if known.get(name) != value:
            base.sql(
                "INSERT INTO settings (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )
