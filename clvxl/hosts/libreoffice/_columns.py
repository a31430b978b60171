"""A column of Calc cells as pandas: numbers, dates by their number format, or text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["column_of", "header_text"]

DATE = 2
"""com.sun.star.util.NumberFormat.DATE, a bit of a format's type."""

EPOCH = np.datetime64("1899-12-30", "ms")
DAY_MILLISECONDS = 86_400_000.0
LAST_DAY = 2_958_466.0


def header_text(cell: Any) -> str | None:
    """Return a cell as the text of a header, None where it is blank.

    >>> header_text(" Date "), header_text(2024.0), header_text("")
    ('Date', '2024', None)
    """
    if isinstance(cell, str):
        return cell.strip() or None
    return None if cell is None else f"{cell:.15g}"


def column_of(values: Sequence[Any], cells: Any, formats: Any) -> pd.Series:
    """Return cell values as a typed column.

    Parameters
    ----------
    values : sequence
        As `getDataArray` gives them: numbers, text, "" for a blank, None for an error.
    cells : cell range
        The same cells, asked for their number formats.
    formats : XNumberFormats
        The document's.

    Returns
    -------
    pandas.Series
        float64; datetime64 where all numbers are dates; else text with missing values, in which
        numbers are written out and dates are in ISO form.
    """
    import pandas as pd

    if all(type(value) is float or not value for value in values):
        numbers = np.array([value if type(value) is float else np.nan for value in values])
        dated = _date_rows(cells, formats, len(values)) & _can_be_days(numbers)
        filled = ~np.isnan(numbers)
        if not dated.any():
            return pd.Series(numbers)
        if dated[filled].all():
            return pd.Series(_dates(numbers))
    dated = _date_rows(cells, formats, len(values))
    texts = [_text(value, on) for value, on in zip(values, dated.tolist(), strict=True)]
    return pd.Series(texts, dtype="str")


def _can_be_days(numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray((numbers >= 0) & (numbers < LAST_DAY))


def _dates(days: NDArray[np.float64]) -> NDArray[np.datetime64]:
    known = np.where(np.isnan(days), 0.0, days)
    found = EPOCH + np.rint(known * DAY_MILLISECONDS).astype("timedelta64[ms]")
    found[np.isnan(days)] = np.datetime64("NaT")
    return found


def _text(value: Any, dated: bool) -> str | None:
    if isinstance(value, str):
        return value or None
    if value is None:
        return None
    if dated and 0 <= value < LAST_DAY:
        return str(_dates(np.array([value]))[0].astype("datetime64[s]")).replace("T", " ")
    return repr(value).removesuffix(".0")


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
