"""xlwings' VBA runtime, taken from the installed xlwings, changed and cut to what the add-in uses.

The runtime names the library of its own version, so it is taken when the add-in is built. The
changes, each a line of the original and what stands in its place:

* settings are the add-in's name, clvxl, and come from the user's own file alone: no workbook, and
  no file beside one, can say which Python runs;
* one Python process serves all workbooks: its command line no longer holds a workbook's path;
* no workbook's folder, and no current folder, is on Python's path;
* the command line is one that xlwings' library can take, and another after a server has ended;
* a sheet whose name ends in .py is a sheet, not a program;
* what goes wrong is said by the add-in's own module ClvxlBridge, and no file is deleted.

Only the procedures that the add-in reaches are kept (`reduction`): Windows starts Python through
the library, the Mac through RunPython.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clvxl.errors import FileError
from clvxl.hosts.excel.reduction import compiled, procedures, reduced
from clvxl.text import Text

__all__ = ["PROJECT", "Change", "Cut", "runtime_text", "runtime_version"]

PROJECT = "clvxl"
RUNTIME = "xlwings_custom_addin.bas"


@dataclass(frozen=True)
class Change:
    """A text of the original, how often it must be there, and what takes its place."""

    text: str
    times: int
    instead: str

    def made(self, text: str) -> tuple[str, int]:
        """Return the text changed, and how often what is changed was there."""
        return text.replace(self.text, self.instead), text.count(self.text)


@dataclass(frozen=True)
class Cut:
    """Lines of the original: from `text` up to `end`, which stays."""

    text: str
    end: str
    instead: str = ""
    times: int = 1

    def made(self, text: str) -> tuple[str, int]:
        """Return the text without the lines, and how often they were there."""
        lines = re.compile(
            rf"^{re.escape(self.text)}\r\n.*?(?=^{re.escape(self.end)})", re.MULTILINE | re.DOTALL
        )
        return lines.subn(lambda _: self.instead, text)


# prepare_sys_path reads six fields before the folders. With nothing after the last ";" it would put
# "", the current folder, on the path.
_FOLDERS = '"false;;;;;" & ClvxlFolders(GetConfig("PYTHONPATH")) \'clvxl: no workbook\'s folder'
CHANGES = (
    Change(
        'Public Const PROJECT_NAME As String = "myaddin"', 1,
        f'Public Const PROJECT_NAME As String = "{PROJECT}"',
    ),
    # RunPython: sheets that hold programs, folders of workbooks, the way of Windows.
    Cut("    ' Check for embedded Python code", "    ' Call Python platform-dependent",
        f"    PYTHONPATH = {_FOLDERS}\r\n"),
    # ExecuteMac, CleanUp.
    Change("        Kill LOG_FILE", 3, "        ClvxlEmptied LOG_FILE"),
    Change("ShowError (LOG_FILE)", 1, "ClvxlReported ReadFile(LOG_FILE)"),
    Change("Call ShowError(LOG_FILE)", 2, "ClvxlReported ReadFile(LOG_FILE)"),
    Change(
        """MsgBox "To enable RunPython, please run 'xlwings runpython install' in a terminal """
        'once and try again.", vbCritical', 1,
        'Err.Raise 1000, Description:="xlwings-" & XLWINGS_VERSION & ".applescript: " & '
        "Err.Description",
    ),
    # XLPyCommand.
    Cut('    AddExcelDir = GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")',
        "    ' Escaping backslashes and quotes", f"    PYTHONPATH = {_FOLDERS}\r\n"),
    # /K keeps cmd.exe alive after a Python that is missing or ended at once, and Excel waits two
    # minutes for it, in every cell; with /C it is told within a second.
    Change('"cmd.exe " & ConsoleSwitch & " /K "', 2, '"cmd.exe " & ConsoleSwitch & " /C "'),
    # -P: the folder that Excel happens to be in is not on the path either. What ends Python goes
    # to the log. Not by cmd.exe's 2>>, with which a missing folder or an Excel that has the file
    # open keeps Python from starting at all.
    Change('tail = " -B -c ""import sys, os;"', 1,
           'tail = " -B -P -c ""import sys, os;sys.excepthook=lambda *e:__import__('
           "'clvxl.hosts.excel._log',fromlist=['_log']).log_uncaught(*e);\""),
    # XLPyCommand, XLPyLoadDLL. cmd.exe need not wait for pythonw.exe, a program with windows.
    Change('GetConfig("INTERPRETER", "pythonw")', 2, 'GetConfig("INTERPRETER", "python")'),
    # XLPy, KillPy.
    Change("XLPyDLLActivateAuto(XLPy, XLPyCommand, 1)", 1,
           "XLPyDLLActivateAuto(XLPy, ClvxlStartLine(XLPyCommand), 1)"),
    Change("XLPyDLLActivateAuto(unused, XLPyCommand, -1)", 1,
           "XLPyDLLActivateAuto(unused, ClvxlStartLine(XLPyCommand), -1)"),
    # GetConfig: the sheets and the files beside workbooks.
    Cut("    ' Sheet", "    ' User Config"),
    # WScript.Shell can be refused by policy; without this the settings would be too.
    Change("ExpandEnvironmentStrings = WScript.ExpandEnvironmentStrings(s)", 1,
           "ExpandEnvironmentStrings = ClvxlExpanded(s)"),
)  # fmt: skip

