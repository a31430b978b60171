"""Sales of an earlier day, taken from cleaned ones, are those that cleaning up to it would give."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.choices import columns_of
from clvxl.data.cleaning import CleaningOptions, Transactions, clean_transactions
from clvxl.data.earlier import lines_until
from clvxl.data.table import SourceTable
from clvxl.errors import NothingLeftError

FIRST = pd.Timestamp("2024-01-01")
ZERO = 45292.0
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", "d", ""]), st.integers(0, 9),
        st.sampled_from([12.5, 3.0, -3.0, -12.5, 0.0]), st.sampled_from(["o1", "o2", "o3", "o4", ""]),
    ),
    min_size=1, max_size=25,
)  # fmt: skip


def table_of(rows: list[tuple[Any, ...]], *, orders: bool) -> SourceTable:
    """A table of customer, date, amount and maybe order."""
    who, days, amounts, numbers = zip(*rows, strict=True)
    dates = pd.Series(FIRST + pd.to_timedelta(days, "D")).dt.strftime("%Y-%m-%d")
    columns = (pd.Series(who, dtype="str"), dates, pd.Series(amounts, dtype=float))
    if not orders:
        return SourceTable("sales.csv", ("Customer", "Date", "Amount"), columns)
    order = pd.Series(numbers, dtype="str")
    return SourceTable("sales.csv", ("Customer", "Date", "Amount", "Order ID"), (*columns, order))


def assert_same(expected: Transactions, got: Transactions) -> None:
    """The lines in use are the same, in the same order."""
    for name in ("customers", "labels", "days", "amounts", "rows", "counts_as_purchase"):
        np.testing.assert_array_equal(getattr(expected, name), getattr(got, name), name)
    assert expected.merged == got.merged


@given(
    ROWS, st.integers(0, 8), st.booleans(), st.sampled_from(["deduct", "drop", "keep"]),
    st.sampled_from(["keep", "drop"]),
)  # fmt: skip
def test_the_lines_are_those_of_a_second_cleaning(
    rows: list[tuple[Any, ...]], day: int, orders: bool, returns: Any, duplicates: Any
) -> None:
    """Whatever is returned, repeated or merged: the same lines, or None where orders straddle."""
    table = table_of(rows, orders=orders)
    options = CleaningOptions(returns=returns, duplicates=duplicates, amount_per="line")
    try:
        now = clean_transactions(table, columns_of(table), options)
        then = clean_transactions(table, columns_of(table), replace(options, as_of=ZERO + day))
    except NothingLeftError:
        return
    earlier = lines_until(now, ZERO + day)
    if earlier is None:
        assert orders
        assert ((now.spread[0] <= ZERO + day) & (now.spread[1] > ZERO + day)).any()
        return
    assert_same(then, earlier)


def test_an_order_that_straddles_is_cleaned_anew() -> None:
    """An order that is undone after the day has none of its lines now, but was a purchase then."""
    rows = [("a", 0, 12.5, "o1"), ("a", 5, -12.5, "o1"), ("b", 1, 3.0, "o2"), ("b", 1, 3.0, "o2")]
    table = table_of(rows, orders=True)
    now = clean_transactions(table, columns_of(table), CleaningOptions(amount_per="line"))
    assert ["b"] == now.labels.tolist()
    assert lines_until(now, ZERO + 2) is None
    after = lines_until(now, ZERO + 6)
    assert after is not None
    assert_same(now, after)


@pytest.mark.parametrize("day", [-1.0, -0.5])
def test_no_line_is_left(day: float) -> None:
    """Before the first line there is nothing to take."""
    table = table_of([("a", 0, 1.0, "")], orders=False)
    assert lines_until(clean_transactions(table, columns_of(table)), ZERO + day) is None
