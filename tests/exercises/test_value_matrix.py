"""The value matrix: every answer reckoned anew with numpy, and what it says of averages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from clvxl.exercises.cases.value_matrix import EXERCISE
from clvxl.exercises.engine.build import build, usual_columns
from tests.exercises.case_checks import answers, expect_hints, solved, step_values
from tests.exercises.reckoning import cells, expect_same

FIGURES = {
    "discount_rate": 0.12, "equity_start": 8_900_000, "profit": 1_600_000, "budget": 600_000, "reach": 0.35,
    "scale": 1500, "win_spend": 300, "win_now": 0.1, "win_most": 0.25, "keep_spend": 200, "keep_now": 0.8,
    "keep_most": 0.9,
}  # fmt: skip
OTHER = {
    "discount_rate": 0.15, "equity_start": 7_000_000, "profit": 900_000, "budget": 250_000, "reach": 0.5,
    "scale": 900, "win_spend": 250, "win_now": 0.08, "win_most": 0.3, "keep_spend": 150, "keep_now": 0.7,
    "keep_most": 0.85,
}  # fmt: skip


def reckoned(columns: Mapping[str, Sequence[Any]], given: Mapping[str, float]) -> dict[str, Any]:
    """All answers with numpy alone: the values year by year, the steps one after the other."""
    d = given["discount_rate"]
    n, margin, further, kept = (
        np.array(columns[key], float) for key in ("customers", "margin", "potential", "retention")
    )
    years = np.arange(1, 4001)[:, None]
    multiple = ((kept / (1 + d)) ** years).sum(axis=0)
    now, later = margin * multiple, further * multiple
    high = now >= np.median(now), later >= np.median(later)
    field = 3 - 2 * high[0].astype(int) - high[1]
    people, current, potential = (
        np.bincount(field, weights=n * what, minlength=4) for what in (np.ones_like(n), now, later)
    )
    equity = current.sum()

    def gained(spent: np.ndarray) -> np.ndarray:
        return given["reach"] * potential * (1 - np.exp(-spent / (given["scale"] * people)))

    step, spent = given["budget"] / 10, np.zeros(4)
    for _ in range(10):
        more = gained(spent + step) - gained(spent)
        best = more.argmax()
        spent[best] += step
    k = {
        w: -np.log(1 - given[f"{w}_now"] / given[f"{w}_most"]) / given[f"{w}_spend"]
        for w in ("win", "keep")
    }
    mean = np.average(margin, weights=n)
    spend = given["keep_spend"] * np.arange(13) / 4
    share = given["keep_most"] * (1 - np.exp(-k["keep"] * spend))
    worth = (mean - spend / (1 + d)) / (1 - share / (1 + d))
    _, steps, stop = (choice.en for choice in EXERCISE.questions[-1].choices)
    return {
        "first": now[0], "cultivate": people[2], "equity": equity,
        "roc": (given["profit"] + equity) / given["equity_start"] - 1, "more": worth.max() - worth[4],
        "prospect": max(np.log(given["win_most"] * k["win"] * worth.max()) / k["win"], 0.0),
        "proportional": gained(given["budget"] * current / equity).sum(), "stepwise": gained(spent).sum(),
        "marginal": more.max() / step, "decision": stop if more.max() < step else steps,
    }  # fmt: skip


@pytest.mark.parametrize("figures", [FIGURES, OTHER])
def test_answers_are_those_of_a_plain_script(figures: dict[str, Any]) -> None:
    """Each right answer is what numpy gives, with other figures too."""
    expect_same(reckoned(usual_columns(EXERCISE, "en"), figures), solved(EXERCISE, figures=figures))


def test_answers_follow_other_customers() -> None:
    """Over five other groups each answer is what numpy gives."""
    columns = {
        "group": list("abcde"), "customers": [10.0, 40.0, 25.0, 8.0, 300.0],
        "margin": [900.0, 80.0, 400.0, 1200.0, 60.0], "potential": [100.0, 300.0, 350.0, 20.0, 10.0],
        "retention": [0.8, 0.6, 0.9, 0.7, 0.75],
    }  # fmt: skip
    figures = {**FIGURES, "budget": 20_000, "scale": 60, "equity_start": 40_000, "profit": 5_000}
    expect_same(
        reckoned(columns, figures), answers(build(EXERCISE, columns=columns, figures=figures))
    )


def test_the_lesson_holds() -> None:
    """By value each unit brings back less than one; by steps more than one, but not the last."""
    found = solved(EXERCISE)
    budget = FIGURES["budget"]
    assert found["proportional"] < budget < found["stepwise"]
    assert found["marginal"] < 1
    assert found["roc"] < FIGURES["discount_rate"] < FIGURES["profit"] / FIGURES["equity_start"]


def test_budget_split_finds_the_top_between_the_rows() -> None:
    """BUDGET_SPLIT's spending to keep a customer lies within a row of the table's best, and is no worse."""
    report = build(EXERCISE)
    spend, worth = (
        np.array(cells(report, "keeping", title)) for title in ("Spending", "Customer's value")
    )
    win, keep, *_ = cells(report, "best", "Value")
    assert abs(keep - spend[worth.argmax()]) <= spend[1]
    k, d = -np.log(1 - 0.8 / 0.9) / 200, 0.12
    margin = worth[0]  # Without spending nobody is kept, and a customer is worth one margin.
    exact = (margin - keep / (1 + d)) / (1 - 0.9 * (1 - np.exp(-k * keep)) / (1 + d))
    assert worth.max() <= exact < worth.max() * 1.001
    k = -np.log(1 - 0.1 / 0.25) / 300
    assert pytest.approx(np.log(0.25 * k * exact) / k, rel=1e-6) == win


@pytest.mark.parametrize("language", ["en", "zh"])
def test_value_matrix_names_the_same_fields(language: str) -> None:
    """VALUE_MATRIX and the working name the same field of each group."""
    report = build(EXERCISE, language)
    title = {"en": "Field", "zh": "所在区"}[language]
    named = cells(report, "values", title)
    assert named == cells(report, "by_function", "VALUE_MATRIX")
    assert 4 == len(set(named))


def test_functions_agree_with_the_formulas() -> None:
    """CUSTOMER_VALUE, CUSTOMER_EQUITY and RETURN_ON_CUSTOMER give what the steps give."""
    pairs = step_values(build(EXERCISE))
    assert 3 == len(pairs)
    for formula, function in pairs:
        assert formula == pytest.approx(function, rel=1e-9)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_mistakes_are_named(language: str) -> None:
    """Right answers get ✓, each slip its own hint."""
    expect_hints(EXERCISE, language)
