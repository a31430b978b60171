"""The lines in use, customers together: what an engine hands back after the cleaning.

The engine sends each open line once, with the number of a part that all lines of its customer are
in. The parts are kept in files and gone through one after the other, by the same code as a table
in memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data._accounts import Found, Ledger, nothing_left, reasons_tallied
from clvxl.data._notices import long_orders
from clvxl.data._orders import pairs
from clvxl.data._purchases import (
    Kept,
    Purchases,
    idle_lines,
    is_purchase,
    merged,
    spread_days,
)
from clvxl.data.grouping import factorize
from clvxl.data.records import CleaningOptions, Counts, IntArray
from clvxl.engines.left_out import Left, listed_lines

if TYPE_CHECKING:
    import pyarrow as arrow

    from clvxl.data._sales import Sales
    from clvxl.engines.columns import Column

__all__ = ["kept_lines"]

PART_LINES = 2_000_000
"""So many lines a part has, about."""
MOST_PARTS = 100
WRITING = 0.6
"""About this share of the time it takes to write the parts; the rest to go through them."""


def kept_lines(
    values: Column, found: Found, ledger: Ledger, sales: Sales, units: Any, options: CleaningOptions
) -> Kept:
    """Return what is kept of the lines, as `clvxl.data.cleaning` does of arrays."""
    code = _code_of(ledger, values)
    account = _account(code, values, found, ledger)
    lines, folder = values.lines, values.lines.folder()
    names = _write_parts(code, values, found, sales, folder)
    grouped = _Grouped(found, sales, options, units is not None)
    stored = []
    for at, path in enumerate(names):
        stored.append(grouped.add(_read_part(path), folder))
        lines.engine.tell(WRITING + (1.0 - WRITING) * (at + 1) / len(names))
    idle = np.concatenate([np.empty(0, np.int64), *grouped.idle])
    left = Left(
        account.first,
        np.sort(idle),
        reasons_tallied([*ledger.reasons, "no_purchase"], [*account.taken, len(idle)]),
    )
    listed = listed_lines(code, values, found, ledger.reasons, left)
    used = int(sum(grouped.used))
    if not used:
        raise nothing_left(found.table.source, account.lines, left.tally, listed)
    labels, pieces = _in_order(grouped, stored, sales, found.table.first_row)
    revenue_used = math.fsum(grouped.revenue)
    none = np.empty(0)
    return Kept(
        Purchases(none.astype(np.int64), none, none, none.astype(np.int64)), labels, listed,
        Counts(
            lines=account.lines, used=used, left_out=account.lines - used,
            blank_rows=lines.rows - account.lines, trimmed=account.trimmed,
            returns=int(sum(grouped.returns)), revenue_found=account.revenue,
            revenue_used=revenue_used, revenue_left_out=account.revenue_out + grouped.idle_revenue,
            reasons=left.tally,
        ),
        grouped.spread(), int(sum(grouped.refunded)), grouped.used_currencies(),
        int(sum(grouped.long)), units is not None, int(sum(grouped.purchases)), pieces,
    )  # fmt: skip


def _code_of(ledger: Ledger, values: Column) -> Column:
    """The number of each line's reason, NULL while it is in use."""
    said = "".join(
        f" WHEN {which.sql} THEN {at}" for at, which in enumerate(ledger.taken)
        if which.sql != "FALSE"
    )  # fmt: skip
    needs = frozenset().union(*(which.needs for which in ledger.taken))
    sql = f"CASE{said} END" if said else "CAST(NULL AS INTEGER)"
    return values.like(sql, "number").with_needs(needs)


@dataclass(frozen=True)
class _Account:
    """What becomes of the lines before customers are looked at as a whole."""

    lines: int
    trimmed: int
    revenue: float
    revenue_out: float
    taken: list[int]
    first: list[int | None]


