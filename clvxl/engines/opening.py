"""Which way a table is read, in memory or by DuckDB, and the table opened so."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Literal

from clvxl.data.table import SourceTable
from clvxl.engines.databases import first_line, is_database
from clvxl.engines.sources import named_files
from clvxl.errors import FileError, InputError
from clvxl.files.tables import Wishes, is_text_file, is_workbook
from clvxl.text import Text

__all__ = ["Engine", "Resources", "memory_of", "opened"]

Engine = Literal["auto", "memory", "duckdb", "spark"]

LARGE_TEXT = 64 << 20
"""Bytes of text, packed or not, from which on DuckDB reads it."""
LARGE_PARQUET = 2_000_000
"""Rows of a Parquet file from which on DuckDB reads it."""

BAD_MEMORY = Text(
    "a memory is written as 2GiB or 800MiB, and is 256MiB at least",
    "内存写作 2GiB 或 800MiB，且不少于 256MiB",
)
ONE_WORKBOOK = Text(
    "several tables are read by DuckDB, which reads .parquet and text files: save {name} as one of "
    "these, or give it alone",
    "多个表格由 DuckDB 读取，它只读 .parquet 与文本文件：请把 {name} 另存为其中之一，或单独给出",
)
IN_MEMORY_ALONE = Text(
    "a folder, several files or a database are read by DuckDB alone, not in memory: leave the "
    "engine open",
    "文件夹、多个文件或数据库只能由 DuckDB 读取，不能在内存中读取：请不要指定引擎",
)
NO_DATABASE = Text(
    "Spark reads .parquet files, no databases: take the engine duckdb or auto",
    "Spark 只读取 .parquet 文件，不读取数据库：请选择引擎 duckdb 或 auto",
)
NO_ROOM = Text(
    "DuckDB needs more memory than half of {memory}: give it more",
    "DuckDB 所需内存超过 {memory} 的一半：请分配更多内存",
)
FAILED = Text(
    "DuckDB could not work through the table ({reason}): check its files and the room on the disk, "
    "or save it anew",
    "DuckDB 无法处理该表（{reason}）：请检查文件与磁盘空间，或重新保存",
)
UNITS = {"k": 10, "m": 20, "g": 30, "t": 40}
LEAST_MEMORY = 256 << 20

Tell = Callable[[float], None]


@dataclass(frozen=True)
class Resources:
    """What an engine may take.

    Attributes
    ----------
    engine : "auto", "memory", "duckdb" or "spark"
    memory : int
        Bytes for DuckDB and what it hands on, or for Spark's driver.
    master : str
        Where Spark's master is.
    """

    engine: Engine = "auto"
    memory: int = 2 << 30
    master: str = "local[*]"


def memory_of(text: str) -> int:
    """Return the bytes that words such as 2GiB mean.

    >>> memory_of("2GiB") == memory_of("2048 MB")
    True
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmgt])i?b?\s*", text, re.IGNORECASE)
    size = int(float(found[1]) * (1 << UNITS[found[2].lower()])) if found else 0
    if size < LEAST_MEMORY:
        raise InputError(BAD_MEMORY, value=text)
    return size


@contextmanager
def opened(
    places: Sequence[str], wishes: Wishes, given: Resources, progress: Tell
) -> Iterator[SourceTable]:
    """Open the table in files, folders or a database, read by the engine or by the one that suits.

    Parameters
    ----------
    places : sequence of str
        Paths, patterns such as sales/*.parquet, or a database and its table.
    wishes : Wishes
    given : Resources
    progress : callable
        Called with the share that is read.
    """
    engine = given.engine
    databases = any(map(is_database, places))
    paths = [] if databases else [path for place in places for path in named_files(place)]
    alone = len(paths) == 1 and not os.path.isdir(places[0])
    if engine == "memory" and not alone:
        raise InputError(IN_MEMORY_ALONE)
    if engine == "memory" or (engine == "auto" and alone and not _is_large(paths[0])):
        from clvxl.files.tables import read_table

        yield read_table(paths[0], wishes, progress=progress)
        return
    if engine == "spark":
        with _on_spark(paths, wishes, given) as table:
            yield table
        return
    for path in paths:
        if is_workbook(path):
            raise InputError(ONE_WORKBOOK, name=path.name)
    with _by_duckdb(places if databases else paths, wishes, given.memory, progress) as table:
        yield table


def _is_large(path: Path) -> bool:
    """Whether a file is so large that DuckDB, if there is one, does better."""
    if not all(map(find_spec, ("duckdb", "pyarrow"))):
        return False
    if not os.path.isfile(path) or is_workbook(path):
        return False
    if is_text_file(path):
        return path.stat().st_size >= LARGE_TEXT
    if path.suffix.lower() != ".parquet":
        return False
    from clvxl.files.layouts import parquet_rows

    return parquet_rows(path) >= LARGE_PARQUET


@contextmanager
def _on_spark(paths: Sequence[Path], wishes: Wishes, given: Resources) -> Iterator[SourceTable]:
    from clvxl.engines.spark import Spark, started
    from clvxl.engines.spark_source import open_on_spark

    if not paths:
        raise InputError(NO_DATABASE)
    spark = Spark(started(given.master, given.memory), keeps=True)
    try:
        table = open_on_spark(spark, paths, wishes)
        said = f"Spark {spark.version}, {given.master}"
        yield replace(table, facts={**table.facts, "engine": said})
    finally:
        spark.close()


@contextmanager
def _by_duckdb(
    places: Sequence[str | Path], wishes: Wishes, memory: int, progress: Tell
) -> Iterator[SourceTable]:
    from clvxl.engines.databases import open_database
    from clvxl.engines.duck import Duck
    from clvxl.engines.sources import open_files

    # pandas is needed later, and is imported while DuckDB reads
    Thread(target=import_module, args=("pandas",), daemon=True).start()
    duck = Duck(memory)
    import duckdb

    try:
        paths = [place for place in places if isinstance(place, Path)]
        if paths:
            table = open_files(duck, paths, wishes, progress)
        else:
            table = open_database(duck, [str(place) for place in places], wishes, progress)
        said = f"DuckDB {duck.version}, {memory / (1 << 30):.3g} GiB"
        yield replace(table, facts={**table.facts, "engine": said})
    except duckdb.OutOfMemoryException:
        raise FileError(NO_ROOM, memory=f"{memory / (1 << 30):.3g} GiB") from None
    except duckdb.Error as error:
        raise FileError(FAILED, reason=first_line(error)) from None
    finally:
        duck.close()
