"""The bookshop: its sales, its answers worked out another way, and what its texts say."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from clvxl.core import rfm as core
from clvxl.data.grouping import factorize
from clvxl.exercises.cases.rfm import EXERCISE
from clvxl.exercises.engine.build import build, usual_columns
from clvxl.exercises.engine.records import Columns
from clvxl.report.records import Formula, Report

LAST = 45838


def solution(report: Report) -> dict[str, Any]:
    """The right answers by the keys of their questions."""
    cells = (cell for sheet in report.sheets for cell in sheet.cells)
    return {c.name[4:]: c.value.value for c in cells
            if c.name and c.name.startswith("sol_") and isinstance(c.value, Formula)}  # fmt: skip


def table(report: Report, name: str) -> list[list[Any]]:
    """The values of a table's columns."""
    found = next(t for sheet in report.sheets for t in sheet.tables if t.name == name)
    return [[getattr(v, "value", v) for v in column.values] for column in found.columns]


def figure(report: Report, name: str) -> Any:
    """What stands in an input cell."""
    return next(c.value for sheet in report.sheets for c in sheet.cells if c.name == name)


@lru_cache
def usual() -> Report:
    """The exercise as it is."""
    return build(EXERCISE)


@lru_cache
def totals() -> tuple[list[str], core.CustomerTotals]:
    """The customers of the exercise and their totals."""
    data = usual_columns(EXERCISE, "en")
    codes, names = factorize(data["customer"])
    found = core.customer_totals(codes, np.array(data["date"]), np.array(data["amount"]))
    return names.tolist(), found


def scores() -> core.Scores:
    """Their scores."""
    _, found = totals()
    return core.score(LAST - found.last, found.frequency, found.monetary)


def test_sales_are_a_bookshops() -> None:
    """1,000 purchases and 20 returns of 200 customers within eighteen months, prices at .90."""
    data = usual_columns(EXERCISE, "en")
    amounts = np.array(data["amount"])
    assert (1000, 20, 200) == ((amounts > 0).sum(), (amounts < 0).sum(), len(set(data["customer"])))
    assert 45292 <= min(data["date"]) < max(data["date"]) == LAST
    assert [90] == np.unique(np.round(np.abs(amounts) * 100) % 100).tolist()


def test_answers_are_those_of_the_core() -> None:
    """Each right answer equals what the core's functions make of the sales."""
    names, found = totals()
    given, money = scores(), found.monetary
    at = names.index(figure(usual(), "in_chosen"))
    calls = np.flatnonzero((given.r <= 2) & (given.f >= 4))
    expected = {
        "recency": LAST - found.last[at], "frequency": found.frequency[at], "monetary": money[at],
        "customers": 200, "f_cut": given.cuts[1, 3], "code": given.code[at],
        "champions": (given.code == 555).sum(),
        "best_field": core.heatmap(given.r, given.f, money)[4, 4],
        "r5_share": money[given.r == 5].sum() / money.sum(),
    }  # fmt: skip
    got = solution(usual())
    assert names[calls[np.argmax(money[calls])]] == got.pop("first_call")
    assert expected == pytest.approx(got)


def test_by_hand_is_by_function() -> None:
    """Totals, scores, cuts, counts and the heat map agree, all customers, cell by cell."""
    names, found = totals()
    given, report = scores(), usual()
    customers = table(report, "customers")
    assert names == customers[0]
    assert found.monetary.tolist() == customers[4]
    assert given.code.tolist() == customers[8]
    assert customers[8][:12] == table(report, "scores")[0]
    assert ["✓"] * 12 == table(report, "same")[0]
    assert ["✓"] * 4 == table(report, "all")[3]
    by_function = table(report, "thresholds")
    by_hand, counts = table(report, "cuts"), table(report, "counts")
    for row in range(3):
        assert by_hand[2 + row] == pytest.approx([c[row] for c in by_function[1:5]])
        assert counts[1 + row] == [c[row] for c in by_function[5:]]
    assert table(report, "heat") == [pytest.approx(c) for c in table(report, "heat_function")]


def test_customer_to_look_at_tells() -> None:
    """Often there, long away, the last thing brought back, and no code that reads both ways."""
    data, name = usual_columns(EXERCISE, "en"), figure(usual(), "in_chosen")
    own = [
        amount for who, amount in zip(data["customer"], data["amount"], strict=True) if who == name
    ]
    assert own[-1] < 0
    code = str(int(solution(usual())["code"]))
    assert code[0] in "12"
    assert code[1] in "45"
    assert code != code[::-1]


def test_recent_customers_bring_more() -> None:
    """As the chart says: about as many customers in each R score, and more money in each higher."""
    _, customers, revenue, *_ = table(usual(), "by_r")
    assert max(customers) - min(customers) <= 2
    assert (np.diff(revenue) > 0).all()


