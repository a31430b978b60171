"""The exercise that a filled template is: the task without its story, over a user's own data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from clvxl.data.columns import printable
from clvxl.data.table import SourceTable
from clvxl.errors import InputError
from clvxl.exercises.engine.fill_figures import kept_figures
from clvxl.exercises.engine.records import Columns, Exercise, Figure
from clvxl.sheet.spec import formula_text
from clvxl.text import Text

__all__ = ["checked_title", "origin_of", "own_exercise"]

LONGEST_TITLE = 100

BAD_TITLE = Text(
    "a title is one line of {most} characters at most, and not blank: shorten it",
    "标题须为一行、不超过 {most} 个字符且不为空：请改短",
)
ORIGIN = Text(
    "your own data, {rows:,} rows of {file}; the task is the exercise {name} of clvxl",
    "你自己的数据：{file}，共 {rows:,} 行；题目为 clvxl 的练习 {name}",
)
ORIGIN_SHEET = Text(
    "your own data, {rows:,} rows of {file}, sheet {sheet}; the task is the exercise {name} of "
    "clvxl",
    "你自己的数据：{file}，工作表 {sheet}，共 {rows:,} 行；题目为 clvxl 的练习 {name}",
)

MARK = Text("still the exercise's own figure", "仍为练习自带的数字")
ALL_OWN = Text("The figures below are your own.", "下面的数据都是你自己的。")
SOME_KEPT = Text(
    "Figures below that are still the exercise's own and marked so: {count}. Type your own over "
    "them.",
    "下面仍为练习自带（已注明）的数字：{count} 个。请改成你自己的。",
)


def checked_title(title: str) -> str:
    """Return a title that a person gives, without blanks at its ends.

    Raises
    ------
    InputError
        It is blank, too long, or more than a line.

    Examples
    --------
    >>> checked_title(" Our members ")
    'Our members'
    """
    title = title.strip()
    if not 0 < len(title) <= LONGEST_TITLE or not title.isprintable():
        raise InputError(BAD_TITLE, most=LONGEST_TITLE)
    return title


def origin_of(exercise: Exercise, table: SourceTable, rows: int) -> Text:
    """Return the source line of a filled template: whose data they are, and from where.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> origin_of(EXERCISES["rfm"], SourceTable("sales.csv", (), ()), 12).zh
    '你自己的数据：sales.csv，共 12 行；题目为 clvxl 的练习 rfm'
    """
    sheet = table.facts.get("sheet", "")
    both = ORIGIN_SHEET if sheet else ORIGIN
    fields = {"rows": rows, "file": printable(table.source), "name": exercise.name}
    return Text(*(each.format(sheet=printable(sheet), **fields) for each in both))


def own_exercise(
    exercise: Exercise,
    columns: Columns,
    origin: Text | None,
    given: Mapping[str, Any],
    title: str | None,
) -> Exercise:
    """Return an exercise as a user's own: neutral case and title, its source, its figures marked.

    Parameters
    ----------
    exercise : Exercise
    columns : mapping
        The user's data.
    origin : Text, optional
        What its source line says; the exercise's own where left out.
    given : mapping
        The figures that the user gave, by key.
    title : str, optional
        The user's title.

    Examples
    --------
    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> given = {"discount_rate": 0.1}
    >>> own = own_exercise(EXERCISES["clv_dcf"], {"revenue": [9]}, None, given, "Our service")
    >>> own.title.en, len(own.case), own.figures[1] == EXERCISES["clv_dcf"].figures[1]
    ('Our service', 2, True)
    """
    kept = {figure.key for figure in kept_figures(exercise, given)}
    figures = tuple(_marked(each) if each.key in kept else each for each in exercise.figures)
    said = [_said([each for each in exercise.figures if each.key in kept])] if kept else []
    values = [columns[each.key] for each in exercise.data.fields if each.key in columns]
    return replace(
        exercise, data=replace(exercise.data, values=lambda: values),
        title=Text(title, title) if title else exercise.neutral_title,
        case=(exercise.neutral, *said), figures=figures, source=origin or exercise.source,
    )  # fmt: skip


def _is_kept(figure: Figure, language: str) -> str:
    """The formula that is true while a figure is the exercise's own."""
    value = figure.value.say(language) if isinstance(figure.value, Text) else figure.value
    return f"(in_{figure.key}={formula_text(value)})"


def _marked(figure: Figure) -> Figure:
    return replace(figure, unit=Text(*(_unit(figure, language) for language in ("en", "zh"))))


def _unit(figure: Figure, language: str) -> str:
    unit = figure.unit.say(language)
    formula = unit.removeprefix("=") if unit.startswith("=") else formula_text(unit)
    between = {"en": "; ", "zh": "；"}[language] if unit else ""
    mark = formula_text(between + MARK.say(language))
    return f'={formula}&IF({_is_kept(figure, language)},{mark},"")'


def _said(kept: list[Figure]) -> Text:
    """How many figures are still the exercise's own, as a formula that counts them."""
    return Text(*(_counted(kept, language) for language in ("en", "zh")))


def _counted(kept: list[Figure], language: str) -> str:
    count = f"(0+{'+'.join(_is_kept(figure, language) for figure in kept)})"
    before, after = (formula_text(part) for part in SOME_KEPT.say(language).split("{count}"))
    own = formula_text(ALL_OWN.say(language))
    return f"=IF({count}=0,{own},{before}&{count}&{after})"
