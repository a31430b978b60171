"""Movement: what became of an earlier day's customers, against plain reckoning by hand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.simulate import simulate_sales
from clvxl.data.table import SourceTable
from clvxl.errors import InputError
from clvxl.jobs.catalogue import choices_of
from clvxl.jobs.segment.compare_day import earlier_day
from clvxl.jobs.segment.job import SEGMENT
from clvxl.jobs.segment.movement import Fate, Movement
from clvxl.jobs.segment.run import Segmented, segment_sheet
from clvxl.report.records import Sheet, Table
from tests.printing import printed

ZERO = dt.date(1899, 12, 30)
KNOWN = [
    *((f"kept {i}", day, 10.0 * i) for i in range(1, 6) for day in ("2024-08-01", "2024-11-01")),
    ("back", "2024-03-01", 7.0), ("back", "2024-12-01", 9.0),
    ("lost 1", "2024-09-30", 20.0), ("lost 2", "2024-07-01", 30.0), ("lost 2", "2024-10-01", -5.0),
    ("silent 1", "2024-02-01", 40.0), ("silent 2", "2024-06-30", 50.0),
    ("new", "2024-12-31", 60.0),
]  # fmt: skip
"""Compared with 30 September, 92 days before the last day; the days before begin on 1 July."""


def sheet_day(text: str) -> float:
    """A date as a sheet counts it."""
    return float((dt.date.fromisoformat(text) - ZERO).days)


def table_of(
    rows: list[tuple[Any, ...]], headers: tuple[str, ...] = ("Customer", "Date", "Amount")
) -> SourceTable:
    """A table of sales as a reader hands it over."""
    columns = list(zip(*rows, strict=True))
    series = [pd.Series(cells, dtype="str") for cells in columns[:-1]]
    return SourceTable("sales.csv", headers, (*series, pd.Series(columns[-1], dtype=float)))


def compared(
    rows: list[tuple[Any, ...]], compare: str = "2024-09-30", language: str = "en", **more: Any
) -> Segmented:
    """The job's result for a table of customer, date and amount."""
    choices = choices_of(SEGMENT, {"compare": compare, **more}, language)
    return segment_sheet(table_of(rows), choices)


def moved(result: Segmented) -> Movement:
    """The figures of the comparison."""
    assert result.moved is not None
    return result.moved


def sheet(result: Segmented, name: str) -> Sheet:
    """A sheet by its name."""
    return next(each for each in result.report.sheets if each.name == name)


def cells(table: Table) -> dict[str, list[Any]]:
    """A table's columns by their titles, blanks as None."""
    return {
        column.title: [None if value != value else value for value in column.values]
        for column in table.columns
    }


def test_what_became_of_each_customer() -> None:
    """Each customer of a small table is new, back, kept, lost or silent as the calendar says."""
    found = moved(compared(KNOWN))
    got = {label: Fate(fate).name for label, fate in zip(found.labels, found.fate, strict=True)}
    assert {
        **{f"kept {i}": "KEPT" for i in range(1, 6)}, "back": "RETURNING", "new": "NEW",
        "lost 1": "LOST", "lost 2": "LOST", "silent 1": "SILENT", "silent 2": "SILENT",
    } == got  # fmt: skip


def test_the_money_of_each_group() -> None:
    """Revenue before and since is added up by what became of them, returns taken off, the total last."""
    table = next(t for t in sheet(compared(KNOWN), "Movement").tables if t.name == "fates")
    assert {
        "What became of them": ["New", "Returning", "Kept", "Lost", "Silent", "Total"],
        "Number": [1, 1, 5, 2, 2, 11],
        "Share of customers": [1 / 11, 1 / 11, 5 / 11, 2 / 11, 2 / 11, 1.0],
        "Revenue before": [0.0, 0.0, 150.0, 50.0, 0.0, 200.0],
        "Revenue since": [60.0, 9.0, 150.0, -5.0, 0.0, 214.0],
        "Change": [60.0, 9.0, 0.0, -55.0, 0.0, 14.0],
    } == cells(table)


