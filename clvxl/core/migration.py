"""Customers who move between states: recency, segments, brands."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clvxl.core._checks import Vector, above, fraction, option, same_length, vector, whole
from clvxl.errors import DomainError, InputError
from clvxl.text import Text

__all__ = [
    "MOST_PERIODS", "TIMINGS", "base_value", "forecast", "markov", "migration", "switching",
    "transitions",
]  # fmt: skip

TIMINGS = ("start", "end")
MOST_PERIODS = 100_000
ROW_SUM = 1e-6

NO_END = Text(
    "the sum has no end: with periods blank, discount_rate must be above 0, or every customer must "
    "end in a state without reward",
    "总和没有尽头：periods 为空时，discount_rate 必须大于 0，或客户最终都进入无回报的状态",
)


def markov(
    transition_matrix: ArrayLike,
    rewards: ArrayLike,
    discount_rate: float,
    periods: float = np.inf,
    timing: str = "start",
) -> Vector:
    """Return the value of a customer in each state of a Markov chain.

    Parameters
    ----------
    transition_matrix : array_like, shape (k, k)
        Row i: where a customer in state i is in the next period; rows sum to 1 within 1e-6.
    rewards : array_like, shape (k,)
        Profit of a period in each state, in money.
    discount_rate : float
        Per period, above −1.
    periods : float
        How many periods ahead count, a whole number; inf for a sum without end.
    timing : {"start", "end"}
        Whether the present period counts: t = 0…periods, or 1…periods.

    Returns
    -------
    ndarray, shape (k,)

    Raises
    ------
    InputError
        Shapes that do not go together.
    DomainError
        A matrix that is no transition matrix; a sum that does not converge.

    Notes
    -----
    Σ (P / (1 + d))^t R; without end (I − P / (1 + d))^−1 R. Pfeifer & Carraway (2000), Journal of
    Interactive Marketing 14(2), pp. 43–55.

    Examples
    --------
    >>> markov([[0.75, 0.25], [0, 1]], [260, 0], 0.2).round(2).tolist()
    [693.33, 0.0]
    """
    chain = transition(transition_matrix)
    gain = _as_long(chain, "rewards", rewards)
    above("discount_rate", discount_rate, -1)
    start = option("timing", timing, TIMINGS) == "start"
    step = chain / (1.0 + discount_rate)
    if np.isinf(periods):
        total = _without_end(step, gain)
        return total if start else step @ total
    return _so_far(step, gain, whole("periods", periods, 0, MOST_PERIODS), start)


def _so_far(step: Vector, gain: Vector, periods: int, start: bool) -> Vector:
    total = gain if start else np.zeros(len(gain))
    for _ in range(periods):
        total = gain + step @ total if start else step @ (gain + total)
    return total


def _without_end(step: Vector, gain: Vector) -> Vector:
    # a state that is never left and gives nothing is worth nothing, whatever the discount rate
    alive = ~((gain == 0) & (np.count_nonzero(step, axis=1) == 1) & (np.diag(step) > 0))
    within = step[np.ix_(alive, alive)]
    if within.size and np.abs(np.linalg.eigvals(within)).max() >= 1 - 1e-12:
        raise DomainError(NO_END)
    total = np.zeros(len(gain))
    total[alive] = np.linalg.solve(np.eye(len(within)) - within, gain[alive])
    return total


def transition(matrix: ArrayLike) -> Vector:
    """Return a transition matrix; refuse what is not square or whose rows do not sum to 1."""
    chain = np.asarray(matrix, dtype=np.float64)
    if chain.ndim != 2 or chain.shape[0] != chain.shape[1]:
        raise InputError(
            Text(
                "a transition matrix must have as many rows as columns",
                "转移矩阵的行数与列数必须相同",
            )
        )
    fraction("transition_matrix", chain)
    off = np.abs(chain.sum(axis=1) - 1.0) > ROW_SUM
    if off.any():
        at = int(np.argmax(off))
        raise DomainError(
            Text("each row of a transition matrix must sum to 1", "转移矩阵每一行之和必须为 1"),
            value=float(chain[at].sum()), row=at + 1,
        )  # fmt: skip
    return chain


def _as_long(chain: Vector, name: str, values: ArrayLike) -> Vector:
    found = vector(name, values)
    if len(found) != len(chain):
        raise InputError(
            Text(
                "{name} must have a value for each of the {states} states, not {rows}",
                "{name} 必须为 {states} 个状态各给一个值，而非 {rows} 个",
            ),
            name=name, states=len(chain), rows=len(found),
        )  # fmt: skip
    return found


def migration(
    repurchase_probabilities: ArrayLike,
    margin: float,
    contact_cost: float,
    discount_rate: float,
    periods: float = np.inf,
) -> Vector:
    """Return the value of a customer by recency, who may come back until he is given up.

    Parameters
    ----------
    repurchase_probabilities : array_like, shape (k,)
        Probability of buying in the next period, at recency 1…k.
    margin : float
        Profit of a purchase before the contact, in money.
    contact_cost : float
        Spent each period on a customer at recency 1…k, in money.
    discount_rate, periods : float
        As in `markov`.

    Returns
    -------
    ndarray, shape (k + 1,)
        At recency 1…k, and lost.

    Raises
    ------
    DomainError
        As `markov`; a probability outside [0, 1].

    Notes
    -----
    The reward of the present state counts in full. Pfeifer & Carraway (2000), as in `markov`;
    Dwyer (1989), Journal of Direct Marketing 3(4), pp. 8–15: "always a share".

    Examples
    --------
    >>> migration([0.3, 0.2, 0.15, 0.05], 40.0, 4.0, 0.2).round(2).tolist()
    [52.32, 5.55, 1.25, -1.82, 0.0]
    """
    chances = vector("repurchase_probabilities", repurchase_probabilities)
    fraction("repurchase_probabilities", chances)
    states = len(chances)
    chain = np.zeros((states + 1, states + 1))
    chain[:states, 0] = chances
    chain[np.arange(states), np.arange(1, states + 1)] += 1 - chances
    chain[states, states] = 1.0
    rewards = np.full(states + 1, -float(contact_cost))
    rewards[0] += margin
    rewards[states] = 0.0
    return markov(chain, rewards, discount_rate, periods)


def forecast(counts: ArrayLike, transition_matrix: ArrayLike, periods: float) -> Vector:
    """Return the customers in each state, now and after each period.

    Parameters
    ----------
    counts : array_like, shape (k,)
        Customers now, 0 or more.
    transition_matrix : array_like, shape (k, k)
        As in `markov`.
    periods : float
        A whole number.

    Returns
    -------
    ndarray, shape (periods + 1, k)

    Raises
    ------
    InputError, DomainError
        As `markov`; a count below 0.

    Examples
    --------
    >>> forecast([100, 0], [[0.8, 0.2], [0, 1]], 2).tolist()
    [[100.0, 0.0], [80.0, 20.0], [64.0, 36.0]]
    """
    chain = transition(transition_matrix)
    now = _as_long(chain, "counts", counts)
    if (now < 0).any():
        at = int(np.argmax(now < 0))
        raise DomainError(
            Text("{name} must be at least {low}", "{name} 不得小于 {low}"),
            name="counts", low=0, value=float(now[at]), row=at + 1,
        )  # fmt: skip
    found = np.empty((whole("periods", periods, 0, MOST_PERIODS) + 1, len(now)))
    found[0] = now
    for at in range(1, len(found)):
        found[at] = found[at - 1] @ chain
    return found


def base_value(
    counts: ArrayLike,
    transition_matrix: ArrayLike,
    rewards: ArrayLike,
    discount_rate: float,
    periods: float,
    timing: str = "end",
) -> float:
    """Return the discounted profit of a customer base that moves between states.

    Parameters
    ----------
    counts, transition_matrix, periods
        As in `forecast`.
    rewards : array_like, shape (k,)
        Profit of a period from a customer in each state, in money.
    discount_rate : float
        Per period, above −1.
    timing : {"end", "start"}
        Σ over t = 1…periods, or over 0…periods.

    Returns
    -------
    float

    Raises
    ------
    InputError, DomainError
        As `forecast`.

    Examples
    --------
    >>> base_value([100, 0], [[0.8, 0.2], [0, 1]], [10, 0], 0.0, 2)
    1440.0
    """
    people = forecast(counts, transition_matrix, periods)
    gain = _as_long(people.T, "rewards", rewards)
    above("discount_rate", discount_rate, -1)
    first = int(option("timing", timing, TIMINGS) == "end")
    factors = (1.0 + discount_rate) ** -np.arange(len(people), dtype=np.float64)
    return float((factors * (people @ gain))[first:].sum())


def transitions(
    customers: NDArray[np.int64], periods: NDArray[np.int64], states: NDArray[np.int64]
) -> Vector:
    """Return the shares of customers who move from each state to each in the next period.

    Parameters
    ----------
    customers, periods, states : ndarray of int, shape (n,)
        Who, when and where, numbered from 0; periods in order of time. A row a customer and
        period, in any order.

    Returns
    -------
    ndarray, shape (k, k)
        Rows sum to 1; NaN in the row of a state that nobody was in before the last period of his.

    Raises
    ------
    InputError
        A customer has two rows in one period.

    Notes
    -----
    A customer without a row in the next period has no move there; such pairs are not counted.

    Examples
    --------
    >>> who, when, where = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([0, 1, 0, 0])
    >>> transitions(who, when, where).tolist()
    [[0.5, 0.5], [nan, nan]]
    """
    same_length(customers=customers, periods=periods, segments=states)
    order = np.lexsort((periods, customers))
    who, when, where = customers[order], periods[order], states[order]
    same = who[1:] == who[:-1]
    twice = same & (when[1:] == when[:-1])
    if twice.any():
        raise InputError(
            Text(
                "a customer has two rows in one period: keep one row per customer and period",
                "同一客户在同一期有两行：每位客户每期只保留一行",
            ),
            row=int(max(order[1:][twice][0], order[:-1][twice][0])) + 1,
        )  # fmt: skip
    moved = same & (when[1:] == when[:-1] + 1)
    size = int(states.max(initial=-1)) + 1
    pairs = np.bincount(where[:-1][moved] * size + where[1:][moved], minlength=size * size)
    counts = pairs.reshape(size, size).astype(np.float64)
    with np.errstate(invalid="ignore"):
        return np.asarray(counts / counts.sum(axis=1, keepdims=True))


def switching(
    switching_matrix: ArrayLike,
    brand: float,
    purchase_value: float,
    margin: float,
    purchase_frequency: float,
    discount_rate: float,
    periods: float,
    current_brand: float | None = None,
) -> float:
    """Return a customer's value to a brand where purchases switch between brands.

    Parameters
    ----------
    switching_matrix : array_like, shape (k, k)
        Row i: which brand is bought next after brand i.
    brand : int
        The row of the brand that is valued, from 1.
    purchase_value : float
        Money a purchase.
    margin : float
        Share of it that is profit, at most 1.
    purchase_frequency : float
        Purchases a period, above 0, in the whole category.
    discount_rate : float
        Per period, above −1.
    periods : float
        How long purchases count.
    current_brand : int, optional
        The row of the brand bought last, from 1; by default the brand that is valued.

    Returns
    -------
    float

    Raises
    ------
    InputError, DomainError
        As `markov`; a brand that is no row of the matrix.

    Notes
    -----
    Σ over purchases j = 1, 2 … within the periods of value × margin × P(brand at purchase j) ÷
    (1 + d)^(j / frequency). After Rust, Lemon & Zeithaml (2004), Journal of Marketing 68(1),
    pp. 109–127.

    Examples
    --------
    >>> round(switching([[0.7, 0.3], [0.5, 0.5]], 1, 100.0, 0.2, 2.0, 0.1, 1), 4)
    24.9848
    """
    chain = transition(switching_matrix)
    at = whole("brand", brand, 1, len(chain)) - 1
    last = whole("current_brand", brand if current_brand is None else current_brand, 1, len(chain))
    above("purchase_frequency", purchase_frequency, 0)
    above("discount_rate", discount_rate, -1)
    purchases = int(periods * purchase_frequency + 1e-9)
    whole("periods × purchase_frequency", float(purchases), 0, MOST_PERIODS)
    step = (1.0 + discount_rate) ** (-1.0 / purchase_frequency)
    worth = np.zeros(len(chain))
    worth[at] = purchase_value * margin
    total = np.zeros(len(chain))
    for _ in range(purchases):
        total = step * (chain @ (worth + total))
    return float(total[last - 1])
