"""One part of the lines in use, added up by the code for a table in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clvxl.data._notices import long_orders
from clvxl.data._orders import pairs
from clvxl.data._purchases import Purchases, idle_lines, is_purchase, merged, spread_days
from clvxl.data.grouping import factorize, grouped_by_day
from clvxl.data.records import CleaningOptions, IntArray

if TYPE_CHECKING:
    import pyarrow as arrow

__all__ = ["PartSums", "held_purchases", "part_sums"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class PartSums:
    """What is found in a part.

    Attributes
    ----------
    keys, first : arrays
        Of its customers: the key of each, and its first line.
    idle : int64 array
        The lines of customers without a purchase; `idle_revenue` is their sum.
    days : tuple of two float
        The first and the last of the purchases; NaN without any.
    used, purchases, returns, refunded, long : int
        Lines in use, purchases, lines below 0, lines that had money taken off, and orders of days
        that lie far apart.
    revenue : float
    spread : two float64 arrays
        As `Transactions.spread`.
    currencies : set of int
    """

    keys: NDArray[Any]
    first: IntArray
    idle: IntArray
    idle_revenue: float
    days: tuple[float, float]
    used: int
    purchases: int
    returns: int
    refunded: int
    long: int
    revenue: float
    spread: tuple[FloatArray, FloatArray]
    currencies: set[int]


def part_sums(part: arrow.Table, path: Path, options: CleaningOptions, merge: bool) -> PartSums:
    """Add up a part, and write its purchases to a file: a customer's together, by day."""
    part = _in_order(part)
    amounts, line = _numbers(part, "value"), part.column("line").to_numpy()
    groups, keys = _customers(part)
    if not merge and (amounts > 0).all():
        # each line is a purchase, none a return: nothing is looked up
        days = part.column("day").to_numpy()
        order, starts = grouped_by_day(groups, days)
        held = Held(np.diff(starts, append=len(order)), days[order], amounts[order], line, order)
        every = slice(None)
        held.write(path)
        return PartSums(
            keys(groups[order[starts]]),
            line[np.minimum.reduceat(order, starts)], np.empty(0, np.int64), 0.0, held.ends,
            len(line), len(line), 0, _refunded(part, every), 0, _sum(amounts),
            spread_days(days, None), _currencies(part, every),
        )  # fmt: skip
    codes, different = factorize(groups)
    days = _numbers(part, "day")
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
    order, starts = grouped_by_day(lines.customers, lines.days)
    held = Held(
        np.diff(starts, append=len(order)), lines.days[order], lines.amounts[order], lines.rows,
        order,
    )  # fmt: skip
    held.write(path)
    return PartSums(
        keys(different[chosen]), first, line[idle],
        _sum(amounts[idle]), held.ends, len(used), int(is_purchase(lines.amounts, options).sum()),
        int((used < 0).sum()), _refunded(part, here), long, _sum(used), spread_days(days, units),
        _currencies(part, here),
    )  # fmt: skip


class Held(NamedTuple):
    """The purchases of a part as they are kept, a customer's together, by day.

    Attributes
    ----------
    lines : int array
        How many each customer has.
    days, amounts : arrays
        Of each purchase.
    line : int64 array
        Of the purchases in the order of the table; `order` has the place there of each.
    order : int array
    """

    lines: NDArray[Any]
    days: NDArray[Any]
    amounts: FloatArray
    line: IntArray
    order: NDArray[Any]

    def write(self, path: Path) -> None:
        """Write them to a file: how many customers and purchases there are, and the arrays."""
        with path.open("wb") as file:
            np.array([len(self.lines), len(self.days)], dtype=np.int64).tofile(file)
            for array, kind in zip(self, HELD, strict=True):
                array.astype(kind, copy=False).tofile(file)

    @property
    def ends(self) -> tuple[float, float]:
        """The first and the last day; NaN without any."""
        if not len(self.days):
            return float("nan"), float("nan")
        return float(self.days.min()), float(self.days.max())


HELD = tuple(map(np.dtype, (np.int32, np.int32, np.float64, np.int64, np.int32)))
"""What the arrays are kept as, in this order; the last two are read where rows are asked for."""


def held_purchases(path: Path, *, rows: bool, wanted: NDArray[np.bool_] | None = None) -> Held:
    """Read the purchases of a part, or of some of its customers.

    Without `rows` the last two arrays are empty; `wanted` says of each customer whether he is.
    """
    customers, count = np.fromfile(path, np.int64, 2).tolist()
    lines, *others = HELD
    found, offset = (
        [np.fromfile(path, lines, customers, offset=16)],
        16 + lines.itemsize * customers,
    )
    here = None
    if wanted is not None and count:
        here = np.flatnonzero(np.repeat(wanted, found[0]))
        found = [found[0][wanted]]
    for at, kind in enumerate(others):
        if at < 2 or rows:
            whole = here is None or at == 2
            held = (
                np.fromfile(path, kind, count, offset=offset)
                if whole
                else np.asarray(np.memmap(path, kind, "r", offset, (count,))[here])
            )
            found.append(held)
        else:
            found.append(np.empty(0, kind))
        offset += kind.itemsize * count
    return Held(*found)


def _customers(part: arrow.Table) -> tuple[IntArray, Callable[[IntArray], NDArray[Any]]]:
    """A number for the customer of each line, and what tells the keys of such numbers."""
    column = part.column("key")
    if _is_text(column):
        encoded = column.combine_chunks().dictionary_encode()
        texts = np.empty(len(encoded.dictionary), dtype=object)
        texts[:] = encoded.dictionary.to_pylist()
        return encoded.indices.to_numpy().astype(np.int64), texts.__getitem__
    values = column.to_numpy()
    whole = values.astype(np.int64)
    if (whole == values).all():
        return whole, lambda numbers: numbers
    codes, different = factorize(values)
    return codes, different.__getitem__


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
