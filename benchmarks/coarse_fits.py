"""What it costs to fit fewer rows than there are: a weekly grid beside two kinds of samples.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python -m benchmarks.coarse_fits [customers]

Customers are simulated by the day, three kinds of them. Each way gets as many different histories
(purchases, recency, age) as the weekly grid leaves. Loss is how far the likelihood of all
customers, at the parameters found, lies below its maximum; errors are standard errors of the fit to
all. results-coarse-fits.txt is what it printed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from clvxl.core import gamma_gamma
from clvxl.core._customer_base import History
from clvxl.core._gamma_gamma_fit import Spending
from clvxl.core._sample import spaced
from clvxl.core.customer_base_fit import fit
from clvxl.data.customer_models import model_named
from clvxl.data.purchase_days import purchase_days
from clvxl.data.simulate import simulate_sales

MODELS = ("bgnbd", "mbgnbd", "paretonbd")
DAYS = 730.0


def main() -> None:
    """Print what each way costs on each base."""
    customers = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    bases = {
        "drop out at any time, 5 sales each": lambda: sold(customers, 5),
        "drop out at any time, 12 sales each": lambda: sold(customers, 12),
        "drop out after a purchase": lambda: by_purchase(customers),
    }
    for name, base in bases.items():
        known, spent = base()
        print_base(name, known.ordered())
        if spent is not None:
            print_spending(*spent)


def print_base(name: str, data: History) -> None:
    """Print the fits of all models to one base."""
    grid = weekly(data)
    ways: dict[str, Callable[[], History]] = {
        "weekly grid": lambda: grid,
        "drawn at random": lambda: at_random(data, len(grid.x)),
        "equal steps": lambda: taken(data, spaced(data.weight, len(grid.x))),
    }
    print(f"\n{name}: {data.customers:,.0f} customers, {len(data.x):,} different histories")
    print(f"  {'':10} {'way':16} {'rows':>8} {'loss':>9} {'a customer':>11} {'errors off':>11} "
          f"{'s':>6}")  # fmt: skip
    for key in MODELS:
        model = model_named(key)
        start = time.process_time()
        full = fit(model, data)
        took = time.process_time() - start
        best = float((model.log_likelihood(full.parameters, data) * data.weight).sum())
        print(f"  {key:10} {'all':16} {len(data.x):8,} {'':33} {took:6.1f}")
        for way, rows in ways.items():
            chosen = rows()
            start = time.process_time()
            found = fit(model, chosen)
            took = time.process_time() - start
            value = float((model.log_likelihood(found.parameters, data) * data.weight).sum())
            off = errors_off(found.parameters, full.parameters, full.standard_errors)
            loss = best - value
            print(f"  {'':10} {way:16} {len(chosen.x):8,} {loss:9.3f} "
                  f"{loss / data.customers:11.1e} {off:11.2f} {took:6.1f}", flush=True)  # fmt: skip


def print_spending(x: np.ndarray, m: np.ndarray) -> None:
    """Print the fits of Gamma-Gamma to all who bought again, and to a tenth of them."""
    full = gamma_gamma.fit(x, m)
    order, count = np.lexsort((m, x)), len(x) // 10
    chance = np.random.default_rng(0)
    for way, here in (
        ("drawn at random", chance.choice(len(x), count, replace=False)),
        ("equal steps", order[spaced(np.ones(len(x)), count) > 0]),
    ):
        found = gamma_gamma.fit(x[here], m[here])
        value = Spending.of(x, m).climbed(found.parameters)[0]
        off = errors_off(found.parameters, full.parameters, full.standard_errors)
        loss = full.log_likelihood - value
        print(f"  Gamma-Gamma {way:15} {count:8,} {loss:9.3f} {loss / len(x):11.1e} "
              f"{off:11.2f}", flush=True)  # fmt: skip


def errors_off(found: np.ndarray, full: np.ndarray, errors: np.ndarray | None) -> float:
    """How far a parameter is off at most, in standard errors of the fit to all."""
    return float("nan") if errors is None else float(np.abs((found - full) / errors).max())


def sold(customers: int, each: int) -> tuple[History, tuple[np.ndarray, np.ndarray]]:
    """Histories of simulated sales, and what those who bought again spent."""
    sales = simulate_sales(customers, each * customers, seed=3)
    bought = purchase_days(sales.customers, sales.dates, sales.amounts)
    seen = bought.histories(float(sales.dates.max()), 1.0)
    again = seen.frequency > 0
    rows = History(seen.frequency, seen.recency, seen.T, np.ones(len(seen.T)))
    return rows, (seen.frequency[again], seen.monetary[again])


def by_purchase(customers: int) -> tuple[History, None]:
    """Histories drawn from BG/NBD, at most a purchase a day."""
    chance = np.random.default_rng(5)
    first = chance.integers(0, 400, customers)
    rate, leaves = chance.gamma(1, 1 / 42, customers), chance.beta(1, 4, customers)
    x, last, clock = np.zeros((3, customers))
    here = np.arange(customers)
    while len(here):
        clock[here] += chance.exponential(1 / rate[here])
        here = here[first[here] + clock[here] < DAYS]
        day = np.floor(first[here] + clock[here]) - first[here]
        x[here] += day > last[here]
        last[here] = day
        here = here[chance.random(len(here)) >= leaves[here]]
    return History(x, last, DAYS - first, np.ones(customers)), None


def weekly(data: History) -> History:
    """Recency and age to the nearest week, one week at least where a customer bought again."""
    t_x = np.where(data.x > 0, np.maximum(np.round(data.t_x / 7), 1) * 7, 0)
    return replace(data, t_x=t_x, T=np.maximum(np.round(data.T / 7) * 7, t_x)).folded()


def at_random(data: History, most: int) -> History:
    """Customers drawn at random, until they have so many different histories."""
    customers = np.repeat(np.arange(len(data.x)), data.weight.astype(np.int64))
    drawn = np.random.default_rng(0).permutation(customers)
    new = np.zeros(len(drawn), dtype=bool)
    new[np.unique(drawn, return_index=True)[1]] = True
    count = int(np.searchsorted(np.cumsum(new), most, side="right"))
    weight = np.bincount(drawn[:count], minlength=len(data.x)) * (len(drawn) / count)
    return taken(data, weight)


def taken(data: History, weight: np.ndarray) -> History:
    """The rows that have a weight."""
    return replace(data, weight=weight).rows(weight > 0)


if __name__ == "__main__":
    main()
