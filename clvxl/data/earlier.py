"""Cleaned sales as they were on an earlier day, taken from those of a later one."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from clvxl.data.grouping import factorize
from clvxl.data.records import Transactions

__all__ = ["lines_until"]


def lines_until(lines: Transactions, day: float) -> Transactions | None:
    """Return the lines up to a day as cleaning with that as-of date would give them.

    The lines of a day do not depend on later ones, but for orders: one whose lines are of days
    before and after is a purchase of other money then. Of the lines left out and of counts those
    of all sales are kept.

    Parameters
    ----------
    lines : Transactions
        Cleaned, with a later as-of date or none.
    day : float
        A sheet day.

    Returns
    -------
    Transactions or None
        None where an order lies on both sides, no line is left, or an engine keeps the lines: then
        the table has to be cleaned anew.

    Examples
    --------
    >>> import pandas as pd
    >>> from clvxl.data.cleaning import clean_transactions
    >>> from clvxl.data.columns import match_columns
    >>> from clvxl.data.table import SourceTable
    >>> table = SourceTable("sales.csv", ("Customer", "Date", "Amount"), (
    ...     pd.Series(["b", "a", "b"]), pd.Series(["2011-02-01", "2011-01-31", "2011-01-03"]),
    ...     pd.Series([12.5, 3.0, 2.0])))
    >>> sales = clean_transactions(table, match_columns(table.headers))
    >>> earlier = lines_until(sales, 40574.0)
    >>> earlier.labels.tolist(), earlier.days.tolist()
    (['a', 'b'], [40574.0, 40546.0])
    """
    if lines.pieces is not None:
        return None
    day = math.floor(day)
    begun, ended = lines.spread
    if ((begun <= day) & (ended > day)).any():
        return None
    here = lines.days <= day
    buyers = np.zeros(len(lines.labels), dtype=bool)
    buyers[lines.customers[here & lines.counts_as_purchase]] = True
    here &= buyers[lines.customers]
    if not here.any():
        return None
    codes, kept = factorize(lines.customers[here])
    days = lines.days[here]
    return replace(
        lines, customers=codes, labels=lines.labels[kept], days=days, amounts=lines.amounts[here],
        rows=lines.rows[here], counts_as_purchase=lines.counts_as_purchase[here],
        last_day=float(days.max()),
    )  # fmt: skip
