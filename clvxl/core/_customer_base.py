"""What all customer-base models share: their data, the fit, and what a fit foretells.

A model tells how one customer buys until it drops out for good, with rates that differ between
customers. It owns a log-likelihood with gradient, the probability of being alive, and the law of
a new customer; given that a customer is alive, its future is again that of a new customer, with
parameters updated by what it has done. Everything else follows from these, here.

Parameters come as an array of shape (k,), or (k, n): each customer's own.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.core._checks import Vector, at_least, refuse, same_length, vector
from clvxl.core._fitting import Edge, Matrix
from clvxl.text import Text

__all__ = ["NO_REPEAT", "NO_SILENCE", "History", "Law", "Model", "history"]

NO_REPEAT = Text(
    "no customer bought again, so that the data tell nothing about rates of buying: fit on a "
    "longer time",
    "没有客户再次购买，数据无法说明购买率：请用更长的时期拟合",
)
NO_SILENCE = Text(
    "every customer's recency equals T, so that the data tell nothing about dropping out: count T "
    "to the same day for all customers",
    "每位客户的 recency 都等于 T，数据无法说明流失：请将所有客户的 T 计至同一天",
)
_BATCH = 1 << 16
"""A range of purchases takes some two kilobytes a row while it is worked out."""

_ORDER = Text("recency must be at most T", "recency 不得大于 T")
_NO_PURCHASE = Text(
    "recency must be 0 where frequency is 0, and above 0 elsewhere",
    "frequency 为 0 时 recency 必须为 0，否则必须大于 0",
)
_WHOLE = Text(
    "frequency must be a whole number of 0 or more: repeat purchases",
    "frequency 必须是不小于 0 的整数：重复购买次数",
)


@dataclass(frozen=True)
class History:
    """What customers did: repeat purchases, when the last one was, how long they are known.

    Attributes
    ----------
    x, t_x, T : ndarray, shape (n,)
        Repeat purchases, age at the last one (0 with none), age today; times in one unit.
    weight : ndarray, shape (n,)
        How many customers each row stands for.
    """

    x: Vector
    t_x: Vector
    T: Vector
    weight: Vector

    @property
    def customers(self) -> float:
        """How many customers there are."""
        return float(self.weight.sum())

    @cached_property
    def counts(self) -> tuple[Vector, NDArray[np.intp]]:
        """The different x, and at which of them each row stands."""
        different, place = np.unique(self.x, return_inverse=True)
        return different, np.asarray(place)

    @cached_property
    def having(self) -> Vector:
        """How many customers have each of the different x."""
        return self.sum_by_count(self.weight)

    def sum_by_count(self, values: Vector) -> Vector:
        """Return the sum of the rows' values for each of the different x."""
        different, place = self.counts
        return np.asarray(np.bincount(place, values, len(different)), np.float64)

    @cached_property
    def silence(self) -> Vector:
        """Time since the last purchase."""
        return self.T - self.t_x

    def by_count(self, formula: Callable[..., Vector], *parameters: ArrayLike) -> Vector:
        """Return formula(x, *parameters), worked out once per different x where that can be.

        The formula's last axis is that of x.
        """
        for parameter in parameters:
            if np.ndim(parameter):
                return formula(self.x, *parameters)
        different, place = self.counts
        return np.asarray(formula(different, *parameters).take(place, axis=-1))

    def folded(self) -> History:
        """Return the distinct rows, each with the number of its customers."""
        return self.distinct()[0]

    def distinct(self) -> tuple[History, NDArray[np.intp]]:
        """Return the distinct rows, and at which of them each row stands.

        Rows are sorted by a hash of their bits, with their places in the lowest bits: one sort of
        whole numbers. Where hashes of different rows are equal a row may be kept twice: no harm.
        """
        columns = (self.x, self.t_x, self.T)
        key = np.zeros(len(self.x), np.uint64)
        for column in columns:
            key = (key ^ (column + 0.0).view(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
            key ^= key >> np.uint64(32)
        low = np.uint64((1 << len(key).bit_length()) - 1)
        order = (np.sort(key & ~low | np.arange(len(key), dtype=np.uint64)) & low).astype(np.intp)
        new = np.ones(len(order), dtype=bool)
        in_order = [column[order] for column in columns]
        new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in in_order])
        at = np.flatnonzero(new)
        place = np.empty(len(order), np.intp)
        place[order] = np.cumsum(new) - 1
        weight = np.add.reduceat(self.weight[order], at)
        x, t_x, age = (column[at] for column in in_order)
        return History(x, t_x, age, weight), place

    def ordered(self) -> History:
        """Return the distinct rows in the order of x, t_x and T; itself where it is so."""
        columns = self.x, self.t_x, self.T
        falls, same = np.zeros((2, max(len(self.x) - 1, 0)), dtype=bool)
        same[:] = True
        for column in columns:
            falls |= same & (column[1:] < column[:-1])
            same &= column[1:] == column[:-1]
        if not (falls | same).any():
            return self
        order = np.lexsort(columns[::-1])
        x, t_x, age = (column[order] for column in columns)
        new = np.ones(len(order), dtype=bool)
        new[1:] = (np.diff(x) != 0) | (np.diff(t_x) != 0) | (np.diff(age) != 0)
        weight = np.add.reduceat(self.weight[order], np.flatnonzero(new))
        return History(x[new], t_x[new], age[new], weight)

    def batches(self) -> Iterator[slice]:
        """Go through the rows, so many at a time that what is worked out of them has room."""
        for start in range(0, len(self.x), _BATCH):
            yield slice(start, min(start + _BATCH, len(self.x)))

    def rows(self, chosen: slice | NDArray[Any]) -> History:
        """Return some of the rows."""
        return History(self.x[chosen], self.t_x[chosen], self.T[chosen], self.weight[chosen])

    def scaled(self, scale: float) -> History:
        """Return it with times divided by `scale`."""
        return replace(self, t_x=self.t_x / scale, T=self.T / scale)


