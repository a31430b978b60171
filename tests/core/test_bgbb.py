"""BG/BB: printed results, forty digits, what it is told to find again."""

from __future__ import annotations

import mpmath as mp
import numpy as np
import pytest

from clvxl.core import bgbb
from clvxl.core._bgbb_fit import EDGES
from clvxl.core._fitted import FittedModel
from clvxl.errors import ConvergenceError, DomainError
from tests.conftest import _shared
from tests.published import opportunities as printed


@pytest.fixture(scope="module")
def donations() -> bgbb.Donors:
    """The 22 cells of the paper's table 1, 11,104 donors."""
    rows = np.loadtxt(_shared("donations.csv"), delimiter=",", skiprows=1)
    return bgbb.donors(*rows.T)


@pytest.fixture(scope="module")
def fitted(donations: bgbb.Donors) -> FittedModel:
    """The fit to them."""
    return bgbb.fit(donations)


def test_the_printed_fit(fitted: FittedModel) -> None:
    """Parameters and log-likelihood to every printed digit."""
    parameters, value = printed.FIT
    assert list(parameters) == fitted.parameters.round(3).tolist()
    assert value == round(fitted.log_likelihood, 1)
    assert (11104.0, ()) == (fitted.customers, fitted.edges)


def test_the_printed_predictions(fitted: FittedModel) -> None:
    """Being there at opportunity n + 1, new donors' transactions, and how many give how often."""
    for (x, t_x, n), expected in printed.ALIVE:
        got = bgbb.alive(fitted.parameters, bgbb.donors([x], [t_x], [n]))
        assert expected == round(float(got[0]), 2)
    assert list(printed.NEW) == bgbb.new(fitted.parameters, np.arange(1.0, 12)).round(4).tolist()
    for x, donors in printed.NUMBERS:
        assert donors == round(float(bgbb.pmf(fitted.parameters, 6.0, float(x))) * 11104, 1)


def test_the_printed_years(fitted: FittedModel) -> None:
    """Gifts of all donors in each of eleven years, and the sum of the six that were observed."""
    total = 11_104 * bgbb.new(fitted.parameters, np.arange(12.0))
    assert printed.YEARLY == pytest.approx(np.diff(total), rel=printed.YEARLY_OFF)
    assert sum(printed.YEARLY_ACTUAL) == pytest.approx(total[6], rel=0.01)


def test_rows_stand_for_as_many_customers(donations: bgbb.Donors, fitted: FittedModel) -> None:
    """A row for each customer, in any order, gives the fit of the counted rows."""
    rows = np.repeat(np.arange(22), (donations.weight / 7).astype(int))
    rows = np.random.default_rng(1).permutation(rows)
    one = bgbb.fit(bgbb.donors(donations.x[rows], donations.t_x[rows], 6))
    many = (donations.weight / 7).astype(int)
    other = bgbb.fit(bgbb.donors(donations.x, donations.t_x, donations.n, many))
    assert pytest.approx(other.parameters, rel=1e-6) == one.parameters
    assert pytest.approx(other.log_likelihood, rel=1e-12) == one.log_likelihood


def precise(p, x: int, t_x: int, n: int) -> tuple[mp.mpf, mp.mpf]:
    """Likelihood and its part of those who are there, as in the paper's eq. 5."""
    a, b, g, d = map(mp.mpf, p)
    base = mp.beta(a, b) * mp.beta(g, d)
    there = mp.beta(a + x, b + n - x) * mp.beta(g, d + n) / base
    gone = mp.fsum(
        mp.beta(a + x, b + t_x - x + i) * mp.beta(g + 1, d + t_x + i) for i in range(n - t_x)
    )
    return there + gone / base, there


