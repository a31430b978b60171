"""Stand-ins for pywin32, so that xlwings' own Windows modules load anywhere: udfs, _xlwindows.

What is tested with them is xlwings' code as it is; only COM is pretended.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import sys
import types
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
import xlwings

from clvxl.hosts.excel.binding import bind_all

RANGE_ID = "{00020846-0000-0000-C000-000000000046}"
MISSING = -2147352572
"""What an argument that was left out arrives as."""

ERRORS = {"#NULL!": -2146826288, "#DIV/0!": -2146826281, "#VALUE!": -2146826273,
          "#REF!": -2146826265, "#NAME?": -2146826259, "#NUM!": -2146826252,
          "#N/A": -2146826246}  # fmt: skip
"""What cells that show an error arrive as."""


class FakeRange:
    """A range as COM hands it over: a scalar for one cell, else rows."""

    def __init__(self, value: Any) -> None:
        self.Value = value
        rows = value if isinstance(value, tuple) else ((value,),)
        self.Row = self.Column = 1
        self.Rows, self.Columns = (SimpleNamespace(Count=len(each)) for each in (rows, rows[0]))
        self.Worksheet = MagicMock()
        self._oleobj_ = MagicMock()
        self._oleobj_.GetTypeInfo().GetTypeAttr().iid = RANGE_ID


class ComTime:
    """The type of a date in pywin32."""


class ComError(Exception):
    """The error of pywin32."""


def _modules() -> dict[str, Any]:
    types_ = types.ModuleType("pywintypes")
    vars(types_).update(TimeType=ComTime, com_error=ComError, IID=lambda text: text)
    com, client = types.ModuleType("win32com"), types.ModuleType("win32com.client")
    vars(com).update(client=client)
    vars(client).update(Dispatch=lambda xl, **_: xl, DispatchEx=MagicMock())
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(client, name, type(name, (), {}))
    server = types.ModuleType("xlwings.com_server")
    vars(server).update(loop=None)
    pretended = ("win32api", "win32con", "win32gui", "win32process", "win32timezone")
    return {
        "pywintypes": types_, "win32com": com, "win32com.client": client,
        "pythoncom": MagicMock(__file__="pythoncom.dll"), "xlwings.com_server": server,
        **{name: MagicMock() for name in pretended},
    }  # fmt: skip


class Windows:
    """xlwings' user-defined functions with all of clvxl's bound, as on Windows."""

    def __init__(self, udfs: Any, module: types.ModuleType) -> None:
        self.udfs, self.module = udfs, module

    def call(self, name: str, *args: Any) -> Any:
        """Return what Excel gets, through xlwings' own reading and writing of values."""
        return self.udfs.call_udf(self.module.__name__, name, args, None, FakeRange(None))


@contextlib.contextmanager
def windows() -> Iterator[Windows]:
    """Load xlwings' Windows modules on stand-ins, bind all functions, and take it all away again."""
    with pytest.MonkeyPatch.context() as patch:
        for name, module in _modules().items():
            patch.setitem(sys.modules, name, module)
        for name in ("windll", "oledll", "PyDLL"):
            patch.setattr(ctypes, name, MagicMock(), raising=False)
        loaded = importlib.import_module("xlwings._xlwindows")
        patch.setattr(xlwings, "_xlwindows", loaded, raising=False)
        engine = xlwings.Engine(impl=loaded.engine)
        patch.setattr(xlwings.engines, "active", engine)
        patch.setattr(xlwings.engines, "engines_by_name", {"excel": engine}, raising=False)
        udfs = importlib.import_module("xlwings.udfs")
        patch.setattr(xlwings, "func", udfs.xlfunc)
        patch.setattr(xlwings, "arg", udfs.xlarg)
        module = types.ModuleType("udfs_on_windows")
        vars(module).update(bind_all())
        patch.setitem(udfs.udf_modules, module.__name__, {"module": module, "filetime": None})
        try:
            yield Windows(udfs, module)
        finally:
            for name in ("xlwings._xlwindows", "xlwings.udfs", "xlwings._win32patch"):
                sys.modules.pop(name, None)
            vars(xlwings).pop("udfs", None)
