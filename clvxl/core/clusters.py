"""Groups that the data themselves form: k-means."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.core._checks import Vector, whole
from clvxl.errors import ConvergenceError, DomainError, InputError
from clvxl.text import Text

__all__ = ["MOST_GROUPS", "kmeans"]

MOST_GROUPS = 100
STARTS = 10
MANY = 100_000
"""So many rows need one start only and a coarser end: more hardly moves the centres."""

FEW = 1_000


def kmeans(
    data: ArrayLike, groups: float, seed: float = 0, scale: bool = True
) -> NDArray[np.int64]:
    """Return each row's group, the one with the highest mean of the last column first.

    Parameters
    ----------
    data : array_like, shape (n, columns)
        One row per customer, all finite.
    groups : int
        From 1 to 100, and no more than there are different rows.
    seed : int, optional
        The same seed gives the same groups.
    scale : bool, optional
        Divide each column by its standard deviation first, so that all weigh the same.

    Returns
    -------
    ndarray of int, shape (n,)
        1…groups.

    Raises
    ------
    InputError
        No rows.
    DomainError
        More groups than different rows, or a number out of its range.

    Notes
    -----
    Lloyd's algorithm (scipy.cluster.vq) from k-means++ starts (Arthur & Vassilvitskii 2007), the
    best of ten, of one for 100,000 rows and more.

    Examples
    --------
    >>> kmeans([[1, 10], [1, 11], [9, 99], [9, 98]], 2).tolist()
    [2, 2, 1, 1]
    """
    table = np.asarray(data, dtype=np.float64)
    table = table[:, None] if table.ndim == 1 else table
    if not table.size:
        raise InputError(
            Text("{name} must have at least one value", "{name} 至少要有一个值"), name="data"
        )
    count = whole("groups", groups, 1, MOST_GROUPS)
    start = whole("seed", seed, 0, 2**31 - 1)
    if count > 1 and not _differ(table, count):
        raise DomainError(
            Text(
                "groups must be at most the number of different rows", "groups 不得大于不同的行数"
            ),
            value=count,
        )
    if count == 1:
        return np.ones(len(table), dtype=np.int64)
    points = table - table.mean(axis=0)
    if scale:
        spread = np.sqrt(np.einsum("ij,ij->j", points, points) / len(points))
        points /= np.where(spread > 0, spread, 1.0)
    labels = _best_of(points, count, start)
    means = np.bincount(labels, table[:, -1], count) / np.bincount(labels, minlength=count)
    rank = np.empty(count, dtype=np.int64)
    rank[np.argsort(-means, kind="stable")] = np.arange(1, count + 1)
    return rank[labels]


def _differ(table: Vector, count: int) -> bool:
    """Whether so many rows are different; mostly the first few show it."""
    return any(len(np.unique(rows, axis=0)) >= count for rows in (table[:FEW], table))


def _best_of(points: Vector, groups: int, seed: int) -> NDArray[np.int64]:
    from scipy.cluster.vq import kmeans as lloyd
    from scipy.cluster.vq import vq

    random = np.random.default_rng(seed)
    many = len(points) >= MANY
    best: tuple[float, NDArray[np.int64]] | None = None
    seen = points[:: len(points) // MANY or 1]
    for _ in range(1 if many else STARTS):
        centres, _ = lloyd(points, _spread_out(seen, groups, random), thresh=1e-4 if many else 1e-6)
        labels, distance = vq(points, centres, check_finite=False)
        loss = float((distance**2).sum())
        if len(centres) == groups and (best is None or loss < best[0]):
            best = loss, labels.astype(np.int64)
    if best is None:
        raise ConvergenceError(
            Text(
                "the groups do not settle: take fewer groups or another seed",
                "分组不能稳定：请减少 groups 或更换 seed",
            )
        )
    return best[1]


def _spread_out(points: Vector, groups: int, random: np.random.Generator) -> Vector:
    """Centres to start from, each drawn by its squared distance from those drawn before."""
    chosen = [points[random.integers(len(points))]]
    nearest = _squares(points, chosen[0])
    for _ in range(groups - 1):
        at = np.searchsorted(np.cumsum(nearest), random.random() * nearest.sum())
        chosen.append(points[min(int(at), len(points) - 1)])
        nearest = np.minimum(nearest, _squares(points, chosen[-1]))
    return np.array(chosen)


def _squares(points: Vector, centre: Vector) -> Vector:
    away = points - centre
    return np.asarray(np.einsum("ij,ij->i", away, away))
