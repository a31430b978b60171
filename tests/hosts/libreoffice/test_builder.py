"""The add-in's parts, without LibreOffice."""

from __future__ import annotations

import json
import re
import struct
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

import clvxl
from clvxl import libreoffice_start
from clvxl.cli import main
from clvxl.exercises.catalogue import EXERCISES
from clvxl.hosts.libreoffice import bootstrap, commands, component, hint
from clvxl.hosts.libreoffice.builder import parts, write_folder, write_oxt
from clvxl.hosts.libreoffice.install import site_folders
from clvxl.hosts.libreoffice.names import (
    EXTENSION,
    FUNCTIONS_SERVICE,
    HANDLER_SERVICE,
    HINT_SERVICE,
    MENUS,
    PROTOCOL,
    Command,
    argument_name,
    menu,
    method_name,
    tools,
)
from clvxl.hosts.packages import packed
from clvxl.jobs.catalogue import JOBS
from clvxl.sheet.registry import REGISTRY

OOR = "{http://openoffice.org/2001/registry}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def texts(node: ET.Element, name: str) -> dict[str | None, str | None]:
    """A property's values by language."""
    prop = next(p for p in node.findall("prop") if p.get(OOR + "name") == name)
    return {value.get(LANG): value.text for value in prop.findall("value")}


def named(root: ET.Element, name: str) -> ET.Element:
    """The node of this name."""
    return next(node for node in root.iter("node") if node.get(OOR + "name") == name)


def test_every_part_that_the_manifest_names_is_there() -> None:
    """The manifest names parts of the add-in only, and all of its configuration."""
    content = parts([])
    entries = [
        value
        for entry in ET.fromstring(content["META-INF/manifest.xml"])
        for key, value in entry.attrib.items()
        if key.endswith("full-path")
    ]
    assert set() == set(entries) - set(content)
    assert {name for name in content if name.endswith(".xcu")} < set(entries)


def test_the_standing_parts_use_the_names_of_the_code() -> None:
    """Services, protocol and toolbar are called in the add-in's files what the code calls them."""
    content = parts([])
    said = {
        name for part in ("ProtocolHandler.xcu", "Jobs.xcu", "clvxl.components", "description.xml")
        for name in re.findall(rb'org\.clvxl[.:\w*]*', content[part])
    }  # fmt: skip
    services = {FUNCTIONS_SERVICE, HANDLER_SERVICE, HINT_SERVICE}
    assert {name.encode() for name in (*services, f"{PROTOCOL}*", EXTENSION)} == said
    offered = {
        implementation.get("name"): [service.get("name") for service in implementation]
        for implementation in ET.fromstring(content["clvxl.components"])[0]
    }
    assert offered == {
        FUNCTIONS_SERVICE: [FUNCTIONS_SERVICE], HANDLER_SERVICE: [*commands.SERVICES],
        HINT_SERVICE: [*hint.SERVICES],
    }  # fmt: skip
    bar = next(n for n in ET.fromstring(content["Addons.xcu"]).iter("node")
               if n.get(OOR + "name") == "OfficeToolBar")[0].get(OOR + "name")  # fmt: skip
    assert f"toolbar/addon_{bar}".encode() in content["CalcWindowState.xcu"]
    version = ET.fromstring(content["description.xml"])[1]
    assert clvxl.__version__ == version.get("value")


def test_all_functions_are_described_in_both_languages() -> None:
    """Each function and argument of the registry stands once in the wizard's help, en and zh."""
    root = ET.fromstring(parts([])["CalcAddIns.xcu"])
    listed = named(root, "AddInFunctions").findall("node")
    assert list(map(method_name, REGISTRY.values())) == [n.get(OOR + "name") for n in listed]
    for function, node in zip(REGISTRY.values(), listed, strict=True):
        assert {"en-US": function.help.en, "zh-CN": function.help.zh} == texts(node, "Description")
        assert {"en-US": function.name} == texts(node, "CompatibilityName")
        parameters = named(node, "Parameters").findall("node")
        for argument, parameter in zip(function.arguments, parameters, strict=True):
            assert argument_name(argument) == parameter.get(OOR + "name")
            expected = {"en-US": argument.help.en, "zh-CN": argument.help.zh}
            assert expected == texts(parameter, "Description")


