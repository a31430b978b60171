"""Customers drawn from the models themselves, to be found again."""

from __future__ import annotations

from typing import Any

import numpy as np

from clvxl.core._customer_base import History


def simulated(
    model: str,
    p: tuple[float, ...],
    customers: int,
    span: float,
    seed: int,
    until: float | None = None,
) -> Any:
    """Histories of customers who entered within the first third of the time.

    "paretonbd", "bgnbd", "mbgnbd", "bgcnbd", "mbgcnbd" (k first). With `until`, histories up to
    then, and the purchases of each between then and `span`.
    """
    random = np.random.default_rng(seed)
    k = int(p[0]) if "cnbd" in model else 1
    r, alpha, one, other = p[-4:]
    seen = span if until is None else until
    T = seen - random.uniform(0, seen / 3, customers)
    rows, came = [], []
    for age in T:
        rate = random.gamma(r, 1 / alpha)
        if model == "paretonbd":
            end, share = random.exponential(1 / random.gamma(one, 1 / other)), 0.0
        else:
            end, share = np.inf, random.beta(one, other)
        time, count, last, after = 0.0, 0, 0.0, 0
        gone = model.startswith("mbg") and random.random() < share
        while not gone:
            time += random.gamma(k, 1 / rate) if rate > 0 else np.inf
            if time > min(age + span - seen, end):
                break
            if time > age:
                after += 1
            else:
                count, last = count + 1, time
            gone = random.random() < share
        rows.append((count, last, age))
        came.append(after)
    x, t_x, ages = np.array(rows, np.float64).T
    found = History(x, t_x, ages, np.ones(customers))
    return found if until is None else (found, np.array(came))
