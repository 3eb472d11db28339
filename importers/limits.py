"""How large a file may be before it is refused: a sheet must never take the machine down."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Limits:
    """Bytes, rows and columns of a file; `cells` bounds the memory of a workbook (about 40 bytes a cell)."""

    file_bytes: int = 600_000_000
    #: unpacked size of a workbook's parts, and how much smaller than that the packed part may be
    unpacked_bytes: int = 1_500_000_000
    ratio: int = 120
    #: unpacked size of the texts of a workbook (they are held in memory)
    texts_bytes: int = 250_000_000
    #: a line of a text file or a row of a workbook longer than this is no row
    line_bytes: int = 16_000_000
    rows: int = 5_000_000
    columns: int = 1_000
    #: rows × columns of all sheets of a workbook (they are held in memory)
    cells: int = 25_000_000
    sheets: int = 200
    #: seconds for finding out what a file is
    seconds: float = 60.0


LIMITS: Final = Limits()
