"""Cleaning."""

from __future__ import annotations

import csv
import lzma
import math
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.cleaning import CleaningOptions, clean_summaries, clean_transactions
from clvxl.data.columns import ColumnMap, match_columns
from clvxl.data.records import Transactions
from clvxl.data.table import SourceTable
from clvxl.errors import NothingLeftError
from clvxl.files.text_files import read_text

LINES = ("Customer", "Date", "Amount")
SUMS = ("Customer", "Recency", "Frequency", "Monetary")


def table(headers: tuple[str, ...], rows: list[tuple[Any, ...]], **more: Any) -> SourceTable:
    """A table of text, row by row."""
    columns = tuple(pd.Series(list(cells), dtype="str") for cells in zip(*rows, strict=True))
    return SourceTable("sales.csv", headers, columns, **more)


def clean(rows: list[tuple[Any, ...]], options: Any = None, **more: Any) -> Transactions:
    """Clean lines of customer, date and amount."""
    source = table(LINES, rows, **more)
    return clean_transactions(source, match_columns(LINES), options)


GOOD = ("a", "2011-01-31", "5.00")


def test_each_reason_once() -> None:
    """Every line that cannot be used is listed with its row, its cells and one reason."""
    rows = [
        GOOD,
        ("b", "2011-01-31", "5"),
        (None, None, "1"),
        ("a", " ", "2"),
        ("a", "2011-02-30", "3"),
        ("a", "2011-01-31", None),
        ("a", "2011-01-31", "x"),
        GOOD,
        ("a", "2011-01-31", "-4"),
        ("a", "2011-03-01", "7"),
        ("c", "2011-01-31", "0"),
        (None, None, None),
    ]
    surplus = pd.Series([0, 1] + [0] * 10)
    options = CleaningOptions(returns="drop", duplicates="drop", as_of=40574.9)
    got = clean(rows, options, first_row=4, surplus=surplus)
    reasons = ["extra_values", "no_customer", "no_date", "bad_date", "no_amount", "bad_amount"]
    reasons += ["duplicate", "return", "after_as_of", "no_purchase"]
    assert reasons == got.left_out.reason.tolist()
    assert list(range(5, 15)) == got.left_out.row.tolist()
    assert ["", " ", "2011-02-30"] == got.left_out.date[1:4].tolist()
    assert ["", "x"] == got.left_out.amount[4:6].tolist()
    assert [4] == got.rows.tolist()
    assert (11, 1, 10, 1) == (
        got.counts.lines,
        got.counts.used,
        got.counts.left_out,
        got.counts.blank_rows,
    )


CELLS = st.tuples(
    st.sampled_from(["a", "b", " b", "007", None, " "]),
    st.sampled_from(["2011-01-31", "2011-02-01 08:26", "2012-01-01", "x", None]),
    st.sampled_from(["1.10", "2.20", "-1.10", "0", "x", None, "(3.30)", "1,000.05"]),
)


@given(
    st.lists(CELLS, max_size=30),
    st.sampled_from(["deduct", "drop", "keep"]),
    st.sampled_from(["keep", "drop"]),
    st.sampled_from([None, 40575.0]),
)
def test_nothing_is_lost(rows: Any, returns: Any, duplicates: Any, as_of: Any) -> None:
    """Lines found are lines used and left out, each once; so is revenue, to the penny."""
    options = CleaningOptions(returns=returns, duplicates=duplicates, as_of=as_of)
    got = clean([*rows, GOOD], options)
    counts = got.counts
    assert len(rows) + 1 == counts.lines + counts.blank_rows
    assert counts.lines == counts.used + counts.left_out
    assert counts.left_out == sum(counts.reasons.values())
    assert counts.revenue_found == pytest.approx(counts.revenue_used + counts.revenue_left_out)
    assert math.fsum(got.amounts) == pytest.approx(counts.revenue_used)
    together = np.concatenate([got.rows, got.left_out.row])
    assert len(set(together.tolist())) == len(together) == counts.lines
    buyers = set(got.customers[got.counts_as_purchase].tolist())
    assert set(range(len(got.labels))) == buyers == set(got.customers.tolist())


def test_customers_stay_as_written() -> None:
    """Leading zeros and long digits are kept; blanks at the ends are trimmed and counted."""
    names = ["007", "7", "007 ", "12345678901234567890", "Na", "17850.0"]
    got = clean([(name, "2011-01-31", "1") for name in names])
    assert ["007", "7", "12345678901234567890", "Na", "17850.0"] == got.labels.tolist()
    assert [0, 1, 0, 2, 3, 4] == got.customers.tolist()
    assert 1 == got.counts.trimmed


