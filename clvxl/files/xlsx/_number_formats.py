"""Currencies that stand in the number formats of cells alone, as a spreadsheet shows them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

from clvxl.data._currency import agreed
from clvxl.data.number_formats import format_currency
from clvxl.files.xlsx._outline import PART_BYTES, UNREADABLE
from clvxl.report.addresses import column_number
from clvxl.report.addresses import letters as letters_of

__all__ = ["CurrencyFormats"]

LOCAL = frozenset({5, 6, 7, 8, 42, 44})
"""Formats whose currency is the country's where the file does not write them out."""


PIECES = 2
"""So many pieces of a sheet's text tell the one currency of a column, some 20,000 cells each."""

STYLE = re.compile(rb"\bs=\"(\d+)\"")
STYLED = re.compile(
    rb"<(?:\w+:)?c\s(?=[^<>]*\br=\"([A-Z]{1,3})(\d+)\")(?=[^<>]*\bs=\"(\d+)\")[^<>]*(?<!/)>"
)


class CurrencyFormats:
    """Style to currency of a workbook."""

    def __init__(self, path: str | Path) -> None:
        self.styles, self.local = _styles(path)
        self.several = bool(self.styles) and not agreed(self.styles.values())

    def cells(self, pieces: Iterable[bytes], columns: Iterable[int]) -> dict[int, dict[int, str]]:
        """Return column, from 0, to row, from 1, to currency, where a column shows several."""
        found: dict[int, dict[int, str]] = {at: {} for at in columns}
        letters: dict[bytes, int] = {}
        if self.several:
            for piece in pieces:
                for name, row, style in STYLED.findall(piece):
                    at = letters.setdefault(name, column_number(name.decode()))
                    if at in found and (sign := self.styles.get(int(style))):
                        found[at][int(row)] = sign
        return {at: cells for at, cells in found.items() if cells and not agreed(cells.values())}

    def shown(self, pieces: Iterable[bytes], column: int, first_row: int) -> list[str]:
        """Return what the filled cells of a column show, "" for no currency, as the first tell.

        `first_row` is that of the first value, counted from 1; nothing where no style of the
        workbook shows a currency.
        """
        found = set()
        if self.styles:
            name = letters_of(column).encode()
            cell = re.compile(rb"<(?:\w+:)?c\s(?=[^<>]*\br=\"" + name + rb"(\d+)\")[^<>]*(?<!/)>")
            for piece in islice(pieces, PIECES):
                for match in cell.finditer(piece):
                    if int(match[1]) >= first_row:
                        style = STYLE.search(match[0])
                        found.add(self._written(int(style[1])) if style else "")
        return sorted(found)

    def _written(self, style: int) -> str:
        """The currency of a style; that of whatever country opens the file is none."""
        return "" if style in self.local else self.styles.get(style, "")


def _styles(path: str | Path) -> tuple[Mapping[int, str], frozenset[int]]:
    """Style to currency, and the styles whose currency is that of whoever opens the file."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/styles.xml") as stream:
            root = ElementTree.fromstring(stream.read(PART_BYTES))
    except UNREADABLE:
        return {}, frozenset()
    codes = dict.fromkeys(LOCAL, "$")
    written: set[int] = set()
    styles: list[int] = []
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "numFmt" and (number := element.get("numFmtId", "")).isdecimal():
            codes[int(number)] = element.get("formatCode", "")
            written.add(int(number))
        elif kind == "cellXfs":
            numbers = (style.get("numFmtId", "0") for style in element)
            styles = [int(number) if number.isdecimal() else 0 for number in numbers]
    signs = {number: format_currency(code) for number, code in codes.items()}
    every = ((at, signs.get(number)) for at, number in enumerate(styles))
    local = frozenset(at for at, number in enumerate(styles) if number in LOCAL - written)
    return {at: sign for at, sign in every if sign}, local
