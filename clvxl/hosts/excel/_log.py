"""The log file of the ribbon's commands: whatever goes wrong, the story is told there."""

from __future__ import annotations

import datetime
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

from platformdirs.windows import Windows

__all__ = ["log_error", "log_path", "log_uncaught"]

FULL = 1_000_000
"""Bytes; a log as long as that is begun anew."""


def log_path() -> Path:
    """Return the file that faults are written to."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "clvxl" / "excel.log"
    if sys.platform == "win32":
        # Windows itself is asked: what xlwings' library hands on of the environment is in the
        # system's character set, and a user's name that this lacks is spoilt in it.
        return Windows("clvxl", appauthor=False).user_data_path / "excel.log"
    state = os.environ.get("XDG_STATE_HOME")
    return Path(state or Path.home() / ".local" / "state") / "clvxl" / "excel.log"


def log_error(where: str) -> None:
    """Append the exception in flight; a log that cannot be written is no new fault."""
    _append(where, traceback.format_exc())


def log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Append what ends Python, such as a package that cannot be imported; for `sys.excepthook`.

    The command line that starts Python from Excel names this (`runtime`).
    """
    _append("start", "".join(traceback.format_exception(kind, error, trace)))
    sys.__excepthook__(kind, error, trace)


def _append(where: str, story: str) -> None:
    now = datetime.datetime.now().isoformat(" ", "seconds")
    entry = f"{now} {where}\n{story}\n"
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        full = path.exists() and path.stat().st_size > FULL
        with path.open("w" if full else "a", encoding="utf-8") as log:
            log.write(entry)
    except OSError:
        # Excel's Python may have no standard error at all.
        if sys.stderr is not None:
            sys.stderr.write(entry)
