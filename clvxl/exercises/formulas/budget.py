"""How much computing formulas may cost, where they come from somebody else.

Without a budget nothing is counted. The count does not depend on the computer; the time only keeps
what the count misses from lasting.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from clvxl.exercises.formulas.values import RefusedError

__all__ = ["Budget", "spend"]

COSTLY = "it takes more computing than it is given"


@dataclass
class Budget:
    """So many cells may still be looked at, for so many seconds of this processor.

    While it is charged, `until` is when these are over.
    """

    cells: int
    seconds: float
    until: float = 0.0

    @contextmanager
    def charged(self) -> Iterator[None]:
        """Charge it with what is computed meanwhile.

        >>> with Budget(10, 1.0).charged():
        ...     spend(11)
        Traceback (most recent call last):
        clvxl.exercises.formulas.values.RefusedError: it takes more computing than it is given
        """
        token = _BUDGET.set(self)
        self.until = time.thread_time() + self.seconds
        try:
            yield
        finally:
            self.seconds = self.until - time.thread_time()
            _BUDGET.reset(token)


_BUDGET: ContextVar[Budget | None] = ContextVar("budget", default=None)


def spend(cells: int) -> None:
    """Say that so many cells are about to be computed or looked at.

    Raises
    ------
    RefusedError
        There is a budget, and this goes beyond.
    """
    budget = _BUDGET.get()
    if budget is None:
        return
    budget.cells -= cells
    if budget.cells < 0 or time.thread_time() > budget.until:
        raise RefusedError(COSTLY)
