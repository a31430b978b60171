"""What exercises on a list of sales share: the table, and a customer's figures by formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from clvxl.exercises.engine.records import DATE, MONEY, Data, Field
from clvxl.text import Text

__all__ = ["BINS", "BOUGHT", "RFM", "cut", "last", "money", "own", "sales_data"]

BINS = 5
"""Scores run from 1 to this."""
BOUGHT = "(in_amount>0)"
RFM = "[customers.recency:],[customers.frequency:],[customers.monetary:]"


def sales_data(
    values: Callable[[], Sequence[Sequence[Any]]], most: int, width: float, note: Text
) -> Data:
    """Return sales as the data of an exercise: customer, date and amount on a sheet of their own."""
    return Data(
        title=Text("The sales", "销售记录"),
        fields=(
            Field("customer", Text("Customer", "会员号"), "text", None, width, "customer"),
            Field("date", Text("Date", "日期"), "date", DATE, width, "date"),
            Field("amount", Text("Amount", "金额"), "amount", MONEY, width, "amount"),
        ),
        values=values, most=most, sheet=Text("Sales", "销售"), note=note,
    )  # fmt: skip


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


def cut(column: str, share: str) -> str:
    """Return the formula of the value with a share of the customers at or below it."""
    return f"=ROUND(PERCENTILE([customers.{column}:],[{share}]),6)"
