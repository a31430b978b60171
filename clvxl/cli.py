"""The command line: the sheet's work on files. One short function a command."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shlex
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from clvxl import __version__
from clvxl.cli_exercises import exercise, fill
from clvxl.cli_files import (
    ENDINGS,
    PACKED,
    check_source,
    check_target,
    console,
    keep_language,
    progress_bar,
    read_table,
    say_written,
    wrong_call,
    wrong_call_if_not,
)
from clvxl.cli_hosts import build_addins, doctor, install_host, lite, uninstall_host
from clvxl.cli_reading import cleaning_options, named_columns, reading_options
from clvxl.cli_remedies import REMEDIES, option_words
from clvxl.errors import AmbiguousError, ClvxlError, FileError, QuestionsError, printable
from clvxl.text import Text

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from clvxl.data.table import SourceTable
    from clvxl.jobs.segment_sheet import Options, Result
    from clvxl.sheet.spec import Function

__all__ = ["main"]

QUESTION = "\n  "
"""What stands before each of several questions."""

EXAMPLES = """
\b
Examples:
  clvxl segment sales.xlsx
  clvxl segment sales.csv.gz -o report.xlsx --as-of 2025-12-31
  clvxl segment sales.xlsx --sheet 2025 --customer "Member no" --language zh
  clvxl segment sales.csv --day-first --returns drop --bins 3
  clvxl segment lines.csv --order InvoiceNo        (its lines are one purchase)
"""


MAIN_HELP = """
Customer lifetime value in the spreadsheet: the sheet's work on files.

\b
clvxl segment sales.xlsx     who your customers are and who is worth keeping
clvxl functions              the functions for cells
"""

SEGMENT_HELP = """
Segment the customers of INPUT (.xlsx, .csv, .parquet) and write a report.

INPUT holds sales: a customer, a date and an amount (or a quantity and a price) a line, found by
their headers in English or Chinese; or customers with recency, frequency and monetary. The report
has the sheets Summary, Customers, Left out and Method.
"""


class _Commands(click.Group):
    """A group whose commands say what they refuse as one sentence and exit with 1."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta["words"] = list(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except click.UsageError as error:
            said = error.format_message()
            plain = "\n".join(map(printable, said.split("\n")))
            raise click.UsageError(plain, error.ctx) from None
        except ClvxlError as error:
            _refuse(ctx, error)
        except MemoryError:
            click.echo("clvxl: not enough memory for this file", err=True)
        except KeyboardInterrupt:
            return ctx.exit(128 + signal.SIGINT)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # nobody listens any more, as after `| head`: click ends in silence
            _refuse(ctx, _refusal(error))
        else:
            return result
        return ctx.exit(1)


def _refuse(ctx: click.Context, error: ClvxlError) -> None:
    language = str(ctx.meta.get("language", "en"))
    click.echo(f"clvxl: {error.sentence(language, REMEDIES, QUESTION)}", err=True)
    if isinstance(error, AmbiguousError):
        _say_answer(error, ctx.meta["words"], language)


def _say_answer(error: AmbiguousError, words: list[str], language: str) -> None:
    """Print the command again with an answer to each question filled in, to be copied."""
    from clvxl.jobs.texts import say

    asked = error.questions if isinstance(error, QuestionsError) else (error,)
    answers = [word for each in asked if each.answer for word in option_words(each.answer)]
    if answers:
        command = printable(shlex.join(["clvxl", *words, *answers]))
        click.echo(f"{say('answer', language)}\n  {command}", err=True)


def _refusal(error: OSError) -> FileError:
    """Say what the system refuses: a file, or the place where the output goes."""
    reason = error.strerror or str(error)
    if error.filename is not None:
        return FileError(
            Text("{path} cannot be read or written: {reason}", "{path} 无法读取或写入：{reason}"),
            path=Path(os.fsdecode(error.filename)),
            reason=reason,
        )
    # What could not be said would be tried again at the end, with a traceback.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FileError(
        Text(
            "what clvxl says cannot be written ({reason}): look where its output goes",
            "clvxl 的输出无法写出（{reason}）：请检查输出的去向",
        ),
        reason=reason,
    )


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, help=MAIN_HELP
)
@click.version_option(__version__, prog_name="clvxl")
def main() -> None:
    """Make the streams and signals ready for any command."""
    for name in ("SIGTERM", "SIGHUP"):  # SIGHUP is not known to Windows
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal or pipe that lacks a sign is no reason to fail.
            stream.reconfigure(errors="replace")


