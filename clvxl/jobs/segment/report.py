"""The report of a segmentation: Summary, Customers, Left out and Method, as records."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from clvxl import __version__
from clvxl.core.segments import SCHEMES
from clvxl.jobs.lines import Facts, Row, left_out_sheets, method_sheet
from clvxl.jobs.options import AS_OF
from clvxl.jobs.segment.options import BINS, METHOD, SCHEME
from clvxl.jobs.segment.scoring import Customers, Scoring, Segmentation
from clvxl.jobs.segment.texts import say
from clvxl.report.layout import column_width, paginate, text_width
from clvxl.report.records import (
    Chart,
    ColorScale,
    Column,
    Format,
    Report,
    Series,
    Sheet,
    Table,
    TextAt,
)
from clvxl.report.style import lines_in
from clvxl.sheet.texts import ACTIONS, SEGMENT_NAMES

__all__ = ["segment_report"]

ACCENT, SECOND = "#1F7A6D", "#E0A030"
ACTION_WIDTH = 46.0
FIGURE_WIDTH = 13.0
CHART_ROWS = 20
NOTE_WIDTH = 118.0
"""So wide, in characters, the seven columns of Summary are at least."""


def segment_report(
    result: Segmentation, facts: Facts, scoring: Scoring, read: str, language: str = "en"
) -> Report:
    """Return the report of a segmentation.

    Parameters
    ----------
    result : Segmentation
    facts : Facts
        Where it comes from.
    scoring : Scoring
    read : str
        What was read, and each notice, a line each.
    language : {"en", "zh"}

    Returns
    -------
    Report
        The sheets Summary, Customers, Left out and Method; a list that is longer than a sheet
        goes on in "Customers 2" and so on.
    """
    sheets = [_summary(result, facts, read, language)]
    sheets += _customers(result, language)
    sheets += left_out_sheets(facts.cleaned, language)
    sheets.append(method_sheet(facts, _method_rows(result, scoring, language), language))
    return Report(say("title", language), tuple(sheets), language)


# Summary


def _summary(result: Segmentation, facts: Facts, read: str, language: str) -> Sheet:
    source = say("source_note", language, source=facts.table.source, version=__version__)
    notes = tuple(
        TextAt(row, 0, line, "note", span=7, lines=lines_in(line, NOTE_WIDTH))
        for row, line in enumerate(read.split("\n"), 2)
    )
    figures = _key_figures(result, facts, language, row=4 + len(notes))
    segments = _segments(result, language, row=figures.row + figures.rows + 2)
    chart_row = segments.row + segments.rows + 2
    heat = _heat(result, language, row=chart_row + CHART_ROWS + 2)
    return Sheet(
        say("sheet_summary", language),
        texts=(
            TextAt(0, 0, say("title", language), "title", span=7),
            TextAt(1, 0, source, "note", span=7),
            *notes,
            TextAt(figures.row - 1, 0, say("key_figures", language), "heading", span=2),
            TextAt(segments.row - 1, 0, say("segments", language), "heading", span=7),
            TextAt(heat.row - 1, 0, say("heat", language), "heading", span=7),
        ),
        tables=(figures, segments, heat),
        charts=(_chart(segments, chart_row, language),),
        scales=(ColorScale(heat.body(1, last=len(heat.columns) - 1)),),
        widths=_summary_widths(figures, segments, heat),
    )


def _summary_widths(*tables: Table) -> dict[int, float]:
    """One width for all figures, so that the heat map is even; their titles may take two lines."""
    first = max(column_width(table.columns[0]) for table in tables)
    figures = (column for table in tables for column in table.columns[1:6])
    width = max(column_width(replace(column, title="")) for column in figures)
    return {0: first, **dict.fromkeys(range(1, 6), max(width, FIGURE_WIDTH)), 6: ACTION_WIDTH}


def _key_figures(result: Segmentation, facts: Facts, language: str, row: int) -> Table:
    customers, counts = result.customers, facts.cleaned.counts
    figures: list[tuple[str, Any, Format]] = [
        ("customers_count", len(customers.monetary), "integer"),
        ("purchases_count", float(result.summary.purchases[-1]), "integer"),
        ("revenue_total", float(result.summary.revenue[-1]), "amount"),
        ("top_share", result.top_share, "percent"),
    ]
    if customers.first is not None and customers.last is not None:
        figures += [
            ("first_date", float(customers.first.min()), "date"),
            ("last_date", float(customers.last.max()), "date"),
            ("as_of", customers.as_of, "date"),
        ]
    figures += [
        ("lines_used", counts.used, "integer"),
        ("lines_left_out", counts.left_out, "integer"),
    ]
    shown = [figure for figure in figures if figure[1] is not None]
    return Table(
        "key_figures", row, 0, header=False,
        columns=(
            Column(say("item", language), [say(key, language) for key, _, _ in shown]),
            Column(
                say("value", language), [value for _, value, _ in shown],
                formats=[kind for _, _, kind in shown],
            ),
        ),
    )  # fmt: skip


def _segments(result: Segmentation, language: str, row: int) -> Table:
    keys = [SCHEMES[result.scheme][number] for number in result.summary.segment[:-1]]
    names = [SEGMENT_NAMES.say(key, language) for key in keys]
    actions = [ACTIONS.say(key, language) for key in keys]
    summary = result.summary
    return Table(
        "segments", row, 0, total=True,
        columns=(
            Column(say("segment", language), [*names, say("total", language)], "text"),
            Column(say("customers", language), summary.customers, "integer"),
            Column(say("customer_share", language), summary.customer_share, "percent"),
            Column(say("revenue", language), summary.revenue, "amount"),
            Column(say("revenue_share", language), summary.revenue_share, "percent"),
            Column(say("per_customer", language), summary.per_customer, "amount"),
            Column(
                say("action", language), [*actions, ""], "text", width=ACTION_WIDTH, wrap=True
            ),
        ),
    )  # fmt: skip


def _chart(segments: Table, row: int, language: str) -> Chart:
    return Chart(
        row, 0, CHART_ROWS, 7,
        say("chart", language),
        categories=segments.body(0),
        series=(
            Series(say("customer_share", language), segments.body(2), SECOND),
            Series(say("revenue_share", language), segments.body(4), ACCENT),
        ),
    )  # fmt: skip


def _heat(result: Segmentation, language: str, row: int) -> Table:
    bins = result.scores.bins
    columns = [Column(say("heat_corner", language), [f"F{i}" for i in range(bins, 0, -1)], "text")]
    columns += [Column(f"R{i + 1}", result.heat[::-1, i], "amount") for i in range(bins)]
    return Table("heat_map", row, 0, tuple(columns))


# Customers


def _customers(result: Segmentation, language: str) -> list[Sheet]:
    customers, scores = result.customers, result.scores
    order = np.argsort(-customers.monetary, kind="stable")
    segment = result.segment[order]
    keys = SCHEMES[result.scheme]
    names = np.array([SEGMENT_NAMES.say(key, language) for key in keys], dtype=object)
    actions = np.array([ACTIONS.say(key, language) for key in keys], dtype=object)
    columns = [_labels(customers, order, language)]
    columns += [
        Column(say(key, language), values[order], kind)
        for key, values, kind in _totals(customers)
        if values is not None
    ]
    columns += [
        Column(title, values[order], "general", width=8.0)
        for title, values in (("R", scores.r), ("F", scores.f), ("M", scores.m))
    ]
    columns += [
        Column(say("code", language), scores.code[order], "general"),
        Column(say("segment", language), names[segment], "text"),
        Column(say("action", language), actions[segment], "text", width=_widest(actions)),
    ]
    table = Table("customers", 0, 0, tuple(columns), filterable=True)
    return paginate(say("sheet_customers", language), table, landscape=True, frozen=(1, 1))


def _labels(customers: Customers, order: Any, language: str) -> Column:
    labels = customers.labels[order]
    kind: Format = "general" if labels.dtype.kind == "f" else "text"
    return Column(say("customer", language), labels, kind)


def _totals(customers: Customers) -> list[tuple[str, Any, Format]]:
    return [
        ("recency", customers.recency, "integer"),
        ("frequency", customers.frequency, "integer"),
        ("monetary", customers.monetary, "amount"),
        ("average", customers.average, "amount"),
        ("first", customers.first, "date"),
        ("last", customers.last, "date"),
    ]


def _widest(texts: Any) -> float:
    return max(text_width(text) for text in texts) + 2.0


# Method


def _method_rows(result: Segmentation, scoring: Scoring, language: str) -> list[Row]:
    as_of = result.customers.as_of
    rows: list[Row] = [
        (METHOD.label.say(language), METHOD.meaning(scoring.method, language), "text"),
        (BINS.label.say(language), str(result.scores.bins), "text"),
        (SCHEME.label.say(language), SCHEME.meaning(result.scheme, language), "text"),
    ]
    if as_of is not None:
        rows = [(say("recency", language), say("recency_rule", language), "text"), *rows]
        rows.append((AS_OF.label.say(language), as_of, "date"))
    return rows + _cut_rows(result, language)


def _cut_rows(result: Segmentation, language: str) -> list[Row]:
    if not result.scores.cuts.size:
        return []
    return [
        (
            say("cuts_of", language, score=say(f"score_{key}", language)),
            "  |  ".join(f"{cut:,.10g}" for cut in cuts),
            "text",
        )
        for key, cuts in zip("rfm", result.scores.cuts, strict=True)
    ]
