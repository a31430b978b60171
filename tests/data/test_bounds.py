"""Where each rule of reading begins and ends: on the bound it holds, past it it does not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from clvxl.data._cells import Customers
from clvxl.data._evidence import evidence, fits
from clvxl.data._lifetimes import from_lifetimes, refuse_without_tenure
from clvxl.data._totals import total_rows, totals_of_orders
from clvxl.data.columns import find_header_row, find_table, match_columns
from clvxl.data.dates import iso_date, parse_dates
from clvxl.data.identifiers import number_key, read_names
from clvxl.data.numbers import parse_numbers
from clvxl.data.sheet_columns import fill_merged, typed_column
from clvxl.data.simulate import simulate_sales
from clvxl.errors import AmbiguousError, ColumnsNotFoundError, InputError

HEADERS = ["Customer", "Date", "Amount"]
LINE = ["a", "2024-05-01", "3"]


def days_of(values: list[Any], order: Any = None, typed: bool = False, offset: float = 0.0) -> Any:
    """Dates as ISO text, and how they were read."""
    days, reading = parse_dates(pd.Series(values), order, typed, "Date", offset)
    return [None if np.isnan(day) else iso_date(day) for day in days], reading


DAY, NO = "2011-01-31", None


@pytest.mark.parametrize(
    ("numbers", "expected", "reading"),
    [
        ([20110131, 20111231], [DAY, "2011-12-31"], "yyyymmdd"),
        ([19000101, 22001231, 18991231, 22010101], ["1900-01-01", "2200-12-31", NO, NO], "yyyymmdd"),
        ([20110131, 20110100, 20110132, 20110013, 20111301], [DAY, NO, NO, NO, NO], "yyyymmdd"),
        ([20110131235959, 20110131000000], [DAY, DAY], "yyyymmdd"),
        ([20110131235960, 20110131235961, 20110131236000, 20110131240000], [DAY, NO, NO, NO],
         "yyyymmdd"),
        ([201101312359, 201101312360, 201101312400], [DAY, NO, NO], "yyyymmdd"),
        ([20110131.5], [NO], "unreadable"), ([2011013, 201101310], [NO, NO], "unreadable"),
        ([1900, 2200], [NO, NO], "unreadable"), ([1899, 2200], ["1905-03-13", "1906-01-08"], "serial"),
        ([1900, 2201], ["1905-03-14", "1906-01-09"], "serial"),
        ([1900.5, 2000], ["1905-03-14", "1905-06-22"], "serial"),
        ([366, 1], [NO, NO], "unreadable"), ([367, 2], ["1901-01-01", "1900-01-01"], "serial"),
        ([0.5, 0.99, 500], [NO, NO, "1901-05-14"], "serial"),
        ([109939, 109940, 400], ["2200-12-31", NO, "1901-02-03"], "serial"),
        ([1e9, 4133980799], ["2001-09-09", "2100-12-31"], "epoch"),
        ([999999999, 1e9], [NO, NO], "unreadable"), ([1e9, 4133980800], [NO, NO], "unreadable"),
        ([1e12, 4133980799999], ["2001-09-09", "2100-12-31"], "epoch_ms"),
        ([1e12 - 1, 1e12], [NO, NO], "unreadable"), ([1e12, 4133980800000], [NO, NO], "unreadable"),
        ([1.0e9 + 23 * 3600, 1.0e9], ["2001-09-10", "2001-09-09"], "epoch"),
    ],
)  # fmt: skip
def test_numbers_that_are_dates(numbers: list[float], expected: list[Any], reading: str) -> None:
    """Eight digits with or without a time, sheet days, seconds: each to its first and last one."""
    assert (expected, reading) == days_of([float(number) for number in numbers])
    if all(float(number).is_integer() for number in numbers):
        assert (expected, reading) == days_of([str(int(number)) for number in numbers])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["31/1/68", "31/1/69", "31/1/00", "31/1/99"],
         ["2068-01-31", "1969-01-31", "2000-01-31", "1999-01-31"]),
        (["31/1/1900", "31/12/2200", "31/12/1899", "31/1/2201"],
         ["1900-01-31", "2200-12-31", NO, NO]),
        (["13/1/2011", "12/1/2011"], ["2011-01-13", "2011-01-12"]),
        (["1/13/2011", "1/12/2011"], ["2011-01-13", "2011-01-12"]),
        (["1.2.2011", "3.4.2011"], ["2011-02-01", "2011-04-03"]),
        (["1/1/2011", "2/2/2011"], ["2011-01-01", "2011-02-02"]),
        (["Jan 31 68", "31 Jan 169", "311 Jan 2011", "31 Jan"], ["2068-01-31", NO, NO, NO]),
        (["2011-01-31 23:59", "2011-01-31 24:01", "2011-01-31 23:60"], [DAY, NO, NO]),
        (["20110131 0826", "20110131"], [DAY, DAY]),
        (["2011-01-31" + " " * 53 + "8", "2011-01-31 8:26" + " " * 60], [NO, DAY]),
        (["平成31年1月31日", "令和元年5月1日", "昭和64年1月7日", "民国100年1月31日"],
         ["2019-01-31", "2019-05-01", "1989-01-07", "2011-01-31"]),
    ],
)  # fmt: skip
def test_texts_that_are_dates(texts: list[str], expected: list[Any]) -> None:
    """Centuries, months and clocks end where they end, in any spelling."""
    assert expected == days_of(texts)[0]


@pytest.mark.parametrize(
    ("texts", "question"),
    [
        (["3/4/2011", "1/2/2011"], r"is 3/4/2011 2011-04-03.* or 2011-03-04"),
        (["1/1/2011", "3/4/2011"], r"is 3/4/2011 2011-04-03"),
        (["1/12/2011", "13/1/2011", "1/13/2011"], r"such as 13/1/2011, .* such as 1/13/2011"),
        (["01/02/03", "04/05/06"], r"three ways: is 01/02/03 2003-02-01.*2003-01-02.* 2001-02-03"),
        (["13/02/03"], r"two ways: is 13/02/03 2003-02-13.* or 2013-02-03"),
        (["02/13/03"], None),
    ],
)
def test_dates_that_are_a_question(texts: list[str], question: str | None) -> None:
    """Each way to read them is shown with the first date that differs."""
    if question is None:
        assert ["2003-02-13"] == days_of(texts)[0]
    else:
        with pytest.raises(AmbiguousError, match=question):
            days_of(texts)


@pytest.mark.parametrize(("real", "asked"), [(["2011-03-12", "2011-04-01"], True),
                                             (["2011-03-13", "2011-04-01"], False)])  # fmt: skip
def test_real_dates_up_to_the_twelfth_beside_texts(real: list[str], asked: bool) -> None:
    """Real dates that stop at the 12th beside texts from the 13th on look swapped."""
    values = [*real, "13/1/2011", "31/1/2011"]
    if asked:
        with pytest.raises(AmbiguousError, match=r"such as 2011-03-12, .* such as 13/1/2011"):
            days_of(values, typed=True)
        assert "2011-01-13" == days_of(values, "day", typed=True)[0][2]
    else:
        assert [*real, "2011-01-13", "2011-01-31"] == days_of(values, typed=True)[0]
    assert "2011-01-13" == days_of(values)[0][2]


@pytest.mark.parametrize(("days", "years", "fine"), [(8, 2, True), (7, 1, False), (8, 3, False)])
def test_short_years_first_or_last(days: int, years: int, fine: bool) -> None:
    """Eight days of the month in few years show that the year stands last."""
    texts = [f"{13 + day}.06.{20 + day % years}" for day in range(days)]
    if fine:
        assert ["2020-06-13", "2021-06-14"] == days_of(texts)[0][:2]
    else:
        with pytest.raises(AmbiguousError, match="years with four digits"):
            days_of(texts)


def test_numbers_among_texts_of_dates() -> None:
    """With typed cells a number is a sheet date, moved where days count from 1904; else none."""
    texts = ["45292", "2024-01-05"]
    assert (["2024-01-01", "2024-01-05"], "iso") == days_of(texts, typed=True)
    assert ([None, "2024-01-05"], "iso") == days_of(texts)
    assert ["2024-01-01"] == days_of([43830.0], offset=1462.0)[0]
    assert ["1904-12-30"] == days_of([364.0], offset=1462.0)[0]
    assert "serial" == days_of(["45292", "45293", "2024-01-05"], typed=True)[1]


@pytest.mark.parametrize(
    ("texts", "expected", "mark"),
    [
        (["1,234", "1.5"], [1234, 1.5], "."), (["1.234", "1,5"], [1234, 1.5], ","),
        (["1,234.5", "1.234,5"], [None, None], "."), (["12,34,567.5"], [1234567.5], "."),
        (["1,23", "4"], [1.23, 4], ","), (["1.23", "4"], [1.23, 4], "."),
        (["1'234.5", "1 234.5"], [1234.5, 1234.5], "."), (["1,2345"], [1.2345], ","),
        (["1e3", "1e308", "1e309"], [1000, 1e308, None], "."), (["-5", "5-", "(5)", "+5", "-(5)"],
         [-5, -5, -5, 5, None], "."), (["JPY 1,234"], [1234], "."), (["JPY 1.234"], [1234], ","),
        (["5,-", "6,--"], [5, 6], ","), (["5.-"], [5], "."), ([".5", "-.5"], [0.5, -0.5], "."), ([",5"], [0.5], ","),
        (["1" * 64, "1" * 65], [float("1" * 64), None], "."), (["Rs. 500/-"], [500], "."),
    ],
)  # fmt: skip
def test_texts_that_are_numbers(texts: list[str], expected: list[Any], mark: str) -> None:
    """Marks, signs and length end where they end; the mark is what the column shows."""
    values, read = parse_numbers(pd.Series(texts), None, "Amount")
    assert (expected, mark) == ([None if np.isnan(v) else v for v in values.tolist()], read)


def test_real_numbers_among_texts_stay() -> None:
    """A real number settles no mark and keeps its value, whatever its text could be."""
    column = pd.Series(["1.234", "1,5"])
    values, mark = parse_numbers(column, None, "Amount", np.array([1.234, np.nan]))
    assert ([1.234, 1.5], ",") == (values.tolist(), mark)
    with pytest.raises(AmbiguousError, match=r"is 1.234 1.234.* or 1,?234"):
        parse_numbers(pd.Series(["1.234", "2"]), None, "Amount", np.array([np.nan, 2.0]))


def totals(values: list[float], names: list[str]) -> list[int]:
    """Which rows are totals, by number."""
    labels = list(dict.fromkeys(names))
    codes = np.array([labels.index(name) for name in names])
    none = np.zeros(len(labels), dtype=bool)
    customers = Customers(codes, np.array(labels), none, none)
    rows = total_rows(customers, np.array(values), np.ones(len(values), dtype=bool))
    return np.flatnonzero(rows).tolist()


@pytest.mark.parametrize(
    ("values", "names", "expected"),
    [
        ([1, 2.5, 3.5], ["a", "b", "Total"], [2]), ([1, 2.5, 3.504], ["a", "b", "Total"], [2]),
        ([1, 2.5, 3.506], ["a", "b", "Total"], []), ([3.5, 1, 2.5], ["Total", "a", "b"], [0]),
        ([1, 2, 3, 4, 5, 9], ["a", "b", "Total", "a", "b", "Total"], [2, 5]),
        ([1, 2, 3, 4, 5, 12], ["a", "b", "Sum", "a", "b", "Sum"], [2, 5]),
        ([1, 2, 3, 4, 5, 7], ["a", "b", "Sum", "a", "b", "Sum"], [2]),
        ([1, 2, 3, 8, 9, 10], ["a", "b", "Sum", "Sum", "a", "Sum"], []),
        ([7, 7], ["a", "Total"], []), ([5, 5, 7, 1, 8], ["a", "Total a", "b", "b", "Total b"], [1, 4]),
        ([5, 5], ["a", "a Total"], []), ([2, 5, 7], ["a", "a", "a合计"], [2]),
        ([1, 2, 3], ["a", "b", "Totally"], []), ([0, 0, 0], ["a", "b", "Total :"], [2]),
    ],
)  # fmt: skip
def test_rows_that_are_totals(values: list[float], names: list[str], expected: list[int]) -> None:
    """A total is called so and is the sum of all, of those above, or since the last, to the penny."""
    assert expected == totals(values, names)


@pytest.mark.parametrize(
    ("values", "orders", "expected"),
    [
        ([3, 1, 2, 9, 4, 5], [0, 0, 0, 1, 1, 1], [0, 3]), ([3, 1, 2, 9, 9], [0, 0, 0, 1, 1], []),
        ([3, 1, 2, 9, 4, 5, 7], [0, 0, 0, 1, 1, 1, 2], []),
        ([3.004, 1, 2, 9, 4, 5], [0, 0, 0, 1, 1, 1], [0, 3]),
        ([3.006, 1, 2, 9, 4, 5], [0, 0, 0, 1, 1, 1], []),
        ([3, 1, 2, 0, 9, 4, 5], [0, 0, 0, 2, 1, 1, 1], [0, 4]),
        ([-3, -1, -2, 9, 4, 5, 8], [0, 0, 0, 1, 1, 1, -1], [0, 3]),
    ],
)  # fmt: skip
def test_lines_that_are_totals_of_orders(values: Any, orders: Any, expected: list[int]) -> None:
    """Where each order has a line that is the sum of the others, and two orders show it, it is one."""
    found = totals_of_orders(np.array(values, dtype=float), np.array(orders))
    assert expected == np.flatnonzero(found).tolist()


def lifetimes(*customers: tuple[float, float, float, float]) -> Any:
    """Recency, purchases and money of customers' age, repeats, mean and T; the last: every one."""
    columns = (np.array(column, dtype=float) for column in zip(*customers, strict=True))
    *found, every = from_lifetimes(*columns, "T")
    return [array.tolist() for array in found], every


