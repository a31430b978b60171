"""Installing the add-in into Excel for the current user, and removing it."""

from __future__ import annotations

import importlib.util
import re
import shutil
import zipfile
from pathlib import Path

from clvxl.errors import FileError
from clvxl.hosts.excel.addin import FILE_NAME, build
from clvxl.hosts.excel.runtime import runtime_version
from clvxl.hosts.excel.settings import Computer, in_use_told, this_computer, write_settings
from clvxl.hosts.texts import SHARED
from clvxl.text import Text

__all__ = ["install", "installed_versions", "mac_script", "uninstall"]

NOT_REMOVED = Text("{file} cannot be removed ({reason}): close Excel and try again",
    "无法删除 {file}（{reason}）：请关闭 Excel 后重试")  # fmt: skip


def install(computer: Computer | None = None) -> Path:
    """Build the add-in of this environment into XLSTART, and write the user's settings.

    The add-in's path is returned. A `FileError` says that Excel does not exist for this system,
    holds the file, or that a folder cannot be written. Tests give another `computer` than this one.
    """
    computer = _with_excel(computer)
    # The settings first: they refuse a path that Excel cannot read before anything is changed.
    write_settings(computer)
    folder = computer.start_folder
    with in_use_told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    made = build(folder / FILE_NAME)
    _copy_script(computer)
    return made


def _with_excel(computer: Computer | None) -> Computer:
    computer = computer or this_computer()
    if computer.platform not in ("win32", "darwin"):
        raise FileError(
            Text("there is no Excel for this system: it runs on Windows and macOS",
                "此系统没有 Excel：Excel 只在 Windows 与 macOS 上运行")
        )  # fmt: skip
    return computer


def mac_script(computer: Computer) -> Path | None:
    """Return where the script must be through which Excel for Mac runs Python; else None."""
    if computer.script_folder is None:
        return None
    return computer.script_folder / f"xlwings-{runtime_version()}.applescript"


def _copy_script(computer: Computer) -> None:
    target = mac_script(computer)
    spec = importlib.util.find_spec("xlwings")
    if target is None or spec is None or spec.origin is None:
        return
    with in_use_told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(spec.origin).with_name(target.name), target)


def uninstall(computer: Computer | None = None) -> None:
    """Remove the add-in and its settings; a `FileError` where it is not there or Excel holds it."""
    computer = _with_excel(computer)
    add_in = computer.start_folder / FILE_NAME
    if not add_in.exists():
        raise FileError(SHARED["nothing_to_remove"])
    for path in (add_in, computer.settings_file):
        with in_use_told(path, NOT_REMOVED):
            path.unlink(missing_ok=True)


def installed_versions(add_in: Path) -> tuple[str, str] | None:
    """Return the versions of clvxl and xlwings that an add-in was built from; None if unknown."""
    try:
        with zipfile.ZipFile(add_in) as archive:
            said = archive.read("docProps/core.xml").decode("utf-8")
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
    found = re.search(r"clvxl (\S+), xlwings (\S+)\.<", said)
    return (found[1], found[2]) if found else None
