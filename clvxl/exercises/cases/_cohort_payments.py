"""The payments of the exercise cohort: users of a software service, and its figures."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from clvxl.exercises.engine.accepted import whole
from clvxl.exercises.engine.records import AMOUNT, DATE, MONEY, RATE, Columns, Data, Field, Figure
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


def _spans(columns: Columns) -> tuple[list[tuple[int, int]], int]:
    """The first and the last month of each user's payments, and the last of all."""
    found: dict[Any, list[int]] = {}
    for who, day in zip(columns["customer"], columns["date"], strict=True):
        paid = DAY_ZERO + timedelta(days=int(day))
        found.setdefault(who, []).append(12 * paid.year + paid.month)
    spans = [(min(paid), max(paid)) for paid in found.values()]
    return spans, max(last for _, last in spans)


def names(columns: Columns) -> list[Any]:
    """The users in order of first appearance."""
    return list(dict.fromkeys(columns["customer"]))


def months(columns: Columns) -> int:
    """How many calendar months there are."""
    spans, end = _spans(columns)
    return end - min(first for first, _ in spans) + 1


def ages(columns: Columns) -> int:
    """How many renewals a user can have been seen to decide on; one row at least."""
    return max(months(columns) - 1, 1)


def cohorts(columns: Columns) -> int:
    """How many months have new users."""
    return len({first for first, _ in _spans(columns)[0]})


def leaving(columns: Columns) -> int:
    """After how many different numbers of months users left; one row at least."""
    spans, end = _spans(columns)
    return max(len({last - first for first, last in spans if last < end}), 1)


DATA = Data(
    title=Text("The payments", "付款记录"),
    fields=(
        Field("customer", Text("User", "用户"), "text", width=14.0, role="customer"),
        Field("date", Text("Date", "日期"), "date", DATE, 14.0, role="date", varies=None),
        Field("amount", Text("Amount", "金额"), "amount", MONEY, 14.0, role="amount"),
    ),
    values=_payments, most=3000, sheet=Text("Payments", "付款"),
    note=Text("One row is one monthly payment. Who paid in the last month is still there; who stopped before has left.",
              "每行是一次月费付款。最后一个月付过款的用户仍在；此前停止付款即为流失。"),
)  # fmt: skip

FIGURES = (
    Figure("margin", Text("Gross margin", "毛利率"), 0.7, "percent", RATE, Text("of a payment", "占付款金额的比例")),
    Figure("acquisition_cost", Text("Cost of winning a user", "用户获取成本"), 90, "amount", AMOUNT,
           Text("and of replacing one", "替换一位也需同样成本")),
    Figure("settled", Text("Early: leaves after payment 1 to", "早期流失：至多付款几次后离开"), 3, "integer", whole(1, 23),
           Text("else settled", "否则为稳定")),
    Figure("lift", Text("Onboarding: first renewal up by", "新手引导：首次续费率提高"), 0.1, "percent", RATE,
           Text("points", "百分点")),
    Figure("guide", Text("Onboarding: cost per new user", "新手引导：每位新用户成本"), 30, "amount", AMOUNT, Text("once", "一次性")),
    Figure("late_lift", Text("Credit: settled renewals up by", "忠诚优惠：稳定用户续费率提高"), 0.01, "percent", RATE,
           Text("points", "百分点")),
    Figure("credit", Text("Credit: cost per settled user", "忠诚优惠：每位稳定用户成本"), 4, "amount", AMOUNT,
           Text("each month", "每月")),
)  # fmt: skip
