"""What a person should know of a table that was read without a question."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.data._column_map import ColumnMap
from clvxl.data.records import Counts, LeftOut, Notice, Reading, Transactions

if TYPE_CHECKING:
    from clvxl.data.table import SourceTable

__all__ = [
    "days_of_orders", "guest_example", "listed_first", "long_orders",
    "masked_example", "noticed", "of_table",
]  # fmt: skip

FEWEST = 3
MASKED = re.compile(r"\d[*＊●•]{2,}\d")
GUEST = re.compile(
    r"(?:guest|walk[ -]?in|anonymous|unknown|cash|unregistered)(?: customer| user| buyer| sale)?"
    r"|laufkunde|laufkundschaft|barverkauf|gast|anonym|client de passage|consumidor final"
    r"|publico general|público general|散客|匿名|匿名用户|匿名买家|游客|零售客户|一般客",
    re.IGNORECASE,
)
GUEST_WORDS = (
    "guest walk anonymous unknown cash unregistered laufkunde laufkundschaft barverkauf gast "
    "anonym passage consumidor publico público"
).split()
"""One of these, or a sign that is no letter of ASCII, is in each of them."""

A_MONTH = 31
PART = 0.01
FACTS = ("merged_filled", "hidden_rows")
"""Counts that a reader found, each a notice of its own."""


def masked_example(labels: NDArray[Any]) -> str:
    """Return a customer whose digits a shop has hidden, "" where fewer than half are so.

    >>> import numpy as np
    >>> masked_example(np.array(["138****0001", "139****0002"], dtype=object))
    '138****0001'
    """
    if labels.dtype != object:
        return ""
    masked = [label for label in labels.tolist() if MASKED.search(str(label))]
    return str(masked[0]) if masked and 2 * len(masked) > len(labels) else ""


def guest_example(labels: NDArray[Any]) -> str:
    """Return a name that stands for all who gave none, "" where there is none.

    >>> import numpy as np
    >>> guest_example(np.array(["Ann", "Walk-in customer"], dtype=object))
    'Walk-in customer'
    """
    if labels.dtype != object:
        return ""
    return next((label for label in labels.tolist() if GUEST.fullmatch(str(label))), "")


def long_orders(orders: NDArray[np.int64], days: NDArray[np.float64]) -> int:
    """Count the orders whose lines lie more than a month apart: a number that was used twice.

    >>> import numpy as np
    >>> long_orders(np.array([0, 0, 1]), np.array([45000.0, 45365.0, 45000.0]))
    1
    """
    first, last = days_of_orders(orders, days)
    return int((last - first > A_MONTH).sum())


def days_of_orders(
    orders: NDArray[np.int64], days: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the first and the last day of each order; of one without lines inf and -inf.

    >>> import numpy as np
    >>> [ends.tolist() for ends in days_of_orders(np.array([0, 0, 1]), np.array([7.0, 9.0, 8.0]))]
    [[7.0, 8.0], [9.0, 8.0]]
    """
    number = int(orders.max(initial=-1)) + 1
    first, last = np.full(number, np.inf), np.full(number, -np.inf)
    np.minimum.at(first, orders, days)
    np.maximum.at(last, orders, days)
    return first, last


def listed_first(left_out: LeftOut, counts: Counts) -> list[Notice]:
    """Return what is said where only the first lines left out are listed."""
    if counts.left_out == len(left_out.row):
        return []
    fields = {"listed": len(left_out.row), "count": counts.left_out}
    return [Notice("listed_first" if left_out.rest is None else "listed_beside", fields)]


def noticed(cleaned: Transactions, table: SourceTable, purchases: int) -> Reading:
    """Return the reading with what its outcome tells: one purchase each, cells not read."""
    reading = cleaned.reading
    notices = [*of_table(table, reading.columns), *reading.notices]
    reasons = cleaned.counts.reasons
    for reason, role in (("bad_date", "date"), ("bad_amount", "amount")):
        count = reasons.get(reason, 0)
        if count and count >= PART * cleaned.counts.lines:
            at = reading.columns.roles.get(role, reading.columns.roles.get("price", 0))
            left = cleaned.left_out
            first = int((left.reason == reason).argmax())
            example = (left.date if role == "date" else left.amount)[first]
            fields = {
                "column": table.headers[at], "count": count, "lines": cleaned.counts.lines,
                "example": example, "row": int(left.row[first]),
            }  # fmt: skip
            notices.append(Notice("partly_read", fields))
    if purchases == len(cleaned.labels) >= FEWEST:
        name = table.headers[reading.columns.roles["customer"]]
        notices.append(Notice("one_purchase_each", {"column": name, "count": purchases}))
    return replace(reading, notices=tuple(notices))


def of_table(table: SourceTable, columns: ColumnMap) -> list[Notice]:
    """Return what the reader of the file or sheet found."""
    found = []
    if columns.headless:
        found.append(Notice("headless"))
    if table.facts.get("encoding_certain") == "no":
        found.append(Notice("encoding", {"encoding": table.facts.get("encoding", "?")}))
    found += [
        Notice(key, {"count": int(table.facts[key])})
        for key in FACTS
        if table.facts.get(key, "0") not in ("", "0")
    ]
    return found
