"""The bridge between Excel and Python, run for real: xlwings' own DLL under Wine, our command line.

Not Excel, not Windows and not Python: stand-ins in C do what VBA and xlwings' server do (excel.c,
python.c), and the COM between them is Wine's. Wine keeps a dead server's class, which Windows does
not: there a server is started again only under another class, as the bridge does it everywhere.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings.utils

from clvxl.hosts.excel import addin
from tests.hosts.excel.wine.command import AFTER_A_DEATH, command_line
from tests.hosts.excel.wine.machine import (
    PATIENCE,
    REQUIRED,
    Machine,
    machine,
    tool,
    windows_path,
)

pytestmark = pytest.mark.wine
CALL_FAILED, NO_SERVER = "-2147023170", "-2147023174"
"""The server ended in the call; there is no server. ClvxlBridge asks again after these."""
ANSWER = "udfs.CLV_SIMPLE|n 1.5|s é 中|missing|clvxl.xlam|$B$2"
"""Module and function; each argument as it came; what the workbook and the caller said."""
ENDED = "Python process exited before it was possible to create the interface object."
LONGEST = 2047 - len("{00000000-0000-0000-0000-000000000000}") + len("$(CLSID)")
"""Characters of the longest command line: the DLL puts the class in, and has room for 2,047."""
FOLDERS = ("plain", "two words", "R&D", "it's", "José", "R&D's files (José)")
ODD = "a^b, 5% = c;d! + [e] {f} `g` ~#@"
"""What else a folder's name may hold, where it need not stand in a list of folders."""


