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

from clvxl.data import dates
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


@pytest.mark.parametrize(
    "text",
    """2024-03-05 23:36:00 PST|2024-03-05T23:36:00+0100|2024-03-05 00:36 GMT+8|2024-03-05 23:36 (CST)
    2024-03-05 PDT|2024-03-05Z|2024-03-05+01:00|2024-03-05 23:36:00 -05:00|2024/03/05 9:36:00JST
    Mar 5, 2024 11:05:34 PM PST|Tue, 05 Mar 2024 23:36:00 +0100|05/Mar/2024:23:36:00 +0100
    Tue Mar 05 2024 23:36:00 GMT+0800 (China Standard Time)|Tue Mar 5 09:36:00 CET 2024
    23:36:00 Mar 5, 2024 PST|2024-03-05T23:36:00[Europe/Berlin]|20240305T233600Z
    20240305093600|202403050936|２０２４－０３－０５|２０２４年３月５日|２０２４／０３／０５　１５：２０|٢٠٢٤-٠٣-٠٥
    2024年3月5日 下午3时20分10秒|2024年3月5日下午3:20|2024年3月5日 上午9点|2024年3月5日 晚上11点半|2024年3月5日 凌晨1時5分
    2024年3月5日 星期二|2024年3月5日 周二 15:20|2024-03-05 星期二|2024年3月5日(火)|2024年3月5日（火）15:20
    2024년 3월 5일|2024년 3월 5일 화요일 오후 3:20|2024. 3. 5.|令和6年3月5日|民國113年3月5日|24年3月5日
    Tue, 5 Mar 2024|Tuesday, March 5, 2024 at 9:36 AM|5th of March 2024|2024-03-05 Tue|Tue 2024-03-05
    5. März 2024 um 09:36 Uhr|Di., 5. Mrz. 24|5 de marzo de 2024|martes, 5 de marzo de 2024
    mar. 5 mars 2024|5 mars 2024 à 15h20|5 de março de 2024|terça-feira, 5 de março de 2024
    martedì 5 marzo 2024|5 mrt. 2024|dinsdag 5 maart 2024|5/mar/2024 9:36 a. m.|5 Mar 2024 09.36
    05-Mar-24|Mar-05-24|2024 Mar 5|5MAR2024|5 March, 2024|2024-03-05 - 09:36""".replace(
        "\n    ", "|"
    ).split("|"),
)
def test_spellings_of_many_exports(text: str) -> None:
    """Zones, words of eight languages and other digits are read as the local day, as written."""
    assert ["2024-03-05", "2011-01-31"] == read([text, "2011-01-31"])[0]


MONTHS = [
    line.split()
    for line in """
    January Jan Januar janvier janv. enero ene janeiro gennaio gen januari
    February Feb. Februar février févr. febrero fevereiro fev febbraio februari
    March Mar März Mrz. mars marzo março maart mrt
    April Apr avril avr. abril abr aprile
    May Mai mayo maio maggio mag mei
    June Jun Juni juin junio junho giugno giu
    July Jul Juli juillet juil. julio julho luglio lug
    August Aug. août agosto ago augustus
    September Sept Sep. septembre septiembre setembro set settembre
    October Oct Oktober Okt. octobre octubre outubro out ottobre ott
    November Nov novembre noviembre novembro
    December Dec Dezember Dez. décembre déc. diciembre dic dezembro dicembre
    """.strip().split("\n")
]
MONTHS_WRITTEN = [(number, name) for number, line in enumerate(MONTHS, 1) for name in line]
FORMS = [
    "{d} {m} {y}", "{d}. {m} {y}", "{d} de {m} de {y}", "{m} {d}, {y}", "{y} {m} {d}",
    "{d}-{m}-{y}", "{m} {d} {y} 23:59:59 PST", "{d} {m} {y}, 0:05",
]  # fmt: skip


@given(DAYS, st.sampled_from(MONTHS_WRITTEN), st.sampled_from(FORMS), st.booleans())
def test_month_names_go_there_and_back(
    date: datetime.date, month: tuple[int, str], form: str, capitals: bool
) -> None:
    """A date with its month's name, in seven languages, whole or short, is that very day."""
    day = date.replace(day=min(date.day, 28), month=month[0])
    text = form.format(d=day.day, m=month[1], y=day.year)
    assert ([day.isoformat()], "name") == read([text.upper() if capitals else text])


