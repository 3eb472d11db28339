"""Bases whose parameters and future are known: customers who buy and stop as BG/NBD and Gamma-Gamma say."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analysis.bg_nbd import WEEK, BgNbd
from analysis.frames import Frames, days, frames_of
from analysis.gamma_gamma import GammaGamma

AS_OF = date(2024, 10, 4)
MONTH = 30.4


@dataclass(frozen=True)
class Simulated:
    """The facts up to `as_of`, and per customer the discounted value of the 36 months after it."""

    frames: Frames
    as_of: date
    truth: np.ndarray


def simulate(
    rng: np.random.Generator,
    n: int,
    often: BgNbd,
    worth: GammaGamma,
    longest: int,
    modified: bool = False,
    months: int = 36,
) -> Simulated:
    """`n` customers who first bought up to `longest` days ago; `modified`: who may stop right after that."""
    today = days(AS_OF)
    rate = rng.gamma(often.r, 1, n) / (often.alpha * WEEK)
    stop, spread = rng.beta(often.a, often.b, n), rng.gamma(worth.q, 1, n) / worth.v
    who = np.arange(n)
    when = today - rng.integers(0, longest, n).astype(float)
    seen = [(who, when)]
    if modified:
        stays = rng.random(n) >= stop
        who, when = who[stays], when[stays]
    while len(who):
        when = when + rng.exponential(1, len(who)) / rate[who]
        inside = when < today + months * MONTH + 1
        who, when = who[inside], when[inside]
        seen.append((who, when))
        stays = rng.random(len(who)) >= stop[who]
        who, when = who[stays], when[stays]
    customer = np.concatenate([pair[0] for pair in seen])
    moment = np.concatenate([pair[1] for pair in seen])
    amount = rng.gamma(worth.p, 1, len(customer)) / spread[customer]
    past = np.floor(moment) <= today
    month = np.ceil((moment - today) / MONTH)
    coming = ~past & (month <= months)
    discounted = (amount * 1.1 ** (-month / 12))[coming]
    orders = pd.DataFrame(
        {
            "customer": customer[past],
            "order_id": range(int(past.sum())),
            "datum": moment[past],
            "bedrag": amount[past],
        }
    )
    customers = pd.DataFrame({"id": range(1, n + 1)})
    truth = np.bincount(customer[coming], weights=discounted, minlength=n)
    return Simulated(frames_of({"customers": customers, "orders": orders}), AS_OF, truth)
