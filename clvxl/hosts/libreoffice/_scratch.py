"""A scratch sheet on which a part of a formula is computed; gone, unseen, when it is done."""

from __future__ import annotations

from typing import Any

from clvxl.hosts.libreoffice._step import Quiet
from clvxl.hosts.libreoffice.values import ERROR_CODES
from clvxl.report.names import free_name

__all__ = ["Scratch"]

MOST_CELLS = 2_000_000
ERRORS = {code: text for text, code in ERROR_CODES.items()}


class Scratch:
    """Computes formulas as if they stood in a cell's document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._quiet = Quiet(document)

    def __enter__(self) -> Scratch:
        self._modified = self._document.isModified()
        sheets = self._document.Sheets
        self._name = free_name("clvxl scratch", sheets.ElementNames)
        self._quiet.__enter__()
        try:
            sheets.insertNewByName(self._name, sheets.Count)
            self._quiet.again()
            self._sheet = sheets.getByName(self._name)
            self._sheet.IsVisible = False
            self._quiet.again()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._document.Sheets.hasByName(self._name):
            self._document.Sheets.removeByName(self._name)
        self._quiet.__exit__()
        self._document.setModified(self._modified)

    def value(self, formula: str) -> Any:
        """Return the value of an expression: rows of cells, or None where it is left out."""
        if not formula:
            return None
        rows, columns = (int(self._one(f"={size}({formula})", 1)) for size in ("ROWS", "COLUMNS"))
        if rows * columns > MOST_CELLS:
            rows = MOST_CELLS // columns
        area = self._sheet.getCellRangeByPosition(1, 0, columns, rows - 1)
        area.setArrayFormula(f"={formula}")
        data = area.getDataArray()
        blank = self._blanks(formula, rows, columns)
        found = [
            [self._cell(value, x, y, (x, y) in blank) for x, value in enumerate(row)]
            for y, row in enumerate(data)
        ]
        area.clearContents(1023)
        return found

    def _one(self, formula: str, default: float) -> float:
        cell = self._sheet.getCellByPosition(0, 0)
        cell.setFormula(formula)
        return float(cell.getValue() or default) if not cell.getError() else default

    def _blanks(self, formula: str, rows: int, columns: int) -> set[tuple[int, int]]:
        if rows * columns > 10_000:
            return set()
        area = self._sheet.getCellRangeByPosition(columns + 1, 0, 2 * columns, rows - 1)
        area.setArrayFormula(f"=ISBLANK({formula})")
        data = area.getDataArray()
        area.clearContents(1023)
        return {(x, y) for y, row in enumerate(data) for x, value in enumerate(row) if value == 1.0}

    def _cell(self, value: Any, x: int, y: int, blank: bool) -> Any:
        if blank:
            return None
        if value is not None:
            return value
        code = self._sheet.getCellByPosition(x + 1, y).getError()
        return ERRORS.get(code, "#VALUE!")
