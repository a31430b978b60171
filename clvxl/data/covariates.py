"""Columns that say something of each customer, as the numbers that a fit takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data._column_map import doubled, listed, plain
from clvxl.data._deferred import refuse_deferred
from clvxl.data.grouping import factorize
from clvxl.data.records import Transactions
from clvxl.data.table import SourceTable
from clvxl.errors import ColumnsNotFoundError, TableError
from clvxl.text import Text

__all__ = ["MOST_WORDS", "covariates_of"]

FloatArray = NDArray[np.float64]

MOST_WORDS = 12
"""So many different words may a covariate have."""

COVARIATES = Text("covariates", "协变量")
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
    if names:
        refuse_deferred(table, COVARIATES)
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
            said.append(f"{title} = {'' if code < 0 else values[code]}")
    return (np.column_stack(columns) if columns else None), tuple(said)


def _numbers(values: NDArray[Any]) -> FloatArray:
    """Values as numbers, also those that a file of text holds; NaN for words and dates."""
    import pandas as pd

    if values.dtype.kind in "fiu":
        return values.astype(np.float64)
    column = pd.Series([value if isinstance(value, str) else "" for value in values.tolist()])
    return np.asarray(pd.to_numeric(column, errors="coerce"), np.float64)


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
    codes, values = factorize(table.columns[at].iloc[cleaned.rows - table.first_row])
    first = np.full(len(cleaned.labels), -2, dtype=np.int64)
    first[cleaned.customers[::-1]] = codes[::-1]
    other = np.flatnonzero(codes != first[cleaned.customers])
    if len(other):
        line = other[0]
        who = cleaned.customers[line]
        pair = ["" if code < 0 else values[code] for code in (first[who], codes[line])]
        raise TableError(
            _CHANGES, name=title, customer=cleaned.labels[who], first=pair[0], second=pair[1]
        )
    return first, values


def _refuse_blank(
    title: str, own: NDArray[np.int64], customers: NDArray[Any], cleaned: Transactions
) -> None:
    if (own < 0).any():
        who = customers[np.argmax(own < 0)]
        raise TableError(_BLANK, name=title, customer=cleaned.labels[who])