def history(frequency: ArrayLike, recency: ArrayLike, T: ArrayLike) -> History:
    """Return checked histories.

    Parameters
    ----------
    frequency : array_like, shape (n,)
        Repeat purchases, whole numbers of 0 or more.
    recency, T : array_like, shape (n,)
        Age at the last purchase and today, in one unit of time; recency is 0 where frequency is.
        A customer who first bought today has T = 0: he counts, and tells nothing.

    Raises
    ------
    InputError
        Different lengths, or nothing.
    DomainError
        A row that no customer can have.
    """
    x, t_x, age = vector("frequency", frequency), vector("recency", recency), vector("T", T)
    same_length(frequency=x, recency=t_x, T=age)
    bad = (x < 0) | (x != np.floor(x))
    if bad.any():
        refuse(_WHOLE, x, bad)
    at_least("recency", t_x, 0)
    if (t_x > age).any():
        refuse(_ORDER, t_x, t_x > age)
    bad = (x > 0) != (t_x > 0)
    if bad.any():
        refuse(_NO_PURCHASE, t_x, bad)
    return History(x, t_x, age, np.ones(len(x)))


class Law(ABC):
    """How a customer buys from some moment on."""

    @abstractmethod
    def expected(self, p: Matrix, time: ArrayLike) -> Vector:
        """Return the expected purchases until `time`."""

    @abstractmethod
    def probability(self, p: Matrix, time: ArrayLike, n: ArrayLike) -> Vector:
        """Return the probability of just n purchases until `time`."""

    def square(self, p: Matrix, time: ArrayLike) -> Vector:
        """Return the expected square of the number of purchases until `time`.

        Σ (2n − 1) · P(at least n), summed up over the probabilities until they are used up: laws
        that know a shorter way take it.
        """
        left = 1 - self.probability(p, time, 0.0)
        found, n = np.zeros(np.shape(left)), 1
        while n <= 20_000 and float(np.max(left)) > 1e-12:
            found += (2 * n - 1) * left
            left = np.maximum(left - self.probability(p, time, float(n)), 0)
            n += 1
        return np.asarray(found)


