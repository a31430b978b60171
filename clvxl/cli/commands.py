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
from clvxl.cli.checking import check
from clvxl.cli.exercises import exercise, fill
from clvxl.cli.files import language_option, say_written, wrong_call
from clvxl.cli.hosts import build_addins, doctor, install_host, lite, uninstall_host
from clvxl.cli.jobs import job_command
from clvxl.cli.remedies import REMEDIES, option_words
from clvxl.errors import AmbiguousError, ClvxlError, FileError, QuestionsError, printable
from clvxl.jobs.catalogue import JOBS
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.sheet.spec import Function

__all__ = ["main"]

ANSWER = Text("To answer, change what you mean and run for example:", "请按需修改后运行，例如：")

QUESTION = "\n  "
"""What stands before each of several questions."""

MAIN_HELP = """
Customer lifetime value in the spreadsheet: the sheet's work on files.

\b
clvxl segment sales.xlsx     who your customers are and who is worth keeping
clvxl functions              the functions for cells
"""


class _Commands(click.Group):
    """All commands, the jobs among them; what they refuse is one sentence, and exits with 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *JOBS])

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return job_command(JOBS[name]) if name in JOBS else super().get_command(ctx, name)

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
    asked = error.questions if isinstance(error, QuestionsError) else (error,)
    answers = [word for each in asked if each.answer for word in option_words(each.answer)]
    if answers:
        command = printable(shlex.join(["clvxl", *words, *answers]))
        click.echo(f"{ANSWER.say(language)}\n  {command}", err=True)


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


@main.command(
    help="List the functions for cells; with NAME, one function's arguments, source and example."
)
@click.argument("name", required=False)
@language_option("Of the help.")
@click.option("--markdown", is_flag=True, help="As a page for a document.")
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
    """A page of functions: by category, each with its help, arguments, example and source."""
    lines, category = [], None
    for function in listed:
        if function.category != category:
            category = function.category
            title = category.title.say(language)
            lines += [f"## {title}", "", f"![{title}](calls/{category.key}.png)", ""]
        lines += _section(function, language)
    return "\n".join(lines).rstrip()


def _section(function: Function, language: str) -> list[str]:
    from clvxl.sheet.help import example_text
    from clvxl.sheet.texts import heading

    def said(key: str, text: str) -> str:
        return f"- {heading(key, language)}: {text}"

    notes = function.notes.say(language)
    example = f"`{function.example.formula(function.name)}`"
    return [
        f"### {function.name}",
        "",
        f"`{function.signature()}`",
        "",
        function.help.say(language),
        "",
        *([notes, ""] if notes else []),
        *(f"- `{argument.name}`: {argument.help.say(language)}" for argument in function.arguments),
        said("example", f"{example} {heading('gives', language)} {example_text(function)}"),
        said("source", function.source.say(language)),
        "",
    ]


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
    "build-workbooks", help="Build the template workbooks that come with clvxl, in both languages."
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
    from clvxl.exercises.workbooks import build_all

    for path in build_all(folder, overwrite=force).values():
        say_written(path)


for _command in (check, exercise, fill, build_addins, lite, install_host, uninstall_host, doctor):
    main.add_command(_command)
