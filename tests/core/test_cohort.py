"""Cohorts, survival, groups, stages, satisfaction: against plain counting and other libraries."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core import clusters, cohort, satisfaction, survival
from clvxl.errors import DomainError, InputError, ZeroBaseError

PURCHASES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 6), st.floats(-100, 100)),
                     min_size=1, max_size=80)  # fmt: skip


@given(PURCHASES)
def test_cohorts_are_counted(rows: list[tuple[int, int, float]]) -> None:
    """Customers and revenue by first period and age; blank, not 0, where a cohort is too young."""
    who = np.unique([row[0] for row in rows], return_inverse=True)[1]
    when, money = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    first: dict[int, int] = {}
    for customer, period in zip(who, when, strict=True):
        first[customer] = min(first.get(customer, 99), period)
    bought, revenue = defaultdict(set), defaultdict(float)
    for customer, period, amount in zip(who, when, money, strict=True):
        bought[first[customer], period - first[customer]].add(customer)
        revenue[first[customer], period - first[customer]] += amount
    found = cohort.cohorts(who, when, money)
    assert sorted(set(first.values())) == found.first.tolist()
    for at, start in enumerate(found.first):
        for age in range(found.customers.shape[1]):
            young = start + age > when.max()
            assert young == np.isnan(found.customers[at, age])
            if not young:
                assert len(bought[start, age]) == found.customers[at, age]
                assert revenue[start, age] == pytest.approx(found.revenue[at, age], abs=1e-6)
    assert (found.retention[:, 0] == 1).all()


def test_a_table_too_large_for_flags_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way for many customers and periods counts the same."""
    random = np.random.default_rng(1)
    who, when = random.integers(0, 50, 400), random.integers(0, 9, 400)
    who = np.unique(who, return_inverse=True)[1]
    usual = cohort.cohorts(who, when)
    monkeypatch.setattr(cohort, "LARGEST", 0)
    np.testing.assert_array_equal(usual.customers, cohort.cohorts(who, when).customers)


DURATIONS = st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=60)


@given(DURATIONS)
def test_survival_is_the_product_of_those_who_stayed(rows: list[tuple[int, bool]]) -> None:
    """Kaplan and Meier's product and Greenwood's error, by plain counting."""
    stayed, left = (np.array(column, float) for column in zip(*rows, strict=True))
    found = survival.kaplan_meier(stayed, left)
    if not left.any():
        assert [1.0] == found.survival.tolist()
        assert [0.0] == found.ended.tolist()
        return
    still, spread = 1.0, 0.0
    for at, time in enumerate(sorted(set(stayed[left == 1]))):
        at_risk, gone = (stayed >= time).sum(), ((stayed == time) & (left == 1)).sum()
        still *= 1 - gone / at_risk
        assert (time, at_risk, gone) == (found.time[at], found.at_risk[at], found.ended[at])
        assert still == pytest.approx(found.survival[at])
        if at_risk > gone:
            spread += gone / (at_risk * (at_risk - gone))
            assert still * spread**0.5 == pytest.approx(found.error[at])
        else:
            assert np.isnan(found.error[at])


@given(st.lists(st.integers(1, 9), min_size=1, max_size=50))
def test_without_censoring_survival_is_the_share_left(stayed: list[int]) -> None:
    """Where everybody has left, it is the share of those who stayed longer."""
    found = survival.kaplan_meier(stayed, np.ones(len(stayed)))
    shares = [(np.array(stayed) > time).mean() for time in found.time]
    assert shares == pytest.approx(found.survival.tolist())


def test_survival_as_printed() -> None:
    """Durations 1, 2, 3: .6667, .3333, 0."""
    found = survival.kaplan_meier([1, 2, 3], [1, 1, 1]).survival
    assert [0.6667, 0.3333, 0.0] == found.round(4).tolist()


def test_survival_domains() -> None:
    """Marks other than 0 and 1, durations below 0, and unequal lengths are refused."""
    for durations, ended, error in (([1, 2], [1, 2], DomainError), ([-1, 2], [1, 0], DomainError),
                                    ([1, 2], [1], InputError)):  # fmt: skip
        with pytest.raises(error):
            survival.kaplan_meier(durations, ended)


