"""What BG/NBD and MBG/NBD share: gamma distributed rates, dropout after a purchase at a beta share."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, expit, xlogy

from clvxl.core._checks import Vector
from clvxl.core._customer_base import History, Model
from clvxl.core._fitting import Edge, Matrix
from clvxl.core._special import log_rising

__all__ = ["BetaGeometric"]


class BetaGeometric(Model):
    """A model of the family; `first` is 1 where a customer may drop out after the first purchase."""

    parameters = ("r", "alpha", "a", "b")
    times = (1,)
    dropout = ((2, 1), (3, 1))
    edges = (
        Edge("alike_dropout", ((2, 1), (3, 1))),
        Edge("no_dropout", ((2, -1),)),
        Edge("alike_rates", ((0, 1), (1, 1))),
    )
    first: ClassVar[int]

    def log_likelihood(self, p: Matrix, data: History) -> Vector:
        """Return each row's log-likelihood."""
        both, _ = self._terms(p, data)
        return both

    def _terms(self, p: Matrix, data: History) -> tuple[Vector, Vector]:
        """Log-likelihoods, and the log odds that the customer died at the last purchase."""
        r, alpha, a, b = p
        x, t_x, T = data.x, data.t_x, data.T
        n = x + self.first
        alive = (
            data.by_count(lambda x, r: log_rising(r, x), r)
            + data.by_count(self._log_stays, a, b)
            + xlogy(r, alpha / (alpha + T))
            - xlogy(x, alpha + T)
        )
        odds = (
            np.log(a)
            - np.log(np.maximum(b + n - 1, 0))
            + (r + x) * np.log1p((T - t_x) / (alpha + t_x))
        )
        odds = np.where(n > 0, odds, -np.inf)
        return alive + np.logaddexp(0, odds), odds

    def _log_stays(self, x: Vector, a: ArrayLike, b: ArrayLike) -> Vector:
        """Log of the expected (1 − p)^n."""
        n = x + self.first
        return log_rising(b, n) - log_rising(np.add(a, b), n)

    def gradient(self, p: Matrix, data: History) -> tuple[Vector, Matrix]:
        """Return log-likelihoods and their derivatives by the logarithms of r, alpha, a, b."""
        r, alpha, a, b = p
        x, t_x, T = data.x, data.t_x, data.T
        value, odds = self._terms(p, data)
        died = expit(odds)
        rises = data.by_count(lambda x, r: digamma(r + x) - digamma(r), r)
        stays = data.by_count(lambda x, b: digamma(b + x + self.first) - digamma(b), b)
        both = data.by_count(lambda x, c: digamma(c + x + self.first) - digamma(c), a + b)
        gone = np.where(x + self.first > 0, died / np.maximum(b + x + self.first - 1, 1e-300), 0)
        logs = np.log(alpha / (alpha + T)) + died * np.log1p((T - t_x) / (alpha + t_x))
        inverse = (1 - died) / (alpha + T) + died / (alpha + t_x)
        slopes = (
            r * (rises + logs),
            r - (r + x) * alpha * inverse,
            died - a * both,
            b * (stays - both - gone),
        )
        return value, np.array(slopes)

    def starts(self, data: History) -> list[Vector]:
        """Return starts: rates by moments, and two more."""
        mean = float((data.x * data.weight).sum() / (data.T * data.weight).sum())
        return [
            np.array([r, r / mean, a, b]) for r, a, b in ((0.5, 1, 2), (2, 0.5, 4), (0.1, 3, 3))
        ]

    def alive(self, p: Matrix, data: History) -> Vector:
        """Return each customer's probability of being alive."""
        return np.asarray(expit(-self._terms(p, data)[1]))
