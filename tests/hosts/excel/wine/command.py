"""The command line that starts Python, as the built add-in's own VBA puts it together."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from pyopenvba.interpreter import Interpreter

from clvxl.hosts.excel import addin
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


AFTER_A_DEATH = ("kill", "start+1"), ("kill+1", "start+2")
"""What the bridge does when a server died, and when the next died too, in the steps of excel.c."""


@functools.cache
def _runtime() -> Any:
    """The runtime in an interpreter, without GetConfig, and our module that it calls."""
    text = runtime_text().replace("\r\n", "\n")
    # The parser knows no comment after a directive.
    text = re.sub(r"(?m)^( *#(?:Const|If) .*?) *'.*$", r"\1", text)
    text, found = GET_CONFIG.subn("", text)
    assert 1 == found, "the runtime has no GetConfig that could be replaced"
    runtime = Interpreter()
    runtime.add_module(text, name="Runtime")
    start = next(module.text for module in addin.modules() if module.name == "ClvxlStart")
    runtime.add_module(start, name="ClvxlStart")
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
    cases = [f"        Case {_literal(k)}: GetConfig = {_literal(v)}" for k, v in settings.items()]
    _runtime().add_module(SETTINGS.format(cases="\n".join(cases)), name="Settings")
    return str(_runtime().run("XLPyCommand"))
