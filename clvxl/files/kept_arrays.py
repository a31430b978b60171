"""Arrays that are kept on the disk until they are asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["kept_arrays"]

Arrays: TypeAlias = tuple[NDArray[Any], ...]


@contextmanager
def kept_arrays() -> Iterator[Callable[[Arrays], Callable[[], Arrays]]]:
    """Return what puts arrays into a folder that goes with the context, and gets them back.

    Examples
    --------
    >>> with kept_arrays() as keep:
    ...     back = keep((np.arange(3), np.array([2.5])))
    ...     [each.tolist() for each in back()]
    [[0, 1, 2], [2.5]]
    """
    with tempfile.TemporaryDirectory(prefix="clvxl-") as folder:
        count = 0

        def keep(arrays: Arrays) -> Callable[[], Arrays]:
            nonlocal count
            path, size, count = Path(folder, f"{count}.npy"), len(arrays), count + 1
            with path.open("wb") as file:
                for each in arrays:
                    np.save(file, each)

            def back() -> Arrays:
                with path.open("rb") as file:
                    return tuple(np.load(file) for _ in range(size))

            return back

        yield keep