def test_calls_are_ranked_by_money() -> None:
    """The list holds ten customers with F 4 or 5 and R 1 or 2, the most valuable first."""
    _, names, codes, _, _, _, money = table(usual(), "calls")
    assert 10 == len(set(names))
    assert all(code // 100 <= 2 and code // 10 % 10 >= 4 for code in codes)
    assert sorted(money, reverse=True) == money


SMALL: dict[str, Columns] = {
    "one row": {"customer": ["A"], "date": [45000.0], "amount": [10.0]},
    "all alike": {"customer": [*"abcdef"], "date": [45000.0] * 6, "amount": [10.0] * 6},
    "zeros before": {
        "customer": ["001", "1", "01", "001", 7], "date": [45000.0, 45001, 45002, 45003, 45004],
        "amount": [10.0, 20.0, 30.0, -4.0, 5.0],
    },
    "rounding": {
        "customer": ["a", "a", "a", "b"] * 2, "date": [45000.0 + day for day in range(8)],
        "amount": [0.1, 0.1, 0.1, 0.3] * 2,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", SMALL)
def test_other_sales_agree_too(name: str) -> None:
    """One customer, ties, ids that look like numbers, rounding: by hand is by function."""
    report = build(EXERCISE, columns=SMALL[name])
    assert {"✓"} == set(table(report, "same")[0])
    assert ["✓"] * 9 == [mark for mark in table(report, "one")[3] + table(report, "all")[3] if mark]
    assert len(set(SMALL[name]["customer"])) == solution(report)["customers"]


def test_dust_leaves_ties_tied() -> None:
    """0.1 + 0.1 + 0.1 and 0.3 are one amount, and score alike."""
    scored = table(build(EXERCISE, columns=SMALL["rounding"]), "customers")[7]
    assert scored[0] == scored[1]


def test_nobody_to_phone_is_said() -> None:
    """Where nobody bought often and stayed away, the answer is a word in the language."""
    columns = SMALL["all alike"]
    found = [
        solution(build(EXERCISE, lang, columns=columns))["first_call"] for lang in ("en", "zh")
    ]
    assert ["none", "无"] == found


def test_later_day_of_the_count_ages_all() -> None:
    """A later day adds its days to every recency and changes no score."""
    later = build(EXERCISE, figures={"as_of": LAST + 30.0})
    before, after = table(usual(), "customers"), table(later, "customers")
    assert [days + 30 for days in before[2]] == after[2]
    assert before[8] == after[8]


def test_number_typed_as_text_is_found() -> None:
    """Among customers known by numbers, one typed into the cell of text is found all the same."""
    columns: Columns = {"customer": [7, 8], "date": [45000.0, 45001.0], "amount": [10.0, 20.0]}
    got = solution(build(EXERCISE, columns=columns, figures={"chosen": "8"}))
    assert (20.0, 0.0) == (got["monetary"], got["recency"])


@pytest.mark.parametrize("name", ["A*", "B?", "AB"])
def test_signs_of_patterns_are_only_signs(name: str) -> None:
    """A customer called A* or B? is that customer, by hand and by function, and no other."""
    columns: Columns = {
        "customer": ["AB", "BA", "A*", "B?"], "date": [45000.0, 45001, 45002, 45003],
        "amount": [5.0, 7, 9, 11],
    }  # fmt: skip
    report = build(EXERCISE, columns=columns, figures={"chosen": name})
    at = columns["customer"].index(name)
    got = solution(report)
    assert (3.0 - at, columns["amount"][at]) == (got["recency"], got["monetary"])
    assert table(report, "customers")[8][at] == got["code"]
    assert ["✓"] * 5 == [mark for mark in table(report, "one")[3] if mark]


def test_unknown_customer_has_no_code() -> None:
    """A customer who is not among the sales scores 0 in everything, and nothing is an error."""
    report = build(EXERCISE, figures={"chosen": "nobody"})
    got = solution(report)
    keys = ("recency", "frequency", "monetary", "code")
    assert [0.0] * 4 == [got[key] for key in keys]
    assert ["✓"] * 5 == [mark for mark in table(report, "one")[3] if mark]


def test_no_revenue_has_no_shares() -> None:
    """Where returns eat up all revenue, or more, the share asked for is 0."""
    for back in (-15.0, -16.0):
        columns: Columns = {
            "customer": ["A", "B", "B"], "date": [45000.0, 45001, 45002],
            "amount": [10.0, 5.0, back],
        }  # fmt: skip
        assert 0.0 == solution(build(EXERCISE, columns=columns))["r5_share"]


def test_count_is_not_before_the_last_sale() -> None:
    """The cell takes no earlier day than the last of the sales, and one put there counts as it."""
    rule = next(c.rule for s in usual().sheets for c in s.cells if c.name == "in_as_of")
    assert rule is not None
    assert ("date", LAST) == (rule.kind, rule.low)
    assert "2025-06-30" in rule.message
    earlier = build(EXERCISE, figures={"as_of": LAST - 400.0})
    assert solution(usual()) == solution(earlier)
    assert table(usual(), "customers") == table(earlier, "customers")
    columns: Columns = {"customer": ["A", "B"], "date": [45000.0, 45001.0], "amount": [10.0, 2.0]}
    other = build(EXERCISE, columns=columns)
    assert [45001.0] == [c.rule.low for s in other.sheets for c in s.cells
                         if c.name == "in_as_of" and c.rule]  # fmt: skip
