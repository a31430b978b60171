"""The ribbon: its XML, its VBA and its texts come from one table and fit together."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clvxl.exercises.catalogue import EXERCISES
from clvxl.hosts.excel.addin import modules
from clvxl.hosts.excel.ribbon import (
    MESSAGES,
    NAMESPACE,
    Button,
    Choice,
    Control,
    Item,
    Menu,
    controls,
    entries,
    ribbon_module,
    ribbon_texts,
    ribbon_xml,
)

SCHEMA = "CLVXL_RIBBON_SCHEMA"
# What the ribbon schema (CustomUI 2009/07) allows for the elements that are used here.
PARENTS = {"customUI": {None}, "ribbon": {"customUI"}, "tabs": {"ribbon"}, "tab": {"tabs"},
           "group": {"tab"}, "button": {"group", "menu"}, "dropDown": {"group"},
           "menu": {"group"}}  # fmt: skip
SAID = {"getLabel", "getScreentip", "getSupertip"}
ATTRIBUTES = {
    "customUI": {"onLoad"},
    "ribbon": set(),
    "tabs": set(),
    "tab": {"id", "label"},
    "group": {"id", "getLabel", "autoScale"},
    "button": {"id", "size", "imageMso", "onAction", *SAID},
    "menu": {"id", "size", "imageMso", *SAID},
    ("menu", "button"): {"id", "tag", "imageMso", "onAction", *SAID},
    "dropDown": {"id", "sizeString", "onAction", "getItemCount", "getItemID", "getItemLabel",
                 "getSelectedItemIndex", *SAID},
}  # fmt: skip
# The arguments of each kind of callback, as Office calls them.
ARGUMENTS = {
    "onLoad": ["ribbon"],
    "getLabel": ["control", "returnedVal"],
    "getScreentip": ["control", "returnedVal"],
    "getSupertip": ["control", "returnedVal"],
    "getItemCount": ["control", "returnedVal"],
    "getItemID": ["control", "index", "returnedVal"],
    "getItemLabel": ["control", "index", "returnedVal"],
    "getSelectedItemIndex": ["control", "returnedVal"],
    ("button", "onAction"): ["control"],
    ("dropDown", "onAction"): ["control", "selectedId", "selectedIndex"],
}
PUBLIC = re.compile(r"^Public (?:Sub|Function) (\w+)\((.*?)\)", re.MULTILINE)


def root_element() -> ElementTree.Element:
    """The ribbon's XML, read."""
    return ElementTree.fromstring(ribbon_xml())


def callbacks() -> dict[str, list[str]]:
    """Each callback the XML names, without its module, with the arguments Office hands over."""
    found = {}
    for element in root_element().iter():
        tag = element.tag.rpartition("}")[2]
        for name, value in element.attrib.items():
            if name.startswith(("on", "get")):
                module, _, procedure = value.partition(".")
                assert "RibbonClvxl" == module
                found[procedure] = ARGUMENTS[name if name != "onAction" else (tag, name)]
    return found


def ribbon_vba() -> str:
    """The whole VBA module behind the ribbon."""
    return next(module.text for module in modules() if module.name == "RibbonClvxl")


def procedures() -> dict[str, list[str]]:
    """Each public procedure of the module with the names of its arguments."""
    return {
        name: [part.split(" As ")[0].split()[-1] for part in given.split(", ")]
        for name, given in PUBLIC.findall(ribbon_vba())
    }


def test_every_callback_is_there_and_every_procedure_is_called() -> None:
    """What the XML names exists in VBA with Office's arguments, and nothing public is unused."""
    assert callbacks() == procedures()


def test_structure_is_what_the_schema_allows() -> None:
    """Elements stand where they may, with attributes they may have; ids are unique."""
    root = root_element()
    parents = {child: parent for parent in root.iter() for child in parent}
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(names)) == len(names)
    for element in root.iter():
        space, _, tag = element.tag[1:].partition("}")
        assert NAMESPACE == space
        above = parents[element].tag.rpartition("}")[2] if element in parents else None
        assert above in PARENTS[tag]
        # A button in a menu has no size.
        assert set(element.attrib) <= ATTRIBUTES.get((above, tag), ATTRIBUTES[tag])
    assert b"<?xml" == ribbon_xml()[:5]


def test_valid_against_microsofts_schema() -> None:
    """Valid against CustomUI14.xsd, where the variable CLVXL_RIBBON_SCHEMA says where it lies."""
    path = os.environ.get(SCHEMA)
    if not path:
        pytest.skip(f"{SCHEMA} does not name Microsoft's schema; no package carries it")
    import xmlschema

    xmlschema.XMLSchema(Path(path).read_text("utf-8-sig")).validate(ribbon_xml().decode())


