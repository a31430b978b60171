"""A workbook that is open in Calc, read as `clvxl check` reads a file: nothing in it changes."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from clvxl.files.xlsx.submission import Submission, read_submission
from clvxl.hosts.libreoffice._uno import named_values

__all__ = ["read_open"]

EXCEL = "Calc MS Excel 2007 XML"


def read_open(document: Any) -> Submission:
    """Return an open document as one that was handed in: of a copy, which is gone at once."""
    with tempfile.TemporaryDirectory(prefix="clvxl-") as folder:
        copy = Path(folder) / "open.xlsx"
        document.storeToURL(copy.as_uri(), named_values(FilterName=EXCEL))
        return replace(read_submission(copy), file=document.Title)
