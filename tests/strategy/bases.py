"""Made-up bases for the tests of the strategy: profile rows that hang together, with facts to match."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analysis.frames import Frames, days, frames_of
from core.settings import Settings
from strategy.channels import channel_facts

AS_OF = date(2026, 6, 30)
SCORES = (
    *("commitment", "calculative", "trust", "satisfaction", "relationship_quality", "engagement"),
    *("negative_engagement", "relational_exchange", "emotional_bond"),
)
#: the cells that a relationship type can be in
VALUE_OF = {
    "geen": ("prospect", "promoter", "onbekend"),
    "occasioneel": (
        "vrek",
        "promoter",
        "stille_genieter",
        "kampioen",
        "koopt_veel",
        "koopt_weinig",
        "onbekend",
    ),
    "langdurig": (
        "vrek",
        "promoter",
        "stille_genieter",
        "kampioen",
        "koopt_veel",
        "koopt_weinig",
        "onbekend",
    ),
    "gedwongen": ("nvt",),
    "onbekend": ("onbekend",),
}
STAGES_OF = {
    "geen": ("acquisitie", "acquisitie_laag", "acquisitie_hoog"),
    "occasioneel": (
        "retentie",
        "retentie_laag",
        "retentie_hoog",
        "beeindigen_laag",
        "beeindigen_hoog",
        "beeindigen",
    ),
    "langdurig": ("retentie", "retentie_laag", "retentie_hoog", "beeindigen_laag", "beeindigen_hoog"),
    "gedwongen": ("retentie", "retentie_laag", "beeindigen_hoog"),
    "onbekend": ("onbekend",),
}


@dataclass(frozen=True)
class Base:
    """Everything that `advise` asks for."""

    values: pd.DataFrame
    facts: pd.DataFrame
    frames: Frames
    settings: Settings

    def arguments(self, set_name: str = "strategie") -> tuple[Any, ...]:
        """The positional arguments of `advise` and `prepare`."""
        return self.values, self.facts, self.frames, set_name, self.settings


def texts(values: list[Any]) -> "pd.Series[Any]":
    """A text column: missing is None, never NaN."""
    return pd.Series(values, dtype=object)


def frames(customers: dict[str, list[Any]], **others: pd.DataFrame) -> Frames:
    """Frames with these customer columns (lists of one length)."""
    n = len(next(iter(customers.values())))
    table = {"id": pd.Series(range(1, n + 1), dtype="int64")}
    for name, column in customers.items():
        is_text = any(isinstance(v, str) for v in column) or name in (
            "voorkeurskanaal",
            "email",
            "telefoon",
            "soort",
        )
        table[name] = texts(column) if is_text else pd.Series(column, dtype="float64")
    return frames_of({"customers": pd.DataFrame(table), **others})


def profile_rows(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Profile values out of one dict a customer; what is left out is unknown."""
    filled = [_row(row) for row in rows]
    table: dict[str, Any] = {"id": pd.Series(range(1, len(rows) + 1), dtype="int64")}
    for name in filled[0]:
        column = [row[name] for row in filled]
        number = name in SCORES or name in ("clv", "crv", "p_active", "purchase_days", "revenue")
        table[name] = pd.Series(column, dtype="float64") if number else texts(column)
    return pd.DataFrame(table)


def base(
    rows: list[dict[str, Any]],
    customers: dict[str, list[Any]] | None = None,
    settings: Settings | None = None,
    **others: pd.DataFrame,
) -> Base:
    """A base of these profile rows and customer columns."""
    wanted = settings or Settings()
    found = frames(customers or {"email": ["a@b.nl"] * len(rows)}, **others)
    return Base(profile_rows(rows), channel_facts(found, AS_OF, wanted), found, wanted)


def generated(seed: int, n: int = 40, settings: Settings | None = None, relation: str | None = None) -> Base:
    """A random base of `n` customers (all of one `relation` if given)."""
    rng = np.random.default_rng(seed)
    rows = [_random_row(rng, relation) for _i in range(n)]
    customers: dict[str, list[Any]] = {
        "email": _some(rng, n, ["klant@voorbeeld.nl"], 0.8),
        "telefoon": _some(rng, n, ["0612345678", "030-1234567"], 0.7),
        "postcode": _some(rng, n, ["3511 AA"], 0.8),
        "huisnummer": _some(rng, n, ["1"], 0.9),
        "soort": _some(rng, n, ["particulier", "zakelijk"], 1.0),
        "voorkeurskanaal": _some(rng, n, ["telefoon", "e-mail", "WhatsApp", "winkel", "rooksignaal"], 0.4),
        "toestemming_post": _flags(rng, n),
        "toestemming_email": _flags(rng, n),
        "toestemming_telefoon": _flags(rng, n),
        "toestemming_sms": _flags(rng, n),
        "bezwaar_direct_marketing": _flags(rng, n),
        "bezwaar_profilering": _flags(rng, n),
        "verplicht": [1.0 if row["relatievorm"] == "gedwongen" else np.nan for row in rows],
    }
    others = {"orders": _orders(rng, n), "interactions": _contacts(rng, n)}
    return base(rows, customers, settings, **others)