def test_all_numbers_stay_numbers() -> None:
    """Customers that are numbers all are labelled by numbers; a blank is none."""
    columns = (pd.Series([5.0, np.nan]), pd.Series(["2011-01-31"] * 2), pd.Series([1.0, 2.0]))
    numbers = clean_transactions(SourceTable("x", LINES, columns), match_columns(LINES))
    assert np.float64 == numbers.labels.dtype
    assert ["2"] == numbers.left_out.amount.tolist()


def test_error_cells_are_lines() -> None:
    """A row of errors is a line, and each error is listed as the sheet shows it."""
    rows = [GOOD, (None, None, None), ("a", None, "1"), ("a", "2011-01-31", None)]
    errors = {0: {1: "#N/A"}, 1: {1: "#N/A", 2: "#REF!"}, 2: {1: "#N/A", 3: "#DIV/0!"}}
    got = clean(rows, CleaningOptions(duplicates="drop"), errors=errors)
    assert (4, 0) == (got.counts.lines, got.counts.blank_rows)
    assert ["bad_customer", "bad_date", "bad_amount"] == got.left_out.reason.tolist()
    assert ["#N/A", "a", "a"] == got.left_out.customer.tolist()
    assert ["#N/A", "#REF!", "2011-01-31"] == got.left_out.date.tolist()
    assert ["#N/A", "1", "#DIV/0!"] == got.left_out.amount.tolist()
    with pytest.raises(NothingLeftError, match="such as #N/A in row 2"):
        clean([(None, "2011-01-31", "1")], errors={0: {0: "#N/A"}})


@pytest.mark.parametrize("typed", [False, True])
def test_text_that_is_an_error_is_no_customer(typed: bool) -> None:
    """The error that a lookup left behind is nobody; other text with # is a customer."""
    names = ["#N/A", "#12", "#REF! ", "#1!", " #GETTING_DATA", "#"]
    got = clean([(name, "2011-01-31", "5") for name in names], typed=typed)
    assert ["#12", "#1!", "#"] == got.labels.tolist()
    assert {"bad_customer": 3} == dict(got.counts.reasons)
    assert ["#N/A", "#REF! ", " #GETTING_DATA"] == got.left_out.customer.tolist()
    with pytest.raises(NothingLeftError, match="an error for their customer, such as #N/A in row"):
        clean([("#N/A", "2011-01-31", "1")])
    sums = [("#N/A", "3", "2", "50"), ("a", "3", "2", "50")]
    summed = clean_summaries(table(SUMS, sums), match_columns(SUMS))
    assert (["a"], ["bad_customer"]) == (summed.labels.tolist(), summed.left_out.reason.tolist())


def test_errors_in_a_file_are_no_customers(tmp_path: Path) -> None:
    """In a text file an error is nobody, with quotes and without."""
    path = tmp_path / "sales.csv"
    day = "2011-01-31"
    path.write_text(f'Customer,Date,Amount\n"#N/A",{day},1\n#REF!,{day},2\n#7,{day},4\n')
    source = read_text(path)
    got = clean_transactions(source, match_columns(source.headers))
    assert (["#7"], [2, 3]) == (got.labels.tolist(), got.left_out.row.tolist())
    assert ["bad_customer"] * 2 == got.left_out.reason.tolist()
    assert (7.0, 4.0, 3.0) == (
        got.counts.revenue_found,
        got.counts.revenue_used,
        got.counts.revenue_left_out,
    )


def test_an_error_is_no_order() -> None:
    """Lines of one customer whose orders are errors are no order together."""
    headers = (*LINES, "Bill")
    last = ("a", "2011-01-31", "6.00")
    rows = [(*GOOD, "#N/A"), (*GOOD, "#N/A"), (*GOOD, "7"), (*last, "7")]
    got = clean_transactions(table(headers, rows), match_columns(headers, {"order": "Bill"}))
    assert [5, 5, 11] == got.amounts.tolist()


@pytest.mark.parametrize("huge", ["1e308", "-1e308", "1000000000000001"])
def test_amounts_that_no_sheet_keeps(huge: str) -> None:
    """Amounts above 10^15 in size are bad, so that no sum is inexact or too large."""
    day = "2011-01-31"
    got = clean([("a", day, huge), ("b", day, huge), ("c", day, "1e15"), ("c", day, "-1e15")])
    assert ["bad_amount"] * 2 == got.left_out.reason.tolist()
    assert [huge] * 2 == got.left_out.amount.tolist()
    assert [1e15, -1e15] == got.amounts.tolist()
    assert (0.0, 0.0, 0.0) == (
        got.counts.revenue_found,
        got.counts.revenue_used,
        got.counts.revenue_left_out,
    )
    with pytest.raises(
        NothingLeftError, match=r"is above 10\^15 \(a spreadsheet keeps 15 digits\)"
    ):
        clean([("a", day, huge)] * 2)


