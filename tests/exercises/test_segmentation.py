"""The shop that cannot call everybody: its answers worked out another way, and other sales too."""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clvxl.core import rates, rfm, segments
from clvxl.data.grouping import factorize
from clvxl.data.simulate import simulate_sales
from clvxl.exercises.build import build, usual_columns
from clvxl.exercises.records import Columns
from clvxl.exercises.segmentation import EXERCISE
from clvxl.hosts.xlsx.reader import read_sheet
from clvxl.hosts.xlsx.writer import write_report
from clvxl.jobs.segment_sheet import segment_sheet
from clvxl.report.records import Formula, Report
from clvxl.sheet.evaluation import call
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.texts import ACTIONS, SEGMENT_NAMES

LANGUAGES = ("en", "zh")
IN_ORDER = segments.SCHEMES["standard"]

Scored = tuple[rfm.CustomerTotals, rfm.Scores]


def table(report: Report, name: str) -> list[list[Any]]:
    """The values of a table's columns."""
    found = next(t for sheet in report.sheets for t in sheet.tables if t.name == name)
    return [[getattr(v, "value", v) for v in column.values] for column in found.columns]


def cells(report: Report) -> dict[str, Any]:
    """The values of the named cells."""
    found = [(c.name, c.value) for sheet in report.sheets for c in sheet.cells if c.name]
    return {name: v.value if isinstance(v, Formula) else v for name, v in found if name}


def solution(report: Report) -> dict[str, Any]:
    """The right answers by the keys of their questions."""
    return {name[4:]: value for name, value in cells(report).items() if name.startswith("sol_")}


@lru_cache
def usual(language: str = "en") -> Report:
    """The exercise as it is."""
    return build(EXERCISE, language)


def scored(data: Columns) -> Scored:
    """The customers' totals and scores, by the core alone."""
    codes, _ = factorize(data["customer"])
    days = np.array(data["date"], dtype=float)
    totals = rfm.customer_totals(codes, days, np.array(data["amount"], dtype=float))
    scores = rfm.score(days.max() - totals.last, totals.frequency, totals.monetary)
    return totals, scores


@lru_cache
def usual_scored() -> Scored:
    """The same of the exercise's own sales."""
    return scored(usual_columns(EXERCISE, "en"))


def named(keys: tuple[str, ...], numbers: Any, language: str = "en") -> list[str]:
    """The names of segments by their numbers."""
    return [SEGMENT_NAMES.say(keys[number], language) for number in numbers]


def of(keys: tuple[str, ...], key: str, numbers: Any) -> Any:
    """Which customers belong to a segment."""
    return np.asarray(numbers) == keys.index(key)


def agrees(report: Report, data: Columns, language: str = "en") -> None:
    """Assert that each customer is scored and segmented as the core does it."""
    totals, scores = scored(data)
    columns = table(report, "customers")
    assert pytest.approx(totals.monetary.tolist()) == columns[3]
    assert scores.code.tolist() == columns[7]
    standard = segments.standard(scores.r, scores.f)
    assert named(IN_ORDER, standard, language) == columns[9]
    tiers = segments.tiers(scores.r, scores.f, scores.m, 5)
    assert named(segments.SCHEMES["tiers"], tiers, language) == columns[10]
    assert columns[9] == table(report, "by_function")[0]


def test_the_data_are_the_simulated_sales() -> None:
    """The sheet holds 5,000 simulated sales of 1,000 customers, and states what they came from."""
    sold, data = simulate_sales(), usual_columns(EXERCISE, "en")
    expected = [sold.customers.tolist(), sold.dates.tolist(), sold.amounts.tolist()]
    assert expected == [data["customer"], data["date"], data["amount"]]
    assert (5000, 1000) == (len(data["customer"]), len(set(data["customer"])))
    stated = [value for name, value in sold.parameters() if name != "start"]
    shown = [value for value in table(usual(), "about")[1] if value != "2024-01-01"]
    assert stated == [number(text) for text in shown]


def number(text: str) -> float:
    """A number as a person reads it: 1,000 or 98%."""
    plain = text.replace(",", "")
    return float(plain[:-1]) / 100 if plain.endswith("%") else float(plain)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_customer_is_scored_as_by_the_core(language: str) -> None:
    """Plain formulas give each of the 1,000 customers the core's scores, segment and tier."""
    agrees(usual(language), usual_columns(EXERCISE, language), language)


