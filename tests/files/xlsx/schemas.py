"""What is wrong with an .xlsx file, by the OOXML schemas and by what they cannot say.

The schemas are those of Microsoft's Open XML SDK, which the package openxml-audit (MIT) carries to
Python: elements and their order, attributes and their values, relationships. Here stands what it
does not look at: content types, addresses, indices of styles, names that lead nowhere, limits.
"""

from __future__ import annotations

import functools
import os
import posixpath
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
AREAS = re.compile(
    r"[A-Z]{1,3}[1-9]\d*(:[A-Z]{1,3}[1-9]\d*)?( [A-Z]{1,3}[1-9]\d*(:[A-Z]{1,3}[1-9]\d*)?)*"
)
SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!(),]+))!")
ALL = bool(os.environ.get("CLVXL_ALL"))
LIMITS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}

SHEETS = "xl/worksheets/sheet"
ROW = re.compile(rb"<row [^>]*?(?:/>|(?<!/)>.*?</row>)", re.DOTALL)
VARIES = re.compile(rb'(?<= r=")[A-Z]*[0-9]+|(?<=<v>)-?[0-9.E+-]+(?=</v>)|[0-9]+(?=[^<>]*</f>)')
"""What may differ in rows of one kind: places, numbers, and the places in formulas."""

Parts = dict[str, bytes]


def complaints(path: Path) -> list[str]:
    """What is wrong with a file, a sentence each; nothing for one in good order."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    found = [f"{name} is there twice" for name in parts if names.count(name) > 1]
    for check in (wrong_types, wrong_relations, wrong_sheets, wrong_names):
        found += check(parts)
    if found or ALL:
        return found or [str(error) for error in audit().validate(path).errors]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, path.name)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name, part in parts.items():
                package.writestr(name, thinned(part) if name.startswith(SHEETS) else part)
        return [str(error) for error in audit().validate(target).errors]


def thinned(sheet: bytes) -> bytes:
    """A sheet without the rows that are like one above them but for numbers and places.

    The validator takes seconds for the thousand rows of a table, which differ in nothing it sees.

    >>> thinned(b'<row r="1"><c r="A1" s="2"><v>5</v></c></row><row r="2"><c r="A2" s="2">'
    ...         b'<v>7</v></c></row><row r="3"><c r="A3" s="4"><v>7</v></c></row>').count(b"<row")
    2
    """
    seen: set[bytes] = set()

    def kept(row: re.Match[bytes]) -> bytes:
        kind = VARIES.sub(b"", row[0])
        new = kind not in seen
        seen.add(kind)
        return row[0] if new else b""

    return ROW.sub(kept, sheet)


@functools.cache
def audit() -> Any:
    """The validator; it takes a moment to load its schemas."""
    return pytest.importorskip("openxml_audit").OpenXmlValidator()


def tree(parts: Parts, name: str) -> ElementTree.Element:
    """A part as a tree."""
    return ElementTree.fromstring(parts[name])


def wrong_types(parts: Parts) -> Iterator[str]:
    """Parts without a content type, and content types without a part."""
    types = tree(parts, "[Content_Types].xml")
    endings = {one.get("Extension") for one in types.iter(f"{TYPES}Default")}
    named = [str(one.get("PartName")).removeprefix("/") for one in types.iter(f"{TYPES}Override")]
    for name in parts:
        # The default type of "xml" says nothing of what a part is.
        general = name.endswith((".rels", "[Content_Types].xml"))
        typed = not name.endswith(".xml") and name.rpartition(".")[2] in endings
        if name not in named and not general and not typed:
            yield f"{name} has no content type"
    yield from (f"no part {name}" for name in named if name not in parts)


def wrong_relations(parts: Parts) -> Iterator[str]:
    """Relationships that lead nowhere or outside, and ids that are there twice."""
    for name in (name for name in parts if name.endswith(".rels")):
        folder = posixpath.dirname(posixpath.dirname(name))
        found = list(tree(parts, name).iter(f"{RELATIONS}Relationship"))
        ids = [one.get("Id") for one in found]
        yield from (f"{name}: {one} is there twice" for one in set(ids) if ids.count(one) > 1)
        for one in found:
            target = str(one.get("Target"))
            if one.get("TargetMode") == "External":
                yield f"{name}: {target} is outside"
            elif posixpath.normpath(posixpath.join("/", folder, target))[1:] not in parts:
                yield f"{name}: {target} is missing"


def sheets(parts: Parts) -> dict[str, ElementTree.Element]:
    """The sheets by their part's name."""
    return {name: tree(parts, name) for name in parts if name.startswith("xl/worksheets/sheet")}