@pytest.mark.parametrize("control", list(controls()), ids=lambda control: control.id)
def test_every_control_speaks_both_languages(control: Control) -> None:
    """Label, screentip and supertip are there in English and Chinese, no longer than Office shows."""
    texts = ribbon_texts()
    for what, longest in (
        ("label", 80 if isinstance(control, Item) else 40),
        ("screentip", 1024),
        ("supertip", 1024),
    ):
        said = texts[f"{control.id}.{what}"]
        assert 0 < len(said.en) <= longest
        assert 0 < len(said.zh) <= longest
    assert re.search("[一-鿿]", texts[f"{control.id}.screentip"].zh)
    if isinstance(control, Choice):
        assert control.default in dict(control.items)
        assert all(f"{control.id}.{value}" in texts for value, _ in control.items)


def test_the_table_says_what_was_asked_for() -> None:
    """The large buttons and menus, three drop-downs a job, the others; choices are the job's own."""
    from clvxl.core import rfm, segments
    from clvxl.data.customer_models import MODELS

    by_id = {control.id: control for control in controls()}
    large = [c.id for c in by_id.values() if isinstance(c, Button) and c.large]
    first = ["SegmentSheet", "ForecastSheet", "NewExercise", "FillTemplate", "CheckAnswers",
             "RefreshFormulas"]  # fmt: skip
    assert first == large
    choices = {c.id: [v for v, _ in c.items] for c in by_id.values() if isinstance(c, Choice)}
    assert ["auto", *segments.SCHEMES] == choices["Scheme"]
    assert [str(n) for n in range(2, rfm.CODE_BINS + 1)] == choices["Bins"]
    assert {"quantile", "nested", "mean"} == set(choices["Method"])
    assert ["day", "week", "month", "year"] == choices["Unit"]
    assert ["best", *MODELS] == choices["Model"]
    assert "12" in choices["Horizon"]


@pytest.mark.parametrize("name", ["NewExercise", "FillTemplate"])
def test_menus_hold_every_exercise(name: str) -> None:
    """One line an exercise, in the order taught, with its title, its name, and the menu's action."""
    menu = next(element for element in root_element().iter() if element.get("id") == name)
    assert list(EXERCISES) == [line.get("tag") for line in menu]
    assert {f"RibbonClvxl.{name}"} == {line.get("onAction") for line in menu}
    texts = ribbon_texts()
    for line, exercise in zip(menu, EXERCISES.values(), strict=True):
        said = texts[f"{line.get('id')}.label"]
        assert tuple(exercise.title) == (said.en, said.zh)
    drawn = next(c for c in controls() if c.id == name)
    assert isinstance(drawn, Menu)
    assert set(drawn.items) <= set(controls())


def test_entries_are_the_python_functions_that_buttons_run() -> None:
    """Each entry is named in the VBA of its button with its module, its options and the language."""
    commands = "clvxl.hosts.excel.commands"
    assert {
        "SegmentSheet": (f"{commands}.run_job", ("job", "scheme", "bins", "method", "language")),
        "ForecastSheet": (
            f"{commands}.run_job",
            ("job", "horizon", "unit", "model", "language"),
        ),
        "NewExercise": (f"{commands}.new_exercise", ("name", "language")),
        "FillTemplate": (f"{commands}.fill_template", ("name", "language")),
        "CheckAnswers": (f"{commands}.check_answers", ("language",)),
        "Explain": (f"{commands}.explain", ("language",)),
        "FunctionHelp": (f"{commands}.function_help", ("language",)),
        "About": (f"{commands}.about", ("language",)),
    } == entries()
    drawn = ribbon_module()
    for button, (entry, options) in entries().items():
        module, _, name = entry.rpartition(".")
        procedure = drawn.partition(f"Public Sub {button}(")[2].partition("End Sub")[0]
        assert f'"{module}", "{name}", Array(' in procedure
        given = procedure.partition("Array(")[2]
        pairs = re.findall(r'"(\w+)", ("\w+"|[\w.]+)', given)
        assert list(options) == [keyword for keyword, _ in pairs]


def test_every_text_the_vba_asks_for_is_there() -> None:
    """Keys in the hand-written modules stand in the table of texts."""
    asked = {
        key for module in modules() for key in re.findall(r'ClvxlText\("([^"&]+)"\)', module.text)
    }
    # The last five are chosen by the kind of failure.
    module = next(module.text for module in modules() if module.name == "ClvxlFailures")
    kinds = set(re.findall(r'"((?:no|not|python|too)_\w+)"', module))
    assert {"no_workbook", "refreshed", "not_reached", "functions_need_windows"} == asked
    assert {"no_library", "no_python", "too_long", "python_ended", "not_done"} == kinds
    assert asked | kinds == set(MESSAGES)


@pytest.mark.parametrize("key", ["no_library", "no_python", "python_ended", "not_done"])
def test_a_failure_has_reason_remedy_and_log(key: str) -> None:
    """Each sentence of a failure holds, in both languages, why, what to run, and where the log is."""
    for sentence in (MESSAGES[key].en, MESSAGES[key].zh):
        assert ["{failure}", "{log}"] == re.findall(r"\{\w+\}", sentence)
        assert "clvxl doctor" in sentence
        assert sentence.endswith(("Log: {log}", "日志：{log}"))
