"""Cells of a table as cleaning needs them: blank, an error, as written, and as customers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clvxl.data._deferred import Deferred, regrouped
from clvxl.data.grouping import factorize, text_groups
from clvxl.data.identifiers import LONGEST_NUMBER, is_null_word, read_names

if TYPE_CHECKING:
    import pandas as pd

    from clvxl.data.table import SourceTable

__all__ = [
    "Customers", "as_written", "every_label", "first_case_pair", "is_blank", "is_empty",
    "is_nothing", "read_customers", "shown", "words_of",
]  # fmt: skip

BoolArray = NDArray[np.bool_]
LONGEST_WRITTEN = 1e21


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
        The rows whose customer is a number of more digits than a spreadsheet keeps, or one that
        was cut (1.23457E+11): the last digits of it are lost.
    case_pairs : tuple of two str, optional
        An example of customers that differ in letter case alone, where there are any.
    """

    codes: NDArray[np.int64]
    labels: NDArray[Any]
    trimmed: BoolArray
    long: BoolArray
    case_pairs: tuple[str, str] | None = None


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
    if isinstance(column, Deferred):
        return column.is_blank() if is_text(column) else column.isna()  # type: ignore[return-value]
    if not is_text(column):
        return np.asarray(column.isna(), dtype=bool)
    codes, texts = text_groups(column)
    # a hundred thousand texts are looked at in C
    spaces = np.fromiter(map(str.isspace, texts), bool, len(texts))
    blank = spaces | ~np.fromiter(map(bool, texts), bool, len(texts))
    return blank[codes] if blank[:-1].any() else codes < 0


def is_empty(table: SourceTable, at: int) -> BoolArray:
    """Return which cells of a column hold nothing: no value and no error either."""
    empty = is_blank(table.columns[at])
    if errors := table.errors.get(at):
        empty = empty.copy()
        empty[list(errors)] = False
    return empty


def is_nothing(table: SourceTable, at: int) -> BoolArray:
    """Return which cells of a column hold nothing, or a word for nothing such as NULL."""
    column = table.columns[at]
    if isinstance(column, Deferred):
        return column.is_nothing()  # type: ignore[no-any-return]
    nothing = is_empty(table, at)
    if not is_text(column):
        return nothing
    codes, texts = text_groups(column)
    words = np.array([is_null_word(text) for text in texts])
    return nothing | words[codes] if words.any() else nothing


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


def words_of(column: pd.Series) -> tuple[NDArray[np.int64], list[str]]:
    """Number the different words of a column, blanks at their ends taken off; -1 for a blank.

    >>> import pandas as pd
    >>> codes, words = words_of(pd.Series(["paid", " paid", None, "void"]))
    >>> codes.tolist(), words
    ([0, 0, -1, 1], ['paid', 'void'])
    """
    if is_text(column):
        codes, texts = text_groups(column)
    elif isinstance(column, Deferred):
        codes, texts = column.written
    else:
        codes, values = factorize(column)
        texts = [str(value) for value in values.tolist()] + [""]
    merged, words = factorize(np.array([text.strip() or None for text in texts], dtype=object))
    return regrouped(merged, codes), list(map(str, words))


def _number_written(value: float) -> str:
    whole = value.is_integer() and abs(value) < LONGEST_WRITTEN
    return str(int(value)) if whole else repr(value)


def read_customers(
    column: pd.Series,
    *,
    typed: bool,
    numbers: NDArray[np.float64] | None = None,
    keep_null_words: bool = False,
) -> Customers:
    """Number the customers of a column, as `clvxl.data.identifiers` tells them apart.

    Parameters
    ----------
    column : pandas.Series
        Numbers or text.
    typed : bool
        As `SourceTable.typed`.
    numbers : float64 array, optional
        The cells that were real numbers before the column became text, as `SourceTable.numbers`.
    keep_null_words : bool
        Whether a customer may be called NULL.

    Returns
    -------
    Customers

    Examples
    --------
    >>> import pandas as pd
    >>> customers = read_customers(pd.Series(["007", "7", "007 ", None]), typed=False)
    >>> customers.codes.tolist(), customers.labels.tolist(), customers.trimmed.tolist()
    ([0, 1, 0, -1], ['007', '7'], [False, False, True, False])
    """
    import pandas as pd

    if isinstance(column, Deferred):
        return column.customers(typed=typed, keep_null_words=keep_null_words)  # type: ignore[no-any-return]
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        values = column.to_numpy(dtype=np.float64, na_value=np.nan)
        codes, labels = factorize(np.where(np.isfinite(values), values, np.nan))
        return Customers(codes, labels, np.zeros(len(column), dtype=bool), _too_long(values))
    if not is_text(column) or pd.api.types.is_bool_dtype(column):
        column = pd.Series(as_written(column, np.arange(len(column))), dtype=object)
    codes, texts = text_groups(column)
    names = read_names(texts, typed=typed, keep_null_words=keep_null_words)
    merged, keys = factorize(np.array([key or None for key in names.keys], dtype=object))
    labels = np.empty(len(keys), dtype=object)
    # from the last to the first, so that the first one stays
    named = np.flatnonzero(merged >= 0)[::-1]
    labels[merged[named]] = np.array(names.labels, dtype=object)[named]
    long = np.array(names.cut)[codes]
    if numbers is not None:
        long |= _too_long(numbers)
    return Customers(
        merged[codes], labels, np.array(names.trimmed)[codes], long, first_case_pair(labels)
    )


def every_label(customers: Customers) -> NDArray[Any]:
    """Return all customers of a column, in order of first appearance.

    >>> import pandas as pd
    >>> every_label(read_customers(pd.Series(["Bo", None, "Ann"]), typed=False)).tolist()
    ['Bo', 'Ann']
    """
    if isinstance(customers.codes, Deferred):
        return customers.every_label()  # type: ignore[attr-defined, no-any-return]
    return customers.labels


def _too_long(values: NDArray[np.float64]) -> BoolArray:
    return np.asarray(np.isfinite(values) & (np.abs(values) >= LONGEST_NUMBER))


def first_case_pair(labels: Sequence[str] | NDArray[Any]) -> tuple[str, str] | None:
    """Return the first two that differ in letter case alone.

    >>> first_case_pair(["Ann", "Bo", "ANN"])
    ('Ann', 'ANN')
    """
    if len(set(map(str.casefold, labels))) == len(labels):
        return None
    seen: dict[str, str] = {}
    for label in labels:
        other = seen.setdefault(label.casefold(), label)
        if other is not label:
            return other, label
    return None