# Every Excel that shows the ribbon's XML has VBA 7; the Mac's has since version 15.
CONSTANTS: Mapping[str, str | int] = {"app": "Microsoft Excel", "vba7": 1, "mac_office_version": 16}
ROOTS = {False: ("XLPy", "KillPy"), True: ("RunPython", "CleanUp")}
"""What is called from outside, on Windows and on the Mac, where Python itself calls CleanUp."""

_SETTINGS_READ = (
    "GetConfig", "GetConfigFilePath", "GetConfigFromFile", "FileExists", "ExpandEnvironmentStrings",
)  # fmt: skip
NEEDED = {
    False: (*ROOTS[False], "XLPyCommand", "XLPyLoadDLL", "ParentFolder", "FileExistsOnWindows",
            *_SETTINGS_READ),
    True: (*ROOTS[True], "ExecuteMac", "ReadFile", "ToPosixPath", "ToMacPath", "GetMacDir",
           "FileOrFolderExistsOnMac", *_SETTINGS_READ),
}  # fmt: skip
"""What the roots cannot do without: a runtime that lacks one of these is another one."""


def _installed(name: str) -> str:
    """Return the text of a file of the installed xlwings, lines ending in CRLF."""
    spec = importlib.util.find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise FileError(
            Text("xlwings is not installed: run pip install clvxl in this environment",
                "尚未安装 xlwings：请在此环境中运行 pip install clvxl")
        )  # fmt: skip
    path = Path(spec.origin).parent / name
    try:
        text = path.read_text("cp1252")
    except OSError as error:
        raise FileError(
            Text("{file} is missing from the installed xlwings: install xlwings again",
                "已安装的 xlwings 缺少 {file}：请重新安装 xlwings"),
            file=path,
        ) from error  # fmt: skip
    return "\r\n".join(text.splitlines()) + "\r\n"


UNKNOWN = Text(
    "this xlwings ({version}) is not one that the add-in can be built from: {what}; install "
    "xlwings 0.37.8",
    "无法用此版本的 xlwings（{version}）生成加载项：{what}；请安装 xlwings 0.37.8",
)
LINE = Text(
    "the line {line} was expected {expected} times, found {found} times",
    "行 {line} 应出现 {expected} 次，实为 {found} 次",
)
PROCEDURE = Text("it has no procedure {name}", "其中没有过程 {name}")


def _unknown(version: str, what: Text, **fields: object) -> FileError:
    filled = Text(what.en.format(**fields), what.zh.format(**fields))
    return FileError(UNKNOWN, version=version, what=filled)


def runtime_text(original: str | None = None) -> str:
    """Return the runtime as the add-in holds it, with its licence notice.

    `original` is the runtime to change, the installed xlwings' own if left out. A `FileError` says
    that xlwings is not there, or that its runtime does not hold a line that must be changed.

    >>> 'PROJECT_NAME As String = "clvxl"' in runtime_text()
    True
    """
    text = _installed(RUNTIME) if original is None else original
    version = runtime_version(text)
    for change in CHANGES:
        text, found = change.made(text)
        if found != change.times:
            line = change.text.strip()
            raise _unknown(version, LINE, line=line, expected=change.times, found=found)
    for mac, names in NEEDED.items():
        _, held = procedures(compiled(text, {**CONSTANTS, "mac": int(mac)}))
        known = {one.name.lower() for one in held}
        for name in names:
            if name.lower() not in known:
                raise _unknown(version, PROCEDURE, name=name)
    return reduced(text, CONSTANTS, ROOTS)


def runtime_version(text: str | None = None) -> str:
    """Return the version that a runtime, or the installed one, says; "?" where it says none.

    >>> runtime_version('Public Const XLWINGS_VERSION As String = "0.37.8"')
    '0.37.8'
    """
    text = _installed(RUNTIME) if text is None else text
    found = re.search(r'XLWINGS_VERSION As String = "([^"]+)"', text)
    return found[1] if found else "?"


# Settings a person may want to know of; the sheet that lists them starts with "_" and is inactive.
SETTINGS: Mapping[str, str] = {
    "INTERPRETER_WIN": "", "INTERPRETER_MAC": "", "PYTHONPATH": "", "SHOW CONSOLE": "False",
}  # fmt: skip
