"""A sheet that is filled from above, and looks that tables of a report ask for."""

from __future__ import annotations

import pytest

from clvxl.report.colors import CUSTOMERS, shades
from clvxl.report.layout import paginate
from clvxl.report.records import Area, Column, Series, Sheet, Table
from clvxl.report.stack import Stack
from clvxl.report.style import STEADY_HEIGHT, header_look, look_runs, row_heights


def test_everything_has_its_place() -> None:
    """Texts, tables and charts follow each other; what stays leaves its row for what is beside it."""
    page = Stack("S", {0: 10.0, 1: 10.0, 2: 10.0})
    page.text("Title", "title")
    page.label("Beside")
    page.text("the label", "note", 1)
    page.begin_part()
    table = page.table("t", [Column("A", ["x", "y"]), Column("B", [1, 2])])
    page.begin_part()
    one = [Series("B", table.body(1), CUSTOMERS)]
    page.chart(5, "left", table.body(0), one, columns=1, stay=True)
    page.chart(5, "right", table.body(0), one, column=1)
    sheet = page.sheet()
    assert [(0, 0), (1, 0), (1, 1)] == [(text.row, text.column) for text in sheet.texts]
    assert [3, 1, 2] == [text.span for text in sheet.texts]
    assert [(5, 0, 1), (5, 1, 2)] == [(c.row, c.column, c.columns) for c in sheet.charts]
    assert (2, (0, 2, 5, 10)) == (table.row, sheet.parts)


def test_a_part_without_rows_is_none() -> None:
    """Beginning a part twice at one row begins one."""
    page = Stack("S", {0: 10.0})
    page.begin_part()
    page.text("a")
    page.begin_part()
    page.begin_part()
    page.text("b")
    assert (0, 1, 2) == page.sheet().parts


def test_fills_are_those_of_their_rows() -> None:
    """Each cell of a column with fills has its own, none where none is given, in every part."""
    fills = ["#111111", "#111111", None, "#222222"]
    table = Table("t", 0, 0, (Column("A", list("abcd"), "text", fills=fills, align="center"),))
    runs = [(first, last, look.fill, look.align) for first, last, look in look_runs(table, 0)]
    assert [
        (0, 1, "#111111", "center"), (2, 2, None, "center"), (3, 3, "#222222", "center")
    ] == runs  # fmt: skip
    assert "center" == header_look("text", first=True, button=False, align="center").align
    second = paginate("S", table, sheet_rows=3)[1]
    assert [None, "#222222"] == second.tables[0].columns[0].fills


def test_even_rows_are_as_high_as_the_highest() -> None:
    """A table with even rows gives each the height of the one that needs most, never less than steady."""
    words = "a text of many words " * 4
    wrapped = Table("t", 0, 0, (Column("A", ["x", words], "text", wrap=True),), even=True)
    heights = row_heights(Sheet("S", tables=(wrapped,)), {0: 20.0})
    assert heights[1] == heights[2] > 60
    plain = Table("t", 0, 0, (Column("A", [1, 2]),), even=True)
    assert {STEADY_HEIGHT} == set(row_heights(Sheet("S", tables=(plain,)), {}).values()) - {
        row_heights(Sheet("S", tables=(plain,)), {})[0]
    }


@pytest.mark.parametrize(
    ("printed", "unprinted", "expected"),
    [(None, 0, None), (9, 0, None), (4, 0, Area(0, 0, 4, 1)), (None, 1, Area(0, 0, 9, 0)),
     (4, 1, Area(0, 0, 4, 0))],
)  # fmt: skip
def test_what_goes_to_paper(printed: int | None, unprinted: int, expected: Area | None) -> None:
    """The first rows, without the last columns; nothing is said where all of it is printed."""
    table = Table("t", 0, 0, (Column("A", list(range(9))), Column("B", list(range(9)))))
    (sheet,) = paginate("S", table, printed=printed, unprinted=unprinted)
    assert expected == sheet.printed


def test_shades_end_in_the_colour() -> None:
    """So many different shades as asked for, from light to the colour itself."""
    found = shades(CUSTOMERS, 9)
    assert 9 == len(set(found))
    assert CUSTOMERS == found[-1]
    assert sorted(found, reverse=True) == found
