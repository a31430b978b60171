"""A table that is written beside a report, some rows at a time: it may be longer than any sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeAlias

import numpy as np

from clvxl.report.records import Column, Table

__all__ = ["FileKind", "Stream", "is_whole"]

BATCH = 131_072
"""So many rows are in memory at a time."""

FileKind: TypeAlias = Literal["parquet", "csv"]


@dataclass(frozen=True)
class Stream:
    """A table whose rows are made when they are written.

    Attributes
    ----------
    name : str
        An identifier.
    kind : {"parquet", "csv"}
        The file that it becomes.
    rows : int
        How many there are.
    part : callable
        Takes the first row and the one after the last, from 0; returns their columns, which have
        the same titles, formats and types every time.

    Examples
    --------
    >>> ranks = lambda start, stop: (Column("Rank", np.arange(start, stop)),)
    >>> [table.rows for table in Stream("ranks", "csv", 70_000, ranks).tables()]
    [70000]
    """

    name: str
    kind: FileKind
    rows: int
    part: Callable[[int, int], tuple[Column, ...]]

    def tables(self) -> Iterator[Table]:
        """Yield its rows in order, as tables below each other; at least one."""
        return (make() for make in self.parts())

    def parts(self) -> Iterator[Callable[[], Table]]:
        """Yield what makes each of the tables, for more than one of them at a time."""
        for start in range(0, max(self.rows, 1), BATCH):
            yield partial(self._table, start, min(start + BATCH, self.rows))

    def _table(self, start: int, stop: int) -> Table:
        return Table(self.name, start, 0, self.part(start, stop))


def is_whole(column: Column) -> bool:
    """Whether a column's values are whole numbers by their type.

    >>> is_whole(Column("R", np.array([5, 3]))), is_whole(Column("Money", np.array([5.0])))
    (True, False)
    """
    return isinstance(column.values, np.ndarray) and column.values.dtype.kind in "iu"
