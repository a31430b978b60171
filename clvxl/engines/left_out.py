"""The lines left out that are listed: the first ones, and the first of each reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from clvxl.data._accounts import Found, cells_written
from clvxl.data.records import IntArray, LeftOut

if TYPE_CHECKING:
    from clvxl.engines.columns import Column

__all__ = ["LISTED", "Left", "listed_lines"]

LISTED = 100_000
"""So many lines are listed."""


@dataclass(frozen=True)
class Left:
    """What is left out.

    Attributes
    ----------
    first : list of int or None
        The first line of each reason of the ledger.
    idle : int64 array
        The lines of customers without a purchase, ascending.
    tally : mapping of str to int
        How many lines each reason took.
    """

    first: list[int | None]
    idle: IntArray
    tally: Mapping[str, int]


def listed_lines(
    code: Column, values: Column, found: Found, reasons: list[Any], left: Left
) -> LeftOut:
    """Return the lines that are listed, with their cells as found."""
    import pandas as pd
    import pyarrow as arrow

    lines = code.lines
    at = [found.cells[0], *found.cells[1], *found.cells[2]]
    raw: list[Any] = [found.table.columns[each] for each in at]
    name = lines.name("m")
    first = [line for line in left.first if line is not None]
    wanted = np.unique(np.concatenate([left.idle[:LISTED], np.array(first, dtype=np.int64)]))
    lines.engine.put(name, arrow.table({"k": wanted}))
    needs = code.needs.union(values.needs, found.lines.needs, *(each.needs for each in raw))  # type: ignore[attr-defined]
    cells = ", ".join(f"{each.sql} AS c{place}" for place, each in enumerate(raw))
    asked = (
        f"SELECT line, {code.sql} AS code, {values.sql} AS value, {cells} "
        f"FROM {lines.relation(needs)} AS p WHERE {found.lines.sql} AND "  # type: ignore[attr-defined]
    )
    parts = []
    if any(left.tally.get(reason) for reason in reasons):
        parts.append(lines.table(f"{asked} {code.sql} IS NOT NULL ORDER BY line LIMIT {LISTED}"))
    if len(wanted):
        parts.append(lines.table(f"{asked} line IN (SELECT k FROM {name})"))
    if not parts:
        parts.append(lines.table(f"{asked} FALSE"))
    frame = arrow.concat_tables(parts).to_pandas().drop_duplicates("line").sort_values("line")
    firsts = {*first, *left.idle[:1].tolist()}
    kept = (np.arange(len(frame)) < LISTED) | frame["line"].isin(firsts).to_numpy()
    frame = frame[kept].reset_index(drop=True)
    columns = list(found.table.columns)
    for place, each in enumerate(at):
        series = frame[f"c{place}"]
        columns[each] = pd.Series(series, dtype=raw[place].dtype)
    table = _table_of(found.table, columns)
    rows = np.arange(len(frame))
    said = np.array([*reasons, "no_purchase"], dtype=object)
    codes = frame["code"].fillna(len(reasons)).to_numpy().astype(np.int64)
    return LeftOut(
        row=found.table.first_row + frame["line"].to_numpy().astype(np.int64),
        reason=said[codes],
        customer=cells_written(table, (at[0],), rows),
        date=cells_written(table, found.cells[1], rows),
        amount=cells_written(table, found.cells[2], rows),
        value=frame["value"].to_numpy().astype(np.float64),
    )


def _table_of(table: Any, columns: list[Any]) -> Any:
    from dataclasses import replace

    return replace(table, columns=tuple(columns))
