"""A mapping saved as TOML: the kind of sheet, header → field or survey question, and formats.

    kind = "survey"

    [columns]
    "Klantnr" = "klantnummer"
    "Interne code" = ""                    # no field of ours: kept as an own field
    "Ik voel me verbonden" = {dimension = "affectief", scale = "1-5", reversed = false}

    [formats]
    datum = "dmy"

`unused = ["Kast"]` at the top names columns that are not even kept as own fields.

The table names are free: headers may also stand at the top level, as they do in a file written by hand.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from core.errors import InputError
from core.fields import (
    CONTRACTS,
    CUSTOMERS,
    FIELDS,
    INTERACTIONS,
    KINDS,
    ORDERS,
    SCALES,
    SURVEY,
    SURVEY_DIMENSIONS,
)
from core.rows import SurveyItem
from core.text import _

_KIND_WORDS: Final = {
    **{kind: kind for kind in KINDS},
    **dict.fromkeys(("klanten", "klant", "customer"), CUSTOMERS),
    **dict.fromkeys(("bestellingen", "bestelling", "order"), ORDERS),
    **dict.fromkeys(("contracten", "contract"), CONTRACTS),
    **dict.fromkeys(("contactmomenten", "contacten", "interaction"), INTERACTIONS),
    **dict.fromkeys(("enquete", "enquête", "surveys", "antwoorden"), SURVEY),
}
_FORMATS: Final = frozenset({"formats", "formaten", "format", "set"})
_UNUSED: Final = frozenset({"unused", "weglaten"})
_ALL_FIELDS: Final = frozenset(f.name for fields in FIELDS.values() for f in fields)


@dataclass(frozen=True)
class SavedMapping:
    """What a user decided about a sheet's columns. A field of None leaves the column out."""

    columns: Mapping[str, str | None] = field(default_factory=dict)
    items: Mapping[str, SurveyItem] = field(default_factory=dict)
    kind: str | None = None
    sheet: str | None = None
    formats: Mapping[str, str] = field(default_factory=dict)
    #: headers of columns that are not even kept as own fields
    unused: frozenset[str] = frozenset()
    #: header → how it was read last: decides where a file gives no evidence, never against it
    hints: Mapping[str, str] = field(default_factory=dict)


def kind_of(word: str) -> str | None:
    """'klanten', 'orders' … → the kind's code, or None."""
    return _KIND_WORDS.get(word.strip().casefold())


def load(path: Path) -> SavedMapping:
    """Read a mapping; InputError with one sentence for a file that is missing, no TOML, or names no field."""
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(_("There is no mapping file {file}.").format(file=path)) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(
            _("The mapping file {file} cannot be read ({why}).").format(file=Path(path).name, why=error)
        ) from None
    return parse(data, Path(path).name)


def parse(data: Mapping[str, Any], name: str = "") -> SavedMapping:
    """The mapping in parsed TOML; see the module for its forms."""
    columns: dict[str, str | None] = {}
    items: dict[str, SurveyItem] = {}
    formats: dict[str, str] = {}
    unused: frozenset[str] = frozenset()
    kind = sheet = None
    for key, value in data.items():
        if key in ("kind", "soort") and isinstance(value, str) and kind_of(value):
            kind = kind_of(value)
        elif key in ("sheet", "blad") and isinstance(value, str) and value not in _ALL_FIELDS:
            sheet = value
        elif key in _UNUSED and isinstance(value, list):
            unused = frozenset(map(str, value))
        elif isinstance(value, dict) and key in _FORMATS:
            formats |= {header: str(format_) for header, format_ in value.items()}
        elif isinstance(value, dict) and not _is_column(value):
            for header, column in value.items():
                _column(header, column, columns, items, formats, name)
        else:
            _column(key, value, columns, items, formats, name)
    return SavedMapping(columns, items, kind, sheet, formats, unused)


def _is_column(value: Mapping[str, Any]) -> bool:
    keys = {
        "dimension",
        "dimensie",
        "scale",
        "schaal",
        "reversed",
        "omgekeerd",
        "field",
        "veld",
        "format",
        "formaat",
    }
    return bool(value) and set(value) <= keys and not any(isinstance(v, dict) for v in value.values())


