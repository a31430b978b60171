"""The figures of an exercise as a person gives them: in the cells of a template, or by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from clvxl.data._titles import title_key
from clvxl.errors import InputError
from clvxl.exercises.engine.limits import bounds, day_text, fault_of, number_text
from clvxl.exercises.engine.records import Columns, Exercise, Figure
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions

__all__ = [
    "LACKS", "check_figure", "figure_fault", "figure_named", "figure_text", "kept_figures",
    "read_figures",
]  # fmt: skip

MUST_BE = {
    "number": Text(
        "the figure {label} in {file} must be a number (it is {found}): correct it",
        "{file} 中的“{label}”必须是数字（现为 {found}）：请更正",
    ),
    "whole": Text(
        "the figure {label} in {file} must be a whole number (it is {found}): correct it",
        "{file} 中的“{label}”必须是整数（现为 {found}）：请更正",
    ),
    "between": Text(
        "the figure {label} in {file} must be from {low} to {high} (it is {found}): correct it",
        "{file} 中的“{label}”必须在 {low} 到 {high} 之间（现为 {found}）：请更正",
    ),
    "least": Text(
        "the figure {label} in {file} must be {low} or more (it is {found}): correct it",
        "{file} 中的“{label}”不能小于 {low}（现为 {found}）：请更正",
    ),
    "most": Text(
        "the figure {label} in {file} must be {high} or less (it is {found}): correct it",
        "{file} 中的“{label}”不能大于 {high}（现为 {found}）：请更正",
    ),
    "from_day": Text(
        "the figure {label} in {file} must be a date from {low} on (it is {found}): correct it",
        "{file} 中的“{label}”必须是 {low} 或更晚的日期（现为 {found}）：请更正",
    ),
    "share": Text(
        "the figure {label} in {file} must be from 0 to 1, such as 0.2 for 20 % (it is {found}): "
        "correct it",
        "{file} 中的“{label}”必须在 0 到 1 之间，如百分之二十写作 0.2（现为 {found}）：请更正",
    ),
    "choice": Text(
        "the figure {label} in {file} must be one of {choices} (it is {found}): correct it",
        "{file} 中的“{label}”必须是 {choices} 之一（现为 {found}）：请更正",
    ),
}
"""What a figure must be, by its fault."""

LACKS = {
    "blank": Text(
        "the figure {label} in {file} is blank: fill it in", "{file} 中的“{label}”为空：请填写"
    ),
    "no_value": Text(
        "the figure {label} in {file} has no value yet: open and save {file} in Excel or "
        "LibreOffice",
        "{file} 中的“{label}”还没有计算结果：请在 Excel 或 LibreOffice 中打开并保存 {file}",
    ),
    "lost": Text(
        "the figure {label} is no longer in {file}: {remedy[new_template]}",
        "{file} 中已没有“{label}”：{remedy[new_template]}",
    ),
}
"""Why a template has no figure."""

UNKNOWN = Text(
    "there is no figure {name} in the exercise {exercise}: its figures are {names}",
    "练习 {exercise} 中没有名为 {name} 的数据：可用的有 {names}",
)
TWICE = Text("the figure {label} is given twice: give it once", "“{label}”给出了两次：请只给一次")


def figure_named(exercise: Exercise, name: str) -> Figure:
    """Return a figure by its key, or by its label in either language.

    Raises
    ------
    InputError
        There is none of this name; the sentence lists those that exist.

    Examples
    --------
    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> [figure_named(EXERCISES["clv_dcf"], name).key for name in ("折现率", "Discount rate")]
    ['discount_rate', 'discount_rate']
    """
    wanted = title_key(name)
    for figure in exercise.figures:
        if wanted in map(title_key, (figure.key, *figure.label)):
            return figure
    names = Text(
        ", ".join(f"{each.key} ({each.label.en})" for each in exercise.figures),
        "、".join(f"{each.key}（{each.label.zh}）" for each in exercise.figures),
    )
    raise InputError(UNKNOWN, name=name, exercise=exercise.name, names=names)


def read_figures(
    exercise: Exercise,
    given: Sequence[tuple[str, str]],
    language: str,
    options: CleaningOptions | None = None,
) -> dict[str, Any]:
    """Return values by key of the figures that a person names; limits are not looked at.

    Parameters
    ----------
    exercise : Exercise
    given : sequence of name and value
        As written: `20%` is 0.2, and the decimal mark may be a comma.
    language : {"en", "zh"}
        Of the workbook, for a figure that is one of several texts.
    options : CleaningOptions, optional
        How dates and numbers in text are read: its date_order and decimal.

    Raises
    ------
    InputError
        A name is unknown, or given twice.
    AmbiguousError
        A value can be read two ways.

    Examples
    --------
    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> exercise = EXERCISES["clv_dcf"]
    >>> read_figures(exercise, [("折现率", "12,5 %"), ("inflation", "low")], "en")
    {'discount_rate': 0.125, 'inflation': 'low'}
    """
    found: dict[str, Any] = {}
    for name, text in given:
        figure = figure_named(exercise, name)
        if figure.key in found:
            raise InputError(TWICE, label=figure.label)
        found[figure.key] = _read(exercise, figure, text.strip(), language, options)
    return found


def _read(
    exercise: Exercise, figure: Figure, text: str, language: str, options: CleaningOptions | None
) -> Any:
    from clvxl.exercises.engine.build import usual_columns

    limit = figure.limit_with(usual_columns(exercise, language))
    for choice in () if limit is None else limit.choices:
        if title_key(text) in map(title_key, choice):
            return choice.say(language)
    if figure.format == "text":
        return text
    value = (_date if figure.format == "date" else _number)(figure, text, options)
    return text if value is None else value


def _date(figure: Figure, text: str, options: CleaningOptions | None) -> float | None:
    import pandas as pd

    from clvxl.data.dates import parse_dates

    order = options.date_order if options else None
    [day] = parse_dates(pd.Series([text], dtype="str"), order, False, figure.label.en)[0].tolist()
    return None if day != day else float(day)


def _number(figure: Figure, text: str, options: CleaningOptions | None) -> float | None:
    import pandas as pd

    from clvxl.data.numbers import parse_numbers

    bare = unicodedata.normalize("NFKC", text).strip()
    column = pd.Series([bare.removesuffix("%").strip()], dtype="str")
    decimal = options.decimal if options else None
    [value] = parse_numbers(column, decimal, figure.label.en)[0].tolist()
    if value != value:
        return None
    return float(value) / (100 if bare.endswith("%") else 1)


def figure_fault(
    figure: Figure, value: float | str, columns: Columns, language: str
) -> tuple[Text, dict[str, Any]] | None:
    """Return what is wrong with a figure as a sentence and its fields but `file`; None if nothing.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> rate = figure_named(EXERCISES["clv_dcf"], "discount_rate")
    >>> text, fields = figure_fault(rate, 20.0, {}, "en")
    >>> text.say("en", file="plan.xlsx", **fields)[:52]
    'the figure Discount rate in plan.xlsx must be from 0'
    """
    limit = figure.limit_with(columns)
    fault = fault_of(value, figure.format, limit)
    if fault is None:
        return None
    found = value if isinstance(value, str) else _shown(value, figure)
    return MUST_BE[fault], {
        "label": figure.label.say(language), "found": found, **bounds(limit, language),
    }  # fmt: skip


def _shown(value: float, figure: Figure) -> str:
    return day_text(value) if figure.format == "date" else number_text(value)


def check_figure(
    figure: Figure, value: float | str, columns: Columns, language: str, where: str
) -> None:
    """Refuse a figure that was given by name and with which nothing could be worked out.

    `where` is what the person's hand calls the place where it was given.

    Raises
    ------
    InputError
    """
    fault = figure_fault(figure, value, columns, language)
    if fault is not None:
        raise InputError(fault[0], file=where, **fault[1])


def kept_figures(exercise: Exercise, given: Mapping[str, Any]) -> tuple[Figure, ...]:
    """Return the figures that are still the exercise's own: neither given nor out of the data.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> [each.key for each in kept_figures(EXERCISES["clv_dcf"], {"discount_rate": 0.1})]
    ['acquisition_cost', 'inflation', 'later_retention', 'offer']
    """
    return tuple(
        figure
        for figure in exercise.figures
        if not callable(figure.value) and figure.key not in given
    )


def figure_text(figure: Figure, value: Any, language: str = "en") -> str:
    """Write a figure as a person would type it.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> rate = figure_named(EXERCISES["clv_dcf"], "discount_rate")
    >>> figure_text(rate, 0.125)
    '12.5%'
    """
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, str):
        return value
    if figure.format == "percent":
        return f"{100 * value:.12g}%"
    return _shown(float(value), figure)
