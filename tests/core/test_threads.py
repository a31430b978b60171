"""Linear algebra in one thread during a fit, and as before after it."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_info

from clvxl.core._fitting import maximise
from clvxl.core._threads import one_thread


def threads() -> list[int]:
    """How many threads each BLAS that is loaded may use."""
    return [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]


def test_a_fit_uses_one_thread_and_leaves_the_others_as_they_were() -> None:
    """While a likelihood is asked, each BLAS has one thread; after the fit as many as before."""
    with one_thread():
        pass
    before, seen = threads(), []

    def gamma_rate(theta: np.ndarray) -> tuple[float, np.ndarray]:
        seen.append(threads())
        rate = np.exp(theta[0])
        return float(6 * np.log(rate) - 3 * rate), np.array([6 - 3 * rate])

    maximise(gamma_rate, [np.zeros(1)])
    assert [[1] * len(before)] * len(seen) == seen
    assert before
    assert before == threads()
