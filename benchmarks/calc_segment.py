"""Segment sheet in a real Calc on 500,000 rows: seconds in all, of each part, and of the longest
time in which the program handles no events.

    python benchmarks/calc_segment.py [ROWS]

Needs LibreOffice and online_retail.csv.xz in ../shared/data; without the data it says so.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.hosts.libreoffice.driver import office  # noqa: E402

DATA = ROOT.parent / "shared" / "data" / "online_retail.csv.xz"
BLOCK = 50_000


def rows_of(count: int) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return headers and rows of the data, dates as sheet dates."""
    import pandas as pd

    table = pd.read_csv(DATA, nrows=count, dtype=str, keep_default_na=False)
    for name in ("Quantity", "UnitPrice"):
        table[name] = pd.to_numeric(table[name])
    days = pd.to_datetime(table["InvoiceDate"]) - pd.Timestamp("1899-12-30")
    table["InvoiceDate"] = days / pd.Timedelta(days=1)
    values = [column.astype(object).tolist() for _, column in table.items()]
    return list(table.columns), [tuple(map(plain, row)) for row in zip(*values, strict=True)]


def plain(value: Any) -> Any:
    """A value as UNO takes it."""
    return value if isinstance(value, str) else float(value)


def fill(document: Any, headers: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Put the table on the first sheet."""
    from clvxl.hosts.libreoffice._uno import struct

    sheet = document.Sheets.getByIndex(0)
    last = len(headers) - 1
    sheet.getCellRangeByPosition(0, 0, last, 0).setDataArray((tuple(headers),))
    for start in range(0, len(rows), BLOCK):
        part = tuple(rows[start : start + BLOCK])
        cells = sheet.getCellRangeByPosition(0, start + 1, last, start + len(part))
        cells.setDataArray(part)
    english = struct("lang.Locale", Language="en", Country="US")
    date = headers.index("InvoiceDate")
    key = document.NumberFormats.queryKey("YYYY-MM-DD HH:MM", english, False)
    if key == -1:
        key = document.NumberFormats.addNew("YYYY-MM-DD HH:MM", english)
    sheet.getCellRangeByPosition(date, 1, date, len(rows)).NumberFormat = key


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    if not DATA.exists():
        sys.exit("online_retail.csv.xz is not beside the project; there is nothing to measure")
    headers, rows = rows_of(count)
    with tempfile.TemporaryDirectory() as folder, office(Path(folder)) as calc:
        from clvxl.hosts.libreoffice._uno import named_values, service

        document = calc.desktop.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, named_values(Hidden=False)
        )
        fill(document, headers, rows)
        document.UndoManager.clear()
        helper, frame = service(calc.context, "frame.DispatchHelper"), document.CurrentController
        start = time.monotonic()
        helper.executeDispatch(frame.Frame, "org.clvxl:segment", "_self", 0, ())
        total = time.monotonic() - start
        sheets = document.Sheets.ElementNames
        figures = Path(folder, "state", "clvxl", "segment.json")
        parts = json.loads(figures.read_text("utf-8")) if figures.exists() else {}
        document.close(True)
    report(len(rows), total, parts, sheets)


def report(rows: int, total: float, parts: dict[str, float], sheets: tuple[str, ...]) -> None:
    """Print the figures."""
    print(f"Segment sheet, {rows:,} rows: {total:.1f} s; sheets {', '.join(sheets)}")
    names = {"read": "reading cells", "work": "cleaning and scoring", "draw": "drawing"}
    for key, name in names.items():
        if key in parts:
            print(f"  {name:<22}{parts[key]:6.2f} s  {parts[key] / total:6.1%}")
    if "pause" in parts:
        print(f"  longest time without events {parts['pause']:.2f} s")


if __name__ == "__main__":
    main()