def test_menu_and_toolbar_hold_the_commands() -> None:
    """Each command stands once in menu and toolbar, with an icon; the menu has the submenus too."""
    content = parts([])
    root = ET.fromstring(content["Addons.xcu"])
    for place, expected in (("Submenu", menu()), ("org.clvxl.toolbar", tools())):
        items = named(root, place).findall("node")
        assert [{None: c.address} for c in expected] == [texts(item, "URL") for item in items]
        titles = [{"en-US": c.title.en, "zh-CN": c.title.zh} for c in expected]
        assert titles == [texts(item, "Title") for item in items]
    for command in tools():
        for size in (16, 26):
            png = content[f"icons/{command.key}_{size}.png"]
            assert (size, size) == struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("submenu", MENUS, ids=lambda submenu: submenu.key)
def test_submenus_hold_every_exercise(submenu: Command) -> None:
    """An entry an exercise, in the order taught, its title in both languages, its own address."""
    root = ET.fromstring(parts([])["Addons.xcu"])
    item = next(
        node for node in named(root, "Submenu") if texts(node, "URL")[None] == submenu.address
    )
    entries = named(item, "Submenu").findall("node")
    names = [node.get(OOR + "name") for node in entries]
    assert sorted(map(str, names)) == names
    assert [f"org.clvxl:{submenu.key}?{name}" for name in EXERCISES] == [
        texts(entry, "URL")[None] for entry in entries
    ]
    assert [{"en-US": e.title.en, "zh-CN": e.title.zh} for e in EXERCISES.values()] == [
        texts(entry, "Title") for entry in entries
    ]


def test_every_command_is_answered() -> None:
    """The class that the add-in names for the commands answers exactly those of the menu."""
    assert commands.IMPLEMENTATION == HANDLER_SERVICE
    assert {command.key for command in menu()} == {*JOBS, *commands.COMMANDS}


def test_the_component_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The add-in's start is the component, under the name that earlier add-ins know, too."""
    assert component.implementation is libreoffice_start.implementation
    monkeypatch.setattr(component, "implementation", lambda: "services")
    write_folder(tmp_path, [])
    assert "services" == bootstrap.start(tmp_path)


def test_this_clvxl_is_the_one_that_is_found() -> None:
    """LibreOffice finds the clvxl that built the add-in, whatever else is installed."""
    assert str(Path(clvxl.__file__).resolve().parents[1]) == site_folders()[0]


def test_the_command_line_builds_it(tmp_path: Path) -> None:
    """What `clvxl build-addins` writes is the add-in of this environment."""
    done = CliRunner().invoke(main, ["build-addins", "-o", str(tmp_path)])
    assert 0 == done.exit_code, done.output
    assert packed(parts(site_folders())) == (tmp_path / "clvxl.oxt").read_bytes()


def test_same_input_gives_the_same_file(tmp_path: Path) -> None:
    """The .oxt is the same byte for byte, and holds the parts with the site folders."""
    write_oxt(tmp_path / "a" / "clvxl.oxt", [tmp_path])
    assert packed(parts([tmp_path])) == (tmp_path / "a" / "clvxl.oxt").read_bytes()
    with zipfile.ZipFile(tmp_path / "a" / "clvxl.oxt") as archive:
        assert None is archive.testzip()
        settings = json.loads(archive.read("clvxl.json"))
    expected = {"version": clvxl.__version__, "folders": [str(tmp_path)]}
    assert expected == settings


def test_folder_holds_the_same_parts(tmp_path: Path) -> None:
    """The unpacked add-in is what the .oxt holds."""
    write_folder(tmp_path, [])
    found = {
        path.relative_to(tmp_path).as_posix(): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert parts([]) == found


def test_licence_is_the_projects(root: Path) -> None:
    """The licence in the add-in is the project's."""
    assert (root / "LICENSE").read_bytes() == parts([])["LICENSE.txt"]
