"""What the commands take for large tables: several files, folders, databases, and the engine."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from clvxl.cli.files import target_of, wrong_call, wrong_call_if_not
from clvxl.text import Text

__all__ = ["checked_source", "engine_options", "target_beside"]

NO_TARGET = Text(
    "a table of a server has no place for the report beside it: name it with -o OUT.xlsx",
    "服务器上的表旁边没有存放报告的位置：请用 -o OUT.xlsx 指定",
)


def _bytes(ctx: click.Context, parameter: click.Parameter, value: str) -> int:
    from clvxl.engines.opening import memory_of

    with wrong_call_if_not():
        return memory_of(value)


OPTIONS = (
    click.option(
        "--engine", type=click.Choice(["auto", "memory", "duckdb", "spark"]), default="auto",
        show_default=True,
        help="Where a table is read: in memory; out of core by DuckDB, as auto does with large "
        "files, several files, folders and databases; or by Spark. The answer is the same.",
    ),
    click.option(
        "--master", metavar="URL", default="local[*]", show_default=True,
        help="Of --engine spark: where its master is, such as spark://host:7077.",
    ),
    click.option(
        "--memory", metavar="SIZE", default="2GiB", show_default=True, callback=_bytes,
        help="What DuckDB and the parts that it hands on may take, or Spark's driver.",
    ),
)  # fmt: skip


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def checked_source(sources: Sequence[str]) -> Path | None:
    """Return the path that a report is written beside, None for a table of a server."""
    from clvxl.engines.databases import database_target, is_database

    first = sources[0]
    if is_database(first):
        return database_target(first)
    path = Path(first)
    if os.path.isfile(path):
        return path
    from clvxl.engines.sources import named_files

    found = named_files(first)[0]
    return path.resolve() if os.path.isdir(path) else found


def target_beside(source: Path | None, kind: str) -> Path:
    """Return the workbook that is written where none is named."""
    if source is None:
        raise wrong_call(NO_TARGET)
    return target_of(source, kind)
