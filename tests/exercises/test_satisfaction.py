"""The survey: every answer reckoned anew with numpy, decisions that turn, mistakes that are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from clvxl.exercises.cases.satisfaction import EXERCISE
from clvxl.exercises.engine.build import build, usual_columns
from tests.exercises.case_checks import answers, expect_hints, solved, step_values
from tests.exercises.reckoning import expect_same

DIMENSIONS = ("reliability", "responsiveness", "assurance", "empathy", "tangibles")
FIGURES = {
    "satisfied_from": 4, "goal": 20, "saved": 0.4, "rival": 125,
    "w_reliability": 30, "w_responsiveness": 25, "w_assurance": 15, "w_empathy": 20, "w_tangibles": 10,
    "product": 420, "service": 90, "personnel": 50, "image": 40,
    "money": 398, "time": 45, "energy": 20, "psychic": 37,
}  # fmt: skip
OTHER = {
    **FIGURES, "satisfied_from": 3, "goal": 55, "saved": 0.7, "rival": 190,
    "w_tangibles": 60, "money": 410, "time": 22,
}  # fmt: skip


def reckoned(columns: Mapping[str, Sequence[Any]], given: Mapping[str, float]) -> dict[str, Any]:
    """All answers with numpy alone."""
    rated, said = np.array(columns["satisfaction"]), np.array(columns["recommend"])
    counted = np.where(said >= 9, 100.0, np.where(said <= 6, -100.0, 0.0))
    score, spread = counted.mean(), counted.std()
    margin = 1.96 * spread / np.sqrt(len(said))
    weight = np.array([given[f"w_{key}"] for key in DIMENSIONS], float)
    gap = np.array([np.mean(np.array(columns[f"p_{key}"], float) - columns[f"e_{key}"])
                    for key in DIMENSIONS])  # fmt: skip
    weighed = gap * weight / weight.sum()
    trouble = given["time"] + given["energy"] + given["psychic"]
    now = (
        sum(given[k] for k in ("product", "service", "personnel", "image"))
        - given["money"]
        - trouble
    )
    pay, wait, refuse = (choice.en for choice in EXERCISE.questions[-2].choices)
    sure = score - margin >= given["goal"]
    return {
        "csat": np.mean(rated >= given["satisfied_from"]), "nps": score, "margin": margin,
        "needed": np.ceil((1.96 * spread / abs(score - given["goal"])) ** 2), "gap_all": np.average(gap, weights=weight),
        "now": now, "ahead": now + given["saved"] * trouble - given["rival"], "worst": weighed.min(),
        "bonus": pay if sure else refuse if score + margin < given["goal"] else wait,
        "mend": DIMENSIONS[int(weighed.argmin())].capitalize(),
    }  # fmt: skip


@pytest.mark.parametrize("figures", [FIGURES, OTHER])
def test_answers_are_those_of_a_plain_script(figures: dict[str, Any]) -> None:
    """Each right answer is what numpy gives, with other figures too."""
    expect_same(reckoned(usual_columns(EXERCISE, "en"), figures), solved(EXERCISE, figures=figures))


def test_answers_follow_another_survey() -> None:
    """Over a survey of other size and opinion each answer is what numpy gives."""
    draw = np.random.Generator(np.random.PCG64(3))
    columns: dict[str, list[Any]] = {"guest": [str(n) for n in range(23)],
                                     "satisfaction": draw.integers(1, 6, 23).tolist(),
                                     "recommend": draw.integers(0, 11, 23).tolist()}  # fmt: skip
    columns |= {f"{side}_{key}": draw.integers(1, 8, 23).tolist()
                for key in DIMENSIONS for side in "ep"}  # fmt: skip
    expect_same(reckoned(columns, FIGURES), answers(build(EXERCISE, columns=columns)))


def test_standard_error_of_the_published_example() -> None:
    """Half promoters, a third passives, a sixth detractors: variance 5/9 (W. Huber, Cross Validated)."""
    said = [9] * 30 + [8] * 20 + [3] * 10
    columns = {**usual_columns(EXERCISE, "en"), "recommend": said}
    found = solved(EXERCISE, columns=columns)
    assert pytest.approx(100 / 3) == found["nps"]
    assert pytest.approx(196 * (5 / 9 / 60) ** 0.5) == found["margin"]


def test_each_trap_is_another_dimension() -> None:
    """The widest gap, the lowest rating and the greatest importance each name a wrong dimension."""
    columns = usual_columns(EXERCISE, "en")
    found = np.array([np.mean(columns[f"p_{key}"]) for key in DIMENSIONS])
    gap = found - [np.mean(columns[f"e_{key}"]) for key in DIMENSIONS]
    weight = np.array([FIGURES[f"w_{key}"] for key in DIMENSIONS])
    traps = {DIMENSIONS[at] for at in (gap.argmin(), found.argmin(), weight.argmax())}
    assert {"tangibles", "empathy", "reliability"} == traps
    assert "Responsiveness" == solved(EXERCISE)["mend"]


@pytest.mark.parametrize(("goal", "choice"), [(9.2, 0), (9.3, 1), (47.4, 1), (47.5, 2)])
def test_bonus_turns_at_the_ends_of_the_margin(goal: float, choice: int) -> None:
    """Paid up to 9.23, refused above 47.43; between these nobody can tell."""
    expected = EXERCISE.questions[-2].choices[choice].en
    assert expected == solved(EXERCISE, figures={"goal": goal})["bonus"]


def test_functions_agree_with_the_formulas() -> None:
    """CSAT, NPS, SATISFACTION_GAP and DELIVERED_VALUE give what the steps give."""
    pairs = step_values(build(EXERCISE))
    assert 6 == len(pairs)
    for formula, function in pairs:
        assert formula == pytest.approx(function, rel=1e-9)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_mistakes_are_named(language: str) -> None:
    """Right answers get ✓, each slip its own hint."""
    expect_hints(EXERCISE, language)
