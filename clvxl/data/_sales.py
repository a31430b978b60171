"""What the lines of a table say of sales: who, when, how much, and which of them are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from clvxl.core._rounding import rounded_money
from clvxl.data._cells import BoolArray, Customers, is_nothing, is_text, read_customers, words_of
from clvxl.data._column_map import ColumnMap
from clvxl.data._currency_cells import currencies_within, in_one_currency
from clvxl.data._deferred import (
    Deferred,
    all_of,
    first_place,
    full,
    looked_up,
    median,
    regrouped,
    value_at,
)
from clvxl.data._orders import (
    amount_level,
    are_mixed,
    are_several,
    carried,
    carried_days,
    marked,
    of_lines,
    once,
    pairs,
    split_by_day,
    standing_elsewhere,
)
from clvxl.data._status import (
    Verdict,
    is_partly_refunded,
    plain_word,
    status_verdicts,
    type_verdicts,
)
from clvxl.data._totals import totals_of_orders
from clvxl.data.cell_errors import CELL_ERRORS
from clvxl.data.dates import parse_dates
from clvxl.data.grouping import factorize
from clvxl.data.numbers import parse_numbers
from clvxl.data.questions import Questions
from clvxl.data.records import CleaningOptions, FloatArray, IntArray, Notice, Reason
from clvxl.errors import AmbiguousError
from clvxl.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from clvxl.data.table import SourceTable

__all__ = ["Sales", "customers_of", "money_of", "read_sales"]

LARGEST_AMOUNT = 1e15
"""A spreadsheet keeps 15 digits: what is larger has lost some, and a sum of it is not exact."""

SHARE_WORDS = ("rate", "pct", "percentage", "satz", "rabattsatz", "taux", "tasa", "taxa")
MONEY_WORDS = ("amount", "betrag", "rabattbetrag", "montant", "importe", "monto", "valor", "value")
PERCENT = ("%", "％")
LISTED_WORDS = 8
PARTLY_READ = 0.01
Discount = Literal["share", "percent", "money", "none"]
DEFAULTS = CleaningOptions()
NOT_SALES: tuple[Reason, ...] = ("cancelled", "refunded", "unpaid", "no_sale")


@dataclass
class Sales:
    """The lines of a table, as long as the table each.

    `orders` are codes, -1 where a line has none; None where no column tells. `covered` are lines
    whose amount stands on another line of their order. `reasons` are those for which a line is no
    sale. `totals` are lines that add up the others of their order. `currencies` are codes into
    `currency_names`, -1 for none. `refunded` are lines that had money taken off, `unplayed` roles
    whose column says nothing that is known.
    """

    customers: Customers
    days: FloatArray
    date_reading: str
    values: FloatArray
    mark: str
    orders: IntArray | None
    covered: BoolArray
    reasons: Mapping[Reason, BoolArray]
    currencies: IntArray | None = None
    currency_names: tuple[str, ...] = ()
    currencies_in_cells: bool = False
    amount_per: Literal["order", "line", ""] = ""
    discount: str = ""
    refunded: BoolArray | None = None
    unplayed: set[str] = field(default_factory=set)
    totals: BoolArray | None = None
    notices: list[Notice] = field(default_factory=list)


def read_sales(
    table: SourceTable, columns: ColumnMap, options: CleaningOptions, questions: Questions
) -> Sales:
    """Read the roles of a table of sales; what stands once an order is true of all its lines."""
    roles = columns.roles
    days, reading = questions.of(
        lambda: parse_dates(
            table.columns[roles["date"]], options.date_order, table.typed,
            table.headers[roles["date"]], table.date_offset,
        ),
        (_all(table, np.nan), ""), ("date_order", "day"),
    )  # fmt: skip
    money_at = _amount_columns(columns)
    inside, named = currencies_within(table, None if "currency" in roles else money_at[-1])
    readable = table if inside is None else in_one_currency(table, money_at[-1], inside, options)
    values, mark = questions.of(
        lambda: money_of(readable, money_at, options),
        (_all(table, np.nan), "number"), ("decimal", "."),
    )  # fmt: skip
    customers = _customers_of_sales(table, roles, values, options)
    orders, cut = (None, 0) if "order" not in roles else _orders_of(table, roles["order"], days)
    sales = Sales(
        customers, days, reading, values, mark, orders,
        covered=_all(table, False), reasons={}, currency_names=named,
    )  # fmt: skip
    if cut:
        fields = {"column": table.headers[roles["order"]], "count": cut}
        sales.notices.append(Notice("cut_orders", fields))
    _apply_discount(sales, table, columns, options, questions)
    if orders is not None:
        _carry(sales, table, roles)
        _count_once(sales, table, columns, options, questions)
    _take_off_refunds(sales, table, columns, options, questions)
    _read_status(sales, table, columns, options)
    _read_currencies(sales, table, roles)
    if inside is not None:
        sales.currencies, names = inside
        sales.currency_names, sales.currencies_in_cells = tuple(names), True
    return sales


def _all(table: SourceTable, value: Any) -> Any:
    """One value on all lines of a table."""
    return full(table.columns[0], value)


def _orders_of(table: SourceTable, at: int, days: FloatArray) -> tuple[IntArray, int]:
    """The orders, and of how many lines a spreadsheet cut the number: these go by the day too."""
    found = customers_of(table, at)
    cut = found.long & (found.codes >= 0)
    if not cut.any():
        return found.codes, 0
    return split_by_day(found.codes, cut, days), int(cut.sum())


def _customers_of_sales(
    table: SourceTable, roles: Mapping[str, int], values: FloatArray, options: CleaningOptions
) -> Customers:
    """The customers; what was paid out went to the customer, who did not pay it."""
    at, payee = roles["customer"], roles.get("payee")
    out = values < 0
    if payee is None or not out.any():
        return customers_of(table, at, options)
    out = out & ~is_nothing(table, payee)
    either = table.columns[at].where(~out, table.columns[payee])
    return _without_errors(
        read_customers(either, typed=table.typed, keep_null_words=options.keep_null_words)
    )


def customers_of(table: SourceTable, at: int, options: CleaningOptions = DEFAULTS) -> Customers:
    """The customers of a column; text that is an error, as a lookup leaves behind, is nobody."""
    return _without_errors(
        read_customers(
            table.columns[at], typed=table.typed, numbers=table.numbers.get(at),
            keep_null_words=options.keep_null_words,
        )
    )  # fmt: skip


def _without_errors(found: Customers) -> Customers:
    if isinstance(found.codes, Deferred):
        return found.without_errors()  # type: ignore[attr-defined, no-any-return]
    if found.labels.dtype != object or CELL_ERRORS.isdisjoint(found.labels):
        return found
    # a row without a customer has the code -1, the last one
    nobody = np.array([*(label in CELL_ERRORS for label in found.labels), True])
    return found._replace(codes=np.where(nobody[found.codes], -1, found.codes))


def _amount_columns(columns: ColumnMap) -> tuple[int, ...]:
    roles = columns.roles
    return (roles["amount"],) if "amount" in roles else (roles["quantity"], roles["price"])


def numbers_of(table: SourceTable, at: int, options: CleaningOptions) -> tuple[FloatArray, str]:
    """The numbers of a column and the decimal mark of its texts."""
    return parse_numbers(
        table.columns[at], options.decimal, table.headers[at], table.numbers.get(at)
    )


def money_of(
    table: SourceTable, at: tuple[int, ...], options: CleaningOptions
) -> tuple[FloatArray, str]:
    """The amount, or quantity × price, NaN where it is none that can be added exactly.

    The mark is that of the last column, the money.
    """
    factors = [numbers_of(table, column, options) for column in at]
    values, mark = factors[-1]
    if len(factors) == 2:
        with np.errstate(over="ignore"):
            values = rounded_money(factors[0][0] * values)
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(values) <= LARGEST_AMOUNT, values, np.nan), mark


def _carry(sales: Sales, table: SourceTable, roles: Mapping[str, int]) -> None:
    """Let a customer and a date that stand on one line of an order hold for its other lines."""
    orders = sales.orders
    assert orders is not None
    filled = carried(sales.customers.codes, orders)
    empty = (sales.customers.codes < 0) & is_nothing(table, roles["customer"])
    sales.customers = sales.customers._replace(codes=np.where(empty, filled, sales.customers.codes))
    blank = np.isnan(sales.days) & is_nothing(table, roles["date"])
    if blank.any():
        sales.days = np.where(blank, carried_days(sales.days, orders), sales.days)


def _count_once(
    sales: Sales, table: SourceTable, columns: ColumnMap, options: CleaningOptions,
    questions: Questions,
) -> None:  # fmt: skip
    """Count an amount that is the order's once, wherever it stands."""
    orders, roles = sales.orders, columns.roles
    assert orders is not None
    several = are_several(orders)
    parts = "part" in roles
    sales.totals = None if parts else totals_of_orders(sales.values, orders)
    at = _amount_columns(columns)
    if len(at) == 1 and (sales.totals is None or not sales.totals.any()):
        name = table.headers[at[0]]
        level = options.amount_per or amount_level(
            sales.values, orders, name, _products(table, roles, options), columns.once
        )
        if parts:
            # each of an order's payments, repeated on each of its items, counts once
            part = customers_of(table, roles["part"]).codes
            sales.values, level = once(sales.values, pairs(orders, part)), "line"
            sales.amount_per = "order"
        elif level == "line" and columns.once and are_mixed(sales.values, orders):
            level = "unclear"
        if level == "unclear":
            question = AmbiguousError(
                Text(
                    "all lines of an order bear the same {name}: is it each line's amount "
                    "({remedy[amount_of_line]}), or the order's, to be counted once "
                    "({remedy[amount_of_order]})?",
                    "同一订单各行的 {name} 都相同：它是每行的金额（{remedy[amount_of_line]}），还"
                    "是整单金额、只计一次（{remedy[amount_of_order]}）？",
                ),
                name=name,
            )
            questions.ask(question, ("amount_per", "order"))
        if level == "order":
            sales.values = once(sales.values, orders)
            sales.amount_per = "order"
    empty = all_of([is_nothing(table, column) for column in at])
    sales.covered = standing_elsewhere(empty & np.isnan(sales.values), sales.values, orders)
    if sales.covered.any():
        if not are_several(np.where(np.isfinite(sales.values), orders, -1)):
            sales.amount_per = "order"
        sales.values = np.where(sales.covered, 0.0, sales.values)
    if several and not sales.amount_per:
        sales.amount_per = "line"


