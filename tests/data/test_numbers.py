"""Reading numbers."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.numbers import is_plain, parse_numbers
from clvxl.errors import AmbiguousError


def read(values: Any, decimal: Any = None, real: Any = None) -> tuple[list[float | None], str]:
    """Numbers, None for unreadable, and the mark."""
    real = None if real is None else np.array(real, dtype=np.float64)
    numbers, mark = parse_numbers(pd.Series(values), decimal, "Amount", real)
    return [None if np.isnan(number) else float(number) for number in numbers], mark


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


@pytest.mark.parametrize("texts", [["1,234"], ["1.234", "5"], ["£12.345", "x"]])
def test_what_reads_both_ways_is_a_question(texts: list[str]) -> None:
    """A column that reads both ways with different results is asked about."""
    with pytest.raises(AmbiguousError, match="--decimal"):
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
    with pytest.raises(AmbiguousError, match=r"--decimal \."):
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
