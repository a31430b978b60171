"""The sheet Summary of a forecast: what it comes to, what is at risk, where the value lies."""

from __future__ import annotations

from typing import Any

import numpy as np

from clvxl import __version__
from clvxl.jobs.forecast.figures import Figures
from clvxl.jobs.forecast.texts import say
from clvxl.jobs.forecast.words import caveats, findings, span, warning
from clvxl.report.colors import CUSTOMERS, REVENUE
from clvxl.report.layout import figures_width
from clvxl.report.pages import page_width
from clvxl.report.records import Column, Format, Series, Sheet, Table
from clvxl.report.stack import Stack
from clvxl.report.words import money_format, titled
from clvxl.sheet.texts import SEGMENT_NAMES

__all__ = ["summary_sheet"]

COLUMNS = 7
FIRST = {"en": 20.0, "zh": 14.0}
LEAST = 10.0
SHRUNK = 0.92
"""So much of their size letters keep on paper: 10 points are 9 at least."""
CHART_ROWS = 13
LISTED = 8
"""So many customers at risk are listed."""

MONEY = ("revenue_ahead", "value_ahead", "learned_revenue")
NONE = np.nan

Line = tuple[str, float, float, float]
"""What is expected: its key, its value, low and high."""


def summary_sheet(figures: Figures, source: str, read: str, language: str) -> Sheet:
    """Return the sheet."""
    known, ahead = _known(figures, language), _ahead(figures, language)
    foretold = figures.base.prospects is not None
    risk = _at_risk(figures, language) if foretold and len(figures.lost) else []
    segments = _segments(figures, language) if foretold else []
    rows = [known[start : start + COLUMNS] for start in range(0, len(known), COLUMNS)]
    widths = _widths([*rows, ahead], [risk, segments], language)
    page = Stack(say("sheet_summary", language), widths)
    _head(page, figures, source, read, language)
    page.skip()
    page.begin_part()
    page.text(say("key_figures", language), "heading")
    for number, columns in enumerate(rows, 1):
        page.table(f"key_figures_{number}", columns, even=True)
    if ahead:
        page.skip()
        page.table("ahead", ahead)
    if foretold:
        _at_stake(page, risk, language)
        page.skip()
        page.begin_part()
        page.text(say("segments", language), "heading")
        drawn = page.table("segments", segments, total=True)
        page.skip()
        page.begin_part()
        _chart(page, drawn, language)
    return page.sheet()


def _widths(
    plain: list[list[Column]], added: list[list[Column]], language: str
) -> dict[int, float]:
    """As wide as the figures need, and together as wide as a page is, if they are not wider.

    Of `added` tables the last row is a total, in bold letters.
    """
    widths = {0: FIRST[language], **dict.fromkeys(range(1, COLUMNS), LEAST)}
    for tables, bold in ((plain, False), (added, True)):
        for columns in tables:
            for at, column in enumerate(columns[1:], 1):
                needed = figures_width(column, bold=bold and column.format != "date")
                widths[at] = max(widths[at], needed)
    spare = (page_width(language, COLUMNS, SHRUNK) - sum(widths.values())) / COLUMNS
    return {at: width + max(0.0, spare) for at, width in widths.items()}


def _at_stake(page: Stack, risk: list[Column], language: str) -> None:
    page.skip()
    page.begin_part()
    page.text(say("at_risk", language), "heading")
    if risk:
        page.table("at_risk", risk, total=True)
    else:
        page.text(say("nobody_at_risk", language), "body")


def _head(page: Stack, figures: Figures, source: str, read: str, language: str) -> None:
    """Title, what was found in words, and below it what was read."""
    page.text(say("title", language), "title")
    first = warning(figures, language)
    if first:
        page.text(first, "heading")
    for line in findings(figures, language):
        page.text(line, "headline")
    for line in (*caveats(figures, language), *read.split("\n")):
        page.text(line)
    page.text(say("source_note", language, source=source, version=__version__))


def _known(figures: Figures, language: str) -> list[Column]:
    """Return what is true without any model, each figure as a column of its own."""
    base, currency = figures.base, figures.currency
    revenue, bought, recent = float(figures.spent.sum()), figures.bought, base.recent
    found: list[tuple[str, float, Format]] = [
        ("customers_count", len(figures.labels), "integer"),
        ("purchases_so_far", bought, "integer"),
        ("revenue_so_far", revenue, money_format(revenue)),
        ("last_year", recent, money_format(recent)),
        ("repeat_share", figures.repeated / len(figures.labels), "percent"),
        ("per_customer", revenue / len(figures.labels), "amount"),
        ("per_purchase", revenue / bought, "amount"),
        ("first_date", base.sold.first_day, "date"),
        ("as_of", base.wishes.day, "date"),
    ]
    money = ("revenue_so_far", "last_year", "per_customer", "per_purchase")
    return [
        Column(
            titled(say(key, language), currency * (key in money), language), [value], "text",
            formats=[kind], align="center",
        )
        for key, value, kind in found
    ]  # fmt: skip


