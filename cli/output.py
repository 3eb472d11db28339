"""What commands print: one JSON object, or text that a shop owner reads."""

import json
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from core.errors import Cancelled

_WIDTH = 28


def emit_json(value: Any) -> None:
    """One JSON object on standard output; unknown numbers are null, dates ISO."""
    json.dump(plain(value), sys.stdout, ensure_ascii=False, allow_nan=False)
    sys.stdout.write("\n")


def plain(value: Any) -> Any:
    """Only what JSON knows: numpy numbers, dates, paths and dataclasses become plain values."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, date | Path):
        return value.isoformat() if isinstance(value, date) else str(value)
    if hasattr(value, "item"):  # a numpy scalar
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def table(rows: Sequence[Sequence[str]], header: Sequence[str], right: Sequence[int] = ()) -> str:
    """Rows as aligned columns; the columns in `right` are aligned right."""
    lines = [list(header), *[list(row) for row in rows]]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]

    def one(line: list[str]) -> str:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    return "\n".join([one(lines[0]), "  ".join("-" * width for width in widths), *map(one, lines[1:])])


def bar(done: int, total: int, text: str) -> None:
    """A text bar on a terminal; nothing where the output is a file or a pipe."""
    if not sys.stderr.isatty():
        return
    share = done / total if total else 0
    filled = round(share * _WIDTH)
    line = f"\r[{'#' * filled}{'.' * (_WIDTH - filled)}] {text}"
    try:
        sys.stderr.write(f"{line:<78.78}" + ("\r" + " " * 78 + "\r" if total and done >= total else ""))
        sys.stderr.flush()
    except KeyboardInterrupt:
        raise Cancelled(text) from None
