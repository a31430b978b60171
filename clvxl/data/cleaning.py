"""Cleaning that loses nothing: every line is used, or listed with its row and one reason."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data._accounts import BoolArray, Figures, Found, Ledger, Summed, counts, list_left_out
from clvxl.data._cells import Customers, is_empty, is_nothing
from clvxl.data._column_map import ColumnMap
from clvxl.data._currency import agreed, is_wanted, one_code, shown_as
from clvxl.data._deferred import (
    Deferred,
    any_of,
    first_place,
    largest,
    looked_up,
    tally,
)
from clvxl.data._lifetimes import from_lifetimes, refuse_without_tenure
from clvxl.data._notices import (
    guest_example,
    listed_first,
    long_orders,
    masked_example,
    noticed,
    of_table,
)
from clvxl.data._orders import again, are_several, pairs
from clvxl.data._purchases import (
    Kept,
    Purchases,
    idle_lines,
    is_purchase,
    merged,
    spread_days,
)
from clvxl.data._sales import Sales, customers_of, money_of, numbers_of, read_sales
from clvxl.data._totals import total_rows
from clvxl.data.choices import settled
from clvxl.data.grouping import factorize
from clvxl.data.number_formats import one_currency
from clvxl.data.questions import Questions
from clvxl.data.records import (
    CleaningOptions,
    Counts,
    FloatArray,
    IntArray,
    LeftOut,
    Notice,
    Reading,
    Summaries,
    Transactions,
)
from clvxl.errors import AmbiguousError, InputError
from clvxl.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from clvxl.data.table import SourceTable

LISTED = 12
FEW, FEW_SHARE = 3, 0.01
"""So many days in the future are slips; more are a table of days to come."""

SHEET_EPOCH = 693594

__all__ = [
    "CleaningOptions", "Counts", "LeftOut", "Summaries", "Transactions", "clean_summaries",
    "clean_transactions",
]  # fmt: skip


def clean_transactions(
    table: SourceTable, columns: ColumnMap, options: CleaningOptions | None = None
) -> Transactions:
    """Choose the lines that can be used and list the others with their reasons.

    Parameters
    ----------
    table : SourceTable
        As it was found.
    columns : ColumnMap
        Of kind "transactions", with rivals where several may play a role; with the role order,
        the lines of a customer's order become one purchase on its first day.
    options : CleaningOptions, optional
        Default: returns are deducted, nothing else is left out.

    Returns
    -------
    Transactions

    Raises
    ------
    AmbiguousError
        Columns, dates, numbers or currencies can be read two ways; all that has to be asked is.
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
    questions = Questions()
    columns = settled(table, columns, options, questions)
    sales = read_sales(table, columns, options, questions)
    roles = columns.roles
    amount_at = (roles["amount"],) if "amount" in roles else (roles["quantity"], roles["price"])
    cells = (roles["customer"], (roles["date"],), amount_at)
    found = Found(table, _lines(table, columns), sales.customers, sales.values, cells)
    days, values = sales.days, sales.values

    ledger = _new_ledger(found)
    if sales.totals is not None:
        ledger.leave_out("total_row", sales.totals)
    for reason, which in sales.reasons.items():
        ledger.leave_out(reason, which)
    _one_currency(ledger, sales, options, questions)
    ledger.leave_out("no_date", np.isnan(days) & is_nothing(table, roles["date"]))
    ledger.leave_out("bad_date", np.isnan(days))
    unread = np.isnan(values)
    blank = any_of([is_nothing(table, at) & unread for at in amount_at])
    ledger.leave_out("no_amount", blank)
    ledger.leave_out("bad_amount", unread)
    questions.put()
    _leave_out_future(ledger, found, sales, options)
    last_day = _last_day(days, ledger, options)
    _apply_options(ledger, found, days, options)
    units = None
    if sales.orders is not None and options.unit == "order":
        units = pairs(sales.customers.codes, sales.orders)
    closed = partial(_closed, table, columns, sales, options, last_day)
    if isinstance(values, Deferred):
        kept = values.kept(found, ledger, sales, units, options)
        return closed(kept)
    units = None if units is None else factorize(units)[0]
    spread = spread_days(days[ledger.open], None if units is None else units[ledger.open])
    _leave_out_idle(ledger, found, units, options)

    left_out = list_left_out(found, ledger)
    counted = counts(found, ledger, left_out)
    used = np.flatnonzero(ledger.open)
    codes, labels = _renumbered(sales.customers, used)
    rows = table.first_row + used.astype(np.int64)
    lines = Purchases(codes, days[used], values[used], rows)
    return closed(
        Kept(
            lines if units is None else merged(lines, units[used]),
            labels, left_out, counted, spread,
            refunded=0 if sales.refunded is None else int(sales.refunded[used].sum()),
            currencies=None if sales.currencies is None else np.unique(sales.currencies[used]),
            long=0 if units is None else long_orders(units[used], days[used]),
            merged=units is not None,
        )
    )  # fmt: skip


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
    questions = Questions()
    columns = settled(table, columns, options, questions)
    questions.put()
    roles = columns.roles
    recency, _ = numbers_of(table, roles["recency"], options)
    frequency, _ = numbers_of(table, roles["frequency"], options)
    monetary, mark = money_of(table, (roles["monetary"],), options)
    notices: tuple[Notice, ...] = ()
    if "tenure" in roles:
        tenure, _ = numbers_of(table, roles["tenure"], options)
        name = table.headers[roles["tenure"]]
        recency, frequency, monetary, every = questions.of(
            lambda: from_lifetimes(recency, frequency, monetary, tenure, name),
            (recency, frequency, monetary, False), ("ignore", name),
        )  # fmt: skip
        questions.put()
        notices = (Notice("converted_every" if every else "converted", {"column": name}),)
    else:
        refuse_without_tenure(recency, frequency, monetary)
    customers = customers_of(table, roles["customer"], options)
    cells = (roles["customer"], (roles["recency"],), (roles["monetary"],))
    found = Found(table, _lines(table, columns), customers, monetary, cells)

    ledger = _new_ledger(found)
    ledger.leave_out("bad_recency", ~(recency >= 0))
    ledger.leave_out("bad_frequency", ~(frequency >= 0))
    ledger.leave_out("bad_monetary", np.isnan(monetary))
    if are_several(customers.codes):
        ledger.leave_out("customer_again", again(ledger.open, customers.codes))

    figures = (recency, frequency, monetary)
    work = monetary.summed if isinstance(monetary, Deferred) else _summed
    kept: Summed = work(found, ledger, figures)
    notices = (*notices, *of_table(table, columns), *listed_first(kept.left_out, kept.counts))
    return Summaries(
        kept.labels, *kept.figures, kept.rows, kept.left_out, kept.counts, mark,
        Reading(columns, notices=notices),
    )  # fmt: skip


