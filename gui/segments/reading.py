"""What the page asks of the base: the cells of a set, the points of a matrix, who would move, who moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from core.cells import SETS
from core.own_segments import OWN_SET
from core.settings import Settings, from_rows
from core.text import N_, _

if TYPE_CHECKING:
    from analysis.borders import Borders, Moves, Standing
    from models.queries import Move, Moved, Reader, Snapshot

#: more points than this is a cloud of ink, and slow to draw
POINTS: Final = 4_000
#: a list of people that is longer is not read
PEOPLE: Final = 1_000
_STANDING: Final = ("relatievorm", "clv", "crv", "relational_exchange", "emotional_bond")


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

    `axes` are the names of the axes in `analysis.borders`; `corners` are low/low, low-x/high-y, high-x/low-y,
    high/high.
    """

    x: str
    y: str
    axes: tuple[str, str]
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
        ("clv", "crv"),
        N_("purchase value (CLV) →"),
        N_("referral value (CRV) →"),
        ("vrek", "promoter", "stille_genieter", "kampioen"),
        True,
    ),
    "engagement": Matrix(
        "relational_exchange",
        "emotional_bond",
        ("exchange", "bond"),
        N_("relational exchange →"),
        N_("emotional bond →"),
        ("transactioneel", "delighted", "loyaal", "fan"),
        False,
    ),
}
BUILT_IN: Final = tuple(SETS)
#: an axis that is known of nobody → why, and what to do
_NOT_KNOWN: Final[dict[str, str]] = {
    "clv": N_(
        "Purchase value is known of nobody yet, so there is nobody to draw. It comes from orders, from "
        "totals per customer, or from contracts with an amount: import one of them."
    ),
    "crv": N_(
        "Referral value is known of nobody yet, so there is nobody to draw. It comes from the column "
        "“aangebracht door” of your customers, or from contacts of the kind “aanbeveling”: import one "
        "of them. Until then the table says who buys much and who buys little."
    ),
    "exchange": N_(
        "Relational exchange is known of nobody yet, so there is nobody to draw. It comes from orders or "
        "contracts: import one of them."
    ),
    "bond": N_(
        "The emotional bond is known of nobody yet, so there is nobody to draw. Only asking tells: import "
        "the NPS, a mark for satisfaction, or a survey."
    ),
}
#: a border as the user chose it: how ('own', 'number', 'percentile') and the number, if any
Choice = tuple[str, float | None]


def cells(reader: "Reader", set_code: str) -> list[Cell]:
    """The cells of a set that have customers, and the named ones that have none."""
    return [
        Cell(str(c["name"]), int(c["customers"]), float(c["share"]), _number(c["clv_total"]))
        for c in reader.segment_counts(set_code)
    ]


@dataclass(frozen=True)
class Edges:
    """What borders can be tried on: where everybody stands, the borders of the last run, the settings in
    force, and the context that the base's own borders come from."""

    standing: "Standing"
    borders: "Borders"
    settings: Settings
    context: Mapping[str, Any]


@dataclass(frozen=True)
class Trial:
    """Borders that are tried: the choices per axis, the borders that they give, who moves, and the settings
    that would be saved."""

    set_code: str
    choices: Mapping[str, Choice]
    borders: "Borders"
    moves: "Moves"
    settings: Settings


@dataclass(frozen=True)
class Answer:
    """A set with, for a matrix, its points and what borders can be tried on; and the days that are kept."""

    set_code: str
    cells: list[Cell]
    points: Points | None = None
    edges: Edges | None = None
    kept: "Sequence[Snapshot]" = field(default=())


@dataclass(frozen=True)
class Movement:
    """Between two days: the moves of a set (who stayed too), and whether the settings differed."""

    set_code: str
    earlier: "Snapshot"
    later: "Snapshot"
    moves: "Sequence[Move]"
    other_settings: bool


@dataclass(frozen=True)
class Why:
    """One customer of a cell and why: sentences; `at` of `total` in the cell (-1: picked in the picture)."""

    customer: int
    klantnummer: str
    name: str
    cell: str
    sentences: tuple[str, ...]
    at: int
    total: int


def nobody(answer: Answer) -> bool:
    """Whether there are no customers at all; a base without own segments may well have some."""
    return answer.set_code != OWN_SET and not any(cell.customers for cell in answer.cells)


def answer(reader: "Reader", set_code: str) -> Answer:
    """Everything that the page shows of a set; for the look-up thread."""
    found = cells(reader, set_code)
    # of own segments it is not kept who was in them
    kept = reader.snapshots() if set_code in BUILT_IN else []
    if set_code not in MATRICES:
        return Answer(set_code, found, kept=kept)
    return Answer(set_code, found, points_in(reader, set_code), edges(reader, set_code), kept)


