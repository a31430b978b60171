"""Who stays from chance to chance, when the probability of leaving is beta distributed.

A customer leaves at each opportunity with his own probability, beta(leave, stay) distributed among
customers: the share that stays through j of them is (stay)_j ÷ (stay + leave)_j.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import digamma

from clvxl.core._checks import Vector
from clvxl.core._special import log_rising
from clvxl.errors import DomainError
from clvxl.text import Text

__all__ = ["LEAST_RATE", "discounted_stay", "expected_stay", "log_stay"]

LEAST_RATE = 1e-8
"""The least rate of discount but 0 itself: below it the continued fraction takes too long."""

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)
_NODES, _WEIGHTS = (_NODES + 1) / 2, _WEIGHTS / 2

_INFINITE = Text(
    "the sum is infinite: without a discount it needs {name} above 1",
    "总和为无穷大：不折现时 {name} 必须大于 1",
)
_RATE = Text(
    "discount_rate must be 0, or {least} or more: write 10 % as 0.1",
    "discount_rate 必须为 0，或不小于 {least}：10 % 写作 0.1",
)


def log_stay(stay: ArrayLike, leave: ArrayLike, times: ArrayLike) -> Vector:
    """Return the log of the share that stays through so many opportunities.

    Γ(stay + times) ÷ Γ(stay) · Γ(stay + leave) ÷ Γ(stay + leave + times), in the order in which the
    smaller of times and leave is added: the logarithms stay small, and keep their digits.

    >>> float(np.exp(log_stay(1.0, 1.0, 3.0)).round(12))
    0.25
    """
    less, more = np.minimum(leave, times), np.maximum(leave, times)
    return log_rising(stay, less) - log_rising(np.add(stay, more), less)


def expected_stay(stay: ArrayLike, leave: ArrayLike, times: ArrayLike) -> Vector:
    """Return Σ_{j=1}^{times} of the share that stays through j: how many are taken part in.

    stay ÷ (leave − 1) · [1 − (stay + 1)_times ÷ (stay + leave)_times]; where the bracket is small
    its logarithm is an integral over digamma, of one sign.

    >>> expected_stay(2.0, 1.0, 3.0).round(12).tolist()
    1.566666666667
    """
    stay, leave, times = (np.asarray(one, np.float64) for one in (stay, leave, times))
    more = leave - 1
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        fall = log_rising(stay + 1, times) - log_rising(stay + leave, times)
        plain = -np.expm1(fall) / more
    near = (np.abs(more) < 0.5) | (np.abs(fall) < 0.01)
    if near.any():
        points = np.add.outer(_NODES, np.zeros(np.shape(near)))
        rise = _digamma_rise(stay + 1 + points * more, times)
        mean = np.tensordot(_WEIGHTS, rise, 1)
        fall = -more * mean
        with np.errstate(divide="ignore", invalid="ignore"):
            close = np.where(more == 0, mean, -np.expm1(fall) / more)
        plain = np.where(near, close, plain)
    return np.asarray(stay * plain)


def _digamma_rise(z: Vector, more: Vector) -> Vector:
    """ψ(z + more) − ψ(z), by the series of both where z is large."""
    high = z + more
    large = z > 100
    plain = digamma(high) - digamma(z)
    series = np.log1p(more / z) + more / (2 * z * high)
    series -= _tail(high) - _tail(z)
    return np.where(large, series, plain)


def _tail(z: Vector) -> Vector:
    w = 1 / z**2
    return np.asarray(w * (1 / 12 - w * (1 / 120 - w / 252)))


def discounted_stay(
    stay: ArrayLike, leave: ArrayLike, discount_rate: ArrayLike, name: str = "alpha"
) -> Vector:
    """Return Σ_{j≥1} of the share that stays through j, discounted by (1 + discount_rate)^j.

    stay ÷ (stay + leave) · z · 2F1(1, stay + 1; stay + leave + 1; z) with z = 1 ÷ (1 + rate), by
    Gauss's continued fraction (DLMF 15.7.5 with a = 1), all of whose parts are positive; without a
    discount it is stay ÷ (leave − 1).

    Raises
    ------
    DomainError
        A rate below LEAST_RATE that is not 0; or an infinite sum: none at all, and `leave`, which
        the caller calls `name`, not above 1.

    >>> discounted_stay(2.0, 3.0, 0.0).tolist(), discounted_stay(2.0, 3.0, 0.1).round(9).tolist()
    (1.0, 0.756174394)
    """
    given = [np.asarray(one, np.float64) for one in (stay, leave, discount_rate)]
    shape = np.broadcast_shapes(*(one.shape for one in given))
    stay, leave, rate = (np.broadcast_to(one, shape).ravel() for one in given)
    _refuse(~((rate == 0) | (rate >= LEAST_RATE)), rate, shape, _RATE, least="1e-8")
    endless = rate == 0
    _refuse(endless & ~(leave > 1), leave, shape, _INFINITE, name=name)
    found = np.empty(len(rate))
    found[endless] = stay[endless] / (leave[endless] - 1)
    rows = ~endless
    if rows.any():
        found[rows] = _fraction(stay[rows], leave[rows], 1 / (1 + rate[rows]), rate[rows])
    return np.asarray(found.reshape(shape))


def _refuse(
    bad: NDArray[np.bool_], value: Vector, shape: tuple[int, ...], text: Text, **fields: str
) -> None:
    if bad.any():
        first = int(np.argmax(bad))
        row = first + 1 if shape else None
        fault = DomainError(text, value=float(value[first]), row=row, **fields)
        raise fault.of_rows(bad) if shape else fault


def _fraction(stay: Vector, leave: Vector, z: Vector, rate: Vector) -> Vector:
    """z·s ÷ (s + l) · 2F1(1, s + 1; s + l + 1; z), from the last step of the fraction back."""
    b, c = stay + 1, stay + leave + 1
    root = np.sqrt(rate / (1 + rate))
    falls = -2 * np.log((1 - root) / (1 + root))
    steps = 20 + np.ceil(40 / falls.min())
    value = np.ones(len(z))
    for n in range(int(steps), 0, -1):
        even = n * (n + leave - 1) / ((c + 2 * n - 2) * (c + 2 * n - 1))
        odd = (b + n - 1) * (c + n - 2) / ((c + 2 * n - 3) * (c + 2 * n - 2))
        value = 1 - odd * z / (1 - even * z / value)
    return np.asarray(z * stay / (stay + leave) / value)
