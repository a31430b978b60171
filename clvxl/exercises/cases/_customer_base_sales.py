"""The web shop of the exercise on a customer base: simulated sales, and what was fitted to them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core import gamma_gamma
from clvxl.core._customer_base import history
from clvxl.core.bgnbd import BGNBD
from clvxl.core.customer_base_fit import fit
from clvxl.data.purchase_days import UNITS, Histories, purchase_days
from clvxl.errors import ClvxlError
from clvxl.exercises.cases._kinds import within
from clvxl.exercises.engine.records import Columns

__all__ = ["TRUE", "as_of", "candidates", "fitted", "names", "sales", "spending"]

CUSTOMERS, SEED, START = 120, 2005, 45292
"""2024-01-01 is the first day."""
ARRIVE, DAYS = 91, 546
TRUE = {"r": 1, "alpha": 6, "a": 1, "b": 4, "p": 6, "q": 4, "v": 16}
"""What the sales are simulated with; weeks."""
MOST_ALIKE = 100.0


def _gamma(chance: Random, shape: int, rate: float) -> float:
    """A gamma draw of a whole shape: a sum of exponential ones, the same on every machine."""
    return sum(-math.log(1 - chance.random()) for _ in range(shape)) / rate


def _buys(chance: Random, first: int) -> list[int]:
    """The days on which a customer buys: at random, until dropping out after a repeat purchase."""
    rate = _gamma(chance, TRUE["r"], TRUE["alpha"]) / 7
    leaves = 1 - (1 - chance.random()) ** (1 / TRUE["b"])
    day, days = float(first), [first]
    while (day := day + _gamma(chance, 1, rate)) < DAYS:
        if int(day) > days[-1]:
            days.append(int(day))
        if chance.random() < leaves:
            break
    return days


def sales() -> list[Sequence[Any]]:
    """Customers, dates and amounts, in order of the day."""
    chance = Random(SEED)
    rows = []
    for number in range(CUSTOMERS):
        days = _buys(chance, int(chance.random() * ARRIVE))
        mean = TRUE["p"] / _gamma(chance, TRUE["q"], TRUE["v"])
        for day in days:
            amount = max(round(_gamma(chance, TRUE["p"], TRUE["p"] / mean), 1), 0.5)
            rows.append((START + day, f"W{number + 1:03d}", amount))
    rows.sort()
    return [[row[1] for row in rows], [row[0] for row in rows], [row[2] for row in rows]]


def names(columns: Columns) -> list[Any]:
    """The customers in order of first appearance."""
    return list(dict.fromkeys(columns["customer"]))


def as_of(columns: Columns) -> float:
    """Two thirds of the time: the rest is there to see what happened."""
    first, last = min(columns["date"]) // 1, max(columns["date"]) // 1
    return float(first + round(2 / 3 * (last - first)))


def _seen(columns: Columns) -> Histories:
    names_of = np.array([str(name) for name in columns["customer"]], dtype=object)
    dates, amounts = np.array(columns["date"], float), np.array(columns["amount"], float)
    sold = purchase_days(names_of, dates, amounts, as_of(columns))
    return sold.histories(as_of(columns), UNITS["week"])


@lru_cache(maxsize=4)
def _fits(*columns: tuple[Any, ...]) -> tuple[list[float], list[float]]:
    seen = _seen(dict(zip(("customer", "date", "amount"), columns, strict=True)))

    def parameters(fitting: Callable[[], Any], missing: list[float]) -> list[float]:
        try:
            return [round(float(value), 6) for value in fitting().parameters]
        except ClvxlError:
            return missing  # Too few customers: to be entered by hand.

    known = history(seen.frequency, seen.recency, seen.T)
    spent = np.nan_to_num(seen.monetary)
    r, alpha, a, b = parameters(lambda: fit(BGNBD(), known), [1.0, 1.0, 1.0, 1.0])
    # All buy at one rate: beyond this the sheet has no digits left for 1 + something so small.
    scale = min(1.0, MOST_ALIKE / r)
    return (
        [round(r * scale, 6), round(alpha * scale, 6), a, b],
        parameters(lambda: gamma_gamma.fit(seen.frequency, spent), [1.0, 2.0, 1.0]),
    )


def _stored(columns: Columns) -> tuple[list[float], list[float]]:
    return _fits(*(tuple(columns[key]) for key in ("customer", "date", "amount")))


def fitted(at: int) -> Callable[[Columns], float]:
    """Return how a parameter of the BG/NBD model follows from the data."""

    def value(columns: Columns) -> float:
        found = _stored(columns)[0][at]
        return within(found) if at > 1 else found

    return value


def spending(at: int) -> Callable[[Columns], float]:
    """Return how a parameter of the Gamma-Gamma model follows from the data."""
    return lambda columns: max(_stored(columns)[1][at], 1.01 if at == 1 else 0.001)


def candidates(which: int) -> Callable[[Columns], Any]:
    """Return how the customers to compare follow from the data.

    The first has bought often and been silent for long, the second bought at most half as often
    and will buy most of those.
    """

    def chosen(columns: Columns) -> Any:
        seen, p = _seen(columns), np.array([fitted(at)(columns) for at in range(4)])
        data = history(seen.frequency, seen.recency, seen.T)
        alive: NDArray[np.float64] = BGNBD().alive(p, data)
        first = int(np.argmax(seen.frequency * (1 - alive)))
        others = (seen.frequency <= seen.frequency[first] / 2) & (seen.frequency > 0)
        others[first] = False
        ahead = np.where(others, BGNBD().expected_ahead(p, 26.0, data), -1)
        at = (first, int(np.argmax(ahead)))[which]
        return next(name for name in names(columns) if str(name) == str(seen.customers[at]))

    return chosen
