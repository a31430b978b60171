"""The integrals of Pareto/NBD: over the moment at which a customer dropped out, unseen."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, hyp2f1, logsumexp, xlogy

from clvxl.core._checks import Vector
from clvxl.core._fitting import Matrix
from clvxl.core._special import log_rising

__all__ = ["CLIMBING", "NODES", "bought_before_death", "died", "fallen", "log_odds"]

CLIMBING, NODES, _MORE = (np.polynomial.legendre.leggauss(count) for count in (24, 40, 64))
"""Nodes and weights: to find the maximum by, to tell its value, and for counts of purchases."""
_ROWS = 512
_FALL = 45.0
"""Where the integrand has fallen by e^−45 the rest is cut off."""
_STEEP = 1e4
"""Power from which on rounding matters."""
_WIDE = 14.0
"""How far apart in logarithms both ends may be for one quadrature."""
_CUTS = np.arange(-30.0, 31, 12)
"""Where the range is cut, around the moment at which the second factor begins to fall."""


def fallen(shape: ArrayLike, scale: ArrayLike, time: ArrayLike) -> Vector:
    """Log of (scale ÷ (scale + time))^shape."""
    return np.asarray(-np.asarray(shape) * np.log1p(np.asarray(time) / scale))


def log_odds(p: Matrix, x: Vector, t_x: Vector, T: Vector) -> Vector:
    """Log of the odds of having dropped out between t_x and T, for many rows: two 2F1 each.

    The integral is a difference of its values from t_x and from T on, each after Euler's
    transformation (DLMF 15.8.1) a 2F1(1, ·) of positive terms. Where the two are next to each
    other, or the series is long, the quadrature is taken.
    """
    r, alpha, s, beta = (np.asarray(one, np.float64) for one in p)
    shape, total, since = r + x, r + x + s, T - t_x
    first = alpha >= beta
    b = np.where(first, shape, s + 1)
    with np.errstate(all="ignore"):
        late, early = (
            hyp2f1(1, b, total + 1, np.abs(alpha - beta) / (np.maximum(alpha, beta) + time))
            for time in (T, t_x)
        )
        fall = (shape - ~first) * np.log1p(since / (alpha + t_x))
        fall += (s + ~first) * np.log1p(since / (beta + t_x)) + np.log(early / late)
        odds = np.log(s / total * late * np.where(first, 1, (alpha + T) / (beta + T)))
        odds += fall + np.log(-np.expm1(-fall))
        long = np.abs(alpha - beta) > 0.9 * (np.maximum(alpha, beta) + t_x)
    doubtful = np.asarray((long | ~(fall > 1e-3) | ~np.isfinite(odds)) & (since > 0))
    odds = np.where(since > 0, odds, -np.inf)
    if doubtful.any():
        own = p[:, doubtful] if np.ndim(p) == 2 else p
        r, alpha, s, beta = own
        row = x[doubtful], t_x[doubtful], T[doubtful]
        alive = fallen(r + row[0], alpha, row[2]) + fallen(s, beta, row[2])
        odds[doubtful] = died(own, *row, NODES)[0] - alive
    return np.asarray(odds)


Means: TypeAlias = tuple[Vector, Vector, Vector, Vector, Vector]


def died(p: Matrix, x: Vector, t_x: Vector, T: Vector, rule: tuple[Vector, Vector]) -> Means:
    """`_died_part` of all rows, in parts that stay in the processor's cache."""
    found = np.empty((5, len(x)))
    for at in range(0, len(x), _ROWS):
        rows = slice(at, at + _ROWS)
        own = p[:, rows] if np.ndim(p) == 2 else p
        found[:, rows] = _died_part(own, x[rows], t_x[rows], T[rows], rule)
    _, alpha, _, beta = p
    wide = np.log1p((T - t_x) / (np.minimum(alpha, beta) + t_x)) > _WIDE
    if wide.any():
        own = p[:, wide] if np.ndim(p) == 2 else p
        found[:, wide] = _died_far(own, x[wide], t_x[wide], T[wide], rule)
    one, two, three, four, five = found
    return one, two, three, four, five


def _died_far(p: Matrix, x: Vector, t_x: Vector, T: Vector, rule: tuple[Vector, Vector]) -> Matrix:
    """`_died_part` where the smaller scale is next to nothing beside the time, piece by piece.

    Far from the moment at which the second factor begins to fall the integrand is a power of the
    scale + τ; near to it the pieces are short.
    """
    r, alpha, s, beta = (np.asarray(one, np.float64) for one in p)
    least, most = np.minimum(alpha, beta), np.maximum(alpha, beta)
    falls = most / np.maximum(np.where(alpha <= beta, s + 1, r + x), 1)
    start, end = np.log(least + t_x), np.log(least + T)
    cuts = [np.clip(np.log(falls) + step, start, end) for step in _CUTS]
    ages = [t_x, *(np.clip(np.exp(cut) - least, t_x, T) for cut in cuts), T]
    pieces = [pair for pair in pairwise(ages) if (pair[0] < pair[1]).any()]
    found = np.array([_died_part(p, x, one, other, rule) for one, other in pieces])
    logs = found[:, 0]
    total = logsumexp(logs, axis=0)
    share = np.exp(logs - total)
    means = (np.where(share[:, None] > 0, found, 0) * share[:, None]).sum(axis=0)
    means[0] = total
    # that of 1 ÷ (smaller scale + τ) falls too fast for the long pieces: by parts from the other's
    ends = [fallen(r + x, alpha, age) + fallen(s + 1, beta, age) - total for age in (t_x, T)]
    slope = s / beta * (np.exp(ends[0]) - np.exp(ends[1]))
    of_a, of_b = (slope - (s + 1) * means[4]) / (r + x), (slope - (r + x) * means[3]) / (s + 1)
    first = alpha <= beta
    means[3], means[4] = np.where(first, of_a, means[3]), np.where(first, means[4], of_b)
    return np.asarray(means)


