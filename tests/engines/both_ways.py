"""Cleaning in memory and by an engine beside each other, for pytest: `-p tests.engines.both_ways`.

Each table that a test cleans is cleaned by DuckDB too, and both answers have to be the same. How many
were compared is printed at the end.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as arrow
import pytest

from clvxl.data import cleaning
from clvxl.data.columns import ColumnMap
from clvxl.data.records import CleaningOptions, Transactions
from clvxl.data.table import SourceTable
from clvxl.engines import left_out
from clvxl.engines.duck import Duck
from clvxl.engines.raw import RawColumn
from clvxl.engines.tables import columns_of_relation
from clvxl.errors import ClvxlError

in_memory = cleaning.clean_transactions
COMPARED = {"tables": 0, "refused": 0, "of workbooks": 0}
_ENGINE: list[Duck] = []


def engine() -> Duck:
    """One database for all tables."""
    if not _ENGINE:
        _ENGINE.append(Duck(memory=1 << 30, threads=1))
    return _ENGINE[0]


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


def to_engine(table: SourceTable, duck: Duck) -> SourceTable:
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


def joined(sales: Transactions) -> Transactions:
    """The sales of all parts, in the order of the table."""
    parts = [
        (places[part.customers], part.days, part.amounts, part.rows, part.counts_as_purchase)
        for part, places in sales.parts()
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
    for each in ("customers", "days", "amounts", "rows", "counts_as_purchase"):
        assert getattr(memory, each).tolist() == getattr(other, each).tolist(), each
    for each in fields(memory.left_out):
        left, right = (getattr(one.left_out, each.name).tolist() for one in (memory, other))
        assert str(left) == str(right), each.name
    for each in fields(memory.counts):
        left, right = (getattr(one.counts, each.name) for one in (memory, other))
        assert left == (pytest.approx(right, rel=1e-15) if isinstance(left, float) else right), each
    assert list(memory.counts.reasons) == list(other.counts.reasons)
    for each in ("date_reading", "decimal_mark", "last_day", "reading", "merged"):
        assert getattr(memory, each) == getattr(other, each), each
    spreads = [sorted(zip(*one.spread, strict=True)) for one in (memory, other)]
    assert spreads[0] == spreads[1]


def clean(table: SourceTable, columns: ColumnMap, options: CleaningOptions | None = None) -> Any:
    """Clean in memory and by the engine, and compare."""
    memory = outcome(lambda: in_memory(table, columns, options))
    if table.rows and isinstance(table.columns[0], RawColumn):
        return in_memory(table, columns, options)
    if not table.rows or table.numbers or any(table.errors.values()):
        COMPARED["of workbooks"] += 1
    else:
        other = outcome(lambda: joined(in_memory(to_engine(table, engine()), columns, options)))
        same(memory, other)
        COMPARED["refused" if isinstance(memory, tuple) else "tables"] += 1
    return in_memory(table, columns, options)


cleaning.clean_transactions = clean
left_out.LISTED = 10_000_000


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many tables were compared."""
    terminalreporter.write_line(" ".join(f"{key}: {number}," for key, number in COMPARED.items()))
