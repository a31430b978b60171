"""The log of what goes wrong in Excel's Python: where it is, and what is in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from clvxl.hosts.excel import addin
from clvxl.hosts.excel._log import log_path
from tests.hosts.excel.wine.command import command_line


def test_the_log_is_the_one_that_python_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the file that Python's side writes to, on Windows and on the Mac."""
    text = next(module.text for module in addin.modules() if module.name == "ClvxlFailures")
    monkeypatch.setattr("sys.platform", "win32")
    folders = {"CSIDL_LOCAL_APPDATA": "%LOCALAPPDATA%"}
    monkeypatch.setattr("platformdirs.windows.get_win_folder", folders.__getitem__)
    monkeypatch.setenv("LOCALAPPDATA", "spoilt")
    assert f'"{log_path()}"'.replace("/", "\\") in text
    monkeypatch.setattr("sys.platform", "darwin")
    home = Path.home().as_posix()
    assert f'"{log_path().as_posix().replace(home, "~")}"' in text


def test_what_ends_python_at_its_start_is_in_the_log(tmp_path: Path) -> None:
    """An import that fails before the server is there leaves its story, on the console too."""
    (tmp_path / "xlwings.py").write_text("raise ImportError('no pywin32')\n", "utf-8")
    line = command_line({"INTERPRETER_WIN": "python.exe"})
    code = line.partition(' -c "')[2].removesuffix('""').replace('\\"', '"')
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-B", "-P", "-c", code], env=environment, text=True,
                          capture_output=True, check=False, timeout=60)  # fmt: skip
    log = (tmp_path / "clvxl" / "excel.log").read_text("utf-8")
    moment, _, story = log.partition(" start\n")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", moment)
    assert story.endswith("ImportError: no pywin32\n\n")
    assert (1, story[:-1]) == (done.returncode, done.stderr)
