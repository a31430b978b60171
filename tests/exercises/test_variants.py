"""Variants: other figures and data of a case, in which every question can still be told apart."""

from __future__ import annotations

import itertools
import math

import pytest

from clvxl.errors import InputError
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.build import usual_columns
from clvxl.exercises.engine.limits import fault_of
from clvxl.exercises.engine.records import RATE
from clvxl.exercises.engine.variants import number_of, variant
from clvxl.exercises.engine.worked import is_number

LIGHT = ["clv_simple", "clv_dcf"]
NUMBERS = range(1, 21)


@pytest.mark.parametrize("name", EXERCISES)
def test_figures_and_data_are_within_their_limits(name: str) -> None:
    """Each figure and each cell is what its cell accepts, whole where it is whole in the case."""
    exercise = EXERCISES[name]
    usual = usual_columns(exercise, "en")
    found = variant(exercise, 7)
    for figure in exercise.figures:
        if figure.key in found.figures:
            value, limit = found.figures[figure.key], figure.limit_with(found.columns)
            assert fault_of(value, figure.format, limit) is None, figure.key
            assert isinstance(value, int) >= isinstance(figure.value, int), figure.key
    for field in exercise.data.fields:
        if not isinstance(usual[field.key][0], str):
            faults = {fault_of(v, field.format, field.limit) for v in found.columns[field.key]}
            assert {None} == faults, field.key


@pytest.mark.parametrize("name", LIGHT)
def test_no_answer_degenerates(name: str) -> None:
    """In twenty variants every number is finite and no 0, and each answer takes several values."""
    exercise = EXERCISES[name]
    own = variant(exercise, 0).worked.answers
    found = [variant(exercise, number).worked.answers for number in NUMBERS]
    for key, usual in own.items():
        if is_number(usual):
            assert all(math.isfinite(answers[key]) for answers in found), key
            assert all((answers[key] == 0) == (usual == 0) for answers in found), key
    assert len({answers[next(iter(own))] for answers in found}) > 5


@pytest.mark.parametrize("name", LIGHT)
def test_no_answer_is_a_known_mistake(name: str) -> None:
    """No right answer of a variant lies within the tolerance of a slip of its question."""
    exercise = EXERCISES[name]
    for number in NUMBERS:
        worked = variant(exercise, number).worked
        for question in exercise.questions:
            answer = worked.answers[question.key]
            slips = [slip for slip in worked.slips[question.key] if is_number(slip)]
            if is_number(answer):
                assert all(abs(answer - slip) > 0.005 for slip in slips), (number, question.key)


def test_two_variants_differ() -> None:
    """The values of a customer of any two of twenty variants differ by more than rounding."""
    exercise = EXERCISES["clv_dcf"]
    worth = sorted(variant(exercise, n).worked.answers["stated_end"] for n in NUMBERS)
    assert min(after - before for before, after in itertools.pairwise(worth)) > 1


def test_both_languages_have_the_same_variant() -> None:
    """A number stands for the same figures in English and in Chinese."""
    for name in LIGHT:
        english, chinese = (variant(EXERCISES[name], 5, language) for language in ("en", "zh"))
        assert english.figures == chinese.figures
        numbers = [
            {key: value for key, value in found.worked.answers.items() if is_number(value)}
            for found in (english, chinese)
        ]
        assert numbers[0] == numbers[1]


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
