"""The Excel add-in, `clvxl.xlam`, built from text: VBA, ribbon, sheets of texts and help.

What is the same in every build are the files of the folders `parts` and `modules`; the rest comes
from `wrappers`, `ribbon` and `runtime`. The same clvxl and xlwings give the same parts.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import clvxl
from clvxl.hosts.excel.ribbon import ribbon_module, ribbon_texts, ribbon_xml
from clvxl.hosts.excel.runtime import SETTINGS, runtime_text, runtime_version
from clvxl.hosts.excel.settings import in_use_told
from clvxl.hosts.excel.vba_project import Kind, Module, write_project
from clvxl.hosts.excel.wrappers import MODULE, functions_module, help_rows
from clvxl.hosts.packages import filled, standing_parts, write_package
from clvxl.report.addresses import letters
from clvxl.sheet.registry import REGISTRY
from clvxl.text import Text

__all__ = ["FILE_NAME", "PROJECT_NAME", "build", "modules", "parts", "sheets"]

FILE_NAME = "clvxl.xlam"
PROJECT_NAME = "ClvxlAddin"
_MODULES = Path(__file__).with_name("modules")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

Rows = Sequence[Sequence[str]]


def sheets() -> dict[str, Rows]:
    """Return the add-in's sheets, hidden as all of an add-in is, by name.

    Settings (inactive: for a person to read), texts and Chinese help for the VBA, and help for
    Excel-DNA's IntelliSense, which wants its sheet to be the last.
    """
    return {
        "_clvxl.conf": [[key, value] for key, value in SETTINGS.items()],
        "_texts": [["key", "en", "zh"], *([k, *t] for k, t in _texts().items())],
        "_help_zh": help_rows("zh"),
        "_IntelliSense_": help_rows("en"),
    }


def _texts() -> dict[str, Text]:
    categories = {
        f"category.{name}": function.category.title for name, function in REGISTRY.items()
    }
    return ribbon_texts() | categories


def modules() -> list[Module]:
    """Return the modules of the VBA project, in the order the editor shows them."""
    found = [Module("ThisWorkbook", Kind.WORKBOOK, _written("ThisWorkbook.cls"))]
    found += [Module(f"Sheet{number}", Kind.SHEET, "") for number in range(1, len(sheets()) + 1)]
    for path in sorted(_MODULES.glob("*.bas")):
        text = _written(path.name)
        text += "\n" + ribbon_module() if path.stem == "RibbonClvxl" else ""
        found.append(Module(path.stem, Kind.MODULE, text))
    return [
        *found,
        Module(MODULE, Kind.MODULE, functions_module()),
        Module("xlwings", Kind.MODULE, runtime_text()),
    ]


def _written(name: str) -> str:
    return (_MODULES / name).read_text("ascii")


def parts() -> dict[str, bytes]:
    """Return the parts of the add-in's file, by their names.

    A `FileError` says that xlwings is not installed, or is one that it cannot be built from.

    >>> sorted(parts())[:3]
    ['[Content_Types].xml', '_rels/.rels', 'customUI/customUI14.xml']
    """
    found, numbers = standing_parts(Path(__file__).with_name("parts")), dict[str, int]()
    core = "docProps/core.xml"
    found[core] = filled(found[core], clvxl=clvxl.__version__, xlwings=runtime_version())
    for number, rows in enumerate(sheets().values(), 1):
        found[f"xl/worksheets/sheet{number}.xml"] = _sheet(number, rows, numbers)
    return found | {
        "customUI/customUI14.xml": ribbon_xml(),
        "xl/sharedStrings.xml": _shared(numbers),
        "xl/vbaProject.bin": write_project(PROJECT_NAME, modules()),
    }


def _sheet(number: int, rows: Rows, numbers: dict[str, int]) -> bytes:
    """A sheet's part; cells name their texts by numbers, which `numbers` remembers."""
    lines = "".join(
        f'<row r="{at}">{"".join(_cells(at, row, numbers))}</row>' for at, row in enumerate(rows, 1)
    )
    text = f'<sheetPr codeName="Sheet{number}"/><sheetData>{lines}</sheetData>'
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{text}</worksheet>'.encode()


def _cells(row: int, held: Sequence[str], numbers: dict[str, int]) -> Iterator[str]:
    for column, text in enumerate(held):
        if text:
            number = numbers.setdefault(text, len(numbers))
            yield f'<c r="{letters(column)}{row}" t="s"><v>{number}</v></c>'


def _shared(texts: Iterable[str]) -> bytes:
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    return f'{_HEAD}<sst xmlns="{_MAIN}">{items}</sst>'.encode()


def build(path: str | os.PathLike[str]) -> Path:
    """Write the add-in, and return its path; a `FileError` says why it cannot be done."""
    path, made = Path(path), parts()
    with in_use_told(path):
        write_package(path, made)
    return path
