"""Cells to arrays: whatever a host hands over."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.dates import parse_dates
from clvxl.errors import InputError
from clvxl.sheet.cells import BLANK, ERROR, NUMBER, TEXT, read_cells, to_days
from clvxl.sheet.kinds import Labels
from clvxl.sheet.registry import answer, value


def test_kinds_of_cells() -> None:
    """Numbers, booleans and dates are numbers; blank, text and error cells are told apart."""
    cells = read_cells([[1, 2.5, True], [None, "", " "], ["x", "#N/A", dt.date(2025, 1, 1)]])
    kinds = [NUMBER] * 3 + [BLANK] * 3 + [TEXT, ERROR, NUMBER]
    assert (3, 3) == cells.shape
    assert kinds == cells.kinds.tolist()
    assert [1.0, 2.5, 1.0] == cells.numbers[:3].tolist()
    assert 45658.0 == cells.numbers[8]


@pytest.mark.parametrize(
    ("value", "shape"),
    [(1, (1, 1)), ([[1]], (1, 1)), ([1, 2], (2, 1)), ([[1, 2]], (1, 2)), (((1,), (2,)), (2, 1)),
     (np.arange(4.0), (4, 1)), (np.ones((2, 3)), (2, 3)), (np.float64(2), (1, 1))],
)  # fmt: skip
def test_shapes(value, shape: tuple[int, int]) -> None:
    """Scalars, 1 × 1 ranges, columns, rows, blocks and numpy arrays keep their shape."""
    assert shape == read_cells(value).shape


@pytest.mark.parametrize("value", [[], [[]], [[1, 2], [3]], [object()], [[1], [b"x"]]])
def test_no_range(value) -> None:
    """Empty and ragged ranges, and what no cell can hold, are refused."""
    with pytest.raises(InputError):
        read_cells(value)


def test_a_huge_integer_is_infinite_not_a_crash() -> None:
    """A Python integer beyond floats becomes infinite, which functions refuse as #NUM!."""
    assert [np.inf, 1.0] == read_cells([10**400, 1]).numbers.tolist()


@pytest.mark.parametrize("column", [[math.nan, 7.0, 8], [math.nan, "a", None], [pd.NaT, "a", 1]])
def test_a_label_that_is_missing_in_python_is_blank(column: list[Any]) -> None:
    """NaN among labels becomes a blank; nothing else changes."""
    cells = read_cells(column)
    got = cells.without_nan()
    assert [False, *(cell is None for cell in column[1:])] == cells.of_kind(BLANK).tolist()
    assert [True, *(cell is None for cell in column[1:])] == got.of_kind(BLANK).tolist()
    assert column[1:] == Labels().values("", got).tolist()[1:]


def test_labels_without_nan_stay_as_they_are() -> None:
    """Where no label is missing the cells are the same."""
    cells = read_cells(["a", 1.5, None])
    assert cells is cells.without_nan()


@pytest.mark.parametrize("kind", [list, np.array, pd.Series])
def test_nan_as_customer_is_a_blank(kind: Any) -> None:
    """A customer that is NaN is blank: refused with its row, or no row where all is blank."""
    customers = kind([1.0, math.nan, 1.0])
    got = answer("RFM_TABLE", customers, [45000, 45001, 45002], [1, 2, 4])
    assert ["customers is blank (row 2)"] == [fault.sentence() for fault in got.faults]
    dates, amounts = [45000, None, 45002], [1, None, 4]
    table = value("RFM_TABLE", customers, dates, amounts, None, None, "en", False)
    assert [[1.0, 0.0, 2.0, 5.0, 2.5, 45000.0, 45002.0]] == table


cell = st.one_of(
    st.floats(), st.integers(), st.none(), st.booleans(), st.text(max_size=4),
    st.sampled_from(["#N/A", "#DIV/0!"]), st.dates(), st.datetimes(),
)  # fmt: skip


@given(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=1, max_size=5))
def test_only_numbers_have_numbers(rows) -> None:
    """A cell that is not a number is NaN among the numbers, and no cell is lost."""
    cells = read_cells(rows)
    assert len(rows) * 3 == len(cells) == len(cells.values)
    assert np.isnan(cells.numbers[~cells.of_kind(NUMBER)]).all()


@given(st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 31)))
def test_dates_serials_and_iso_text_are_one_day(moment: dt.datetime) -> None:
    """A date, its serial number and its ISO text are the same whole day."""
    serial = (moment.date() - dt.date(1899, 12, 30)).days
    days = to_days(read_cells([moment, moment.date(), serial, moment.isoformat()]), "dates")
    assert [serial] * 4 == days.tolist()


