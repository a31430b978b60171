"""Templates filled with a user's table: one named or read from a file, its changed figures kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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

__all__ = [
    "Opened", "Own", "changed_figures", "fill_new", "fill_template", "sheets_passed_over",
    "template_named",
]  # fmt: skip

OTHER_VERSION = Text(
    "{file} is a template of another version of clvxl: {remedy[new_template]}",
    "{file} 是另一版本 clvxl 的模板：{remedy[new_template]}",
)


@dataclass(frozen=True)
class Opened:
    """A template that is known: its exercise and language; of a file its path and what it holds."""

    exercise: Exercise
    language: str
    path: Path | None = None
    holds: Template | None = None


@dataclass(frozen=True)
class Own:
    """What a person gives beside the data: a title, and figures by key.

    `where` is what the person's hand calls the place where figures were given.
    """

    title: str | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)
    where: str = ""

    def labels(self, exercise: Exercise) -> tuple[Text, ...]:
        """Return the labels of the figures given."""
        return tuple(each.label for each in exercise.figures if each.key in self.figures)

    def check(self, opened: Opened, filled: Filled | None = None) -> None:
        """Refuse a figure with which nothing could be worked out, over some data or the usual.

        Raises
        ------
        InputError
        """
        from clvxl.exercises.engine.build import usual_columns
        from clvxl.exercises.engine.fill_figures import check_figure

        exercise, language = opened.exercise, opened.language
        columns = filled.columns if filled else usual_columns(exercise, language)
        for each in exercise.figures:
            if each.key in self.figures and (filled or not callable(each.limit)):
                check_figure(each, self.figures[each.key], columns, language, self.where)


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
    from clvxl.exercises.engine.fill_figures import LACKS, figure_fault

    assert opened.holds is not None
    assert opened.path is not None
    value, file = opened.holds.figures.get(figure.key), opened.path.name
    if value is None:
        label = figure.label.say(opened.language)
        lack = LACKS[opened.holds.lacking.get(figure.key, "lost")]
        raise FileError(lack, label=label, file=file)
    fault = figure_fault(figure, value, columns, opened.language)
    if fault is not None:
        raise FileError(fault[0], file=file, **fault[1])


def sheets_passed_over(path: Path) -> tuple[str, ...]:
    """Return the sheets of a template that hold no data: its task, working and solution.

    None of any other file, whose sheets may all be a person's own.
    """
    from clvxl.exercises.catalogue import EXERCISES
    from clvxl.exercises.engine.texts import say
    from clvxl.files.xlsx.template import marked_template

    name, language = marked_template(path) or ("", "")
    if name not in EXERCISES or language not in LANGUAGES:
        return ()
    exercise = EXERCISES[name]
    own = [page.sheet.say(language) for page in exercise.pages]
    own += [say("solution", language), say("functions", language)]
    return (*own, *([say("exercise", language)] if exercise.data.sheet else []))


def fill_template(
    opened: Opened,
    table: SourceTable,
    target: Path,
    *,
    overwrite: bool = False,
    leave_out: bool = False,
    chosen: Mapping[str, str] | None = None,
    options: CleaningOptions | None = None,
    own: Own | None = None,
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
    own : Own, optional
        A title and figures that are given beside the data.
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
    from clvxl.exercises.engine.fill_figures import kept_figures
    from clvxl.files.xlsx.writer import write_report

    exercise = opened.exercise
    own = own or Own()
    changed, not_taken = changed_figures(opened)
    filled = fit_table(exercise, table, leave_out=leave_out, chosen=chosen, options=options)
    own.check(opened, filled)
    figures = changed | dict(own.figures)
    building, writing = halves(progress)
    report = fill(
        exercise, opened.language, filled, figures=figures, title=own.title, progress=building
    )
    write_report(report, target, overwrite=overwrite, progress=writing)
    lost = tuple(label for label in not_taken if label not in own.labels(exercise))
    return replace(filled, not_taken=lost, kept=kept_figures(exercise, figures))


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
    from clvxl.exercises.engine.fill_figures import kept_figures

    exercise = exercise_named(name)
    filled = fit_table(exercise, table, options=options)
    folder = exercises_folder(folder)
    building, writing = halves(progress)
    report = fill(exercise, language, filled, progress=building)
    path = write_new(report, folder, f"{exercise.name}-filled", writing)
    return path, replace(filled, kept=kept_figures(exercise, {}))