def _products(
    table: SourceTable, roles: Mapping[str, int], options: CleaningOptions
) -> FloatArray | None:
    if "quantity" not in roles or "price" not in roles:
        return None
    try:
        return money_of(table, (roles["quantity"], roles["price"]), options)[0]
    except AmbiguousError:
        return None


def _apply_discount(
    sales: Sales, table: SourceTable, columns: ColumnMap, options: CleaningOptions,
    questions: Questions,
) -> None:  # fmt: skip
    """Take a discount off quantity × price."""
    at = columns.roles.get("discount")
    if at is None or "amount" in columns.roles or options.discount == "none":
        return
    plain, shares = _without_percent_signs(table.columns[at])
    off, _ = questions.of(
        lambda: parse_numbers(plain, options.decimal, table.headers[at], table.numbers.get(at)),
        (_all(table, 0.0), ""), ("decimal", "."),
    )  # fmt: skip
    off = np.abs(np.nan_to_num(off))
    if not (off != 0).any():
        return
    kind = options.discount or _discount_kind(off, shares, sales.values, table.headers[at])
    if kind is None:
        question = AmbiguousError(
            Text(
                "is {name}, such as {example}, a share of the price ({remedy[discount_share]}), a "
                "per cent of it ({remedy[discount_percent]}) or money ({remedy[discount_money]})?",
                "{name}（如 {example}）是价格的比例（{remedy[discount_share]}）、百分比（"
                "{remedy[discount_percent]}），还是金额（{remedy[discount_money]}）？",
            ),
            name=table.headers[at], example=value_at(off, first_place(off > 0)),
        )  # fmt: skip
        questions.ask(question, ("discount_as", "percent"))
        return
    sales.discount = kind
    scale = {"share": 1.0, "percent": 0.01}
    less = off if kind == "money" else off * scale[kind] * sales.values
    sales.values = rounded_money(sales.values - np.where(np.isnan(sales.values), 0.0, less))


