"""The figures that the course quotes are those of the workbooks as they come."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest

from clvxl.exercises.catalogue import EXERCISES

ROOT = Path(__file__).parents[2]
PAGES = {"en": ROOT / "docs" / "teaching.md", "zh": ROOT / "docs" / "teaching.zh.md"}
SECTION = re.compile(
    r"^\*\*(\d+) · (\w+)[.。]\*\*(.*?)(?=^\*\*\d+ · |^## )", re.MULTILINE | re.DOTALL
)
LONG = 400
"""Rows of a table in which any number might be found."""
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?=(\s?%)?)")


def sections(language: str) -> dict[str, str]:
    """What the course says of each exercise."""
    found = SECTION.findall(PAGES[language].read_text(encoding="utf-8"))
    return {name: text for _, name, text in found}


def quoted(text: str) -> set[tuple[float, int, bool]]:
    """Numbers with decimals and shares in a text: the number, its decimals, whether it is a share."""
    found = set()
    for match in NUMBER.finditer(text):
        number, share = match[0].replace(",", ""), bool(match[1])
        digits = len(number.partition(".")[2])
        if digits or share:
            found.add((float(number), digits, share))
    return found


@lru_cache
def shown(name: str, language: str) -> list[float]:
    """All numbers of a workbook, also those in its texts, but for its long tables of data."""
    path = ROOT / "workbooks" / language / f"{name}.xlsx"
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    found: list[float] = []
    for sheet in book:
        rows = [*sheet.iter_rows(values_only=True)]
        for value in (value for row in rows for value in row if len(rows) < LONG):
            if isinstance(value, str):
                found += (number / (100 if share else 1) for number, _, share in quoted(value))
            elif type(value) in (int, float):
                found.append(abs(float(value)))
    return found


@pytest.mark.parametrize("language", PAGES)
def test_the_course_has_a_section_for_each_exercise(language: str) -> None:
    """Thirteen sections, in the order of the exercises."""
    assert [*EXERCISES] == [*sections(language)]


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("name", EXERCISES)
def test_the_course_quotes_what_the_workbook_gives(name: str, language: str) -> None:
    """Each number with decimals, and each share, is one of the workbook's, rounded."""
    for number, digits, share in quoted(sections(language)[name]):
        scale = 100 if share else 1
        assert any(
            abs(scale * value - number) <= 0.5000001 * 10**-digits
            for value in shown(name, language)
        ), (number, share)