def _end(number: int, frame: object) -> NoReturn:
    # Ends like an interruption, so that nothing half written is left behind.
    raise SystemExit(128 + number)


@main.command(help=SEGMENT_HELP, epilog=EXAMPLES)
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path, readable=False))
@click.option(
    "-o",
    "--output",
    "target",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="The report to write, .xlsx. Default: INPUT-segments.xlsx beside INPUT.",
)
@click.option("--force", is_flag=True, help="Replace OUT if it exists. INPUT is never replaced.")
@click.option("--sheet", metavar="NAME", help="The sheet. Default: the first with such columns.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Recency counts from this day; later lines are left out. Default: the latest.",
)
@click.option(
    "--bins",
    type=click.IntRange(2, 9),
    default=5,
    show_default=True,
    help="Scores run from 1 to this.",
)
@click.option(
    "--method",
    type=click.Choice(["quantile", "nested", "mean"]),
    default="quantile",
    show_default=True,
    help="How scores are cut.",
)
@click.option(
    "--scheme",
    type=click.Choice(["standard", "tiers", "eight"]),
    help="Default: standard for 5 bins, eight for the mean, else tiers.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    is_eager=True,
    callback=keep_language,
    help="Of the report and the messages.",
)
@click.option(
    "--returns",
    type=click.Choice(["deduct", "drop", "keep"]),
    default="deduct",
    show_default=True,
    help="Negative amounts: taken off revenue, left out, or kept like purchases.",
)
@click.option(
    "--duplicates",
    type=click.Choice(["keep", "drop"]),
    default="keep",
    show_default=True,
    help="Lines equal in every column.",
)
@reading_options
def segment(source: Path, target: Path | None, force: bool, **given: Any) -> None:
    """Read, segment, write and say what came of it."""
    from clvxl.hosts.xlsx.writer import write_report
    from clvxl.jobs.segment_sheet import segment_sheet
    from clvxl.jobs.texts import say

    options = _options(given)
    with wrong_call_if_not():
        options.scoring.check()
    check_source(source, given)
    target = target or _beside(source)
    check_target(source, target, force)
    with progress_bar() as step:
        table = read_table(
            source, given, options.chosen, step(say("step_read", options.language)),
            all_columns=options.cleaning.duplicates == "drop", decimal=options.cleaning.decimal,
        )  # fmt: skip
        tell = step(say("step_segment", options.language))
        result = segment_sheet(table, options, lambda _, share: tell(share))
        writing = step(say("step_write", options.language))
        write_report(result.report, target, overwrite=force, progress=writing)
    _say_result(result, table, options.language, target)


def _options(given: dict[str, Any]) -> Options:
    from clvxl.jobs.segment_sheet import Options
    from clvxl.jobs.segmentation import Scoring

    as_of = given["as_of"]
    return Options(
        scoring=Scoring(given["bins"], given["method"], given["scheme"]),
        cleaning=cleaning_options(
            given,
            returns=given["returns"],
            as_of=None if as_of is None else float(as_of.toordinal() - 693594),
            duplicates=given["duplicates"],
        ),
        chosen=named_columns(given),
        language=given["language"],
    )


def _beside(source: Path) -> Path:
    name = source.name
    for ending in (*PACKED, *ENDINGS):
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
    return source.with_name(f"{name}-segments.xlsx")


def _say_result(result: Result, table: SourceTable, language: str, target: Path) -> None:
    """Print the summary table and what was left out."""
    from clvxl.jobs.texts import say
    from clvxl.report.values import shown

    out, counts = console(), result.cleaned.counts
    out.print(_summary_table(result, language))
    if result.segmentation.top_share is not None:
        out.print(
            f"{say('top_share', language)}: {shown(result.segmentation.top_share, 'percent')}",
            highlight=False,
        )
    out.print(
        f"{say('lines_found', language)}: {counts.lines:,}  "
        f"{say('lines_used', language)}: {counts.used:,}  "
        f"{say('lines_left_out', language)}: {counts.left_out:,}",
        highlight=False,
    )
    if "other_sheets" in table.facts:
        others = f"{say('fact_other_sheets', language)}: {table.facts['other_sheets']}"
        out.print(others, highlight=False, markup=False)
    for reason, number in counts.reasons.items():
        out.print(f"  {number:>9,}  {say(f'reason_{reason}', language)}", highlight=False)
    for line in result.read.splitlines():
        out.print(printable(line), highlight=False, markup=False)
    say_written(target)


