"""What checks say of how an answer was typed, in programs of different countries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from clvxl.exercises.engine.build import build
from clvxl.exercises.engine.front import ANSWER, CHECK
from clvxl.exercises.engine.texts import say
from clvxl.files.xlsx.writer import write_report
from tests.exercises.small import SMALL
from tests.hosts.libreoffice.driver import office

pytestmark = pytest.mark.calc

ANYWHERE = {
    "amount": {
        "-7000": "right", "7000": "sign", "¥7000": "unit", "7000 EUR": "unit", "1 year": "unit",
        "'-7000": "as_text", "-7 000": "as_text", "-7": "thousand", "-7000000": "thousand",
        "-70000": "other_mark", "-6990": "close", "seven": "no_number", "=1/0": "an_error",
        "−７０００": "wide_signs", "-5000": "hint", "": "", "n/a": "no_number",
    },
    "share": {
        "=0.343": "right", "=34.3/100": "right", "=34.3": "per_cent", "=0.00343": "fraction",
        "=3.43": "other_mark", "=0.347": "close", "=0.338": "close", "=0.352": "hint", "=0.657": "slip",
        "=-0.343": "sign", "３４.３％": "wide_signs", "34%": "close", "about 34": "unit",
    },
    "count": {"9": "right", "-9": "sign", "900": "hint", "=9.01": "hint", "9 years": "unit",
              "9000": "thousand"},
    "code": {"m027": "right", "M027 ": "right", "Ｍ０２７": "wide_signs", "M028": "hint",
             '="M0"&27': "right"},
}  # fmt: skip
"""What is typed as the answer to a question, and what is said of it: a key, "right", "hint"."""

BY_COUNTRY = {
    "en-US": {
        "amount": {"-7,000.00": "right", "-7.000,00": "other_mark", "-7000,00": "other_mark"},
        "share": {"34.3%": "right", "34,3%": "other_mark"},
        "count": {"3/4": "a_date"},
    },
    "de-DE": {
        "amount": {"-7.000,00": "right", "-7,000.00": "other_mark", "-7000.00": "other_mark"},
        "share": {"34,3%": "right", "34.3%": "other_mark"},
        "count": {"3.4.": "a_date"},
    },
}
MARKS = {"en-US": ".", "de-DE": ","}
CHOICES = {"en": ("call", "wait", "Maybe"), "zh": ("打电话", "等待", "也许")}

PROGRAMS = [
    pytest.param(pair, id="-".join(pair), marks=[] if quick else [pytest.mark.long])
    for *pair, quick in (
        ("en-US", "en", True), ("de-DE", "zh", True), ("de-DE", "en", False), ("en-US", "zh", False),
    )
]  # fmt: skip


@pytest.fixture(scope="module", params=PROGRAMS)
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str, Any]]:
    """A country, a language, and the first sheet of the small exercise in a program there."""
    country, language = request.param
    folder = tmp_path_factory.mktemp(country)
    write_report(build(SMALL, language), folder / "small.xlsx")
    with office(folder / "office", addin=False, country=country) as running:
        yield country, language, running.open(folder / "small.xlsx").Sheets.getByIndex(0)


def said(front: Any, key: str, typed: str) -> tuple[str, str]:
    """What the answer's cell shows and what its check says when this is typed."""
    at = [question.key for question in SMALL.questions].index(key)
    first = next(row for row in range(99) if front.getCellByPosition(0, row).String == "1.")
    cell, check = (front.getCellByPosition(column, first + at) for column in (ANSWER, CHECK))
    if typed.startswith("="):
        cell.Formula = typed.replace("'", '"')
    else:
        cell.FormulaLocal = typed
    told = str(cell.String), str(check.String)
    cell.Formula = ""
    return told


def expected(key: str, what: str, language: str, mark: str) -> str:
    """A hint in full."""
    question = next(each for each in SMALL.questions if each.key == key)
    if what in ("hint", "slip"):
        hint = question.hint if what == "hint" else question.slips[0].hint
        return say("not_yet", language, hint=hint.say(language))
    return {"right": "✓", "": ""}.get(what) or (say(what, language, mark=mark) if what else "")


def test_each_entry_gets_its_own_hint(opened: tuple[str, str, Any]) -> None:
    """Sign, scale, decimal mark, unit, blanks, wide signs, dates: each is named, and no other."""
    country, language, front = opened
    wrong = {}
    for cases in (ANYWHERE, BY_COUNTRY[country]):
        for key, entries in cases.items():
            for typed, what in entries.items():
                told = said(front, key, typed)[1]
                if told != expected(key, what, language, MARKS[country]):
                    wrong[key, typed] = told
    assert {} == wrong


def test_a_choice_is_judged(opened: tuple[str, str, Any]) -> None:
    """A decision is right, a known mistake, or none of the choices."""
    _, language, front = opened
    right, slip, other = (said(front, "choice", typed)[1] for typed in CHOICES[language])
    assert "✓" == right
    assert expected("choice", "slip", language, ".") == slip
    assert say("no_choice", language) == other


def test_what_is_typed_is_shown(opened: tuple[str, str, Any]) -> None:
    """No decimal that was typed is hidden, and a date leaves its cell one of numbers."""
    country, _, front = opened
    mark = MARKS[country]
    shown = {
        (key, typed): said(front, key, typed.replace(".", mark))[0]
        for key, typed in (("count", "0.95"), ("count", "3.4"), ("share", "34.35%"), ("amount", "0.004"))
    }  # fmt: skip
    assert shown == {at: at[1].replace(".", mark) for at in shown}
    said(front, "count", next(iter(BY_COUNTRY[country]["count"])))
    assert ("9", "✓") == said(front, "count", "9")


def test_texts_follow_figures(opened: tuple[str, str, Any]) -> None:
    """A paragraph and a unit say what the figures are now, as numbers are written here."""
    country, _, front = opened
    case, unit = front.getCellByPosition(0, 3), front.getCellByPosition(1, 6)
    cell = front.getCellByPosition(2, 6)
    cell.Value = 1234.5
    number = "1,234.50" if MARKS[country] == "." else "1.234,50"
    assert number in case.String
    assert ("2.469", "2,469")[MARKS[country] == "."] in unit.String
    cell.Value = 7000
