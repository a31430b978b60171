"""Customers drawn from the models themselves, to be found again."""

from __future__ import annotations

import numpy as np

from clvxl.core._customer_base import History


def simulated(model: str, p: tuple[float, ...], customers: int, span: float, seed: int) -> History:
    """Histories of customers who entered within the first third of `span`.

    "paretonbd", "bgnbd", "mbgnbd", "bgcnbd", "mbgcnbd" (k first).
    """
    random = np.random.default_rng(seed)
    k = int(p[0]) if "cnbd" in model else 1
    r, alpha, one, other = p[-4:]
    T = span - random.uniform(0, span / 3, customers)
    rows = []
    for age in T:
        rate = random.gamma(r, 1 / alpha)
        if model == "paretonbd":
            end, share = random.exponential(1 / random.gamma(one, 1 / other)), 0.0
        else:
            end, share = np.inf, random.beta(one, other)
        time, count, last = 0.0, 0, 0.0
        gone = model.startswith("mbg") and random.random() < share
        while not gone:
            time += random.gamma(k, 1 / rate) if rate > 0 else np.inf
            if time > min(age, end):
                break
            count, last = count + 1, time
            gone = random.random() < share
        rows.append((count, last, age))
    x, t_x, ages = np.array(rows, np.float64).T
    return History(x, t_x, ages, np.ones(customers))
