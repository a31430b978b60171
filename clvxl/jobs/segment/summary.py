"""The Summary: headline, key figures, segments and what each calls for, and the charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from clvxl import __version__
from clvxl.jobs.lines import Facts
from clvxl.jobs.segment.chart_figures import ChartFigures
from clvxl.jobs.segment.findings import Findings
from clvxl.jobs.segment.headline import headline
from clvxl.jobs.segment.texts import say
from clvxl.report.colors import CUSTOMERS, EVEN, NEW_REVENUE, REVENUE, SEGMENTS
from clvxl.report.layout import figures_width
from clvxl.report.pages import page_width
from clvxl.report.records import Column, Format, Series, Sheet, Table
from clvxl.report.stack import Stack
from clvxl.report.words import money_format, titled
from clvxl.sheet.texts import ACTIONS, SEGMENT_NAMES

__all__ = ["key_figures", "segments_table", "summary_sheet"]

COLUMNS = 7
FIRST_WIDTH = {"en": 21.0, "zh": 14.0}
SHARE_WIDTH = 12.0
SHRUNK = 0.92
"""So much of their size letters keep on paper: 10 points are 9 at least."""
SHARES_ROWS = 12
CHART_ROWS = 13


def _widths(columns: list[Column], language: str) -> dict[int, float]:
    """As wide as the figures need, and together as wide as a page is, if they are not wider."""
    needed = [figures_width(each, bold=True) for each in columns[1:]]
    widths = [FIRST_WIDTH[language], *(max(width, SHARE_WIDTH) for width in needed)]
    spare = (page_width(language, len(widths), SHRUNK) - sum(widths)) / (len(widths) - 3)
    shares = (0, 2, 4)
    return {
        at: width if at in shares else width + max(0.0, spare) for at, width in enumerate(widths)
    }


def summary_sheet(
    found: Findings,
    facts: Facts,
    read: str,
    figures: ChartFigures,
    language: str,
    more: Sequence[str] = (),
) -> Sheet:
    """Return the sheet.

    Parameters
    ----------
    found : Findings
    facts : Facts
        Where it comes from.
    read : str
        What was read, and each notice, a line each.
    figures : ChartFigures
        What the charts are drawn from.
    language : {"en", "zh"}
    more : sequence of str
        Further sentences of the headline.
    """
    columns = segments_table(found, language)
    page = Stack(say("sheet_summary", language), _widths(columns, language))
    page.text(say("title", language), "title")
    page.text(say("source_note", language, source=facts.table.source, version=__version__))
    for line in read.split("\n"):
        page.text(line)
    if found.months is None:
        page.text(say("no_sales", language))
    page.skip()
    for sentence in (*headline(found, language), *more):
        page.text(sentence, "headline")
    page.skip()
    page.text(say("key_figures", language), "heading")
    known = key_figures(found, facts, language)
    for start in range(0, len(known), COLUMNS):
        page.table(f"key_figures_{1 + start // COLUMNS}", known[start : start + COLUMNS], even=True)
    page.skip()
    page.begin_part()
    page.text(say("segments", language), "heading")
    segments = page.table("segments", columns, total=True, even=True)
    page.skip()
    page.begin_part()
    _shares(page, segments, language)
    page.skip()
    page.begin_part()
    _actions(page, found, language)
    page.skip()
    page.begin_part()
    _two_charts(page, found, figures, language)
    return page.sheet()


def key_figures(found: Findings, facts: Facts, language: str) -> list[Column]:
    """Return each key figure as a column of its own: its name above its value."""
    return [
        Column(title, [value], "text", formats=[kind], align="center")
        for title, value, kind in _figures(found, facts, language)
        if value is not None and value == value
    ]


def _figures(found: Findings, facts: Facts, language: str) -> list[tuple[str, Any, Format]]:
    customers, summary = found.result.customers, found.result.summary
    counts, currency = facts.cleaned.counts, found.currency
    count, purchases = len(customers.monetary), float(summary.purchases[-1])
    money = float(summary.revenue[-1])
    figures: list[tuple[str, Any, Format]] = [
        (say("customers_count", language), count, "integer"),
        (say("purchases_count", language), purchases, "integer"),
        (say("once", language), found.once, "percent"),
        (titled(say("revenue_total", language), currency, language), money, money_format(money)),
        (say("usual_gap", language), found.habits.any_gap if found.habits else None, "number"),
        (say("per_customer_purchases", language), purchases / count, "number"),
        (titled(say("per_purchase", language), currency, language),
         float(summary.per_purchase[-1]), "amount"),
        (say("top_share", language), found.result.top_share, "percent"),
        (say("active", language), found.active, "percent"),
    ]  # fmt: skip
    if customers.first is not None and customers.last is not None:
        figures += [
            (say("first_date", language), float(customers.first.min()), "date"),
            (say("last_date", language), float(customers.last.max()), "date"),
            (say("as_of", language), customers.as_of, "date"),
        ]
    return [
        *figures,
        (say("lines_used", language), counts.used, "integer"),
        (say("lines_left_out", language), counts.left_out, "integer"),
    ]


def segments_table(found: Findings, language: str) -> list[Column]:
    """Return the columns of what each segment brings, the total last."""
    summary, currency = found.result.summary, found.currency
    keys, kind = _keys(found), money_format(found.result.summary.revenue)
    names = [SEGMENT_NAMES.say(key, language) for key in keys]
    return [
        Column(say("segment", language), [*names, say("total", language)], "text",
               fills=[*(SEGMENTS[key] for key in keys), None]),
        Column(say("customers", language), summary.customers, "integer"),
        Column(say("customer_share", language), summary.customer_share, "percent"),
        Column(titled(say("revenue", language), currency, language), summary.revenue, kind),
        Column(say("revenue_share", language), summary.revenue_share, "percent"),
        Column(titled(say("per_customer", language), currency, language), summary.per_customer,
               "amount"),
        Column(say("per_customer_purchases", language), summary.purchases / summary.customers,
               "number"),
    ]  # fmt: skip


def _keys(found: Findings) -> list[str]:
    return [found.result.keys[number] for number in found.result.summary.segment[:-1]]


def _shares(page: Stack, segments: Table, language: str) -> None:
    page.chart(
        SHARES_ROWS, say("chart", language), segments.body(0),
        [
            Series(say("customer_share", language), segments.body(2), CUSTOMERS),
            Series(say("revenue_share", language), segments.body(4), REVENUE),
        ],
        kind="column",
    )  # fmt: skip


def _actions(page: Stack, found: Findings, language: str) -> None:
    page.text(say("actions", language), "heading")
    for key in _keys(found):
        page.label(SEGMENT_NAMES.say(key, language))
        page.text(ACTIONS.say(key, language), "note", 1)


def _two_charts(page: Stack, found: Findings, figures: ChartFigures, language: str) -> None:
    """Revenue by month, and beside it the Pareto curve."""
    months, pareto = figures.tables.get("months"), figures.tables.get("pareto")
    left = 0 if months is None else page.span // 2 if pareto is not None else page.span
    if found.months is not None and months is not None:
        if found.months.partial:
            page.text(say("partial", language, day=_iso(found.months.until)))
        page.chart(
            CHART_ROWS, say(f"revenue_by_{found.months.period}", language), months.body(0),
            [
                Series(say("returning_customers", language), months.body(1), REVENUE),
                Series(say("new_customers", language), months.body(2), NEW_REVENUE),
            ],
            columns=left, kind="stacked", sheet=figures.sheet.name, format="amount",
            stay=pareto is not None,
        )  # fmt: skip
    if pareto is not None:
        page.chart(
            CHART_ROWS, say("pareto", language), pareto.body(0),
            [
                Series(say("revenue_share", language), pareto.body(1), REVENUE),
                Series(say("all_alike", language), pareto.body(2), EVEN),
            ],
            column=left, kind="line", highest=1.0 if max(pareto.columns[1].values) <= 1 else None,
            sheet=figures.sheet.name,
            category_format="percent", x_title=say("best_customers", language),
        )  # fmt: skip


def _iso(day: float) -> str:
    return str(np.datetime64("1899-12-30") + int(day))
