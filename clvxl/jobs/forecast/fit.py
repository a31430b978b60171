"""The sheet Fit of a forecast: how the model was found, how it did, and what it cannot know."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from clvxl.jobs.forecast.figures import Figures
from clvxl.jobs.forecast.fit_tables import (
    compared,
    holdout_by_frequency,
    map_table,
    numbers_table,
    parameters,
    tracking_table,
)
from clvxl.jobs.forecast.parts import parts_of
from clvxl.jobs.forecast.texts import say
from clvxl.jobs.forecast.words import blind_spots, span
from clvxl.report.colors import ACTUAL, EXPECTED
from clvxl.report.layout import figures_width
from clvxl.report.records import Chart, ColorScale, Series, Sheet, Table, TextAt
from clvxl.report.style import lines_in

__all__ = ["fit_sheet"]

COLUMNS = 12
FIRST, SECOND, OTHER, LAST = 20.0, 13.0, 10.0, 24.0
WIDTH = FIRST + SECOND + (COLUMNS - 3) * OTHER + LAST
CHART_ROWS, CHART_COLUMNS = 15, 6


@dataclass
class _Page:
    """The sheet while it is filled from above."""

    language: str
    row: int = 0
    texts: list[TextAt] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    scales: list[ColorScale] = field(default_factory=list)

    def say(self, text: str, style: str = "note") -> None:
        """Write a text on rows of its own."""
        lines = lines_in(text, WIDTH * 1.1)
        self.texts.append(
            TextAt(self.row, 0, text, style, span=COLUMNS, lines=lines)  # type: ignore[arg-type]
        )
        self.row += 1

    def head(self, key: str, **fields: object) -> None:
        """Write a heading, a blank row above it."""
        self.row += 1
        self.say(say(key, self.language, **fields), "heading")

    def table(self, table: Table) -> Table:
        """Draw a table at the row it was made for."""
        self.tables.append(table)
        self.row = table.row + int(table.header) + table.rows
        return table

    def pair(self, *charts: tuple[str, Table, int, int, str]) -> None:
        """Draw charts beside each other: title, table, columns of actual and expected, kind."""
        self.row += 1
        for place, (key, table, actual, expected, kind) in enumerate(charts):
            self.charts.append(self._chart(place, key, table, (actual, expected), kind))
        self.row += CHART_ROWS

    def _chart(
        self, place: int, key: str, table: Table, columns: tuple[int, int], kind: str
    ) -> Chart:
        series = tuple(
            Series(table.columns[at].title, table.body(at), color)
            for at, color in zip(columns, (ACTUAL, EXPECTED), strict=True)
        )
        form = table.columns[columns[1]].format
        return Chart(
            self.row, place * CHART_COLUMNS, CHART_ROWS, CHART_COLUMNS, say(key, self.language),
            categories=table.body(0), series=series,
            kind=kind,  # type: ignore[arg-type]
            x_title=table.columns[0].title, format=form,
        )  # fmt: skip


def fit_sheet(figures: Figures, language: str) -> Sheet:
    """Return the sheet; without a model it holds what was tried."""
    page = _Page(language)
    page.say(say("sheet_fit", language), "title")
    page.head("blind")
    for line in blind_spots(figures, language):
        page.say(line)
    if figures.base.prospects is not None:
        page.head("parameters")
        page.table(parameters(figures, language, page.row))
    _trial(page, figures)
    if figures.base.prospects is not None:
        _checks(page, figures)
        _maps(page, figures)
        _tracking(page, figures)
    return Sheet(
        say("sheet_fit", language), texts=tuple(page.texts), tables=tuple(page.tables),
        charts=tuple(page.charts), scales=tuple(page.scales),
        widths=_widths(page.tables), landscape=True,
        parts=parts_of(page.texts, page.charts, page.tables),
    )  # fmt: skip


def _widths(tables: list[Table]) -> dict[int, float]:
    """Widths of the columns, wider where a number of a table needs it."""
    others = dict.fromkeys(range(2, COLUMNS - 1), OTHER)
    widths = {0: FIRST, 1: SECOND, **others, COLUMNS - 1: LAST}
    for table in tables:
        for at, column in enumerate(table.columns, table.column):
            if column.format != "text":
                widths[at] = max(widths[at], figures_width(column))
    return widths


def _trial(page: _Page, figures: Figures) -> None:
    trial, wishes = figures.base.trial, figures.base.wishes
    table = compared(figures, page.language, page.row + 2)
    if trial is None or table is None:
        return
    held = span((trial.end - trial.day) / wishes.days, wishes.unit, page.language)
    page.head("compared", held=held)
    page.table(table)
    page.say(say("compared_note", page.language))


def _checks(page: _Page, figures: Figures) -> None:
    """Purchases by number, beside it the holdout by past frequency: tables, and charts below."""
    language, trial = page.language, figures.base.trial
    page.head("numbers")
    numbers = page.table(numbers_table(figures, language, page.row))
    charts = [("chart_numbers", numbers, 1, 2, "column")]
    if trial is not None and figures.prospects.model in trial.forecasts:
        heading = TextAt(
            numbers.row - 1, CHART_COLUMNS, say("holdout", language), "heading",
            span=COLUMNS - CHART_COLUMNS,
        )  # fmt: skip
        page.texts[-1] = replace(page.texts[-1], span=CHART_COLUMNS - 1)
        page.texts.append(heading)
        held = page.table(
            holdout_by_frequency(figures, trial, language, numbers.row, CHART_COLUMNS)
        )
        charts.append(("chart_holdout", held, 2, 3, "column"))
    page.pair(*charts)


def _maps(page: _Page, figures: Figures) -> None:
    found, wishes = figures.prospects.map, figures.base.wishes
    if found is None:
        return
    known = span(found.T, wishes.unit, page.language)
    ahead = span(wishes.horizon, wishes.unit, page.language)
    for kind in ("expected", "alive"):
        page.head(f"map_{kind}", known=known, span=ahead)
        table = page.table(map_table(figures, found, kind, page.language, page.row))
        page.scales.append(ColorScale(table.body(1, last=len(table.columns) - 1)))
    page.say(say("map_note", page.language))


def _tracking(page: _Page, figures: Figures) -> None:
    """Both curves, and below them their table, which may be long."""
    page.head("tracking")
    table = tracking_table(figures, page.language, page.row + CHART_ROWS + 1)
    page.pair(("chart_cumulated", table, 3, 4, "line"), ("chart_tracking", table, 1, 2, "line"))
    page.table(replace(table, row=page.row))
