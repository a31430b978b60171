"""Tables in memory and in an engine beside each other, and their clean sales."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as arrow
import pytest

from clvxl.data.records import Summaries, Transactions
from clvxl.data.table import SourceTable
from clvxl.engines.tables import columns_of_relation
from clvxl.errors import ClvxlError


def kind_of(column: pd.Series) -> str:
    """What a column holds."""
    if pd.api.types.is_bool_dtype(column):
        return "flag"
    if pd.api.types.is_datetime64_any_dtype(column):
        return "date"
    return "number" if pd.api.types.is_numeric_dtype(column) else "text"


def arrow_of(column: pd.Series) -> Any:
    """A column as an engine gets it; of dates with a zone the local ones."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        column = column.dt.tz_localize(None)
    if kind_of(column) == "text":
        cells = [None if pd.isna(cell) else str(cell) for cell in column]
        return arrow.array(cells, arrow.string())
    if kind_of(column) == "number":
        values = column.to_numpy(dtype=np.float64, na_value=np.nan)
        return arrow.array(values, from_pandas=True)
    return arrow.array(column, from_pandas=True)


def to_engine(table: SourceTable, duck: Any) -> SourceTable:
    """A table of pandas as one of an engine."""
    names = [f"c{at}" for at in range(len(table.columns))]
    held = dict(zip(names, map(arrow_of, table.columns), strict=True))
    held["line"] = arrow.array(np.arange(table.rows))
    kinds = [*map(kind_of, table.columns)]
    if table.surplus is not None:
        held["surplus"] = arrow.array(table.surplus.to_numpy(dtype=np.float64))
    duck.put("base", arrow.table(held))
    if table.surplus is None:
        return replace(table, columns=columns_of_relation(duck, "base", table.rows, names, kinds))
    *columns, surplus = columns_of_relation(
        duck, "base", table.rows, [*names, "surplus"], [*kinds, "number"]
    )
    return replace(table, columns=tuple(columns), surplus=surplus)


def joined(sales: Any) -> Any:
    """The sales of all parts, in the order of the table; customers that are added up as they are."""
    if isinstance(sales, Summaries) or sales.pieces is None:
        return sales
    parts = [
        (places[part.customers], part.days, part.amounts, part.rows, part.counts_as_purchase)
        for places, part in sales.parts(rows=True)
    ]
    customers, days, amounts, rows, bought = map(np.concatenate, zip(*parts, strict=True))
    order = np.argsort(rows, kind="stable")
    return replace(
        sales, customers=customers[order], days=days[order], amounts=amounts[order],
        rows=rows[order], counts_as_purchase=bought[order], pieces=None,
    )  # fmt: skip


def outcome(work: Any) -> Any:
    """What comes of a cleaning, or its refusal as it is said."""
    try:
        return work()
    except ClvxlError as error:
        return type(error).__name__, error.sentence("en")


def same(memory: Any, other: Any) -> None:
    """Refuse any difference."""
    if isinstance(memory, tuple) or isinstance(other, tuple):
        assert memory == other
        return
    assert memory.labels.tolist() == other.labels.tolist()
    if isinstance(memory, Summaries):
        for each in ("recency", "frequency", "monetary", "rows"):
            assert getattr(memory, each).tolist() == getattr(other, each).tolist(), each
    else:
        _same_lines(memory, other)
    for each in fields(memory.left_out)[:-1]:
        left, right = (getattr(one.left_out, each.name).tolist() for one in (memory, other))
        assert str(left) == str(right), each.name
    for each in fields(memory.counts):
        left, right = (getattr(one.counts, each.name) for one in (memory, other))
        assert left == (pytest.approx(right, rel=1e-15) if isinstance(left, float) else right), each
    assert list(memory.counts.reasons) == list(other.counts.reasons)
    for each in ("decimal_mark", "reading"):
        assert getattr(memory, each) == getattr(other, each), each


def _same_lines(memory: Transactions, other: Transactions) -> None:
    # Arrow turns a decimal into a double with an error in the last digit; DuckDB does not
    assert memory.amounts.tolist() == pytest.approx(other.amounts.tolist(), rel=3e-16, abs=0)
    for each in ("customers", "days", "rows", "counts_as_purchase"):
        assert getattr(memory, each).tolist() == getattr(other, each).tolist(), each
    for each in ("date_reading", "last_day", "merged"):
        assert getattr(memory, each) == getattr(other, each), each
    spreads = [sorted(zip(*one.spread, strict=True)) for one in (memory, other)]
    assert spreads[0] == spreads[1]
