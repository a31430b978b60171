"""BG/BB: customers who can buy at opportunities only (a yearly appeal), until they drop out."""

from __future__ import annotations

import numpy as np

from clvxl.core._bgbb_fit import fit
from clvxl.core._bgbb_terms import PARAMETERS, by_row, checked, log_and_alive, log_number
from clvxl.core._checks import Number, Vector
from clvxl.core._fitting import Matrix
from clvxl.core._opportunities import Donors, donors, whole
from clvxl.core._staying import discounted_stay, expected_stay

__all__ = [
    "PARAMETERS", "Donors", "alive", "discounted", "donors", "expected", "fit", "log_likelihood",
    "new", "pmf",
]  # fmt: skip


def log_likelihood(p: Matrix, data: Donors) -> Vector:
    """Return each customer's log-likelihood.

    Parameters
    ----------
    p : ndarray, shape (4,) or (4, n)
        alpha, beta, gamma, delta, each above 0.
    data : Donors

    Returns
    -------
    ndarray, shape (n,)

    Examples
    --------
    >>> p = np.array([1.204, 0.75, 0.657, 2.783])
    >>> log_likelihood(p, donors([6, 0], [6, 0], 6)).round(6).tolist()
    [-2.182248, -1.167262]
    """
    return by_row(lambda p, rows: log_and_alive(p, rows)[0], checked(p), data)


def _there_and_buys(p: Matrix, data: Donors) -> Vector:
    """The probability of being there at the last opportunity, times that of a purchase."""
    alpha, beta, _, _ = p
    there = np.exp(by_row(lambda p, rows: log_and_alive(p, rows)[1], p, data))
    return np.asarray(there * (alpha + data.x) / (alpha + beta + data.n))


def alive(p: Matrix, data: Donors) -> Vector:
    """Return each customer's probability of being there at the next opportunity, n + 1.

    Parameters
    ----------
    p : ndarray, shape (4,) or (4, n)
    data : Donors

    Returns
    -------
    ndarray, shape (n,)

    Notes
    -----
    Fader, Hardie & Shang (2010), eq. 11.

    Examples
    --------
    >>> p = np.array([1.204, 0.75, 0.657, 2.783])
    >>> alive(p, donors([0, 2, 6], [0, 4, 6], 6)).round(2).tolist()
    [0.11, 0.59, 0.93]
    """

    def formula(p: Matrix, rows: Donors) -> Vector:
        _, _, gamma, delta = p
        return np.asarray(
            np.exp(log_and_alive(p, rows)[1]) * (delta + rows.n) / (gamma + delta + rows.n)
        )

    return by_row(formula, checked(p), data)


def expected(p: Matrix, horizon: Number, data: Donors) -> Vector:
    """Return each customer's expected purchases at the next `horizon` opportunities.

    Parameters
    ----------
    p : ndarray, shape (4,) or (4, n)
    horizon : float or ndarray, shape (n,)
        A whole number of 0 or more.
    data : Donors

    Returns
    -------
    ndarray, shape (n,)

    Notes
    -----
    Fader, Hardie & Shang (2010), eq. 13: who is there is a new customer with alpha + x,
    beta + n − x, gamma, delta + n.

    Examples
    --------
    >>> p = np.array([1.204, 0.75, 0.657, 2.783])
    >>> expected(p, 5.0, donors([0, 6], [0, 6], 6)).round(2).tolist()
    [0.07, 3.75]
    """
    whole("horizon", horizon)
    _, _, gamma, delta = checked(p)
    return _there_and_buys(p, data) * expected_stay(delta + data.n, gamma, horizon)


def new(p: Matrix, opportunities: Number) -> Vector:
    """Return the expected purchases of a new customer at so many opportunities.

    Parameters
    ----------
    p : ndarray, shape (4,) or (4, n)
    opportunities : float or ndarray, shape (n,)
        A whole number of 0 or more.

    Notes
    -----
    Fader, Hardie & Shang (2010), eq. 8.

    Examples
    --------
    >>> new(np.array([1.204, 0.75, 0.657, 2.783]), np.array([1.0, 10.0])).round(4).tolist()
    [0.4985, 3.1789]
    """
    whole("opportunities", opportunities)
    alpha, beta, gamma, delta = checked(p)
    return np.asarray(alpha / (alpha + beta) * expected_stay(delta, gamma, opportunities))


def pmf(p: Matrix, opportunities: Number, purchases: Number) -> Vector:
    """Return the probability that a new customer buys just so often at so many opportunities.

    Parameters
    ----------
    p : ndarray, shape (4,) or (4, n)
    opportunities, purchases : float or ndarray, shape (n,)
        Whole numbers of 0 or more.

    Notes
    -----
    Fader, Hardie & Shang (2010), eq. 7: there at all of them, or gone after m.

    Examples
    --------
    >>> p = np.array([1.204, 0.75, 0.657, 2.783])
    >>> pmf(p, 6.0, np.array([0.0, 6.0])).round(4).tolist()
    [0.3112, 0.1128]
    """
    whole("opportunities", opportunities)
    whole("purchases", purchases)
    shape = np.broadcast_shapes(np.shape(p)[1:], np.shape(opportunities), np.shape(purchases))
    own = [np.broadcast_to(one, shape).ravel() for one in (*checked(p), opportunities, purchases)]
    *q, n, x = own
    found = np.zeros(len(n))
    some = x <= n
    if some.any():
        rows = Donors(x[some], x[some], n[some], np.ones(int(some.sum())))
        found[some] = np.exp(log_number(np.array(q)[:, some], rows))
    return np.asarray(found.reshape(shape))


def discounted(p: Matrix, discount_rate: Number, data: Donors) -> Vector:
    """Return each customer's expected purchases without end, the next one discounted once.

    Parameters
    ----------
    p : ndarray, shape (4,) or (4, n)
    discount_rate : float or ndarray, shape (n,)
        Per opportunity: 0, or 1e-8 or more.
    data : Donors

    Returns
    -------
    ndarray, shape (n,)

    Raises
    ------
    DomainError
        Infinite: no discount, and gamma not above 1.

    Notes
    -----
    DERT: Fader, Hardie & Shang (2010), eq. 14.

    Examples
    --------
    >>> p = np.array([1.204, 0.75, 0.657, 2.783])
    >>> discounted(p, 0.1, donors([0, 6], [0, 6], 6)).round(2).tolist()
    [0.11, 5.91]
    """
    _, _, gamma, delta = checked(p)
    return _there_and_buys(p, data) * discounted_stay(delta + data.n, gamma, discount_rate, "gamma")