def test_answers_are_those_of_the_core() -> None:
    """All ten right answers come out of the core as well."""
    totals, scores = usual_scored()
    revenue = totals.monetary
    standard = segments.standard(scores.r, scores.f)
    tiers = segments.tiers(scores.r, scores.f, scores.m, 5)
    champions = of(IN_ORDER, "champions", standard)
    leaving = of(IN_ORDER, "cant_lose", standard) | of(IN_ORDER, "at_risk", standard)
    assert {
        "customers": 1000,
        "revenue": pytest.approx(303885.88),
        "top": pytest.approx(rates.pareto_share(revenue, 0.2)),
        "champions": champions.sum(),
        "champions_share": pytest.approx(revenue[champions].sum() / revenue.sum()),
        "risk": pytest.approx(revenue[leaving].sum()),
        "largest": named(IN_ORDER, [np.bincount(standard).argmax()])[0],
        "action": "Can't Lose Them",
        "high_share": pytest.approx(revenue[tiers == 0].sum() / revenue.sum()),
        "policy": pytest.approx(policy_result(totals, tiers)),
    } == solution(usual())


def policy_result(totals: rfm.CustomerTotals, tiers: Any) -> float:
    """What the policy brings a year, from the figures of the case."""
    given = cells(usual())
    result = 0.0
    for number, tier in enumerate(segments.SCHEMES["tiers"]):
        here = tiers == number
        value = totals.monetary[here].sum() / totals.frequency[here].sum()
        gain = given[f"in_response_{tier}"] * value * given["in_margin"]
        contacts = here.sum() * given[f"in_contacts_{tier}"]
        result += contacts * (gain - given[f"in_cost_{tier}"])
    return float(result)


def test_answers_have_known_values() -> None:
    """The answers that the report shows too are pinned, as it prints them."""
    right = solution(usual())
    keys = ("customers", "champions", "largest")
    assert [1000, 134, "Hibernating"] == [right[key] for key in keys]
    assert (0.661, 0.362, 0.758) == tuple(
        round(right[key], 3) for key in ("top", "champions_share", "high_share")
    )
    assert (43178.97, 7557.57) == (round(right["risk"], 2), round(right["policy"], 2))


def test_segments_are_those_of_the_summary() -> None:
    """The table by formulas, the function's table and the chart's order tell the same."""
    totals, scores = usual_scored()
    numbers = segments.standard(scores.r, scores.f)
    expected = segments.summary(numbers, totals.monetary, totals.frequency.astype(float))
    ranking, by_function = table(usual(), "ranking"), table(usual(), "summary")
    names = named(IN_ORDER, expected.segment[:-1])
    assert (names, [*names, "Total"]) == (ranking[1], by_function[0])
    assert pytest.approx(expected.customer_share[:-1].tolist()) == ranking[2]
    assert pytest.approx(expected.revenue_share[:-1].tolist()) == ranking[3]
    for column, values in zip(expected.columns(), by_function[1:], strict=True):
        assert pytest.approx(column.tolist()) == values
    columns = table(usual(), "segments")
    at = np.argsort(columns[8])
    for column, values in zip(expected.columns(), columns[1:8], strict=True):
        assert pytest.approx(column[:-1].tolist()) == np.array(values)[at].tolist()


def test_the_line_is_that_of_pareto_share() -> None:
    """Every point of the line is what PARETO_SHARE gives; it starts at 0 and ends at 1."""
    revenue = usual_scored()[0].monetary
    line = table(usual(), "deciles")[3]
    expected = [rates.pareto_share(revenue, tenth / 10) for tenth in range(1, 11)]
    assert [0.0, *expected] == pytest.approx(line)


