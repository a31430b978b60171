"""clvxl against its floor and its peers: one command, one machine, one run, ratios.

    python -m pip install -e '.[bench]'
    python -m benchmarks.run > benchmarks/results.txt

Each figure is the best of several rounds in which all contestants take turns.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

ROWS, CUSTOMERS = 1_000_000, 200_000
SHEET_ROUNDS = 5
SHEET_ROWS = 1_048_575
ROUNDS = 7


def main() -> None:
    """Run all parts and print them."""
    print(f"Python {platform.python_version()}, numpy {np.__version__}, pandas {pd.__version__}")
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    in_memory()
    scalar()
    imports()
    with tempfile.TemporaryDirectory() as folder:
        workbook(Path(folder))
        finding(Path(folder))


def best(
    contestants: dict[str, Callable[[], object]],
    rounds: int = ROUNDS,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """The shortest time of each, taking turns."""
    times = dict.fromkeys(contestants, float("inf"))
    for _ in range(rounds):
        for name, run in contestants.items():
            start = clock()
            run()
            times[name] = min(times[name], clock() - start)
    return times


def line(what: str, seconds: float, ratio: float | None = None, bound: str = "") -> None:
    """Print one row."""
    shown = "" if ratio is None else f"{ratio:6.2f} ×  {bound}"
    print(f"  {what:<58} {seconds:9.4f} s {shown}".rstrip())


# 1,000,000 transactions to R, F, M, code and segment


def floor(customers: object, days: np.ndarray, amounts: np.ndarray) -> None:
    """Factorize, bincount, quantile, bare: what nobody can do without."""
    codes, names = pd.factorize(customers)
    n = len(names)
    frequency = np.bincount(codes, minlength=n)
    monetary = np.bincount(codes, weights=amounts, minlength=n)
    last = np.full(n, -np.inf)
    np.maximum.at(last, codes, days)
    at = [0.2, 0.4, 0.6, 0.8]
    for column in (days.max() - last, frequency, monetary):
        np.quantile(column, at)


def ours(customers: object, days: np.ndarray, amounts: np.ndarray) -> np.ndarray:
    """The same and the scores, codes and segment names besides."""
    from clvxl.core import rfm
    from clvxl.data.grouping import factorize
    from clvxl.sheet.segments import segment_names

    codes, names = factorize(customers)
    totals = rfm.customer_totals(codes, days, amounts, count=len(names))
    scores = rfm.score(days.max() - totals.last, totals.frequency, totals.monetary)
    code = scores.code
    return code, segment_names("standard", scores.r, scores.f, scores.m, 5)


def peer(frame: pd.DataFrame) -> None:
    """What lifetimes' users do: its summary, then pandas' quintiles."""
    from lifetimes.utils import summary_data_from_transaction_data

    found = summary_data_from_transaction_data(
        frame, "customer", "date", monetary_value_col="amount", include_first_transaction=True
    )
    for column in ("recency", "frequency", "monetary_value"):
        pd.qcut(found[column].rank(method="first"), 5, labels=False)


def in_memory() -> None:
    """Numbers and text as customers."""
    rng = np.random.default_rng(1)
    numbers = rng.integers(1, CUSTOMERS + 1, ROWS)
    days = rng.integers(40000, 40730, ROWS).astype(float)
    amounts = np.round(rng.gamma(2.0, 20.0, ROWS), 2)
    texts = np.array([f"C{number:06d}" for number in numbers], dtype=object)
    frame = pd.DataFrame(
        {
            "customer": numbers,
            "date": pd.to_datetime(days, unit="D", origin="1899-12-30"),
            "amount": amounts,
        }
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        times = best(
            {
                "floor": lambda: floor(numbers, days, amounts),
                "ours": lambda: ours(numbers, days, amounts),
                "text floor": lambda: floor(texts, days, amounts),
                "text ours": lambda: ours(texts, days, amounts),
            }
        )
        slow = best({"lifetimes": lambda: peer(frame)}, 2)["lifetimes"]
    print(f"{ROWS:,} transactions of {CUSTOMERS:,} customers to R, F, M, code, segment")
    line("floor: factorize, bincount, last day, quantile", times["floor"])
    line("clvxl", times["ours"], times["ours"] / times["floor"], "of the floor, at most 1.5")
    line("lifetimes' summary and pandas' quintiles", slow)
    line("clvxl", times["ours"], slow / times["ours"], "faster, at least 10")
    line("floor, text customers", times["text floor"])
    ratio = times["text ours"] / times["text floor"]
    line("clvxl, text customers", times["text ours"], ratio, "of the floor, at most 2")
    print()


def scalar() -> None:
    """What a cell with one number costs in Python."""
    from xlwings.conversion.numpy_conv import NumpyArrayConverter

    import udfs
    from clvxl.sheet.cells import read_cells

    count = 20_000

    def run() -> None:
        for _ in range(count):
            udfs.CLV_SIMPLE([[20.0]], [[6.0]], [[3.0]], [[15.0]])

    seconds = best({"scalar": run}, 5)["scalar"] / count
    print(f"A scalar call as Excel makes it: {seconds * 1e6:.1f} µs, at most 20")
    rows = [[value] for value in np.random.default_rng(3).random(ROWS).tolist()]
    times = best(
        {
            "xlwings": lambda: NumpyArrayConverter.read_value(rows, {}),
            "ours": lambda: read_cells(rows),
        },
        5,
    )
    line("1,000,000 rows to an array by xlwings", times["xlwings"])
    line("by clvxl", times["ours"], times["ours"] / times["xlwings"], "at most 1.3")
    print()


def imports() -> None:
    """A fresh process each, by its processor time: its wall clock is the machine's noise."""
    times = best(
        {
            "nothing": _fresh(""),
            "bare": _fresh("import numpy, xlwings"),
            "ours": _fresh("import udfs"),
        },
        11,
        _children,
    )
    bare, ours_ = times["bare"] - times["nothing"], times["ours"] - times["nothing"]
    print("Importing, processor time, Python's own start taken off")
    line("import numpy, xlwings", bare)
    line("import udfs", ours_, ours_ / bare, "at most 1.3")
    print()


