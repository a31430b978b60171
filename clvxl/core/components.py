"""A customer's value by where it comes from: the six parts of a customer's contribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from clvxl.core._checks import Vector, fraction
from clvxl.core.discounting import discount_factors, times
from clvxl.errors import InputError
from clvxl.text import Text

__all__ = ["PARTS", "components"]

PARTS = (
    "first_purchase", "repeat", "cross_selling", "service_cost", "referrals", "price_sensitivity",
)  # fmt: skip


def components(
    flows: ArrayLike, discount_rate: float, retention: ArrayLike = 1.0, timing: str = "end"
) -> Vector:
    """Return the present value of each of the six parts of a customer's value.

    Parameters
    ----------
    flows : array_like, shape (n, 6)
        Money per period: first purchase, repeat purchases and share of spending, cross-selling,
        lower cost of service, referrals, lower price sensitivity.
    discount_rate : float
        Per period, above −1.
    retention : array_like, shape () or (n,), optional
        Probability of staying from one period to the next, in [0, 1].
    timing : {"end", "start", "mid"}
        When the cash of period t arrives.

    Returns
    -------
    ndarray, shape (6,)

    Raises
    ------
    InputError
        Not six columns, or retention of another length.
    DomainError
        A rate outside its domain.

    Examples
    --------
    >>> components([[100, 0, 0, 0, 0, 0], [0, 60, 20, 5, 10, 2]], 0.0, 0.5).tolist()
    [50.0, 15.0, 5.0, 1.25, 2.5, 0.5]
    """
    table = np.asarray(flows, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] != len(PARTS):
        raise InputError(
            Text("flows must have six columns, a row per period", "flows 必须为六列，每期一行")
        )
    kept = np.asarray(retention, dtype=np.float64).ravel()
    fraction("retention", kept)
    if len(kept) not in (1, len(table)):
        raise InputError(
            Text(
                "retention must be one cell or as long as flows: {rows} rows, not {periods}",
                "retention 必须是一个单元格，或与 flows 等长：现为 {rows} 行，应为 {periods} 行",
            ),
            rows=len(kept), periods=len(table),
        )  # fmt: skip
    survival = np.cumprod(np.broadcast_to(kept, len(table)))
    factor = discount_factors(discount_rate, times(len(table), timing))
    return np.asarray((survival * factor) @ table)
