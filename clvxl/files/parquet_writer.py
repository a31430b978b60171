"""A table of a report as a Parquet file, where pyarrow is installed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from clvxl.errors import FileError
from clvxl.files.safe_write import atomic_write
from clvxl.report.names import titles
from clvxl.report.records import CELL_TEXT, Column, Repeated, Table
from clvxl.report.stream import Stream, is_whole
from clvxl.report.values import cells_of
from clvxl.text import Text

__all__ = ["can_write_parquet", "check_parquet", "write_parquet"]

NOT_INSTALLED = Text(
    "a Parquet file needs pyarrow: install it with pip install clvxl[parquet], or take csv",
    "写 Parquet 文件需要 pyarrow：请用 pip install clvxl[parquet] 安装，或改用 csv",
)

PLAIN_LENGTH = CELL_TEXT // 2
"""A text of so many characters is never cut."""

AHEAD = 2
"""So many parts are made ahead of the one that is written."""
WIDE = 8
"""Bytes of whole numbers that are names rather than counts."""

SHEET_DAY_ZERO = int((np.datetime64("1899-12-30") - np.datetime64("1970-01-01")).astype(int))


def can_write_parquet() -> bool:
    """Whether pyarrow is installed."""
    return find_spec("pyarrow") is not None


def check_parquet() -> None:
    """Refuse Parquet where pyarrow is not installed, before any work is done.

    Raises
    ------
    FileError
    """
    if not can_write_parquet():
        raise FileError(NOT_INSTALLED)


def write_parquet(
    stream: Stream,
    path: Path,
    overwrite: bool = False,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write a table: texts as text, dates as dates, whole numbers and others exactly as they are.

    Parameters
    ----------
    stream : Stream
        Of values, without formulas; it is never in memory as a whole.
    path : Path
        Written beside it and moved into place.
    overwrite : bool
    progress : callable, optional
        Called now and then with the share done, 0 to 1.

    Raises
    ------
    FileError
        It is there already, or cannot be written, or pyarrow is not installed.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> due = lambda start, stop: (Column("Customer", ["=A1", "007"][start:stop]),
    ...                            Column("Last", np.array([45000.0, np.nan])[start:stop], "date"))
    >>> with TemporaryDirectory() as folder:
    ...     write_parquet(Stream("due", "parquet", 2, due), Path(folder, "due.parquet"))
    ...     print(pd.read_parquet(Path(folder, "due.parquet")))
      Customer        Last
    0      =A1  2023-03-15
    1      007        None
    """
    check_parquet()
    from pyarrow import parquet

    with atomic_write(path, overwrite) as temporary:
        parts, done = _ahead(stream), 0
        repeated, first = next(parts)
        # texts that many rows have are read as texts again, not as categories of pandas
        writing = {"use_dictionary": repeated, "store_schema": False}
        with (
            temporary.open("wb") as file,
            parquet.ParquetWriter(file, first.schema, **writing) as writer,
        ):
            for part in chain([first], (part for _, part in parts)):
                writer.write_table(part)
                done += part.num_rows
                if progress is not None:
                    progress(done / max(stream.rows, 1))


def _ahead(stream: Stream) -> Iterator[tuple[list[str], Any]]:
    """Yield the parts of a table, which are made while those before them are written.

    Each stands behind the names of its columns whose values are told once and then counted off.
    """
    waiting: deque[Future[Any]] = deque()
    with ThreadPoolExecutor(AHEAD) as pool:
        for part in stream.parts():
            waiting.append(pool.submit(lambda make: _arrow(make()), part))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _repeats(column: Column) -> bool:
    """Whether values are likely to come again and are told once: texts, days, small numbers."""
    values = column.values
    if column.format == "date" or not isinstance(values, np.ndarray):
        return True
    return values.dtype.kind in "iu" and values.dtype.itemsize < WIDE


def _arrow(table: Table) -> tuple[list[str], Any]:
    import pyarrow as arrow

    names = titles(table)
    repeated = [name for name, column in zip(names, table.columns, strict=True) if _repeats(column)]
    arrays = [_array(column) for column in table.columns]
    return repeated, arrow.Table.from_arrays(arrays, names=names)


def _array(column: Column) -> Any:
    """Return a column's values; what a sheet shows as an empty cell is null."""
    import pyarrow as arrow

    values = column.values
    if isinstance(values, np.ndarray) and values.dtype.kind in "iuf":
        if column.format == "date":
            return _days(values.astype(np.float64))
        if is_whole(column):
            return arrow.array(values, arrow.int64())
        return arrow.array(values, arrow.float64(), mask=~np.isfinite(values))
    if isinstance(values, Repeated):
        texts = arrow.array([cell or None for cell in cells_of(values.texts)], arrow.string())
        return arrow.DictionaryArray.from_arrays(arrow.array(values.codes), texts)
    # A number among texts is refused by arrow.
    texts = arrow.array(values, arrow.string(), from_pandas=True)
    if _are_plain(texts):
        return texts
    # texts that come again are looked at once
    texts = texts.dictionary_encode()
    cells = [None if cell == "" else cell for cell in cells_of(texts.dictionary.to_pylist())]
    return arrow.array(cells, arrow.string()).take(texts.indices)


def _are_plain(texts: Any) -> bool:
    """Whether cells hold all texts as they are: none is empty, long or has unprintable letters."""
    from pyarrow import compute

    sizes = compute.min_max(compute.utf8_length(texts)).as_py()
    if not sizes["min"] or sizes["max"] > PLAIN_LENGTH:
        return False
    return bool(compute.all(compute.utf8_is_printable(texts)).as_py())


def _days(values: Any) -> Any:
    import pyarrow as arrow

    known = np.isfinite(values)
    days = np.where(known, values, 0.0).astype(np.int64) + SHEET_DAY_ZERO
    return arrow.array(days.astype(np.int32), arrow.int32(), mask=~known).cast(arrow.date32())
