"""A table of a report as a .csv file, for programs that send mail or text messages."""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from clvxl.files.safe_write import atomic_write
from clvxl.report.records import Column, Table
from clvxl.report.stream import Stream
from clvxl.report.values import cells_of

__all__ = ["write_csv"]

LIKE_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet program that opens a .csv file may compute a text that begins so."""


def write_csv(
    table: Table | Stream,
    path: Path,
    overwrite: bool = False,
    progress: Callable[[float], None] | None = None,
) -> None:
    r"""Write a table: UTF-8 with the mark that Excel looks for, commas, dates as 2025-12-31.

    A text that a spreadsheet program would take for a formula gets an apostrophe before it.

    Parameters
    ----------
    table : Table or Stream
        Of values, without formulas; a stream is never in memory as a whole.
    path : Path
        Written beside it and moved into place.
    overwrite : bool
    progress : callable, optional
        Called now and then with the share done, 0 to 1.

    Raises
    ------
    FileError
        It is there already, or cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> due = Table("due", 0, 0, (Column("Customer", ["=A1", "Ann"]),
    ...                           Column("Last", [45000.0, None], "date")))
    >>> with TemporaryDirectory() as folder:
    ...     write_csv(due, Path(folder, "due.csv"))
    ...     Path(folder, "due.csv").read_text("utf-8-sig")
    "Customer,Last\n'=A1,2023-03-15\nAnn,\n"
    """
    parts = table.tables() if isinstance(table, Stream) else iter([table])
    with (
        atomic_write(path, overwrite) as temporary,
        temporary.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file, lineterminator="\n")
        done = 0
        for part in parts:
            if not done:
                writer.writerow([_harmless(column.title) for column in part.columns])
            writer.writerows(zip(*map(_texts, part.columns), strict=True))
            done += part.rows
            if progress is not None:
                progress(done / max(table.rows, 1))


def _texts(column: Column) -> list[Any]:
    cells = cells_of(column.values)
    if column.format == "date":
        return [cell if isinstance(cell, str) else _day(cell) for cell in cells]
    return [_harmless(cell) if isinstance(cell, str) else _number(cell) for cell in cells]


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(LIKE_FORMULAS) else text


def _number(cell: float) -> float | int:
    return int(cell) if cell == int(cell) else cell


@functools.lru_cache(10_000)
def _day(cell: float) -> str:
    import datetime

    return (datetime.date(1899, 12, 30) + datetime.timedelta(int(cell))).isoformat()
