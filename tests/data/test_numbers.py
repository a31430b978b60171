"""Reading numbers."""

from __future__ import annotations

import re
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data import numbers
from clvxl.data._currency import meant_by
from clvxl.data._plain_text import in_plain_signs
from clvxl.data.numbers import currencies_of, currency_of, is_plain, parse_numbers
from clvxl.errors import AmbiguousError


def read(values: Any, decimal: Any = None, real: Any = None) -> tuple[list[float | None], str]:
    """Numbers, None for unreadable, and the mark."""
    real = None if real is None else np.array(real, dtype=np.float64)
    found, mark = parse_numbers(pd.Series(values), decimal, "Amount", real)
    return [None if np.isnan(number) else float(number) for number in found], mark


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.50", 12.5),
        ("£12.50", 12.5),
        ("$ 12.50", 12.5),
        ("12.50 €", 12.5),
        ("¥12.50", 12.5),
        ("￥１２．５０", 12.5),
        ("12.50元", 12.5),
        ("CNY 12.50", 12.5),
        ("12.50 usd", 12.5),
        ("US$12.50", 12.5),
        ("-12.50", -12.5),
        ("−12.50", -12.5),
        ("(12.50)", -12.5),
        ("(£12.50)", -12.5),
        ("12.50-", -12.5),
        ("-£12.50", -12.5),
        ("£-12.50", -12.5),
        ("+12.50", 12.5),
        ("1,234.50", 1234.5),
        ("1 234.50", 1234.5),
        ("1'234.50", 1234.5),
        ("1’234.50", 1234.5),
        ("1\u00a0234.50", 1234.5),
        ("1,234,567.5", 1234567.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1.5e3", 1500.0),
        ("$(40.00)", -40.0),
        ("GBP (40.00)", -40.0),
        ("(40.00) USD", -40.0),
        ("（40.00）", -40.0),
        ("$-5", -5.0),
        ("5-", -5.0),
        ("50.00- €", -50.0),
        ("5.-", 5.0),
        ("CHF 5.--", 5.0),
        ("Rs.50", 50.0),
        ("$.50", 0.5),
        ("USD.50", 0.5),
        ("1,23,456.00", 123456.0),
        ("₹ 12,34,567", 1234567.0),
        ("Rs. 1,00,000", 100000.0),
        ("-1\u2009234.50", -1234.5),
        ("1\u202f234.50", 1234.5),
        ("\u200e12.50\u200e", 12.5),
        ("١٢٫٥٠", 12.5),
        ("USD $5", 5.0),
        ("¥5元", 5.0),
        ("ＵＳＤ ５００", 500.0),
    ],
)
def test_one_spelling(text: str, value: float) -> None:
    """Every usual spelling of a number is read."""
    assert ([value, 0.25], ".") == read([text, "0.25"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "50%",
        "inf",
        "nan",
        "--5",
        "(5",
        "5)",
        "(-5)",
        "1_000",
        "1,23,4",
        "1.2.3",
        "£",
        "-",
        "1e999",
        "0x1F",
        "5 6",
        "5 e3",
        "12²",
        "12.50¹",
        "①",
        "1½",
        "1.2万",
        "1.2k",
        "5 CR",
        "5 DR",
        "5+",
        "-(5)",
        "() 5",
        "5 (",
        "5$5",
        "5 ft",
        "5 kgs",
        "top 10",
        "2024-01-05",
        "9" * 100,
    ],
)
def test_no_number_is_unreadable(text: str) -> None:
    """What is no finite number is left to the caller as unreadable."""
    assert [None, 0.25] == read([text, "0.25"])[0]


@given(
    st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=20),
    st.sampled_from([(",", "."), (".", ","), (" ", "."), (" ", ","), ("'", ".")]),
)
def test_both_decimal_marks(pennies: list[int], marks: tuple[str, str]) -> None:
    """Amounts with pennies settle the mark by themselves, whatever parts their thousands."""
    thousands, decimal = marks
    table = str.maketrans({",": thousands, ".": decimal})
    texts = [f"{penny / 100:,.2f}".translate(table) for penny in pennies]
    assert ([penny / 100 for penny in pennies], decimal) == read(texts)


SIGNS = """$ US$ US\u00a0$ A$ C$ HK$ NT$ S$ NZ$ R$ £ € ¥ ￥ CN¥ 元 円 圆 人民币 원 ₩ ₹ Rs Rs. ₨ ৳ ₦ ₱ ₫ ฿ ₺ ₴ ₽
руб. ₪ ₡ RM Rp Kč Ft zł kr kr. лв лв. lei AED S/ S/. CHF Fr. R FCFA KSh 美元 USD usd Eur GBP INR JPY CNY RMB
TRY KES NGN BDT PHP PKR LKR SAR QAR KWD EGP MAD ZAR RUB UAH KZT ILS RON BGN HUF CZK PLN SEK NOK DKK ISK COP"""


@given(
    st.integers(-(10**9), 10**9),
    st.sampled_from(SIGNS.replace("\n", " ").split(" ")),
    st.sampled_from(["{} {}", "{}{}", "{1} {0}", "{1}{0}"]),
)
def test_every_currency_before_or_after(pennies: int, sign: str, form: str) -> None:
    """An amount with its currency before or after it, close or apart, reads back equal."""
    text = form.format(sign, f"{pennies / 100:,.2f}")
    assert ([pennies / 100], ".") == read([text])
    assert currency_of(text) in {*meant_by(in_plain_signs(sign)), in_plain_signs(sign).rstrip(".")}


