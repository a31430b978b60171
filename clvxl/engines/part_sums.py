"""One part of the lines in use, added up by the code for a table in memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data._notices import long_orders
from clvxl.data._orders import pairs
from clvxl.data._purchases import Purchases, idle_lines, is_purchase, merged, spread_days
from clvxl.data.grouping import factorize
from clvxl.data.records import CleaningOptions, IntArray

if TYPE_CHECKING:
    import pyarrow as arrow

__all__ = ["PartSums", "part_sums"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class PartSums:
    """What is found in a part.

    Attributes
    ----------
    path : Path
        The file of its purchases.
    keys, first : arrays
        Of its customers: the key of each, and its first line.
    idle : int64 array
        The lines of customers without a purchase; `idle_revenue` is their sum.
    used, purchases, returns, refunded, long : int
        Lines in use, purchases, lines below 0, lines that had money taken off, and orders of days
        that lie far apart.
    revenue : float
    spread : two float64 arrays
        As `Transactions.spread`.
    currencies : set of int
    """

    path: Path
    keys: NDArray[Any]
    first: IntArray
    idle: IntArray
    idle_revenue: float
    used: int
    purchases: int
    returns: int
    refunded: int
    long: int
    revenue: float
    spread: tuple[FloatArray, FloatArray]
    currencies: set[int]


def part_sums(part: arrow.Table, path: Path, options: CleaningOptions, merge: bool) -> PartSums:
    """Add up a part, and write its purchases to a file."""
    part = _in_order(part)
    codes, keys = factorize(_array(part, "key"))
    days, amounts = _numbers(part, "day"), _numbers(part, "value")
    line = part.column("line").to_numpy()
    units = factorize(pairs(codes, factorize(_array(part, "bill"))[0]))[0] if merge else None
    idle = idle_lines(codes, amounts, units, options)
    here: Any = ~idle if idle.any() else slice(None)
    customers, chosen = factorize(codes[here]) if idle.any() else (codes, slice(None))
    lines = Purchases(customers, days[here], amounts[here], line[here])
    used = lines.amounts
    first, long = lines.rows[_firsts(customers)], 0
    if units is not None:
        long = long_orders(units[here], lines.days)
        lines = merged(lines, units[here])
    bought = is_purchase(lines.amounts, options)
    return PartSums(
        _written(path, lines, bought), keys[chosen], first, line[idle],
        _sum(amounts[idle]), len(used), int(bought.sum()), int((used < 0).sum()),
        _refunded(part, here), long, _sum(used), spread_days(days, units),
        _currencies(part, here),
    )  # fmt: skip


def _written(path: Path, lines: Purchases, bought: NDArray[np.bool_]) -> Path:
    arrays = (lines.customers.astype(np.int32), lines.days, lines.amounts, lines.rows, bought)
    with path.open("wb") as file:
        for array in arrays:
            np.save(file, array)
    return path


def _refunded(part: arrow.Table, here: Any) -> int:
    if "refunded" not in part.column_names:
        return 0
    return int(_array(part, "refunded")[here].astype(bool).sum())


def _currencies(part: arrow.Table, here: Any) -> set[int]:
    if "currency" not in part.column_names:
        return set()
    codes = _numbers(part, "currency")[here]
    return set(np.unique(codes[np.isfinite(codes)]).astype(int).tolist())


def _in_order(part: arrow.Table) -> arrow.Table:
    """The lines in the order of the table."""
    line = part.column("line").to_numpy()
    return part if (line[1:] > line[:-1]).all() else part.sort_by("line")


def _firsts(codes: IntArray) -> NDArray[np.bool_]:
    """Where each code is first, of codes that are numbered as they appear."""
    most = np.maximum.accumulate(codes)
    return np.concatenate([np.ones(min(1, len(codes)), dtype=bool), most[1:] > most[:-1]])


def _sum(amounts: NDArray[np.float64]) -> float:
    """The sum, with more digits while it is added up where the machine has them."""
    return float(np.sum(amounts, dtype=np.longdouble))


def _array(part: arrow.Table, name: str) -> Any:
    """A column as an array, missing values as such."""
    column = part.column(name)
    return column.to_pandas() if column.null_count or _is_text(column) else column.to_numpy()


def _is_text(column: Any) -> bool:
    from pyarrow import types

    return bool(types.is_string(column.type) or types.is_large_string(column.type))


def _numbers(part: arrow.Table, name: str) -> NDArray[np.float64]:
    """A column of numbers, NaN where there is none."""
    found = part.column(name).to_numpy()
    return np.asarray(found, dtype=np.float64)