def _without_percent_signs(column: pd.Series) -> tuple[pd.Series, BoolArray]:
    """A column of texts without their per cent signs, and which had one."""
    import pandas as pd

    if not is_text(column):
        return column, full(column, False)
    codes, words = words_of(column)
    marked = np.array([*(word.endswith(PERCENT) for word in words), False])
    if not marked.any():
        return column, full(column, False)
    plain = np.array([*(word.rstrip("%％").strip() for word in words), None], dtype=object)
    if isinstance(column, Deferred):
        return column.replaced(looked_up(plain, codes)), looked_up(marked, codes)
    return pd.Series(plain[codes], dtype="str"), marked[codes]


def _discount_kind(
    off: FloatArray, shares: BoolArray, values: FloatArray, name: str
) -> Discount | None:
    """What a discount is where its contents leave no doubt."""
    words = plain_word(name).split()
    if not ((off > 0) & ~shares).any():
        return "percent"
    if any(word in MONEY_WORDS for word in words) or "金额" in name or "額" in name:
        return "money"
    high = float(off.max())
    if high > 100:
        return "money"
    # 0.9 may be what is left to pay, as 九折 is
    small = high < 1 and bool((off == 0).any()) and median(off, off > 0) <= 0.5
    if small and "折" not in name and median(np.abs(values), np.isfinite(values)) > 1:
        return "share"
    if "%" in name or "percent" in words:
        return "percent"
    if any(word in SHARE_WORDS for word in words) or "割引率" in name:
        return "share" if high <= 1 else "percent"
    return None


