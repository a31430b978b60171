"""The bookshop of the exercise rfm: its sales and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from clvxl.core.rfm import customer_totals, score
from clvxl.data.grouping import factorize
from clvxl.data.simulate import simulate_sales
from clvxl.exercises.cases._sales import sales_data
from clvxl.exercises.engine.limits import day_text
from clvxl.exercises.engine.records import Columns, Figure, Limit
from clvxl.text import Text

__all__ = ["DATA", "FIGURES", "count", "names"]

CUSTOMERS, SALES, SEED = 200, 1020, 20240939
START, DAYS = 45292, 547
"""2024-01-01, eighteen months."""


def _sales() -> list[Sequence[Any]]:
    """Simulated sales at a bookshop's prices, which end in .90."""
    sold = simulate_sales(CUSTOMERS, SALES, SEED, START, DAYS)
    amounts = np.sign(sold.amounts) * (np.floor(np.abs(sold.amounts)) + 0.9)
    members = [f"M{int(name[1:]):03d}" for name in sold.customers.tolist()]
    return [members, sold.dates.tolist(), np.round(amounts, 2).tolist()]


def names(columns: Columns) -> list[Any]:
    """The customers in order of first appearance."""
    return list(dict.fromkeys(columns["customer"]))


def count(columns: Columns) -> int:
    """How many customers there are."""
    return len(names(columns))


def _last_day(columns: Columns) -> float:
    return float(max(columns["date"]) // 1)


def _from_last_day(columns: Columns) -> Limit:
    """No day before the last of the sales: some of them would not have happened yet."""
    last = _last_day(columns)
    day = day_text(last)
    message = Text(
        f"A date from {day} on, the last day of the sales.",
        f"{day}（销售记录的最后一天）或更晚的日期。",
    )
    return Limit("date", last, None, message)


def _telling(columns: Columns) -> Any:
    """A customer on whom mistakes show: bought often, brought the last thing back, then silence."""
    codes, labels = factorize(columns["customer"])
    days, amounts = np.array(columns["date"], float), np.array(columns["amount"], float)
    totals = customer_totals(codes, days, amounts)
    silent = np.nan_to_num(days.max() - totals.last)
    scores = score(silent, totals.frequency, totals.monetary)
    back = np.full(len(labels), -np.inf)
    np.maximum.at(back, codes[amounts < 0], days[amounts < 0])
    points = 8 * (back > totals.last) + 4 * np.isfinite(back) + 2 * (scores.r != scores.m)
    points += (scores.r <= 2) & (scores.f >= 4)
    best = np.lexsort((totals.frequency, silent, points))[-1]
    return labels.tolist()[int(best)]


DATA = sales_data(
    _sales, most=5000, width=14.0,
    note=Text(
        "One row is one purchase; a negative amount is a return. A return is taken off the money, "
        "but it is no visit to buy.",
        "每行是一次购买；负数为退货。退货从金额中扣除，但不算一次购买。",
    ),
)  # fmt: skip

KNOWN = Limit(
    "formula", None, None,
    Text("A customer of the sheet Sales, written as there.",
         "工作表“销售”中的会员号，写法须与表中一致。"),
    formula='=SUMPRODUCT((in_customer&""=in_chosen&"")*1)>0',
)  # fmt: skip

FIGURES = (
    Figure("as_of", Text("Day of the count", "统计截止日"), _last_day, "date",
           _from_last_day,
           Text("the last day of the sales, or a later one", "销售记录的最后一天，或更晚的日期")),
    Figure("chosen", Text("Customer to look at", "要考察的客户"), _telling, "text", KNOWN,
           Text("one on the sheet Sales", "工作表“销售”中的会员")),
)  # fmt: skip
