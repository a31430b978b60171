"""Where everything stands in the report of a segmentation, and how it is shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from clvxl.core.segments import SCHEMES
from clvxl.data.table import SourceTable
from clvxl.errors import InputError
from clvxl.jobs.catalogue import choices_of
from clvxl.jobs.segment.job import SEGMENT
from clvxl.jobs.segment.run import segment_sheet
from clvxl.jobs.spec import Choices, Result
from clvxl.report.records import Area, Sheet, Table
from clvxl.sheet.texts import ACTIONS

SALES = [("a", "2024-01-03", 8.0), ("b", "2024-02-01", 90.0), ("a", "2024-03-05", 2.0)]


def chosen(**values: Any) -> Choices:
    """What was chosen for the job, the rest as at first."""
    return choices_of(SEGMENT, values, "en")


def lines(rows: list[tuple[str, str, float]] = SALES) -> SourceTable:
    """A table of sales as a reader hands it over."""
    customers, dates, amounts = zip(*rows, strict=True)
    columns = (pd.Series(customers, dtype="str"), pd.Series(dates, dtype="str"), pd.Series(amounts))
    return SourceTable("sales.csv", ("Customer", "Date", "Amount"), columns)


def added_up(*customers: tuple[float, float, float]) -> SourceTable:
    """A table of recency, frequency and monetary, customers numbered from 1."""
    columns = [pd.Series(column, dtype=float) for column in zip(*customers, strict=True)]
    headers = ("Customer", "Recency", "Frequency", "Monetary")
    numbers = pd.Series(range(1, len(customers) + 1), dtype=float)
    return SourceTable("rfm.csv", headers, (numbers, *columns))


def table(result: Result, name: str) -> Table:
    """A table of the report by its name."""
    return next(t for sheet in result.report.sheets for t in sheet.tables if t.name == name)


def cells(found: Table) -> dict[str, list[Any]]:
    """A table's columns by their titles."""
    return {column.title: list(column.values) for column in found.columns}


def items(found: Table) -> dict[str, tuple[Any, str]]:
    """Item to value and format, of a table of two columns."""
    names, values = found.columns
    assert values.formats is not None
    return dict(zip(names.values, zip(values.values, values.formats, strict=True), strict=True))


@pytest.mark.parametrize("result", [segment_sheet(lines()), segment_sheet(added_up((1, 2, 3)))])
def test_places_on_summary(result: Result) -> None:
    """From above: title, source, notes, figures, segments, chart, heat map; a blank row between."""
    summary = result.report.sheets[0]
    figures, segments, heat = summary.tables
    title, source, *notes = (text for text in summary.texts if text.style != "heading")
    headings = [text for text in summary.texts if text.style == "heading"]
    assert [0, 1, *range(2, 2 + len(notes))] == [text.row for text in (title, source, *notes)]
    assert ["title", *["note"] * (1 + len(notes))] == [t.style for t in (title, source, *notes)]
    assert [7, 2, 7, 7] == [title.span, *(text.span for text in headings)]
    assert {7} == {text.span for text in (source, *notes)}
    assert [text.row + 1 for text in headings] == [figures.row, segments.row, heat.row]
    (chart,) = summary.charts
    assert 2 + len(notes) + 1 == headings[0].row
    assert figures.row + figures.rows + 1 == headings[1].row
    assert segments.row + 1 + segments.rows + 1 == chart.row
    assert chart.row + chart.rows + 1 == headings[2].row
    assert ({0}, (20, 7)) == (
        {each.column for each in (*summary.texts, *summary.tables, chart)},
        (chart.rows, chart.columns),
    )
    assert (False, True, True) == (figures.header, segments.header, heat.header)
    assert (False, True, False) == (figures.total, segments.total, heat.total)


def test_chart_and_colours_cover_the_figures() -> None:
    """Bars are the shares of each segment without the total; colours lie on the heat map's cells."""
    summary = segment_sheet(lines(), chosen(bins=2)).report.sheets[0]
    _, segments, heat = summary.tables
    first, last = segments.row + 1, segments.row + segments.rows - 1
    (chart,) = summary.charts
    assert Area(first, 0, last, 0) == chart.categories
    shares = [(each.name, each.values) for each in chart.series]
    assert [
        ("Share of customers", Area(first, 2, last, 2)), ("Share of revenue", Area(first, 4, last, 4))
    ] == shares  # fmt: skip
    assert [Area(heat.row + 1, 1, heat.row + 2, 2)] == [scale.area for scale in summary.scales]


