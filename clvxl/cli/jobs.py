"""A job as a command of the command line: its options, its work on a file, what is said then."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clvxl.cli.files import (
    check_target,
    checked_wishes,
    console,
    language_option,
    progress_bar,
    refuse_input,
    say_written,
    wrong_call_if_not,
)
from clvxl.cli.large import checked_source, engine_options, target_beside
from clvxl.cli.reading import cleaning_options, job_option, named_columns, reading_options
from clvxl.cli.remedies import REMEDIES
from clvxl.errors import printable
from clvxl.jobs.options import BESIDE, DRAWING, LANGUAGE, READING
from clvxl.jobs.spec import Choices, Job, Output, Result, Tell
from clvxl.text import Text

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from clvxl.report.records import Table

__all__ = ["job_command"]


def job_command(job: Job) -> click.Command:
    """Return a job as a command."""

    def command(sources: tuple[str, ...], target: Path | None, force: bool, **given: Any) -> None:
        _run(job, sources, target, force, given)

    parts: tuple[Callable[..., Any], ...] = (
        click.argument("sources", metavar="INPUT", nargs=-1, required=True),
        click.option(
            "-o", "--output", "target", metavar="OUT", type=click.Path(path_type=Path),
            help=f"The report to write, .xlsx. Default: INPUT-{job.suffix}.xlsx beside INPUT.",
        ),
        click.option(
            "--force", is_flag=True, help="Replace OUT if it exists. INPUT is never replaced."
        ),
        click.option(
            "--sheet", metavar="NAME", help="The sheet. Default: the first with such columns."
        ),
        *map(job_option, job.options),
        language_option(LANGUAGE.help.en),
        reading_options,
        engine_options,
    )  # fmt: skip
    for part in reversed(parts):
        command = part(command)
    epilog = "\n  ".join(["\n\b\nExamples:", *job.examples])
    return click.command(job.name, help=job.command, epilog=epilog)(command)


def _run(
    job: Job, sources: tuple[str, ...], target: Path | None, force: bool, given: dict[str, Any]
) -> None:
    """Read, do the job, write and say what came of it."""
    from clvxl.engines.opening import Resources, opened

    language = given["language"]
    own = {option.name: given[option.name] for option in job.options}
    choices = Choices(own, cleaning_options(given), named_columns(given), language, REMEDIES)
    with wrong_call_if_not():
        job.check(choices)
    cleaning = choices.cleaning
    beside = checked_source(sources)
    wishes = checked_wishes(
        beside or Path("table"), given, chosen=choices.columns, decimal=cleaning.decimal,
        all_columns=job.all_columns(choices),
    )  # fmt: skip
    target = target or target_beside(beside, job.suffix)
    for source in sources:
        check_target(Path(source), target, force)
    choices = replace(choices, target=target)
    resources = Resources(given["engine"], given["memory"], given["master"])
    with (
        progress_bar() as step,
        opened(sources, wishes, resources, step(READING.say(language))) as table,
    ):
        result = job.run(table, choices, step(job.doing.say(language), table.rows))
        paths = [_checked_path(output, sources, target, force) for output in result.outputs]
        _write(result, target, paths, force, lambda text: step(text.say(language)))
    _say_result(result, target)
    for path in paths:
        say_written(path)


def _checked_path(output: Output, sources: tuple[str, ...], target: Path, force: bool) -> Path:
    """Where an output goes; refused before anything is written, where it cannot be."""
    from clvxl.files.paths import made_folder
    from clvxl.files.safe_write import check_target as check

    path = output.path(target)
    if output.folder is not None:
        made_folder(output.folder)
    for source in sources:
        refuse_input(Path(source), path, written=path.name)
    check(path, force)
    return path


def _write(
    result: Result, target: Path, paths: list[Path], force: bool, step: Callable[[Text], Tell]
) -> None:
    """Write the report and what comes beside it: all of it, or nothing."""
    from clvxl.files.outputs import written

    with ExitStack() as files:
        beside = step(BESIDE) if paths else None
        for output, path in zip(result.outputs, paths, strict=True):
            with _private(output.private):
                files.enter_context(written(output.content, path, overwrite=force, progress=beside))
        # what is entered last is moved into place first: a report that is open stops the others
        drawing = step(DRAWING)
        files.enter_context(written(result.report, target, overwrite=force, progress=drawing))


@contextmanager
def _private(only_owner: bool) -> Iterator[None]:
    """Let nobody else read the files that are made meanwhile."""
    before = os.umask(0o077) if only_owner else None
    try:
        yield
    finally:
        if before is not None:
            os.umask(before)


def _say_result(result: Result, target: Path) -> None:
    """Print the table of figures, what was left out and what was read."""
    out = console()
    out.print(_drawn(result.figures, result.report.title))
    for line in (*result.lines, *result.read.splitlines()):
        out.print(printable(line), highlight=False, markup=False)
    say_written(target)


def _drawn(figures: Table, title: str) -> RichTable:
    from rich import box
    from rich.table import Table as RichTable

    from clvxl.report.values import shown

    table = RichTable(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    for at, column in enumerate(figures.columns):
        table.add_column(column.title, justify="right" if at else "left", no_wrap=at > 0)
    for row in range(figures.rows):
        cells = [
            shown(column.values[row], column.formats[row] if column.formats else column.format)
            for column in figures.columns
        ]
        last = figures.total and row == figures.rows - 1
        table.add_row(*cells, style="bold" if last else None)
    return table
