"""The sheet Summary of a forecast: what it comes to, what is at risk, where the value lies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from clvxl import __version__
from clvxl.core.customer_base import Total
from clvxl.jobs.forecast.figures import Figures
from clvxl.jobs.forecast.parts import parts_of
from clvxl.jobs.forecast.texts import say
from clvxl.jobs.forecast.words import caveats, findings, span, warning
from clvxl.report.colors import CUSTOMERS, REVENUE
from clvxl.report.layout import column_width
from clvxl.report.records import Area, Chart, Column, Format, Series, Sheet, Table, TextAt
from clvxl.report.style import lines_in
from clvxl.sheet.texts import SEGMENT_NAMES

__all__ = ["WIDTH", "summary_sheet"]

FIRST, NEXT, OTHER = 33.0, 17.0, 12.0
COLUMNS = 7
WIDTH = FIRST + NEXT + (COLUMNS - 2) * OTHER
"""In characters."""
CHART_ROWS = 18
ROOM = {"heading": 0.85, "body": 1.0, "note": 1.1}
"""How much more or less than the standard font fits into a line."""
LISTED = 10
"""So many customers at risk are listed."""

Line = tuple[str, float, float, float, Format]
"""A key figure: what it is, its value, low and high, and how they are shown."""


def summary_sheet(figures: Figures, source: str, read: str, language: str) -> Sheet:
    """Return the sheet."""
    texts = _head(figures, source, read, language)
    row = texts[-1].row + 2
    tables = [_key_figures(figures, language, row + 1)]
    texts.append(TextAt(row, 0, say("key_figures", language), "heading", span=COLUMNS))
    charts: tuple[Chart, ...] = ()
    if figures.base.prospects is not None:
        row = tables[-1].row + tables[-1].rows + 2
        texts.append(TextAt(row, 0, say("at_risk", language), "heading", span=COLUMNS))
        if len(figures.lost):
            tables.append(_at_risk(figures, language, row + 1))
            row = tables[-1].row + tables[-1].rows + 2
        else:
            texts.append(TextAt(row + 1, 0, say("nobody_at_risk", language), span=COLUMNS))
            row += 3
        texts.append(TextAt(row, 0, say("segments", language), "heading", span=COLUMNS))
        tables.append(_segments(figures, language, row + 1))
        charts = (_chart(tables[-1], language),)
    return Sheet(
        say("sheet_summary", language), texts=tuple(texts), tables=tuple(tables), charts=charts,
        widths=_widths(tables),
        parts=parts_of(texts, charts, tables),
    )  # fmt: skip


def _widths(tables: list[Table]) -> dict[int, float]:
    """Widths of the columns, wider where a number of a table needs it."""
    widths = {0: FIRST, 1: NEXT, **dict.fromkeys(range(2, COLUMNS), OTHER)}
    for table in tables:
        for at, column in enumerate(table.columns[1:], 1):
            widths[at] = max(widths[at], column_width(replace(column, title="")))
    return widths


def _head(figures: Figures, source: str, read: str, language: str) -> list[TextAt]:
    """Title, what was found in words, and below it what was read."""
    first = warning(figures, language)
    said = [("heading", first)] if first else []
    said += [("body", line) for line in findings(figures, language)]
    said += [("note", line) for line in caveats(figures, language)]
    said += [("note", line) for line in read.split("\n")]
    note = say("source_note", language, source=source, version=__version__)
    texts = [TextAt(0, 0, say("title", language), "title", span=COLUMNS)]
    for row, (style, line) in enumerate([*said, ("note", note)], 1):
        lines = lines_in(line, WIDTH * ROOM[style])
        texts.append(TextAt(row, 0, line, style, span=COLUMNS, lines=lines))  # type: ignore[arg-type]
    return texts


def _key_figures(figures: Figures, language: str, row: int) -> Table:
    lines = [*_known(figures, language), *_ahead(figures, language)]
    kinds = [kind for *_, kind in lines]
    return Table(
        "key_figures", row, 0,
        (
            Column(say("figure", language), [name for name, *_ in lines], "text"),
            *(
                Column(say(key, language), [line[at] for line in lines], formats=kinds)
                for at, key in enumerate(("value", "low", "high"), 1)
            ),
        ),
    )  # fmt: skip


def _known(figures: Figures, language: str) -> list[Line]:
    """What is true without any model."""
    base, none = figures.base, np.nan
    revenue, bought = float(figures.spent.sum()), float(figures.purchases.sum())
    recent = float(base.sold.value[base.sold.day > base.wishes.day - 365.25].sum())
    found: list[tuple[str, float, Format]] = [
        ("customers_count", len(figures.labels), "integer"),
        ("purchases_so_far", bought, "integer"),
        ("revenue_so_far", revenue, "amount"),
        ("last_year", recent, "amount"),
        ("repeat_share", float((base.seen.frequency > 0).mean()), "percent"),
        ("per_customer", revenue / len(figures.labels), "amount"),
        ("per_purchase", revenue / bought, "amount"),
        ("first_date", float(base.sold.day.min()), "date"),
        ("as_of", base.wishes.day, "date"),
    ]
    return [(say(key, language), value, none, none, kind) for key, value, kind in found]


def _ahead(figures: Figures, language: str) -> list[Line]:
    base, none = figures.base, np.nan
    ahead = span(base.wishes.horizon, base.wishes.unit, language)
    found: list[Line] = []
    if base.prospects is not None:
        there = float(figures.prospects.ahead.alive.sum())
        found = [
            (say("still_there", language), there, none, none, "integer"),
            _ranged("purchases_ahead", figures.prospects.purchases, "integer", ahead, language),
            _ranged("revenue_ahead", figures.prospects.revenue, "amount", ahead, language),
            (say("value_ahead", language, span=ahead), float(figures.value.sum()), none, none,
             "amount"),
        ]  # fmt: skip
    if base.learnt is not None:
        purchases, money = float(base.learnt.purchases.sum()), float(base.learnt.money.sum())
        found += [
            (say("learned_purchases", language, span=ahead), purchases, none, none, "integer"),
            (say("learned_revenue", language, span=ahead), money, none, none, "amount"),
        ]
    return found


def _ranged(key: str, total: Total, kind: Format, ahead: str, language: str) -> Line:
    return say(key, language, span=ahead), total.expected, total.low, total.high, kind


def _at_risk(figures: Figures, language: str, row: int) -> Table:
    """The good customers with most at stake, and all of them together."""
    lost, wishes = figures.lost, figures.base.wishes
    here, rest = lost[:LISTED], lost[LISTED:]
    labels: list[Any] = list(figures.labels[here])
    kind: Format = "general" if figures.labels.dtype.kind == "f" else "text"
    kinds: list[Format] = [kind] * len(here)
    tail = [say("more", language, count=len(rest))] if len(rest) else []
    labels += [*tail, say("total", language)]
    kinds += ["text"] * (len(tail) + 1)
    names = [SEGMENT_NAMES.say(key, language) for key in figures.names(here)]
    blank = [None] * len(tail)

    def summed(values: np.ndarray) -> list[float]:
        sums = [float(values[rest].sum())] if len(rest) else []
        return [*values[here].tolist(), *sums, float(values[lost].sum())]

    ahead = span(wishes.horizon, wishes.unit, language)
    stake = say("at_stake", language, span=ahead)
    alive = figures.prospects.ahead.alive[here].tolist()
    return Table(
        "at_risk", row, 0, total=True,
        columns=(
            Column(say("customer", language), labels, "text", formats=kinds, align="left"),
            Column(say("segment", language), [*names, *blank, None], "text"),
            Column(say("purchases", language), summed(figures.purchases), "integer"),
            Column(
                say("last_purchase", language), [*figures.last[here].tolist(), *blank, None], "date"
            ),
            Column(say("spent", language), summed(figures.spent), "amount"),
            Column(say("alive", language), [*alive, *blank, None], "percent"),
            Column(stake, summed(figures.at_stake), "amount"),
        ),
    )  # fmt: skip


def _segments(figures: Figures, language: str, row: int) -> Table:
    groups = figures.groups
    every = groups[-1]
    names = [SEGMENT_NAMES.say(one.name, language) for one in groups[:-1]]
    share = [one.revenue / every.revenue if every.revenue else np.nan for one in groups]
    return Table(
        "segments", row, 0, total=True,
        columns=(
            Column(say("segment", language), [*names, say("total", language)], "text"),
            Column(say("customers", language), [one.customers for one in groups], "integer"),
            Column(
                say("customer_share", language),
                [one.customers / every.customers for one in groups], "percent",
            ),
            Column(say("mean_alive", language), [one.alive for one in groups], "percent"),
            Column(say("expected_revenue", language), [one.revenue for one in groups], "amount"),
            Column(say("share_ahead", language), share, "percent"),
            Column(say("clv", language), [one.value for one in groups], "amount"),
        ),
    )  # fmt: skip


def _chart(segments: Table, language: str) -> Chart:
    def body(at: int) -> Area:
        return segments.body(at)

    return Chart(
        segments.row + segments.rows + 2, 0, CHART_ROWS, COLUMNS,
        say("chart_segments", language),
        categories=body(0),
        series=(
            Series(say("customer_share", language), body(2), CUSTOMERS),
            Series(say("share_ahead", language), body(5), REVENUE),
        ),
        kind="column",
    )  # fmt: skip
