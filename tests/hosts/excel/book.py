"""A workbook in memory with the parts of xlwings' object model that the macros use.

It refuses what Excel refuses, counts the calls, and can fail at any of them. What xlwings itself
checks (colours, borders, chart types, axes) is checked by xlwings' own functions.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import xlwings.main as real
from xlwings.utils import col_name

from tests.hosts.excel.drawings import Charts, ExcelError, Listed, Planned, Tables

ROWS, COLUMNS = 1_048_576, 16_384
CELL_TEXT = 32_767
ARRAY_TEXT = 8_203
SHEET_NAME = 31
NUMBERLIKE = re.compile(r"[-+=@(]|\d[\d.,/:%eE -]*$|(true|false)$", re.IGNORECASE)
ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


def number_of(letters: str) -> int:
    """A column's number, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class App:
    """Excel itself: its switches, and what it was asked to say."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._state = {"screen_updating": True, "enable_events": True, "display_alerts": True,
                       "calculation": "automatic", "status_bar": False}  # fmt: skip
        self.said: list[tuple[str, str | None]] = []
        self.opened: list[str] = []
        self.shown: list[Any] = []
        self.books = SimpleNamespace(open=self._open)
        self.api = SimpleNamespace(ActiveWindow=Window(book))

    def _open(self, fullname: str) -> None:
        """Open a workbook; Excel takes no second one of the same name."""
        self._book.tick("open")
        if not Path(fullname).is_file():
            raise ExcelError(f"{fullname} is not found")
        if Path(fullname).name == self._book.name:
            raise ExcelError("a workbook of this name is open")
        self.opened.append(fullname)

    def alert(
        self,
        prompt: str,
        title: str | None = None,
        buttons: str = "ok",
        mode: str | None = None,
        callback: str | None = None,
    ) -> str:
        """Show a text."""
        self.said.append((prompt, mode))
        return "ok"


def switch(name: str) -> property:
    """A switch of Excel that counts as a call."""

    def put(self: App, value: Any) -> None:
        self._book.tick(name, free=name != "status_bar")
        self._state[name] = value
        if name == "status_bar":
            self.shown.append(value)

    return property(lambda self: self._state[name], put)


for _name in ("screen_updating", "enable_events", "display_alerts", "calculation", "status_bar"):
    setattr(App, _name, switch(_name))


class Window:
    """The window: frozen panes belong to the sheet that it shows."""

    def __init__(self, book: Book) -> None:
        object.__setattr__(self, "book", book)

    def __setattr__(self, name: str, value: Any) -> None:
        self.book.tick("window")
        self.book.sheets.active.window[name] = value


class Book:
    """A workbook: sheets by name, with the rows of values they begin with."""

    def __init__(self, **sheets: list[list[Any]]) -> None:
        self.calls: Counter[str] = Counter()
        self.total, self.fail_at = 0, 0
        self.eats_apostrophes = True
        self.name = "sales.xlsx"
        self.api = SimpleNamespace(ProtectStructure=False, Date1904=False)
        self.names = Names(self)
        self.sheets = Sheets(self)
        self.app = App(self)
        for name, rows in sheets.items():
            sheet = Sheet(self, name)
            sheet.fill(rows)
            self.sheets.listed.append(sheet)
        self.sheets.active = self.sheets.listed[0] if sheets else None
        self.chosen: Any = (1, 1, 1, 1)

    @property
    def selection(self) -> Any:
        """The selected cells of the sheet that is shown; None where it is a chart."""
        return None if self.chosen is None else Range(self.sheets.active, *self.chosen)

    def tick(self, what: str, *, free: bool = False) -> None:
        """Count a call; fail if it is the one that a test chose. Some are free: they undo."""
        self.calls[what] += 1
        if not free:
            self.total += 1
            if self.total == self.fail_at:
                raise Planned(what)

    def state(self) -> Any:
        """All that a user could see, to be compared."""
        return (
            [(s.name, dict(s.values), list(s.looks), [t.name for t in s.tables.listed],
              len(s.charts.listed), dict(s.window)) for s in self.sheets.listed],
            self.sheets.active.name, self.chosen, [n.name for n in self.names.listed],
            dict(self.app._state),
        )  # fmt: skip


class Names(Listed):
    """The names of a workbook."""

    def add(self, name: str, refers_to: str) -> Any:
        """Name cells."""
        self.owner.tick("name")
        if any(one.name.lower() == name.lower() for one in self.listed):
            raise ExcelError(f"the name {name} exists")
        if not re.fullmatch(r"='(?:[^']|'')+'!\$[A-Z]+\$\d+", refers_to):
            raise ExcelError(f"{refers_to} is no reference")
        made = SimpleNamespace(name=name, refers_to=refers_to, api=SimpleNamespace(Visible=True))
        made.delete = lambda: self.listed.remove(made)
        self.listed.append(made)
        return made


class Sheets(Listed):
    """The sheets of a workbook."""

    active: Any = None

    def add(self, name: Any = None, before: Any = None, after: Any = None) -> Sheet:
        """Add a sheet, which is shown then."""
        self.owner.tick("sheet")
        if self.owner.api.ProtectStructure:
            raise ExcelError("the structure is protected")
        free = (f"Sheet{n}" for n in itertools.count(1))
        taken = {sheet.name for sheet in self.listed}
        made = Sheet(self.owner, next(one for one in free if one not in taken))
        self.listed.insert(self.listed.index(after) + 1, made)
        self.active = made
        return made


class Sheet:
    """A sheet: values by row and column, looks as they were given, one after the other."""

    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self._name = name
        self.values: dict[tuple[int, int], Any] = {}
        self.looks: list[tuple[int, int, int, int, str, Any]] = []
        self.formulas: dict[tuple[int, int], str] = {}
        self.window: dict[str, Any] = {}
        self.merged: list[str] = []
        self.scales: list[tuple[str, Any]] = []
        self.tables = Tables(self)
        self.charts = Charts(self)
        self.page_setup = SimpleNamespace(api=SimpleNamespace(FitToPagesWide=1))
        self.broken_before: list[int] = []
        self.api = SimpleNamespace(
            Evaluate=lambda text: self.evaluate(text), HPageBreaks=SimpleNamespace(Add=self._break)
        )

    def _break(self, Before: Any) -> None:
        """Begin a page before a row."""
        self.broken_before.append(Before.cells.row - 1)

    def fill(self, rows: list[list[Any]]) -> None:
        """Put values as a user has typed them."""
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=1):
                if value is not None:
                    self.values[row, column] = value

    def evaluate(self, text: str) -> Any:
        """What Excel gives for an argument: numbers, texts, references."""
        if len(text) > 255:
            raise ExcelError("too long to evaluate")
        if match := ADDRESS.fullmatch(text):
            cells = self.range(text)
            value = cells.options(ndim=2).value
            raw = tuple(tuple(row) for row in value)
            return SimpleNamespace(Value2=raw if match[3] else raw[0][0])
        return text[1:-1] if text.startswith('"') else float(text)

    @property
    def name(self) -> str:
        """The name."""
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.book.tick("sheet name")
        taken = [s.name.lower() for s in self.book.sheets.listed if s is not self]
        if not 0 < len(value) <= SHEET_NAME or re.search(r"[\[\]:*?/\\]", value):
            raise ExcelError(f"a sheet cannot be called {value}")
        if value.lower() in taken or value.startswith("'") or value.endswith("'"):
            raise ExcelError(f"there is a sheet {value}")
        self._name = value

    @property
    def cells(self) -> Range:
        """All cells."""
        return Range(self, 1, 1, ROWS, COLUMNS)

    @property
    def used_range(self) -> Range:
        """The block around all values."""
        rows = [row for row, _ in self.values] or [1]
        columns = [column for _, column in self.values] or [1]
        return Range(self, min(rows), min(columns), max(rows), max(columns))

    def range(self, cell1: Any, cell2: Any = None) -> Any:
        """Cells by an address, or by their corners."""
        if isinstance(cell1, str):
            parts = [self._addressed(part) for part in cell1.split(",")]
            return parts[0] if len(parts) == 1 else parts
        return Range(self, *cell1, *(cell2 or cell1))

    def _addressed(self, text: str) -> Range:
        match = ADDRESS.fullmatch(text)
        if match is None:
            raise ExcelError(f"{text} is no range")
        top, left = int(match[2]), number_of(match[1])
        bottom = int(match[4]) if match[4] else top
        return Range(self, top, left, bottom, number_of(match[3]) if match[3] else left)

    def look(self, row: int, column: int, name: str, default: Any = None) -> Any:
        """The last look of a name that covers a cell."""
        for top, left, bottom, right, said, value in reversed(self.looks):
            if said == name and top <= row <= bottom and left <= column <= right:
                return value
        return default

    @property
    def show_gridlines(self) -> bool:
        """Whether grid lines are shown."""
        return bool(self.window.get("gridlines", True))

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self.book.tick("gridlines")
        self.window["gridlines"] = value

    def activate(self) -> None:
        """Show it."""
        self.book.tick("activate", free=True)
        self.book.sheets.active = self

    def delete(self) -> None:
        """Take it away; Excel would ask, were alerts on."""
        if self.book.app.display_alerts:
            raise ExcelError("Excel asks whether to delete the sheet")
        self.book.sheets.listed.remove(self)
        self.book.sheets.active = self.book.sheets.listed[-1]


class Range:
    """A block of cells, counted from 1."""

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        if not (1 <= top <= bottom <= ROWS and 1 <= left <= right <= COLUMNS):
            raise ExcelError(f"there are no cells {top, left, bottom, right}")
        self.sheet, self.row, self.column = sheet, top, left
        self._bottom, self._right = bottom, right
        self.api = Indented(self)
        self.conditional_formats = SimpleNamespace(add_color_scale=self._add_scale)
        self.font = SimpleNamespace(set=self._set_font)
        self.borders = SimpleNamespace(set=self._set_borders)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._bottom - self.row + 1, self._right - self.column + 1

    @property
    def address(self) -> str:
        """As Excel writes it."""
        first = f"${col_name(self.column)}${self.row}"
        last = f"${col_name(self._right)}${self._bottom}"
        return first if self.shape == (1, 1) else f"{first}:{last}"

    def __getitem__(self, key: tuple[int, int]) -> Range:
        row, column = self.row + key[0], self.column + key[1]
        return Range(self.sheet, row, column, row, column)

    @property
    def current_region(self) -> Range:
        """The block of filled cells around the first one: what touches it, and what that does."""
        seen, waiting = set(), [(self.row, self.column)]
        while waiting:
            row, column = waiting.pop()
            near = itertools.product(range(row - 1, row + 2), range(column - 1, column + 2))
            new = [at for at in near if at in self.sheet.values and at not in seen]
            seen.update(new)
            waiting += new
        rows = [self.row, *(row for row, _ in seen)]
        columns = [self.column, *(column for _, column in seen)]
        return Range(self.sheet, min(rows), min(columns), max(rows), max(columns))

    @property
    def table(self) -> Any:
        """The table that the first cell is in."""
        return next((t for t in self.sheet.tables if t.holds(self.row, self.column)), None)

    @property
    def formula(self) -> Any:
        """What was entered: of one cell by itself, of several as rows."""
        rows, columns = range(self.row, self._bottom + 1), range(self.column, self._right + 1)
        formulas, values = self.sheet.formulas, self.sheet.values
        found = tuple(
            tuple(formulas.get((r, c), values.get((r, c), "")) for c in columns) for r in rows
        )
        return found if self.shape != (1, 1) else found[0][0]

    def options(self, convert: Any = None, *, ndim: int = 2, err_to_str: bool = False) -> Any:
        """Ask for the values as rows."""
        self.sheet.book.calls["read"] += 1
        rows, columns = range(self.row, self._bottom + 1), range(self.column, self._right + 1)
        values = self.sheet.values
        return SimpleNamespace(value=[[values.get((r, c)) for c in columns] for r in rows])

    def _write(self, rows: Any) -> None:
        self.sheet.book.tick("write")
        several = isinstance(rows, list)
        rows = rows if several else [[rows]]
        if (len(rows), len(rows[0])) != self.shape or any(len(r) != len(rows[0]) for r in rows):
            raise ExcelError("the block has another shape")
        formats = [look for look in self.sheet.looks if look[4] == "number_format"]
        for at, row in enumerate(rows):
            for number, value in enumerate(row):
                self._put(self.row + at, self.column + number, value, several, formats)

    raw_value = property(None, _write)

    def _put(self, row: int, column: int, value: Any, several: bool, formats: list[Any]) -> None:
        if value == "":
            self.sheet.values.pop((row, column), None)
            return
        if type(value) not in (float, str) or (type(value) is float and not math.isfinite(value)):
            raise ExcelError(f"a cell cannot hold {value!r}")
        if isinstance(value, str):
            value = self._as_text(row, column, value, several, formats)
        self.sheet.values[row, column] = value

    def _as_text(self, row: int, column: int, value: str, several: bool, formats: list[Any]) -> str:
        if len(value) > CELL_TEXT or (several and self.shape != (1, 1) and len(value) > ARRAY_TEXT):
            raise ExcelError("the text is too long")
        plain = next((f[5] for f in reversed(formats)
                      if f[0] <= row <= f[2] and f[1] <= column <= f[3]), "General")  # fmt: skip
        if plain != "@" and NUMBERLIKE.match(value):
            raise ExcelError(f"{value} would be no text in {col_name(column)}{row}")
        eaten = value.startswith("'") and (plain != "@" or self.sheet.book.eats_apostrophes)
        return value[1:] if eaten else value

    def _give(self, name: str, value: Any) -> None:
        self.sheet.book.tick("format")
        where = (self.row, self.column, self._bottom, self._right)
        self.sheet.looks.append((*where, name, value))

    def _set_font(self, **given: Any) -> None:
        if "color" in given:
            real._border_color(given["color"])
        for name, value in given.items():
            self._give(f"font {name}", value)

    def _set_borders(self, which: Any, *, line_style: str, weight: str, color: str) -> None:
        sides = real._border_sides(which)
        real._border_line_style(line_style), real._border_weight(weight), real._border_color(color)
        if "inside_horizontal" in sides and self.shape[0] == 1:
            raise ExcelError("one row has no inner lines")
        for side in sides:
            self._give(side, (weight, color))

    def _add_scale(self, colors: list[str]) -> None:
        real._conditional_format_colors(colors)
        self.sheet.book.tick("scale")
        self.sheet.scales.append((self.address, colors))

    def merge(self, across: bool = False) -> None:
        """Merge the cells; Excel would ask if others than the first hold something."""
        self.sheet.book.tick("merge")
        self.sheet.merged.append(self.address)

    @property
    def merge_cells(self) -> bool | None:
        """Whether all cells are merged; None where some are, as of Excel."""
        return None if any(self._meets(each) for each in self.sheet.merged) else False

    @property
    def merge_area(self) -> Range:
        """The merged cell that the first cell is in, or that cell."""
        here = self[0, 0]
        found = (a for a in self.sheet.merged if here._meets(a))
        return next((self.sheet.range(address) for address in found), here)

    def _meets(self, address: str) -> bool:
        other = self.sheet.range(address)
        rows = self.row <= other._bottom and other.row <= self._bottom
        return rows and self.column <= other._right and other.column <= self._right

    def _sum(self, name: str, default: float, first: int, last: int, *, rows: bool) -> float:
        if last - first > 10_000:
            raise ExcelError("not needed here")
        at = (lambda n: (n, 1)) if rows else (lambda n: (1, n))
        return sum(self.sheet.look(*at(n), name, default) for n in range(first, last + 1))

    left = property(lambda self: self._sum("column_width", 8.43, 1, self.column - 1, rows=False))
    top = property(lambda self: self._sum("row_height", 15.0, 1, self.row - 1, rows=True))
    width = property(
        lambda self: self._sum("column_width", 8.43, self.column, self._right, rows=False)
    )
    height = property(lambda self: self._sum("row_height", 15.0, self.row, self._bottom, rows=True))


def given(name: str, low: float = 0, high: float = math.inf, check: Any = None) -> property:
    """A property of cells that is only set."""

    def put(self: Range, value: Any) -> None:
        if check is not None:
            check(value)
        if isinstance(value, float) and not low <= value <= high:
            raise ExcelError(f"{name} cannot be {value}")
        self._give(name, value)

    return property(None, put)


def number_format(self: Range) -> str | None:
    """The format of all cells, None where they differ, as Excel tells it."""
    cells = [(row, column) for row in range(self.row, self._bottom + 1)
             for column in range(self.column, self._right + 1)]  # fmt: skip
    found = {self.sheet.look(*cell, "number_format", "General") for cell in cells}
    return found.pop() if len(found) == 1 else None


Range.number_format = given("number_format").getter(number_format)
Range.wrap_text = given("wrap_text")
Range.color = given("color", check=real._border_color)
Range.horizontal_alignment = given("horizontal_alignment", check=real._horizontal_alignment)
Range.vertical_alignment = given("vertical_alignment", check=real._vertical_alignment)
Range.column_width = given("column_width", high=255.0)
Range.row_height = given("row_height", high=409.5)


class Indented:
    """The part of Excel's own range that is used."""

    IndentLevel = 0

    def __init__(self, cells: Range) -> None:
        object.__setattr__(self, "cells", cells)

    def __setattr__(self, name: str, value: Any) -> None:
        self.cells._give(name, value)
