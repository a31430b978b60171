"""What BG/NBD and MBG/NBD share: gamma distributed rates, and dropout after a purchase.

Once a customer has bought again and is alive, his future follows the law of BG/NBD in both models.
"""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from clvxl.core._checks import Vector
from clvxl.core._customer_base import History, Law, Model
from clvxl.core._fitting import Edge, Matrix
from clvxl.core._purchases_until import expected_until
from clvxl.core._special import UNIT_NODES, log_count, log_rising, rising, softplus, tail

__all__ = ["EDGES", "BetaGeometric"]


EDGES = (
    Edge("no_dropout", ((2, -1),), ((3, 1),)),
    Edge("certain_dropout", ((2, 1),), ((3, -1),)),
    Edge("split_dropout", ((2, -1), (3, -1))),
    Edge("alike_dropout", ((2, 1), (3, 1))),
    Edge("alike_rates", ((0, 1), (1, 1))),
)
"""Where r, alpha, a, b can run to, of all models of beta distributed dropout."""


class BetaGeometric(Model):
    """A model of the family: `first` is 1 where the first purchase may be the last, else 0."""

    parameters = ("r", "alpha", "a", "b")
    times = (1,)
    dropout = ((2, 1), (3, 1))
    edges = EDGES
    first: ClassVar[int]

    def log_likelihood(self, p: Matrix, data: History) -> Vector:
        """Return each row's log-likelihood."""
        value = self._terms(p, data)[0]
        none = data.x == 0
        if self.first and none.any():  # next to 0, where there was little time
            r, alpha, a, b = p
            silent = np.expm1(-r * np.log1p(data.T / alpha))
            stays = b / np.add(a, b)
            value = np.where(none, np.log1p(stays * silent), value)
        return np.asarray(value)

    def _terms(self, p: Matrix, data: History) -> tuple[Vector, Vector]:
        """Log-likelihoods, and the log odds that a customer dropped out at the last purchase."""
        r, alpha, a, b = p
        own, last = data.by_count(self._of_count, r, a, b)
        odds = last + (r + data.x) * np.log1p((data.T - data.t_x) / (alpha + data.t_x))
        alive = own - r * np.log1p(data.T / alpha) - data.x * np.log(alpha + data.T)
        return np.asarray(alive + np.logaddexp(0, odds)), np.asarray(odds)

    def _of_count(self, x: Vector, r: Vector, a: Vector, b: Vector) -> Matrix:
        """What depends on the number of purchases alone, of the living and of the odds."""
        rises = log_rising(*self._rising(x, r, a, b))
        return np.array([rises[0] + rises[1] - rises[2], self._last(x, a, b)])

    def _rising(self, x: Vector, r: Vector, a: Vector, b: Vector) -> tuple[Matrix, Matrix]:
        """r, b and a + b, and how far each rises: a row each."""
        base = np.array([r, b, a + b], np.float64)
        n = x + self.first
        return base.reshape(3, -1), np.array([x, n, n])

    def _last(self, x: Vector, a: Vector, b: Vector) -> Vector:
        """Log of the share that drops out at a purchase, once they have stayed that far."""
        n = x + self.first
        share = np.log(a / (b + (np.maximum(n, 1) - 1)))  # b may be next to 0
        return share if self.first else np.where(n > 0, share, -np.inf)

    def _slopes_of_count(self, x: Vector, r: Vector, a: Vector, b: Vector) -> Matrix:
        """The same with its derivatives: by log r, log a, log b, and that of the odds by log b."""
        base, counts = self._rising(x, r, a, b)
        rise, (rises, stays, both) = rising(base, counts)
        last = self._last(x, a, b)
        found = np.empty((6, len(x)))
        found[0] = rise[0] + rise[1] - rise[2]
        found[1] = last
        found[2] = r * rises
        found[3] = a * both
        found[4] = b * (stays - both)
        found[5] = b / a * np.exp(last)
        return found

    def _by_row(self, p: Matrix, data: History, last: Vector) -> Matrix:
        """What depends on each row's times: of the log-likelihood, its slopes by r and log alpha.

        The last row is the probability of having dropped out.
        """
        r, alpha = p[:2]
        shape, age = r + data.x, alpha + data.T
        silent = data.silence / (alpha + data.t_x)
        log_age, since = np.log1p(data.T / alpha), np.log1p(silent)
        either, died = softplus(last + shape * since)
        found = np.empty((4, len(data.x)))
        found[0] = either - shape * log_age
        found[1] = died * since - log_age
        shape *= died
        shape *= silent
        shape += data.x
        shape *= -alpha
        shape += r * data.T
        np.divide(shape, age, out=found[2])
        found[3] = died
        return found

    def gradient(self, p: Matrix, data: History) -> tuple[Vector, Matrix]:
        """Return log-likelihoods and their derivatives by the logarithms of r, alpha, a, b."""
        r, alpha, a, b = p
        own, last, by_r, by_a, by_b, by_odds = data.by_count(self._slopes_of_count, r, a, b)
        value, slope_r, by_alpha, died = self._by_row(p, data, last)
        slopes = np.array([by_r + r * slope_r, by_alpha, died - by_a, by_b - died * by_odds])
        return own - data.x * np.log(alpha) + value, slopes

    def total(self, p: Matrix, data: History) -> tuple[float, Vector]:
        """Return the sums over all customers, of the parts by count from the different counts."""
        r, alpha, a, b = p.tolist()
        counts, place = data.counts
        table = self._slopes_of_count(counts, r, a, b)
        rows = self._by_row(p, data, table[1].take(place))
        value, slope_r, by_alpha, died = np.einsum("kn,n->k", rows, data.weight).tolist()
        leaving = np.einsum("n,n", data.sum_by_count(rows[3] * data.weight), table[5])
        table[1] = counts
        own, bought, by_r, by_a, by_b, _ = np.einsum("kn,n->k", table, data.having).tolist()
        slopes = by_r + r * slope_r, by_alpha, died - by_a, by_b - leaving
        return own - bought * math.log(alpha) + value, np.array(slopes)

    def starts(self, data: History) -> list[Vector]:
        """Return a start with the mean rate, and others that count where it ends in a flat place.

        In one some leave at once; in the last all drop out alike, once in the mean number of
        purchases.
        """
        bought = float((data.x * data.weight).sum())
        mean = bought / float((data.T * data.weight).sum())
        often = 20 * bought / float(data.weight[data.x > 0].sum())
        return [
            np.array([r, r / mean, a, b])
            for r, a, b in (
                (0.5, 1, 2), (2, 0.5, 4), (0.1, 3, 3), (1, 0.5, 0.5), (2, 0.02, 0.1),
                (0.5, 20, often),
            )
        ]  # fmt: skip

    def alive(self, p: Matrix, data: History) -> Vector:
        """Return each customer's probability of being alive."""
        return np.asarray(expit(-self._terms(p, data)[1]))

    def future(self, p: Matrix, data: History) -> tuple[Law, Matrix]:
        """Return the law of the future: that of BG/NBD, of a customer known better."""
        r, alpha, a, b = p
        known = np.broadcast_arrays(r + data.x, alpha + data.T, a, b + data.x + self.first)
        return _AfterPurchase(), np.array(known)

    def expected(self, p: Matrix, time: ArrayLike) -> Vector:
        """Return the expected repeat purchases of a new customer until `time`."""
        r, alpha, a, b = p
        stays = b / (a + b) if self.first else 1.0
        return np.asarray(stays * expected_until(r, alpha, a, b + self.first, time))

    def probability(self, p: Matrix, time: ArrayLike, n: ArrayLike) -> Vector:
        """Return the probability that a new customer buys again just n times until `time`."""
        r, alpha, a, b = p
        n = np.asarray(n, np.float64)
        times = n + self.first
        stays = np.exp(log_rising(b, times) - log_rising(a + b, times))
        # the last of the purchases was the one after which he dropped out
        with np.errstate(divide="ignore", invalid="ignore"):
            leaves = np.where(times > 0, stays * a / (b + (np.maximum(times, 1) - 1)), 0)
        count = np.exp(log_count(n, r, alpha, time))
        return np.asarray(stays * count + leaves * tail(n, r, alpha, time))


class _AfterPurchase(BetaGeometric):
    """A customer who is alive: he cannot drop out before the next purchase."""

    name = "bgnbd"
    first = 0

    def square(self, p: Matrix, time: ArrayLike) -> Vector:
        """Return the expected square of the number of purchases until `time`.

        Of two purchases the first comes at v at the rate λ²(1 − p)e^(−λpv), so that E[X(X − 1)] is
        2 · r ÷ alpha · b ÷ (a + b) · ∫ (G(time) − G(v)) dv, with the expected purchases G of a
        customer of r + 1, alpha, a, b + 1; over the logarithm of alpha + v.
        """
        r, alpha, a, b = p
        grown = np.log1p(np.asarray(time, np.float64) / alpha)
        last = expected_until(r + 1, alpha, a, b + 1, time)
        area = sum(
            weight
            * np.exp(node * grown)
            * (last - expected_until(r + 1, alpha, a, b + 1, alpha * np.expm1(node * grown)))
            for node, weight in zip(*UNIT_NODES, strict=True)
        )
        return np.asarray(self.expected(p, time) + 2 * r * b / np.add(a, b) * grown * area)
