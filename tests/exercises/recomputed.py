"""What the tests of the cases share: a built workbook's answers, tables and sales, read as values.

What is compared with them is worked out in the tests by numpy alone.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clvxl.report.records import Formula, Report

__all__ = ["Customers", "answers", "customers_of", "figures", "table"]

Array = NDArray[Any]


def _value(given: Any) -> Any:
    return given.value if isinstance(given, Formula) else given


def _named(report: Report, prefix: str) -> dict[str, Any]:
    cells = (cell for sheet in report.sheets for cell in sheet.cells)
    return {c.name.removeprefix(prefix): _value(c.value) for c in cells
            if c.name and c.name.startswith(prefix)}  # fmt: skip


def answers(report: Report) -> dict[str, Any]:
    """The right answers by the keys of their questions."""
    return _named(report, "sol_")


def figures(report: Report) -> dict[str, Any]:
    """The figures of the case by their keys."""
    return _named(report, "in_")


def table(report: Report, name: str) -> list[list[Any]]:
    """The values of a table's columns."""
    found = next(t for sheet in report.sheets for t in sheet.tables if t.name == name)
    return [list(map(_value, column.values)) for column in found.columns]


class Customers(NamedTuple):
    """Customers in order of first appearance, and their scores by independent quintiles."""

    names: list[Any]
    of: Array
    first: Array
    last: Array
    frequency: Array
    monetary: Array
    r: Array
    f: Array
    m: Array


def customers_of(report: Report, day: float) -> Customers:
    """The customers of the workbook's sales, by numpy alone; recency counts to `day`."""
    customer, date, amount = (np.array(column, object) for column in table(report, "data"))
    names = list(dict.fromkeys(customer.tolist()))
    of = np.array([names.index(each) for each in customer])
    dates, amounts = date.astype(float), amount.astype(float)
    bought = amounts > 0
    every = [dates[(of == at) & bought] for at in range(len(names))]
    first, last = (np.array([pick(days) for days in every]) for pick in (np.min, np.max))
    frequency = np.array([len(days) for days in every])
    monetary = np.round([amounts[of == at].sum() for at in range(len(names))], 6)
    recency = day - last
    return Customers(
        names, of, first, last, frequency, monetary,
        5 - _above(recency), 1 + _above(frequency), 1 + _above(monetary),
    )  # fmt: skip


def _above(values: Array) -> Array:
    """How many of the quintiles a value is above."""
    cuts = np.round(np.percentile(values, [20, 40, 60, 80]), 6)
    return (values[:, None] > cuts).sum(axis=1)
