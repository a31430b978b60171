"""The shop that tries a letter: its answers by numpy alone, and other sales too."""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clvxl.data.simulate import simulate_sales
from clvxl.exercises.cases.segmentation import EXERCISE
from clvxl.exercises.engine.build import build
from clvxl.exercises.engine.records import Columns
from clvxl.files.xlsx.reader import read_sheet
from clvxl.files.xlsx.writer import write_report
from clvxl.jobs.segment.run import segment_sheet
from clvxl.report.records import Report
from clvxl.sheet.evaluation import call
from clvxl.sheet.registry import REGISTRY
from tests.exercises.recomputed import answers, customers_of, figures, table

LANGUAGES = ("en", "zh")
BY_R = {
    # Of each R score, the segments from F 1 to F 5, as public RFM notebooks have them.
    5: ["New Customers", *["Potential Loyalists"] * 2, *["Champions"] * 2],
    4: ["Promising", *["Potential Loyalists"] * 2, *["Loyal Customers"] * 2],
    3: [*["About To Sleep"] * 2, "Need Attention", *["Loyal Customers"] * 2],
    2: [*["Hibernating"] * 2, *["At Risk"] * 2, "Can't Lose Them"],
    1: [*["Hibernating"] * 2, *["At Risk"] * 2, "Can't Lose Them"],
}


@lru_cache
def usual(language: str = "en") -> Report:
    """The exercise as it is."""
    return build(EXERCISE, language)


def last_day(report: Report) -> float:
    """The last day with a purchase."""
    _, dates, amounts = table(report, "data")
    return float(max(d for d, a in zip(dates, amounts, strict=True) if a > 0))


def test_the_data_are_the_simulated_sales() -> None:
    """The sheet holds 5,000 simulated sales of 1,000 customers."""
    sold = simulate_sales()
    expected = [sold.customers.tolist(), sold.dates.tolist(), sold.amounts.tolist()]
    assert expected == table(usual(), "data")
    assert (5000, 1000) == (len(expected[0]), len(set(expected[0])))


def agrees(report: Report) -> None:
    """Assert that each customer is scored and segmented as by numpy."""
    found = customers_of(report, last_day(report))
    names, _, _, _, money, r, f, m, code, total, segment, tier = table(report, "customers")
    assert found.names == names
    assert found.monetary.tolist() == pytest.approx(money)
    assert [found.r.tolist(), found.f.tolist(), found.m.tolist()] == [r, f, m]
    assert (100 * found.r + 10 * found.f + found.m).tolist() == code
    assert [BY_R[r][f - 1] for r, f in zip(found.r, found.f, strict=True)] == segment
    tiers = np.where(np.array(total) >= 11, "High", np.where(np.array(total) >= 7, "Medium", "Low"))
    assert tiers.tolist() == tier


def test_each_customer_is_scored_as_by_numpy() -> None:
    """Plain formulas give each of the 1,000 customers scores, segment and tier."""
    agrees(usual())


def test_answers_by_numpy_alone() -> None:
    """All right answers come out of the sales in a few lines."""
    found, given = customers_of(usual(), last_day(usual())), figures(usual())
    r, f, money = found.r, found.f, found.monetary
    total = r + f + found.m
    high, medium = total >= 11, (total >= 7) & (total < 11)
    per_purchase = [money[tier].sum() / found.frequency[tier].sum() for tier in (high, medium)]
    earned = per_purchase[1] * given["margin"]
    uplift = (given["bought_with"] - given["bought_without"]) / given["test_size"]
    call_gain = given["response_call"] * per_purchase[0] * given["margin"] - given["cost_call"]
    assert {
        "top": np.sort(money)[-200:].sum() / money.sum(),
        "champions": ((r == 5) & (f >= 4)).sum(), "risk": money[(r <= 2) & (f >= 3)].sum(),
        "earned": earned, "needed": given["cost_letter"] / earned, "uplift": uplift,
        "letter": medium.sum() * (uplift * earned - given["cost_letter"]),
        "call": high.sum() * call_gain, "decide": "Do not send it",
    } == {key: value if isinstance(value, str) else pytest.approx(value)
          for key, value in answers(usual()).items()}  # fmt: skip


def test_answers_have_known_values() -> None:
    """The answers are pinned, as the report prints them."""
    right = answers(usual())
    assert (134, 43178.97) == (right["champions"], round(right["risk"], 2))
    assert (0.661, 0.056, 0.052) == tuple(round(right[k], 3) for k in ("top", "needed", "uplift"))
    assert (-35.67, 1082.09) == (round(right["letter"], 2), round(right["call"], 2))


@pytest.mark.parametrize(
    ("figure", "value", "choice"),
    [
        ("bought_without", 16, "Send it to all of tier Medium"),
        ("cost_letter", 1.3, "Send it to all of tier Medium"),
        ("bought_with", 30, "Do not send it"),
    ],
)
def test_what_turns_the_decision(figure: str, value: float, choice: str) -> None:
    """Two buyers more by the letter, or a cheaper one, and it pays."""
    assert choice == answers(build(EXERCISE, figures={figure: value}))["decide"]


