"""Where everything stands in the report of a segmentation, and how it is shown."""

from __future__ import annotations

from itertools import pairwise
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
from clvxl.report.colors import CUSTOMERS, NEW_REVENUE, REVENUE
from clvxl.report.pages import page_width
from clvxl.report.records import Area, Sheet, Table
from clvxl.sheet.texts import ACTIONS
from tests.printing import printed

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


SALES_TOO = segment_sheet(lines())
ADDED_UP = segment_sheet(added_up((1, 2, 3)))


@pytest.mark.parametrize("result", [SALES_TOO, ADDED_UP])
def test_places_on_summary(result: Result) -> None:
    """From above: title, source, notes, headline, figures, segments, charts; nothing overlaps."""
    summary = result.report.sheets[0]
    texts = sorted(summary.texts, key=lambda text: text.row)
    first = [text.style for text in texts if text.row < summary.tables[0].row]
    order = ["title", "note", "headline", "heading"]
    assert order == list(dict.fromkeys(first))
    taken = [(text.row, text.row + 1) for text in texts if text.column == 0]
    taken += [(t.row, t.row + int(t.header) + t.rows) for t in summary.tables]
    charts = {chart.row: chart.row + chart.rows for chart in summary.charts}
    taken += charts.items()
    taken.sort()
    assert all(end <= start for (_, end), (start, _) in pairwise(taken))
    assert {7} == {text.column + text.span for text in texts if text.span > 1}
    assert summary.parts[0] == 0
    assert summary.parts[-1] == max(end for _, end in taken)
    inside = {row for start, end in taken for row in range(start + 1, end)}
    assert set() == inside & set(summary.parts)


def test_summary_says_what_is_missing_without_sales() -> None:
    """Months, gaps and dates need sales: without them they are left out, and that is said."""
    said = "revenue by month, usual gaps and last dates need the sales themselves"
    for result, missing in ((SALES_TOO, False), (ADDED_UP, True)):
        notes = [text.text for text in result.report.sheets[0].texts if text.style == "note"]
        assert missing == any(said in note for note in notes)
        names = {t.name for sheet in result.report.sheets for t in sheet.tables}
        assert missing == ("months" not in names)
        titles = set(figures(result))
        assert missing == ("First day" not in titles)
        assert missing == ("Usual gap (days)" not in titles)


def test_charts_show_what_their_titles_say() -> None:
    """Shares of each segment without its total; months and the Pareto curve from their figures."""
    report = segment_sheet(lines(), chosen(bins=2)).report
    segments = next(t for t in report.sheets[0].tables if t.name == "segments")
    first, last = segments.row + 1, segments.row + segments.rows - 1
    shares, months, pareto = report.sheets[0].charts
    assert Area(first, 0, last, 0) == shares.categories
    assert [
        ("Share of customers", Area(first, 2, last, 2), CUSTOMERS),
        ("Share of revenue", Area(first, 4, last, 4), REVENUE),
    ] == [(each.name, each.values, each.color) for each in shares.series]
    tables = {t.name: t for sheet in report.sheets for t in sheet.tables}
    for chart, name, kind in ((months, "months", "stacked"), (pareto, "pareto", "line")):
        table = tables[name]
        assert ("Chart figures", kind) == (chart.sheet, chart.kind)
        assert table.body(0) == chart.categories
        assert [table.body(1), table.body(2)] == [each.values for each in chart.series]
        assert [c.title for c in table.columns[1:]] == [each.name for each in chart.series]
    assert [("Returning customers", REVENUE), ("New customers", NEW_REVENUE)] == [
        (each.name, each.color) for each in months.series
    ]


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
    sheet = segment_sheet(lines(), chosen(bins=bins)).report.sheets[1]
    heat = next(t for t in sheet.tables if t.name == "heat_map")
    assert expected == {
        title: [None if isinstance(value, float) and np.isnan(value) else value for value in values]
        for title, values in cells(heat).items()
    }
    assert [Area(heat.row + 1, 1, heat.row + bins, bins)] == [s.area for s in sheet.scales]


def test_segments_are_added_up() -> None:
    """Each segment's customers, revenue and shares, the largest first, the total last."""
    got = cells(table(segment_sheet(lines(), chosen(bins=2)), "segments"))
    assert {
        "Segment": ["Medium", "High", "Total"], "Customers": [1, 1, 2],
        "Share of customers": [0.5, 0.5, 1], "Revenue": [90, 10, 100],
        "Share of revenue": [0.9, 0.1, 1], "Revenue per customer": [90, 10, 50],
        "Purchases per customer": [1, 2, 1.5],
    } == got  # fmt: skip


def test_each_segment_has_its_action() -> None:
    """Beside each segment's name stands what it calls for, in the order of the segments."""
    result = segment_sheet(lines(), chosen(bins=2))
    texts = result.report.sheets[0].texts
    names = [text for text in texts if text.style == "body"]
    assert ["Medium", "High"] == [text.text for text in names]
    beside = {text.row: text.text for text in texts if text.column == 1}
    assert [ACTIONS.say(key, "en") for key in ("medium", "high")] == [
        beside[text.row] for text in names
    ]


