"""The likelihood of BG/BB: a sum over all opportunities that may have been a customer's last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from clvxl.core._checks import Vector, above
from clvxl.core._fitting import Matrix
from clvxl.core._opportunities import Donors
from clvxl.core._special import log_rising

__all__ = ["PARAMETERS", "by_row", "checked", "gradient", "log_and_alive", "log_number"]

PARAMETERS = ("alpha", "beta", "gamma", "delta")

_AT_A_TIME = 2_000_000
"""Terms that are in memory at once."""


def checked(p: Matrix) -> Matrix:
    """Return parameters alpha, beta, gamma, delta; refuse one that is not above 0."""
    for name, value in zip(PARAMETERS, p, strict=True):
        above(name, value if np.ndim(value) else float(value), 0)
    return p


def by_row(formula: Callable[[Matrix, Donors], Vector], p: Matrix, data: Donors) -> Vector:
    """A formula of the distinct rows, or of all where each customer has his own parameters."""
    if np.ndim(p) == 2:
        return formula(p, data)
    rows, place = data.folded()
    return formula(p, rows)[place]


@dataclass(frozen=True)
class _Terms:
    """Of some rows: all m at which a customer may have had his last opportunity.

    Each row has a stretch of terms: m = t_x … n − 1 where he was gone after m, and then m = n where
    he was still there. `left` is 1 for those who were gone.
    """

    rows: slice
    row: NDArray[np.intp]
    begin: NDArray[np.intp]
    m: Vector
    left: Vector


def _stretches(data: Donors) -> Iterator[_Terms]:
    """Yield the terms of all rows, some rows at a time."""
    sizes = (data.n - data.t_x + 1).astype(np.intp)
    ends = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        before = ends[first] - sizes[first]
        last = max(int(np.searchsorted(ends, before + _AT_A_TIME)), first + 1)
        size = sizes[first:last]
        begin = np.cumsum(size) - size
        row = np.repeat(np.arange(first, last), size)
        m = data.t_x[row] + (np.arange(len(row)) - np.repeat(begin, size))
        yield _Terms(slice(first, last), row, begin, m, np.asarray(m < data.n[row], np.float64))
        first = last


def _rising(base: ArrayLike, times: Vector, row: NDArray[np.intp]) -> Vector:
    """log (base)_times, of few whole numbers from a table."""
    if np.ndim(base):
        return log_rising(np.asarray(base)[row], times)
    return log_rising(base, np.arange(times.max() + 1))[times.astype(np.intp)]


def _rises(base: float, times: Vector) -> Vector:
    """ψ(base + times) − ψ(base), summed up: 1 ÷ base + 1 ÷ (base + 1) and so on."""
    table = np.concatenate(([0.0], np.cumsum(1 / (base + np.arange(times.max())))))
    return np.asarray(table[times.astype(np.intp)])


def _logs(p: Matrix, data: Donors, terms: _Terms) -> Vector:
    """The logarithms of the terms."""
    alpha, beta, gamma, delta = p
    row, m, left = terms.row, terms.m, terms.left
    x = data.x[row]
    buys = _rising(alpha, x, row) + _rising(beta, m - x, row) - _rising(np.add(alpha, beta), m, row)
    stays = _rising(delta, m, row) - _rising(np.add(gamma, delta), m + left, row)
    log_gamma = np.log(gamma)
    return np.asarray(buys + stays + left * (log_gamma[row] if np.ndim(gamma) else log_gamma))


def log_and_alive(p: Matrix, data: Donors) -> tuple[Vector, Vector]:
    """Log-likelihoods, and the logarithms of the probability of being there at the last one."""
    total, alive = np.empty(len(data.x)), np.empty(len(data.x))
    for terms in _stretches(data):
        logs = _logs(p, data, terms)
        highest = np.maximum.reduceat(logs, terms.begin)
        size = np.diff(np.append(terms.begin, len(logs)))
        sums = np.add.reduceat(np.exp(logs - np.repeat(highest, size)), terms.begin)
        total[terms.rows] = highest + np.log(sums)
        alive[terms.rows] = logs[terms.begin + size - 1]
    return total, np.minimum(alive - total, 0)


def gradient(p: Vector, data: Donors) -> tuple[Vector, Matrix]:
    """Log-likelihoods, and their derivatives by the logarithms of the parameters, shape (4, n)."""
    alpha, beta, gamma, delta = p.tolist()
    total, slopes = np.empty(len(data.x)), np.empty((4, len(data.x)))
    for terms in _stretches(data):
        logs, begin, m, left = _logs(p, data, terms), terms.begin, terms.m, terms.left
        x, size = data.x[terms.row], np.diff(np.append(begin, len(logs)))
        highest = np.maximum.reduceat(logs, begin)
        parts = np.exp(logs - np.repeat(highest, size))
        sums = np.add.reduceat(parts, begin)
        total[terms.rows] = highest + np.log(sums)
        share = parts / np.repeat(sums, size)
        both, all_left = _rises(alpha + beta, m), _rises(gamma + delta, m + left)
        for at, (scale, slope) in enumerate(
            (
                (alpha, _rises(alpha, x) - both),
                (beta, _rises(beta, m - x) - both),
                (gamma, left / gamma - all_left),
                (delta, _rises(delta, m) - all_left),
            )
        ):
            slopes[at, terms.rows] = scale * np.add.reduceat(share * slope, begin)
    return total, slopes


def log_number(p: Matrix, rows: Donors) -> Vector:
    """Log-probabilities of x purchases, wherever they were: m choose x to each term."""
    total = np.empty(len(rows.x))
    for terms in _stretches(rows):
        x, m = rows.x[terms.row], terms.m
        logs = _logs(p, rows, terms) + gammaln(m + 1) - gammaln(x + 1) - gammaln(m - x + 1)
        total[terms.rows] = np.logaddexp.reduceat(logs, terms.begin)
    return total
