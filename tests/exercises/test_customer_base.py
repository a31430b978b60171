"""The customer base: its sales as simulated, and every answer reckoned anew with numpy and scipy."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, hyp2f1

from clvxl.exercises.cases.customer_base import EXERCISE
from clvxl.exercises.engine.build import build, usual_columns
from clvxl.report.records import Report
from tests.exercises.case_checks import solved, step_values

Vector = NDArray[np.float64]
WEEK, YEAR = 7.0, 365.25 / 7


class Seen(NamedTuple):
    """What is known of each customer, and what each did in the weeks after."""

    names: list[str]
    x: Vector
    t_x: Vector
    T: Vector
    spent: Vector
    after: Vector
    revenue: Vector


@lru_cache
def log() -> list[tuple[str, int, float]]:
    """The sales."""
    columns = usual_columns(EXERCISE, "en")
    return list(zip(columns["customer"], columns["date"], columns["amount"], strict=True))


def histories(as_of: float, weeks: float) -> Seen:
    """Count days and money of each customer, in plain Python."""
    found: dict[str, tuple[float, ...]] = {}
    for name in dict.fromkeys(name for name, _, _ in log()):
        days = sorted({day for who, day, _ in log() if who == name})
        known = [day for day in days if day <= as_of]
        again = [paid for who, day, paid in log() if who == name and known[0] < day <= as_of]
        x = len(known) - 1
        found[name] = (
            x, (known[-1] - known[0]) / WEEK, (as_of - known[0]) / WEEK,
            sum(again) / x if x else 0.0, sum(as_of < day <= as_of + 7 * weeks for day in days),
            sum(paid for who, day, paid in log() if who == name and day <= as_of),
        )  # fmt: skip
    return Seen(list(found), *(np.array(each, float) for each in zip(*found.values(), strict=True)))


def bg_likelihood(p: Vector, seen: Seen) -> float:
    """Fader, Hardie & Lee (2005), eq. 6, summed."""
    r, alpha, a, b = p
    x = seen.x
    base = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    stays = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + seen.T)
    left = betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b)
    left = left - (r + x) * np.log(alpha + seen.t_x)
    return float(np.sum(base + np.where(x > 0, np.logaddexp(stays, left), stays)))


def spend_likelihood(p: Vector, seen: Seen) -> float:
    """Fader & Hardie (2013), note 025, eq. 1a, summed over those who bought again."""
    shape, q, v = p
    x, m = seen.x[seen.x > 0], seen.spent[seen.x > 0]
    a = shape * x
    return float(np.sum(
        -betaln(a, q) + q * np.log(v) + (a - 1) * np.log(m) + a * np.log(x)
        - (a + q) * np.log(v + m * x)
    ))  # fmt: skip


def alive(p: Vector, x: Vector, t_x: Vector, T: Vector) -> Vector:
    """The chance to be alive, 1 with no repeat purchase."""
    r, alpha, a, b = p
    odds = a / (b + np.maximum(x, 1) - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x)
    return np.where(x > 0, 1 / (1 + odds), 1.0)


def expected(p: Vector, weeks: float, seen: Seen) -> Vector:
    """Fader, Hardie & Lee (2005), eq. 10, by the hypergeometric function."""
    r, alpha, a, b = p
    x, T = seen.x, seen.T
    series = hyp2f1(r + x, b + x, a + b + x - 1, weeks / (alpha + T + weeks))
    grown = ((alpha + T) / (alpha + T + weeks)) ** (r + x)
    ahead = (a + b + x - 1) / (a - 1) * (1 - grown * series)
    return ahead * alive(p, x, seen.t_x, T)


def inputs(report: Report) -> dict[str, Any]:
    """The figures by key."""
    cells = (cell for sheet in report.sheets for cell in sheet.cells)
    return {c.name.removeprefix("in_"): c.value for c in cells if c.name and c.name[:3] == "in_"}


def reckoned(given: dict[str, Any]) -> dict[str, Any]:
    """All answers, from the log and the parameters."""
    seen = histories(given["as_of"], given["horizon"])
    bg = np.array([given[key] for key in ("r", "alpha", "a", "b")])
    p, q, v = (given[key] for key in "pqv")
    first, second = (seen.names.index(given[key]) for key in ("first", "second"))
    here = alive(bg, seen.x, seen.t_x, seen.T)
    worth = p * (v + seen.x * seen.spent) / (p * seen.x + q - 1)
    d, so_far, value = given["discount_rate"], np.zeros(len(here)), np.zeros(len(here))
    for year in (1, 2, 3):
        until = expected(bg, year * YEAR, seen)
        value += (until - so_far) / (1 + d) ** year
        so_far = until
    clv = given["margin"] * worth * value
    once, often = alive(bg, *(np.array([1.0, 10.0]), *np.array([36.0, 52.0])))
    gains = given["lift"] * clv
    best = (
        2
        if max(gains[first], gains[second]) <= given["call_cost"]
        else int(clv[second] >= clv[first])
    )
    return {
        "frequency": seen.x[first], "alive": here[first],
        "paradox": once - often, "alive_all": here.sum(),
        "gone": seen.revenue[here < 0.5].sum() / seen.revenue.sum(),
        "off": expected(bg, given["horizon"], seen).sum() / seen.after.sum() - 1,
        "worth": worth[second], "clv": clv[second],
        "decision": EXERCISE.questions[-1].choices[best].en,
    }  # fmt: skip


OTHER = {
    "as_of": 45292 + 300, "horizon": 30, "discount_rate": 0.15, "margin": 0.3, "call_cost": 2.5,
    "lift": 0.04, "r": 1.1, "alpha": 6.5, "a": 0.6, "b": 2.2, "p": 5.0, "q": 3.5, "v": 18.0,
}  # fmt: skip


@pytest.mark.parametrize("figures", [{}, OTHER])
def test_answers_are_those_reckoned_from_the_log(figures: dict[str, Any]) -> None:
    """Each right answer is what plain counting and the hypergeometric function give."""
    given = inputs(build(EXERCISE)) | figures
    found, right = solved(EXERCISE, figures=figures), reckoned(given)
    assert right.keys() == found.keys()
    for key, value in right.items():
        assert found[key] == (
            value if isinstance(value, str) else pytest.approx(value, rel=2e-6)
        ), key


def test_stored_parameters_are_the_maximum() -> None:
    """A search that knows no slopes finds the stored parameters of both models."""
    given = inputs(build(EXERCISE))
    seen = histories(given["as_of"], given["horizon"])
    for keys, likelihood in (
        (("r", "alpha", "a", "b"), bg_likelihood), (tuple("pqv"), spend_likelihood),
    ):  # fmt: skip
        stored = np.array([given[key] for key in keys])
        found = minimize(
            lambda log_p, of=likelihood: -of(np.exp(log_p), seen), np.zeros(len(keys)),
            method="Nelder-Mead",
            options={"xatol": 1e-9, "fatol": 1e-11, "maxiter": 20_000, "maxfev": 20_000},
        )  # fmt: skip
        assert likelihood(stored, seen) == pytest.approx(-found.fun, abs=1e-6)
        assert np.exp(found.x) == pytest.approx(stored, rel=2e-4)


def test_sales_are_what_the_stated_parameters_give() -> None:
    """The fit finds the stated parameters again, as well as 120 customers tell: within a third."""
    given = inputs(build(EXERCISE))
    mean = given["p"] * given["v"] / (given["q"] - 1)
    found = [given["r"] / given["alpha"], given["a"] / (given["a"] + given["b"]), mean]
    assert [1 / 6, 1 / 5, 6 * 16 / 3] == pytest.approx(found, rel=1 / 3)
    assert "r 1, alpha 6, a 1, b 4, p 6, q 4, v 16" in EXERCISE.source.en


def test_log_is_the_same_on_every_machine() -> None:
    """The seeded draws give 120 customers and these sales, one a day each."""
    sales = log()
    assert len(sales) == len({(who, day) for who, day, _ in sales})
    assert 120 == len({who for who, _, _ in sales})
    assert sorted(sales, key=lambda sale: sale[1]) == sales
    assert (717, 22632.0) == (len(sales), round(sum(paid for _, _, paid in sales), 1))


def test_frequent_and_silent_is_surer_gone() -> None:
    """The paradox holds: ten purchases then 16 silent weeks are surer gone than one."""
    found = solved(EXERCISE)
    assert found["paradox"] > 0.3
    given = inputs(build(EXERCISE))
    seen = histories(given["as_of"], given["horizon"])
    first, second = (seen.names.index(given[key]) for key in ("first", "second"))
    assert seen.x[first] >= 2 * seen.x[second]
    assert found["decision"] == EXERCISE.questions[-1].choices[1].en


def test_forecast_is_nearer_than_going_on_as_before() -> None:
    """Over the weeks kept back the model errs a fifth, the naive rate more than once over."""
    given = inputs(build(EXERCISE))
    seen = histories(given["as_of"], given["horizon"])
    naive = (seen.x / seen.T).sum() * given["horizon"] / seen.after.sum() - 1
    assert 0.25 > abs(solved(EXERCISE)["off"])
    assert naive > 1


def test_formulas_agree_with_the_functions() -> None:
    """Functions of the log, of the model and of spending give in a cell what the working gives."""
    pairs = step_values(build(EXERCISE))
    assert 24 == len(pairs)
    for formula, function in pairs:
        assert formula == pytest.approx(function, rel=1e-6)


def test_no_call_where_none_pays() -> None:
    """Where a call costs more than it adds, neither customer is called."""
    found = solved(EXERCISE, figures={"call_cost": 1000})
    assert EXERCISE.questions[-1].choices[2].en == found["decision"]


def test_a_log_of_one_s_own() -> None:
    """Two sales a day are one purchase, and a customer who comes after the count is none yet."""
    day = 45292
    columns = {
        "customer": ["a", "a", "a", "b", "b", "c", "c", "d", "a", "e", "b"],
        "date": [day, day + 14, day + 14, day, day + 7, day + 3, day + 20, day + 5, day + 40,
                 day + 80, day + 85],
        "amount": [5.0, 6.0, 7.0, 9.0, 3.0, 4.0, 8.0, 2.0, 10.0, 11.0, 12.0],
    }  # fmt: skip
    figures = {"as_of": day + 56, "horizon": 5, "first": "a", "second": "b"}
    report = build(EXERCISE, columns=columns, figures=figures)
    table = next(t for s in report.sheets for t in s.tables if t.name == "customers")
    rows = {
        column.title: [getattr(value, "value", value) for value in column.values]
        for column in table.columns
    }
    assert ["a", "b", "c", "d", "e"] == rows["Customer"]
    assert [2, 1, 1, 0, 0] == rows["Frequency x"]
    assert [11.5, 3.0, 8.0, 0.0, 0.0] == rows["Value per repeat purchase"]
    assert [0.0, 1.0, 0.0, 0.0, 0.0] == rows["Actual purchases"]
    assert (1.0, 0.0) == (rows["P(alive)"][3], rows["P(alive)"][4])
    assert 0.0 == rows["Expected purchases"][4]
