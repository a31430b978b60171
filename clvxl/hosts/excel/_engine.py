"""What an engine of xlwings may lack: Excel on Windows knows every word, others leave some out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

__all__ = ["if_known", "native"]

T = TypeVar("T")


def if_known(read: Callable[[], T]) -> T | None:
    """Return what an engine answers; None where it does not know the word.

    >>> def unknown() -> int:
    ...     raise NotImplementedError
    >>> if_known(unknown), if_known(lambda: 5)
    (None, 5)
    """
    try:
        return read()
    except NotImplementedError:
        return None


def native(thing: Any) -> Any:
    """Return an engine's own object behind one of xlwings; None where it has none."""
    return if_known(lambda: getattr(thing, "api", None))
