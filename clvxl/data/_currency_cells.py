"""Currencies that stand beside the amounts in their cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from clvxl.data._currency import agreed, is_wanted
from clvxl.data._deferred import looked_up, regrouped
from clvxl.data.grouping import factorize, text_groups
from clvxl.data.numbers import currency_names, currency_of
from clvxl.data.records import CleaningOptions, IntArray

if TYPE_CHECKING:
    from clvxl.data.table import SourceTable

__all__ = ["currencies_within", "in_one_currency"]


def currencies_within(table: SourceTable, at: int | None) -> tuple[Any, tuple[str, ...]]:
    """Return the currencies that the amounts name, where they are not of one, and their names."""
    names = () if at is None else currency_names(table.columns[at])
    if at is None or not names or agreed(names):
        return None, names
    codes, texts = text_groups(table.columns[at])
    groups, found = factorize(np.array([currency_of(text) for text in texts], dtype=object))
    return (regrouped(groups, codes), list(map(str, found))), names


def in_one_currency(
    table: SourceTable, at: int, inside: tuple[IntArray, list[str]], options: CleaningOptions
) -> SourceTable:
    """Return the table with the amounts of other currencies blank, so that the rest can be read."""
    codes, names = inside
    wanted = [is_wanted(name, options.currency or "") for name in names]
    column = table.columns[at].where(looked_up(np.array([*wanted, True]), codes), None)
    columns = (*table.columns[:at], column, *table.columns[at + 1 :])
    return replace(table, columns=columns)
