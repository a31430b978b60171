"""Spreadsheet engines that share no code with us or with LibreOffice, and files to compute."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from xml.etree import ElementTree

from clvxl.exercises.formulas.parser import Reference, parse, taken_apart
from clvxl.report.addresses import column_number
from clvxl.report.records import Formula
from clvxl.sheet.answers import CellError
from clvxl.sheet.registry import REGISTRY

__all__ = [
    "ENGINES", "Engine", "Place", "Sheets", "calls_ours", "differences", "without_values",
]  # fmt: skip

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ADDRESS = re.compile(r"\$?([A-Z]+)\$?([0-9]+)")
STORED = re.compile(r'<c ([^>]*?)(?: t="\w+")?>(<f>[^<]*</f>)<v>[^<]*</v></c>')
BY_ROW = re.compile(r"INDEX\(.*!\$([A-Z]+):\$[A-Z]+,ROW\(")
ACCURACY = 1e-9


class Place(NamedTuple):
    """A cell; rows and columns count from 0."""

    sheet: str
    row: int
    column: int


def differences(expected: Mapping[Place, Any], got: Mapping[Place, Any]) -> dict[Place, Any]:
    """Where two sets of values differ: numbers by more than a 1e-9th, all else at all."""
    return {
        at: (expected.get(at), got.get(at))
        for at in {*expected, *got}
        if not _same(expected.get(at), got.get(at))
    }


def _same(left: Any, right: Any) -> bool:
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return abs(left - right) <= ACCURACY * max(abs(left), abs(right))
    return bool(left == right)


def without_values(path: Path) -> bytes:
    """A workbook as it is, but for the values of its formulas: none is stored."""
    stripped = io.BytesIO()
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(stripped, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text, count = STORED.subn(r"<c \1>\2</c>", content.decode())
                assert text.count("<f>") == count
                assert "</f><v>" not in text
                content = text.encode()
            copy.writestr(name, content)
    return stripped.getvalue()


@dataclass
class Sheets:
    """What stands in a workbook's file: its formulas, their stored values, and its names."""

    formulas: dict[Place, str] = field(default_factory=dict)
    values: dict[Place, Any] = field(default_factory=dict)
    names: dict[str, Reference] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Sheets:
        """Read a workbook that we wrote."""
        found = cls()
        with zipfile.ZipFile(path) as package:
            book = ElementTree.fromstring(package.read("xl/workbook.xml"))
            for number, sheet in enumerate(book.iter(f"{MAIN}sheet"), start=1):
                part = package.read(f"xl/worksheets/sheet{number}.xml")
                found._add(str(sheet.get("name")), ElementTree.fromstring(part))
        for name in book.iter(f"{MAIN}definedName"):
            _, references = taken_apart(str(name.text))
            if len(references) == 1:
                at, column = references[0], BY_ROW.search(str(name.text))
                if column:
                    # Of this column the cell in the row of the one that is named.
                    number = column_number(column[1])
                    at = at._replace(first_column=number, last_column=number)
                found.names[str(name.get("name")).lower()] = at
        return found

    def _add(self, sheet: str, tree: ElementTree.Element) -> None:
        for cell in tree.iter(f"{MAIN}c"):
            formula = cell.findtext(f"{MAIN}f")
            if formula is not None:
                _, references = taken_apart(str(cell.get("r")))
                at = Place(sheet, references[0].first_row, references[0].first_column)
                self.formulas[at] = formula
                self.values[at] = _typed(cell.get("t", "n"), cell.findtext(f"{MAIN}v"))

    def named(self, name: str) -> Place:
        """The first cell of a name."""
        area = self.names[name]
        return Place(str(area.sheet), area.first_row, area.first_column)

    @cached_property
    def plain(self) -> set[Place]:
        """The formulas that call no function of clvxl and depend on none that does."""
        needs = {at: set(self._needed(at, text)) for at, text in self.formulas.items()}
        ours = {at for at, text in self.formulas.items() if calls_ours(text)}
        while True:
            reached = _Reached(ours)
            more = {at for at in needs.keys() - ours if any(map(reached.touches, needs[at]))}
            if not more:
                return needs.keys() - ours
            ours |= more

    def _needed(self, at: Place, text: str) -> Iterator[Reference]:
        """The cells and ranges that a formula names, each with its sheet."""
        shape, references = taken_apart(text)
        for area in (*references, *(self.names[name] for name in parse(shape).names)):
            yield area._replace(sheet=area.sheet or at.sheet)


