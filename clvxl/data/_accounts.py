"""The account of a table: what becomes of each line, and how many go where."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clvxl.data._cells import Customers, shown
from clvxl.data._deferred import Deferred
from clvxl.data.records import Counts, FloatArray, IntArray, LeftOut, Reason
from clvxl.errors import NothingLeftError
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.table import SourceTable

__all__ = [
    "BoolArray", "Figures", "Found", "Ledger", "Summed", "cells_written", "counts", "list_left_out",
    "nothing_left", "reasons_tallied",
]  # fmt: skip

BoolArray = NDArray[np.bool_]
Figures = tuple[FloatArray, FloatArray, FloatArray]
"""Recency, frequency and money."""


def _unusable(fault: Text, remedy: Text, *, shown: bool = False) -> Text:
    """Return the sentence of a table whose lines have one fault; `shown` adds the cell at fault."""
    return Text(
        f"no line can be used: {{count}} of {{lines}} {fault.en}, such as "
        f"{'{found} in ' * shown}row {{example}}; {remedy.en}",
        f"没有可用的行：{{lines}} 行中有 {{count}} 行{fault.zh}，例如第 {{example}} 行"
        f"{'的 {found}' * shown}；{remedy.zh}",
    )


RIGHT_CUSTOMER = Text("{remedy[right_customer]}", "请{remedy[right_customer]}")
RIGHT_DATE = Text("{remedy[right_date]}", "请{remedy[right_date]}")
RIGHT_AMOUNT = Text("{remedy[right_amount]}", "请{remedy[right_amount]}")
KEEP_STATUS = Text("{remedy[keep_status]}", "{remedy[keep_status]}")
CORRECT = Text("correct the column", "请更正该列")

NOTHING_LEFT: dict[str, Text] = {
    "extra_values": _unusable(
        Text("have more values than headers", "的值比表头多"),
        Text("quote the values that hold the delimiter", "请给含有分隔符的值加上引号"),
    ),
    "bad_customer": _unusable(
        Text("have an error for their customer", "的客户是错误值"),
        Text(
            "correct the column or {remedy[other_customer]}",
            "请更正该列，或{remedy[other_customer]}",
        ),
        shown=True,
    ),
    "no_customer": _unusable(Text("have no customer", "没有客户"), RIGHT_CUSTOMER),
    "long_number": _unusable(
        Text(
            "have a customer number with more digits than a spreadsheet keeps",
            "的客户编号位数超过电子表格所能保留的位数",
        ),
        Text("store the numbers as text", "请把编号存为文本"),
        shown=True,
    ),
    "no_date": _unusable(Text("have no date", "没有日期"), RIGHT_DATE),
    "bad_date": _unusable(
        Text("have a date that cannot be read", "的日期无法识别"),
        Text(
            "write dates as 2011-01-31 or {remedy[right_date]}",
            "请把日期写成 2011-01-31 的形式，或{remedy[right_date]}",
        ),
        shown=True,
    ),
    "no_amount": _unusable(Text("have no amount", "没有金额"), RIGHT_AMOUNT),
    "bad_amount": _unusable(
        Text(
            "have an amount that cannot be read or is above 10^15 (a spreadsheet keeps 15 digits)",
            "的金额无法识别或超过 10^15（电子表格只保留 15 位数字）",
        ),
        Text("correct it, or {remedy[right_amount]}", "请更正，或{remedy[right_amount]}"),
        shown=True,
    ),
    "bad_recency": _unusable(
        Text(
            "have a recency that is no number of days from 0 on",
            "的最近一次消费不是大于等于 0 的天数",
        ),
        CORRECT,
        shown=True,
    ),
    "bad_frequency": _unusable(
        Text("have a frequency that is no number from 0 on", "的频率不是大于等于 0 的数"), CORRECT
    ),
    "bad_monetary": _unusable(
        Text(
            "have a monetary value that is no number or above 10^15 (a spreadsheet keeps 15 "
            "digits)",
            "的消费金额不是数字或超过 10^15（电子表格只保留 15 位数字）",
        ),
        CORRECT,
        shown=True,
    ),
    "cancelled": _unusable(
        Text("are cancelled, failed or closed", "已取消、失败或关闭"), KEEP_STATUS
    ),
    "refunded": _unusable(Text("are refunded or returned", "已退款或退货"), KEEP_STATUS),
    "unpaid": _unusable(Text("are not paid", "尚未付款"), KEEP_STATUS),
    "no_sale": _unusable(
        Text("are no sales but fees, transfers or quotes", "不是销售，而是手续费、转账或报价"),
        Text("{remedy[ignore_column]}", "{remedy[ignore_column]}"),
    ),
    "other_currency": Text(
        "no line can be used: {count} of {lines} are in another currency, such as row "
        "{example}{remedy[other_currency]}",
        "没有可用的行：{lines} 行中有 {count} 行为其他币种，例如第 {example} 行"
        "{remedy[other_currency]}",
    ),
    "return": _unusable(
        Text("have a negative amount", "的金额为负"),
        Text("{remedy[keep_returns]}", "{remedy[keep_returns]}"),
    ),
    "after_as_of": _unusable(
        Text("are later than the as-of date", "晚于截止日期"),
        Text("choose a later date", "请选择更晚的截止日期"),
        shown=True,
    ),
    "no_purchase": _unusable(
        Text("are of customers without a purchase", "属于没有购买的客户"),
        Text("an amount above 0 makes a purchase", "金额大于 0 才算一次购买"),
    ),
}


class Ledger:
    """The one reason of each line: the first that is given counts."""

    def __init__(self, lines: BoolArray) -> None:
        self.open = lines.copy()
        self.code: Any = np.full(len(lines), -1, dtype=np.int8)
        self.reasons: list[Reason] = []
        self.taken: list[Any] = []

    def leave_out(self, reason: Reason, which: BoolArray) -> None:
        """Leave out the lines of `which` that are still in use."""
        if isinstance(which, Deferred):
            # the engine takes the first reason that holds, and tells later which ones do
            self.reasons.append(reason)
            self.taken.append(which)
            self.open = self.open & ~which
            return
        fresh = which & self.open
        if fresh.any():
            self.code[fresh] = len(self.reasons)
            self.reasons.append(reason)
            self.open &= ~fresh

    def tally(self) -> dict[str, int]:
        """How many lines each reason took."""
        numbers = np.bincount(self.code[self.code >= 0], minlength=len(self.reasons)).tolist()
        return reasons_tallied(self.reasons, numbers)


def reasons_tallied(reasons: Sequence[str], numbers: Sequence[int]) -> dict[str, int]:
    """Return how many lines each reason took, those that took any; one may be given twice.

    >>> reasons_tallied(["no_date", "future", "no_date"], [1, 0, 2])
    {'no_date': 3}
    """
    found: dict[str, int] = {}
    for reason, number in zip(reasons, numbers, strict=True):
        if number:
            found[reason] = found.get(reason, 0) + number
    return found


@dataclass(frozen=True)
class Found:
    """A table while it is cleaned: what was found, whatever becomes of it."""

    table: SourceTable
    lines: BoolArray
    customers: Customers
    values: FloatArray
    cells: tuple[int, tuple[int, ...], tuple[int, ...]]


class Summed(NamedTuple):
    """The customers in use of a table that has them added up already, as `Summaries` has them."""

    labels: NDArray[Any]
    figures: Figures
    rows: IntArray
    left_out: LeftOut
    counts: Counts


def list_left_out(found: Found, ledger: Ledger) -> LeftOut:
    """List the lines left out with their cells as found."""
    rows = np.flatnonzero(ledger.code >= 0)
    reasons = np.array([*ledger.reasons, ""], dtype=object)
    customer, date, amount = found.cells
    return LeftOut(
        row=found.table.first_row + rows.astype(np.int64),
        reason=reasons[ledger.code[rows]],
        customer=shown(found.table, customer, rows),
        date=cells_written(found.table, date, rows),
        amount=cells_written(found.table, amount, rows),
        value=found.values[rows],
    )


def cells_written(table: SourceTable, columns: tuple[int, ...], rows: IntArray) -> NDArray[Any]:
    """Return the cells as found; quantity and price together, where there is either."""
    texts = [shown(table, at, rows) for at in columns]
    if len(texts) == 1:
        return texts[0]
    return np.where((texts[0] == "") & (texts[1] == ""), "", texts[0] + " × " + texts[1])


def counts(found: Found, ledger: Ledger, left_out: LeftOut) -> Counts:
    """Count lines and revenue on both sides; refuse where nothing is left."""
    used = ledger.open
    if not used.any():
        raise nothing_left(found.table.source, int(found.lines.sum()), ledger.tally(), left_out)
    amounts = found.values
    return Counts(
        lines=int(found.lines.sum()),
        used=int(used.sum()),
        left_out=len(left_out.row),
        blank_rows=int((~found.lines).sum()),
        trimmed=int((found.customers.trimmed & found.lines).sum()),
        returns=int((amounts[used] < 0).sum()),
        revenue_found=_sum(amounts[found.lines]),
        revenue_used=_sum(amounts[used]),
        revenue_left_out=_sum(left_out.value),
        reasons=ledger.tally(),
    )


def _sum(amounts: FloatArray) -> float:
    """The exact sum, rounded once; what cannot be read counts 0."""
    return math.fsum(amounts[np.isfinite(amounts)].tolist())


def nothing_left(
    source: str, lines: int, tally: Mapping[str, int], left_out: LeftOut
) -> NothingLeftError:
    """Return the refusal of a table of which no line can be used."""
    if not tally:
        return NothingLeftError(
            Text(
                "{source} has headers but no values below them", "{source} 只有表头，下面没有数据"
            ),
            source=source,
        )
    # a line repeated needs an earlier one, so that line's reason is the one to tell
    reason = max(tally.keys() & NOTHING_LEFT.keys(), key=lambda key: (tally[key], key))
    at = int((left_out.reason == reason).argmax())
    cells = {
        "bad_amount": left_out.amount,
        "bad_monetary": left_out.amount,
        "bad_customer": left_out.customer,
        "long_number": left_out.customer,
    }.get(reason, left_out.date)
    return NothingLeftError(
        NOTHING_LEFT[reason],
        count=tally[reason],
        lines=lines,
        example=int(left_out.row[at]),
        found=cells[at],
    )
