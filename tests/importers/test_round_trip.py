"""A random table in any dialect, encoding and locale, or as a workbook, comes back equal or is asked."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.prepare import PreparedSheet, prepare_file
from tests.importers.test_any_file import write_ods
from tests.importers.traps import book

AS_OF: Final = date(2026, 11, 22)
QUICK: Final = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Row = tuple[str, date, float, str]
WORDS: Final = st.text(st.sampled_from('abcdefgh éëïöü&()\n";,|'), max_size=15).map(
    lambda text: "x" + " ".join(text.replace("\n", " \n ").split(" ")).strip(" \n")
)
ROWS: Final = st.lists(
    st.tuples(
        st.integers(0, 99999).map(lambda n: f"{n:05}"),
        st.dates(date(2000, 1, 1), date(2026, 11, 1)),
        st.integers(-(10**8), 10**8).map(lambda cents: cents / 100),
        WORDS,
    ),
    min_size=1,
    max_size=20,
)


def _grouped(amount: float) -> str:
    return f"{amount:,.2f}"


def _swapped(text: str) -> str:
    return text.translate(str.maketrans(",.", ".,"))


@dataclass(frozen=True)
class Locale:
    """How a country's programs write: headers, delimiters, dates and amounts."""

    headers: tuple[str, ...]
    delimiters: str
    days: tuple[Callable[[date], str], ...]
    amounts: tuple[Callable[[float], str], ...]


MONTHS: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
DUTCH: Final = Locale(
    ("Klantnummer", "Besteldatum", "Bedrag", "Product"),
    ";,\t|",
    (
        lambda d: f"{d:%d-%m-%Y}",
        lambda d: f"{d.day}/{d.month}/{d.year}",
        lambda d: f"{d:%d.%m.%y}",
        lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
        lambda d: f"{d:%Y-%m-%d}",
    ),
    (
        lambda a: _swapped(_grouped(a)),
        lambda a: _swapped(f"{a:.2f}"),
        lambda a: f"€ {_swapped(_grouped(a))}",
        lambda a: f"{_swapped(f'{abs(a):.2f}')}{'-' if a < 0 else ''}",
    ),
)
AMERICAN: Final = Locale(
    ("Customer ID", "Order date", "Amount", "Product"),
    ",\t|",
    (
        lambda d: f"{d:%m/%d/%Y}",
        lambda d: f"{d.month}/{d.day}/{d.year}",
        lambda d: f"{d:%Y-%m-%d}",
        lambda d: f"{d:%d-%b-%Y}",
    ),
    (_grouped, lambda a: f"{a:.2f}", lambda a: f"(${abs(a):,.2f})" if a < 0 else f"${a:,.2f}"),
)
LOCALES: Final = st.sampled_from([DUTCH, AMERICAN])


def came_back(sheet: PreparedSheet, rows: list[Row]) -> None:
    """The sheet's values are those of the rows, or it has something to ask."""
    assert sheet.refused is None, sheet.refused
    if sheet.questions:
        return
    clean = sheet.clean()
    found: dict[str, list[Any]] = {}
    for chunk in clean.chunks():
        for name, values in chunk.columns.items():
            found.setdefault(name, []).extend(values)
    assert clean.report.rejected == 0, clean.report.issues
    assert found["klantnummer"] == [row[0] for row in rows]
    assert found["datum"] == [row[1].isoformat() for row in rows]
    assert found["bedrag"] == [row[2] for row in rows]
    assert [" ".join(str(text).split()) for text in found["product"]] == [
        " ".join(row[3].split()) for row in rows
    ]


@QUICK
@given(rows=ROWS, data=st.data(), locale=LOCALES)
def test_csv_in_any_dialect_and_locale(
    tmp_path: Path, rows: list[Row], data: st.DataObject, locale: Locale
) -> None:
    day, amount = data.draw(st.sampled_from(locale.days)), data.draw(st.sampled_from(locale.amounts))
    end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]))
    quoting = data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=data.draw(st.sampled_from(locale.delimiters)),
        lineterminator=end,
        quoting=csv.QUOTE_ALL if end == "\r" else quoting,  # type: ignore[arg-type]
    )
    writer.writerow(locale.headers)
    writer.writerows([key, day(when), amount(much), text] for key, when, much, text in rows)
    path = tmp_path / "bestellingen.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    (sheet,) = prepare_file(path, as_of=AS_OF).sheets
    came_back(sheet, rows)


@QUICK
@given(rows=ROWS, locale=LOCALES)
def test_workbooks(tmp_path: Path, rows: list[Row], locale: Locale) -> None:
    lines = [locale.headers, *rows]
    xlsx, ods = tmp_path / "bestellingen.xlsx", tmp_path / "bestellingen.ods"
    xlsx.write_bytes(book({"Bestellingen": lines}))
    write_ods(ods, list(lines))
    for path in (xlsx, ods):
        (sheet,) = prepare_file(path, as_of=AS_OF).sheets
        came_back(sheet, rows)