def _random_row(rng: np.random.Generator, relation: str | None) -> dict[str, Any]:
    kind = relation or str(rng.choice(list(VALUE_OF)))
    row: dict[str, Any] = {"relatievorm": kind}
    if kind == "geen" and rng.random() < 0.3:
        row["almost_type"] = str(rng.choice(["transactioneel", "permanent"]))
    row["set_waarde"] = str(rng.choice(VALUE_OF[kind]))
    row["set_scrm"] = str(rng.choice(STAGES_OF[kind]))
    if row.get("almost_type") == "permanent":
        row["set_scrm"] = "met_rust_laten"
    row["binding"] = (
        "geen_keuze"
        if kind == "gedwongen"
        else str(rng.choice(["gevoel", "loyaliteit", "kosten", "gemengd", "zwak", "onbekend"]))
    )
    row["set_engagement"] = str(rng.choice(["transactioneel", "delighted", "loyaal", "fan", "onbekend"]))
    row["set_participatie"] = str(
        rng.choice(["continue_dialoog", "eenmalige_observatie", "geen", "onbekend"])
    )
    row |= {name: float(rng.uniform(0, 100)) for name in SCORES if rng.random() < 0.6}
    if row["set_scrm"].endswith("_hoog") and "engagement" in row:
        row["engagement"] = max(row["engagement"], 45.0)
    if rng.random() < 0.8 and kind != "onbekend":
        row["clv"] = 0.0 if kind == "geen" else float(rng.uniform(0, 900))
    if kind in ("occasioneel", "langdurig"):
        row["p_active"] = float(rng.random())
        row["purchase_days"] = float(rng.integers(1, 12))
    if kind == "langdurig" and rng.random() < 0.5:
        row["opzegdatum"] = date.fromordinal(AS_OF.toordinal() + int(rng.integers(0, 300))).isoformat()
    return row


def _row(row: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {
        **dict.fromkeys((*SCORES, "clv", "crv", "p_active", "purchase_days", "revenue"), np.nan),
        "relatievorm": "occasioneel",
        "almost_type": None,
        "binding": "onbekend",
        "opzegdatum": None,
        "next_purchase": None,
        "set_waarde": "onbekend",
        "set_engagement": "onbekend",
        "set_scrm": "retentie",
        "set_rfm": "onbekend",
        "set_participatie": "onbekend",
    }
    known |= row
    known["set_relatie"], known["set_binding"] = known["relatievorm"], known["binding"]
    known["set_almost"] = known["almost_type"] or "geen"
    known["set_strategie"] = row.get("set_strategie") or f"{known['relatievorm']} · {known['set_waarde']}"
    return known


def _some(rng: np.random.Generator, n: int, options: list[str], share: float) -> list[str | None]:
    return [str(rng.choice(options)) if rng.random() < share else None for _i in range(n)]


def _flags(rng: np.random.Generator, n: int) -> list[float]:
    return [float(v) for v in rng.choice([0.0, 1.0, np.nan], n, p=[0.2, 0.4, 0.4])]


def _orders(rng: np.random.Generator, n: int) -> pd.DataFrame:
    k = 3 * n
    return pd.DataFrame(
        {
            "customer": pd.Series(rng.integers(0, n, k), dtype="int64"),
            "order_id": pd.Series(range(k), dtype="int64"),
            "datum": days(AS_OF) - rng.random(k) * 900,
            "bedrag": rng.random(k) * 200,
            "bestelnummer": texts([None] * k),
            "kanaal": texts([str(c) for c in rng.choice(["webshop", "winkel", "telefoon", "postduif"], k)]),
            "categorie": texts([str(c) for c in rng.choice(["Fietsen", "Kleding"], k)]),
            "status": texts(
                [str(c) for c in rng.choice(["voltooid", "geannuleerd", "retour"], k, p=[0.8, 0.1, 0.1])]
            ),
        }
    )


def _contacts(rng: np.random.Generator, n: int) -> pd.DataFrame:
    k = 2 * n
    kinds = ["vraag_gesteld", "klacht", "email_geopend", "tutorial_video", "klant_geholpen", "like"]
    return pd.DataFrame(
        {
            "customer": pd.Series(rng.integers(0, n, k), dtype="int64"),
            "datum": days(AS_OF) - rng.random(k) * 500,
            "kanaal": texts([None if rng.random() < 0.4 else "e-mail" for _i in range(k)]),
            "richting": texts([str(c) for c in rng.choice(["in", "uit"], k)]),
            "soort": texts([str(c) for c in rng.choice(kinds, k)]),
            "aantal": np.ones(k),
            "opgelost": rng.choice([0.0, 1.0, np.nan], k),
        }
    )