def figures(result: Result) -> dict[str, tuple[Any, str]]:
    """Each key figure's value and format."""
    tables = [t for t in result.report.sheets[0].tables if t.name.startswith("key_figures")]
    return {
        column.title: (column.values[0], column.formats[0])
        for each in tables
        for column in each.columns
        if column.formats is not None
    }


def test_key_figures() -> None:
    """What the first tables say of two customers, with each figure's format."""
    assert {
        "Customers": (2, "integer"), "Purchases": (3.0, "integer"), "Revenue": (100.0, "amount"),
        "Purchases per customer": (1.5, "number"), "Bought once": (0.5, "percent"),
        "Revenue per purchase": (pytest.approx(100 / 3), "amount"),
        "Usual gap (days)": (62.0, "number"),
        "Revenue share of the best 20%": (pytest.approx(0.36), "percent"),
        "First day": (45294.0, "date"), "Last day": (45356.0, "date"), "As of": (45356.0, "date"),
        "Lines used": (3, "integer"), "Lines left out": (0, "integer"),
    } == figures(segment_sheet(lines()))  # fmt: skip


def test_active_customers_are_those_of_the_last_twelve_months() -> None:
    """The day a year before is no longer within; of a shorter time no share is told."""
    rows = [("a", "2024-01-03", 8.0), ("b", "2024-03-05", 9.0), ("c", "2024-03-06", 9.0),
            ("d", "2025-03-05", 1.0)]  # fmt: skip
    assert (0.5, "percent") == figures(segment_sheet(lines(rows)))["Active, last 12 months"]
    assert "Active, last 12 months" not in figures(segment_sheet(lines(rows[:3])))


def test_a_known_currency_stands_with_all_money() -> None:
    """Titles of money name the currency that the table names; without one they name none."""
    sheets = segment_sheet(named_currency()).report.sheets
    titles = {c.title for sheet in sheets for t in sheet.tables for c in t.columns}
    assert {"Revenue (GBP)", "Revenue per customer (GBP)", "Monetary (GBP)", "Average (GBP)",
            "Revenue per purchase (GBP)"} <= titles  # fmt: skip
    plain = {c.title for s in SALES_TOO.report.sheets for t in s.tables for c in t.columns}
    assert not any("(" in title and "days" not in title for title in plain)


def named_currency() -> SourceTable:
    """Sales with a column of currencies."""
    columns = [pd.Series(list(cells), dtype="str") for cells in zip(*SALES, strict=True)]
    money = pd.Series([amount for _, _, amount in SALES])
    code = pd.Series(["GBP"] * len(SALES), dtype="str")
    headers = ("Customer", "Date", "Amount", "Currency")
    return SourceTable("sales.csv", headers, (columns[0], columns[1], money, code))


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
        assert not any("best" in item for item in figures(result))


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
    """Columns fill the width of the page, and grow with their figures where these need more."""
    small = segment_sheet(lines()).report.sheets[0].widths
    large = segment_sheet(lines([("a", "2024-01-03", 8e12)])).report.sheets[0].widths
    assert list(range(7)) == list(small)
    assert page_width("en", 7, 0.92) == pytest.approx(sum(small.values()))
    assert [12.0, 12.0] == [small[2], small[4]]
    assert 1.1 * len("8,000,000,000,000") + 2 < large[3]
    assert small[3] < large[3]


def test_summary_is_two_pages_of_nine_points() -> None:
    """With ten segments and notices Summary takes two pages, its letters 9 points or more."""
    rows = [
        (f"c{number}", f"20{24 + at % 2}-{1 + at % 12:02}-03", 10.0 + number)
        for number in range(60)
        for at in range(number % 14 + 1)
    ]
    for language in ("en", "zh"):
        sheet = segment_sheet(lines(rows), choices_of(SEGMENT, {}, language)).report.sheets[0]
        points, pages = printed(sheet, language)
        assert 9 <= points
        assert 2 >= pages


def test_left_out_and_nothing_left_out() -> None:
    """Lines left out are listed with their row in the file; without one there is no sheet."""
    bad = segment_sheet(lines([*SALES, ("", "2024-03-06", 1.0), ("c", "never", 4.0)]))
    listed = next(sheet for sheet in bad.report.sheets if sheet.name == "Left out")
    assert [(0, 0, True, (1, 0))] == [
        (each.row, each.column, each.filterable, listed.frozen) for each in listed.tables
    ]
    assert [5, 6] == cells(listed.tables[0])["Row"]
    assert 10.0 == listed.tables[0].columns[0].width
    assert "Left out" not in [sheet.name for sheet in SALES_TOO.report.sheets]
    assert (0, "integer") == figures(SALES_TOO)["Lines left out"]
    assert (0, "integer") == items(table(SALES_TOO, "method"))["Lines left out"]


def test_method_sheet() -> None:
    """Its table stands below the sentence, its values at one edge; counts, cuts and dates agree."""
    result = segment_sheet(lines(), chosen(bins=2, as_of=45360.0))
    sheet = result.report.sheets[-1]
    (method,) = sheet.tables
    assert ((2, 0), (3, 0), {1: 60.0}) == (
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
