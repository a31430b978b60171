"""What customers of BG/BB did: purchases at opportunities, checked and folded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.core._checks import Number, Vector, at_least, refuse, same_length, vector
from clvxl.text import Text

__all__ = ["Donors", "donors", "whole"]

_WHOLE = Text("{name} must be a whole number of 0 or more", "{name} 必须是不小于 0 的整数")
_ORDER = Text("recency must be at most opportunities", "recency 不得大于 opportunities")
_FREQUENCY = Text("frequency must be at most recency", "frequency 不得大于 recency")
_NO_PURCHASE = Text(
    "recency must be 0 where frequency is 0, and above 0 elsewhere: the number of the opportunity "
    "last taken",
    "frequency 为 0 时 recency 必须为 0，否则必须大于 0：最近一次购买所在的机会序号",
)


@dataclass(frozen=True)
class Donors:
    """What customers did: purchases, the opportunity of the last one, opportunities, how many.

    Attributes
    ----------
    x, t_x, n, weight : ndarray, shape (rows,)
    """

    x: Vector
    t_x: Vector
    n: Vector
    weight: Vector

    def folded(self) -> tuple[Donors, NDArray[np.intp]]:
        """Return the distinct rows, and where each row is among them."""
        rows = np.column_stack([self.x, self.t_x, self.n])
        order = np.lexsort(rows.T)
        new = np.concatenate(([True], (np.diff(rows[order], axis=0) != 0).any(axis=1)))
        place = np.empty(len(order), dtype=np.intp)
        place[order] = np.cumsum(new) - 1
        x, t_x, n = rows[order[new]].T
        return Donors(x, t_x, n, np.bincount(place, self.weight).astype(np.float64)), place


def donors(
    frequency: ArrayLike, recency: ArrayLike, opportunities: ArrayLike, count: ArrayLike = 1.0
) -> Donors:
    """Return checked histories.

    Parameters
    ----------
    frequency : array_like, shape (n,)
        Opportunities at which a customer bought, after the first purchase; whole numbers.
    recency : array_like, shape (n,)
        Number of the opportunity of the last purchase, 0 with none.
    opportunities : array_like, shape (n,) or one number
        How many each customer has had.
    count : array_like, shape (n,) or one number
        How many customers each row stands for, 0 or more.

    Raises
    ------
    InputError
        Different lengths, or nothing.
    DomainError
        A row that no customer can have.
    """
    x, t_x = vector("frequency", frequency), vector("recency", recency)
    n, weight = vector("opportunities", opportunities), vector("count", count)
    n = np.repeat(n, len(x)) if len(n) == 1 else n
    weight = np.repeat(weight, len(x)) if len(weight) == 1 else weight
    same_length(frequency=x, recency=t_x, opportunities=n, count=weight)
    for name, value in (("frequency", x), ("recency", t_x), ("opportunities", n)):
        whole(name, value)
    at_least("count", weight, 0)
    for text, value, bad in (
        (_ORDER, t_x, t_x > n), (_FREQUENCY, x, x > t_x), (_NO_PURCHASE, t_x, (x > 0) != (t_x > 0))
    ):  # fmt: skip
        if bad.any():
            refuse(text, value, bad)
    return Donors(x, t_x, n, weight)


def whole(name: str, value: Number) -> None:
    """Refuse what is no whole number of 0 or more."""
    bad = ~((np.asarray(value) >= 0) & (np.asarray(value) == np.floor(value)))
    if bad.any():
        refuse(_WHOLE, value, bad, name=name)
