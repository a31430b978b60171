"""Cleaning by DuckDB: the same answer as in memory, on all cases that the project has."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FEWEST = 300
"""So many tables are compared at least: fewer would mean that the comparison no longer takes hold."""


def compared(*chosen: str) -> int:
    """Run tests with every cleaning done both ways; how many tables were compared."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "tests.engines.both_ways",
         "-p", "no:cacheprovider", *chosen],
        cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert 0 == run.returncode, run.stdout[-4000:]
    found = re.search(r"tables: (\d+)", run.stdout)
    assert found is not None
    return int(found[1])


def test_every_rule_gives_the_same() -> None:
    """Each reason, notice, count and refusal of the cleaning's own tests is the same both ways."""
    assert (
        compared("tests/data/test_cleaning.py", "-k", "not online_retail and not every_column")
        >= FEWEST
    )


def test_every_export_gives_the_same() -> None:
    """Exports of shops, with their orders, statuses and currencies, are the same both ways."""
    assert compared("tests/data/test_exports.py", "tests/data/test_attacked_tables.py") >= 60


@pytest.mark.long
def test_all_tables_give_the_same() -> None:
    """All tables that any test of the data cleans are the same both ways."""
    assert compared("tests/data", "-k", "not seconds and not in_time and not online_retail") >= 1000
