"""The command line's part for spreadsheet programs: build, install, uninstall, doctor."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from clvxl import __version__
from clvxl.cli.files import say_written
from clvxl.errors import ClvxlError, FileError
from clvxl.text import Text, Texts

if TYPE_CHECKING:
    from clvxl.hosts.finding import Finding

__all__ = ["build_addins", "doctor", "install_host", "lite", "uninstall_host"]

BUILD_ADDINS_HELP = """
Write the add-ins, clvxl.xlam for Excel and clvxl.oxt for LibreOffice, to a folder.

They work on this computer, with the Python that clvxl is installed in; the one for Excel needs
the settings that 'clvxl install excel' writes.
"""

INSTALL_HOST_HELP = """
Install the functions and commands for the current user, into Excel and LibreOffice.

Without a name it installs for those that are on this computer.
"""

LITE_HELP = """
Write main.py and requirements.txt for xlwings Lite.

With them the functions work in Excel for the web, on the Mac and on Windows, without a Python on
the computer. What is to be done with the two files is said.
"""


FOLDER = click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), required=True,
    help="Where to write them.",
)  # fmt: skip


@click.command("build-addins", help=BUILD_ADDINS_HELP)
@FOLDER
def build_addins(folder: Path) -> None:
    """Write both add-ins and say where."""
    from clvxl.hosts.excel.addin import FILE_NAME as XLAM
    from clvxl.hosts.excel.addin import build
    from clvxl.hosts.libreoffice.builder import FILE_NAME, write_oxt
    from clvxl.hosts.libreoffice.install import site_folders

    write_oxt(folder / FILE_NAME, site_folders())
    say_written(folder / FILE_NAME)
    say_written(build(folder / XLAM))


HOSTS = ("excel", "libreoffice")
HOST = click.argument("host", required=False, type=click.Choice(HOSTS))

_WORDS = Texts(
    {
        "ok": Text("ok", "正常"),
        "wrong": Text("wrong", "有误"),
        "log": Text("log", "日志"),
        "written": Text("faults are written to {log}", "故障记录在 {log}"),
        "colon": Text(": ", "："),
    }
)


_word = _WORDS.say


def _language(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str:
    from clvxl.hosts.libreoffice.install import kept_language

    # Excel keeps no language of its own: its ribbon follows Excel's.
    language = value or kept_language() or "en"
    ctx.meta["language"] = language
    return language


LANGUAGE = click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    is_eager=True,
    callback=_language,
    help="Of what is said. Default: the one chosen in LibreOffice under CLV > Settings, else en.",
)

Work = Callable[[ModuleType], dict[str, object]]
"""Does something with a program through its module `install`; returns what the sentence names."""


@click.command("install", help=INSTALL_HOST_HELP)
@HOST
@LANGUAGE
@click.pass_context
def install_host(ctx: click.Context, host: str | None, language: str) -> None:
    """Install for one program or for all that are there."""
    named: dict[str, Work] = {
        "excel": lambda program: {"place": program.install()},
        "libreoffice": lambda program: {"name": program.install().name},
    }
    _for_each(ctx, host, "installed", named, language)


@click.command(
    "uninstall", help="Remove the add-in from Excel and LibreOffice, or from the one that is named."
)
@HOST
@LANGUAGE
@click.pass_context
def uninstall_host(ctx: click.Context, host: str | None, language: str) -> None:
    """Uninstall from one program or from all that are there."""
    _for_each(ctx, host, "removed", dict.fromkeys(HOSTS, _uninstall), language)


def _uninstall(program: ModuleType) -> dict[str, object]:
    program.uninstall()
    return {}


def _for_each(
    ctx: click.Context, host: str | None, done: str, work: Mapping[str, Work], language: str
) -> None:
    """Do the work for one host or all that are there; a refusal of one is no other's."""

    def do(name: str) -> None:
        named = work[name](import_module(f"clvxl.hosts.{name}.install"))
        texts = import_module(f"clvxl.hosts.{name}.texts")
        click.echo(texts.say(done, language, version=__version__, **named))

    if host is not None:
        do(host)
        return
    there = _hosts_here()
    if not there:
        raise FileError(
            Text(
                "neither Excel nor LibreOffice is found: install one of them, or name it, such as "
                "clvxl install excel",
                "未找到 Excel 或 LibreOffice：请安装其一，或指明名称，例如 clvxl install excel",
            )
        )
    refused = False
    for name in there:
        try:
            do(name)
        except ClvxlError as error:
            refused = True
            click.echo(f"clvxl: {error.sentence(language)}", err=True)
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


