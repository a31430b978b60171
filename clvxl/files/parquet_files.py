"""Parquet files, where pyarrow is installed."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

from clvxl.data.columns import SEARCHED_ROWS, Chosen, ColumnMap, find_table
from clvxl.data.identifiers import LONGEST_NUMBER
from clvxl.data.table import SourceTable
from clvxl.errors import FileError, TableError
from clvxl.files._streams import HEADERS_ALONE, LIMIT
from clvxl.files.paths import file_errors, refuse_pipes
from clvxl.text import Text

__all__ = ["described", "read_parquet"]

NOT_INSTALLED = Text(
    "{name} is a Parquet file, for which pyarrow is needed: install it with pip "
    "install clvxl[parquet], or save the table as .csv",
    "{name} 是 Parquet 文件，需要 pyarrow：请用 pip install clvxl[parquet] 安装，"
    "或把表格另存为 .csv",
)
UNREADABLE = Text(
    "{name} is no Parquet file that can be read: save it again",
    "{name} 不是可读取的 Parquet 文件：请重新保存",
)
TOO_LARGE = Text(
    "{name} holds more than {limit} MiB of values: split it or keep fewer columns",
    "{name} 的数据超过 {limit} MiB：请拆分文件或减少列数",
)
NOT_UTF8 = Text(
    "{name} holds bytes that are no text (utf-8) in a column that is needed: save the "
    "column as text",
    "{name} 所需的列中含有不是文本（utf-8）的字节：请将该列保存为文本",
)

CELL_BYTES = 8
SHOWN = 1000
"""So many characters of a cell are looked at to find the columns."""


def read_parquet(
    path: str | Path, chosen: Chosen = None, all_columns: bool = False, *, limit: int = LIMIT
) -> SourceTable:
    """Read a table from a Parquet file.

    Parameters
    ----------
    path : str or Path
        The file.
    chosen, all_columns
        As in `clvxl.files.tables.Wishes`.
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
        raise FileError(NOT_INSTALLED, name=path.name) from None
    try:
        with file_errors(path), _opened(path) as stream:
            # texts stay packed, each once, until it is known how long they are unpacked
            schema = parquet.read_schema(stream)
            texts = [one.name for one in schema if _is_text(one.type)]
            file = parquet.ParquetFile(stream, read_dictionary=texts)
            table, headers, found = _read(file, path, chosen, all_columns, limit)
            columns = [_plain_column(table.column(at), path) for at in range(len(headers))]
    except (arrow.ArrowException, ValueError) as error:
        if isinstance(error, (TableError, FileError)):
            raise
        raise FileError(UNREADABLE, name=path.name) from None
    return SourceTable(
        source=path.name,
        headers=tuple(header.strip() for header in headers),
        columns=tuple(columns),
        typed=True,
        found=found,
    )


