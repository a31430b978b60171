"""An exercise as a workbook, in a language, over its own data or a user's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from clvxl.exercises.engine.back import draw_functions, draw_solution
from clvxl.exercises.engine.blocks import draw_page, place_page
from clvxl.exercises.engine.calculate import calculated
from clvxl.exercises.engine.front import (
    data_columns,
    draw_front,
    place_front,
    titles_and_formats,
)
from clvxl.exercises.engine.places import Place, Places
from clvxl.exercises.engine.records import Columns, Exercise
from clvxl.exercises.engine.words import Words
from clvxl.report.records import Report, Sheet, Table
from clvxl.text import NOTHING, Text

__all__ = ["build", "drawn", "drawn_with_words", "usual_columns"]


def usual_columns(exercise: Exercise, language: str) -> Columns:
    """Return the exercise's own data in a language, by the keys of its columns.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> usual_columns(EXERCISES["clv_dcf"], "en")["revenue"]
    [8000, 4500, 5000, 5200]
    """
    fields = exercise.data.fields
    values = [
        [value.say(language) if isinstance(value, Text) else value for value in column]
        for column in exercise.data.values()
    ]
    return {field.key: column for field, column in zip(fields, values, strict=True)}


def build(
    exercise: Exercise,
    language: str = "en",
    *,
    columns: Columns | None = None,
    figures: Mapping[str, Any] | None = None,
    title: str | None = None,
    progress: Callable[[float], None] | None = None,
) -> Report:
    """Return an exercise as a workbook, every formula with its value.

    Parameters
    ----------
    exercise : Exercise
        The exercise.
    language : {"en", "zh"}
        Of the texts and sheet names; names of cells are the same in both.
    columns : mapping, optional
        Other data: one list a field of the exercise's data, equally long. The neutral title and
        case then stand for those of the exercise, which tell of its own data.
    figures : mapping, optional
        Other values of the figures, by key.
    title : str, optional
        Another title.
    progress : callable, optional
        Called now and then with the share done, 0 to 1.

    Returns
    -------
    Report
        The template: exercise, data, working, charts, the hidden solution and the functions.

    Examples
    --------
    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> [sheet.name for sheet in build(EXERCISES["clv_dcf"]).sheets]
    ['Exercise', 'Working', 'Readings', 'Solution', 'Functions']
    """
    return calculated(
        drawn(exercise, language, columns=columns, figures=figures, title=title), progress
    )


def drawn(
    exercise: Exercise,
    language: str,
    *,
    columns: Columns | None = None,
    figures: Mapping[str, Any] | None = None,
    title: str | None = None,
) -> Report:
    """Return an exercise as a workbook whose formulas have no values yet; see `build`.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> drawn(EXERCISES["clv_dcf"], "zh").template
    'clv_dcf/zh'
    """
    report, _ = drawn_with_words(
        exercise if columns is None else _of_other_data(exercise),
        language, columns=columns, figures=figures, title=title,
    )  # fmt: skip
    return report


def drawn_with_words(
    exercise: Exercise,
    language: str,
    *,
    columns: Columns | None = None,
    figures: Mapping[str, Any] | None = None,
    title: str | None = None,
) -> tuple[Report, Words]:
    """Return an exercise as a workbook without values, its story kept, and where all stands in it.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> _, words = drawn_with_words(EXERCISES["clv_dcf"], "en")
    >>> words.places.cells["stated_end"]
    ('Readings', 4, 1)
    """
    data = usual_columns(exercise, language) if columns is None else columns
    if title is not None:
        exercise = replace(exercise, title=Text(title, title))
    words = Words(language, data, Places())
    own_sheet = exercise.data.sheet is not None
    if own_sheet:
        _place_data(exercise, words)
    front = place_front(exercise, words)
    placed = [place_page(page, words) for page in exercise.pages]
    sheets = [draw_front(exercise, front, words, dict(figures or {}))]
    if own_sheet:
        sheets.append(_data_sheet(exercise, words))
    sheets += [draw_page(page, words) for page in placed]
    sheets += [draw_solution(exercise, words), draw_functions(exercise, words)]
    said = words.text(exercise.title)
    template = f"{exercise.name}/{language}"
    return Report(said, tuple(sheets), language, template), words


def _of_other_data(exercise: Exercise) -> Exercise:
    """An exercise without its story, and without the source of figures that are no longer there."""
    case = (exercise.neutral,)
    return replace(exercise, title=exercise.neutral_title, case=case, source=NOTHING)


def _place_data(exercise: Exercise, words: Words) -> None:
    assert exercise.data.sheet is not None
    fields, sheet = exercise.data.fields, words.text(exercise.data.sheet)
    rows = len(words.columns[fields[0].key])
    keys = tuple(field.key for field in fields)
    place = Place(sheet, 1, 0, rows, keys, *titles_and_formats(exercise, words))
    words.places.add_table("data", place)


def _data_sheet(exercise: Exercise, words: Words) -> Sheet:
    """The data on a sheet of its own, from its first row on, as a person's own sales stand."""
    columns = data_columns(exercise, words)
    widths = {at: column.width or 14.0 for at, column in enumerate(columns)}
    table = Table("data", 0, 0, columns, filterable=True)
    sheet = words.places.tables["data"].sheet
    return Sheet(sheet, tables=(table,), widths=widths, frozen=(1, 0))
