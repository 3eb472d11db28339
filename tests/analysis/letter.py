"""Domain §3, §5, §6 and §8 once more, to the letter: one customer, one row at a time, no arrays.

Slow and plain on purpose: the analysis is held against it on random bases.
"""

import csv
import itertools
import math
from collections.abc import Iterable
from datetime import date
from typing import Any

from analysis.frames import EPOCH, days
from core.paths import RESOURCES
from tests.analysis.build import AS_OF, Base

TODAY = days(AS_OF)
LIVES = {"cognitief": 90, "emotioneel": 365, "gedrag": 365, "negatief": 365}
Row = dict[str, Any]
Pair = tuple[float, float]


def read_kinds() -> dict[str, Row]:
    with (RESOURCES / "contact_kinds.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: dict(row) for row in csv.DictReader(file)}


KINDS = read_kinds()


def mean(pairs: Iterable[Pair]) -> float | None:
    """100 · Σ(w·v) / Σ(w)."""
    known = list(pairs)
    weight = sum(w for w, _ in known)
    return 100 * sum(w * v for w, v in known) / weight if weight else None


def sat(x: float, half: float) -> float:
    return x / (x + half)


def age(row: Row) -> float:
    return float(TODAY - math.floor(row["datum"]))


def quantity(row: Row) -> float:
    return 1.0 if row.get("aantal") is None else float(row["aantal"])


class One:
    """One customer of a base, told to the letter."""

    def __init__(self, base: Base, who: int) -> None:
        self.all = {
            name: [r for r in rows if not r.get("datum", 0) >= TODAY + 1] for name, rows in base.rows.items()
        }
        mine = {name: [r for r in rows if r["customer"] == who] for name, rows in self.all.items()}
        self.orders, self.contacts, self.survey = mine["orders"], mine["interactions"], mine["survey"]
        self.contracts = [r for r in mine["contracts"] if not (r.get("start") or 0) >= TODAY + 1]
        self.who = base.customers[who]

    def field(self, name: str) -> Any:
        dated = self.who.get(f"{name}_datum") if name == "nps" else None
        later = dated is not None and dated >= TODAY + 1
        return None if later else self.who.get(name)

    # contracts

    def given(self, c: Row) -> bool:
        on, per = c.get("opgezegd_op"), c.get("opgezegd_per")
        if on is not None:
            return bool(on <= TODAY)
        return per is not None

    def active(self, c: Row) -> bool:
        end, per = c.get("einde"), c.get("opgezegd_per")
        runs = end is None or end >= TODAY or c.get("automatisch_verlengd") == 1
        return bool(runs) and not (per is not None and per < TODAY)

    def ended(self, c: Row) -> float:
        end, per = c.get("einde"), c.get("opgezegd_per")
        over = [end] if end is not None and end < TODAY and c.get("automatisch_verlengd") != 1 else []
        return float(min(over + ([per] if per is not None and per < TODAY else [])))

    def months(self, c: Row) -> float:
        until = c.get("minimumduur_tot") if c.get("minimumduur_tot") is not None else c.get("einde")
        return max(0.0, until - TODAY) / 30.4 if until is not None else 0.0

    # purchases: every order of these bases is one line

    def bought(self) -> list[Row]:
        return [o for o in self.orders if o.get("status") in (None, "voltooid", "retour")]

    def purchase_days(self) -> list[int]:
        return sorted({math.floor(o["datum"]) for o in self.bought() if o["bedrag"] >= 0})

    def relationship(self) -> str:
        live = [c for c in self.contracts if self.active(c)]
        if self.who.get("verplicht") == 1 or any(c.get("verplicht") == 1 for c in live):
            return "gedwongen"
        for c in live:
            terms = [c.get(n) for n in ("opzegtermijn", "opzegkosten", "minimumduur_tot", "einde")]
            if self.months(c) > 0 or (terms[0] or 0) > 0 or (terms[1] or 0) > 0 or terms == [None] * 4:
                return "langdurig"
        if self.bought() or self.contracts:
            return "occasioneel"
        if not self.all["orders"]:
            return "onbekend"
        begin = min(math.floor(o["datum"]) for o in self.all["orders"])
        since = self.who.get("klant_sinds")
        since = None if since is not None and since >= TODAY + 1 else since
        return "onbekend" if since is not None and since < begin else "geen"

    # scores

    def count(self, *kinds: str) -> float:
        return sum(quantity(c) for c in self.contacts if c["soort"] in kinds)

    def rated(self) -> list[Row]:
        return [c for c in self.contacts if c["soort"] == "review" and c.get("waardering") is not None]

    def answer(self, dimension: str) -> list[Pair]:
        """Items of these bases are one a dimension; the latest dated one, else the undated."""
        found = [s for s in self.survey if s["dimensie"] == dimension]
        if not found:
            return []
        dated = [s for s in found if not math.isnan(s["datum"])]
        last = max(dated, key=lambda s: s["datum"]) if dated else found[-1]
        old = age(last) if dated else 0
        return [(3 * 2 ** (-old / 730), (last["waarde"] - 1) / 4)]

    def review(self) -> list[Pair]:
        n = sum(quantity(c) for c in self.rated())
        return [(1, (sum(quantity(c) * c["waardering"] for c in self.rated()) / n - 1) / 4)] if n else []

    def affective(self) -> float | None:
        fixed = self.answer("affectief") + self.review()
        if self.field("nps") is not None:
            dated = self.who.get("nps_datum")
            x = self.field("nps")
            v = x / 6 * 0.3 if x <= 6 else {7: 0.45, 8: 0.6, 9: 0.85, 10: 1.0}[int(x)]
            fixed.append((2 * 2 ** (-((TODAY - dated) if dated is not None else 0) / 730), v))
        c, k = self.count("compliment"), self.count("klacht")
        given = self.count("aanbeveling", "cocreatie")
        given += sum(quantity(r) for r in self.rated() if r["waardering"] >= 4)
        free = [(1.0, sat(given, 1))] if given > 0 else []
        if k > 0:
            fixed.append((1, (c + 1) / (c + k + 2)))
        elif c > 0:
            free.append((1.0, (c + 1) / (c + 2)))
        tried = [mean(fixed + list(s)) for n in range(len(free) + 1) for s in itertools.combinations(free, n)]
        known = [t for t in tried if t is not None]
        return max(known) if known else None

    def satisfaction(self) -> float | None:
        parts = self.answer("tevredenheid") + self.review()
        mark = self.who.get("tevredenheid")
        if mark is not None and not self.answer("tevredenheid"):
            parts.append((3, (mark - 1) / 9))
        complaints = [r for r in self.contacts if r["soort"] == "klacht"]
        if sum(quantity(r) for r in complaints) > 0:
            aged = sum(
                quantity(r) * (0.5 if r.get("opgelost") == 1 else 1) * 2 ** (-age(r) / 365)
                for r in complaints
            )
            parts.append((1, 0.5 * (1 - sat(aged, 1))))
        back = sum(o.get("status") == "retour" for o in self.orders)
        if back and parts:
            parts.append((0.5, 1 - sat(back / len(self.bought()), 0.5)))
        return mean(parts)

    def calculative(self) -> float | None:
        parts = self.answer("calculatief")
        live = [c for c in self.contracts if self.active(c)]
        if self.contracts:
            parts.append((2, sat(max([self.months(c) for c in live], default=0), 12)))
            parts.append((1, sat(len(live), 2)))
            notice = max([c.get("opzegtermijn") or 0 for c in live], default=0)
            if notice > 0:
                parts.append((1, sat(notice, 2)))
            fee = sum(c.get("opzegkosten") or 0 for c in live)
            revenue = 12 * sum(c.get("bedrag_per_maand") or 0 for c in live)
            for o in self.orders:
                if o.get("status") in (None, "voltooid") and o["bedrag"] > 0 and age(o) < 365:
                    revenue += o["bedrag"]
            if fee > 0 and revenue > 0:
                parts.append((1, sat(fee / revenue, 0.25)))
        if self.relationship() == "gedwongen":
            parts.append((3, 1))
        return mean(parts)

    def points(self, dimension: str) -> float:
        total = 0.0
        for c in self.contacts:
            kind = KINDS.get(c["soort"])
            aged = quantity(c) * 2 ** (-age(c) / LIVES[dimension])
            if kind and kind["dimension"] == dimension:
                total += float(kind["points"]) * aged
            stars = c.get("waardering")
            if c["soort"] == "review" and stars is not None:
                total += 4 * aged * (dimension == "emotioneel" and stars >= 4)
                total += 4 * aged * (dimension == "negatief" and stars <= 2)
        return total

    def is_measured(self, dimension: str) -> bool:
        for c in self.all["interactions"]:
            kind, stars = KINDS.get(c["soort"]), c.get("waardering")
            if kind and kind["dimension"] == dimension:
                return True
            if dimension == "emotioneel" and c["soort"] == "review" and stars is not None and stars >= 4:
                return True
        return False

    def emotional(self) -> float | None:
        p = self.points("emotioneel")
        return 100 * p / (p + 10) if self.is_measured("emotioneel") else None

    def engagement(self) -> float | None:
        p = self.points("emotioneel") + self.points("gedrag") + min(self.points("cognitief"), 10)
        dimensions = sum(self.is_measured(d) for d in ("cognitief", "emotioneel", "gedrag"))
        survey = self.answer("engagement_affectie")
        return mean(([(1.0, p / (p + 15))] if dimensions >= 2 else []) + survey)

    def negative(self) -> float | None:
        p = self.points("negatief")
        return 100 * p / (p + 10) if self.all["interactions"] else None

    def exchange(self) -> float | None:
        if self.relationship() == "onbekend":
            return None
        lasting = self.relationship() == "gedwongen" or any(self.active(c) for c in self.contracts)
        known = bool(self.contracts) or bool(self.all["orders"])
        bought = self.purchase_days()
        parts: list[Pair] = []
        repeats = [d for d in bought if d > bought[0] and TODAY - d < 365]
        if lasting or known:
            parts.append((2, 1.0 if lasting else sat(len(repeats), 2)))
        ends = [self.ended(c) for c in self.contracts if not self.active(c)]
        last = max([*bought, *ends], default=None)
        if lasting or last is not None:
            parts.append((1, 1.0 if lasting or last is None else 2 ** (-(TODAY - last) / 365)))
        elif known and not self.bought():
            parts.append((1, 0.0))
        since = self.who.get("klant_sinds")
        starts = [c["start"] for c in self.contracts if c.get("start") is not None]
        first = [*bought[:1], *starts, *([since] if since is not None and since < TODAY + 1 else [])]
        if first:
            parts.append((1, sat((TODAY - min(first)) / 365, 3)))
        return mean(parts)

    def participation(self) -> str:
        if not self.all["interactions"]:
            return "onbekend"
        own = [c for c in self.contacts if c.get("richting") != "uit" and age(c) < 365 and quantity(c) > 0]
        if not own:
            return "geen"
        active = sum(quantity(c) for c in own if KINDS.get(c["soort"], {}).get("active") == "1")
        dates = [date.fromordinal(math.floor(c["datum"]) + EPOCH) for c in own]
        steady = len({(d.year, d.month) for d in dates}) >= 4
        if active / sum(quantity(c) for c in own) >= 0.3:
            return "continue_dialoog" if steady else "enkelvoudige_interactie"
        return "continue_monitoring" if steady else "eenmalige_observatie"

    def stage(self, p_active: float) -> str:
        """S-CRM without laag/hoog, for who is not type geen."""
        live = [c for c in self.contracts if self.active(c)]
        if live and all(self.given(c) for c in live):
            return "beeindigen"
        if self.relationship() == "gedwongen" or live:
            return "retentie"
        bought, ends = self.purchase_days(), [self.ended(c) for c in self.contracts]
        since = bool(bought) and bool(ends) and bought[-1] > max(ends)
        if self.contracts and not since and not p_active >= 0.5:
            return "beeindigen"
        return "beeindigen" if p_active < 0.3 else "retentie"

    def bond(self) -> float | None:
        content = self.who.get("hand_satisfaction") or self.satisfaction()
        if self.affective() is None and content is None:
            return None
        parts = ((2, self.affective()), (1, content), (1, self.emotional()))
        return mean((w, v / 100) for w, v in parts if v is not None)
