"""What LibreOffice loads: finds clvxl as the add-in's `clvxl.json` says.

The builder copies this file into the add-in as it stands, so it must not need clvxl to be read.
"""

from __future__ import annotations

import datetime
import importlib
import json
import os
import site
import sys
import traceback
from pathlib import Path
from typing import Any

__all__ = ["log_error", "log_path", "start"]

SETTINGS = "clvxl.json"


def log_path() -> Path:
    """Return the file that faults of the add-in are written to."""
    folder = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(folder or Path.home() / ".local" / "state") / "clvxl" / "libreoffice.log"


def log_error(where: str) -> None:
    """Append the exception in flight to the log; a log that cannot be written is no new fault."""
    now = datetime.datetime.now().isoformat(" ", "seconds")
    try:
        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        # It is rewritten at one megabyte, or a fault in a million cells would fill the disk.
        full = path.exists() and path.stat().st_size > 1_000_000
        with path.open("w" if full else "a", encoding="utf-8") as log:
            log.write(f"{now} {where}\n{traceback.format_exc()}\n")
    except OSError:
        sys.stderr.write(traceback.format_exc())


def start(folder: Path) -> Any:
    """Make clvxl importable and return what LibreOffice asks a component for."""
    try:
        settings = json.loads((folder / SETTINGS).read_text("utf-8"))
        for site_folder in settings["folders"]:
            site.addsitedir(site_folder)
        return importlib.import_module("clvxl.hosts.libreoffice.component").implementation()
    except Exception:  # whatever it is, the log is the only place where anybody can read it
        log_error(f"the add-in cannot start in Python {sys.version_info[0]}.{sys.version_info[1]}")
        raise


# True of the copy in the add-in only, not of this module in its package.
if Path(__file__).with_name(SETTINGS).exists():
    g_ImplementationHelper = start(Path(__file__).resolve().parent)  # noqa: N816  LibreOffice's name
