"""Time whole actions, each in a process of its own, beside its floor in the same run.

    uv run python -m bench.measure FOLDER [NAME...]     (sheets are made in FOLDER when missing)

A floor is the least that any program must do for the same: read the cells and write them to SQLite.
"""

import csv
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.generate import AS_OF, generate

PEOPLE, ORDERS, CONTACTS, MANY = 100_000, 300_000, 500_000, 1_000_000


def peak_megabytes() -> float | None:
    """The most memory this process held; None where the system does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024**2 if sys.platform == "darwin" else 1024
    )


def floor_xlsx(folder: Path) -> None:
    """calamine's rows into SQLite with executemany."""
    import python_calamine
    from sqlcipher3 import dbapi2

    sheet = python_calamine.CalamineWorkbook.from_path(
        str(folder / f"klanten-{PEOPLE}.xlsx")
    ).get_sheet_by_index(0)
    db = dbapi2.connect(str(folder / "floor.db"))  # type: ignore[attr-defined]
    db.execute("DROP TABLE IF EXISTS t")
    db.execute(f"CREATE TABLE t ({', '.join(f'c{i}' for i in range(20))})")
    rows = iter(sheet.iter_rows())
    next(rows)
    marks = ",".join("?" * 20)
    db.executemany(f"INSERT INTO t VALUES ({marks})", ([str(cell) for cell in row] for row in rows))
    db.commit()
    db.close()


def floor_csv(folder: Path) -> None:
    """The csv module's rows into SQLite with executemany, and an index."""
    from sqlcipher3 import dbapi2

    db = dbapi2.connect(str(folder / "floor.db"))  # type: ignore[attr-defined]
    db.execute("DROP TABLE IF EXISTS o")
    db.execute("CREATE TABLE o (a, b, c, d, e)")
    with (folder / f"bestellingen-{PEOPLE}-{MANY}.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=";")
        next(reader)
        db.executemany("INSERT INTO o VALUES (?,?,?,?,?)", reader)
    db.execute("CREATE INDEX oi ON o(b, c, d)")
    db.commit()
    db.close()


def fresh_base(folder: Path, name: str) -> Path:
    """A path without a base."""
    path = folder / f"{name}.klantbeeld"
    for old in folder.glob(f"{path.name}*"):
        if old.is_file():
            old.unlink()
    return path


def importing(db: str, *sheets: str, fresh: bool = True) -> Callable[[Path], None]:
    """An import of sheets into a base."""

    def run(folder: Path) -> None:
        from actions.importing import ImportRequest, apply

        path = fresh_base(folder, db) if fresh else folder / f"{db}.klantbeeld"
        apply(path, [ImportRequest(folder / sheet) for sheet in sheets])

    return run


def profiling(db: str) -> Callable[[Path], None]:
    """A whole profile run."""

    def run(folder: Path) -> None:
        from actions.profiling import profile

        profile(folder / f"{db}.klantbeeld", AS_OF)

    return run


def advising(folder: Path) -> None:
    """The advice for every segment of the default set."""
    from actions.advising import advise

    advise(folder / "groot.klantbeeld", "strategie", 25_000)


def exporting(folder: Path) -> None:
    """The workbook of all customers."""
    from actions.exporting import export

    export(folder / "groot.klantbeeld", folder / "export.xlsx")


def undoing(folder: Path) -> None:
    """Undo the latest change."""
    from actions.history import undo

    undo(folder / "klanten.klantbeeld")


CUSTOMERS = f"klanten-{PEOPLE}.xlsx"
STEPS: dict[str, Callable[[Path], None]] = {
    "floor: calamine rows into SQLite (100k x 20)": floor_xlsx,
    "import 100k x 20 xlsx": importing("klanten", CUSTOMERS),
    "the same file again": importing("klanten", CUSTOMERS, fresh=False),
    "undo of the 100k import": undoing,
    "floor: csv rows into SQLite with index (1M x 5)": floor_csv,
    "import 1M orders csv": importing("orders", f"bestellingen-{PEOPLE}-{MANY}.csv"),
    "the same orders again": importing("orders", f"bestellingen-{PEOPLE}-{MANY}.csv", fresh=False),
    "import 100k customers + 300k orders": importing(
        "groot", CUSTOMERS, f"bestellingen-{PEOPLE}-{ORDERS}.csv"
    ),
    "profile 100k customers, 300k orders": profiling("groot"),
    "advise 100k customers": advising,
    "export 100k customers": exporting,
    "import 100k + 1M orders + 500k contacts": importing(
        "vol", CUSTOMERS, f"bestellingen-{PEOPLE}-{MANY}.csv", f"contacten-{PEOPLE}-{CONTACTS}.csv"
    ),
    "profile 100k, 1M orders, 500k contacts": profiling("vol"),
}


def one(name: str, folder: Path) -> dict[str, float | None]:
    """Run a step in a process of its own; seconds of wall time and megabytes."""
    call = [sys.executable, "-m", "bench.measure", "--one", name, str(folder)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    found: dict[str, float | None] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(arguments: list[str]) -> None:
    """Print a table of all (or the named) steps."""
    if arguments[:1] == ["--one"]:
        name, folder = arguments[1], Path(arguments[2])
        started = time.perf_counter()
        STEPS[name](folder)
        print(json.dumps({"seconds": time.perf_counter() - started, "mb": peak_megabytes()}))
        return
    folder = Path(arguments[0])
    generate(folder, PEOPLE, ORDERS, CONTACTS)
    generate(folder, PEOPLE, MANY, 0)
    print(f"| {date.today()} | s | peak MB |\n|---|---|---|")
    for name in STEPS:
        if not arguments[1:] or any(word in name for word in arguments[1:]):
            found = one(name, folder)
            print(f"| {name} | {found['seconds']:.1f} | {found['mb'] or 0:.0f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
