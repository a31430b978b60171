"""Cleaning that loses nothing: every line is used, or listed with its row and one reason."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core.dust import without_dust
from clvxl.data._accounts import (
    CELL_ERRORS,
    BoolArray,
    Fates,
    Found,
    counts,
    list_left_out,
)
from clvxl.data._cells import Customers, is_empty, is_nothing, read_customers
from clvxl.data._totals import total_rows
from clvxl.data.columns import ColumnMap
from clvxl.data.dates import parse_dates
from clvxl.data.grouping import factorize
from clvxl.data.numbers import parse_numbers
from clvxl.data.records import (
    CleaningOptions,
    Counts,
    FloatArray,
    IntArray,
    LeftOut,
    Summaries,
    Transactions,
)

if TYPE_CHECKING:
    import pandas as pd

    from clvxl.data.table import SourceTable

LARGEST_AMOUNT = 1e15
"""A spreadsheet keeps 15 digits: what is larger has lost some, and a sum of it is not exact."""

__all__ = [
    "CleaningOptions",
    "Counts",
    "LeftOut",
    "Summaries",
    "Transactions",
    "clean_summaries",
    "clean_transactions",
    "merge_orders",
]


def clean_transactions(
    table: SourceTable, columns: ColumnMap, options: CleaningOptions | None = None
) -> Transactions:
    """Choose the lines that can be used and list the others with their reasons.

    Parameters
    ----------
    table : SourceTable
        As it was found.
    columns : ColumnMap
        Of kind "transactions"; with the role order, the lines of a customer's order become one
        purchase on its first day.
    options : CleaningOptions, optional
        Default: returns are deducted, nothing else is left out.

    Returns
    -------
    Transactions

    Raises
    ------
    AmbiguousError
        Dates or numbers can be read two ways.
    NothingLeftError
        No line can be used; it says the commonest reason with an example.

    Examples
    --------
    >>> import pandas as pd
    >>> from clvxl.data.columns import match_columns
    >>> from clvxl.data.table import SourceTable
    >>> table = SourceTable("sales.csv", ("Customer", "Date", "Amount"), (
    ...     pd.Series(["007", None]), pd.Series(["2011-01-31", "2011-02-01"]),
    ...     pd.Series([12.5, 3.0])))
    >>> cleaned = clean_transactions(table, match_columns(table.headers))
    >>> cleaned.labels.tolist(), cleaned.amounts.tolist(), cleaned.counts.reasons
    (['007'], [12.5], {'no_customer': 1})
    """
    options = options or CleaningOptions()
    roles = columns.roles
    customers = _customers(table, roles["customer"], options)
    days, date_reading = parse_dates(
        table.columns[roles["date"]],
        options.date_order,
        table.typed,
        table.headers[roles["date"]],
        table.date_offset,
    )
    amount_at = _amount_columns(roles)
    values, mark = _amounts(table, amount_at, options)
    cells = (roles["customer"], (roles["date"],), amount_at)
    found = Found(table, _lines(table, columns), customers, values, cells)

    fates = _fates(found)
    fates.leave_out("no_date", np.isnan(days) & is_nothing(table, roles["date"]))
    fates.leave_out("bad_date", np.isnan(days))
    unread = np.isnan(values)
    blank = np.any([is_nothing(table, at) & unread for at in amount_at], axis=0)
    fates.leave_out("no_amount", blank)
    fates.leave_out("bad_amount", unread)
    last_day = _last_day(days[fates.open], options)
    _apply_options(fates, found, days, options)
    units = _units(table, columns, customers.codes)
    _leave_out_idle(fates, found, units, options)

    left_out = list_left_out(found, fates)
    counted = counts(found, fates, left_out)
    used = np.flatnonzero(fates.open)
    codes, labels = _renumbered(customers, used)
    cleaned = Transactions(
        customers=codes,
        labels=labels,
        days=days[used],
        amounts=values[used],
        rows=table.first_row + used.astype(np.int64),
        counts_as_purchase=_is_purchase(values[used], options),
        left_out=left_out,
        counts=counted,
        date_reading=date_reading,
        decimal_mark=mark,
        last_day=last_day,
    )
    return cleaned if units is None else merge_orders(cleaned, units[used], options)


def clean_summaries(
    table: SourceTable, columns: ColumnMap, options: CleaningOptions | None = None
) -> Summaries:
    """Choose the customers that can be used and list the other rows with their reasons.

    Parameters
    ----------
    table : SourceTable
        As it was found.
    columns : ColumnMap
        Of kind "summary".
    options : CleaningOptions, optional
        Only `decimal` matters.

    Returns
    -------
    Summaries

    Raises
    ------
    AmbiguousError
        Numbers can be read two ways.
    NothingLeftError
        No row can be used.

    Examples
    --------
    >>> import pandas as pd
    >>> from clvxl.data.columns import match_columns
    >>> from clvxl.data.table import SourceTable
    >>> table = SourceTable("rfm.csv", ("Customer", "Recency", "Frequency", "Monetary"), (
    ...     pd.Series(["a", "b"]), pd.Series([3.0, -1.0]), pd.Series([2.0, 1.0]),
    ...     pd.Series([50.0, 20.0])))
    >>> cleaned = clean_summaries(table, match_columns(table.headers))
    >>> cleaned.labels.tolist(), cleaned.counts.reasons
    (['a'], {'bad_recency': 1})
    """
    options = options or CleaningOptions()
    roles = columns.roles
    recency, _ = _numbers(table, roles["recency"], options)
    frequency, _ = _numbers(table, roles["frequency"], options)
    monetary, mark = _amounts(table, (roles["monetary"],), options)
    customers = _customers(table, roles["customer"], options)
    cells = (roles["customer"], (roles["recency"],), (roles["monetary"],))
    found = Found(table, _lines(table, columns), customers, monetary, cells)

    fates = _fates(found)
    fates.leave_out("bad_recency", ~(recency >= 0))
    fates.leave_out("bad_frequency", ~(frequency >= 0))
    fates.leave_out("bad_monetary", np.isnan(monetary))
    open_rows = np.flatnonzero(fates.open)
    _, first = np.unique(customers.codes[open_rows], return_index=True)
    again = np.ones(table.rows, dtype=bool)
    again[open_rows[first]] = False
    fates.leave_out("customer_again", again)

    left_out = list_left_out(found, fates)
    counted = counts(found, fates, left_out)
    used = np.flatnonzero(fates.open)
    return Summaries(
        labels=customers.labels[customers.codes[used]],
        recency=recency[used],
        frequency=frequency[used],
        monetary=monetary[used],
        rows=table.first_row + used.astype(np.int64),
        left_out=left_out,
        counts=counted,
        decimal_mark=mark,
    )


def merge_orders(
    lines: Transactions, orders: NDArray[Any], options: CleaningOptions | None = None
) -> Transactions:
    """Make the lines of one order of one customer one purchase: the sum, on the first day.

    Parameters
    ----------
    lines : Transactions
        Cleaned lines.
    orders : array, as long as the lines
        The order of each line.
    options : CleaningOptions, optional
        As used in cleaning; they say what counts as a purchase.

    Returns
    -------
    Transactions
        One line an order, in order of first appearance; `counts` stay those of lines.

    Examples
    --------
    >>> import pandas as pd
    >>> from clvxl.data.columns import match_columns
    >>> from clvxl.data.table import SourceTable
    >>> table = SourceTable("sales.csv", ("Customer", "Date", "Amount"), (
    ...     pd.Series(["a", "a"]), pd.Series(["2011-02-01", "2011-01-31"]),
    ...     pd.Series([12.5, 3.0])))
    >>> cleaned = clean_transactions(table, match_columns(table.headers))
    >>> merged = merge_orders(cleaned, ["A7", "A7"])
    >>> merged.days.tolist(), merged.amounts.tolist()
    ([40574.0], [15.5])
    """
    order_codes, _ = factorize(orders)
    units, _ = factorize(_pairs(lines.customers, order_codes))
    total = int(units.max(initial=-1)) + 1
    _, first = np.unique(units, return_index=True)
    days = np.full(total, np.inf)
    np.minimum.at(days, units, lines.days)
    amounts = without_dust(np.bincount(units, weights=lines.amounts, minlength=total))
    return replace(
        lines,
        customers=lines.customers[first],
        days=days,
        amounts=amounts,
        rows=lines.rows[first],
        counts_as_purchase=_is_purchase(amounts, options or CleaningOptions()),
        merged=True,
    )


def _pairs(customers: IntArray, orders: IntArray) -> IntArray:
    """One number for each pair; a line without an order (-1) is an order of its own."""
    width = int(orders.max(initial=0)) + 2
    alone = -np.arange(1, len(orders) + 1)
    return np.where(orders < 0, alone, customers * width + orders).astype(np.int64)


def _lines(table: SourceTable, columns: ColumnMap) -> BoolArray:
    """The rows that hold anything in a column that plays a role."""
    filled = np.zeros(table.rows, dtype=bool)
    for at in columns.needed:
        if filled.all():
            break
        filled |= ~is_empty(table, at)
    return filled


def _customers(table: SourceTable, at: int, options: CleaningOptions) -> Customers:
    """The customers of a column; text that is an error, as a lookup leaves behind, is nobody."""
    found = read_customers(
        table.columns[at],
        typed=table.typed,
        numbers=table.numbers.get(at),
        keep_null_words=options.keep_null_words,
    )
    if found.labels.dtype != object or CELL_ERRORS.isdisjoint(found.labels):
        return found
    # a row without a customer has the code -1, the last one
    nobody = np.array([*(label in CELL_ERRORS for label in found.labels), True])
    return found._replace(codes=np.where(nobody[found.codes], -1, found.codes))


def _amount_columns(roles: Any) -> tuple[int, ...]:
    return (roles["amount"],) if "amount" in roles else (roles["quantity"], roles["price"])


def _numbers(table: SourceTable, at: int, options: CleaningOptions) -> tuple[FloatArray, str]:
    return parse_numbers(
        table.columns[at], options.decimal, table.headers[at], table.numbers.get(at)
    )


def _amounts(
    table: SourceTable, at: tuple[int, ...], options: CleaningOptions
) -> tuple[FloatArray, str]:
    """The amount, or quantity × price, NaN where it is none that can be added exactly.

    The mark is that of the last column, the money.
    """
    factors = [_numbers(table, column, options) for column in at]
    values, mark = factors[-1]
    if len(factors) == 2:
        with np.errstate(over="ignore"):
            values = without_dust(factors[0][0] * values)
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(values) <= LARGEST_AMOUNT, values, np.nan), mark


def _fates(found: Found) -> Fates:
    """The reasons that come first for lines and summaries alike."""
    fates = Fates(found.lines)
    if found.table.surplus is not None:
        fates.leave_out("extra_values", found.table.surplus.to_numpy() > 0)
    nobody = found.customers.codes < 0
    fates.leave_out("bad_customer", nobody & ~is_nothing(found.table, found.cells[0]))
    fates.leave_out("no_customer", nobody)
    fates.leave_out("long_number", found.customers.long)
    fates.leave_out("total_row", total_rows(found.customers, found.values, found.lines))
    return fates


def _last_day(days: FloatArray, options: CleaningOptions) -> float:
    """The latest day up to the as-of date; NaN where there is none."""
    if options.as_of is not None:
        days = days[days <= math.floor(options.as_of)]
    return float(days.max()) if days.size else math.nan


def _apply_options(fates: Fates, found: Found, days: FloatArray, options: CleaningOptions) -> None:
    """Leave out duplicates, returns and late lines, as asked."""
    if options.duplicates == "drop":
        fates.leave_out("duplicate", _repeated(found.table))
    with np.errstate(invalid="ignore"):
        if options.returns == "drop":
            fates.leave_out("return", found.values < 0)
        if options.as_of is not None:
            fates.leave_out("after_as_of", days > math.floor(options.as_of))


def _repeated(table: SourceTable) -> BoolArray:
    """The rows that equal an earlier one in every column."""
    import pandas as pd

    columns: list[pd.Series] = [*table.columns, *(pd.Series(e) for e in table.errors.values())]
    if table.surplus is not None:
        columns.append(table.surplus)
    frame = pd.DataFrame(dict(enumerate(columns)), index=range(table.rows))
    return frame.duplicated().to_numpy(dtype=bool)


def _units(table: SourceTable, columns: ColumnMap, customers: IntArray) -> IntArray | None:
    """The purchase each row belongs to where orders are merged, from 0."""
    if "order" not in columns.roles:
        return None
    orders = _customers(table, columns.roles["order"], CleaningOptions())
    return factorize(_pairs(customers, orders.codes))[0]


def _is_purchase(amounts: FloatArray, options: CleaningOptions) -> BoolArray:
    return amounts != 0 if options.returns == "keep" else amounts > 0


def _leave_out_idle(
    fates: Fates, found: Found, units: IntArray | None, options: CleaningOptions
) -> None:
    """Leave out customers without a purchase: they would have no recency."""
    used = np.flatnonzero(fates.open)
    customers, amounts = found.customers.codes[used], found.values[used]
    if units is not None:
        amounts = without_dust(np.bincount(units[used], weights=amounts))[units[used]]
    buyers = np.zeros(len(found.customers.labels), dtype=bool)
    buyers[customers[_is_purchase(amounts, options)]] = True
    idle = np.zeros(len(found.lines), dtype=bool)
    idle[used] = ~buyers[customers]
    fates.leave_out("no_purchase", idle)


def _renumbered(customers: Customers, used: IntArray) -> tuple[IntArray, NDArray[Any]]:
    """Number the customers in use anew, in order of first appearance."""
    codes, kept = factorize(customers.codes[used])
    return codes, customers.labels[kept]
