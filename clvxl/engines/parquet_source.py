"""Parquet files in DuckDB: they are read where they lie, as often as a question is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from clvxl.data.identifiers import LONGEST_NUMBER
from clvxl.engines.duck import Duck
from clvxl.engines.lines import literal
from clvxl.errors import FileError
from clvxl.text import Text

__all__ = ["column_of", "quoted", "view_parquet"]

NOT_UTF8 = Text(
    "{name} holds bytes that are no text (utf-8) in a column that is needed: save the "
    "column as text",
    "{name} 所需的列中含有不是文本（utf-8）的字节：请将该列保存为文本",
)
FILE = "clvxl_file"
TAKEN = ("file_row_number", FILE, "clvxl_path", "clvxl_start")
"""Columns that a view has of its own."""
TAKEN_NAME = Text(
    "{name} has a column {header}, as DuckDB calls its count of rows: rename it",
    "{name} 有一列名为 {header}，与 DuckDB 的行号列同名：请改名",
)
ALIKE = Text(
    "{name} has columns whose names differ from {header} in capitals alone, which DuckDB cannot "
    "tell apart: rename one",
    "{name} 中有与 {header} 仅大小写不同的列名，DuckDB 无法区分：请改名",
)
SHORT = ("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER")
"""Whole numbers that a spreadsheet holds."""
LONG = ("BIGINT", "HUGEINT", "UBIGINT", "UHUGEINT")
"""Whole numbers that may have more digits than it keeps: those are text."""


def view_parquet(
    duck: Duck, view: str, paths: list[Path], names: list[str], zones: list[str]
) -> tuple[int, list[str]]:
    """Make a view of files, one below the other, with the columns line, c0, c1 and so on.

    Returns
    -------
    rows : int
    kinds : list of str
        What each column holds.
    """
    listed = ", ".join(literal(str(path)) for path in paths)
    # The file's own column may be called filename; none may be called as DuckDB's row number is.
    source = (
        f"read_parquet([{listed}], file_row_number = true, filename = '{FILE}', "
        "union_by_name = true)"
    )
    _refuse_names(duck, listed, paths[0].name)
    import pyarrow as arrow

    counts = _rows_of(duck, listed)
    starts = np.cumsum([0, *(counts[str(path)] for path in paths)])
    files = arrow.table({"clvxl_path": [*map(str, paths)], "clvxl_start": starts[:-1]})
    duck.put(f"{view}_files", files)
    described = duck.rows(
        f"SELECT column_name AS n, column_type AS t FROM (DESCRIBE SELECT * FROM {source})"
    ).to_pylist()
    types = {each["n"]: each["t"] for each in described}
    found = [
        column_of(duck, source, quoted(name), types[name], zone, paths[0].name)
        for name, zone in zip(names, zones, strict=True)
    ]
    chosen = ", ".join(f"{sql} AS c{at}" for at, (sql, _) in enumerate(found))
    if len(paths) == 1:
        body = f"SELECT file_row_number AS line, {chosen} FROM {source}"
    else:
        body = (
            f"SELECT file_row_number + clvxl_start AS line, {chosen} FROM {source} "
            f"JOIN {view}_files ON {FILE} = clvxl_path"
        )
    duck.run(f"CREATE OR REPLACE VIEW {view} AS {body}")
    return int(starts[-1]), [kind for _, kind in found]


def _refuse_names(duck: Duck, listed: str, file: str) -> None:
    """Refuse names that DuckDB, for which capitals are no difference, cannot tell apart."""
    found = duck.rows(
        "SELECT min(name) AS n, count(DISTINCT name) AS k FROM "
        f"(SELECT name FROM parquet_schema([{listed}]) WHERE num_children IS NULL) "
        "GROUP BY lower(name) ORDER BY n"
    )
    for each in found.to_pylist():
        if each["n"].lower() in TAKEN:
            raise FileError(TAKEN_NAME, name=file, header=each["n"])
        if each["k"] > 1:
            raise FileError(ALIKE, name=file, header=each["n"])


def _rows_of(duck: Duck, listed: str) -> dict[str, int]:
    """How many rows each file has."""
    found = duck.rows(
        "SELECT file_name AS f, CAST(num_rows AS BIGINT) AS n "
        f"FROM parquet_file_metadata([{listed}])"
    )
    return {each["f"]: each["n"] for each in found.to_pylist()}


def column_of(
    duck: Any, source: str, name: str, type_: str, zone: str, file: str
) -> tuple[str, str]:
    """Return a column as an expression and what it holds, as `clvxl.data.table` promises."""
    if type_ in ("FLOAT", "DOUBLE"):
        return f"CAST({name} AS DOUBLE)", "number"
    if type_ in SHORT:
        return f"CAST({name} AS DOUBLE)", "whole"
    if type_ in LONG or (type_.startswith("DECIMAL") and type_.endswith(",0)")):
        ends = duck.rows(f"SELECT min({name}) AS low, max({name}) AS high FROM {source}")
        if any(abs(end.as_py() or 0) >= LONGEST_NUMBER for (end,) in ends.columns):
            return f"CAST({name} AS VARCHAR)", "text"
        return f"CAST({name} AS DOUBLE)", "whole"
    if type_.startswith("DECIMAL"):
        return f"CAST({name} AS DOUBLE)", "number"
    if type_ == "TIMESTAMP WITH TIME ZONE":
        return duck.local_time(name, zone or "UTC"), "date"
    if type_ == "DATE" or type_.startswith("TIMESTAMP"):
        return f"CAST({name} AS TIMESTAMP)", "date"
    if type_ == "BOOLEAN":
        blank = duck.rows(f"SELECT count(*) - count({name}) AS n FROM {source}")
        if blank.column(0)[0].as_py():
            return f"upper(CAST({name} AS VARCHAR))", "text"
        return name, "flag"
    if type_ == "BLOB":
        return _decoded(duck, source, name, file), "text"
    return f"CAST({name} AS VARCHAR)", "text"


def _decoded(duck: Any, source: str, name: str, file: str) -> Any:
    """Bytes as the text that they are."""
    import duckdb

    try:
        duck.rows(f"SELECT count(decode({name})) AS n FROM {source}")
    except duckdb.Error:
        raise FileError(NOT_UTF8, name=file) from None
    return f"decode({name})"


def quoted(name: str) -> str:
    """Write the name of a column or table in a question.

    >>> quoted('my "own')
    '"my ""own"'
    """
    return '"' + name.replace('"', '""') + '"'
