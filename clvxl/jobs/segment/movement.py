"""What became of the customers of an earlier day: who is new, back or lost, rose or fell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core._rounding import group_sums
from clvxl.data.dates import iso_date
from clvxl.errors import InputError
from clvxl.jobs.segment.compare_day import earlier_day
from clvxl.jobs.segment.groups import FOLDED, folded, small_segments
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import Piece, Transactions
    from clvxl.jobs.segment.scoring import Customers, Segmentation

__all__ = ["FEWEST", "NO_DAYS", "Fate", "Movement", "compared_day", "fold_days", "movement"]

FEWEST = 10
"""Of fewer customers no five bins can be made that say anything."""

NOWHERE = -1
"""The segment of who is no customer on a day."""

Vector = NDArray[np.float64]


class Fate(IntEnum):
    """What became of a customer between the two days."""

    NEW = 0
    RETURNING = 1
    KEPT = 2
    LOST = 3
    SILENT = 4
    GONE = 5


@dataclass(frozen=True)
class Movement:
    """The customers of either day: those of now in the order of `now`, then those that are gone.

    Attributes
    ----------
    then, now : Segmentation
        As if the sales ended on the earlier day, and as they are.
    labels : array
    origin, target : int64 arrays
        The segment then and now, a number of `Segmentation.keys`; -1 for none.
    fate : int8 array
        Of `Fate`.
    before, since : float64 arrays
        Revenue in the days before the earlier day, as many as lie between the two, and since.
    total : float64 array
        All revenue up to now.
    """

    then: Segmentation
    now: Segmentation
    labels: NDArray[Any]
    origin: NDArray[np.int64]
    target: NDArray[np.int64]
    fate: NDArray[np.int8]
    before: Vector
    since: Vector
    total: Vector

    @property
    def day(self) -> float:
        """The earlier day, a sheet day."""
        return _day_of(self.then.customers)

    @property
    def as_of(self) -> float:
        """The later day."""
        return _day_of(self.now.customers)

    @property
    def span(self) -> float:
        """How many days lie between the two."""
        return self.as_of - self.day

    @property
    def begins_late(self) -> bool:
        """Whether sales begin within the days before, so that these are not whole."""
        first = self.then.customers.first
        return first is not None and float(first.min()) > self.day - self.span + 1

    @property
    def change(self) -> Vector:
        """How much more each brought since than before."""
        return self.since - self.before

    @property
    def matrix(self) -> NDArray[np.int64]:
        """Customers by segment then (rows) and now (columns); the last of each is nowhere."""
        size = len(self.now.keys) + 1
        cells = np.bincount(self.origin % size * size + self.target % size, minlength=size * size)
        return cells.reshape(size, size).astype(np.int64, copy=False)

    @property
    def direction(self) -> NDArray[np.int8]:
        """1 for who stands in a better segment of the scheme now, -1 for a worse one, else 0.

        Small segments that are folded have no place in the scheme: to and from them nobody rises.
        """
        other = self.now.keys.index(FOLDED)
        known = (self.origin != NOWHERE) & (self.target != NOWHERE)
        known &= (self.origin != other) & (self.target != other)
        moved: NDArray[np.int8] = np.sign(self.origin - self.target).astype(np.int8)
        return np.where(known, moved, np.int8(0))

    @property
    def groups(self) -> NDArray[np.int8]:
        """What became of each, of `Fate`; groups too small to be shown are one behind the last."""
        small = small_segments(self.now.least, np.bincount(self.fate, minlength=len(Fate)))
        return folded(self.fate, small)

    def movers(self, direction: int) -> NDArray[np.int64]:
        """Return who rose (1) or fell (-1): the largest change of revenue in that sense first."""
        who = np.flatnonzero(self.direction == direction)
        order = np.lexsort((-self.total[who], -direction * self.change[who]))
        found: NDArray[np.int64] = who[order]
        return found


def _day_of(customers: Customers) -> float:
    assert customers.as_of is not None, "movement is of sales, which have days"
    return customers.as_of


def compared_day(words: str, now: Customers) -> float:
    """Return the earlier day that words mean, a date or a span before the as-of date.

    Raises
    ------
    InputError
        Words that mean neither, customers without dates, a day that is not earlier, or one before
        the first purchase.
    """
    if now.first is None or now.as_of is None:
        raise InputError(NO_DAYS)
    day = earlier_day(words, now.as_of)
    if day >= now.as_of:
        raise InputError(_NOT_EARLIER, day=iso_date(day), as_of=iso_date(now.as_of))
    if day < (first := float(now.first.min())):
        raise InputError(_BEFORE_ALL, day=iso_date(day), first=iso_date(first))
    return day


def movement(
    then: Segmentation, now: Segmentation, earlier: Transactions, sales: Transactions
) -> Movement:
    """Compare the customers of two days.

    Parameters
    ----------
    then, now : Segmentation
        Scored alike, the first from the sales up to the earlier day.
    earlier, sales : Transactions
        The lines behind them.

    Returns
    -------
    Movement

    Raises
    ------
    InputError
        There were fewer than 10 customers on the earlier day.
    """
    count = len(then.customers.labels)
    day, as_of = _day_of(then.customers), _day_of(now.customers)
    if count < FEWEST:
        raise InputError(_TOO_FEW, day=iso_date(day), count=count, least=FEWEST)
    at_now, at_then = _places(then.customers.labels, now.customers.labels)
    gone = np.flatnonzero(at_now == NOWHERE)
    were = np.concatenate([at_then, gone])
    return Movement(
        then=then,
        now=now,
        labels=np.concatenate([now.customers.labels, then.customers.labels[gone]]),
        origin=np.where(were == NOWHERE, NOWHERE, then.segment[were].astype(np.int64)),
        target=np.concatenate([now.segment, np.full(len(gone), NOWHERE)]).astype(np.int64),
        fate=_fates(then.customers, now.customers, were, day - (as_of - day)),
        before=np.concatenate(
            [_revenue(sales, 2 * day - as_of, day), _revenue(earlier, 2 * day - as_of, day)[gone]]
        ),
        since=np.concatenate([_revenue(sales, day, as_of), np.zeros(len(gone))]),
        total=np.concatenate([now.customers.monetary, np.zeros(len(gone))]),
    )


def _places(then: NDArray[Any], now: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each of one day stands on the other, -1 where not at all."""
    import pandas as pd

    at_now = pd.Index(now).get_indexer(pd.Index(then)).astype(np.int64)
    at_then = np.full(len(now), NOWHERE, dtype=np.int64)
    here = np.flatnonzero(at_now != NOWHERE)
    at_then[at_now[here]] = here
    return at_now, at_then


