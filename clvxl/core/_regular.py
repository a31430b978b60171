"""What BG/CNBD-k and MBG/CNBD-k share: buying in a rhythm, dropout after a purchase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, expit, gammaln, logsumexp

from clvxl.core._beta_geometric import EDGES
from clvxl.core._checks import Vector
from clvxl.core._customer_base import History, Law, Model
from clvxl.core._fitting import Matrix
from clvxl.core._phases import Phases
from clvxl.core._special import log_rising

__all__ = ["MOST_REGULAR", "Regular"]

MOST_REGULAR = 12
"""The largest k that a fit tries."""


class Regular(Model):
    """Buying where a purchase comes after every k-th event of a Poisson process.

    The time between purchases is Erlang-k distributed: k = 1 is random, a large k a steady rhythm.
    Events since the last purchase are not seen, so that a customer who is alive is in one of k
    phases, each with a probability; given the phase, his rate is gamma distributed, and everything
    is a sum of positive terms. `first` is 1 where the first purchase may be the last, else 0.
    """

    parameters = ("k", "r", "alpha", "a", "b")
    times = (2,)
    purchase = ((2, -1),)
    dropout = ((3, 1), (4, 1))
    edges = ()
    first: ClassVar[int]

    def variants(self) -> Sequence[tuple[tuple[float, ...], Model]]:
        """Return the model with each k."""
        return [((float(k),), _Given(k, self.first)) for k in range(1, MOST_REGULAR + 1)]

    def _given(self, p: Matrix) -> tuple[_Given, Matrix]:
        """The model with the k of the parameters, the same for all customers, and the rest."""
        return _Given(max(1, round(float(np.ravel(p[0])[0]))), self.first), p[1:]

    def log_likelihood(self, p: Matrix, data: History) -> Vector:
        """Return each row's log-likelihood."""
        given, rest = self._given(p)
        return given.log_likelihood(rest, data)

    def gradient(self, p: Matrix, data: History) -> tuple[Vector, Matrix]:
        """Return log-likelihoods and their derivatives by the logarithms, 0 for k."""
        given, rest = self._given(p)
        value, slopes = given.gradient(rest, data)
        return value, np.concatenate([np.zeros((1, len(value))), slopes])

    def starts(self, data: History) -> list[Vector]:
        """Return the starts with k = 1."""
        return [np.append(1.0, start) for start in _Given(1, self.first).starts(data)]

    def alive(self, p: Matrix, data: History) -> Vector:
        """Return each customer's probability of being alive."""
        given, rest = self._given(p)
        return given.alive(rest, data)

    def future(self, p: Matrix, data: History) -> tuple[Law, Matrix]:
        """Return the law of the future, over the phases that a customer may be in."""
        given, rest = self._given(p)
        return given.future(rest, data)

    def expected(self, p: Matrix, time: ArrayLike) -> Vector:
        """Return the expected repeat purchases of a new customer until `time`."""
        given, rest = self._given(p)
        return given.expected(rest, time)

    def probability(self, p: Matrix, time: ArrayLike, n: ArrayLike) -> Vector:
        """Return the probability that a new customer buys again just n times until `time`."""
        given, rest = self._given(p)
        return given.probability(rest, time, n)


