"""Dates as people write them, in each order; never rolled over."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rows import KEEP
from importers import dates
from importers.cells import Cell
from importers.columns import DateColumn, NumberColumn, parse_date

AS_OF = date(2026, 11, 22)
ORDERS = (dates.DMY, dates.MDY, dates.YMD, dates.EXCEL)

TABLE = [
    # text, dmy, mdy, ymd, excel
    ("3-4-2024", "2024-04-03", "2024-03-04", None, None),
    ("03/04/24", "2024-04-03", "2024-03-04", "2003-04-24", None),
    ("1.2.2024", "2024-02-01", "2024-01-02", None, None),
    ("31-02-2024", None, None, None, None),
    ("13/01/2024", "2024-01-13", None, None, None),
    ("01/13/2024", None, "2024-01-13", None, None),
    ("2024-04-03", None, None, "2024-04-03", None),
    ("2024/4/3", None, None, "2024-04-03", None),
    ("2024-04-03T10:00", None, None, "2024-04-03T10:00:00", None),
    ("2020-01-01T15:00:00Z", None, None, "2020-01-01T15:00:00", None),
    ("2020-01-01T15:00:00+03:00", None, None, "2020-01-01T15:00:00", None),
    ("2024-01-05 10:22:33 +0100", None, None, "2024-01-05T10:22:33", None),
    ("2024/01/05 3:04:05 PM GMT+1", None, None, "2024-01-05T15:04:05", None),
    ("1/5/2024 12:04 AM", "2024-05-01T00:04:00", "2024-01-05T00:04:00", None, None),
    ("12-12-2024 14.05 uur", "2024-12-12T14:05:00", "2024-12-12T14:05:00", None, None),
    ("12-12-2024 25:00", None, None, None, None),
    ("2024-04-03 00:00:00", None, None, "2024-04-03", None),
    ("20240403", None, None, "2024-04-03", None),
    ("03042024", "2024-04-03", "2024-03-04", None, None),
    ("45000", None, None, None, "2023-03-15"),
    ("45000,5", None, None, None, "2023-03-15T12:00:00"),
    ("19999", None, None, None, None),
    ("29-02-2023", None, None, None, None),
    ("29-02-2024", "2024-02-29", None, None, None),
]
NAMED = [
    ("3 mrt 2024", "2024-03-03"),
    ("3 maart 2024 14:05", "2024-03-03T14:05:00"),
    ("ma 3 maart 2025", "2025-03-03"),
    ("5-Apr-13", "2013-04-05"),
    ("Apr 5, 2013", "2013-04-05"),
    ("5 mei '24", "2024-05-05"),
    ("1 okt. 2024", "2024-10-01"),
    ("31 feb 2024", None),
    ("3 xyz 2024", None),
]


@pytest.mark.parametrize(("text", "dmy", "mdy", "ymd", "excel"), TABLE)
def test_orders(text: str, dmy: str | None, mdy: str | None, ymd: str | None, excel: str | None) -> None:
    found = [dates.parse(text, order, birth=False, as_of=AS_OF) for order in ORDERS]
    assert found == [dmy, mdy, ymd, excel]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_a_month_in_words_needs_no_order(text: str, expected: str | None) -> None:
    for order in (dates.DMY, dates.MDY, dates.YMD):
        assert dates.parse(text, order, birth=False, as_of=AS_OF) == expected


@pytest.mark.parametrize(
    "text",
    ["", "12:30", "06-12345678", "1234", "1.234", "1234 AB", "1-1-1", "10.000.000", "jan 2024"],
)
def test_no_date(text: str) -> None:
    assert all(dates.parse(text, order, birth=False, as_of=AS_OF) is None for order in ORDERS)


@pytest.mark.parametrize(
    ("text", "birth", "expected"),
    [
        ("1-2-36", False, "2036-02-01"),
        ("1-2-37", False, "1937-02-01"),
        ("1-2-27", True, "1927-02-01"),
        ("22-11-26", True, "2026-11-22"),
        ("23-11-26", True, "1926-11-23"),
        ("29-02-00", True, "2000-02-29"),
    ],
)
def test_years_of_two_digits(text: str, birth: bool, expected: str) -> None:
    assert dates.parse(text, dates.DMY, birth=birth, as_of=AS_OF) == expected


def test_serials_begin_after_the_day_that_never_was() -> None:
    assert dates.from_serial(60) is None
    assert dates.from_serial(61) == "1900-03-01"
    assert dates.from_serial(44927.75) == "2023-01-01T18:00:00"
    assert dates.from_serial(1e9) is None


@given(st.dates(date(1900, 3, 1), date(2099, 12, 31)))
@settings(max_examples=150, deadline=None)
def test_every_day_reads_back(day: date) -> None:
    for order, text in (
        (dates.DMY, day.strftime("%d-%m-%Y")),
        (dates.MDY, f"{day.month}/{day.day}/{day.year}"),
        (dates.YMD, day.isoformat()),
        (dates.YMD, day.strftime("%Y%m%d")),
    ):
        assert dates.parse(text, order, birth=False, as_of=AS_OF) == day.isoformat()
    serial = (day - date(1899, 12, 30)).days
    assert dates.from_serial(serial) == day.isoformat()


@given(st.text(max_size=20))
@settings(max_examples=300, deadline=None)
def test_any_text_is_judged(text: str) -> None:
    for order in ORDERS:
        found = dates.parse(text, order, birth=True, as_of=AS_OF)
        assert found is None or datetime.fromisoformat(found)


def test_columns_tell_empty_from_what_does_not_fit() -> None:
    column = DateColumn(dates.DMY, as_of=AS_OF)
    cells: list[Cell] = ["", "03-04-2024 10:00", "2024-04-03", "x", date(2024, 4, 3), "31-02-2024", 45000]
    assert column.read(cells) == [None, "2024-04-03T10:00:00", KEEP, KEEP, "2024-04-03", KEEP, KEEP]
    assert DateColumn(dates.DMY, as_of=AS_OF, time=False).read(cells[1:2]) == ["2024-04-03"]
    assert DateColumn(dates.EXCEL, as_of=AS_OF).read([45000, 45000.5, "45000"]) == [
        "2023-03-15",
        "2023-03-15T12:00:00",
        "2023-03-15",
    ]
    assert NumberColumn("comma").read(["", "1.234,5", "1,234.5", 7, True]) == [None, 1234.5, KEEP, 7.0, 1.0]


@given(st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)))
@settings(max_examples=100, deadline=None)
def test_the_quick_way_of_a_column_gives_what_one_cell_gives(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    for order, text in (
        (dates.YMD, moment.isoformat(" ")),
        (dates.DMY, moment.strftime("%d-%m-%Y %H:%M:%S")),
    ):
        assert DateColumn(order, as_of=AS_OF).read([text]) == [parse_date(text, order, as_of=AS_OF)]
    assert parse_date(moment, dates.DMY, as_of=AS_OF) == dates.iso(moment)
    assert dates.iso(moment + timedelta(microseconds=600_000)) == dates.iso(moment + timedelta(seconds=1))
