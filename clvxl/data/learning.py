"""The learned estimate: what customers did in the last horizon teaches what they do in the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clvxl.core._sample import spaced
from clvxl.core.learn import Learned, learn
from clvxl.data.purchase_days import PurchaseDays
from clvxl.data.purchase_parts import PurchaseParts

__all__ = ["Estimates", "Lesson", "features", "learned", "learners", "lesson"]

FloatArray = NDArray[np.float64]

MOST_CUSTOMERS = 1_000_000
MOST_PURCHASES = 10_000_000
"""From so many customers and purchases is learned at most: of more, from a sample."""


@dataclass(frozen=True)
class Estimates:
    """An estimate for each customer, and the range that holds a share of what comes."""

    estimate: FloatArray
    low: FloatArray
    high: FloatArray


def learned(
    sold: PurchaseDays,
    day: float,
    horizon: float,
    target: str = "value",
    level: float = 0.9,
    seed: float = 0,
) -> Estimates:
    """Estimate what each customer buys in the `horizon` days after `day`.

    Parameters
    ----------
    sold : PurchaseDays
        What is known at the end of `day`.
    day, horizon : float
        Sheet day, and days.
    target : {"value", "purchases"}
    level, seed
        As in `clvxl.core.learn.learn`.

    Raises
    ------
    NoAnswerError, DomainError
        Too few customers were known before the last horizon.

    Examples
    --------
    >>> from clvxl.data.purchase_days import purchase_days
    >>> from clvxl.data.simulate import simulate_sales
    >>> sales = simulate_sales(200, 1000, seed=1)
    >>> sold = purchase_days(sales.customers, sales.dates, sales.amounts)
    >>> found = learned(sold, sales.dates.max(), 90)
    >>> len(found.estimate), bool((found.low <= found.estimate).all())
    (200, True)
    """
    lesson_ = lesson(sold, day, horizon, target, level, seed)
    estimate = lesson_.estimate(sold)
    return Estimates(estimate, *lesson_.found.bounds(estimate))


@dataclass(frozen=True)
class Lesson:
    """What was learned of customers.

    Attributes
    ----------
    found : Learned
    day, horizon : float
        Sheet day from which estimates run, and days.
    unit : float
        What amounts are divided by.
    """

    found: Learned
    day: float
    horizon: float
    unit: float

    def estimate(self, sold: PurchaseDays) -> FloatArray:
        """Return the estimate of each customer of some sales, known at the end of the day."""
        return self.found.estimate(features(sold, self.day, self.horizon, self.unit))


def lesson(
    sold: PurchaseDays,
    day: float,
    horizon: float,
    target: str = "value",
    level: float = 0.9,
    seed: float = 0,
) -> Lesson:
    """Learn from the last `horizon` days; parameters and errors as in `learned`."""
    before = sold.until(day - horizon)
    count, money = sold.totals(day - horizon, day)
    outcome = (money if target == "value" else count)[sold.known_by(day - horizon)]
    family = "gamma" if target == "value" else "poisson"
    known = features(before, day - horizon, horizon, _unit(before))
    found = learn(known, outcome, family, level, seed)
    return Lesson(found, day, horizon, _unit(sold))


def learners(sold: PurchaseParts) -> PurchaseDays:
    """Return the customers to learn from: all, or where they are many every so-manieth.

    Examples
    --------
    >>> from clvxl.data.purchase_days import purchase_days
    >>> learners(PurchaseParts([purchase_days([7, 3, 7], [1, 2, 8], [5, 5, 20])])).day.tolist()
    [2.0, 1.0, 8.0]
    """
    most = min(len(sold), MOST_CUSTOMERS, len(sold) * MOST_PURCHASES // sold.purchases)
    return sold.chosen(spaced(np.ones(len(sold)), most) > 0)


def _unit(known: PurchaseDays) -> float:
    """The middle amount, NaN where no amounts are known."""
    return float(np.median(known.value))


def features(known: PurchaseDays, day: float, horizon: float, unit: float) -> FloatArray:
    """Return the features of all customers at the end of `day`.

    Parameters
    ----------
    known : PurchaseDays
        What was known then.
    day, horizon : float
        Sheet day, and days ahead that are to be foretold; times are counted in horizons.
    unit : float
        What amounts are divided by; NaN where no amounts are known.

    Returns
    -------
    ndarray, shape (customers, features)
        Logarithms of: purchases, age, silence, purchases in the last horizon and in the last
        quarter of it, silence in usual gaps; whether he bought once only; with amounts, of the mean
        purchase, of the last one, and of the money of the last horizon.

    Examples
    --------
    >>> from clvxl.data.purchase_days import purchase_days
    >>> features(purchase_days(["Ann", "Ann"], [1, 8]), 15, horizon=7, unit=np.nan).shape
    (1, 7)
    """
    seen = known.histories(day, horizon)
    silence = seen.T - seen.recency
    gap = np.where(seen.frequency > 0, seen.recency / np.maximum(seen.frequency, 1), seen.T)
    recent, recent_money = known.totals(day - horizon, day)
    latest, _ = known.totals(day - horizon / 4, day)
    counted = [seen.frequency, seen.T, silence, recent, latest, silence / np.maximum(gap, 1e-6)]
    columns = [np.log1p(column) for column in counted]
    columns.append((seen.frequency == 0).astype(np.float64))
    if not np.isnan(unit):
        starts = known.starts
        ends = np.append(starts[1:], len(known.day)) - 1
        mean = np.add.reduceat(known.value, starts) / (seen.frequency + 1)
        money = (mean, known.value[ends], recent_money)
        columns += [np.log1p(column / unit) for column in money]
    return np.column_stack(columns)
