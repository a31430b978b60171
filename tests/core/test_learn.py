"""The learned estimate: what it finds, how far its ranges hold, what it refuses."""

from __future__ import annotations

import numpy as np
import pytest

from clvxl.core.learn import PENALTIES, learn
from clvxl.errors import DomainError, InputError, NoAnswerError


def simulated(family: str, n: int, seed: int):
    """Customers with two features that matter and one that does not."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(n, 3)) * [1, 5, 2] + [0, 10, 0]
    mean = np.exp(0.5 + 0.4 * features[:, 0] - 0.1 * (features[:, 1] - 10))
    outcome = rng.poisson(mean) if family == "poisson" else rng.gamma(2.0, mean / 2)
    return features, outcome, mean


@pytest.mark.parametrize("family", ["poisson", "gamma"])
def test_it_finds_what_the_outcome_was_made_of(family):
    """With many customers the estimates lie within 10 % of the true means."""
    features, outcome, mean = simulated(family, 20_000, 3)
    estimate = learn(features, outcome, family).estimate(features)
    assert np.median(np.abs(estimate / mean - 1)) < 0.03
    assert np.quantile(np.abs(estimate / mean - 1), 0.99) < 0.15


@pytest.mark.parametrize("family", ["poisson", "gamma"])
@pytest.mark.parametrize("level", [0.5, 0.9])
def test_ranges_hold_what_they_say_on_customers_not_seen(family, level):
    """Over many draws, the share of new customers inside the range is the level, not less."""
    held = []
    for seed in range(60):
        features, outcome, _ = simulated(family, 240, seed)
        found = learn(features[:120], outcome[:120], family, level, seed)
        low, high = found.bounds(found.estimate(features[120:]))
        held.append(np.mean((outcome[120:] >= low) & (outcome[120:] <= high)))
    assert level - 0.02 <= np.mean(held) <= level + 0.05


def test_noise_is_penalised_away():
    """Where features tell nothing, cross-validation takes a large penalty and estimates are one."""
    rng = np.random.default_rng(5)
    features, outcome = rng.normal(size=(200, 8)), rng.poisson(1.0, 200)
    found = learn(features, outcome, "poisson")
    assert PENALTIES[0] == found.penalty
    assert np.ptp(found.estimate(features)) < 0.2 * outcome.mean()


@pytest.mark.parametrize("family", ["poisson", "gamma"])
def test_units_do_not_matter(family):
    """Features in other units, and money in another currency, give the same estimates."""
    features, outcome, _ = simulated(family, 300, 7)
    plain = learn(features, outcome, family)
    other = learn(features * [1000, 0.001, -1] + 5, outcome, family)
    assert plain.estimate(features) == pytest.approx(
        other.estimate(features * [1000, 0.001, -1] + 5), rel=1e-6
    )
    if family == "gamma":
        richer = learn(features, outcome * 1e6, family)
        assert plain.estimate(features) * 1e6 == pytest.approx(richer.estimate(features), rel=1e-5)


def test_nothing_is_claimed_beyond_what_was_seen():
    """A customer far outside the features of the fit is estimated as one at their end."""
    features, outcome, _ = simulated("poisson", 300, 11)
    found = learn(features, outcome, "poisson")
    far = found.estimate(np.array([[1e9, 10.0, 0.0]]))
    end = found.estimate(np.array([[found.mean[0] + found.high[0] * found.spread[0], 10.0, 0.0]]))
    assert end == pytest.approx(far)


def test_a_seed_makes_it_the_same():
    """The same seed gives the same answer, another seed another split."""
    features, outcome, _ = simulated("gamma", 100, 13)
    one, again, other = (learn(features, outcome, "gamma", seed=s) for s in (1, 1, 2))
    assert one.coefficients.tolist() == again.coefficients.tolist()
    assert one.coefficients.tolist() != other.coefficients.tolist()


def test_what_cannot_be_learned_is_refused():
    """Too few customers, nobody who bought, a level out of reach, a negative outcome: each its words."""
    few, outcome = np.zeros((29, 1)), np.ones(29)
    with pytest.raises(NoAnswerError, match=r"at least 30 customers .*there are 29"):
        learn(few, outcome, "poisson")
    with pytest.raises(NoAnswerError, match="none of the customers"):
        learn(np.zeros((40, 1)), np.zeros(40), "gamma")
    with pytest.raises(DomainError, match=r"level must lie between 0 and 0\.9286"):
        learn(np.zeros((40, 1)), np.ones(40), "gamma", level=0.99)
    for level in (0, 1, -1, np.nan):
        with pytest.raises(DomainError, match="level"):
            learn(np.zeros((40, 1)), np.ones(40), "gamma", level=level)
    with pytest.raises(DomainError, match="outcome must be at least 0"):
        learn(np.zeros((40, 1)), -np.ones(40), "gamma")
    with pytest.raises(InputError, match="family must be one of"):
        learn(np.zeros((40, 1)), np.ones(40), "weibull")
    with pytest.raises(DomainError, match="seed"):
        learn(np.zeros((40, 1)), np.ones(40), "gamma", seed=-1)


def test_outcomes_of_very_different_size_do_no_harm():
    """One customer who spends a million times the others leaves all estimates finite and positive."""
    features, outcome, _ = simulated("gamma", 200, 17)
    outcome[0] *= 1e6
    found = learn(features, outcome, "gamma")
    estimate = found.estimate(features)
    assert np.isfinite(estimate).all()
    assert (estimate > 0).all()
    assert np.isfinite(found.bounds(estimate)).all()