def test_segments_are_those_of_the_summary() -> None:
    """The table by formulas and the function's table tell the same."""
    by_function = table(usual(), "summary")
    names, customers, revenue, *shares = table(usual(), "segments")
    order = np.argsort(-np.array(revenue))
    assert [*np.array(names)[order], "Total"] == by_function[0]
    for mine, theirs in zip((customers, *shares, revenue), (1, 2, 5, 4), strict=True):
        assert np.array(mine)[order].tolist() == pytest.approx(by_function[theirs][:-1])


def test_the_line_is_that_of_the_sorted_money() -> None:
    """Every point of the line is what the best customers bring; it starts at 0 and ends at 1."""
    money = np.sort(table(usual(), "customers")[4])[::-1]
    line = [money[: 100 * tenth].sum() / money.sum() for tenth in range(11)]
    assert line == pytest.approx(table(usual(), "deciles")[3])


@pytest.mark.parametrize("language", LANGUAGES)
def test_actions_are_those_of_the_segments(language: str) -> None:
    """Beside each segment stands the sentence that SEGMENT_ACTION gives for it alone."""
    [names], [actions] = table(usual(language), "advised"), table(usual(language), "advice")
    assert [call(REGISTRY["SEGMENT_ACTION"], name, language) for name in names] == actions


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exercise as a file, named like its language."""
    path = tmp_path_factory.mktemp("shop") / f"{request.param}.xlsx"
    write_report(usual(request.param), path)
    return path


def test_segmenting_the_file_takes_its_sales(written: Path) -> None:
    """The file gives its sales, no other sheet is taken for such, and the numbers are the same."""
    report = usual(written.stem)
    found = read_sheet(written)
    assert {"sheet": report.sheets[1].name} == found.facts
    result = segment_sheet(found).segmentation
    assert 5000 == found.rows
    assert answers(report)["top"] == pytest.approx(result.top_share)
    assert table(report, "customers")[8] == result.scores.code.tolist()


def test_the_file_is_small(written: Path) -> None:
    """5,000 sales and 1,000 customers worked out by formulas stay below 500 KB."""
    assert written.stat().st_size < 500_000


def sales(*lines: tuple[Any, float, float]) -> Columns:
    """Sales as the exercise takes them."""
    customers, dates, amounts = zip(*lines, strict=True)
    return {"customer": list(customers), "date": list(dates), "amount": list(amounts)}


@pytest.mark.parametrize("seed", range(3))
def test_other_sales_agree_as_well(seed: int) -> None:
    """With ties, cents, returns and ids such as 001 the formulas still score as numpy does."""
    random, customers = np.random.default_rng(seed), 5 * seed + 11
    buyers = np.concatenate([np.arange(customers), random.integers(0, customers, 40)])
    prices = random.choice([0.1, 0.2, 0.7, 5.0, 9.99], len(buyers))
    prices[customers:] *= random.choice([1, 1, 1, -1], 40)
    days = random.integers(45000, 45020, len(buyers))
    lines = zip([f"{b:03d}" for b in buyers], days.tolist(), prices.tolist(), strict=True)
    agrees(build(EXERCISE, columns=sales(*lines)))


def test_numbers_and_texts_are_different_customers() -> None:
    """The customers 1, "1" and "001" are three."""
    data = sales((1, 45000, 5.0), ("1", 45001, 6.0), ("001", 45002, 7.0))
    report = build(EXERCISE, columns=data)
    assert [[1, "1", "001"], [5.0, 6.0, 7.0]] == [table(report, "customers")[at] for at in (0, 4)]


def test_one_customer_is_enough() -> None:
    """A single customer brings a fifth of the revenue with a fifth of himself."""
    right = answers(build(EXERCISE, columns=sales(("Ann", 45000, 5.0))))
    assert (pytest.approx(0.2), 0) == (right["top"], right["champions"])


def test_no_revenue_has_no_shares() -> None:
    """Where returns eat up all revenue, or more, a share of it is 0 and nothing is an error."""
    for back in (-15.0, -16.0):
        data = sales(("A", 45000, 10.0), ("B", 45001, 5.0), ("B", 45002, back))
        assert 0.0 == answers(build(EXERCISE, columns=data))["top"]


def test_buyers_are_whole_numbers() -> None:
    """Nobody buys by a half: the cells of the test take whole numbers only."""
    rules = {c.name: c.rule for sheet in usual().sheets for c in sheet.cells if c.rule}
    keys = ("test_size", "bought_with", "bought_without")
    assert {"integer"} == {rules[f"in_{key}"].kind for key in keys}


def test_importing_simulates_nothing() -> None:
    """The catalogue is loaded without drawing a single sale."""
    code = (
        "import clvxl.data.simulate as s; s.simulate_sales = None; "
        "from clvxl.exercises import catalogue; print(len(catalogue.EXERCISES))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(ran.stdout) >= 4