def test_products_and_sums_that_no_sheet_keeps() -> None:
    """Quantity × price and a customer's monetary value have the same bound as an amount."""
    headers = ("Customer", "Date", "Qty", "Unit price")
    day = "2011-01-31"
    rows = [("a", day, "1e200", "1e200"), ("a", day, "1e10", "1e6"), ("a", day, "2", "3")]
    got = clean_transactions(table(headers, rows), match_columns(headers))
    assert ["bad_amount"] * 2 == got.left_out.reason.tolist()
    assert [6.0] == got.amounts.tolist()
    sums = [("a", "3", "2", "1e308"), ("b", "3", "2", "1e308"), ("c", "3", "2", "50")]
    summed = clean_summaries(table(SUMS, sums), match_columns(SUMS))
    assert ["bad_monetary"] * 2 == summed.left_out.reason.tolist()
    assert (50.0, 50.0) == (summed.counts.revenue_found, summed.counts.revenue_used)
    with pytest.raises(NothingLeftError, match="no number or above 10"):
        clean_summaries(table(SUMS, sums[:2]), match_columns(SUMS))


def test_errors_tell_lines_apart() -> None:
    """A line with an error in a column that no role needs is no duplicate of one without."""
    headers = (*LINES, "Note")
    source = table(headers, [(*GOOD, None)] * 3, errors={3: {1: "#N/A"}})
    options = CleaningOptions(duplicates="drop")
    got = clean_transactions(source, match_columns(headers), options)
    assert [4] == got.left_out.row.tolist()


def test_numbers_too_long_for_a_customer() -> None:
    """Customers whose last digits a number cannot keep are left out, never merged."""
    days, amounts = pd.Series(["2011-01-31"] * 3), pd.Series([1.0, 2.0, 3.0])
    columns = (pd.Series([2.0**53, 1e15, 1e15 - 1]), days, amounts)
    got = clean_transactions(SourceTable("x", LINES, columns), match_columns(LINES))
    assert [1e15 - 1] == got.labels.tolist()
    assert ["9007199254740992", "1000000000000000"] == got.left_out.customer.tolist()
    assert {"long_number": 2} == dict(got.counts.reasons)
    texts = pd.Series(["9007199254740994", "9007199254740994", "x"], dtype="str")
    numbers = {0: np.array([2.0**53 + 2, np.nan, np.nan])}
    source = SourceTable("x", LINES, (texts, days, amounts), numbers=numbers)
    mixed = clean_transactions(source, match_columns(LINES))
    assert ["9007199254740994", "x"] == mixed.labels.tolist()
    assert {"long_number": 1} == dict(mixed.counts.reasons)
    columns = (pd.Series([1e17] * 3), days, amounts)
    with pytest.raises(NothingLeftError, match="more digits than a spreadsheet keeps"):
        clean_transactions(SourceTable("x", LINES, columns), match_columns(LINES))


@pytest.mark.parametrize("name", ["Total", "GRAND TOTAL:", " sum", "合计", "总计：", "小计"])
def test_totals_are_no_customers(name: str) -> None:
    """A row that is called a total and adds up the rows above is left out; another is not."""
    rows: list[Any] = [
        GOOD,
        ("b", "2011-01-31", "2.25"),
        (name, None, "7.25"),
        (name, "2011-01-31", "7"),
    ]
    got = clean(rows)
    assert [("total_row", 4)] == [*zip(got.left_out.reason, got.left_out.row, strict=True)]
    assert ["a", "b", name.strip()] == got.labels.tolist()
    sums: list[Any] = [("a", "3", "2", "50"), ("b", "3", "2", "25.10"), (name, None, "4", "75.10")]
    summed = clean_summaries(table(SUMS, sums), match_columns(SUMS))
    assert ["a", "b"] == summed.labels.tolist()
    assert ["total_row"] == summed.left_out.reason.tolist()


def test_subtotals_and_the_grand_total() -> None:
    """Each part's total and the total of all are left out, and no part is."""
    day = "2011-01-31"
    rows: list[Any] = [("a", day, "1"), ("b", day, "2"), ("Subtotal", None, "3"), ("a", day, "5")]
    rows += [("Subtotal", None, "5"), ("Total", None, "8")]
    got = clean(rows)
    assert {"total_row": 3} == dict(got.counts.reasons)
    assert [1, 2, 5] == got.amounts.tolist()


