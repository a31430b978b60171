"""Installing the add-in for the current user, and removing it."""

from __future__ import annotations

import json
import os
import re
import site
import sys
import sysconfig
import tempfile
from pathlib import Path

import clvxl
from clvxl.errors import FileError
from clvxl.hosts.libreoffice.builder import FILE_NAME, write_oxt
from clvxl.hosts.libreoffice.names import EXTENSION, OLDEST
from clvxl.hosts.libreoffice.programs import Office, find_office, profile_option, run
from clvxl.hosts.libreoffice.settings import FILE as SETTINGS_FILE
from clvxl.hosts.texts import SHARED
from clvxl.text import Text

__all__ = ["install", "installed_version", "kept_language", "site_folders", "uninstall"]


def site_folders() -> list[str]:
    """Return the folders in which this Python finds clvxl and what it needs."""
    # This clvxl first: where it runs from its source folder, a site folder may hold another.
    folders = [str(Path(clvxl.__file__).resolve().parents[1])]
    folders += [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    if site.ENABLE_USER_SITE:
        folders.append(site.getusersitepackages())
    return [folder for folder in dict.fromkeys(folders) if Path(folder).is_dir()]


def install(profile: Path | None = None) -> Office:
    """Build the add-in of this environment and install it for the current user.

    LibreOffice is returned. `profile`, here and below, is one of LibreOffice other than the user's
    own. A `FileError` says that LibreOffice is missing or too old, or refuses.
    """
    office = find_office()
    if not office.new_enough:
        raise FileError(
            Text("{name} is too old: install version {oldest} or newer",
                "{name} 版本过旧：请安装 {oldest} 或更新版本"),
            name=office.name, oldest=OLDEST,
        )  # fmt: skip
    _refuse_root()
    with tempfile.TemporaryDirectory(prefix="clvxl") as folder:
        file = Path(folder) / FILE_NAME
        write_oxt(file, site_folders())
        _unopkg(office, profile, "add", "--force", "--suppress-license", str(file))
    return office


def uninstall(profile: Path | None = None) -> None:
    """Remove the add-in of the current user.

    A `FileError` says that LibreOffice is missing or refuses, or that the add-in is not installed.
    """
    office = find_office()
    _refuse_root()
    if installed_version(office, profile) is None:
        raise FileError(SHARED["nothing_to_remove"])
    _unopkg(office, profile, "remove", EXTENSION)


def installed_version(office: Office, profile: Path | None = None) -> str | None:
    """Return the version of the add-in that the current user has, or None."""
    said = run([office.unopkg, "list", *profile_option(profile)]).stdout
    found = re.search(rf"Identifier: {re.escape(EXTENSION)}\s+Version: (\S+)", said)
    return found[1] if found else None


def kept_language(profile: Path | None = None) -> str | None:
    """Return the language chosen in CLV > Settings, "en" or "zh"; None where none was chosen.

    >>> kept_language(Path("no such profile"))
    """
    try:
        path = (profile or _own_profile()) / "user" / SETTINGS_FILE
        found = json.loads(path.read_text("utf-8"))
    except (OSError, RuntimeError, ValueError):  # RuntimeError: the user has no home
        return None
    language = found.get("language") if isinstance(found, dict) else None
    return language if language in ("en", "zh") else None


def _own_profile() -> Path:
    """Where LibreOffice keeps the user's own profile on this system."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home()) / "LibreOffice"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support" / "LibreOffice"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "libreoffice"
    return base / "4"


def _refuse_root() -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        raise FileError(
            Text("LibreOffice installs no add-in for the administrator (root): run this as the "
                "user who works with it",
                "LibreOffice 不为管理员（root）安装加载项：请以使用它的用户身份运行")
        )  # fmt: skip


def _unopkg(office: Office, profile: Path | None, action: str, *args: str) -> None:
    done = run([office.unopkg, action, *profile_option(profile), *args])
    if done.returncode:
        said = (done.stderr + done.stdout).strip().splitlines()
        raise FileError(
            Text("LibreOffice refuses the add-in ({reason}): close LibreOffice and try again",
                "LibreOffice 拒绝该加载项（{reason}）：请关闭 LibreOffice 后再试"),
            reason=next((line for line in said if "ERROR" in line), said[-1] if said else "?"),
        )  # fmt: skip