def test_the_line_on_summary_and_screen() -> None:
    """One line says what became of them, in the report's language, on Summary as on the screen."""
    english = compared(KNOWN, bins=2)
    line = english.read.splitlines()[-1]
    assert line.startswith(
        "Since 2024-09-30: 1 new customers, 1 came back, 5 bought again, 2 were lost; "
    )
    assert line in [text.text for text in english.report.sheets[0].texts]
    chinese = compared(KNOWN, language="zh")
    assert "自 2024-09-30 以来：新增 1 位，回归 1 位，持续购买 5 位，流失 2 位" in chinese.read
    assert ["概要", "地图", "变动", "客户", "变动明细", "图表数据", "方法"] == [
        each.name for each in chinese.report.sheets
    ]


def test_who_rose_and_fell_by_name() -> None:
    """Who stands in a better segment rose; lists name them by the change of revenue, and all are told."""
    rows = [(f"c{i:02}", "2024-06-01", 10.0) for i in range(30)]
    rows += [(f"c{i:02}", f"2024-07-{i + 1:02}", 10.0) for i in range(1, 30)]
    risen = [("c00", "2024-12-01", 900.0), ("c00", "2024-12-02", 100.0)]
    result = compared([*rows, *risen], "2024-09-30", scheme="tiers")
    found = moved(result)
    assert "c00" == found.labels[found.movers(1)[0]]
    overview = sheet(result, "Movement")
    rose = cells(next(table for table in overview.tables if table.name == "rose"))
    assert ("c00", "Low", 1000.0) == (rose["Customer"][0], rose["Then"][0], rose["Change"][0])
    assert any(
        text.text == f"Who rose: {len(rose['Customer'])} of {len(found.movers(1))}, "
        "the largest gain of revenue first"
        for text in overview.texts
    )
    fell = [text.text for text in overview.texts if text.text.startswith("Who fell")]
    assert f" of {len(found.movers(-1))}, " in fell[0]
    every = cells(sheet(result, "Moves").tables[0])
    assert len(found.movers(1)) == every["Movement"].count("rose")
    assert len(found.movers(-1)) == every["Movement"].count("fell")


def test_nobody_moved() -> None:
    """Where nobody rose or fell, the sheet says so instead of an empty table."""
    rows = [(f"c{i}", day, 5.0) for i in range(12) for day in ("2024-03-01", "2024-09-01")]
    overview = sheet(compared(rows, "2024-06-01"), "Movement")
    assert {"fates", "movement"} == {table.name for table in overview.tables}
    assert 2 == [text.text for text in overview.texts].count("Nobody.")


def test_who_is_gone_from_the_data() -> None:
    """Whoever was a customer until later lines undid the order has a column, and counts once."""
    days = (("2024-03-01", 5.0), ("2024-03-02", 6.0))
    rows = [(f"c{i}", str(i), day, amount) for i in range(12) for day, amount in days]
    rows += [("gone", "99", "2024-03-05", 8.0), ("gone", "99", "2024-08-05", -8.0)]
    rows += [("c1", "100", "2024-09-01", 5.0)]
    table = table_of(rows, ("Customer", "Order", "Date", "Line amount"))
    result = segment_sheet(table, choices_of(SEGMENT, {"compare": "2024-06-01"}, "en"))
    found = moved(result)
    assert ("gone", Fate.GONE, -1) == (found.labels[-1], found.fate[-1], found.target[-1])
    assert (8.0, 0.0, 0.0) == (found.before[-1], found.since[-1], found.total[-1])
    matrix = cells(next(t for t in sheet(result, "Movement").tables if t.name == "movement"))
    assert (1, 13) == (matrix["Gone from the data"][-1], matrix["Total"][-1])