def test_tables_of_lifetimes() -> None:
    """Repeats get the first purchase added, purchases do not; ages become days since."""
    assert ([[9, 1], [1, 3], [0, 12]], False) == lifetimes((0, 0, 0, 9), (8, 2, 4, 9))
    assert ([[9, 1], [1, 2], [5, 8]], True) == lifetimes((0, 1, 5, 9), (8, 2, 4, 9))
    assert ([[8, 1], [2, 3], [10, 12]], False) == lifetimes((1, 1, 5, 9), (8, 2, 4, 9))
    assert ([[7, 1], [3, 3], [15, 12]], False) == lifetimes((2, 2, 5, 9), (8, 2, 4, 9))
    assert ([[0, 1], [2, 3], [10, 12]], False) == lifetimes((9, 1, 5, 9), (8, 2, 4, 9))
    for first in (0, 1):
        with pytest.raises(AmbiguousError, match="recency equal to T"):
            lifetimes((9, first, 5, 9), (7, first, 5, 7), (8, 2, 4, 9))
    ages, none, money = np.array([0.0, 3]), np.array([0.0, 2]), np.array([0.0, 9])
    with pytest.raises(ColumnsNotFoundError, match="column T"):
        refuse_without_tenure(ages, none, money)
    for fine in ((ages + 1, none, money), (ages, none, money + 1), (ages, none + 1, money)):
        refuse_without_tenure(*fine)
    refuse_without_tenure(ages * 0, none * 0, money * 0)


