"""What is wrong with the add-in on this computer, each in a sentence with its remedy."""

from __future__ import annotations

import csv
import re
import sys
import tempfile
from pathlib import Path

from clvxl import __version__
from clvxl.errors import FileError
from clvxl.hosts.finding import Finding, Findings
from clvxl.hosts.libreoffice.bootstrap import log_path
from clvxl.hosts.libreoffice.builder import write_folder
from clvxl.hosts.libreoffice.install import installed_version, site_folders
from clvxl.hosts.libreoffice.names import FUNCTIONS_SERVICE, OLDEST, method_name
from clvxl.hosts.libreoffice.programs import Office, find_office, profile_option, run
from clvxl.hosts.libreoffice.texts import say
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import formula_text
from clvxl.text import Text

__all__ = ["Finding", "diagnose"]

_PROBE = REGISTRY["CLV_SIMPLE"]

_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body>
<office:spreadsheet><table:table table:name="Probe"><table:table-row>
<table:table-cell table:formula="of:={formula}"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document>
"""


def diagnose(profile: Path | None = None, language: str = "en") -> list[Finding]:
    """Look at LibreOffice, its version, the add-in, and evaluate a function in it.

    What depends on a failure is left out. `profile` is one other than the user's own.
    """
    look = Findings(say, language)
    try:
        office = find_office()
    except FileError as error:
        return [look.refused("program", error)]
    if not office.new_enough:
        return [look.wrong("program", "too_old", "newer", name=office.name, oldest=OLDEST)]
    found = [look.well("program", "at", name=office.name, place=office.soffice)]
    try:
        version = installed_version(office, profile)
        found.append(_add_in(version, look))
        found.append(_evaluation(office, profile, look, installed=version is not None))
    except FileError as error:
        found.append(look.refused("answer", error))
    return found


def _add_in(version: str | None, look: Findings) -> Finding:
    if version is None:
        return look.wrong("add_in", "not_installed")
    if version != __version__:
        return look.wrong("add_in", "other_version", version=version, here=__version__)
    return look.well("add_in", "same_version", version=version)


def _evaluation(
    office: Office, profile: Path | None, look: Findings, *, installed: bool
) -> Finding:
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
        said = log.read_text("utf-8") if log else ""
        return _judge(shown, said, look, installed=installed)


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
        raise FileError(
            Text("LibreOffice does not compute a sheet: close LibreOffice and try again",
                "LibreOffice 不能计算工作表：请关闭 LibreOffice 后再试")
        )  # fmt: skip
    rows = list(csv.reader(result.read_text("utf-8", "replace").splitlines()))
    return rows[0][0] if rows and rows[0] else ""


def _judge(shown: str, log: str, look: Findings, *, installed: bool = True) -> Finding:
    """What the cell and the log of the add-in say together; none installed, it was a trial."""
    formula, name = _PROBE.example.formula(_PROBE.name), "answer" if installed else "trial"
    key = "gives" if shown else "gives_nothing"
    if shown == f"{_PROBE.example.answer:g}":
        gives = look.part(key, formula=formula, shown=shown)
        return look.well(
            name, key if installed else "would_work", formula=formula, shown=shown, gives=gives
        )
    inside = re.search(r"cannot start in Python (\S+)", log)
    ours = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if inside and inside[1] != ours:
        return look.wrong(name, "other_python", "that_python", inside=inside[1], ours=ours)
    if inside:
        return look.wrong(name, "cannot_load", reason=log.strip().splitlines()[-1])
    return look.wrong(name, key, "look", formula=formula, shown=shown, log=log_path())