def test_sales_that_begin_late_are_told() -> None:
    """Where the days before reach back behind the first sale, the sheet says what that means."""
    rows = [(f"c{i}", day, 5.0) for i in range(12) for day in ("2024-06-01", "2024-12-31")]
    late = [text.text for text in sheet(compared(rows, "2024-07-01"), "Movement").texts]
    assert any("Sales begin on 2024-06-01" in text for text in late)
    whole = [text.text for text in sheet(compared(KNOWN), "Movement").texts]
    assert not any("Sales begin" in text for text in whole)


def test_method_says_how_it_is_compared() -> None:
    """The Method sheet has the day, the rule of rising and falling, and each definition."""
    items, values = sheet(compared(KNOWN), "Method").tables[0].columns
    rows = dict(zip(items.values, values.values, strict=True))
    assert sheet_day("2024-09-30") == rows["Compared with"]
    assert "best first" in rows["Rose and fell"]
    assert "92 days up to 2024-09-30, and not since" in rows["Lost"]


sales = st.lists(
    st.tuples(
        st.sampled_from([f"c{i}" for i in range(16)]),
        st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)).map(str),
        st.integers(-2000, 9000).map(lambda cents: cents / 100),
    ),
    min_size=40, max_size=120,
)  # fmt: skip


def enough(rows: list[tuple[Any, ...]], day: str) -> bool:
    """Whether there are customers on a day to compare with, and a later day."""
    buyers = {who for who, when, amount in rows if amount > 0 and when <= day}
    return len(buyers) >= 10 and max(when for _, when, amount in rows) > day


@given(
    sales.filter(lambda rows: enough(rows, "2024-07-01")),
    st.sampled_from([{}, {"bins": 3}, {"method": "nested"}, {"scheme": "eight"}]),
)
def test_the_edges_are_the_reports_of_both_days(rows: list[Any], options: dict[str, Any]) -> None:
    """Row sums are the segments of a report that ends on the earlier day, column sums those of now."""
    result = compared(rows, "2024-07-01", **options)
    found, matrix = moved(result), moved(result).matrix
    choices = choices_of(SEGMENT, {"as_of": sheet_day("2024-07-01"), **options}, "en")
    then = segment_sheet(table_of(rows), choices).segmentation
    now = segment_sheet(table_of(rows), choices_of(SEGMENT, options, "en")).segmentation
    assert then.counts.tolist() == matrix[:-1].sum(axis=1).tolist()
    assert now.counts.tolist() == matrix[:, :-1].sum(axis=0).tolist()
    assert len(found.labels) == matrix.sum()
    expected = dict(zip(then.customers.labels, then.segment, strict=True))
    got = zip(found.labels, found.origin, strict=True)
    assert {label: expected.get(label, -1) for label in found.labels} == dict(got)


@given(sales.filter(lambda rows: enough(rows, "2024-07-01")))
def test_money_and_fates_against_plain_reckoning(rows: list[Any]) -> None:
    """Each customer's revenue before and since, and fate, are what a plain loop over the lines gives."""
    found = moved(compared(rows, "2024-07-01"))
    day, last = sheet_day("2024-07-01"), max(sheet_day(when) for _, when, _ in rows)
    before: dict[str, float] = defaultdict(float)
    since: dict[str, float] = defaultdict(float)
    bought: dict[str, set[str]] = defaultdict(set)
    for who, when, amount in rows:
        at = sheet_day(when)
        if at > day:
            since[who] += amount
        elif at > 2 * day - last:
            before[who] += amount
        if amount > 0:
            part = "since" if at > day else "before" if at > 2 * day - last else "long ago"
            bought[who].add(part)
    for label, fate, old, fresh in zip(
        found.labels, found.fate, found.before, found.since, strict=True
    ):
        assert (before[label], since[label]) == pytest.approx((old, fresh), abs=1e-6)
        kinds = bought[label]
        expected = Fate.SILENT
        if kinds == {"since"}:
            expected = Fate.NEW
        elif "since" in kinds:
            expected = Fate.KEPT if "before" in kinds else Fate.RETURNING
        elif "before" in kinds:
            expected = Fate.LOST
        assert expected == fate, (label, kinds)


