"""What a person enters into a template: answers, other figures, other data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from clvxl.exercises.engine.front import CHECK
from clvxl.exercises.engine.records import Exercise, Field
from clvxl.report.records import Column, Report, Sheet

__all__ = ["datum_of", "entered", "other_datum", "other_figure", "slips"]

SLIP = re.compile(
    r"ABS\(INDEX\(\$F\$1:\$F\$999,ROW\(\)\)-\((.*?)\)\)<=|=UPPER\(TRIM\(\((.*?)\)\)\),"
)


def other_figure(value: Any, others: Iterable[str] = ()) -> Any:
    """Another sensible value of a figure; a text becomes another of `others`."""
    if isinstance(value, str):
        return sorted({*others} - {value})[-1]
    if 0 < value < 1:
        return 0.9 * value
    return value + 1 if value < 1000 else 1.01 * value


def datum_of(exercise: Exercise) -> Field:
    """The column of the data in which a number is changed: an amount, if there is one."""
    fields = exercise.data.fields[1:]
    numbers = [field for field in fields if field.format in ("amount", "integer")]
    return (numbers or [field for field in fields if field.format not in ("text", "date")])[0]


def other_datum(field: Field, value: float) -> float:
    """Another sensible number of the data."""
    if field.format in ("amount", "integer"):
        return 3.0 * value + 100.0
    return 0.9 * value if field.format == "percent" else value % 5 + 1


def entered(report: Report, values: Mapping[str, Any]) -> Report:
    """A report with other values in named cells, and in the first rows of named columns."""

    def column(old: Column) -> Column:
        if old.name not in values:
            return old
        return replace(old, values=[values[old.name], *old.values[1:]])

    def sheet(old: Sheet) -> Sheet:
        cells = tuple(replace(c, value=values.get(c.name or "", c.value)) for c in old.cells)
        tables = tuple(
            replace(table, columns=tuple(map(column, table.columns))) for table in old.tables
        )
        return replace(old, cells=cells, tables=tables)

    return replace(report, sheets=tuple(map(sheet, report.sheets)))


def slips(report: Report, key: str) -> list[str]:
    """The wrong answers to a question that its check knows, as formulas without =."""
    front = report.sheets[0]
    row = next(cell.row for cell in front.cells if cell.name == f"ans_{key}")
    check = next(cell for cell in front.cells if (cell.row, cell.column) == (row, CHECK))
    return [number or text for number, text in SLIP.findall(check.value.text)]
