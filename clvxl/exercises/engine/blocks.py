"""Pages of working and charts: where their blocks stand, and the blocks as tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from clvxl.exercises.engine import records as ex
from clvxl.exercises.engine.places import Here, Place, Places
from clvxl.exercises.engine.texts import say
from clvxl.exercises.engine.titles import broken, narrowest
from clvxl.exercises.engine.words import (
    LEADING,
    NO_FUNCTION,
    Words,
    calls_ours,
    guarded,
    text_alone,
)
from clvxl.report.colors import ACTUAL, CUSTOMERS, EVEN, EXPECTED, REVENUE, SERIES
from clvxl.report.records import (
    Cell,
    Chart,
    ColorScale,
    Column,
    Format,
    Formula,
    Role,
    Series,
    Sheet,
    Table,
    TextAt,
)
from clvxl.text import Text

__all__ = ["PlacedPage", "chart_of", "draw_page", "place_page", "texts_and_cells"]

COLORS = {
    "of_customers": CUSTOMERS, "customers": CUSTOMERS, "after": CUSTOMERS,
    "of_revenue": REVENUE, "revenue": REVENUE, "margin": REVENUE, "cumulative": REVENUE,
    "happened": ACTUAL, "seen": ACTUAL, "found": ACTUAL,
    "expected": EXPECTED, "model": EXPECTED, "rate_model": EXPECTED, "foreseen": EXPECTED,
    "even": EVEN, "limit": EVEN, "fixed": EVEN, "rate_fixed": EVEN, "years_fixed": EVEN,
}  # fmt: skip
"""Column keys whose meaning has a colour; others take those of `SERIES` that are left, in turn."""
STEP_WIDTHS = (42.0, 16.0, 16.0, 11.0, 58.0)
STEP_KEYS = ("step", "formula", "function", "agree", "remark")
LONG = 30
PAGE_WIDTH = 96.0
"""Characters; texts are wrapped and charts drawn about so wide."""
BESIDE_WIDTH = {"en": 64.0, "zh": 56.0}
"""That of a chart beside what it shows: as wide on a screen in either font."""
NARROW = 40.0
"""A chart that had less than this goes below instead."""
BROADEST = {"en": 178.0, "zh": 157.0}
"""What goes on paper in letters of 8 points, turned."""


@dataclass(frozen=True)
class PlacedBlock:
    """A block and where its heading and its header row stand."""

    block: ex.Block
    row: int
    column: int
    top: int
    rows: int
    columns: int

    @property
    def end(self) -> int:
        """The row after its last one."""
        return self.top + 1 + self.rows


@dataclass(frozen=True)
class PlacedPage:
    """A page whose blocks have their places."""

    page: ex.Page
    sheet: str
    blocks: Sequence[PlacedBlock]
    widths: dict[int, float] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """The row after the last block."""
        return max(each.end for each in self.blocks)

    @property
    def span(self) -> int:
        """How many columns make the page's width."""
        return columns_within(self.widths, 0, PAGE_WIDTH)


def columns_within(widths: dict[int, float], first: int, width: float) -> int:
    """Return how many columns from `first` on are about so wide together, at least one."""
    count, so_far = 0, 0.0
    while so_far < width - 4 and count < 30:
        so_far += widths.get(first + count, 8.43)
        count += 1
    return max(count, 1)


def place_page(page: ex.Page, words: Words) -> PlacedPage:
    """Give each block of a page its place, one below the other, and note them in `words.places`."""
    sheet = words.text(page.sheet)
    placed: list[PlacedBlock] = []
    found = PlacedPage(page, sheet, placed)
    next_row = 3 if page.note else 2
    for block in page.blocks:
        row, column = next_row, 0
        if isinstance(block, ex.Grid | ex.Spill | ex.Diagram) and block.beside:
            before = placed[-1]
            after = before.column + before.columns + 1
            if not isinstance(block, ex.Diagram) or _room(found, after, words) >= NARROW:
                row, column = before.row, after
        here = _placed(block, row, column, words)
        placed.append(here)
        for at, width in enumerate(_widths(block, words), start=column):
            found.widths[at] = max(found.widths.get(at, 0.0), width)
        next_row = max(next_row, here.end + 1)
        _note(here, sheet, words)
    placed[:] = [_wide(each, found, words) for each in placed]
    return found