def held_to_forty_digits(count: int, most: float) -> None:
    """Compare hard cases with mpmath: shapes over six orders of magnitude, `most` opportunities."""
    random = np.random.default_rng(2)
    for _ in range(count):
        p = 10 ** random.uniform(-2, 4, 4)
        if random.random() < 0.3:
            p[2] = 1 + random.choice([0, 1e-12, 1e-8, -1e-5, 1e-3])
        n = int(10 ** random.uniform(0, np.log10(most)))
        t_x = int(random.integers(0, n + 1))
        x = int(random.integers(1, t_x + 1)) if t_x else 0
        ahead = int(random.integers(1, 400))
        with mp.workdps(150):
            total, there = precise(p, x, t_x, n)
            alive = there / total * (p[3] + n) / (mp.mpf(p[2]) + p[3] + n)
            a, b, g, d = map(mp.mpf, p)
            more = g + mp.mpf(10) ** -25 if g == 1 else g
            stays = 1 - mp.rf(d + n + 1, ahead) / mp.rf(more + d + n, ahead)
            expected = there / total * (a + x) / (a + b + n) * (d + n) / (more - 1) * stays
            wanted = [float(one) for one in (mp.log(total), alive, expected)]
        row = bgbb.donors([x], [t_x], [n])
        got = [
            float(one[0])
            for one in (
                bgbb.log_likelihood(p, row), bgbb.alive(p, row), bgbb.expected(p, float(ahead), row)
            )
        ]  # fmt: skip
        # a log-likelihood next to 0 is a difference
        assert pytest.approx(wanted[0], rel=1e-9, abs=1e-13) == got[0]
        assert pytest.approx(wanted[1:], rel=1e-9, abs=1e-300) == got[1:]


def test_forty_digits() -> None:
    """40 hard cases agree with arithmetic of 40 digits."""
    held_to_forty_digits(40, 300)


@pytest.mark.long
def test_forty_digits_of_400_hard_cases() -> None:
    """400 do, up to 3,000 opportunities."""
    held_to_forty_digits(400, 3000)


P = np.array([1.204, 0.75, 0.657, 2.783])


@pytest.mark.parametrize("p", [P, np.array([0.3, 2.0, 1.0, 5.0]), np.array([4.0, 1.0, 3.0, 0.5])])
def test_probabilities_and_their_mean(p: np.ndarray) -> None:
    """Σ P = 1 and Σ n · P is the expectation; histories of n opportunities have Σ L = 1."""
    n = np.arange(0.0, 13)
    share = bgbb.pmf(p, 12.0, n)
    assert pytest.approx(1, rel=1e-12) == share.sum()
    assert pytest.approx(float(bgbb.new(p, 12.0)), rel=1e-12) == float((n * share).sum())
    kinds = [(0, 0, 1)] + [(x, t, mp.binomial(t - 1, x - 1)) for t in range(1, 8)
                           for x in range(1, t + 1)]  # fmt: skip
    x, t_x, ways = (np.array([float(one) for one in each]) for each in zip(*kinds, strict=True))
    chance = np.exp(bgbb.log_likelihood(p, bgbb.donors(x, t_x, 7)))
    assert pytest.approx(1, rel=1e-12) == float((ways * chance).sum())


def test_who_is_there_is_a_new_customer_known_better() -> None:
    """The future is that of alpha + x, beta + n − x, gamma, delta + n, times being there at n."""
    row = bgbb.donors([2.0], [3.0], [5.0])
    later = P + np.array([2.0, 3, 0, 5])
    there = bgbb.alive(P, row) * (P[2] + P[3] + 5) / (P[3] + 5)
    assert pytest.approx(there * bgbb.new(later, 4.0), rel=1e-12) == bgbb.expected(P, 4.0, row)


@pytest.mark.parametrize("rate", [0.05, 0.5])
def test_discounted_purchases_are_their_discounted_sum(rate: float) -> None:
    """DERT is Σ of the expected purchases of each opportunity, discounted so often."""
    row, ahead = bgbb.donors([2.0], [3.0], [5.0]), np.arange(0.0, 1001)
    until = np.array([float(bgbb.expected(P, h, row)[0]) for h in ahead])
    summed = float((np.diff(until) / (1 + rate) ** ahead[1:]).sum())
    assert pytest.approx(summed, rel=1e-9) == float(bgbb.discounted(P, rate, row)[0])


def test_own_parameters_are_those_of_the_row() -> None:
    """A column of parameters per customer gives what each gives alone."""
    own = np.column_stack([P, [0.3, 2.0, 1.0, 5.0]])
    rows, one = bgbb.donors([2.0, 0.0], [3.0, 0.0], [5.0, 4.0]), bgbb.donors([0.0], [0.0], [4.0])
    for formula in (bgbb.log_likelihood, bgbb.alive):
        assert pytest.approx(formula(own[:, 1], one)[0], rel=1e-12) == formula(own, rows)[1]
    alone = bgbb.expected(own[:, 1], 3.0, one)[0]
    assert pytest.approx(alone, rel=1e-12) == bgbb.expected(own, 3.0, rows)[1]


