"""What the commands share: which files are read, how progress and refusals show."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clvxl.errors import FileError
from clvxl.hosts.paths import is_there

if TYPE_CHECKING:
    from rich.console import Console

    from clvxl.data.columns import Chosen
    from clvxl.data.table import SourceTable

__all__ = [
    "ENDINGS", "PACKED", "check_source", "check_target", "console", "keep_language", "progress_bar",
    "read_table",
]  # fmt: skip

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
ENDINGS = (*WORKBOOKS, ".parquet", ".csv", ".tsv", ".txt")
PACKED = (".gz", ".xz", ".bz2")


def keep_language(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Remember the language for the sentence of a refusal, where one is named."""
    if value is not None:
        ctx.meta["language"] = value
    return value


def _ending(source: Path) -> str:
    name = source.name.lower()
    for packed in PACKED:
        name = name.removesuffix(packed)
    return next((ending for ending in ENDINGS if name.endswith(ending)), "")


def check_source(source: Path, given: Mapping[str, Any]) -> None:
    """Refuse a folder, and options that do not go with the kind of file."""
    if not source.name or (is_there(source) and source.is_dir()):
        raise FileError("{path} is a folder: name a file in it", path=str(source))
    workbook = _ending(source) in WORKBOOKS
    if given["sheet"] and not workbook:
        raise click.UsageError("--sheet goes with a workbook (.xlsx)")
    if workbook and (given["delimiter"] or given["encoding"]):
        raise click.UsageError("--delimiter and --encoding go with a text file (.csv)")


def check_target(source: Path, target: Path, force: bool, called: str = "INPUT") -> None:
    """Refuse early what would be refused after the work; `called` is what the help calls source."""
    from clvxl.hosts.xlsx.safe_write import check_target as check

    if target.suffix.lower() != ".xlsx":
        raise click.UsageError(f"OUT must end in .xlsx, not {target.name}")
    if os.path.exists(target) and os.path.exists(source) and os.path.samefile(target, source):
        raise click.UsageError(f"OUT is {called}; clvxl never overwrites what it reads")
    check(target, force)


def read_table(
    source: Path,
    given: Mapping[str, Any],
    chosen: Chosen,
    progress: Callable[[float], None],
    *,
    all_columns: bool = False,
    decimal: Any = None,
) -> SourceTable:
    """Read the table in a file of any kind that clvxl reads.

    `given` holds the options sheet, delimiter and encoding; `chosen` is what the readers look for.
    """
    ending = _ending(source)
    if ending in WORKBOOKS:
        from clvxl.hosts.xlsx.reader import read_sheet

        return read_sheet(
            source, sheet=given["sheet"], chosen=chosen, all_columns=all_columns,
            progress=progress,
        )  # fmt: skip
    from clvxl.data.text_files import read_text

    if ending == ".parquet":
        from clvxl.data.parquet_files import read_parquet

        return read_parquet(source, chosen=chosen, all_columns=all_columns)
    if not ending and source.exists() and source.is_file():
        raise FileError(
            "{path} has an ending that clvxl does not read; it reads {endings}",
            path=source.name, endings=", ".join(ENDINGS),
        )  # fmt: skip
    return read_text(
        source, delimiter=given["delimiter"], encoding=given["encoding"], chosen=chosen,
        all_columns=all_columns, progress=progress, decimal=decimal,
    )  # fmt: skip


@contextmanager
def progress_bar() -> Iterator[Callable[[str], Callable[[float], None]]]:
    """A progress bar on a terminal's standard error; nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield lambda name: lambda share: None
        return
    columns = (TextColumn("{task.description:<11}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:

        def step(name: str) -> Callable[[float], None]:
            for task in bar.task_ids:
                bar.update(task, completed=1.0, total=1.0)
            task = bar.add_task(name, total=None)
            return lambda share: bar.update(task, completed=share, total=1.0)

        yield step


def console() -> Console:
    """Return where results are printed."""
    from rich.console import Console

    # Where the output is piped, lines are not to be folded at 80 characters.
    return Console() if sys.stdout.isatty() else Console(width=160)
