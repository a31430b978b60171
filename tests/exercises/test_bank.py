"""The bank: every answer reckoned anew, and the decision turns where it should."""

from __future__ import annotations

from typing import Any

import pytest

from clvxl.exercises.cases.bank import EXERCISE
from clvxl.exercises.engine.build import build, usual_columns
from tests.exercises.case_checks import solved, step_values

FIGURES = {
    "discount_rate": 0.08, "years": 5, "setup": 60, "chosen": "Granite Row", "rival": 0.033,
    "lgd_secured": 0.45,
}  # fmt: skip
OTHER = {
    "discount_rate": 0.11, "years": 7, "setup": 25, "chosen": "Alder Freight", "rival": 0.009,
    "lgd_secured": 0.2,
}  # fmt: skip


def reckoned(given: dict[str, Any]) -> dict[str, Any]:
    """All answers, year by year in plain Python."""
    columns = usual_columns(EXERCISE, "en")
    n, d, setup = given["years"], given["discount_rate"], given["setup"]

    def worth(row: tuple[Any, ...], spread: float, lgd: float) -> float:
        _, loan, _, fees, cost, pd, _, keep = row
        there, total = 1.0, -setup
        for year in range(1, n + 1):
            total += there * (loan * spread + fees - cost - pd * lgd * loan) / (1 + d) ** year
            there *= keep * (1 - pd)
        return total

    rows = list(zip(*columns.values(), strict=True))
    margins = [loan * spread + fees - cost for _, loan, spread, fees, cost, *_ in rows]
    losses = [row[5] * row[6] * row[1] for row in rows]
    values = [worth(row, row[2], row[6]) for row in rows]
    at = [row[0] for row in rows].index(given["chosen"])
    row = rows[at]
    # Value is a straight line in the spread, and in the loss given default.
    low, high = worth(row, 0.0, row[6]), worth(row, 1.0, row[6])
    even = -low / (high - low)
    as_is, secured = (worth(row, given["rival"], lgd) for lgd in (row[6], given["lgd_secured"]))
    choices = [choice.en for choice in EXERCISE.questions[-1].choices]
    decision = 0 if as_is >= 0 else 1 if secured >= 0 else 2
    return {
        "margin": margins[at], "loss": losses[at], "eaten": sum(losses) / sum(margins),
        "still": (row[7] * (1 - row[5])) ** (n - 1), "value": values[at],
        "losing": sum(value < 0 for value in values),
        "improved": -sum(value for value in values if value < 0),
        "breakeven": even, "value_secured": secured, "decision": choices[decision],
    }  # fmt: skip


@pytest.mark.parametrize("figures", [FIGURES, OTHER])
def test_answers_are_those_reckoned_year_by_year(figures: dict[str, Any]) -> None:
    """Each right answer is what a plain sum over the years gives, with other figures too."""
    found = solved(EXERCISE, figures=figures)
    expected = reckoned(figures)
    assert expected.keys() == found.keys()
    for key, value in expected.items():
        assert found[key] == (value if isinstance(value, str) else pytest.approx(value, rel=1e-9))


def test_largest_margin_is_worth_least() -> None:
    """The lesson holds: who brings the largest margin is, of all clients, worth least."""
    found = reckoned(FIGURES)
    others = [reckoned({**FIGURES, "chosen": name})
              for name in usual_columns(EXERCISE, "en")["customer"]]  # fmt: skip
    assert found["margin"] == max(other["margin"] for other in others)
    assert found["value"] == min(other["value"] for other in others) < 0


@pytest.mark.parametrize(
    ("rival", "lgd", "choice"), [(0.0351, 0.45, 0), (0.0349, 0.45, 1), (0.0349, 0.55, 2)]
)
def test_decision_turns_at_the_breakeven_spread_and_at_the_lgd(
    rival: float, lgd: float, choice: int
) -> None:
    """Match above 3.50 %, below it against enough security, else let go."""
    found = solved(EXERCISE, figures={"rival": rival, "lgd_secured": lgd})
    assert found["decision"] == EXERCISE.questions[-1].choices[choice].en


def test_formulas_agree_with_the_functions() -> None:
    """EXPECTED_LOSS, CLV_DCF and CLV_RETENTION give in a cell what the working gives."""
    pairs = step_values(build(EXERCISE))
    assert 5 == len(pairs)
    for formula, function in pairs:
        assert formula == pytest.approx(function, rel=1e-12)


def test_a_client_without_risk_or_loss_of_any() -> None:
    """Of a single client who never defaults or leaves, value is an annuity, whatever his LGD."""
    columns = {
        "customer": ["Only"], "exposure": [1000.0], "spread": [0.02], "fees": [0.0], "cost": [0.0],
        "pd": [0.0], "lgd": [0.5], "retention": [1.0],
    }  # fmt: skip
    figures = {"discount_rate": 0.0, "years": 4, "setup": 10.0, "rival": 0.01}
    found = solved(EXERCISE, columns=columns, figures=figures)
    assert (20.0, 0.0, 70.0, 30.0) == tuple(
        found[key] for key in ("margin", "loss", "value", "value_secured")
    )