def test_lines_found_do_not_depend_on_duplicates() -> None:
    """A row that is blank in the needed columns is blank, whatever other columns were read."""
    rows: list[Any] = [(*GOOD, "x"), (None, None, None, "note")]
    source = table((*LINES, "Note"), rows)
    for duplicates in ("keep", "drop"):
        options = CleaningOptions(duplicates=duplicates)
        got = clean_transactions(source, match_columns(source.headers), options)
        assert (1, 1) == (got.counts.lines, got.counts.blank_rows)


@pytest.mark.parametrize(
    ("options", "last"),
    [({}, 40602), ({"returns": "drop"}, 40602), ({"as_of": 40600.0}, 40575)],
)
def test_the_last_day_is_of_any_readable_line(options: Any, last: float) -> None:
    """Returns, customers without a purchase and the later lines of an order count as days."""
    headers = (*LINES, "Bill")
    rows: list[Any] = [("a", "2011-01-31", "5", "1"), ("a", "2011-02-01", "-1", "1")]
    rows += [("b", "2011-02-28", "-4", "2"), (None, "2012-01-01", "1", "3"), ("c", "x", "1", "4")]
    columns = match_columns(headers, {"order": "Bill"})
    got = clean_transactions(table(headers, rows), columns, CleaningOptions(**options))
    assert last == got.last_day
    assert [40574.0] == got.days.tolist()


@pytest.mark.parametrize(
    ("returns", "amounts", "purchases"),
    [("deduct", [5, -2], [True, False]), ("drop", [5], [True]), ("keep", [5, -2], [True, True])],
)
def test_returns(returns: Any, amounts: list[float], purchases: list[bool]) -> None:
    """Returns are taken off without being purchases, left out, or lines like any other."""
    rows = [GOOD, ("a", "2011-02-01", "-2")]
    got = clean(rows, CleaningOptions(returns=returns))
    assert amounts == got.amounts.tolist()
    assert purchases == got.counts_as_purchase.tolist()
    assert sum(amount < 0 for amount in amounts) == got.counts.returns


def test_quantity_times_price_has_no_dust() -> None:
    """3 × 0.1 is 0.3, and a left-out line shows both factors as found."""
    headers = ("Customer", "Date", "Qty", "Unit price")
    rows = [("a", "2011-01-31", "3", "0.1"), ("a", "2011-01-31", "x", "0.1"), ("a", "x", "2", "1")]
    rows += [("a", "2011-01-31", None, "0.1")]
    got = clean_transactions(table(headers, rows), match_columns(headers))
    assert [0.3] == got.amounts.tolist()
    assert ["x × 0.1", "2 × 1", " × 0.1"] == got.left_out.amount.tolist()
    assert ["bad_amount", "bad_date", "no_amount"] == got.left_out.reason.tolist()


def test_orders_become_purchases() -> None:
    """Lines of one customer's order are one purchase on its first day; blank orders stay alone."""
    headers = (*LINES, "Bill")
    rows = [
        ("a", "2011-02-01", "5", "1"),
        ("b", "2011-02-01", "6", "1"),
        ("a", "2011-01-31", "-2", "1"),
        ("a", "2011-02-02", "1", None),
        ("a", "2011-02-03", "1", None),
        ("c", "2011-02-03", "1", "9"),
        ("c", "2011-02-03", "-1", "9"),
    ]
    columns = match_columns(headers, {"order": "Bill"})
    got = clean_transactions(table(headers, rows), columns)
    assert [3, 6, 1, 1] == got.amounts.tolist()
    assert [40574, 40575, 40576, 40577] == got.days.tolist()
    assert {"no_purchase": 2} == dict(got.counts.reasons)
    assert (True, 5, ["a", "b"]) == (got.merged, got.counts.used, got.labels.tolist())


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("12")), min_size=1))
def test_merging_keeps_revenue(pairs: list[tuple[str, str]]) -> None:
    """Merged orders have the revenue of their lines, one row per customer and order."""
    headers = (*LINES, "Bill")
    source = table(headers, [(customer, "2011-01-31", "1.10", order) for customer, order in pairs])
    columns = match_columns(headers, {"order": "Bill"})
    lines = clean_transactions(source, columns, CleaningOptions(unit="line", amount_per="line"))
    merged = clean_transactions(source, columns, CleaningOptions(amount_per="line"))
    assert len(set(pairs)) == len(merged.amounts)
    assert math.fsum(lines.amounts) == pytest.approx(math.fsum(merged.amounts))


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([(None, "2011-01-31", "1")] * 2, "2 of 2 have no customer, such as row 2"),
        ([("a", "soon", "1")], "soon in row 2"),
        ([("a", "2011-01-31", "much")], "much in row 2"),
        ([("a", "2011-01-31", "0")] * 3, "without a purchase"),
        ([(None, " ", None)], "no values below"),
    ],
)
def test_nothing_left_says_why(rows: Any, text: str) -> None:
    """Where no line is left the commonest reason is said with an example row."""
    with pytest.raises(NothingLeftError, match=text):
        clean(rows)


