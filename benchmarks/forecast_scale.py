"""The command forecast on large .parquet files: seconds and memory, out of core and in memory.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python -m benchmarks.forecast_scale
    python -m benchmarks.forecast_scale --rows 10000000 --folder /tmp/sales

Each figure is of a process of its own, CPU seconds of all its threads, workbook and file of all
customers included. Sales are those of `clvxl.data.simulate`, five a customer: the customers of
benchmarks/scale.py, who all buy at one rate and never leave, send every fit to an edge.
results-forecast-scale.txt is the record.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from clvxl.data.simulate import simulate_sales

SIZES = (1_000_000, 10_000_000)
EPOCH = 25569


def main() -> None:
    """Measure what is asked for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, action="append")
    parser.add_argument("--engine", action="append", choices=["duckdb", "memory"])
    parser.add_argument("--folder", type=Path, help="where sales are simulated, and kept")
    parser.add_argument("--one", nargs=2, metavar=("ENGINE", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print_one(*given.one)
        return
    print(f"{'sales':>12} {'customers':>10} {'engine':>8} {'CPU s':>7} {'GiB':>6}")
    with tempfile.TemporaryDirectory() as temporary:
        for rows in given.rows or SIZES:
            path = simulated(rows, given.folder or Path(temporary))
            for engine in given.engine or ("duckdb", "memory"):
                run = subprocess.run(
                    [sys.executable, "-m", "benchmarks.forecast_scale", "--one", engine, str(path)],
                    capture_output=True, text=True, check=True,
                )  # fmt: skip
                seconds, size = map(float, run.stdout.split()[-2:])
                print(f"{rows:>12,} {rows // 5:>10,} {engine:>8} {seconds:7.0f} {size:6.2f}",
                      flush=True)  # fmt: skip


def simulated(rows: int, folder: Path) -> Path:
    """Sales of so many lines, customers called by numbers."""
    path = folder / f"sim-{rows}.parquet"
    if path.exists():
        return path
    import pyarrow as arrow
    from pyarrow import parquet

    sold = simulate_sales(rows // 5, rows)
    columns = {
        "Customer": np.array([int(name[1:]) for name in sold.customers]),
        "Date": arrow.array((sold.dates - EPOCH).astype(np.int32), arrow.date32()),
        "Amount": sold.amounts,
    }
    parquet.write_table(arrow.table(columns), path)
    return path


def print_one(engine: str, file: str) -> None:
    """Do the work once in this process; CPU seconds and GiB."""
    from clvxl.cli import main as command

    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        out = str(Path(folder, "report.xlsx"))
        command(["forecast", file, "--engine", engine, "-o", out], standalone_mode=False)
    print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20))


if __name__ == "__main__":
    main()
