"""How much of the revenue the best customers bring: the Pareto curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Concentration", "concentration_of"]

Vector = NDArray[np.float64]

STEPS = 20
"""The curve has a point for each twentieth of the customers."""


@dataclass(frozen=True)
class Concentration:
    """The curve: `revenue` is the share that the best `customers` bring, both shares of all.

    `half` is how many of the best it takes for half of the revenue.
    """

    customers: Vector
    revenue: Vector
    half: int


def concentration_of(spending: Vector) -> Concentration | None:
    """Return the curve of what customers spent, ascending; None where it is not above 0 in all.

    >>> found = concentration_of(np.array([10.0, 10.0, 10.0, 20.0, 50.0]))
    >>> found.half, found.customers[4], found.revenue[4], found.revenue[-1]
    (1, np.float64(0.2), np.float64(0.5), np.float64(1.0))
    """
    count = len(spending)
    shares = np.empty(count + 1)
    shares[0] = 0.0
    np.cumsum(spending[::-1], out=shares[1:])
    if not shares[-1] > 0:
        return None
    shares /= shares[-1]
    customers = np.arange(STEPS + 1) / STEPS
    below = np.minimum(np.floor(customers * count), count - 1).astype(np.int64)
    revenue = shares[below] + (shares[below + 1] - shares[below]) * (customers * count - below)
    # half a penny of rounding is no customer more
    half = int(np.argmax(shares >= 0.5 * (1 - 1e-12)))
    return Concentration(customers, revenue, half)
