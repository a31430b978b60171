"""The command line's part for marking: clvxl check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clvxl.cli.files import (
    check_target,
    console,
    language_option,
    progress_bar,
    say_written,
    wrong_call,
)
from clvxl.cli.remedies import REMEDIES
from clvxl.errors import printable
from clvxl.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clvxl.exercises.marking.checking import Marked
    from clvxl.exercises.marking.folder import Refused

__all__ = ["check"]

CHECK_HELP = """
Mark worked exercises: each answer with its verdict, points and reason.

FILE is a workbook, a folder of them, or a .zip as course systems give it. Of one workbook every
answer is shown, of several a line each; with -o they go to a workbook of marks and a .csv beside
it, with --feedback each student gets a workbook in the language of the homework. Nothing is opened
in a spreadsheet program, and nothing leaves this computer.

\b
clvxl check inbox/ -o marks.xlsx
clvxl check inbox.zip --feedback feedback/
clvxl check --scheme > own.toml; clvxl check inbox/ --scheme own.toml
"""
NO_FILE = Text("name a workbook, a folder or a .zip", "请给出工作簿、文件夹或 .zip 文件")
FEEDBACK_ONLY = Text("--solutions goes with --feedback", "--solutions 须与 --feedback 同用")
SHOWN = "-"
TITLES = Text("No.|Answer|Verdict|Points|Why", "题号|答案|判定|得分|理由")
LINES = Text("File|Student number|Exercise|Variant|Points|Remarks", "文件|学号|练习|变式|得分|备注")


@click.command(help=CHECK_HELP)
@click.argument("files", metavar="FILE…", nargs=-1, type=click.Path(path_type=Path))
@click.option("-o", "--output", "target", metavar="OUT", type=click.Path(path_type=Path),
              help="The workbook of marks to write, and a .csv of the same name.")  # fmt: skip
@click.option("--scheme", is_flag=False, flag_value=SHOWN, metavar="FILE",
              help="Points and shares (TOML). Without FILE: print the default ones.")  # fmt: skip
@click.option("--feedback", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False),
              help="Write a workbook for each student: verdicts and hints.")  # fmt: skip
@click.option("--solutions", is_flag=True, help="Put the right answers into the feedback too.")
@click.option("--force", is_flag=True, help="Replace OUT and the feedback; the points you gave in "
              "OUT are kept.")  # fmt: skip
@language_option("Of the reasons and of OUT.")
def check(
    files: tuple[Path, ...], target: Path | None, scheme: str | None, feedback: Path | None,
    solutions: bool, force: bool, language: str,
) -> None:  # fmt: skip
    """Mark all, show them, and write them where that is asked for."""
    from clvxl.exercises.marking.folder import check_all, workbooks_in
    from clvxl.exercises.marking.report import own_points
    from clvxl.exercises.marking.scheme import DEFAULT, USUAL, read_scheme
    from clvxl.files.safe_write import check_target as check_free

    if scheme == SHOWN and not files:
        click.echo(DEFAULT, nl=False)
        return
    if not files:
        raise wrong_call(NO_FILE)
    if solutions and feedback is None:
        raise wrong_call(FEEDBACK_ONLY)
    chosen = USUAL if scheme is None else read_scheme(Path(scheme))
    if target is not None:
        check_target(files[0], target, force, "FILE")
        check_free(target.with_suffix(".csv"), force)
    with progress_bar() as step, workbooks_in(files) as inside:
        found, refused = check_all(inside, chosen, step("check"))
    if len(inside) == 1 and refused:
        raise refused[0][1]
    if len(inside) == 1:
        _show_answers(found[0], language)
    else:
        _show_lines(found, language)
    for _, error in refused:
        click.echo(f"clvxl: {error.sentence(language, REMEDIES)}", err=True)
    if target is not None:
        own = own_points(target)
        _write(found, refused, own, target, language)
    if feedback is not None:
        from clvxl.exercises.marking.feedback import write_feedback

        written = write_feedback(found, feedback, solutions=solutions, overwrite=force)
        if written:
            say_written(written[0] if len(written) == 1 else feedback)


def _write(
    found: list[Marked],
    refused: list[Refused],
    own: Mapping[str, float],
    target: Path,
    language: str,
) -> None:
    from clvxl.exercises.marking.report import marks_csv, marks_report
    from clvxl.files.safe_write import atomic_write
    from clvxl.files.xlsx.writer import write_report

    write_report(marks_report(found, refused, own, language), target, overwrite=True)
    say_written(target)
    with atomic_write(target.with_suffix(".csv"), overwrite=True) as temporary:
        temporary.write_text(marks_csv(found, refused, own), "utf-8-sig", newline="")
    say_written(target.with_suffix(".csv"))


def _show_answers(one: Marked, language: str) -> None:
    from rich import box
    from rich.table import Table

    from clvxl.exercises.marking.lines import why
    from clvxl.exercises.marking.verdicts import WORDS

    table = Table(box=box.SIMPLE_HEAD)
    for title in TITLES.say(language).split("|"):
        table.add_column(title)
    for answer in one.answers:
        value = answer.value
        shown = f"{value:,.6g}" if isinstance(value, float) else str("" if value is None else value)
        table.add_row(
            str(answer.number), _plain(shown), WORDS[answer.finding.verdict].say(language),
            f"{answer.points:g} / {answer.most:g}", _plain(why(answer, language)),
        )  # fmt: skip
    console().print(table)
    for text, fields in one.remarks:
        click.echo(printable(text.say(language, **fields)))
    click.echo(f"{one.points:g} / {one.most:g}")


def _show_lines(found: list[Marked], language: str) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for title in LINES.say(language).split("|"):
        table.add_column(title)
    for one in found:
        remarks = [text.say(language, **fields) for text, fields in one.remarks]
        table.add_row(
            _plain(one.file), _plain(one.student), one.issue.exercise, str(one.issue.variant),
            f"{one.points:g} / {one.most:g}", _plain(" · ".join(remarks)),
        )  # fmt: skip
    console().print(table)


def _plain(text: str) -> str:
    """A text from a file, without what a terminal or rich would obey."""
    return printable(text[:200]).replace("[", "\\[")
