"""Summed tables of lifetimes, PyMC-Marketing and BTYD: told by T, or by what they hold without it.

There recency is a customer's age at the last purchase, 0 with the first one, and frequency counts
repeats; some count every purchase.
"""

from __future__ import annotations

import numpy as np

from clvxl.core._rounding import rounded_money
from clvxl.data._deferred import largest
from clvxl.data.records import FloatArray
from clvxl.errors import AmbiguousError, ColumnsNotFoundError
from clvxl.text import Text

__all__ = ["from_lifetimes", "refuse_without_tenure"]


def from_lifetimes(
    recency: FloatArray, frequency: FloatArray, monetary: FloatArray, tenure: FloatArray, name: str
) -> tuple[FloatArray, FloatArray, FloatArray, bool]:
    """Turn age, repeats and their mean into recency, purchases and money.

    The last value is whether frequency counted every purchase: whoever has 1 has the age 0.

    >>> age, times, mean = np.array([0.0, 8]), np.array([1.0, 3]), np.array([5.0, 4])
    >>> found = from_lifetimes(age, times, mean, np.array([9.0, 9]), "T")
    >>> recency, purchases, money, every = found
    >>> recency.tolist(), purchases.tolist(), money.tolist(), every
    ([9.0, 1.0], [1.0, 3.0], [5.0, 12.0], True)
    """
    least = -largest(-frequency, np.isfinite(frequency))
    once = (frequency == least) & np.isfinite(recency) & np.isfinite(tenure)
    # one customer alone may have come back on the last day
    told = once.sum() > least
    back = (once & (recency != 0)).any()
    if least <= 1 and told and (~once | (recency == tenure)).all() and back:
        raise AmbiguousError(
            Text(
                "customers with one purchase have recency equal to {name}: recency seems to count "
                "the time since the last purchase already; if it does, {remedy[ignore_this]}, if "
                "it is the age at the last purchase, set it to 0 for them",
                "只买一次的客户 recency 等于 {name}：recency 似乎已是距上次购买的时间；如是，"
                "{remedy[ignore_this]}；如为末次购买时的客龄，请将其改为 0",
            ),
            name=name,
        )
    every = bool(least == 1 and once.any() and not back)
    purchases = frequency if every else frequency + 1
    return tenure - recency, purchases, rounded_money(monetary * purchases), every


def refuse_without_tenure(recency: FloatArray, frequency: FloatArray, monetary: FloatArray) -> None:
    """Refuse a table whose customers without a repeat have no age: its recency is none.

    >>> refuse_without_tenure(np.array([40.0, 3]), np.array([0.0, 2]), np.array([0.0, 9]))
    """
    none = frequency == 0
    told = none & ((recency != 0) | (monetary != 0))
    if none.any() and not (none.all() or told.any()):
        raise ColumnsNotFoundError(
            Text(
                "this seems to be a table of lifetimes, PyMC-Marketing or BTYD without its column "
                "T: customers with frequency 0 have recency 0, so recency is the age at the last "
                "purchase; add T, each customer's age today, or, if recency counts the days since "
                "the last purchase, remove the customers without one",
                "此表似为 lifetimes、PyMC-Marketing 或 BTYD 的格式，但缺 T 列：frequency 为 0 的客"
                "户 recency 也为 0，可见 recency 是末次购买时的客龄；请补上 T 列（各客户至今的客龄"
                "）；如 recency 确为距上次购买的天数，请删去没有购买的客户",
            )
        )
