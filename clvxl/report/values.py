"""Values of a report as a spreadsheet program takes them: floats and text, "" for an empty cell."""

from __future__ import annotations

import datetime as dt
import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import numpy as np

from clvxl.report.records import (
    SHEET_COLUMNS,
    SHEET_ROWS,
    Format,
    Sheet,
    Table,
    Values,
    is_blank,
)
from clvxl.report.style import safe_text

__all__ = ["cells_of", "check_room", "shown"]

KNOWN = 40_000
"""So many different texts are remembered as safe."""


DIGITS: dict[Format, int] = {"integer": 0, "number": 1, "amount": 2, "percent": 3}
EXACT = Context(prec=400)
EPOCH = dt.date(1899, 12, 30)


def shown(value: Any, kind: Format) -> str:
    """Return a value as a sheet shows it: of 15 digits, a half rounded up.

    >>> shown(25881.49 / 106, "amount"), shown(0.6605, "percent"), shown("VIP", "text")
    ('244.17', '66.1%', 'VIP')
    >>> shown(float("nan"), "amount"), shown(45292.0, "date")
    ('', '2024-01-01')
    """
    if isinstance(value, str):
        return value
    if is_blank(value) or (kind in DIGITS and not math.isfinite(value)):
        return ""
    if kind == "date":
        return str(EPOCH + dt.timedelta(days=int(value)))
    if kind not in DIGITS:
        return str(value)
    step = Decimal(1).scaleb(-DIGITS[kind])
    rounded = Decimal(f"{value:.15g}").quantize(step, ROUND_HALF_UP, EXACT)
    return f"{rounded:,.1%}" if kind == "percent" else f"{rounded:,}"


def check_room(sheet: Sheet, table: Table) -> None:
    """Refuse a table that is larger than a sheet; a job splits it before."""
    last = table.row + int(table.header) + table.rows
    if last > SHEET_ROWS or table.column + len(table.columns) > SHEET_COLUMNS:
        raise ValueError(f"table {table.name} does not fit on sheet {sheet.name}: paginate it")


def cells_of(values: Values, known: dict[str, str] | None = None) -> list[Any]:
    """Return values as floats and safe texts, "" for an empty cell.

    Parameters
    ----------
    values : sequence or array
    known : dict, optional
        Remembers texts that were made safe already; pass the same one for all of a table.

    Examples
    --------
    >>> cells_of([1, None, "=a", float("nan")])
    [1.0, '', '=a', '']
    """
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiub":
        numbers = values.astype(np.float64)
        listed: list[Any] = numbers.tolist()
        if np.isfinite(numbers).all():
            return listed
        return [value if math.isfinite(value) else "" for value in listed]
    texts: dict[str, str] = {} if known is None else known
    return [_cell_of(value, texts) for value in values]


def _cell_of(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, str):
        text = known.get(value)
        if text is None:
            if len(known) > KNOWN:
                known.clear()
            text = known[value] = safe_text(str(value))
        return text
    if value is None:
        return ""
    if isinstance(value, bool | int | float | np.generic):
        number = float(value)
        return number if math.isfinite(number) else ""
    raise TypeError(f"a cell cannot hold a {type(value).__name__}")
