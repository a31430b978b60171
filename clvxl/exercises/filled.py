"""Templates filled with a user's table: one named or read from a file, its changed figures kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clvxl.errors import FileError, InputError
from clvxl.exercises.workbooks import LANGUAGES, Progress, exercises_folder, halves, write_new
from clvxl.files.paths import is_there
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions
    from clvxl.data.table import SourceTable
    from clvxl.exercises.engine.fill import Filled
    from clvxl.exercises.engine.records import Exercise, Figure
    from clvxl.files.xlsx.template import Template

__all__ = ["Opened", "changed_figures", "fill_new", "fill_template", "template_named"]

OTHER_VERSION = Text(
    "{file} is a template of another version of clvxl: {remedy[new_template]}",
    "{file} 是另一版本 clvxl 的模板：{remedy[new_template]}",
)

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
"""What a figure of a template must be, by its fault."""

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


@dataclass(frozen=True)
class Opened:
    """A template that is known: its exercise and language; of a file its path and what it holds."""

    exercise: Exercise
    language: str
    path: Path | None = None
    holds: Template | None = None


def template_named(template: str | Path, language: str) -> Opened:
    """Return a template by the name of its exercise, or a template file read.

    Parameters
    ----------
    template : str or Path
        A name wins over a file or folder that is called so.
    language : {"en", "zh"}
        Used where a name is given; a file has its own.

    Raises
    ------
    InputError
        It is neither the name of an exercise nor looks like that of a file.
    FileError
        The file is not there, damaged or no template of this version.

    Examples
    --------
    >>> template_named("CLV-DCF", "zh").exercise.name
    'clv_dcf'
    """
    from clvxl.exercises.catalogue import EXERCISES, exercise_named
    from clvxl.files.xlsx.template import read_template

    path = Path(template)
    there = is_there(path)
    if not _looks_like_file(str(template)):
        try:
            return Opened(exercise_named(str(template)), language)
        except InputError:
            if not there:
                raise
    found = read_template(path)
    if found.name not in EXERCISES or found.language not in LANGUAGES:
        raise FileError(OTHER_VERSION, file=path.name)
    return Opened(EXERCISES[found.name], found.language, path, found)


def _looks_like_file(text: str) -> bool:
    return any(mark in text for mark in (os.sep, os.altsep) if mark) or bool(Path(text).suffix)


def changed_figures(opened: Opened) -> tuple[dict[str, Any], tuple[Text, ...]]:
    """Return the figures that were changed in a template.

    Returns
    -------
    figures : dict
        Values by key.
    not_taken : tuple
        The labels of changed ones that follow from the data: from the user's own, then.

    Raises
    ------
    FileError
        A figure is missing, or not what it must be.

    Examples
    --------
    >>> changed_figures(template_named("rfm", "en"))
    ({}, ())
    """
    from clvxl.exercises.engine.build import usual_columns

    if opened.holds is None:
        return {}, ()
    columns = usual_columns(opened.exercise, opened.language)
    figures: dict[str, Any] = {}
    not_taken: list[Text] = []
    for figure in opened.exercise.figures:
        follows = callable(figure.value)
        usual = figure.value_with(columns)
        value = opened.holds.figures.get(figure.key)
        if follows and value != usual:
            not_taken.append(figure.label)
        elif not follows and value != usual:
            _check_figure(opened, figure, columns)
            figures[figure.key] = value
    return figures, tuple(not_taken)


def _check_figure(opened: Opened, figure: Figure, columns: Mapping[str, Any]) -> None:
    """Refuse a figure with which nothing could be worked out."""
    from clvxl.exercises.engine.limits import bounds, fault_of, number_text

    assert opened.holds is not None
    assert opened.path is not None
    named: dict[str, Any] = {
        "label": figure.label.say(opened.language), "file": opened.path.name,
    }  # fmt: skip
    value = opened.holds.figures.get(figure.key)
    if value is None:
        raise FileError(LACKS[opened.holds.lacking.get(figure.key, "lost")], **named)
    limit = figure.limit_with(columns)
    fault = fault_of(value, figure.format, limit)
    if fault is not None:
        found = value if isinstance(value, str) else number_text(value)
        raise FileError(MUST_BE[fault], found=found, **named, **bounds(limit, opened.language))


def fill_template(
    opened: Opened,
    table: SourceTable,
    target: Path,
    *,
    overwrite: bool = False,
    leave_out: bool = False,
    chosen: Mapping[str, str] | None = None,
    options: CleaningOptions | None = None,
    progress: Progress = None,
) -> Filled:
    """Write a template filled with a user's table; the template itself stays as it is.

    Parameters
    ----------
    opened : Opened
        What `template_named` returned; figures changed in a file are taken along.
    table : SourceTable
        As a reader found it with `clvxl.exercises.engine.fill.chosen_columns`.
    target : Path
        The file to write.
    overwrite : bool
        Replace a file that is there already.
    leave_out, chosen, options
        As `clvxl.exercises.engine.fill.fit_table` takes them.
    progress : callable, optional
        Called now and then with the share done, 0 to 1.

    Returns
    -------
    Filled
        What was taken, what was left out, and which changed figures were not taken along.

    Raises
    ------
    ClvxlError
        The template or the table does not fit; nothing is then written.
    """
    from clvxl.exercises.engine.fill import fill, fit_table
    from clvxl.files.xlsx.writer import write_report

    exercise = opened.exercise
    figures, not_taken = changed_figures(opened)
    filled = fit_table(exercise, table, leave_out=leave_out, chosen=chosen, options=options)
    building, writing = halves(progress)
    report = fill(exercise, opened.language, filled, figures=figures, progress=building)
    write_report(report, target, overwrite=overwrite, progress=writing)
    return replace(filled, not_taken=not_taken)


def fill_new(
    name: str,
    language: str,
    table: SourceTable,
    options: CleaningOptions | None = None,
    progress: Progress = None,
    folder: Path | None = None,
) -> tuple[Path, Filled]:
    """Write a new exercise filled with a user's table; no file is ever replaced.

    Parameters
    ----------
    name : str
        The exercise's name, such as "clv_dcf".
    language : {"en", "zh"}
    table : SourceTable
        As a host read it with `clvxl.exercises.engine.fill.chosen_columns`.
    options : CleaningOptions, optional
        How dates and numbers in text are read, where the host has settings for it.
    progress : callable, optional
        Called now and then with the share done, 0 to 1.
    folder : Path, optional
        Where to; made if missing. Default: `documents()`.

    Returns
    -------
    path : Path
    filled : Filled
        What was taken, and what was left out.

    Raises
    ------
    ClvxlError
        The table does not fit, or the file cannot be written; nothing is then written.
    """
    from clvxl.exercises.catalogue import exercise_named
    from clvxl.exercises.engine.fill import fill, fit_table

    exercise = exercise_named(name)
    filled = fit_table(exercise, table, options=options)
    folder = exercises_folder(folder)
    building, writing = halves(progress)
    report = fill(exercise, language, filled, progress=building)
    return write_new(report, folder, f"{exercise.name}-filled", writing), filled
