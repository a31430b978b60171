"""The command line's part for the template workbooks: exercises, and filling them."""

from __future__ import annotations

import os
from collections.abc import Mapping
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
    say_written,
    target_of,
    wrong_call,
    wrong_call_if_not,
)
from clvxl.cli.opening import open_document
from clvxl.cli.reading import cleaning_options, named_columns, reading_options
from clvxl.cli.remedies import REMEDIES
from clvxl.errors import FileError
from clvxl.files.paths import FOLDER, refuse_missing
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions
    from clvxl.data.table import SourceTable
    from clvxl.exercises.engine.fill import Filled
    from clvxl.exercises.engine.records import Exercise, Figure
    from clvxl.exercises.filled import Opened, Own

__all__ = ["exercise", "fill"]

OPEN_EXERCISE_HELP = """
Copy the exercise NAME to your folder and open it.

Your earlier copies are never replaced: a new one gets a number.
"""

SHOW_HELP = """
Show what the exercise NAME teaches and takes: its figures, and the columns of its data.
"""

FILL_HELP = """
Put your own table into a template, by column name in English or Chinese.

TEMPLATE is an exercise's name ('clvxl exercise list') or a template workbook, whose changed
figures are taken along. DATA is .xlsx, .csv or .parquet. The working, checks, charts and
names grow or shrink with the table; the template itself stays as it is. What does not fit is
said before anything is written.

The story of the exercise is left out; figures that your table does not give are still the
exercise's own, and said. 'clvxl exercise show TEMPLATE' lists figures and columns.

\b
clvxl fill clv_dcf plan.xlsx --title "Our service plan" --set discount_rate=8%
clvxl fill clv_dcf plan.xlsx --column revenue=Umsatz --column cost=Kosten
clvxl fill rfm orders.csv --customer Member --order "Order no."
"""

SHOWN = {
    "en": {
        "columns": "Columns of its data (fill --column KEY=HEADER):",
        "figures": "Figures (fill --set KEY=VALUE):",
        "functions": "Functions:",
        "may_miss": " (may be missing)",
        "follows": " (follows from the data)",
    },
    "zh": {
        "columns": "数据的列（fill --column 键=表头）：",
        "figures": "数据（fill --set 键=数值）：",
        "functions": "函数：",
        "may_miss": "（可以没有）",
        "follows": "（由数据得出）",
    },
}

LANGUAGE = language_option("Of the workbook and the messages.")

SALES_ONLY = Text(
    "--{option} goes with a template that takes sales; other columns are named with --column "
    "KEY=HEADER",
    "--{option} 只用于使用销售数据的模板；其他列请用 --column 键=表头 指明",
)
NO_PAIR = Text(
    "--{option} takes {form}, such as {example} (got {found})",
    "--{option} 的写法是 {form}，例如 {example}（现为 {found}）",
)
NAMED_TWICE = Text(
    "the column {key} is named twice: name it once", "{key} 列指定了两次：请只指定一次"
)

KEPT = Text(
    "still the exercise's own figures, not yours: {figures}",
    "仍为练习自带、并非你自己的数字：{figures}",
)
CHANGE_KEPT = Text(
    "  type your own over them in the workbook, or fill again with --set {key}=VALUE",
    "  请在工作簿中改成你自己的，或用 --set {key}=数值 重新填充",
)
NOT_TAKEN = Text(
    "not taken along, it follows from your data: {labels}", "未沿用（由你的数据得出）：{labels}"
)


@click.group(help="Textbook exercises: workbooks that check the answers entered.")
def exercise() -> None:
    """Hold the commands of exercises."""


@exercise.command("list", help="List the exercises: name, title, the functions they teach.")
@LANGUAGE
def list_exercises(language: str) -> None:
    """Draw the catalogue as a table."""
    from rich import box
    from rich.table import Table

    from clvxl.exercises.catalogue import EXERCISES

    table = Table(box=box.SIMPLE_HEAD)
    for title in {"en": ("Name", "Case", "Functions"), "zh": ("名称", "案例", "函数")}[language]:
        table.add_column(title)
    for name, one in EXERCISES.items():
        table.add_row(name, one.title.say(language), ", ".join(one.functions))
    console().print(table)


