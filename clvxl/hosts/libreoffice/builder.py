"""The add-in's parts, and the .oxt or the folder that they make up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from clvxl import __version__
from clvxl.files.paths import made_folder
from clvxl.hosts.libreoffice import configuration
from clvxl.hosts.libreoffice.bootstrap import SETTINGS
from clvxl.hosts.libreoffice.icons import icon
from clvxl.hosts.libreoffice.names import OLDEST, tools
from clvxl.hosts.packages import filled, standing_parts, write_package

__all__ = ["FILE_NAME", "parts", "write_folder", "write_oxt"]

FILE_NAME = "clvxl.oxt"
ICON_SIZES = (16, 26)
_HERE = Path(__file__).parent


def parts(site_folders: Sequence[str | Path]) -> dict[str, bytes]:
    """Return the add-in's parts: path inside it to content. Same input, same parts.

    `site_folders` are where LibreOffice's Python finds clvxl and what it needs.

    >>> sorted(parts([]))[:3]
    ['Addons.xcu', 'CalcAddIns.xcu', 'CalcWindowState.xcu']
    """
    settings = {"version": __version__, "folders": list(map(str, site_folders))}
    found = standing_parts(_HERE / "parts") | {
        "Addons.xcu": configuration.addons(),
        "CalcAddIns.xcu": configuration.calc_add_ins(),
        "clvxl.idl": configuration.interface(),
        SETTINGS: json.dumps(settings, indent=1).encode(),
        "bootstrap.py": (_HERE / "bootstrap.py").read_bytes(),
    }
    about = "description.xml"
    found[about] = filled(found[about], version=__version__, oldest=OLDEST)
    for command in tools():
        for size in ICON_SIZES:
            found[f"icons/{command.key}_{size}.png"] = icon(command.icon, size)
    return found


def write_oxt(path: Path, site_folders: Sequence[str | Path]) -> None:
    """Write the add-in as an .oxt, replacing the one that is there when the new one is complete."""
    made_folder(path.parent)
    write_package(path, parts(site_folders))


def write_folder(folder: Path, site_folders: Sequence[str | Path]) -> None:
    """Write the add-in unpacked into `folder`, from which LibreOffice can load it as it stands."""
    for name, content in parts(site_folders).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