def _died_part(p: Matrix, x: Vector, t_x: Vector, T: Vector, rule: tuple[Vector, Vector]) -> Means:
    """Log of s ÷ beta ∫ (1+τ/alpha)^−(r+x) (1+τ/beta)^−(s+1) dτ from t_x to T.

    Besides, the means over that integral of log(1+τ/alpha), log(1+τ/beta), 1 ÷ (alpha+τ) and
    1 ÷ (beta+τ).
    """
    r, alpha, s, beta = (np.asarray(one, np.float64) for one in p)
    first = alpha <= beta
    least, most = np.minimum(alpha, beta) + t_x, np.maximum(alpha, beta) + t_x
    own, other = np.where(first, (r + x, s + 1 + 0 * x), (s + 1 + 0 * x, r + x))
    reach = np.minimum(most * np.expm1(np.minimum(_FALL / (own + other - 1), 600)), T - t_x)
    half = np.minimum(_FALL / np.maximum(own - 1, 1e-9), np.log1p(reach / least)) / 2
    # a row per node: the logarithm of the smaller scale + τ is what is stepped in
    nodes, weights = rule[0][:, None], rule[1][:, None]
    rise_own = half * (nodes + 1)
    if np.max(other) < _STEEP:
        low = np.exp(rise_own)
        low *= least
        high = low + (most - least)
        rise_other = high / most
        np.log(rise_other, out=rise_other)
    else:  # slower, and to all digits: rounding is multiplied by the power
        since = least * np.expm1(rise_own)
        low, high = least + since, most + since
        rise_other = np.log1p(since / most)
    density = own * rise_own
    density += other * rise_other
    np.exp(np.negative(density, out=density), out=density)
    density *= weights
    parts = density * low
    total = parts.sum(axis=0)
    with np.errstate(divide="ignore"):
        log = np.log(s / beta * half * total)
    log = log + fallen(r + x, alpha, t_x) + fallen(s + 1, beta, t_x)
    rises = [np.einsum("ij,ij->j", parts, one) / total for one in (rise_own, rise_other)]
    overs = [density.sum(axis=0) / total, (parts / high).sum(axis=0) / total]
    order = (0, 1), (1, 0)
    (rise_a, over_a), (rise_b, over_b) = (
        [np.where(first, means[one], means[another]) for means in (rises, overs)]
        for one, another in order
    )
    return (
        np.asarray(log),
        rise_a + np.log1p(t_x / alpha),
        rise_b + np.log1p(t_x / beta),
        over_a,
        over_b,
    )


def bought_before_death(
    r: Vector, alpha: Vector, s: Vector, beta: Vector, time: Vector, n: Vector
) -> Vector:
    """∫ P(n purchases by τ) · (density of dropping out at τ) dτ from 0 to `time`, as a number."""
    least = np.minimum(alpha, beta)
    top = alpha * n / r  # of the first factor
    gain = np.where(n > 0, n * np.log((alpha + top) / np.where(top > 0, top, 1)), 0)
    with np.errstate(over="ignore"):  # infinite, it is cut off at `time`
        reached = (alpha + top) * np.exp(np.minimum((_FALL + gain) / r, 700)) - alpha
    end = np.minimum(time, reached)
    reach = np.minimum(end, top) / (alpha + np.minimum(end, top))
    falls = _FALL - fallen(r, alpha, np.minimum(end, top)) - fallen(s + 1, beta, end)
    low = np.where(n > 0, reach * np.exp(-falls / np.maximum(n, 1)), 0)
    start = alpha * low / (1 - low)
    fall = (start + beta) * np.expm1(np.minimum((_FALL + gain) / (s + 1), 700)) + start
    end = np.where(n > 0, end, np.minimum(end, fall))
    half = np.log1p((end - start) / (least + start)) / 2
    ahead = (least + start)[:, None] * np.expm1(half[:, None] * (_MORE[0] + 1))
    times = start[:, None] + ahead
    logs = xlogy(n[:, None], times / (alpha[:, None] + times))
    logs += fallen(r[:, None], alpha[:, None], times)
    logs += fallen(s[:, None] + 1, beta[:, None], times)
    steps = (least[:, None] + times) * (_MORE[1] * half[:, None])
    count = log_rising(r, n) - gammaln(n + 1)
    return np.asarray(s / beta * np.exp(count) * (np.exp(logs) * steps).sum(axis=1))
