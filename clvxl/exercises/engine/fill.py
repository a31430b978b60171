"""A user's own table put into an exercise, by column name in either language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from clvxl.data._titles import title_key
from clvxl.data.table import SourceTable
from clvxl.errors import ClvxlError, InputError, TableError
from clvxl.exercises.engine.build import drawn
from clvxl.exercises.engine.calculate import calculated
from clvxl.exercises.engine.fill_case import origin_of, own_exercise
from clvxl.exercises.engine.fill_figures import figure_text
from clvxl.exercises.engine.records import Columns, Exercise, Figure
from clvxl.report.records import Cell, Formula, Report, Sheet
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions

__all__ = ["Filled", "chosen_columns", "field_key", "fill", "fit_table", "takes_sales"]

NO_FIELD = Text(
    "the exercise {exercise} has no column {name}: its columns are {names}",
    "练习 {exercise} 中没有 {name} 一列：可用的列有 {names}",
)
NOT_SO = Text("the figure {label} cannot be {found}: {limit}", "“{label}”不能是 {found}：{limit}")
TOO_FEW = Text(
    "this template needs {least} rows or more, the table has {rows}",
    "此模板至少需要 {least} 行，表格只有 {rows} 行",
)
TOO_MANY = Text(
    "this template takes up to {most} rows, the table has {rows}: take a part of it",
    "此模板最多 {most} 行，表格有 {rows} 行：请取其中一部分",
)
TOO_MANY_SALES = Text(
    "this template takes up to {most} rows, the table has {rows}: take a part of it, or "
    "{remedy[segment_sheet]}, which has no such limit",
    "此模板最多 {most} 行，表格有 {rows} 行：请取其中一部分，或{remedy[segment_sheet]}，"
    "它没有此限制",
)


@dataclass(frozen=True)
class Filled:
    """A table that fits: its columns by key, and what was left out of it on the way.

    `left_out` counts lines by reason: those of customers without a purchase, rows that add up
    others and, where asked for, the lines that did not fit. `not_taken` are the labels of figures
    that were changed in a template, but follow from the data. `read` says of sales what was read,
    in a language and with the remedies of a face; `origin` whose data they are. `kept` are the
    figures that are still the exercise's own.
    """

    columns: Columns
    left_out: Mapping[str, int] = field(default_factory=dict)
    not_taken: tuple[Text, ...] = ()
    read: Callable[[str, Mapping[str, Text]], str] | None = None
    origin: Text | None = None
    kept: tuple[Figure, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(next(iter(self.columns.values())))


def takes_sales(exercise: Exercise) -> bool:
    """Whether an exercise's data are sales: a customer, a date and an amount per line.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> takes_sales(EXERCISES["rfm"]), takes_sales(EXERCISES["clv_dcf"])
    (True, False)
    """
    return {"customer", "date", "amount"} <= {each.role for each in exercise.data.fields}


def field_key(exercise: Exercise, name: str) -> str:
    """Return what a reader knows a column by: a role of sales, or the key of another template.

    `name` is a key, a role or a title in either language.

    Raises
    ------
    InputError
        There is no such column; the sentence lists those that exist.

    Examples
    --------
    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> field_key(EXERCISES["clv_dcf"], "成本"), field_key(EXERCISES["clv_simple"], "Card")
    ('cost', 'customer')
    """
    wanted = title_key(name)
    fields, sales = exercise.data.fields, takes_sales(exercise)
    every = [(each, (each.key, each.role, *each.title)) for each in fields]
    every += [(each, each.also) for each in fields]
    for each, names in every:
        if wanted in map(title_key, names):
            return (each.role if sales else None) or each.key
    known = Text(
        ", ".join(f"{each.key} ({each.title.en})" for each in exercise.data.fields),
        "、".join(f"{each.key}（{each.title.zh}）" for each in exercise.data.fields),
    )
    raise InputError(NO_FIELD, name=name, exercise=exercise.name, names=known)


def chosen_columns(
    exercise: Exercise, named: Mapping[str, str] | None = None
) -> Mapping[str, Sequence[str]]:
    """Return what a reader has to look for: the titles of the data in both languages.

    Parameters
    ----------
    exercise : Exercise
    named : mapping, optional
        Role or key (see `field_key`) to header, where headers are not the usual ones.

    Examples
    --------
    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> chosen_columns(EXERCISES["clv_dcf"], {"revenue": "Umsatz"})["revenue!"][:3]
    ('Umsatz', 'Revenue', '收入')
    >>> sorted(chosen_columns(EXERCISES["clv_dcf"]))
    ['cost?', 'retention?', 'revenue', 'year?']
    >>> chosen_columns(EXERCISES["clv_simple"], {"date": "When"})["customer+"]
    ('Card', '会员卡号')
    """
    named = dict(named or {})
    fields = {each.key: (*each.title, *each.also) for each in exercise.data.fields}
    if takes_sales(exercise):
        roles = {each.key: f"{each.role}+" for each in exercise.data.fields}
        return {roles[key]: titles for key, titles in fields.items()} | named
    found: dict[str, Sequence[str]] = {
        each.key + ("?" if each.default else ""): fields[each.key]
        for each in exercise.data.fields
        if each.key not in named
    }
    return found | {f"{key}!": (header, *fields[key]) for key, header in named.items()}


def fit_table(
    exercise: Exercise,
    table: SourceTable,
    *,
    leave_out: bool = False,
    chosen: Mapping[str, str] | None = None,
    options: CleaningOptions | None = None,
) -> Filled:
    """Check that a table fits an exercise, and return it as the exercise's data.

    Parameters
    ----------
    exercise : Exercise
        The exercise whose data it is to replace.
    table : SourceTable
        As a reader found it with `chosen_columns`.
    leave_out : bool
        Leave out lines that do not fit instead of refusing.
    chosen : mapping, optional
        Role or key to header, as `chosen_columns` takes it.
    options : CleaningOptions, optional
        How dates and numbers in text are read: its date_order and decimal.

    Returns
    -------
    Filled

    Raises
    ------
    TableError
        A line does not fit (the first one is named), the table has too many rows or too few, its
        customers are too many or differ in capital letters alone, or no revenue is left.
    ColumnsNotFoundError, AmbiguousError
        A column is missing, or can be read two ways.

    Examples
    --------
    >>> import pandas as pd
    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> values = pd.Series([10., 9.]), pd.Series([4., 4.])
    >>> table = SourceTable("flows.csv", ("收入", "成本"), values)
    >>> fit_table(EXERCISES["clv_dcf"], table).columns["cost"]
    [4.0, 4.0]
    """
    from clvxl.exercises.engine.fill_sales import check_sales, read_sales
    from clvxl.exercises.engine.fill_titles import read_titles

    titles, sales = chosen_columns(exercise, chosen), takes_sales(exercise)
    if sales:
        columns, left_out, read = read_sales(exercise, table, titles, options, leave_out)
        filled = Filled(columns, left_out, read=read)
    else:
        decimal = options.decimal if options else None
        filled = Filled(*read_titles(exercise, table, titles, decimal, leave_out))
    _check_rows(exercise, filled.rows)
    if sales:
        check_sales(exercise, filled.columns)
    return replace(filled, origin=origin_of(exercise, table, filled.rows))


def _check_rows(exercise: Exercise, rows: int) -> None:
    data = exercise.data
    if not data.least <= rows <= data.most:
        too_many = TOO_MANY_SALES if takes_sales(exercise) else TOO_MANY
        text = TOO_FEW if rows < data.least else too_many
        raise TableError(text, least=data.least, most=data.most, rows=rows)


def fill(
    exercise: Exercise,
    language: str,
    filled: Filled,
    *,
    figures: Mapping[str, Any] | None = None,
    title: str | None = None,
    progress: Callable[[float], None] | None = None,
) -> Report:
    """Return an exercise over a user's data, everything that depends on it grown or shrunk.

    It tells no story: the neutral title and case stand instead, and the figures that are still the
    exercise's own are marked.

    Parameters
    ----------
    exercise : Exercise
    language : {"en", "zh"}
    filled : Filled
        What `fit_table` returned.
    figures : mapping, optional
        Values of figures that the user gave, by name or in a template.
    title : str, optional
        The user's own title.
    progress : callable, optional
        Called now and then with the share done, 0 to 1.

    Returns
    -------
    Report
        The filled workbook.

    Raises
    ------
    TableError
        A formula cannot be computed with this data and these figures.
    """
    own = own_exercise(exercise, filled.columns, filled.origin, figures or {}, title)
    report = drawn(own, language, figures=figures)
    asked = _asked(exercise, filled.columns, figures or {})
    checks = Sheet("?", cells=tuple(Cell(at, 0, Formula(f)) for at, (_, f) in enumerate(asked)))
    try:
        report = calculated(replace(report, sheets=(*report.sheets, checks)), progress)
    except ClvxlError:
        raise
    except ValueError as error:
        raise TableError(
            Text(
                "this table cannot be worked out in the template ({reason}): check its amounts "
                "and the figures of the template",
                "此表格无法在模板中算出结果（{reason}）：请检查表中的金额和模板中的数据",
            ),
            reason=str(error),
        ) from error
    *sheets, checks = report.sheets
    for (figure, _), cell in zip(asked, checks.cells, strict=True):
        _refuse(figure, cell, filled.columns, (figures or {})[figure.key])
    return replace(report, sheets=tuple(sheets))


def _asked(
    exercise: Exercise, columns: Columns, given: Mapping[str, Any]
) -> list[tuple[Figure, str]]:
    """The given figures whose limit is a formula, as one that must be one of the data."""
    limits = [(each, each.limit_with(columns)) for each in exercise.figures if each.key in given]
    return [(each, limit.formula) for each, limit in limits if limit and limit.kind == "formula"]


def _refuse(figure: Figure, cell: Cell, columns: Columns, value: Any) -> None:
    limit = figure.limit_with(columns)
    if limit is not None and isinstance(cell.value, Formula) and cell.value.value is not True:
        raise InputError(
            NOT_SO, label=figure.label, found=figure_text(figure, value), limit=limit.message
        )
