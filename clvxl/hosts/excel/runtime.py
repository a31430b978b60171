"""xlwings' VBA runtime, taken from the installed xlwings and changed where an add-in needs it.

The runtime names the library of its own version, so it is taken when the add-in is built. The
changes, each a line of the original and the line in its place:

* settings are the add-in's name, clvxl;
* one Python process serves all workbooks: its command line no longer holds a workbook's path;
* no workbook's folder, and no current folder, is on Python's path;
* no workbook, and no file beside one, can say which Python runs: settings come from the add-in
  and the user's own file;
* a sheet whose name ends in .py is a sheet, not a program.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clvxl.errors import FileError

__all__ = ["PROJECT", "Change", "dictionary_text", "runtime_text", "runtime_version"]

PROJECT = "clvxl"
RUNTIME = "xlwings_custom_addin.bas"


@dataclass(frozen=True)
class Change:
    """A text of the original, how often it must be there, and what takes its place."""

    text: str
    times: int
    instead: str


# With nothing after the last ";" xlwings would put "", the current folder, on the path.
_FOLDERS = 'IIf(GetConfig("PYTHONPATH") = "", "", ";" & GetConfig("PYTHONPATH"))'
_ACTIVE_SHEET = (
    'If SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True Then\r\n'
    "                If GetConfigFromSheet(ActiveWorkbook).Exists(configKey) = True Then"
)
CHANGES = (
    Change(
        'Public Const PROJECT_NAME As String = "myaddin"', 1,
        f'Public Const PROJECT_NAME As String = "{PROJECT}"',
    ),
    # XLPyCommand. prepare_sys_path reads six fields before the folders.
    Change(
        '        PYTHONPATH = AddExcelDir & ";" & ActiveWorkbook.FullName & ";" & '
        'ThisWorkbook.FullName & ";" & GetConfig("ONEDRIVE_CONSUMER_WIN") & ";" & '
        'GetConfig("ONEDRIVE_COMMERCIAL_WIN") & ";" & GetConfig("SHAREPOINT_WIN") & ";" & '
        'GetConfig("PYTHONPATH")', 1,
        f'        PYTHONPATH = "false;;;;;" & {_FOLDERS} \'clvxl: one server for all',
    ),
    Change('";" & GetConfig("PYTHONPATH")\r\n', 3, f"{_FOLDERS}\r\n"),
    # RunPython and XLPyCommand.
    Change('AddExcelDir = GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")', 2,
           'AddExcelDir = "false" \'clvxl: no workbook\'s folder'),
    # XLPyCommand. /K keeps cmd.exe alive after a Python that is missing or ended at once, and Excel
    # waits two minutes for it, in every cell; with /C it is told within a second.
    Change('"cmd.exe " & ConsoleSwitch & " /K "', 2, '"cmd.exe " & ConsoleSwitch & " /C "'),
    # -P: the folder that Excel happens to be in is not on the path either.
    Change('tail = " -B -c ""import sys, os;"', 1, 'tail = " -B -P -c ""import sys, os;"'),
    Change('PythonInterpreter & " -B -c ""import xlwings.utils;', 1,
           'PythonInterpreter & " -B -P -c ""import xlwings.utils;'),
    # GetConfig.
    Change(_ACTIVE_SHEET, 1, _ACTIVE_SHEET.replace(
        'SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True', "False", 1)),
    Change('If source = "" Or source = "directory" Then', 1, 'If source = "directory" Then'),
    # RunPython.
    Change(
        '            If Right$(sht.Name, 3) = ".py" Then\r\n'
        "                uses_embedded_code = True", 1,
        "            If False Then 'clvxl: a sheet is a sheet\r\n"
        "                uses_embedded_code = True",
    ),
)  # fmt: skip


def _installed(name: str) -> str:
    """Return the text of a file of the installed xlwings, lines ending in CRLF."""
    spec = importlib.util.find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise FileError("xlwings is not installed: run pip install clvxl in this environment")
    path = Path(spec.origin).parent / name
    try:
        text = path.read_text("cp1252")
    except OSError as error:
        raise FileError(
            "{file} is missing from the installed xlwings: install xlwings again", file=path
        ) from error
    return "\r\n".join(text.splitlines()) + "\r\n"


def runtime_text(original: str | None = None) -> str:
    """Return the runtime as the add-in holds it, with its licence notice.

    Parameters
    ----------
    original : str, optional
        The runtime to change; the installed xlwings' own if left out.

    Returns
    -------
    str

    Raises
    ------
    FileError
        xlwings is not there, or its runtime does not hold a line that must be changed.

    Examples
    --------
    >>> 'PROJECT_NAME As String = "clvxl"' in runtime_text()
    True
    """
    text = _installed(RUNTIME) if original is None else original
    for change in CHANGES:
        found = text.count(change.text)
        if found != change.times:
            raise FileError(
                "this xlwings ({version}) is not one that the add-in can be built from: the line "
                "{line} was expected {expected} times, found {found} times; install xlwings "
                "0.37.8",
                version=runtime_version(text), line=change.text.split("\r\n")[0].strip(),
                expected=change.times, found=found,
            )  # fmt: skip
        text = text.replace(change.text, change.instead)
    return text


def runtime_version(text: str | None = None) -> str:
    """Return the version that a runtime says it is, "?" where it does not say.

    Parameters
    ----------
    text : str, optional
        The installed xlwings' own runtime if left out.

    Examples
    --------
    >>> runtime_version('Public Const XLWINGS_VERSION As String = "0.37.8"')
    '0.37.8'
    """
    text = _installed(RUNTIME) if text is None else text
    found = re.search(r'XLWINGS_VERSION As String = "([^"]+)"', text)
    return found[1] if found else "?"


def dictionary_text() -> str:
    """Return the class `Dictionary` (MIT), which the runtime uses on the Mac."""
    return _installed("addin/Dictionary.cls")


# Settings a person may want to know of; the sheet that lists them starts with "_" and is inactive.
SETTINGS: Mapping[str, str] = {
    "INTERPRETER_WIN": "",
    "INTERPRETER_MAC": "",
    "PYTHONPATH": "",
    "USE UDF SERVER": "True",
    "SHOW CONSOLE": "False",
}
