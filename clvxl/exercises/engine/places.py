"""Where the cells of a workbook stand, and references in brackets turned into addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clvxl.report.addresses import area_address, cell_address, on_sheet
from clvxl.report.records import Area, Format

__all__ = ["Here", "Place", "Places"]

REFERENCE = re.compile(r"\[((?:\w+\.)?\w*)(:\w*|\.\.|@-1|#-?\d+)?\]")


@dataclass(frozen=True)
class Place:
    """A table's body: its sheet and first cell; keys, titles and formats of its columns."""

    sheet: str
    row: int
    column: int
    rows: int
    keys: tuple[str, ...]
    titles: tuple[str, ...] = ()
    formats: tuple[Format, ...] = ()

    def at(self, key: str) -> int:
        """The column of a key."""
        if key not in self.keys:
            raise ValueError(f"there is no column {key} among {', '.join(self.keys)}")
        return self.column + self.keys.index(key)

    def title(self, key: str) -> str:
        """The title of a column."""
        return self.titles[self.at(key) - self.column]

    def format(self, key: str) -> Format:
        """The format of a column."""
        return self.formats[self.at(key) - self.column]

    def block(self, first: str, last: str) -> Area:
        """The cells of the columns from one to another, all rows."""
        return Area(self.row, self.at(first), self.row + self.rows - 1, self.at(last))


@dataclass(frozen=True)
class Here:
    """Where a formula stands: its sheet, and in a grid the grid's key and the row in it."""

    sheet: str
    grid: str | None = None
    row: int = 0


@dataclass
class Places:
    """All places of a workbook: tables by key, single cells by key."""

    tables: dict[str, Place] = field(default_factory=dict)
    cells: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    def add_table(self, key: str, place: Place) -> None:
        """Note where a table stands."""
        self._refuse_twice(key)
        self.tables[key] = place

    def add_cell(self, key: str, sheet: str, row: int, column: int) -> None:
        """Note where a single cell stands."""
        self._refuse_twice(key)
        self.cells[key] = (sheet, row, column)

    def _refuse_twice(self, key: str) -> None:
        if key in self.tables or key in self.cells:
            raise ValueError(f"{key} is there twice")

    def resolve(self, formula: str, here: Here) -> str:
        """Return a formula with all its references as addresses.

        >>> places = Places({"flows": Place("Working", 4, 0, 3, ("year", "margin"))})
        >>> here = Here("Working", "flows", 1)
        >>> places.resolve("=[margin]+[margin@-1]+SUM([margin..])+SUM([margin:])", here)
        '=B6+B5+SUM(B$5:B6)+SUM($B$5:$B$7)'
        >>> places.resolve("=[flows.margin#-1]+ROWS([flows.year:margin])", Here("Exercise"))
        '=Working!$B$7+ROWS(Working!$A$5:$B$7)'
        """
        return REFERENCE.sub(lambda found: self._address(found[1], found[2] or "", here), formula)

    def _address(self, name: str, how: str, here: Here) -> str:
        table, _, key = name.rpartition(".")
        own = self.tables.get(here.grid or "")
        if not table and (own is None or key not in own.keys):
            if how or key not in self.cells:
                raise ValueError(f"[{name}{how}] refers to nothing")
            sheet, row, column = self.cells[key]
            return _seen(sheet, cell_address(row, column), here)
        place = self.tables.get(table) if table else own
        if place is None:
            raise ValueError(f"[{name}{how}] refers to no table")
        return _seen(place.sheet, _in_table(place, key, how, here.row), here)


def _seen(sheet: str, address: str, here: Here) -> str:
    return address if sheet == here.sheet else on_sheet(sheet, address)


def _in_table(place: Place, key: str, how: str, row: int) -> str:
    if how.startswith(":"):
        return area_address(place.block(key, how[1:] or key))
    column = place.at(key)
    if how.startswith("#"):
        number = int(how[1:])
        at = place.rows + number if number < 0 else number - 1
        if not 0 <= at < place.rows:
            raise ValueError(f"{key} has {place.rows} rows: there is no {how}")
        return cell_address(place.row + at, column)
    if how == "..":
        first = cell_address(place.row, column, fixed="row")
        return f"{first}:{cell_address(place.row + row, column, fixed='none')}"
    at = row - 1 if how == "@-1" else row
    if not 0 <= at < place.rows:
        raise ValueError(f"{key} has {place.rows} rows: there is none {at + 1}")
    return cell_address(place.row + at, column, fixed="none")