def test_how_many_headers_a_sentence_lists() -> None:
    """Thirty headers are listed, of forty signs each; of more their number, of longer the start."""
    long = ["c" * 40, "d" * 41, *(f"n{number}" for number in range(28))]
    with pytest.raises(ColumnsNotFoundError) as refused:
        match_columns(long)
    assert f"headers {'c' * 40}, {'d' * 37}..., n0, " in str(refused.value)
    assert "n26, n27: rename" in str(refused.value)
    with pytest.raises(ColumnsNotFoundError, match=r"n26, n27, … \(\+2\): rename"):
        match_columns([*long, "n28", "n29"])


def test_how_many_columns_may_fit_a_role() -> None:
    """Seven columns for a role are looked at, eight are a question, of one name or of several."""
    seven = match_columns([*(f"Customer {number}" for number in range(7)), "Date", "Amount"])
    assert (0, (1, 2, 3, 4, 5, 6)) == (seven.roles["customer"], seven.rivals["customer"])
    with pytest.raises(AmbiguousError, match=r"8 columns can be the customer .* Customer 0 and Cu"):
        match_columns([*(f"Customer {number}" for number in range(8)), "Date", "Amount"])
    with pytest.raises(AmbiguousError, match="8 columns are called Customer"):
        match_columns(HEADERS * 8)