def _room(page: PlacedPage, column: int, words: Words) -> float:
    """How wide a chart from a column on may be."""
    used = sum(page.widths.get(at, 8.43) for at in range(column))
    return min(BROADEST[words.language] - used, BESIDE_WIDTH[words.language])


def _placed(block: ex.Block, row: int, column: int, words: Words) -> PlacedBlock:
    top = row + 1 + int(block.note is not None)
    if isinstance(block, ex.Diagram):
        return PlacedBlock(block, row, column, top, block.rows, 0)
    rows = len(block.steps) if isinstance(block, ex.Steps) else words.size(block.size)
    return PlacedBlock(block, row, column, top, rows, len(_widths(block, words)))


def _wide(each: PlacedBlock, page: PlacedPage, words: Words) -> PlacedBlock:
    """A block with its number of columns, which those of a chart are once all widths are known."""
    block = each.block
    if not isinstance(block, ex.Diagram):
        return each
    if each.column == 0:
        return replace(each, columns=page.span)
    # Columns of blocks further below may have made what stands left of it wider.
    width = min(max(_room(page, each.column, words), NARROW), block.breadth)
    return replace(each, columns=columns_within(page.widths, each.column, width))


def _widths(block: ex.Block, words: Words) -> Sequence[float]:
    if isinstance(block, ex.Diagram):
        return ()
    if isinstance(block, ex.Steps):
        return STEP_WIDTHS
    return [max(col.width, narrowest(words.text(col.title))) for col in block.columns]


def _note(placed: PlacedBlock, sheet: str, words: Words) -> None:
    block, body, places = placed.block, placed.top + 1, words.places
    if isinstance(block, ex.Diagram):
        return
    if isinstance(block, ex.Steps):
        place = Place(sheet, body, placed.column, placed.rows, STEP_KEYS)
        for at, step in enumerate(block.steps):
            places.add_cell(step.key, sheet, body + at, placed.column + 1)
    else:
        keys = tuple(col.key for col in block.columns)
        titles = tuple(words.text(col.title) for col in block.columns)
        formats = tuple(col.format for col in block.columns)
        place = Place(sheet, body, placed.column, placed.rows, keys, titles, formats)
    places.add_table(block.key, place)


def draw_page(placed: PlacedPage, words: Words) -> Sheet:
    """Return a page as a sheet."""
    page = placed.page
    drawn: list[TextAt | Cell] = [TextAt(0, 0, words.text(page.title), "title")]
    if page.note:
        drawn.append(_wrapped(1, 0, page.note, "body", placed, placed.span, words))
    tables: list[Table] = []
    charts: list[Chart] = []
    scales: list[ColorScale] = []
    for each in placed.blocks:
        drawn += _headings(each, placed, words)
        if isinstance(each.block, ex.Diagram):
            charts.append(chart_of(each.block, each.top, each.column, each.columns, words))
        else:
            tables.append(_table(each, placed.sheet, words))
            scales += _scales(each, words.places)
    texts, cells = texts_and_cells(drawn)
    return Sheet(
        placed.sheet, texts=texts, tables=tuple(tables), charts=tuple(charts), cells=cells,
        scales=tuple(scales), widths=placed.widths, frozen=_frozen(placed),
        landscape=page.landscape, leading=LEADING[words.language],
        parts=(*sorted({each.row for each in placed.blocks}), placed.end),
    )  # fmt: skip


