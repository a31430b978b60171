"""How the answers of a case compare with a plain script's, and a column of its working."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from clvxl.report.records import Formula, Report

__all__ = ["cells", "expect_same"]


def expect_same(expected: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """Texts are equal, numbers to nine digits, and no question is missing."""
    assert list(expected) == list(found)
    for key, value in expected.items():
        wanted = value if isinstance(value, str) else pytest.approx(value, rel=1e-9)
        assert wanted == found[key], key


def cells(report: Report, table: str, title: str) -> list[Any]:
    """The values of a table's column."""
    [found] = [t for sheet in report.sheets for t in sheet.tables if t.name == table]
    [column] = [column for column in found.columns if " ".join(column.title.split()) == title]
    return [cell.value if isinstance(cell, Formula) else cell for cell in column.values]