@pytest.mark.parametrize(
    ("headers", "roles"),
    [
        (["Price", "Date", "Customer"], {"customer": 2, "date": 1, "amount": 0}),
        (["Qty", "Price", "Date", "Customer"], {"customer": 3, "date": 2, "quantity": 0, "price": 1}),
        (["Qty", "Price", "Date", "Customer", "Amount"], {"customer": 3, "date": 2, "amount": 4}),
        (["Qty", "Price", "Date", "Customer", "Amount", "Order"],
         {"customer": 3, "date": 2, "amount": 4, "order": 5, "quantity": 0, "price": 1}),
        (["Qty", "Date", "Customer", "Amount", "Order"],
         {"customer": 2, "date": 1, "amount": 3, "order": 4}),
    ],
)  # fmt: skip
def test_which_columns_make_the_amount(headers: list[str], roles: dict[str, int]) -> None:
    """A price alone is the amount; with a quantity their product; a total comes before both."""
    assert roles == dict(match_columns(headers).roles)


@pytest.mark.parametrize(("above", "found"), [(199, 199), (200, None)])
def test_how_far_headers_are_looked_for(above: int, found: int | None) -> None:
    """The last of 200 rows may hold the headers, the next not."""
    assert found == find_header_row([[None]] * above + [HEADERS, LINE])


