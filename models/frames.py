"""The facts of a base as columns for the analysis (the shapes of `analysis.frames`).

The whole base is read column by column (`models.columns`), some customers through plain cursors: equal texts
become one object, dates become days in SQL. Customers that were merged count as their survivor; deleted ones,
and what is theirs, do not exist.
"""

import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from core.fields import CUSTOMERS, FIELDS
from core.fields import columns as field_columns
from models.columns import MANY, read_columns, read_few
from models.customer_rows import COLUMNS
from models.database import Base
from models.hand import is_outcome

if TYPE_CHECKING:
    import pandas as pd

_ROWS: Final = 20_000
_DATES: Final = frozenset(f.name for f in field_columns(CUSTOMERS) if f.kind == "date")
_NUMBERS: Final = frozenset(
    f.name for f in FIELDS[CUSTOMERS] if f.kind in ("money", "number", "integer", "flag", "scale")
)
#: outcomes that are set by hand as a code; every other one is a number
_CODES: Final = ("relatievorm", "almost_type", "binding")


@dataclass(frozen=True)
class _Child:
    """A table under customers: its frame's columns as (name, kind, column of the table), which rows count,
    and the texts of which a base has few (channels, kinds, states)."""

    table: str
    columns: tuple[tuple[str, str, str], ...]
    where: str = ""
    few: frozenset[str] = frozenset()


