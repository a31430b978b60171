"""What it takes to write a large segment report: a cell at a time, in blocks of rows, beside it.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python -m benchmarks.writing [200000]

Each line is the least of some rounds, each in a process of its own. "A cell at a time" is
XlsxWriter's own way, which every report took before. Times are CPU seconds of one thread, after the
job's work is done; memory is by how much the process's peak grew meanwhile. results-writing.txt is
what it printed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from clvxl.data.simulate import simulate_sales

ROUNDS = 3
BOUND = 2.0
"""So many times as fast as a cell at a time blocks are at least."""

WAYS = {
    "cells": "all customers in the workbook, a cell at a time",
    "sheet": "all customers in the workbook, in blocks of rows",
    "parquet": "the first 10,000 in the workbook, all in Parquet",
    "csv": "the first 10,000 in the workbook, all in .csv",
}

_WRITE = """
import json, pathlib, resource, sys, time
from dataclasses import replace
from clvxl.files.outputs import written
from clvxl.files.tables import read_table
from clvxl.files.xlsx import _cells
from clvxl.files.xlsx.writer import write_report
from clvxl.jobs.catalogue import JOBS, choices_of
source, target, way = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
if way == "cells":
    _cells.LONG = 1 << 60
where = "sheet" if way == "cells" else way
choices = replace(choices_of(JOBS["segment"], {"all_customers": where}, "en"), target=target)
result = JOBS["segment"].run(read_table(source), choices, lambda share: None)
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
before, start = peak(), time.process_time()
for output in result.outputs:
    with written(output.content, output.path(target)):
        pass
middle = time.process_time()
write_report(result.report, target)
end = time.process_time()
print(json.dumps([end - start, middle - start, peak() - before]))
"""


def main() -> None:
    """Print what each way takes."""
    customers = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "sales.csv")
        _write_sales(source, customers)
        print(f"Writing the segment report of {customers:,} customers, CPU seconds of one thread\n")
        took = {}
        for way, what in WAYS.items():
            rounds = [_timed(source, folder, way) for _ in range(1 if way == "cells" else ROUNDS)]
            all_of_it, beside, memory = min(rounds)
            took[way] = all_of_it
            size = sum(path.stat().st_size for path in Path(folder).glob(f"{way}*")) / 2**20
            part = f", {beside:.1f} s of it the file beside" if beside > 0.05 else ""
            print(f"  {what:<50} {all_of_it:6.1f} s  {memory:5,} MiB more  {size:4.0f} MiB{part}")
        print(
            f"\n  blocks are {took['cells'] / took['sheet']:.1f} times as fast; at least {BOUND:g}"
        )


def _write_sales(path: Path, customers: int) -> None:
    import pandas as pd

    sold = simulate_sales(customers, 3 * customers)
    days = pd.to_datetime(pd.Series(sold.dates), unit="D", origin="1899-12-30")
    columns = {"customer": sold.customers, "date": days.dt.date, "amount": sold.amounts}
    pd.DataFrame(columns).to_csv(path, index=False)


def _timed(source: Path, folder: str, way: str) -> tuple[float, float, int]:
    """CPU seconds of all of it and of the file beside it, and MiB of memory."""
    for old in Path(folder).glob(f"{way}*"):
        old.unlink()
    call = [sys.executable, "-c", _WRITE, str(source), str(Path(folder, f"{way}.xlsx")), way]
    done = subprocess.run(call, check=True, capture_output=True, text=True)
    total, beside, memory = json.loads(done.stdout)
    return total, beside, memory


if __name__ == "__main__":
    main()
