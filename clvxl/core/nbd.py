"""NBD: customers who buy at random, each at a rate of his own, and never drop out."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma

from clvxl.core._checks import Vector
from clvxl.core._customer_base import History, Law, Model
from clvxl.core._fitting import Edge, Matrix
from clvxl.core._special import log_count, log_rising

__all__ = ["NBD"]


class NBD(Model):
    """Purchases at a Poisson rate that is gamma(r, alpha) distributed among customers.

    Notes
    -----
    Ehrenberg (1959), Applied Statistics 8(1), p. 26–41. The likelihood is the density of the times
    of a customer's purchases, as in the models with dropout, so that all can be compared:
    Γ(r + x) ÷ Γ(r) · alpha^r ÷ (alpha + T)^(r + x).

    Examples
    --------
    >>> NBD().expected(np.array([2.0, 4.0]), 6.0).tolist()
    3.0
    """

    name = "nbd"
    parameters = ("r", "alpha")
    times = (1,)
    dropout = ()
    pairs = ((0, 1),)
    edges = (Edge("alike_rates", ((0, 1), (1, 1))),)

    def log_likelihood(self, p: Matrix, data: History) -> Vector:
        """Return each row's log-likelihood."""
        r, alpha = p
        rises = data.by_count(lambda x, r: log_rising(r, x), r)
        return np.asarray(rises - r * np.log1p(data.T / alpha) - data.x * np.log(alpha + data.T))

    def gradient(self, p: Matrix, data: History) -> tuple[Vector, Matrix]:
        """Return log-likelihoods and their derivatives by the logarithms of r and alpha."""
        r, alpha = p
        rises = data.by_count(lambda x, r: digamma(r + x) - digamma(r), r)
        by_r = r * (rises - np.log1p(data.T / alpha))
        by_alpha = r - (r + data.x) * alpha / (alpha + data.T)
        return self.log_likelihood(p, data), np.array([by_r, by_alpha])

    def starts(self, data: History) -> list[Vector]:
        """Return a start at the mean rate."""
        rate = float((data.x * data.weight).sum() / (data.T * data.weight).sum())
        return [np.array([r, r / rate]) for r in (0.5, 5.0)]

    def alive(self, p: Matrix, data: History) -> Vector:
        """Return 1: nobody drops out."""
        return np.ones(len(data.x))

    def future(self, p: Matrix, data: History) -> tuple[Law, Matrix]:
        """Return the law of the future, that of a new customer whose rate is known better."""
        r, alpha = p
        return self, np.array([r + data.x, alpha + data.T])

    def expected(self, p: Matrix, time: ArrayLike) -> Vector:
        """Return the expected purchases until `time`."""
        r, alpha = p
        return np.asarray(r / alpha * np.asarray(time, np.float64))

    def probability(self, p: Matrix, time: ArrayLike, n: ArrayLike) -> Vector:
        """Return the probability of just n purchases until `time`."""
        r, alpha = p
        return np.asarray(np.exp(log_count(n, r, alpha, time)))

    def square(self, p: Matrix, time: ArrayLike) -> Vector:
        """Return the expected square of the number of purchases until `time`."""
        r = p[0]
        mean = self.expected(p, time)
        return np.asarray(mean + mean**2 * (r + 1) / r)
