"""What tests of a case look at: its right answers, and what formulas and functions give."""

from __future__ import annotations

from typing import Any

from clvxl.exercises.engine.build import build
from clvxl.exercises.engine.records import Exercise
from clvxl.report.records import Formula, Report

__all__ = ["answers", "solved", "step_values"]


def answers(report: Report) -> dict[str, Any]:
    """The right answers of a built workbook by their questions' keys."""
    cells = (cell for sheet in report.sheets for cell in sheet.cells)
    return {
        cell.name.removeprefix("sol_"): cell.value.value for cell in cells
        if cell.name and cell.name.startswith("sol_") and isinstance(cell.value, Formula)
    }  # fmt: skip


def solved(exercise: Exercise, language: str = "en", **given: Any) -> dict[str, Any]:
    """The right answers of an exercise over `columns` and `figures`, if given."""
    return answers(build(exercise, language, **given))


def step_values(report: Report) -> list[tuple[Any, Any]]:
    """What formula and function give, for each step that has a function."""
    value = lambda cell: cell.value if isinstance(cell, Formula) else cell  # noqa: E731
    tables = (table for sheet in report.sheets for table in sheet.tables)
    steps = (table for table in tables if [c.title for c in table.columns][3:4] == ["Agree"])
    return [
        (value(formula), value(function))
        for table in steps
        for formula, function in zip(table.columns[1].values, table.columns[2].values, strict=True)
        if function is not None
    ]
