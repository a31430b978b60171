"""Calc's values to cells and back."""

from __future__ import annotations

import math
import struct
from itertools import chain
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from clvxl.hosts.libreoffice.values import ERROR_CODES, error_value, from_calc, to_calc
from clvxl.sheet.answers import CellError
from clvxl.sheet.registry import REGISTRY

SCORE = REGISTRY["RFM_SCORE"].arguments
CELL = st.one_of(
    st.none(),
    st.text(),
    st.floats(allow_nan=False),
    st.sampled_from(sorted(ERROR_CODES)).map(CellError),
)


def test_errors_hold_their_code() -> None:
    """A cell error is a NaN whose low half is Calc's number of it."""
    for text, code in ERROR_CODES.items():
        bits = struct.unpack("<Q", struct.pack("<d", error_value(text)))[0]
        assert code == bits & 0xFFFFFFFF
        assert math.isnan(error_value(text))


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1))
def test_answers_hold_nothing_but_calcs_types(rows: list[list[Any]]) -> None:
    """Rows keep their shape and hold float, str and None only, which is all that Calc takes."""
    got = to_calc(rows)
    assert [len(row) for row in rows] == [len(row) for row in got]
    for expected, value in zip(chain(*rows), chain(*got), strict=True):
        assert type(value) in (float, str, type(None))
        if isinstance(expected, CellError):
            assert math.isnan(value)
        else:
            assert expected == value


def test_what_is_left_out_at_the_end_is_not_given() -> None:
    """None at the end goes; None between stays; a blank option, which comes as 0, is left out."""
    assert [1.0, None, 2.0] == from_calc((1.0, None, 2.0, None, None), SCORE)
    assert [1.0, 1.0, 1.0, 0.0, None] == from_calc((1.0, 1.0, 1.0, 0.0, 0.0), SCORE)


def test_ranges_keep_their_shape() -> None:
    """A range of numbers becomes an array of the same shape; a mixed one stays as it came."""
    numbers, mixed = from_calc((((1.0, 2.0), (3.0, 4.0)), ((1.0,), ("",))), SCORE)
    assert [[1.0, 2.0], [3.0, 4.0]] == numbers.tolist()
    assert ((1.0,), ("",)) == mixed
