"""The command line's part for spreadsheet programs: build, install, uninstall, doctor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clvxl import __version__
from clvxl.errors import ClvxlError, FileError

if TYPE_CHECKING:
    from clvxl.hosts.finding import Finding

__all__ = ["build_addins", "doctor", "install_host", "uninstall_host"]


@click.command("build-addins")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Where to write them.",
)
def build_addins(folder: Path) -> None:
    """Write the add-ins, clvxl.xlam for Excel and clvxl.oxt for LibreOffice, to a folder.

    They work on this computer, with the Python that clvxl is installed in; the one for Excel needs
    the settings that 'clvxl install excel' writes.
    """
    from clvxl.hosts.excel.addin import FILE_NAME as XLAM
    from clvxl.hosts.excel.addin import build
    from clvxl.hosts.libreoffice.builder import FILE_NAME, write_oxt
    from clvxl.hosts.libreoffice.install import site_folders

    write_oxt(folder / FILE_NAME, site_folders())
    click.echo(f"→ {folder / FILE_NAME}")
    click.echo(f"→ {build(folder / XLAM)}")


HOSTS = ("excel", "libreoffice")
HOST = click.argument("host", required=False, type=click.Choice(HOSTS))


@click.command("install")
@HOST
@click.pass_context
def install_host(ctx: click.Context, host: str | None) -> None:
    """Install the functions and commands for the current user, into Excel and LibreOffice.

    Without a name it installs for those that are on this computer.
    """
    _for_each(ctx, host, {"excel": _install_excel, "libreoffice": _install_libreoffice})


@click.command("uninstall")
@HOST
@click.pass_context
def uninstall_host(ctx: click.Context, host: str | None) -> None:
    """Remove the add-in from Excel and LibreOffice, or from the one that is named."""
    _for_each(ctx, host, {"excel": _uninstall_excel, "libreoffice": _uninstall_libreoffice})


def _for_each(ctx: click.Context, host: str | None, work: dict[str, Callable[[], str]]) -> None:
    """Do the work for one host or all that are there; a refusal of one is no other's."""
    if host is not None:
        click.echo(work[host]())
        return
    there = _hosts_here()
    if not there:
        raise FileError(
            "neither Excel nor LibreOffice is found: install one of them, or name it, such as "
            "clvxl install excel"
        )
    refused = False
    for name in there:
        try:
            click.echo(work[name]())
        except ClvxlError as error:
            refused = True
            click.echo(f"clvxl: {error.sentence()}", err=True)
    ctx.exit(int(refused))


def _hosts_here() -> list[str]:
    from clvxl.hosts.excel.settings import this_computer
    from clvxl.hosts.libreoffice.programs import find_office

    found = ["excel"] if this_computer().has_excel else []
    try:
        find_office()
    except FileError:
        return found
    return [*found, "libreoffice"]


def _install_excel() -> str:
    from clvxl.hosts.excel.install import install

    return f"The add-in of clvxl {__version__} is installed for Excel ({install()}): start it anew."


def _install_libreoffice() -> str:
    from clvxl.hosts.libreoffice.install import install

    return f"The add-in of clvxl {__version__} is installed in {install().name}: start it anew."


def _uninstall_excel() -> str:
    from clvxl.hosts.excel.install import uninstall

    uninstall()
    return "The add-in is removed: start Excel anew."


def _uninstall_libreoffice() -> str:
    from clvxl.hosts.libreoffice.install import uninstall

    uninstall()
    return "The add-in is removed: start LibreOffice anew."


@click.command()
@click.option("--fix", is_flag=True, help="Mend what installing Excel's add-in anew can mend.")
@click.pass_context
def doctor(ctx: click.Context, fix: bool) -> None:
    """Say what is wrong with the add-ins, and what helps. Starts LibreOffice without a window."""
    from clvxl.hosts.excel import _log as excel_log
    from clvxl.hosts.excel import doctor as excel
    from clvxl.hosts.libreoffice import doctor as libreoffice
    from clvxl.hosts.libreoffice.bootstrap import log_path

    for_excel, for_calc = (excel.fix if fix else excel.diagnose)(), libreoffice.diagnose()
    found = _needed(for_excel, for_calc)
    if any(finding in for_excel for finding in found):
        _say_findings("Excel", for_excel, excel_log.log_path())
    if any(finding in for_calc for finding in found):
        _say_findings("LibreOffice", for_calc, log_path())
    ctx.exit(0 if all(finding.ok for finding in found) else 1)


def _needed(for_excel: list[Finding], for_calc: list[Finding]) -> list[Finding]:
    """What counts: of two programs one is enough, so that a missing one is left out."""
    excel_there = len(for_excel) > 1
    calc_there = len(for_calc) > 1
    if excel_there and not calc_there and for_calc[0].name == "LibreOffice":
        return for_excel
    return for_excel + for_calc if excel_there else for_calc


def _say_findings(program: str, found: list[Finding], log: Path) -> None:
    width = max(len(finding.name) for finding in found)
    for finding in found:
        remedy = "" if finding.ok else f": {finding.remedy}"
        state = "ok   " if finding.ok else "wrong"
        click.echo(f"{program:<11}  {finding.name:<{width}}  {state} {finding.sentence}{remedy}")
    click.echo(f"{program:<11}  {'log':<{width}}  faults are written to {log}")
