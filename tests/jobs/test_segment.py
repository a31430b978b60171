"""The job: what the report says is what the lines say, whatever the lines are."""

from __future__ import annotations

import csv
import lzma
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.cli.remedies import REMEDIES as OPTIONS
from clvxl.data.table import SourceTable
from clvxl.errors import InputError
from clvxl.files.text_files import read_text
from clvxl.jobs.catalogue import choices_of
from clvxl.jobs.segment.job import SEGMENT
from clvxl.jobs.segment.run import Segmented, segment_sheet
from clvxl.report.records import Table
from clvxl.sheet.registry import value

SALES = [
    ("007 ", "2025-01-03", 20.0), ("008", "2025-02-01", 55.5), ("007", "2025-03-05", -5.0),
    ("", "2025-03-06", 9.0), ("008", "soon", 7.0), ("009", "2025-03-09", 12.0),
    ("010", "2025-03-10", -3.0),
]  # fmt: skip


def table_of(rows, headers=("Customer", "Date", "Amount")) -> SourceTable:
    """A table of text dates and numbers as a reader hands it over."""
    columns = list(zip(*rows, strict=True))
    series = (
        pd.Series([cell or None for cell in columns[0]], dtype="str"),
        pd.Series(columns[1], dtype="str"),
        pd.Series(columns[2], dtype=float),
    )
    return SourceTable("sales.csv", headers, series)


def tables(result: Segmented) -> dict[str, Table]:
    """The report's tables by name."""
    return {t.name: t for sheet in result.report.sheets for t in sheet.tables}


def column(table: Table, title: str) -> list:
    """A column's values by its title."""
    return list(next(c for c in table.columns if c.title == title).values)


def test_the_report_of_a_small_table() -> None:
    """Each sheet holds what the seven lines come to, by hand."""
    result = segment_sheet(table_of(SALES))
    sheets = ["Summary", "Map", "Customers", "Left out", "Chart figures", "Method"]
    assert sheets == [s.name for s in result.report.sheets]
    customers = tables(result)["customers"]
    assert ["008", "007", "009"] == column(customers, "Customer")
    assert [1, 1, 1] == column(customers, "Frequency")
    assert [55.5, 15.0, 12.0] == column(customers, "Monetary")
    left = tables(result)["left_out"]
    assert [5, 6, 8] == column(left, "Row")
    reasons = ["no customer", "the date cannot be read", "the customer has no purchase"]
    assert reasons == column(left, "Reason")
    assert ["9", "7", "-3"] == [text.removesuffix(".0") for text in column(left, "Amount")]
    counts = result.cleaned.counts
    assert (7, 4, 3, 1) == (counts.lines, counts.used, counts.left_out, counts.trimmed)


lines = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", "d", ""]),
        st.dates(date(2024, 1, 1), date(2025, 12, 31)).map(str) | st.just("never"),
        st.integers(-5000, 20000).map(lambda cents: cents / 100),
    ),
    min_size=1,
    max_size=40,
).filter(lambda rows: any(c and d != "never" and a > 0 for c, d, a in rows))


@given(lines, st.sampled_from(["deduct", "drop", "keep"]))
def test_nothing_is_lost(rows, returns: str) -> None:
    """Lines and revenue found are those used plus those left out, and the report adds up to them."""
    choices = choices_of(SEGMENT, {"returns": returns}, "en")
    result = segment_sheet(table_of(rows), choices)
    counts, found = result.cleaned.counts, tables(result)
    assert len(rows) == counts.lines == counts.used + counts.left_out
    total = Decimal(0)
    for _, _, amount in rows:
        total += Decimal(str(amount))
    assert float(total) == pytest.approx(counts.revenue_found, abs=0.001)
    assert counts.revenue_found == pytest.approx(
        counts.revenue_used + counts.revenue_left_out, abs=0.001
    )
    assert counts.revenue_used == pytest.approx(
        sum(column(found["customers"], "Monetary")), abs=0.001
    )
    assert counts.revenue_used == pytest.approx(column(found["segments"], "Revenue")[-1], abs=0.001)
    if counts.left_out:
        assert counts.left_out == len(column(found["left_out"], "Row"))


