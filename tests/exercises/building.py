"""Workbooks of exercises, each built once in a process."""

from __future__ import annotations

from functools import lru_cache

from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.build import build
from clvxl.report.records import Report

__all__ = ["LANGUAGES", "built", "one_language"]

LANGUAGES = ("en", "zh")


@lru_cache
def built(name: str, language: str) -> Report:
    """An exercise's workbook."""
    return build(EXERCISES[name], language)


def one_language(name: str) -> str:
    """The language in which an exercise is tried at once; of the next it is the other."""
    return LANGUAGES[list(EXERCISES).index(name) % 2]
