"""Currencies that stand in the number formats of cells alone, as a spreadsheet shows them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree

from clvxl.data._currency import agreed, signs_in
from clvxl.files.xlsx._outline import PART_BYTES, UNREADABLE
from clvxl.report.addresses import column_number

__all__ = ["CurrencyFormats", "format_currency"]

LOCAL = frozenset({5, 6, 7, 8, 42, 44})
"""Formats whose currency is the country's where the file does not write them out."""

BRACKETS = re.compile(r"\[\$([^\]-]*)(?:-([^\]]*))?\]")
OTHER_BRACKETS = re.compile(r"\[[^\]]*\]|_.|\*.")
NOT_LITERAL = re.compile(r"[#0?.,;/%()\-+]|General", re.IGNORECASE)
COUNTRIES = {
    "$": {
        "409": "USD", "1009": "CAD", "C0C": "CAD", "C09": "AUD", "1409": "NZD", "1004": "SGD",
        "4809": "SGD", "C04": "HKD", "404": "TWD", "80A": "MXN",
    },
    "¥": {"411": "JPY", "804": "CNY"},
}  # fmt: skip
"""What a sign is in the countries whose codes may stand beside it."""

STYLED = re.compile(
    rb"<(?:\w+:)?c\s(?=[^<>]*\br=\"([A-Z]{1,3})(\d+)\")(?=[^<>]*\bs=\"(\d+)\")[^<>]*(?<!/)>"
)


def format_currency(code: str) -> str | None:
    """Return the currency that a number format shows, None where it shows none.

    >>> [format_currency(code) for code in ('"$"#,##0.00', '#,##0.00 "€"', "[$¥-411]#,##0")]
    ['$', '€', 'JPY']
    >>> format_currency("[Red]#,##0.00"), format_currency('0 "pcs"'), format_currency("yyyy-mm-dd")
    (None, None, None)
    """
    first = code.partition(";")[0]
    if (found := BRACKETS.search(first)) and found[1].strip():
        sign = found[1].strip()
        country = (found[2] or "").lstrip("0").upper()
        sign = COUNTRIES.get(sign, {}).get(country, sign)
    else:
        plain = OTHER_BRACKETS.sub("", BRACKETS.sub("", first)).replace('"', "").replace("\\", "")
        sign = NOT_LITERAL.sub("", plain).strip()
    signs = signs_in(sign)
    return signs[0] if signs else None


class CurrencyFormats:
    """Style to currency of a workbook, where its styles show several."""

    def __init__(self, path: str | Path) -> None:
        found = _styles(path)
        several = bool(found) and not agreed(found.values())
        self.styles: Mapping[int, str] = found if several else {}

    def cells(self, pieces: Iterable[bytes], columns: Iterable[int]) -> dict[int, dict[int, str]]:
        """Return column, from 0, to row, from 1, to currency, where a column shows several."""
        found: dict[int, dict[int, str]] = {at: {} for at in columns}
        letters: dict[bytes, int] = {}
        if self.styles:
            for piece in pieces:
                for name, row, style in STYLED.findall(piece):
                    at = letters.setdefault(name, column_number(name.decode()))
                    if at in found and (sign := self.styles.get(int(style))):
                        found[at][int(row)] = sign
        return {at: cells for at, cells in found.items() if cells and not agreed(cells.values())}


def _styles(path: str | Path) -> dict[int, str]:
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/styles.xml") as stream:
            root = ElementTree.fromstring(stream.read(PART_BYTES))
    except UNREADABLE:
        return {}
    codes = dict.fromkeys(LOCAL, "$")
    styles: list[int] = []
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "numFmt" and (number := element.get("numFmtId", "")).isdecimal():
            codes[int(number)] = element.get("formatCode", "")
        elif kind == "cellXfs":
            numbers = (style.get("numFmtId", "0") for style in element)
            styles = [int(number) if number.isdecimal() else 0 for number in numbers]
    signs = {number: format_currency(code) for number, code in codes.items()}
    every = ((at, signs.get(number)) for at, number in enumerate(styles))
    return {at: sign for at, sign in every if sign}
