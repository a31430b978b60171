"""Special functions that keep their digits, where scipy's own lose them, in logarithms."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, digamma, gammaln, xlog1py, xlogy

from clvxl.core._checks import Vector

__all__ = ["UNIT_NODES", "log_count", "log_rising", "rising", "softplus", "tail"]

_LARGE = 100.0

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(24)
UNIT_NODES = ((_NODES + 1) / 2).tolist(), (_WEIGHTS / 2).tolist()
"""Gauss–Legendre nodes from 0 to 1 and their weights."""


def log_rising(base: ArrayLike, more: ArrayLike) -> Vector:
    """Return log Γ(base + more) − log Γ(base), for base > 0 and more ≥ 0.

    Stirling's series where base is large: the difference of two large logarithms loses digits.

    >>> float(log_rising(3.0, 2.0)) == float(np.log(12.0))
    True
    """
    a, x = np.asarray(base, np.float64), np.asarray(more, np.float64)
    b = a + x
    plain = np.asarray(gammaln(b) - gammaln(a))
    large = a > _LARGE
    if not large.any():
        return plain
    series = xlogy(x, a) + xlog1py(b - 0.5, x / a) - x + _stirling(b) - _stirling(a)
    return np.asarray(np.where(large, series, plain))


def rising(base: Vector, more: Vector) -> tuple[Vector, Vector]:
    """Return log Γ(base + more) − log Γ(base) and its slope by base, ψ(base + more) − ψ(base).

    >>> value, slope = rising(np.array([2.0]), np.array([1.0]))
    >>> float(value[0]) == float(np.log(2)), float(slope[0])
    (True, 0.5)
    """
    top = base + more
    if base.max() <= _LARGE:
        return gammaln(top) - gammaln(base), digamma(top) - digamma(base)
    over = more / (base * top)  # 1/base − 1/top
    series = np.log1p(more / base) + over / 2
    series += over * (1 / base + 1 / top) * (1 - (1 / base**2 + 1 / top**2) / 10) / 12
    slope = np.where(base > _LARGE, series, digamma(top) - digamma(base))
    return log_rising(base, more), slope


def _stirling(z: Vector) -> Vector:
    """The series of log Γ beyond Stirling's formula, to 1e-17 from 100 on."""
    return np.asarray((1 / 12 - (1 / 360 - (1 / 1260) / z**2) / z**2) / z)


def log_count(n: ArrayLike, shape: ArrayLike, scale: ArrayLike, time: ArrayLike) -> Vector:
    """Return log P(n purchases in `time`), the rate being gamma(shape, scale) distributed.

    >>> round(float(np.exp(log_count(1, 2.0, 1.0, 1.0))), 12)
    0.25
    """
    n, time = np.asarray(n, np.float64), np.asarray(time, np.float64)
    scale = np.asarray(scale, np.float64)
    falls = -np.asarray(shape) * np.log1p(time / scale)
    return np.asarray(
        log_rising(shape, n) - gammaln(n + 1) + falls + xlogy(n, time / (scale + time))
    )


def tail(n: ArrayLike, shape: ArrayLike, scale: ArrayLike, time: ArrayLike) -> Vector:
    """Return P(at least n purchases in `time`), the rate being gamma(shape, scale) distributed.

    >>> round(float(tail(1, 2.0, 1.0, 1.0)), 12)
    0.75
    """
    n = np.asarray(n, np.float64)
    time = np.asarray(time, np.float64)
    some = betainc(np.maximum(n, 1), shape, time / (np.asarray(scale) + time))
    return np.asarray(np.where(n <= 0, 1.0, some))


def softplus(x: Vector) -> tuple[Vector, Vector]:
    """Return log(1 + e^x), to 1e-16 absolutely, and its slope e^x ÷ (1 + e^x).

    Several times as fast as `logaddexp` and `expit`: for the many evaluations of a fit.

    >>> [float(one[0]) for one in softplus(np.zeros(1))] == [float(np.log(2)), 0.5]
    True
    """
    small = np.exp(-np.abs(x))
    total = 1 + small
    return np.maximum(x, 0) + np.log(total), np.where(x > 0, 1, small) / total