def _account(code: Column, values: Column, found: Found, ledger: Ledger) -> _Account:
    """Count all lines by their reason, in one go."""
    lines, trimmed = found.lines, found.customers.trimmed
    needs = code.needs | values.needs | lines.needs | trimmed.needs  # type: ignore[attr-defined]
    engine = code.lines.engine
    rows = code.lines.table(
        f"SELECT {code.sql} AS code, count(*) AS n, min(line) AS first, "
        f"{engine.exact_sum(values.sql)} AS money, "
        f"count(CASE WHEN {trimmed.sql} THEN 1 END) AS trimmed "  # type: ignore[attr-defined]
        f"FROM {code.lines.relation(needs)} AS p WHERE {lines.sql} GROUP BY 1"  # type: ignore[attr-defined]
    ).to_pylist()
    by_code = {row["code"]: row for row in rows}
    reasons = [by_code.get(at) for at in range(len(ledger.reasons))]
    return _Account(
        lines=sum(row["n"] for row in rows),
        trimmed=sum(row["trimmed"] for row in rows),
        revenue=math.fsum(row["money"] or 0.0 for row in rows),
        revenue_out=math.fsum(row["money"] or 0.0 for row in rows if row["code"] is not None),
        taken=[row["n"] if row else 0 for row in reasons],
        first=[row["first"] if row else None for row in reasons],
    )