def _summed(found: Found, ledger: Ledger, figures: Figures) -> Summed:
    """The customers in use, who are added up already."""
    left_out = list_left_out(found, ledger)
    counted = counts(found, ledger, left_out)
    used = np.flatnonzero(ledger.open)
    labels = found.customers.labels[found.customers.codes[used]]
    rows = found.table.first_row + used.astype(np.int64)
    recency, frequency, monetary = figures
    return Summed(labels, (recency[used], frequency[used], monetary[used]), rows, left_out, counted)


def _lines(table: SourceTable, columns: ColumnMap) -> BoolArray:
    """The rows that hold anything in a column that plays a role."""
    filled: BoolArray | None = None
    for at in columns.needed:
        there = ~is_empty(table, at)
        filled = there if filled is None else filled | there
        if filled.all():
            break
    assert filled is not None, "a table of sales has columns that play a role"
    return filled


def _new_ledger(found: Found) -> Ledger:
    """The reasons that come first for lines and summaries alike."""
    ledger = Ledger(found.lines)
    if found.table.surplus is not None:
        ledger.leave_out("extra_values", np.greater(found.table.surplus.to_numpy(), 0))
    nobody = found.customers.codes < 0
    ledger.leave_out("bad_customer", nobody & ~is_nothing(found.table, found.cells[0]))
    ledger.leave_out("no_customer", nobody)
    ledger.leave_out("long_number", found.customers.long)
    ledger.leave_out("total_row", total_rows(found.customers, found.values, found.lines))
    return ledger


