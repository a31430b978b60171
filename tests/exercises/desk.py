"""Worked homework by the hundred: written once an exercise, then answered in its cells' XML."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.homework import homework
from clvxl.exercises.engine.variants import Variant, variant
from clvxl.files.xlsx.writer import write_report
from tests.exercises.students import drawn

__all__ = ["Desk", "Parts", "Typed", "desk", "packed"]

Parts = dict[str, bytes]
"""A package: its parts by name."""


class Typed(NamedTuple):
    """A formula with the value that the program stored for it."""

    formula: str
    value: float | str | None = None


class Desk:
    """The homework of a variant, and its cells by their names."""

    def __init__(self, name: str, number: int, language: str = "en") -> None:
        self.name, self.number = name, number
        english = language == "en"
        self.variant: Variant = (
            drawn(name, number) if english else variant(EXERCISES[name], number, language)
        )
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "homework.xlsx"
            write_report(homework(EXERCISES[name], language, number), path)
            with zipfile.ZipFile(path) as book:
                self.parts: Parts = {part: book.read(part) for part in book.namelist()}
        names = re.findall(
            r'<definedName name="(\w+)"[^>]*>(.*?)</', self.parts["xl/workbook.xml"].decode()
        )
        self.at = {key: _address(text) for key, text in names}

    @property
    def right(self) -> dict[str, Any]:
        """The right answers."""
        return dict(self.variant.worked.answers)

    @staticmethod
    def cell(address: str, value: Any) -> str:
        """A cell's XML."""
        return f'<c r="{address}"{_cell(value)}'

    def answered(self, entries: Mapping[str, Any]) -> Parts:
        """The package with entries in the answers' cells."""
        return self.entered({self.at[f"ans_{key}"]: value for key, value in entries.items()})

    def entered(self, entries: Mapping[str, Any], parts: Parts | None = None) -> Parts:
        """The package with entries in cells of the first sheet."""
        parts = dict(self.parts if parts is None else parts)
        sheet = "xl/worksheets/sheet1.xml"
        text = parts[sheet].decode()
        for address, value in entries.items():
            if value is not None:
                # A function gives the text: what is entered may hold signs of a pattern.
                cell = _cell(value)
                text, count = re.subn(
                    rf'<c r="{address}"( s="\d+")?(?:/>|.*?</c>)',
                    lambda found, at=address, to=cell: f'<c r="{at}"{found[1] or ""}{to}', text,
                )  # fmt: skip
                assert 1 == count, address
        parts[sheet] = text.encode()
        return parts


def _address(text: str) -> str:
    """The cell of a name; names may be plain addresses or follow their row."""
    column, rows = re.search(r"!\$([A-Z]+)", text), re.findall(r"\$(\d+)", text)
    return f"{column[1]}{rows[-1]}" if column and rows else ""


def _cell(value: Any) -> str:
    if isinstance(value, Typed):
        stored = "" if value.value is None else f"<v>{escape(str(value.value))}</v>"
        kind = ' t="str"' if isinstance(value.value, str) else ""
        return f"{kind}><f>{escape(value.formula)}</f>{stored}</c>"
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str) and value.startswith("#"):
        return f' t="e"><v>{value}</v></c>'
    if isinstance(value, str):
        return f' t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"><v>{value!r}</v></c>"


@cache
def desk(name: str, number: int) -> Desk:
    """The homework of a variant, written once."""
    return Desk(name, number)


def packed(parts: Parts, change: Callable[[str, bytes], bytes | None] | None = None) -> bytes:
    """A package as a file's bytes, each part as `change` gives it; None leaves it out."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for part, text in parts.items():
            kept = text if change is None else change(part, text)
            if kept is not None:
                new.writestr(part, kept)
    return target.getvalue()