def described(
    path: Path, chosen: Chosen = None, all_columns: bool = False
) -> tuple[tuple[str, ...], tuple[Any, ...], ColumnMap, int]:
    """Return the needed columns of a file, their types, their roles, and how many rows it has."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise FileError(NOT_INSTALLED, name=path.name) from None
    try:
        with file_errors(path), _opened(path) as stream:
            file = parquet.ParquetFile(stream)
            headers: list[str] = list(file.schema_arrow.names)
            _, columns = find_table([headers, *_first_rows(file)], chosen)
            kept = list(range(len(headers))) if all_columns else list(columns.needed)
            types = tuple(file.schema_arrow.types[at] for at in kept)
            rows = int(file.metadata.num_rows)
    except (arrow.ArrowException, ValueError) as error:
        if isinstance(error, (TableError, FileError)):
            raise
        raise FileError(UNREADABLE, name=path.name) from None
    return tuple(headers[at] for at in kept), types, columns.within(kept), rows


def _opened(path: Path) -> IO[bytes]:
    refuse_pipes(path)
    return path.open("rb")


def _read(
    file: Any, path: Path, chosen: Chosen, all_columns: bool, limit: int
) -> tuple[Any, list[str], ColumnMap]:
    """The columns needed, once it is known that they fit into memory."""
    headers: list[str] = list(file.schema_arrow.names)
    _, columns = find_table([headers, *_first_rows(file)], chosen)
    kept = list(range(len(headers))) if all_columns else list(columns.needed)
    names = [headers[at] for at in kept]
    if not file.metadata.num_rows:
        raise TableError(HEADERS_ALONE, source=path.name)
    _refuse_longer(limit, file.metadata.num_rows * len(kept) * CELL_BYTES, path)
    _refuse_longer(limit, _packed_bytes(file, set(names)), path)
    table = file.read(columns=names)
    _refuse_longer(limit, sum(map(_unpacked_bytes, table.columns)), path)
    return table, names, columns.within(kept)


def _refuse_longer(limit: int, size: int, path: Path) -> None:
    if size > limit:
        raise FileError(TOO_LARGE, name=path.name, limit=limit >> 20)


def _packed_bytes(file: Any, names: set[str]) -> int:
    """The bytes of columns as the file says them: uncompressed, repeated texts once each."""
    groups = (file.metadata.row_group(at) for at in range(file.metadata.num_row_groups))
    columns = (group.column(at) for group in groups for at in range(group.num_columns))
    return sum(
        one.total_uncompressed_size
        for one in columns
        if one.path_in_schema in names or one.path_in_schema.partition(".")[0] in names
    )


def _unpacked_bytes(column: Any) -> int:
    """How long the texts of a column are when each row has its own."""
    from pyarrow import compute

    if not _is_packed_text(column.type):
        return int(column.nbytes)
    lengths = (
        compute.binary_length(part.dictionary).cast("int64").take(part.indices)
        for part in column.chunks
    )
    return sum(compute.sum(each).as_py() or 0 for each in lengths)


def _first_rows(file: Any) -> list[tuple[str | None, ...]]:
    """The first rows as text, for finding the columns; of long texts their beginnings."""
    for batch in file.iter_batches(batch_size=SEARCHED_ROWS):
        columns = [_beginnings(each).to_pylist() for each in batch.columns]
        texts = [[None if cell is None else str(cell) for cell in each] for each in columns]
        return list(zip(*texts, strict=True))
    return []


def _beginnings(column: Any) -> Any:
    import pyarrow as arrow
    from pyarrow import compute

    if not _is_packed_text(column.type):
        return column
    binary = _is_binary(column.type.value_type)
    cut = compute.binary_slice if binary else compute.utf8_slice_codeunits
    return arrow.DictionaryArray.from_arrays(column.indices, cut(column.dictionary, 0, SHOWN))


def _plain_column(column: Any, path: Path) -> Any:
    """float64, datetime64, bool or str, as a SourceTable promises."""
    import pandas as pd
    import pyarrow as arrow
    from pyarrow import compute

    kinds = arrow.types
    if _is_packed_text(column.type):
        binary = _is_binary(column.type.value_type)
        column = column.cast(arrow.large_binary() if binary else arrow.large_string())
    elif kinds.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    kind = column.type
    if kinds.is_integer(kind) or (kinds.is_decimal(kind) and kind.scale == 0):
        # a customer's number of 17 digits would lose its last ones as a float; as text all stay
        column = column.cast(arrow.string() if _is_long(column) else arrow.float64())
    elif kinds.is_floating(kind) or kinds.is_decimal(kind):
        column = column.cast(arrow.float64())
    elif kinds.is_date(kind):
        column = column.cast(arrow.timestamp("ms"))
    elif kinds.is_boolean(kind) and column.null_count:
        column = compute.utf8_upper(column.cast(arrow.string()))
    elif _is_binary(kind):
        column = _decoded(column, path)
    found = column.to_pandas()
    numbers = (pd.api.types.is_numeric_dtype, pd.api.types.is_datetime64_any_dtype)
    if any(each(found) for each in numbers):
        return found
    return found.where(found.isna(), found.astype("str")).astype("str")


def _is_long(column: Any) -> bool:
    """Whether some of the whole numbers have more digits than a number in a cell keeps."""
    from pyarrow import compute

    ends = compute.min_max(column)
    return any(abs(ends[end].as_py() or 0) >= LONGEST_NUMBER for end in ("min", "max"))


def _is_binary(kind: Any) -> bool:
    from pyarrow import types

    tests = (types.is_binary, types.is_large_binary, types.is_fixed_size_binary)
    return any(test(kind) for test in tests)


def _is_text(kind: Any) -> bool:
    """Whether texts of any length are held, or bytes that may be such."""
    from pyarrow import types

    tests = (types.is_string, types.is_large_string, types.is_binary, types.is_large_binary)
    return any(test(kind) for test in tests)


def _is_packed_text(kind: Any) -> bool:
    """Whether each different text is held once, and each row has the number of its own."""
    from pyarrow import types

    return types.is_dictionary(kind) and _is_text(kind.value_type)


def _decoded(column: Any, path: Path) -> Any:
    """Bytes as the text that they are."""
    import pyarrow as arrow

    try:
        return column.cast(arrow.large_binary()).cast(arrow.large_string())
    except arrow.ArrowInvalid:
        raise FileError(NOT_UTF8, name=path.name) from None
