"""The strategy report and the personas: as HTML for the window to print, or as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from actions.advising import advice_of, cell_called, material
from actions.base import writing
from actions.profiling import fresh
from core.errors import InputError
from core.progress import Progress, silent
from core.settings import Settings
from core.text import _
from core.words import cell_name
from models import profiles
from models.database import Base

if TYPE_CHECKING:
    from pandas import DataFrame

    from exporters.pictures import MatrixPicture
    from exporters.report import Whole

DOCUMENTS: Final = ("report", "personas")
_CORNERS: Final = ("vrek", "promoter", "stille_genieter", "kampioen")


def html(
    db: Path,
    document: str = "report",
    set_name: str = "strategie",
    budget: float | None = None,
    progress: Progress = silent,
    passphrase: str | None = None,
    *,
    segment: str | None = None,
) -> str:
    """The strategy report or the personas of a set as HTML; profiles first when stale. `segment`: the persona
    of that one alone."""
    from exporters.persona import personas
    from exporters.report import report

    if document not in DOCUMENTS:
        raise InputError(_("There is no document {name}.").format(name=document))
    with writing(db, passphrase) as base:
        fresh(base, progress=progress)
        progress(0, 1, _("Writing the report"))
        chosen = None
        if segment is not None:
            set_name, cell = cell_called(base, segment, set_name)
            chosen = cell["name"]
        found = _whole(base, set_name, budget)
        return report(found) if document == "report" else personas(found.advice, chosen)


def write_book(
    db: Path,
    to: Path,
    set_name: str = "strategie",
    budget: float | None = None,
    progress: Progress = silent,
    passphrase: str | None = None,
) -> None:
    """The strategy report as a workbook: the choice per segment, the advice in full, and every reason."""
    from exporters.strategy_book import build
    from exporters.workbook import write

    with writing(db, passphrase) as base:
        fresh(base, progress=progress)
        progress(0, 1, _("Writing the report"))
        write(to, build(_whole(base, set_name, budget)), progress)


def write_html(to: Path, text: str) -> None:
    """Write a document where the user wants it. Raises InputError where that cannot be."""
    try:
        to.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        sentence = _("{file} cannot be written; check the folder and the free space.")
        raise InputError(sentence.format(file=to)) from error


def _whole(base: Base, set_name: str, budget: float | None) -> "Whole":
    from exporters.report import Whole

    found = material(base)
    latest = profiles.latest(base)
    assert latest is not None  # `fresh` made one
    advice = advice_of(base, found, set_name, budget)
    return Whole(advice, latest.summary, _matrix(found.values, found.settings, latest))


def _matrix(values: "DataFrame", settings: Settings, run: profiles.Run) -> "MatrixPicture | None":
    """The customer value matrix; None where there is no border yet (few customers, no referrals)."""
    from analysis.borders import in_force
    from exporters.pictures import Corner, MatrixPicture

    borders = in_force(settings, run.context)
    if borders.clv is None or borders.crv is None:
        return None
    inside = values[values["set_waarde"].isin(_CORNERS)]
    points = list(zip(inside["clv"].tolist(), inside["crv"].tolist(), strict=True))
    corners = [
        Corner(cell_name(code, "waarde"), int((inside["set_waarde"] == code).sum())) for code in _CORNERS
    ]
    axes = (_("purchase value (CLV) →"), _("referral value (CRV) →"))
    low, promoter, silent_one, champion = corners
    return MatrixPicture(points, (borders.clv, borders.crv), axes, (low, promoter, silent_one, champion))
