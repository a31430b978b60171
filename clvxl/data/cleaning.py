"""Cleaning that loses nothing: every line is used, or listed with its row and one reason."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data._cells import Customers, as_written, is_blank, read_customers
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
    Reason,
    Summaries,
    Transactions,
)
from clvxl.errors import NothingLeftError

if TYPE_CHECKING:
    import pandas as pd

    from clvxl.data.table import SourceTable

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

BoolArray = NDArray[np.bool_]

DUST_DECIMALS = 10
DUST_LIMIT = 9e5

NOTHING_LEFT: dict[str, str] = {
    "extra_values": "no line can be used: {count} of {lines} have more values than headers, such "
    "as row {example}; quote the values that hold the delimiter",
    "no_customer": "no line can be used: {count} of {lines} have no customer, such as row "
    "{example}; name the right column with --customer HEADER",
    "no_date": "no line can be used: {count} of {lines} have no date, such as row {example}; "
    "name the right column with --date HEADER",
    "bad_date": "no line can be used: {count} of {lines} have a date that cannot be read, such as "
    "{found} in row {example}; write dates as 2011-01-31 or name the right column with "
    "--date HEADER",
    "no_amount": "no line can be used: {count} of {lines} have no amount, such as row {example}; "
    "name the right column with --amount HEADER",
    "bad_amount": "no line can be used: {count} of {lines} have an amount that cannot be read, "
    "such as {found} in row {example}; name the right column with --amount HEADER",
    "bad_recency": "no line can be used: {count} of {lines} have a recency that is no number of "
    "days from 0 on, such as {found} in row {example}; correct the column",
    "bad_frequency": "no line can be used: {count} of {lines} have a frequency that is no number "
    "from 0 on, such as row {example}; correct the column",
    "bad_monetary": "no line can be used: {count} of {lines} have a monetary value that is no "
    "number, such as {found} in row {example}; correct the column",
    "return": "no line can be used: {count} of {lines} have a negative amount, such as row "
    "{example}; use --returns keep to keep them",
    "after_as_of": "no line can be used: {count} of {lines} are later than the as-of date, such as "
    "{found} in row {example}; choose a later date",
    "no_purchase": "no line can be used: {count} of {lines} are of customers without a purchase, "
    "such as row {example}; an amount above 0 makes a purchase",
}


class _Fates:
    """The one reason of each line: the first that is given counts."""

    def __init__(self, lines: BoolArray) -> None:
        self.open = lines.copy()
        self.code = np.full(len(lines), -1, dtype=np.int8)
        self.reasons: list[Reason] = []

    def leave_out(self, reason: Reason, which: BoolArray) -> None:
        """Leave out the lines of `which` that are still in use."""
        fresh = which & self.open
        if fresh.any():
            self.code[fresh] = len(self.reasons)
            self.reasons.append(reason)
            self.open &= ~fresh

    def tally(self) -> dict[str, int]:
        """How many lines each reason took."""
        numbers = np.bincount(self.code[self.code >= 0], minlength=len(self.reasons)).tolist()
        return dict(zip(self.reasons, numbers, strict=True))


@dataclass(frozen=True)
class _Found:
    """A table while it is cleaned: what was found, whatever becomes of it."""

    table: SourceTable
    lines: BoolArray
    customers: Customers
    values: FloatArray
    shown: tuple[int, tuple[int, ...], tuple[int, ...]]


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
    lines = _lines(table)
    customers = read_customers(table.columns[roles["customer"]], typed=table.typed)
    date_column = table.columns[roles["date"]]
    days, date_reading = parse_dates(
        date_column, options.date_order, table.typed, table.headers[roles["date"]]
    )
    amount_at = _amount_columns(roles)
    values, mark = _amounts(table, amount_at, options)
    shown = (roles["customer"], (roles["date"],), amount_at)
    found = _Found(table, lines, customers, values, shown)

    fates = _fates(found)
    fates.leave_out("no_date", np.isnan(days) & is_blank(date_column))
    fates.leave_out("bad_date", np.isnan(days))
    unread = np.isnan(values)
    blank = np.any([is_blank(table.columns[at]) & unread for at in amount_at], axis=0)
    fates.leave_out("no_amount", blank)
    fates.leave_out("bad_amount", unread)
    _apply_options(fates, found, days, options)
    units = _units(table, columns, customers.codes)
    _leave_out_idle(fates, found, units, options)

    left_out = _left_out(found, fates)
    counts = _counts(found, fates, left_out)
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
        counts=counts,
        date_reading=date_reading,
        decimal_mark=mark,
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
    monetary, mark = _numbers(table, roles["monetary"], options)
    customers = read_customers(table.columns[roles["customer"]], typed=table.typed)
    shown = (roles["customer"], (roles["recency"],), (roles["monetary"],))
    found = _Found(table, _lines(table), customers, monetary, shown)

    fates = _fates(found)
    fates.leave_out("bad_recency", ~(recency >= 0))
    fates.leave_out("bad_frequency", ~(frequency >= 0))
    fates.leave_out("bad_monetary", np.isnan(monetary))
    open_rows = np.flatnonzero(fates.open)
    _, first = np.unique(customers.codes[open_rows], return_index=True)
    again = np.ones(table.rows, dtype=bool)
    again[open_rows[first]] = False
    fates.leave_out("customer_again", again)

    left_out = _left_out(found, fates)
    counts = _counts(found, fates, left_out)
    used = np.flatnonzero(fates.open)
    return Summaries(
        labels=customers.labels[customers.codes[used]],
        recency=recency[used],
        frequency=frequency[used],
        monetary=monetary[used],
        rows=table.first_row + used.astype(np.int64),
        left_out=left_out,
        counts=counts,
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
    amounts = _without_dust(np.bincount(units, weights=lines.amounts, minlength=total))
    return Transactions(
        customers=lines.customers[first],
        labels=lines.labels,
        days=days,
        amounts=amounts,
        rows=lines.rows[first],
        counts_as_purchase=_is_purchase(amounts, options or CleaningOptions()),
        left_out=lines.left_out,
        counts=lines.counts,
        date_reading=lines.date_reading,
        decimal_mark=lines.decimal_mark,
        merged=True,
    )


def _pairs(customers: IntArray, orders: IntArray) -> IntArray:
    """One number for each pair; a line without an order (-1) is an order of its own."""
    width = int(orders.max(initial=0)) + 2
    alone = -np.arange(1, len(orders) + 1)
    return np.where(orders < 0, alone, customers * width + orders).astype(np.int64)


def _lines(table: SourceTable) -> BoolArray:
    """The rows that hold anything in any column given."""
    filled = np.zeros(table.rows, dtype=bool)
    for column in table.columns:
        if filled.all():
            break
        filled |= ~is_blank(column)
    return filled


def _amount_columns(roles: Any) -> tuple[int, ...]:
    return (roles["amount"],) if "amount" in roles else (roles["quantity"], roles["price"])


def _numbers(table: SourceTable, at: int, options: CleaningOptions) -> tuple[FloatArray, str]:
    return parse_numbers(table.columns[at], options.decimal, table.typed, table.headers[at])


def _amounts(
    table: SourceTable, at: tuple[int, ...], options: CleaningOptions
) -> tuple[FloatArray, str]:
    """The amount, or quantity × price; the mark is that of the last column, the money."""
    factors = [_numbers(table, column, options) for column in at]
    values, mark = factors[-1]
    if len(factors) == 2:
        with np.errstate(over="ignore"):
            values = _without_dust(factors[0][0] * values)
    return np.where(np.isfinite(values), values, np.nan), mark


def _without_dust(amounts: NDArray[Any]) -> FloatArray:
    """Round to 10 decimals, so that 3 × 0.1 is 0.3; above 900,000 doubles hold no more anyway."""
    with np.errstate(invalid="ignore"):
        small = np.abs(amounts) < DUST_LIMIT
    return np.where(small, np.round(np.where(small, amounts, 0.0), DUST_DECIMALS), amounts)


def _fates(found: _Found) -> _Fates:
    """The reasons that come first for lines and summaries alike."""
    fates = _Fates(found.lines)
    if found.table.surplus is not None:
        fates.leave_out("extra_values", found.table.surplus.to_numpy() > 0)
    fates.leave_out("no_customer", found.customers.codes < 0)
    return fates


def _apply_options(
    fates: _Fates, found: _Found, days: FloatArray, options: CleaningOptions
) -> None:
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

    columns: list[pd.Series] = [*table.columns]
    if table.surplus is not None:
        columns.append(table.surplus)
    frame = pd.DataFrame(dict(enumerate(columns)))
    return frame.duplicated().to_numpy(dtype=bool)


def _units(table: SourceTable, columns: ColumnMap, customers: IntArray) -> IntArray | None:
    """The purchase each row belongs to where orders are merged, from 0."""
    if "order" not in columns.roles:
        return None
    orders = read_customers(table.columns[columns.roles["order"]], typed=table.typed)
    return factorize(_pairs(customers, orders.codes))[0]


def _is_purchase(amounts: FloatArray, options: CleaningOptions) -> BoolArray:
    return amounts != 0 if options.returns == "keep" else amounts > 0


def _leave_out_idle(
    fates: _Fates, found: _Found, units: IntArray | None, options: CleaningOptions
) -> None:
    """Leave out customers without a purchase: they would have no recency."""
    used = np.flatnonzero(fates.open)
    customers, amounts = found.customers.codes[used], found.values[used]
    if units is not None:
        amounts = _without_dust(np.bincount(units[used], weights=amounts))[units[used]]
    buyers = np.zeros(len(found.customers.labels), dtype=bool)
    buyers[customers[_is_purchase(amounts, options)]] = True
    idle = np.zeros(len(found.lines), dtype=bool)
    idle[used] = ~buyers[customers]
    fates.leave_out("no_purchase", idle)


def _renumbered(customers: Customers, used: IntArray) -> tuple[IntArray, NDArray[Any]]:
    """Number the customers in use anew, in order of first appearance."""
    codes, kept = factorize(customers.codes[used])
    return codes, customers.labels[kept]


def _left_out(found: _Found, fates: _Fates) -> LeftOut:
    """List the lines left out with their cells as found."""
    rows = np.flatnonzero(fates.code >= 0)
    reasons = np.array([*fates.reasons, ""], dtype=object)
    customer, date, amount = found.shown
    return LeftOut(
        row=found.table.first_row + rows.astype(np.int64),
        reason=reasons[fates.code[rows]],
        customer=as_written(found.table.columns[customer], rows),
        date=_written(found.table, date, rows),
        amount=_written(found.table, amount, rows),
        value=found.values[rows],
    )


def _written(table: SourceTable, columns: tuple[int, ...], rows: IntArray) -> NDArray[Any]:
    """The cells as found; quantity and price together, where there is either."""
    texts = [as_written(table.columns[at], rows) for at in columns]
    if len(texts) == 1:
        return texts[0]
    return np.where((texts[0] == "") & (texts[1] == ""), "", texts[0] + " × " + texts[1])


def _counts(found: _Found, fates: _Fates, left_out: LeftOut) -> Counts:
    """Count lines and revenue on both sides; refuse where nothing is left."""
    used = fates.open
    if not used.any():
        raise _nothing_left(found, fates, left_out)
    amounts = found.values
    return Counts(
        lines=int(found.lines.sum()),
        used=int(used.sum()),
        left_out=len(left_out.row),
        blank_rows=int((~found.lines).sum()),
        trimmed=int((found.customers.trimmed & found.lines).sum()),
        returns=int((amounts[used] < 0).sum()),
        revenue_found=_sum(amounts[found.lines]),
        revenue_used=_sum(amounts[used]),
        revenue_left_out=_sum(left_out.value),
        reasons=fates.tally(),
    )


def _sum(amounts: FloatArray) -> float:
    """The exact sum, rounded once; what cannot be read counts 0."""
    return math.fsum(amounts[np.isfinite(amounts)].tolist())


def _nothing_left(found: _Found, fates: _Fates, left_out: LeftOut) -> NothingLeftError:
    tally = fates.tally()
    if not tally:
        return NothingLeftError(
            "{source} has headers but no values below them", source=found.table.source
        )
    # a line repeated needs an earlier one, so that line's reason is the one to tell
    reason = max(tally.keys() & NOTHING_LEFT.keys(), key=lambda key: (tally[key], key))
    at = int((left_out.reason == reason).argmax())
    shown = left_out.amount if reason in ("bad_amount", "bad_monetary") else left_out.date
    return NothingLeftError(
        NOTHING_LEFT[reason],
        count=tally[reason],
        lines=int(found.lines.sum()),
        example=int(left_out.row[at]),
        found=shown[at],
    )
