"""Parquet files, where pyarrow is installed."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from clvxl.data._streams import LIMIT, file_errors, refuse_pipes
from clvxl.data.columns import SEARCHED_ROWS, Chosen, ColumnMap, find_table
from clvxl.data.table import SourceTable
from clvxl.errors import FileError, TableError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_parquet"]

EXACT_INTEGERS = 1 << 53
CELL_BYTES = 8


def read_parquet(
    path: str | Path,
    chosen: Chosen = None,
    all_columns: bool = False,
    *,
    limit: int = LIMIT,
) -> SourceTable:
    """Read a table from a Parquet file.

    Parameters
    ----------
    path : str or Path
        The file.
    chosen : mapping of str to str, optional
        Role to the header that the user named.
    all_columns : bool
        Keep all columns: to find duplicates.
    limit : int
        The most bytes that the columns may take in memory.

    Returns
    -------
    SourceTable
        The needed columns; the first row counts as row 2, as below a row of headers.

    Raises
    ------
    FileError
        The file cannot be read, is no Parquet file or too long, or pyarrow is not installed.
    TableError
        It has no rows.
    ColumnsNotFoundError, AmbiguousError
        As `match_columns`.

    Examples
    --------
    >>> import pathlib, tempfile, pandas as pd
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder) / "sales.parquet"
    ...     pd.DataFrame({"Customer": ["007"], "Date": ["2011-01-31"], "Amount": [5]}
    ...                  ).to_parquet(path)
    ...     table = read_parquet(path)
    >>> table.headers, float(table.columns[2][0])
    (('Customer', 'Date', 'Amount'), 5.0)
    """
    path = Path(path)
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise FileError(
            "{name} is a Parquet file, for which pyarrow is needed: install it with "
            "pip install pyarrow, or save the table as .csv",
            name=path.name,
        ) from None
    try:
        with file_errors(path), _opened(path) as stream:
            file = parquet.ParquetFile(stream)
            frame, headers, columns = _read(file, path, chosen, all_columns, limit)
    except (arrow.ArrowException, ValueError) as error:
        if isinstance(error, (TableError, FileError)):
            raise
        raise FileError(
            "{name} is no Parquet file that can be read: save it again", name=path.name
        ) from None
    return SourceTable(
        source=path.name,
        headers=tuple(header.strip() for header in headers),
        columns=tuple(_plain_column(frame.iloc[:, at]) for at in range(len(headers))),
        typed=True,
        found=columns,
    )


def _opened(path: Path) -> IO[bytes]:
    refuse_pipes(path)
    return path.open("rb")


def _read(
    file: Any, path: Path, chosen: Chosen, all_columns: bool, limit: int
) -> tuple[pd.DataFrame, list[str], ColumnMap]:
    """The columns needed, once it is known that they fit into memory."""
    headers: list[str] = list(file.schema_arrow.names)
    _, columns = find_table([headers, *_first_rows(file)], chosen)
    kept = list(range(len(headers))) if all_columns else list(columns.needed)
    names = [headers[at] for at in kept]
    if not file.metadata.num_rows:
        raise TableError("{source} has headers but no values below them", source=path.name)
    if file.metadata.num_rows * len(kept) * CELL_BYTES > limit:
        raise FileError(
            "{name} holds more than {limit} MiB of values: split it or keep fewer columns",
            name=path.name,
            limit=limit >> 20,
        )
    table = file.read(columns=names)
    return table.to_pandas(ignore_metadata=True), names, columns.within(kept)


def _first_rows(file: Any) -> list[tuple[str | None, ...]]:
    """The first rows as text, for finding the columns."""
    for batch in file.iter_batches(batch_size=SEARCHED_ROWS):
        columns = [each.to_pylist() for each in batch.columns]
        texts = [[None if cell is None else str(cell) for cell in each] for each in columns]
        return list(zip(*texts, strict=True))
    return []


def _plain_column(column: pd.Series) -> pd.Series:
    """float64, datetime64, bool or str, as a SourceTable promises."""
    import pandas as pd

    kinds = pd.api.types
    if kinds.is_bool_dtype(column) or kinds.is_datetime64_any_dtype(column):
        return column
    if kinds.is_integer_dtype(column):
        # a customer's number of 17 digits would lose its last ones as a float
        long = bool((column.abs() > EXACT_INTEGERS).any())
        return column.astype("str") if long else column.astype(np.float64)
    if kinds.is_numeric_dtype(column):
        return column.astype(np.float64)
    if kinds.infer_dtype(column, skipna=True) == "date":
        return pd.to_datetime(column)
    if kinds.infer_dtype(column, skipna=True) == "decimal":
        return column.astype(np.float64)
    return column.where(column.isna(), column.astype("str")).astype("str")
