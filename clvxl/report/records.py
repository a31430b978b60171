"""What a result workbook holds, as plain records that any host can draw.

Rows and columns count from 0 at the sheet's top left. Values are numbers, text or nothing: a date
is a sheet date (days since 1899-12-30) with the format "date"; None and NaN are empty cells.
Text is always text: a host never turns it into a formula, a number or a link. What computes is a
`Formula`: the template workbooks hold some, written to files; the reports of jobs hold none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "NUMBER_FORMATS", "Area", "Cell", "Chart", "ChartKind", "ColorScale", "Column", "Format",
    "Formula", "Repeated", "Report", "Role", "Rule", "Series", "Sheet", "Table", "TextAt",
]  # fmt: skip

Format: TypeAlias = Literal[
    "text",
    "general",
    "integer",
    "number",
    "amount",
    "factor",
    "percent",
    "date",
    "any_integer",
    "any_number",
    "any_amount",
    "any_percent",
]
Values: TypeAlias = Sequence[Any] | NDArray[Any]


class Repeated(Sequence[str]):
    """Some texts, each of which many rows have.

    Attributes
    ----------
    texts : sequence of str
    codes : ndarray of int
        Each row's text, by its place.

    Examples
    --------
    >>> found = Repeated(["low", "high"], np.array([1, 0, 1]))
    >>> list(found[1:]), found[0], len(found)
    (['low', 'high'], 'high', 3)
    """

    def __init__(self, texts: Sequence[str], codes: NDArray[np.integer[Any]]) -> None:
        self.texts, self.codes = texts, codes

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return Repeated(self.texts, self.codes[at])
        return self.texts[self.codes[at]]

    def __iter__(self) -> Iterator[str]:
        return map(self.texts.__getitem__, self.codes.tolist())


NUMBER_FORMATS: dict[Format, str] = {
    "text": "@",
    "general": "General",
    "integer": "#,##0",
    "number": "#,##0.0",
    "amount": "#,##0.00",
    "factor": "0.0000",
    "percent": "0.0%",
    "date": "yyyy-mm-dd",
    # Of what a person enters no decimal is hidden.
    "any_integer": "General;-General",
    "any_number": "#,##0.0####",
    "any_amount": "#,##0.00###",
    "any_percent": "0.0###%",
}
"""Number formats that Excel and Calc both understand, in every country's edition."""

SHEET_ROWS = 1_048_576
SHEET_COLUMNS = 16_384
CELL_TEXT = 32_767
SHEET_NAME = 31


@dataclass(frozen=True)
class Area:
    """A block of cells, first and last inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Formula:
    """A cell that computes: its text as Excel writes it in English, and the value it gives.

    The value (a number, text, a truth value or None) is stored beside the text, so that a program
    that cannot compute shows it too. `clvxl.exercises.engine.calculate` fills it in.
    """

    text: str
    value: Any = None


@dataclass(frozen=True)
class Rule:
    """What a cell accepts, and the sentence for the rest.

    `kind` "decimal", "integer" and "date" take bounds, each of which may be missing; "list" takes
    choices, "formula" one that is TRUE for what is accepted. `message` says what may stand there:
    as a tip beside the cell, and when something else is entered.
    """

    kind: Literal["decimal", "integer", "date", "list", "formula"]
    message: str
    title: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    formula: str = ""


Role: TypeAlias = Literal["input", "answer", "check", "result", "plain", "note", "body", "code"]
"""What a cell is for: a figure that may be changed, an answer to be found, its check, a result, a
value by the way, a remark, a paragraph, a formula shown as text."""

ChartKind: TypeAlias = Literal["bar", "column", "stacked", "line"]


@dataclass(frozen=True)
class Cell:
    """One cell that stands by itself: a value, a formula, or room for one (None).

    `name` is its name in the whole workbook. `span` columns are merged, and the text is wrapped;
    `lines` is the row's height in text lines; 0 makes it as high as the text that it shows needs,
    with a little room for other figures in it. `unlocked` leaves it open on a protected sheet.

    `anchor` is the column of another cell of the row, which nobody moves. The name is then that of
    the place and no more of the cell: a formula, `INDEX(Sheet!$C:$C,ROW(Sheet!$A$24))`, so that who
    cuts the cell and pastes it elsewhere takes no name along; rows that are inserted shift it.
    """

    row: int
    column: int
    value: Any
    role: Role = "plain"
    format: Format = "general"
    name: str | None = None
    rule: Rule | None = None
    span: int = 1
    lines: int = 1
    anchor: int | None = None
    unlocked: bool = False


@dataclass(frozen=True)
class TextAt:
    """One cell of text. `span` columns are merged; `lines` is the row's height in text lines."""

    row: int
    column: int
    text: str
    style: Literal["title", "headline", "heading", "note", "body"] = "body"
    span: int = 1
    lines: int = 1


