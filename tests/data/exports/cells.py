"""Values as an export writes them: money, days, text; and the files that hold them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from tests.data.exports.world import Truth


class Money(NamedTuple):
    """An amount in hundredths."""

    cents: int


class Share(NamedTuple):
    """A discount in per cent."""

    percent: int


Cell: TypeAlias = Money | Share | str | int | dt.datetime | None


@dataclass(frozen=True)
class Style:
    """How values are written.

    `negative` is the form of an amount below 0: "-1", "1-" or "(1)"; `sign` stands before money
    with {} in its place; `share` is how a discount is written.
    """

    decimal: str = "."
    group: str = ""
    negative: str = "-1"
    sign: str = "{}"
    places: int = 2
    date: str = "%Y-%m-%d"
    share: str = "share"

    def money(self, cents: int) -> str:
        """Return an amount as text."""
        whole, part = divmod(abs(cents), 100)
        text = f"{whole:,}".replace(",", self.group) + (
            f"{self.decimal}{part:02d}" if self.places else ""
        )
        text = self.sign.format(text)
        if cents >= 0:
            return text
        return {"-1": f"-{text}", "1-": f"{text}-", "(1)": f"({text})"}[self.negative]

    def day(self, moment: dt.datetime) -> str:
        """Return a day as text."""
        if self.date == "en":
            return f"{moment:%b} {moment.day}, {moment.year}"
        if self.date == "zh":
            return f"{moment.year}年{moment.month}月{moment.day}日"
        if self.date == "d/m":
            return f"{moment.day}/{moment.month}/{moment.year}"
        if self.date == "m/d":
            return f"{moment.month}/{moment.day}/{moment.year} {moment:%H:%M}"
        return moment.strftime(self.date)

    def text(self, cell: Cell) -> str:
        """Return a cell as a text file has it."""
        if cell is None:
            return ""
        if isinstance(cell, Money):
            return self.money(cell.cents)
        if isinstance(cell, Share):
            if self.share == "share":
                return f"{cell.percent / 100:g}".replace(".", self.decimal)
            return f"{cell.percent}" + ("%" if self.share == "%" else "")
        return self.day(cell) if isinstance(cell, dt.datetime) else str(cell)


@dataclass
class Sheet:
    """A table with its truth.

    `answers` are the options that a person gives when asked: headers by role, and what
    `CleaningOptions` takes. `undecided` names what nothing in the file can tell;
    `truth_per_order` says that the amount is its order's.
    """

    layout: str
    headers: list[str]
    rows: list[list[Cell]]
    truth: Truth
    roles: dict[str, str]
    options: dict[str, Any] = field(default_factory=dict)
    undecided: str = ""
    truth_per_order: bool = False
    above: list[list[str]] = field(default_factory=list)
    below: list[list[Cell]] = field(default_factory=list)


def write_text(path: Path, sheet: Sheet, style: Style, encoding: str, delimiter: str) -> None:
    """Write a text file."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows(sheet.above)
    writer.writerow(sheet.headers)
    writer.writerows([style.text(cell) for cell in row] for row in (*sheet.rows, *sheet.below))
    path.write_bytes(out.getvalue().encode(encoding))


def write_workbook(path: Path, sheet: Sheet, style: Style) -> None:
    """Write a workbook of typed cells."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        money = book.add_format({"num_format": "#,##0.00"})
        share = book.add_format({"num_format": "0%"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        head = [*sheet.above, sheet.headers]
        for at, row in enumerate(head):
            page.write_row(at, 0, row)
        for at, line in enumerate((*sheet.rows, *sheet.below), start=len(head)):
            for column, cell in enumerate(line):
                _write(page, at, column, cell, style, (money, share, day))


def _write(page: Any, row: int, column: int, cell: Cell, style: Style, formats: Any) -> None:
    put: Callable[..., Any] = page.write_string
    if cell is None:
        return
    if isinstance(cell, Money):
        page.write_number(row, column, cell.cents / 100, formats[0])
    elif isinstance(cell, Share):
        if style.share == "share":
            page.write_number(row, column, cell.percent / 100, formats[1])
        else:
            page.write_number(row, column, cell.percent)
    elif isinstance(cell, dt.datetime):
        page.write_datetime(row, column, cell, formats[2])
    elif isinstance(cell, int):
        page.write_number(row, column, cell)
    else:
        put(row, column, cell)
