"""A relation of an engine as the columns of a table, which the engine keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from clvxl.engines.customers import customers_of
from clvxl.engines.known import Known, known_of, known_texts
from clvxl.engines.lines import Engine, Lines, Work
from clvxl.engines.parts import kept_lines
from clvxl.engines.raw import RawColumn, day_number
from clvxl.engines.summed import kept_customers

__all__ = ["columns_of_relation", "dtype_of"]


def columns_of_relation(
    engine: Engine, relation: str, rows: int, names: list[str], kinds: list[str],
    known: Sequence[Known | None] | None = None,
) -> tuple[Any, ...]:  # fmt: skip
    """Return the columns of a relation that has `line` too.

    Parameters
    ----------
    engine : Engine
    relation : str
    rows : int
    names : list of str
        What the columns are called in the relation.
    kinds : list of str
        "number", "whole" for whole numbers, "date", "flag" or "text" each.
    known : sequence of Known, optional
        Of numbers, and of the sheet days of dates; default: it is asked for.
    """
    known = ends_of(engine, relation, names, kinds) if known is None else known
    lines = Lines(engine, relation, rows, Work(kept_lines, kept_customers, customers_of))
    return tuple(
        RawColumn(lines, name, dtype_of(kind), known=each)
        for name, kind, each in zip(names, kinds, known, strict=True)
    )


def ends_of(
    engine: Engine, relation: str, names: Sequence[str], kinds: Sequence[str]
) -> list[Known | None]:
    """Return what the least and the largest values of numbers and dates tell, by one question."""
    numbers = [at for at, kind in enumerate(kinds) if kind in ("number", "whole")]
    dates = [at for at, kind in enumerate(kinds) if kind == "date"]
    found: list[Known | None] = [None] * len(names)
    said = [f"count({name}) AS n{at}" for at, name in enumerate(names)]
    for at in numbers + dates:
        ends = {"low": f"min({names[at]})", "high": f"max({names[at]})"}
        said += [f"{day_number(end) if at in dates else end} AS {key}{at}"
                 for key, end in ends.items()]  # fmt: skip
    row = engine.rows(f"SELECT count(*) AS n, {', '.join(said)} FROM {relation}").to_pylist()[0]
    for at, kind in enumerate(kinds):
        missing = row[f"n{at}"] < row["n"]
        if at in numbers + dates:
            found[at] = known_of(row[f"low{at}"], row[f"high{at}"], missing, whole=kind != "number")
        else:
            found[at] = known_texts(missing=missing)
    return found


def dtype_of(kind: str) -> Any:
    """Return how a table of pandas holds a kind of column.

    >>> dtype_of("number")
    dtype('float64')
    """
    import pandas as pd

    plain = {"number": "float64", "whole": "float64", "date": "datetime64[us]", "flag": "bool"}
    return np.dtype(plain[kind]) if kind in plain else pd.StringDtype(na_value=np.nan)