@given(sales.filter(lambda rows: enough(rows, "2024-07-01")), st.integers(2, 6))
def test_folded_segments_move_alike(rows: list[Any], least: int) -> None:
    """Folded, both days have the same segments, each of enough customers, and nobody rises to Other."""
    found = moved(compared(rows, "2024-07-01", min_group=least))
    for day in (found.then, found.now):
        assert ((day.counts == 0) | (day.counts >= least)).all()
    folded = len(found.now.keys) - 1
    assert (found.direction[(found.origin == folded) | (found.target == folded)] == 0).all()


@pytest.mark.parametrize(
    ("words", "expected"),
    [("3m", "2024-02-29"), ("1y", "2023-05-31"), ("6w", "2024-04-19"), ("90d", "2024-03-02"), ("3个月", "2024-02-29"), ("1年", "2023-05-31"), ("90天", "2024-03-02"), ("6周", "2024-04-19"),
     (" 2 星期 ", "2024-05-17"), ("15 months", "2023-02-28"), ("2024-05-01", "2024-05-01"), ("2024/5/1", "2024-05-01"), ("2024年5月1日", "2024-05-01")],
)  # fmt: skip
def test_days_and_spans(words: str, expected: str) -> None:
    """A date is itself; a span counts back from the as-of date, to the last day of a shorter month."""
    assert sheet_day(expected) == earlier_day(words, sheet_day("2024-05-31"))


@pytest.mark.parametrize(
    "words", ["", "soon", "3", "m", "3x", "-3m", "2024-02-30", "2024-13-01", "1.5y", "9999y"]
)
def test_words_that_mean_no_day(words: str) -> None:
    """What is neither a date nor a span is refused, with both shown."""
    with pytest.raises(InputError, match="a date such as 2025-06-30, or how long before"):
        earlier_day(words, sheet_day("2024-05-31"))


@pytest.mark.parametrize(
    ("compare", "sentence"),
    [("2024-12-31", "must be before the as-of date 2024-12-31 \\(got 2024-12-31\\)"),
     ("2025-02-01", "must be before the as-of date"),
     ("5y", "is before the first purchase on 2024-02-01"),
     ("2024-02-15", "on 2024-02-15 there were 1 customers, too few .* at least 10"),
     ("tomorrow", "takes a date")],
)  # fmt: skip
def test_days_that_cannot_be_compared(compare: str, sentence: str) -> None:
    """A day that is not earlier, before the first sale or with too few customers is refused."""
    with pytest.raises(InputError, match=sentence):
        compared(KNOWN, compare)


def test_no_movement_of_customers_that_are_added_up() -> None:
    """A table of recency, frequency and monetary has no days to compare, and is refused."""
    columns = [pd.Series([float(i) for i in range(1, 12)])] * 4
    table = SourceTable("rfm.csv", ("Customer", "Recency", "Frequency", "Monetary"), tuple(columns))
    with pytest.raises(InputError, match="no days to compare"):
        segment_sheet(table, choices_of(SEGMENT, {"compare": "3m"}, "en"))


def test_as_of_moves_the_span() -> None:
    """A span counts from the as-of date that was asked for, and later sales play no part."""
    found = moved(compared(KNOWN, "1m", as_of=sheet_day("2024-11-15")))
    assert (sheet_day("2024-10-15"), sheet_day("2024-11-15")) == (found.day, found.as_of)
    assert [5, 1] == [int((found.fate == fate).sum()) for fate in (Fate.RETURNING, Fate.LOST)]
    assert "new" not in found.labels.tolist()


