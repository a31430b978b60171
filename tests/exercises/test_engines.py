"""Engines that share nothing with us recompute the templates: what is stored, and after changes."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.build import drawn
from clvxl.exercises.formulas.book import Book
from clvxl.report.records import Formula, Report
from tests.exercises.engines import ENGINES, Place, Sheets, differences, without_values
from tests.exercises.entering import datum_of, entered, other_datum, other_figure, slips

Case = tuple[str, str, str]
QUICK = ("clv_simple", "clv_dcf")
"""Exercises that any engine computes at once; rfm takes long, segmentation a minute."""


def is_long(case: Case) -> bool:
    """Whether the ordinary run leaves a case out; with rfm it does the quickest."""
    return case[0] not in QUICK and case != ("rfm", "en", "formualizer")


CASES = [
    pytest.param(case, id="-".join(case), marks=[pytest.mark.engines] if is_long(case) else [])
    for case in product(EXERCISES, ("en", "zh"), ENGINES)
]

Entries = dict[str, Any]
"""What is entered, by the names of the cells."""


def changed_figures(report: Report, name: str) -> Entries:
    """Another value for each figure, and for the first number of the data."""
    usual = {cell.name: cell.value for sheet in report.sheets for cell in sheet.cells}
    columns = {
        column.name: column.values
        for sheet in report.sheets for table in sheet.tables for column in table.columns
    }  # fmt: skip
    keys = [f"in_{figure.key}" for figure in EXERCISES[name].figures]
    fields = EXERCISES[name].data.fields
    figures = {key: other_figure(usual[key], columns[f"in_{fields[0].key}"]) for key in keys}
    datum = datum_of(EXERCISES[name])
    return {**figures, f"in_{datum.key}": other_datum(datum, columns[f"in_{datum.key}"][0])}


def near_misses(report: Report, key: str) -> list[str]:
    """What is nearly a right answer: each slip that the check knows, badly rounded, without %."""
    return [*slips(report, key), f"1.004*sol_{key}", f"100*sol_{key}"]


def in_turn(ways: dict[str, list[str]]) -> Entries:
    """For each question one of the ways to answer it, not all the same."""
    return {
        f"ans_{key}": Formula(f"={found[at % len(found)]}")
        for at, (key, found) in enumerate(ways.items())
    }


def stages(report: Report, name: str) -> dict[str, Entries]:
    """What is entered one after the other."""
    keys = [question.key for question in EXERCISES[name].questions]
    right = {f"ans_{key}": Formula(f"=sol_{key}") for key in keys}
    near = {key: near_misses(report, key) for key in keys}
    wrong = {key: [f'sol_{key}&"?"', f"1.37*sol_{key}+3.1", "1/0"] for key in keys}
    return {
        "right": {**changed_figures(report, name), **right},
        "near": in_turn(near),
        "wrong": in_turn(wrong),
        "blank": {f"ans_{key}": None for key in keys},
    }


class Stage(NamedTuple):
    """What is entered, and what our own calculator gives then; errors too."""

    entries: Entries
    expected: dict[Place, Any]


@lru_cache
def computed(name: str, language: str) -> dict[str, Stage]:
    """All stages of an exercise; each begins with what was entered before."""
    report, found = drawn(EXERCISES[name], language), {}
    for stage, entries in stages(report, name).items():
        report = entered(report, entries)
        book = Book(report)
        book.compute()
        found[stage] = Stage(entries, {at: book.value(*at) for at in file_of(name, language).plain})
    return found


@lru_cache
def file_of(name: str, language: str) -> Sheets:
    """What stands in a committed workbook."""
    return Sheets.read(path_of(name, language))


def path_of(name: str, language: str) -> Path:
    """A committed workbook."""
    return Path(__file__).parents[2] / "workbooks" / language / f"{name}.xlsx"


@pytest.mark.parametrize("case", CASES)
def test_gives_what_is_stored_and_follows_changes(case: Case) -> None:
    """Each plain formula gives the stored value, and what ours gives after each entry."""
    *exercise, engine = case
    file, book = file_of(*exercise), ENGINES[engine](without_values(path_of(*exercise)))
    stored = {at: file.values[at] for at in file.plain}
    assert {} == differences(stored, book.values(file.plain))
    for stage, (entries, expected) in computed(*exercise).items():
        for key, value in entries.items():
            book.put(file.named(key), value)
        assert {} == differences(expected, book.values(file.plain)), stage


@pytest.mark.parametrize("exercise", [*product(QUICK, ("en", "zh"))], ids="-".join)
def test_answers_are_right_wrong_and_blank(exercise: tuple[str, str]) -> None:
    """The changes that engines follow turn every check to ✓, to a hint, and to nothing."""
    file, told = file_of(*exercise), {}
    answers = [file.named(f"ans_{q.key}") for q in EXERCISES[exercise[0]].questions]
    for stage, (_, expected) in computed(*exercise).items():
        told[stage] = {expected[at._replace(column=at.column + 1)] for at in answers}
    assert {"✓"} == told["right"]
    assert told["wrong"].isdisjoint({"✓", ""})
    assert {""} == told["blank"]


@pytest.mark.parametrize("name", EXERCISES)
def test_most_formulas_are_plain(name: str) -> None:
    """Most formulas are compared, in each language the same; the rest needs our functions."""
    one, other = (file_of(name, language) for language in ("en", "zh"))
    assert len(one.plain) == len(other.plain)
    assert 0.6 * len(one.formulas) < len(one.plain)


def test_no_value_is_left_and_no_difference_overlooked(tmp_path: Path) -> None:
    """The file that engines read holds no value of a formula; a wrong value is reported."""
    path = path_of("clv_dcf", "en")
    bare = tmp_path / "bare.xlsx"
    bare.write_bytes(without_values(path))
    file, stripped = Sheets.read(path), Sheets.read(bare)
    assert file.formulas == stripped.formulas
    assert {None} == set(stripped.values.values())
    at = next(at for at, value in file.values.items() if isinstance(value, float) and value)
    wrong = {**file.values, at: file.values[at] * (1 + 1e-8)}
    assert {at: (file.values[at], wrong[at])} == differences(file.values, wrong)
    assert [at] == list(differences({at: True}, {at: 1.0}))