def _fates(
    then: Customers, now: Customers, were: NDArray[np.int64], begin: float
) -> NDArray[np.int8]:
    """What became of each; `begin` is the day after which the days before begin."""
    assert then.last is not None
    assert now.last is not None
    gone = len(were) - len(now.labels)
    known = were != NOWHERE
    since = np.concatenate([now.last > _day_of(then), np.zeros(gone, dtype=bool)])
    before = known & (then.last[were] > begin)
    fate = np.select(
        [~known, since & before, since, before], [Fate.NEW, Fate.KEPT, Fate.RETURNING, Fate.LOST],
        Fate.SILENT,
    ).astype(np.int8)  # fmt: skip
    fate[len(now.labels) :] = Fate.GONE
    return fate


def _revenue(lines: Transactions, after: float, until: float) -> Vector:
    """Each customer's revenue in some days."""
    found = np.empty(len(lines.labels))
    for places, sums in lines.each_part(partial(_between, after=after, until=until)):
        found[places] = sums
    return found


def _between(part: Piece, after: float, until: float) -> Vector:
    within = (part.days > after) & (part.days <= until)
    return group_sums(part.customers[within], part.amounts[within], part.count)


def fold_days(least: int, *days: Segmentation) -> list[Segmentation]:
    """Fold what is small on any day on all of them, so that they have the same segments."""
    if least <= 1:
        return list(days)
    small = small_segments(least, *(day.counts[:-1] for day in days))
    return [day.fold(small, least) for day in days]


NO_DAYS = Text(
    "customers that are added up already have no days to compare: give a table of sales, with a "
    "date in each line",
    "客户已汇总，没有日期可供比较：请提供每行带日期的销售表",
)
_NOT_EARLIER = Text(
    "the day to compare with must be before the as-of date {as_of} (got {day})",
    "比较日必须早于截止日 {as_of}（现为 {day}）",
)
_BEFORE_ALL = Text(
    "the day to compare with, {day}, is before the first purchase on {first}: choose a later one",
    "比较日 {day} 早于首次购买日 {first}：请选择更晚的日期",
)
_TOO_FEW = Text(
    "on {day} there were {count} customers, too few to compare with: choose a later day, with at "
    "least {least}",
    "{day} 时只有 {count} 位客户，不足以比较：请选择更晚、至少有 {least} 位客户的日期",
)
