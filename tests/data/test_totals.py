"""Rows of totals are told from customers who are called like one."""

from __future__ import annotations

import numpy as np
import pytest

from clvxl.data._cells import Customers
from clvxl.data._totals import total_rows


def totals(*rows: tuple[str, float]) -> list[int]:
    """The places of the rows that are totals."""
    names = list(dict.fromkeys(name for name, _ in rows))
    none = np.zeros(len(rows), dtype=bool)
    customers = Customers(
        np.array([names.index(name) for name, _ in rows]), np.array(names, dtype=object), none, none
    )
    values = np.array([value for _, value in rows])
    return np.flatnonzero(total_rows(customers, values, ~none)).tolist()


@pytest.mark.parametrize(
    ("rows", "right"),
    [
        ([("a", 1.0), ("b", 2.5), ("Total", 3.5)], [2]),
        ([("Total", 3.5), ("a", 1.0), ("b", 2.5)], [0]),
        ([("a", 1.0), ("Subtotal", 1.0), ("b", 2.0), ("c", 3.0), ("Subtotal", 5.0)], [1, 4]),
        ([("a", 1.0), ("b", 2.0), ("合计", 3.0)], [2]),
        # customers who are called so
        ([("a", 10.0), ("Total", 10.0)], []),
        ([("Total", 10.0), ("a", 10.0), ("Total", 7.0), ("b", 1.0)], []),
        ([("a", 5.0), ("b", 5.0), ("Total", 10.0), ("Total", 4.0), ("c", 1.0), ("Total", 8.0)], []),
        ([("a", 5.0), ("b", 5.0), ("Sum", 11.0)], []),
    ],
)
def test_totals_and_customers_of_such_a_name(
    rows: list[tuple[str, float]], right: list[int]
) -> None:
    """A name alone, a chance sum of one row, or one sum among many other lines proves no total."""
    assert right == totals(*rows)
