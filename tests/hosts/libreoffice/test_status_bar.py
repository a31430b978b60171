"""Work in a thread of its own, while the program lives."""

from __future__ import annotations

import gc
import threading
from typing import Any

import pytest

from clvxl.hosts.libreoffice.program import StatusBar


def test_no_garbage_is_collected_meanwhile() -> None:
    """Python frees nothing of LibreOffice's on the other thread; afterwards it collects again.

    Objects of UNO in a cycle, freed there, wait for a lock that the program's thread has: the
    window froze for a quarter of a minute, or for ever.
    """
    seen: list[Any] = []

    def work(tell: Any) -> str:
        seen.append((gc.isenabled(), threading.current_thread() is threading.main_thread()))
        tell(1.0)
        return "done"

    assert gc.isenabled()
    assert "done" == StatusBar(None).compute(work, "at work")
    assert [(False, False)] == seen
    assert gc.isenabled()


def test_what_is_raised_there_is_raised_here() -> None:
    """An error of the work arrives, and garbage is collected again."""

    def work(tell: Any) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        StatusBar(None).compute(work, "at work")
    assert gc.isenabled()
