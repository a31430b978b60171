"""The lines left out that are listed: the first ones, and the first of each reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from clvxl.data._accounts import Found, cells_written
from clvxl.data.records import IntArray, LeftOut, Rest

if TYPE_CHECKING:
    import pandas as pd

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
    """Return the lines that are listed, with their cells as found, and where all others are."""
    import pyarrow as arrow

    cells = _Cells(code, values, found, reasons)
    lines, name = code.lines, code.lines.name("m")
    first = [line for line in left.first if line is not None]
    wanted = np.unique(np.concatenate([left.idle[:LISTED], np.array(first, dtype=np.int64)]))
    lines.engine.put(name, arrow.table({"k": wanted}))
    parts = [lines.table(f"{cells.question} AND line IN (SELECT k FROM {name})")]
    if any(left.tally.get(reason) for reason in reasons):
        said = f"{cells.question} AND {code.sql} IS NOT NULL ORDER BY line LIMIT {LISTED}"
        parts.append(lines.table(said))
    frame = arrow.concat_tables(parts).to_pandas().drop_duplicates("line").sort_values("line")
    firsts = {*first, *left.idle[:1].tolist()}
    kept = (np.arange(len(frame)) < LISTED) | frame["line"].isin(firsts).to_numpy()
    listed = cells.left_out(frame[kept].reset_index(drop=True))
    total = sum(left.tally.values())
    if total <= LISTED or not lines.engine.keeps:
        return listed
    return replace(listed, rest=Rest(total, cells.kept(left.idle)))


class _Cells:
    """The cells of lines left out, as far as they are told."""

    def __init__(self, code: Column, values: Column, found: Found, reasons: list[Any]) -> None:
        self.code, self.found = code, found
        self.at = [found.cells[0], *found.cells[1], *found.cells[2]]
        self.raw: list[Any] = [found.table.columns[each] for each in self.at]
        self.reasons = np.array([*reasons, "no_purchase"], dtype=object)
        open_lines: Any = found.lines
        needs = code.needs.union(values.needs, open_lines.needs, *(each.needs for each in self.raw))
        cells = ", ".join(f"{each.sql} AS c{place}" for place, each in enumerate(self.raw))
        self.question = (
            f"SELECT line, {code.sql} AS code, {values.sql} AS value, {cells} "
            f"FROM {code.lines.relation(needs)} AS p WHERE {open_lines.sql}"
        )

    def kept(self, idle: IntArray) -> Callable[[int, int], LeftOut]:
        """Keep all lines left out in their order; the answer gives those from one to another."""
        import pyarrow as arrow

        lines, name = self.code.lines, self.code.lines.name("m")
        lines.engine.put(name, arrow.table({"k": idle}))
        path = lines.folder() / "left-out.arrow"
        batches = lines.engine.batches(
            f"{self.question} AND ({self.code.sql} IS NOT NULL OR line IN (SELECT k FROM {name})) "
            "ORDER BY line"
        )
        first = next(batches)
        with arrow.ipc.new_file(path, first.schema) as file:
            for batch in chain([first], batches):
                file.write_batch(batch)

        def part(start: int, stop: int) -> LeftOut:
            with arrow.memory_map(str(path)) as held:
                found = arrow.ipc.open_file(held).read_all().slice(start, stop - start)
                return self.left_out(found.to_pandas())

        return part

    def left_out(self, frame: pd.DataFrame) -> LeftOut:
        """Return lines as they are told."""
        import pandas as pd

        columns = list(self.found.table.columns)
        for place, each in enumerate(self.at):
            columns[each] = pd.Series(frame[f"c{place}"], dtype=self.raw[place].dtype)
        table = replace(self.found.table, columns=tuple(columns))
        rows = np.arange(len(frame))
        codes = frame["code"].fillna(len(self.reasons) - 1).to_numpy().astype(np.int64)
        customer, date, amount = self.found.cells
        return LeftOut(
            row=table.first_row + frame["line"].to_numpy().astype(np.int64),
            reason=self.reasons[codes],
            customer=cells_written(table, (customer,), rows),
            date=cells_written(table, date, rows),
            amount=cells_written(table, amount, rows),
            value=frame["value"].to_numpy().astype(np.float64),
        )
