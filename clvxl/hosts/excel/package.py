"""What every workbook's package holds beside its sheets: theme, styles, texts, properties.

Excel writes these parts into each file; a file without them it puts in order first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from clvxl.report import style

__all__ = ["MAIN", "OFFICE", "PACKAGE", "Texts", "properties", "styles", "theme", "xml"]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"

_COLOURS: Mapping[str, str] = {
    "dk1": "#000000", "lt1": "#FFFFFF", "dk2": style.INK, "lt2": style.TINT,
    "accent1": style.ACCENT, "accent2": style.WRONG, "accent3": style.MUTED,
    "accent4": "#1B4F9C", "accent5": "#E0C25A", "accent6": "#D0804A",
    "hlink": "#1B4F9C", "folHlink": style.MUTED,
}  # fmt: skip


def xml(text: str) -> bytes:
    """Return a part's bytes, its declaration before it."""
    return (_HEAD + text).encode("utf-8")


class Texts:
    """The texts of a workbook's cells, each kept once and named by its number.

    Examples
    --------
    >>> texts = Texts()
    >>> [texts.number(text) for text in ("a", "b", "a")]
    [0, 1, 0]
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._used = 0

    def number(self, text: str) -> int:
        """Return the number under which a cell names its text."""
        self._used += 1
        return self._numbers.setdefault(text, len(self._numbers))

    def part(self) -> bytes:
        """Return the part `sharedStrings.xml`."""
        items = "".join(
            f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self._numbers
        )
        return xml(
            f'<sst xmlns="{MAIN}" count="{self._used}" uniqueCount="{len(self._numbers)}">'
            f"{items}</sst>"
        )


def theme() -> bytes:
    """Return a theme: the report's colours, one font, plain fills and lines, no effects."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>' for name, colour in _COLOURS.items()
    )
    fonts = "".join(
        f'<a:{kind}><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}>'
        for kind in ("majorFont", "minorFont")
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = "".join(f'<a:ln w="{width}">{fill}</a:ln>' for width in (6350, 12700, 19050))
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    formats = (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    )
    return xml(
        f'<a:theme xmlns:a="{_DRAWING}" name="clvxl"><a:themeElements>'
        f'<a:clrScheme name="clvxl">{colours}</a:clrScheme>'
        f'<a:fontScheme name="clvxl">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="clvxl">{formats}</a:fmtScheme>'
        "</a:themeElements></a:theme>"
    )


def styles() -> bytes:
    """Return the one style of all cells."""
    return xml(
        f'<styleSheet xmlns="{MAIN}">'
        '<fonts count="1"><font><sz val="11"/><color theme="1"/><name val="Calibri"/>'
        '<family val="2"/><scheme val="minor"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '</cellStyleXfs><cellXfs count="1">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def properties(title: str, sentence: str, sheets: Sequence[str]) -> dict[str, bytes]:
    """Return the parts of properties: what Excel's list of add-ins shows, and the sheets' names."""
    core = (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:description>{escape(sentence)}</dc:description>"
        "</cp:coreProperties>"
    )
    types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    names = "".join(f"<vt:lpstr>{escape(name)}</vt:lpstr>" for name in sheets)
    app = (
        f'<Properties xmlns="{_EXTENDED}" xmlns:vt="{types}">'
        "<Application>clvxl</Application>"
        '<HeadingPairs><vt:vector size="2" baseType="variant">'
        "<vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant>"
        f"<vt:variant><vt:i4>{len(sheets)}</vt:i4></vt:variant></vt:vector></HeadingPairs>"
        f'<TitlesOfParts><vt:vector size="{len(sheets)}" baseType="lpstr">{names}</vt:vector>'
        "</TitlesOfParts></Properties>"
    )
    return {"docProps/core.xml": xml(core), "docProps/app.xml": xml(app)}
