"""What the page asks of the base: the cells of a set, and the points of a matrix."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.cells import SETS
from core.settings import from_rows
from core.text import N_

if TYPE_CHECKING:
    from models.queries import Reader

#: more points than this is a cloud of ink, and slow to draw
POINTS: Final = 4_000


@dataclass(frozen=True)
class Cell:
    """One cell of a set. `share` is of all customers, `clv` the summed value in euro (None: unknown)."""

    code: str
    customers: int
    share: float
    clv: float | None


@dataclass(frozen=True)
class Matrix:
    """How a set is drawn in two axes: columns of the profile, their names, the cells of the corners.

    `corners` are low/low, low-x/high-y, high-x/low-y, high/high.
    """

    x: str
    y: str
    x_name: str
    y_name: str
    corners: tuple[str, str, str, str]
    money: bool


@dataclass(frozen=True)
class Points:
    """Customers as points; `total` is how many have both values, of whom these are an even pick."""

    ids: Sequence[int]
    x: Sequence[float]
    y: Sequence[float]
    cells: Sequence[str]
    total: int


MATRICES: Final[dict[str, Matrix]] = {
    "waarde": Matrix(
        "clv",
        "crv",
        N_("purchase value (CLV) →"),
        N_("referral value (CRV) →"),
        ("vrek", "promoter", "stille_genieter", "kampioen"),
        True,
    ),
    "engagement": Matrix(
        "relational_exchange",
        "emotional_bond",
        N_("relational exchange →"),
        N_("emotional bond →"),
        ("transactioneel", "delighted", "loyaal", "fan"),
        False,
    ),
}
BUILT_IN: Final = tuple(SETS)


def cells(reader: "Reader", set_code: str) -> list[Cell]:
    """The cells of a set that have customers, and the named ones that have none."""
    return [
        Cell(str(c["name"]), int(c["customers"]), float(c["share"]), _number(c["clv_total"]))
        for c in reader.segment_counts(set_code)
    ]


@dataclass(frozen=True)
class Answer:
    """A set with, for a matrix, its points and borders."""

    set_code: str
    cells: list[Cell]
    points: Points | None = None
    borders: tuple[float, float] | None = None


def answer(reader: "Reader", set_code: str) -> Answer:
    """Everything that the page shows of a set; for the look-up thread."""
    found = cells(reader, set_code)
    if set_code not in MATRICES:
        return Answer(set_code, found)
    return Answer(set_code, found, points_in(reader, set_code), borders(reader, set_code))


def borders(reader: "Reader", set_code: str) -> tuple[float, float] | None:
    """From which values a customer is high, or None when the base is too small for a border."""
    run = reader.run()
    if run is None:
        return None
    from analysis.borders import in_force

    found = in_force(from_rows(run.settings), run.context)
    if set_code == "engagement":
        return found.exchange, found.bond
    return None if found.clv is None or found.crv is None else (found.clv, found.crv)


def points_in(reader: "Reader", set_code: str) -> Points:
    """Where the customers stand in a matrix, and pyqtgraph made ready; for the look-up thread."""
    import pyqtgraph  # noqa: F401 - its half second is spent here, not while the window waits

    matrix = MATRICES[set_code]
    found, total = reader.points(set_code, matrix.x, matrix.y, POINTS)
    ids, x, y, cells_ = zip(*found, strict=True) if found else ((), (), (), ())
    return Points(ids, x, y, cells_, total)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
