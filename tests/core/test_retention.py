"""Value with one retention rate: printed figures, identities, domains."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.core import components, equity, lifetime_value, migration, retention
from clvxl.errors import DomainError, InputError, NoAnswerError
from tests.published import berger_nasr, margin_multiples

RATES = st.floats(0, 0.999)
DISCOUNTS = st.floats(0.001, 3)
MONEY = st.floats(0.01, 1e6)


def test_margin_multiples_as_printed() -> None:
    """The table of Gupta & Lehmann, without and with growth."""
    rates, discounts = np.array(margin_multiples.RETENTION), np.array(margin_multiples.DISCOUNT)
    found = retention.margin_multiple(rates[:, None], discounts[None, :])
    assert np.abs(found - margin_multiples.MULTIPLES).max() <= 0.005 + 1e-9
    grown = retention.margin_multiple(rates, 0.12, margin_multiples.GROWTH)
    assert np.abs(grown - margin_multiples.GROWN).max() <= 0.005 + 1e-9


def test_berger_and_nasr() -> None:
    """Case 1: a margin of 260, 50 spent a year, ten years; its two parts as well."""
    margins = float(retention.value(260.0, 0.75, 0.2, 10.0))
    assert berger_nasr.MARGINS == round(margins, 3)
    assert berger_nasr.SPENT == round(
        margins - float(retention.value(260.0, 0.75, 0.2, 10.0, 50.0)), 3
    )


def test_berry() -> None:
    """Margin 40, retention .5, discount 15 %, acquisition 30: 40.77 per customer."""
    assert 40.7692308 == round(float(retention.value(40.0, 0.5, 0.15, acquisition_cost=30.0)), 7)


@given(MONEY, RATES, DISCOUNTS, st.integers(0, 60), st.floats(0, 1e4), st.floats(-0.5, 0.5),
       st.sampled_from(["start", "end"]), st.sampled_from([0.5, 1.0, 2.0, 3.0]))  # fmt: skip
def test_it_is_the_sum_of_its_periods(
    margin: float, rate: float, discount: float, periods: int, cost: float, growth: float,
    timing: str, cycle: float,
) -> None:  # fmt: skip
    """The closed form is the sum that it stands for, period by period."""
    start = timing == "start"
    purchases = int(periods / cycle + 1e-9) + start
    terms = [
        margin
        * (1 + growth) ** (cycle * at)
        * (rate / (1 + discount)) ** (cycle * (at + (not start)))
        for at in range(purchases)
    ]
    spent = [cost * rate**at / (1 + discount) ** (at + 0.5) for at in range(periods)]
    found = float(
        retention.value(margin, rate, discount, periods, cost, 7.0, growth, timing, cycle)
    )
    assert found == pytest.approx(sum(terms) - sum(spent) - 7.0, rel=1e-9, abs=1e-6)


@given(MONEY, st.floats(0, 0.99), DISCOUNTS, st.sampled_from(["start", "end"]))
def test_without_end_is_the_limit(margin: float, rate: float, discount: float, timing: str) -> None:
    """Ten thousand periods come to the sum without end."""
    endless = float(retention.value(margin, rate, discount, timing=timing))
    assert endless == pytest.approx(
        float(retention.value(margin, rate, discount, 10_000, timing=timing)), rel=1e-4
    )


@given(MONEY, RATES, DISCOUNTS, st.integers(1, 40))
def test_it_is_a_chain_with_a_lost_state(
    margin: float, rate: float, discount: float, periods: int
) -> None:
    """A Markov chain of staying and lost gives the same, with and without end."""
    chain, rewards = [[rate, 1 - rate], [0.0, 1.0]], [margin, 0.0]
    for years, timing in ((np.inf, "start"), (periods, "start"), (periods, "end")):
        found = migration.markov(chain, rewards, discount, years, timing)[0]
        assert found == pytest.approx(
            float(retention.value(margin, rate, discount, years, timing=timing)), rel=1e-9
        )


@given(MONEY, RATES, DISCOUNTS, st.integers(1, 40), st.sampled_from(["start", "end"]))
def test_it_is_a_discounted_cash_flow(
    margin: float, rate: float, discount: float, periods: int, timing: str
) -> None:
    """Equal margins with one retention rate, discounted period by period, come to the same."""
    flows = lifetime_value.dcf([margin] * periods, discount, retention=rate).value
    assert flows == pytest.approx(
        float(retention.value(margin, rate, discount, periods, timing="end")), rel=1e-9
    )


@given(MONEY, st.floats(0, 0.98), st.floats(0, 0.01), DISCOUNTS)
def test_value_grows_with_retention_and_money(
    margin: float, rate: float, more: float, discount: float
) -> None:
    """A higher retention rate is worth more, twice the money is worth twice."""
    low, high = (float(retention.value(margin, r, discount)) for r in (rate, rate + more))
    assert high >= low
    assert float(retention.value(2 * margin, rate, discount)) == pytest.approx(2 * low)


@given(MONEY, RATES, DISCOUNTS, st.integers(1, 20), st.integers(2, 12))
def test_shorter_periods_change_nothing(
    margin: float, rate: float, discount: float, years: int, parts: int
) -> None:
    """Rates and periods rescaled together leave the value: a purchase every so many periods."""
    short = retention.value(
        margin, rate ** (1 / parts), (1 + discount) ** (1 / parts) - 1, years * parts, cycle=parts
    )
    assert float(short) == pytest.approx(
        float(retention.value(margin, rate, discount, years)), rel=1e-6
    )


@given(MONEY, st.floats(1.01, 50), DISCOUNTS, st.sampled_from([np.inf, 5.0, 40.0]),
       st.sampled_from(["start", "end"]))  # fmt: skip
def test_break_even_fed_back_gives_nothing(
    margin: float, times: float, discount: float, periods: float, timing: str
) -> None:
    """With the break-even retention the value is zero; where none is, even all staying loses."""
    cost = margin * times
    try:
        rate = float(retention.breakeven_retention(cost, margin, discount, periods, timing))
    except NoAnswerError:
        assert float(retention.value(margin, 1.0, discount, periods, timing=timing)) < cost
        return
    assert 0 <= rate <= 1
    left = float(retention.value(margin, rate, discount, periods, 0.0, cost, timing=timing))
    assert left == pytest.approx(0.0, abs=1e-6 * cost)


def test_break_even_at_the_ends() -> None:
    """Where the first margin pays, nobody has to stay; where nothing pays, there is no answer."""
    assert 0.0 == float(retention.breakeven_retention(50.0, 60.0, 0.1))
    with pytest.raises(NoAnswerError):
        retention.breakeven_retention(50.0, 1.0, 0.1, 3)
    assert [0.0, 0.825] == retention.breakeven_retention(np.array([40.0, 200.0]), 50.0, 0.1).round(
        9
    ).tolist()


@given(
    st.floats(0, 1e5), MONEY, st.floats(0, 1), st.floats(0, 2), st.sampled_from(["start", "end"])
)
def test_payback_is_where_the_margins_cover_the_cost(
    cost: float, margin: float, rate: float, discount: float, timing: str
) -> None:
    """So many margins cover the cost, one fewer does not; else no number of them does."""
    kept = rate / (1 + discount)
    flows = margin * kept ** np.arange(timing == "end", 5_000 + (timing == "end"))
    covered = np.cumsum(flows)
    try:
        found = float(retention.payback_period(cost, margin, rate, discount, timing))
    except NoAnswerError:
        assert covered[-1] < cost * (1 + 1e-9) or cost > 0 == margin
        return
    if found > 5_000:
        return
    whole = int(np.floor(found))
    so_far = (covered[whole - 1] if whole else 0.0) + (found - whole) * (
        flows[whole] if whole < 5_000 else 0.0
    )
    assert so_far == pytest.approx(cost, rel=1e-6, abs=1e-9)


def test_a_tornado() -> None:
    """The largest swing stands first; a rate above 1 is none; change 0 swings nothing."""
    found = retention.sensitivity(100.0, 0.95, 0.1, 0.1)
    assert 1 == found.driver[0]
    assert 1.0 == found.up[0]
    assert (np.diff(found.swing) <= 0).all()
    assert [0.0] * 3 == retention.sensitivity(100.0, 0.8, 0.1, 0.0).swing.tolist()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"retention_rate": 1.2}, "between 0 and 1"),
        ({"discount_rate": -1.0}, "above -1"),
        ({"growth": 0.5}, "has no end"),
        ({"periods": 2.5}, "whole number"),
        ({"cycle": 0.0}, "above 0"),
    ],
)
def test_domains(arguments: dict[str, float], sentence: str) -> None:
    """What has no value is refused with the reason."""
    usual = {"margin": 10.0, "retention_rate": 0.8, "discount_rate": 0.1}
    with pytest.raises(DomainError, match=sentence):
        retention.value(**(usual | arguments))


def test_the_first_bad_row_is_named() -> None:
    """One bad row is told by its number and marked."""
    with pytest.raises(DomainError) as caught:
        retention.value(10.0, np.array([0.5, 1.2, 0.5]), 0.1)
    assert 2 == caught.value.row
    assert [False, True, False] == caught.value.rows.tolist()


FLOWS = st.lists(st.lists(st.floats(-1e4, 1e4), min_size=6, max_size=6), min_size=1, max_size=8)


@given(FLOWS, DISCOUNTS, st.floats(0, 1))
def test_parts_add_up(flows: list[list[float]], discount: float, rate: float) -> None:
    """The six parts add up to the discounted cash flow of their sum."""
    parts = components.components(flows, discount, rate)
    whole = lifetime_value.dcf([sum(row) for row in flows], discount, retention=rate).value
    assert parts.sum() == pytest.approx(whole, rel=1e-9, abs=1e-6)


def test_parts_have_six_columns() -> None:
    """Another number of columns, or of retention rates, is refused."""
    with pytest.raises(InputError, match="six columns"):
        components.components([[1.0, 2.0]], 0.1)
    with pytest.raises(InputError, match="as long as flows: 3 rows, not 1"):
        components.components([[1.0] * 6], 0.1, [0.5, 0.5, 0.5])


def test_what_has_been_and_what_will_be() -> None:
    """Past profits compounded forward are worth today what they would be worth, and no less."""
    assert 100.0 * 1.1**2 + 100.0 * 1.1 + 100.0 == pytest.approx(
        equity.historic_value([100.0] * 3, 0.1)
    )
