"""What the text of a sheet tells and the parser does not: merged cells, truth values, formulas.

The text is looked through once, beside the parser, which leaves the interpreter free meanwhile.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from clvxl.files.xlsx import _outline
from clvxl.report.addresses import column_number

__all__ = ["Merged", "SheetText"]

UNREADABLE = (*_outline.UNREADABLE, RuntimeError)
CHUNK = 1 << 20
OVERLAP = 1 << 12

HIDDEN = b"hidden="
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*\bhidden=[\"'](?:1|true)[\"'][^<>]*>")
ROW_NUMBER = re.compile(rb"\br=[\"'](\d+)[\"']")
TRUTHS = (b't="b"', b"t='b'")
FORMULAS = (b"<f", b":f")
MERGED = re.compile(rb"mergeCell\s[^<>]*?ref=[\"']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)[\"']")
CELL_WITH_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*?)\br=\"([A-Z]{1,3})(\d+)\"([^<>]*)>\s*<(?:\w+:)?f[\s/>]"
)
COMPUTED = re.compile(rb"\bt=\"(?:str|e|b)\"")


@dataclass(frozen=True)
class Merged:
    """A merged area that is a column wide or more: its left column from 0, its rows from 1."""

    column: int
    top: int
    bottom: int


class SheetText:
    """The text of one sheet, where it can be read.

    A thread looks for truth values and for rows that are not shown while the sheet is parsed;
    merged cells and formulas are looked for when they are asked for. Where there is no text, truth
    values may be anywhere, and there are no merged cells, no formulas and no hidden rows.
    """

    def __init__(self, path: str | Path, part: str | None) -> None:
        self._path, self._part = path, part
        self._truths = part is None
        self._hidden: set[int] = set()
        self._stopped = False
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no further: the sheet is not the one."""
        self._stopped = True

    def may_hold_truths(self) -> bool:
        """Whether TRUE or FALSE may stand in a cell."""
        self._thread.join()
        return self._truths

    def hidden_between(self, first: int, last: int) -> int:
        """How many of the rows from `first` to `last`, as the spreadsheet counts, are hidden."""
        self._thread.join()
        return sum(first <= row <= last for row in self._hidden)

    def merged(self) -> list[Merged]:
        """The merged areas."""
        # a dict, as what stands in the overlap is found twice
        areas: dict[tuple[bytes, ...], None] = {}
        for text in self.pieces():
            if b"mergeCell" in text:
                areas |= {found.groups(): None for found in MERGED.finditer(text)}
        return [
            Merged(column_number(left.decode()), int(top), int(bottom))
            for left, top, _, bottom in areas
        ]

    def formulas_without_value(self) -> Iterator[tuple[int, int]]:
        """Yield the column from 0 and the row from 1 of formulas that left no value behind.

        Some that are listed may have one: what is meant are cells that the parser finds blank.
        """
        for text in self.pieces():
            if not any(sign in text for sign in FORMULAS):
                continue
            for found in CELL_WITH_FORMULA.finditer(text):
                if not COMPUTED.search(found[1] + b" " + found[4]):
                    yield column_number(found[2].decode()), int(found[3])

    def _look(self) -> None:
        sign = TRUTHS[0]
        for at, text in enumerate(self.pieces()):
            if not at and b" r='" in text:
                sign = TRUTHS[1]
            self._truths = self._truths or sign in text
            if HIDDEN in text:
                numbers = map(ROW_NUMBER.search, HIDDEN_ROW.findall(text))
                self._hidden |= {int(number[1]) for number in numbers if number}
            if self._stopped:
                return

    def pieces(self) -> Iterator[bytes]:
        """Yield the text in pieces; what stands where two meet comes twice."""
        return iter(()) if self._part is None else _chunks(self._path, self._part)


def _chunks(path: str | Path, part: str) -> Iterator[bytes]:
    """Yield the text of a part in pieces, each with the end of the one before."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
            end = b""
            while text := stream.read(CHUNK):
                yield end + text
                end = text[-OVERLAP:]
    except UNREADABLE:
        return
