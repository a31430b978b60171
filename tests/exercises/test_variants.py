"""Variants: other figures and data of a case, in which every question can still be told apart."""

from __future__ import annotations

import itertools
import math
import os
from collections.abc import Mapping
from typing import Any

import pytest

from clvxl.errors import InputError
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.build import usual_columns
from clvxl.exercises.engine.checks import tolerance
from clvxl.exercises.engine.limits import fault_of
from clvxl.exercises.engine.records import RATE
from clvxl.exercises.engine.variants import number_of, variant
from clvxl.exercises.engine.worked import is_number
from tests.exercises.students import drawn

NUMBERS = range(1, 21)
HEAVY = {"rfm", "segmentation", "cohort", "retention_projection", "customer_base"}


def numbers_of(name: str) -> range:
    """The variants to look at: twenty, and three of what takes long to work out, unless all."""
    return range(1, 4) if name in HEAVY and not os.environ.get("CLVXL_ALL") else NUMBERS


@pytest.mark.parametrize("name", EXERCISES)
def test_figures_and_data_are_within_their_limits(name: str) -> None:
    """Each figure and each cell is what its cell accepts, whole where it is whole in the case."""
    exercise = EXERCISES[name]
    usual = usual_columns(exercise, "en")
    found = drawn(name, 3)
    for figure in exercise.figures:
        if figure.key in found.figures:
            value, limit = found.figures[figure.key], figure.limit_with(found.columns)
            assert fault_of(value, figure.format, limit) is None, figure.key
            assert isinstance(value, int) >= isinstance(figure.value, int), figure.key
    for field in exercise.data.fields:
        if not isinstance(usual[field.key][0], str):
            faults = {fault_of(v, field.format, field.limit) for v in found.columns[field.key]}
            assert {None} == faults, field.key


@pytest.mark.parametrize("name", EXERCISES)
def test_no_answer_degenerates(name: str) -> None:
    """In no variant is a number infinite, or 0 where the case has none; each has other answers."""
    own = drawn(name, 0).worked.answers
    found = [drawn(name, number).worked.answers for number in numbers_of(name)]
    for key, usual in own.items():
        if is_number(usual):
            assert all(math.isfinite(answers[key]) for answers in found), key
            assert all((answers[key] == 0) == (usual == 0) for answers in found), key
    assert len(found) == len({tuple(answers.values()) for answers in found})


@pytest.mark.parametrize("name", EXERCISES)
def test_no_two_answers_coincide(name: str) -> None:
    """Two amounts or shares that differ in the case differ in every variant, by one per cent."""
    own = drawn(name, 0).worked
    keys = [q.key for q in own.exercise.questions if is_number(own.answers[q.key])]
    keys = [key for key in keys if own.answers[key] != int(own.answers[key])]

    def differ(answers: Mapping[str, Any], one: str, other: str) -> bool:
        return abs(answers[one] - answers[other]) > 0.01 * max(
            abs(answers[one]), abs(answers[other])
        )

    pairs = [
        pair for pair in itertools.combinations(keys, 2) if differ(own.answers, *pair)
    ]  # fmt: skip
    for number in numbers_of(name):
        answers = drawn(name, number).worked.answers
        assert [] == [pair for pair in pairs if not differ(answers, *pair)], number


@pytest.mark.parametrize("name", EXERCISES)
def test_no_answer_is_a_known_mistake(name: str) -> None:
    """No right answer lies within the tolerance of a slip that leads elsewhere in the case."""
    own = drawn(name, 0).worked
    for number in numbers_of(name):
        worked = drawn(name, number).worked
        for question in worked.exercise.questions:
            allowed, key = tolerance(question), question.key
            for slip, was in zip(worked.slips[key], own.slips[key], strict=True):
                if is_number(slip) and is_number(was) and abs(was - own.answers[key]) > 2 * allowed:
                    assert abs(worked.answers[key] - slip) > allowed, (number, key)


def test_two_variants_differ() -> None:
    """The values of a customer of any two of twenty variants differ by more than rounding."""
    exercise = EXERCISES["clv_dcf"]
    worth = sorted(variant(exercise, n).worked.answers["stated_end"] for n in NUMBERS)
    assert min(after - before for before, after in itertools.pairwise(worth)) > 1


@pytest.mark.parametrize("name", EXERCISES)
def test_both_languages_have_the_same_variant(name: str) -> None:
    """A number stands for the same figures in English and in Chinese, and for the same choice."""
    english, chinese = drawn(name, 3), variant(EXERCISES[name], 3, "zh")
    assert english.figures == chinese.figures
    for question in english.worked.exercise.questions:
        one, other = (found.worked.answers[question.key] for found in (english, chinese))
        if question.choices:
            sides = [choice.say(at) for choice in question.choices for at in ("en", "zh")]
            assert sides.index(one) + 1 == sides.index(other)
        else:
            assert one == other


def test_figures_keep_their_roundness() -> None:
    """An amount of thousands stays one of hundreds, a share of per cents one of per cents."""
    for number in NUMBERS:
        figures = variant(EXERCISES["clv_dcf"], number).figures
        assert 0 == figures["acquisition_cost"] % 100
        assert figures["discount_rate"] == round(figures["discount_rate"], 2)
        assert RATE.low <= figures["discount_rate"] <= RATE.high


def test_retention_still_falls() -> None:
    """A column that falls from year to year does so in every variant."""
    for number in NUMBERS:
        shares = variant(EXERCISES["clv_dcf"], number).columns["retention"]
        assert list(shares) == sorted(set(shares), reverse=True)


def test_sales_cover_the_same_time() -> None:
    """Fewer customers, other amounts, the same first and last day, dates still in order."""
    exercise = EXERCISES["clv_simple"]
    usual, found = usual_columns(exercise, "en"), variant(exercise, 3).columns
    assert (min(usual["date"]), max(usual["date"])) == (min(found["date"]), max(found["date"]))
    assert list(found["date"]) == sorted(found["date"])
    assert set(found["customer"]) < set(usual["customer"])
    assert all(2 * amount == int(2 * amount) for amount in found["amount"])


def test_text_gives_its_number_everywhere() -> None:
    """A student's number gives the same variant with blanks, other widths and small letters."""
    assert {number_of("S2025-017")} == {number_of(t) for t in ("s2025-017 ", "Ｓ２０２５-０１７")}
    assert number_of("S2025-017") != number_of("S2025-018")


@pytest.mark.parametrize("number", [-1, 2**31])
def test_what_is_no_number_is_refused(number: int) -> None:
    """A number below 0 or too large is refused in a sentence that says which there are."""
    with pytest.raises(InputError, match="from 0 to 2147483647"):
        variant(EXERCISES["clv_dcf"], number)
