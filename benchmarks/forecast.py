"""The forecast job beside the segment report, on the same table of sales.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python -m benchmarks.forecast [1000000]

Times are CPU seconds of one thread, each part of the way in one run: the .csv read, the job done,
the workbook written. results-forecast.txt is what it printed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pandas as pd

from clvxl.data.simulate import simulate_sales
from clvxl.files.tables import read_table
from clvxl.files.xlsx.writer import write_report
from clvxl.jobs.catalogue import JOBS, choices_of

T = TypeVar("T")

BOUND = 2.0
"""Times the segment report's time that a forecast may take."""


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what some work gives, and its CPU time."""
    start = time.process_time()
    return work(), time.process_time() - start


def main() -> None:
    """Print both jobs, part by part."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sales.csv")
        sold = simulate_sales(lines // 5, lines)
        rows = {"customer": sold.customers, "date": sold.dates, "amount": sold.amounts}
        days = pd.to_datetime(pd.Series(rows["date"]), unit="D", origin="1899-12-30")
        pd.DataFrame(rows | {"date": days.dt.strftime("%Y-%m-%d")}).to_csv(path, index=False)
        table, read = timed(lambda: read_table(path))
        print(f"{lines:,} sales of {lines // 5:,} customers, CPU seconds of one thread\n")
        print(f"  read the .csv file         {read:7.1f} s")
        totals = []
        for name in ("segment", "forecast"):
            job = JOBS[name]
            choices = choices_of(job, {}, "en")
            result, done = timed(lambda job=job, choices=choices: job.run(table, choices, _silent))
            target = Path(folder, f"{name}.xlsx")
            _, written = timed(lambda result=result, to=target: write_report(result.report, to))
            totals.append(read + done + written)
            print(f"  {name + ': work':<26} {done:7.1f} s")
            print(f"  {name + ': write':<26} {written:7.1f} s")
        print(f"\n  segment  {totals[0]:6.1f} s")
        ratio = totals[1] / totals[0]
        print(f"  forecast {totals[1]:6.1f} s   {ratio:.2f} ×  at most {BOUND:g} ×")


def _silent(share: float) -> None:
    """Tell nobody."""


if __name__ == "__main__":
    main()