def _take_off_refunds(
    sales: Sales, table: SourceTable, columns: ColumnMap, options: CleaningOptions,
    questions: Questions,
) -> None:  # fmt: skip
    """Take what was paid back off the amount."""
    at = columns.roles.get("refund")
    if at is None:
        return
    back, _ = questions.of(
        lambda: numbers_of(table, at, options),
        (_all(table, 0.0), ""), ("decimal", "."),
    )  # fmt: skip
    back = np.abs(back)
    if not (np.nan_to_num(back) > 0).any():
        return
    orders = sales.orders
    name = table.headers[at]
    if orders is not None and not of_lines(name):
        per_order = sales.amount_per == "order"
        level = amount_level(back, orders, name, None, per_order)
        paid = np.isfinite(back) & (back != 0)
        whole = not (paid & (back != sales.values)).any()
        if level == "order" or (level == "unclear" and (per_order or not whole)):
            back = once(back, orders)
    back = np.nan_to_num(back)
    sales.values = rounded_money(sales.values - back)
    sales.refunded = back > 0


def _read_status(
    sales: Sales, table: SourceTable, columns: ColumnMap, options: CleaningOptions
) -> None:
    """Find the lines that are no sales by their status, their kind, or a day of cancellation."""
    reasons = {reason: _all(table, False) for reason in NOT_SALES}
    kept = {plain_word(word) for word in options.keep_status}
    orders = sales.orders
    for at in _played(columns, "status"):
        verdicts, unknown = _verdicts(
            table, at, orders, kept, partial(status_verdicts, table.headers[at])
        )
        for reason in NOT_SALES:
            reasons[reason] |= verdicts == reason
        _tell_partly_refunded(sales, table, at, columns)
        if unknown:
            sales.notices.append(_unknown(table.headers[at], unknown))
    for at in _played(columns, "type"):
        verdicts, unknown = _verdicts(table, at, orders, kept, type_verdicts)
        if not ((verdicts == "return") | (verdicts == "no_sale")).any():
            sales.unplayed.add("type")
            filled = words_of(table.columns[at])[0] >= 0
            if unknown and (filled & (verdicts == "kept")).any():
                sales.notices.append(_unknown(table.headers[at], unknown))
            continue
        reasons["no_sale"] |= verdicts == "no_sale"
        _turn_returns(sales, verdicts == "return", table.headers[at])
        if unknown:
            sales.notices.append(_unknown(table.headers[at], unknown))
    days = columns.roles.get("cancelled")
    if days is not None and "cancelled" not in kept:
        reasons["cancelled"] |= _marked(table, days, orders)
    paid = columns.roles.get("paid")
    if paid is not None and "unpaid" not in kept:
        reasons["unpaid"] |= ~_marked(table, paid, orders)
    sales.reasons = {reason: which for reason, which in reasons.items() if which.any()}


