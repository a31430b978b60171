"""When cash arrives, and what it is worth today."""

from __future__ import annotations

import numpy as np

from clvxl.core._checks import Vector, above, option

__all__ = ["TIMINGS", "discount_factors", "times"]

TIMINGS = ("end", "start", "mid")

_SHIFT = {"end": 0.0, "start": -1.0, "mid": -0.5}


def times(periods: int, timing: str = "end") -> Vector:
    """Return when the cash of each period 1…periods arrives, in periods from today.

    Parameters
    ----------
    periods : int
        Number of periods, at least 0.
    timing : {"end", "start", "mid"}
        Cash arrives at t, at t − 1 or at t − ½.

    Returns
    -------
    ndarray, shape (periods,)

    Examples
    --------
    >>> times(3, "mid")
    array([0.5, 1.5, 2.5])
    """
    return np.arange(1.0, periods + 1.0) + _SHIFT[option("timing", timing, TIMINGS)]


def discount_factors(rate: float, exponents: Vector, inflation: float = 0.0) -> Vector:
    """Return ((1 + inflation) / (1 + rate)) ** e for each exponent e.

    Parameters
    ----------
    rate : float
        Discount rate per period, above −1.
    exponents : ndarray
        Periods from today.
    inflation : float, optional
        Growth of prices per period, above −1; 0 leaves plain discounting.

    Returns
    -------
    ndarray, the shape of `exponents`

    Raises
    ------
    DomainError
        A rate of −1 or below.

    Notes
    -----
    Brealey, Myers & Allen, Principles of Corporate Finance, ch. 2: present value is the future
    amount × 1 / (1 + r)^t.

    Examples
    --------
    >>> discount_factors(0.25, np.array([0.0, 1.0, 2.0]))
    array([1.  , 0.8 , 0.64])
    """
    above("discount_rate", rate, -1)
    above("inflation", inflation, -1)
    return np.asarray(((1 + inflation) / (1 + rate)) ** exponents)
