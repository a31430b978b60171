"""Scripted students: a homework edition worked in as a person would, and saved as programs do."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.homework import homework
from clvxl.exercises.engine.records import Question
from clvxl.exercises.engine.variants import Variant, variant
from clvxl.files.xlsx.writer import write_report

__all__ = ["Student", "as_asked", "drawn", "rewritten", "right_answers"]


@cache
def drawn(name: str, number: int) -> Variant:
    """A variant, drawn once."""
    return variant(EXERCISES[name], number)


def right_answers(name: str, number: int) -> dict[str, Any]:
    """The right answers of a variant."""
    return dict(drawn(name, number).worked.answers)


def as_asked(question: Question, value: Any) -> Any:
    """An answer rounded to the decimals that are asked for."""
    if question.digits is None or isinstance(value, str):
        return value
    return round(value, question.digits + (2 if question.format == "percent" else 0))


class Student:
    """A workbook that was handed out, open on a student's desk."""

    def __init__(self, folder: Path, name: str, number: int) -> None:
        self.path = folder / "handed in.xlsx"
        write_report(homework(EXERCISES[name], "en", number), self.path, overwrite=True)
        self.book = openpyxl.load_workbook(self.path)
        self.sheet = self.book.worksheets[0]

    def cell(self, name: str) -> Any:
        """A named cell; names may be plain addresses or follow their row."""
        text = self.book.defined_names[name].attr_text
        column = re.search(r"!\$([A-Z]+)", text)
        rows = re.findall(r"\$(\d+)", text)
        assert column
        return self.sheet[f"{column[1]}{rows[-1]}"]

    def enter(self, answers: Mapping[str, Any]) -> Student:
        """Enter answers by the question's key."""
        for key, value in answers.items():
            self.cell(f"ans_{key}").value = value
        return self

    def save(self, change: Callable[[Any], None] | None = None) -> Path:
        """Save it, changed once more."""
        if change is not None:
            change(self.book)
        self.book.save(self.path)
        return self.path


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A package with other parts: what `change` gives for each, None leaves it out."""
    target = path.with_name("rewritten.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = change(part, old.read(part))
            if text is not None:
                new.writestr(part, text)
    return target
