"""What BG/NBD and MBG/NBD share: gamma distributed rates, and dropout after a purchase.

Once a customer has bought again and is alive, his future follows the law of BG/NBD in both models.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, expit, hyp2f1

from clvxl.core._checks import Vector
from clvxl.core._customer_base import History, Law, Model
from clvxl.core._fitting import Edge, Matrix
from clvxl.core._special import digamma_rise, log_count, log_rising, softplus, tail

__all__ = ["EDGES", "BetaGeometric", "expected_until"]


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
        base, counts = self._rising(x, r, a, b)
        rises = log_rising(base, counts)
        return np.array([rises[0] + rises[1] - rises[2], self._last(x, a, b)])

    def _rising(self, x: Vector, r: Vector, a: Vector, b: Vector) -> tuple[Matrix, Matrix]:
        """r, b and a + b, and how far each rises: a row each."""
        base = np.array([r, b, a + b], np.float64)
        n = x + self.first
        return base.reshape(3, -1), np.array([x, n, n])

    def _last(self, x: Vector, a: Vector, b: Vector) -> Vector:
        """Log of the share that drops out at a purchase, once they have stayed that far."""
        n = x + self.first
        if self.first:
            return np.log(a / (b + x))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(n > 0, np.log(a / (b + n - 1)), -np.inf)

    def _slopes_of_count(self, x: Vector, r: Vector, a: Vector, b: Vector) -> Matrix:
        """The same with its derivatives: by log r, log a, log b, and that of the odds by log b."""
        base, counts = self._rising(x, r, a, b)
        rises, stays, both = digamma_rise(base, counts)
        own, last = self._of_count(x, r, a, b)
        by_odds = b * np.exp(last) / a
        return np.array([own, last, r * rises, a * both, b * (stays - both), by_odds])

    def gradient(self, p: Matrix, data: History) -> tuple[Vector, Matrix]:
        """Return log-likelihoods and their derivatives by the logarithms of r, alpha, a, b."""
        r, alpha, a, b = p
        own, odds, by_r, by_a, by_b, by_odds = data.by_count(self._slopes_of_count, r, a, b)
        shape, age, last = r + data.x, alpha + data.T, alpha + data.t_x
        silent = (data.T - data.t_x) / last
        log_age, since = np.log1p(data.T / alpha), np.log1p(silent)
        either, died = softplus(odds + shape * since)
        value = own - data.x * np.log(alpha) - shape * log_age + either
        slopes = np.empty((4, len(data.x)))
        slopes[0] = by_r + r * (died * since - log_age)
        slopes[1] = (r * data.T - alpha * (data.x + shape * died * silent)) / age
        slopes[2] = died - by_a
        slopes[3] = by_b - died * by_odds
        return value, slopes

    def starts(self, data: History) -> list[Vector]:
        """Return a start with the mean rate, and two more."""
        mean = float((data.x * data.weight).sum() / (data.T * data.weight).sum())
        return [
            np.array([r, r / mean, a, b]) for r, a, b in ((0.5, 1, 2), (2, 0.5, 4), (0.1, 3, 3))
        ]

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
            leaves = np.where(times > 0, stays * a / (b + np.maximum(times, 1) - 1), 0)
        count = np.exp(log_count(n, r, alpha, time))
        return np.asarray(stays * count + leaves * tail(n, r, alpha, time))


class _AfterPurchase(BetaGeometric):
    """A customer who is alive: he cannot drop out before the next purchase."""

    name = "bgnbd"
    first = 0


def expected_until(
    r: ArrayLike, alpha: ArrayLike, a: ArrayLike, b: ArrayLike, time: ArrayLike
) -> Vector:
    """Return the expected purchases until `time` of a customer who drops out after a purchase only.

    The printed form, after Euler's transformation of its 2F1 (DLMF 15.8.1), is

        c ÷ (a − 1) · [1 − w^(a−1) · 2F1(a − 1, c − r; c; z)],

    with z = time ÷ (alpha + time), w = 1 − z and c = a + b − 1: no power grows with the number of
    purchases. It loses its digits where the bracket is small (a near 1, little time) or the series
    alternates (r far above c). Each of these has a form of its own.
    """
    given = [np.asarray(one, np.float64) for one in (r, alpha, a, b, time)]
    r, alpha, a, b, time = (one.ravel() for one in np.broadcast_arrays(*given))
    z, log_w, c = time / (alpha + time), -np.log1p(time / alpha), a + b - 1
    summed = (np.maximum(r - c, 0) * z >= 8) | (c > 1e4)
    with np.errstate(all="ignore"):
        series = hyp2f1(a - 1, c - r, c, np.where(summed, 0, z))
        lost = -np.expm1((a - 1) * log_w + np.log(series))
        found = c / (a - 1) * lost
    good = (np.abs(lost) > 1e-3) & ~summed & (np.abs(c) > 1e-3) & (r < 1e4)
    good &= np.isfinite(found)
    never = -r * log_w > 600
    for chosen, form in (
        (~good & ~summed & (z <= 0.9), _near_one),
        (~good & ~summed & (z > 0.9), _between),
        (summed & ~never, _by_number),
        (summed & never, _by_tails),
    ):
        if chosen.any():
            found[chosen] = form(*(one[chosen] for one in (r, alpha, a, b, time)))
    found[time == 0] = 0
    return np.asarray(found.reshape(np.broadcast_shapes(*(one.shape for one in given))))


def _near_one(r: Vector, alpha: Vector, a: Vector, b: Vector, time: Vector) -> Vector:
    """The same with the bracket's first term taken apart: nothing is divided by a − 1.

    c · (1 − w^(a−1)) ÷ (a − 1) − w^(a−1) (c − r) Σ_{n≥1} (a)_{n−1} (c − r + 1)_{n−1} z^n ÷
    ((c + 1)_{n−1} n!).
    """
    z, log_w, c = time / (alpha + time), -np.log1p(time / alpha), a + b - 1
    with np.errstate(invalid="ignore"):
        first = np.where(a == 1, -log_w, -np.expm1((a - 1) * log_w) / (a - 1))
    term, total, open_rows = z.copy(), np.zeros(len(z)), np.arange(len(z))
    parts = a, c - r, c, z
    for n in range(1, 2000):
        total[open_rows] += term
        left, right, base, step = parts
        term = term * (left + n - 1) * (right + n) / (base + n) * step / (n + 1)
        go_on = np.abs(term) > 1e-17 * np.abs(total[open_rows])
        if not go_on.all():
            term, open_rows = term[go_on], open_rows[go_on]
            parts = tuple(part[go_on] for part in parts)  # type: ignore[assignment]
        if not len(open_rows):
            break
    return np.asarray(c * first - np.exp((a - 1) * log_w) * (c - r) * total)


def _between(r: Vector, alpha: Vector, a: Vector, b: Vector, time: Vector) -> Vector:
    """The same for a long time: as the value is smooth in b, it is drawn through values beside it.

    c keeps its distance from 0 and a from 1 there: Chebyshev nodes, twelve, none in the middle.
    """
    angles = (2 * np.arange(12) + 1) * np.pi / 24
    nodes = np.cos(angles)
    weights = np.where(np.arange(12) % 2, -1, 1) * np.sin(angles) / nodes
    width = 0.05 / np.maximum(1, 0.1 * np.log1p(time / alpha))
    z, log_w = time / (alpha + time), -np.log1p(time / alpha)
    top = np.zeros(len(z))
    for node, weight in zip(nodes, weights, strict=True):
        near = a + width * node
        c = near + b - 1
        power = np.exp((near - 1) * log_w)
        value = c / (near - 1) * (1 - power * hyp2f1(near - 1, c - r, c, z))
        top += weight * value
    return np.asarray(top / weights.sum())


def _by_number(r: Vector, alpha: Vector, a: Vector, b: Vector, time: Vector) -> Vector:
    """Σ_{n≥1} P(n purchases or more, if he stayed) · P(he stays through n − 1): all positive."""
    z = time / (alpha + time)
    silent = -r * np.log1p(time / alpha)
    counted, left = np.exp(silent), -np.expm1(silent)
    total, share, open_rows = np.zeros(len(r)), np.ones(len(r)), np.arange(len(r))
    parts = r, a, b, z
    for n in range(1, 100_000):
        shape, leave, stay, step = parts
        more = share * left
        total[open_rows] += more
        counted = counted * step * (shape + n - 1) / n
        left = np.maximum(left - counted, 0)
        share = share * (stay + n - 1) / (leave + stay + n - 1)
        # past the mean, what is left of 1 is rounding once a number adds nothing to it
        beyond = (counted < 1e-17) & (n > shape * step / (1 - step))
        go_on = (more > 1e-17 * total[open_rows]) & ~beyond
        if not go_on.all():
            open_rows, share = open_rows[go_on], share[go_on]
            counted, left = counted[go_on], left[go_on]
            parts = tuple(part[go_on] for part in parts)  # type: ignore[assignment]
        if not len(open_rows):
            break
    return total


def _by_tails(r: Vector, alpha: Vector, a: Vector, b: Vector, time: Vector) -> Vector:
    """The same row by row, where to buy nothing at all is too unlikely for a number."""
    found = np.empty(len(r))
    for at, (shape, scale, leave, stay, until) in enumerate(zip(r, alpha, a, b, time, strict=True)):
        z, total, share, first = until / (scale + until), 0.0, 1.0, 1
        while first < 100_000:
            n = np.arange(first, first + 256, dtype=np.float64)
            stays = (stay + n - 1) / (leave + stay + n - 1)
            shares = share * np.cumprod(np.append(1, stays[:-1]))
            more = float((shares * betainc(n, shape, z)).sum())
            total += more
            if more <= 1e-16 * total:
                break
            share = shares[-1] * stays[-1]
            first += 256
        found[at] = total
    return found
