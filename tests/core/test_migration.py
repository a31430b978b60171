"""Customers who move between states: printed figures, identities, domains."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core import migration
from clvxl.errors import DomainError, InputError
from tests.published import pfeifer_carraway

SHARES = st.lists(st.floats(0.01, 1), min_size=3, max_size=3)
CHAINS = st.lists(SHARES, min_size=3, max_size=3).map(
    lambda rows: (np.array(rows) / np.array(rows).sum(axis=1, keepdims=True)).tolist()
)
REWARDS = st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3)


def test_a_purchase_matrix_as_printed() -> None:
    """Four periods ahead the shares of customers are those of the print."""
    chances = pfeifer_carraway.PROBABILITIES
    chain = [
        [p, *(1 - p if at == state else 0.0 for at in range(3))] for state, p in enumerate(chances)
    ]
    chain.append([0.0, 0.0, 0.0, 1.0])
    found = [migration.forecast(np.eye(4)[state], chain, 4)[-1] for state in range(4)]
    assert np.abs(np.array(found) - pfeifer_carraway.AFTER_FOUR).max() <= 5.1e-5


@given(st.lists(st.floats(0, 0.9), min_size=1, max_size=6), st.floats(0, 100), st.floats(0, 10),
       st.floats(0.01, 1), st.sampled_from([np.inf, 3, 30]))  # fmt: skip
def test_migration_is_a_chain(
    chances: list[float], margin: float, cost: float, discount: float, periods: float
) -> None:
    """By recency it is the Markov chain with its matrix and rewards."""
    states = len(chances)
    chain = np.zeros((states + 1, states + 1))
    for at, chance in enumerate(chances):
        chain[at, 0] += chance
        chain[at, at + 1] += 1 - chance
    chain[states, states] = 1
    rewards = [margin - cost, *[-cost] * (states - 1), 0.0]
    found = migration.migration(chances, margin, cost, discount, periods)
    assert migration.markov(chain, rewards, discount, periods).tolist() == found.tolist()
    assert 0.0 == found[-1]


@given(CHAINS, REWARDS, st.floats(0.05, 2), st.sampled_from(["start", "end"]))
def test_without_end_is_the_limit(
    chain: list[list[float]], rewards: list[float], discount: float, timing: str
) -> None:
    """Many periods come to the sum without end."""
    endless = migration.markov(chain, rewards, discount, timing=timing)
    assert endless == pytest.approx(
        migration.markov(chain, rewards, discount, 2_000, timing), rel=1e-6, abs=1e-6
    )


@given(CHAINS, REWARDS, st.lists(st.integers(0, 1000), min_size=3, max_size=3),
       st.floats(0, 1), st.integers(1, 20), st.sampled_from(["start", "end"]))  # fmt: skip
def test_a_base_is_worth_its_customers(
    chain: list[list[float]], rewards: list[float], counts: list[int], discount: float,
    periods: int, timing: str,
) -> None:  # fmt: skip
    """The value of the base is each customer's value added up, and adds up by periods."""
    found = migration.base_value(counts, chain, rewards, discount, periods, timing)
    each = migration.markov(chain, rewards, discount, periods, timing)
    assert found == pytest.approx(float(np.dot(counts, each)), rel=1e-9, abs=1e-6)
    people = migration.forecast(counts, chain, periods)
    assert people.sum(axis=1) == pytest.approx(np.full(periods + 1, sum(counts)))
    steps = [
        float(people[t] @ rewards) / (1 + discount) ** t
        for t in range(timing == "end", periods + 1)
    ]
    assert found == pytest.approx(sum(steps), rel=1e-9, abs=1e-6)


MOVES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 3)),
                 min_size=1, max_size=60, unique_by=lambda row: row[:2])  # fmt: skip


@given(MOVES)
def test_transitions_count_each_move(rows: list[tuple[int, int, int]]) -> None:
    """Each move to the next period counts once; rows sum to 1, or are blank without a move."""
    who, when, where = np.array(rows).T
    place = {(w, t): s for w, t, s in rows}
    size = max(where) + 1
    counts = np.zeros((size, size))
    for (w, t), s in place.items():
        if (w, t + 1) in place:
            counts[s, place[w, t + 1]] += 1
    found = migration.transitions(who, when, where)
    for at in range(size):
        if counts[at].sum():
            assert found[at] == pytest.approx(counts[at] / counts[at].sum())
        else:
            assert np.isnan(found[at]).all()


def test_two_rows_in_one_period_are_refused() -> None:
    """Nobody is in two segments at once: the second row is named."""
    with pytest.raises(InputError, match=r"two rows in one period.*\(row 3\)"):
        migration.transitions(np.array([0, 1, 0]), np.array([0, 0, 0]), np.array([0, 0, 1]))


@given(
    st.floats(0.01, 0.99),
    st.floats(1, 1e3),
    st.floats(0.1, 12),
    st.floats(0, 1),
    st.integers(1, 10),
)
def test_one_brand_takes_all(
    margin: float, value: float, frequency: float, discount: float, periods: int
) -> None:
    """With a single brand every purchase is its own; two alike share each purchase evenly."""
    alone = migration.switching([[1.0]], 1, value, margin, frequency, discount, periods)
    purchases = np.arange(1, int(periods * frequency + 1e-9) + 1)
    expected = (value * margin * (1 + discount) ** (-purchases / frequency)).sum()
    assert alone == pytest.approx(float(expected), rel=1e-9, abs=1e-9)
    half = migration.switching([[0.5, 0.5]] * 2, 2, value, margin, frequency, discount, periods, 1)
    assert half == pytest.approx(alone / 2, rel=1e-9, abs=1e-9)


@given(CHAINS)
def test_brands_share_the_category(chain: list[list[float]]) -> None:
    """What falls to the brands adds up to all purchases, whatever was bought last."""
    for last in (1, 2, 3):
        each = [migration.switching(chain, b, 50.0, 0.3, 4.0, 0.1, 3, last) for b in (1, 2, 3)]
        whole = migration.switching([[1.0]], 1, 50.0, 0.3, 4.0, 0.1, 3)
        assert sum(each) == pytest.approx(whole)


BAD = [
    ([[0.5, 0.4], [0.0, 1.0]], [1, 1], 0.1, DomainError, r"sum to 1 \(got 0.9 in row 1\)"),
    ([[0.5, 0.5]], [1], 0.1, InputError, "as many rows as columns"),
    ([[1.2, -0.2], [0.0, 1.0]], [1, 1], 0.1, DomainError, "between 0 and 1"),
    ([[0.5, 0.5], [0.0, 1.0]], [1], 0.1, InputError, "each of the 2 states, not 1"),
    ([[0.5, 0.5], [0.0, 1.0]], [1, 1], -1.0, DomainError, "above -1"),
    ([[0.5, 0.5], [0.0, 1.0]], [1, 1], 0.0, DomainError, "has no end"),
]


@pytest.mark.parametrize(("chain", "rewards", "discount", "error", "sentence"), BAD)
def test_domains(
    chain: list[list[float]], rewards: list[float], discount: float, error: type[Exception],
    sentence: str,
) -> None:  # fmt: skip
    """What is no chain or has no end is refused with the reason."""
    with pytest.raises(error, match=sentence):
        migration.markov(chain, rewards, discount)


def test_without_discount_where_all_are_lost() -> None:
    """A lost state without reward ends the sum, even undiscounted: 10 + 5 + 2.5 and so on."""
    assert [20.0, 0.0] == migration.markov([[0.5, 0.5], [0.0, 1.0]], [10, 0], 0.0).tolist()
