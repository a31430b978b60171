"""The drawn parts of the add-in: its functions in IDL and XML, and the menu and the toolbar.

The folder `parts` holds those that are the same in every build, in the words of `names`.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from clvxl.exercises.catalogue import EXERCISES
from clvxl.hosts.libreoffice import names
from clvxl.hosts.libreoffice.names import Command, argument_name, method_name
from clvxl.sheet.registry import REGISTRY
from clvxl.text import Text

__all__ = ["addons", "calc_add_ins", "interface"]

OOR = "{http://openoffice.org/2001/registry}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ET.register_namespace("oor", OOR.strip("{}"))


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    text = ET.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _data(name: str) -> ET.Element:
    names = {OOR + "name": name, OOR + "package": "org.openoffice.Office"}
    return ET.Element(OOR + "component-data", names)


def _node(parent: ET.Element, name: str, *, new: bool = False, **props: str | Text) -> ET.Element:
    """Add a node with its properties; `new` for one that the installation does not have yet."""
    operation = {OOR + "op": "replace"} if new else {}
    node = ET.SubElement(parent, "node", {OOR + "name": name, **operation})
    for key, value in props.items():
        prop = ET.SubElement(node, "prop", {OOR + "name": key})
        if isinstance(value, str):
            ET.SubElement(prop, "value").text = value
            continue
        for language, text in zip(("en-US", "zh-CN"), value, strict=True):
            if text:
                ET.SubElement(prop, "value", {LANG: language}).text = text
    return node


def interface() -> bytes:
    """Return the interface of all functions in UNO's interface language.

    Every argument is `any` and every result an array: see `component` for the reasons.
    """
    lines = []
    for function in REGISTRY.values():
        arguments = ", ".join(f"[in] any {argument_name(a)}" for a in function.arguments)
        lines.append(f"    sequence< sequence< any > > {method_name(function)}({arguments});")
    *modules, name = names.INTERFACE.split(".")
    opening = " ".join(f"module {module} {{" for module in modules)
    return "\n".join(
        [opening, f"  interface {name} {{", *lines, "  };", "}; " * len(modules)]
    ).encode()  # fmt: skip


def calc_add_ins() -> bytes:
    """Return names, categories and help of all functions for the function wizard."""
    root = _data("CalcAddIns")
    service = _node(_node(root, "AddInInfo"), names.FUNCTIONS_SERVICE, new=True)
    functions = _node(service, "AddInFunctions")
    for function in REGISTRY.values():
        node = _node(
            functions, method_name(function), new=True, DisplayName=Text(function.name, ""),
            Description=function.help, Category="Add-In",
            CompatibilityName=Text(function.name, ""),
        )  # fmt: skip
        parameters = _node(node, "Parameters")
        for argument in function.arguments:
            name, shown = argument_name(argument), Text(argument.name, "")
            _node(parameters, name, new=True, DisplayName=shown, Description=argument.help)
    return _xml(root)


def addons() -> bytes:
    """Return the menu "CLV" and the toolbar."""
    root = _data("Addons")
    ui = _node(root, "AddonUI")
    bar = _node(
        _node(ui, "OfficeMenuBar"), "org.clvxl.menu", new=True,
        Title=Text("CLV", "CLV"), Target="_self", Context=names.SHEETS,
    )  # fmt: skip
    items = _add_commands(_node(bar, "Submenu"), names.menu())
    for command in names.MENUS:
        _add_commands(_node(items[command.key], "Submenu"), _exercises(command))
    _add_commands(_node(_node(ui, "OfficeToolBar"), "org.clvxl.toolbar", new=True), names.tools())
    images = _node(ui, "Images")
    for command in names.tools():
        image = _node(images, f"org.clvxl.images.{command.key}", new=True, URL=command.address)
        icons = f"%origin%/icons/{command.key}"
        _node(
            image, "UserDefinedImages",
            ImageSmallURL=f"{icons}_16.png", ImageBigURL=f"{icons}_26.png",
        )  # fmt: skip
    return _xml(root)


def _exercises(submenu: Command) -> list[Command]:
    """The entries of a submenu: an exercise each, by its title."""
    return [
        Command(f"{submenu.key}?{name}", exercise.title) for name, exercise in EXERCISES.items()
    ]


def _add_commands(parent: ET.Element, commands: Iterable[Command]) -> dict[str, ET.Element]:
    """Add an item for each command; return the items by the commands' keys."""
    items = {}
    for at, command in enumerate(commands, 1):
        # LibreOffice sorts the items by their names.
        items[command.key] = _node(
            parent, f"i{at:02}", new=True,
            URL=command.address, Title=command.title, Target="_self", Context=names.SHEETS,
        )  # fmt: skip
    return items
