"""Identifiers: which two are one customer, and which are none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clvxl.data._cells import read_customers
from clvxl.data.cleaning import CleaningOptions, clean_transactions
from clvxl.data.columns import match_columns
from clvxl.data.identifiers import is_null_word, read_names
from tests.data.test_cleaning import LINES, clean, table

DAY = "2011-01-31"

NULL_WORDS = [
    "NULL", "null", "Null", "(null)", "<null>", "\\N", "nan", "NaN", "NAN", "None", "none", "NONE",
    "NA", "na", "N/A", "n/a", "<NA>", "nil", "NIL", "NaT", "undefined", "#NA", "-", "—", "无", "空",
    "（空）", " NULL ", "\u200bNULL", "\u3000无",
]  # fmt: skip
NAMES = ["Nan", "Na", "Nil", "Nullo", "Nat", "N", "A/N", "0", "无双", "空空", "None Ltd", "-1"]


@pytest.mark.parametrize("word", NULL_WORDS)
def test_words_for_nothing_are_no_customer(word: str) -> None:
    """A word for nothing is a blank among customers, and a name where it is to be kept."""
    rows = [("a", DAY, "1"), (word, DAY, "2"), (word, DAY, "4")]
    got = clean(rows)
    assert (["a"], {"no_customer": 2}) == (got.labels.tolist(), dict(got.counts.reasons))
    assert [word, word] == got.left_out.customer.tolist()
    kept = clean(rows, CleaningOptions(keep_null_words=True))
    assert [0, 1, 1] == kept.customers.tolist()


@pytest.mark.parametrize("name", NAMES)
def test_names_that_look_like_nothing_are_customers(name: str) -> None:
    """What a person, a shop or a number may be called is a customer."""
    assert not is_null_word(name)
    assert [name] == clean([(name, DAY, "1")]).labels.tolist()


def test_words_for_nothing_are_no_date_and_no_amount() -> None:
    """A word for nothing in a date or an amount is missing; other words cannot be read."""
    rows = [("a", DAY, "1"), ("a", "NULL", "2"), ("a", DAY, "n/a"), ("a", "soon", "2"),
            ("a", DAY, "much"), ("NULL", "NULL", "NULL"), (None, None, None)]  # fmt: skip
    got = clean(rows)
    reasons = ["no_date", "no_amount", "bad_date", "bad_amount", "no_customer"]
    assert reasons == got.left_out.reason.tolist()
    assert (6, 1) == (got.counts.lines, got.counts.blank_rows)


def test_an_order_that_is_nothing_is_none() -> None:
    """Lines whose order is NULL are purchases of their own."""
    headers = (*LINES, "Order")
    rows = [("a", DAY, "1", "NULL"), ("a", DAY, "2", "NULL"), ("a", DAY, "4", "7")]
    columns = match_columns(headers, {"order": "Order"})
    got = clean_transactions(table(headers, rows), columns)
    assert 3 == len(got.amounts)


def _codes(texts: list[str], typed: bool = True) -> list[int]:
    return read_customers(pd.Series(texts, dtype="str"), typed=typed).codes.tolist()


@pytest.mark.parametrize(
    "other",
    ["a b ", "\ta b", "a\u00a0b", "\u200ba b", "a\u200b b", "\ufeffa b", "a\u3000b\u3000",
     "a\u202fb", "a b\u2060\u200f", "\u00a0 \u200b a b", "'a b", "a  b", "A b"],
)  # fmt: skip
def test_what_cannot_be_seen_never_splits_a_customer(other: str) -> None:
    """Blanks at the ends and signs without width do not count; all that can be seen does."""
    apart = other in ("'a b", "a  b", "A b")
    assert [0, int(apart)] == _codes(["a b", other])


def test_composed_letters_are_one() -> None:
    """A letter with its accent is the same whether it is written as one sign or two."""
    assert [0, 0] == _codes(["Zoë", "Zoe\u0308"])


def test_letter_case_is_told_and_counts_but_in_addresses() -> None:
    """A and a are two and an example of it is kept; an e-mail address is one in any case."""
    found = read_customers(
        pd.Series(["A", "b", "a", "x@Y.org", "X@y.ORG", "X@y", "x@y"]), typed=True
    )
    assert [0, 1, 2, 3, 3, 4, 5] == found.codes.tolist()
    assert "x@Y.org" == found.labels[3]
    assert ("A", "a") == found.case_pairs
    assert read_customers(pd.Series(["A", "x@y.org", "X@y.org"]), typed=True).case_pairs is None


def test_wrapped_identifiers_keep_their_zeros() -> None:
    """The forms by which programs keep leading zeros are read as what they hold."""
    assert [0, 0, 0, 1, 2] == _codes(["001", '="001"', "'001", "1", "'t Hooft"])
    labels = read_customers(pd.Series(['="001"', "'t Hooft"]), typed=False).labels
    assert ["001", "'t Hooft"] == labels.tolist()


@pytest.mark.parametrize(
    ("texts", "untyped"),
    [
        (["17850.0", "17850", "13085.0"], [0, 0, 1]),
        (["12", "12.0", "12.1"], [0, 1, 2]),
        (["12", "12.0", "A1"], [0, 1, 2]),
        (["12.0", "12", "Total"], [0, 0, 1]),
        (["007", "7.0", "7"], [0, 1, 2]),
    ],
)
def test_numbers_in_a_text_file(texts: list[str], untyped: list[int]) -> None:
    """Text files: .0 counts unless all that have digits are whole numbers; text cells: it does."""
    assert untyped == _codes(texts, typed=False)
    assert [0, 1, 2] == _codes(texts, typed=True)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("1.23457E+11", True), ("1,23457E+11", True), ("1.23457e+16", True), ("1E+15", True),
        ("1.23457E11", True), ("1234567890123456.0", True), ("1234567890123456789", False),
        ("1E5", False), ("12E10", False), ("E+11", False), ("1.5", False),
    ],
)  # fmt: skip
def test_cut_numbers_are_nobody(text: str, cut: bool) -> None:
    """A number that a program cut to a few digits is left out; long text is a name."""
    got = clean([(text, DAY, "1"), ("987", DAY, "2")])
    assert ({"long_number": 1} if cut else {}) == dict(got.counts.reasons)


def test_many_names_are_read_fast_and_right() -> None:
    """Names are as many as there are different texts, whatever else a column holds."""
    texts = [f"c{number}" for number in range(1000)]
    assert texts == read_names(texts, typed=True).keys
    codes = read_customers(pd.Series([*texts, "c5\u00a0", np.nan]), typed=True).codes
    assert [*range(1000), 5, -1] == codes.tolist()
