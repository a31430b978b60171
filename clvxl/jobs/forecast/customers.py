"""The sheet Customers of a forecast: a row per customer, the highest value first."""

from __future__ import annotations

import numpy as np

from clvxl.core.segments import SCHEMES
from clvxl.jobs.forecast.figures import Figures
from clvxl.jobs.forecast.texts import say
from clvxl.report.layout import paginate
from clvxl.report.records import Column, Format, Sheet, Table
from clvxl.report.words import titled
from clvxl.sheet.texts import SEGMENT_NAMES

__all__ = ["by_value", "customer_columns", "customer_sheets"]


def customer_sheets(
    figures: Figures, language: str, printed: int | None, first: int | None = None
) -> list[Sheet]:
    """Return the list of customers, on several sheets where it does not fit on one.

    Without a model it holds what was bought, the most money first. `printed` are the rows that go
    to paper, `first` are so many customers; None for all.
    """
    columns = customer_columns(figures, by_value(figures)[:first], 0, language)
    table = Table("customers", 0, 0, columns, filterable=True)
    name = say("sheet_customers", language)
    return paginate(name, table, landscape=True, frozen=(1, 1), printed=printed)


def by_value(figures: Figures) -> np.ndarray:
    """Return all customers, the highest value ahead first, without a model the most money."""
    if figures.base.prospects is not None:
        return figures.order
    return np.argsort(-figures.spent, kind="stable")


def customer_columns(
    figures: Figures, order: np.ndarray, before: int, language: str
) -> tuple[Column, ...]:
    """Return all that is known and foretold of some customers, in this order.

    `before` are so many that rank before them.
    """
    foretold = figures.base.prospects is not None
    return (
        *_known(figures, order, before, language),
        *(_foretold(figures, order, language) if foretold else []),
        *_learned(figures, order, language),
    )


def _known(figures: Figures, order: np.ndarray, before: int, language: str) -> list[Column]:
    labels = figures.labels[order]
    kind: Format = "general" if labels.dtype.kind == "f" else "text"
    keys = SCHEMES[figures.scheme]
    names = np.array([SEGMENT_NAMES.say(key, language) for key in keys], dtype=object)
    return [
        Column(say("customer", language), labels, kind),
        Column(say("rank", language), before + np.arange(1, len(order) + 1), "integer"),
        Column(say("segment", language), names[figures.segment[order]], "text"),
        Column(say("purchases", language), figures.purchases(order), "integer"),
        Column(say("last_purchase", language), figures.last(order), "date"),
        Column(
            titled(say("spent", language), figures.currency, language), figures.spent[order],
            "amount",
        ),
    ]  # fmt: skip


def _foretold(figures: Figures, order: np.ndarray, language: str) -> list[Column]:
    ahead = figures.ahead(order)
    columns: list[tuple[str, np.ndarray, Format]] = [
        ("alive", ahead.alive, "percent"),
        ("expected", ahead.expected, "amount"),
        ("low", ahead.low, "integer"),
        ("high", ahead.high, "integer"),
        ("value_per_purchase", figures.worth(order), "amount"),
        ("expected_revenue", figures.revenue(order), "amount"),
        ("clv", figures.value(order), "amount"),
    ]
    money = ("value_per_purchase", "expected_revenue", "clv")
    return [
        Column(
            titled(say(key, language), figures.currency * (key in money), language), values, kind
        )
        for key, values, kind in columns
    ]


def _learned(figures: Figures, order: np.ndarray, language: str) -> list[Column]:
    learnt = figures.base.learnt
    if learnt is None:
        return []
    return [
        Column(say("learned_purchases_column", language), learnt.purchases[order], "amount"),
        Column(
            titled(say("learned_revenue_column", language), figures.currency, language),
            learnt.money[order], "amount",
        ),
    ]  # fmt: skip
