"""What a template file says of itself: its exercise, its language and its figures."""

from __future__ import annotations

import lzma
import math
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias
from xml.etree import ElementTree

from clvxl.errors import FileError
from clvxl.files.paths import DAMAGED
from clvxl.files.xlsx._package import OLE_MAGIC, unpacked_size
from clvxl.text import Text

__all__ = ["HOMEWORK", "PROPERTY", "Lack", "Template", "marked_template", "read_template"]

NO_TEMPLATE = Text(
    "{file} is no template of clvxl: {remedy[new_template]}, or name an exercise",
    "{file} 不是 clvxl 的模板：{remedy[new_template]}，或直接写练习名称",
)

PROPERTY = "clvxl template"
HOMEWORK = "clvxl homework"
LARGEST = 64 << 20
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
NAMED_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$([A-Z]{1,3})\$(\d+)")
INPUT = "in_"
DAMAGE = (
    zipfile.BadZipFile, ElementTree.ParseError, zlib.error, lzma.LZMAError, struct.error,
    NotImplementedError, RuntimeError, OSError, EOFError, LookupError, ValueError,
)  # fmt: skip
"""What a damaged package can raise while it is unpacked and read."""

Lack: TypeAlias = Literal["blank", "no_value"]
"""Why a cell has no value: nothing stands there, or a formula that was never computed."""


class _Wanted(NamedTuple):
    """A named cell of a sheet."""

    key: str
    address: str


@dataclass(frozen=True)
class Template:
    """What a template says of itself.

    Attributes
    ----------
    name, language : str
        The exercise's, as written; they may be of another version.
    figures : mapping of str to float or str
        What stands in its named input cells, by the rest of the name; an error or a truth value
        as a sheet shows it.
    lacking : mapping of str to Lack
        Named input cells without a value.
    """

    name: str
    language: str
    figures: Mapping[str, float | str] = field(default_factory=dict)
    lacking: Mapping[str, Lack] = field(default_factory=dict)


def read_template(path: Path) -> Template:
    """Read what a template says of itself.

    Parameters
    ----------
    path : Path
        An .xlsx file, as clvxl wrote it or as a spreadsheet program saved it again. Only read.

    Returns
    -------
    Template
        `figures` and `lacking` hold the single cells whose name begins with in_.

    Raises
    ------
    FileError
        The file cannot be read, is damaged, or is no template of clvxl.
    """
    if _is_something_else(path) or _size(path) > LARGEST:
        raise _no_template(path)
    try:
        with zipfile.ZipFile(path) as archive:
            package = _Package(archive)
            marked = package.mark()
            if marked is None:
                raise _no_template(path)
            name, _, language = marked.partition("/")
            values = dict(package.figures())
    except FileError:
        raise
    except DAMAGE:
        raise FileError(DAMAGED, file=path.name) from None
    lacking: dict[str, Lack] = {
        key: "blank" if value == "" else "no_value"
        for key, value in values.items()
        if value is None or value == ""
    }
    figures = {key: value for key, value in values.items() if value is not None and value != ""}
    return Template(name, language, figures, lacking)


def marked_template(path: Path) -> tuple[str, str] | None:
    """Return the exercise and the language of a template; None of any other file.

    >>> marked_template(Path("no such file.xlsx"))
    """
    try:
        if _is_something_else(path) or _size(path) > LARGEST:
            return None
        with zipfile.ZipFile(path) as archive:
            marked = _Package(archive).mark()
    except (FileError, *DAMAGE):
        return None
    if marked is None:
        return None
    name, _, language = marked.partition("/")
    return name, language


def _no_template(path: Path) -> FileError:
    return FileError(NO_TEMPLATE, file=path.name)


def _size(path: Path) -> int:
    # Too large a file is refused as no template: the remedies for a large table are none here.
    return unpacked_size(path, largest=sys.maxsize, ratio=math.inf)


