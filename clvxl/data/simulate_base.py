"""Sales drawn from the models themselves: BG/NBD for when, Gamma-Gamma for how much."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random

__all__ = ["simulate_customer_base"]


def simulate_customer_base(
    true: Mapping[str, int], customers: int, seed: int, arrive: int, days: int
) -> list[tuple[int, int, float]]:
    """Return sales of customers whose parameters are known, the same on every machine.

    Each customer's first purchase falls on one of the first days; repeat purchases follow at a
    rate of its own, until it drops out after one of them. All purchases of a day are one.

    Parameters
    ----------
    true : mapping
        r, alpha (weeks), a, b, p, q and v; whole numbers, a is 1: so sums and powers of evenly
        drawn numbers give the gamma and beta draws, and no library's generator is needed.
    customers, seed : int
    arrive : int
        All customers come within so many days.
    days : int
        The sales end before this day.

    Returns
    -------
    list of (int, int, float)
        Day from 0, number of the customer from 1, amount; in this order.

    Notes
    -----
    Fader, Hardie & Lee (2005), Marketing Science 24(2), pp. 275-284; Fader & Hardie (2013), note
    025, "The gamma-gamma model of monetary value".

    Examples
    --------
    >>> true = {"r": 1, "alpha": 6, "a": 1, "b": 4, "p": 6, "q": 4, "v": 16}
    >>> [(day, who) for day, who, _ in simulate_customer_base(true, 3, 5, 30, 60)]
    [(6, 3), (16, 2), (18, 1), (28, 2), (56, 3)]
    """
    chance = Random(seed)
    rows = []
    for number in range(1, customers + 1):
        bought = _days(chance, true, int(chance.random() * arrive), days)
        mean = true["p"] / _gamma(chance, true["q"], true["v"])
        rows += [(day, number, _gamma(chance, true["p"], true["p"] / mean)) for day in bought]
    return sorted(rows)


def _gamma(chance: Random, shape: int, rate: float) -> float:
    """A gamma draw of a whole shape: a sum of exponential ones."""
    return sum(-math.log(1 - chance.random()) for _ in range(shape)) / rate


def _days(chance: Random, true: Mapping[str, int], first: int, end: int) -> list[int]:
    """The days on which a customer buys: at random, until dropping out after a repeat purchase."""
    rate = _gamma(chance, true["r"], true["alpha"]) / 7
    leaves = 1 - (1 - chance.random()) ** (1 / true["b"])
    day, days = float(first), [first]
    while (day := day + _gamma(chance, 1, rate)) < end:
        if int(day) > days[-1]:
            days.append(int(day))
        if chance.random() < leaves:
            break
    return days