def simulated(random, p, n: np.ndarray) -> bgbb.Donors:
    """What customers with n opportunities did."""
    buys, leaves = random.beta(p[0], p[1], len(n)), random.beta(p[2], p[3], len(n))
    x, t_x, there = np.zeros(len(n)), np.zeros(len(n)), np.ones(len(n), dtype=bool)
    for at in range(1, int(n.max()) + 1):
        there &= random.random(len(n)) >= leaves
        bought = there & (random.random(len(n)) < buys) & (at <= n)
        x, t_x = x + bought, np.where(bought, at, t_x)
    return bgbb.donors(x, t_x, n)


@pytest.mark.parametrize("p", [P, np.array([0.5, 1.5, 0.6, 6.0]), np.array([2.0, 1.0, 1.0, 4.0])])
def test_what_was_simulated_is_found_again(p: np.ndarray) -> None:
    """Of 100,000 customers with 4 to 12 opportunities all lie within 4 standard errors."""
    random = np.random.default_rng(4)
    found = bgbb.fit(simulated(random, p, random.integers(4, 13, 100_000).astype(float)))
    errors = np.sqrt(np.diag(found.covariance))
    assert np.abs(np.log(found.parameters / p) / errors).max() < 4


def ends(count: int) -> set[str]:
    """The edges at which fits of many simulated sets end; none is beaten by the truth."""
    random, found = np.random.default_rng(7), set()
    for at in range(count):
        n, p = int(random.choice([50, 200, 1000])), 10 ** random.uniform(-0.7, 1, 4)
        p[3 if at % 7 == 0 else slice(0, 0)] *= 1e4
        p[slice(2, 4) if at % 7 == 1 else slice(0, 0)] *= 1e4
        data = simulated(random, p, random.integers(2, 13, n).astype(float))
        if not data.x.any():
            continue
        fit = bgbb.fit(data)
        truth = float(bgbb.log_likelihood(p, data).sum())
        assert fit.log_likelihood >= truth - 1e-6
        assert (fit.covariance is None) == bool(fit.edges)
        found |= set(fit.edges)
    return found


NAMED = {edge.key for edge in EDGES}


def test_every_simulated_set_ends_in_a_maximum_or_at_a_named_edge() -> None:
    """None of 5 sets over a wide grid ends short of the likelihood of the truth."""
    assert NAMED >= ends(5)


@pytest.mark.long
def test_a_hundred_simulated_sets() -> None:
    """None of 100 does, and every edge is met."""
    assert NAMED == ends(100)


@pytest.mark.parametrize(
    ("rows", "error", "said"),
    [
        (([1, 2], [1, 1], 3), DomainError, "frequency must be at most recency.*row 2"),
        (([1, 2], [1, 4], 3), DomainError, "recency must be at most opportunities.*row 2"),
        (([0, 0], [0, 1], 3), DomainError, "recency must be 0 where.*row 2"),
        (([1, 1.5], [1, 2], 3), DomainError, "frequency must be a whole number.*row 2"),
        (([1, 1], [1, 1], 3, [1, -1]), DomainError, "count must be at least 0.*row 2"),
        (([0, 0], [0, 0], 3), ConvergenceError, "no customer bought"),
        (([3, 3], [3, 3], 3), ConvergenceError, "every customer bought"),
    ],
)
def test_what_is_refused(rows, error, said: str) -> None:
    """Rows that no customer can have are named, and data that tell nothing are no fit."""
    with pytest.raises(error, match=said):
        bgbb.fit(bgbb.donors(*rows))


def test_without_a_discount_gamma_must_be_above_one() -> None:
    """(delta + n) ÷ (gamma − 1) opportunities, and infinite for gamma of 1 or less."""
    row = bgbb.donors([3.0], [3.0], [3.0])
    assert pytest.approx(5.04) == float(bgbb.discounted(np.array([1.2, 0.8, 2, 3]), 0.0, row)[0])
    with pytest.raises(DomainError, match="gamma above 1"):
        bgbb.discounted(P, 0.0, row)
