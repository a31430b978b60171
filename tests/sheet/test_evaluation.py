"""Evaluation: one bad row never spoils the others, in any shape."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.sheet.answers import CellError
from clvxl.sheet.registry import REGISTRY, answer, value

good = st.floats(0, 1e6)
bad = st.sampled_from([None, "", "text", "#N/A", "#REF!", -1.0, math.nan, math.inf])
row = st.tuples(*[st.one_of(good, bad)] * 3)


@given(st.lists(row, min_size=1, max_size=20))
def test_each_row_answers_as_if_alone(rows) -> None:
    """A column of calls gives, row by row, just what the single calls give."""
    columns = [[[cell] for cell in column] for column in zip(*rows, strict=True)]
    together = value("CLV_SIMPLE", *columns)
    alone = [value("CLV_SIMPLE", *cells) for cells in rows]
    assert alone == ([r[0] for r in together] if isinstance(together, list) else [together])


@given(st.lists(st.tuples(*[st.one_of(good, bad)] * 3), min_size=1, max_size=30))
def test_a_bad_row_harms_only_itself_among_scores(rows) -> None:
    """Scores of the good rows are those that they get without the bad rows."""
    whole = [r for r in rows if all(type(c) is float and math.isfinite(c) for c in r)]
    columns = [[[cell] for cell in column] for column in zip(*rows, strict=True)]
    got = value("RFM_SCORE", *columns)
    got = [r[0] for r in got] if isinstance(got, list) else [got]
    numbers = [code for code in got if type(code) is float]
    expected = (
        value("RFM_SCORE", *[[[c] for c in col] for col in zip(*whole, strict=True)])
        if whole
        else []
    )
    expected = [r[0] for r in expected] if isinstance(expected, list) else [expected]
    assert expected == numbers


def test_what_each_bad_row_gives() -> None:
    """Blank gives an empty cell, text #VALUE!, outside the domain #NUM!, an error itself."""
    got = answer(
        "CLV_SIMPLE", [[1], [None], ["x"], [1], ["#REF!"], [1]], [[1]] * 3 + [[-1]] + [[1]] * 2, 2
    )
    assert [[2.0], [None], ["#VALUE!"], ["#NUM!"], ["#REF!"], [2.0]] == got.value
    assert [
        "purchase_value must be a number (got x in row 3)",
        "purchase_frequency must be at least 0 (got -1 in row 4)",
    ] == [fault.sentence() for fault in got.faults]
    assert all(isinstance(r[0], CellError) for r in got.value[2:5])


@pytest.mark.parametrize("shape", [(1, 6), (6, 1), (2, 3)])
def test_the_answer_has_the_shape_of_the_range(shape: tuple[int, int]) -> None:
    """A row gives a row, a column a column, a block a block; single cells are repeated."""
    block = np.arange(6.0).reshape(shape)
    assert (block * 12).tolist() == value("CLV_SIMPLE", block.tolist(), 4, 3)


def test_single_cells_as_ranges_give_one_value() -> None:
    """1 × 1 ranges, as Excel hands them over, are single cells."""
    assert 345.0 == value("CLV_SIMPLE", [[20.0]], [[6.0]], [[3.0]], [[15.0]])
    assert 345.0 == value("CLV_SIMPLE", 20, 6, 3, 15)


def test_optional_cells_that_are_blank_take_the_default() -> None:
    """A blank in an optional range is the default in that row."""
    assert [[6.0], [5.0]] == value("CLV_SIMPLE", [[1], [1]], 2, 3, [[None], [1]])


def test_too_many_arguments() -> None:
    """More arguments than there are is #VALUE! with the number."""
    got = answer("PARETO_SHARE", [[1]], 0.2, 3)
    assert "#VALUE!" == got.value
    assert "takes at most 2 arguments: 3 were given" in got.faults[0].sentence()


def test_overflow_is_num() -> None:
    """A result too large for a number is #NUM! in its row, and says so."""
    got = answer("CLV_SIMPLE", [[1e308], [1]], 1e5, 1)
    assert [["#NUM!"], [1e5]] == got.value
    assert "#NUM!" == value("CLV_SIMPLE", 1e308, 1e5, 1e5)
    assert "too large" in got.faults[0].sentence()


anything = st.recursive(
    st.one_of(st.floats(), st.integers(), st.none(), st.booleans(), st.text(max_size=6),
              st.sampled_from(["#N/A", "end", "zh", "tiers"]), st.dates()),
    lambda inner: st.lists(inner, max_size=4) | st.lists(st.lists(inner, max_size=3), max_size=3),
    max_leaves=12,
)  # fmt: skip


@pytest.mark.parametrize("name", REGISTRY)
@given(args=st.data())
def test_hostile_cells_give_cells(name: str, args) -> None:
    """Whatever the cells hold, a function answers with numbers, text, blanks or cell errors."""
    most = len(REGISTRY[name].arguments)
    got = value(name, *args.draw(st.lists(anything, max_size=most)))
    cells = [c for r in got for c in r] if isinstance(got, list) else [got]
    assert all(
        c is None or isinstance(c, str | int | bool) or (isinstance(c, float) and math.isfinite(c))
        or hasattr(c, "year")
        for c in cells
    )  # fmt: skip
