"""The add-in's XML and IDL, drawn from the registry and the commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from clvxl import __version__
from clvxl.exercises.catalogue import EXERCISES
from clvxl.hosts.libreoffice.names import (
    EXTENSION,
    FUNCTIONS_SERVICE,
    HANDLER_SERVICE,
    HINT_SERVICE,
    INTERFACE,
    MENUS,
    PROTOCOL,
    Command,
    argument_name,
    menu,
    method_name,
    tools,
)
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import Function

__all__ = [
    "addons",
    "calc_add_ins",
    "components",
    "description",
    "interface",
    "jobs",
    "manifest",
    "protocol_handler",
    "window_state",
]

OOR = "{http://openoffice.org/2001/registry}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MANIFEST = "{http://openoffice.org/2001/manifest}"
COMPONENTS = "{http://openoffice.org/2010/uno-components}"
DESCRIPTION = "{http://openoffice.org/extensions/description/2006}"
MINIMAL = "http://libreoffice.org/extensions/description/2011"
XLINK = "{http://www.w3.org/1999/xlink}"

OLDEST = "24.8"
SHEETS = "com.sun.star.sheet.SpreadsheetDocument"
CONFIGURATION = "application/vnd.sun.star.configuration-data"
TYPES = "application/vnd.sun.star.uno-typelibrary;type=RDB"
REGISTRATION = "application/vnd.sun.star.uno-components"

_PREFIXES = {"oor": OOR, "manifest": MANIFEST, "xlink": XLINK}
for _prefix, _space in _PREFIXES.items():
    ET.register_namespace(_prefix, _space.strip("{}"))

_Texts = Mapping[str, str]


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    text = ET.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _both(en: str, zh: str) -> _Texts:
    return {"en-US": en, "zh-CN": zh}


def _data(name: str, package: str = "org.openoffice.Office") -> ET.Element:
    return ET.Element(OOR + "component-data", {OOR + "name": name, OOR + "package": package})


def _node(parent: ET.Element, name: str, *, new: bool = False) -> ET.Element:
    """Add a node; `new` for one that the installation does not have yet."""
    operation = {OOR + "op": "replace"} if new else {}
    return ET.SubElement(parent, "node", {OOR + "name": name, **operation})


def _prop(parent: ET.Element, name: str, value: str | _Texts) -> None:
    prop = ET.SubElement(parent, "prop", {OOR + "name": name})
    if isinstance(value, str):
        ET.SubElement(prop, "value").text = value
        return
    for language, text in value.items():
        ET.SubElement(prop, "value", {LANG: language}).text = text


def interface() -> bytes:
    """Return the interface of all functions in UNO's interface language.

    Every argument is `any` and every result an array: see `component` for the reasons.
    """
    lines = []
    for function in REGISTRY.values():
        arguments = ", ".join(f"[in] any {argument_name(a)}" for a in function.arguments)
        lines.append(f"    sequence< sequence< any > > {method_name(function)}({arguments});")
    *modules, name = INTERFACE.split(".")
    opening = " ".join(f"module {module} {{" for module in modules)
    return "\n".join(
        [opening, f"  interface {name} {{", *lines, "  };", "}; " * len(modules)]
    ).encode()  # fmt: skip


def calc_add_ins() -> bytes:
    """Return names, categories and help of all functions for the function wizard."""
    root = _data("CalcAddIns")
    service = _node(_node(root, "AddInInfo"), FUNCTIONS_SERVICE, new=True)
    functions = _node(service, "AddInFunctions")
    for function in REGISTRY.values():
        _add_function(_node(functions, method_name(function), new=True), function)
    return _xml(root)


def _add_function(node: ET.Element, function: Function) -> None:
    _prop(node, "DisplayName", {"en-US": function.name})
    _prop(node, "Description", _both(*function.help))
    _prop(node, "Category", "Add-In")
    _prop(node, "CompatibilityName", {"en-US": function.name})
    parameters = _node(node, "Parameters")
    for argument in function.arguments:
        parameter = _node(parameters, argument_name(argument), new=True)
        _prop(parameter, "DisplayName", {"en-US": argument.name})
        _prop(parameter, "Description", _both(*argument.help))


def addons() -> bytes:
    """Return the menu "CLV" and the toolbar."""
    root = _data("Addons")
    ui = _node(root, "AddonUI")
    bar = _node(_node(ui, "OfficeMenuBar"), "org.clvxl.menu", new=True)
    _prop(bar, "Title", _both("CLV", "CLV"))
    _prop(bar, "Target", "_self")
    _prop(bar, "Context", SHEETS)
    _add_menu(_node(bar, "Submenu"))
    _add_commands(_node(_node(ui, "OfficeToolBar"), "org.clvxl.toolbar", new=True), tools())
    images = _node(ui, "Images")
    for command in tools():
        image = _node(images, f"org.clvxl.images.{command.key}", new=True)
        _prop(image, "URL", command.address)
        files = _node(image, "UserDefinedImages")
        _prop(files, "ImageSmallURL", f"%origin%/icons/{command.key}_16.png")
        _prop(files, "ImageBigURL", f"%origin%/icons/{command.key}_26.png")
    return _xml(root)


def _add_menu(parent: ET.Element) -> None:
    """Put in the commands, with the submenus of all exercises."""
    nodes = _add_commands(parent, menu())
    for command in MENUS:
        _add_commands(_node(nodes[command.key], "Submenu"), _exercises(command))


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
        item = items[command.key] = _node(parent, f"i{at:02}", new=True)
        _prop(item, "URL", command.address)
        _prop(item, "Title", _both(*command.title))
        _prop(item, "Target", "_self")
        _prop(item, "Context", SHEETS)
    return items


def protocol_handler() -> bytes:
    """Return who answers the commands."""
    root = _data("ProtocolHandler")
    handler = _node(_node(root, "HandlerSet"), HANDLER_SERVICE, new=True)
    _prop(handler, "Protocols", PROTOCOL + "*")
    return _xml(root)


def jobs() -> bytes:
    """Return what runs by itself: the hint, when a spreadsheet was opened."""
    root = _data("Jobs")
    job = _node(_node(root, "Jobs"), HINT_SERVICE, new=True)
    _prop(job, "Service", HINT_SERVICE)
    _prop(job, "Context", SHEETS)
    event = _node(_node(root, "Events"), "OnLoad")
    event.set(OOR + "op", "fuse")
    _node(_node(event, "JobList"), HINT_SERVICE, new=True)
    return _xml(root)


def window_state() -> bytes:
    """Return the toolbar's title and where it appears."""
    root = _data("CalcWindowState", "org.openoffice.Office.UI")
    states = _node(_node(root, "UIElements"), "States")
    bar = _node(states, "private:resource/toolbar/addon_org.clvxl.toolbar", new=True)
    _prop(bar, "UIName", _both("CLV", "CLV"))
    for name, value in (("ContextSensitive", "false"), ("Visible", "true"), ("Docked", "true")):
        _prop(bar, name, value)
    return _xml(root)