def _marked(table: SourceTable, at: int, orders: IntArray | None) -> BoolArray:
    """Whether a day stands on each line, or on another line of its order."""
    there = ~is_nothing(table, at)
    return there if orders is None else marked(there, orders)


def _played(columns: ColumnMap, role: str) -> tuple[int, ...]:
    first = columns.roles.get(role)
    return () if first is None else (first, *columns.rivals.get(role, ()))


def _verdicts(
    table: SourceTable, at: int, orders: IntArray | None, kept: set[str],
    judge: Callable[[list[str]], list[Verdict]],
) -> tuple[NDArray[np.object_], list[str]]:  # fmt: skip
    """What each line's word says, and the words that are not known."""
    codes, words = words_of(table.columns[at])
    if orders is not None:
        codes = carried(codes, orders)
    judged = judge(list(words))
    found: list[Verdict] = [
        "kept" if plain_word(word) in kept else verdict
        for word, verdict in zip(words, judged, strict=True)
    ]
    unknown = [word for word, verdict in zip(words, found, strict=True) if not verdict]
    return looked_up(np.array([*found, "kept"], dtype=object), codes), unknown


def _tell_partly_refunded(sales: Sales, table: SourceTable, at: int, columns: ColumnMap) -> None:
    """Tell of sales that were paid back in part where no column says how much."""
    if "refund" in columns.roles:
        return
    codes, words = words_of(table.columns[at])
    partly = looked_up(np.array([*map(is_partly_refunded, words), False]), codes)
    if partly.any():
        fields = {"column": table.headers[at], "count": int(partly.sum())}
        sales.notices.append(Notice("partly_refunded", fields))


def _turn_returns(sales: Sales, which: BoolArray, name: str) -> None:
    """Amounts of credit notes written without a sign go back all the same."""
    there = which & np.isfinite(sales.values) & (sales.values != 0)
    if there.any() and not (there & (sales.values < 0)).any():
        sales.notices.append(Notice("turned", {"column": name, "count": int(there.sum())}))
        sales.values = np.where(which, -sales.values, sales.values)


def _unknown(name: str, words: list[str]) -> Notice:
    shown = ", ".join(words[:LISTED_WORDS]) + (", …" if len(words) > LISTED_WORDS else "")
    return Notice("unknown_status", {"column": name, "words": shown})


def _read_currencies(sales: Sales, table: SourceTable, roles: Mapping[str, int]) -> None:
    at = roles.get("currency")
    if at is None:
        return
    codes, words = words_of(table.columns[at])
    merged, names = factorize(np.array([*(word.upper() for word in words), None], dtype=object))
    codes = regrouped(merged, codes)
    sales.currencies = codes if sales.orders is None else carried(codes, sales.orders)
    sales.currency_names = tuple(map(str, names))
