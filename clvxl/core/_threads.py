"""Linear algebra in one thread, where the matrices have a few rows."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

__all__ = ["one_thread"]


def one_thread() -> AbstractContextManager[Any]:
    """Return a context in which numpy's and scipy's BLAS use one thread.

    A fit of four parameters solves systems of a few rows thousands of times. OpenBLAS wakes its
    threads for some of them, and waking and waiting take several times as long as the sums: on
    two busy cores a step of L-BFGS-B took 1.3 ms of processor time instead of 0.2. Without
    threadpoolctl nothing is changed.

    Examples
    --------
    >>> with one_thread():
    ...     1 + 1
    2
    """
    libraries = _libraries()
    return nullcontext() if libraries is None else libraries.limit(limits=1, user_api="blas")


@cache
def _libraries() -> Any:
    """What of BLAS is loaded once scipy's optimisation is."""
    import scipy.optimize  # noqa: F401

    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:
        return None
    return ThreadpoolController()
