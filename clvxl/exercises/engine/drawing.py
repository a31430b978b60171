"""Numbers drawn near others, as round as they: for the variants of an exercise.

All that is drawn comes from `random.Random(…).random()`, which gives the same numbers in every
version of Python and on every computer.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from decimal import Decimal
from random import Random

from clvxl.exercises.engine.limits import fault_of
from clvxl.exercises.engine.records import Limit, Varies
from clvxl.report.records import Format

__all__ = ["drawn_column", "drawn_near", "finest_step", "is_counting", "step_of"]

TRIES = 40
MOST_PLACES = 6


def step_of(value: float) -> float:
    """Return the step in which a number like this is drawn: its own last digit, or its second.

    >>> step_of(5000), step_of(4500), step_of(0.2), step_of(0.035), step_of(12.75)
    (100.0, 100.0, 0.01, 0.001, 0.01)
    """
    if value == 0:
        return 1.0
    own = Decimal(f"{value:.15g}").normalize().as_tuple().exponent
    assert isinstance(own, int)
    second = math.floor(math.log10(abs(value))) - 1
    return float(f"1e{max(min(own, second), -MOST_PLACES)}")


def finest_step(values: Sequence[float]) -> float:
    """Return the coarsest usual step of which all numbers are multiples.

    >>> finest_step([9.5, 12.0, 14.0]), finest_step([100.0, 250.0]), finest_step([0.37])
    (0.5, 50.0, 0.01)
    """
    for step in (100.0, 50.0, 10.0, 5.0, 1.0, 0.5, 0.1, 0.05):
        if all(abs(value / step - round(value / step)) < 1e-9 for value in values):
            return step
    return 0.01


def rounded(value: float, step: float) -> float:
    """Return a number as a multiple of a step, written with no more digits than that needs.

    >>> rounded(4612.3, 100.0), rounded(0.1849, 0.01)
    (4600.0, 0.18)
    """
    return float(f"{round(value / step) * step:.12g}")


def drawn_near(
    value: float, form: Format, limit: Limit | None, varies: Varies, random: Random
) -> float:
    """Return another number near one: as round, within its limit, whole where it is whole.

    Parameters
    ----------
    value : float
        0, 1 as a share, and a date stay.
    form : Format
    limit : Limit or None
    varies : tuple of float or None
        The lowest and the highest factor; None: it stays. A share above one half keeps away from
        1: what it lacks to 1 is multiplied.
    random : random.Random

    Examples
    --------
    >>> random = Random("an example")
    >>> [drawn_near(5000, "amount", None, (0.8, 1.25), random) for _ in range(3)]
    [5100, 5100, 4000]
    >>> [drawn_near(0.9, "percent", None, (0.8, 1.25), random) for _ in range(3)]
    [0.9, 0.89, 0.89]
    """
    share = form == "percent"
    if varies is None or value == 0 or form in ("date", "text") or (share and value == 1):
        return value
    low, high = varies
    whole = isinstance(value, int) or form == "integer" or (limit and limit.kind == "integer")
    above_half = share and 0.5 < value < 1
    step = step_of(1 - value) if above_half else step_of(value)
    step = max(step, 1.0) if whole else step
    for _ in range(TRIES):
        factor = low + (high - low) * random.random()
        drawn = rounded(1 - (1 - value) * factor if above_half else value * factor, step)
        if drawn != 0 and not (share and drawn == 1) and fault_of(drawn, form, limit) is None:
            return int(drawn) if whole else drawn
    return value


def is_counting(values: Sequence[float]) -> bool:
    """Return whether numbers are those of periods, each one more than the one before.

    >>> is_counting([0, 1, 2]), is_counting([5]), is_counting([20, 60, 70])
    (True, False, False)
    """
    steps = {after - before for before, after in itertools.pairwise(values)}
    return steps == {1}


def drawn_column(
    values: Sequence[float], form: Format, limit: Limit | None, varies: Varies, random: Random
) -> list[float]:
    """Return other numbers for a column, cell by cell; one that rises or falls still does.

    Shares that add up to 1 still do. Where many cells fall one below the other, each step down is
    drawn: by what part it is less than the one before.

    >>> drawn_column([0.9, 0.8, 0.6, 0.3], "percent", None, (0.8, 1.25), Random("a column"))
    [0.91, 0.82, 0.67, 0.35]
    """
    if is_counting(values):
        return list(values)
    for _ in range(TRIES):
        drawn = [drawn_near(value, form, limit, varies, random) for value in values]
        if form == "percent" and abs(sum(values) - 1) < 1e-9 and len(values) > 1:
            drawn = _adding_up(drawn)
        if _as_ordered(values, drawn) and all(fault_of(d, form, limit) is None for d in drawn):
            return drawn
    if form == "percent" and varies and all(a > b > 0 for a, b in itertools.pairwise(values)):
        return _step_by_step(values, varies, random)
    return list(values)


def _step_by_step(
    values: Sequence[float], varies: tuple[float, float], random: Random
) -> list[float]:
    """A falling column drawn by its steps: all of them steeper or flatter, and each a little."""
    low, high = varies
    step = min(step_of(value) for value in values)
    everywhere = low + (high - low) * random.random()
    found = list(values[:1])
    for before, after in itertools.pairwise(values):
        each = 0.95 + 0.1 * random.random()
        drawn = rounded(found[-1] * (1 - min((1 - after / before) * everywhere * each, 0.95)), step)
        found.append(min(drawn, rounded(found[-1] - step, step)))
    return found if found[-1] > 0 else list(values)


def _adding_up(shares: list[float]) -> list[float]:
    """Let the largest share make up for what the others lack to 1."""
    largest = shares.index(max(shares))
    rest = sum(share for at, share in enumerate(shares) if at != largest)
    return [float(f"{1 - rest:.12g}") if at == largest else s for at, s in enumerate(shares)]


def _as_ordered(old: Sequence[float], new: Sequence[float]) -> bool:
    """Whether a column that rises or falls throughout does so as before, cell by cell."""
    rises = all(a <= b for a, b in itertools.pairwise(old))
    falls = all(a >= b for a, b in itertools.pairwise(old))
    if not (rises or falls):
        return True
    signs = [
        ((b > a) - (b < a), (d > c) - (d < c))
        for a, b, c, d in zip(old, old[1:], new, new[1:], strict=False)
    ]
    return all(was == now or (was == 0 and (now >= 0 if rises else now <= 0)) for was, now in signs)
