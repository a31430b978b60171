"""BG/BB: customers who can buy at opportunities only (a yearly appeal), until they drop out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from clvxl.core._checks import Number, Vector, above, at_least, refuse, same_length, vector
from clvxl.core._fitted import FittedModel, fitted
from clvxl.core._fitting import Edge, Matrix
from clvxl.core._special import log_rising
from clvxl.core._staying import discounted_stay, expected_stay
from clvxl.errors import ConvergenceError
from clvxl.text import Text

__all__ = [
    "PARAMETERS", "Donors", "alive", "discounted", "donors", "expected", "fit", "log_likelihood",
    "new", "pmf",
]  # fmt: skip

PARAMETERS = ("alpha", "beta", "gamma", "delta")
EDGES = (
    Edge("no_dropout", ((3, 1),)),
    Edge("alike_dropout", ((2, 1),)),
    Edge("at_once_or_never", ((2, -1),)),
    Edge("alike_chances", ((0, 1),)),
    Edge("always_or_never", ((0, -1),)),
    Edge("always_buys", ((1, -1),)),
)
_CLIMBED = np.array([[1.0, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 1]])
"""From the logarithms of alpha, beta ÷ alpha, gamma, delta ÷ gamma to those of the parameters."""

_AT_A_TIME = 2_000_000
"""Terms that are in memory at once."""

_WHOLE = Text("{name} must be a whole number of 0 or more", "{name} 必须是不小于 0 的整数")
_ORDER = Text("recency must be at most opportunities", "recency 不得大于 opportunities")
_FREQUENCY = Text("frequency must be at most recency", "frequency 不得大于 recency")
_NO_PURCHASE = Text(
    "recency must be 0 where frequency is 0, and above 0 elsewhere: the number of the opportunity "
    "last taken",
    "frequency 为 0 时 recency 必须为 0，否则必须大于 0：最近一次购买所在的机会序号",
)
_NONE_BUYS = Text(
    "no customer bought at any opportunity, so that the data tell nothing about rates of buying",
    "没有客户在任何机会中购买，数据无法说明购买率",
)
_ALL_BUY = Text(
    "every customer bought at every opportunity, so that the data tell nothing about differences",
    "所有客户在每次机会都购买，数据无法说明差异",
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
        _whole(name, value)
    at_least("count", weight, 0)
    for text, value, bad in (
        (_ORDER, t_x, t_x > n), (_FREQUENCY, x, x > t_x), (_NO_PURCHASE, t_x, (x > 0) != (t_x > 0))
    ):  # fmt: skip
        if bad.any():
            refuse(text, value, bad)
    return Donors(x, t_x, n, weight)


def _whole(name: str, value: Number) -> None:
    bad = ~((np.asarray(value) >= 0) & (np.asarray(value) == np.floor(value)))
    if bad.any():
        refuse(_WHOLE, value, bad, name=name)


def checked(p: Matrix) -> Matrix:
    """Return parameters alpha, beta, gamma, delta; refuse one that is not above 0."""
    for name, value in zip(PARAMETERS, p, strict=True):
        above(name, value if np.ndim(value) else float(value), 0)
    return p


def fit(data: Donors) -> FittedModel:
    """Fit the BG/BB model by maximum likelihood.

    Parameters
    ----------
    data : Donors

    Returns
    -------
    FittedModel
        alpha, beta, gamma, delta.

    Raises
    ------
    ConvergenceError
        The data determine nothing; the sentence says why.

    Notes
    -----
    At each opportunity a customer who is there buys with probability p, beta(alpha, beta)
    distributed, and drops out before it with probability θ, beta(gamma, delta) distributed. Fader,
    Hardie & Shang (2010), Marketing Science 29(6), p. 1086–1108, eq. 5.

    Examples
    --------
    >>> x, t_x, many = [0, 1, 1, 1, 2, 2, 3], [0, 1, 2, 3, 2, 3, 3], [80, 30, 9, 8, 13, 22, 40]
    >>> found = fit(donors(x, t_x, 3, many))
    >>> found.parameters.round(2).tolist(), round(found.log_likelihood, 4), found.edges
    ([1.63, 0.94, 0.47, 1.26], -350.6257, ())
    """
    known = data.weight * data.n > 0
    bought = data.x[known]
    if not bought.any():
        raise ConvergenceError(_NONE_BUYS)
    if (bought == data.n[known]).all():
        raise ConvergenceError(_ALL_BUY)
    rows, _ = data.folded()

    def objective(p: Vector) -> tuple[float, Vector]:
        each, slopes = _gradient(p, rows)
        return float(np.dot(each, rows.weight)), slopes @ rows.weight

    starts = ((1.0, 1.0, 0.5, 2.0), (0.5, 2.0, 1.0, 9.0), (1.0, 0.5, 1.0, 1.0))
    return fitted(objective, starts, EDGES, _CLIMBED, float(data.weight.sum()))


def log_likelihood(p: Matrix, data: Donors) -> Vector:
    """Return each customer's log-likelihood.

    Parameters
    ----------
    p : ndarray, shape (4,) or (4, n)
        alpha, beta, gamma, delta, each above 0.
    data : Donors

    Returns
    -------
    ndarray, shape (n,)

    Examples
    --------
    >>> p = np.array([1.204, 0.75, 0.657, 2.783])
    >>> log_likelihood(p, donors([6, 0], [6, 0], 6)).round(6).tolist()
    [-2.182248, -1.167262]
    """
    return _by_row(lambda p, rows: _both(p, rows)[0], checked(p), data)


def _by_row(formula: object, p: Matrix, data: Donors) -> Vector:
    """A formula of the distinct rows, or of all where each customer has his own parameters."""
    if np.ndim(p) == 2:
        return formula(p, data)  # type: ignore[operator,no-any-return]
    rows, place = data.folded()
    return formula(p, rows)[place]  # type: ignore[operator,no-any-return]


@dataclass(frozen=True)
class _Terms:
    """Of some rows: all m at which a customer may have had his last opportunity.

    Each row has a stretch of terms: m = t_x … n − 1 where he was gone after m, and then m = n where
    he was still there. `left` is 1 for those who were gone.
    """

    rows: slice
    row: NDArray[np.intp]
    begin: NDArray[np.intp]
    m: Vector
    left: Vector


def _stretches(data: Donors) -> Iterator[_Terms]:
    """Yield the terms of all rows, some rows at a time."""
    sizes = (data.n - data.t_x + 1).astype(np.intp)
    ends = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        before = ends[first] - sizes[first]
        last = max(int(np.searchsorted(ends, before + _AT_A_TIME)), first + 1)
        size = sizes[first:last]
        begin = np.cumsum(size) - size
        row = np.repeat(np.arange(first, last), size)
        m = data.t_x[row] + (np.arange(len(row)) - np.repeat(begin, size))
        yield _Terms(slice(first, last), row, begin, m, np.asarray(m < data.n[row], np.float64))
        first = last


def _rising(base: ArrayLike, times: Vector, row: NDArray[np.intp]) -> Vector:
    """log (base)_times, of few whole numbers from a table."""
    if np.ndim(base):
        return log_rising(np.asarray(base)[row], times)
    return log_rising(base, np.arange(times.max() + 1))[times.astype(np.intp)]


def _rises(base: float, times: Vector) -> Vector:
    """ψ(base + times) − ψ(base), summed up: 1 ÷ base + 1 ÷ (base + 1) and so on."""
    table = np.concatenate(([0.0], np.cumsum(1 / (base + np.arange(times.max())))))
    return np.asarray(table[times.astype(np.intp)])


def _logs(p: Matrix, data: Donors, terms: _Terms) -> Vector:
    """The logarithms of the terms."""
    alpha, beta, gamma, delta = p
    row, m, left = terms.row, terms.m, terms.left
    x = data.x[row]
    buys = _rising(alpha, x, row) + _rising(beta, m - x, row) - _rising(np.add(alpha, beta), m, row)
    stays = _rising(delta, m, row) - _rising(np.add(gamma, delta), m + left, row)
    log_gamma = np.log(gamma)
    return np.asarray(buys + stays + left * (log_gamma[row] if np.ndim(gamma) else log_gamma))


def _both(p: Matrix, data: Donors) -> tuple[Vector, Vector]:
    """Log-likelihoods, and the logarithms of the probability of being there at the last one."""
    total, alive = np.empty(len(data.x)), np.empty(len(data.x))
    for terms in _stretches(data):
        logs = _logs(p, data, terms)
        highest = np.maximum.reduceat(logs, terms.begin)
        size = np.diff(np.append(terms.begin, len(logs)))
        sums = np.add.reduceat(np.exp(logs - np.repeat(highest, size)), terms.begin)
        total[terms.rows] = highest + np.log(sums)
        alive[terms.rows] = logs[terms.begin + size - 1]
    return total, np.minimum(alive - total, 0)


def _gradient(p: Vector, data: Donors) -> tuple[Vector, Matrix]:
    """Log-likelihoods, and their derivatives by the logarithms of the parameters, shape (4, n)."""
    alpha, beta, gamma, delta = p.tolist()
    total, slopes = np.empty(len(data.x)), np.empty((4, len(data.x)))
    for terms in _stretches(data):
        logs, begin, m, left = _logs(p, data, terms), terms.begin, terms.m, terms.left
        x, size = data.x[terms.row], np.diff(np.append(begin, len(logs)))
        highest = np.maximum.reduceat(logs, begin)
        parts = np.exp(logs - np.repeat(highest, size))
        sums = np.add.reduceat(parts, begin)
        total[terms.rows] = highest + np.log(sums)
        share = parts / np.repeat(sums, size)
        both, all_left = _rises(alpha + beta, m), _rises(gamma + delta, m + left)
        for at, (scale, slope) in enumerate(
            (
                (alpha, _rises(alpha, x) - both),
                (beta, _rises(beta, m - x) - both),
                (gamma, left / gamma - all_left),
                (delta, _rises(delta, m) - all_left),
            )
        ):
            slopes[at, terms.rows] = scale * np.add.reduceat(share * slope, begin)
    return total, slopes


def alive(p: Matrix, data: Donors) -> Vector:
    """Return each customer's probability of being there at the next opportunity, n + 1.

    Parameters
    ----------
    p : ndarray, shape (4,) or (4, n)
    data : Donors

    Returns
    -------
    ndarray, shape (n,)

    Notes
    -----
    Fader, Hardie & Shang (2010), eq. 11.

    Examples
    --------
    >>> p = np.array([1.204, 0.75, 0.657, 2.783])
    >>> alive(p, donors([0, 2, 6], [0, 4, 6], 6)).round(2).tolist()
    [0.11, 0.59, 0.93]
    """

    def formula(p: Matrix, rows: Donors) -> Vector:
        _, _, gamma, delta = p
        return np.asarray(np.exp(_both(p, rows)[1]) * (delta + rows.n) / (gamma + delta + rows.n))

    return _by_row(formula, checked(p), data)


def expected(p: Matrix, horizon: Number, data: Donors) -> Vector:
    """Return each customer's expected purchases at the next `horizon` opportunities.

    Parameters
    ----------
    p : ndarray, shape (4,) or (4, n)
    horizon : float or ndarray, shape (n,)
        A whole number of 0 or more.
    data : Donors

    Returns
    -------
    ndarray, shape (n,)

    Notes
    -----
    Fader, Hardie & Shang (2010), eq. 13: who is there is a new customer with alpha + x,
    beta + n − x, gamma, delta + n.

    Examples
    --------
    >>> p = np.array([1.204, 0.75, 0.657, 2.783])
    >>> expected(p, 5.0, donors([0, 6], [0, 6], 6)).round(2).tolist()
    [0.07, 3.75]
    """
    _whole("horizon", horizon)
    alpha, beta, gamma, delta = checked(p)
    there = np.exp(_by_row(lambda p, rows: _both(p, rows)[1], p, data))
    buys = (alpha + data.x) / (alpha + beta + data.n)
    return np.asarray(there * buys * expected_stay(delta + data.n, gamma, horizon))


def new(p: Matrix, opportunities: Number) -> Vector:
    """Return the expected purchases of a new customer at so many opportunities.

    Parameters
    ----------
    p : ndarray, shape (4,) or (4, n)
    opportunities : float or ndarray, shape (n,)
        A whole number of 0 or more.

    Notes
    -----
    Fader, Hardie & Shang (2010), eq. 8.

    Examples
    --------
    >>> new(np.array([1.204, 0.75, 0.657, 2.783]), np.array([1.0, 10.0])).round(4).tolist()
    [0.4985, 3.1789]
    """
    _whole("opportunities", opportunities)
    alpha, beta, gamma, delta = checked(p)
    return np.asarray(alpha / (alpha + beta) * expected_stay(delta, gamma, opportunities))


def pmf(p: Matrix, opportunities: Number, purchases: Number) -> Vector:
    """Return the probability that a new customer buys just so often at so many opportunities.

    Parameters
    ----------
    p : ndarray, shape (4,) or (4, n)
    opportunities, purchases : float or ndarray, shape (n,)
        Whole numbers of 0 or more.

    Notes
    -----
    Fader, Hardie & Shang (2010), eq. 7: there at all of them, or gone after m.

    Examples
    --------
    >>> p = np.array([1.204, 0.75, 0.657, 2.783])
    >>> pmf(p, 6.0, np.array([0.0, 6.0])).round(4).tolist()
    [0.3112, 0.1128]
    """
    _whole("opportunities", opportunities)
    _whole("purchases", purchases)
    shape = np.broadcast_shapes(np.shape(p)[1:], np.shape(opportunities), np.shape(purchases))
    own = [np.broadcast_to(one, shape).ravel() for one in (*checked(p), opportunities, purchases)]
    *q, n, x = own
    found = np.zeros(len(n))
    some = x <= n
    if some.any():
        rows = Donors(x[some], x[some], n[some], np.ones(int(some.sum())))
        found[some] = np.exp(_number(np.array(q)[:, some], rows))
    return np.asarray(found.reshape(shape))


def _number(p: Matrix, rows: Donors) -> Vector:
    """Log-probabilities of x purchases, wherever they were: m choose x to each term."""
    total = np.empty(len(rows.x))
    for terms in _stretches(rows):
        x, m = rows.x[terms.row], terms.m
        logs = _logs(p, rows, terms) + gammaln(m + 1) - gammaln(x + 1) - gammaln(m - x + 1)
        total[terms.rows] = np.logaddexp.reduceat(logs, terms.begin)
    return total


def discounted(p: Matrix, discount_rate: Number, data: Donors) -> Vector:
    """Return each customer's expected purchases without end, the next one discounted once.

    Parameters
    ----------
    p : ndarray, shape (4,) or (4, n)
    discount_rate : float or ndarray, shape (n,)
        Per opportunity: 0, or 1e-8 or more.
    data : Donors

    Returns
    -------
    ndarray, shape (n,)

    Raises
    ------
    DomainError
        Infinite: no discount, and gamma not above 1.

    Notes
    -----
    DERT: Fader, Hardie & Shang (2010), eq. 14.

    Examples
    --------
    >>> p = np.array([1.204, 0.75, 0.657, 2.783])
    >>> discounted(p, 0.1, donors([0, 6], [0, 6], 6)).round(2).tolist()
    [0.11, 5.91]
    """
    alpha, beta, gamma, delta = checked(p)
    there = np.exp(_by_row(lambda p, rows: _both(p, rows)[1], p, data))
    buys = (alpha + data.x) / (alpha + beta + data.n)
    return np.asarray(there * buys * discounted_stay(delta + data.n, gamma, discount_rate, "gamma"))
