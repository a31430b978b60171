"""Looks of cells by their role, and rows as high as what stands in them."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.report.layout import text_width
from clvxl.report.records import (
    NUMBER_FORMATS,
    Area,
    Cell,
    Chart,
    Column,
    Formula,
    Role,
    Series,
    Sheet,
    Table,
    TextAt,
)
from clvxl.report.style import (
    AIR,
    AXIS_FORMATS,
    ROLES,
    STEADY_HEIGHT,
    cell_look,
    column_widths,
    lines_in,
    row_heights,
    value_look,
)


def test_each_role_has_its_own_look() -> None:
    """No two roles look the same, and each role has a look."""
    assert set(get_args(Role)) == set(ROLES)
    assert len(ROLES) == len({cell_look(Cell(0, 0, 1, role)) for role in ROLES})


def test_formats() -> None:
    """A cell keeps its format; a formula shown as text is text, one that computes is none."""
    assert "percent" == cell_look(Cell(0, 0, 1, "input", "percent")).format
    assert "text" == cell_look(Cell(0, 0, "=A1", "code")).format
    assert "general" == cell_look(Cell(0, 0, Formula("=A1"), "code")).format
    assert "date" == cell_look(Cell(0, 0, 1, "code", "date")).format
    assert set(NUMBER_FORMATS) == set(AXIS_FORMATS)


@pytest.mark.parametrize(
    ("cell", "wrap", "vertical"),
    [
        (Cell(0, 0, "a"), False, "center"),
        (Cell(0, 0, "a", span=2), True, "center"),
        (Cell(0, 0, "a", lines=2), True, "center"),
        (Cell(0, 0, "a", "check"), True, "center"),
        (Cell(0, 0, None, "answer", lines=3), True, "center"),
    ],
)
def test_wrapping(cell: Cell, wrap: bool, vertical: str) -> None:
    """Text over several columns or lines is wrapped; an answer stays at its row's middle."""
    look = cell_look(cell)
    assert (wrap, vertical) == (look.wrap, look.vertical)


def test_columns_with_a_role() -> None:
    """A column's cells look as its role says, with a box in place of the line; its total not."""
    column = Column("C", [1, 2, 3], "amount", role="input")
    table = Table("t", 0, 0, (column,), total=True)
    first, total = value_look(table, 0, 0), value_look(table, 0, 2)
    assert (ROLES["input"].fill, None, "amount") == (first.fill, first.bottom, first.format)
    assert (None, None, True) == (total.fill, total.box, total.bold)


def test_formulas_are_measured_by_what_they_give() -> None:
    """A column of formulas is as wide as a column of their values."""
    values = [1234567.5, "a long text of an answer", None]
    plain = Table("t", 0, 0, (Column("V", values, "amount"),))
    formulas = [Formula("=A1", value) for value in values]
    other = Table("t", 0, 0, (Column("V", formulas, "amount"),))
    assert column_widths(Sheet("S", tables=(plain,))) == column_widths(Sheet("S", tables=(other,)))


def test_heights_of_cells() -> None:
    """A row is as high as the cell or text with the most lines."""
    cells = Cell(1, 0, "a", lines=2), Cell(1, 1, "b", lines=4), Cell(1, 2, "c", "code", lines=3)
    heights = row_heights(Sheet("S", (TextAt(1, 3, "d", lines=3),), cells=cells), {})
    assert {1: pytest.approx(4 * 11 * 1.4 + AIR)} == heights


def test_wrapped_formulas_and_checks() -> None:
    """Checks of a column wrap without being asked, and formulas count as what they give."""
    said = "a hint of many words " * 4
    column = Column("Check", [Formula("=A1", said), said, ""], role="check")
    heights = row_heights(Sheet("S", tables=(Table("t", 0, 0, (column,)),)), {0: 20.0})
    assert 5 * 15 <= heights[1] == heights[2]
    assert 3 not in heights


def test_rows_above_plots_are_steady() -> None:
    """No row above a plot can grow with a program's font, and so move the plot's cells."""
    series = (Series("S", Area(0, 0, 1, 0), "#1F7A6D"),)
    chart = Chart(4, 0, 9, 4, "T", Area(0, 0, 1, 0), series)
    assert dict.fromkeys(range(4), STEADY_HEIGHT) == row_heights(Sheet("S", charts=(chart,)), {})


@given(st.text("ab 客户\n"), st.floats(4, 100), st.floats(0, 100))
def test_lines(text: str, width: float, more: float) -> None:
    """Text never takes fewer lines than it must, nor more where there is more room."""
    lines = lines_in(text, width)
    assert max(1, text.count("\n") + 1) <= lines
    assert text_width(text.replace("\n", "")) <= lines * width
    assert lines_in(text, width + more) <= lines
