"""The user's own columns as fields: `own:<header>`, kept together in one JSON text per customer."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

PREFIX: Final = "own:"


def is_own(field: str) -> bool:
    """Is it a column of the user's own?"""
    return field.startswith(PREFIX) and len(field) > len(PREFIX)


def header(field: str) -> str:
    """The header of an own field."""
    return field.removeprefix(PREFIX)


def sql(field: str, alias: str = "c") -> str:
    """An own field as SQL, of the customers table under that alias."""
    path = '$."' + header(field).replace("'", "''").replace('"', '\\"') + '"'
    return f"json_extract({alias}.own, '{path}')"


def text(own: Mapping[str, str]) -> str | None:
    """Own columns as the base keeps them: JSON with sorted names, None when there are none."""
    return json.dumps(own, ensure_ascii=False, sort_keys=True) if own else None


def replaced(own: str | None, values: Iterable[tuple[str, Any]]) -> str | None:
    """The text with these (field, value) put in; None takes one out."""
    found: dict[str, str] = json.loads(own or "{}")
    before = dict(found)
    for field, value in values:
        if value is None:
            found.pop(header(field), None)
        else:
            found[header(field)] = str(value)
    return own if found == before else text(found)
