"""What a figure or a column of numbers may hold, and what is wrong with what it does hold."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.exercises.engine.records import Limit
from clvxl.report.records import Format
from clvxl.text import Text

__all__ = [
    "MUST_HOLD", "Fault", "bounds", "day_text", "fault_of", "number_text", "outside",
]  # fmt: skip

Fault: TypeAlias = Literal[
    "number", "whole", "between", "least", "most", "from_day", "share", "choice"
]
"""What a cell must hold and does not: a number, a whole one, one within its limits, and so on."""

FIRST_DAY = dt.date(1899, 12, 30)
LAST_DAY = 2_958_465
"""9999-12-31, the last date of a sheet."""


MUST_HOLD = {
    "number": Text(
        "column {title} must hold numbers: correct them, {remedy[leave_out]}",
        "{title} 一列必须是数字：请更正，{remedy[leave_out]}",
    ),
    "whole": Text(
        "column {title} must hold whole numbers: correct them, {remedy[leave_out]}",
        "{title} 一列必须是整数：请更正，{remedy[leave_out]}",
    ),
    "between": Text(
        "column {title} must hold numbers from {low} to {high}: correct them, {remedy[leave_out]}",
        "{title} 一列必须是 {low} 到 {high} 之间的数字：请更正，{remedy[leave_out]}",
    ),
    "least": Text(
        "column {title} must hold numbers of {low} or more: correct them, {remedy[leave_out]}",
        "{title} 一列必须是不小于 {low} 的数字：请更正，{remedy[leave_out]}",
    ),
    "most": Text(
        "column {title} must hold numbers of {high} or less: correct them, {remedy[leave_out]}",
        "{title} 一列必须是不大于 {high} 的数字：请更正，{remedy[leave_out]}",
    ),
    "from_day": Text(
        "column {title} must hold dates from {low} on: correct them, {remedy[leave_out]}",
        "{title} 一列必须是 {low} 或更晚的日期：请更正，{remedy[leave_out]}",
    ),
    "share": Text(
        "column {title} must hold numbers from 0 to 1, such as 0.2 for 20 %: correct them, "
        "{remedy[leave_out]}",
        "{title} 一列必须是 0 到 1 的数字，如 20 % 写作 0.2：请更正，{remedy[leave_out]}",
    ),
}
"""What a column must hold, by its fault."""


def outside(values: NDArray[np.float64], limit: Limit | None) -> NDArray[np.bool_]:
    """Return which numbers a limit does not accept; what is no number passes.

    >>> outside(np.array([-0.1, 0.5, np.nan, 2.0]), Limit("decimal", 0, 1, None)).tolist()
    [True, False, False, True]
    """
    if limit is None:
        return np.zeros(len(values), dtype=bool)
    low = -np.inf if limit.low is None else limit.low
    high = np.inf if limit.high is None else limit.high
    wrong = (values < low) | (values > high)
    if limit.kind == "integer":
        wrong |= np.isfinite(values) & (values != np.floor(values))
    return np.asarray(wrong)


def fault_of(value: float | str, form: Format, limit: Limit | None) -> Fault | None:
    """Return what is wrong with a cell, None if nothing is.

    Parameters
    ----------
    value : float or str
        What it holds.
    form : Format
        What it should hold: "text" takes anything.
    limit : Limit or None

    Examples
    --------
    >>> fault_of(1.5, "percent", Limit("decimal", 0, 1, None)), fault_of("x", "amount", None)
    ('share', 'number')
    >>> count = Limit("integer", 1, None, None)
    >>> [fault_of(number, "integer", count) for number in (1.5, 0, 2)]
    ['whole', 'least', None]
    >>> fault_of(0, "date", Limit("date", 1, None, None))
    'from_day'
    """
    if limit is not None and limit.kind == "list":
        known = {text for choice in limit.choices for text in choice}
        return None if value in known else "choice"
    if form == "text":
        return None
    if isinstance(value, str):
        return "number"
    if limit is None or not outside(np.array([value]), limit)[0]:
        return None
    return _fault(value, form, limit)


def _fault(value: float, form: Format, limit: Limit) -> Fault:
    if limit.kind == "date":
        return "from_day"
    if limit.kind == "integer" and value != np.floor(value):
        return "whole"
    if limit.low is None or limit.high is None:
        return "most" if limit.low is None else "least"
    return "share" if form == "percent" and (limit.low, limit.high) == (0, 1) else "between"


def bounds(limit: Limit | None, language: str = "en") -> dict[str, Any]:
    """Return what the sentences about a limit name: low, high, choices.

    >>> bounds(Limit("decimal", -1e12, None, None))
    {'low': '-1,000,000,000,000', 'high': '', 'choices': ''}
    >>> bounds(Limit("date", 45658, None, None))["low"]
    '2025-01-01'
    """
    if limit is None:
        return {}
    shown = day_text if limit.kind == "date" else number_text
    low, high = ("" if end is None else shown(end) for end in (limit.low, limit.high))
    choices = ("、" if language == "zh" else ", ").join(c.say(language) for c in limit.choices)
    return {"low": low, "high": high, "choices": choices}


def number_text(value: float) -> str:
    """Write a number as a person would, without an exponent while that is short.

    >>> number_text(1e12), number_text(0.98), number_text(1e300)
    ('1,000,000,000,000', '0.98', '1e+300')
    """
    return f"{value:,.15g}"


def day_text(value: float) -> str:
    """Write a sheet date as year, month and day.

    >>> day_text(45658.0), day_text(1e9)
    ('2025-01-01', '1,000,000,000')
    """
    if not 0 <= value <= LAST_DAY:
        return number_text(value)
    return (FIRST_DAY + dt.timedelta(days=int(value))).isoformat()
