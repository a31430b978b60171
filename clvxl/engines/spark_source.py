"""Frames of Spark and Parquet files on a cluster, as tables whose columns stay there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clvxl.data.columns import SEARCHED_ROWS, find_table
from clvxl.data.table import SourceTable
from clvxl.engines.parquet_source import column_of, quoted
from clvxl.engines.spark import Spark
from clvxl.engines.tables import columns_of_relation
from clvxl.errors import InputError, TableError
from clvxl.files.layouts import parquet_rows
from clvxl.files.tables import Wishes
from clvxl.text import Text

__all__ = ["open_on_spark", "table_of_frame"]

PARQUET_ALONE = Text(
    "Spark reads .parquet files, not {name}: save the sales as .parquet, or take another engine",
    "Spark 读取 .parquet 文件，不读取 {name}：请把销售数据存为 .parquet，或换用其他引擎",
)
NO_ROWS = Text("{source} has columns but no rows", "{source} 只有列，没有数据行")

TYPES = {
    "tinyint": "TINYINT", "smallint": "SMALLINT", "int": "INTEGER", "bigint": "BIGINT",
    "float": "FLOAT", "double": "DOUBLE", "date": "DATE", "timestamp_ntz": "TIMESTAMP",
    "timestamp": "TIMESTAMP WITH TIME ZONE", "boolean": "BOOLEAN",
}  # fmt: skip
"""Spark's names of types, in DuckDB's words."""


def open_on_spark(spark: Spark, paths: Sequence[Path], wishes: Wishes) -> SourceTable:
    """Return the table in Parquet files that all of a cluster can read, one below the other."""
    from pyspark.sql import functions

    for path in paths:
        if path.suffix.lower() != ".parquet":
            raise InputError(PARQUET_ALONE, name=path.name)
    names = [path.resolve().as_uri() for path in paths]
    frame = spark.session.read.option("mergeSchema", "true").parquet(*names)
    start, starts = 0, []
    for path in paths:
        starts.append((path.resolve().as_uri(), start))
        start += parquet_rows(path)
    where = functions.col("_metadata.file_path")
    line = functions.col("_metadata.row_index")
    if len(paths) > 1:
        table = spark.session.createDataFrame(starts, "place string, start bigint")
        frame = frame.withColumn("_at", functions.regexp_replace(where, "^file:/+", "file:///"))
        frame = frame.withColumn("_row", line).join(
            functions.broadcast(table), functions.col("_at") == table.place
        )
        line = functions.col("_row") + functions.col("start")
    called = paths[0].name if len(paths) == 1 else f"{paths[0].name} … {paths[-1].name}"
    facts = {} if len(paths) == 1 else {"files": str(len(paths))}
    hidden = ("_at", "_row", "place", "start")
    return table_of_frame(
        spark, frame.withColumn("line", line).drop(*hidden), wishes, called, start, facts
    )


def table_of_frame(
    spark: Spark, frame: Any, wishes: Wishes, called: str, rows: int | None = None,
    facts: dict[str, str] | None = None,
) -> SourceTable:  # fmt: skip
    """Return a frame as a table; it is numbered by `line`, or as Spark numbers its rows."""
    from pyspark.sql import functions

    if "line" not in frame.columns:
        frame = frame.withColumn("line", functions.monotonically_increasing_id())
    types = {name: kind for name, kind in frame.dtypes if name != "line"}
    headers = list(types)
    spark.show("given_frame", frame)
    said = ", ".join(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in headers)
    top = spark.rows(f"SELECT {said} FROM given_frame LIMIT {SEARCHED_ROWS}")
    cells = list(zip(*(column.to_pylist() for column in top.columns), strict=True))
    if not cells:
        raise TableError(NO_ROWS, source=called)
    _, found = find_table([headers, *cells], wishes.chosen)
    kept = list(range(len(headers))) if wishes.all_columns else list(found.needed)
    names = [headers[at] for at in kept]
    columns = [
        column_of(spark, "given_frame", quoted(name), _type(types[name]), "UTC", called)
        for name in names
    ]
    chosen = ", ".join(f"{sql} AS c{at}" for at, (sql, _) in enumerate(columns))
    spark.show("base", spark.frame(f"SELECT line, {chosen} FROM given_frame"))
    count = frame.count() if rows is None else rows
    kinds = [kind for _, kind in columns]
    held = columns_of_relation(spark, "base", count, [f"c{at}" for at in range(len(kinds))], kinds)
    return SourceTable(
        called, tuple(name.strip() for name in names), held, typed=True, facts=facts or {},
        found=found.within(kept),
    )  # fmt: skip


def _type(kind: str) -> str:
    """A type of Spark in DuckDB's words.

    >>> _type("bigint"), _type("decimal(9,2)"), _type("string")
    ('BIGINT', 'DECIMAL(9,2)', 'VARCHAR')
    """
    return kind.upper() if kind.startswith("decimal") else TYPES.get(kind, "VARCHAR")
