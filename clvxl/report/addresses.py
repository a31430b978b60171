"""Cells as a formula names them: A1, $A$1:$B$7, 'Sheet name'!$A$1. Rows, columns from 0 on."""

from __future__ import annotations

import re

from clvxl.report.records import Area

__all__ = ["area_address", "cell_address", "column_number", "letters", "on_sheet"]

PLAIN_SHEET = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")


def letters(column: int) -> str:
    """Return a column's letters.

    >>> letters(0), letters(26), letters(16_383)
    ('A', 'AA', 'XFD')
    """
    first, last = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(ord("A") + last)


def column_number(text: str) -> int:
    """Return the column of letters, small ones too.

    >>> column_number("A"), column_number("AA"), column_number("xfd")
    (0, 26, 16383)
    """
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cell_address(row: int, column: int, *, fixed: str = "both") -> str:
    """Return a cell's address; `fixed` "both", "row", "column" or "none" gets the $.

    >>> cell_address(4, 1), cell_address(4, 1, fixed="column"), cell_address(4, 1, fixed="none")
    ('$B$5', '$B5', 'B5')
    """
    before = {"column": "$", "both": "$"}.get(fixed, "")
    between = {"row": "$", "both": "$"}.get(fixed, "")
    return f"{before}{letters(column)}{between}{row + 1}"


def area_address(area: Area) -> str:
    """Return the address of a block of cells, of one cell where it is one.

    >>> area_address(Area(4, 1, 8, 1)), area_address(Area(4, 1, 4, 1))
    ('$B$5:$B$9', '$B$5')
    """
    first = cell_address(area.first_row, area.first_column)
    last = cell_address(area.last_row, area.last_column)
    return first if first == last else f"{first}:{last}"


def on_sheet(sheet: str, address: str) -> str:
    """Return an address with its sheet's name, quoted where a program wants that.

    >>> on_sheet("Working", "A1"), on_sheet("Bob's data", "A1")
    ('Working!A1', "'Bob''s data'!A1")
    """
    plain = PLAIN_SHEET.fullmatch(sheet) and not re.fullmatch(r"[A-Za-z]{1,3}\d*|[Rr][Cc]", sheet)
    doubled = sheet.replace("'", "''")
    return f"{sheet}!{address}" if plain else f"'{doubled}'!{address}"
