"""What is wrong with the add-in on this computer, each in a sentence with its remedy."""

from __future__ import annotations

import csv
import re
import sys
import tempfile
from pathlib import Path

from clvxl import __version__
from clvxl.errors import FileError
from clvxl.hosts.finding import Finding
from clvxl.hosts.libreoffice.bootstrap import log_path
from clvxl.hosts.libreoffice.builder import write_folder
from clvxl.hosts.libreoffice.configuration import OLDEST
from clvxl.hosts.libreoffice.install import installed_version, site_folders
from clvxl.hosts.libreoffice.names import FUNCTIONS_SERVICE, method_name
from clvxl.hosts.libreoffice.programs import Office, find_office, profile_option, run
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import formula_text

__all__ = ["Finding", "diagnose"]

_PROBE = REGISTRY["CLV_SIMPLE"]
_INSTALL = "run: clvxl install libreoffice"

_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body>
<office:spreadsheet><table:table table:name="Probe"><table:table-row>
<table:table-cell table:formula="of:={formula}"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document>
"""


def diagnose(profile: Path | None = None) -> list[Finding]:
    """Look at LibreOffice, its version, the add-in, and evaluate a function in it.

    Parameters
    ----------
    profile : Path, optional
        A profile of LibreOffice other than the user's own.

    Returns
    -------
    list of Finding
        In the order in which they were looked at; what depends on a failure is left out.
    """
    try:
        office = find_office()
    except FileError as error:
        what, _, remedy = str(error).partition(": ")
        return [Finding("LibreOffice", False, what, remedy)]
    if not office.new_enough:
        remedy = f"install version {OLDEST} or newer"
        return [Finding("LibreOffice", False, f"{office.name} is too old", remedy)]
    found = [Finding("LibreOffice", True, f"{office.name} is at {office.soffice}")]
    try:
        version = installed_version(office, profile)
        found.append(_add_in(version))
        found.append(_evaluation(office, profile, installed=version is not None))
    except FileError as error:
        what, _, remedy = str(error).partition(": ")
        found.append(Finding("answer", False, what, remedy))
    return found


def _add_in(version: str | None) -> Finding:
    if version is None:
        return Finding("add-in", False, "the add-in is not installed for this user", _INSTALL)
    if version != __version__:
        sentence = f"the add-in is of clvxl {version}, this is clvxl {__version__}"
        return Finding("add-in", False, sentence, _INSTALL)
    return Finding("add-in", True, f"the add-in of clvxl {version} is installed")


def _evaluation(office: Office, profile: Path | None, *, installed: bool) -> Finding:
    """Start LibreOffice and have it compute a cell: with the add-in it has, or a fresh one."""
    with tempfile.TemporaryDirectory(prefix="clvxl") as name:
        folder = Path(name)
        options = profile_option(profile)
        if not installed:
            write_folder(folder / "addins" / "clvxl", site_folders())
            options = [
                f"-env:BUNDLED_EXTENSIONS={(folder / 'addins').as_uri()}",
                *profile_option(folder / "profile"),
            ]
        shown = _computed(office, options, folder)
        log = next(folder.glob("state/clvxl/*.log"), None)
        return _judge(shown, log.read_text("utf-8") if log else "")


def _computed(office: Office, options: list[str], folder: Path) -> str:
    """What the cell shows."""
    args = ";".join(map(formula_text, _PROBE.example.args))
    formula = f"{FUNCTIONS_SERVICE}.{method_name(_PROBE)}({args})".upper()
    document = folder / "probe.fods"
    document.write_text(_DOCUMENT.format(formula=formula), "utf-8")
    run(
        [office.soffice, *options, "--headless", "--norestore", "--nologo", "--convert-to", "csv",
         "--outdir", folder, document],
        state=folder / "state",
    )  # fmt: skip
    result = folder / "probe.csv"
    if not result.exists():
        raise FileError("LibreOffice does not compute a sheet: close LibreOffice and try again")
    rows = list(csv.reader(result.read_text("utf-8", "replace").splitlines()))
    return rows[0][0] if rows and rows[0] else ""


def _judge(shown: str, log: str) -> Finding:
    """What the cell and the log of the add-in say together."""
    formula = _PROBE.example.formula(_PROBE.name)
    if shown == f"{_PROBE.example.answer:g}":
        return Finding("answer", True, f"{formula} gives {shown} in LibreOffice")
    inside = re.search(r"cannot start in Python (\S+)", log)
    ours = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if inside and inside[1] != ours:
        sentence = f"LibreOffice has Python {inside[1]} inside, clvxl is installed in Python {ours}"
        remedy = f"install clvxl with Python {inside[1]}, then run: clvxl install libreoffice"
        return Finding("answer", False, sentence, remedy)
    if inside:
        reason = log.strip().splitlines()[-1]
        sentence = f"LibreOffice cannot load clvxl ({reason})"
        return Finding("answer", False, sentence, _INSTALL)
    sentence = f"{formula} gives {shown or 'nothing'} in LibreOffice"
    remedy = f"install the add-in again ({_INSTALL}) and look into {log_path()}"
    return Finding("answer", False, sentence, remedy)
