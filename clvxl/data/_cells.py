"""Cells of a table as cleaning needs them: blank, an error, as written, and as customers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clvxl.data.grouping import factorize, text_groups

if TYPE_CHECKING:
    import pandas as pd

    from clvxl.data.table import SourceTable

__all__ = ["Customers", "as_written", "is_blank", "is_empty", "read_customers", "shown"]

BoolArray = NDArray[np.bool_]
EXACT_INTEGERS = 2.0**53
"""From here on a double is no longer one whole number only."""

LONGEST_WRITTEN = 1e21
_WRITTEN_WHOLE = re.compile(r"-?\d+\.0+$")


class Customers(NamedTuple):
    """The customers of a column.

    Attributes
    ----------
    codes : int64 array
        The customer of each row, -1 where there is none.
    labels : array
        One a customer, in order of first appearance.
    trimmed : bool array
        The rows whose text had blanks at an end.
    long : bool array
        The rows whose customer is a number above 2**53, the last digits of which are lost.
    """

    codes: NDArray[np.int64]
    labels: NDArray[Any]
    trimmed: BoolArray
    long: BoolArray


def is_text(column: pd.Series) -> bool:
    """Whether a column holds text: neither numbers, nor booleans, nor dates."""
    import pandas as pd

    kinds = (pd.api.types.is_numeric_dtype, pd.api.types.is_datetime64_any_dtype)
    return not any(kind(column) for kind in kinds)


def is_blank(column: pd.Series) -> BoolArray:
    """Return which cells hold nothing, or nothing but blanks.

    >>> import pandas as pd
    >>> is_blank(pd.Series(["a", "  ", None])).tolist()
    [False, True, True]
    """
    if not is_text(column):
        return np.asarray(column.isna(), dtype=bool)
    codes, texts = text_groups(column)
    return np.array([not text.strip() for text in texts])[codes]


def is_empty(table: SourceTable, at: int) -> BoolArray:
    """Return which cells of a column hold nothing: no value and no error either."""
    empty = is_blank(table.columns[at])
    if errors := table.errors.get(at):
        empty = empty.copy()
        empty[list(errors)] = False
    return empty


def shown(table: SourceTable, at: int, rows: NDArray[np.int64]) -> NDArray[Any]:
    """Write the cells of some rows, errors too, as text."""
    texts = as_written(table.columns[at], rows)
    errors = table.errors.get(at)
    if errors:
        places = {row: place for place, row in enumerate(rows.tolist()) if row in errors}
        for row, place in places.items():
            texts[place] = errors[row]
    return texts


def as_written(column: pd.Series, rows: NDArray[Any]) -> NDArray[Any]:
    """Write the cells of some rows as text, blanks as "".

    >>> import pandas as pd
    >>> as_written(pd.Series([5.0, 2.5, None]), [0, 1, 2]).tolist()
    ['5', '2.5', '']
    """
    import pandas as pd

    codes, uniques = factorize(column.iloc[rows])
    if pd.api.types.is_bool_dtype(column):
        texts = [str(bool(value)).upper() for value in uniques]
    elif pd.api.types.is_datetime64_any_dtype(column):
        texts = [pd.Timestamp(value).isoformat(" ").removesuffix(" 00:00:00") for value in uniques]
    elif pd.api.types.is_numeric_dtype(column):
        texts = [_number_written(float(value)) for value in uniques]
    else:
        texts = [str(value) for value in uniques]
    return np.array([*texts, ""], dtype=object)[codes]


def _number_written(value: float) -> str:
    whole = value.is_integer() and abs(value) < LONGEST_WRITTEN
    return str(int(value)) if whole else repr(value)


def read_customers(
    column: pd.Series, *, typed: bool, numbers: NDArray[np.float64] | None = None
) -> Customers:
    """Number the customers of a column; text keeps its zeros and digits, blanks are trimmed.

    `numbers` are the cells that were real numbers before the column became text, as in
    `SourceTable.numbers`.

    >>> import pandas as pd
    >>> customers = read_customers(pd.Series(["007", "7", "007 ", None]), typed=False)
    >>> customers.codes.tolist(), customers.labels.tolist(), customers.trimmed.tolist()
    ([0, 1, 0, -1], ['007', '7'], [False, False, True, False])
    """
    import pandas as pd

    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        values = column.to_numpy(dtype=np.float64, na_value=np.nan)
        codes, labels = factorize(np.where(np.isfinite(values), values, np.nan))
        return Customers(codes, labels, np.zeros(len(column), dtype=bool), _too_long(values))
    if not is_text(column) or pd.api.types.is_bool_dtype(column):
        column = pd.Series(as_written(column, np.arange(len(column))), dtype=object)
    codes, texts = text_groups(column)
    stripped = [text.strip() for text in texts]
    changed = np.array([text != short for text, short in zip(texts, stripped, strict=True)])
    if typed:
        stripped = [_without_decimals(text) for text in stripped]
    merged, labels = factorize(np.array([text or None for text in stripped], dtype=object))
    long = np.zeros(len(column), dtype=bool) if numbers is None else _too_long(numbers)
    return Customers(merged[codes], labels, changed[codes], long)


def _too_long(values: NDArray[np.float64]) -> BoolArray:
    return np.asarray(np.isfinite(values) & (np.abs(values) > EXACT_INTEGERS))


def _without_decimals(text: str) -> str:
    """A whole number that a typed cell held, without the ".0" it is written out with."""
    return text.partition(".")[0] if _WRITTEN_WHOLE.match(text) else text
