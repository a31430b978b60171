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


def concentration_of(monetary: Vector) -> Concentration | None:
    """Return the curve, None where revenue does not add up to more than 0.

    >>> found = concentration_of(np.array([10.0, 50.0, 20.0, 10.0, 10.0]))
    >>> found.half, found.customers[4], found.revenue[4], found.revenue[-1]
    (1, np.float64(0.2), np.float64(0.5), np.float64(1.0))
    """
    total = np.cumsum(np.sort(monetary)[::-1])
    if not total[-1] > 0:
        return None
    shares = np.concatenate(([0.0], total / total[-1]))
    customers = np.arange(STEPS + 1) / STEPS
    count = len(monetary)
    revenue = np.interp(customers * count, np.arange(count + 1), shares)
    # half a penny of rounding is no customer more
    half = int(np.argmax(shares >= 0.5 * (1 - 1e-12)))
    return Concentration(customers, revenue, half)