def _column(
    header: str,
    value: Any,
    columns: dict[str, str | None],
    items: dict[str, SurveyItem],
    formats: dict[str, str],
    name: str,
) -> None:
    """One column: a field's name, "" (not used), or a table with dimension/scale/reversed or field/format."""
    if value == "" or value is False:
        columns[header] = None
        return
    if isinstance(value, str):
        columns[header] = _field(header, value, name)
        return
    if not isinstance(value, dict):
        raise InputError(
            _("In the mapping {file}, “{header}” must be a field's name or a table.").format(
                file=name, header=header
            )
        )
    found = value.get("field", value.get("veld"))
    if found:
        columns[header] = _field(header, str(found), name)
    if format_ := value.get("format", value.get("formaat")):
        formats[header] = str(format_)
    if "dimension" in value or "dimensie" in value or (not found and ("scale" in value or "schaal" in value)):
        items[header] = _item(header, value, name)


def _field(header: str, word: str, name: str) -> str:
    found = word.strip().casefold().replace(" ", "_").replace("-", "_")
    if found not in _ALL_FIELDS:
        raise InputError(
            _("In the mapping {file}, “{header}” is put to “{field}”, and there is no such field.").format(
                file=name, header=header, field=word
            )
        )
    return found


def _item(header: str, value: Mapping[str, Any], name: str) -> SurveyItem:
    dimension = value.get("dimension", value.get("dimensie")) or None
    if dimension is not None and dimension not in SURVEY_DIMENSIONS:
        raise InputError(
            _("In the mapping {file}, “{dimension}” is no dimension; choose one of {options}.").format(
                file=name, dimension=dimension, options=", ".join(SURVEY_DIMENSIONS)
            )
        )
    scale = str(value.get("scale", value.get("schaal")) or "")
    if scale and scale not in SCALES:
        raise InputError(
            _("In the mapping {file}, “{scale}” is no scale; choose one of {options}.").format(
                file=name, scale=scale, options=", ".join(SCALES)
            )
        )
    low, high = SCALES[scale] if scale else (float("nan"), float("nan"))
    return SurveyItem(
        header, dimension, low, high, bool(value.get("reversed", value.get("omgekeerd", False)))
    )


def save(path: Path, mapping: SavedMapping) -> None:
    """Write a mapping that `load` reads back the same."""
    lines = []
    if mapping.kind:
        lines.append(f"kind = {_quoted(mapping.kind)}")
    if mapping.sheet:
        lines.append(f"sheet = {_quoted(mapping.sheet)}")
    if mapping.unused:
        lines.append(f"unused = [{', '.join(map(_quoted, sorted(mapping.unused)))}]")
    lines += ["", "[columns]"]
    lines += [
        f"{_quoted(header)} = {_quoted(field or '')}"
        for header, field in mapping.columns.items()
        if header not in mapping.items
    ]
    lines += [f"{_quoted(header)} = {_item_text(item)}" for header, item in mapping.items.items()]
    if mapping.formats:
        lines += ["", "[formats]"]
        lines += [f"{_quoted(header)} = {_quoted(format_)}" for header, format_ in mapping.formats.items()]
    Path(path).write_text("\n".join(lines).lstrip("\n") + "\n", encoding="utf-8", newline="\n")


def scale_name(low: float, high: float) -> str | None:
    """(1, 5) → '1-5'; None where the ends are no scale of ours."""
    return next((name for name, ends in SCALES.items() if ends == (low, high)), None)


def _item_text(item: SurveyItem) -> str:
    parts = [f"dimension = {_quoted(item.dimension or '')}"]
    if scale := scale_name(item.low, item.high):
        parts.append(f"scale = {_quoted(scale)}")
    parts.append(f"reversed = {'true' if item.reversed else 'false'}")
    return "{" + ", ".join(parts) + "}"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's; DEL must be escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def to_json(mapping: SavedMapping) -> dict[str, Any]:
    """What a base remembers of a mapping besides its kind and columns, JSON-able."""
    items = {
        name: {
            "dimension": item.dimension,
            "scale": scale_name(item.low, item.high),
            "reversed": item.reversed,
        }
        for name, item in mapping.items.items()
    }
    return {
        "items": items,
        "formats": dict(mapping.formats),
        "unused": sorted(mapping.unused),
        "hints": dict(mapping.hints),
    }


def from_json(kind: str, columns: Mapping[str, str | None], more: Mapping[str, Any]) -> SavedMapping:
    """The mapping that a base remembers; the other way around."""
    items = {name: _item(name, value, "") for name, value in more.get("items", {}).items()}
    return SavedMapping(
        dict(columns),
        items,
        kind,
        None,
        dict(more.get("formats", {})),
        frozenset(more.get("unused", ())),
        dict(more.get("hints", {})),
    )