@pytest.mark.parametrize(("length", "found"), [(64, 0), (65, 2)])
def test_how_long_a_value_may_be(length: int, found: int) -> None:
    """A row with a longer cell is no row of values: of two headers the plainer words win then."""
    line = ["a", "2024-05-01".ljust(length, "."), "3"]
    assert found == find_header_row([["Client", "Date", "Total"], line, HEADERS, LINE])


@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        ([LINE] * 5, {"customer": 0, "date": 1, "amount": 2}),
        ([LINE] * 5 + [["a", "x", "3"]], {"customer": 0, "date": 1, "amount": 2}),
        ([LINE] * 4 + [["a", "x", "3"]], None), ([LINE] * 4 + [["a", "2024-05-01", "x"]], None),
        ([["a", "x", "3"]] + [LINE] * 9, None), ([["7", *LINE[1:]]] * 3, {"customer": 0, "date": 1, "amount": 2}),
        ([LINE[1:]] * 3, None), ([[*LINE, "USD"]] * 3, {"customer": 0, "date": 1, "amount": 2, "currency": 3}),
        ([[None, *LINE]] * 3, {"customer": 1, "date": 2, "amount": 3}),
    ],
)  # fmt: skip
def test_tables_without_headers(lines: list[list[Any]], roles: dict[str, int] | None) -> None:
    """They start with a line of values, and more than four fifths of the cells agree."""
    if roles is None:
        with pytest.raises(ColumnsNotFoundError):
            find_table(lines)
    else:
        row, columns = find_table(lines)
        assert (-1, True, roles) == (row, columns.headless, dict(columns.roles))


