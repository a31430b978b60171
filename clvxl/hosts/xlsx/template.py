"""What a template file says of itself: its exercise, its language and its figures."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from clvxl.errors import FileError
from clvxl.hosts.xlsx._package import unpacked_size

__all__ = ["PROPERTY", "Template", "read_template"]

PROPERTY = "clvxl template"
LARGEST = 64 << 20
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
NAMED_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$([A-Z]{1,3})\$(\d+)")
INPUT = "in_"


@dataclass(frozen=True)
class Template:
    """A template: the exercise's name, its language, and the figures in its named input cells."""

    name: str
    language: str
    figures: Mapping[str, float | str] = field(default_factory=dict)


def read_template(path: Path) -> Template:
    """Read what a template says of itself.

    Parameters
    ----------
    path : Path
        An .xlsx file, as clvxl wrote it or as a spreadsheet program saved it again. Only read.

    Returns
    -------
    Template
        `figures` holds the single cells whose name begins with in_, by the rest of the name.

    Raises
    ------
    FileError
        The file cannot be read, or is no template of clvxl.
    """
    unpacked_size(path, largest=LARGEST, ratio=250)
    no_template = FileError(
        "{file} is no template of clvxl: take one from 'clvxl exercise open', or its name",
        file=path.name,
    )
    try:
        with zipfile.ZipFile(path) as package:
            marked = _property(package)
            if marked is None or "/" not in marked:
                raise no_template
            name, _, language = marked.partition("/")
            return Template(name, language, dict(_figures(package)))
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile):
        raise no_template from None


def _property(package: zipfile.ZipFile) -> str | None:
    if "docProps/custom.xml" not in package.namelist():
        return None
    for each in _parsed(package, "docProps/custom.xml"):
        if each.get("name") == PROPERTY:
            return "".join(each.itertext()).strip()
    return None


def _parsed(package: zipfile.ZipFile, part: str) -> ElementTree.Element:
    text = package.read(part)
    if b"<!DOCTYPE" in text[:4096] or b"<!ENTITY" in text:
        # Only a hostile file declares entities, to make the parser swell.
        raise KeyError(part)
    return ElementTree.fromstring(text)


def _figures(package: zipfile.ZipFile) -> Iterator[tuple[str, float | str]]:
    book = _parsed(package, "xl/workbook.xml")
    wanted: dict[str, dict[str, str]] = {}
    for each in book.iter(f"{MAIN}definedName"):
        cell = NAMED_CELL.fullmatch((each.text or "").strip())
        name = each.get("name") or ""
        if cell and name.startswith(INPUT):
            sheet = (cell[1] or cell[2]).replace("''", "'")
            wanted.setdefault(sheet, {})[f"{cell[3]}{cell[4]}"] = name.removeprefix(INPUT)
    parts = _sheet_parts(package, book)
    for sheet, cells in wanted.items():
        values = _values(package, parts[sheet], set(cells))
        yield from ((key, values[at]) for at, key in cells.items() if at in values)


def _sheet_parts(package: zipfile.ZipFile, book: ElementTree.Element) -> dict[str, str]:
    relations = {
        each.get("Id"): each.get("Target", "")
        for each in _parsed(package, "xl/_rels/workbook.xml.rels")
    }
    return {
        each.get("name", ""): "xl/" + relations[each.get(RELATION)].removeprefix("/xl/")
        for each in book.iter(f"{MAIN}sheet")
    }


def _values(package: zipfile.ZipFile, part: str, wanted: set[str]) -> dict[str, float | str]:
    found: dict[str, float | str] = {}
    for cell in _parsed(package, part).iter(f"{MAIN}c"):
        address = cell.get("r", "")
        if address in wanted:
            value = _value(package, cell)
            if value is not None:
                found[address] = value
    return found


def _value(package: zipfile.ZipFile, cell: ElementTree.Element) -> float | str | None:
    kind, text = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    if kind == "inlineStr":
        return "".join(cell.itertext())
    if text is None:
        return None
    if kind == "s":
        shared = _parsed(package, "xl/sharedStrings.xml").findall(f"{MAIN}si")[int(text)]
        return "".join(each.text or "" for each in shared.iter(f"{MAIN}t"))
    return float(text) if kind in ("n", "b") else text
