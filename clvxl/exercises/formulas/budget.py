"""How much computing formulas may cost, where they come from somebody else.

Without a limit nothing is counted. The count does not depend on the computer; the time only keeps
what the count misses from lasting.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from clvxl.exercises.formulas.values import RefusedError

__all__ = ["limited", "spend"]

COSTLY = "it takes more computing than it is given"


@dataclass
class _Budget:
    cells: int
    until: float


_BUDGET: ContextVar[_Budget | None] = ContextVar("budget", default=None)


@contextmanager
def limited(cells: int, seconds: float) -> Iterator[None]:
    """Let formulas take so many cells into account, and this processor so long, for a while.

    >>> with limited(10, 1.0):
    ...     spend(11)
    Traceback (most recent call last):
    clvxl.exercises.formulas.values.RefusedError: it takes more computing than it is given
    """
    token = _BUDGET.set(_Budget(cells, time.process_time() + seconds))
    try:
        yield
    finally:
        _BUDGET.reset(token)


def spend(cells: int) -> None:
    """Say that so many cells are about to be computed or looked at.

    Raises
    ------
    RefusedError
        There is a limit, and this goes beyond.
    """
    budget = _BUDGET.get()
    if budget is None:
        return
    budget.cells -= cells
    if budget.cells < 0 or time.process_time() > budget.until:
        budget.cells = -1
        raise RefusedError(COSTLY)