def components(python_file: str) -> bytes:
    """Return which services the Python file offers."""
    root = ET.Element(COMPONENTS + "components")
    component = ET.SubElement(
        root, COMPONENTS + "component", {"loader": "com.sun.star.loader.Python", "uri": python_file}
    )
    services = {
        FUNCTIONS_SERVICE: FUNCTIONS_SERVICE,
        HANDLER_SERVICE: "com.sun.star.frame.ProtocolHandler",
        HINT_SERVICE: "com.sun.star.task.Job",
    }
    for name, service in services.items():
        implementation = ET.SubElement(component, COMPONENTS + "implementation", {"name": name})
        ET.SubElement(implementation, COMPONENTS + "service", {"name": service})
    return _plain(root, COMPONENTS)


def _plain(root: ET.Element, space: str) -> bytes:
    """Serialise with `space` as the namespace without a prefix, as LibreOffice's readers want."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(space)
    root.set("xmlns", space.strip("{}"))
    return _xml(root)


def manifest(configurations: Iterable[str], types: str, registration: str) -> bytes:
    """Return the list of the parts that LibreOffice is to read."""
    root = ET.Element(MANIFEST + "manifest")
    entries = [(types, TYPES), (registration, REGISTRATION)]
    entries += [(name, CONFIGURATION) for name in configurations]
    for path, kind in entries:
        entry = {MANIFEST + "full-path": path, MANIFEST + "media-type": kind}
        ET.SubElement(root, MANIFEST + "file-entry", entry)
    return _xml(root)


def description(licence: str) -> bytes:
    """Return name, version and licence of the add-in, and the oldest LibreOffice it works in."""
    root = ET.Element(DESCRIPTION + "description")
    ET.SubElement(root, DESCRIPTION + "identifier", {"value": EXTENSION})
    ET.SubElement(root, DESCRIPTION + "version", {"value": __version__})
    dependencies = ET.SubElement(root, DESCRIPTION + "dependencies")
    # Written without a prefix: LibreOffice compares the tag as it stands.
    ET.SubElement(
        dependencies, "LibreOffice-minimal-version",
        {
            "value": OLDEST, "d:name": f"LibreOffice {OLDEST}", "xmlns": MINIMAL,
            "xmlns:d": DESCRIPTION.strip("{}"),
        },
    )  # fmt: skip
    names = ET.SubElement(root, DESCRIPTION + "display-name")
    for language, text in (
        ("en", "CLV: customer lifetime value"),
        ("zh-CN", "CLV：客户终生价值"),
    ):
        ET.SubElement(names, DESCRIPTION + "name", {"lang": language}).text = text
    registration = ET.SubElement(root, DESCRIPTION + "registration")
    simple = ET.SubElement(
        registration, DESCRIPTION + "simple-license",
        {"accept-by": "user", "suppress-on-update": "true"},
    )  # fmt: skip
    ET.SubElement(simple, DESCRIPTION + "license-text", {XLINK + "href": licence, "lang": "en"})
    return _plain(root, DESCRIPTION)
