"""Sales as a user's sheet has them, for the tests of the macros."""

from __future__ import annotations

import datetime
from typing import Any

from clvxl.data.table import SourceTable


def sales_rows(lines: int, customers: int = 40) -> list[list[Any]]:
    """A header and lines: text customers, dates, amounts; a few lines that cannot be used."""
    start = datetime.datetime(2025, 1, 1)
    rows: list[list[Any]] = [["Customer", "Date", "Amount"]]
    for line in range(lines):
        day = start + datetime.timedelta(days=line * 7 % 365)
        rows.append([f"{line * line % customers:03d}", day, float(line % 17 + 1)])
    rows[2][0] = None
    rows[3][2] = "#N/A"
    return rows


def sales_table(lines: int, customers: int = 40) -> SourceTable:
    """The same as a job takes it."""
    from clvxl.hosts.excel.table import ExcelBook
    from clvxl.hosts.tables import find_place, read_table
    from tests.hosts.excel.book import Book

    book: Any = ExcelBook(Book(Sales=sales_rows(lines, customers)))
    return read_table(book, find_place(book))
