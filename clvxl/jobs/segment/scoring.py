"""A customer base scored and segmented, as numbers: what the report is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property, partial
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core import rates, rfm, segments
from clvxl.errors import InputError
from clvxl.jobs.segment.groups import FOLDED, folded
from clvxl.jobs.segment.habits import added_counts, gap_counts
from clvxl.jobs.segment.months import Calendar, Months, months_of, revenue_by_period
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.cleaning import Summaries, Transactions
    from clvxl.data.records import Piece

__all__ = ["Customers", "Scoring", "Segmentation", "Sold", "added_up", "of_summaries", "segmented"]

TOP = 0.2
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Scoring:
    """How customers are scored and segmented.

    `scheme` None takes what suits the scores: "standard" for five bins, "eight" for the method
    "mean", "tiers" for any other number of bins.
    """

    bins: int = 5
    method: str = "quantile"
    scheme: str | None = None

    @classmethod
    def chosen(cls, values: Mapping[str, Any]) -> Scoring:
        """Return the scoring that a job's options name."""
        return cls(**{each.name: values[each.name] for each in fields(cls) if each.name in values})

    @property
    def scheme_used(self) -> str:
        """The scheme, also where the user left it open."""
        if self.scheme is not None:
            return self.scheme
        if self.method == "mean":
            return "eight"
        return "standard" if self.bins == 5 else "tiers"

    def check(self) -> None:
        """Refuse what cannot go together, before any work is done."""
        bins = 2 if self.method == "mean" else self.bins
        if not 2 <= bins <= rfm.CODE_BINS:
            raise InputError(
                Text(
                    "bins must be between 2 and 9 for a code of three digits",
                    "三位编码的 bins 必须在 2 到 9 之间",
                ),
                value=bins,
            )
        if self.scheme_used == "standard" and bins != 5:
            raise InputError(
                Text(
                    'the scheme "standard" needs five bins; take the scheme "tiers" or "eight", '
                    "or leave bins and method as they are",
                    '方案 "standard" 需要五档；请改用 "tiers" 或 "eight"，或保持 bins 与 method 不'
                    "变",
                ),
                value=bins,
            )


@dataclass(frozen=True)
class Customers:
    """The customers as they were added up: arrays of shape (n,), whole numbers where they count.

    `recency` is in days. `first` and `last` are sheet days, None where the input was already
    added up; `as_of` likewise.
    """

    labels: NDArray[Any]
    recency: NDArray[Any]
    frequency: NDArray[Any]
    monetary: Vector
    first: NDArray[Any] | None = None
    last: NDArray[Any] | None = None
    as_of: float | None = None

    @cached_property
    def spending(self) -> Vector:
        """What customers spent, the least first."""
        return np.sort(self.monetary)

    @property
    def average(self) -> Vector:
        """Revenue per purchase; NaN without a purchase."""
        average = np.full(len(self.monetary), np.nan)
        np.divide(self.monetary, self.frequency, out=average, where=self.frequency > 0)
        return average

    def taken(self, places: NDArray[np.intp]) -> Customers:
        """Return some of them, in this order."""
        first, last = (None if days is None else days[places] for days in (self.first, self.last))
        return Customers(
            self.labels[places], self.recency[places], self.frequency[places],
            self.monetary[places], first, last, self.as_of,
        )  # fmt: skip


