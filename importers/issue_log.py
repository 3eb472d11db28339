"""The findings of one walk over a sheet: every rejected row; of others as many as a person reads."""

from collections import Counter
from typing import Final

from core.issues import Issue
from importers.sentences import issue, more, once

#: findings of one code in one column that are listed row by row; the rest is counted
LISTED: Final = 1000

#: findings that a whole column tends to have: said once, at the first row → the code that they get
ONCE: Final = {
    "floated": "mended",
    "year_only": "year_only",
    "no_end": "no_end",
    "filled_below": "filled_below",
}


class IssueLog:
    """Collects issues into the report's own list."""

    def __init__(self, issues: list[Issue]) -> None:
        self._issues = issues
        self._seen: Counter[tuple[str, str | None]] = Counter()
        self._firsts: dict[tuple[str, str | None], tuple[int, str, str]] = {}

    def add(self, code: str, row: int, column: str | None, value: str = "", **figures: object) -> None:
        """A finding about a cell; beyond LISTED of a kind only counted."""
        key = code, column
        self._seen[key] += 1
        if code in ONCE:
            self._firsts.setdefault(key, (row, value, str(figures.get("new", ""))))
            return
        if self._seen[key] <= LISTED:
            self._issues.append(issue(code, row, column, value, **figures))

    def reject(self, code: str, row: int, column: str | None, value: str = "") -> str:
        """A rejected row: always listed. Gives its sentence."""
        found = issue(code, row, column, value)
        self._issues.append(found)
        return found.message

    def close(self) -> None:
        """Say how many more there were, and put all in the order of the rows."""
        for (code, column), n in self._seen.items():
            if code in ONCE:
                row, value, new = self._firsts[code, column]
                text = once(code, n, value, new)
                self._issues.append(Issue(ONCE[code], text, row, column, value))
            elif n > LISTED:
                self._issues.append(more(code, column, n - LISTED))
        self._issues.sort(key=lambda found: found.row or 0)
