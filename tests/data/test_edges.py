"""Tables on the edge of two readings: what is taken for which, and what is a question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from clvxl.data._evidence import is_number
from clvxl.data._exports import known_export
from clvxl.data._orders import amount_level
from clvxl.data._totals import totals_of_orders
from clvxl.data.cleaning import clean_summaries
from clvxl.data.columns import find_table, match_columns
from clvxl.data.dates import iso_date, parse_dates
from clvxl.data.identifiers import read_names
from clvxl.data.numbers import parse_numbers
from clvxl.data.periods import period_numbers
from clvxl.data.simulate import simulate_sales
from clvxl.data.table import SourceTable
from clvxl.errors import AmbiguousError, ColumnsNotFoundError
from tests.data.reading import read, totals

HEADER = "Customer,Date,Order ID,Amount\n"


@pytest.mark.parametrize(
    ("lines", "level"),
    [
        ("a,2024-01-05,1,10\na,2024-01-05,1,20\nb,2024-02-05,2,5\n", "line"),
        ("a,2024-01-05,1,10\na,2024-01-06,2,20\nb,2024-02-05,3,5\n", ""),
        ("a,2024-01-05,,10\na,2024-01-06,,20\nb,2024-02-05,,5\n", ""),
    ],
)
def test_whose_the_amounts_are_is_told_where_orders_have_several_lines(
    lines: str, level: str, tmp_path: Path
) -> None:
    """A person is told that amounts are the lines' only where an order has more than one line."""
    assert level == read(tmp_path, HEADER + lines).reading.amount_per


def test_a_total_on_all_lines_of_one_order_is_a_question() -> None:
    """A header for totals tells the order's amount by two orders, by one it could be tickets'."""
    nines, fours = np.array([9.0, 9]), np.array([9.0, 9, 4, 4])
    assert "unclear" == amount_level(nines, np.array([0, 0]), "Total", None, False)
    assert "order" == amount_level(fours, np.array([0, 0, 1, 1]), "Total", None, False)


@pytest.mark.parametrize(
    ("discounts", "prices", "kind"),
    [
        ("0,0,0.2", "10,20,30", "share"), ("0,0.2,0.5", "10,20,30", "share"),
        ("0,0.6,0.5", "10,20,30", None), ("0,0,0.8", "10,20,30", None),
        ("0,0,0.8,0", "10,20,30,40", None), ("0.1,0.2,0.3", "10,20,30", None),
        ("0,0,0.2", "1.5,1.5,1.5", "share"), ("0,0,0.2", "1,1,1", None),
        ("0,0,1", "10,20,30", None), ("0,0,101", "1000,2000,3000", "money"),
        ("0,0,100", "1000,2000,3000", None),
    ],
)  # fmt: skip
def test_small_discounts(discounts: str, prices: str, kind: str | None, tmp_path: Path) -> None:
    """Below 1, mostly up to a half and 0 at times it is a share, above 100 money, else asked."""
    pairs = zip(prices.split(","), discounts.split(","), strict=True)
    lines = [f"a,2024-01-0{at},1,{price},{off}\n" for at, (price, off) in enumerate(pairs, 1)]
    text = "Customer,Date,Quantity,Price,Discount\n" + "".join(lines)
    if kind is None:
        with pytest.raises(AmbiguousError, match="is Discount, such as "):
            read(tmp_path, text)
    else:
        assert kind == read(tmp_path, text).reading.discount


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["US$ .50", "US$.25", "US$ 12.5"], [0.5, 0.25, 12.5]),
        (["Rs. 5", "Rs. .5"], [5.0, 0.5]),
    ],
)
def test_money_without_a_digit_before_its_mark(texts: list[str], expected: list[float]) -> None:
    """The mark before the first digit is the decimal's, behind a currency of any length."""
    assert expected == parse_numbers(pd.Series(texts), None, "Amount")[0].tolist()


def test_a_currency_in_four_letters() -> None:
    """An amount may bear four letters, as in Euro; five are a word."""
    assert [True, False] == [is_number("12 Euro"), is_number("12 Euros")]


