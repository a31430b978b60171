"""What things are called inside LibreOffice: services, methods, commands."""

from __future__ import annotations

from dataclasses import dataclass

from clvxl.sheet.spec import Argument, Function

__all__ = [
    "COMMANDS",
    "EXTENSION",
    "FUNCTIONS_SERVICE",
    "HANDLER_SERVICE",
    "HINT_SERVICE",
    "INTERFACE",
    "MENUS",
    "PROTOCOL",
    "REFRESH",
    "Command",
    "argument_name",
    "method_name",
]

EXTENSION = "org.clvxl"
"""The add-in's identifier, by which it is updated and removed."""

FUNCTIONS_SERVICE = "org.clvxl.Functions"
INTERFACE = "org.clvxl.XFunctions"
HANDLER_SERVICE = "org.clvxl.Dispatch"
HINT_SERVICE = "org.clvxl.Hint"
PROTOCOL = "org.clvxl:"

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
    en: str
    zh: str

    @property
    def address(self) -> str:
        """What is dispatched."""
        return PROTOCOL + self.key

    def title(self, language: str) -> str:
        """What stands on it."""
        return self.zh if language == "zh" else self.en


REFRESH = Command("refresh", "Refresh CLV formulas", "刷新 CLV 公式")

COMMANDS = (
    Command("segment", "Segment sheet", "客户细分"),
    Command("settings", "Settings…", "设置…"),
    REFRESH,
    Command("explain", "Explain cell", "解释单元格"),
    Command("functions", "Function help", "函数帮助"),
    Command("about", "About CLV", "关于 CLV"),
)
"""What stands in the menu and on the toolbar."""

MENUS = (
    Command("exercise", "New exercise", "新建练习"),
    Command("fill", "Fill template", "填充模板"),
)
"""What opens a submenu of all exercises, after the first command of the menu; the address of an
exercise's entry is `org.clvxl:key?name`."""


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