@pytest.mark.parametrize(
    "texts",
    [
        ["2024-03-05", "5 Mar 2024", "Mar 5, 2024 11:05 PM PST"],
        ["5. März 2024", "2024年3月5日 星期二", "20240305093600", "2024.3.5"],
        ["5/3/2024", "31/1/2024"],
        ["3/5/2024 8:26 PM", "1/31/2024"],
        ["05/03/2024", 45353, dt.date(2024, 1, 31), "31.01.2024"],
    ],
)
def test_text_dates_are_those_that_a_job_reads(texts: list[Any]) -> None:
    """Text of one meaning is read as `segment` reads it; one date above the 12th tells the rest."""
    column = pd.Series([text for text in texts if isinstance(text, str)])
    written = [at for at, text in enumerate(texts) if isinstance(text, str)]
    days = to_days(read_cells(texts), "dates")
    assert parse_dates(column, None, True, "dates")[0].tolist() == days[written].tolist()
    assert 45356.0 == days[0]


@pytest.mark.parametrize(
    ("dates", "row"),
    [
        (["2024-01-31", 45000, " 03/04/2025", "5/5/2025"], 3),
        ([45000, "31/1/2025", "1/31/2025"], 2),
        ([45356, 45358, "28/4/2024"], 3),
    ],
)
def test_text_of_two_readings_is_an_error(dates: list[Any], row: int) -> None:
    """Text whose day and month nothing tells apart is refused, in its row, with the remedy."""
    customers, amounts = ["a"] * len(dates), [1] * len(dates)
    result = answer("RFM_TABLE", customers, dates, amounts)
    fault = result.faults[0].reason
    assert ("#VALUE!", row) == (str(result.value), fault.row)
    assert "day or the month first: write such as 2025-01-31" in str(fault)
    assert "可按日在前或月在前" in fault.sentence("zh")


@pytest.mark.parametrize(
    ("cell", "beside", "sentence"),
    [
        (0, "28/4/2024", "dates can be read with the day or the month first: "),
        (-1e6, "28 Apr 2024", "dates must be a date (got -1000000 in row 1)"),
        (-1, "2024-04-28", "dates must be a date (got -1 in row 1)"),
        (2958466, "2024-04-28", "dates must be a date (got 2958466 in row 1)"),
        (1e7, "28 Apr 2024", "dates must be a date (got 10000000 in row 1)"),
    ],
)  # fmt: skip
def test_numbers_that_are_no_dates_beside_text(cell: float, beside: str, sentence: str) -> None:
    """Numbers that are no dates stop no text from being read, and tell nothing of its order."""
    faults = answer("RFM_TABLE", ["a"] * 3, [cell, 45356, beside], [1] * 3).faults
    assert [sentence] == [fault.sentence()[: len(sentence)] for fault in faults]


@pytest.mark.parametrize("edge", [0, 2958465.9])
def test_first_and_last_day_of_a_sheet(edge: float) -> None:
    """Days 0 to 9999-12-31 are dates."""
    assert [math.floor(edge)] == to_days(read_cells([edge]), "dates").tolist()


@pytest.mark.parametrize("text", ["#7", "#", "#hash", "# #N/A"])
def test_text_that_begins_as_an_error_does(text: str) -> None:
    """A customer's name may begin with a number sign; only a sheet's own errors are errors."""
    assert [TEXT, ERROR] == read_cells([text, "#N/A"]).kinds.tolist()
    assert 1.5 == value("PURCHASE_FREQUENCY", [text, "a", text])


def test_what_no_cell_holds_is_named_with_its_row() -> None:
    """A value that no sheet can hold is refused by its type, in the row where it stands."""
    rows = [[1.0, "a"], [2.0, "b"], [3.0, b"x"]]
    with pytest.raises(InputError) as caught:
        read_cells(rows, "data")
    assert "data holds something that is no cell value: bytes (row 3)" == str(caught.value)


@pytest.mark.parametrize(
    "cells",
    [
        [[1], [True], [2]], [[True], [1], [2]], [1, 2, True], [[0], [False], [2]],
        [[False], [0], [2]], [2, 0, False], [[2, False, 0]], [[1, 2, True]],
    ],
)  # fmt: skip
def test_true_is_no_number_wherever_it_stands(cells: list[Any]) -> None:
    """A customer called TRUE is another than 1, and FALSE than 0, whichever comes first."""
    assert 1.0 == value("PURCHASE_FREQUENCY", cells)
