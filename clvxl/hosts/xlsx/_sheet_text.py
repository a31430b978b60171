"""What the text of a sheet tells and the parser does not: merged cells, truth values, formulas.

The text is looked through once, beside the parser, which leaves the interpreter free meanwhile.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from clvxl.hosts.xlsx import _outline
from clvxl.report.addresses import column_number

__all__ = ["Merged", "SheetText"]

UNREADABLE = (*_outline.UNREADABLE, zlib.error, NotImplementedError, RuntimeError, EOFError)
CHUNK = 1 << 20
OVERLAP = 1 << 12

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


@dataclass
class _Seen:
    truths: bool = False
    formulas: bool = False
    merged: list[Merged] = field(default_factory=list)


class SheetText:
    """The text of one sheet, looked through by a thread of its own.

    Where a workbook has no text that can be read, there are no merged cells and no formulas, and
    truth values may be anywhere.
    """

    def __init__(self, path: str | Path, part: str | None) -> None:
        self._path, self._part = path, part
        self._seen = _Seen(truths=part is None)
        self._stopped = False
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no further: the sheet is not the one."""
        self._stopped = True

    @property
    def may_hold_truths(self) -> bool:
        """Whether TRUE or FALSE may stand in a cell."""
        return self._ended().truths

    @property
    def merged(self) -> list[Merged]:
        """The merged areas."""
        return self._ended().merged

    def formulas_without_value(self) -> Iterator[tuple[int, int]]:
        """Yield the column from 0 and the row from 1 of formulas that left no value behind.

        Some that are listed may have one: what is meant are cells that the parser finds blank.
        """
        if not self._ended().formulas or self._part is None:
            return
        for text in _chunks(self._path, self._part):
            if not any(sign in text for sign in FORMULAS):
                continue
            for found in CELL_WITH_FORMULA.finditer(text):
                if not COMPUTED.search(found[1] + b" " + found[4]):
                    yield column_number(found[2].decode()), int(found[3])

    def _ended(self) -> _Seen:
        self._thread.join()
        return self._seen

    def _look(self) -> None:
        if self._part is None:
            return
        seen = self._seen
        areas: dict[tuple[bytes, ...], None] = {}
        for text in _chunks(self._path, self._part):
            if self._stopped:
                return
            seen.truths = seen.truths or any(sign in text for sign in TRUTHS)
            seen.formulas = seen.formulas or any(sign in text for sign in FORMULAS)
            if b"mergeCell" in text:
                # a dict, as what stands in the overlap is found twice
                areas |= {found.groups(): None for found in MERGED.finditer(text)}
        seen.merged = [
            Merged(column_number(left.decode()), int(top), int(bottom))
            for left, top, _, bottom in areas
        ]


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
