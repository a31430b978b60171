"""What cells accept, how checks colour their answers, and names for cells, with XlsxWriter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from clvxl.files.xlsx._styles import Styles
from clvxl.report.addresses import area_address, cell_address, letters, on_sheet
from clvxl.report.names import table_name
from clvxl.report.records import Area, Cell, Report, Role, Rule, Sheet
from clvxl.report.style import RIGHT, WRONG, safe_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["define_names", "draw_rules"]

TITLE_SIGNS = 32
MESSAGE_SIGNS = 255
LIST_SIGNS = 255
FORMULA_SIGNS = 255
"""Characters that Excel takes: of a tip's title, of its message, of all choices with commas, of a
formula."""

LARGEST = 9.99e307
KINDS = {
    "decimal": "decimal", "integer": "integer", "date": "date", "list": "list", "formula": "custom",
}  # fmt: skip
RESERVED = {"r", "c", "true", "false", "print_area", "print_titles", "criteria", "database"}

Marked = tuple[Area, Role | None, Rule | None]


def draw_rules(target: Worksheet, sheet: Sheet, styles: Styles) -> None:
    """Give a sheet's cells and columns their input rules, and checks their colours.

    Raises
    ------
    ValueError
        A rule is beyond what Excel takes.
    """
    for area, role, rule in _marked(sheet):
        corners = (area.first_row, area.first_column, area.last_row, area.last_column)
        if rule is not None and target.data_validation(*corners, _validation(rule)) != 0:
            raise ValueError(f"the rule «{rule.message}» cannot be written")
        if role == "check":
            _color_check(target, corners, styles)


def _marked(sheet: Sheet) -> Iterator[Marked]:
    for cell in sheet.cells:
        yield _area(cell), cell.role, cell.rule
    for table in sheet.tables:
        if table.rows > int(table.total):
            for at, column in enumerate(table.columns):
                yield table.body(at), column.role, column.rule


def _area(cell: Cell) -> Area:
    return Area(cell.row, cell.column, cell.row, cell.column)


def _color_check(target: Worksheet, corners: tuple[int, int, int, int], styles: Styles) -> None:
    first = cell_address(*corners[:2], fixed="none")
    text, color = RIGHT
    for formula, look in (
        (f'=EXACT({first},"{text}")', styles.mark(color, bold=True)),
        (f"=ISTEXT({first})", styles.mark(WRONG)),
    ):
        options = {"type": "formula", "criteria": formula, "format": look, "stop_if_true": True}
        target.conditional_format(*corners, options)


def _validation(rule: Rule) -> dict[str, Any]:
    """A rule in XlsxWriter's words; it would drop what is too long, with a warning only."""
    title, message = safe_text(rule.title), safe_text(rule.message)
    _check_length("title", title, TITLE_SIGNS)
    _check_length("message", message, MESSAGE_SIGNS)
    found: dict[str, Any] = {"validate": KINDS[rule.kind], "error_type": "stop"}
    found |= _accepted(rule)
    if title:
        found |= {"input_title": title, "error_title": title}
    if message:
        found |= {"input_message": message, "error_message": message}
    return found


def _check_length(what: str, text: str, most: int) -> None:
    # Excel counts characters beyond U+FFFF twice.
    length = len(text.encode("utf-16-le")) // 2
    if length > most:
        raise ValueError(f"a rule's {what} takes {most} characters, not {length}: {text}")


def _accepted(rule: Rule) -> dict[str, Any]:
    if rule.kind == "list":
        return {"value": _choices(rule)}
    if rule.kind == "formula":
        if not rule.formula.startswith("="):
            raise ValueError(f"the rule «{rule.message}» has no formula")
        _check_length("formula", rule.formula, FORMULA_SIGNS)
        return {"value": rule.formula}
    return _bounds(rule)


def _choices(rule: Rule) -> list[str]:
    choices = list(rule.choices)
    if not choices:
        raise ValueError(f"the rule «{rule.message}» has no choices")
    for choice in choices:
        if not choice.strip() or choice != choice.strip() or set(choice) & set(',"\n\r'):
            raise ValueError(f"{choice!r} cannot be a choice: no comma, quote or blank edge")
    _check_length("choices", ",".join(choices), LIST_SIGNS)
    return choices


def _bounds(rule: Rule) -> dict[str, Any]:
    low, high = rule.low, rule.high
    if low is not None and high is not None:
        if low > high:
            raise ValueError(f"the rule «{rule.message}» has its bounds the wrong way round")
        return {"criteria": "between", "minimum": low, "maximum": high}
    if high is not None:
        return {"criteria": "<=", "value": high}
    # Without a bound any number will do; a date is no earlier than the first that sheets know.
    lowest = 0.0 if rule.kind == "date" else -LARGEST
    return {"criteria": ">=", "value": lowest if low is None else low}


def define_names(book: Workbook, report: Report) -> None:
    """Give cells and columns their names in the whole workbook.

    Raises
    ------
    ValueError
        A name is not one that Excel takes, is there twice, or names no cell.
    """
    taken = {
        table_name(table.name).casefold()
        for sheet in report.sheets
        for table in sheet.tables
        if table.has_buttons
    }
    for name, refers in _named(report):
        if table_name(name) != name or name.casefold() in RESERVED:
            raise ValueError(f"{name!r} cannot be the name of cells")
        if name.casefold() in taken:
            raise ValueError(f"the name {name} is there twice")
        taken.add(name.casefold())
        if book.define_name(name, refers) != 0:
            raise ValueError(f"{name!r} cannot be the name of cells")


def _named(report: Report) -> Iterator[tuple[str, str]]:
    """Each name and what it refers to."""
    for sheet in report.sheets:
        for cell in sheet.cells:
            if cell.name is not None:
                yield cell.name, _named_cell(sheet.name, cell)
        for table in sheet.tables:
            for at, column in enumerate(table.columns):
                if column.name is None:
                    continue
                if table.rows <= int(table.total):
                    raise ValueError(f"the name {column.name} has no cells")
                yield column.name, on_sheet(sheet.name, area_address(table.body(at)))


def _named_cell(sheet: str, cell: Cell) -> str:
    if cell.anchor is None:
        return on_sheet(sheet, area_address(_area(cell)))
    column = letters(cell.column)
    whole = on_sheet(sheet, f"${column}:${column}")
    return f"=INDEX({whole},ROW({on_sheet(sheet, cell_address(cell.row, cell.anchor))}))"
