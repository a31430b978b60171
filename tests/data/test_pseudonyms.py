"""Tokens: one a customer, the same for the same key, and nothing of what was found beside them."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data import pseudonyms
from clvxl.data.choices import columns_of
from clvxl.data.cleaning import CleaningOptions, clean_summaries, clean_transactions
from clvxl.data.pseudonyms import HIDDEN, Pseudonyms, names_of, pseudonyms_of, tokens_of
from clvxl.data.records import Transactions
from clvxl.data.table import SourceTable

KEY = b"sixteen letters!"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def table_of(customers: list[object], dates: list[str], amounts: list[str]) -> SourceTable:
    """A text file of sales."""
    columns = (
        pd.Series(customers, dtype="str"), pd.Series(dates, dtype="str"),
        pd.Series(amounts, dtype="str"),
    )  # fmt: skip
    return SourceTable("sales.csv", ("Customer", "Date", "Amount"), columns)


def hidden(table: SourceTable) -> tuple[Transactions, Transactions, Pseudonyms]:
    """A table cleaned, the same under tokens, and the tokens."""
    cleaned = clean_transactions(table, columns_of(table))
    found = pseudonyms_of(table, 0, KEY)
    covered = found.of(cleaned)
    assert isinstance(covered, Transactions)
    return cleaned, covered, found


def test_a_token_is_the_first_bits_of_the_mac() -> None:
    """A token is C- and the first 50 bits of HMAC-SHA-256, five bits a sign, by an independent way."""
    digest = hmac.new(KEY, b"clvxl customer\0" + "张三".encode(), hashlib.sha256).digest()
    bits = "".join(f"{byte:08b}" for byte in digest)
    signs = "".join(LETTERS[int(bits[5 * at : 5 * at + 5], 2)] for at in range(10))
    assert [f"C-{signs[:5]}-{signs[5:]}"] == tokens_of(KEY, ["张三"])


@given(st.lists(st.text(), unique=True), st.binary(min_size=16, max_size=64))
def test_tokens_are_different_readable_and_stable(names: list[str], key: bytes) -> None:
    """Different names have different tokens, alone or among others, and none has a misread letter."""
    tokens = tokens_of(key, names)
    assert len(names) == len(set(tokens))
    assert all(re.fullmatch(r"C(-[0-9A-HJKMNP-TV-Z]{5}){2}", token) for token in tokens)
    assert tokens == [tokens_of(key, [name])[0] for name in names]


def test_another_key_gives_other_tokens() -> None:
    """No token of one key is one of another."""
    names = [str(number) for number in range(1000)]
    assert set(tokens_of(KEY, names)).isdisjoint(tokens_of(KEY + b"?", names))


def test_tokens_that_would_be_alike_are_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two names whose tokens agree both get five signs more, others stay short."""
    digests = {"a": 1 << 60, "b": (1 << 60) + (1 << 10), "c": 1 << 70}
    monkeypatch.setattr(pseudonyms, "_digest", lambda key, name: digests[name])
    tokens = tokens_of(KEY, ["a", "b", "c"])
    assert 3 == len(set(tokens))
    assert [19, 19, 13] == [len(token) for token in tokens]
    assert tokens[0][:13] == tokens[1][:13]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.array([17850.0]), np.array(["17850"], dtype=object)),
        (np.array(["A@x.org"], dtype=object), np.array(["a@X.org"], dtype=object)),
        (np.array(["Ann\u00a0B"], dtype=object), np.array(["Ann B"], dtype=object)),
    ],
)
def test_one_customer_has_one_token_in_all_files(one: np.ndarray, other: np.ndarray) -> None:
    """What is one customer by its cells has one token, be it a number here and text there."""
    assert tokens_of(KEY, names_of(one)) == tokens_of(KEY, names_of(other))


def test_lines_left_out_show_nothing_as_found() -> None:
    """Of a line left out the customer is its token, date and amount are as read, the rest is hidden."""
    table = table_of(
        ["Ann", "Ann ", "Bob", "NULL", "Bob", "Zoe"],
        ["2024-01-05", "call ann@x.org", "2024-01-06", "2024-01-07", "", "6 Jan 2024"],
        ["9", "4", "Bob's gift", "3", "7", "-2"],
    )
    plain, covered, found = hidden(table)
    token = dict(zip(found.labels, found.tokens, strict=True))
    assert ["Ann "[:3], "Bob", "NULL", "Bob", "Zoe"] == [c.strip() for c in plain.left_out.customer]
    left = covered.left_out
    assert [token["Ann"], token["Bob"], "", token["Bob"], token["Zoe"]] == left.customer.tolist()
    assert [HIDDEN, "2024-01-06", "2024-01-07", "", "2024-01-06"] == left.date.tolist()
    assert ["4", HIDDEN, "3", "7", "-2"] == left.amount.tolist()
    assert [token["Ann"]] == covered.labels.tolist()


