"""The service that loses users early: every answer reckoned anew with numpy, and a printed table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from clvxl.exercises.cases.cohort import EXERCISE
from clvxl.exercises.engine.build import build, usual_columns
from tests.exercises.case_checks import answers, expect_hints, solved, step_values
from tests.exercises.reckoning import cells, expect_same

FIGURES = {
    "margin": 0.7, "acquisition_cost": 90, "settled": 3, "lift": 0.1, "guide": 30, "late_lift": 0.01, "credit": 4,
}  # fmt: skip
OTHER = {
    "margin": 0.45, "acquisition_cost": 140, "settled": 2, "lift": 0.05, "guide": 8, "late_lift": 0.03, "credit": 1,
}  # fmt: skip

BEWICK = {1: 0.750, 4: 0.625, 5: 0.500, 9: 0.333, 22: 0.000}
"""Bewick, Cheek & Ball (2004), Critical Care 8:389, table 2: days, share surviving."""
BEWICK_LEFT, BEWICK_THERE = (1, 1, 4, 5, 9, 22), (6, 9)


def month(day: float) -> int:
    """The number of a sheet date's month."""
    date = dt.date(1899, 12, 30) + dt.timedelta(days=int(day))
    return 12 * date.year + date.month


def reckoned(columns: Mapping[str, Sequence[Any]], given: Mapping[str, float]) -> dict[str, Any]:
    """All answers with numpy alone: who paid in which month, as a table of yes and no."""
    who = sorted(set(columns["customer"]))
    months = np.array([month(day) for day in columns["date"]])
    paid = np.zeros((len(who), months.max() - months.min() + 1), dtype=bool)
    paid[[who.index(name) for name in columns["customer"]], months - months.min()] = True
    width = paid.shape[1]
    first, last = paid.argmax(axis=1), width - 1 - paid[:, ::-1].argmax(axis=1)
    there = (np.arange(width) >= first[:, None]) & (np.arange(width) <= last[:, None])
    # By age: who paid so many months after joining, among those who could have.
    aged = [
        (there[first + age < width, :], first[first + age < width] + age) for age in range(width)
    ]
    still = np.array([table[np.arange(len(at)), at].sum() for table, at in aged])
    asked = np.array([sum(there[who_, first[who_] + age - 1] for who_ in np.flatnonzero(first + age < width))
                      for age in range(1, width)])  # fmt: skip
    renewed = still[1:] / asked
    settled = int(given["settled"])
    survival = renewed.cumprod()
    late = 1 - still[settled + 1 :].sum() / asked[settled:].sum()
    curve = np.concatenate([[1.0], survival])
    curve = np.concatenate([curve, curve[-1] * (1 - late) ** np.arange(1, 25 - len(curve))])
    fee = np.mean(columns["amount"]) * given["margin"]
    guided = curve * np.where(
        np.arange(24) == 0, 1, min(renewed[0] + given["lift"], 1) / renewed[0]
    )
    loyal = curve.copy()
    for at in range(settled, 24):
        loyal[at] = loyal[at - 1] * min(curve[at] / curve[at - 1] + given["late_lift"], 1)
    early = (asked - still[1:])[:settled].sum()
    value = fee * curve[settled:].sum() / curve[settled]
    onboarding = fee * (guided - curve).sum() - given["guide"]
    loyalty = fee * (loyal - curve).sum() - given["credit"] * loyal[settled:].sum()
    choices = {
        c: choice.en for c, choice in zip("ocbn", EXERCISE.questions[-1].choices, strict=True)
    }
    which = {(True, False): "o", (False, True): "c", (True, True): "b", (False, False): "n"}
    return {
        "average": (there[:, :-1] & ~there[:, 1:]).sum() / there[:, :-1].sum(),
        "cohort": there[first == 1, 4].mean(), "renewal": renewed[0], "six": survival[min(6, width - 1) - 1],
        "late": late, "new_user": fee * curve.sum(), "cost": early * (value + given["acquisition_cost"]),
        "onboarding": onboarding, "loyalty": loyalty, "decision": choices[which[onboarding > 0, loyalty > 0]],
    }  # fmt: skip


