"""Templates as the buttons of a spreadsheet program have them written."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from clvxl.data.table import SourceTable
from clvxl.errors import ClvxlError, FileError, InputError, TableError
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.filled import changed_figures, fill_new, template_named
from clvxl.exercises.workbooks import documents, new_exercise
from clvxl.remedies import REMEDIES
from clvxl.text import Text


def flows(**columns: list[object]) -> SourceTable:
    """A table as a host reads it."""
    return SourceTable("book", tuple(columns), tuple(map(pd.Series, columns.values())))


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_new_exercise_is_the_workbook_that_comes_along(
    name: str, language: str, tmp_path: Path, root: Path
) -> None:
    """A fresh copy is the built workbook, byte for byte, and may be changed."""
    told: list[float] = []
    path = new_exercise(name, language, tmp_path, told.append)
    assert (root / "workbooks" / language / f"{name}.xlsx").read_bytes() == path.read_bytes()
    assert [1.0] == told
    assert path.stat().st_mode & 0o200


def test_without_it_one_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it does not come along one is built, with one progress that runs from 0 to 1."""
    copied = cells(new_exercise("clv_simple", "en", tmp_path))
    monkeypatch.setattr("clvxl.__file__", str(tmp_path / "clvxl" / "__init__.py"))
    told: list[float] = []
    built = new_exercise("clv_simple", "en", tmp_path, told.append)
    assert copied == cells(built)
    assert sorted(told) == told
    assert 0.5 < told[-2] <= told[-1] == 1.0
    assert any(0 < share < 0.5 for share in told)


def test_filled_templates_are_numbered(tmp_path: Path) -> None:
    """Filling twice leaves the first workbook as it was."""
    table = flows(Revenue=[9.0, 8.0], 成本=[4.0, 4.0])
    first, filled = fill_new("clv_dcf", "en", table, folder=tmp_path)
    before = first.read_bytes()
    second, _ = fill_new("CLV-DCF", "zh", table, folder=tmp_path)
    assert ("clv_dcf-filled.xlsx", "clv_dcf-filled 2.xlsx") == (first.name, second.name)
    assert before == first.read_bytes()
    assert 2 == filled.rows


def test_no_folder_for_a_table_that_does_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refused table leaves nothing behind, not even the folder."""
    monkeypatch.setattr("clvxl.exercises.workbooks.documents", lambda: tmp_path / "clvxl")
    with pytest.raises(TableError, match="must hold numbers"):
        fill_new("clv_dcf", "en", flows(Revenue=["x"]))
    assert [] == list(tmp_path.iterdir())


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What stands in a workbook's cells."""
    return {sheet.title: list(sheet.values) for sheet in openpyxl.load_workbook(path)}


def edited(folder: Path, name: str, language: str = "en", **figures: object) -> Path:
    """A template with other figures typed in by a person."""
    path = new_exercise(name, language, folder)
    book = openpyxl.load_workbook(path)
    for key, value in figures.items():
        [(sheet, area)] = book.defined_names[f"in_{key}"].destinations
        book[sheet][area] = value
    book.save(path)
    return path


def test_changed_figures_come_along(tmp_path: Path) -> None:
    """Figures that differ from the exercise's own are taken, all others are not."""
    path = edited(tmp_path, "clv_dcf", discount_rate=0.5, acquisition_cost=0)
    assert ({"discount_rate": 0.5, "acquisition_cost": 0}, ()) == changed_figures(
        template_named(path, "en")
    )


