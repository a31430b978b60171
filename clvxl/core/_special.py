"""Special functions that keep their digits, where scipy's own lose them, in logarithms."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, digamma, gammaln, xlog1py, xlogy

from clvxl.core._checks import Vector

__all__ = ["digamma_rise", "log_count", "log_rising", "softplus", "tail"]

_LARGE = 100.0


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


def digamma_rise(base: ArrayLike, more: ArrayLike) -> Vector:
    """Return ψ(base + more) − ψ(base), the slope of `log_rising` by base.

    >>> float(digamma_rise(2.0, 1.0)) == 0.5
    True
    """
    a, x = np.asarray(base, np.float64), np.asarray(more, np.float64)
    b = a + x
    plain = np.asarray(digamma(b) - digamma(a))
    large = a > _LARGE
    if not large.any():
        return plain
    over = x / (a * b)  # 1/a − 1/b
    series = (
        np.log1p(x / a) + over / 2 + over * (1 / a + 1 / b) * (1 - (1 / a**2 + 1 / b**2) / 10) / 12
    )
    return np.asarray(np.where(large, series, plain))


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
    total = 1 + np.exp(-np.abs(x))
    return np.maximum(x, 0) + np.log(total), np.exp(np.minimum(x, 0)) / total