def test_without_compare_nothing_is_added() -> None:
    """A report that was not asked for movement has no sheet, line or row of it."""
    result = segment_sheet(table_of(KNOWN), choices_of(SEGMENT, {}, "en"))
    assert result.moved is None
    assert {"Movement", "Moves"}.isdisjoint(each.name for each in result.report.sheets)
    assert "Since" not in result.read
    assert np.isnan(result.segmentation.heat).any() or result.segmentation.least == 1


def test_small_groups_are_one() -> None:
    """With a least group, what became of few is shown together, and the line gives no number of it."""
    result = compared(KNOWN, min_group=3, scheme="tiers")
    table = next(t for t in sheet(result, "Movement").tables if t.name == "fates")
    found = cells(table)
    assert (["Kept", "Other groups", "Total"], [5, 6, 11]) == (
        found["What became of them"],
        found["Number"],
    )
    assert [150.0, 64.0, 214.0] == found["Revenue since"]
    line = result.read.splitlines()[-1]
    assert line.startswith(
        "Since 2024-09-30: some new customers, some came back, 5 bought again, some were lost; "
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_places_on_movement(language: str) -> None:
    """Nothing covers anything else; colours lie on the matrix without its sums; parts begin at headings."""
    result = compared(KNOWN, language=language)
    page = next(each for each in result.report.sheets if each.name in ("Movement", "变动"))
    taken: set[tuple[int, int]] = set()
    for text in page.texts:
        places = {(text.row, text.column + at) for at in range(text.span)}
        assert taken.isdisjoint(places)
        taken |= places
    for table in page.tables:
        last = table.row + int(table.header) + table.rows
        places = {
            (row, table.column + at)
            for row in range(table.row, last)
            for at in range(len(table.columns))
        }
        assert taken.isdisjoint(places)
        taken |= places
    matrix = next(table for table in page.tables if table.name == "movement")
    (scale,) = page.scales
    assert scale.area == matrix.body(1, last=len(matrix.columns) - 2)
    headings = [text.row for text in page.texts if text.style == "heading"]
    assert (0, *headings, max(row for row, _ in taken) + 1) == page.parts
    assert page.landscape
    widths = {page.widths[at] for at in range(1, len(page.widths))}
    assert 1 == len(widths)


def test_the_matrix_of_a_small_table() -> None:
    """By hand: ten customers of before and a new one, by tiers, sums at the edges, blanks for none."""
    result = compared(KNOWN, scheme="tiers")
    table = next(t for t in sheet(result, "Movement").tables if t.name == "movement")
    found = cells(table)
    then, now = moved(result).then, moved(result).now
    names = [name for name in ("High", "Medium", "Low") if name in found["Then \\ now"]]
    assert [*names, "Not yet a customer", "Total"] == found["Then \\ now"]
    assert ["Then \\ now", *names, "Total"] == list(found)
    keys = {"High": 0, "Medium": 1, "Low": 2}
    before = dict(zip(then.customers.labels, then.segment, strict=True))
    after = dict(zip(now.customers.labels, now.segment, strict=True))
    for name in names:
        inside = [
            sum(before[who] == keys[old] and after[who] == keys[name] for who in before) or None
            for old in names
        ]
        assert inside == found[name][: len(names)]
    assert 11 == found["Total"][-1]
    assert 1 == found["Total"][-2]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_movement_is_printed_in_nine_points(language: str) -> None:
    """With all ten segments and names as long as an address its letters keep 9 points or more."""
    sold = simulate_sales(400, 2000, seed=3)
    rows = [
        (
            f"{who}.of.a.long.name@example.com",
            (ZERO + dt.timedelta(days=int(day))).isoformat(),
            money,
        )
        for who, day, money in zip(sold.customers, sold.dates, sold.amounts * 100, strict=True)
    ]
    result = compared(rows, "6m", language)
    assert 5_000_000 < moved(result).total.sum()
    drawn = sheet(result, "Movement" if language == "en" else "变动")
    assert 12 <= len(drawn.widths)
    assert 9 <= printed(drawn, language)[0]
