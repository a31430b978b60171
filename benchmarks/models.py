"""The customer-base models beside lifetimes 0.11.3: fits, and predictions for a million customers.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python -m benchmarks.models ../shared/data

Times are CPU seconds of the best of several runs, one thread, peers in the same run. The folder
holds the CDNOW sample and all of CDNOW; results-models.txt is what it printed.
"""

from __future__ import annotations

import lzma
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import hyp2f1

from clvxl.core import customer_base, gamma_gamma
from clvxl.core._customer_base import history
from clvxl.core.bgnbd import BGNBD
from clvxl.core.customer_base_fit import fit
from clvxl.core.mbgnbd import MBGNBD
from clvxl.core.paretonbd import ParetoNBD

MILLION, HORIZON = 1_000_000, 39.0
TRUTH = 0.243, 4.414, 0.793, 2.426
ENOUGH = 2.0
"""CPU seconds after which a contestant is not run again."""


def best(work: Callable[[], object], rounds: int = 30) -> float:
    """Return the least CPU time of several runs."""
    times: list[float] = []
    while len(times) < rounds and sum(times) < ENOUGH:
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def line(what: str, seconds: float, peer: float | None = None, bound: str = "") -> None:
    """Print a contestant, its time, and how often it goes into its peer's."""
    ratio = "" if peer is None else f"{peer / seconds:6.1f} ×  {bound}"
    print(f"  {what:<58} {seconds:8.4f} s   {ratio}".rstrip())


def sample(folder: Path) -> np.ndarray:
    """x, t_x, T and the mean value of 2,357 customers, as in the papers."""
    return np.loadtxt(folder / "cdnow_sample_summary.csv", delimiter=",", skiprows=1)[:, 1:5].T


def master(folder: Path) -> np.ndarray:
    """The same of all 23,570 customers to 1998-06-30, in weeks, purchases of a day merged."""
    import pandas as pd

    with lzma.open(folder / "cdnow_master.txt.xz", "rt") as lines:
        rows = pd.read_csv(lines, sep=r"\s+")
    rows["day"] = pd.to_datetime(rows["date"].astype(str), format="%Y%m%d")
    days = rows.groupby(["customer_id", "day"], as_index=False)["dollar_value"].sum()
    each = days.groupby("customer_id")
    first, last, count = each["day"].min(), each["day"].max(), each.size()
    later = days[days["day"] > days["customer_id"].map(first)]
    value = later.groupby("customer_id")["dollar_value"].mean().reindex(count.index, fill_value=0)
    end = pd.Timestamp("1998-06-30")
    weeks = [(moment - first).dt.days / 7 for moment in (last,)] + [(end - first).dt.days / 7]
    return np.array([count - 1, *weeks, value], dtype=float)


def million() -> np.ndarray:
    """x, t_x, T of a million customers drawn from BG/NBD, in weeks of whole days, and no value."""
    random = np.random.default_rng(1)
    r, alpha, a, b = TRUTH
    rate, share = random.gamma(r, 1 / alpha, MILLION), random.beta(a, b, MILLION)
    T = 273.0 - random.integers(0, 84, MILLION)
    x, t_x, day = np.zeros((3, MILLION))
    rows = np.arange(MILLION)
    while len(rows):
        day[rows] += random.exponential(7, len(rows)) / np.maximum(rate[rows], 1e-300)
        rows = rows[np.ceil(day[rows]) <= T[rows]]
        x[rows] += 1
        t_x[rows] = np.ceil(day[rows])
        rows = rows[random.random(len(rows)) >= share[rows]]
    return np.array([x, t_x / 7, T / 7, np.zeros(MILLION)])


def fits(name: str, rows: np.ndarray, bounds: dict[str, str]) -> None:
    """Print the fits of one table that have a bound, and of Gamma-Gamma if it has values."""
    from lifetimes import BetaGeoFitter, GammaGammaFitter, ModifiedBetaGeoFitter, ParetoNBDFitter

    x, t_x, T, value = rows
    print(f"\n{name}: {len(x):,} customers")
    pairs: list[tuple[str, Any, Any]] = [
        ("BG/NBD", BetaGeoFitter, BGNBD()),
        ("MBG/NBD", ModifiedBetaGeoFitter, MBGNBD()),
        ("Pareto/NBD", ParetoNBDFitter, ParetoNBD()),
    ]
    for title, peer, model in pairs:
        if title in bounds:
            theirs = best(lambda peer=peer: peer().fit(x, t_x, T))
            line(f"lifetimes, {title}", theirs)
            ours = best(lambda model=model: fit(model, history(x, t_x, T)))
            line(title, ours, theirs, bounds[title])
    if "Gamma-Gamma" in bounds:
        paid = (x > 0) & (value > 0)
        theirs = best(lambda: GammaGammaFitter().fit(x[paid], value[paid]))
        line("lifetimes, Gamma-Gamma", theirs)
        ours = best(lambda: gamma_gamma.fit(x[paid], value[paid]))
        line("Gamma-Gamma", ours, theirs, bounds["Gamma-Gamma"])


def predictions(rows: np.ndarray) -> None:
    """Print predictions for a million customers beside the special function in them."""
    p, data = np.array(TRUTH), history(*rows[:3])
    r, alpha, a, b = p
    c, z = a + b + data.x - 1, HORIZON / (alpha + data.T + HORIZON)
    floor = best(lambda: hyp2f1(a - 1, c - r - data.x, c, z), 3)
    print(f"\nPredictions for {MILLION:,} customers by BG/NBD")
    line("floor: scipy's hyp2f1 once a customer", floor)
    model = BGNBD()
    for title, work in (
        ("expected purchases", lambda: customer_base.expected(model, p, HORIZON, data)),
        ("P(alive)", lambda: customer_base.alive(model, p, data)),
        ("P(at least one purchase)", lambda: customer_base.active(model, p, HORIZON, data)),
        ("range of purchases", lambda: customer_base.purchases_range(model, p, HORIZON, data)),
    ):
        line(title, best(work, 3), floor, "at least 0.3" if title != "range of purchases" else "")


def estimates(folder: Path) -> None:
    """Print the learned estimate of what CDNOW's sample buys in 13 more weeks."""
    from clvxl.data.learning import learned
    from clvxl.data.purchase_days import purchase_days

    lines = (folder / "cdnow_sample.txt").read_text("ascii").splitlines()
    rows = [line.split() for line in lines if line.strip()[:1].isdigit()]
    days = np.array([f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}" for row in rows], "datetime64[D]")
    sold = purchase_days([row[0] for row in rows], days.astype(float), [float(r[4]) for r in rows])
    end = float(np.datetime64("1998-06-30", "D").astype(float))
    print("\nThe learned estimate, CDNOW sample, 13 weeks ahead, penalty by cross-validation")
    for target in ("purchases", "value"):
        took = best(lambda target=target: learned(sold, end, 91.0, target))
        print(f"  {target:<58} {took:8.4f} s   less than 0.5 s")


def main() -> None:
    """Print all comparisons."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    warnings.simplefilter("ignore")  # lifetimes' own
    print("CPU time, one thread; × is how often a time goes into that of the line above it")
    least = {"BG/NBD": "at least 15", "MBG/NBD": "", "Pareto/NBD": "at least 12"}
    least["Gamma-Gamma"] = "at least 15"
    fits("CDNOW sample", sample(folder), least)
    fits("CDNOW", master(folder), least)
    rows = million()
    fits("Drawn from BG/NBD", rows, {"BG/NBD": "at least 10, in less than 1 s"})
    predictions(rows)
    estimates(folder)


if __name__ == "__main__":
    main()
