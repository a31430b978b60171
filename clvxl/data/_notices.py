"""What a person should know of a table that was read without a question."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from clvxl.data._column_map import ColumnMap
from clvxl.data.records import Notice, Reading, Transactions

if TYPE_CHECKING:
    from clvxl.data.table import SourceTable

__all__ = ["masked_example", "noticed", "of_table"]

FEWEST = 3
MASKED = re.compile(r"\d[*＊●•]{2,}\d")
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
    return str(masked[0]) if 2 * len(masked) > len(labels) else ""


def noticed(cleaned: Transactions, table: SourceTable) -> Reading:
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
    purchases = int(cleaned.counts_as_purchase.sum())
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


