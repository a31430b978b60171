"""A user's own table put into an exercise, by column name in either language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from clvxl.data.table import SourceTable
from clvxl.errors import ClvxlError, TableError
from clvxl.exercises.engine.build import drawn
from clvxl.exercises.engine.calculate import calculated
from clvxl.exercises.engine.records import Columns, Exercise
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions
    from clvxl.report.records import Report

__all__ = ["Filled", "chosen_columns", "fill", "fit_table", "takes_sales"]


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
    in a language and with the remedies of a face.
    """

    columns: Columns
    left_out: Mapping[str, int] = field(default_factory=dict)
    not_taken: tuple[Text, ...] = ()
    read: Callable[[str, Mapping[str, Text]], str] | None = None

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


def chosen_columns(
    exercise: Exercise, named: Mapping[str, str] | None = None
) -> Mapping[str, Sequence[str]]:
    """Return what a reader has to look for: the titles of the data in both languages.

    Parameters
    ----------
    exercise : Exercise
    named : mapping, optional
        Role to header, for sales whose headers are not the usual ones.

    Examples
    --------
    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> sorted(chosen_columns(EXERCISES["clv_dcf"]))
    ['cost?', 'retention?', 'revenue', 'year?']
    >>> chosen_columns(EXERCISES["clv_simple"], {"date": "When"})["customer+"]
    ('Card', '会员卡号')
    """
    sales = takes_sales(exercise)
    found: dict[str, Sequence[str]] = {
        f"{each.role}+" if sales else each.key + ("?" if each.default else ""): (
            each.title.en, each.title.zh, *each.also,
        )
        for each in exercise.data.fields
    }  # fmt: skip
    return found | dict(named or {})


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
        Role to header, for sales whose headers are not the usual ones.
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
    return filled


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
    progress: Callable[[float], None] | None = None,
) -> Report:
    """Return an exercise over a user's data, everything that depends on it grown or shrunk.

    Parameters
    ----------
    exercise : Exercise
    language : {"en", "zh"}
    filled : Filled
        What `fit_table` returned.
    figures : mapping, optional
        Values of figures that the user's template holds.
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
    report = drawn(exercise, language, columns=filled.columns, figures=figures)
    try:
        return calculated(report, progress)
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
