"""What contracts bind to (domain §3): active or ended, the remainder, notice, fee, last day to leave."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analysis.frames import (
    Bools,
    Floats,
    Frames,
    Ints,
    Texts,
    days,
    iso_column,
    max_of,
    min_of,
    number_column,
    sum_of,
    text_column,
)
from core.settings import Settings

MONTH = 30.4


@dataclass(frozen=True)
class ContractRows:
    """One element a contract that exists on the peildatum; days since 1970-01-01, months, money; NaN unknown.

    `until` is committed until (minimumduur tot, else einde), `months` the remainder to it (0 if past or
    absent), `ended` the last day of a contract that is over, `noticed` whether notice was given, `deadline`
    the last day to give it (uiterste opzegdatum = end - notice).
    """

    customer: Ints
    active: Bools
    until: Floats
    months: Floats
    notice: Floats
    fee: Floats
    monthly: Floats
    mandatory: Bools
    longterm: Bools
    terms_unknown: Bools
    noticed: Bools
    start: Floats
    ended: Floats
    deadline: Floats


@dataclass(frozen=True)
class ContractFacts:
    """The contracts of each customer: longest remainder and notice, summed fee, of the active ones.

    `rows` and `active` are numbers of contracts. `binding`: an active one whose ending has consequences;
    `longterm`: an active one of a kind marked long-term; `terms_unknown`: an active one without any terms.
    `noticed`: active ones, and notice given on all. `ended`: the last end of those that are over.
    """

    rows: Floats
    active: Floats
    until: Floats
    months: Floats
    notice: Floats
    fee: Floats
    monthly: Floats
    mandatory: Bools
    binding: Bools
    longterm: Bools
    terms_unknown: Bools
    noticed: Bools
    start: Floats
    ended: Floats
    deadline: Floats


def contract_rows(frames: Frames, as_of: date, settings: Settings) -> ContractRows:
    """Each contract judged on the peildatum (domain §3); `frames` hold nothing that starts after it."""
    table, today = frames.contracts, days(as_of)
    start, end = _day(table, "start"), _day(table, "einde")
    minimum, per = _day(table, "minimumduur_tot"), _day(table, "opgezegd_per")
    notice, fee = number_column(table, "opzegtermijn"), number_column(table, "opzegkosten")
    renews = number_column(table, "automatisch_verlengd") == 1
    past_end = (end < today) & ~renews
    past_notice = per < today
    until = np.where(np.isnan(minimum), end, minimum)
    noticed = ~np.isnan(_day(table, "opgezegd_op")) | ~np.isnan(per)
    active = ~past_end & ~past_notice
    ended = np.fmin(np.where(past_end, end, np.nan), np.where(past_notice, per, np.nan))
    last = np.where(np.isnan(end), minimum, end)
    return ContractRows(
        customer=np.asarray(table["customer"], dtype=np.int64),
        active=active,
        until=until,
        months=np.nan_to_num(np.maximum(until - today, 0.0)) / MONTH,
        notice=notice,
        fee=fee,
        monthly=number_column(table, "bedrag_per_maand"),
        mandatory=number_column(table, "verplicht") == 1,
        longterm=_of_kinds(text_column(table, "soort"), settings.longterm_contract_kinds),
        terms_unknown=np.isnan(notice) & np.isnan(fee) & np.isnan(until),
        noticed=noticed,
        start=start,
        ended=np.where(active, np.nan, ended),
        deadline=np.where(active & ~noticed, _months_before(last, notice), np.nan),
    )


def contract_facts(rows: ContractRows, n: int, as_of: date) -> ContractFacts:
    """The contracts of each of `n` customers taken together (domain §3, several contracts)."""
    live = rows.active
    customer = rows.customer[live]
    consequences = (rows.months > 0) | (rows.notice > 0) | (rows.fee > 0)
    active = sum_of(customer, n)

    def any_of(flag: Bools) -> Bools:
        return np.asarray(sum_of(rows.customer[live & flag], n) > 0)

    return ContractFacts(
        rows=sum_of(rows.customer, n),
        active=active,
        until=max_of(customer, n, rows.until[live]),
        months=np.nan_to_num(max_of(customer, n, rows.months[live])),
        notice=max_of(customer, n, rows.notice[live]),
        fee=_known_sum(customer, n, rows.fee[live]),
        monthly=_known_sum(customer, n, rows.monthly[live]),
        mandatory=any_of(rows.mandatory),
        binding=any_of(consequences),
        longterm=any_of(rows.longterm),
        terms_unknown=any_of(rows.terms_unknown),
        noticed=(active > 0) & (sum_of(rows.customer[live & rows.noticed], n) == active),
        start=min_of(rows.customer, n, rows.start),
        ended=max_of(rows.customer, n, rows.ended),
        deadline=min_of(customer, n, np.where(rows.deadline >= days(as_of), rows.deadline, np.nan)[live]),
    )


def notice_deadlines(frames: Frames, as_of: date, settings: Settings) -> pd.DataFrame:
    """The list "uiterste opzegdatum": active contracts without notice whose last day to give it is still to
    come, the nearest first. Columns customer (position), contract_id, contractnummer, product, einde,
    opzegtermijn, opzegdatum (ISO) and days_left. Without an einde the end of the minimum term counts."""
    rows = contract_rows(frames, as_of, settings)
    left = rows.deadline - days(as_of)
    chosen = np.flatnonzero(left >= 0)
    chosen = chosen[np.lexsort((chosen, left[chosen]))]
    table = frames.contracts.iloc[chosen]
    return pd.DataFrame(
        {
            "customer": rows.customer[chosen],
            "contract_id": np.asarray(table["contract_id"]),
            "contractnummer": text_column(table, "contractnummer"),
            "product": text_column(table, "product"),
            "einde": iso_column(_day(table, "einde")),
            "opzegtermijn": rows.notice[chosen],
            "opzegdatum": iso_column(rows.deadline[chosen]),
            "days_left": left[chosen],
        }
    )


def _day(table: pd.DataFrame, column: str) -> Floats:
    return np.asarray(np.floor(number_column(table, column)), dtype=np.float64)


def _known_sum(customer: Ints, n: int, values: Floats) -> Floats:
    known = ~np.isnan(values)
    total = sum_of(customer[known], n, values[known])
    return np.where(sum_of(customer[known], n) > 0, total, np.nan)


def _of_kinds(kinds: Texts, marked: tuple[str, ...]) -> Bools:
    """Contracts of a kind that the organisation marked, whatever capitals and spaces were typed."""
    wanted = {name.strip().casefold() for name in marked}
    codes, names = pd.factorize(kinds)
    table = np.array([*(str(name).strip().casefold() in wanted for name in names), False], dtype=bool)
    return np.asarray(table[codes], dtype=bool)


def _months_before(end: Floats, months: Floats) -> Floats:
    """The day `months` calendar months before `end` (the last of the month where it is shorter), a part of a
    month as 30.4 days; an unknown notice counts as none: the last day to leave is then the end itself."""
    out = np.full(len(end), np.nan)
    known = ~np.isnan(end)
    if not known.any():
        return out
    term = np.maximum(np.nan_to_num(months[known]), 0.0)
    whole = np.floor(term)
    day = end[known].astype("datetime64[D]")
    first = day.astype("datetime64[M]")
    in_month = (day - first.astype("datetime64[D]")).astype(np.int64)
    target = first - whole.astype(np.int64)
    begin, after = (
        target.astype("datetime64[D]").astype(np.int64),
        (target + 1).astype("datetime64[D]").astype(np.int64),
    )
    moved = np.minimum(begin + in_month, after - 1) - np.round((term - whole) * MONTH)
    out[known] = moved
    return out
