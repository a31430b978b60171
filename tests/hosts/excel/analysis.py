"""The add-in's VBA as the editor's compiler sees it, by pyvbaanalysis.

No compiler of VBA runs outside Office. pyvbaanalysis resolves names, types and numbers of arguments
by rules that its makers measured in Excel; its tables of VBA's and Excel's libraries serve too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pyvbaanalysis import (
    ConditionalCompilationEnvironment,
    ModuleInput,
    ModuleSymbolKind,
    analyze_office_file,
    analyze_project,
)
from pyvbaanalysis.host.excel_library_names import EXCEL_LIBRARY_NAMES
from pyvbaanalysis.host.host_model import application_member_names, get_excel_object_model
from pyvbaanalysis.runtime.vba_runtime import (
    VBA_RUNTIME_CONSTANTS,
    VBA_RUNTIME_FUNCTIONS,
    VBA_RUNTIME_OBJECTS,
)

WORLDS = {
    "Windows": {"VBA7": 1, "Win64": 1, "Win32": 1, "Mac": 0},
    "Windows 32-bit": {"VBA7": 1, "Win64": 0, "Win32": 1, "Mac": 0},
    "Mac": {"VBA7": 1, "Win64": 1, "Win32": 0, "Mac": 1, "MAC_OFFICE_VERSION": 16},
}
"""The compiler's constants; 64-bit Office where the name does not say otherwise."""


def _world(name: str) -> Any:
    return ConditionalCompilationEnvironment(compiler_constants=WORLDS[name])


def compile_errors(addin: Path, world: str) -> list[tuple[str, str, str]]:
    """What the compiler refuses in a built add-in: module, kind, sentence."""
    found = analyze_office_file(addin, conditional_compilation=_world(world))
    return [
        (module, one.code, one.message)
        for module, said in found.items()
        for one in said
        if one.severity.value == "error"
    ]


def uncalled(text: str, roots: Iterable[str], world: str) -> set[str]:
    """The procedures of a module that nothing calls, if its roots alone are called from outside."""
    text = re.sub(
        r"(?m)^(?:Public |Private )?((?:Function|Sub) \w)", r"Private \1", text
    ) + "".join(f"\r\nPublic Sub Calls{root}()\r\n    {root}\r\nEnd Sub\r\n" for root in roots)
    module = ModuleInput("xlwings", ModuleSymbolKind.STANDARD, text)
    said = analyze_project([module], conditional_compilation=_world(world))["xlwings"]
    return {
        name
        for one in said
        if one.code == "unused-procedure"
        for name in re.findall("'(.+?)'", one.message)
    }


def library_names() -> set[str]:
    """All names that VBA, Excel and Office give to every module, in small letters."""
    model: Any = get_excel_object_model()
    names: set[str] = set(EXCEL_LIBRARY_NAMES) | set(application_member_names())
    names |= {one.name for one in VBA_RUNTIME_FUNCTIONS}
    names |= {one["name"] for one in (*VBA_RUNTIME_CONSTANTS, *VBA_RUNTIME_OBJECTS)}
    for kind in ("globals", "constants", "enums", "aliases"):
        names |= set(model[kind])
    return {name.lower() for name in names}