class _Reached:
    """Cells, and which ranges hold one of them."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._columns: dict[tuple[str, int], set[int]] = {}
        self._known: dict[Reference, bool] = {}
        for sheet, row, column in places:
            self._columns.setdefault((sheet, column), set()).add(row)

    def touches(self, area: Reference) -> bool:
        """Whether one of them stands in a range."""
        if area not in self._known:
            rows = range(area.first_row, area.last_row + 1)
            columns = range(area.first_column, area.last_column + 1)
            self._known[area] = any(
                not self._columns.get((str(area.sheet), column), set()).isdisjoint(rows)
                for column in columns
            )
        return self._known[area]


def calls_ours(formula: str) -> bool:
    """Whether a formula calls a function of clvxl."""
    shape, _ = taken_apart(formula)
    return not parse(shape).functions.isdisjoint(REGISTRY)


def _typed(kind: str, text: str | None) -> Any:
    if text is None:
        return None
    if kind == "n":
        return float(text)
    return {"b": text == "1", "e": CellError(text)}.get(kind, text)


class Engine(Protocol):
    """A workbook in an engine: cells can be changed, and all is computed."""

    def __init__(self, data: bytes) -> None: ...

    def put(self, at: Place, value: Any) -> None:
        """Enter a number, a text or a formula into a cell, or empty it."""

    def values(self, places: Iterable[Place]) -> dict[Place, Any]:
        """What cells show after all is computed."""


class Formulon:
    """A workbook in formulon, whose makers compare it with answers recorded in Excel 365."""

    def __init__(self, data: bytes) -> None:
        import formulon

        self._error, self._kinds = formulon.ErrorCode, formulon.ValueKind
        self._book = formulon.Workbook.load(data)
        names = map(self._book.sheet_name, range(self._book.sheet_count()))
        self._sheets = {name: at for at, name in enumerate(names)}

    def put(self, at: Place, value: Any) -> None:
        """Enter a value."""
        place = (self._sheets[at.sheet], at.row, at.column)
        if value is None:
            self._book.set_blank(*place)
        elif isinstance(value, Formula):
            self._book.set_formula(*place, value.text)
        elif isinstance(value, str):
            self._book.set_text(*place, value)
        else:
            self._book.set_number(*place, value)

    def values(self, places: Iterable[Place]) -> dict[Place, Any]:
        """What cells show."""
        self._book.recalc()
        return {at: self._value(at) for at in places}

    def _value(self, at: Place) -> Any:
        value = self._book.get_value(self._sheets[at.sheet], at.row, at.column)
        if value.kind == self._kinds.ERROR:
            return _error(self._error(value.error_code).name)
        return value.to_python()


class Formualizer:
    """A workbook in formualizer."""

    def __init__(self, data: bytes) -> None:
        import formualizer

        self._book = formualizer.load_workbook_bytes(data, strategy="eager_all")
        self._book.set_temporal_egress("serial")

    def put(self, at: Place, value: Any) -> None:
        """Enter a value."""
        place = (at.sheet, at.row + 1, at.column + 1)
        if isinstance(value, Formula):
            self._book.set_formula(*place, value.text)
        else:
            self._book.set_value(*place, value)

    def values(self, places: Iterable[Place]) -> dict[Place, Any]:
        """What cells show."""
        self._book.evaluate_all()
        return {at: self._value(at) for at in places}

    def _value(self, at: Place) -> Any:
        value = self._book.get_value(at.sheet, at.row + 1, at.column + 1)
        return _error(value["kind"]) if isinstance(value, dict) else value


def _error(kind: str) -> CellError:
    """An error by the name that an engine gives it."""
    known = {"DIV0": "#DIV/0!", "DIV": "#DIV/0!", "NA": "#N/A", "NAME": "#NAME?"}
    return CellError(known.get(kind.upper(), f"#{kind.upper()}!"))


ENGINES: dict[str, type[Engine]] = {"formulon": Formulon, "formualizer": Formualizer}
