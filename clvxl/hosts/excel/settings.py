"""Where Excel keeps things on this computer, and the user's settings file of the add-in.

xlwings' runtime reads the settings line by line with VBA, in the system's own character set.
"""

from __future__ import annotations

import contextlib
import csv
import ctypes
import importlib
import locale
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath
from typing import Any

from clvxl.errors import FileError
from clvxl.files.safe_write import atomic_write
from clvxl.hosts.excel.runtime import PROJECT, SETTINGS
from clvxl.text import Text

__all__ = ["Computer", "in_use_told", "read_settings", "this_computer", "unseen_excels",
           "write_settings"]  # fmt: skip

MAC_GROUP = "Library/Group Containers/UBF8T346G9.Office"
MAC_START = f"{MAC_GROUP}/User Content.localized/Startup.localized/Excel"
MAC_DATA = "Library/Containers/com.microsoft.Excel/Data"
MAC_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"

Registry = Callable[[str], Mapping[str, Any]]


def _nothing(key: str) -> Mapping[str, Any]:
    return {}


def _nobody() -> list[int]:
    return []


@dataclass(frozen=True)
class Computer:
    """What installing depends on, so that a test can pretend another computer.

    `registry` gives the values of a key of the current user, none where there is no such key;
    `keys` the names of the keys in it; `short` the 8.3 form of a path, None where there is none;
    `encoding` is the system's character set. `machine` gives the values of a key that holds for
    all users; `unseen` the processes of Excel that run without a window that can be seen.
    """

    platform: str
    home: Path
    environment: Mapping[str, str]
    python: PurePath
    encoding: str
    registry: Registry
    keys: Callable[[str], list[str]]
    short: Callable[[str], str | None]
    machine: Registry = _nothing
    unseen: Callable[[], list[int]] = _nobody

    @property
    def has_excel(self) -> bool:
        """Whether Excel was ever installed or started here, as far as files and registry tell."""
        if self.platform == "win32":
            known = any(self.registry(rf"Software\Microsoft\Office\{v}\Excel\Options")
                        for v in OFFICE_VERSIONS)  # fmt: skip
            return known or self.start_folder.parent.is_dir()
        if self.platform == "darwin":
            return (self.home / MAC_DATA).is_dir() or Path(MAC_PROGRAM).is_dir()
        return False

    @property
    def start_folder(self) -> Path:
        """XLSTART, the folder whose files Excel opens when it starts."""
        if self.platform == "darwin":
            return self.home / MAC_START
        roaming = self.environment.get("APPDATA")
        base = Path(roaming) if roaming else self.home / "AppData" / "Roaming"
        return base / "Microsoft" / "Excel" / "XLSTART"

    @property
    def settings_file(self) -> Path:
        """The file that the add-in reads its settings from, and no other."""
        if self.platform == "darwin":
            return self.home / MAC_DATA / f"{PROJECT}.conf"
        profile = self.environment.get("USERPROFILE")
        return (Path(profile) if profile else self.home) / f".{PROJECT}" / f"{PROJECT}.conf"

    @property
    def script_folder(self) -> Path | None:
        """Where Excel for Mac allows scripts, through which its macros run Python."""
        return self.home / MAC_SCRIPTS if self.platform == "darwin" else None

    @property
    def interpreter_key(self) -> str:
        """The setting that names the Python."""
        return "INTERPRETER_MAC" if self.platform == "darwin" else "INTERPRETER_WIN"


MAC_PROGRAM = "/Applications/Microsoft Excel.app"
EXCEL_WINDOW = "XLMAIN"
"""The class of Excel's windows."""
OFFICE_VERSIONS = ("16.0", "15.0")


def this_computer() -> Computer:
    """Return the computer that this runs on."""
    windows = sys.platform == "win32"
    return Computer(
        platform=sys.platform, home=Path.home(), environment=os.environ,
        python=_console_python(sys.executable),
        encoding="mbcs" if windows else locale.getpreferredencoding(do_setlocale=False),
        registry=_registry_values, keys=_registry_keys, short=_short_path,
        machine=lambda key: _registry_values(key, "HKEY_LOCAL_MACHINE"), unseen=_unseen_here,
    )  # fmt: skip


def _console_python(executable: str) -> PurePath:
    """The interpreter as the runtime wants it: the one that cmd.exe waits for."""
    path = PureWindowsPath(executable) if sys.platform == "win32" else PurePath(executable)
    return path.with_name("python.exe") if path.name.lower() == "pythonw.exe" else path


def _registry_values(key: str, hive: str = "HKEY_CURRENT_USER") -> Mapping[str, Any]:
    """The values of a key; none on other systems than Windows."""
    with contextlib.suppress(ImportError, OSError):
        winreg: Any = importlib.import_module("winreg")
        with winreg.OpenKey(getattr(winreg, hive), key) as opened:
            count = winreg.QueryInfoKey(opened)[1]
            return {name: value for name, value, _ in
                    (winreg.EnumValue(opened, at) for at in range(count))}  # fmt: skip
    return {}


