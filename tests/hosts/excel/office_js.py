"""xlwings' own layer for Office.js as a stand-in for xlwings Lite, in a process of its own.

It runs a main.py as xlwings Lite does and hands over values as a browser does. That layer wants a
licence key: the one for non-commercial use stands in this process's environment alone, and the
layer serves tests alone. No Excel and no browser take part.
"""

from __future__ import annotations

import asyncio
import importlib.abc
import json
import os
import subprocess
import sys
import types
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MISSING = "left out"
"""How a call says that an argument is left out."""


class Absent(importlib.abc.MetaPathFinder):
    """Lets libraries seem not to be installed."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> None:
        """Refuse what is to be absent."""
        if fullname in self.names:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def as_javascript(value: Any) -> Any:
    """Return an argument as it comes out of JavaScript: rows, no float that is whole, "" if blank."""
    if value == MISSING:
        return None
    rows = value if isinstance(value, list | tuple) else [[value]]
    return [[_cell(cell) for cell in row] for row in rows]


def _cell(cell: Any) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith("#"):
        return {"type": "Error", "basicType": "Error", "basicValue": cell}
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def office_js(
    main: str, calls: Sequence[tuple[str, Sequence[Any]]], absent: Sequence[str] = ()
) -> dict[str, Any]:
    """Run a main.py and calls of its functions.

    Parameters
    ----------
    main : str
        The text of main.py.
    calls : sequence of (name, arguments)
    absent : sequence of str
        Libraries that are not there.

    Returns
    -------
    dict
        "meta": what Excel is told of the functions; "answers": the rows that each call gives;
        "clvxl": the file that was imported.
    """
    request = {"main": main, "absent": list(absent), "calls": [
        {"func_name": name, "args": list(map(as_javascript, args))} for name, args in calls
    ]}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", __name__], input=json.dumps(request), capture_output=True,
        text=True, check=False, cwd=Path(__file__).parents[3],
        env={**os.environ, "XLWINGS_LICENSE_KEY": "noncommercial", "PYTHONWARNINGS": "error",
             "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _serve() -> None:
    request = json.load(sys.stdin)
    sys.meta_path.insert(0, Absent(request["absent"]))
    from xlwings import __version__, server

    main = types.ModuleType("main")
    exec(request["main"], vars(main))
    given = {"version": __version__, "client": "Office.js", "runtime": "1.4",
             "date_format": "d/m/yyyy", "culture_info_name": "en-GB",
             "caller_address": "Sheet1!A1"}  # fmt: skip
    answers = []
    for call in request["calls"]:
        rows = asyncio.run(server.custom_functions_call({**given, **call}, main))
        # To a browser go Python's own values only, in rows of one length.
        assert {type(cell) for row in rows for cell in row} <= {float, int, str, bool, dict}
        assert 1 == len({len(row) for row in rows})
        answers.append(rows)
    meta, clvxl = server.custom_functions_meta(main), sys.modules["clvxl"]
    json.dump({"meta": meta, "answers": answers, "clvxl": clvxl.__file__}, sys.stdout)


if __name__ == "__main__":
    _serve()