@exercise.command("show", help=SHOW_HELP)
@click.argument("name")
@LANGUAGE
def show_exercise(name: str, language: str) -> None:
    """Say what 'fill' can be told of an exercise."""
    from clvxl.exercises.catalogue import exercise_named
    from clvxl.exercises.engine.build import usual_columns
    from clvxl.exercises.engine.fill_figures import figure_text

    one = exercise_named(name)
    columns = usual_columns(one, language)
    texts = SHOWN[language]
    click.secho(f"{one.name}: {one.title.say(language)}", bold=True)
    click.echo(f"{one.aim.say(language)}\n\n{texts['columns']}")
    for field in one.data.fields:
        may_miss = texts["may_miss"] if field.default else ""
        click.echo(f"  {field.key:<18} {field.title.say(language)}{may_miss}")
    click.echo(f"\n{texts['figures']}")
    for figure in one.figures:
        value = figure_text(figure, figure.value_with(columns), language)
        follows = texts["follows"] if callable(figure.value) else ""
        click.echo(f"  {figure.key:<18} {figure.label.say(language)} = {value}{follows}")
    click.echo(f"\n{texts['functions']} {', '.join(one.functions)}")


@exercise.command("open", help=OPEN_EXERCISE_HELP)
@click.argument("name")
@LANGUAGE
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False),
              help="The folder for it. Default: clvxl in your documents.")  # fmt: skip
@click.option("--no-open", is_flag=True, help="Write the file, start no program.")
def open_exercise(name: str, language: str, folder: Path | None, no_open: bool) -> None:
    """Write a copy and start the program that opens it."""
    from clvxl.exercises.engine.texts import say
    from clvxl.exercises.workbooks import new_exercise

    with progress_bar() as step:
        path = new_exercise(name, language, folder, step(name))
    say_written(path)
    if not no_open and not open_document(path):
        click.echo(say("open_by_hand", language))


@click.command(help=FILL_HELP)
@click.argument("template", metavar="TEMPLATE")
@click.argument("source", metavar="DATA", type=click.Path(path_type=Path, readable=False))
@click.option("-o", "--output", "target", metavar="OUT", type=click.Path(path_type=Path),
              help="The workbook to write. Default: DATA-TEMPLATE.xlsx beside DATA.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace OUT if it exists.")
@click.option("--sheet", metavar="NAME", help="The sheet of DATA. Default: the first that fits.")
@click.option("--leave-out", is_flag=True, help="Leave out lines that do not fit.")
@click.option("--title", metavar="TEXT", help="The title of the filled workbook.")
@click.option("--set", "figures", metavar="NAME=VALUE", multiple=True,
              help="A figure, by its key or its label, such as discount_rate=8%. Can be given "
              "several times.")  # fmt: skip
@click.option("--column", "columns", metavar="KEY=HEADER", multiple=True,
              help="A column of any template, by its key or its title, such as revenue=Umsatz. Can "
              "be given several times.")  # fmt: skip
@reading_options
@language_option("Of the messages, and of the workbook where TEMPLATE is a name. Default: the "
                 "template's own; en.", default=None)  # fmt: skip
@click.pass_context
def fill(
    ctx: click.Context, /, template: str, source: Path, target: Path | None, force: bool,
    leave_out: bool, language: str | None, title: str | None, figures: tuple[str, ...],
    columns: tuple[str, ...], **given: Any,
) -> None:  # fmt: skip
    """Read template and table, and write them as one workbook."""
    from clvxl.exercises.engine.fill import chosen_columns
    from clvxl.exercises.filled import (
        changed_figures,
        fill_template,
        sheets_passed_over,
        template_named,
    )
    from clvxl.files.tables import read_table

    if not template.strip():
        raise wrong_call(
            Text(
                "TEMPLATE is empty: name an exercise or a template workbook",
                "TEMPLATE 为空：请给出练习名称或模板工作簿",
            )
        )
    if not source.name or os.path.isdir(source):
        raise FileError(FOLDER, file=source)
    wishes = checked_wishes(source, given)
    opened = template_named(template, language or "en")
    said_in = ctx.meta.setdefault("language", opened.language)
    changed_figures(opened)
    target = target or target_of(source, opened.exercise.name)
    check_target(source, target, force, "DATA")
    if opened.path is not None and target.exists() and target.samefile(opened.path):
        raise wrong_call(
            Text(
                "OUT is TEMPLATE; clvxl never changes a template",
                "OUT 就是 TEMPLATE；clvxl 从不更改模板",
            )
        )
    refuse_missing(source)
    options = cleaning_options(given)
    chosen = _named_columns(opened.exercise, given, columns)
    own = _own(opened, title, figures, options)
    wishes = replace(
        wishes, chosen=chosen_columns(opened.exercise, chosen), decimal=options.decimal,
        passed_over=sheets_passed_over(source),
    )  # fmt: skip
    with progress_bar() as step:
        table = read_table(source, wishes, progress=step(source.name))
        filled = fill_template(
            opened, table, target, overwrite=force, leave_out=leave_out, chosen=chosen,
            options=options, own=own, progress=step(target.name),
        )  # fmt: skip
    _say_filled(filled, table, said_in, target)