def _registry_keys(key: str) -> list[str]:
    with contextlib.suppress(ImportError, OSError):
        winreg: Any = importlib.import_module("winreg")
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            return [winreg.EnumKey(opened, at) for at in range(winreg.QueryInfoKey(opened)[0])]
    return []


def _short_path(path: str) -> str | None:
    windows: Any = vars(ctypes).get("windll")
    if windows is None:
        return None
    room = ctypes.create_unicode_buffer(1024)
    length = windows.kernel32.GetShortPathNameW(path, room, len(room))
    return room.value if 0 < length < len(room) else None


def _unseen_here() -> list[int]:
    windows: Any = vars(ctypes).get("windll")
    return [] if windows is None else unseen_excels(windows.user32)


def unseen_excels(user32: Any) -> list[int]:
    """Return the processes of Excel of whose windows none can be seen, as Windows' user32 tells.

    A program that started Excel and ended without closing it leaves such a one behind.
    """
    seen: dict[int, bool] = {}
    window = user32.FindWindowExW(None, None, EXCEL_WINDOW, None)
    while window:
        process = ctypes.c_ulong()
        user32.GetWindowThreadProcessId(ctypes.c_void_p(window), ctypes.byref(process))
        visible = bool(user32.IsWindowVisible(ctypes.c_void_p(window)))
        seen[process.value] = seen.get(process.value, False) or visible
        window = user32.FindWindowExW(None, ctypes.c_void_p(window), EXCEL_WINDOW, None)
    return sorted(number for number, visible in seen.items() if not visible)


NOT_WRITTEN = Text(
    "{file} cannot be written ({reason}): close Excel, check the folder and try again",
    "无法写入 {file}（{reason}）：请关闭 Excel，检查文件夹后重试",
)


@contextlib.contextmanager
def in_use_told(path: Path, text: Text = NOT_WRITTEN) -> Iterator[None]:
    """Say in a sentence why the system refuses a file or folder, which Excel may hold."""
    try:
        yield
    except FileError:
        raise
    except OSError as error:
        raise FileError(text, file=path, reason=error.strerror or str(error)) from error


def write_settings(computer: Computer) -> Path:
    """Write the user's settings file with this Python, and return its path.

    A `FileError` says that it cannot be written, or that Excel could not read it or the Python's
    path.
    """
    path = computer.settings_file
    # VBA reads the user's folder from the environment, and opens files, in that character set.
    if computer.platform == "win32" and not _has_letters(computer.encoding, str(path)):
        raise FileError(
            Text("Excel cannot read its settings in {file}, because Windows' character set lacks "
                "letters of that name: choose your language under Control Panel > Region > "
                "Administrative > Change system locale, start Windows anew and run clvxl install "
                "excel",
                "Excel 无法读取 {file} 中的设置，因为 Windows 的系统字符集缺少该名称中的字符：请在"
                "“控制面板 > 区域 > 管理 > 更改系统区域设置”中选择你的语言，重新启动 Windows，再运"
                "行 clvxl install excel"),
            file=path,
        )  # fmt: skip
    values = {**SETTINGS, computer.interpreter_key: _readable(computer)}
    text = "".join(f'"{key}","{value}"\n' for key, value in values.items() if value)
    with in_use_told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(path, overwrite=True) as new:
            new.write_bytes(text.encode(computer.encoding))
    return path


def _readable(computer: Computer) -> str:
    """The Python's path in the characters that VBA reads: as it is, or in its short form."""
    path = str(computer.python)
    for form in (path, computer.short(path)):
        if form and _fits(form, computer.encoding):
            return form
    raise FileError(
        Text("Excel cannot read the path of this Python, {path}: install clvxl in a folder whose "
            "name has plain letters only, and no % or quotation mark",
            "Excel 无法读取此 Python 的路径 {path}：请将 clvxl 安装到名称只含普通字母、不含 % 或引"
            "号的文件夹"),
        path=path,
    )  # fmt: skip


def _fits(text: str, encoding: str) -> bool:
    # The runtime replaces %NAME% by an environment variable; a quotation mark ends the value.
    return '"' not in text and text.count("%") < 2 and _has_letters(encoding, text)


def _has_letters(encoding: str, text: str) -> bool:
    """Whether a character set has all letters of a text."""
    try:
        return text.encode(encoding).decode(encoding) == text
    except UnicodeError:
        return False


def read_settings(computer: Computer) -> dict[str, str] | None:
    """Return the user's settings, None where there is no such file.

    A `FileError` says that it cannot be read.
    """
    path = computer.settings_file
    try:
        text = path.read_bytes().decode(computer.encoding)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError) as error:
        raise FileError(
            Text("{file} cannot be read: run clvxl install excel to write it again",
                "无法读取 {file}：请运行 clvxl install excel 重新写入"),
            file=path,
        ) from error  # fmt: skip
    return {row[0].upper(): row[1] for row in csv.reader(text.splitlines()) if len(row) == 2}
