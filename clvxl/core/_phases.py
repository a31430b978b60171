"""The law of a customer who buys in a rhythm, of which it is not known how far he is in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from clvxl.core._checks import Vector
from clvxl.core._customer_base import Law
from clvxl.core._fitting import Matrix
from clvxl.core._special import log_count, log_rising, tail

__all__ = ["Phases"]

_TERMS = 20_000


@dataclass(frozen=True)
class Phases(Law):
    """A customer who is alive: k − j events before his next purchase at P = weights[j]."""

    k: int
    weights: Matrix

    def expected(self, p: Matrix, time: ArrayLike) -> Vector:
        """Σ over m ≥ 1 of P(events enough for m purchases) · P(he stays through m − 1)."""
        shape, scale, a, b = p
        found = np.zeros(np.broadcast_shapes(np.shape(p)[1:], np.shape(time)))
        stays = np.ones_like(b, np.float64)
        for m in range(1, _TERMS):
            more = stays * self._reached(m, shape, scale, time)
            found = found + more
            if np.all(more <= 1e-16 * found):
                break
            stays = stays * (b + (m - 1)) / (a + b + (m - 1))
        return np.asarray(found)

    def _reached(self, m: float, shape: Vector, scale: Vector, time: ArrayLike) -> Vector:
        """P(events enough for m purchases), over the phases."""
        return np.asarray(
            sum(
                weight * tail(m * self.k - j, shape + j, scale, time)
                for j, weight in enumerate(self.weights)
            )
        )

    def probability(self, p: Matrix, time: ArrayLike, n: ArrayLike) -> Vector:
        """Return the probability of just n purchases until `time`."""
        shape, scale, a, b = p
        n = np.asarray(n, np.float64)
        stays = np.exp(log_rising(b, n) - log_rising(np.add(a, b), n))
        with np.errstate(divide="ignore", invalid="ignore"):
            leaves = np.where(n > 0, stays * a / (b + (np.maximum(n, 1) - 1)), 0)
        between, enough = np.zeros(()), np.zeros(())
        for j, weight in enumerate(self.weights):
            events = n * self.k - j
            for more in range(self.k):
                count = np.maximum(events + more, 0)
                some = np.exp(log_count(count, shape + j, scale, time))
                between = between + weight * np.where(events + more >= 0, some, 0)
            enough = enough + weight * tail(events, shape + j, scale, time)
        return np.asarray(stays * between + leaves * enough)
