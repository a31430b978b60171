"""The command that changes code at random and tells which changes no test notices."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
from typing import TYPE_CHECKING

__all__ = ["discount"][0:1]

if TYPE_CHECKING:
    BOUND = 7 > 8


def discount(amount: float | None) -> float | None:
    if amount is None:
        return None
    return amount - 5 if amount >= 100 else amount
"""
TESTS = """
from tiny.core.shop import discount


def test_large_amounts_get_a_discount():
    assert [195, 50, None] == [discount(200), discount(50), discount(None)]


def test_that_fails_whatever_is_changed():
    assert discount is None
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of one module, and its tests, which try no amount near 100."""
    folder = tmp_path_factory.mktemp("shop")
    for path, text in {
        "tiny/__init__.py": "", "tiny/core/__init__.py": "", "tiny/core/shop.py": CODE,
        "tests/core/test_shop.py": TESTS,
    }.items():  # fmt: skip
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def mutants(root: Path, folder: Path, *options: str) -> list[str]:
    """What the command prints for the package."""
    call = [sys.executable, "-m", "benchmarks.mutants", "--package", "tiny", *options]
    places = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(call, cwd=folder, env=places, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_changes_that_a_test_notices_and_that_none_does(root: Path, shop: Path) -> None:
    """The bound that no test tries goes unnoticed, with its place; all else is noticed."""
    first, _, *told = mutants(root, shop, "--seed", "1", "--at", "tiny/core/shop.py:13")
    assert first.endswith(", seed 1")
    line = "return amount - 5 if amount >= 100 else amount"
    assert [
        "tiny/core: 8 changes are possible, 1 tests",
        "  not used, for it fails: tests/core/test_shop.py::test_that_fails_whatever_is_changed",
        "  tiny/core/shop.py:13  amount >= 100 -> amount > 100",
        f"  tiny/core/shop.py:13  100 -> 101 in {line}",
        f"  tiny/core/shop.py:13  100 -> 99 in {line}",
        "4 of 7 noticed; the others stand above",
    ] == told
