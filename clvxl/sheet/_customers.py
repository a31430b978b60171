"""Customers among cells: told apart as in `clvxl.data.identifiers`, whatever the cells hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from clvxl.data.identifiers import LONGEST_NUMBER, is_null_word, number_key, read_names
from clvxl.errors import InputError
from clvxl.sheet.cells import BLANK, TEXT, Cells
from clvxl.text import Text

__all__ = ["customer_labels", "without_null_words"]

Flags = NDArray[np.bool_]


def without_null_words(cells: Cells) -> Cells:
    """Return the cells with NULL and the like as blanks."""
    if cells.kinds is None:
        return cells
    at = np.flatnonzero(cells.kinds == TEXT)
    texts = [str(cells.values[int(each)]) for each in at]
    words = {text for text in set(texts) if is_null_word(text)}
    if not words:
        return cells
    kinds = cells.kinds.copy()
    kinds[at[[text in words for text in texts]]] = BLANK
    return replace(cells, kinds=kinds)


def customer_labels(cells: Cells, name: str, present: Flags) -> list[Any]:
    """Return the customers of the rows that are present, equal where they are one.

    A customer is called as in the first of its cells.

    Raises
    ------
    InputError
        A number that lost digits: it could be any of several customers.
    """
    if isinstance(cells.values, np.ndarray):
        long = present & (np.abs(cells.numbers) >= LONGEST_NUMBER)
        if long.any():
            _refuse(cells, name, int(np.argmax(long)))
        return cells.listed() if present.all() else cells.numbers[present].tolist()
    values = [_told_apart(cells.values[int(row)]) for row in np.flatnonzero(present)]
    different = list(dict.fromkeys(values))
    names = read_names([_text(value) for value in different], typed=True, keep_null_words=True)
    lost = {
        value
        for value, cut in zip(different, names.cut, strict=True)
        if cut or (isinstance(value, float) and abs(value) >= LONGEST_NUMBER)
    }
    if lost:
        at = next(at for at, value in enumerate(values) if value in lost)
        _refuse(cells, name, int(np.flatnonzero(present)[at]))
    called: dict[str, Any] = {}
    labels = {}
    for value, label, key in zip(different, names.labels, names.keys, strict=True):
        labels[value] = called.setdefault(key, label if isinstance(value, str) else _label(value))
    return [labels[value] for value in values]


def _told_apart(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    # as keys True would be 1
    return str(value).upper() if isinstance(value, bool) else value


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else number_key(float(value))


def _label(value: Any) -> Any:
    """A number as it is, where a cell can hold it."""
    return str(value) if isinstance(value, int) and abs(value) >= LONGEST_NUMBER else value


def _refuse(cells: Cells, name: str, at: int) -> NoReturn:
    raise InputError(
        Text(
            "{name} holds a number that lost digits, as a spreadsheet keeps 15: store such "
            "numbers as text",
            "{name} 中有丢失位数的数字（电子表格只保留 15 位）：请将此类编号存为文本",
        ),
        name=name, value=cells.values[at], row=None if cells.single else at + 1,
    )  # fmt: skip
