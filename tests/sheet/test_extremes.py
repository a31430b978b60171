"""Calls that no spreadsheet makes on purpose: each is answered, none escapes."""

from __future__ import annotations

from typing import Any

import pytest

from clvxl.sheet.answers import CellError
from clvxl.sheet.evaluation import evaluate
from clvxl.sheet.explain import explain_lines
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import Function

RULES = [["A", 1, 5, 1, 5, 1, 5], ["B", 1, 2, None, None, None, None]]
HUGE = (10**400, -(10**400), 10**5000)


def _sentences(name: str, *args: Any) -> list[str]:
    return [fault.sentence("en") for fault in evaluate(REGISTRY[name], *args).faults]


@pytest.mark.parametrize("scores", [[[555], [111]], [[None], [555], [111]], 555, [[555, 111]]])
@pytest.mark.parametrize("bound", ["x", "#REF!", float("nan")])
def test_a_bad_rule_is_named_by_its_own_row(scores: Any, bound: Any) -> None:
    """A bound that is no number is refused with the row of the rules, whatever the scores are."""
    rules = [*RULES, ["C", 1, bound, 1, 5, 1, 5]]
    assert ["a rule's bounds must be numbers (row 3)"] == _sentences("SEGMENT", scores, rules)


@pytest.mark.parametrize("recency", [[[5], [9]], [[None], [5], [9]], 5, [[5, 9]]])
def test_a_bad_threshold_is_named_by_its_own_row(recency: Any) -> None:
    """Thresholds that do not ascend are refused with their own row, not one of customers."""
    at = [[1, 2, 3, 4], [1, 2, 3, 4], [4, 3, 2, 1]]
    got = _sentences("RFM_SCORE", recency, recency, recency, 5, "quantile", at)
    assert ["thresholds must ascend from left to right (row 3)"] == got


def test_explain_survives_a_bad_rule() -> None:
    """Explain says the sentence of a bad rule."""
    args = [[[555], [111]], [*RULES, ["C", 1, "x", 1, 5, 1, 5]]]
    lines = explain_lines(REGISTRY["SEGMENT"], ["A1:A2", "D1:J3"], args, args, "en")
    assert any("a rule's bounds must be numbers (row 3)" in line for line in lines)


def test_blank_rows_count_as_rows() -> None:
    """A score at fault is named by its row on the sheet, blank rows above it counted."""
    got = _sentences("RFM_HEATMAP", [[None], [555], [190]], [[None], [1], [2]])
    expected = "scores must be codes such as 543, three digits from 1 to 9 (got 190 in row 3)"
    assert [expected] == got


def _given(function: Function) -> list[Any]:
    return [
        *function.example.args,
        *[None] * (len(function.arguments) - len(function.example.args)),
    ]


@pytest.mark.parametrize("function", REGISTRY.values(), ids=REGISTRY)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("huge", HUGE, ids=["10^400", "-10^400", "10^5000"])
def test_whole_numbers_beyond_all_numbers(function: Function, language: str, huge: int) -> None:
    """An integer too large for a cell, wherever it stands, gives an error cell and a sentence."""
    for at in range(len(function.arguments)):
        for value in (huge, [[huge]], [[huge], [1]], [huge, 1.0], [["a"], [huge]]):
            args = _given(function)
            args[at] = value
            answer = evaluate(function, *args)
            said = [fault.sentence(language) for fault in answer.faults]
            assert said, (function.arguments[at].name, answer.value)
            assert all(len(sentence) < 500 for sentence in said)
            assert "OverflowError" not in str(answer.value)


def test_a_huge_segment_is_refused() -> None:
    """SEGMENT_SUMMARY of a segment that no cell can hold is #NUM!, with the reason."""
    answer = evaluate(REGISTRY["SEGMENT_SUMMARY"], [[10**400]], [[1]])
    assert CellError("#NUM!") == answer.value
    assert ["segments must be a finite number"] == [f.sentence("en") for f in answer.faults]


def test_a_huge_label_harms_its_own_row_alone() -> None:
    """Of two segments the one that no cell can hold has no action, the other has."""
    answer = evaluate(REGISTRY["SEGMENT_ACTION"], [["Champions"], [10**5000]]).value
    assert CellError("#NUM!") == answer[1][0]
    assert str(answer[0][0]).startswith("Reward")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A1", False),
        ("SUM(A1,2)", False),
        ("CLV_SIMPLE(1,2,3)", False),
        ('LEN("NOW()")', False),
        ("NOW()-A1", True),
        ("1+Offset(A1,1,0)", True),
        ("MyPrice(A1)", True),
        ("SHOP_PRICE(A1)", True),
    ],
)
def test_an_explanation_says_what_may_have_changed(text: str, told: bool) -> None:
    """An argument with a volatile or a foreign function was computed anew, which is told."""
    values = [20.0, 6.0, 3.0]
    lines = explain_lines(REGISTRY["CLV_SIMPLE"], [text, "B1", "C1"], values, values, "en")
    name = REGISTRY["CLV_SIMPLE"].arguments[0].name
    assert told == any(f"computed anew for this explanation: {name} may" in each for each in lines)
