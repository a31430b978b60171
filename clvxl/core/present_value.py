"""What a customer's purchases ahead are worth today, by a fitted customer-base model."""

from __future__ import annotations

import numpy as np

from clvxl.core._checks import Number, Vector, above, refuse
from clvxl.core._customer_base import History, Model
from clvxl.core._fitting import Matrix
from clvxl.core.customer_base import checked, own_of
from clvxl.text import Text

__all__ = ["discounted", "present_value"]

_PERIODS = Text(
    "periods must be a whole number of 1 or more, or blank for a sum without end",
    "periods 必须是不小于 1 的整数；为空则求无穷和",
)


def discounted(model: Model, p: Matrix, delta: float, data: History) -> Vector:
    """Return each customer's expected purchases without end, discounted continuously at `delta`.

    Parameters
    ----------
    model, p, data
        As in `expected`.
    delta : float
        Rate of interest per unit of time, above 0: log(1 + d) ÷ 52.18 for a yearly rate d in weeks.

    Notes
    -----
    DERT: Fader, Hardie & Lee (2005), Journal of Marketing Research 42(4), eq. 2, for Pareto/NBD.
    """
    above("discount_rate", delta, 0)
    return model.discounted_ahead(checked(model, p), delta, data)


def present_value(
    model: Model, p: Matrix, data: History, periods: Number, length: float, discount_rate: float
) -> Vector:
    """Return each customer's expected purchases of the next periods, discounted to today.

    Parameters
    ----------
    model, p, data
        As in `expected`.
    periods : float or ndarray, shape (n,)
        How many, whole numbers of 1 or more; infinite for a sum without end.
    length : float
        Units of time in a period.
    discount_rate : float
        Per period, above −1, and above 0 without end; the purchases of a period are discounted from
        its end.

    Notes
    -----
    Without end the sum is (1 − v) Σ E(i) v^i with v = 1 ÷ (1 + d): its first 40 terms, and the rest
    by the Euler–Maclaurin formula.
    """
    p = checked(model, p)
    above("discount_rate", discount_rate, -1)
    count = np.broadcast_to(np.asarray(periods, np.float64), data.x.shape)
    bad = ~((count >= 1) & (count == np.floor(count)))
    if bad.any():
        refuse(_PERIODS, count, bad)
    endless = np.isinf(count)
    if endless.any():
        above("discount_rate", discount_rate, 0)
    found = np.empty(len(data.x))
    for rows, summed in (
        (np.flatnonzero(~endless), _discounted_sum),
        (np.flatnonzero(endless), _endless),
    ):
        if len(rows):
            part = data.rows(rows)
            found[rows] = summed(model, own_of(p, rows), part, count[rows], length, discount_rate)
    return found


def _discounted_sum(
    model: Model, p: Matrix, data: History, periods: Vector, length: float, rate: float
) -> Vector:
    before, found = np.zeros(len(data.x)), np.zeros(len(data.x))
    for period in range(1, int(periods.max()) + 1):
        until = model.expected_ahead(p, period * length, data)
        found += np.where(period <= periods, (until - before) * (1 + rate) ** -period, 0)
        before = until
    return found


def _endless(
    model: Model, p: Matrix, data: History, periods: Vector, length: float, rate: float
) -> Vector:
    def worth(time: float) -> Vector:
        discount = float((1 + rate) ** -time)
        return np.asarray(model.expected_ahead(p, time * length, data) * discount)

    last = 40
    terms = sum(worth(float(period)) for period in range(1, last))
    slope = (
        worth(last - 2.0) - 8 * worth(last - 1.0) + 8 * worth(last + 1.0) - worth(last + 2.0)
    ) / 12
    # in log-log of the time beyond, the integrand falls off on both sides
    steps = np.arange(-4.0, 4.0, 0.0625)
    beyond = np.exp(np.pi / 2 * np.sinh(steps)) / np.log1p(rate)
    sizes = beyond * np.pi / 2 * np.cosh(steps) * 0.0625
    rest = np.zeros(len(data.x))
    for time, size in zip(beyond, sizes, strict=True):
        if time * np.log1p(rate) < 60:
            rest += worth(last + time) * size
    whole_sum = terms + worth(float(last)) / 2 + rest - slope / 12
    return np.asarray(whole_sum * rate / (1 + rate))
