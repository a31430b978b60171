"""What a built exercise answers: its solution by question, and the columns of its tables."""

from __future__ import annotations

from typing import Any

from clvxl.report.records import Formula, Report

__all__ = ["column", "solution"]


def solution(report: Report) -> dict[str, Any]:
    """The right answers by the keys of their questions."""
    cells = (cell for sheet in report.sheets for cell in sheet.cells)
    return {c.name[4:]: c.value.value for c in cells
            if c.name and c.name.startswith("sol_") and isinstance(c.value, Formula)}  # fmt: skip


def column(report: Report, table: str, title: str) -> list[Any]:
    """The values of a table's column, by the table's key and the column's title."""
    found = next(t for sheet in report.sheets for t in sheet.tables if t.name == table)
    [values] = [each.values for each in found.columns if " ".join(each.title.split()) == title]
    return [getattr(value, "value", value) for value in values]
