"""Sheets, names and cells of a workbook that was handed in, as its XML tells of them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from clvxl.report.addresses import cell_address, column_number

__all__ = ["LONGEST", "BookPart", "Saved", "SavedSheet", "SheetPart", "shifted"]

LONGEST = 20_000
"""So many characters of a text or formula are kept."""
SIGNS = 20
"""So many signs of a formula that is written out for another cell count as a cell."""

_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_REFERENCE = re.compile(
    r"""("(?:[^"]|"")*"|'(?:[^']|'')*'!)|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(?![\w.(])"""
)


class Saved(NamedTuple):
    """A cell: the value stored in it (an error as its text, with `error`), and its formula."""

    value: float | str | bool | None
    formula: str | None = None
    error: bool = False


@dataclass
class SavedSheet:
    """A sheet: its cells by row and column, from 0."""

    name: str
    cells: dict[tuple[int, int], Saved] = field(default_factory=dict)


class BookPart:
    """Sheets in their order, and the names of the whole book."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.names: dict[str, str] = {}
        self._name: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation))
        # Copies of a sheet have names of their own, which are not those of the book.
        own = name == "definedName" and "localSheetId" not in attributes
        self._name = attributes.get("name", "").lower() if own else None

    def end(self, name: str, text: str) -> None:
        if name == "definedName" and self._name:
            self.names[self._name] = text.strip()[:LONGEST]


class SheetPart:
    """The cells of a sheet, as they come."""

    def __init__(self, sheet: SavedSheet, shared: list[str], count: object) -> None:
        self.sheet, self._shared, self._count = sheet, shared, count
        self._masters: dict[str, tuple[str, int, int]] = {}
        self._row, self._at, self._column = -1, (0, 0), -1
        self._clear()

    def _clear(self) -> None:
        self._kind = "n"
        self._value: str | None = None
        self._formula: str | None = None
        self._inline, self._share = "", ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._row = int(attributes.get("r", self._row + 2)) - 1
            self._column = -1
        elif name == "c":
            self._count()  # type: ignore[operator]
            self._clear()
            found = _CELL.fullmatch(attributes.get("r", ""))
            self._column = column_number(found[1]) if found else self._column + 1
            self._at = (int(found[2]) - 1 if found else self._row), self._column
            self._kind = attributes.get("t", "n")
        elif name == "f":
            self._share = attributes.get("si", "") if attributes.get("t") == "shared" else ""

    def end(self, name: str, text: str) -> None:
        if name == "v":
            self._value = text
        elif name == "t":
            self._inline += text[:LONGEST]
        elif name == "f":
            self._formula = self._shared_formula(text[:LONGEST])
        elif name == "c":
            value = self._stored()
            if value is not None or self._formula is not None:
                saved = Saved(value, self._formula, self._kind == "e")
                self.sheet.cells[self._at] = saved

    def _shared_formula(self, text: str) -> str | None:
        """A formula; one that several cells share stands in the first of them alone."""
        if not self._share:
            return text or None
        row, column = self._at
        if text:
            self._masters[self._share] = (text, row, column)
        if self._share not in self._masters:
            return None
        master, first_row, first_column = self._masters[self._share]
        self._count(1 + len(master) // SIGNS)  # type: ignore[operator]
        return shifted(master, row - first_row, column - first_column)

    def _stored(self) -> float | str | bool | None:
        if self._kind == "inlineStr":
            return self._inline or None
        if self._value is None:
            return None
        if self._kind == "s":
            at = int(self._value)
            return self._shared[at] if 0 <= at < len(self._shared) else None
        if self._kind == "b":
            return self._value.strip() == "1"
        if self._kind in ("str", "e", "d"):
            return self._value
        number = float(self._value) if self._value.strip() else math.nan
        return number if math.isfinite(number) else None


def shifted(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it stands so many rows and columns further: what has no $ moves along.

    >>> shifted("A1*$B$1+SUM(C$2:C3)&'A1'!B2", 2, 1)
    "B3*$B$1+SUM(D$2:D5)&'A1'!C4"
    """

    def moved(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[1]
        column = column_number(found[3]) + (0 if found[2] else columns)
        row = int(found[5]) - 1 + (0 if found[4] else rows)
        if column < 0 or row < 0:
            return "#REF!"
        fixed = {("", ""): "none", ("$", ""): "column", ("", "$"): "row"}.get(
            (found[2], found[4]), "both"
        )
        return cell_address(row, column, fixed=fixed)

    return _REFERENCE.sub(moved, formula)
