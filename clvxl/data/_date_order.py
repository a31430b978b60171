"""Which of day, month and year comes first: what a column cannot settle is a question."""

from __future__ import annotations

import datetime
import re
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clvxl.errors import AmbiguousError
from clvxl.text import Text

__all__ = ["DateOrder", "FloatArray", "calendar_date", "find_order"]

FloatArray = NDArray[np.float64]
DateOrder = Literal["day", "month"]

ZERO = datetime.date(1899, 12, 30).toordinal()
DOTTED = re.compile(r"\s*(?:=\")?\d{1,2}\.\d{1,2}\.\d{4}(?!\d)")
LAST_MONTH = 12
SPREAD = 8
"""So many years, and half as many times those of the other reading, are days of the month."""


def calendar_date(day: float) -> datetime.date:
    """Return the date of a sheet date.

    >>> calendar_date(40574.0)
    datetime.date(2011, 1, 31)
    """
    return datetime.date.fromordinal(int(day) + ZERO)


def find_order(readings: FloatArray, real: FloatArray, texts: list[str], name: str) -> DateOrder:
    """Return the order that the column's dates show by themselves.

    Parameters
    ----------
    readings : float64 array, dates × 3
        Each date read with the day, the month and the year first; NaN where it cannot be.
    real : float64 array
        The dates of the column that are no text.
    texts : list of str
        The dates as they are written.
    name : str
        What the question calls the column.

    Raises
    ------
    AmbiguousError
        They show none, or may show a wrong one.

    Examples
    --------
    >>> days = np.array([[40574.0, np.nan, np.nan]])
    >>> find_order(days, np.array([]), ["31/1/2011"], "Date")
    'day'
    """
    day_first, month_first, year_first = readings.T
    _refuse_swapped(day_first, month_first, real, texts, name)
    _refuse_year_first(day_first, month_first, year_first, texts, name)
    only_day, only_month = np.isnan(month_first), np.isnan(day_first)
    if only_day.any() and only_month.any():
        raise AmbiguousError(
            Text(
                "column {name} mixes dates with the day first, such as {day_text}, and with the "
                "month first, such as {month_text}: {remedy[date_order]}",
                "{name} 列中既有日在前的日期（如 {day_text}），又有月在前的日期（如 {month_text}）"
                "：{remedy[date_order]}",
            ),
            name=name, day_text=texts[int(only_day.argmax())],
            month_text=texts[int(only_month.argmax())],
        )  # fmt: skip
    if only_day.any() or only_month.any():
        return "day" if only_day.any() else "month"
    # with dots between and four digits of the year, the day is first in every country
    differ = (day_first != month_first) & [DOTTED.match(text) is None for text in texts]
    if not differ.any():
        return "day"
    at = int(differ.argmax())
    raise AmbiguousError(
        Text(
            "column {name} can be read two ways: is {example} {day_first}{remedy[day_first]} or "
            "{month_first}{remedy[month_first]}?",
            "{name} 列有两种读法：{example} 是 {day_first}{remedy[day_first]}还是 {month_first}"
            "{remedy[month_first]}？",
        ),
        name=name, example=texts[at], day_first=_iso(day_first[at]),
        month_first=_iso(month_first[at]),
    )  # fmt: skip


def _refuse_swapped(
    day_first: FloatArray, month_first: FloatArray, real: FloatArray, texts: list[str], name: str
) -> None:
    """Ask where real dates stop at the 12th and texts begin at the 13th.

    That is how a spreadsheet opens text of the other country: what it can read with day and month
    swapped becomes a real date, a wrong one, and the rest stays text.
    """
    one_way = np.isnan(day_first) | np.isnan(month_first)
    if not real.size or not one_way.all():
        return
    if all(calendar_date(day).day <= LAST_MONTH for day in np.unique(real)):
        raise AmbiguousError(
            Text(
                "column {name} holds real dates up to the 12th of a month only, such as {real}, "
                "and others as text, such as {example}: if day and month were swapped when the "
                "table was opened, import it anew; if not, {remedy[date_order]}",
                "{name} 列中真正的日期都不晚于当月 12 日（如 {real}），其余日期是文本（如 "
                "{example}）：如果打开表格时日与月被调换，请重新导入；否则{remedy[date_order]}",
            ),
            name=name, real=_iso(real[0]), example=texts[0],
        )  # fmt: skip


_YEAR_OR = {
    "day": Text(
        "column {name} can be read two ways: is {example} {other}{remedy[day_first]} or "
        "{year_first} (write years with four digits)?",
        "{name} 列有两种读法：{example} 是 {other}{remedy[day_first]}还是 {year_first}（请把"
        "年份写成四位）？",
    ),
    "month": Text(
        "column {name} can be read two ways: is {example} {other}{remedy[month_first]} or "
        "{year_first} (write years with four digits)?",
        "{name} 列有两种读法：{example} 是 {other}{remedy[month_first]}还是 {year_first}（请把"
        "年份写成四位）？",
    ),
}


def _refuse_year_first(
    day_first: FloatArray,
    month_first: FloatArray,
    year_first: FloatArray,
    texts: list[str],
    name: str,
) -> None:
    """Ask where each date may be yy/mm/dd as well as dd/mm/yy."""
    if np.isnan(year_first).any():
        return
    both = not np.isnan([day_first, month_first]).any() and bool((day_first != month_first).any())
    order = "day" if not np.isnan(day_first).any() else "month"
    other = day_first if order == "day" else month_first
    differ = (year_first != other) & ((day_first != month_first) if both else True)
    if not differ.any() or _has_years_last(other, year_first):
        return
    at = int(differ.argmax())
    if both:
        raise AmbiguousError(
            Text(
                "column {name} can be read three ways: is {example} "
                "{day_first}{remedy[day_first]}, {month_first}{remedy[month_first]} or "
                "{year_first} (write years with four digits)?",
                "{name} 列有三种读法：{example} 是 {day_first}{remedy[day_first]}、{month_first}"
                "{remedy[month_first]}还是 {year_first}（请把年份写成四位）？",
            ),
            name=name, example=texts[at], day_first=_iso(day_first[at]),
            month_first=_iso(month_first[at]), year_first=_iso(year_first[at]),
        )  # fmt: skip
    if np.isnan(other[at]):
        return
    raise AmbiguousError(
        _YEAR_OR[order],
        name=name, example=texts[at], other=_iso(other[at]), year_first=_iso(year_first[at]),
    )  # fmt: skip


def _has_years_last(year_last: FloatArray, year_first: FloatArray) -> bool:
    """Whether few years and many days speak against the year standing first.

    31.07.23, 04.08.23 and 17.08.23 would be one day, the 23rd, of ever other years.
    """
    if np.isnan(year_last).any():
        return False
    last, first = (
        len({calendar_date(day).year for day in np.unique(days)})
        for days in (year_last, year_first)
    )
    return first >= SPREAD and first >= SPREAD / 2 * last


def _iso(day: float) -> str:
    return calendar_date(day).isoformat()
