"""The projection: the paper's printed figures, and every answer reckoned anew with numpy and scipy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.special import betaln

from clvxl.exercises.cases.retention_projection import EXERCISE
from clvxl.exercises.engine.build import build, usual_columns
from clvxl.report.records import Report
from tests.exercises.case_checks import answers, solved, step_values
from tests.published.contracts import FITS, HIGH_END, PROJECTED, REGULAR

Vector = NDArray[np.float64]


def survival(a: float, b: float, t: Any) -> Vector:
    """B(alpha, beta + t) ÷ B(alpha, beta)."""
    return np.exp(betaln(a, np.add(b, t)) - betaln(a, b))


def log_likelihood(a: float, b: float, shares: Vector, years: int) -> float:
    """Of 1,000 customers: Fader & Hardie (2007), eq. 5 to 7."""
    s = survival(a, b, np.arange(years + 1))
    lost = -np.diff(shares[: years + 1])
    return float(1000 * (lost @ np.log(-np.diff(s)) + shares[years] * np.log(s[years])))


def fitted(shares: Vector, years: int) -> tuple[float, float]:
    """The maximum, by a search that knows no slopes."""
    found = minimize(
        lambda p: -log_likelihood(*np.exp(p), shares, years), [0.0, 0.0], method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 5000, "maxfev": 5000},
    )  # fmt: skip
    a, b = np.exp(found.x)
    return float(a), float(b)


def residual(a: float, b: float, d: float, n: int) -> float:
    """The expected residual lifetime: an integral over the chance to leave, by substitution."""

    def weighed(odds: float, values: bool) -> float:
        leaves, stays = 1 / (1 + np.exp(-odds)), 1 / (1 + np.exp(odds))
        value = stays * (1 + d) / (d + leaves) if values else 1.0
        return float(value * leaves**a * stays ** (b + n))

    over, under = (quad(weighed, -60, 40, (values,), limit=400, epsabs=0, epsrel=1e-11)[0]
                   for values in (True, False))  # fmt: skip
    return float(over / under)


def figure(report: Report, key: str) -> Any:
    """What stands in an input cell."""
    return next(c.value for s in report.sheets for c in s.cells if c.name == f"in_{key}")


def column(report: Report, table: str, at: int) -> list[float]:
    """The values of a column of a table."""
    found = next(t for s in report.sheets for t in s.tables if t.name == table)
    return [getattr(value, "value", value) for value in found.columns[at].values]


def test_stored_parameters_are_the_printed_ones() -> None:
    """alpha, beta and the log-likelihood of both segments, as printed in the paper."""
    report = build(EXERCISE)
    for (_, alpha, beta, _), segment in zip(FITS, "rh", strict=True):
        assert alpha == pytest.approx(figure(report, f"alpha_{segment}"), abs=0.0005)
        assert beta == pytest.approx(figure(report, f"beta_{segment}"), abs=0.0005)
    assert FITS[0][3] == pytest.approx(answers(report)["likelihood"], abs=0.005)


def test_projection_is_the_printed_one() -> None:
    """The shares of years 8 to 12, as printed, and the data, are those of the paper."""
    report = build(EXERCISE)
    for (seen, printed), segment in zip(PROJECTED, "rh", strict=True):
        assert list(seen) == pytest.approx([100 * s for s in column(report, f"path_{segment}", 1)])
        model = [100 * share for share in column(report, f"path_{segment}", 2)[8:]]
        assert list(printed) == pytest.approx(model, abs=0.05)


def reckoned(years: int, d: float, n: int, margin: float, offer: float) -> dict[str, Any]:
    """All answers, fitted and summed anew."""
    seen, high = np.array(REGULAR) / 100, np.array(HIGH_END) / 100
    (a, b), (a_h, b_h), t = fitted(seen, years), fitted(high, years), np.arange(len(seen))
    rate = seen[years] ** (1 / years)
    later = t > years
    off = [np.abs(s - seen)[later].mean() for s in (survival(a, b, t), rate**t)]
    worth = residual(a, b, d, n)
    choices = {each.key: [choice.en for choice in each.choices] for each in EXERCISE.questions}
    return {
        "last_rate": seen[years] / seen[years - 1], "constant": rate ** t[-1],
        "second_year": float(survival(a, b, 1) - survival(a, b, 2)),
        "likelihood": log_likelihood(a, b, seen, years),
        "projected": float(survival(a_h, b_h, t[-1])), "errors": off[1] / off[0],
        "reason": choices["reason"][1 if off[0] < off[1] else 2], "value": margin * worth,
        "decision": choices["decision"][offer <= margin * worth],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("years", "d", "n", "margin", "offer"), [(7, 0.1, 7, 120, 700), (5, 0.06, 2, 80, 900)]
)
def test_answers_are_those_fitted_anew(
    years: int, d: float, n: int, margin: float, offer: float
) -> None:
    """Each right answer is what scipy's search and integral give, also with other figures."""
    seen = [np.array(shares) / 100 for shares in (REGULAR, HIGH_END)]
    figures: dict[str, float] = {
        "fit_years": years, "discount_rate": d, "renewals": n, "margin": margin, "offer": offer,
    }  # fmt: skip
    for segment, shares in zip("rh", seen, strict=True):
        figures |= dict(
            zip((f"alpha_{segment}", f"beta_{segment}"), fitted(shares, years), strict=True)
        )
    found, expected = solved(EXERCISE, figures=figures), reckoned(years, d, n, margin, offer)
    assert expected.keys() == found.keys()
    for key, value in expected.items():
        assert found[key] == (
            value if isinstance(value, str) else pytest.approx(value, rel=2e-6)
        ), key