def _last_day(days: FloatArray, ledger: Ledger, options: CleaningOptions) -> float:
    """The latest day up to the as-of date; NaN where there is none."""
    if options.as_of is None:
        return largest(days, ledger.open)
    with np.errstate(invalid="ignore"):
        return largest(days, ledger.open & (days <= math.floor(options.as_of)))


def _one_currency(
    ledger: Ledger, sales: Sales, options: CleaningOptions, questions: Questions
) -> None:
    """Keep one currency; several are a question."""
    if sales.currencies is None:
        return
    names = np.array([*sales.currency_names, ""], dtype=object)
    if options.currency is not None:
        wanted = options.currency.strip().upper()
        fitting = [is_wanted(name, wanted) for name in sales.currency_names]
        if not any(fitting):
            raise InputError(
                Text(
                    "there is no currency {currency} in this table: it has {listed}",
                    "此表没有币种 {currency}：现有 {listed}",
                ),
                currency=wanted, listed=", ".join(sales.currency_names[:LISTED]),
            )  # fmt: skip
        # an amount that names none is in the one that is kept
        others = ~np.array([*fitting, sales.currencies_in_cells])
        ledger.leave_out("other_currency", looked_up(others, sales.currencies))
        return
    there, number = tally(sales.currencies, ledger.open & (sales.currencies >= 0))
    if len(there) > 1 and not agreed(str(names[at]) for at in there):
        most = [str(names[at]) for at in there[np.argsort(-number, kind="stable")]]
        question = AmbiguousError(
            Text(
                "amounts are in several currencies ({listed}), which cannot be added up: "
                "{remedy[keep_currency]}",
                "金额含多种币种（{listed}），不能相加：{remedy[keep_currency]}",
            ),
            listed=", ".join(most[:LISTED]), first=one_code(most[0]),
        )  # fmt: skip
        questions.ask(question, ("currency", one_code(most[0])))


def _leave_out_future(ledger: Ledger, found: Found, sales: Sales, options: CleaningOptions) -> None:
    """Leave out a few days far ahead, which are slips of the pen; say where many are."""
    if options.as_of is not None:
        return
    today = _today() if options.today is None else options.today
    with np.errstate(invalid="ignore"):
        late = ledger.open & (sales.days > today + 1)
    if isinstance(late, Deferred):
        late.foresee(sales.days, ledger.open)
    if not late.any():
        return
    row = found.table.first_row + first_place(late)
    few = (
        late.sum() <= max(FEW, FEW_SHARE * ledger.open.sum()) and late.sum() < ledger.open.sum() / 2
    )
    fields = {"count": int(late.sum()), "row": row, "day": largest(sales.days, late)}
    sales.notices.append(Notice("future_left_out" if few else "future", fields))
    if few:
        ledger.leave_out("future", late)


def _closed(
    table: SourceTable, columns: ColumnMap, sales: Sales, options: CleaningOptions,
    last_day: float, kept: Kept,
) -> Transactions:  # fmt: skip
    """What is handed on of the lines that were kept."""
    lines = kept.lines
    purchases = is_purchase(lines.amounts, options)
    cleaned = Transactions(
        customers=lines.customers,
        labels=kept.labels,
        days=lines.days,
        amounts=lines.amounts,
        rows=lines.rows,
        counts_as_purchase=purchases,
        left_out=kept.left_out,
        counts=kept.counts,
        date_reading=sales.date_reading,
        decimal_mark=sales.mark,
        last_day=last_day,
        reading=_reading(sales, columns, table, options, kept),
        merged=kept.merged,
        spread=kept.spread,
        pieces=kept.pieces,
    )
    count = int(purchases.sum()) if kept.purchases is None else kept.purchases
    return replace(cleaned, reading=noticed(cleaned, table, count))


