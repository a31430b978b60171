"""Draws the pictures of docs/functions.md: a call of each category, in Calc.

python -m tests.hosts.libreoffice.calls docs/calls
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from clvxl.sheet.registry import CATEGORIES
from tests.hosts.libreoffice.screen import Picture, Screen, on_screen
from tests.hosts.libreoffice.test_calc import in_calc

WIDTH, HEIGHT = 1100, 640
TOP, LINES, LINE = 76, 124, 20
"""Pixels above the formula's line, above the first row of cells, and of a row."""
RIGHT = 1038
"""Where the sheet ends and the sidebar begins."""


@dataclass(frozen=True)
class Call:
    """Cells, and a formula in some of them; the first of these is the one that is shown."""

    cells: dict[str, list[list[Any]]]
    formula: str
    where: str
    widths: dict[str, float]
    decimals: str = ""


PAST = [
    ["customer", "frequency", "recency", "T"],
    ["Ann", 1, 6, 40], ["Bo", 0, 0, 40], ["Cy", 5, 20, 40], ["Di", 2, 12, 40],
    ["Eve", 7, 38, 40], ["Fu", 1, 37, 40],
]  # fmt: skip

CALLS = {
    "lifetime_value": Call(
        {"A1": [["revenue", "cost", "still there"], [8000, 1000, 0.9], [4500, 1200, 0.8],
                [5000, 1300, 0.6], [5200, 1400, 0.3]]},
        '=CLV_DCF_TABLE(A2:A5, 0.2, B2:B5, C2:C5, 5000, "end", "survival")',
        "E1:L6", {"C": 10, "D": 4, "E": 8, "J": 15, "K": 14, "L": 17}, "I2:L6",
    ),
    "migration": Call(
        {"A1": [["from \\ to", "recency 1", "recency 2", "recency 3", "lost", "reward"],
                ["recency 1", 0.3, 0.7, 0, 0, 36], ["recency 2", 0.2, 0, 0.8, 0, -4],
                ["recency 3", 0.05, 0, 0, 0.95, -4], ["lost", 0, 0, 0, 1, 0]],
         "G1": [["value"]]},
        "=CLV_MARKOV(B2:E5, F2:F5, 0.2, 4)", "G2:G5", {"A": 12, "G": 12}, "G2:G5",
    ),
    "equity": Call(
        {"A1": [["profit of past years"], [40], [55], [60]],
         "C1": [["margin today", 70], ["retention rate", 0.8], ["discount rate", 0.1],
                ["cross-selling", 15]]},
        "=CUSTOMER_VALUE(A2:A4, D1, D2, D3, 5, D4)",
        "F1:G5", {"A": 22, "C": 16, "F": 12, "G": 12}, "G2:G5",
    ),
    "rates": Call(
        {"A1": [["customer", "recency", "frequency", "age"], ["Ann", 5, 1, 5],
                ["Bo", 9, 8, 90], ["Cy", 300, 8, 400], ["Di", 20, 3, 70]],
         "E1": [["stage"]]},
        "=LIFECYCLE_STAGE(B2:B5, C2:C5, D2:D5)", "E2:E5", {"E": 14},
    ),
    "rfm": Call(
        {"A1": [["customer", "recency", "frequency", "monetary"], ["Ann", 5, 9, 500],
                ["Bo", 40, 3, 80], ["Cy", 200, 1, 20], ["Di", 12, 6, 310], ["Eve", 90, 2, 150]],
         "E1": [["segment"]]},
        "=SEGMENT(RFM_SCORE(B2:B6, C2:C6, D2:D6))", "E2:E6", {"E": 22},
    ),
    "customer_base": Call(
        {"A1": PAST, "F1": [["parameter", "value"], ["r", 0.66], ["alpha", 5.19], ["s", 0.6],
                            ["beta", 11.66]],
         "I1": [["next 26 weeks"]]},
        '=BTYD_EXPECTED("paretonbd", G2:G5, 26, B2:B7, C2:C7, D2:D7)',
        "I2:I7", {"E": 3, "F": 12, "H": 3, "I": 16}, "I2:I7",
    ),
    "help": Call(
        {}, '=CLV_HELP("NPS")', "A1:B6", {"A": 14, "B": 114},
    ),
}  # fmt: skip
"""By category, as `Category.key` names it."""


def draw(folder: Path) -> list[Path]:
    """Draw all pictures into `folder`."""
    return [_draw(category.key, folder) for category in CATEGORIES if category.key in CALLS]


def fill(sheet: Any, call: Call) -> None:
    """Write the cells that a call takes."""
    for address, rows in call.cells.items():
        start = sheet.getCellRangeByName(address).CellAddress
        right, bottom = start.Column + len(rows[0]) - 1, start.Row + len(rows) - 1
        area = sheet.getCellRangeByPosition(start.Column, start.Row, right, bottom)
        area.setDataArray(tuple(map(tuple, rows)))


def _draw(key: str, folder: Path) -> Path:
    call = CALLS[key]
    with tempfile.TemporaryDirectory() as place:
        workbook, calc = Path(place) / "call.xlsx", Path(place) / "calc"
        calc.mkdir()
        with xlsxwriter.Workbook(workbook) as book:
            page = book.add_worksheet("Call")
            for letter, width in call.widths.items():
                page.set_column(f"{letter}:{letter}", width)
        with on_screen(workbook, calc, WIDTH, HEIGHT) as screen:
            picture = _shown(screen, call)
    target = folder / f"{key}.png"
    picture.save(target)
    return target


def _shown(screen: Screen, call: Call) -> Picture:
    sheet = screen.document.Sheets.getByIndex(0)
    fill(sheet, call)
    area = sheet.getCellRangeByName(call.where)
    area.setArrayFormula(in_calc(call.formula))
    if call.decimals:
        key = screen.document.NumberFormats.queryKey("#,##0.00", screen.document.CharLocale, False)
        sheet.getCellRangeByName(call.decimals).NumberFormat = key
    screen.show("Call", call.where)
    bottom = LINES + LINE * (area.RangeAddress.EndRow + 2)
    return Picture(screen.photograph().pixels[TOP:bottom, :RIGHT])


if __name__ == "__main__":
    for path in draw(Path(sys.argv[1])):
        print(path)
