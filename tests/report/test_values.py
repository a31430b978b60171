"""Numbers written as a sheet shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.report.records import Format
from clvxl.report.values import shown


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (25881.49 / 106, "amount", "244.17"),
        (1.005, "amount", "1.01"),
        (-2.5, "integer", "-3"),
        (1234567.891, "amount", "1,234,567.89"),
        (0.0005, "percent", "0.1%"),
        (0.12345, "percent", "12.3%"),
        (float("inf"), "amount", ""),
        ("=1+1", "text", "=1+1"),
    ],
)
def test_halves_are_rounded_up(value: float | str, kind: Format, expected: str) -> None:
    """A half goes away from nought, judged by 15 digits, as Excel and Calc do."""
    assert expected == shown(value, kind)


@given(st.integers(-(10**14), 10**14))
def test_cents_are_exact(cents: int) -> None:
    """An amount of whole cents is shown to the cent."""
    assert cents == int(shown(cents / 100, "amount").replace(",", "").replace(".", ""))