@given(st.datetimes(datetime.datetime(1900, 1, 1), datetime.datetime(2200, 12, 31)))
def test_moments_go_there_and_back(moment: datetime.datetime) -> None:
    """The same moment in each written form is the same day."""
    forms = [
        "%Y-%m-%d %H:%M:%S", "%Y/%m/%dT%H:%M:%SZ", "%Y%m%d%H%M%S", "%Y%m%d%H%M", "%Y%m%d",
        "%Y年%m月%d日 %H时%M分%S秒", "%Y年%m月%d日 %H:%M", "%Y년 %m월 %d일 %H시 %M분",
        "%a %b %d %H:%M:%S CET %Y", "%A, %d %B %Y %H:%M:%S +0530", "%d-%b-%Y %I:%M %p",
    ]  # fmt: skip
    texts = [moment.strftime(form) for form in forms]
    assert [moment.date().isoformat()] * len(forms) == read(texts)[0]


@given(
    st.lists(
        st.sampled_from(["2024-03-05", "5 mars 2024", "31/1/2024", "1/2/2024", "x", "45000", ""]),
        min_size=1,
    ),
    st.randoms(use_true_random=False),
    st.booleans(),
)
def test_the_order_of_rows_changes_no_reading(texts: list[str], random: Any, typed: bool) -> None:
    """Rows in another order read as before, each at its new place, or are asked about as before."""
    texts = [*texts, "28/2/2024"]
    places = list(range(len(texts)))
    random.shuffle(places)
    moved = [texts[at] for at in places]
    try:
        days, reading = read(texts, typed=typed)
    except AmbiguousError:
        with pytest.raises(AmbiguousError):
            read(moved, typed=typed)
    else:
        assert ([days[at] for at in places], reading) == read(moved, typed=typed)


def test_each_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a column's rows each different text is read once, and the blank."""
    seen: list[str] = []
    read_text = dates.read_text
    monkeypatch.setattr(dates, "read_text", lambda text: seen.append(text) or read_text(text))
    read(["5 Mar 2024", "2024-03-05", None, "2024-03-05"] * 50)
    assert ["", "2024-03-05", "5 Mar 2024"] == sorted(seen)


@pytest.mark.parametrize(
    ("values", "reading"),
    [
        ([1709631360.0, 1709596800.5, np.nan], "epoch"),
        (["1709631360", "1709596800", "", "n/a"], "epoch"),
        ([1709631360123.0, 1709596800000.0], "epoch_ms"),
        (["1709631360123", "1709683199999"], "epoch_ms"),
    ],
)
def test_seconds_since_1970(values: Any, reading: str) -> None:
    """A column of nothing but seconds or milliseconds since 1970 holds dates, and says so."""
    days, said = read(values)
    assert ({"2024-03-05"}, reading) == ({day for day in days if day}, said)


@pytest.mark.parametrize(
    "values",
    [
        [1709631360.0, 17.0],
        ["1709631360", "2024-03-05"],
        [1709631360.0, 1709631360123.0],
        [999_999_999.0],
        [4_133_980_800.0],
        [17096313601.0],
    ],
)
def test_other_large_numbers_are_no_dates(values: Any) -> None:
    """Seconds beside anything else, of other lengths or after 2100 are not taken for dates."""
    assert read(values)[0][0] is None


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
    for part in ("12/1/2010", "2010-01-12", "2010-12-01 (write dates"):
        assert part in str(caught.value)


def test_mixed_orders_are_a_question() -> None:
    """Where neither order reads all, an example of each is shown."""
    with pytest.raises(AmbiguousError, match=r"13/1/2010.*1/13/2010.*write all of them"):
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
        "2024-Q1",
        "Q1 2024",
        "2024-W10",
        "2024-W10-2",
        "March 2024",
        "2011-01-31²",
        "31 Jan 2011¹",
        "5 jui 2011",
        "Order 5 Mar 2024",
        "45000 08:26",
        "2011-01-31 08:26 09:30",
        "20111331093600",
        "20110131253600",
        "2011年13月1日",
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
    for part in (texts[0], "2024-01-05", "four digits", "2005-01-24"):
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
    with pytest.raises(AmbiguousError, match=r"2024-04-01.*13/04/2024.*write all of them"):
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


@pytest.mark.parametrize("form", ["%Y-%m-%d %H:%M:%S", "%b %d, %Y %I:%M:%S %p PST"])
def test_the_work_grows_as_the_column_does(form: str) -> None:
    """Four times as many different moments cost about four times the work."""
    moments = pd.Series(pd.date_range("2010", periods=80_000, freq="61s"))
    texts = moments.dt.strftime(form).astype("str")

    def work(rows: int) -> float:
        begin = time.process_time()
        days, _ = parse_dates(texts[:rows], None, False, "Date")
        assert 40179.0 == days[0]
        return time.process_time() - begin

    assert min(work(80_000) for _ in range(3)) < 8 * min(work(20_000) for _ in range(3))