class Model(Law):
    """How customers buy and drop out; as a law, that of a new customer's repeat purchases.

    Attributes
    ----------
    name : str
    parameters : tuple of str
        As the papers call them.
    times : tuple of int
        Places of the parameters that are measured in time (alpha, beta).
    purchase, dropout : tuple of (int, int)
        Places of the parameters that covariates of purchases and of dropout multiply by
        exp(± coefficient × covariate), and the sign.
    pairs : tuple of (int, int)
        Places of parameters that the data tell more of their ratio than of each.
    edges : tuple of Edge
        Where a likelihood of this model can grow without end.
    """

    name: ClassVar[str]
    parameters: ClassVar[tuple[str, ...]]
    times: ClassVar[tuple[int, ...]]
    purchase: ClassVar[tuple[tuple[int, int], ...]] = ((1, -1),)
    dropout: ClassVar[tuple[tuple[int, int], ...]]
    pairs: ClassVar[tuple[tuple[int, int], ...]] = ((0, 1), (2, 3))
    edges: ClassVar[tuple[Edge, ...]]

    @abstractmethod
    def log_likelihood(self, p: Matrix, data: History) -> Vector:
        """Return each row's log-likelihood, shape (n,)."""

    @abstractmethod
    def gradient(self, p: Matrix, data: History) -> tuple[Vector, Matrix]:
        """Return log-likelihoods, and their derivatives by the logarithms of p, shape (k, n)."""

    def total(self, p: Matrix, data: History) -> tuple[float, Vector]:
        """Return the sums over all customers of what `gradient` returns; p has shape (k,).

        A fit asks for nothing else: a model may know a shorter way than by the rows.
        """
        each, slopes = self.gradient(p, data)
        return float(np.einsum("n,n", each, data.weight)), np.einsum("kn,n->k", slopes, data.weight)

    @abstractmethod
    def starts(self, data: History) -> list[Vector]:
        """Return parameters to start a fit from, the likeliest first."""

    @abstractmethod
    def alive(self, p: Matrix, data: History) -> Vector:
        """Return each customer's probability of being alive today, shape (n,)."""

    @abstractmethod
    def future(self, p: Matrix, data: History) -> tuple[Law, Matrix]:
        """Return the law of what customers do who are alive, as that of new customers."""

    def climbed(self, p: Vector) -> Vector:
        """Return what a fit climbs in: the parameters' logarithms, if the model names no other."""
        return np.asarray(np.log(p))

    def logarithms(self, theta: Vector) -> tuple[Vector, Matrix | None]:
        """Return the parameters' logarithms at such a place, and their slopes, shape (k, k).

        None stands for slopes of one each.
        """
        return theta, None

    def variants(self) -> Sequence[tuple[tuple[float, ...], Model]]:
        """Return what is to be fitted: leading parameters, fixed, and the model of the rest.

        Of several the likeliest is taken.
        """
        return [((), self)]

    def expected_ahead(self, p: Matrix, horizon: ArrayLike, data: History) -> Vector:
        """Return each customer's expected purchases in the next `horizon`."""
        law, later = self.future(p, data)
        return np.asarray(self.alive(p, data) * law.expected(later, horizon))

    def probability_ahead(
        self, p: Matrix, horizon: ArrayLike, data: History, n: ArrayLike
    ) -> Vector:
        """Return each customer's probability of buying just n times in the next `horizon`."""
        law, later = self.future(p, data)
        alive = self.alive(p, data)
        return np.asarray(alive * law.probability(later, horizon, n) + (1 - alive) * np.equal(n, 0))

    def square_ahead(self, p: Matrix, horizon: ArrayLike, data: History) -> Vector:
        """Return each customer's expected square of the number of purchases ahead."""
        law, later = self.future(p, data)
        return np.asarray(self.alive(p, data) * law.square(later, horizon))

    def discounted_ahead(self, p: Matrix, delta: float, data: History) -> Vector:
        """Return each customer's purchases without end, discounted at the rate of interest delta.

        ∫ e^(−δt) dE(t) = ∫ e^(−u) E(u ÷ δ) du, by the trapezoidal rule in log u, in which the
        integrand falls off on both sides: to 12 digits.
        """
        law, later = self.future(p, data)
        total = np.zeros(len(data.x))
        for log_u in np.arange(-16.0, 5.0, 0.125):
            u = np.exp(log_u)
            total += law.expected(later, u / delta) * (u * np.exp(-u) * 0.125)
        return np.asarray(self.alive(p, data) * total)
