"""What things are called inside LibreOffice: services, methods, commands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clvxl.hosts.texts import CHECK_ANSWERS
from clvxl.jobs.catalogue import JOBS
from clvxl.sheet.spec import Argument, Function
from clvxl.text import Text

__all__ = [
    "EXTENSION", "FUNCTIONS_SERVICE", "HANDLER_SERVICE", "HINT_SERVICE", "INTERFACE", "MENUS",
    "OLDEST", "PROTOCOL", "REFRESH", "SHEETS", "Command", "argument_name", "menu", "method_name",
    "tools",
]  # fmt: skip

EXTENSION = "org.clvxl"
"""The add-in's identifier, by which it is updated and removed."""

FUNCTIONS_SERVICE = "org.clvxl.Functions"
INTERFACE = "org.clvxl.XFunctions"
HANDLER_SERVICE = "org.clvxl.Dispatch"
HINT_SERVICE = "org.clvxl.Hint"
PROTOCOL = "org.clvxl:"
OLDEST = "24.8"
"""The oldest LibreOffice that the add-in works in."""
SHEETS = "com.sun.star.sheet.SpreadsheetDocument"

# Words of UNO's interface language that could also name an argument.
_RESERVED = frozenset(
    "any attribute boolean bound byte case char const constants constrained context default double "
    "enum exception fixed float get hyper in inout interface long maybeambiguous maybedefault "
    "maybevoid module needs observes oneway optional out property published raises readonly "
    "removable sequence service set short singleton string struct switch transient type typedef "
    "union unsigned void true false".split()
)


@dataclass(frozen=True)
class Command:
    """One entry of the menu, or of the menu and the toolbar; its address is `org.clvxl:key`."""

    key: str
    title: Text
    icon: str = ""

    @property
    def address(self) -> str:
        """What is dispatched."""
        return PROTOCOL + self.key


REFRESH = Command("refresh", Text("Refresh CLV formulas", "刷新 CLV 公式"), "refresh")

_OTHERS = (
    Command("settings", Text("Settings…", "设置…"), "settings"),
    REFRESH,
    Command("explain", Text("Explain cell", "解释单元格"), "explain"),
    Command("functions", Text("Function help", "函数帮助"), "functions"),
    Command("about", Text("About CLV", "关于 CLV"), "about"),
)

MENUS = (
    Command("exercise", Text("New exercise", "新建练习")),
    Command("fill", Text("Fill template", "填充模板")),
)
"""What opens a submenu of all exercises; the address of an exercise's entry is
`org.clvxl:key?name`."""


CHECK = Command("check", CHECK_ANSWERS)


def tools() -> tuple[Command, ...]:
    """Return what stands on the toolbar, the jobs first."""
    return (*_jobs(), *_OTHERS)


def menu() -> tuple[Command, ...]:
    """Return what stands in the menu: the jobs, what is for exercises, the others."""
    return (*_jobs(), *MENUS, CHECK, *_OTHERS)


def _jobs() -> Iterator[Command]:
    return (Command(job.name, job.title, job.icon) for job in JOBS.values())


def method_name(function: Function) -> str:
    """Return the method that stands for a function: CLV_SIMPLE is clvSimple."""
    return _camel(function.name)


def argument_name(argument: Argument) -> str:
    """Return an argument's name as UNO takes it: no underscore, no word of its language."""
    name = _camel(argument.name)
    return f"{name}Value" if name in _RESERVED else name


def _camel(name: str) -> str:
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)
