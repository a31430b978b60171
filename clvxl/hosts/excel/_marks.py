"""Which sheets of a workbook are clvxl's own: a hidden name points at each of them.

The names are those that Calc's report is marked with, and travel with the file.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["forget", "mark", "own_sheets"]

PREFIX = "_clvxl_report_"
# The last cell of all: the Name Box would show the name, hidden or not, at any other.
CORNER = "$XFD$1048576"
SHEET = re.compile(r"='?(.+?)'?!")


def own_sheets(book: Any) -> set[str]:
    """Return the names of the sheets that clvxl made."""
    found = (SHEET.match(one.refers_to) for one in book.names if one.name.startswith(PREFIX))
    return {match[1].replace("''", "'") for match in found if match}


def mark(book: Any, sheets: list[str], made: list[str]) -> None:
    """Mark sheets as clvxl's own; each mark that is made is appended to `made`."""
    taken = {one.name for one in book.names}
    number = 0
    for sheet in sheets:
        while f"{PREFIX}{number}" in taken:
            number += 1
        name = f"{PREFIX}{number}"
        quoted = sheet.replace("'", "''")
        added = book.names.add(name, f"='{quoted}'!{CORNER}")
        made.append(name)
        taken.add(name)
        if hasattr(added.api, "Visible"):
            added.api.Visible = False


def forget(book: Any, marks: list[str]) -> None:
    """Remove marks."""
    for name in marks:
        book.names[name].delete()
