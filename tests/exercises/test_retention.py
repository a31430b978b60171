"""The audiobook club: its answers by plain sums, the printed table, and its offers."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from clvxl.exercises.cases.retention import EXERCISE
from clvxl.exercises.engine.build import build
from clvxl.exercises.engine.records import Columns
from tests.exercises.solved import column, solution
from tests.published import berger_nasr, margin_multiples

LONG = np.arange(2000)
"""Years until nothing is left of a member."""


def worth(margin: float, kept: float, rate: float, spent: float = 0.0, paid: float = 0.0) -> float:
    """Margins paid in advance, less what is spent at mid-year, added up year by year."""
    here = kept**LONG
    return (
        float((here * (margin / (1 + rate) ** LONG - spent / (1 + rate) ** (LONG + 0.5))).sum())
        - paid
    )


def answers(
    margin: float,
    kept: float,
    paid: float,
    rate: float = 0.12,
    change: float = 0.1,
    points: float = 0.04,
    cost: float = 10,
    rise: float = 0.08,
    rise_loss: float = 0.02,
    saving: float = 0.25,
    loss: float = 0.03,
) -> dict[str, Any]:
    """All answers, by sums and by halving intervals: no closed form is used."""
    today = worth(margin, kept, rate)
    yearly = margin * (kept / (1 + rate)) ** LONG
    so_far = np.cumsum(yearly)
    whole = int((so_far < paid).sum())
    before = so_far[whole - 1] if whole else 0.0
    bounds = {
        "margin": [worth(margin * f, kept, rate) for f in (1 - change, 1 + change)],
        "retention": [worth(margin, kept * f, rate) for f in (1 - change, 1 + change)],
        "discount": [worth(margin, kept, rate * f) for f in (1 - change, 1 + change)],
    }
    gains = {
        "The member programme": worth(margin, kept + points, rate, cost) - today,
        "The price rise": worth(margin * (1 + rise), kept - rise_loss, rate) - today,
        "The cheaper channel": worth(margin, kept - loss, rate) + saving * paid - today,
    }
    return {
        "multiple": (today - margin) / margin,
        "worth": today - paid,
        "breakeven": halved(lambda r: worth(margin, r, rate) - paid),
        "payback": whole + (paid - before) / yearly[whole],
        "point": worth(margin, kept + 0.01, rate) - today,
        "equal_margin": worth(margin, kept + 0.01, rate) / today - 1,
        "swing": max(abs(high - low) for low, high in bounds.values()),
        "programme": gains["The member programme"],
        "needed": halved(lambda r: worth(margin, r, rate, cost) - today) - kept,
        "decision": max(gains, key=lambda offer: gains[offer]),
    }  # fmt: skip


def halved(missing: Any) -> float:
    """The retention rate at which something is no longer missing."""
    low, high = 0.0, 0.99
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if missing(middle) > 0 else (middle, high)
    return low


def same(expected: dict[str, Any], got: dict[str, Any]) -> None:
    """Numbers agree but for rounding, texts to the letter."""
    assert list(expected) == list(got)
    for key, value in expected.items():
        assert value == (
            got[key] if isinstance(value, str) else pytest.approx(got[key], rel=1e-8)
        ), key


@pytest.mark.parametrize(
    ("plan", "margin", "kept", "paid"),
    [("Student", 36, 0.6, 48), ("Standard", 84, 0.7, 130), ("Family", 140, 0.8, 260), ("Library", 420, 0.9, 1500)],
)  # fmt: skip
def test_answers_are_plain_sums(plan: str, margin: float, kept: float, paid: float) -> None:
    """Each answer equals the sum over the years, for each of the plans."""
    same(answers(margin, kept, paid), solution(build(EXERCISE, figures={"plan": plan})))


def test_changed_figures_change_the_decision() -> None:
    """A dear programme and a small loss of the others change what is best, and the texts with it."""
    figures = {"programme_cost": 30, "channel_loss": 0.01, "discount_rate": 0.08, "change": 0.05}
    report = build(EXERCISE, figures=figures)
    expected = answers(140, 0.8, 260, rate=0.08, change=0.05, cost=30, loss=0.01)
    assert "The cheaper channel" == expected["decision"]
    same(expected, solution(report))
    none = {"programme_cost": 90, "channel_loss": 0.2, "price_loss": 0.2}
    assert "None of the three" == solution(build(EXERCISE, figures=none))["decision"]


def test_printed_multiples_stand_in_the_table() -> None:
    """The rows from 60 % to 90 % are the printed table of Gupta & Lehmann (2003)."""
    report = build(EXERCISE)
    rates = column(report, "table", "Retention rate")
    rows = [rates.index(rate) for rate in margin_multiples.RETENTION]
    for at, discount in enumerate(margin_multiples.DISCOUNT):
        found = column(report, "table", f"At {100 * discount:.0f}%")
        for row, printed in zip(rows, margin_multiples.MULTIPLES, strict=True):
            assert printed[at] == pytest.approx(found[row], abs=0.0051)
    assert [row[1] for row in margin_multiples.MULTIPLES] == pytest.approx(
        column(report, "plans", "Multiple, in arrears"), abs=0.0051
    )


def test_spending_is_that_of_berger_and_nasr() -> None:
    """Ten years of their case 1 by the sum used here: margins and spending as printed."""
    years = np.arange(11)
    margins = float((260 * 0.75**years / 1.2**years).sum())
    spent = float((50 * 0.75 ** years[:10] / 1.2 ** (years[:10] + 0.5)).sum())
    assert (berger_nasr.MARGINS, berger_nasr.SPENT) == (round(margins, 3), round(spent, 3))
    figures = {"programme_cost": 50, "points": 0, "discount_rate": 0.2}
    columns: Columns = {"name": ["1"], "margin": [260.0], "retention": [0.75], "acquisition": [1.0]}
    got = solution(build(EXERCISE, columns=columns, figures=figures))
    # Without end, the same sum goes on.
    assert worth(0, 0.75, 0.2, 50) == pytest.approx(got["programme"])


def test_a_cost_that_never_returns_is_said() -> None:
    """An acquisition cost above the value is paid back after 0 years, at no retention rate."""
    columns: Columns = {
        "name": ["A"],
        "margin": [10.0],
        "retention": [0.5],
        "acquisition": [5000.0],
    }
    got = solution(build(EXERCISE, columns=columns))
    assert (0, 1) == (got["payback"], got["breakeven"])


def test_first_margin_alone_may_pay() -> None:
    """Where the first margin covers the cost, no retention is needed and part of a year's fee pays."""
    columns: Columns = {"name": ["A"], "margin": [100.0], "retention": [0.5], "acquisition": [40.0]}
    got = solution(build(EXERCISE, columns=columns))
    assert (0, pytest.approx(0.4)) == (got["breakeven"], got["payback"])


def test_figure_names_the_question_that_uses_it() -> None:
    """The change of the drivers says for which question it is."""
    [unit] = [each.unit for each in EXERCISE.figures if each.key == "change"]
    number = 1 + [question.key for question in EXERCISE.questions].index("swing")
    assert f"question {number}" in unit.en
    assert re.search(f"第 {number} 题", unit.zh)
