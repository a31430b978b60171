"""Gamma-Gamma: printed parameters, forty digits, what it is told to find again."""

from __future__ import annotations

import lzma

import mpmath as mp
import numpy as np
import pytest

from clvxl.core import gamma_gamma as gg
from clvxl.errors import ConvergenceError, DomainError
from tests.conftest import _shared
from tests.published import spending as printed


@pytest.fixture(scope="module")
def sample() -> tuple[np.ndarray, np.ndarray]:
    """CDNOW's sample, the rounded summary of the papers: repeat purchases and their mean."""
    rows = np.genfromtxt(_shared("cdnow_sample_summary.csv"), delimiter=",", names=True)
    return rows["x"], rows["zbar"]


@pytest.fixture(scope="module")
def master() -> tuple[np.ndarray, np.ndarray]:
    """CDNOW's master: purchases of a day are one, the first is not counted, zero values are out."""
    days: dict[str, dict[str, float]] = {}
    with lzma.open(_shared("cdnow_master.txt.xz"), "rt") as lines:
        for line in list(lines)[1:]:
            customer, day, _, paid = line.split()
            own = days.setdefault(customer, {})
            own[day] = own.get(day, 0.0) + float(paid)
    repeats = [[own[day] for day in sorted(own)[1:]] for own in days.values()]
    kept = [paid for paid in repeats if sum(paid)]
    return np.array([float(len(paid)) for paid in kept]), np.array([np.mean(paid) for paid in kept])


def test_the_printed_parameters(sample) -> None:
    """CDNOW's sample has the papers' p, q and gamma, and their correlation."""
    found = gg.fit(*sample)
    for expected, got, off in zip(printed.FIT, found.parameters, printed.TOLERANCES, strict=True):
        assert pytest.approx(expected, abs=off) == got
    assert printed.CORRELATION == round(gg.independence(*sample), 2)


@pytest.mark.parametrize("name", ["sample", "master"])
def test_the_maximum(name: str, request) -> None:
    """The fit ends where another optimiser does: parameters and log-likelihood to all digits."""
    found = gg.fit(*request.getfixturevalue(name))
    parameters, value = printed.MAXIMA[name]
    assert pytest.approx(parameters, rel=3e-6) == found.parameters
    assert pytest.approx(value, abs=1e-5) == found.log_likelihood
    assert () == found.edges


@pytest.mark.parametrize(("penalizer", "parameters"), printed.PENALISED)
def test_a_penalty_is_that_of_lifetimes(sample, penalizer: float, parameters) -> None:
    """A penalizer moves the parameters to where it moves them in the package lifetimes."""
    assert pytest.approx(parameters, rel=1e-4) == gg.fit(*sample, penalizer).parameters


def test_standard_errors_are_of_the_curvature(sample) -> None:
    """The covariance is the inverse of the second differences of the log-likelihood in logs."""
    found = gg.fit(*sample)
    again = sample[0] > 0
    x, m = sample[0][again], sample[1][again]

    def value(theta) -> float:
        return float(gg.log_likelihood(np.exp(theta), x, m).sum())

    at, h = np.log(found.parameters), 1e-3 * np.eye(3)
    curvature = [
        [(value(at + a + b) - value(at + a - b) - value(at - a + b) + value(at - a - b)) / 4e-6
         for b in h] for a in h
    ]  # fmt: skip
    assert pytest.approx(np.linalg.inv(-np.array(curvature)), rel=1e-3) == found.covariance
    assert pytest.approx(value(at), rel=1e-12) == found.log_likelihood


@pytest.mark.parametrize("unit", [1e-6, 100.0, 1e9])
def test_money_in_another_unit(sample, unit: float) -> None:
    """v is in money; p and q are not, and the log-likelihood is of a density in money."""
    one, other = gg.fit(*sample), gg.fit(sample[0], sample[1] * unit)
    assert pytest.approx(one.parameters * [1, 1, unit], rel=1e-6) == other.parameters
    assert pytest.approx(one.log_likelihood - 946 * np.log(unit), rel=1e-9) == other.log_likelihood


def hard(count: int) -> list[tuple[float, ...]]:
    """p, q, v, x, m over many orders of magnitude."""
    random = np.random.default_rng(14)
    return [
        (*10 ** random.uniform(-1.3, 1.3, 2), 10 ** random.uniform(-4, 6),
         float(int(10 ** random.uniform(0, 3.48))), 10 ** random.uniform(-4, 6))
        for _ in range(count)
    ]  # fmt: skip


def test_forty_digits() -> None:
    """Log-likelihood and expectation of 400 hard cases agree with arithmetic of 40 digits."""
    with mp.workdps(40):
        for p, q, v, x, m in hard(400):
            P, Q, V, X, M = map(mp.mpf, (p, q, v, x, m))
            density = (V / (V + M * X)) ** Q * (M * X / (V + M * X)) ** (P * X)
            value = mp.log(density / (M * mp.beta(P * X, Q)))
            got = gg.log_likelihood(np.array([p, q, v]), [x], [m])[0]
            assert pytest.approx(float(value), rel=1e-9, abs=1e-9) == got
            if q > 1:
                mean = P * (V + M * X) / (P * X + Q - 1)
                got = gg.expected_value(np.array([p, q, v]), [x], [m])[0]
                assert pytest.approx(float(mean), rel=1e-12) == got


