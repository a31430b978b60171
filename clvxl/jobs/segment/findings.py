"""All that the report of a segmentation tells, as numbers: computed once, laid out elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from clvxl.core._order import largest_first
from clvxl.data.records import Summaries, Transactions
from clvxl.jobs.segment.concentration import Concentration, concentration_of
from clvxl.jobs.segment.distributions import Distribution, distributions_of
from clvxl.jobs.segment.habits import Habits, habits_of
from clvxl.jobs.segment.months import Months
from clvxl.jobs.segment.scoring import Segmentation, Sold
from clvxl.jobs.segment.silence import Silent, silent_customers

__all__ = ["Findings", "findings_of", "year_before"]

_EPOCH = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Findings:
    """A segmentation and what follows from it.

    `habits`, `months` and `active` need sales and are None for customers who were added up
    already; `active` is the share of customers with a purchase in the last 12 months, None too
    where the sales are of a shorter time. `once` is the share of customers with one purchase.
    """

    result: Segmentation
    currency: str
    concentration: Concentration | None
    distributions: tuple[Distribution, ...]
    silent: Silent | None
    once: float
    habits: Habits | None = None
    months: Months | None = None
    active: float | None = None

    @cached_property
    def by_money(self) -> NDArray[np.intp]:
        """All customers, who spent most first."""
        return largest_first(self.result.customers.monetary)


def findings_of(
    result: Segmentation,
    cleaned: Transactions | Summaries,
    sold: Sold | None = None,
    *,
    everyone: bool = True,
    called: int | None = None,
) -> Findings:
    """Return what follows from a segmentation and the lines that it was made from.

    `sold` is what these add up to, None for customers who were added up already. Without `everyone`
    habits are those of so many customers to call as `called` says, None for all
    of these, which is much less work.
    """
    customers = result.customers
    found = Findings(
        result,
        cleaned.reading.currency,
        concentration_of(customers.spending),
        distributions_of(customers, result.scores, result.least),
        silent_customers(result),
        float(np.mean(customers.frequency == 1)),
    )
    first, last, today = customers.first, customers.last, customers.as_of
    # it takes room, and nothing asks for it again
    vars(customers).pop("spending", None)
    if not isinstance(cleaned, Transactions) or sold is None:
        return found
    assert first is not None
    assert last is not None
    assert today is not None
    wanted = None if everyone else _to_call(found, called)
    year = year_before(today)
    return Findings(
        found.result, found.currency, found.concentration, found.distributions, found.silent,
        found.once, habits_of(cleaned, sold.gaps, wanted), sold.months,
        float(np.mean(last > year)) if first.min() <= year else None,
    )  # fmt: skip


def _to_call(found: Findings, called: int | None) -> NDArray[np.bool_]:
    wanted = np.zeros(len(found.result.customers.monetary), dtype=bool)
    if found.silent is not None:
        wanted[found.silent.customers[:called]] = True
    return wanted


def year_before(day: float) -> float:
    """Return the same day a year before, as a sheet day; of February 29 the 28th.

    >>> year_before(45658.0), year_before(45351.0) - year_before(45350.0)
    (45292.0, 0.0)
    """
    date = _EPOCH + dt.timedelta(days=int(day))
    before = date.replace(
        year=date.year - 1, day=28 if (date.month, date.day) == (2, 29) else date.day
    )
    return float((before - _EPOCH).days)
