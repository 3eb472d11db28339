"""How far the ranges and forecasts hold on bases whose future is known: 100 seeds of six kinds of base.

    uv run python -m bench.forecasts [SEEDS]

Per kind: the share of customers whose true value lies in the 80 % range, in the mean of all bases and in the
least and most lucky one, and which purchase model was chosen how often.
"""

import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np

from analysis.bg_nbd import BgNbd
from analysis.gamma_gamma import GammaGamma
from analysis.profile import profile
from core.settings import Settings
from tests.analysis.simulated import simulate

SHOP = BgNbd(0.24, 4.4, 0.79, 2.43)
REGULARS = BgNbd(2.0, 20.0, 0.6, 6.0)
WORTH, EVEN = GammaGamma(6.25, 3.74, 15.4), GammaGamma(20.0, 8.0, 14.0)
#: name → customers, how often, worth of a purchase, longest history in days, who may stop at once
KINDS = {
    "20 customers, a shop": (20, SHOP, WORTH, 900, False),
    "400 customers, a shop": (400, SHOP, WORTH, 900, False),
    "400 customers, a year": (400, SHOP, WORTH, 365, False),
    "400 regulars": (400, REGULARS, EVEN, 1200, False),
    "400 regulars, stop at once": (400, REGULARS, EVEN, 1200, True),
    "3000 customers, a shop": (3000, SHOP, WORTH, 900, False),
}


def runs(name: str, seeds: int) -> Iterator[tuple[float, str]]:
    """Of each base the share of customers in their range, and the model that was chosen and why."""
    n, often, worth, longest, modified = KINDS[name]
    for seed in range(seeds):
        base = simulate(np.random.default_rng([seed, n]), n, often, worth, longest, modified)
        found = profile(base.frames, base.as_of, Settings())
        low, high = (found.values[column].to_numpy() for column in ("clv_low", "clv_high"))
        inside = (base.truth >= low - 1e-9) & (base.truth <= high + 1e-9)
        clv = found.summary["clv"]
        yield float(inside.mean()), f"{clv['model']} ({clv['why']})"


def main(arguments: list[str]) -> None:
    """Print a table."""
    seeds = int(arguments[0]) if arguments else 100
    print(f"| {seeds} bases of each kind | mean | least | most | model |\n|---|---|---|---|---|")
    for name in KINDS:
        shares, models = zip(*runs(name, seeds), strict=True)
        chosen = ", ".join(f"{model} {times}" for model, times in Counter(models).most_common())
        spread = f"{np.mean(shares):.3f} | {min(shares):.2f} | {max(shares):.2f}"
        print(f"| {name} | {spread} | {chosen} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
