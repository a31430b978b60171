"""Opening a file that was written in the program that a person has for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

__all__ = ["open_document"]

SECONDS = 3.0
"""A program that is at work for so long has started; one that cannot start ends sooner."""


def open_document(path: Path) -> bool:
    """Open a workbook in the system's program for it, or else in LibreOffice.

    Returns
    -------
    bool
        Whether a program was started.
    """
    return _by_the_system(path) or _in_libreoffice(path)


def _by_the_system(path: Path) -> bool:
    if sys.platform in ("win32", "darwin"):
        return click.launch(str(path)) == 0
    # click does not wait for xdg-open, which may know no program.
    return _starts(["xdg-open", str(path)])


def _in_libreoffice(path: Path) -> bool:
    from clvxl.errors import FileError
    from clvxl.hosts.libreoffice.programs import clean_environment, find_office

    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        return False  # it would go on without a window, unseen
    try:
        office = find_office()
    except FileError:
        return False
    return _starts([str(office.soffice), "--calc", str(path)], clean_environment())


def _starts(command: Sequence[str], environment: Mapping[str, str] | None = None) -> bool:
    """Start a program that outlives this one; False where it cannot, or soon says so."""
    try:
        started = subprocess.Popen(
            command, env=environment, start_new_session=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError:
        return False
    try:
        return started.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        started.returncode = 0  # from here on it goes its own way, and is nothing to warn of
        return True