@pytest.mark.parametrize(
    ("name", "key", "value", "said"),
    [
        ("clv_dcf", "discount_rate", "ten", "must be a number (it is ten): correct it"),
        ("clv_dcf", "discount_rate", 1.5, "such as 0.2 for 20 % (it is 1.5): correct it"),
        ("clv_dcf", "acquisition_cost", -1, "must be 0 or more (it is -1): correct it"),
        ("clv_dcf", "acquisition_cost", "#N/A", "must be a number (it is #N/A): correct it"),
        ("clv_dcf", "acquisition_cost", True, "must be a number (it is TRUE): correct it"),
        ("clv_simple", "retention", 0.99, "must be from 0 to 0.98 (it is 0.99): correct it"),
        ("clv_dcf", "inflation", None, "is blank: fill it in"),
        ("clv_dcf", "inflation", "=1/50", "has no value yet: open and save clv_dcf.xlsx in Excel"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(
    tmp_path: Path, name: str, key: str, value: object, said: str
) -> None:
    """A figure out of its limits, of another kind or without a value is told by its label."""
    opened = template_named(edited(tmp_path, name, **{key: value}), "en")
    label = next(each.label for each in EXERCISES[name].figures if each.key == key)
    with pytest.raises(FileError) as refused:
        changed_figures(opened)
    assert str(refused.value).startswith(f"the figure {label.en} in {name}.xlsx ")
    assert said in str(refused.value)


def test_a_figure_that_is_gone_is_refused(tmp_path: Path) -> None:
    """A figure whose name a person deleted is told by its label in the template's language."""
    path = new_exercise("clv_dcf", "zh", tmp_path)
    book = openpyxl.load_workbook(path)
    del book.defined_names["in_inflation"]
    book.save(path)
    label = next(each.label.zh for each in EXERCISES["clv_dcf"].figures if each.key == "inflation")
    with pytest.raises(FileError) as refused:
        changed_figures(template_named(path, "en"))
    assert str(refused.value).startswith(f"the figure {label} is no longer in clv_dcf.xlsx: take")


def test_figures_that_follow_from_the_data_are_named(tmp_path: Path) -> None:
    """A changed figure that follows from the data is not taken along, and that is said."""
    labels = {each.key: each.label for each in EXERCISES["clv_simple"].figures}
    same, other = (
        new_exercise("clv_simple", "en", tmp_path),
        edited(tmp_path, "clv_simple", months=7),
    )
    assert ({}, ()) == changed_figures(template_named(same, "en"))
    assert ({}, (labels["months"],)) == changed_figures(template_named(other, "en"))


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_changed_in_a_new_exercise(tmp_path: Path, name: str, language: str) -> None:
    """No figure of a fresh copy counts as changed."""
    opened = template_named(new_exercise(name, language, tmp_path), "en")
    assert (name, language) == (opened.exercise.name, opened.language)
    assert ({}, ()) == changed_figures(opened)


def test_names_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name wins over what is called so; what looks like a file is one, or does not exist."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rfm").mkdir()
    (tmp_path / "clv_dcf").write_text("mine")
    for name in ("rfm", "CLV-DCF"):
        assert template_named(name, "zh").path is None
    for gone in ("no.xlsx", f"{tmp_path}/no", "a/b", "x.y"):
        with pytest.raises(FileError, match="does not exist: check its name and folder"):
            template_named(gone, "en")
    with pytest.raises(InputError, match="there is no exercise no: choose one of"):
        template_named("no", "en")
    with pytest.raises(FileError, match=r"clv_dcf is no template"):
        template_named(f"{tmp_path}/clv_dcf", "en")
    with pytest.raises(FileError, match="is too long: choose a shorter one"):
        template_named("x" * 300, "en")


def unknown_home() -> Path:
    """What Python says where neither HOME nor the list of users names a home folder."""
    raise RuntimeError("Could not determine home directory.")


@pytest.mark.skipif(os.name == "nt", reason="HOME is of POSIX")
@pytest.mark.parametrize("home", [None, "", "/no such folder"])
def test_without_a_home_folder(home: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a home folder nothing is written anywhere; the remedy is one in a sheet, too."""
    if home is None:
        monkeypatch.setattr("pathlib.Path.home", unknown_home)
        monkeypatch.setattr("platformdirs.user_documents_path", unknown_home)
    else:
        monkeypatch.setenv("HOME", home)
    with pytest.raises(FileError) as refused:
        documents()
    assert "-o" not in str(refused.value)
    assert "no home folder is known: make one for your user" in str(refused.value)


def test_settings_of_a_program_settle_what_is_unclear(tmp_path: Path) -> None:
    """Dates that can be read two ways are read as the program's settings say; else they say so."""
    from clvxl.data.records import CleaningOptions

    unclear = flows(Customer=["a", "b"], Date=["3/4/2025", "5/6/2025"], Amount=[1.0, 2.0])
    options = CleaningOptions(date_order="day")
    _, filled = fill_new("rfm", "en", unclear, options, folder=tmp_path)
    assert [45750.0, 45813.0] == filled.columns["date"]  # 3 April and 5 June 2025
    with pytest.raises(ClvxlError) as refused:
        fill_new("rfm", "en", unclear, CleaningOptions(), folder=tmp_path)
    own = REMEDIES | {"day_first": Text(" (Settings)", "（设置）")}
    assert "2025-04-03 (Settings)" in refused.value.sentence("en", own)


def refused_in_sheet(table: SourceTable, name: str, folder: Path, language: str) -> str:
    """What a sheet says of a table that Fill template refuses."""
    with pytest.raises(ClvxlError) as refused:
        fill_new(name, "en", table, folder=folder)
    return refused.value.sentence(language)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("dates", [["3/4/2025", "5/6/2025"], ["3/14/2025", "14/3/2025"]])
def test_remedies_of_a_sheet_exist(tmp_path: Path, dates: list[str], language: str) -> None:
    """Where dates or numbers can be read two ways, a sheet names no option and no setting."""
    unclear = flows(Customer=["a", "b"], Date=list(dates), Amount=[1.0, 2.0])
    said = [refused_in_sheet(unclear, "rfm", tmp_path, language)]
    assert "2025-12-31" in said[0]
    said.append(refused_in_sheet(flows(Revenue=["1,234"]), "clv_dcf", tmp_path, language))
    assert [] == [text for text in said if "--" in text or "Settings" in text or "设置" in text]