def test_the_expectation_is_drawn_from_the_own_mean_to_that_of_all() -> None:
    """It lies between both, nearer to the own mean with more purchases, and is linear in it."""
    p, x = np.array([6.25, 3.74, 15.44]), np.arange(1.0, 60)
    everyone = gg.expected_value(p, [0.0], [0.0])[0]
    assert 6.25 * 15.44 / 2.74 == pytest.approx(everyone)
    got = gg.expected_value(p, x, np.full(59, 80.0))
    share = 6.25 * x / (6.25 * x + 2.74)
    assert pytest.approx(share * 80 + (1 - share) * everyone, rel=1e-12) == got


def simulated(random, p: float, q: float, v: float, x: np.ndarray) -> np.ndarray:
    """Mean amounts of customers with x purchases."""
    return random.gamma(p * x, 1 / (random.gamma(q, 1 / v, len(x)) * x))


@pytest.mark.parametrize("p", [0.8, 6.0])
@pytest.mark.parametrize("q", [1.5, 4.0])
@pytest.mark.parametrize("v", [0.02, 15.0])
def test_what_was_simulated_is_found_again(p: float, q: float, v: float) -> None:
    """Of 20,000 customers the parameters lie within 4 standard errors of the true ones."""
    random = np.random.default_rng(3)
    x = 1.0 + random.poisson(2, 20_000)
    found = gg.fit(x, simulated(random, p, q, v, x))
    errors = np.sqrt(np.diag(found.covariance))
    assert np.abs(np.log(found.parameters / [p, q, v]) / errors).max() < 4


def ends(count: int) -> dict[tuple[str, ...], int]:
    """How the fits of many simulated sets end; each is checked not to be beaten."""
    random, found = np.random.default_rng(7), {}
    for _ in range(count):
        n, (p, q) = int(random.choice([50, 200, 1000])), 10 ** random.uniform(-0.5, 1.5, 2)
        v = 10 ** random.uniform(-2, 4)
        x = 1.0 + random.poisson(10 ** random.uniform(-2, 1.5), n)
        m = simulated(random, p, q, v, x)
        fit = gg.fit(x, m)
        truth = float(gg.log_likelihood(np.array([p, q, v]), x, m).sum())
        assert fit.log_likelihood >= truth
        for moved in np.exp(0.01 * random.standard_normal((5, 3))):
            near = gg.log_likelihood(fit.parameters * moved, x, m).sum()
            assert fit.log_likelihood >= near - 1e-6 - 1e-12 * abs(near) * n or fit.edges
        assert (fit.covariance is None) == bool(fit.edges)
        found[fit.edges] = found.get(fit.edges, 0) + 1
    return found


def test_every_simulated_set_ends_in_a_maximum_or_at_a_named_edge() -> None:
    """None of 8 sets over a wide grid ends short of the likelihood of the truth."""
    assert {(), ("alike_purchases",), ("alike_customers",)} >= set(ends(8))


@pytest.mark.long
def test_a_hundred_simulated_sets() -> None:
    """None of 100 does."""
    assert {(), ("alike_purchases",), ("alike_customers",)} == set(ends(100))


def test_edges_are_named() -> None:
    """Means that differ by chance alone, and purchases that do not differ, end at their edge."""
    random = np.random.default_rng(5)
    x = np.full(400, 4.0)
    alike = random.gamma(8, 1 / 8, 400) * 10
    assert ("alike_customers",) == gg.fit([2, 1, 3, 5, 0], [10, 30, 21, 14, 0]).edges
    assert ("alike_purchases",) == gg.fit(x, 1 / alike).edges
    edge = gg.fit(x, 1 / alike)
    assert pytest.approx(1 / alike, rel=1e-4) == gg.expected_value(edge.parameters, x, 1 / alike)


@pytest.mark.parametrize(
    ("x", "m", "error", "said"),
    [
        ([1, -1], [2, 2], DomainError, "frequency must be a whole number .* row 2"),
        ([1, 1.5], [2, 2], DomainError, "frequency must be a whole number .* row 2"),
        ([0, 1, 1], [0, 2, 0], DomainError, "monetary must be above 0 .* row 3"),
        ([0, 0], [0, 0], ConvergenceError, "no customer bought again"),
        ([1, 2], [5, 5], ConvergenceError, "mean amount is the same"),
    ],
)
def test_what_is_refused(x, m, error, said: str) -> None:
    """Rows that no customer can have are named, and data that tell nothing are no fit."""
    with pytest.raises(error, match=said):
        gg.fit(x, m)


def test_no_mean_exists_for_a_q_of_one() -> None:
    """q of 1 or less is refused, each customer's own in its row."""
    with pytest.raises(DomainError, match="q must be above 1"):
        gg.expected_value(np.array([6.0, 1.0, 15.0]), [1.0], [2.0])
    own = np.array([[6.0, 6.0], [2.0, 0.5], [15.0, 15.0]])
    with pytest.raises(DomainError) as caught:
        gg.expected_value(own, [1.0, 1.0], [2.0, 2.0])
    assert [False, True] == caught.value.rows.tolist()


@pytest.mark.parametrize(("x", "m"), [([1], [2]), ([1, 1], [2, 3]), ([1, 2], [3, 3])])
def test_no_correlation_without_differences(x, m) -> None:
    """One customer, or customers who are alike in one of both, have no correlation."""
    with pytest.raises(DomainError, match="correlation needs"):
        gg.independence(x, m)
