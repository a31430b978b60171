"""A column of a spreadsheet program's cells as pandas: numbers, dates by their format, or text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data.identifiers import LONGEST_NUMBER

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["fill_merged", "header_text", "typed_column"]

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


def typed_column(values: Sequence[Any], dated: Callable[[], NDArray[np.bool_]]) -> pd.Series:
    """Return cell values as a typed column.

    Parameters
    ----------
    values : sequence
        Floats, text, "" or None for a blank or an error.
    dated : callable
        Returns which cells have a date format; it is called once.

    Returns
    -------
    pandas.Series
        float64; datetime64 where all numbers are dates; else text with missing values, in which
        numbers are written out and dates are in ISO form.

    Examples
    --------
    >>> str(typed_column([45292.0, ""], lambda: np.array([True, True])).iloc[0])
    '2024-01-01 00:00:00'
    """
    import pandas as pd

    on = dated()
    if all(type(value) is float or not value for value in values):
        numbers = np.array([value if type(value) is float else np.nan for value in values])
        filled, days = ~np.isnan(numbers), on & _can_be_days(numbers)
        if not days.any():
            return pd.Series(numbers)
        if days[filled].all():
            return pd.Series(_dates(numbers))
    texts = [_text(value, date) for value, date in zip(values, on.tolist(), strict=True)]
    return pd.Series(texts, dtype="str")


def fill_merged(values: list[Any], last_row: Callable[[int], int]) -> int:
    """Fill the blanks of merged cells in a column with what the merged cell holds, in place.

    Parameters
    ----------
    values : list
        As `typed_column` takes them.
    last_row : callable
        Returns the last row of the merged cell that begins in a row, both counted from 0.

    Returns
    -------
    int
        How many cells were filled.

    Examples
    --------
    >>> names = ["Ann", "", "", "Bob"]
    >>> fill_merged(names, lambda row: 1 if row == 0 else row), names
    (1, ['Ann', 'Ann', '', 'Bob'])
    """
    filled = 0
    for row in range(len(values) - 1):
        if values[row] in ("", None) or values[row + 1] not in ("", None):
            continue
        for below in range(row + 1, min(last_row(row), len(values) - 1) + 1):
            if values[below] in ("", None):
                values[below] = values[row]
                filled += 1
    return filled


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
    # where a spreadsheet has lost digits the .0 stays, by which such a number is known
    written = repr(value)
    return written if abs(value) >= LONGEST_NUMBER else written.removesuffix(".0")