@pytest.mark.parametrize(
    ("role", "cells", "loosely", "fit"),
    [
        ("amount", ["1", "x"], False, True), ("amount", ["1", "x", "y"], False, False),
        ("date", ["1", "x"], False, True), ("date", ["1", "a@b.c"], False, False),
        ("customer", ["a b c d e f"], False, True), ("customer", ["a b c d e f g"], False, False),
        ("customer", ["a" * 64], False, True), ("customer", ["a" * 65], False, False),
        ("customer", ["a", "b", "c", *["a"] * 8], True, True),
        ("customer", ["a", "b", "c", *["a"] * 9], True, False),
        ("customer", ["a", "b", "c", "d", *["a"] * 9], True, True),
        ("customer", ["a", "b", None, None], True, False),
        ("customer", ["a", "b", "c", None, None], True, True),
        ("customer", ["2024-01-05", "x"], True, False), ("customer", ["2024-01-05"], False, True),
        ("customer", ["a@b.c", None, None], True, True),
        ("order", ["a b c"], False, True), ("order", ["a b c d"], False, False),
        ("order", ["1", "1"], True, False), ("order", ["1", "2"], True, True),
        ("order", ["2024-01-05", "7"], False, False),
        ("status", [chr(97 + at // 26) + chr(97 + at % 26) for at in range(30)], False, True),
        ("status", [chr(97 + at // 26) + chr(97 + at % 26) for at in range(31)], False, False),
        ("status", list(map(str, range(12))), False, True),
        ("status", list(map(str, range(13))), False, False),
        ("status", list(map(str, range(12))), True, False), ("type", ["1", "2"], False, False),
        ("status", ["a" * 64], False, True), ("status", ["a" * 65], False, False),
        ("currency", ["€", "EURO."], False, True), ("currency", ["EUROS "*2], False, False),
        ("tax", ["x"], False, True), ("amount", [None], True, False), ("amount", [None], False, True),
    ],
)  # fmt: skip
def test_what_a_column_can_be_by_its_cells(
    role: str, cells: list[str | None], loosely: bool, fit: bool
) -> None:
    """Half of the cells decide; names are short, states are few, remarks are neither."""
    assert fit == fits(role, evidence(cells), loosely=loosely)


def test_identifiers_on_their_bounds() -> None:
    """Sixteen digits with a decimal, or powers of ten, lost digits; fifteen did not."""
    texts = ["1234567890123456.0", "123456789012345.0", "1.5e+11", "1e+11", "1e11"]
    assert [True, False, True, True, False] == read_names(texts, typed=True).cut
    assert ["0", "-3", "2.5"] == [number_key(value) for value in (0.0, -3.0, 2.5)]
    assert ["7", "8"] == read_names(["7.0", "8,00"], typed=False).keys
    assert ["7.0", "8.5"] == read_names(["7.0", "8.5"], typed=False).keys


def test_cells_of_a_sheet_on_their_bounds() -> None:
    """Day 0 and the last day before the year 10000 are dates, others numbers; merged cells fill."""
    dated = typed_column([0.0, 2958465.0], lambda: np.array([True, True]))
    assert ["1899-12-30", "9999-12-31"] == dated.dt.strftime("%Y-%m-%d").tolist()
    for value in (-1.0, 2958466.0):
        assert [value] == typed_column([value], lambda: np.array([True])).tolist()
    mixed = typed_column(
        ["x", 45292.25, -1.0, 2958466.0, 1e15, 7.0], lambda: np.ones(6, dtype=bool)
    )
    assert [
        "x", "2024-01-01 06:00:00", "-1", "2958466", "1000000000000000.0", "1900-01-06 00:00:00",
    ] == mixed.tolist()  # fmt: skip
    names: list[Any] = ["Ann", "", None, "", "Bob", ""]
    assert 3 == fill_merged(names, lambda row: {0: 2, 4: 9}.get(row, row))
    assert ["Ann", "Ann", "Ann", "", "Bob", "Bob"] == names


def test_the_smallest_simulations() -> None:
    """One customer with one sale over two days can be simulated; names have four digits or more."""
    sold = simulate_sales(1, 1, days=2)
    assert (["C0001"], 1) == (sold.customers.tolist(), len(sold.amounts))
    assert simulate_sales(10_000, 10_500).customers[0].startswith("C0")
    for few in ((0, 5, 9), (5, 4, 9), (1, 1, 1)):
        with pytest.raises(InputError):
            simulate_sales(*few[:2], days=few[2])
