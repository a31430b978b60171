"""What the commands share: options of files, how progress and refusals show."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clvxl.cli.remedies import REMEDIES
from clvxl.errors import FileError, InputError, show
from clvxl.files.tables import Wishes, is_workbook, plain_name
from clvxl.jobs.options import LANGUAGE
from clvxl.text import Text

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "check_target", "checked_wishes", "console", "language_option", "progress_bar", "refuse_input",
    "say_written",
    "target_of", "wrong_call", "wrong_call_if_not",
]  # fmt: skip


MANY = 1_000_000
"""From so many rows on it is told how many are done."""


def language_option(of: str, default: str | None = "en") -> Callable[..., Any]:
    """Return the option --language; `of` says what it is the language of."""
    return click.option(
        "--language", type=click.Choice(list(LANGUAGE.values)), default=default,
        show_default=default is not None, is_eager=True, callback=_keep_language, help=of,
    )  # fmt: skip


def _keep_language(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Remember the language for the sentence of a refusal, where one is named."""
    if value is not None:
        ctx.meta["language"] = value
    return value


def wrong_call(text: Text, /, **fields: Any) -> click.UsageError:
    """Return the refusal of a call, which exits with 2, in the language of the call."""
    return _as_usage(InputError(text, **fields))


def _as_usage(error: InputError | FileError) -> click.UsageError:
    context = click.get_current_context()
    return click.UsageError(
        error.sentence(str(context.meta.get("language", "en")), REMEDIES), context
    )


@contextmanager
def wrong_call_if_not() -> Iterator[None]:
    """Say of options that are refused that the call was wrong: it exits with 2, not 1."""
    try:
        yield
    except (InputError, FileError) as error:
        raise _as_usage(error) from None


def say_written(path: Path) -> None:
    """Say where a file was written; its name may hold what a terminal would obey."""
    click.echo(f"→ {show(path)}")


def checked_wishes(source: Path, given: Mapping[str, Any], **more: Any) -> Wishes:
    """Return how a file is to be read, by the options sheet, delimiter and encoding.

    Options that do not go with the kind of file are refused.
    """
    wishes = Wishes(given["sheet"], given["delimiter"], given["encoding"], **more)
    if wishes.sheet and not is_workbook(source):
        raise wrong_call(
            Text("--sheet goes with a workbook (.xlsx)", "--sheet 只用于工作簿（.xlsx）")
        )
    if (wishes.delimiter or wishes.encoding) and is_workbook(source):
        raise wrong_call(
            Text(
                "--delimiter and --encoding go with a text file (.csv)",
                "--delimiter 与 --encoding 只用于文本文件（.csv）",
            )
        )
    with wrong_call_if_not():
        wishes.check()
    return wishes


def target_of(source: Path, kind: str) -> Path:
    """Return the workbook that is written where none is named.

    >>> target_of(Path("in/sales.csv.gz"), "segments").as_posix()
    'in/sales-segments.xlsx'
    """
    return source.with_name(f"{plain_name(source)}-{kind}.xlsx")


def check_target(source: Path, target: Path, force: bool, called: str = "INPUT") -> None:
    """Refuse early what would be refused after the work; `called` is what the help calls source."""
    from clvxl.files.safe_write import check_target as check

    if target.suffix.lower() != ".xlsx":
        raise wrong_call(
            Text("OUT must end in .xlsx, not {file}", "OUT 必须以 .xlsx 结尾，而不是 {file}"),
            file=target.name,
        )
    refuse_input(source, target, called)
    check(target, force)


def refuse_input(
    source: Path, target: Path, called: str = "INPUT", *, written: str = "OUT"
) -> None:
    """Refuse to write over what is read; `called` and `written` are what a person calls them."""
    if os.path.exists(target) and os.path.exists(source) and os.path.samefile(target, source):
        raise wrong_call(
            Text(
                "{written} is {called}; clvxl never overwrites what it reads",
                "{written} 就是 {called}；clvxl 从不覆盖所读的文件",
            ),
            written=written,
            called=called,
        )


@contextmanager
def progress_bar() -> Iterator[Callable[..., Callable[[float], None]]]:
    """A progress bar on a terminal's standard error; nothing elsewhere.

    A step has a name, and where it goes through many rows their number.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield lambda name, rows=0: lambda share: None
        return
    columns = (
        TextColumn("{task.description:<11}"), BarColumn(), TextColumn("{task.fields[rows]}"),
        TimeElapsedColumn(), TextColumn("/"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=screen, transient=True) as bar:

        def step(name: str, rows: int = 0) -> Callable[[float], None]:
            for task in bar.task_ids:
                bar.update(task, completed=1.0, total=1.0)
            task = bar.add_task(name, total=None, rows="")

            def tell(share: float) -> None:
                said = f"{int(share * rows):,} / {rows:,}" if rows >= MANY else ""
                bar.update(task, completed=share, total=1.0, rows=said)

            return tell

        yield step


def console() -> Console:
    """Return where results are printed."""
    from rich.console import Console

    # Where the output is piped, lines are not to be folded at 80 characters.
    return Console() if sys.stdout.isatty() else Console(width=160)
