"""A relation of an engine as the columns of a table, which the engine keeps."""

from __future__ import annotations

from typing import Any

import numpy as np

from clvxl.engines.customers import customers_of
from clvxl.engines.lines import Engine, Lines, Work
from clvxl.engines.parts import kept_lines
from clvxl.engines.raw import RawColumn
from clvxl.engines.summed import kept_customers

__all__ = ["columns_of_relation", "dtype_of"]


def columns_of_relation(
    engine: Engine, relation: str, rows: int, names: list[str], kinds: list[str]
) -> tuple[Any, ...]:
    """Return the columns of a relation that has `line` too.

    Parameters
    ----------
    engine : Engine
    relation : str
    rows : int
    names : list of str
        What the columns are called in the relation.
    kinds : list of str
        "number", "date", "flag" or "text" each.
    """
    lines = Lines(engine, relation, rows, Work(kept_lines, kept_customers, customers_of))
    return tuple(
        RawColumn(lines, name, dtype_of(kind)) for name, kind in zip(names, kinds, strict=True)
    )


def dtype_of(kind: str) -> Any:
    """Return how a table of pandas holds a kind of column.

    >>> dtype_of("number")
    dtype('float64')
    """
    import pandas as pd

    plain = {"number": "float64", "date": "datetime64[us]", "flag": "bool"}
    return np.dtype(plain[kind]) if kind in plain else pd.StringDtype(na_value=np.nan)