def test_a_customer_who_was_only_paid() -> None:
    """Who stands in the payee's column alone has a token of his own."""
    table = SourceTable(
        "paypal.csv",
        ("Date", "Name", "Type", "Status", "Currency", "Gross", "Fee", "Net", "From Email Address",
         "To Email Address", "Transaction ID"),
        tuple(pd.Series(cells, dtype="str") for cells in zip(*(
            ("2024-01-15", "", "Payment", "Completed", "USD", money, "0", money, *people, number)
            for money, people, number in (
                ("10", ("ann@x.org", "shop@x.org"), "1"), ("-5", ("shop@x.org", "dee@x.org"), "2"),
                ("20", ("bo@x.org", "shop@x.org"), "3"),
            )
        ), strict=True)),
    )  # fmt: skip
    cleaned = clean_transactions(table, columns_of(table), CleaningOptions(returns="keep"))
    assert ["ann@x.org", "dee@x.org", "bo@x.org"] == cleaned.labels.tolist()
    found = pseudonyms_of(table, 8, KEY, further=cleaned.labels)
    assert tokens_of(KEY, names_of(cleaned.labels)) == found.of(cleaned).labels.tolist()


def test_figures_stay_as_they_are() -> None:
    """Days, amounts, counts and rows are those of the plain table."""
    table = table_of(
        ["b", "a", "b", ""],
        ["2024-01-05", "2024-02-05", "2024-03-05", "2024-03-06"],
        ["1", "2", "3", "4"],
    )
    plain, covered, _ = hidden(table)
    assert plain.customers.tolist() == covered.customers.tolist()
    assert plain.amounts.tolist() == covered.amounts.tolist()
    assert plain.days.tolist() == covered.days.tolist()
    assert plain.counts == covered.counts
    assert plain.left_out.row.tolist() == covered.left_out.row.tolist()


def test_numbers_written_with_decimals() -> None:
    """A text file's 17850.0 is 17850 in a line left out as in one that is used."""
    table = table_of(
        ["17850.0", "17850", "17850.0"], ["2024-01-05", "2024-02-05", "never"], ["1", "2", "3"]
    )
    _, covered, _ = hidden(table)
    assert covered.labels.tolist() == covered.left_out.customer.tolist()


def test_notices_name_tokens() -> None:
    """Examples in what is said of a table are tokens, and cells that could not be read are hidden."""
    table = table_of(
        ["Walk-in customer", "ann", "Ann", "Bob", "Bob"],
        ["2024-01-05", "2024-01-06", "2024-01-06", "2024-01-08", "ann@x.org"],
        ["1", "2", "3", "4", "5"],
    )
    plain, covered, found = hidden(table)
    token = dict(zip(found.labels, found.tokens, strict=True))
    told = {notice.key: dict(notice.fields) for notice in covered.reading.notices}
    assert {notice.key for notice in plain.reading.notices} == set(told)
    assert token["Walk-in customer"] == told["guest"]["example"]
    assert (token["ann"], token["Ann"]) == (
        told["letter_case"]["first"],
        told["letter_case"]["second"],
    )
    assert HIDDEN == told["partly_read"]["example"]


def test_customers_that_are_added_up() -> None:
    """A table of recency, frequency and monetary gets tokens too, its rows left out likewise."""
    columns = (
        pd.Series(["a", "b", "c"], dtype="str"), pd.Series([3.0, -1.0, np.nan]),
        pd.Series([2.0, 1.0, 1.0]), pd.Series([50.0, 20.0, 10.0]),
    )  # fmt: skip
    table = SourceTable("rfm.csv", ("Customer", "Recency", "Frequency", "Monetary"), columns)
    cleaned = clean_summaries(table, columns_of(table))
    covered = pseudonyms_of(table, 0, KEY).of(cleaned)
    assert tokens_of(KEY, ["a"]) == covered.labels.tolist()
    assert tokens_of(KEY, ["b", "c"]) == covered.left_out.customer.tolist()
    assert ["-1", ""] == covered.left_out.date.tolist()
    assert ["20", "10"] == covered.left_out.amount.tolist()


def test_rows_below_a_title() -> None:
    """The rows of a table that begins further down are counted from there."""
    table = replace(table_of(["a", "b"], ["2024-01-05", "never"], ["1", "2"]), first_row=9)
    _, covered, _ = hidden(table)
    assert tokens_of(KEY, ["b"]) == covered.left_out.customer.tolist()