def edges(reader: "Reader", set_code: str) -> Edges | None:
    """Where everybody stands, or None before the first run."""
    run = reader.run()
    if run is None:
        return None
    import numpy as np

    from analysis.borders import Standing, in_force

    kind, *values, held = reader.profile_columns((*_STANDING, f"set_{set_code}"))
    numbers = [np.array(each, dtype=np.float64) for each in values]
    texts = [np.array([one or "onbekend" for one in each], dtype=object) for each in (kind, held)]
    clv, crv, exchange, bond = numbers
    standing = Standing(texts[0], clv, crv, exchange, bond, texts[1])
    return Edges(standing, in_force(from_rows(run.settings), run.context), reader.settings(), run.context)


def trial(found: Edges, set_code: str, choices: Mapping[str, Choice]) -> Trial:
    """What these borders would change; some milliseconds for 100,000 customers."""
    from analysis import borders

    settings = found.settings
    for axis, (mode, value) in choices.items():
        settings = borders.settings_with(settings, axis, mode, value)
    fitted = {**found.context, "borders": borders.fit(found.standing, settings)}
    then = borders.in_force(settings, fitted)
    return Trial(
        set_code, choices, then, borders.moves(found.standing, set_code, found.borders, then), settings
    )


def choice_of(settings: Settings, axis: str) -> Choice:
    """How the border of an axis is set now."""
    from analysis.borders import AXES

    if axis in settings.border_percentiles:
        return "percentile", float(settings.border_percentiles[axis])
    value = getattr(settings, AXES[axis])
    return ("own", None) if value == getattr(Settings(), AXES[axis]) else ("number", float(value))


def points_in(reader: "Reader", set_code: str) -> Points:
    """Where the customers stand in a matrix, and pyqtgraph made ready; for the look-up thread."""
    import pyqtgraph  # noqa: F401 - its half second is spent here, not while the window waits

    matrix = MATRICES[set_code]
    found, total = reader.points(set_code, matrix.x, matrix.y, POINTS)
    ids, x, y, cells_ = zip(*found, strict=True) if found else ((), (), (), ())
    return Points(ids, x, y, cells_, total)


def why_empty(found: Edges | None, set_code: str) -> str:
    """Why a matrix has no customer to draw, and what to do about it: the axis that is known of nobody."""
    if found is None or not len(found.standing.clv):
        return _("There is nobody to draw yet. Import a file first; the matrix follows by itself.")
    for axis in MATRICES[set_code].axes:
        if not (found.standing.axis(axis) >= 0).any():  # NaN: unknown
            return _(_NOT_KNOWN[axis])
    return _("Of no customer both values are known, so there is nobody to draw.")


def movement(reader: "Reader", set_code: str, earlier: "Snapshot", later: "Snapshot") -> Movement:
    """Who moved between two days."""
    moves = reader.movement(set_code, earlier.run_id, later.run_id)
    return Movement(set_code, earlier, later, moves, earlier.settings != later.settings)


def dropped(reader: "Reader", found: Movement) -> "list[Moved]":
    """Who went to a lower cell, those who lost most value first."""
    return reader.who_moved(found.set_code, found.earlier.run_id, found.later.run_id, downward(found), PEOPLE)


def downward(found: Movement) -> list[tuple[str, str]]:
    """The steps of a movement that go down."""
    from core.cells import dropped as goes_down

    return [(m.before, m.after) for m in found.moves if goes_down(found.set_code, m.before, m.after)]


def why_in_cell(reader: "Reader", set_code: str, cell: str, at: int) -> Why | None:
    """Why one of the customers of a cell (the most valuable first) is in it; None for an empty cell."""
    ids = reader.ids(sort="clv", descending=True, set_name=set_code, cell=cell)
    if not len(ids):
        return None
    at %= len(ids)
    return _why(reader, set_code, int(ids[at]), at, len(ids), cell)


def why_customer(reader: "Reader", set_code: str, customer: int) -> Why | None:
    """Why this customer is where the picture shows it."""
    return _why(reader, set_code, customer, -1, 0)


def _why_own(reader: "Reader", cell: str, customer: int) -> list[str]:
    """Why a customer is in an own segment, with what it has of each field that is asked for."""
    from core.segment_words import why

    segment = reader.own_segments().get(cell)
    if segment is None:
        return [_("None of the own segments asks for this customer.")]
    return why(segment, customer, reader.own_holding(segment, customer))


def _why(
    reader: "Reader", set_code: str, customer: int, at: int, total: int, own_cell: str = ""
) -> Why | None:
    run, row = reader.run(), reader.profile(customer)
    if run is None or not row:
        return None
    number = str(reader.customer(customer).get("klantnummer", {}).get("value") or "")
    if set_code == OWN_SET:
        sentences = _why_own(reader, own_cell, customer)
        return Why(customer, number, reader.name(customer), own_cell, tuple(sentences), at, total)
    from analysis.borders import in_force
    from analysis.cell_words import cell_words

    sentences = cell_words(set_code, row, in_force(from_rows(run.settings), run.context))
    cell = str(row.get(f"set_{set_code}") or "onbekend")
    return Why(customer, number, reader.name(customer), cell, tuple(sentences), at, total)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
