"""The Excel add-in, `clvxl.xlam`, built from text: VBA, ribbon, sheets of texts and help.

The file's parts are made here; what is in them comes from `wrappers`, `ribbon`, `runtime` and the
folder `modules`. The same clvxl and xlwings give the same parts.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

import clvxl
from clvxl.errors import FileError
from clvxl.files.safe_write import written_beside
from clvxl.hosts.excel.package import (
    MAIN,
    OFFICE,
    PACKAGE,
    Texts,
    properties,
    styles,
    theme,
    xml,
)
from clvxl.hosts.excel.ribbon import TAB, ribbon_module, ribbon_texts, ribbon_xml
from clvxl.hosts.excel.runtime import SETTINGS, runtime_text, runtime_version
from clvxl.hosts.excel.vba_project import Kind, Module, write_project
from clvxl.hosts.excel.wrappers import MODULE, functions_module, help_rows
from clvxl.report.addresses import letters
from clvxl.sheet.registry import REGISTRY
from clvxl.text import Text

__all__ = ["FILE_NAME", "PROJECT_NAME", "build", "modules", "parts", "sheets"]

FILE_NAME = "clvxl.xlam"
PROJECT_NAME = "ClvxlAddin"
_MODULES = Path(__file__).with_name("modules")
_UI = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"

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

    Returns
    -------
    dict of str to bytes

    Raises
    ------
    FileError
        xlwings is not installed, or is one that the add-in cannot be built from.

    Examples
    --------
    >>> sorted(parts())[:3]
    ['[Content_Types].xml', '_rels/.rels', 'customUI/customUI14.xml']
    """
    held = sheets()
    texts = Texts()
    # The texts are numbered as the sheets are written.
    written = {f"xl/worksheets/sheet{number}.xml": _sheet(number, rows, texts)
               for number, rows in enumerate(held.values(), 1)}  # fmt: skip
    sentence = (
        f"Customer lifetime value: functions and the ribbon tab {TAB}. "
        f"clvxl {clvxl.__version__}, xlwings {runtime_version()}."
    )
    return {
        "[Content_Types].xml": _content_types(list(written)),
        "_rels/.rels": _relationships(
            [
                (f"{OFFICE}/officeDocument", "xl/workbook.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{OFFICE}/extended-properties", "docProps/app.xml"),
                (_UI, "customUI/customUI14.xml"),
            ]
        ),
        **properties("clvxl", sentence, list(held)),
        "customUI/customUI14.xml": ribbon_xml(),
        "xl/workbook.xml": _workbook(list(held)),
        "xl/_rels/workbook.xml.rels": _relationships(
            [(f"{OFFICE}/worksheet", name.removeprefix("xl/")) for name in written]
            + [
                (f"{OFFICE}/theme", "theme/theme1.xml"),
                (f"{OFFICE}/styles", "styles.xml"),
                (f"{OFFICE}/sharedStrings", "sharedStrings.xml"),
                (_VBA, "vbaProject.bin"),
            ]
        ),
        **written,
        "xl/theme/theme1.xml": theme(),
        "xl/styles.xml": styles(),
        "xl/sharedStrings.xml": texts.part(),
        "xl/vbaProject.bin": write_project(PROJECT_NAME, modules()),
    }


def _content_types(sheets: Sequence[str]) -> bytes:
    office = "application/vnd.openxmlformats-officedocument"
    types = {
        "xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        "xl/theme/theme1.xml": f"{office}.theme+xml",
        "xl/styles.xml": f"{office}.spreadsheetml.styles+xml",
        "xl/sharedStrings.xml": f"{office}.spreadsheetml.sharedStrings+xml",
        "xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": f"{office}.extended-properties+xml",
        **dict.fromkeys(sheets, f"{office}.spreadsheetml.worksheet+xml"),
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    relationships = "application/vnd.openxmlformats-package.relationships+xml"
    return xml(
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relationships}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: Sequence[tuple[str, str]]) -> bytes:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return xml(f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>')


def _workbook(names: Sequence[str]) -> bytes:
    # One sheet must be visible; an add-in shows none.
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" '
        f'state="{"visible" if number == 1 else "hidden"}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    return xml(
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<workbookPr codeName="ThisWorkbook"/>'
        '<bookViews><workbookView visibility="hidden"/></bookViews>'
        f"<sheets>{listed}</sheets></workbook>"
    )


def _sheet(number: int, rows: Rows, texts: Texts) -> bytes:
    lines = "".join(
        f'<row r="{at}">{"".join(_cells(at, row, texts))}</row>' for at, row in enumerate(rows, 1)
    )
    return xml(
        f'<worksheet xmlns="{MAIN}"><sheetPr codeName="Sheet{number}"/>'
        f"<sheetData>{lines}</sheetData></worksheet>"
    )


def _cells(row: int, held: Sequence[str], texts: Texts) -> Iterator[str]:
    for column, text in enumerate(held):
        if text:
            yield f'<c r="{letters(column)}{row}" t="s"><v>{texts.number(text)}</v></c>'


def build(path: str | os.PathLike[str]) -> Path:
    """Write the add-in.

    Parameters
    ----------
    path : path
        The file to write; one that is there is replaced when the new one is complete.

    Returns
    -------
    Path

    Raises
    ------
    FileError
        The file cannot be written, or the add-in cannot be built.
    """
    path = Path(path)
    made = parts()
    try:
        _write(path, made)
    except FileError:
        raise
    except OSError as error:
        raise FileError(
            Text(
                "{file} cannot be written ({reason}): close Excel, check the folder and try again",
                "无法写入 {file}（{reason}）：请关闭 Excel，检查文件夹后重试",
            ),
            file=path, reason=error.strerror or str(error),
        ) from error  # fmt: skip
    return path


def _write(path: Path, made: Mapping[str, bytes]) -> None:
    with written_beside(path, overwrite=True) as new, zipfile.ZipFile(new, "w") as archive:
        for part, content in made.items():
            # The oldest time a zip knows: the same parts give the same file.
            entry = zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