@pytest.mark.parametrize(
    ("bins", "expected"),
    [
        (2, {"F \\ R": ["F2", "F1"], "R1": [None, 90.0], "R2": [10.0, None]}),
        (3, {"F \\ R": ["F3", "F2", "F1"], "R1": [None, None, 90.0], "R2": [None] * 3,
             "R3": [10.0, None, None]}),
    ],
)  # fmt: skip
def test_heat_map(bins: int, expected: dict[str, list[Any]]) -> None:
    """The best F stands on top, the best R at the right; a cell is the mean of its customers."""
    got = cells(table(segment_sheet(lines(), chosen(bins=bins)), "heat_map"))
    assert expected == {
        title: [None if isinstance(value, float) and np.isnan(value) else value for value in values]
        for title, values in got.items()
    }


def test_segments_are_added_up() -> None:
    """Each segment's customers, revenue and shares, the largest first, the total last."""
    got = cells(table(segment_sheet(lines(), chosen(bins=2)), "segments"))
    actions = got.pop("Action")
    assert "" == actions[-1]
    assert all(actions[:-1])
    assert {
        "Segment": ["Medium", "High", "Total"], "Customers": [1, 1, 2],
        "Share of customers": [0.5, 0.5, 1], "Revenue": [90, 10, 100],
        "Share of revenue": [0.9, 0.1, 1], "Revenue per customer": [90, 10, 50],
    } == got  # fmt: skip


def test_key_figures() -> None:
    """What the first table says of two customers, with each figure's format."""
    assert {
        "Customers": (2, "integer"), "Purchases": (3.0, "integer"), "Revenue": (100.0, "amount"),
        "Revenue share of the best 20 %": (pytest.approx(0.36), "percent"),
        "First day": (45294.0, "date"), "Last day": (45356.0, "date"), "As of": (45356.0, "date"),
        "Lines used": (3, "integer"), "Lines left out": (0, "integer"),
    } == items(table(segment_sheet(lines()), "key_figures"))  # fmt: skip


def test_customers_who_bought_today_have_a_recency_of_0() -> None:
    """A recency of exactly 0 is used, in a table added up too, and is the best there is."""
    today = cells(table(segment_sheet(lines()), "customers"))
    assert [("b", 33.0), ("a", 0.0)] == list(
        zip(today["Customer"], today["Recency (days)"], strict=True)
    )
    result = segment_sheet(added_up((0, 2, 30), (9, 1, 20), (-1, 1, 10)))
    got = cells(table(result, "customers"))
    assert ([1, 2], [0.0, 9.0]) == (got["Customer"], got["Recency (days)"])
    assert got["R"][0] > got["R"][1]
    assert ["4"] == [str(row) for row in cells(table(result, "left_out"))["Row"]]


def test_no_share_of_the_best_without_revenue() -> None:
    """Where revenue adds up to nothing or less the share of the best is not shown."""
    for money in (0.0, -5.0):
        result = segment_sheet(added_up((1, 2, 5.0), (3, 1, -5.0 + money)))
        assert result.segmentation.top_share is None
        assert not any("best" in item for item in items(table(result, "key_figures")))


def test_customers_are_listed_by_money_with_widths_that_fit() -> None:
    """The best customer stands first; scores are narrow and sentences of what to do wide enough."""
    result = segment_sheet(added_up((1, 2, 3), (9, 9, 9), (2, 1, 9)))
    sheet: Sheet = next(s for s in result.report.sheets if s.name == "Customers")
    (found,) = sheet.tables
    assert [2, 3, 1] == cells(found)["Customer"]
    assert ((1, 1), True, True) == (sheet.frozen, sheet.landscape, found.filterable)
    widths = {column.title: column.width for column in found.columns}
    assert {8.0} == {widths[title] for title in "RFM"}
    longest = max(len(ACTIONS.say(key, "en")) for key in SCHEMES["standard"])
    assert longest + 2.0 == widths["Action"]
    assert ["integer", "integer", "amount", "amount"] == [c.format for c in found.columns[1:5]]
    assert {"general"} == {c.format for c in found.columns if c.title in ("Customer", *"RFM")}


def test_widths_of_summary() -> None:
    """All figures of Summary have one width, wide enough for the widest; what to do has its own."""
    small = segment_sheet(lines()).report.sheets[0].widths
    large = segment_sheet(lines([("a", "2024-01-03", 8e12)])).report.sheets[0].widths
    assert list(range(7)) == list(small)
    assert [13.0] * 5 == [small[at] for at in range(1, 6)]
    assert [len("8,000,000,000,000.00") + 2.0] * 5 == [large[at] for at in range(1, 6)]
    assert 46.0 == small[6] == large[6]


