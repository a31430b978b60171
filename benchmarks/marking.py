"""How long clvxl check takes, and how much memory, for a class and for hostile files.

    python -m benchmarks.marking [--class 100] [--mixed 500]

Every submission has a variant of its own, so that each is drawn and worked out anew. Of each five
students one has all right, one all right by formulas, one rounds, one has every answer a third too
high, one makes the first known mistake of every question. The hostile files are those of
tests/exercises/robots.py. results-marking.txt is what it printed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.worked import is_number
from tests.exercises.desk import Desk, Typed, desk, packed
from tests.exercises.robots import robots
from tests.exercises.students import as_asked, drawn


def entries(one: Desk, kind: int) -> dict[str, Any]:
    """What a student of a kind enters."""
    worked, right = one.variant.worked, one.right
    if kind == 1:
        return {k: Typed(f"{v!r}+0", v) if is_number(v) else v for k, v in right.items()}
    if kind == 2:
        return {q.key: as_asked(q, right[q.key]) for q in worked.exercise.questions}
    if kind == 3:
        return {k: v * 1.37 + 1 if is_number(v) else v for k, v in right.items()}
    if kind == 4:
        slips = {k: next(filter(is_number, s), None) for k, s in worked.slips.items()}
        return {k: v if slips[k] is None else slips[k] for k, v in right.items()}
    return right


def inbox(folder: Path, names: list[str], count: int) -> Path:
    """A folder of submissions, the exercises in turn, each of a variant of its own."""
    folder.mkdir()
    for at in range(count):
        one = Desk(names[at % len(names)], 1 + at)
        file = packed(one.answered(entries(one, at % 5)))
        (folder / f"{one.name}-{at:03}.xlsx").write_bytes(file)
        drawn.cache_clear()
    return folder


WATCHED = """
import resource, subprocess, sys, time
begun = time.monotonic()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, code)
"""
"""Runs a command: a process as small as this one, since memory of who starts one counts as its."""


def measured(folder: Path, said: str) -> str:
    """A line on marking a folder with marks and feedback."""
    call = [sys.executable, "-m", "clvxl.cli", "check", str(folder), "-o", f"{folder}.xlsx",
            "--feedback", f"{folder}-feedback"]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *call], capture_output=True, text=True, check=True
    )
    seconds, cpu, memory, code = map(float, done.stdout.split())
    return f"{said:<32} {seconds:6.1f} s, {cpu:5.0f} s CPU, {memory:4.0f} MB, exit {code:.0f}"


def hostile() -> Iterator[str]:
    """Lines on the hostile files and formulas, each marked alone: the slowest first."""
    from clvxl.errors import ClvxlError
    from clvxl.exercises.marking.checking import check_file

    one = desk("clv_dcf", 5)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.xlsx"
        for robot in [*robots(one)]:
            path.write_bytes(robot.file)
            begun = time.process_time()
            try:
                check_file(path)
                said = "marked"
            except ClvxlError:
                said = "refused"
            found.append((time.process_time() - begun, robot.kind, said))
    for seconds, kind, said in sorted(found, reverse=True)[:5]:
        yield f"  {kind:<32} {seconds:6.2f} s CPU, {said}"
    yield f"all {len(found)} robots of clv_dcf: {sum(s for s, *_ in found):.1f} s CPU"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--class", dest="size", type=int, default=100)
    parser.add_argument("--mixed", type=int, default=500)
    given = parser.parse_args()
    print(
        f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; with marks and feedback;"
        " memory is that of the largest process"
    )
    with tempfile.TemporaryDirectory() as folder:
        own = inbox(Path(folder) / "class", ["clv_dcf"], given.size)
        print(measured(own, f"{given.size} submissions of clv_dcf"), flush=True)
        mixed = inbox(Path(folder) / "mixed", list(EXERCISES), given.mixed)
        print(measured(mixed, f"{given.mixed} of all exercises in turn"), flush=True)
    print("the slowest robots of clv_dcf, hostile ones among them:")
    for line in hostile():
        print(line)


if __name__ == "__main__":
    main()
