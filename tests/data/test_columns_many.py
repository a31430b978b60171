"""A table of very many columns is answered, or refused, in time that grows with their number."""

from __future__ import annotations

import time

import pytest

from clvxl.data.columns import find_table, match_columns
from clvxl.errors import ClvxlError

KINDS = {
    "all alike": lambda at: "Customer",
    "numbered": lambda at: f"Customer {at}",
    "many words": lambda at: "the customer of our old shop " * 3 + str(at),
    "plain": lambda at: f"c{at}",
}


def seconds(kind: str, count: int) -> float:
    """The least CPU time of three for the headers of a table and one row below them."""
    headers = [KINDS[kind](at) for at in range(count)]
    least = float("inf")
    for _ in range(3):
        start = time.process_time()
        for find in (lambda: match_columns(headers), lambda: find_table([headers, headers])):
            with pytest.raises(ClvxlError):
                find()
        least = min(least, time.process_time() - start)
    return least


@pytest.mark.parametrize("kind", KINDS)
def test_time_grows_with_the_number_of_headers(kind: str) -> None:
    """Four times as many headers take about four times as long, not sixteen times."""
    few, many = seconds(kind, 500), seconds(kind, 2000)
    assert many < 9 * max(few, 0.002), f"{few:.3f} s for 500 headers, {many:.3f} s for 2,000"


def test_a_sheet_full_of_customers_is_refused_at_once() -> None:
    """The most headers that a sheet has, all alike, are refused within seconds."""
    start = time.process_time()
    with pytest.raises(ClvxlError):
        match_columns(["Customer"] * 16_384)
    assert time.process_time() - start < 10
