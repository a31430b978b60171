"""Tables of databases: DuckDB's own, SQLite and PostgreSQL, copied into DuckDB where needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from clvxl.data.columns import SEARCHED_ROWS, find_table
from clvxl.data.table import SourceTable
from clvxl.engines.duck import Duck
from clvxl.engines.lines import literal
from clvxl.engines.parquet_source import column_of, quoted
from clvxl.engines.tables import columns_of_relation
from clvxl.errors import FileError, InputError, TableError
from clvxl.files.paths import refuse_missing
from clvxl.files.tables import Wishes
from clvxl.text import Text

__all__ = ["database_target", "first_line", "is_database", "open_database"]

SEPARATOR = "::"
URL = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)
SQLITE = b"SQLite format 3\0"
BATCH = 100_000

ONE_TABLE = Text(
    "a database is read alone: name one table, such as sales.duckdb::orders",
    "数据库只能单独读取：请指明一个表，例如 sales.duckdb::orders",
)
NO_NAME = Text(
    "{place} names no table: write it behind two colons, such as sales.duckdb::orders",
    "{place} 没有指明表：请写在两个冒号之后，例如 sales.duckdb::orders",
)
NO_TABLE = Text(
    "{place} has no table {name} that can be read ({reason})",
    "{place} 中没有可读取的表 {name}（{reason}）",
)
NO_SERVER = Text(
    "PostgreSQL does not answer ({reason}): check the URL, the user and the password",
    "PostgreSQL 没有响应（{reason}）：请检查 URL、用户与密码",
)
NO_PSYCOPG = Text(
    "PostgreSQL needs psycopg: install it with pip install clvxl[scale]",
    "读取 PostgreSQL 需要 psycopg：请用 pip install clvxl[scale] 安装",
)
NO_ROWS = Text("{source} has columns but no rows", "{source} 只有列，没有数据行")

Tell = Callable[[float], None]


def is_database(place: str) -> bool:
    """Whether a place names a table of a database.

    >>> is_database("sales.duckdb::orders"), is_database("postgresql://me@host/shop::orders")
    (True, True)
    >>> is_database("sales.csv")
    False
    """
    return SEPARATOR in place or URL.match(place) is not None


def database_target(place: str) -> Path | None:
    """Return the path beside which a report of a database's table is written, None for a server.

    >>> database_target("in/sales.duckdb::orders").as_posix()
    'in/sales-orders'
    """
    file, _, name = place.rpartition(SEPARATOR)
    if URL.match(place):
        return None
    return Path(file).with_name(f"{Path(file).stem}-{name.replace('.', '-')}")


def open_database(
    duck: Duck, places: Sequence[str], wishes: Wishes, progress: Tell | None = None
) -> SourceTable:
    """Return a table of a database, its columns kept by DuckDB.

    Raises
    ------
    InputError
        No table is named, or several.
    FileError
        The database or the table cannot be read.
    """
    if len(places) != 1:
        raise InputError(ONE_TABLE)
    place, _, name = places[0].rpartition(SEPARATOR)
    if not place or not name:
        raise InputError(NO_NAME, place=places[0] if not URL.match(places[0]) else "the URL")
    if URL.match(place):
        relation, called = _from_postgres(duck, place, name), name
    else:
        path = Path(place)
        refuse_missing(path)
        with path.open("rb") as file:
            sqlite = file.read(len(SQLITE)) == SQLITE
        called = f"{path.name}::{name}"
        relation = _from_sqlite(duck, path, name) if sqlite else _from_duckdb(duck, path, name)
    return _table(duck, relation, called, wishes)


def _table(duck: Duck, relation: str, called: str, wishes: Wishes) -> SourceTable:
    """The columns of a relation that are needed."""
    described = duck.rows(
        f"SELECT column_name AS n, column_type AS t FROM (DESCRIBE SELECT * FROM {relation})"
    ).to_pylist()
    types = {each["n"]: each["t"] for each in described}
    headers = list(types)
    said = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in headers)
    top = duck.rows(f"SELECT {said} FROM {relation} LIMIT {SEARCHED_ROWS}")
    rows = list(zip(*(column.to_pylist() for column in top.columns), strict=True))
    if not rows:
        raise TableError(NO_ROWS, source=called)
    _, found = find_table([headers, *rows], wishes.chosen)
    kept = list(range(len(headers))) if wishes.all_columns else list(found.needed)
    names = [headers[at] for at in kept]
    columns = [
        column_of(duck, relation, quoted(name), types[name], "UTC", called) for name in names
    ]
    chosen = ", ".join(f"{sql} AS c{at}" for at, (sql, _) in enumerate(columns))
    duck.run(f"CREATE OR REPLACE TABLE base AS SELECT {chosen} FROM {relation}")
    duck.run("CREATE OR REPLACE VIEW lines AS SELECT rowid AS line, * FROM base")
    count = duck.rows("SELECT count(*) AS n FROM base").column(0)[0].as_py()
    kinds = [kind for _, kind in columns]
    held = columns_of_relation(duck, "lines", count, [f"c{at}" for at in range(len(kinds))], kinds)
    return SourceTable(
        called, tuple(name.strip() for name in names), held, first_row=1, typed=True,
        found=found.within(kept),
    )  # fmt: skip


def _from_duckdb(duck: Duck, path: Path, name: str) -> str:
    import duckdb

    parts = [quoted(part) for part in name.split(".")]
    relation = ".".join(["source", *parts])
    try:
        duck.run(f"ATTACH {literal(str(path))} AS source (READ_ONLY)")
        try:
            duck.rows(f"SELECT * FROM {relation} LIMIT 0")
        except duckdb.Error:
            # a view finds its tables where its database is the one in use
            home = duck.rows("SELECT current_database() AS d").column(0)[0].as_py()
            duck.run("USE source")
            try:
                duck.run(f"CREATE TABLE {quoted(home)}.copied AS SELECT * FROM {'.'.join(parts)}")
            finally:
                duck.run(f"USE {quoted(home)}")
            return "copied"
    except duckdb.Error as error:
        raise _unreadable(path.name, name, error) from None
    return relation


def _from_sqlite(duck: Duck, path: Path, name: str) -> str:
    """Copy a table: a column in which all is a number is one, all else is text."""
    import sqlite3
    from urllib.parse import quote

    table = quoted(name)
    try:
        source = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
        headers = [each[0] for each in source.execute(f"SELECT * FROM {table} LIMIT 0").description]
        numbers = [
            {"integer", "real", "null"}.issuperset(
                kind
                for (kind,) in source.execute(
                    f"SELECT DISTINCT typeof({quoted(each)}) FROM {table}"
                )
            )
            for each in headers
        ]
        chosen = [
            quoted(each) if number else f"CAST({quoted(each)} AS TEXT)"
            for each, number in zip(headers, numbers, strict=True)
        ]
        cursor = source.execute(f"SELECT {', '.join(chosen)} FROM {table}")
        kinds = ["DOUBLE" if number else "VARCHAR" for number in numbers]
        _copy(duck, headers, kinds, _batches(cursor))
        source.close()
    except sqlite3.Error as error:
        raise _unreadable(path.name, name, error) from None
    return "copied"


def _batches(cursor: Any) -> Iterator[list[Any]]:
    while rows := cursor.fetchmany(BATCH):
        yield rows


def _from_postgres(duck: Duck, url: str, name: str) -> str:
    """Copy a table, row by row as the server sends them."""
    try:
        import psycopg
        from psycopg import sql
    except ImportError:
        raise InputError(NO_PSYCOPG) from None
    try:
        connection = psycopg.connect(url, connect_timeout=10)
    except psycopg.Error as error:
        raise FileError(NO_SERVER, reason=first_line(error)) from None
    try:
        with connection, connection.cursor(name="clvxl") as cursor:
            cursor.itersize = BATCH
            table = sql.Identifier(*name.split("."))
            with connection.cursor() as asked:
                asked.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(table))
                columns = asked.description or []
            kinds = [_kind(each.type_code) for each in columns]
            chosen = sql.SQL(", ").join(
                sql.SQL("{}::float8" if kind == "DOUBLE" else "{}::text").format(
                    sql.Identifier(each.name)
                )
                if kind in ("DOUBLE", "VARCHAR")
                else sql.Identifier(each.name)
                for each, kind in zip(columns, kinds, strict=True)
            )
            cursor.execute(sql.SQL("SELECT {} FROM {}").format(chosen, table))
            _copy(duck, [each.name for each in columns], kinds, _batches(cursor))
    except psycopg.Error as error:
        raise _unreadable("PostgreSQL", name, error) from None
    finally:
        connection.close()
    return "copied"


def _kind(code: int) -> str:
    """What a column of PostgreSQL is in DuckDB, by the number of its type."""
    kinds = {
        16: "BOOLEAN", 21: "BIGINT", 23: "BIGINT", 20: "BIGINT", 700: "DOUBLE", 701: "DOUBLE",
        1700: "DOUBLE", 1082: "DATE", 1114: "TIMESTAMP", 1184: "TIMESTAMP WITH TIME ZONE",
    }  # fmt: skip
    return kinds.get(code, "VARCHAR")


def _copy(duck: Duck, headers: list[str], kinds: list[str], batches: Iterator[list[Any]]) -> None:
    """Fill the table `copied`."""
    import pyarrow as arrow

    types = {
        "DOUBLE": arrow.float64(), "VARCHAR": arrow.string(), "BIGINT": arrow.int64(),
        "BOOLEAN": arrow.bool_(), "DATE": arrow.date32(), "TIMESTAMP": arrow.timestamp("us"),
        "TIMESTAMP WITH TIME ZONE": arrow.timestamp("us", "UTC"),
    }  # fmt: skip
    said = ", ".join(f"{quoted(name)} {kind}" for name, kind in zip(headers, kinds, strict=True))
    duck.run(f"CREATE OR REPLACE TABLE copied ({said})")
    for rows in batches:
        cells = zip(*rows, strict=True)
        held = [arrow.array(each, types[kind]) for each, kind in zip(cells, kinds, strict=True)]
        duck.append("copied", arrow.table(held, names=headers))


def _unreadable(place: str, name: str, error: Exception) -> FileError:
    return FileError(NO_TABLE, place=place, name=name, reason=first_line(error))


def first_line(error: Exception) -> str:
    r"""Return what an error says first; the rest quotes our own questions.

    >>> first_line(ValueError("no table\nLINE 1: SELECT"))
    'no table'
    """
    return str(error).strip().split("\n")[0]
