"""A macro workbook of the add-in's parts in a headless LibreOffice, which runs its VBA."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import uuid
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from clvxl.hosts.excel import addin
from clvxl.hosts.excel.vba_project import Module, write_project
from tests.hosts.libreoffice.driver import (
    PLAIN_PATH,
    connect,
    end,
    load_uno,
    missing,
    property_value,
)


def macro_workbook(path: Path, modules: Sequence[Module], cells: Mapping[str, str]) -> Path:
    """Write a macro workbook of the add-in's sheets, with modules, and formulas on the first sheet."""
    parts = addin.parts()
    parts["xl/vbaProject.bin"] = write_project(addin.PROJECT_NAME, modules)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"addin.", b"sheet.")
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b' visibility="hidden"', b"")
    rows = "".join(
        f'<row r="{address[1:]}"><c r="{address}"><f>{escape(formula)}</f></c></row>'
        for address, formula in cells.items()
    )
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = re.sub(
        rb"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>".encode(), sheet
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@contextlib.contextmanager
def calc(folder: Path) -> Iterator[Callable[[Path], Any]]:
    """A LibreOffice that runs macros, its profile in a folder; gives what opens a file in it."""
    if not shutil.which("soffice", path=PLAIN_PATH):
        missing("LibreOffice is not installed")
    uno = load_uno()
    pipe = f"clvxl{uuid.uuid4().hex}"
    command = [
        "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;",
    ]  # fmt: skip
    environment = {**os.environ, "PATH": PLAIN_PATH}
    environment.pop("PYTHONPATH", None)
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, env=environment, start_new_session=True
        )
    try:
        context = connect(uno, pipe, process)
        desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        always_run_macros = property_value("MacroExecutionMode", 4)
        options = (property_value("Hidden", True), always_run_macros)
        yield lambda file: desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, options)
    finally:
        end(process)


@contextlib.contextmanager
def opened_in_calc(file: Path) -> Iterator[Any]:
    """The workbook, open in a LibreOffice of its own."""
    with calc(file.parent) as opened:
        document = opened(file)
        yield document
        document.close(True)


def runner(document: Any, standard: str) -> Callable[..., Any]:
    """What runs a VBA function of the document, by its name and, if not `standard`, its module."""
    provider = document.getScriptProvider()

    def run(name: str, *args: Any) -> Any:
        module, _, function = name.rpartition(".")
        place = f"vnd.sun.star.script:{addin.PROJECT_NAME}.{module or standard}.{function}"
        script = provider.getScript(f"{place}?language=Basic&location=document")
        return script.invoke(args, (), ())[0]

    return run