@dataclass(frozen=True)
class _Given(Model):
    """The model with its k fixed: parameters r, alpha, a, b."""

    k: int
    first: int

    name = "regular"
    parameters = ("r", "alpha", "a", "b")
    times = (1,)
    dropout = ((2, 1), (3, 1))
    edges = EDGES

    def log_likelihood(self, p: Matrix, data: History) -> Vector:
        """Return each row's log-likelihood."""
        common, phases, dead = self._terms(p, data)
        return np.asarray(common + np.logaddexp(logsumexp(phases, axis=0), dead))

    def _terms(self, p: Matrix, data: History) -> tuple[Vector, Matrix, Vector]:
        """Logarithms of what all share, of each phase of the living, and of the dead."""
        r, alpha, a, b = p
        x, n = data.x, data.x + self.first
        events = self.k * x
        silent = (data.T - data.t_x) / (alpha + data.T)
        phase = np.arange(self.k)[:, None]
        rises = data.by_count(lambda x, r: log_rising(r, self.k * x + phase), r)
        with np.errstate(divide="ignore", invalid="ignore"):
            steps = np.where(phase == 0, 0, phase * np.log(silent)) - gammaln(phase + 1)
            last = np.where(n > 0, np.log(a / np.maximum(b + (n - 1), 1e-300)), -np.inf)
            gap = np.where(x > 0, (self.k - 1) * x * np.log(np.maximum(data.t_x, 1e-300)), 0)
        living = -r * np.log1p(data.T / alpha) - events * np.log(alpha + data.T)
        dead = -r * np.log1p(data.t_x / alpha) - events * np.log(alpha + data.t_x)
        stays = log_rising(b, n) - log_rising(np.add(a, b), n)
        arranged = gap - np.where(
            x > 0, gammaln(np.maximum(events, 1)) - gammaln(np.maximum(x, 1)), 0
        )
        return stays + arranged, rises + steps + living, rises[0] + last + dead

    def gradient(self, p: Matrix, data: History) -> tuple[Vector, Matrix]:
        """Return log-likelihoods and their derivatives by the logarithms of r, alpha, a, b."""
        r, alpha, a, b = p
        x, n = data.x, data.x + self.first
        common, phases, dead = self._terms(p, data)
        alive = logsumexp(phases, axis=0)
        died = expit(dead - alive)
        share = np.exp(phases - alive) * (1 - died)
        phase = np.arange(self.k)[:, None]
        rises = data.by_count(lambda x, r: digamma(r + self.k * x + phase) - digamma(r), r)
        by_r = (share * rises).sum(axis=0) + died * rises[0]
        by_r = by_r - (1 - died) * np.log1p(data.T / alpha) - died * np.log1p(data.t_x / alpha)
        events = r + self.k * x
        moved = (share * phase).sum(axis=0)
        by_alpha = r - alpha * (
            ((1 - died) * events + moved) / (alpha + data.T) + died * events / (alpha + data.t_x)
        )
        both = digamma(a + b + n) - digamma(a + b)
        stays = digamma(b + n) - digamma(b)
        gone = np.where(n > 0, died / np.maximum(b + (n - 1), 1e-300), 0)
        slopes = (r * by_r, by_alpha, died - a * both, b * (stays - both - gone))
        return np.asarray(common + np.logaddexp(alive, dead)), np.array(slopes)

    def starts(self, data: History) -> list[Vector]:
        """Return a start with the mean rate, and three more; in the last, some leave at once."""
        mean = self.k * float((data.x * data.weight).sum() / (data.T * data.weight).sum())
        return [
            np.array([r, r / mean, a, b])
            for r, a, b in ((0.8, 1, 2), (2, 0.5, 4), (0.1, 3, 3), (2, 0.02, 0.1))
        ]

    def alive(self, p: Matrix, data: History) -> Vector:
        """Return each customer's probability of being alive."""
        _, phases, dead = self._terms(p, data)
        return np.asarray(expit(logsumexp(phases, axis=0) - dead))

    def future(self, p: Matrix, data: History) -> tuple[Law, Matrix]:
        """Return the law of the future, over the phases that a customer may be in."""
        r, alpha, a, b = p
        _, phases, _ = self._terms(p, data)
        weights = np.exp(phases - logsumexp(phases, axis=0))
        shape = r + self.k * data.x
        known = np.broadcast_arrays(shape, alpha + data.T, a, b + data.x + self.first)
        return Phases(self.k, weights), np.array(known)

    def expected(self, p: Matrix, time: ArrayLike) -> Vector:
        """Return the expected repeat purchases of a new customer until `time`."""
        r, alpha, a, b = p
        stays = b / (a + b) if self.first else 1.0
        law = Phases(self.k, np.ones(1))
        return np.asarray(stays * law.expected(np.array([r, alpha, a, b + self.first]), time))

    def probability(self, p: Matrix, time: ArrayLike, n: ArrayLike) -> Vector:
        """Return the probability that a new customer buys again just n times until `time`."""
        r, alpha, a, b = p
        stays = b / (a + b) if self.first else 1.0
        law = Phases(self.k, np.ones(1))
        found = law.probability(np.array([r, alpha, a, b + self.first]), time, n)
        return np.asarray(stays * found + (1 - stays) * np.equal(n, 0))
