"""The lines in use, customers together: what an engine hands back after the cleaning.

The engine sends each open line once, with the number of a part that all lines of its customer are
in. The parts are kept in files and gone through one after the other, by the same code as a table
in memory.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from clvxl.core._order import order_of
from clvxl.data._accounts import Found, Ledger, nothing_left, reasons_tallied
from clvxl.data._purchases import Kept, Purchases, is_purchase
from clvxl.data.records import CleaningOptions, Counts, IntArray, Piece
from clvxl.engines.left_out import Left, listed_lines
from clvxl.engines.part_sums import PartSums, held_purchases, part_sums

if TYPE_CHECKING:
    from clvxl.data._sales import Sales
    from clvxl.engines.columns import Column
    from clvxl.engines.lines import Files

__all__ = ["account_of", "code_of", "kept_lines"]

PART_LINES = 500_000
"""So many lines a part has, about."""
MOST_PARTS = 200

T = TypeVar("T")


def kept_lines(
    values: Column, found: Found, ledger: Ledger, sales: Sales, units: Any, options: CleaningOptions
) -> Kept:
    """Return what is kept of the lines, as `clvxl.data.cleaning` does of arrays."""
    code = code_of(ledger, values)
    account = account_of(code, values, found, ledger)
    lines, folder = values.lines, values.lines.folder()
    question, count = _open_lines(code, values, found, sales)
    work = partial(part_sums, options=options, merge=units is not None)
    grouped: list[PartSums]
    grouped, files = lines.engine.each_part(
        question, account.lines - sum(account.taken), (count, folder), work
    )
    idle = np.concatenate([np.empty(0, np.int64), *(each.idle for each in grouped)])
    left = Left(
        account.first,
        np.sort(idle),
        reasons_tallied([*ledger.reasons, "no_purchase"], [*account.taken, len(idle)]),
    )
    listed = listed_lines(code, values, found, ledger.reasons, left)
    used = sum(each.used for each in grouped)
    if not used:
        raise nothing_left(found.table.source, account.lines, left.tally, listed)
    labels, places = _in_order(grouped, sales)
    reading = partial(_piece, first_row=found.table.first_row, options=options)
    pieces = Pieces(grouped, files, places, lines.engine.distant, reading)
    out = math.fsum([account.revenue_out, *(each.idle_revenue for each in grouped)])
    none = np.empty(0)
    return Kept(
        Purchases(none.astype(np.int64), none, none, none.astype(np.int64)), labels, listed,
        Counts(
            lines=account.lines, used=used, left_out=account.lines - used,
            blank_rows=lines.rows - account.lines, trimmed=account.trimmed,
            returns=sum(each.returns for each in grouped), revenue_found=account.revenue,
            revenue_used=math.fsum(each.revenue for each in grouped), revenue_left_out=out,
            reasons=left.tally,
        ),
        spread=tuple(np.concatenate([none, *(each.spread[end] for each in grouped)])
                     for end in (0, 1)),  # type: ignore[arg-type]
        refunded=sum(each.refunded for each in grouped),
        currencies=None if sales.currencies is None else _currencies(grouped),
        long=sum(each.long for each in grouped), merged=units is not None,
        purchases=sum(each.purchases for each in grouped), pieces=pieces,
    )  # fmt: skip


def code_of(ledger: Ledger, values: Column) -> Column:
    """Return the number of each line's reason, NULL while it is in use."""
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


def account_of(code: Column, values: Column, found: Found, ledger: Ledger) -> _Account:
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