def _named_columns(
    one: Exercise, given: Mapping[str, Any], columns: tuple[str, ...]
) -> dict[str, str]:
    """The columns named by options; roles and the order of dates have a meaning for sales only."""
    from clvxl.exercises.engine.fill import field_key, takes_sales

    named = named_columns(given)
    if not takes_sales(one):
        if named:
            raise wrong_call(SALES_ONLY, option=next(iter(named)))
        if given["dates"]:
            raise wrong_call(SALES_ONLY, option=f"{given['dates']}-first")
    for name, header in _pairs("column", "KEY=HEADER", "revenue=Umsatz", columns):
        with wrong_call_if_not():
            key = field_key(one, name)
        if key in named:
            raise wrong_call(NAMED_TWICE, key=key)
        named[key] = header
    return named


def _own(
    opened: Opened, title: str | None, figures: tuple[str, ...], options: CleaningOptions
) -> Own:
    """The title and the figures given by options; each figure is looked at before the data are."""
    from clvxl.exercises.engine.fill_case import checked_title
    from clvxl.exercises.engine.fill_figures import read_figures
    from clvxl.exercises.filled import Own

    with wrong_call_if_not():
        given = _pairs("set", "NAME=VALUE", "discount_rate=8%", figures)
        values = read_figures(opened.exercise, given, opened.language, options)
        own = Own(None if title is None else checked_title(title), values, "--set")
        own.check(opened)
    return own


def _pairs(option: str, form: str, example: str, given: tuple[str, ...]) -> list[tuple[str, str]]:
    """What stands before and after the first = of each."""
    found = []
    for each in given:
        name, mark, value = each.partition("=")
        if not (name.strip() and mark and value.strip()):
            raise wrong_call(NO_PAIR, option=option, form=form, example=example, found=each)
        found.append((name.strip(), value.strip()))
    return found


def _say_filled(filled: Filled, table: SourceTable, language: str, target: Path) -> None:
    from clvxl.data.columns import printable
    from clvxl.exercises.engine.texts import say
    from clvxl.jobs.lines import reason_lines
    from clvxl.jobs.texts import say as said

    click.echo(say("filled", language, rows=f"{filled.rows:,}"))
    for fact in ("sheet", "other_sheets"):
        if fact in table.facts:
            click.echo(f"{said(f'fact_{fact}', language)}: {printable(table.facts[fact])}")
    if filled.read:
        click.echo(filled.read(language, REMEDIES))
    for line in reason_lines(filled.left_out, language):
        click.echo(line)
    if filled.not_taken:
        labels = ("、" if language == "zh" else ", ").join(
            label.say(language) for label in filled.not_taken
        )
        click.echo(NOT_TAKEN.say(language, labels=labels))
    if filled.kept:
        _say_kept(filled.kept, language)
    say_written(target)


def _say_kept(kept: tuple[Figure, ...], language: str) -> None:
    from clvxl.exercises.engine.fill_figures import figure_text

    figures = ("、" if language == "zh" else ", ").join(
        f"{each.label.say(language)} = {figure_text(each, each.value, language)}" for each in kept
    )
    click.echo(KEPT.say(language, figures=figures))
    click.echo(CHANGE_KEPT.say(language, key=kept[0].key))