def _write_parts(
    code: Column, values: Column, found: Found, sales: Sales, folder: Path
) -> list[Path]:
    """Write the open lines to files, the lines of each customer to one."""
    import pyarrow as arrow

    engine, rows = code.lines.engine, code.lines.rows
    count = min(MOST_PARTS, max(1, -(-rows // PART_LINES)))
    key = found.customers.codes
    columns: dict[str, Any] = {"key": key, "day": sales.days, "value": values}
    columns |= {} if sales.orders is None else {"bill": sales.orders}
    columns |= {} if sales.refunded is None else {"refunded": sales.refunded}
    columns |= {} if sales.currencies is None else {"currency": sales.currencies}
    needs = code.needs.union(found.lines.needs, *(each.needs for each in columns.values()))  # type: ignore[attr-defined]
    said = ", ".join(f"{each.sql} AS {name}" for name, each in columns.items())
    question = (
        f"SELECT {engine.part(key.sql, count)} AS part, line, {said} "  # type: ignore[attr-defined]
        f"FROM {code.lines.relation(needs)} AS p WHERE {found.lines.sql} AND {code.sql} IS NULL"  # type: ignore[attr-defined]
    )
    paths = [folder / f"part-{at}.arrow" for at in range(count)]
    writers: dict[int, Any] = {}
    done = 0
    for batch in engine.batches(question):
        done += batch.num_rows
        engine.tell(WRITING * min(1.0, done / max(rows, 1)))
        parts = batch.column(0).to_numpy()
        order = np.argsort(parts, kind="stable")
        ends = np.searchsorted(parts[order], np.arange(count + 1))
        sorted_batch = batch if count == 1 else batch.take(arrow.array(order))
        for at in range(count):
            if ends[at] < ends[at + 1]:
                if at not in writers:
                    writers[at] = arrow.ipc.new_file(str(paths[at]), batch.schema)
                writers[at].write(sorted_batch.slice(ends[at], ends[at + 1] - ends[at]))
    for writer in writers.values():
        writer.close()
    return [paths[at] for at in sorted(writers)]


def _read_part(path: Path) -> arrow.Table:
    """Read the lines of a part, in the order of the table, and forget the file."""
    import pyarrow as arrow

    with arrow.OSFile(str(path)) as file:
        found = arrow.ipc.open_file(file).read_all()
    path.unlink()
    line = found.column("line").to_numpy()
    return found if (line[1:] > line[:-1]).all() else found.sort_by("line")


class _Grouped:
    """What is found while the parts are gone through."""

    def __init__(self, found: Found, sales: Sales, options: CleaningOptions, merge: bool) -> None:
        self.options, self.merge = options, merge
        self.keys: list[NDArray[Any]] = []
        self.first: list[IntArray] = []
        self.idle: list[IntArray] = []
        self.idle_revenue = 0.0
        self.used: list[int] = []
        self.purchases: list[int] = []
        self.returns: list[int] = []
        self.refunded: list[int] = []
        self.long: list[int] = []
        self.revenue: list[float] = []
        self.spreads: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = []
        self.currencies: set[int] | None = None if sales.currencies is None else set()

    def add(self, part: arrow.Table, folder: Path) -> Path:
        """Take a part; the answer is the file with its purchases."""
        codes, keys = factorize(_array(part, "key"))
        days, amounts = _numbers(part, "day"), _numbers(part, "value")
        line = part.column("line").to_numpy()
        units = None
        if self.merge:
            units = factorize(pairs(codes, factorize(_array(part, "bill"))[0]))[0]
        self.spreads.append(spread_days(days, units))
        idle = idle_lines(codes, amounts, units, self.options)
        self.idle.append(line[idle])
        self.idle_revenue += _sum(amounts[idle])
        here: Any = ~idle if idle.any() else slice(None)
        customers, chosen = (codes, slice(None)) if not idle.any() else factorize(codes[here])
        self.keys.append(keys[chosen])
        self.first.append(line[here][_firsts(customers)])
        self._count(part, here, amounts)
        lines = Purchases(customers, days[here], amounts[here], line[here])
        if units is not None:
            self.long.append(long_orders(units[here], lines.days))
            lines = merged(lines, units[here])
        bought = is_purchase(lines.amounts, self.options)
        self.purchases.append(int(bought.sum()))
        path = folder / f"kept-{len(self.used)}.npy"
        with path.open("wb") as file:
            for array in (lines.customers.astype(np.int32), lines.days, lines.amounts, lines.rows,
                          bought):  # fmt: skip
                np.save(file, array)
        return path

    def _count(self, part: arrow.Table, here: NDArray[np.bool_], amounts: Any) -> None:
        used = amounts[here]
        self.used.append(len(used))
        self.returns.append(int((used < 0).sum()))
        self.revenue.append(_sum(used))
        if "refunded" in part.column_names:
            self.refunded.append(int(_array(part, "refunded")[here].astype(bool).sum()))
        if self.currencies is not None:
            codes = _numbers(part, "currency")[here]
            self.currencies |= set(np.unique(codes[np.isfinite(codes)]).astype(int).tolist())

    def used_currencies(self) -> IntArray | None:
        """The currencies of the lines in use."""
        return None if self.currencies is None else np.array(sorted(self.currencies), np.int64)

    def spread(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The first and the last day of orders of several days."""
        none = np.empty(0)
        return (
            np.concatenate([none, *(first for first, _ in self.spreads)]),
            np.concatenate([none, *(last for _, last in self.spreads)]),
        )


def _in_order(
    grouped: _Grouped, stored: list[Path], sales: Sales, first_row: int
) -> tuple[NDArray[Any], Pieces]:
    """Number the customers of all parts by their first lines."""
    first = np.concatenate(grouped.first)
    order = np.argsort(first)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    ends = np.cumsum([len(each) for each in grouped.first])[:-1]
    keys = np.concatenate(grouped.keys)[order]
    return sales.customers.written(keys), Pieces(stored, np.split(place, ends), first_row)  # type: ignore[attr-defined]


class Pieces:
    """The purchases of each part, read when they are asked for."""

    def __init__(self, paths: list[Path], places: list[IntArray], first_row: int) -> None:
        self.paths, self.places, self.first_row = paths, places, first_row

    def __iter__(self) -> Iterator[tuple[IntArray, tuple[Any, ...]]]:
        for path, places in zip(self.paths, self.places, strict=True):
            with path.open("rb") as file:
                customers, days, amounts, rows, bought = (np.load(file) for _ in range(5))
            yield places, (
                customers.astype(np.int64), days, amounts, rows + self.first_row, bought,
            )  # fmt: skip


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
