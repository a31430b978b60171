"""Dates as people write them, to days: what a column cannot settle is asked, never guessed.

A day is a sheet date: whole days since 1899-12-30. A time of day is read and dropped; a zone is
dropped too, so that the local date stays as written.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data._date_order import ZERO, DateOrder, FloatArray, calendar_date, find_order
from clvxl.data._date_text import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST,
    NUMBER,
    Reading,
    calendar_number,
    read_text,
)
from clvxl.data._deferred import Deferred, full, looked_up
from clvxl.data.grouping import text_groups

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LAST_DAY", "DateOrder", "iso_date", "parse_dates"]

LAST_DAY = float(datetime.date(LAST_YEAR, 12, 31).toordinal() - ZERO)
NAN = float("nan")
_EPOCH = datetime.date(1970, 1, 1).toordinal() - ZERO
_FIRST_SECOND = 1e9
_PAST_SECOND = (datetime.date(2101, 1, 1).toordinal() - ZERO - _EPOCH) * 86_400.0
"""Seconds since 1970 have ten digits from September 2001 on; they are believed up to 2100."""


def parse_dates(
    column: pd.Series, order: DateOrder | None, typed: bool, name: str, offset: float = 0.0
) -> tuple[FloatArray, str]:
    """Read a column of dates.

    Parameters
    ----------
    column : pandas.Series
        datetime64, numbers (yyyymmdd, or sheet dates) or str.
    order : "day", "month" or None
        Which comes first in 12/1/2010; None: the column has to settle it.
    typed : bool
        True where cells have types: a number among text dates is then a sheet date.
    name : str
        What the question calls the column.
    offset : float
        Days to add to numbers that are sheet dates: 1462 where a workbook counts from 1904.

    Returns
    -------
    days : float64 array
        Whole days since 1899-12-30, from 1900 to 2200; NaN where no date can be read.
    reading : str
        "datetime", "serial", "yyyymmdd", "epoch" or "epoch_ms" (seconds or milliseconds since
        1970), "iso", "name" (of the month), "day" or "month" (which stands first), or
        "unreadable".

    Raises
    ------
    AmbiguousError
        `order` is None, and both orders read all dates, or neither does; or the year may stand
        first; or real dates among text look as if day and month had been swapped.

    Examples
    --------
    >>> import pandas as pd
    >>> days, reading = parse_dates(pd.Series(["31/1/2011", "1/2/2011"]), None, False, "Date")
    >>> days.tolist(), reading
    ([40574.0, 40575.0], 'day')
    """
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(column):
        return _from_datetimes(column), "datetime"
    if pd.api.types.is_bool_dtype(column):
        return full(column, NAN), "unreadable"
    if isinstance(column, Deferred) and pd.api.types.is_numeric_dtype(column):
        return _from_many_numbers(column, offset)
    if pd.api.types.is_numeric_dtype(column):
        return _from_numbers(column.to_numpy(dtype=np.float64, na_value=NAN), offset)
    codes, texts, counts = _date_groups(column)
    readings = [read_text(text) for text in texts]
    if {reading.kind for reading in readings} <= {"number", "yyyymmdd", "unreadable"}:
        days, kind = _from_numbers(np.array([_number(text) for text in texts]), offset)
    else:
        asked = _Asked(order, typed, name, offset)
        days, kind = _settle(readings, texts, counts, asked)
    return looked_up(days, codes), kind


def iso_date(day: float) -> str:
    """Write a sheet date as yyyy-mm-dd.

    >>> iso_date(40574.0)
    '2011-01-31'
    """
    return calendar_date(day).isoformat()


def _from_datetimes(column: pd.Series) -> FloatArray:
    """Sheet dates of datetime64, at their own local date."""
    import pandas as pd

    if isinstance(column, Deferred):
        return _in_range(column.days())
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        column = column.dt.tz_localize(None)
    moments = column.to_numpy()
    days = moments.astype("datetime64[D]").astype(np.float64) + _EPOCH
    return _in_range(np.where(np.isnat(moments), NAN, days))


def _in_range(days: FloatArray) -> FloatArray:
    with np.errstate(invalid="ignore"):
        return np.where((days >= 1) & (days <= LAST_DAY), np.floor(days), NAN)


def _date_groups(column: pd.Series) -> tuple[Any, list[str], NDArray[Any]]:
    """The different texts of a column, and how many rows have each, blanks first."""
    if isinstance(column, Deferred):
        return column.date_groups  # type: ignore[no-any-return]
    codes, texts = text_groups(column)
    return codes, texts, np.bincount(codes + 1)


def _from_many_numbers(column: Any, offset: float) -> tuple[Any, str]:
    """Read the numbers of an engine: each different one, but for seconds, of which are too many."""
    if unit := _since_1970(np.array(column.ends())):
        days = np.floor(column.to_numpy() / _UNITS[unit])
        return _in_range(days + float(_EPOCH)), unit
    codes, values, counts = column.number_groups
    days, kind = _from_numbers(values, offset, counts)
    return looked_up(days, codes), kind


def _from_numbers(
    values: FloatArray, offset: float, counts: NDArray[Any] | None = None
) -> tuple[FloatArray, str]:
    """Read seconds since 1970, or yyyymmdd or sheet dates, whichever reads more; none is both.

    `counts` are how many rows have each value, where that is not one.
    """
    rows = np.ones(len(values)) if counts is None else counts
    found = values[np.isfinite(values)]
    # a column of nothing but 2010, 2011 holds years: as sheet dates they would be of 1905
    if found.size and np.all((found >= FIRST_YEAR) & (found <= LAST_YEAR) & (found % 1 == 0)):
        return np.full(len(values), NAN), "unreadable"
    # days of a month or a year are no dates
    if found.size and found.max() <= LONGEST_YEAR and not offset:
        return np.full(len(values), NAN), "unreadable"
    if found.size and (unit := _since_1970(found)):
        return _in_range(np.floor(values / _UNITS[unit]) + _EPOCH), unit
    serial, calendar = _in_range(values + offset), _from_calendar_numbers(values)
    if rows[np.isfinite(calendar)].sum() > rows[np.isfinite(serial)].sum():
        return calendar, "yyyymmdd"
    return serial, "serial" if np.isfinite(serial).any() else "unreadable"


LONGEST_YEAR = 366

_UNITS = {"epoch": 86_400.0, "epoch_ms": 86_400_000.0}
"""How many a day has."""


def _since_1970(found: FloatArray) -> str:
    """Whether all numbers can be seconds or milliseconds since 1970: "epoch", "epoch_ms", ""."""
    for unit, scale in (("epoch", 1.0), ("epoch_ms", 1000.0)):
        if np.all((found >= _FIRST_SECOND * scale) & (found < _PAST_SECOND * scale)):
            return unit
    return ""


def _from_calendar_numbers(values: FloatArray) -> FloatArray:
    """Sheet dates of yyyymmdd, or with the time behind; only the different values are looked up."""
    different, back = np.unique(values, return_inverse=True)
    whole = (different >= FIRST_YEAR * 10_000) & (different < (LAST_YEAR + 1) * 10_000_000_000)
    days = np.full(len(different), NAN)
    for at in np.flatnonzero(whole & (different % 1 == 0)):
        days[at] = calendar_number(int(different[at]))
    return days[back]


def _number(text: str) -> float:
    text = text.strip()
    return float(text) if len(text) <= LONGEST and NUMBER.match(text) else NAN


@dataclass(frozen=True)
class _Asked:
    """What the caller said about a column."""

    order: DateOrder | None
    typed: bool
    name: str
    offset: float


def _settle(
    readings: list[Reading], texts: list[str], counts: NDArray[Any], asked: _Asked
) -> tuple[FloatArray, str]:
    """Choose the order of day and month, if any date needs one; name the commonest kind."""
    kinds = np.array([reading.kind for reading in readings])
    days = np.array([reading.day for reading in readings])
    numeric, number = kinds == "numeric", kinds == "number"
    days[number] = _in_range(days[number] + asked.offset) if asked.typed else NAN
    if numeric.any():
        unsettled = [reading for reading in readings if reading.kind == "numeric"]
        real = days[((kinds == "iso") | number) & np.isfinite(days)] if asked.typed else days[:0]
        order = asked.order or find_order(
            np.array([reading[1:] for reading in unsettled]), real, _of(texts, numeric), asked.name
        )
        days[numeric] = [reading[1 if order == "day" else 2] for reading in unsettled]
        return days, order
    rows = np.roll(np.resize(counts, len(texts)), -1)
    readable = np.isfinite(days)
    tally = {
        str(kind): int(rows[readable & (kinds == kind)].sum()) for kind in set(kinds[readable])
    }
    kind = max(sorted(tally), key=tally.__getitem__, default="unreadable")
    return days, "serial" if kind == "number" else kind


def _of(texts: list[str], chosen: NDArray[np.bool_]) -> list[str]:
    return [texts[at].strip() for at in np.flatnonzero(chosen)]