def _is_something_else(path: Path) -> bool:
    """Whether a file cannot be a workbook by its first bytes; what cannot be opened is told later.

    The remedies for a table, such as another ending, would not make a template of it.
    """
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            head = stream.read(len(OLE_MAGIC))
    except (OSError, ValueError):
        return False
    return head != OLE_MAGIC and not head.startswith(b"PK")


class _Package:
    """The parts of a workbook, read as they are needed."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def mark(self) -> str | None:
        """The exercise and the language, parted by a slash; None where there is no such mark."""
        if "docProps/custom.xml" not in self._archive.namelist():
            return None
        for each in self._parsed("docProps/custom.xml"):
            if each.get("name") == PROPERTY:
                text = "".join(each.itertext()).strip()
                return text if "/" in text else None
        return None

    def figures(self) -> Iterator[tuple[str, float | str | None]]:
        """What the named input cells hold: "" for nothing, None for a formula without a value."""
        book = self._parsed("xl/workbook.xml")
        parts = self._sheet_parts(book)
        for sheet, wanted in _named_cells(book).items():
            if sheet in parts:
                yield from self._values(parts[sheet], wanted)

    def _parsed(self, part: str) -> ElementTree.Element:
        text = self._archive.read(part)
        if b"<!DOCTYPE" in text[:4096] or b"<!ENTITY" in text:
            # Only a hostile file declares entities, to make the parser swell.
            raise ValueError(part)
        return ElementTree.fromstring(text)

    def _sheet_parts(self, book: ElementTree.Element) -> dict[str, str]:
        relations = {
            each.get("Id"): each.get("Target", "")
            for each in self._parsed("xl/_rels/workbook.xml.rels")
        }
        return {
            each.get("name", ""): "xl/" + relations[each.get(RELATION)].removeprefix("/xl/")
            for each in book.iter(f"{MAIN}sheet")
        }

    def _values(self, part: str, wanted: list[_Wanted]) -> Iterator[tuple[str, float | str | None]]:
        addresses = {each.address for each in wanted}
        found = {
            address: self._value(cell)
            for cell in self._parsed(part).iter(f"{MAIN}c")
            if (address := cell.get("r", "")) in addresses
        }
        # A cell that holds nothing need not be in the file.
        yield from ((each.key, found.get(each.address, "")) for each in wanted)

    def _value(self, cell: ElementTree.Element) -> float | str | None:
        kind, value = cell.get("t", "n"), cell.find(f"{MAIN}v")
        if kind == "inlineStr":
            return "".join(cell.itertext()).strip()
        if value is None:
            return "" if cell.find(f"{MAIN}f") is None else None
        text = value.text or ""
        if kind == "s":
            return self._shared[int(text)].strip()
        if kind == "b":
            return "TRUE" if text.strip() == "1" else "FALSE"
        return _number(text) if kind == "n" else text.strip()

    @cached_property
    def _shared(self) -> list[str]:
        return [
            "".join(each.text or "" for each in entry.iter(f"{MAIN}t"))
            for entry in self._parsed("xl/sharedStrings.xml").findall(f"{MAIN}si")
        ]


def _named_cells(book: ElementTree.Element) -> dict[str, list[_Wanted]]:
    """The input cells by sheet; names of one sheet only are left by copies of a sheet."""
    wanted: dict[str, list[_Wanted]] = {}
    for each in book.iter(f"{MAIN}definedName"):
        cell = NAMED_CELL.fullmatch((each.text or "").strip())
        name = each.get("name") or ""
        if cell and name.startswith(INPUT) and each.get("localSheetId") is None:
            sheet = (cell[1] or cell[2]).replace("''", "'")
            place = _Wanted(name.removeprefix(INPUT), f"{cell[3]}{cell[4]}")
            wanted.setdefault(sheet, []).append(place)
    return wanted


def _number(text: str) -> float | None:
    """A stored number; what no program stores, such as nan, is no value."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