@given(lines)
def test_the_job_and_the_functions_agree(rows) -> None:
    """The report's customers, codes and segments are what RFM_TABLE, RFM_SCORE and SEGMENT give."""
    result = segment_sheet(table_of(rows))
    good = [r for r in rows if r[0] and r[1] != "never"]
    args = [[[cell] for cell in column_] for column_ in zip(*good, strict=True)]
    every = value("RFM_TABLE", *args, None, None, "en", False)
    expected = [row for row in every if row[2] > 0]
    got = tables(result)["customers"]
    by_name = {row[0]: row for row in expected}
    shown = [
        "Customer",
        "Recency (days)",
        "Frequency",
        "Monetary",
        "Average",
        "First date",
        "Last date",
    ]
    for row in zip(*(column(got, title) for title in shown), strict=True):
        assert by_name[row[0]][1:] == pytest.approx(list(row[1:]))
    r, f, m = ([[row[i]] for row in expected] for i in (1, 2, 3))
    codes = value("RFM_SCORE", r, f, m)
    names = value("SEGMENT", codes)
    if len(expected) > 1:
        pairs = {row[0]: (c[0], n[0]) for row, c, n in zip(expected, codes, names, strict=True)}
        keys = zip(column(got, "Code"), column(got, "Segment"), strict=True)
        assert pairs == dict(zip(column(got, "Customer"), keys, strict=True))


def test_already_added_up() -> None:
    """A table with recency, frequency and monetary is segmented as it is, without dates."""
    table = SourceTable(
        "rfm.csv",
        ("客户编号", "最近一次消费", "频率", "消费金额"),
        (
            pd.Series([1.0, 2.0]),
            pd.Series([3.0, 90.0]),
            pd.Series([9.0, 1.0]),
            pd.Series([500.0, 20.0]),
        ),
    )
    result = segment_sheet(table, choices_of(SEGMENT, {}, "zh"))
    assert ["概要", "地图", "客户", "图表数据", "方法"] == [s.name for s in result.report.sheets]
    titles = [c.title for c in tables(result)["customers"].columns]
    assert "首次日期" not in titles
    assert ["冠军客户", "沉睡客户"] == column(tables(result)["customers"], "细分群体")


@pytest.mark.parametrize(
    ("scoring", "scheme"),
    [({}, "standard"), ({"bins": 3}, "tiers"), ({"method": "mean"}, "eight"),
     ({"scheme": "tiers"}, "tiers"), ({"bins": 4, "method": "nested", "scheme": "eight"}, "eight")],
)  # fmt: skip
def test_scheme_that_suits_the_scores(scoring: dict[str, object], scheme: str) -> None:
    """Left open, the scheme is the one that fits the number of bins."""
    choices = choices_of(SEGMENT, scoring, "en")
    assert scheme == segment_sheet(table_of(SALES), choices).segmentation.scheme


def test_standard_needs_five_bins() -> None:
    """The standard scheme with three bins is refused before any work, with the remedy."""
    with pytest.raises(InputError, match='take the scheme "tiers" or "eight"'):
        segment_sheet(table_of(SALES), choices_of(SEGMENT, {"bins": 3, "scheme": "standard"}, "en"))


def test_as_of_leaves_out_later_lines_and_counts_from_that_day() -> None:
    """Lines after the as-of date are listed, recency counts from that date."""
    choices = choices_of(SEGMENT, {"as_of": 45689.0}, "en")  # 2025-02-01
    result = segment_sheet(table_of(SALES), choices)
    assert {"007": 29, "008": 0} == dict(
        zip(column(tables(result)["customers"], "Customer"),
            column(tables(result)["customers"], "Recency (days)"), strict=True)
    )  # fmt: skip
    assert "after the as-of date" in column(tables(result)["left_out"], "Reason")


def test_method_states_what_another_person_needs() -> None:
    """The Method sheet names file, columns, options, cuts, counts before and after, version."""
    method = tables(segment_sheet(table_of(SALES)))["method"]
    items = dict(zip(column(method, "Item"), column(method, "Value"), strict=True))
    assert "sales.csv" == items["File"]
    assert "Customer" == items["Column: customer"]
    assert "year-month-day" == items["Dates read as"]
    assert (7, 4, 3) == tuple(items[f"Lines {k}"] for k in ("found", "used", "left out"))
    assert 1 == items["Left out: no customer"]
    assert {"Cuts of recency (R, scored in reverse)", "clvxl version", "Scheme"} <= set(items)