@pytest.mark.parametrize("text", ["Mar 012, 2024", "012 Mar 2024", "Mar 12, 024", "12 Mar 20245"])
def test_days_of_three_digits_are_none(text: str) -> None:
    """A day has one digit or two, and a year two or four, where the month has a name."""
    days, _ = parse_dates(pd.Series([text, "Mar 12, 2024"]), None, False, "Date")
    assert [True, False] == np.isnan(days).tolist()


def test_the_first_date_that_may_be_swapped_is_shown() -> None:
    """Where real dates may have been swapped, the first of them is the example."""
    column = pd.Series(["2024-03-05", "2024-01-02", "28/4/2024"])
    with pytest.raises(AmbiguousError, match="such as 2024-03-05, and others as text"):
        parse_dates(column, None, True, "Date")


def test_signs_beside_the_unseen_ones_are_seen() -> None:
    """A hyphen or a bullet tells customers apart, an unseen sign and a kind of blank do not."""
    names = ["A\u2010B", "A\u2016B", "A\u2065B", "A\u206aB", "A\u202fB", "AB", "A B", "A\u200fB"]
    keys = read_names(names, typed=False).keys
    assert 6 == len(set(keys))
    assert [keys[6], keys[5]] == [keys[4], keys[7]]


def test_order_numbers_repeat_and_those_of_lines_do_not(tmp_path: Path) -> None:
    """Of two columns of numbers the one that repeats is the order's, whichever stands first."""
    rows = [("1", "7", 10), ("2", "7", 5), ("3", "8", 20)]
    for first, second in ((0, 1), (1, 0)):
        text = "Customer,Date,Order ID,Order No,Amount\n" + "".join(
            f"a,2024-01-05,{row[first]},{row[second]},{row[2]}\n" for row in rows
        )
        assert {"a": (35, 2)} == totals(read(tmp_path, text))


@pytest.mark.parametrize("blank", [0, 2])
def test_amounts_that_cancel_out_over_lines_without_an_order(blank: int, tmp_path: Path) -> None:
    """Two columns of amounts differ also where their sums agree: a line without an order is one."""
    orders = ["1", "1", "1"]
    orders[blank] = ""
    amounts = [(10, 12), (5, 5), (20, 18)]
    text = "Customer,Date,Order ID,Subtotal,Total\n" + "".join(
        f"a,2024-01-05,{order},{first},{second}\n"
        for order, (first, second) in zip(orders, amounts, strict=True)
    )
    with pytest.raises(AmbiguousError, match=r"Subtotal.*Total.*rename or remove"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("headers", "first"),
    [("Date,Created at", True), ("Created at,Paid at", True), ("Created at,Date", False)],
)
def test_days_of_orders_records_and_payments(headers: str, first: bool, tmp_path: Path) -> None:
    """The day of a sale comes before that of its record, and this before that of its payment."""
    text = f"Customer,{headers},Amount\na,2024-01-05,2024-01-15,10\nb,2024-02-05,2024-02-09,20\n"
    days = [45296.0, 45327.0] if first else [45306.0, 45331.0]
    assert days == read(tmp_path, text).days.tolist()


@pytest.mark.parametrize("nothing", ["", None])
def test_an_empty_choice_is_none(nothing: Any, tmp_path: Path) -> None:
    """A box of the settings that was left empty names no column."""
    text = "Customer,Date,Amount\na,2024-01-05,10\n"
    assert {"a": (10, 1)} == totals(read(tmp_path, text, {"amount": nothing, "date": "Date"}))


def test_a_template_finds_its_title_beside_others() -> None:
    """Of rows that may be headers the one with the most of a template's titles is."""
    chosen: Any = {"year": ["Year"], "sales": ["Sales"]}
    rows = [["Sales report", None], ["Sales", "by year"], ["Year", "Sales"], ["2024", "5"]]
    assert 2 == find_table(rows, chosen)[0]
    assert {"year": 0, "sales": 1} == dict(match_columns(rows[2], chosen).roles)


@pytest.mark.parametrize(("length", "headless"), [(60, False), (61, True)])
def test_how_long_a_header_may_be(length: int, headless: bool) -> None:
    """Words for a column in sixty signs are a header's, in more they are a value's."""
    remark = "customer ".ljust(length, "n")
    lines = [[remark, "2024-05-01", "3"], *[["Bo", "2024-05-02", "4"]] * 9]
    if headless:
        assert find_table(lines)[1].headless
    else:
        with pytest.raises(ColumnsNotFoundError):
            find_table(lines)


