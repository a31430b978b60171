"""Names that a spreadsheet program accepts: of sheets, of tables, of a table's columns."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clvxl.report.records import SHEET_NAME, Table
from clvxl.report.style import safe_text

__all__ = ["free_name", "free_table_name", "table_name", "titles"]

HEADER_TEXT = 255
FORBIDDEN = str.maketrans("[]*?:/\\", "       ")
CELL_NAME = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
NOT_IN_NAME = re.compile(r"[^\w.]")


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a name that no sheet has: "Summary", "Summary 2", "Summary 3" and so on.

    >>> free_name("Summary", ["summary", "Summary 2"])
    'Summary 3'
    """
    known = {name.casefold() for name in taken}
    plain = wanted.translate(FORBIDDEN).strip("' ") or "clvxl"
    number, name = 1, plain[:SHEET_NAME]
    while name.casefold() in known:
        number += 1
        tail = f" {number}"
        name = plain[: SHEET_NAME - len(tail)].rstrip() + tail
    return name


def table_name(name: str) -> str:
    """Return a name that Excel accepts: no blanks, no digit first, not that of a cell.

    >>> table_name("top 20 %"), table_name("RFM2")
    ('top_20__', '_RFM2')
    """
    plain = NOT_IN_NAME.sub("_", name) or "_"
    bad = CELL_NAME.fullmatch(plain) or plain[0].isdigit() or plain[0] == "."
    return f"_{plain}"[:HEADER_TEXT] if bad else plain[:HEADER_TEXT]


def free_table_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a table's name that nothing in the workbook has.

    >>> free_table_name("segments", ["Segments", "segments_2"])
    'segments_3'
    """
    known = {name.casefold() for name in taken}
    plain = name = table_name(wanted)
    number = 1
    while name.casefold() in known:
        number += 1
        name = f"{plain}_{number}"
    return name


def titles(table: Table) -> list[str]:
    """Return titles as Excel wants them in a table: none empty, none twice in whatever case.

    >>> from clvxl.report.records import Column
    >>> titles(Table("a", 0, 0, (Column("F", [1]), Column("f", [1]), Column("", [1]))))
    ['F', 'f 2', 'Column 3']
    """
    known: set[str] = set()
    found = []
    for at, column in enumerate(table.columns, start=1):
        title = safe_text(column.title)[: HEADER_TEXT - 5] or f"Column {at}"
        number, unique = 1, title
        while unique.casefold() in known:
            number += 1
            unique = f"{title} {number}"
        known.add(unique.casefold())
        found.append(unique)
    return found
