"""A workbook as Excel saves it on a computer that has the add-in, written part by part.

Excel saves an add-in's function as [1]!NAME, and the add-in's file as an external link. One in
XLSTART has a kind of link of its own, without a path.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STARTUP = "http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlStartup"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CELLS: Mapping[str, str] = {
    "A1": "<v>20</v>",
    "B1": "<f>[1]!CLV_SIMPLE(20,6,3,15)</f><v>345</v>",
    "B2": '<f>IF(A1&gt;1,[1]!CLV_SIMPLE(A1,6,3,15)+1,"[1]!CLV_SIMPLE(")</f><v>346</v>',
    "B3": '<f t="array" ref="B3:C4">[1]!CLV_HELP()</f><v>0</v>',
    "B5": '<f t="shared" ref="B5:B6" si="0">[1]!CLV_SIMPLE(A$1,6,3,15)</f><v>345</v>',
    "B6": '<f t="shared" si="0"/><v>345</v>',
    "B7": "<f>_xludf.CLV_SIMPLE(20,6,3,15)</f><v>345</v>",
    "B8": "<f>'C:\\a b\\clvxl.xlam'!CLV_SIMPLE(20,6,3,15)</f><v>345</v>",
    "B9": "<f>clvxl.xlam!CLV_SIMPLE(20,6,3,15)</f><v>345</v>",
    "B10": '<f t="array" ref="B10">SUM([1]!CLV_SIMPLE({20;20},6,3,15))</f><v>690</v>',
    "B11": "<f>CLV_SIMPLE(20,6,3,15)</f><v>345</v>",
    "B12": "<f>[1]!SOMETHING(20)</f><v>7</v>",
    "B13": "<f>B1*2</f><v>690</v>",
}
"""Cells of column A and B, what stands in them."""

RESULTS = {"B1": 345.0, "B2": 346.0, "B5": 345.0, "B6": 345.0, "B7": 345.0, "B8": 345.0,
           "B9": 345.0, "B10": 690.0, "B11": 345.0, "B13": 690.0}  # fmt: skip
"""What the cells show that compute to a number."""

RENEWED = 9
"""How many formulas name our functions behind another computer's add-in."""


def travelled(
    path: Path,
    cells: Mapping[str, str] = CELLS,
    link: tuple[str, str] = (STARTUP, "clvxl.xlam"),
    names: Mapping[str, str] | None = None,
    protected: bool = False,
) -> Path:
    """Write a workbook with one sheet, Data.

    Parameters
    ----------
    path : Path
    cells : mapping
        Addresses to the XML within the cell.
    link : (str, str)
        The kind and the target of the link to the add-in.
    names : mapping, optional
        Names and the formulas that they stand for.
    protected : bool
        Whether the sheet is protected, without a password.

    Returns
    -------
    Path
    """
    rows = "".join(
        f'<row r="{address[1:]}"><c r="{address}">{content}</c></row>'
        if address != "B1"
        else f'<row r="1"><c r="A1">{cells["A1"]}</c><c r="B1">{content}</c></row>'
        for address, content in cells.items()
        if address != "A1"
    )
    defined = "".join(
        f'<definedName name="{name}">{escape(formula)}</definedName>'
        for name, formula in (names or {}).items()
    )
    guard = '<sheetProtection sheet="1"/>' if protected else ""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}worksheet+xml"/>'
        '<Override PartName="/xl/externalLinks/externalLink1.xml" '
        f'ContentType="{KIND}externalLink+xml"/></Types>',
        "_rels/.rels": _relations((f"{OFFICE}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets><externalReferences>'
        f'<externalReference r:id="rId2"/></externalReferences><definedNames>{defined}'
        "</definedNames></workbook>".replace("<definedNames></definedNames>", ""),
        "xl/_rels/workbook.xml.rels": _relations(
            (f"{OFFICE}/worksheet", "worksheets/sheet1.xml"),
            (f"{OFFICE}/externalLink", "externalLinks/externalLink1.xml"),
        ),
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"><externalBook '
        f'xmlns:r="{OFFICE}" r:id="rId1"><definedNames><definedName name="CLV_HELP"/>'
        '<definedName name="CLV_SIMPLE"/></definedNames></externalBook></externalLink>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": _relations(link, outside=True),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
        f"{guard}</worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, HEAD + content)
    return path


def _relations(*relations: tuple[str, str], outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'
