"""The command line that starts Python, as the built add-in's own VBA puts it together."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from pyopenvba.interpreter import Interpreter

from clvxl.hosts.excel import addin
from clvxl.hosts.excel.reduction import compiled
from clvxl.hosts.excel.runtime import runtime_text

# In GetConfig's place: Excel's own reads a file and a sheet, which the interpreter has not. Its
# defaults are texts, "False", that VBA compares with True; the interpreter compares True with True.
SETTINGS = """Function GetConfig(configKey As String, Optional default As Variant = "") As Variant
    Select Case configKey
{cases}
        Case Else: GetConfig = default
    End Select
End Function
"""
GET_CONFIG = re.compile(
    r"^(?:Public |Private )?Function GetConfig\(.*?^End Function$", re.MULTILINE | re.DOTALL
)


LIBRARY = """Private Noted As String
Public Function XLPyDLLActivateAuto(ByRef Result As Variant, ByVal Config As String, _
                                    ByVal Mode As Long) As Long
    Noted = Noted & Mode & " " & Config & vbLf
    Result = "a server"
End Function
Public Function LoadLibrary(ByVal Path As String) As Long
    LoadLibrary = 1
End Function
Public Function TakeNotes() As String
    TakeNotes = Noted
    Noted = ""
End Function
"""
"""In xlwings' library's place: notes what it is given."""
AFTER_A_DEATH = ("kill", "start+1"), ("kill+1", "start+2")
"""What the bridge does when a server died, and when the next died too, in the steps of excel.c."""


@functools.cache
def _runtime() -> Any:
    """The runtime in an interpreter, without GetConfig, our module that it calls, and a library."""
    text = compiled(runtime_text(), {"mac": 0, "win64": 1}).replace("\r\n", "\n")
    # The parser knows no comment after a directive.
    text = re.sub(r"(?m)^( *#(?:Const|If) .*?) *'.*$", r"\1", text)
    text, found = GET_CONFIG.subn("", text)
    assert 1 == found, "the runtime has no GetConfig that could be replaced"
    text = re.sub(r"(?m)^ *(?:Private )?Declare .*\n", "", text)
    runtime = Interpreter()
    runtime.add_module(text, name="Runtime")
    start = next(module.text for module in addin.modules() if module.name == "ClvxlStart")
    runtime.add_module(start, name="ClvxlStart")
    runtime.add_module(LIBRARY, name="Library")
    return runtime


def _literal(value: str | bool) -> str:
    return str(value) if isinstance(value, bool) else '"' + value.replace('"', '""') + '"'


def command_line(settings: Mapping[str, str | bool]) -> str:
    r"""Return what XLPyCommand of the runtime gives with these settings, all others at default.

    Examples
    --------
    >>> command_line({"INTERPRETER_WIN": "C:\\py\\python.exe"})[:31]
    'cmd.exe  /C ""C:\\py\\python.exe"'
    """
    return str(_with(settings).run("XLPyCommand"))


def library_calls(settings: Mapping[str, str | bool], *procedures: str) -> list[tuple[str, str]]:
    """Return what the library is given, mode and line, while these procedures run."""
    runtime = _with(settings)
    for procedure in procedures:
        runtime.run(procedure)
    calls = [line.partition(" ") for line in str(runtime.run("TakeNotes")).splitlines()]
    return [(mode, line) for mode, _, line in calls]


def _with(settings: Mapping[str, str | bool]) -> Any:
    """The runtime with these settings."""
    cases = [f"        Case {_literal(k)}: GetConfig = {_literal(v)}" for k, v in settings.items()]
    _runtime().add_module(SETTINGS.format(cases="\n".join(cases)), name="Settings")
    return _runtime()
