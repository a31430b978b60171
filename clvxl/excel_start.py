"""The entries behind those buttons of Excel's ribbon that write workbooks.

They join Excel's part (`clvxl.hosts.excel`) with the writer of files, which hosts do not know.
"""

from __future__ import annotations

from clvxl.hosts.excel import commands
from clvxl.templates import makers

__all__ = ["fill_template", "new_exercise"]


def new_exercise(name: str, language: str = "en") -> None:
    """Write a fresh copy of an exercise into the user's folder and open it.

    Parameters
    ----------
    name : str
        The exercise's name, such as "clv_dcf".
    language : {"en", "zh"}
        Of the workbook and of what is said.
    """
    commands.new_exercise(makers(), name, language)


def fill_template(name: str, language: str = "en") -> None:
    """Write a template filled with the table under the cursor into the user's folder; open it.

    Parameters
    ----------
    name : str
        The exercise's name, such as "clv_dcf".
    language : {"en", "zh"}
        Of the workbook and of what is said.
    """
    commands.fill_template(makers(), name, language)
