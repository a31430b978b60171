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
        "2011-01-31" + " " * 2000 + "08:26",
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


@pytest.mark.parametrize("mark", "/-.")
@pytest.mark.parametrize("order", ["day", "month"])
def test_a_year_that_may_stand_first_is_a_question(mark: str, order: str) -> None:
    """Where each date may be yy/mm/dd as well it is asked, unless the user says the order."""
    texts = [text.replace("/", mark) for text in ["24/01/05", "24/01/31", "23/12/02"]]
    with pytest.raises(AmbiguousError) as caught:
        read(texts)
    for part in (texts[0], "2024-01-05", "four digits", "2005-01-24", "--day-first"):
        assert part in str(caught.value)
    first = "2005-01-24" if order == "day" else None
    assert ([first], order) == (read(texts, order)[0][:1], order)


def test_three_readings_are_all_shown() -> None:
    """Where day, month and year may each stand first all three readings are shown."""
    with pytest.raises(AmbiguousError, match=r"2011-02-01.*2011-01-02.*2001-02-11"):
        read(["01-02-11"])


def test_a_year_that_cannot_stand_first_is_no_question() -> None:
    """One date that is none with the year first settles it."""
    assert (["2011-01-31", "2069-12-31"][:1], "month") == (
        read(["01-31-11", "12-31-69"])[0][:1],
        read(["01-31-11", "12-31-69"])[1],
    )


SWAPPED = ["2024-04-01 00:00:00", "2024-05-04 00:00:00", "13/04/2024", "28/04/2024"]


def test_the_trace_of_swapped_dates_is_a_question() -> None:
    """Real dates up to the 12th beside texts from the 13th on are asked about, not believed."""
    with pytest.raises(AmbiguousError, match=r"2024-04-01.*13/04/2024.*--day-first"):
        read(SWAPPED, typed=True)
    expected = ["2024-04-01", "2024-05-04", "2024-04-13", "2024-04-28"]
    assert (expected, "day") == read(SWAPPED, "day", typed=True)
    later = ["2024-04-20 00:00:00", *SWAPPED]
    assert (["2024-04-20", *expected], "day") == read(later, typed=True)
    assert (expected, "day") == read(SWAPPED)


def test_numbers_of_a_workbook_that_counts_from_1904() -> None:
    """Sheet dates without a format are moved by the offset; yyyymmdd and written dates are not."""
    moved = pd.Series([40000.0]), pd.Series(["2024-05-20", "40000"]), pd.Series([20110131.0])
    got = [parse_dates(column, None, True, "Date", 1462.0)[0].tolist() for column in moved]
    assert [[41462.0], [45432.0, 41462.0], [40574.0]] == got


@pytest.mark.parametrize("filling", [" ", "1", ": ", ":", "/", "a", " 1", "T", "-"])
def test_long_texts_are_given_up_at_once(filling: str) -> None:
    """A cell as long as a sheet allows is refused without trying every split of it."""
    long = "x" + filling * (32_000 // len(filling)) + "y:"
    assert [None, None, "2011-01-31"] == read([long, long[:64], "2011-01-31"])[0]


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