def count(parts: Parts, part: str, path: str) -> int:
    """How many elements there are."""
    return len(tree(parts, part).findall(path)) if part in parts else 0


def wrong_sheets(parts: Parts) -> Iterator[str]:
    """Cells out of order, indices that lead nowhere, areas that are none, tips too long."""
    styles = count(parts, "xl/styles.xml", f"{MAIN}cellXfs/{MAIN}xf")
    marks = count(parts, "xl/styles.xml", f"{MAIN}dxfs/{MAIN}dxf")
    texts = count(parts, "xl/sharedStrings.xml", f"{MAIN}si")
    for name, sheet in sheets(parts).items():
        yield from (f"{name}: {fault}" for fault in wrong_cells(sheet, styles, texts))
        for rule in sheet.iter(f"{MAIN}cfRule"):
            if int(rule.get("dxfId", "0")) >= marks and rule.get("type") != "colorScale":
                yield f"{name}: no look {rule.get('dxfId')}"
        for one in sheet.iter():
            for key in ("sqref", "ref"):
                if one.get(key) is not None and not AREAS.fullmatch(str(one.get(key))):
                    yield f"{name}: {one.get(key)} is no area"
        for rule in sheet.iter(f"{MAIN}dataValidation"):
            for key, most in LIMITS.items():
                if len(rule.get(key, "")) > most:
                    yield f"{name}: {key} is longer than {most}"


def wrong_cells(sheet: ElementTree.Element, styles: int, texts: int) -> Iterator[str]:
    """Cells that are misplaced, or whose style or text is not there."""
    last = 0, 0
    for row in sheet.iter(f"{MAIN}row"):
        for cell in row.iter(f"{MAIN}c"):
            address = str(cell.get("r"))
            match = CELL.fullmatch(address)
            place = (int(match[2]), column_number(match[1])) if match else (0, 0)
            if place <= last or str(place[0]) != row.get("r"):
                yield f"cell {address} is out of order"
            last = place
            if int(cell.get("s", "0")) >= styles:
                yield f"cell {address} has no style {cell.get('s')}"
            value = cell.findtext(f"{MAIN}v")
            if cell.get("t") == "s" and int(value or "-1") not in range(texts):
                yield f"cell {address} has no text {value}"


def column_number(letters: str) -> int:
    """The number of a column, from 1."""
    return functools.reduce(lambda number, sign: 26 * number + ord(sign) - 64, letters, 0)


def wrong_names(parts: Parts) -> Iterator[str]:
    """Sheets, tables and names of cells that are there twice, and names that lead nowhere."""
    book = tree(parts, "xl/workbook.xml")
    known = [str(one.get("name")) for one in book.iter(f"{MAIN}sheet")]
    tables = [tree(parts, part) for part in parts if part.startswith("xl/tables/")]
    names = [(one.get("name"), one.get("localSheetId")) for one in book.iter(f"{MAIN}definedName")]
    names += [(table.get("displayName"), None) for table in tables]
    lower = [(str(name).casefold(), scope) for name, scope in names]
    yield from (f"name {one} is there twice" for one in set(lower) if lower.count(one) > 1)
    for one in book.iter(f"{MAIN}definedName"):
        for quoted, plain in SHEET.findall(str(one.text)):
            if (quoted.replace("''", "'") or plain) not in known:
                yield f"name {one.get('name')}: no sheet {quoted or plain}"