@dataclass(frozen=True)
class Segmentation:
    """Scored and segmented customers.

    `segment` numbers the segments of `keys`; `heat` is the mean spending by F (rows) and R
    (columns), 1…bins; `top_share` the share of revenue of the best 20 % of customers, None where
    revenue does not add up to more than 0. `least` is how many customers each segment shown and
    each cell of `heat` has at least; the smaller segments, `hidden`, are shown as one.
    """

    customers: Customers
    scores: rfm.Scores
    scheme: str
    segment: NDArray[np.int8]
    summary: segments.Summary
    heat: Vector
    top_share: float | None
    least: int = 1
    hidden: frozenset[str] = frozenset()

    @property
    def keys(self) -> tuple[str, ...]:
        """The segments of the scheme, and what small ones are folded into, by number."""
        return (*segments.SCHEMES[self.scheme], FOLDED)

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many customers each segment of `keys` has."""
        return np.bincount(self.segment, minlength=len(self.keys)).astype(np.int64, copy=False)

    def fold(self, small: NDArray[np.bool_], least: int) -> Segmentation:
        """Return it with the small segments as one, and no mean of fewer than `least`."""
        scores, customers = self.scores, self.customers
        segment = folded(self.segment, small)
        cell = (scores.f.astype(np.intp) - 1) * scores.bins + scores.r - 1
        size = np.bincount(cell, minlength=scores.bins**2).reshape(self.heat.shape)
        return replace(
            self, segment=segment, least=least, heat=np.where(size < least, np.nan, self.heat),
            hidden=frozenset(compress(segments.SCHEMES[self.scheme], small)),
            summary=segments.summary(segment, customers.monetary, customers.frequency),
        )  # fmt: skip


@dataclass(frozen=True)
class Sold:
    """Sales, gone through once.

    Attributes
    ----------
    customers : Customers
    gaps : ndarray of int
        As `clvxl.jobs.segment.habits.gap_counts`.
    months : Months
    """

    customers: Customers
    gaps: NDArray[np.int64]
    months: Months


def added_up(found: Transactions, as_of: float | None = None) -> Sold:
    """Add up clean transactions by customer and by month.

    Parameters
    ----------
    found : Transactions
    as_of : float, optional
        The day from which recency counts, a sheet day; default: the latest day found.
    """
    today = found.last_day if as_of is None else as_of
    count = len(found.labels)
    monetary, (frequency, first, last) = np.empty(count), np.empty((3, count), dtype=np.int32)
    calendar = Calendar(*found.day_range)

    revenue, gaps = np.zeros(2 * calendar.count), np.zeros(0, dtype=np.int64)
    for places, (totals, sums, counts) in found.each_part(partial(_of_part, calendar=calendar)):
        frequency[places], monetary[places] = totals.frequency, totals.monetary
        first[places], last[places] = totals.first, totals.last
        revenue += sums
        gaps = added_counts([gaps, counts])
    # a day of a sheet is whole, but for a date that was given with a time
    recency = int(today) - last if today == int(today) else today - last
    customers = Customers(found.labels, recency, frequency, monetary, first, last, today)
    return Sold(customers, gaps, months_of(revenue, calendar, today))


def _of_part(
    part: Piece, calendar: Calendar
) -> tuple[rfm.CustomerTotals, Vector, NDArray[np.int64]]:
    """What the customers of a part add up to, by customer, by period and by gaps."""
    totals = rfm.customer_totals(
        part.customers, part.days, part.amounts, purchase=part.counts_as_purchase, count=part.count
    )
    return totals, revenue_by_period(part, totals.first, calendar), gap_counts(part)


def of_summaries(found: Summaries) -> Customers:
    """Take customers that were added up already."""
    return Customers(found.labels, found.recency, found.frequency, found.monetary)


def segmented(customers: Customers, scoring: Scoring) -> Segmentation:
    """Score and segment customers.

    Raises
    ------
    InputError
        Bins, method and scheme that do not go together.
    """
    scoring.check()
    scores = rfm.score(
        customers.recency, customers.frequency, customers.monetary,
        scoring.bins, method=scoring.method,
    )  # fmt: skip
    scheme = scoring.scheme_used
    segment = segments.numbers(scheme, scores.r, scores.f, scores.m, scores.bins)
    return Segmentation(
        customers=customers,
        scores=scores,
        scheme=scheme,
        segment=segment,
        summary=segments.summary(segment, customers.monetary, customers.frequency),
        heat=rfm.heatmap(scores.r, scores.f, customers.monetary, scores.bins),
        top_share=_top_share(customers),
    )


def _top_share(customers: Customers) -> float | None:
    total = float(customers.monetary.sum())
    return rates.share_of_best(customers.spending[::-1], total, TOP) if total > 0 else None