@pytest.mark.parametrize("figures", [FIGURES, OTHER])
def test_answers_are_those_of_a_plain_script(figures: dict[str, Any]) -> None:
    """Each right answer is what numpy gives, with other figures too."""
    expect_same(reckoned(usual_columns(EXERCISE, "en"), figures), solved(EXERCISE, figures=figures))


def paying(spans: Iterable[tuple[int, int]]) -> dict[str, list[Any]]:
    """Payments on the first day of each month of a span, counted from January 2020."""
    rows = [
        (float((dt.date(2020 + at // 12, at % 12 + 1, 1) - dt.date(1899, 12, 30)).days), f"u{number}", 40.0)
        for number, (first, last) in enumerate(spans) for at in range(first, last + 1)
    ]  # fmt: skip
    dates, names, amounts = map(list, zip(*sorted(rows), strict=True))
    return {"customer": names, "date": dates, "amount": amounts}


def test_answers_follow_other_payments() -> None:
    """Over the payments of other users, in eleven months, each answer is what numpy gives."""
    draw = np.random.Generator(np.random.PCG64(8))
    first = draw.integers(0, 9, 40)
    spans = [(int(at), int(min(at + draw.integers(0, 9), 10))) for at in [*first, 0, 0]]
    columns = paying([*spans, (0, 10), (10, 10)])
    expect_same(reckoned(columns, FIGURES), answers(build(EXERCISE, columns=columns)))


def test_survival_is_the_printed_one() -> None:
    """Users who stay as long as the patients of a printed example survive as printed, in formulas and function."""
    last = 30
    spans = [(0, time - 1) for time in BEWICK_LEFT] + [(last - time, last) for time in BEWICK_THERE]
    report = build(EXERCISE, columns=paying(spans))
    by_formula = cells(report, "survival", "Still there")
    by_function = dict(
        zip(cells(report, "km", "Time"), cells(report, "km", "Survival"), strict=True)
    )
    assert list(BEWICK) == list(by_function)
    for time, printed in BEWICK.items():
        assert printed == pytest.approx(by_formula[time - 1], abs=0.0005)
        assert printed == pytest.approx(by_function[time], abs=0.0005)


def test_cohort_table_is_the_working() -> None:
    """COHORT_TABLE gives each share of the working, and a dot where nothing was seen yet."""
    report = build(EXERCISE)
    for age in range(8):
        working, function = (
            cells(report, table, str(age)) for table in ("cohorts", "cohort_table")
        )
        seen = [share for share in working if share != ""]
        assert 8 - age == len(seen)
        assert seen == pytest.approx(function[: 8 - age])
        assert ["·"] * age == function[8 - age :]


def test_the_average_hides_when_users_leave() -> None:
    """Settled users leave at less than a third of the average rate, new ones far above it."""
    found = solved(EXERCISE)
    assert 3 * found["late"] < found["average"] < 1 - found["renewal"]
    assert found["loyalty"] < 0 < found["onboarding"]


@pytest.mark.parametrize(
    ("figures", "choice"),
    [({}, 0), ({"guide": 60}, 3), ({"credit": 2}, 2), ({"guide": 60, "credit": 2}, 1)],
)
def test_decision_turns_with_the_costs(figures: dict[str, float], choice: int) -> None:
    """Each measure is chosen while it brings more than it costs, and only then."""
    assert (
        EXERCISE.questions[-1].choices[choice].en == solved(EXERCISE, figures=figures)["decision"]
    )


def test_functions_agree_with_the_formulas() -> None:
    """CHURN_RATE, RETENTION_RATE and CHURN_COST give what the steps give."""
    pairs = step_values(build(EXERCISE))
    assert 3 == len(pairs)
    for formula, function in pairs:
        assert formula == pytest.approx(function, rel=1e-9)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_mistakes_are_named(language: str) -> None:
    """Right answers get ✓, each slip its own hint."""
    expect_hints(EXERCISE, language)