def test_nothing_left_of_repeated_lines() -> None:
    """Lines left out as repeated are not the reason: that of the first of them is."""
    with pytest.raises(NothingLeftError, match="without a purchase"):
        clean([("a", "2011-01-31", "0")] * 3, CleaningOptions(duplicates="drop"))


def test_summaries() -> None:
    """Customers summed already are checked, and a customer that comes again is left out."""
    rows = [
        ("a", "3", "2", "-50"),
        ("b", "-1", "2", "50"),
        ("c", "3", None, "50"),
        ("d", "3", "2", "x"),
        ("a ", "4", "1", "5"),
        (None, "4", "1", "5"),
    ]
    got = clean_summaries(table(SUMS, rows), match_columns(SUMS))
    assert (["a"], [3], [2], [-50]) == (
        got.labels.tolist(),
        got.recency.tolist(),
        got.frequency.tolist(),
        got.monetary.tolist(),
    )
    expected = ["bad_recency", "bad_frequency", "bad_monetary", "customer_again", "no_customer"]
    assert expected == got.left_out.reason.tolist()
    assert got.counts.revenue_found == got.counts.revenue_used + got.counts.revenue_left_out


def test_online_retail(online_retail: Path) -> None:
    """All 541,909 lines are accounted for, and revenue agrees with decimal arithmetic."""
    found = used = Decimal(0)
    with lzma.open(online_retail, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            value = Decimal(row["Quantity"]) * Decimal(row["UnitPrice"])
            found += value
            used += value if row["CustomerID"] else 0
    source = read_text(online_retail)
    begin = time.process_time()
    got = clean_transactions(source, match_columns(source.headers))
    assert time.process_time() - begin < 3
    counts = got.counts
    assert (541_909, 135_080) == (counts.lines, counts.reasons["no_customer"])
    assert counts.lines == counts.used + counts.left_out
    assert float(round(found, 2)) == round(counts.revenue_found, 2)
    no_purchase = math.fsum(got.left_out.value[got.left_out.reason == "no_purchase"])
    assert float(round(used, 2)) == round(counts.revenue_used + no_purchase, 2)
    assert round(counts.revenue_found - counts.revenue_left_out, 2) == round(counts.revenue_used, 2)


def test_cdnow(cdnow_master: Path) -> None:
    """All 69,659 lines are accounted for; customers keep their zeros, dates are yyyymmdd."""
    with lzma.open(cdnow_master, "rt") as stream:
        lines = [line.split() for line in stream][1:]
    source = read_text(cdnow_master)
    got = clean_transactions(source, match_columns(source.headers))
    assert (69_659, "yyyymmdd", "00001") == (got.counts.lines, got.date_reading, got.labels[0])
    total = sum(Decimal(line[3]) for line in lines)
    assert float(total) == round(got.counts.revenue_found, 2)
    buyers = {line[0] for line in lines if Decimal(line[3]) > 0}
    assert buyers == set(got.labels)
    assert sum(line[0] not in buyers for line in lines) == got.counts.reasons["no_purchase"]


def test_dropped_duplicates_use_every_column(online_retail: Path) -> None:
    """Lines that differ in a column no role needs are no duplicates."""
    source = read_text(online_retail, all_columns=True)
    got = clean_transactions(
        source, match_columns(source.headers), CleaningOptions(duplicates="drop")
    )
    seen: set[tuple[str, ...]] = set()
    expected = 0
    with lzma.open(online_retail, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream):
            key = tuple(row)
            expected += key in seen and bool(row[6])
            seen.add(key)
    assert expected == got.counts.reasons["duplicate"]


def test_maps_need_not_come_from_headers() -> None:
    """A column map made by hand serves as well."""
    source = table(("x", "y", "z"), [("5", "2011-01-31", "a")])
    columns = ColumnMap("transactions", {"customer": 2, "date": 1, "amount": 0})
    assert ["a"] == clean_transactions(source, columns).labels.tolist()
