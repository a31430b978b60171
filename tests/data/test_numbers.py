"""Reading numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.numbers import parse_numbers
from clvxl.errors import AmbiguousError


def read(values: Any, decimal: Any = None, typed: bool = False) -> tuple[list[float | None], str]:
    """Numbers, None for unreadable, and the mark."""
    numbers, mark = parse_numbers(pd.Series(values), decimal, typed, "Amount")
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


def test_numbers_in_a_sheet_are_what_they_are() -> None:
    """In a sheet a plain number among text is a number, not a question."""
    assert ([1.234, None], ".") == read(["1.234", "x"], typed=True)


def test_numeric_columns_pass() -> None:
    """Numbers stay as they are; infinity and truth values are none."""
    assert ([1.5, None, None], "number") == read([1.5, np.inf, np.nan])
    assert ([None], "number") == read([True])
