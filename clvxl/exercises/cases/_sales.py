"""What exercises on a list of sales share: their sales, each customer's figures, scores and cuts."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import accumulate
from random import Random
from typing import Any

import numpy as np

from clvxl.core.rfm import customer_totals, score
from clvxl.core.segments import standard
from clvxl.data.grouping import factorize
from clvxl.data.simulate import simulate_sales
from clvxl.exercises.engine.limits import day_text
from clvxl.exercises.engine.records import DATE, MONEY, Col, Columns, Data, Field, Grid, Limit
from clvxl.text import Text

__all__ = [
    "BINS", "BOUGHT", "CUTS", "RFM", "book_sales", "count", "customer_columns", "from_last_day",
    "house_sales", "last", "last_day", "middle", "money", "names", "order_log", "own", "sales_data",
    "segments_found", "telling", "whole",
]  # fmt: skip

BINS = 5
"""Scores run from 1 to this."""
MEMBER = Text("Customer", "会员号")
BOUGHT = "(in_amount>0)"
RFM = "[customers.recency:],[customers.frequency:],[customers.monetary:]"


ORDER_SEED = 20250901
CARDS, ORDERS = 40, 180
FIRST_DAY, LOG_DAYS = 45901, 91
"""2025-09-01, three months."""
DRINKS = (9.5, 12.0, 14.0, 15.0, 16.0)
FOOD = (8.0, 11.0, 13.5)


def order_log() -> list[Sequence[Any]]:
    """Return orders of one drink or two, some with something to eat; each card has one at least."""
    draw = Random(ORDER_SEED).random
    habits = [0.2 - math.log(1 - draw()) for _ in range(CARDS)]
    cards = [*range(CARDS), *(_picked(habits, draw()) for _ in range(ORDERS - CARDS))]
    days = sorted(int(LOG_DAYS * draw()) for _ in range(ORDERS))
    mixed = sorted(range(ORDERS), key=lambda _: draw())
    names = [f"K{cards[at] + 1:03d}" for at in mixed]
    return [names, [float(FIRST_DAY + day) for day in days], [_bill(draw) for _ in range(ORDERS)]]


def _picked(habits: Sequence[float], share: float) -> int:
    """The card at a share of all habits, taken one after the other."""
    return bisect(list(accumulate(habits)), share * sum(habits), hi=len(habits) - 1)


def _bill(draw: Callable[[], float]) -> float:
    amount = DRINKS[int(5 * draw())]
    amount += DRINKS[int(5 * draw())] if draw() < 0.2 else 0.0
    return amount + (FOOD[int(3 * draw())] if draw() < 0.35 else 0.0)


CUSTOMERS, SALES, SEED = 200, 1020, 20240939
START, DAYS = 45292, 547
"""2024-01-01, eighteen months."""


def book_sales() -> list[Sequence[Any]]:
    """Return simulated sales at a bookshop's prices, which end in .90."""
    sold = simulate_sales(CUSTOMERS, SALES, SEED, START, DAYS)
    amounts = np.sign(sold.amounts) * (np.floor(np.abs(sold.amounts)) + 0.9)
    members = [f"M{int(name[1:]):03d}" for name in sold.customers.tolist()]
    return [members, sold.dates.tolist(), np.round(amounts, 2).tolist()]


