"""Scripted students of every exercise, marked as a fair teacher would."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from clvxl.errors import ClvxlError
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.worked import is_number
from clvxl.exercises.marking.checking import Marked, check_file
from clvxl.exercises.marking.scheme import USUAL
from tests.exercises.desk import Desk, desk, packed
from tests.exercises.robots import NUMBER, Robot, robots
from tests.exercises.students import drawn

ALL = bool(os.environ.get("CLVXL_ALL"))
NUMBERS = [NUMBER, 0, 1, 2] if ALL else [NUMBER]
HEAVY = {"segmentation", "customer_base"}
"""Of what takes long every second robot is marked, unless all are asked for."""


@pytest.fixture(params=EXERCISES)
def name(request: pytest.FixtureRequest) -> str:
    """Each exercise."""
    return str(request.param)


def complaint(robot: Robot, path: Path) -> str:
    """What is not as a fair teacher would have it, in a line; nothing where all is."""
    path.write_bytes(robot.file)
    try:
        found = check_file(path)
    except ClvxlError as error:
        sentence = error.sentence("en")
        told = robot.refused and re.search(robot.refused, sentence)
        return "" if told else f"{robot.kind}: refused ({sentence})"
    if robot.refused:
        return f"{robot.kind}: not refused"
    if not robot.everything:
        return "" if found.points < found.most / 2 else f"{robot.kind}: earns {found.points}"
    return "; ".join(f"{robot.kind}: {each}" for each in _differences(robot, found))


def _differences(robot: Robot, found: Marked) -> list[str]:
    wrong = []
    for answer in found.answers:
        key, finding = answer.question.key, answer.finding
        usual = "right" if answer.question.format == "text" else "typed"
        verdict, reason = robot.said.get(key, (usual, ""))
        if verdict == "" and finding.verdict not in ("right", "typed"):
            continue  # whatever explains it, it is not right
        if verdict != finding.verdict or reason not in finding.say("en"):
            wrong.append(f"{key} {answer.value!r} {finding.verdict} ({finding.say('en')[:50]}), "
                         f"not {verdict} ({reason[:50]})")  # fmt: skip
        if answer.points != pytest.approx(answer.most * USUAL.shares[finding.verdict], abs=1e-3):
            wrong.append(f"{key} earns {answer.points} of {answer.most}")
    remarks = [*found.remarks, *(each for answer in found.answers for each in answer.remarks)]
    if robot.remark not in " ".join(text.say("en", **fields) for text, fields in remarks):
        wrong.append(f"no remark says {robot.remark}")
    return wrong


@pytest.mark.parametrize("number", NUMBERS)
def test_marks_are_those_of_a_fair_teacher(name: str, number: int, tmp_path: Path) -> None:
    """Each robot gets its verdicts, reasons, points and remarks; there are forty and more."""
    # Files that are made to hurt do so whatever the exercise is.
    hurting = ALL or name == "clv_dcf"
    all_of_them = list(robots(desk(name, number), hurting))[:: 1 if ALL or name not in HEAVY else 2]
    assert 40 <= len({robot.kind for robot in all_of_them})
    complaints = [complaint(robot, tmp_path / "handed in.xlsx") for robot in all_of_them]
    assert [] == [each for each in complaints if each]


def messy(name: str) -> dict[str, Any]:
    """Answers of which some are right, some known mistakes, some wrong, some follow from these."""
    worked, given = drawn(name, NUMBER).worked, {}
    for at, question in enumerate(worked.exercise.questions):
        key = question.key
        right, slips = worked.answers[key], [s for s in worked.slips[key] if is_number(s)]
        earlier = {each: given[each] for each in worked.needs(key) if is_number(given[each])}
        follows = worked.given(key, earlier)[0] if earlier else right
        wrong = right * 1.37 + 1 if is_number(right) else right
        given[key] = (wrong, follows, slips[0] if slips else right, right)[at % 4]
    return given


def test_blanking_never_raises_a_mark_and_marking_twice_gives_the_same(
    name: str, tmp_path: Path
) -> None:
    """Of a messy student each answer that is taken out leaves the mark as it is, or lower."""
    given, path = messy(name), tmp_path / "handed in.xlsx"
    path.write_bytes(packed(desk(name, NUMBER).answered(given)))
    whole, again = check_file(path), check_file(path)
    assert whole == again
    assert 0 < whole.points < whole.most
    for key in given:
        rest = {each: value for each, value in given.items() if each != key}
        path.write_bytes(packed(desk(name, NUMBER).answered(rest)))
        assert check_file(path).points <= whole.points, key


@pytest.mark.parametrize("name", [n for n in EXERCISES if ALL or n not in HEAVY])
def test_chinese_homework_is_marked_alike(name: str, tmp_path: Path) -> None:
    """The right answers in Chinese earn everything, and nothing is to be remarked."""
    one = Desk(name, NUMBER, "zh")
    path = tmp_path / "作业.xlsx"
    path.write_bytes(packed(one.answered(one.right)))
    found = check_file(path)
    assert (found.most, "zh", ()) == (found.points, found.issue.language, found.remarks)