@dataclass(frozen=True)
class Column:
    """One column of a table. `formats` gives a format per row where they differ; `align` then keeps
    numbers and texts at one edge. `fills` gives the colour of each cell, None for no colour. Values
    may be formulas. `name` is the name of the cells below the title in the whole workbook; `role`
    and `rule` are those of each cell. `heading` is the title in lines, where no program is to break
    it by itself.
    """

    title: str
    values: Values
    format: Format = "general"
    width: float | None = None
    wrap: bool = False
    formats: Sequence[Format] | None = None
    align: Literal["left", "center", "right"] | None = None
    fills: Sequence[str | None] | None = None
    name: str | None = None
    role: Role | None = None
    rule: Rule | None = None
    heading: str | None = None


@dataclass(frozen=True)
class Table:
    """A table with a header row at (row, column); its values stand below.

    `name` is an identifier, unique in the report. `filterable` asks for a real table with filter
    buttons; `total` says that the last row is a total. `header=False` draws no header row. `even`
    makes all rows of values as high as the one that needs most; `airy` makes each so high that its
    letters keep off the line above in any font.
    """

    name: str
    row: int
    column: int
    columns: tuple[Column, ...]
    filterable: bool = False
    total: bool = False
    header: bool = True
    even: bool = False
    airy: bool = False

    @property
    def rows(self) -> int:
        """How many rows of values there are."""
        return len(self.columns[0].values) if self.columns else 0

    @property
    def has_buttons(self) -> bool:
        """Whether it gets filter buttons: asked for, with headers and at least one value."""
        return self.filterable and self.header and self.rows > int(self.total)

    def body(self, column: int = 0, *, last: int | None = None) -> Area:
        """The cells of the values, from `column` to `last` (default: the same column)."""
        first = self.row + int(self.header)
        left = self.column + column
        right = left if last is None else self.column + last
        end = first + self.rows - 1 - int(self.total)
        return Area(first, left, end, right)


@dataclass(frozen=True)
class ColorScale:
    """Conditional colours over an area, from the lowest value to the highest."""

    area: Area
    low: str = "#FFFFFF"
    high: str = "#8CC5BB"


@dataclass(frozen=True)
class Series:
    """One series of a chart: its name and the cells of its values."""

    name: str
    values: Area
    color: str


@dataclass(frozen=True)
class Chart:
    """Bars that lie (the first category on top), columns, side by side or stacked, or lines.

    It covers `columns` × `rows` cells from (row, column) on, and is drawn from cells of the sheet
    named `sheet`, its own without one. `x_title` stands at the categories and `y_title` at the
    values, whichever way the chart lies. `format` is that of the values, `category_format` that
    of numbers among the categories. `highest` ends the axis of the values, which then begins at 0;
    without it the program chooses.
    """

    row: int
    column: int
    rows: int
    columns: int
    title: str
    categories: Area
    series: tuple[Series, ...]
    kind: ChartKind = "bar"
    sheet: str | None = None
    x_title: str = ""
    y_title: str = ""
    format: Format = "percent"
    category_format: Format = "general"
    highest: float | None = None


@dataclass(frozen=True)
class Sheet:
    """One sheet: what stands on it, how wide its columns are and how it prints.

    `widths` gives column widths in characters. `frozen` are the rows and columns that stay in
    view. `landscape` turns the paper; a sheet is always one page wide. `parts` are the rows with
    which parts begin that are not torn where a page ends, and the row after the last. `printed`
    are the cells that go to paper, None for all. `one_page` makes the sheet one page high too, and
    `parts` needless. `leading` is how high a line is, in its letters' size. `hidden` keeps the
    sheet out of sight until it is asked for. `protected` locks all cells but those that are
    unlocked, without a password. Cells and formulas are drawn in files only: the hosts that draw
    into an open workbook draw reports, which hold none.
    """

    name: str
    texts: tuple[TextAt, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    scales: tuple[ColorScale, ...] = ()
    cells: tuple[Cell, ...] = ()
    widths: dict[int, float] = field(default_factory=dict)
    frozen: tuple[int, int] = (0, 0)
    landscape: bool = False
    hidden: bool = False
    protected: bool = False
    parts: tuple[int, ...] = ()
    printed: Area | None = None
    one_page: bool = False
    leading: float = 1.4

    @property
    def size(self) -> int:
        """How many cells hold something, about."""
        alone = len(self.texts) + len(self.cells)
        return alone + sum((table.rows + 1) * len(table.columns) for table in self.tables)


@dataclass(frozen=True)
class Report:
    """A workbook: what a job found, or a template.

    `template` marks a template in the file's own properties, so that it can be filled; `homework`
    marks what a student hands in. Such a file is the same, byte for byte, whenever it is written.
    """

    title: str
    sheets: tuple[Sheet, ...]
    language: str = "en"
    template: str | None = None
    homework: str | None = None

    @property
    def size(self) -> int:
        """How many cells hold something, about."""
        return sum(sheet.size for sheet in self.sheets)


def is_blank(value: Any) -> bool:
    """Whether a value is drawn as an empty cell."""
    return (
        value is None or value == "" or (isinstance(value, float | np.floating) and value != value)
    )