@pytest.fixture(scope="module")
def windows(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A Windows with an Excel."""
    with machine(root / "build" / "wine", tmp_path_factory.mktemp("wine")) as made:
        yield made


@pytest.fixture
def python(windows: Machine, tmp_path: Path) -> Path:
    """A Python in a folder of its own."""
    return Path(shutil.copy(windows.python, tmp_path / "python.exe"))


def command(python: Path, **settings: str | bool) -> str:
    """The command line for a Python."""
    return command_line({"INTERPRETER_WIN": windows_path(python), **settings})


def running(program: Path) -> list[str]:
    """The processes of this computer that run a program."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes().split(b"\0")[0].decode("utf-8", "replace")
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        if line.replace("\\", "/").endswith(str(program)):
            found.append(process.name)
    return found


def wanted(code: str, patch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The folders and the class that the code for python.exe asks for, by running it."""
    asked: list[str] = []
    patch.setattr(xlwings.utils, "prepare_sys_path", asked.append)
    patch.setattr(xlwings, "serve", asked.append, raising=False)
    # The code sets it: the patch sets it back.
    patch.setattr(sys, "excepthook", sys.__excepthook__)
    exec(compile(code, "-c", "exec"), {})
    folders, served = asked
    return folders, served


@pytest.mark.parametrize("name", [*FOLDERS, ODD])
def test_the_command_line_arrives_from_any_folder(
    name: str, windows: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python gets five arguments, the last one code that asks for the folders as they are set."""
    home = tmp_path / name
    home.mkdir()
    python = Path(shutil.copy(windows.python, home / "python.exe"))
    folders = "" if name == ODD else f"{windows_path(home)};D:\\my & your\\models"
    got = tmp_path / "arguments.txt"
    library, start, call = windows.excel(
        command(python, PYTHONPATH=folders), "start", "CLV_SIMPLE",
        CLVXL_ARGUMENTS=windows_path(got),
    )  # fmt: skip
    assert ("loaded", "0") == (library["library"], start["result"])
    assert ANSWER == call["answer"]
    *arguments, code = got.read_text("utf-8").splitlines()
    assert [windows_path(python), "-B", "-P", "-c"] == arguments
    asked, served = wanted(code, monkeypatch)
    assert "false;;;;;" + (f";{folders}" if folders else "") == asked
    assert len("{00000000-0000-0000-0000-000000000000}") == len(served)


@pytest.mark.parametrize(
    ("setting", "folders"),
    [
        ("D:\\models\\", ["D:\\models\\."]),
        ("D:\\my models\\;E:\\", ["D:\\my models\\", "E:\\."]),
        (";D:\\models; ;", ["D:\\models"]),
    ],
)
def test_folders_of_every_form_arrive(
    setting: str, folders: list[str], windows: Machine, python: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A backslash at the end spoils no line, and no empty folder, the current one, is asked for."""
    got = tmp_path / "arguments.txt"
    _, start, call = windows.excel(
        command(python, PYTHONPATH=setting), "start", "CLV_SIMPLE",
        CLVXL_ARGUMENTS=windows_path(got),
    )  # fmt: skip
    assert ("0", ANSWER) == (start["result"], call["answer"])
    code = got.read_text("utf-8").splitlines()[-1]
    assert folders == wanted(code, monkeypatch)[0].split(";")[6:]


def test_python_is_found_on_the_path(windows: Machine, tmp_path: Path) -> None:
    """Without the setting it is the python of the system's path, and a console may be shown."""
    shutil.copy(windows.python, tmp_path / "python.exe")
    for shown in (False, True):
        _, start, call = windows.excel(
            command_line({"SHOW CONSOLE": shown}), "start", "CLV_SIMPLE",
            WINEPATH=windows_path(tmp_path),
        )  # fmt: skip
        assert ("0", ANSWER) == (start["result"], call["answer"])


def test_python_of_a_conda_environment(windows: Machine, tmp_path: Path) -> None:
    """Conda's script runs first, from a folder with a blank, then the Python that it finds."""
    script = tmp_path / "mini conda" / "condabin" / "conda.bat"
    script.parent.mkdir(parents=True)
    script.write_text(f"@set PATH={windows_path(tmp_path)}\\%2;%PATH%\n", "utf-8", newline="\r\n")
    (tmp_path / "sales").mkdir()
    shutil.copy(windows.python, tmp_path / "sales" / "python.exe")
    line = command_line({"INTERPRETER_WIN": "python", "CONDA ENV": "sales",
                         "CONDA PATH": windows_path(tmp_path / "mini conda")})  # fmt: skip
    _, start, call = windows.excel(line, "start", "CLV_SIMPLE")
    assert ("0", ANSWER) == (start["result"], call["answer"])


def test_the_longest_command_line(windows: Machine, python: Path) -> None:
    """So many characters arrive; one more would end Excel in the DLL: our VBA lets no more pass."""
    start_module = next(module.text for module in addin.modules() if module.name == "ClvxlStart")
    assert f"Const Room As Long = {LONGEST}\n" in start_module
    short = command(python, PYTHONPATH="x")
    line = command(python, PYTHONPATH="x" * (LONGEST - len(short) + 1))
    assert LONGEST == len(line)
    _, start, call = windows.excel(line, "start", "CLV_SIMPLE")
    assert ("0", ANSWER) == (start["result"], call["answer"])


def test_a_servers_exception_arrives(windows: Machine, python: Path) -> None:
    """The exception's text comes first, its traceback after it; the next call is answered."""
    _, _, failed, call = windows.excel(command(python), "start", "raise", "CLV_SIMPLE")
    assert "-2147467259" == failed["number"]
    assert 'ValueError: no sales in row 7\\n  File "udfs.py", line 7, in F' == failed["description"]
    assert ANSWER == call["answer"]


def test_a_servers_death_has_two_numbers(windows: Machine, python: Path) -> None:
    """The call that it dies in says one number, every later one the other; VBA knows both."""
    _, _, death, later, still = windows.excel(
        command(python), "start", "die", "CLV_SIMPLE", "CLV_SIMPLE"
    )
    assert ("0", CALL_FAILED) == (death["name"], death["number"])
    assert [NO_SERVER, NO_SERVER] == [later["name"], still["name"]]
    vba = "".join(module.text for module in addin.modules())
    assert [True, True] == [number in vba for number in (CALL_FAILED, NO_SERVER)]


def test_a_server_that_went_between_calls(windows: Machine, python: Path) -> None:
    """Its last call is answered; the next says that there is no server."""
    _, _, last, gone, call = windows.excel(
        command(python), "start", "leave", "gone", "CLV_SIMPLE"
    )  # fmt: skip
    assert ANSWER.replace("CLV_SIMPLE", "leave") == last["answer"]
    assert "yes" == gone["gone"]
    assert call["name"] in (CALL_FAILED, NO_SERVER)


def test_the_bridge_gets_an_answer_after_each_death(windows: Machine, python: Path) -> None:
    """What the bridge does after a death, kill and start with one blank more, gives an answer."""
    (kill, start), (kill_again, start_again) = AFTER_A_DEATH
    _, _, death, killed, fresh, call, _, killed_again, fresh_again, last = windows.excel(
        command(python), "start", "die", kill, start, "CLV_SIMPLE", "die", kill_again, start_again,
        "CLV_SIMPLE",
    )  # fmt: skip
    assert CALL_FAILED == death["number"]
    assert ["0"] * 4 == [one["result"] for one in (killed, fresh, killed_again, fresh_again)]
    assert [ANSWER, ANSWER] == [call["answer"], last["answer"]]


def test_the_same_line_gives_no_other_server(windows: Machine, python: Path) -> None:
    """In Wine the bridge needs the blank: without it the dead server's class is in the way."""
    _, _, _, _, again = windows.excel(command(python), "start", "die", "kill", "start")
    assert again["text"].startswith("Could not activate Python COM server, hr = ")


def test_kill_ends_python(windows: Machine, python: Path) -> None:
    """KillPy ends the process, not cmd.exe alone."""
    _, _, call, kill, gone = windows.excel(command(python), "start", "CLV_SIMPLE", "kill", "gone")
    assert (ANSWER, "0", "yes") == (call["answer"], kill["result"], gone["gone"])


def test_python_ends_with_excel(windows: Machine, python: Path) -> None:
    """An Excel that ends without a word leaves no process behind."""
    _, start, call = windows.excel(command(python), "start", "CLV_SIMPLE")
    assert ("0", ANSWER) == (start["result"], call["answer"])
    assert running(windows.python), "a program that runs is not found"
    until = time.monotonic() + PATIENCE
    while running(python) and time.monotonic() < until:
        time.sleep(0.1)
    assert [] == running(python)


@pytest.mark.parametrize("milliseconds", ["0", "1500"])
def test_a_python_that_ends_is_told(milliseconds: str, windows: Machine, python: Path) -> None:
    """At once or after a while: Excel hears that it ended and with which command, not a number."""
    line = command(python)
    _, start, call = windows.excel(line, "start", "CLV_SIMPLE", CLVXL_END=milliseconds)
    check_told(start, line)
    assert "no server" == call["answer"]


def test_a_python_that_is_not_there_is_told(windows: Machine, tmp_path: Path) -> None:
    """Excel hears it twice, for two cells; neither waits until the DLL gives up."""
    line = command(tmp_path / "it's & gone" / "python.exe")
    _, first, second = windows.excel(line, "start", "start")
    check_told(first, line)
    check_told(second, line)


def check_told(start: dict[str, str], line: str) -> None:
    """The start failed, and its text says that Python ended and what was tried."""
    assert "-2147467259" == start["result"]
    said, _, tried = start["text"].partition("\\n")
    assert ENDED == said
    assert "Command: " + line.partition("$(CLSID)")[0] == tried.partition("{")[0]


@pytest.mark.parametrize(("required", "outcome"), [("", pytest.skip.Exception),
                                                   ("1", pytest.fail.Exception)])  # fmt: skip
def test_a_missing_program(
    required: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Wine the tests are skipped, and fail where Wine is required."""
    monkeypatch.setenv(REQUIRED, required)
    with pytest.raises(outcome, match="no-such-wine is not installed"):
        tool("no-such-wine")
