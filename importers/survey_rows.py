"""The answers of a survey's rows: a column per question (wide) or a row per answer (long)."""

from collections.abc import Sequence
from typing import Any

from core.rows import KEEP
from importers.cells import Cell, text_of
from importers.issue_log import IssueLog
from importers.plan import Plan
from importers.values import Column, scaled


class Answers:
    """Reads answers on their scales; what lies outside or is no answer is left out and said."""

    def __init__(self, plan: Plan, at: dict[str, int]) -> None:
        self._items = plan.items
        self._at = {header: at[header] for header in plan.items if header in at}
        self._columns = {name: Column(scaled(item.low, item.high)) for name, item in plan.items.items()}
        answer = plan.headers_of("antwoord")
        self._answer_header = answer[0] if answer else None
        self._long = bool(answer) and not self._at

    def read(
        self,
        columns: dict[str, list[Any]],
        cells: Sequence[Sequence[Cell]],
        rows: Sequence[int],
        log: IssueLog,
    ) -> list[list[tuple[str, float]]]:
        """Per row the answered questions: (question, raw number)."""
        return self._read_long(columns, rows, log) if self._long else self._read_wide(cells, rows, log)

    def _read_wide(
        self, cells: Sequence[Sequence[Cell]], rows: Sequence[int], log: IssueLog
    ) -> list[list[tuple[str, float]]]:
        found: list[list[tuple[str, float]]] = [[] for _row in rows]
        for header, index in self._at.items():
            column = self._columns[header]
            for i, value in enumerate(column.read(cells[index])):
                if value is KEEP:
                    cell = cells[index][i]
                    log.add(column.odd.get(cell, "bad_answer"), rows[i], header, text_of(cell))
                elif value is not None:
                    found[i].append((header, value))
        return found

    def _read_long(
        self, columns: dict[str, list[Any]], rows: Sequence[int], log: IssueLog
    ) -> list[list[tuple[str, float]]]:
        questions = columns.get("item") or columns.get("dimensie") or [None] * len(rows)
        found: list[list[tuple[str, float]]] = []
        for i, (question, answer) in enumerate(zip(questions, columns["antwoord"], strict=True)):
            item = self._items.get(question) if isinstance(question, str) else None
            if item is None or not isinstance(answer, float):
                found.append([])
            elif not item.low <= answer <= item.high:
                log.add("out_of_range", rows[i], self._answer_header, text_of(answer))
                found.append([])
            else:
                found.append([(item.name, answer)])
        return found