def test_one_customer_can_be_simulated() -> None:
    """One customer is enough."""
    assert {"C0001"} == set(simulate_sales(1, 5, days=9).customers)


def test_totals_of_orders_of_any_size() -> None:
    """Lines add up to their order's total to the penny, and to a float's last digits beyond."""
    for factor in (1.0, 1e6, 1e12):
        values = np.array([0.1, 0.2, 0.3, 0.7, 0.1, 0.8]) * factor
        found = totals_of_orders(values, np.array([0, 0, 0, 1, 1, 1]))
        assert [False, False, True, False, False, True] == found.tolist()


def test_a_total_below_has_no_part_in_telling_orders_from_lines(tmp_path: Path) -> None:
    """Rows without a date, such as a total, do not make numbers of lines look repeated."""
    text = (
        "Customer,Date,Order ID,Order No,Amount\n"
        "a,2024-01-05,1,7,10\na,2024-01-05,2,7,5\nb,2024-01-06,3,8,20\nTotal,,,,35\n"
    )
    assert {"a": (15, 1), "b": (20, 1)} == totals(read(tmp_path, text))


def test_two_columns_of_dates_that_can_be_read_two_ways(tmp_path: Path) -> None:
    """Days of the order and of its payment are compared also before their order is settled."""
    text = "Customer,Order Date,Paid at,Amount\na,05/06/2024,07/06/2024,10\nb,06/06/2024,,20\n"
    with pytest.raises(AmbiguousError, match="column Order Date can be read two ways"):
        read(tmp_path, text)
    assert [45448.0, 45449.0] == read(tmp_path, text, date_order="day").days.tolist()


def test_who_bought_on_the_last_day_stays() -> None:
    """A recency of 0 is one, as are a frequency and a revenue of 0; below 0 it is none."""
    columns = {
        "Customer": ["a", "b", "c", "d"], "Recency": ["0", "-1", "3", "9"],
        "Frequency": ["2", "2", "1", "4"], "Monetary": ["10", "20", "0", "5"],
    }  # fmt: skip
    table = SourceTable("t", tuple(columns), tuple(map(pd.Series, columns.values())))
    got = clean_summaries(table, match_columns(list(columns)))
    assert (["a", "c", "d"], [0, 3, 9]) == (got.labels.tolist(), got.recency.tolist())
    assert ["bad_recency"] == got.left_out.reason.tolist()


@pytest.mark.parametrize(("ahead", "left_out"), [(-1, 0), (0, 0), (1, 0), (2, 1)])
def test_sales_of_today_and_of_where_it_is_tomorrow(
    ahead: int, left_out: int, tmp_path: Path
) -> None:
    """A sale of today, or of tomorrow as in an earlier time zone, counts; of the day after not."""
    today = 45300.0
    days = [iso_date(today - 40 + at) for at in range(9)] + [iso_date(today + ahead)]
    text = "Customer,Date,Amount\n" + "".join(f"a,{day},5\n" for day in days)
    got = read(tmp_path, text, today=today)
    assert 10 - left_out == len(got.days)
    assert ({"future": 1} if left_out else {}) == dict(got.counts.reasons)


@pytest.mark.parametrize("period", ["day", "week", "month", "quarter", "year"])
def test_many_days_are_numbered_as_few(period: str) -> None:
    """Days that lie close together, to the last, fall into the periods that each falls into alone."""
    days = np.arange(45640.0, 45700.0)
    numbers, start = period_numbers([*days, *days], period)
    alone = [period_numbers([day], period) for day in days]
    assert [int(number[0]) + first for number, first in alone] * 2 == (numbers + start).tolist()


@pytest.mark.parametrize(("length", "name"), [(60, "Shopify"), (61, None)])
def test_a_header_of_up_to_sixty_signs_is_compared(length: int, name: str | None) -> None:
    """Cells of sixty signs, blanks among them, are headers of an export; longer ones are text."""
    headers = ["Name", "Email", "Financial Status".ljust(length), "Created at", "Total"]
    found = known_export(headers)
    assert name == (found.name if found else None)
