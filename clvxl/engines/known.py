"""What is known of a column before it is gone through: questions that this answers are not asked.

A table's least and largest values are found in one go when it is opened. Of most exports they show
that no line lacks a customer, a date or an amount, and that no number is out of range; the rules
that look for such lines are then settled without a look at any.
"""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Known", "known_of", "known_texts"]

_SETTLED: dict[Any, tuple[Callable[[float, float], bool], bool]] = {
    np.less: (operator.lt, True),
    np.less_equal: (operator.le, True),
    np.greater: (operator.gt, False),
    np.greater_equal: (operator.ge, False),
}
"""For each comparison with a number: whether the largest value settles that it holds."""


@dataclass(frozen=True)
class Known:
    """What is known of a column of finite numbers, or of texts.

    Attributes
    ----------
    low, high : float
        No value is below or above; both occur. Infinite for texts, of which they tell nothing.
    missing : bool
        Whether some lines have none.
    whole : bool
        Whether all are whole numbers for sure.
    """

    low: float
    high: float
    missing: bool
    whole: bool

    def settles(self, comparison: Any, other: float) -> bool | None:
        """Whether a comparison with a number holds on all lines, or on none; None: on some.

        >>> Known(1.0, 9.0, missing=False, whole=True).settles(np.less_equal, 9.0)
        True
        """
        if comparison not in _SETTLED:
            return None
        holds, by_largest = _SETTLED[comparison]
        hardest, easiest = (self.high, self.low) if by_largest else (self.low, self.high)
        if not holds(easiest, other):
            return False
        return True if not self.missing and holds(hardest, other) else None

    @property
    def most(self) -> float | None:
        """The largest value, None where it is not known."""
        return self.high if math.isfinite(self.high) else None

    def absolute(self) -> Known:
        """What is known of the values without their sign."""
        if self.low >= 0:
            return self
        least = 0.0 if self.high > 0 else -self.high
        # the least need not occur, and nobody asks for it
        return replace(self, low=least, high=max(-self.low, self.high))


def known_texts(*, missing: bool) -> Known:
    """Return what is known of texts: whether some lines have none.

    >>> known_texts(missing=False).settles(np.less, 0.0) is None
    True
    """
    return Known(-math.inf, math.inf, missing, whole=False)


def known_of(low: Any, high: Any, missing: bool, whole: bool) -> Known | None:
    """Return what the ends of a column tell; None where it has no value or one that is not finite.

    >>> known_of(2, 5, False, True)
    Known(low=2.0, high=5.0, missing=False, whole=True)
    >>> known_of(2.5, float("inf"), False, False) is None
    True
    """
    if low is None or high is None:
        return None
    ends = float(low), float(high)
    return Known(*ends, missing, whole) if all(map(math.isfinite, ends)) else None
