"""The whole way in one deed: import, profile, advise, export; and the same on the sample sheets."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from actions.advising import advise_base
from actions.base import writing
from actions.exporting import export_base
from actions.importing import ImportRequest, apply
from actions.profiling import profile_base
from core.paths import SAMPLES
from core.progress import Progress, silent
from core.rows import SheetReport

#: the day that the sample sheets were made for
SAMPLES_AS_OF: Final = date(2026, 6, 30)


@dataclass(frozen=True)
class Whole:
    """What came of it."""

    reports: list[SheetReport]
    summary: dict[str, Any]
    advice: dict[str, Any]
    to: Path


def run(
    files: Sequence[Path],
    to: Path,
    db: Path | None = None,
    as_of: date | None = None,
    formats: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> Whole:
    """Import the files into `db` (or a base that is thrown away), profile, advise and write the workbook."""
    if db is None:
        with tempfile.TemporaryDirectory(prefix="klantbeeld-") as folder:
            return run(files, to, Path(folder) / "base.klantbeeld", as_of, formats, progress)
    requests = [ImportRequest(path=path, formats=dict(formats or {}), as_of=as_of) for path in files]
    reports = apply(db, requests, progress)
    with writing(db) as base:
        summary = profile_base(base, as_of or date.today(), progress)
        advice = advise_base(base, "strategie", None)
        export_base(base, to, "strategie", progress=progress)
    return Whole(reports, summary, advice, to)


def demo(to: Path, progress: Progress = silent) -> Whole:
    """The whole way on the sample sheets, at their own day; leaves nothing but the workbook."""
    return run(sample_files(), to, None, SAMPLES_AS_OF, None, progress)


def sample_files() -> list[Path]:
    """The bundled sheets."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in {".xlsx", ".csv"})
