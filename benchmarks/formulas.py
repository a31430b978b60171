"""The formulas that go over a million rows, beside the bare floor and other libraries.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python -m benchmarks.formulas

Times are CPU seconds of the best of several runs, one thread. Beside it stands what it printed.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from clvxl.core.clusters import kmeans
from clvxl.core.cohort import cohorts
from clvxl.core.migration import transitions
from clvxl.core.rates import repeat_rate
from clvxl.core.survival import kaplan_meier
from clvxl.data.grouping import factorize, ordered
from clvxl.data.periods import period_numbers

ROWS, CUSTOMERS, ROUNDS = 1_000_000, 200_000, 5


def best(work: Callable[[], object]) -> float:
    """Return the least CPU time of several runs."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def line(what: str, seconds: float, base: float | None = None, bound: str = "") -> None:
    """Print a contestant, its time, and its ratio to the one that it is compared with."""
    ratio = "" if base is None else f"{seconds / base:6.2f} ×  {bound}"
    print(f"  {what:<58} {seconds:8.4f} s   {ratio}".rstrip())


def main() -> None:
    """Print all comparisons."""
    print(f"{ROWS:,} rows of {CUSTOMERS:,} customers, CPU time\n")
    grouped()
    survival()
    clusters()


def grouped() -> None:
    """Cohorts, transitions and repeat rates beside pandas' own groupby of the same columns."""
    random = np.random.default_rng(1)
    customers = random.integers(0, CUSTOMERS, ROWS)
    days = random.integers(44_000, 45_095, ROWS).astype(float)
    frame = pd.DataFrame({"customer": customers, "month": period_numbers(days, "month")[0]})
    floor = best(lambda: frame.groupby("customer")["month"].agg(["min", "size"]))
    line("floor: first month and rows by customer, pandas' groupby", floor)
    line("COHORT_TABLE, by month", best(lambda: _cohorts(customers, days)), floor, "at most 2")
    line("REPEAT_RATE", best(lambda: repeat_rate(np.bincount(factorize(customers)[0]))), floor,
         "at most 2")  # fmt: skip
    who, when = np.divmod(np.arange(ROWS), ROWS // CUSTOMERS)
    where = random.integers(0, 6, ROWS)
    moves = pd.DataFrame({"who": who, "when": when, "where": where})
    floor = best(lambda: moves.groupby(["where", moves.groupby("who")["where"].shift(-1)]).size())
    line("floor: moves counted by two groupbys", floor)
    line("TRANSITION_MATRIX", best(lambda: _moves(who, when, where)), floor, "at most 2")


def _cohorts(customers: np.ndarray, days: np.ndarray) -> object:
    return cohorts(factorize(customers)[0], period_numbers(days, "month")[0])


def _moves(who: np.ndarray, when: np.ndarray, where: np.ndarray) -> object:
    return transitions(factorize(who)[0], ordered(when), factorize(where)[0])


def survival() -> None:
    """Kaplan and Meier's estimate beside lifelines'."""
    from lifelines import KaplanMeierFitter

    random = np.random.default_rng(2)
    durations = np.ceil(random.exponential(400, ROWS))
    ended = random.random(ROWS) < 0.7
    peer = best(lambda: KaplanMeierFitter().fit(durations, ended))
    line("lifelines, KaplanMeierFitter", peer)
    ours = best(lambda: kaplan_meier(durations, ended))
    line("KM_SURVIVAL", ours, peer, "at most 1")


def clusters() -> None:
    """Groups by k-means beside scikit-learn's, each with one start."""
    from sklearn.cluster import KMeans

    random = np.random.default_rng(3)
    data = random.gamma(2.0, 10.0, (ROWS, 3))
    scaled = data / data.std(axis=0)
    peer = best(lambda: KMeans(4, n_init=1, random_state=0).fit(scaled))
    line("scikit-learn, KMeans, one start", peer)
    line("SEGMENT_KMEANS", best(lambda: kmeans(data, 4)), peer, "at most 1")


if __name__ == "__main__":
    main()
