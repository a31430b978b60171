"""The add-in's parts, and the .oxt or the folder that they make up."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path

from clvxl import __version__
from clvxl.files.paths import made_folder
from clvxl.files.safe_write import written_beside
from clvxl.hosts.libreoffice import configuration
from clvxl.hosts.libreoffice.bootstrap import SETTINGS
from clvxl.hosts.libreoffice.icons import icon
from clvxl.hosts.libreoffice.names import tools

__all__ = ["FILE_NAME", "oxt", "parts", "write_folder", "write_oxt"]

FILE_NAME = "clvxl.oxt"
ICON_SIZES = (16, 26)

_CONFIGURATIONS = {
    "CalcAddIns.xcu": configuration.calc_add_ins,
    "Addons.xcu": configuration.addons,
    "ProtocolHandler.xcu": configuration.protocol_handler,
    "Jobs.xcu": configuration.jobs,
    "CalcWindowState.xcu": configuration.window_state,
}
_PYTHON, _LICENCE = "bootstrap.py", "LICENSE.txt"
_TYPES, _COMPONENTS = "clvxl.idl", "clvxl.components"
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold


def parts(site_folders: Sequence[str | Path]) -> dict[str, bytes]:
    """Return the add-in's parts: path inside it to content. Same input, same parts.

    Parameters
    ----------
    site_folders : sequence of str or Path
        Where LibreOffice's Python finds clvxl and what it needs.

    Returns
    -------
    dict of str to bytes

    Examples
    --------
    >>> sorted(parts([]))[:3]
    ['Addons.xcu', 'CalcAddIns.xcu', 'CalcWindowState.xcu']
    """
    settings = {"version": __version__, "folders": list(map(str, site_folders))}
    package = resources.files("clvxl.hosts.libreoffice")
    found = {
        "META-INF/manifest.xml": configuration.manifest(_CONFIGURATIONS, _TYPES, _COMPONENTS),
        "description.xml": configuration.description(_LICENCE),
        _TYPES: configuration.interface(),
        _COMPONENTS: configuration.components(_PYTHON),
        SETTINGS: json.dumps(settings, indent=1).encode(),
        _PYTHON: (package / _PYTHON).read_bytes(),
        _LICENCE: (package / _LICENCE).read_bytes(),
    }
    found |= {name: draw() for name, draw in _CONFIGURATIONS.items()}
    for command in tools():
        for size in ICON_SIZES:
            found[f"icons/{command.key}_{size}.png"] = icon(command.icon, size)
    return found


def oxt(content: Mapping[str, bytes]) -> bytes:
    """Return the parts as one .oxt file, byte for byte the same for the same parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted(content):
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content[name])
    return file.getvalue()


def write_oxt(path: Path, site_folders: Sequence[str | Path]) -> None:
    """Write the add-in as an .oxt, replacing the one that is there when the new one is complete."""
    made_folder(path.parent)
    with written_beside(path, overwrite=True) as new:
        new.write_bytes(oxt(parts(site_folders)))


def write_folder(folder: Path, site_folders: Sequence[str | Path]) -> None:
    """Write the add-in unpacked into `folder`, from which LibreOffice can load it as it stands."""
    for name, content in parts(site_folders).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
