"""Contracts: how many customers renew each time, and the fit of a model of who does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.core._checks import Vector, refuse, whole
from clvxl.core._fitted import FittedModel, fitted
from clvxl.core._fitting import Edge, Matrix
from clvxl.errors import ConvergenceError, InputError
from clvxl.text import Text

__all__ = ["OF_SHARES", "Renewals", "fit_steps", "renewals"]

OF_SHARES = 1000.0
"""Customers that shares are taken of."""

_RANGE = Text("survival must be 0 or more", "survival 不得小于 0")
_GROWS = Text(
    "survival must not grow: it is the share or count still there at 0, 1, 2 …",
    "survival 不得上升：它是第 0、1、2……期仍在的比例或人数",
)
_GAP = Text(
    "survival must have no gap: a cohort is blank only where it is too young",
    "survival 中间不得有空：群组只有在尚未到达的期才为空",
)
_START = Text(
    "survival must start above 0: the share or count at time 0",
    "survival 的起点必须大于 0：第 0 期的比例或人数",
)
_SHORT = Text(
    "survival must cover {least} periods after the start at least, to tell {least} parameters",
    "survival 在起点之后至少要有 {least} 期，才能确定 {least} 个参数",
)
_NOBODY_LEFT = Text(
    "nobody left, so that the data tell nothing about leaving",
    "没有客户流失，数据无法说明流失",
)
_NOBODY_STAYED = Text(
    "nobody stayed after the first period, so that the data tell nothing about staying",
    "第一期之后无人留下，数据无法说明留存",
)


@dataclass(frozen=True)
class Renewals:
    """What all cohorts did at each renewal.

    Attributes
    ----------
    kept, lost : ndarray, shape (t,)
        Customers who renewed for the first time, the second …, and who did not.
    customers : float
        All who started.
    """

    kept: Vector
    lost: Vector
    customers: float


def renewals(survival: ArrayLike, periods: float | None = None, least: int = 2) -> Renewals:
    """Return checked renewals.

    Parameters
    ----------
    survival : array_like, shape (t + 1,) or (t + 1, cohorts)
        Share still there at 0, 1, …, or count: shares where a cohort starts with 1 or less. NaN
        where a cohort is too young.
    periods : int, optional
        Use only the first so many periods after the start.
    least : int
        Periods that are needed.

    Raises
    ------
    InputError
        Too few periods.
    DomainError
        A share that grows, is below 0, or stands after a gap; the row is that of the range.
    ConvergenceError
        Nobody left, or nobody stayed.
    """
    block = np.asarray(survival, np.float64)
    block = block.reshape(len(block), -1)
    before = np.vstack([np.full(block.shape[1], np.inf), block[:-1]])
    first = np.arange(len(block))[:, None] == 0
    for text, bad in (
        (_START, first & ~(block > 0)),
        (_RANGE, block < 0),
        (_GAP, np.isnan(before) & ~np.isnan(block)),
        (_GROWS, block > before),
    ):
        if bad.any():
            _refused(text, block, bad)
    if periods is not None:
        block = block[: whole("periods", periods, 1, 2**31) + 1]
    block = block[: int((~np.isnan(block)).any(axis=1).sum())]
    if len(block) <= least:
        raise InputError(_SHORT, least=least)
    start = block[0]
    people = block * np.where(start <= 1, OF_SHARES, 1.0)
    kept, lost = people[1:], people[:-1] - people[1:]
    known = ~np.isnan(kept)
    kept, lost = (np.where(known, one, 0).sum(axis=1) for one in (kept, lost))
    if not lost.any():
        raise ConvergenceError(_NOBODY_LEFT)
    if not kept[0]:
        raise ConvergenceError(_NOBODY_STAYED)
    return Renewals(kept, lost, float(people[0].sum()))


def _refused(text: Text, block: Matrix, bad: NDArray[np.bool_]) -> None:
    """Name the first cell that is at fault, in its column."""
    column = int(np.argmax(bad.any(axis=0)))
    refuse(text, block[:, column], bad[:, column])


def fit_steps(
    data: Renewals,
    steps: Callable[[Vector, Vector], tuple[Vector, Matrix]],
    starts: Sequence[Sequence[float]],
    edges: Sequence[Edge],
) -> FittedModel:
    """Fit a model of who renews, whose first two parameters are alpha and beta.

    Parameters
    ----------
    data : Renewals
    steps : callable
        From the parameters and the numbers 1, 2 … of renewals to the logarithms of the shares of
        those there who renew, and their derivatives by the logarithms of the parameters, (k, t).
    starts : sequence
        Parameters to start from.
    edges : sequence of Edge
        In alpha, beta ÷ alpha and what follows.

    Notes
    -----
    Σ kept·log(share) + lost·log(1 − share) over all renewals: the probability of each customer's
    whole time, product by product.
    """
    at = np.arange(1.0, len(data.kept) + 1)

    def objective(p: Vector) -> tuple[float, Vector]:
        logs, slopes = steps(p, at)
        left = np.log(-np.expm1(logs))
        value = np.where(data.lost > 0, data.lost * left, 0)
        value = value + np.where(data.kept > 0, data.kept * logs, 0)
        weight = data.kept - np.where(data.lost > 0, data.lost * np.exp(logs - left), 0)
        return float(value.sum()), slopes @ weight

    turn = np.eye(len(starts[0]))
    turn[1, 0] = 1
    return fitted(objective, starts, edges, turn, data.customers)
