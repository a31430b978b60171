"""The VBA functions and their help, against the registry and against xlwings itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from clvxl.hosts.excel.wrappers import (
    ARRAY_NOTE,
    functions_module,
    help_rows,
    is_array,
    vba_name,
    wizard_help,
    wrapper,
)
from clvxl.sheet.registry import REGISTRY, value
from tests.hosts.excel.windows import ERRORS, MISSING, FakeRange, Windows, windows

DECLARED = re.compile(r"^(?:Public )?Function (\w+)\((.*?)\)", re.MULTILINE | re.DOTALL)
GIVEN = re.compile(r"Array\((.*?)\)", re.DOTALL)


def functions_in(vba: str) -> dict[str, list[tuple[str, bool]]]:
    """Each function's arguments in a VBA text: name, and whether it is optional."""
    vba = vba.replace(" _\n", " ")
    found = {}
    for name, arguments in DECLARED.findall(vba):
        parts = [part.strip() for part in arguments.split(",") if part.strip()]
        found[name] = [
            (part.removeprefix("Optional ").split()[0], part.startswith("Optional "))
            for part in parts
        ]
    return found


@pytest.fixture(scope="module")
def excel() -> Iterator[Windows]:
    """xlwings as on Windows."""
    with windows() as ready:
        yield ready


def test_every_function_has_its_wrapper() -> None:
    """The module holds each function of the registry with its arguments, and no other but the list."""
    found = functions_in(functions_module())
    found.pop("ClvxlNames")
    assert {
        name: [(vba_name(a.name), a.optional) for a in function.arguments]
        for name, function in REGISTRY.items()
    } == found


def test_wrappers_agree_with_xlwings_own(excel: Windows) -> None:
    """xlwings' generator, run on the bound functions, declares the same names, order and optionals."""
    written = io.StringIO()
    excel.udfs.generate_vba_wrapper("udfs", excel.module, written, SimpleNamespace(Name="c.xlam"))
    theirs = written.getvalue().replace("\r\n", "\n")
    ours = functions_module()
    named = functions_in(ours)
    named.pop("ClvxlNames")
    own = {
        name: [(vba_name(argument), optional) for argument, optional in arguments]
        for name, arguments in functions_in(theirs).items()
    }
    assert own == named
    ours = ours.replace(" _\n", " ")
    for name in REGISTRY:
        mine = GIVEN.search(ours, ours.index(f"Function {name}("))
        other = re.search(
            rf'CallUDF\("udfs", "{name}", Array\((.*?)\)', theirs.replace(" _\n", " ")
        )
        assert mine is not None
        assert other is not None
        assert [*map(vba_name, re.split(r",\s*", other[1]))] == re.split(r",\s*", mine[1])


@pytest.mark.parametrize("name", REGISTRY)
def test_a_wrapper_is_vba(name: str) -> None:
    """Each wrapper opens, describes, answers and ends, in lines that VBA and a reader can take."""
    text = wrapper(REGISTRY[name])
    assert text.startswith(f"Public Function {name}(")
    assert f'\n    {name} = ClvxlAnswer("{name}", Array(' in text
    assert text.endswith("\nEnd Function")
    described = re.search(rf'\nAttribute {name}.VB_Description = "(.+)"\n', text)
    assert described is not None
    assert len(described[1].replace('""', '"')) <= 255
    text.encode("cp1252")
    assert all(len(line) <= 100 or line.startswith("Attribute") for line in text.splitlines())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_rows_are_what_intellisense_reads(language: str) -> None:
    """FunctionInfo first; then name, text, topic and pairs of argument and help, 255 at most."""
    head, *rows = help_rows(language)
    assert "FunctionInfo" == head[0]
    assert list(REGISTRY) == [row[0] for row in rows]
    for row, function in zip(rows, REGISTRY.values(), strict=True):
        assert row[1].startswith(function.help.say(language))
        assert [a.name for a in function.arguments] == [n.strip("[]") for n in row[3::2]]
        assert [a.help.say(language) for a in function.arguments] == row[4::2]
        assert [a.optional for a in function.arguments] == [n[0] == "[" for n in row[3::2]]
        assert all(len(text) <= 255 for text in row)


@pytest.mark.parametrize("name", REGISTRY)
def test_help_tells_how_older_excel_enters_tables(name: str) -> None:
    """Each function that can fill more than one cell says Ctrl+Shift+Enter; the others do not."""
    function = REGISTRY[name]
    for language in ("en", "zh"):
        assert is_array(function) == wizard_help(function, language).endswith(ARRAY_NOTE[language])


def com(given: Any) -> Any:
    """A value of an example as Excel hands it over: a range for rows, MISSING for None."""
    if given is None:
        return MISSING
    if isinstance(given, list | tuple):
        rows = tuple(tuple(map(_cell, row)) for row in given)
        return FakeRange(rows[0][0] if (1, 1) == (len(rows), len(rows[0])) else rows)
    return _cell(given)


def _cell(given: Any) -> Any:
    if isinstance(given, bool | str) or given is None:
        return ERRORS.get(given, given) if isinstance(given, str) else given
    return float(given)


def written(answer: Any) -> Any:
    """An answer as xlwings writes it: rows also for one cell, "" for an empty cell."""
    rows = answer if isinstance(answer, list) else [[answer]]
    return [["" if cell is None else cell for cell in row] for row in rows]


@pytest.mark.parametrize("name", REGISTRY)
def test_examples_pass_through_xlwings(name: str, excel: Windows) -> None:
    """Each example, its ranges and left-out arguments read and its answer written by xlwings."""
    function = REGISTRY[name]
    args = list(function.example.args)
    left_out = [MISSING] * (len(function.arguments) - len(args))
    got = excel.call(name, *map(com, args), *left_out)
    assert written(value(name, *args)) == got


def test_errors_and_blanks_pass_through_xlwings(excel: Windows) -> None:
    """An error cell stays that error, a blank is none, and one bad row harms no other."""
    often = FakeRange(((2.0,), (ERRORS["#N/A"],), (None,), (-1.0,)))
    got = excel.call("CLV_SIMPLE", 10.0, often, 3.0, MISSING, MISSING)
    assert [[60.0], ["#N/A"], [""], ["#NUM!"]] == got


def test_a_range_of_one_cell_is_a_range(excel: Windows) -> None:
    """One cell, which COM hands over as a scalar, is read as a range of one by one."""
    assert [[1.0]] == excel.call("DECILE", FakeRange(5.0), MISSING)


def test_error_texts_that_python_answers_are_known_to_the_vba(root: Any) -> None:
    """Every cell error of the sheet floor has its Case in ClvxlAnswers, with Excel's number."""
    from clvxl.sheet.answers import CELL_ERROR_OF

    text = (root / "clvxl/hosts/excel/modules/ClvxlAnswers.bas").read_text("ascii")
    cases = dict(re.findall(r'Case "(#[^"]+)"\s+ClvxlCell = CVErr\((\d+)\)', text))
    assert set(CELL_ERROR_OF.values()) <= set(cases)
    assert {name: number & 0xFFFF for name, number in ERRORS.items()} == {
        name: int(number) for name, number in cases.items()
    }
