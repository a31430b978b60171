"""A project's modules: what their text may be, and what Office keeps before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from clvxl.hosts.excel.vba_project import records
from clvxl.hosts.excel.vba_project.compound_file import write_compound_file
from clvxl.hosts.excel.vba_project.compression import compress

__all__ = ["Kind", "Module", "write_project"]

LINE = 1023
CONTINUATIONS = 24
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_EXPORTED_CLASS = re.compile(r"VERSION [\d.]+ CLASS\r\nBEGIN\r\n(?:.*\r\n)*?END\r\n")
_ATTRIBUTE = re.compile(r'Attribute (VB_\w+) = (".*"|\w+)\r\n')
_CLASS_ID = "{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
_WORKBOOK_ID = "{00020819-0000-0000-C000-000000000046}"
_SHEET_ID = "{00020820-0000-0000-C000-000000000046}"


class Kind(Enum):
    """What a module is; its value is the word for it in the `PROJECT` stream."""

    MODULE = "Module"
    CLASS = "Class"
    WORKBOOK = "Workbook"
    SHEET = "Sheet"


@dataclass(frozen=True)
class Module:
    """A module: its name, what it is, and its text.

    The text may start as an exported file does (VERSION … END, Attribute VB_…); what a module of
    its kind has there is written anew, other attributes of the module are kept.
    """

    name: str
    kind: Kind
    text: str


def write_project(name: str, modules: Iterable[Module]) -> bytes:
    r"""Return the bytes of `vbaProject.bin`.

    The project's name is other than any module's. Modules are the workbook's, one a sheet, and the
    others, in the order the editor shows. A `ValueError` says which name or text VBA cannot hold,
    and why.

    >>> hello = Module("Hello", Kind.MODULE, "Sub Hello()\nEnd Sub\n")
    >>> write_project("Demo", [hello])[:4].hex()
    'd0cf11e0'
    """
    modules = list(modules)
    names = [module.name for module in modules]
    _check_names(name, names)
    streams = {f"VBA/{module.name}": compress(_source(module)) for module in modules}
    plain = [(module.name, module.kind is Kind.MODULE) for module in modules]
    streams["VBA/dir"] = compress(records.directory(name, plain))
    streams["VBA/_VBA_PROJECT"] = records.VBA_PROJECT
    streams["PROJECT"] = records.project_text(name, list(map(_project_line, modules)), names)
    streams["PROJECTwm"] = records.wide_names(names)
    return write_compound_file(streams)


def _check_names(project: str, names: Sequence[str]) -> None:
    seen = {"dir"}
    for name in [project, *names]:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name: a letter, then letters, digits, _; at most 31")
        if name.lower() in seen:
            raise ValueError(f"{name!r} is taken, by the project, a module or Office itself")
        seen.add(name.lower())


def _project_line(module: Module) -> str:
    if module.kind in (Kind.WORKBOOK, Kind.SHEET):
        return f"Document={module.name}/&H00000000"
    return f"{module.kind.value}={module.name}"


def _source(module: Module) -> bytes:
    """Return the module's text as Office keeps it: attributes first, CRLF, one code page."""
    text = "\r\n".join(module.text.splitlines()) + "\r\n"
    header = _header(module)
    text = _EXPORTED_CLASS.sub("", text, count=1) if text.startswith("VERSION ") else text
    while (attribute := _ATTRIBUTE.match(text)) is not None:
        text = text[attribute.end() :]
        if attribute[1] == "VB_Name" and attribute[2] != f'"{module.name}"':
            raise ValueError(f"module {module.name} calls itself {attribute[2]} in its first lines")
        if attribute[1] not in header:
            header[attribute[1]] = attribute[2]
    _check_lines(module.name, text)
    text = "".join(f"Attribute {key} = {value}\r\n" for key, value in header.items()) + text
    return _encoded(module.name, text)


def _header(module: Module) -> dict[str, str]:
    header = {"VB_Name": f'"{module.name}"'}
    if module.kind is Kind.MODULE:
        return header
    number = {Kind.CLASS: _CLASS_ID, Kind.WORKBOOK: _WORKBOOK_ID, Kind.SHEET: _SHEET_ID}
    document = str(module.kind is not Kind.CLASS)
    return header | {
        "VB_Base": f'"0{number[module.kind]}"', "VB_GlobalNameSpace": "False",
        "VB_Creatable": "False", "VB_PredeclaredId": document, "VB_Exposed": "True",
        "VB_TemplateDerived": "False", "VB_Customizable": document,
    }  # fmt: skip


def _check_lines(name: str, text: str) -> None:
    continued = 0
    for number, line in enumerate(text.split("\r\n"), 1):
        if len(line) > LINE:
            raise ValueError(f"{name}, line {number}: {len(line)} characters, {LINE} at most")
        continued = continued + 1 if line.endswith(" _") else 0
        if continued > CONTINUATIONS:
            raise ValueError(f"{name}, line {number}: over {CONTINUATIONS} lines are carried on")


def _encoded(name: str, text: str) -> bytes:
    try:
        return text.encode(records.CODEPAGE)
    except UnicodeEncodeError as error:
        line, page = text.count("\r\n", 0, error.start) + 1, records.CODEPAGE
        raise ValueError(
            f"{name}, line {line}: {text[error.start]!r} is not in the code page {page}; "
            "write it with ChrW, or keep the text on a sheet"
        ) from error