# A full sheet


def workbook(folder: Path) -> None:
    """Read a full sheet, and make its report."""
    path = folder / "big.xlsx"
    _write_sheet(path)
    size = path.stat().st_size / 2**20
    print(f"A sheet of {SHEET_ROWS:,} × 4 cells, {size:.0f} MiB")
    read = "import fastexcel; fastexcel.read_excel({0!r}).load_sheet(0).to_pandas()"
    mine = "from clvxl.files.xlsx.reader import read_sheet; read_sheet({0!r}{1})"
    times = best(
        {
            "fastexcel": _fresh(read.format(str(path))),
            "needed": _fresh(mine.format(str(path), "")),
            "all": _fresh(mine.format(str(path), ", all_columns=True")),
        },
        SHEET_ROUNDS,
    )
    line("fastexcel alone, to pandas (fresh process)", times["fastexcel"])
    for name, what in (("needed", "clvxl, the columns it needs"), ("all", "clvxl, all columns")):
        line(what, times[name], times[name] / times["fastexcel"], "at most 1.3")
    warm = _warm(path)
    line("in one process: fastexcel alone", warm["fastexcel"])
    ratio = warm["clvxl"] / warm["fastexcel"]
    line("in one process: clvxl, the columns it needs", warm["clvxl"], ratio, "at most 1.3")
    start = time.perf_counter()
    out = str(folder / "out.xlsx")
    done = subprocess.run(
        [sys.executable, "-c", _JOB, str(path), out], check=True, capture_output=True, text=True
    )
    line("clvxl segment, to the finished report", time.perf_counter() - start)
    own, child = map(int, done.stdout.split()[-2:])
    print(f"  peak memory {own / 2**20:.2f} GiB, its reading child {child / 2**20:.2f} GiB")
    print("  (at most 1.5 GiB; the child has ended before the rest begins)")


def _warm(path: Path) -> dict[str, float]:
    import fastexcel

    from clvxl.files.xlsx.reader import read_sheet

    return best(
        {
            "fastexcel": lambda: fastexcel.read_excel(path).load_sheet(0).to_pandas(),
            "clvxl": lambda: read_sheet(path),
        },
        SHEET_ROUNDS,
    )


