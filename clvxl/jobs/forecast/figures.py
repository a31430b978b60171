"""The figures of a forecast's report: of each customer, of segments, and who is probably gone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.core.segments import SCHEMES
from clvxl.data.base_forecast import BaseForecast, Prospects
from clvxl.data.forecasting import Foretold
from clvxl.data.revenue import batches

__all__ = ["GOOD", "Figures", "Group", "figures_of"]

GOOD = 0.2
"""Good customers are the fifth that has spent most."""
GONE = 0.5
"""Probably gone is whose probability of being alive is below this."""

Vector: TypeAlias = NDArray[np.float64]
Here: TypeAlias = slice | NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Group:
    """What a segment's customers are expected to do.

    `name` is its key, "" for all together.
    """

    name: str
    customers: int
    alive: float
    revenue: float
    value: float


@dataclass(frozen=True)
class Figures:
    """Figures of all customers, and those of some when they are asked for.

    What a model says is known of each history; a customer has the place of his. `here` are places
    of customers among all.

    Attributes
    ----------
    base : BaseForecast
    labels : array
    segment : ndarray of int
        Numbers of `scheme`, as Segment sheet gives them.
    scheme : str
    margin : float
    returned : int
        Customers of whose purchases nothing is left after returns; they are not among the others.
    currency : str
        Of the amounts, "" where nothing names it.
    """

    base: BaseForecast
    labels: NDArray[Any]
    segment: NDArray[np.int8]
    scheme: str
    margin: float
    returned: int = 0
    currency: str = ""

    def purchases(self, here: Here) -> Vector:
        """Return purchase days so far."""
        fold = self.base.fold
        return np.asarray(fold.frequency[fold.place[here]] + 1)

    def last(self, here: Here) -> Vector:
        """Return the sheet days of last purchases."""
        fold = self.base.fold
        return np.asarray(fold.last[fold.place[here]])

    @property
    def spent(self) -> Vector:
        """Money so far, of each customer."""
        return self.base.spent

    @property
    def repeated(self) -> int:
        """How many bought on more than one day."""
        fold = self.base.fold
        return int(fold.weight[fold.frequency > 0].sum())

    @property
    def bought(self) -> float:
        """Purchase days of all customers."""
        return float(self.base.sold.purchases)

    @cached_property
    def prospects(self) -> Prospects:
        """What the model says; only where there is one."""
        assert self.base.prospects is not None
        return self.base.prospects

    def ahead(self, here: Here) -> Foretold:
        """Return what the model says of some customers."""
        return self.prospects.ahead.of(self.prospects.place[here])

    def worth(self, here: Here) -> Vector:
        """Return what a purchase is expected to be worth."""
        return self.base.spending.value(here)

    def revenue(self, here: Here) -> Vector:
        """Return expected revenue in the horizon."""
        expected = self.prospects.ahead.expected[self.prospects.place[here]]
        return np.asarray(expected * self.worth(here))

    def value(self, here: Here) -> Vector:
        """Return lifetime values within the horizon: discounted, times the margin."""
        discounted = self.prospects.ahead.discounted[self.prospects.place[here]]
        return np.asarray(discounted * self.worth(here) * self.margin)

    @cached_property
    def order(self) -> NDArray[np.int32]:
        """Customers from the highest value down."""
        values = [self.value(here) for here in batches(len(self.labels))]
        return np.argsort(-np.concatenate(values), kind="stable").astype(np.int32)

    def at_stake(self, here: Here) -> Vector:
        """Return what more each customer would bring if he were there for sure."""
        ahead, place = self.prospects.ahead, self.prospects.place[here]
        return np.asarray((ahead.if_alive[place] - ahead.expected[place]) * self.worth(here))

    @cached_property
    def good(self) -> int:
        """How many good customers there are."""
        return int((self.spent >= self._bound).sum())

    @cached_property
    def _bound(self) -> float:
        return float(np.quantile(self.spent, 1 - GOOD))

    @cached_property
    def lost(self) -> NDArray[np.intp]:
        """Good customers who are probably gone, from the most at stake down."""
        gone = (self.prospects.ahead.alive < GONE)[self.prospects.place]
        places = np.flatnonzero((self.spent >= self._bound) & gone)
        return places[np.argsort(-self.at_stake(places), kind="stable")]

    @cached_property
    def groups(self) -> list[Group]:
        """Each segment with customers, the most expected revenue first, and all together."""
        keys = SCHEMES[self.scheme]
        customers = np.zeros(len(keys) + 1, np.int64)
        sums = np.zeros((len(keys) + 1, 3))
        for here in batches(len(self.labels)):
            segment = self.segment[here]
            values = [
                self.prospects.ahead.alive[self.prospects.place[here]], self.revenue(here),
                self.value(here),
            ]  # fmt: skip
            for number in range(len(keys)):
                own = np.flatnonzero(segment == number)
                customers[number] += len(own)
                sums[number] += [float(each[own].sum()) for each in values]
            customers[-1] += len(segment)
            sums[-1] += [float(each.sum()) for each in values]
        *groups, every = [
            Group(name, count, alive / count if count else np.nan, revenue, value)
            for name, count, (alive, revenue, value) in zip(
                [*keys, ""], customers.tolist(), sums.tolist(), strict=True
            )
        ]
        return [*sorted((one for one in groups if one.customers), key=_by_revenue), every]

    @property
    def there(self) -> float:
        """How many customers are expected to be there."""
        return self.groups[-1].alive * self.groups[-1].customers

    def names(self, here: NDArray[np.intp]) -> list[str]:
        """Return the keys of some customers' segments."""
        keys = SCHEMES[self.scheme]
        return [keys[number] for number in self.segment[here]]


def _by_revenue(group: Group) -> float:
    return -group.revenue


def figures_of(
    base: BaseForecast, labels: NDArray[Any], segment: NDArray[np.int8], scheme: str,
    margin: float, currency: str = "",
) -> Figures:  # fmt: skip
    """Return the figures of a forecast.

    Parameters
    ----------
    base : BaseForecast
        Its customers are numbers of `labels`.
    labels, segment : array
        Of all customers, also of those of whose purchases nothing is left.
    scheme, margin, currency
        As in `Figures`.
    """
    who = base.sold.labels
    if len(who) < len(labels):
        labels, segment, returned = labels[who], segment[who], len(labels) - len(who)
    else:
        returned = 0
    return Figures(base, labels, segment, scheme, margin, returned, currency)