def test_given_answers_are_those_of_the_stored_fit() -> None:
    """With the stored parameters, six decimals of the maximum, the answers are the same."""
    found, expected = solved(EXERCISE), reckoned(7, 0.1, 7, 120, 700)
    for key, value in expected.items():
        assert found[key] == (
            value if isinstance(value, str) else pytest.approx(value, rel=1e-4)
        ), key


def test_simple_rates_would_sell() -> None:
    """The lesson holds: by the average rate, and by today's rate for ever, 700 seems generous."""
    seen, (a, b) = np.array(REGULAR) / 100, fitted(np.array(REGULAR) / 100, 7)
    for rate in (seen[7] ** (1 / 7), (b + 7) / (a + b + 7)):
        assert 120 * rate * 1.1 / (1.1 - rate) < 700 < 120 * residual(a, b, 0.1, 7)


def test_decision_turns_where_the_offer_passes_the_value() -> None:
    """Below 821.08 the contracts are kept, above they are sold."""
    sell, keep = (choice.en for choice in EXERCISE.questions[-1].choices)
    assert [keep, sell] == [
        solved(EXERCISE, figures={"offer": offer})["decision"] for offer in (821.0, 821.2)
    ]


def test_formulas_agree_with_the_functions() -> None:
    """SBG_FIT, SBG_SURVIVAL, SBG_RETENTION and SBG_DERL give in a cell what the working gives."""
    pairs = step_values(build(EXERCISE))
    assert 14 == len(pairs)
    for formula, function in pairs:
        assert formula == pytest.approx(function, rel=1e-6)


@pytest.mark.parametrize("rate", [0.01, 0.03, 0.3])
@pytest.mark.parametrize(("a", "b"), [(0.704, 1.182), (0.4, 0.8), (3.0, 20.0)])
def test_kinds_stand_for_the_whole_distribution(a: float, b: float, rate: float) -> None:
    """The sum over 81 kinds is the integral over all, for sharp and for flat distributions."""
    report = build(EXERCISE, figures={"alpha_r": a, "beta_r": b, "discount_rate": rate})
    expected = [residual(a, b, rate, n) for n in (0, 5, 12)]
    found = column(report, "tenure", 1)
    assert expected == pytest.approx([found[n] for n in (0, 5, 12)], rel=1e-9)


def test_with_a_shorter_table_everything_shrinks() -> None:
    """Six years of other shares: fitted years, parameters and answers follow the table."""
    columns = {
        "year": [str(n) for n in range(6)], "regular": [1.0, 0.8, 0.7, 0.64, 0.6, 0.57],
        "high_end": [1.0, 0.9, 0.84, 0.8, 0.77, 0.75],
    }  # fmt: skip
    report = build(EXERCISE, columns=columns)
    assert 3 == figure(report, "fit_years")
    alpha, beta = fitted(np.array(columns["regular"]), 3)
    assert (alpha, beta) == pytest.approx(
        (figure(report, "alpha_r"), figure(report, "beta_r")), rel=1e-4
    )
    assert 0.57 == column(report, "path_r", 1)[-1]


def test_usual_data_start_with_all() -> None:
    """Both segments begin with 100 % and never grow."""
    for key in ("regular", "high_end"):
        shares = np.array(usual_columns(EXERCISE, "en")[key])
        assert shares[0] == 1
        assert (np.diff(shares) < 0).all()
