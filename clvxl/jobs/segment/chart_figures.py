"""The figures that charts are drawn from, side by side on a sheet of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clvxl.data.periods import year_month_day
from clvxl.jobs.segment.concentration import Concentration
from clvxl.jobs.segment.distributions import Distribution
from clvxl.jobs.segment.findings import Findings
from clvxl.jobs.segment.months import Months, Period
from clvxl.jobs.segment.texts import say
from clvxl.report.records import Column, Sheet, Table
from clvxl.report.stack import Stack
from clvxl.report.values import shown

__all__ = ["ChartFigures", "chart_figures", "class_labels", "month_labels"]

LETTERS = {"recency": "R", "frequency": "F", "monetary": "M"}


@dataclass(frozen=True)
class ChartFigures:
    """The sheet, and its tables by name."""

    sheet: Sheet
    tables: dict[str, Table]


def chart_figures(found: Findings, language: str) -> ChartFigures:
    """Return the sheet of what is drawn, besides the segments."""
    blocks: list[tuple[str, str, Sequence[Column]]] = []
    if found.months is not None:
        blocks.append(("months", _heading(found.months, language), _months(found.months, language)))
    if found.concentration is not None:
        blocks.append(("pareto", say("pareto", language), _pareto(found.concentration, language)))
    for each in found.distributions:
        title = say(f"spread_{each.measure}", language)
        blocks.append((f"{each.measure}_spread", title, _spread(each, language)))
    width = max(len(columns) for _, _, columns in blocks)
    widths = {0: 20.0, **dict.fromkeys(range(1, width), 13.0)}
    page = Stack(say("sheet_chart_figures", language), widths)
    page.text(say("chart_figures_note", language))
    tables = {}
    for name, heading, columns in blocks:
        page.skip()
        page.begin_part()
        page.text(heading, "heading")
        tables[name] = page.table(name, columns)
    return ChartFigures(page.sheet(), tables)


def _heading(months: Months, language: str) -> str:
    return say(f"revenue_by_{months.period}", language)


def _months(months: Months, language: str) -> list[Column]:
    labels = month_labels(months)
    return [
        Column(say(months.period, language), labels, "text"),
        Column(say("returning_customers", language), months.returning, "amount"),
        Column(say("new_customers", language), months.new, "amount"),
    ]


def month_labels(months: Months) -> list[str]:
    """Return the names of the periods, a star at the one that is not over.

    >>> month_labels(Months("quarter", np.array([45658.0, 45748.0]), np.zeros(2), np.zeros(2),
    ...                     45760.0, True))
    ['2025 Q1', '2025 Q2*']
    """
    labels = [_period_label(day, months.period) for day in months.starts]
    if months.partial:
        labels[-1] += "*"
    return labels


def _period_label(day: float, period: Period) -> str:
    year, month, _ = year_month_day(day)
    if period == "month":
        return f"{year}-{month:02}"
    return f"{year} Q{(month + 2) // 3}" if period == "quarter" else str(year)


def _pareto(found: Concentration, language: str) -> list[Column]:
    return [
        Column(say("best_customers", language), found.customers, "percent"),
        Column(say("revenue_share", language), found.revenue, "percent"),
        Column(say("all_alike", language), found.customers, "percent"),
    ]


def _spread(found: Distribution, language: str) -> list[Column]:
    scores = found.counts.shape[1]
    letter = LETTERS[found.measure]
    classes = Column(say(f"class_{found.measure}", language), class_labels(found, language), "text")
    if found.least > 1:
        return [
            classes, Column(say("customers", language), found.counts.sum(axis=1), "integer"),
        ]  # fmt: skip
    return [
        classes,
        *(
            Column(f"{letter}{score}", found.counts[:, score - 1], "integer")
            for score in range(1, scores + 1)
        ),
    ]


def class_labels(found: Distribution, language: str) -> list[str]:
    """Return what each class is called, such as 0–29 days or 50–100 in money."""
    step = 1.0 if found.measure != "monetary" else 0.0
    ends = found.ends - step
    labels = [
        _number(low) if low == high else f"{_number(low)}–{_number(high)}"
        for low, high in zip(found.edges, ends, strict=True)
    ]
    if found.above:
        labels[-1] = say("and_more", language, least=_number(found.edges[-1]))
    if found.below:
        labels[0] = say("below", language, most=_number(float(ends[0] + step)))
    return labels


def _number(value: float) -> str:
    return shown(value, "integer") if value == np.floor(value) else f"{value:,.2f}"
