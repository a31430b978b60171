"""Scripted students of every exercise, marked as a fair teacher would."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from clvxl.errors import ClvxlError
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.marking.checking import Marked, check_file
from clvxl.exercises.marking.scheme import USUAL
from tests.exercises.desk import desk
from tests.exercises.robots import NUMBER, Robot, robots

NUMBERS = [NUMBER, 0, 1, 2] if os.environ.get("CLVXL_ALL") else [NUMBER]


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
    all_of_them = list(robots(desk(name, number)))
    assert 40 <= len({robot.kind for robot in all_of_them})
    complaints = [complaint(robot, tmp_path / "handed in.xlsx") for robot in all_of_them]
    assert [] == [each for each in complaints if each]
