"""Measure the search for doubles on the labelled set (`bench.labelled`).

uv run python -m bench.duplicates [FIRST_SEED LAST_SEED [SIZE]]
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from analysis.duplicates.search import Found, find
from bench.labelled import Labelled, labelled

MERGE: Final = ("zeker", "waarschijnlijk", "mogelijk")


@dataclass
class Score:
    """Counts over sets. `right`, `wrong`: proposals a level; `found`, `there`: doubles an error."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    #: (tag, level) → proposals of records of people who only look alike; (tag, '') how many such people
    fooled: Counter[tuple[str, str]] = field(default_factory=Counter)
    records: int = 0

    def precision(self, level: str) -> float:
        """The share of a level's proposals that are right."""
        return self.right[level] / max(self.right[level] + self.wrong[level], 1)

    def recall(self, error: str = "all") -> float:
        """The share of the doubles that are proposed on any level but 'huishouden'."""
        return self.found[error] / max(self.there[error], 1)


def score(truth: Labelled, found: Found, total: Score) -> None:
    """Add the proposals of one set to the counts. Ids are the places of the rows."""
    doubles = truth.doubles()
    levels = {(pair.first, pair.second): pair.level for pair in found.pairs}
    total.records += len(truth.rows)
    for pair, level in levels.items():
        right = pair in doubles
        if level not in MERGE:
            right = truth.group[pair[0]] == truth.group[pair[1]] and pair not in doubles
        (total.right if right else total.wrong)[level] += 1
    for pair, errors in doubles.items():
        for error in ("all", *errors):
            total.there[error] += 1
            total.found[error] += levels.get(pair) in MERGE
    for tag in truth.lookalikes.values():
        total.fooled[tag, ""] += 1
    for (a, b), level in levels.items():
        if (a, b) not in doubles:
            tag = truth.lookalikes.get((truth.who[a], truth.who[b]), "others")
            total.fooled[tag, level] += 1


def measured(seeds: Iterable[int], size: int = 3000) -> Score:
    """The counts over the sets of these seeds."""
    total = Score()
    for seed in seeds:
        truth = labelled(seed, size)
        score(truth, find(range(len(truth.rows)), truth.columns()), total)
    return total


def table(total: Score) -> str:
    """The counts as the tables of `bench/README.md`."""
    lines = ["| level | proposals | right |", "|---|---|---|"]
    for level in (*MERGE, "huishouden"):
        count = total.right[level] + total.wrong[level]
        lines.append(f"| {level} | {count} | {total.precision(level):.4f} |")
    lines += ["", "| error in the double | doubles | found |", "|---|---|---|"]
    for error in sorted(total.there, key=lambda name: (name != "all", name)):
        lines.append(f"| {error} | {total.there[error]} | {total.recall(error):.3f} |")
    lines += [
        "",
        f"| not one person | pairs | {' | '.join(MERGE)} | huishouden |",
        "|---|---|---|---|---|---|",
    ]
    for tag in sorted({tag for tag, _level in total.fooled}):
        counts = [str(total.fooled[tag, level]) for level in ("", *MERGE, "huishouden")]
        lines.append(f"| {tag} | {' | '.join(counts)} |")
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Measure the seeds (100 to 120 for the figures that are reported) and print the tables."""
    first, last = int(arguments[0]) if arguments else 100, int(arguments[1]) if len(arguments) > 1 else 120
    started = time.perf_counter()
    total = measured(range(first, last + 1), int(arguments[2]) if len(arguments) > 2 else 3000)
    print(table(total))
    print(f"\n{total.records} records, seeds {first}-{last}, {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