def last_day(columns: Columns) -> float:
    """Return the last day of the sales."""
    return float(max(columns["date"]) // 1)


def middle(columns: Columns) -> float:
    """Return the day in the middle of the sales."""
    return float((min(columns["date"]) + max(columns["date"])) // 2)


def from_last_day(columns: Columns) -> Limit:
    """Return a limit: no day before the last of the sales: some of them would not have happened yet."""
    day = day_text(last_day(columns))
    said = Text(
        f"A date from {day} on, the last day of the sales.",
        f"{day}（销售记录的最后一天）或更晚的日期。",
    )
    return Limit("date", last_day(columns), None, said)


def telling(columns: Columns) -> Any:
    """Return a customer on whom mistakes show: bought often, brought the last thing back, then silence."""
    codes, labels = factorize(columns["customer"])
    days, amounts = np.array(columns["date"], float), np.array(columns["amount"], float)
    totals = customer_totals(codes, days, amounts)
    silent = np.nan_to_num(days.max() - totals.last)
    scores = score(silent, totals.frequency, totals.monetary)
    back = np.full(len(labels), -np.inf)
    np.maximum.at(back, codes[amounts < 0], days[amounts < 0])
    points = 8 * (back > totals.last) + 4 * np.isfinite(back) + 2 * (scores.r != scores.m)
    points += (scores.r <= 2) & (scores.f >= 4)
    return labels.tolist()[int(np.lexsort((totals.frequency, silent, points))[-1])]


def house_sales() -> list[Sequence[Any]]:
    """Return the simulated sales of a shop for house and garden."""
    sold = simulate_sales()
    return [sold.customers.tolist(), sold.dates.tolist(), sold.amounts.tolist()]


def segments_found(columns: Columns) -> int:
    """Return how many of the ten segments have a customer."""
    codes, _ = factorize(columns["customer"])
    dates, amounts = np.array(columns["date"], float), np.array(columns["amount"], float)
    totals = customer_totals(codes, dates, amounts)
    there = np.isfinite(totals.last)
    silent = np.max(dates[amounts > 0]) - totals.last[there]
    scores = score(silent, totals.frequency[there], totals.monetary[there], BINS)
    return len(set(standard(scores.r, scores.f).tolist()))


def whole(columns: Columns) -> float | None:
    """Return where shares of revenue end: at 1, unless a customer brought back more than bought."""
    spent: dict[Any, float] = {}
    for customer, amount in zip(columns["customer"], columns["amount"], strict=True):
        spent[customer] = spent.get(customer, 0.0) + amount
    return 1 if min(spent.values()) >= 0 else None


def sales_data(
    values: Callable[[], Sequence[Sequence[Any]]],
    most: int,
    width: float,
    note: Text,
    customer: Text = MEMBER,
) -> Data:
    """Return sales as the data of an exercise: customer, date and amount on a sheet of their own."""
    return Data(
        title=Text("The sales", "销售记录"),
        fields=(
            Field("customer", customer, "text", None, width, "customer"),
            Field("date", Text("Date", "日期"), "date", DATE, width, "date"),
            Field("amount", Text("Amount", "金额"), "amount", MONEY, width, "amount"),
        ),
        values=values, most=most, sheet=Text("Sales", "销售"), note=note,
    )  # fmt: skip


def names(columns: Columns) -> list[Any]:
    """Return the customers in order of first appearance."""
    return list(dict.fromkeys(columns["customer"]))


def count(columns: Columns) -> int:
    """Return how many customers there are."""
    return len(names(columns))


def own(customer: str, what: str) -> str:
    """Return the formula that adds up something over a customer's sales."""
    return f"SUMPRODUCT((in_customer={customer})*{what})"


def last(customer: str) -> str:
    """Return the formula of a customer's last purchase, 0 without one."""
    # Not MAX: Gnumeric takes no array in it, in SUMPRODUCT either.
    return f"SUMPRODUCT(LARGE((in_customer={customer})*{BOUGHT}*in_date,1))"


def money(customer: str) -> str:
    """Return the formula of what a customer spent, returns taken off."""
    # Binary fractions would break ties: 0.1 + 0.2 is not 0.3.
    return f"ROUND({own(customer, 'in_amount')},6)"


def customer_columns(day: str, *more: Col) -> tuple[Col, ...]:
    """Return the columns of the grid `customers`, recency counted from the step `day`, and more."""
    score = "SUMPRODUCT(1*([{0}]>[cuts.{1}_cut:]))"
    return (
        Col("customer", MEMBER, "text", values=names, width=11.0),
        Col("last", Text("Latest", "最近来过"), "date", f"=INT({last('[customer]')})", width=12.0),
        Col("recency", Text("R (days)", "R（天）"), "integer", _if_any(f"[{day}]-[last]"), width=9.0),
        Col("frequency", Text("F (times)", "F（次）"), "integer", _if_any(own("[customer]", BOUGHT)), width=9.0),
        Col("monetary", Text("M (money)", "M（金额）"), "amount", _if_any(money("[customer]")), width=12.0),
        Col("r", Text("R score", "R 分"), "integer", _if_any(f"{BINS}-{score.format('recency', 'r')}"), width=8.0),
        Col("f", Text("F score", "F 分"), "integer", _if_any(f"1+{score.format('frequency', 'f')}"), width=8.0),
        Col("m", Text("M score", "M 分"), "integer", _if_any(f"1+{score.format('monetary', 'm')}"), width=8.0),
        Col("code", Text("Code", "编码"), "general", _if_any("100*[r]+10*[f]+[m]"), width=7.0),
        *more,
    )  # fmt: skip


def _if_any(formula: str) -> str:
    """A formula for customers with a purchase."""
    return f'=IF([last]=0,"",{formula})'


def _cut(column: str) -> str:
    return f"=ROUND(PERCENTILE([customers.{column}:],[share]),6)"


CUTS = Grid(
    "cuts",
    Text("The cuts between the scores", "各分值之间的分界"),
    BINS - 1,
    (
        Col("cut", Text("Cut", "分界"), "integer", values=range(1, BINS), width=10.0),
        Col("share", Text("Customers at or below", "不高于此界的客户"), "percent", "=[cut]/5", width=19.0),
        Col("r_cut", Text("R (days)", "R（天）"), "number", _cut("recency"), width=19.0),
        Col("f_cut", Text("F (times)", "F（次）"), "number", _cut("frequency"), width=19.0),
        Col("m_cut", Text("M (money)", "M（金额）"), "amount", _cut("monetary"), width=19.0),
    ),
    note=Text(
        "F and M score 1 plus one for each cut that the value is above; R scores 5 less one for each, as few days "
        "are good. A value equal to a cut falls below it: equal customers have equal scores.",
        "F 与 M 从 1 分起，每高于一个分界加 1 分；R 的天数越少越好，从 5 分起，每高于一个分界减 1 分。"
        "等于分界的值归入下档，因此数值相同的客户得分相同。",
    ),
)  # fmt: skip
