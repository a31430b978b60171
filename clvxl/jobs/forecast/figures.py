"""The figures of a forecast's report: of each customer, of segments, and who is probably gone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core.segments import SCHEMES
from clvxl.data.base_forecast import BaseForecast, Prospects
from clvxl.jobs.segment.scoring import Segmentation

__all__ = ["GOOD", "Figures", "Group", "figures_of"]

GOOD = 0.2
"""Good customers are the fifth that has spent most."""
GONE = 0.5
"""Probably gone is whose probability of being alive is below this."""

Vector = NDArray[np.float64]


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
    """Figures by customer, all arrays of one length.

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

    @cached_property
    def purchases(self) -> Vector:
        """Purchase days so far."""
        return self.base.seen.frequency + 1

    @cached_property
    def spent(self) -> Vector:
        """Money so far."""
        return np.asarray(np.add.reduceat(self.base.sold.value, self.base.sold.starts))

    @cached_property
    def last(self) -> Vector:
        """The sheet day of the last purchase."""
        sold = self.base.sold
        return np.asarray(sold.day[np.append(sold.starts[1:], len(sold.day)) - 1])

    @cached_property
    def prospects(self) -> Prospects:
        """What the model says; only where there is one."""
        assert self.base.prospects is not None
        return self.base.prospects

    @cached_property
    def revenue(self) -> Vector:
        """Expected revenue in the horizon."""
        return self.prospects.ahead.expected * self.base.spending.value

    @cached_property
    def value(self) -> Vector:
        """Lifetime value within the horizon: discounted, times the margin."""
        return self.prospects.ahead.discounted * self.base.spending.value * self.margin

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """Customers from the highest value down."""
        return np.argsort(-self.value, kind="stable")

    @cached_property
    def at_stake(self) -> Vector:
        """What more each customer would bring if he were there for sure."""
        ahead = self.prospects.ahead
        return (ahead.if_alive - ahead.expected) * self.base.spending.value

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
        here = (self.spent >= self._bound) & (self.prospects.ahead.alive < GONE)
        places = np.flatnonzero(here)
        return places[np.argsort(-self.at_stake[places], kind="stable")]

    @cached_property
    def groups(self) -> list[Group]:
        """Each segment with customers, the most expected revenue first, and all together."""
        keys = SCHEMES[self.scheme]
        found = [
            self._group(key, np.flatnonzero(self.segment == number))
            for number, key in enumerate(keys)
        ]
        found = sorted((one for one in found if one.customers), key=lambda one: -one.revenue)
        return [*found, self._group("", np.arange(len(self.segment)))]

    def _group(self, name: str, here: NDArray[np.intp]) -> Group:
        alive = float(self.prospects.ahead.alive[here].mean()) if len(here) else np.nan
        revenue, value = float(self.revenue[here].sum()), float(self.value[here].sum())
        return Group(name, len(here), alive, revenue, value)

    def names(self, here: NDArray[np.intp]) -> list[str]:
        """Return the keys of some customers' segments."""
        keys = SCHEMES[self.scheme]
        return [keys[number] for number in self.segment[here]]


def figures_of(
    base: BaseForecast, labels: NDArray[Any], scored: Segmentation, margin: float,
    currency: str = "",
) -> Figures:  # fmt: skip
    """Return the figures of a forecast whose customers are numbers of `labels`."""
    who = base.seen.customers
    returned = len(labels) - len(who)
    return Figures(
        base, labels[who], scored.segment[who], scored.scheme, margin, returned, currency
    )