def test_left_out_and_nothing_left_out() -> None:
    """Lines left out are listed with their row in the file; without one a sentence says so."""
    bad = segment_sheet(lines([*SALES, ("", "2024-03-06", 1.0), ("c", "never", 4.0)]))
    listed = next(sheet for sheet in bad.report.sheets if sheet.name == "Left out")
    assert [(0, 0, True, (1, 0))] == [
        (each.row, each.column, each.filterable, listed.frozen) for each in listed.tables
    ]
    assert [5, 6] == cells(listed.tables[0])["Row"]
    assert 10.0 == listed.tables[0].columns[0].width
    none = next(sheet for sheet in segment_sheet(lines()).report.sheets if sheet.name == "Left out")
    ((row, column, span),) = ((text.row, text.column, text.span) for text in none.texts)
    assert ((0, 0, 4), ()) == ((row, column, span), none.tables)
    assert {0: 14.0, 1: 14.0, 2: 14.0, 3: 14.0} == none.widths


def test_method_sheet() -> None:
    """Its table stands below the sentence, its values at one edge; counts, cuts and dates agree."""
    result = segment_sheet(lines(), chosen(bins=2, as_of=45360.0))
    sheet = result.report.sheets[-1]
    (method,) = sheet.tables
    assert ((2, 0), (3, 0), {1: 48.0}) == (
        (method.row, method.column), sheet.frozen, {1: sheet.widths[1]}
    )  # fmt: skip
    assert [(0, 0, 2)] == [(text.row, text.column, text.span) for text in sheet.texts]
    got = items(method)
    assert (45360.0, "date") == got["As of"]
    assert {"20.5", "1.5", "50"} == {
        value for item, (value, _) in got.items() if item.startswith("Cuts of")
    }
    assert ("2", "text") == got["Bins"]
    assert (100.0, "amount") == got["Revenue used"] == got["Revenue found"]
    assert 45_000 < got["Made on"][0] == float(int(got["Made on"][0]))
    today = pd.Timestamp("1899-12-30") + pd.Timedelta(days=got["Made on"][0])
    assert pd.Timestamp.today().normalize() == today


def test_cuts_are_listed_from_left_to_right() -> None:
    """Cuts stand side by side, thousands apart; nested scores have none."""
    three = added_up((1, 2, 1000), (2, 4, 2000), (4, 5, 9000.5))
    shown = items(table(segment_sheet(three, chosen(bins=3)), "method"))
    cuts = [value for item, value in shown.items() if item.startswith("Cuts")]
    assert ("1,666.666667  |  4,333.5", "text") == cuts[2]
    nested = items(table(segment_sheet(three, chosen(bins=3, method="nested")), "method"))
    assert not any(item.startswith("Cuts") for item in nested)


@pytest.mark.parametrize(("bins", "method", "fine"), [
    (2, "quantile", True), (9, "quantile", True), (1, "quantile", False), (10, "quantile", False),
    (10, "mean", True),
])  # fmt: skip
def test_bins_on_their_bounds(bins: int, method: str, fine: bool) -> None:
    """From two bins to nine; by the mean there are two, whatever is asked for."""
    if fine:
        result = segment_sheet(lines(), chosen(bins=bins, method=method))
        assert (2 if method == "mean" else bins) == result.segmentation.scores.bins
    else:
        with pytest.raises(InputError, match=rf"between 2 and 9 .*\(got {bins}\)"):
            segment_sheet(lines(), chosen(bins=bins, method=method))


@pytest.mark.parametrize("choices", [chosen(as_of=45000.0), chosen(returns="drop")])
def test_options_of_lines_are_refused_for_customers_added_up(choices: Choices) -> None:
    """An as-of date or a rule for returns alone is enough to be refused."""
    with pytest.raises(InputError, match="have no meaning"):
        segment_sheet(added_up((1, 2, 3)), choices)


@pytest.mark.parametrize("source", [lines(), added_up((1, 2, 3))])
def test_progress_is_told(source: SourceTable) -> None:
    """The share done is told as each step begins, and the end is 1."""
    told: list[float] = []
    segment_sheet(source, progress=told.append)
    assert [0.0, 0.5, 0.8, 1.0] == told
