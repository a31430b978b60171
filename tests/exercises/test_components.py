"""The bicycle shop: its answers customer by customer and purchase by purchase."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clvxl.exercises.cases.components import EXERCISE
from clvxl.exercises.engine.build import build, usual_columns
from clvxl.exercises.engine.records import Columns
from tests.exercises.solved import column, solution

USUAL = {figure.key: figure.value for figure in EXERCISE.figures}


def bought_here(stay: float, come: float, figures: dict[str, Any]) -> float:
    """Margins of the purchases made here by who bought here last, one purchase after the other."""
    here, total = 1.0, 0.0
    for number in range(1, figures["often"] * figures["years"] + 1):
        here = here * stay + (1 - here) * come
        time = number / figures["often"]
        total += (
            here * figures["amount"] * figures["share"] / (1 + figures["discount_rate"]) ** time
        )
    return total


def answers(columns: Columns, figures: dict[str, Any]) -> dict[str, Any]:
    """All answers, year by year."""
    own, referred, parts, there = 0.0, 0.0, {"repeat": 0.0}, 1.0
    for year in range(len(columns["repeat"])):
        weight = there / (1 + figures["discount_rate"]) ** year
        parts["repeat"] += weight * columns["repeat"][year]
        own += weight * sum(columns[key][year] for key in ("repeat", "cross", "service", "price"))
        own += figures["first"] if year == 0 else 0.0
        referred += weight * figures["referred"] if year > 0 else 0.0
        there *= figures["retention"]
    cost = figures["acquisition_cost"]
    each = (1 - figures["anyway"]) * own + figures["anyway"] * cost
    stay, come = figures["stay"], figures["come"]
    share = 0.5
    for _ in range(20_000):
        share = share * stay + (1 - share) * come
    today = bought_here(stay, come, figures)
    card = bought_here(min(0.99, stay + figures["club_points"]), come, figures) - today
    card -= figures["club_cost"]
    bonus = referred * (1 + figures["lift"]) * (each - figures["bonus"]) - referred * each
    best = "The referral bonus" if bonus >= card else "The club card"
    return {
        "repeat": parts["repeat"],
        "own": own - cost,
        "share_first": figures["first"] / own,
        "each": each,
        "six": own - cost + referred * each,
        "long_run": share,
        "wallet": today,
        "club_gain": card,
        "bonus_gain": bonus,
        "decision": best if max(bonus, card) > 0 else "Neither of the two",
    }  # fmt: skip


def same(expected: dict[str, Any], got: dict[str, Any]) -> None:
    """Numbers agree but for rounding, texts to the letter."""
    assert list(expected) == list(got)
    for key, value in expected.items():
        assert value == (
            got[key] if isinstance(value, str) else pytest.approx(got[key], rel=1e-8)
        ), key


def test_answers_are_plain_sums() -> None:
    """Each answer equals the sum over years or purchases."""
    same(answers(usual_columns(EXERCISE, "en"), USUAL), solution(build(EXERCISE)))


@pytest.mark.parametrize(
    ("figures", "decision"),
    [
        ({"bonus": 20, "lift": 0.5}, "The referral bonus"),
        ({"club_cost": 90}, "Neither of the two"),
        ({"stay": 0.3, "come": 0.3, "often": 1, "years": 1, "club_cost": 1}, "Neither of the two"),
        ({"stay": 0.1, "come": 0.6, "often": 3, "club_cost": 0}, "The club card"),
        ({"retention": 1.0, "anyway": 0.0, "discount_rate": 0.05}, "The referral bonus"),
    ],
)
def test_changed_figures_follow(figures: dict[str, Any], decision: str) -> None:
    """With other figures all answers follow, the decision among them, and the functions agree."""
    report = build(EXERCISE, figures=figures)
    expected = answers(usual_columns(EXERCISE, "en"), USUAL | figures)
    same(expected, solution(report))
    assert decision == expected["decision"]
    for table in ("steps", "wallet_steps", "deciding"):
        assert {"✓"} == {mark for mark in column(report, table, "Agree") if mark is not None}


@pytest.mark.parametrize("years", [1, 12])
def test_other_years_follow(years: int) -> None:
    """One year or twelve: all answers, and the six parts by function are those by formula."""
    rows = np.arange(1.0, years + 1)
    columns: Columns = {
        "year": [str(int(n)) for n in rows], "repeat": (30 * rows).tolist(), "cross": (7 + rows).tolist(),
        "service": [0.0] * years, "price": (2 * rows).tolist(),
    }  # fmt: skip
    report = build(EXERCISE, columns=columns)
    same(answers(columns, USUAL), solution(report))
    parts = column(report, "parts", "Present value")
    assert parts == pytest.approx(column(report, "parts", "By function"))
    assert 1 == pytest.approx(sum(column(report, "parts", "Share")))


def test_bonus_looks_good_until_it_is_paid_to_all() -> None:
    """In the case the bonus beats the card if paid for new referrals only, and loses in truth."""
    got, report = solution(build(EXERCISE)), build(EXERCISE)
    naive = column(report, "deciding", "By formula")[2]
    assert got["bonus_gain"] < 0 < got["club_gain"] < naive


def test_highest_bonus_that_pays_brings_nothing() -> None:
    """At the bonus that the working names as the highest, the gain is 0."""
    ceiling = column(build(EXERCISE), "deciding", "By formula")[3]
    assert ceiling < USUAL["bonus"]
    got = solution(build(EXERCISE, figures={"bonus": ceiling}))
    assert 0 == pytest.approx(got["bonus_gain"], abs=1e-9)