@click.command(help=LITE_HELP)
@FOLDER
@click.option(
    "--wheel",
    metavar="FILE|ADDRESS",
    help="The wheel of clvxl that xlwings Lite is to take: a file that you import into it, or an "
    "address (https://). Default: clvxl is fetched from PyPI.",
)
@click.option("--force", is_flag=True, help="Replace the files if they exist.")
@LANGUAGE
def lite(folder: Path, wheel: str | None, force: bool, language: str) -> None:
    """Write both files, or none where one would be replaced unasked, and say the steps."""
    from clvxl.files.paths import made_folder, refuse_missing
    from clvxl.files.safe_write import atomic_write, check_target
    from clvxl.hosts.excel.lite import files, is_address, steps

    if wheel is not None and not is_address(wheel):
        refuse_missing(Path(wheel))
        wheel = Path(wheel).name
    texts = {made_folder(folder) / name: text for name, text in files(language, wheel).items()}
    for path in texts:
        check_target(path, force)
    for path, text in texts.items():
        with atomic_write(path, force) as temporary:
            temporary.write_text(text, "utf-8")
        say_written(path)
    main, requirements = map(str, texts)
    click.echo(f"\n{steps(main, requirements, language, wheel)}")


@click.command(
    help="Say what is wrong with the add-ins, and what helps. Starts LibreOffice without a window."
)
@click.option("--fix", is_flag=True, help="Mend what installing Excel's add-in anew can mend.")
@LANGUAGE
@click.pass_context
def doctor(ctx: click.Context, fix: bool, language: str) -> None:
    """Look at both programs; the exit code is 1 where something is wrong."""
    from clvxl.hosts.excel import _log as excel_log
    from clvxl.hosts.excel import doctor as excel
    from clvxl.hosts.libreoffice import doctor as libreoffice
    from clvxl.hosts.libreoffice.bootstrap import log_path

    look = excel.fix if fix else excel.diagnose
    for_excel, for_calc = look(language=language), libreoffice.diagnose(language=language)
    found = _needed(for_excel, for_calc)
    if any(finding in for_excel for finding in found):
        _say_findings("Excel", for_excel, excel_log.log_path(), language)
    if any(finding in for_calc for finding in found):
        _say_findings("LibreOffice", for_calc, log_path(), language)
    ctx.exit(0 if all(finding.ok for finding in found) else 1)


def _needed(for_excel: list[Finding], for_calc: list[Finding]) -> list[Finding]:
    """What counts: of two programs one is enough, so that a missing one is left out."""
    excel_there = len(for_excel) > 1
    calc_there = len(for_calc) > 1
    if excel_there and not calc_there and for_calc[0].name == "LibreOffice":
        return for_excel
    return for_excel + for_calc if excel_there else for_calc


def _say_findings(program: str, found: list[Finding], log: Path, language: str) -> None:
    names = [*(finding.name for finding in found), _word("log", language)]
    width = max(map(_cells, names))
    states = [_word(key, language) for key in ("ok", "wrong")]
    room = max(map(_cells, states))
    for finding in found:
        remedy = "" if finding.ok else _word("colon", language) + finding.remedy
        name, state = _padded(finding.name, width), _padded(states[not finding.ok], room)
        click.echo(f"{program:<11}  {name}  {state} {finding.sentence}{remedy}")
    written = _word("written", language).format(log=log)
    click.echo(f"{program:<11}  {_padded(names[-1], width)}  {written}")


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _cells(text))


def _cells(text: str) -> int:
    """The places that a text takes in a terminal; a Chinese sign takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
