"""The garden catalogue: its answers by moving customers season by season, and printed powers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clvxl.exercises.cases.migration import EXERCISE
from clvxl.exercises.engine.build import build, usual_columns
from clvxl.exercises.engine.records import Columns
from clvxl.report.records import Report
from tests.exercises.solved import column, solution
from tests.published import pfeifer_carraway

SEASONS = 3000
"""Until nothing is left of a customer."""


def chain(chances: list[float], mailed: int) -> Any:
    """Where customers of each row are a season later, the first `mailed` rows being mailed."""
    size = len(chances)
    moves = np.zeros((size + 1, size + 1))
    for row, chance in enumerate(chances):
        if row < mailed:
            moves[row, 0] += chance
        moves[row, row + 1 if row + 1 < mailed else size] += 1 - chance if row < mailed else 1
    moves[size, size] = 1
    return moves


def worths(chances: list[float], mailed: int, order: float, cost: float, rate: float) -> Any:
    """Values by row: the rewards of all seasons to come, added up."""
    moves, reward = chain(chances, mailed), np.zeros(len(chances) + 1)
    reward[:mailed] -= cost
    reward[0] += order
    total, ahead = np.zeros(len(reward)), np.eye(len(reward))
    for season in range(SEASONS):
        total += ahead @ reward / (1 + rate) ** season
        ahead = ahead @ moves
        if season > 400 and (ahead @ np.abs(reward)).max() < 1e-12:
            break
    return total[:-1]


def answers(columns: Columns, order: float, cost: float, rate: float) -> dict[str, Any]:
    """All answers; every rule is tried."""
    chances, people = list(columns["chance"]), np.array(columns["customers"], float)
    size = len(chances)
    by_rule = [worths(chances, stop, order, cost, rate) for stop in range(1, size + 1)]
    stop = 1 + int(np.argmax([each[0] for each in by_rule]))
    everybody, ruled = by_rule[-1], by_rule[stop - 1]
    third = np.append(people, 0) @ np.linalg.matrix_power(chain(chances, size), 3)
    return {
        "once": order * chances[-1] - cost,
        "short_chance": cost / order,
        "lost": float(np.prod([1 - chance for chance in chances])),
        "buyers": float(third[0]),
        "all": float(everybody[0]),
        "longest": float(everybody[-1]),
        "best": float(ruled[0]),
        "saved": float(people @ (ruled - everybody)),
        "chance": cost * (1 + rate) / float(ruled[0]),
        "decision": f"After {stop} silent season{'s' if stop > 1 else ''}",
    }  # fmt: skip


def same(expected: dict[str, Any], got: dict[str, Any]) -> None:
    """Numbers agree but for rounding, texts to the letter."""
    assert list(expected) == list(got)
    for key, value in expected.items():
        assert value == (
            got[key] if isinstance(value, str) else pytest.approx(got[key], rel=1e-8, abs=1e-8)
        ), key


def agreements(report: Report) -> list[Any]:
    """What stands under Agree in the working."""
    return [mark for mark in column(report, "steps", "Agree") if mark is not None]


def test_answers_are_those_of_moving_customers() -> None:
    """Each answer equals what comes of moving the customers season by season."""
    same(answers(usual_columns(EXERCISE, "en"), 42, 4, 0.05), solution(build(EXERCISE)))


@pytest.mark.parametrize(
    ("chances", "order", "cost", "rate"),
    [
        ([0.3, 0.2, 0.15, 0.05], 40.0, 4.0, 0.2),
        ([0.5, 0.1], 30.0, 2.0, 0.01),
        ([0.4, 0.3, 0.2, 0.15, 0.12, 0.1], 80.0, 3.0, 0.1),
        ([0.2, 0.02], 10.0, 3.0, 0.1),
    ],
)
def test_other_lists_and_figures_follow(
    chances: list[float], order: float, cost: float, rate: float
) -> None:
    """A list of two to six rows, and other figures: all answers, and the functions agree."""
    columns: Columns = {
        "silent": [str(n) for n in range(len(chances))], "chance": chances,
        "customers": [100.0 * (n + 1) for n in range(len(chances))],
    }  # fmt: skip
    report = build(
        EXERCISE, columns=columns, figures={"order": order, "catalogue": cost, "rate": rate}
    )
    same(answers(columns, order, cost, rate), solution(report))
    assert ["✓"] * 4 == agreements(report)


def test_forecast_is_the_printed_power() -> None:
    """After four seasons the customers stand where Pfeifer & Carraway's matrix printed puts them."""
    chances = list(pfeifer_carraway.PROBABILITIES)
    titles = ("0 silent", "1 silent", "2 silent", "struck off")
    for row, printed in enumerate(pfeifer_carraway.AFTER_FOUR[:3]):
        people = [10_000.0 if at == row else 0.0 for at in range(3)]
        columns: Columns = {"silent": ["0", "1", "2"], "chance": chances, "customers": people}
        report = build(EXERCISE, columns=columns)
        found = [column(report, "forecast", title)[4] / 10_000 for title in titles]
        assert list(printed) == pytest.approx(found, abs=5.1e-5)


def test_nobody_is_lost_on_the_way() -> None:
    """In every season the list holds as many customers, struck off or not."""
    report = build(EXERCISE)
    titles = [f"{n} silent" for n in range(6)] + ["struck off"]
    sums = np.sum([column(report, "forecast", title) for title in titles], axis=0)
    assert [7750.0] * 7 == pytest.approx(sums.tolist())
    for key in ("matrix", "policy"):
        rows = np.sum([column(report, key, title) for title in titles], axis=0)
        assert [1.0] * 7 == pytest.approx(rows.tolist())


def test_short_sighted_rule_stops_too_soon() -> None:
    """In the case the next order alone says 3 seasons, the customer's value 5, the table has 6."""
    report = build(EXERCISE)
    chances = usual_columns(EXERCISE, "en")["chance"]
    got = solution(report)
    assert (3, 5, 6) == (
        sum(chance >= got["short_chance"] for chance in chances),
        sum(chance >= got["chance"] for chance in chances),
        len(chances),
    )
    assert "After 5 silent seasons" == got["decision"]
