"""The bookshop: its sales, its answers by numpy alone, and what its doubts and decision say."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from clvxl.exercises.cases.rfm import EXERCISE
from clvxl.exercises.engine.build import build
from clvxl.exercises.engine.records import Columns
from clvxl.report.records import Report
from tests.exercises.recomputed import Customers, answers, customers_of, figures, table

LAST = 45838


@lru_cache
def usual() -> Report:
    """The exercise as it is."""
    return build(EXERCISE)


@lru_cache
def found() -> Customers:
    """Its customers by numpy alone."""
    return customers_of(usual(), LAST)


def test_sales_are_a_bookshops() -> None:
    """1,000 purchases and 20 returns of 200 customers within eighteen months, prices at .90."""
    customers, dates, column = table(usual(), "data")
    amounts = np.array(column)
    assert (1000, 20, 200) == ((amounts > 0).sum(), (amounts < 0).sum(), len(set(customers)))
    assert 45292 <= min(dates) < max(dates) == LAST
    assert [90] == np.unique(np.round(np.abs(amounts) * 100) % 100).tolist()


def halves() -> tuple[np.ndarray, np.ndarray]:
    """How often each customer bought in the first and in the second half."""
    _, dates, amounts = table(usual(), "data")
    bought, first = np.array(amounts) > 0, np.array(dates) <= figures(usual())["half"]
    of, count = found().of, len(found().names)
    early = np.bincount(of[bought & first], minlength=count)
    return early, np.bincount(of[bought & ~first], minlength=count)


def test_answers_by_numpy_alone() -> None:
    """Each right answer comes out of the sales in a few lines."""
    by, given = found(), figures(usual())
    at, (early, late) = by.names.index(given["chosen"]), halves()
    slipping, busy = (by.r <= 2) & (by.f >= 4), early >= given["many"]
    new = by.first > LAST - given["new_days"]
    paid = by.monetary[slipping].sum() / by.frequency[slipping].sum()
    letters = min(slipping.sum(), given["budget"] // given["cost"])
    assert {
        "recency": LAST - by.last[at], "monetary": by.monetary[at],
        "f_cut": np.percentile(by.frequency, 80), "code": 100 * by.r[at] + 10 * by.f[at] + by.m[at],
        "slipping": slipping.sum(), "best_field": by.monetary[(by.r == 5) & (by.f == 5)].mean(),
        "newcomers": (by.f[new] >= 4).mean(), "regression": late[busy].sum() / early[busy].sum(),
        "gain": letters * (given["response_slipping"] * paid * given["margin"] - given["cost"]),
        "decide": "The slipping (R 1–2 and F 4–5)",
    } == {key: value if isinstance(value, str) else pytest.approx(value)
          for key, value in answers(usual()).items()}  # fmt: skip


def test_the_doubts_are_to_be_seen() -> None:
    """Newcomers have a high F less often than all, and the busy fall back while all rise."""
    early, late = halves()
    values = table(usual(), "doubts")[1]
    assert values[1] < values[2] / 2
    assert values[3] < 1 < values[4] == pytest.approx(late.sum() / early.sum())


@pytest.mark.parametrize(
    ("figures", "choice"),
    [
        ({"response_slipping": 0.1}, "Nobody: keep the budget"),
        ({"response_new": 0.3}, "The new (R 4–5 and F 1–2)"),
        ({"response_best": 0.3}, "The best (R 4–5 and F 4–5)"),
        ({"budget": 1}, "Nobody: keep the budget"),
    ],
)
def test_what_turns_the_decision(figures: dict[str, float], choice: str) -> None:
    """The letters go to the group that they gain most with, and to nobody where none pays."""
    assert choice == answers(build(EXERCISE, figures=figures))["decide"]


def test_by_hand_is_by_function() -> None:
    """Totals, scores, cuts and counts agree, all customers, cell by cell."""
    by, report = found(), usual()
    names, last, _, often, money, r, f, m, _, first, early, late, _ = table(report, "customers")
    assert by.names == names
    assert [by.last.tolist(), by.first.tolist()] == [last, first]
    assert [by.frequency.tolist(), by.monetary.tolist()] == [often, money]
    assert [by.r.tolist(), by.f.tolist(), by.m.tolist()] == [r, f, m]
    assert [each.tolist() for each in halves()] == [early, late]
    by_function, by_hand = table(report, "thresholds"), table(report, "cuts")
    counts = table(report, "counts")
    for row in range(3):
        assert by_hand[2 + row] == pytest.approx([c[row] for c in by_function[1:5]])
        assert counts[1 + row] == [c[row] for c in by_function[5:]]
    assert {"✓"} == {mark for mark in table(report, "doubts")[3] if mark}


def test_customer_to_look_at_tells() -> None:
    """Often there, long away, the last thing brought back, and no code that reads both ways."""
    name = figures(usual())["chosen"]
    customers, _, amounts = table(usual(), "data")
    own = [amount for who, amount in zip(customers, amounts, strict=True) if who == name]
    assert own[-1] < 0
    code = str(int(answers(usual())["code"]))
    assert code[0] in "12"
    assert code[1] in "45"
    assert code != code[::-1]


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
    marks = [mark for key in ("one", "doubts") for mark in table(report, key)[3] if mark]
    assert ["✓"] * 6 == marks
    by = customers_of(report, max(SMALL[name]["date"]))
    assert (100 * by.r + 10 * by.f + by.m).tolist() == table(report, "customers")[8]


def test_dust_leaves_ties_tied() -> None:
    """0.1 + 0.1 + 0.1 and 0.3 are one amount, and score alike."""
    scored = table(build(EXERCISE, columns=SMALL["rounding"]), "customers")[7]
    assert scored[0] == scored[1]


def test_nobody_is_said_in_the_language() -> None:
    """Where no letter pays, the answer is a sentence in the language."""
    said = [
        answers(build(EXERCISE, lang, columns=SMALL["all alike"]))["decide"]
        for lang in ("en", "zh")
    ]
    assert ["Nobody: keep the budget", "都不写：留下预算"] == said


def test_later_day_of_the_count_ages_all() -> None:
    """A later day adds its days to every recency and changes no score."""
    later = build(EXERCISE, figures={"as_of": LAST + 30.0})
    before, after = table(usual(), "customers"), table(later, "customers")
    assert [days + 30 for days in before[2]] == after[2]
    assert before[8] == after[8]


def test_number_typed_as_text_is_found() -> None:
    """Among customers known by numbers, one typed into the cell of text is found all the same."""
    columns: Columns = {"customer": [7, 8], "date": [45000.0, 45001.0], "amount": [10.0, 20.0]}
    got = answers(build(EXERCISE, columns=columns, figures={"chosen": "8"}))
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
    got = answers(report)
    assert (3.0 - at, columns["amount"][at]) == (got["recency"], got["monetary"])
    assert table(report, "customers")[8][at] == got["code"]
    assert ["✓"] * 5 == [mark for mark in table(report, "one")[3] if mark]


def test_unknown_customer_has_no_code() -> None:
    """A customer who is not among the sales scores 0 in everything, and nothing is an error."""
    report = build(EXERCISE, figures={"chosen": "nobody"})
    got = answers(report)
    assert [0.0] * 3 == [got[key] for key in ("recency", "monetary", "code")]
    assert ["✓"] * 5 == [mark for mark in table(report, "one")[3] if mark]


def test_count_is_not_before_the_last_sale() -> None:
    """The cell takes no earlier day than the last of the sales, and one put there counts as it."""
    rule = next(c.rule for s in usual().sheets for c in s.cells if c.name == "in_as_of")
    assert rule is not None
    assert ("date", LAST) == (rule.kind, rule.low)
    assert "2025-06-30" in rule.message
    earlier = build(EXERCISE, figures={"as_of": LAST - 400.0})
    assert answers(usual()) == answers(earlier)
    assert table(usual(), "customers") == table(earlier, "customers")
    columns: Columns = {"customer": ["A", "B"], "date": [45000.0, 45001.0], "amount": [10.0, 2.0]}
    other = build(EXERCISE, columns=columns)
    assert [45001.0] == [c.rule.low for s in other.sheets for c in s.cells
                         if c.name == "in_as_of" and c.rule]  # fmt: skip