def _columns(**kinds: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((name, kind, name) for kind, names in kinds.items() for name in names.split())


_CHILDREN: Final = {
    "orders": _Child(
        "orders",
        (
            ("order_id", "whole", "id"),
            *_columns(
                date="datum",
                number="bedrag marge aantal",
                text="bestelnummer kanaal product categorie status",
            ),
        ),
        few=frozenset({"kanaal", "categorie", "status"}),
    ),
    "contracts": _Child(
        "contracts",
        (
            ("contract_id", "whole", "id"),
            *_columns(
                text="contractnummer soort product",
                date="start einde minimumduur_tot opgezegd_op opgezegd_per",
                number="opzegtermijn opzegkosten automatisch_verlengd bedrag_per_maand verplicht",
            ),
        ),
        where="deleted = 0",
    ),
    "interactions": _Child(
        "interactions",
        _columns(date="datum", text="kanaal richting soort", number="aantal waardering opgelost"),
        few=frozenset({"kanaal", "richting", "soort"}),
    ),
    "survey": _Child(
        "survey_answers",
        _columns(date="datum", text="item dimensie", number="waarde schaal_laag schaal_hoog omgekeerd"),
    ),
}


def load(
    base: Base,
    customer_ids: Sequence[int] | None = None,
    *,
    only: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
) -> "dict[str, pd.DataFrame]":
    """The five frames `customers`, `orders`, `contracts`, `interactions`, `survey`; of these customers only,
    where ids are given (in any order; the frames are in order of id). `only`: these columns of the customers
    (and the id) are enough; `kinds`: of the others these are (the rest are then absent)."""
    with _no_collection():
        customers, place = _customers(base, customer_ids, only)
        frames = {"customers": customers}
        for name, child in _CHILDREN.items():
            if kinds is None or name in kinds:
                frames[name] = _child(base, child, place, customer_ids is not None)
    return frames


def _customers(
    base: Base, customer_ids: Sequence[int] | None, only: Collection[str] | None
) -> "tuple[pd.DataFrame, npt.NDArray[np.int64]]":
    """The customers, and the position of every id: -1 for who does not exist."""
    columns = [("id", "whole", "id")]
    columns += [
        (name, "date" if name in _DATES else "number" if name in _NUMBERS else "text", name)
        for name in COLUMNS
        if only is None or name in only
    ]
    source = "FROM customers NOT INDEXED WHERE deleted = 0 AND merged_into IS NULL"
    parameters: tuple[str, ...] = ()
    if customer_ids is not None:
        source = (
            "FROM customers WHERE deleted = 0 AND merged_into IS NULL "
            "AND id IN (SELECT value FROM json_each(?)) ORDER BY id"
        )
        parameters = (_json(customer_ids),)
    frame = read(base, columns, source, parameters)
    ids = frame["id"].to_numpy()
    highest = base.sql("SELECT COALESCE(MAX(id), 0) FROM customers").fetchone()[0]
    place = np.full(highest + 1, -1, dtype=np.int64)
    place[ids] = np.arange(len(ids))
    # what a person said of somebody who was merged is not said of the survivor; what is theirs counts there
    frame = _with_hands(base, frame, place, customer_ids)
    merged = base.sql("SELECT id, merged_into FROM customers WHERE merged_into IS NOT NULL").fetchall()
    if merged:
        pairs = np.array(merged, dtype=np.int64)
        place[pairs[:, 0]] = place[pairs[:, 1]]
    return frame, place


def _with_hands(
    base: Base, frame: "pd.DataFrame", place: npt.NDArray[np.int64], customer_ids: Sequence[int] | None
) -> "pd.DataFrame":
    """Outcomes that a person set, as columns `hand_<outcome>`."""
    import pandas as pd

    asked = "SELECT customer_id, field, value FROM hand_values"
    parameters: tuple[str, ...] = ()
    if customer_ids is not None:
        asked += " WHERE customer_id IN (SELECT value FROM json_each(?))"
        parameters = (_json(customer_ids),)
    outcomes: dict[str, Any] = {}
    for customer, field, value in base.sql(asked, parameters):
        if not is_outcome(field) or value is None or place[customer] < 0:
            continue
        column = outcomes.get(field)
        if column is None:
            code = field in _CODES
            column = np.full(len(frame), None if code else np.nan, dtype=object if code else np.float64)
            outcomes[field] = column
        column[place[customer]] = value
    for field, column in outcomes.items():
        frame[f"hand_{field}"] = pd.Series(column, dtype=column.dtype)
    return frame


def _child(base: Base, child: _Child, place: npt.NDArray[np.int64], part: bool) -> "pd.DataFrame":
    columns = [("customer", "whole", "customer_id"), *child.columns]
    where = child.where
    if part:
        owned = "customer_id IN (SELECT value FROM json_each(?))"
        where = f"{where} AND {owned}" if where else owned
        wanted = _json(np.flatnonzero(place >= 0).tolist())
        frame = read(base, columns, f"FROM {child.table} WHERE {where} ORDER BY id", (wanted,))
    else:
        frame = _whole(base, child, columns)
    position = place[frame["customer"].to_numpy()]
    frame["customer"] = position
    if len(position) and position.min() < 0:
        frame = frame[position >= 0].reset_index(drop=True)
    return frame


def _whole(base: Base, child: _Child, columns: Sequence[tuple[str, str, str]]) -> "pd.DataFrame":
    """All rows of a table; texts of which there are few are read apart."""
    import pandas as pd

    apart: dict[str, Any] = {}
    if child.table == "orders" and not _lines(base):
        apart["bestelnummer"] = None
    for name in sorted(child.few):
        found = read_few(base, name, child.table)
        if found is not None:
            apart[name] = pd.Series(found, dtype=object)
    source = f"FROM {child.table} NOT INDEXED" + (f" WHERE {child.where}" if child.where else "")
    frame = read(base, [column for column in columns if column[0] not in apart], source)
    for name, values in apart.items():
        frame[name] = np.full(len(frame), None, dtype=object) if values is None else values
    return frame[[name for name, _, _ in columns]]


def _lines(base: Base) -> bool:
    """Do any two rows share an order number? If not each is an order, and no number needs to be read."""
    shared = "SELECT 1 FROM orders WHERE bestelnummer IS NOT NULL GROUP BY bestelnummer HAVING COUNT(*) > 1"
    return bool(base.sql(f"SELECT EXISTS ({shared})").fetchone()[0])


def read(
    base: Base, columns: Sequence[tuple[str, str, str]], source: str, parameters: Sequence[Any] = ()
) -> "pd.DataFrame":
    """A frame of (name, kind, SQL) columns; kind whole, number, date (days since 1970-01-01) or text.
    `source` gives its rows in the wanted order by itself (see `models.columns.read_columns`)."""
    import pandas as pd

    dtypes = {"whole": np.int64, "number": np.float64, "date": np.float64, "text": np.object_}
    if not parameters and (found := read_columns(base, columns, source)) is not None:
        return pd.DataFrame({name: pd.Series(found[name], dtype=dtypes[kind]) for name, kind, _ in columns})
    asked = [f"unixepoch({n}) / 86400.0" if kind == "date" else n for _, kind, n in columns]
    cursor = base.connection.execute(f"SELECT {', '.join(asked)} {source}", tuple(parameters))
    parts: list[list[Any]] = [[] for _ in columns]
    texts: list[dict[Any, Any]] = [{} for _ in columns]
    while rows := cursor.fetchmany(_ROWS):
        read = zip(parts, columns, texts, zip(*rows, strict=True), strict=True)
        for part, (_, kind, _), known, values in read:
            if kind == "text":
                part.append(_texts(values, known))
            elif values[0] is None and values.count(None) == len(values):
                part.append(np.full(len(values), np.nan))
            else:
                part.append(np.array(values, dtype=np.int64 if kind == "whole" else np.float64))
    return pd.DataFrame(
        {
            name: pd.Series(np.concatenate(part) if part else np.empty(0), dtype=dtypes[kind])
            for (name, kind, _), part in zip(columns, parts, strict=True)
        }
    )


def _texts(values: Sequence[Any], known: dict[Any, Any]) -> npt.NDArray[np.object_]:
    """The values as objects; texts that come often are one object in memory."""
    out = np.full(len(values), None, dtype=object)
    if values[0] is None and values.count(None) == len(values):
        return out
    out[:] = values if len(known) > MANY else list(map(known.setdefault, values, values))
    return out


def _json(ids: Sequence[int]) -> str:
    return "[" + ",".join(str(int(one)) for one in ids) + "]"


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of short-lived tuples make the cyclic collector run for nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