# Which column is what


def finding(folder: Path) -> None:
    """What it costs to find the columns of a shop's export, as a part of reading it."""
    from clvxl.data.choices import columns_of, settled
    from clvxl.data.cleaning import clean_transactions
    from clvxl.data.columns import find_table
    from clvxl.data.questions import Questions
    from clvxl.data.records import CleaningOptions
    from clvxl.files.text_files import read_text

    path = folder / "orders.csv"
    _write_orders(path)
    size = path.stat().st_size / 2**20
    print(f"\nAn export of {EXPORT_ROWS:,} lines × {len(EXPORT)} columns, {size:.0f} MiB of text")
    with path.open(encoding="utf-8") as lines:
        head = [line.rstrip("\n").split(",") for line, _ in zip(lines, range(200), strict=False)]
    table = read_text(path)
    found = columns_of(table)
    times = best(
        {
            "read": lambda: read_text(path),
            "find": lambda: find_table(head),
            "settle": lambda: settled(table, found, CleaningOptions(), Questions()),
            "clean": lambda: clean_transactions(table, found),
        },
        3,
    )
    line("reading", times["read"])
    cost = times["find"] + times["settle"]
    line("finding the columns", cost, cost / times["read"], "of reading, at most 0.05")
    line("cleaning: orders, status, amounts", times["clean"])


EXPORT = ("Row", "Order ID", "Order Date", "Ship Date", "Customer ID", "Customer Name", "Status",
          "Product", "Quantity", "Unit Price", "Line Total", "Note")  # fmt: skip
EXPORT_ROWS = 500_000


def _write_orders(path: Path) -> None:
    rng = np.random.default_rng(3)
    orders = np.sort(rng.integers(1, EXPORT_ROWS // 3, EXPORT_ROWS))
    buyers = orders * 7919 % 50_000
    days = np.datetime64("2023-01-01") + orders * 700 // orders.max()
    number, price = rng.integers(1, 5, EXPORT_ROWS), np.round(rng.gamma(2, 9, EXPORT_ROWS) + 1, 2)
    status = np.array(["paid", "shipped", "cancelled", "pending"])[orders % 40 % 4]
    frame = pd.DataFrame(
        {
            "Row": np.arange(EXPORT_ROWS), "Order ID": orders, "Order Date": days,
            "Ship Date": days + 3, "Customer ID": buyers,
            "Customer Name": pd.Series(buyers).map(lambda buyer: f"Name {buyer}"),
            "Status": status, "Product": "Thing", "Quantity": number, "Unit Price": price,
            "Line Total": np.round(number * price, 2), "Note": "",
        }
    )  # fmt: skip
    frame[list(EXPORT)].to_csv(path, index=False)


_JOB = """
import resource, sys
from clvxl.cli import main
try:
    main(["segment", sys.argv[1], "-o", sys.argv[2]], standalone_mode=False)
finally:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    print(*(resource.getrusage(each).ru_maxrss for each in who))
"""


def _children() -> float:
    """The processor time of all processes that were started and have ended."""
    used = os.times()
    return used.children_user + used.children_system


def _fresh(code: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def _write_sheet(path: Path) -> None:
    import xlsxwriter

    rng = np.random.default_rng(2)
    customers = rng.integers(1, CUSTOMERS + 1, SHEET_ROWS).tolist()
    days = rng.integers(40000, 40730, SHEET_ROWS).tolist()
    amounts = np.round(rng.gamma(2.0, 20.0, SHEET_ROWS), 2).tolist()
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, date = book.add_worksheet("Sales"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["Customer", "Date", "Amount", "Note"])
    rows = zip(customers, days, amounts, strict=True)
    for at, (customer, day, amount) in enumerate(rows, start=1):
        sheet.write_number(at, 0, customer)
        sheet.write_number(at, 1, day, date)
        sheet.write_number(at, 2, amount)
        sheet.write_string(at, 3, f"n{at % 50}")
    book.close()


if __name__ == "__main__":
    main()