def texts_and_cells(
    drawn: Iterable[TextAt | Cell],
) -> tuple[tuple[TextAt, ...], tuple[Cell, ...]]:
    """Return the texts and the cells among what stands by itself."""
    drawn = list(drawn)
    return (
        tuple(each for each in drawn if isinstance(each, TextAt)),
        tuple(each for each in drawn if isinstance(each, Cell)),
    )


def _headings(each: PlacedBlock, placed: PlacedPage, words: Words) -> list[TextAt | Cell]:
    block = each.block
    found: list[TextAt | Cell] = [TextAt(each.row, each.column, words.text(block.title), "heading")]
    if block.note is not None:
        span = max(placed.span - each.column, 1)
        if _has_neighbour(each, placed):
            span = each.columns
        row = each.row + 1
        found.append(_wrapped(row, each.column, block.note, "note", placed, span, words))
    return found


def _has_neighbour(each: PlacedBlock, placed: PlacedPage) -> bool:
    return any(other.row == each.row and other is not each for other in placed.blocks)


def _wrapped(
    row: int, column: int, text: Text, style: Role, placed: PlacedPage, span: int, words: Words
) -> TextAt | Cell:
    width = sum(placed.widths.get(at, 8.43) for at in range(column, column + span))
    shown = words.shown(text, Here(placed.sheet))
    return text_alone(row, column, shown, style, span, width)


def _frozen(placed: PlacedPage) -> tuple[int, int]:
    """Keep the headers of a long first block in view; of others the page's title."""
    first = placed.blocks[0]
    return (
        (first.top + 1, 1)
        if first.rows > LONG and not isinstance(first.block, ex.Diagram)
        else (1, 0)
    )


def _table(each: PlacedBlock, sheet: str, words: Words) -> Table:
    block = each.block
    if isinstance(block, ex.Steps):
        columns: tuple[Column, ...] = _step_columns(block, each, sheet, words)
        return _airy(Table(block.key, each.top, each.column, columns))
    if isinstance(block, ex.Spill):
        call = words.formula(block.formula, Here(sheet)).text.removeprefix("=")
        columns = tuple(
            _picked(col, call, at, range(block.start, block.start + each.rows), words)
            for at, col in enumerate(block.columns, start=1)
        )
        return _airy(Table(block.key, each.top, each.column, columns))
    assert isinstance(block, ex.Grid)
    columns = tuple(_grid_column(col, block, each, sheet, words) for col in block.columns)
    return _airy(Table(block.key, each.top, each.column, columns, total=block.total))


def _airy(table: Table) -> Table:
    """A table whose rows are a little higher than the usual ones; a long one as it is."""
    return replace(table, airy=table.rows <= LONG)


def _column(col: ex.Col, values: list[Any], words: Words) -> Column:
    """A column, its title broken before it touches the one beside it, if it is of numbers."""
    title = words.text(col.title)
    if col.format == "text":
        return Column(title, values, col.format, width=col.width)
    heading = broken(title, max(col.width, narrowest(title)))
    # A dash in place of a number stands where the number would.
    return Column(title, values, col.format, width=col.width, heading=heading, align="right")


def _picked(col: ex.Col, call: str, column: int, rows: range, words: Words) -> Column:
    values = [guarded(Formula(f"=INDEX({call},{row},{column})")) for row in rows]
    return _column(col, values, words)


def _grid_column(col: ex.Col, grid: ex.Grid, each: PlacedBlock, sheet: str, words: Words) -> Column:
    if col.values is not None:
        given = col.values(words.columns) if callable(col.values) else col.values
        values = [words.text(value) if isinstance(value, Text) else value for value in given]
        if len(values) != each.rows:
            raise ValueError(f"{grid.key}.{col.key} has {len(values)} values, not {each.rows}")
    else:
        say_it = words.function if calls_ours(col.formula, col.first) else words.formula
        values = [say_it(_of_row(col, row), Here(sheet, grid.key, row)) for row in range(each.rows)]
    return _column(col, values, words)


