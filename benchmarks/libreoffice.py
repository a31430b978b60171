"""LibreOffice: a call of clvxl against what it cannot avoid, as ratios of one run.

`python -m benchmarks.libreoffice` starts a headless LibreOffice with the add-in, and a second one
with a stand-in whose RFM_SCORE carries the same ranges in and out and does nothing else.

Everything runs on LibreOffice's main thread, as a person's recalculation does: a callback is left
there, and what a callback asks for runs on the thread that called it. What was found out about it:

LibreOffice enters Python with the thread's own Python state, and only the thread that started
Python has one; on any other it makes a state for each call and throws it away, with a fresh page of
memory, which costs 11 µs a call whatever the function does. (Seen in a component that gives back
the number of its state: always 1 on the main thread, one more with each call on another.) A client
at the other end of a pipe works on threads of its own, so that it measures the slow mode, or by
chance the thread that started Python; and if it started Python, the main thread is slow.

A person gets the fast mode: Python was started on the main thread with a workbook on the command
line, in a window and headless, with an empty Calc window, and with a workbook opened from the start
centre. It is slow only if something else, such as another add-in in Python that works on a thread
of its own, started Python before the first Calc window.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.hosts.libreoffice.driver import Office, office

CALLS, ROWS, ROUNDS = 10_000, 1_000_000, 5

BARE = '''
import unohelper, uno

class Functions(unohelper.Base, uno.getClass("org.clvxl.XFunctions")):
    """Takes the ranges and gives one of them back."""

    def __init__(self, context):
        pass

    def rfmScore(self, recency, *others):
        return recency

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(
    Functions, "org.clvxl.Functions", ("org.clvxl.Functions",)
)
'''


def best(work: Callable[[], Any], rounds: int) -> float:
    """Return the least seconds of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def call_seconds(running: Office, formula: str) -> float:
    """Return the seconds of one call, from recalculating a column of them."""
    document = running.new()
    try:
        sheet = document.Sheets.getByIndex(0)
        column = tuple((float(i % 50 + 1),) for i in range(CALLS))
        sheet.getCellRangeByPosition(0, 0, 0, CALLS - 1).setDataArray(column)
        formulas = tuple((formula.replace("#", str(i + 1)),) for i in range(CALLS))
        sheet.getCellRangeByPosition(1, 0, 1, CALLS - 1).setFormulaArray(formulas)
        return best(document.calculateAll, 12) / CALLS
    finally:
        document.close(True)


def score_seconds(running: Office) -> float:
    """Return the seconds of RFM_SCORE over three columns of a million rows."""
    document = running.new()
    try:
        sheet = document.Sheets.getByIndex(0)
        chance = random.Random(1)
        for column in range(3):
            values = tuple((float(chance.randrange(1000)),) for _ in range(ROWS))
            sheet.getCellRangeByPosition(column, 0, column, ROWS - 1).setDataArray(values)
        area = sheet.getCellRangeByPosition(4, 0, 4, ROWS - 1)
        area.setArrayFormula(f"=RFM_SCORE(A1:A{ROWS};B1:B{ROWS};C1:C{ROWS})")
        seconds = best(document.calculateAll, ROUNDS)
        if sheet.getCellByPosition(4, 7).getError():
            raise RuntimeError(f"RFM_SCORE gives {sheet.getCellByPosition(4, 7).getString()}")
        return seconds
    finally:
        document.close(True)


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with office(folder / "clvxl") as running:
            ours = running.on_main(lambda: call_seconds(running, "=CLV_SIMPLE(A#;6;3;15)"))
            yearfrac = running.on_main(lambda: call_seconds(running, "=YEARFRAC(A#;45000;1)"))
            score = running.on_main(lambda: score_seconds(running))
        with office(folder / "bare", component=BARE) as other:
            bare = other.on_main(lambda: score_seconds(other))
    print(f"CLV_SIMPLE {ours * 1e6:.1f} µs, YEARFRAC {yearfrac * 1e6:.1f} µs", file=sys.stderr)
    print(f"RFM_SCORE {score:.2f} s, carrying {bare:.2f} s a million rows", file=sys.stderr)
    print(f"scalar call / YEARFRAC                 {ours / yearfrac:.2f}  (at most 1.5)")
    print(f"RFM_SCORE 1,000,000 rows / carrying    {score / bare:.2f}  (at most 1.3)")


if __name__ == "__main__":
    main()