def _ahead(figures: Figures, language: str) -> list[Column]:
    """Return what is expected of all customers together, with ranges; none without a model."""
    base = figures.base
    lines: list[Line] = []
    if base.prospects is not None:
        bought, revenue = figures.prospects.purchases, figures.prospects.revenue
        lines = [
            ("still_there", figures.there, NONE, NONE),
            ("purchases_ahead", bought.expected, bought.low, bought.high),
            ("revenue_ahead", revenue.expected, revenue.low, revenue.high),
            ("value_ahead", figures.groups[-1].value, NONE, NONE),
        ]
    if base.learnt is not None:
        lines += [
            ("learned_purchases", float(base.learnt.purchases.sum()), NONE, NONE),
            ("learned_revenue", float(base.learnt.money.sum()), NONE, NONE),
        ]
    if not lines:
        return []
    names = [
        titled(say(key, language), figures.currency * (key in MONEY), language) for key, *_ in lines
    ]
    kinds = [money_format(line[1]) if line[0] in MONEY else "integer" for line in lines]
    ahead = span(base.wishes.horizon, base.wishes.unit, language)
    return [
        Column(say("ahead", language, span=ahead), names, "text", wrap=True),
        *(
            Column(say(key, language), [line[at] for line in lines], formats=kinds)
            for at, key in enumerate(("expected_value", "low", "high"), 1)
        ),
    ]


def _at_risk(figures: Figures, language: str) -> list[Column]:
    """The good customers with most at stake, and all of them together."""
    lost, wishes = figures.lost, figures.base.wishes
    here, rest = lost[:LISTED], lost[LISTED:]
    labels: list[Any] = list(figures.labels[here])
    kind: Format = "general" if figures.labels.dtype.kind == "f" else "text"
    kinds: list[Format] = [kind] * len(here)
    tail = [say("more", language, count=len(rest))] if len(rest) else []
    labels += [*tail, say("total", language)]
    kinds += ["text"] * (len(tail) + 1)
    blank = [None] * len(tail)

    def summed(values: np.ndarray) -> list[float]:
        shown, more = values[: len(here)], values[len(here) :]
        sums = [float(more.sum())] if len(more) else []
        return [*shown.tolist(), *sums, float(values.sum())]

    ahead = span(wishes.horizon, wishes.unit, language)
    alive = figures.ahead(here).alive.tolist()
    last = figures.last(here)
    silent = (wishes.day - last).tolist()
    spent, stake = summed(figures.spent[lost]), summed(figures.at_stake(lost))
    bought = summed(figures.purchases(lost))
    return [
        Column(say("customer", language), labels, "text", formats=kinds, align="left", wrap=True),
        Column(say("purchases", language), bought, "integer"),
        Column(say("last_purchase", language), [*last.tolist(), *blank, None], "date"),
        Column(say("days_silent", language), [*silent, *blank, None], "integer"),
        _money(figures, say("spent", language), spent, language),
        Column(say("alive", language), [*alive, *blank, None], "percent"),
        _money(figures, say("at_stake", language, span=ahead), stake, language),
    ]


def _money(figures: Figures, title: str, values: list[float], language: str) -> Column:
    return Column(titled(title, figures.currency, language), values, money_format(values))


def _segments(figures: Figures, language: str) -> list[Column]:
    groups = figures.groups
    every = groups[-1]
    names = [SEGMENT_NAMES.say(one.name, language) for one in groups[:-1]]
    share = [one.revenue / every.revenue if every.revenue else np.nan for one in groups]
    revenue, value = [one.revenue for one in groups], [one.value for one in groups]
    return [
        Column(say("segment", language), [*names, say("total", language)], "text"),
        Column(say("customers", language), [one.customers for one in groups], "integer"),
        Column(
            say("customer_share", language),
            [one.customers / every.customers for one in groups], "percent",
        ),
        Column(say("mean_alive", language), [one.alive for one in groups], "percent"),
        _money(figures, say("expected_revenue", language), revenue, language),
        Column(say("share_ahead", language), share, "percent"),
        _money(figures, say("clv", language), value, language),
    ]  # fmt: skip


def _chart(page: Stack, segments: Table, language: str) -> None:
    page.chart(
        CHART_ROWS, say("chart_segments", language), segments.body(0),
        [
            Series(say("customer_share", language), segments.body(2), CUSTOMERS),
            Series(say("share_ahead", language), segments.body(5), REVENUE),
        ],
        kind="column",
    )  # fmt: skip
