"""Gamma-Gamma: what a purchase of each customer is worth, from the purchases seen so far."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from clvxl.core._checks import Vector, above
from clvxl.core._fitting import Matrix
from clvxl.core._gamma_gamma_fit import fit, log_inverse_beta, purchases
from clvxl.core._sample import MOST_ROWS
from clvxl.errors import DomainError
from clvxl.text import Text

__all__ = ["PARAMETERS", "expected_value", "fit", "independence", "log_likelihood"]

PARAMETERS = ("p", "q", "v")

_NO_MEAN = Text(
    "q must be above 1: at {q} or below the amounts have no mean, as a few customers may spend "
    "without bound",
    "q 必须大于 1：不大于 {q} 时金额没有均值，因为少数客户的消费可以无限大",
)
_TWO = Text(
    "the correlation needs two customers with repeat purchases at least, who differ in frequency "
    "and in monetary",
    "相关系数至少需要两位有重复购买、且 frequency 与 monetary 各不相同的客户",
)


def log_likelihood(p: Matrix, frequency: ArrayLike, monetary: ArrayLike) -> Vector:
    """Return each customer's log-likelihood; 0 with no repeat purchase.

    Parameters
    ----------
    p : ndarray, shape (3,) or (3, n)
        p, q, v, each above 0.
    frequency, monetary : array_like, shape (n,)
        As in `fit`.

    Returns
    -------
    ndarray, shape (n,)

    Examples
    --------
    >>> log_likelihood(np.array([6.25, 3.74, 15.44]), [2, 0], [22.45, 0]).round(6).tolist()
    [-3.553895, 0.0]
    """
    shape, q, v = checked(p)
    x, m = purchases(frequency, monetary)
    again = x > 0
    x, m = np.where(again, x, 1.0), np.where(again, m, 1.0)
    a, ratio = shape * x, m * x / v
    spent = -q * np.log1p(ratio) - a * np.log1p(1 / ratio) - np.log(m)
    return np.where(again, log_inverse_beta(a, q) + spent, 0.0)


def checked(p: Matrix) -> Matrix:
    """Return parameters p, q, v; refuse one that is not above 0."""
    for name, value in zip(PARAMETERS, p, strict=True):
        above(name, value if np.ndim(value) else float(value), 0)
    return p


def expected_value(p: Matrix, frequency: ArrayLike, monetary: ArrayLike) -> Vector:
    """Return what a purchase of each customer is expected to be worth.

    Parameters
    ----------
    p : ndarray, shape (3,) or (3, n)
        p, q, v; q above 1.
    frequency, monetary : array_like, shape (n,)
        As in `fit`; the mean of all customers, p·v ÷ (q − 1), where frequency is 0.

    Returns
    -------
    ndarray, shape (n,)

    Raises
    ------
    DomainError
        q ≤ 1: no mean exists; or a row that no customer can have.

    Notes
    -----
    p·(v + mx) ÷ (px + q − 1): Fader & Hardie (2013), note 025, eq. 5.

    Examples
    --------
    >>> p = np.array([6.25, 3.74, 15.44])
    >>> expected_value(p, [1, 2, 0], [21.0, 34.0, 0.0]).round(2).tolist()
    [25.33, 34.22, 35.22]
    """
    q = checked(p)[1]
    bad = ~(q > 1)
    if np.any(bad):
        fault = DomainError(_NO_MEAN, q=1, value=float(np.ravel(q)[np.argmax(bad)]))
        raise fault.of_rows(np.asarray(bad)) if np.ndim(bad) else fault
    x, m = purchases(frequency, monetary)
    shape, q, v = p
    spent = np.where(x > 0, m * x, 0)
    return np.asarray(shape * (v + spent) / (shape * x + q - 1))


def independence(frequency: ArrayLike, monetary: ArrayLike) -> float:
    """Return the correlation of frequency and amount among customers who bought again.

    Parameters
    ----------
    frequency, monetary : array_like, shape (n,)
        As in `fit`.

    Returns
    -------
    float
        −1 to 1; the model takes it to be 0.

    Raises
    ------
    DomainError
        No correlation: fewer than two customers, or all alike in one of the two.

    Notes
    -----
    Fader & Hardie (2013), note 025, p. 1; Fader, Hardie & Lee (2005), Journal of Marketing Research
    42(4). The CDNOW sample has .11.

    Examples
    --------
    >>> round(independence([1, 2, 3, 0], [10.0, 30.0, 20.0, 0.0]), 4)
    0.5
    """
    x, m = purchases(frequency, monetary)
    again = x > 0
    x, m = (x, m) if again.all() else (x[again], m[again])
    if len(x) < 2 or (x == x[0]).all() or (m == m[0]).all():
        raise DomainError(_TWO)
    most = x.max(), m.max()

    def summed(formula: Callable[[Vector, Vector], Vector]) -> float:
        """The sum over all customers, so many at a time that little memory is used."""
        parts = (slice(at, at + MOST_ROWS) for at in range(0, len(x), MOST_ROWS))
        return sum(float(formula(x[at] / most[0], m[at] / most[1]).sum()) for at in parts)

    centre_x, centre_m = summed(lambda x, m: x) / len(x), summed(lambda x, m: m) / len(x)
    both = summed(lambda x, m: (x - centre_x) * (m - centre_m))
    own = summed(lambda x, m: (x - centre_x) ** 2) * summed(lambda x, m: (m - centre_m) ** 2)
    return min(max(both / float(np.sqrt(own)), -1.0), 1.0)
