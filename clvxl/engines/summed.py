"""Customers that are added up already: what an engine hands back of them after the cleaning."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from clvxl.data._accounts import Found, Ledger, Summed, nothing_left, reasons_tallied
from clvxl.data.records import Counts
from clvxl.engines.left_out import Left, listed_lines
from clvxl.engines.parts import account_of, code_of

if TYPE_CHECKING:
    from clvxl.engines.columns import Column

__all__ = ["kept_customers"]


def kept_customers(
    money: Column, found: Found, ledger: Ledger, figures: Sequence[Column]
) -> Summed:
    """Return the customers in use, as `clvxl.data.cleaning` does of arrays.

    `figures` are recency, frequency and money.
    """
    code = code_of(ledger, money)
    account = account_of(code, money, found, ledger)
    tally = reasons_tallied(ledger.reasons, account.taken)
    nobody = np.empty(0, dtype=np.int64)
    listed = listed_lines(code, money, found, ledger.reasons, Left(account.first, nobody, tally))
    used = account.lines - sum(account.taken)
    if not used:
        raise nothing_left(found.table.source, account.lines, tally, listed)
    customers: Any = found.customers
    open_lines: Any = found.lines
    columns = {"key": customers.codes, **{f"f{at}": each for at, each in enumerate(figures)}}
    needs = code.needs.union(open_lines.needs, *(each.needs for each in columns.values()))
    said = ", ".join(f"{each.sql} AS {name}" for name, each in columns.items())
    keys, recency, frequency, monetary, lines = code.lines.gathered(
        f"SELECT {said}, line FROM {code.lines.relation(needs)} AS p "
        f"WHERE {open_lines.sql} AND {code.sql} IS NULL",
        used,
    )
    counted = Counts(
        lines=account.lines, used=used, left_out=account.lines - used,
        blank_rows=code.lines.rows - account.lines, trimmed=account.trimmed,
        returns=int((monetary < 0).sum()), revenue_found=account.revenue,
        revenue_used=math.fsum(monetary), revenue_left_out=account.revenue_out, reasons=tally,
    )  # fmt: skip
    rows = found.table.first_row + lines
    return Summed(customers.written(keys), (recency, frequency, monetary), rows, listed, counted)