def _summary_table(result: Result, language: str) -> RichTable:
    from rich import box
    from rich.table import Table

    from clvxl.jobs.texts import say
    from clvxl.report.values import shown

    segments = next(t for t in result.report.sheets[0].tables if t.name == "segments")
    columns = segments.columns[:-1]
    table = Table(title=say("title", language), box=box.SIMPLE_HEAD, title_justify="left")
    for at, column in enumerate(columns):
        table.add_column(column.title, justify="right" if at else "left", no_wrap=at > 0)
    for row in zip(*(column.values for column in columns), strict=True):
        cells = [shown(value, column.format) for value, column in zip(row, columns, strict=True)]
        last = row[0] == columns[0].values[-1]
        table.add_row(*cells, style="bold" if last else None)
    return table


@main.command(
    help="List the functions for cells; with NAME, one function's arguments, source and example."
)
@click.argument("name", required=False)
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True,
              is_eager=True, callback=keep_language, help="Of the help.")  # fmt: skip
@click.option("--markdown", is_flag=True, help="As a table for a document.")
def functions(name: str | None, language: str, markdown: bool) -> None:
    """Say what the registry holds."""
    from clvxl.sheet.registry import REGISTRY, function_named

    if markdown:
        click.echo(_markdown(list(REGISTRY.values()), language))
        return
    if name is None:
        _say_list(list(REGISTRY.values()), language)
        return
    found = function_named(name)
    if found is None:
        raise wrong_call(
            Text(
                "there is no function {name}; 'clvxl functions' lists them all",
                "没有函数 {name}；clvxl functions 列出全部函数",
            ),
            name=name,
        )
    _say_function(found, language)


def _say_list(listed: list[Function], language: str) -> None:
    category = None
    for function in listed:
        if function.category != category:
            category = function.category
            click.secho(f"\n{category.title.say(language)}", bold=True)
        click.echo(f"  {function.name:<16} {function.help.say(language)}")
    click.echo()


def _markdown(listed: list[Function], language: str) -> str:
    from clvxl.sheet.texts import heading

    lines = [f"| {heading('function', language)} | {heading('meaning', language)} |", "|---|---|"]
    for function in listed:
        call = function.signature().replace("|", "\\|")
        lines.append(f"| `{call}` | {function.help.say(language)} |")
    return "\n".join(lines)


def _say_function(function: Function, language: str) -> None:
    from clvxl.sheet.help import example_text
    from clvxl.sheet.texts import heading

    click.secho(function.signature(), bold=True)
    click.echo(f"\n{function.help.say(language)}\n")
    for argument in function.arguments:
        click.echo(f"  {argument.name:<20} {argument.help.say(language)}")
    notes = function.notes.say(language)
    if notes:
        click.echo(f"\n{notes}")
    formula = function.example.formula(function.name)
    click.echo(f"\n{heading('example', language)}: {formula}")
    click.echo(f"{heading('gives', language)}: {example_text(function)}")
    click.echo(f"{heading('source', language)}: {function.source.say(language)}")


@main.command(
    "build-workbooks",
    help="Build the template workbooks that come with clvxl, in both languages.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("workbooks"),
    show_default=True,
    help="Where to write them.",
)
@click.option("--force", is_flag=True, help="Replace workbooks that are there.")
def build_workbooks(folder: Path, force: bool) -> None:
    """Build them all, or none where one would be replaced unasked."""
    from clvxl.templates import build_all

    for path in build_all(folder, overwrite=force).values():
        say_written(path)


for _command in (exercise, fill, build_addins, lite, install_host, uninstall_host, doctor):
    main.add_command(_command)


if __name__ == "__main__":
    main()
