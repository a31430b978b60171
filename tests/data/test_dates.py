"""Reading dates."""

from __future__ import annotations

import datetime
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.dates import iso_date, parse_dates
from clvxl.errors import AmbiguousError

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31))


def read(values: Any, order: Any = None, typed: bool = False) -> tuple[list[str | None], str]:
    """Dates as ISO text, and how they were read."""
    days, reading = parse_dates(pd.Series(values), order, typed, "Date")
    return [None if np.isnan(day) else iso_date(day) for day in days], reading


@pytest.mark.parametrize(
    "text",
    [
        "2011-01-31",
        "2011/1/31",
        "2011.01.31",
        "20110131",
        "2011-01-31 08:26",
        "2011-01-31 08:26:00",
        "2011-01-31T23:59:59.999Z",
        "2011-01-31T23:59:59+08:00",
        "2011-01-31 00:30:00-0500",
        " 2011-01-31 ",
        "2011年1月31日",
        "2011年01月31日 8:26",
        "31 Jan 2011",
        "January 31, 2011",
        "31-Jan-11",
        "31st January 2011",
        "Mon, 31 Jan 2011 08:26 AM",
        "2011-Jan-31",
        "31/1/2011",
        "1/31/2011 8:26 PM",
        "31.01.2011",
        "31-01-11",
    ],
)
def test_one_spelling(text: str) -> None:
    """Every usual spelling of a date that can be read one way only is read at once."""
    assert ["2011-01-31"] == read([text])[0]


@given(st.lists(DAYS, min_size=1, max_size=20))
def test_iso_goes_there_and_back(dates: list[datetime.date]) -> None:
    """An ISO date is read as the very day, for all days from 1900 to 2200."""
    texts = [date.isoformat() for date in dates]
    assert (texts, "iso") == read(texts)


@given(st.lists(DAYS, min_size=1, max_size=20), st.sampled_from(["day", "month"]))
def test_order_is_never_swapped(dates: list[datetime.date], order: str) -> None:
    """Without being told, a column is read in its own order or is asked about, never swapped."""
    form = "%d/%m/%Y" if order == "day" else "%m/%d/%Y"
    texts = [date.strftime(form) for date in dates]
    truth = [date.isoformat() for date in dates]
    try:
        got, _ = read(texts)
    except AmbiguousError:
        assert all(date.day <= 12 for date in dates)
    else:
        assert truth == got
        assert any(date.day > 12 for date in dates) or all(d.day == d.month for d in dates)
    assert (truth, order) == read(texts, order)


def test_a_question_shows_both_readings() -> None:
    """The question shows an example with both readings and names both options."""
    with pytest.raises(AmbiguousError) as caught:
        read(["5/5/2010", "12/1/2010 8:26"])
    for part in ("12/1/2010", "2010-01-12", "--day-first", "2010-12-01", "--month-first"):
        assert part in str(caught.value)


def test_mixed_orders_are_a_question() -> None:
    """Where neither order reads all, an example of each is shown."""
    with pytest.raises(AmbiguousError, match=r"13/1/2010.*1/13/2010.*--day-first"):
        read(["13/1/2010", "1/13/2010"])


def test_with_an_order_what_does_not_fit_is_unreadable() -> None:
    """The user's order is kept to: no date is turned round to make it fit."""
    assert (["2010-01-13", None], "day") == read(["13/1/2010", "1/13/2010"], "day")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "2011-02-30",
        "1899-12-31",
        "2201-01-01",
        "20111331",
        "32/1/2011",
        "2011-01-31 25:00",
        "5 Marsh 2011",
        "08:26",
        "2011-01",
        "99999999999",
        "1e5",
        "-5",
        "nan",
    ],
)
def test_no_date_is_unreadable(text: str) -> None:
    """What is no date, or beyond 1900 to 2200, is left to the caller as unreadable."""
    assert [None, "2011-01-31"] == read([text, "2011-01-31"])[0]


def test_two_digit_years() -> None:
    """00 to 68 are of the 2000s, 69 to 99 of the 1900s."""
    assert (["2068-12-31", "1969-12-31"], "day") == read(["31-12-68", "31-12-69"])


def test_numbers() -> None:
    """Numbers are yyyymmdd or sheet dates, as numbers or as text; years alone are neither."""
    assert (["2011-01-31", None], "yyyymmdd") == read([20110131.0, np.nan])
    assert (["2011-01-31", None], "serial") == read([40574.75, 0.0])
    assert (["2011-01-31"], "serial") == read(["40574"])
    assert ([None, None], "unreadable") == read([2010.0, 2011.0])
    assert ([None], "unreadable") == read([True])


def test_a_number_among_text_dates() -> None:
    """In a sheet it is a date that was written out; in a text file it is not read."""
    values = ["2011-01-31", "43000.5"]
    assert ["2011-01-31", "2017-09-22"] == read(values, typed=True)[0]
    assert ["2011-01-31", None] == read(values)[0]


def test_datetimes_keep_their_local_day() -> None:
    """Real dates lose their time of day and their zone, not their day."""
    moments = pd.to_datetime(["2011-01-31 23:26+08:00", None])
    assert (["2011-01-31", None], "datetime") == read(moments)


def test_blank_columns() -> None:
    """A column of blanks is unreadable, not an error."""
    assert ([None, None], "unreadable") == read([None, None])


def test_half_a_million_moments_are_quick() -> None:
    """541,909 different moments are read in a few seconds, repeated ones far below one."""
    moments = pd.Series(pd.date_range("2010", periods=541_909, freq="61s"))
    texts = moments.dt.strftime("%Y-%m-%d %H:%M:%S").astype("str")
    begin = time.perf_counter()
    days, _ = parse_dates(texts, None, False, "Date")
    assert time.perf_counter() - begin < 5
    assert 40179.0 == days[0]
