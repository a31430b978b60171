"""Columns that say something of each customer, as the numbers that a fit takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data._cells import as_written
from clvxl.data._column_map import doubled, listed, plain
from clvxl.data._deferred import Deferred
from clvxl.data.grouping import factorize
from clvxl.data.records import Transactions
from clvxl.data.table import SourceTable
from clvxl.errors import ColumnsNotFoundError, TableError
from clvxl.text import Text

__all__ = ["MOST_WORDS", "covariates_of"]

FloatArray = NDArray[np.float64]

MOST_WORDS = 12
"""So many different words may a covariate have."""

BIT = 1 << 20
"""So many lines of an engine are looked at together."""

Bits = Iterable[tuple[NDArray[Any], NDArray[Any]]]

_NOT_THERE = Text(
    "no column is called {name}: the headers are {headers}",
    "没有名为 {name} 的列：表头有 {headers}",
)
_CHANGES = Text(
    "column {name} changes within a customer ({customer} has {first} and {second}): a covariate "
    "must be the same on all lines of a customer",
    "{name} 列在同一客户内有变化（{customer} 有 {first} 和 {second}）：协变量在每位客户的各行必须"
    "相同",
)
_BLANK = Text(
    "column {name} is blank for customer {customer}: a covariate of numbers must be known of every "
    "customer",
    "客户 {customer} 的 {name} 列为空：数值协变量必须每位客户都有",
)
_MANY = Text(
    "column {name} has {count} different words: a covariate may have {most}, or numbers",
    "{name} 列有 {count} 个不同的文字：协变量最多可有 {most} 个，或为数值",
)
_ALIKE = Text(
    "column {name} is the same for all customers, so that it tells nothing",
    "{name} 列对所有客户都相同，没有信息",
)


def covariates_of(
    names: Sequence[str], table: SourceTable, cleaned: Transactions, customers: NDArray[Any]
) -> tuple[FloatArray | None, tuple[str, ...]]:
    """Return covariates of customers, a row each, and what each column is.

    Parameters
    ----------
    names : sequence of str
        Headers.
    table : SourceTable
    cleaned : Transactions
        The lines of the table that are in use.
    customers : ndarray of int
        Numbers of `cleaned.labels`.

    Returns
    -------
    ndarray, shape (customers, columns), or None
        Numbers as they are; of words a column of 0 and 1 for each but the commonest. None where no
        column is named.
    tuple of str
        "Age", or "Channel = web".

    Raises
    ------
    ColumnsNotFoundError, TableError
        No such column; one that changes within a customer, is blank, or tells nothing.
    """
    columns: list[FloatArray] = []
    said: list[str] = []
    for name in dict.fromkeys(names):
        at = _place(name, table)
        title = table.headers[at]
        codes, values = _of_customers(title, at, table, cleaned)
        own = codes[customers]
        if len(np.unique(own)) < 2:
            raise TableError(_ALIKE, name=title)
        numbers = _numbers(values)
        if np.isfinite(numbers[np.unique(own[own >= 0])]).all():
            _refuse_blank(title, own, customers, cleaned)
            columns.append(numbers[own])
            said.append(title)
            continue
        shown, count = np.unique(own, return_counts=True)
        if len(shown) > MOST_WORDS:
            raise TableError(_MANY, name=title, count=len(shown), most=MOST_WORDS)
        for code in np.delete(shown, np.argmax(count)):
            columns.append((own == code).astype(np.float64))
            said.append(f"{title} = {_written(values, code)}")
    return (np.column_stack(columns) if columns else None), tuple(said)


def _numbers(values: NDArray[Any]) -> FloatArray:
    """Values as numbers, also those that a file of text holds; NaN for words and dates."""
    import pandas as pd

    if values.dtype.kind in "fiu":
        return values.astype(np.float64)
    column = pd.Series([value if isinstance(value, str) else "" for value in values.tolist()])
    return np.asarray(pd.to_numeric(column, errors="coerce"), np.float64)


def _written(values: NDArray[Any], code: int) -> str:
    """A value as a cell shows it, "" for a blank."""
    import pandas as pd

    return (
        "" if code < 0 else str(as_written(pd.Series(values[code : code + 1]), np.zeros(1, int))[0])
    )


def _place(name: str, table: SourceTable) -> int:
    places = [at for at, header in enumerate(table.headers) if plain(header) == plain(name)]
    if not places:
        raise ColumnsNotFoundError(_NOT_THERE, name=name, headers=listed(table.headers))
    if len(places) > 1:
        raise doubled(name, len(places))
    return places[0]


def _of_customers(
    title: str, at: int, table: SourceTable, cleaned: Transactions
) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """The value of each customer, as its number, −1 for a blank, among the values that differ."""
    values, bits = _lines(table, at, cleaned)
    first = np.full(len(cleaned.labels), -2, dtype=np.int64)
    for customers, codes in bits:
        fresh = np.flatnonzero(first[customers] == -2)[::-1]
        first[customers[fresh]] = codes[fresh]
        other = np.flatnonzero(codes != first[customers])
        if len(other):
            who = customers[other[0]]
            pair = [_written(values, code) for code in (first[who], codes[other[0]])]
            raise TableError(
                _CHANGES, name=title, customer=cleaned.labels[who], first=pair[0], second=pair[1]
            )
    return first, values


def _lines(table: SourceTable, at: int, cleaned: Transactions) -> tuple[NDArray[Any], Bits]:
    """The values of a column, and bit by bit the customer of each line and its value's number."""
    column = table.columns[at]
    if not isinstance(column, Deferred):
        own, values = factorize(column.iloc[cleaned.rows - table.first_row])
        return values, [(cleaned.customers, own)]
    customers = np.full(table.rows, -1, dtype=np.int32)
    for places, part in cleaned.parts(rows=True):
        customers[part.rows - table.first_row] = places[part.customers]
    codes, values = _read(column, customers >= 0)
    starts = range(0, len(codes), BIT)
    pairs = ((customers[start : start + BIT], codes[start : start + BIT]) for start in starts)
    return values, ((who[who >= 0], numbers[who >= 0]) for who, numbers in pairs)


def _read(column: Deferred, used: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[Any]]:
    """Each line's value by its number, −1 for none, and the values as they appear."""
    import pandas as pd

    codes = np.full(len(used), -1, dtype=np.int32)
    known: dict[Any, int] = {}
    for lines, cells in column.cells():
        here = used[lines]
        own, values = factorize(cells[here])
        numbers = [known.setdefault(value, len(known)) for value in values.tolist()]
        codes[lines[here]] = np.array([*numbers, -1], dtype=np.int32)[own]
    order = pd.unique(codes[used])
    order = order[order >= 0]
    rank = np.full(len(known) + 1, -1, dtype=np.int32)
    rank[order] = np.arange(len(order))
    return rank[codes], np.array(list(known), dtype=values.dtype)[order]


def _refuse_blank(
    title: str, own: NDArray[np.int64], customers: NDArray[Any], cleaned: Transactions
) -> None:
    if (own < 0).any():
        who = customers[np.argmax(own < 0)]
        raise TableError(_BLANK, name=title, customer=cleaned.labels[who])