def _reading(
    sales: Sales, columns: ColumnMap, table: SourceTable, options: CleaningOptions, kept: Kept
) -> Reading:
    """What was understood, and what of it a person should know."""
    notices = list(sales.notices)
    if kept.refunded:
        name = table.headers[columns.roles["refund"]]
        notices.append(Notice("refunds", {"column": name, "count": kept.refunded}))
    if guest := guest_example(sales.customers.labels):
        notices.append(Notice("guest", {"example": guest}))
    if masked := masked_example(sales.customers.labels):
        name = table.headers[columns.roles["customer"]]
        notices.append(Notice("masked", {"column": name, "example": masked}))
    if sales.customers.case_pairs is not None:
        first, second = sales.customers.case_pairs
        notices.append(Notice("letter_case", {"first": first, "second": second}))
    if kept.long:
        name = table.headers[columns.roles["order"]]
        notices.append(Notice("long_orders", {"column": name, "count": kept.long}))
    notices += listed_first(kept.left_out, kept.counts)
    roles = {role: at for role, at in columns.roles.items() if role not in sales.unplayed}
    columns = replace(columns, roles=MappingProxyType(roles))
    currency = _currency_of(sales, kept.currencies, options) or one_currency(table.formats)
    return Reading(columns, sales.amount_per, sales.discount, tuple(notices), currency)


def _currency_of(sales: Sales, used: IntArray | None, options: CleaningOptions) -> str:
    """The currency of the lines in use, "" where nothing names it."""
    wanted = one_code((options.currency or "").strip().upper())
    if used is None:
        return shown_as(sales.currency_names) or wanted
    if wanted:
        return wanted
    return shown_as(sales.currency_names[at] for at in used.tolist() if at >= 0)


def _today() -> float:
    return float(dt.date.today().toordinal() - SHEET_EPOCH)


def _apply_options(
    ledger: Ledger, found: Found, days: FloatArray, options: CleaningOptions
) -> None:
    """Leave out duplicates, returns and late lines, as asked."""
    if options.duplicates == "drop":
        ledger.leave_out("duplicate", _repeated(found.table))
    with np.errstate(invalid="ignore"):
        if options.returns == "drop":
            ledger.leave_out("return", found.values < 0)
        if options.as_of is not None:
            ledger.leave_out("after_as_of", days > math.floor(options.as_of))


def _repeated(table: SourceTable) -> BoolArray:
    """The rows that equal an earlier one in every column."""
    import pandas as pd

    if isinstance(table.columns[0], Deferred):
        return table.columns[0].repeated(table)  # type: ignore[no-any-return]
    columns: list[pd.Series] = [*table.columns, *(pd.Series(e) for e in table.errors.values())]
    if table.surplus is not None:
        columns.append(table.surplus)
    frame = pd.DataFrame(dict(enumerate(columns)), index=range(table.rows))
    return frame.duplicated().to_numpy(dtype=bool)


def _leave_out_idle(
    ledger: Ledger, found: Found, units: IntArray | None, options: CleaningOptions
) -> None:
    """Leave out customers without a purchase: they would have no recency."""
    used = np.flatnonzero(ledger.open)
    idle = np.zeros(len(found.lines), dtype=bool)
    idle[used] = idle_lines(
        found.customers.codes[used], found.values[used],
        None if units is None else units[used], options,
    )  # fmt: skip
    ledger.leave_out("no_purchase", idle)


def _renumbered(customers: Customers, used: IntArray) -> tuple[IntArray, NDArray[Any]]:
    """Number the customers in use anew, in order of first appearance."""
    codes, kept = factorize(customers.codes[used])
    return codes, customers.labels[kept]
