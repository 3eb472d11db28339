"""The orders of the CDNOW sample as a base: the data of the published figures (tests/data, MIT)."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.frames import Frames, days, frames_of

END = date(1997, 9, 30)
LAST = date(1998, 6, 30)
_FILE = Path(__file__).resolve().parents[1] / "data" / "cdnow_orders.csv"


@cache
def cdnow() -> Frames:
    """2,357 customers with all their orders to 1998-06-30."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["customer"] for row in rows})
    place = {name: k for k, name in enumerate(names)}
    orders = pd.DataFrame(
        {
            "customer": [place[row["customer"]] for row in rows],
            "order_id": range(1, len(rows) + 1),
            "datum": [days(date.fromisoformat(row["date"])) for row in rows],
            "bedrag": [float(row["amount"]) for row in rows],
        }
    )
    customers = pd.DataFrame({"id": range(1, len(names) + 1), "klantnummer": names})
    return frames_of({"customers": customers, "orders": orders})
