"""What LibreOffice starts: its part of clvxl, joined with the writer of files.

The add-in's `clvxl.json` names `implementation` as its start.
"""

from __future__ import annotations

from typing import Any

__all__ = ["START", "implementation"]

START = f"{__name__}:implementation"
"""The start as the add-in is built with it."""


def implementation() -> Any:
    """Return what LibreOffice asks a Python component for."""
    from clvxl.hosts.libreoffice import component
    from clvxl.templates import makers

    return component.implementation(makers())
