"""The log file of the ribbon's commands: whatever goes wrong, the story is told there."""

from __future__ import annotations

import datetime
import os
import sys
import traceback
from pathlib import Path

__all__ = ["log_error", "log_path"]

FULL = 1_000_000
"""Bytes; a log as long as that is begun anew."""


def log_path() -> Path:
    """Return the file that faults are written to."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "clvxl" / "excel.log"
    folder = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME")
    return Path(folder or Path.home() / ".local" / "state") / "clvxl" / "excel.log"


def log_error(where: str) -> None:
    """Append the exception in flight; a log that cannot be written is no new fault."""
    now = datetime.datetime.now().isoformat(" ", "seconds")
    story = f"{now} {where}\n{traceback.format_exc()}\n"
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        full = path.exists() and path.stat().st_size > FULL
        with path.open("w" if full else "a", encoding="utf-8") as log:
            log.write(story)
    except OSError:
        # Excel's Python may have no standard error at all.
        if sys.stderr is not None:
            sys.stderr.write(story)