@given(
    st.lists(st.sampled_from(["$5", "1,234.50", "(7)", "12²", "", "8.25", "1.5e3"]), max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_changes_no_reading(texts: list[str], random: Any) -> None:
    """Rows in another order read as before, each at its new place."""
    texts = [*texts, "0.25"]
    places = list(range(len(texts)))
    random.shuffle(places)
    values, mark = read(texts)
    assert ([values[at] for at in places], mark) == read([texts[at] for at in places])


def test_each_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a column's rows each different text is taken apart once, and the blank."""
    seen: list[str] = []
    take_apart = numbers._parts
    monkeypatch.setattr(numbers, "_parts", lambda text: seen.append(text) or take_apart(text))
    read(["$5", "6", "$5", None, "6"] * 50)
    assert ["", "$5", "6"] == sorted(seen)


def test_amounts_without_pennies_settle_the_mark() -> None:
    """In 500,- the comma is the decimal mark and the line stands for no cents, not for a minus."""
    assert ([500.0, 12.0], ",") == read(["kr 500,-", "12,—"])


@pytest.mark.parametrize("texts", [["1,234"], ["1.234", "5"], ["£12.345", "x"]])
def test_what_reads_both_ways_is_a_question(texts: list[str]) -> None:
    """A column that reads both ways with different results is asked about."""
    with pytest.raises(AmbiguousError, match="turn the texts into numbers"):
        read(texts)


def test_the_user_settles_it() -> None:
    """With a decimal mark given there is no question."""
    assert ([1234.0], ".") == read(["1,234"], ".")
    assert ([1.234], ",") == read(["1,234"], ",")
    assert ([1234.0, None], ",") == read(["1.234", "1.5"], ",")


def test_mixed_marks_are_read_as_plain_numbers_only() -> None:
    """Where both marks are in use, only plain numbers are sure enough."""
    assert ([None, None, 2.5], ".") == read(["1,50", "1,234.50", "2.5"])


def test_real_numbers_among_text_are_what_they_are() -> None:
    """A cell that was a number is no question and no thousand, whatever texts beside it are."""
    values, real = ["1.234", "2.500,50", "1.234", "x"], [np.nan, np.nan, 1.234, np.nan]
    assert ([1234.0, 2500.5, 1.234, None], ",") == read(values, real=real)
    assert ([1.234, None], ".") == read(["1.234", "x"], real=[1.234, np.nan])
    assert ([1234.0, 1.234], ",") == read(["1.234", "1.234"], ",", [np.nan, 1.234])
    with pytest.raises(AmbiguousError, match="turn the texts into numbers"):
        read(["1.234", "1.234"], real=[np.nan, 1.234])


@pytest.mark.parametrize(
    "texts", [["$100", "¥100", "EUR 5"], ["£5", "5 €"], ["US$5", "C$5"], ["5元", "5円"]]
)
def test_different_currencies_are_a_question(texts: list[str]) -> None:
    """Amounts of different currencies are never added up: the signs are named."""
    with pytest.raises(AmbiguousError, match="one currency a file") as caught:
        read([*texts, "7.50"])
    assert all(re.sub(r"[\d ]", "", text) in str(caught.value) for text in texts)


@pytest.mark.parametrize(
    "texts", [["$100", "5"], ["$5", "USD 5", "5 us$"], ["￥5", "5元", "RMB 5"], ["kr 5", "5 SEK"]]
)
def test_one_currency_in_several_spellings(texts: list[str]) -> None:
    """Signs that can mean one currency are no question, nor is a sign beside none."""
    assert None not in read(texts)[0]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("USD 100", "USD"),
        ("JPY 15000", "JPY"),
        ("(12.50) eur", "EUR"),
        ("$100", "$"),
        ("US $100", "USD"),
        ("$100 CAD", "CAD"),
        ("5 kr.", "kr"),
        ("USD €5", "USD/€"),
        ("GBP", "GBP"),
        ("5", None),
        ("12²", None),
        ("5 apples", None),
        ("", None),
    ],
)
def test_the_currency_of_an_amount(text: str, currency: str | None) -> None:
    """The currency that stands in an amount is its code, or its sign where that may be several."""
    assert currency == currency_of(text)
    assert [currency, None] == currencies_of(pd.Series([text, None])).tolist()


def test_the_work_grows_as_the_text_does() -> None:
    """An amount four times as long that is none costs four times the work, not sixteen times."""

    def work(digits: int) -> float:
        texts = pd.Series([f"{at:04d}".ljust(digits, "1") + "x" for at in range(2000)])
        times = []
        for _ in range(5):
            begin = time.process_time()
            parse_numbers(texts, ".", "Amount")
            times.append(time.process_time() - begin)
        return min(times)

    assert work(60) < 7 * work(15)


@pytest.mark.parametrize("filling", [" ", "1", "1,", "1.", "1 ", ".", "ﷺ", "$ ", "-"])
def test_long_texts_are_given_up_at_once(filling: str) -> None:
    """A cell as long as a sheet allows is read or refused without trying every split of it."""
    long = "$" + filling * (32_000 // len(filling)) + "x"
    short = ("$" + filling * 63)[:63] + "x"
    assert [None, None, 0.25] == read([long, short, "0.25"])[0]
    assert not is_plain(long)


def test_numeric_columns_pass() -> None:
    """Numbers stay as they are; infinity and truth values are none."""
    assert ([1.5, None, None], "number") == read([1.5, np.inf, np.nan])
    assert ([None], "number") == read([True])
