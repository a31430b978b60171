"""The fit of Gamma-Gamma, and the checks of what it stands on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaln, digamma, gammaln

from clvxl.core._checks import Vector, at_least, refuse, same_length, vector
from clvxl.core._fitted import FittedModel, Sampled, cost, fitted
from clvxl.core._fitting import Edge
from clvxl.core._sample import MOST_ROWS, spaced
from clvxl.core._special import log_rising
from clvxl.errors import ConvergenceError
from clvxl.text import Text

__all__ = ["fit", "log_inverse_beta", "purchases"]

EDGES = (Edge("alike_customers", ((1, 1),)), Edge("alike_purchases", ((0, 1),)))

_LARGE = 1e4
_CLIMBED = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [-1.0, 1.0, 1.0]])
"""From the logarithms of p, q and p·v ÷ q, which are climbed in, to those of p, q and v."""

_WHOLE = Text(
    "frequency must be a whole number of 0 or more: repeat purchases",
    "frequency 必须是不小于 0 的整数：重复购买次数",
)
_NO_VALUE = Text(
    "monetary must be above 0 where frequency is: the mean amount of the repeat purchases",
    "frequency 大于 0 时 monetary 必须大于 0：重复购买的平均金额",
)
_NO_REPEAT = Text(
    "no customer bought again, so that there is no repeat purchase to learn amounts from",
    "没有客户再次购买，没有可供学习金额的重复购买",
)
_ALL_ALIKE = Text(
    "every customer's mean amount is the same, so that the data do not tell how amounts differ",
    "所有客户的平均金额都相同，数据无法说明金额的差异",
)


@dataclass(frozen=True)
class Spending:
    """Customers with repeat purchases: their number and mean, and how many have each number."""

    x: Vector
    m: Vector
    count: Vector
    having: Vector

    @classmethod
    def of(cls, x: Vector, m: Vector) -> Spending:
        """Return customers with repeat purchases by their number and mean."""
        count, having = np.unique(x, return_counts=True)
        return cls(x, m, count, having.astype(np.float64))

    @cached_property
    def logs(self) -> float:
        """The sum of the logarithms of the means."""
        return float(np.add.reduce(np.log(self.m)))

    @cached_property
    def spent(self) -> Vector:
        """What each customer spent altogether."""
        return self.m * self.x

    def climbed(self, p: Vector) -> tuple[float, Vector]:
        """Return the log-likelihood and its derivatives by the logarithms of p, q and v."""
        shape, q, v = p.tolist()
        a, both = shape * self.count, shape * self.count + q
        ratio = self.spent / v
        inside, outside = np.log1p(ratio), np.log1p(1 / ratio)
        rest = 1 / (1 + ratio)
        in_q, in_p = float(np.add.reduce(inside)), float(np.dot(self.x, outside))
        value = float(np.dot(self.having, log_inverse_beta(a, q))) - q * in_q - shape * in_p
        value -= self.logs
        rises = digamma(both)
        by_p = float(np.dot(self.having * self.count, rises - digamma(a))) - in_p
        by_q = float(np.dot(self.having, rises - digamma(q))) - in_q
        by_v = q * float(np.add.reduce(1 - rest)) - shape * float(np.dot(self.x, rest))
        return value, np.array([shape * by_p, q * by_q, by_v])


def log_inverse_beta(a: Vector, b: ArrayLike) -> Vector:
    """−log B(a, b); from the larger one up, where both together are large."""
    small, large = np.minimum(a, b), np.maximum(a, b)
    if large.max() < _LARGE:
        return np.asarray(-betaln(large, small))
    return np.asarray(log_rising(large, small) - gammaln(small))


def spending(frequency: ArrayLike, monetary: ArrayLike) -> Spending:
    """Return the customers who bought again."""
    x, m = purchases(frequency, monetary)
    again = x > 0
    if not again.any():
        raise ConvergenceError(_NO_REPEAT)
    x, m = (x, m) if again.all() else (x[again], m[again])
    if (m == m[0]).all():
        raise ConvergenceError(_ALL_ALIKE)
    return Spending.of(x, m)


def purchases(frequency: ArrayLike, monetary: ArrayLike) -> tuple[Vector, Vector]:
    x, m = vector("frequency", frequency), vector("monetary", monetary)
    same_length(frequency=x, monetary=m)
    bad = ~((x >= 0) & (x == np.floor(x)))
    if bad.any():
        refuse(_WHOLE, x, bad)
    bad = (x > 0) & ~(m > 0)
    if bad.any():
        refuse(_NO_VALUE, m, bad)
    return x, m


def fit(frequency: ArrayLike, monetary: ArrayLike, penalizer: float = 0.0) -> FittedModel:
    """Fit the Gamma-Gamma model by maximum likelihood.

    Parameters
    ----------
    frequency : array_like, shape (n,)
        Repeat purchases, whole numbers of 0 or more; customers with none are left out.
    monetary : array_like, shape (n,)
        Mean amount of the repeat purchases, above 0 where there are any.
    penalizer : float
        0 or more: n × penalizer × (p² + q² + v²) is taken off the log-likelihood, n being the
        customers with repeat purchases, as in the Python package lifetimes.

    Returns
    -------
    FittedModel
        p, q, v; v is in money. `customers` counts those with repeat purchases.

    Raises
    ------
    DomainError
        A row that no customer can have, or a penalizer below 0.
    ConvergenceError
        The data determine nothing; the sentence says why.

    Notes
    -----
    A purchase is worth gamma(p, ν) to a customer, ν is gamma(q, v) distributed among customers:

        L = 1/(m·B(px, q)) · (v/(v + mx))^q · (mx/(v + mx))^(px).

    Fader & Hardie (2013), note 025, "The gamma-gamma model of monetary value", eq. 1a; there v is
    called γ. Amounts are divided by their geometric mean inside the fit. Of more than `MOST_ROWS`
    customers a sample is fitted, at equal steps in the order of x and m, unless there is a
    penalizer; `sampled` tells what that costs.

    Examples
    --------
    >>> x, m = [1, 1, 1, 2, 9, 12, 20, 15, 8, 30], [5.0, 50, 20, 33, 10, 35, 18, 60, 25, 14]
    >>> found = fit(x, m)
    >>> found.parameters.round(2).tolist(), found.edges, found.customers
    ([2.04, 4.04, 41.22], (), 10.0)
    """
    at_least("penalizer", penalizer, 0)
    data = spending(frequency, monetary)
    if len(data.x) <= MOST_ROWS or penalizer:
        return _fit(data, penalizer)
    order = np.lexsort((data.m, data.x))
    order = order[spaced(np.ones(len(order)), MOST_ROWS) > 0]
    return _of_all(_fit(Spending.of(data.x[order], data.m[order]), 0.0), data)


def _fit(data: Spending, penalizer: float) -> FittedModel:
    customers = float(len(data.x))
    unit = float(np.exp(data.logs / customers))
    rows = replace(data, m=data.m / unit)
    units, strength = np.array([1.0, 1.0, unit]), penalizer * customers

    def objective(p: Vector) -> tuple[float, Vector]:
        value, gradient = rows.climbed(p)
        off = strength * (p * units) ** 2
        return value - float(off.sum()), gradient - 2 * off

    found = fitted(objective, _starts(rows), EDGES, _CLIMBED, customers)
    p = found.parameters * units
    shift = strength * float((p**2).sum()) - customers * float(np.log(unit))
    return replace(found, parameters=p, log_likelihood=found.log_likelihood + shift)


def _of_all(found: FittedModel, data: Spending) -> FittedModel:
    """The fit of a sample with the likelihood of all customers, and what the sample cost."""
    value, slope, customers = 0.0, np.zeros(3), len(data.x)
    for start in range(0, customers, MOST_ROWS):
        here = slice(start, start + MOST_ROWS)
        part = Spending.of(data.x[here], data.m[here]).climbed(found.parameters)
        value, slope = value + part[0], slope + part[1]
    covariance = found.covariance
    if covariance is not None:
        covariance = covariance * (found.customers / customers)
    sampled = Sampled(int(found.customers), customers, *cost(slope, covariance))
    return replace(
        found, log_likelihood=value, covariance=covariance, customers=float(customers),
        sampled=sampled,
    )  # fmt: skip


def _starts(data: Spending) -> list[tuple[float, ...]]:
    """Parameters to start from: by moments, and of amounts that differ little and much.

    The logarithm of m has mean log v − log x + ψ(px) − ψ(q) and variance ψ'(q) + ψ'(px), about
    1 ÷ (q − ½) + 1 ÷ (px): a straight line in 1 ÷ x.
    """
    logs, rare = np.log(data.m), 1 / data.x
    mean, middle = logs.mean(), rare.mean()
    square, away = (logs - mean) ** 2, rare - middle
    spread = square.mean()
    slope = (away * square).mean() / max((away**2).mean(), 1e-9)
    slope = min(max(slope, 0.1 * spread), 0.9 * spread / middle)
    p, q = 1 / slope, 0.5 + 1 / max(spread - slope * middle, 1e-3 * spread)
    every = np.dot(data.having, digamma(p * data.count) - np.log(data.count)) / len(logs)
    v = float(np.exp(mean - every + digamma(q)))
    return [(p, q, v), (4, 4, 0.75), (0.5, 1.2, 0.4)]