def _of_row(col: ex.Col, row: int) -> str | Text:
    formula = col.first if row == 0 and col.first is not None else col.formula
    if formula is None:
        raise ValueError(f"{col.key} has neither a formula nor values")
    return formula


def _step_columns(
    block: ex.Steps, each: PlacedBlock, sheet: str, words: Words
) -> tuple[Column, ...]:
    here, steps = Here(sheet), block.steps
    formats: list[Format] = [step.format for step in steps]
    body = each.top + 1
    functions = [
        None if step.function is None else words.function(step.function, here) for step in steps
    ]
    agree = [
        None if step.function is None else _agree(body + at, each.column, words.language)
        for at, step in enumerate(steps)
    ]
    width = dict(zip(STEP_KEYS, STEP_WIDTHS, strict=True))
    language = words.language
    return (
        Column(say("step", language), [words.text(s.label) for s in steps], "text",
               width=width["step"], wrap=True),
        Column(say("formula_value", language), [words.formula(s.formula, here) for s in steps],
               formats=formats, width=width["formula"]),
        Column(say("function_value", language), functions, formats=formats,
               width=width["function"]),
        Column(say("agree", language), agree, "text", width=width["agree"]),
        Column(say("remark", language), [words.shown(s.note, here) for s in steps], "text",
               width=width["remark"], wrap=True),
    )  # fmt: skip


def _agree(row: int, column: int, language: str) -> Formula:
    """✓ where formula and function agree; a word where the add-in is missing."""
    places = Places(tables={"t": Place("", row, column, 1, STEP_KEYS)})
    missing = say("no_addin", language)
    text = (
        "=IF(ISNUMBER([function]),IF(ABS([formula]-[function])<=0.000001*(1+ABS([formula])),"
        # Calc finds a function's text equal to no other one until it is joined to something.
        f'"✓","≠"),IF([function]&""="{NO_FUNCTION}",'
        # Nor is there anything to compare where the formula itself gives none.
        f'IF(ISERROR([formula]),"{NO_FUNCTION}","{missing}"),'
        'IF([formula]&""=[function]&"","✓","≠")))'
    )
    return Formula(places.resolve(text, Here("", "t", 0)))


def _scales(each: PlacedBlock, places: Places) -> list[ColorScale]:
    block = each.block
    if not isinstance(block, ex.Grid) or not block.scale:
        return []
    return [ColorScale(places.tables[block.key].block(block.scale[0], block.scale[-1]))]


def colors_of(keys: Sequence[str]) -> dict[str, str]:
    """Return the colour of each series, no two alike.

    >>> colors_of(("seen", "other", "own")) == {
    ...     "seen": ACTUAL, "other": SERIES[0], "own": SERIES[1]}
    True
    """
    meant = {COLORS[key] for key in keys if key in COLORS}
    left = iter([color for color in SERIES if color not in meant] + [EVEN] * len(keys))
    return {key: COLORS.get(key) or next(left) for key in keys}


def chart_of(diagram: ex.Diagram, row: int, column: int, columns: int, words: Words) -> Chart:
    """Return a diagram as a chart over the cells from a row and column on."""
    place = words.places.tables[diagram.grid]
    series = tuple(
        Series(place.title(key), place.block(key, key), color)
        for key, color in colors_of(diagram.series).items()
    )
    return Chart(
        row=row, column=column, rows=diagram.rows, columns=columns,
        title=words.text(diagram.title), kind=diagram.kind, sheet=place.sheet,
        categories=place.block(diagram.categories, diagram.categories), series=series,
        x_title=words.text(diagram.x_title), y_title=words.text(diagram.y_title),
        format=diagram.format, category_format=place.format(diagram.categories),
        highest=diagram.highest(words.columns) if callable(diagram.highest) else diagram.highest,
    )  # fmt: skip
