"""What the cells of an exercise accept, and how that is said: shares, numbers, names of rows."""

from __future__ import annotations

from clvxl.exercises.engine.limits import number_text
from clvxl.exercises.engine.records import Limit
from clvxl.text import Text

__all__ = ["ABOVE_0", "known", "number", "share", "whole"]

ABOVE_0 = Limit("decimal", 0.01, 1e12, Text("An amount above 0.", "大于 0 的金额。"))


def share(low: float, high: float) -> Limit:
    """Return the limit of a share between two.

    >>> share(0.01, 0.98).message.en
    'A share from 1% to 98%, such as 20% or 0.2.'
    >>> share(0.001, 0.15).message.en
    'A share from 0.1% to 15%, such as 10% or 0.1.'
    """
    ends = [f"{number_text(round(100 * end, 9))}%" for end in (low, high)]
    such = 20 if low <= 0.2 <= high else 10
    return Limit("decimal", low, high, Text(
        f"A share from {ends[0]} to {ends[1]}, such as {such}% or {such / 100:g}.",
        f"{ends[0]} 到 {ends[1]} 之间的比率，如 {such}% 或 {such / 100:g}。",
    ))  # fmt: skip


def whole(low: int, high: int) -> Limit:
    """Return the limit of a whole number.

    >>> whole(1, 24).message.en
    'A whole number from 1 to 24.'
    """
    said = Text(f"A whole number from {low} to {high}.", f"{low} 到 {high} 的整数。")
    return Limit("integer", low, high, said)


def number(low: float, high: float) -> Limit:
    """Return the limit of a number between two.

    >>> number(-100, 100).message.en
    'A number from -100 to 100.'
    """
    ends = [number_text(end) for end in (low, high)]
    said = Text(f"A number from {ends[0]} to {ends[1]}.", f"{ends[0]} 到 {ends[1]} 之间的数。")
    return Limit("decimal", low, high, said)


def known(figure: str, column: str, said: Text) -> Limit:
    """Return the limit of a figure that names a row of the data, by one of its columns.

    >>> known("plan", "name", Text("A plan of the table.", "表中的套餐。")).formula
    '=SUMPRODUCT((in_name&""=in_plan&"")*1)>0'
    """
    same = f'=SUMPRODUCT((in_{column}&""=in_{figure}&"")*1)>0'
    return Limit("formula", None, None, said, formula=same)
