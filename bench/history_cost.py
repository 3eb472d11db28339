"""What recording history costs an import: CPU seconds with the journal's triggers and without them.

    uv run python -m bench.history_cost FOLDER      (the sheets of `bench.generate` are made when missing)

Two imports of each sheet into an empty base: the sheet itself (every row new), and the same sheet with one
column changed (every row updated, so that every old row is recorded).
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.generate import generate
from bench.measure import ORDERS, PEOPLE, fresh_base
from core.rows import Chunk, CleanSheet
from importers.prepare import prepare_file
from models import changes, journal
from models.database import open_base
from models.importing import write_sheet

SHEETS = {
    "customers": (f"klanten-{PEOPLE}.xlsx", "plaats"),
    "orders": (f"bestellingen-{PEOPLE}-{ORDERS}.csv", "kanaal"),
}


def cpu() -> float:
    """CPU seconds of this process."""
    spent = os.times()
    return spent.user + spent.system


def altered(sheet: CleanSheet, name: str) -> CleanSheet:
    """The sheet with something behind every value of a column."""

    def chunks() -> Iterator[Chunk]:
        for chunk in sheet.chunks():
            values = [f"{value}." if isinstance(value, str) else value for value in chunk.columns[name]]
            yield replace(chunk, columns={**chunk.columns, name: values})

    return replace(sheet, chunks=chunks)


def run(folder: Path, kind: str, *, recorded: bool) -> tuple[float, float]:
    """CPU seconds of the first import (reading included) and of the one that changes every row."""
    file, name = SHEETS[kind]
    spent = []
    with open_base(fresh_base(folder, "history"), create=True) as base:
        if not recorded:
            journal.drop_triggers(base.db)
        for changed in (False, True):
            start = cpu()
            sheet = prepare_file(folder / file).sheets[0].clean()
            with changes.change(base, "bench", kind="import"):
                write_sheet(base, altered(sheet, name) if changed else sheet)
            spent.append(cpu() - start)
    return spent[0], spent[1]


def main(arguments: list[str]) -> None:
    """Print what it costs; each import in a process of its own."""
    folder = Path(arguments[0])
    if len(arguments) > 1:
        print(*run(folder, arguments[1], recorded=arguments[2] == "with"))
        return
    generate(folder, PEOPLE, ORDERS, 0)
    for kind in SHEETS:
        found = {}
        for way in ("with", "without"):
            call = [sys.executable, "-m", "bench.history_cost", str(folder), kind, way]
            done = subprocess.run(call, capture_output=True, text=True, check=True)
            found[way] = [float(part) for part in done.stdout.split()]
        for what, with_, without in zip(("new", "changed"), *found.values(), strict=True):
            cost = with_ / without - 1
            print(f"{kind}, every row {what}: {with_:.1f} s, without history {without:.1f} s: {cost:+.0%}")


if __name__ == "__main__":
    main(sys.argv[1:])