def _open_lines(code: Column, values: Column, found: Found, sales: Sales) -> tuple[str, int]:
    """The question for the open lines, each with the number of its part, and how many parts are."""
    engine, rows = code.lines.engine, code.lines.rows
    count = min(MOST_PARTS, max(1, -(-rows // PART_LINES)))
    key: Any = found.customers.codes
    columns: dict[str, Any] = {"key": _short(found.customers), "value": values}
    columns |= {} if sales.orders is None else {"bill": sales.orders}
    columns |= {} if sales.refunded is None else {"refunded": sales.refunded}
    columns |= {} if sales.currencies is None else {"currency": sales.currencies}
    days: Any = sales.days
    lines: Any = found.lines
    needs = code.needs.union(lines.needs, days.needs, *(each.needs for each in columns.values()))
    said = ", ".join(f"{each.sql} AS {name}" for name, each in columns.items())
    said += f", CAST({days.sql} AS INTEGER) AS day"
    question = (
        f"SELECT {engine.part(key.sql, count)} AS part, "
        f"{engine.place(rows)} AS line, {said} "
        f"FROM {code.lines.relation(needs)} AS p WHERE {lines.sql} AND {code.sql} IS NULL"
    )
    return question, count


def _short(customers: Any) -> Any:
    """The keys of customers in less space: texts by their numbers, whole numbers by half."""
    key = customers.codes
    if customers.numbered is not None:
        return key.like(customers.numbered.number(key.sql), "number")
    known = key.known
    if known is None or not known.whole or max(-known.low, known.high) >= 1 << 31:
        return key
    return key.like(f"CAST({key.sql} AS INTEGER)", "number")


def _currencies(grouped: list[PartSums]) -> IntArray:
    """The currencies of the lines in use."""
    return np.array(sorted(set().union(*(each.currencies for each in grouped))), np.int64)


def _in_order(grouped: list[PartSums], sales: Sales) -> tuple[NDArray[Any], list[IntArray]]:
    """Number the customers of all parts by their first lines; where those of each part stand."""
    order = order_of(np.concatenate([each.first for each in grouped]))
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    ends = np.cumsum([len(each.first) for each in grouped])[:-1]
    customers: Any = sales.customers
    keys = np.concatenate([each.keys for each in grouped])[order]
    if customers.numbered is not None:
        keys = customers.numbered.texts(keys)
    return customers.written(keys), np.split(place, ends)


class Pieces:
    """The purchases of each part, gone through where they are kept."""

    def __init__(
        self, parts: list[PartSums], files: Files, places: list[IntArray], distant: bool,
        reading: Callable[..., Piece],
    ) -> None:  # fmt: skip
        self.files, self.places, self.distant, self.reading = files, places, distant, reading
        ends = [each.days for each in parts if each.used]
        self.day_range = min(first for first, _ in ends), max(last for _, last in ends)

    def each(
        self, work: Callable[[Piece], T], *, rows: bool = False,
        wanted: NDArray[np.bool_] | None = None,
    ) -> Iterator[tuple[IntArray, T]]:  # fmt: skip
        """Do some work with each part; see `clvxl.data.records.Pieces`."""
        places, mine = self.places, None
        if wanted is not None:
            mine = [wanted[each] for each in places]
            places = [each[own] for each, own in zip(places, mine, strict=True)]
        found = self.files(partial(_of_file, work, self.reading, rows, mine))
        yield from zip(places, found, strict=True)


def _of_file(
    work: Callable[[Piece], T], reading: Callable[..., Piece], rows: bool,
    wanted: list[NDArray[np.bool_]] | None, at: int, path: Path,
) -> T:  # fmt: skip
    """Do some work with the part in a file."""
    return work(reading(path, rows=rows, wanted=None if wanted is None else wanted[at]))


def _piece(
    path: Path, *, first_row: int, options: CleaningOptions, rows: bool,
    wanted: NDArray[np.bool_] | None,
) -> Piece:  # fmt: skip
    """Read a part, or of it the wanted customers."""
    held = held_purchases(path, rows=rows, wanted=wanted)
    customers = np.repeat(np.arange(len(held.lines)), held.lines)
    return Piece(
        customers, held.days.astype(np.float64), held.amounts, held.line[held.order] + first_row,
        is_purchase(held.amounts, options), len(held.lines),
    )  # fmt: skip
