"""What is said about one row or cell of an import: a code for programs, a sentence for people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Issue:
    """One finding. `row` is the sheet's own row number (header row = its number there), None for the sheet.

    `column` is the header as the file has it; `value` the cell's text; `message` a translated sentence.
    """

    code: str
    message: str
    row: int | None = None
    column: str | None = None
    value: str = ""
