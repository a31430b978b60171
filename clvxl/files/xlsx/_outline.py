"""Cheap looks into a workbook's own text: which sheets it has, its dates' start, their first rows.

The parser tells neither which sheets are hidden nor where a sheet starts without reading it whole.
All that is read here is bounded; what cannot be made out is left away.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from clvxl.report.addresses import column_number

__all__ = ["Outline", "first_rows", "read_outline", "row_one_is_used"]

LOOK_ROWS = 200
LOOK_BYTES = 1 << 16
TOP_BYTES = 1 << 18
PART_BYTES = 16 << 20
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, OSError, EOFError,
    NotImplementedError,
)  # fmt: skip

VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^<>]*)?>[^<]")
ROW_ONE = re.compile(
    rb"<(?:\w+:)?row\s(?:[^<>]*\s)?r=\"1\"[^<>]*(?<!/)>(.*?)(?:</(?:\w+:)?row>|\Z)", re.DOTALL
)
LETTERS = re.compile(r"[A-Z]{1,3}")


@dataclass(frozen=True)
class Outline:
    """What a workbook says of itself.

    Attributes
    ----------
    parts : dict of str to str
        Sheet to the part of the file that holds it.
    hidden : frozenset of str
        The sheets that are not shown.
    date_1904 : bool
        Whether its dates count from 1904.
    """

    parts: dict[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    date_1904: bool = False


def read_outline(path: str | Path) -> Outline:
    """Read what a workbook says of itself; an empty outline where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            targets = {
                element.get("Id"): element.get("Target", "")
                for element in _elements(archive, "xl/_rels/workbook.xml.rels")
            }
            book = _elements(archive, "xl/workbook.xml")
    except UNREADABLE:
        return Outline()
    sheets = [element for element in book if element.tag.endswith("}sheet")]
    return Outline(
        parts={_name(sheet): _part(targets.get(_relation(sheet), "")) for sheet in sheets},
        hidden=frozenset(_name(s) for s in sheets if s.get("state", "visible") != "visible"),
        date_1904=any(
            element.get("date1904", "0").strip().lower() in ("1", "true", "on")
            for element in book
            if element.tag.endswith("}workbookPr")
        ),
    )


def row_one_is_used(path: str | Path, part: str | None) -> bool:
    """Whether the sheet's text surely shows a value in its first row."""
    if part is None:
        return False
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
            row = ROW_ONE.search(stream.read(LOOK_BYTES))
    except UNREADABLE:
        return False
    return row is not None and VALUE.search(row[1]) is not None


def first_rows(path: str | Path, parts: Sequence[str]) -> Iterator[list[list[str | None]]]:
    """Yield the first rows of each sheet as text, dates as numbers; none where it is unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            shared = _SharedTexts(archive)
            for part in parts:
                yield _rows(archive, part, shared)
    except UNREADABLE:
        return


class _SharedTexts:
    """The workbook's list of texts, read as far as it is asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.texts: list[str] = []
        self.rest = _ended(archive, "xl/sharedStrings.xml", "}si", PART_BYTES)

    def __getitem__(self, index: int) -> str:
        while len(self.texts) <= index:
            element = next(self.rest, None)
            if element is None:
                return ""
            self.texts.append(_text(element))
        return self.texts[index]


def _rows(archive: zipfile.ZipFile, part: str, shared: _SharedTexts) -> list[list[str | None]]:
    rows = []
    for row in _ended(archive, part, "}row", TOP_BYTES):
        cells: list[str | None] = []
        for cell in row:
            place = LETTERS.match(cell.get("r", ""))
            at = column_number(place[0]) if place else len(cells)
            cells.extend([None] * (at + 1 - len(cells)))
            cells[at] = _value(cell, shared)
        rows.append(cells)
        if len(rows) == LOOK_ROWS:
            break
    return rows


def _ended(
    archive: zipfile.ZipFile, part: str, ending: str, limit: int
) -> Iterator[ElementTree.Element]:
    """Yield the elements of one kind, as far as the first `limit` bytes of a part hold them."""
    parser: Any = ElementTree.XMLPullParser(["end"])
    try:
        with archive.open(part) as stream:
            for _ in range(0, limit, LOOK_BYTES):
                parser.feed(stream.read(LOOK_BYTES))
                for _, element in parser.read_events():
                    if element.tag.endswith(ending):
                        yield element
                        element.clear()
    except UNREADABLE:
        return


def _value(cell: ElementTree.Element, shared: _SharedTexts) -> str | None:
    text = _text(cell, ("}v", "}t")).strip()
    if cell.get("t") == "s" and text.isdecimal():
        text = shared[int(text)].strip()
    return text or None


def _text(element: ElementTree.Element, endings: tuple[str, ...] = ("}t",)) -> str:
    return "".join(each.text or "" for each in element.iter() if each.tag.endswith(endings))


def _name(sheet: ElementTree.Element) -> str:
    return sheet.get("name", "")


def _relation(sheet: ElementTree.Element) -> str | None:
    return next((value for key, value in sheet.items() if key.endswith("}id")), None)


def _part(target: str) -> str:
    return target[1:] if target.startswith("/") else "xl/" + target


def _elements(archive: zipfile.ZipFile, part: str) -> list[ElementTree.Element]:
    with archive.open(part) as stream:
        return list(ElementTree.fromstring(stream.read(PART_BYTES)).iter())
