"""A column of Calc cells as pandas: its values, and which of them have a date format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data.sheet_columns import typed_column

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["column_of"]

DATE = 2
"""com.sun.star.util.NumberFormat.DATE, a bit of a format's type."""


def column_of(values: Sequence[Any], cells: Any, formats: Any) -> pd.Series:
    """Return cell values as a typed column.

    `values` are as `getDataArray` gives them: numbers, text, "" for a blank, None for an error.
    `cells`, the same ones, and the document's `formats` are asked which are dates.
    """
    return typed_column(values, lambda: _date_rows(cells, formats, len(values)))


def _date_rows(cells: Any, formats: Any, rows: int) -> NDArray[np.bool_]:
    """Which rows have a date format."""
    found = np.zeros(rows, dtype=bool)
    top = cells.getRangeAddress().StartRow
    for part in _alike(cells):
        if formats.getByKey(part.NumberFormat).Type & DATE:
            address = part.getRangeAddress()
            found[address.StartRow - top : address.EndRow - top + 1] = True
    return found


def _alike(cells: Any) -> Iterator[Any]:
    """The parts of the cells that have one number format each."""
    if isinstance(cells.NumberFormat, int):
        yield cells
        return
    for group in cells.getUniqueCellFormatRanges():
        yield from group
