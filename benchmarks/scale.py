"""Large tables beside bare DuckDB: seconds and memory for 1, 10, 50 and 100 million sales.

    python -m benchmarks.scale > benchmarks/results-scale.txt
    python -m benchmarks.scale --rows 100000000 --kind parquet

Each figure is of a process of its own. Bare DuckDB groups the same sales by customer, cuts and
scores recency, frequency and monetary, sums up the cells and writes the customers, and looks at
nothing else; clvxl cleans, adds up, scores and finds all that its report tells. With --report it is
the whole command, workbook and file of all customers included.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

SIZES = (1_000_000, 10_000_000, 50_000_000, 100_000_000)
MOST_TEXT = 10_000_000
PER_CUSTOMER = 5


def main() -> None:
    """Measure what is asked for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, action="append")
    parser.add_argument("--kind", choices=["parquet", "csv"])
    parser.add_argument("--report", action="store_true", help="the whole command")
    parser.add_argument("--folder", type=Path, help="where sales are simulated, and kept")
    parser.add_argument("--one", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print_one(*given.one, given.report)
        return
    print(
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, {os.cpu_count()} cores"
    )
    print(f"{'sales':>12} {'file':>8} {'way':>8} {'seconds':>8} {'GiB':>6} {'× bare':>7}")
    with tempfile.TemporaryDirectory() as temporary:
        for rows in given.rows or SIZES:
            for kind in [given.kind] if given.kind else ["parquet", "csv"]:
                if kind == "parquet" or rows <= MOST_TEXT or given.kind:
                    measure(rows, kind, given.folder or Path(temporary), given.report)


def measure(rows: int, kind: str, folder: Path, report: bool) -> None:
    """Measure all ways with one file."""
    path = simulated(rows, folder / f"sales-{rows}.{kind}", kind)
    bare = None
    for way in ("bare", "duckdb", *(["memory"] if rows <= MOST_TEXT else [])):
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.scale", *(["--report"] if report else []), "--one",
             way, str(path)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        seconds, size = map(float, run.stdout.split()[-2:])
        bare = bare or seconds
        print(f"{rows:>12,} {kind:>8} {way:>8} {seconds:8.1f} {size:6.2f} {seconds / bare:7.1f}",
              flush=True)  # fmt: skip


def simulated(rows: int, path: Path, kind: str) -> Path:
    """Sales of five a customer in three years; customers are numbers in .parquet, else text."""
    if path.exists():
        return path
    who = f"CAST(hash(i) % {rows // PER_CUSTOMER} AS BIGINT)"
    who = who if kind == "parquet" else f"'C' || lpad(CAST({who} AS VARCHAR), 8, '0')"
    with duckdb.connect() as made:
        made.execute("SET memory_limit = '2GB'; SET preserve_insertion_order = false")
        made.execute(
            f"COPY (SELECT {who} AS Customer, DATE '2022-01-01' + CAST(hash(i + 7) % 1095 AS "
            "INTEGER) AS Date, CAST(1 + hash(i * 3 + 1) % 20000 AS DOUBLE) / 100 AS Amount "
            f"FROM range({rows}) AS t(i)) TO '{path}'"
        )
    return path


def print_one(way: str, file: str, report: bool) -> None:
    """Do the work once in this process; seconds and GiB."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        work = bare_duckdb if way == "bare" else clvxl_command if report else clvxl_engine
        work(file, Path(folder), way)
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
    print(seconds, peak)


def bare_duckdb(file: str, folder: Path, way: str) -> None:
    """Group, cut by type-7 quantiles, score, summarise and write, with nothing looked at."""
    config = {"memory_limit": "2GB", "temp_directory": str(folder)}
    with duckdb.connect(str(folder / "x.duckdb"), config=config) as made:
        made.execute(
            "CREATE TABLE t AS SELECT Customer AS c, min(Date) AS f, max(Date) AS l, "
            f"count(*) AS n, sum(Amount) AS m FROM '{file}' GROUP BY 1"
        )
        scores = {}
        for score, value in {"r": "l", "f": "n", "m": "m"}.items():
            cuts = _cuts(made, value)
            scores[score] = "1 + " + " + ".join(f"CAST({value} > {cut} AS INTEGER)" for cut in cuts)
        said = ", ".join(f"{sql} AS {score}_score" for score, sql in scores.items())
        made.execute(
            f"SELECT r_score, f_score, m_score, count(*), sum(m) FROM (SELECT *, {said} FROM t) "
            "GROUP BY ALL"
        ).fetchall()
        made.execute(f"COPY (SELECT *, {said} FROM t) TO '{folder / 'customers.parquet'}'")


def _cuts(made: duckdb.DuckDBPyConnection, value: str) -> list[str]:
    """Where four type-7 quantiles lie, by counts of the different values."""
    number = f"epoch({value}) / 86400" if value == "l" else value
    rows = made.execute(
        f"WITH h AS (SELECT {number} AS v, count(*) AS k FROM t GROUP BY 1), "
        "r AS (SELECT v, sum(k) OVER (ORDER BY v) AS s FROM h), "
        "p AS (SELECT share, share * (sum(k) - 1) AS place FROM h, "
        "(SELECT unnest([0.2, 0.4, 0.6, 0.8]) AS share) GROUP BY share) "
        "SELECT min(CASE WHEN s > floor(place) THEN v END), "
        "min(CASE WHEN s > ceil(place) THEN v END), max(place - floor(place)) FROM r, p "
        "GROUP BY share ORDER BY share"
    ).fetchall()
    cuts = [float(low) + (float(high) - float(low)) * float(part) for low, high, part in rows]
    if value != "l":
        return list(map(repr, cuts))
    return [f"TIMESTAMP '1970-01-01' + to_seconds({cut * 86400!r})" for cut in cuts]


def clvxl_command(file: str, folder: Path, way: str) -> None:
    """The command, to the finished report."""
    from clvxl.cli import main as command

    out = str(folder / "report.xlsx")
    with contextlib.redirect_stdout(io.StringIO()):
        command(["segment", file, "--engine", way, "-o", out], standalone_mode=False)


def clvxl_engine(file: str, folder: Path, way: str) -> None:
    """All that Segment sheet does but for writing the report."""
    from clvxl.data.choices import columns_of
    from clvxl.data.cleaning import clean_transactions
    from clvxl.engines.opening import Resources, opened
    from clvxl.files.tables import Wishes
    from clvxl.jobs.segment.findings import findings_of
    from clvxl.jobs.segment.scoring import Scoring, added_up, segmented

    resources = Resources("duckdb" if way == "duckdb" else "memory")
    with opened([file], Wishes(), resources, lambda share: None) as table:
        cleaned = clean_transactions(table, columns_of(table))
        sold = added_up(cleaned)
        findings_of(segmented(sold.customers, Scoring()), cleaned, sold, everyone=False)


if __name__ == "__main__":
    main()
