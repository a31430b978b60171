"""A user's own table put into an exercise, by column name in either language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from clvxl.data.columns import Chosen, match_columns
from clvxl.data.table import SourceTable
from clvxl.errors import TableError
from clvxl.exercises.build import build
from clvxl.exercises.records import Columns, Exercise, Field

if TYPE_CHECKING:
    from clvxl.data.records import Transactions
    from clvxl.report.records import Report

__all__ = ["Filled", "chosen_columns", "fill", "fit_table"]

LEFT_OUT_ANYWAY = "no_purchase"
"""Customers who only returned things are no customers of a template; all other faults refuse."""


@dataclass(frozen=True)
class Filled:
    """A table that fits: its columns by key, and what was left out of it on the way.

    `left_out` counts lines by reason: those of customers without a purchase and, where asked for,
    the lines that did not fit.
    """

    columns: Columns
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(next(iter(self.columns.values())))


def chosen_columns(exercise: Exercise) -> Chosen:
    """Return what a reader has to look for: None for sales, else titles in both languages.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> sorted(chosen_columns(EXERCISES["clv_dcf"]))
    ['cost?', 'retention?', 'revenue', 'year?']
    """
    if _takes_sales(exercise):
        return None
    return {
        each.key + ("?" if each.default else ""): (each.title.en, each.title.zh, *each.also)
        for each in exercise.data.fields
    }


def _takes_sales(exercise: Exercise) -> bool:
    return {"customer", "date", "amount"} <= {each.role for each in exercise.data.fields}


def fit_table(
    exercise: Exercise, table: SourceTable, *, leave_out: bool = False, chosen: Chosen = None
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

    Returns
    -------
    Filled

    Raises
    ------
    TableError
        A line does not fit (the first one is named), the table has too many rows or too few.
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
    if _takes_sales(exercise):
        filled = _sales(exercise, table, leave_out, chosen)
    else:
        filled = _by_titles(exercise, table, leave_out)
    data = exercise.data
    if filled.rows > data.most:
        raise TableError(
            "this template takes up to {most} rows, the table has {rows}: take a part of it, or "
            "use Segment sheet (clvxl segment), which has no such limit",
            most=data.most, rows=filled.rows,
        )  # fmt: skip
    if filled.rows < data.least:
        raise TableError(
            "this template needs {least} rows or more, the table has {rows}",
            least=data.least, rows=filled.rows,
        )  # fmt: skip
    return filled


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
    """
    return build(exercise, language, columns=filled.columns, figures=figures, progress=progress)


def _sales(exercise: Exercise, table: SourceTable, leave_out: bool, chosen: Chosen) -> Filled:
    from clvxl.data.cleaning import clean_transactions

    columns = match_columns(table.headers, chosen)
    if columns.kind != "transactions":
        raise TableError(
            "this template takes sales, one a line with customer, date and amount: the table has "
            "customers whose sales are summed already"
        )
    cleaned = clean_transactions(table, columns)
    if not leave_out:
        _refuse_faults(cleaned, table.headers)
    labels = [_label(label) for label in cleaned.labels.tolist()]
    found = {
        "customer": [labels[code] for code in cleaned.customers.tolist()],
        "date": cleaned.days.tolist(),
        "amount": cleaned.amounts.tolist(),
    }
    kept = {each.key: found[each.role] for each in exercise.data.fields if each.role in found}
    return Filled(kept, dict(cleaned.counts.reasons))


def _label(label: Any) -> Any:
    return label if isinstance(label, str) else (int(label) if label == int(label) else label)


def _refuse_faults(cleaned: Transactions, headers: Sequence[str]) -> None:
    left = cleaned.left_out
    faults = [at for at, reason in enumerate(left.reason.tolist()) if reason != LEFT_OUT_ANYWAY]
    if not faults:
        return
    first = faults[0]
    raise TableError(
        "row {first} does not fit (customer {customer}, date {date}, amount {amount}; {count} such "
        "rows in all): correct them, or leave such rows out with --leave-out",
        first=int(left.row[first]), count=len(faults), customer=_shown(left.customer[first]),
        date=_shown(left.date[first]), amount=_shown(left.amount[first]),
    )  # fmt: skip


def _shown(text: str) -> str:
    return text or "—"


def _by_titles(exercise: Exercise, table: SourceTable, leave_out: bool) -> Filled:
    import numpy as np

    places = match_columns(table.headers, chosen_columns(exercise)).roles
    fields = exercise.data.fields
    read = {each.key: _read(each, table, places[each.key]) for each in fields if each.key in places}
    blank = np.all([missing for _, missing, _ in read.values()], axis=0)
    bad = np.any([wrong for _, _, wrong in read.values()], axis=0) & ~blank
    if bad.any() and not leave_out:
        _refuse(table, fields, places, read, int(np.flatnonzero(bad)[0]))
    kept = np.flatnonzero(~blank & ~bad)
    columns = {
        each.key: [read[each.key][0][at] for at in kept]
        if each.key in read
        else list(each.default(len(kept)) if each.default else [])
        for each in fields
    }
    return Filled(columns, {"does_not_fit": int(bad.sum())} if bad.any() else {})


def _read(each: Field, table: SourceTable, at: int) -> tuple[list[Any], Any, Any]:
    """A column's values, which are missing, and which do not fit."""
    import numpy as np

    column = table.columns[at]
    missing = column.isna().to_numpy()
    if each.format == "text":
        texts = [
            "" if gone else _as_text(value) for value, gone in zip(column, missing, strict=True)
        ]
        return texts, missing, np.zeros(len(texts), dtype=bool)
    from clvxl.data.numbers import parse_numbers

    values, _ = parse_numbers(column, None, table.headers[at], table.numbers.get(at))
    wrong = np.isnan(values)
    if each.limit is not None:
        low = -np.inf if each.limit.low is None else each.limit.low
        high = np.inf if each.limit.high is None else each.limit.high
        wrong |= (values < low) | (values > high)
    return values.tolist(), missing, wrong


def _as_text(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _refuse(
    table: SourceTable,
    fields: Sequence[Field],
    places: Mapping[str, int],
    read: Mapping[str, tuple[list[Any], Any, Any]],
    row: int,
) -> None:
    each = next(f for f in fields if f.key in read and read[f.key][2][row])
    cell = table.columns[places[each.key]].iloc[row]
    if read[each.key][1][row]:
        raise TableError(
            "column {title} is blank: fill it in, or leave such rows out with --leave-out",
            title=table.headers[places[each.key]], row=table.first_row + row,
        )  # fmt: skip
    if each.format == "percent":
        raise TableError(
            "column {title} must hold numbers from 0 to 1, such as 0.2 for 20 %: correct them, or "
            "leave such rows out with --leave-out",
            title=table.headers[places[each.key]], value=cell, row=table.first_row + row,
        )  # fmt: skip
    raise TableError(
        "column {title} must hold numbers: correct them, or leave such rows out with --leave-out",
        title=table.headers[places[each.key]], value=cell, row=table.first_row + row,
    )  # fmt: skip