def test_calls_pay_in_the_high_tier_alone() -> None:
    """As the figures are given, each contact pays, and no tier below High would pay for calls at
    the response it has.
    """
    needed, called = table(usual(), "policy")[7:9]
    given = cells(usual())
    response = [given[f"in_response_{tier}"] for tier in segments.SCHEMES["tiers"]]
    assert [True] * 3 == [got > least for got, least in zip(response, needed, strict=True)]
    assert [True, False, False] == [
        got > least for got, least in zip(response, called, strict=True)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_action_belongs_to_the_segment(language: str) -> None:
    """The sentence of question 8 is SEGMENT_ACTION's for the right answer."""
    question = next(q for q in EXERCISE.questions if q.key == "action")
    answer = solution(usual(language))["action"]
    sentence = call(REGISTRY["SEGMENT_ACTION"], answer, language)
    assert ACTIONS.say("cant_lose", language) == sentence
    assert str(sentence) in question.text.say(language)


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
    right, revenue = solution(report), result.customers.monetary
    assert (right["customers"], 5000) == (len(revenue), found.rows)
    assert pytest.approx([right["revenue"], right["top"]]) == [revenue.sum(), result.top_share]
    assert table(report, "customers")[7] == result.scores.code.tolist()


def test_the_file_is_small(written: Path) -> None:
    """5,000 sales and 1,000 customers worked out by formulas stay below 500 KB."""
    assert written.stat().st_size < 500_000


def sales(*lines: tuple[Any, float, float]) -> Columns:
    """Sales as the exercise takes them."""
    customers, dates, amounts = zip(*lines, strict=True)
    return {"customer": list(customers), "date": list(dates), "amount": list(amounts)}


def random_sales(seed: int, customers: int, rows: int) -> Columns:
    """Sales with many ties, returns, and ids that look like numbers; each customer buys."""
    random = np.random.default_rng(seed)
    buyers = np.concatenate([np.arange(customers), random.integers(0, customers, rows)])
    prices = random.choice([0.1, 0.2, 0.7, 5.0, 9.99], len(buyers))
    prices[customers:] *= random.choice([1, 1, 1, -1], rows)
    days = random.integers(45000, 45020, len(buyers))
    return sales(*zip([f"{b:03d}" for b in buyers], days.tolist(), prices.tolist(), strict=True))


@pytest.mark.parametrize("seed", range(3))
def test_other_sales_agree_as_well(seed: int) -> None:
    """With ties, cents, returns and ids such as 001 the formulas still score as the core does."""
    data = random_sales(seed, 5 * seed + 11, 40)
    report = build(EXERCISE, columns=data)
    agrees(report, data)
    revenue = scored(data)[0].monetary
    assert pytest.approx(rates.pareto_share(revenue, 0.2)) == solution(report)["top"]


def test_numbers_and_texts_are_different_customers() -> None:
    """The customers 1, "1" and "001" are three."""
    data = sales((1, 45000, 5.0), ("1", 45001, 6.0), ("001", 45002, 7.0))
    report = build(EXERCISE, columns=data)
    assert [[1, "1", "001"], [5.0, 6.0, 7.0]] == [table(report, "customers")[at] for at in (0, 3)]


def test_capital_letters_make_no_other_customer() -> None:
    """a1 and A1 are one customer to the sheet's own comparison, and are counted once."""
    report = build(EXERCISE, columns=sales(("a1", 45000, 5.0), ("A1", 45001, 6.0)))
    right = solution(report)
    assert (1, 11.0) == (right["customers"], right["revenue"])


def test_one_customer_is_enough() -> None:
    """A single customer is new, and brings a fifth of the revenue with a fifth of himself."""
    right = solution(build(EXERCISE, columns=sales(("Ann", 45000, 5.0))))
    assert (1, "New Customers", pytest.approx(0.2)) == tuple(
        right[key] for key in ("customers", "largest", "top")
    )


def test_customers_without_a_purchase_are_not_listed() -> None:
    """Who only returned something is no customer; the amount shows up as nobody's."""
    data = sales(("Ann", 45000, 5.0), ("Bo", 45001, -2.0))
    report = build(EXERCISE, columns=data)
    figures = table(report, "key_figures")
    assert (["Ann"], -2.0) == (table(report, "customers")[0], figures[1][3])


def test_no_revenue_has_no_shares() -> None:
    """Where returns eat up all revenue, or more, every share of it is 0 and nothing is an error."""
    for back in (-15.0, -16.0):
        data = sales(("A", 45000, 10.0), ("B", 45001, 5.0), ("B", 45002, back))
        right = solution(build(EXERCISE, columns=data))
        assert [0.0] * 3 == [right[key] for key in ("top", "champions_share", "high_share")]


def test_contacts_are_whole_numbers() -> None:
    """Nobody is called two and a half times: the cells of contacts take whole numbers only."""
    rules = {c.name: c.rule for sheet in usual().sheets for c in sheet.cells if c.rule}
    contacts = [rules[f"in_contacts_{tier}"] for tier in segments.SCHEMES["tiers"]]
    assert [("integer", 0)] * 3 == [(rule.kind, rule.low) for rule in contacts]


def test_importing_simulates_nothing() -> None:
    """The catalogue is loaded without drawing a single sale."""
    code = (
        "from clvxl.exercises import catalogue, _segmentation_scores as s;"
        "print(s.sold.cache_info().misses)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "0" == ran.stdout.strip()