def blobs(seed: int, scale: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Three groups far apart, the one with the highest last column called 1."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, 3, 300)
    centres = np.array([[0, 30], [20, 20], [40, 10]]) * scale
    return centres[truth] + random.normal(0, 1, (300, 2)) * scale, truth + 1


@pytest.mark.parametrize("seed", range(5))
def test_groups_far_apart_are_found(seed: int) -> None:
    """Whatever the seed and unit, and ranked by the last column."""
    data, truth = blobs(seed)
    assert truth.tolist() == clusters.kmeans(data, 3, seed).tolist()
    assert truth.tolist() == clusters.kmeans(data * [1000, 1], 3).tolist()
    assert clusters.kmeans(data, 3, 7).tolist() == clusters.kmeans(data, 3, 7).tolist()


def test_many_equal_rows_first_are_no_reason_to_refuse() -> None:
    """Rows that differ are found wherever they stand; a large table is grouped as a small one."""
    data = np.concatenate([np.zeros(2_000), np.ones(5)])
    assert [2, 1] == np.unique(clusters.kmeans(data, 2))[::-1].tolist()
    assert 5 == (clusters.kmeans(data, 2) == 1).sum()
    large, truth = np.tile(blobs(1)[0], (400, 1)), np.tile(blobs(1)[1], 400)
    assert truth.tolist() == clusters.kmeans(large, 3).tolist()


def test_groups_have_domains() -> None:
    """One group is everybody; more groups than different rows are refused; none from nothing."""
    assert [1, 1, 1] == clusters.kmeans([[1], [2], [3]], 1).tolist()
    assert [1, 1] == clusters.kmeans([[5, 5], [5, 5]], 1).tolist()
    with pytest.raises(DomainError, match="number of different rows"):
        clusters.kmeans([[1], [1], [1]], 2)
    with pytest.raises(DomainError, match="between 1 and 100"):
        clusters.kmeans([[1], [2]], 0)
    with pytest.raises(InputError):
        clusters.kmeans(np.empty((0, 2)), 1)


@given(st.floats(0, 1e3), st.integers(1, 20), st.floats(0, 1e3))
def test_a_stage_follows_the_rule(recency: float, frequency: int, active: float) -> None:
    """One purchase is acquisition; silent for three mean gaps lapsed; else by the purchases."""
    [stage] = cohort.lifecycle_stage(
        np.array([recency]), np.array([frequency]), np.array([recency + active])
    )
    gap = (np.array([recency + active]) - recency)[0] / max(frequency - 1, 1)
    expected = (
        "acquisition" if frequency == 1
        else "lapse" if recency > 3 * gap
        else "maturity" if frequency >= 4 else "growth"
    )  # fmt: skip
    assert expected == cohort.STAGES[stage]


def test_a_stage_has_domains() -> None:
    """Younger than his last purchase nobody is; nobody has no purchase."""
    with pytest.raises(DomainError, match="at least recency"):
        cohort.lifecycle_stage(*np.array([[9.0], [2.0], [5.0]]))
    with pytest.raises(DomainError, match="frequency must be at least 1"):
        cohort.lifecycle_stage(*np.array([[9.0], [0.0], [9.0]]))


@given(st.lists(st.integers(0, 10), min_size=1, max_size=30))
def test_promoters_less_detractors(ratings: list[int]) -> None:
    """9 and 10 against 0 to 6, from −100 to 100; 7 and 8 only thin both out."""
    up, down = sum(r >= 9 for r in ratings), sum(r <= 6 for r in ratings)
    assert satisfaction.nps(ratings) == pytest.approx(100 * (up - down) / len(ratings))


def test_satisfaction_has_domains() -> None:
    """Ratings outside 0 to 10, weights that are all 0, and unequal lengths are refused."""
    with pytest.raises(DomainError, match="whole numbers from 0 to 10"):
        satisfaction.nps([11])
    with pytest.raises(ZeroBaseError):
        satisfaction.satisfaction_gap([1, 2], [2, 3], [0, 0])
    with pytest.raises(InputError):
        satisfaction.satisfaction_gap([1, 2], [2, 3, 4])


def test_equal_weights_are_none() -> None:
    """Without weights the gap is the plain mean."""
    args = [5.0, 4.0, 3.0], [4.0, 4.0, 5.0]
    assert satisfaction.satisfaction_gap(*args) == satisfaction.satisfaction_gap(*args, [2, 2, 2])
    assert 0.5 == satisfaction.csat([1, 5]) == satisfaction.csat([2, 3], 3)