def test_online_retail_to_the_penny(online_retail: Path) -> None:
    """All 541,909 real lines are accounted for, against plain decimal arithmetic."""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    buyers, found, rows = set(), Decimal(0), 0
    with lzma.open(online_retail, "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            amount = Decimal(line["Quantity"]) * Decimal(line["UnitPrice"])
            rows, found = rows + 1, found + amount
            totals[line["CustomerID"]] += amount
            if amount > 0:
                buyers.add(line["CustomerID"])
    buyers.discard("")
    used = sum(totals[customer] for customer in buyers)
    result = segment_sheet(read_text(online_retail))
    counts, customers = result.cleaned.counts, tables(result)["customers"]
    assert rows == counts.lines == counts.used + counts.left_out
    assert float(found) == pytest.approx(counts.revenue_found, abs=0.005)
    assert float(found - used) == pytest.approx(counts.revenue_left_out, abs=0.005)
    assert 135_080 == counts.reasons["no_customer"]
    got = dict(zip(column(customers, "Customer"), column(customers, "Monetary"), strict=True))
    assert buyers == set(got)
    assert np.allclose([float(totals[c]) for c in got], list(got.values()), atol=0.005, rtol=0)


def test_all_sheets_agree_to_the_penny() -> None:
    """A customer of 300,000 lines costs no sheet a penny: Summary, Customers and Method agree."""
    lines = 300_000
    table = SourceTable(
        "sales.csv", ("Customer", "Date", "Amount"),
        (
            pd.Series([*["A"] * lines, "B"], dtype="str"),
            pd.Series(["2025-01-03"] * (lines + 1), dtype="str"),
            pd.Series([*[149_999.95] * lines, 10.0]),
        ),
    )  # fmt: skip
    found = tables(segment_sheet(table))
    right = 44_999_985_010.0
    assert [44_999_985_000.0, 10.0] == column(found["customers"], "Monetary")
    assert right == column(found["segments"], "Revenue")[-1]
    figures = {column.title: column.values[0] for column in found["key_figures_1"].columns}
    assert right == figures["Revenue"]
    method = dict(zip(*(c.values for c in found["method"].columns), strict=True))
    assert right == method["Revenue used"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Read: customer = Customer · order = Order, an order is one purchase · date = Date · "
         "amount = Order total, once an order · status = Status · left out: 1 cancelled"),
        ("zh", "读取方式：客户 = Customer · 订单 = Order，一单为一次购买 · 日期 = Date · "
         "金额 = Order total，每单计一次 · 状态 = Status · 未用：1 已取消"),
    ],
)  # fmt: skip
def test_summary_says_what_was_read(language: str, said: str) -> None:
    """What was taken for what, what was left out and what to know stand below the title."""
    rows = [
        ("a", "1", "2024-01-05", "9", "paid"), ("a", "1", "2024-01-05", "9", "paid"),
        ("b", "2", "2024-01-06", "5", "paid"), ("b", "2", "2024-01-06", "5", "zorbed"),
        ("b", "3", "2024-01-07", "5", "cancelled"),
    ]  # fmt: skip
    headers = ("Customer", "Order", "Date", "Order total", "Status")
    columns = tuple(pd.Series(list(cells), dtype="str") for cells in zip(*rows, strict=True))
    table = SourceTable("sales.csv", headers, columns)
    result = segment_sheet(table, choices_of(SEGMENT, {}, language))
    first, *notices = result.read.split("\n")
    assert said == first
    assert 1 == len(notices)
    assert "zorbed" in "".join(notices)
    below_title = [text.text for text in result.report.sheets[0].texts[2:]]
    assert [first, *notices] == below_title[: 1 + len(notices)]


def test_notices_name_what_the_face_offers() -> None:
    """A remedy for a notice is the command's at the command line, and no option in a sheet."""
    rows = [("a", "1", "2024-01-05", "9"), ("a", "1", "2024-06-05", "7"), ("b", "2", "2199-01-06", "5"),
            ("c", "3", "2024-01-06", "5")]  # fmt: skip
    columns = tuple(pd.Series(list(cells), dtype="str") for cells in zip(*rows, strict=True))
    facts = {"encoding": "gbk", "encoding_certain": "no"}
    table = SourceTable("sales.csv", ("Customer", "Order", "Date", "Amount"), columns, facts=facts)
    choices = choices_of(SEGMENT, {}, "en")
    here = segment_sheet(table, choices)
    there = segment_sheet(table, replace(choices, remedies=OPTIONS))
    for word in ("--encoding", "clvxl segment --lines", "clvxl segment --as-of"):
        assert word in there.read
        assert word not in here.read
    for result in (here, there):
        shown = [text.text for text in result.report.sheets[0].texts if text.style == "note"]
        said = result.read.split("\n")
        assert said == shown[1 : 1 + len(said)]
