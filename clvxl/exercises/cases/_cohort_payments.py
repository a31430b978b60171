"""The payments of the exercise cohort: users of a software service, and its figures."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from clvxl.exercises.engine.records import (
    AMOUNT,
    DATE,
    MONEY,
    RATE,
    Columns,
    Data,
    Field,
    Figure,
    Limit,
)
from clvxl.text import Text

__all__ = ["AGES", "DATA", "FIGURES", "ages", "cohorts", "leaving", "months", "names"]

SEED = 49
JOINED = (11, 12, 13, 14, 16, 17, 18, 19)
"""New users in January, February and so on."""
LEAVING = (0.32, 0.2, 0.12, 0.04, 0.04, 0.04, 0.04, 0.04)
"""The share that does not pay again after the first payment, the second and so on."""
FEE, YEAR = 60.0, 2025
AGES = 8
"""So many columns has a cohort table."""

DAY_ZERO = date(1899, 12, 30)


def _payments() -> list[Sequence[Any]]:
    """A payment per user and month until the user leaves, in order of dates."""
    draw, rows, number = random.Random(SEED), [], 0
    for joined, count in enumerate(JOINED):
        for _ in range(count):
            number += 1
            day = 1 + int(27 * draw.random())
            for age, month in enumerate(range(joined, len(JOINED))):
                rows.append(((date(YEAR, month + 1, day) - DAY_ZERO).days, f"U{number:03d}"))
                if draw.random() < LEAVING[age]:
                    break
    rows.sort()
    return [[who for _, who in rows], [float(day) for day, _ in rows], [FEE] * len(rows)]


def _month(day: float) -> int:
    found = DAY_ZERO + timedelta(days=int(day))
    return 12 * found.year + found.month


def _spans(columns: Columns) -> tuple[dict[Any, list[int]], int, int]:
    """The months of each user's payments, the first of all and the last."""
    found: dict[Any, list[int]] = {}
    for who, day in zip(columns["customer"], columns["date"], strict=True):
        found.setdefault(who, []).append(_month(day))
    paid = [month for span in found.values() for month in span]
    return found, min(paid), max(paid)


def names(columns: Columns) -> list[Any]:
    """The users in order of first appearance."""
    return list(dict.fromkeys(columns["customer"]))


def months(columns: Columns) -> int:
    """How many calendar months there are."""
    _, first, last = _spans(columns)
    return last - first + 1


def ages(columns: Columns) -> int:
    """How many renewals a user can have been seen to decide on; one row at least."""
    return max(months(columns) - 1, 1)


def cohorts(columns: Columns) -> int:
    """How many months have new users."""
    return len({min(span) for span in _spans(columns)[0].values()})


def leaving(columns: Columns) -> int:
    """After how many different numbers of months users left; one row at least."""
    spans, _, last = _spans(columns)
    gone = {max(span) - min(span) + 1 for span in spans.values() if max(span) < last}
    return max(len(gone), 1)


DATA = Data(
    title=Text("The payments", "付款记录"),
    fields=(
        Field("customer", Text("User", "用户"), "text", width=14.0, role="customer"),
        Field("date", Text("Date", "日期"), "date", DATE, 14.0, role="date", varies=None),
        Field("amount", Text("Amount", "金额"), "amount", MONEY, 14.0, role="amount"),
    ), values=_payments,
    most=3000,
    sheet=Text("Payments", "付款"), note=Text(
        "One row is one monthly payment. Who pays no more after some month has left then; who paid in the last "
        "month is still there.", "每行是一次月费付款。某月之后不再付款即为流失；最后一个月付过款的用户仍在。",
    ),
)  # fmt: skip

POINT = Limit(
    "decimal", 0, 1, Text("A share between 0 and 1: write ten percentage points as 10% or 0.1.",
         "0 与 1 之间的比率：十个百分点请写作 10% 或 0.1。"),
)  # fmt: skip

FIGURES = (
    Figure("margin", Text("Gross margin", "毛利率"), 0.7, "percent", RATE, Text("of a payment", "占付款金额的比例")),
    Figure("acquisition_cost", Text("Cost of winning a user", "用户获取成本"), 90, "amount", AMOUNT,
           Text("paid again for each user to be replaced", "每替换一位流失用户再付一次")),
    Figure("settled", Text("Settled after so many payments", "付款多少次后视为稳定用户"), 3, "integer",
           Limit("integer", 1, 24, Text("A whole number from 1 to 24.", "1 到 24 的整数。")),
           Text("the early months end here", "早期到此为止")),
    Figure("lift", Text("Onboarding: more renew the first time", "新手引导：首次续费率提高"), 0.1, "percent", POINT,
           Text("points, added to the first renewal rate", "个百分点，加在首次续费率上")),
    Figure("guide", Text("Onboarding: cost per new user", "新手引导：每位新用户成本"), 30, "amount", AMOUNT,
           Text("a call and a first project, in month 1", "首月的电话与第一个项目")),
    Figure("late_lift", Text("Loyalty credit: more renew each month", "忠诚优惠：每月续费率提高"), 0.01, "percent", POINT,
           Text("percentage points, once settled", "个百分点，成为稳定用户之后")),
    Figure("credit", Text("Loyalty credit: cost per settled user", "忠诚优惠：每位稳定用户成本"), 4, "amount", AMOUNT,
           Text("each month", "每月")),
)  # fmt: skip
