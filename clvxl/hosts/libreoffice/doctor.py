"""What is wrong with the add-in on this computer, each in a sentence with its remedy."""

from __future__ import annotations

import csv
import re
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from clvxl import __version__
from clvxl.errors import FileError
from clvxl.hosts.finding import Finding
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
Tell = Callable[..., str]

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

    Parameters
    ----------
    profile : Path, optional
        A profile of LibreOffice other than the user's own.
    language : {"en", "zh"}
        Of the findings.

    Returns
    -------
    list of Finding
        In the order in which they were looked at; what depends on a failure is left out.
    """
    tell = partial(say, language=language)
    try:
        office = find_office()
    except FileError as error:
        return [_refusal(tell("program"), error, language)]
    if not office.new_enough:
        what, remedy = tell("too_old", name=office.name), tell("newer", oldest=OLDEST)
        return [Finding(tell("program"), False, what, remedy)]
    what = tell("at", name=office.name, place=office.soffice)
    found = [Finding(tell("program"), True, what)]
    try:
        version = installed_version(office, profile)
        found.append(_add_in(version, tell))
        found.append(_evaluation(office, profile, tell, installed=version is not None))
    except FileError as error:
        found.append(_refusal(tell("answer"), error, language))
    return found


def _refusal(name: str, error: FileError, language: str) -> Finding:
    colon = "：" if language == "zh" else ": "
    what, _, remedy = error.sentence(language).partition(colon)
    return Finding(name, False, what, remedy)


def _add_in(version: str | None, tell: Tell = say) -> Finding:
    name = tell("add_in")
    if version is None:
        return Finding(name, False, tell("not_installed"), tell("install"))
    if version != __version__:
        what = tell("other_version", version=version, here=__version__)
        return Finding(name, False, what, tell("install"))
    return Finding(name, True, tell("same_version", version=version))


def _evaluation(office: Office, profile: Path | None, tell: Tell, *, installed: bool) -> Finding:
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
        return _judge(shown, said, tell, installed=installed)


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
            Text(
                "LibreOffice does not compute a sheet: close LibreOffice and try again",
                "LibreOffice 不能计算工作表：请关闭 LibreOffice 后再试",
            )
        )
    rows = list(csv.reader(result.read_text("utf-8", "replace").splitlines()))
    return rows[0][0] if rows and rows[0] else ""


def _judge(shown: str, log: str, tell: Tell = say, *, installed: bool = True) -> Finding:
    """What the cell and the log of the add-in say together; none installed, it was a trial."""
    formula, name = _PROBE.example.formula(_PROBE.name), tell("answer" if installed else "trial")
    gives = tell("gives" if shown else "gives_nothing", formula=formula, shown=shown)
    if shown == f"{_PROBE.example.answer:g}":
        return Finding(name, True, gives if installed else tell("would_work", gives=gives))
    inside = re.search(r"cannot start in Python (\S+)", log)
    ours = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if inside and inside[1] != ours:
        what = tell("other_python", inside=inside[1], ours=ours)
        return Finding(name, False, what, tell("that_python", inside=inside[1]))
    if inside:
        reason = log.strip().splitlines()[-1]
        return Finding(name, False, tell("cannot_load", reason=reason), tell("install"))
    return Finding(name, False, gives, tell("look", log=log_path()))
