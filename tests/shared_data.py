"""Real data that lies beside the project, never in it."""

from __future__ import annotations

import lzma
from pathlib import Path

import numpy as np
import pytest

from clvxl.core._customer_base import History, history
from tests.conftest import SHARED


def table(name: str) -> np.ndarray:
    """A .csv as named columns; the test is skipped where it is not there."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs {name} in ../shared/data")
    return np.genfromtxt(path, delimiter=",", names=True, dtype=None, encoding="utf-8")


def cdnow_rounded() -> History:
    """The CDNOW sample, rounded to .01 week, as the papers and lifetimes have it."""
    rows = table("cdnow_sample_summary.csv")
    return history(rows["x"], rows["t_x"], rows["T"])


def cdnow() -> History:
    """The CDNOW sample in exact weeks, days ÷ 7, as R's BTYD and CLVTools have it."""
    rows = table("btyd_cdnowSummary_cbs_unrounded.csv")
    return history(rows["x"], rows["t_x"], rows["T_cal"])


def cdnow_history(path: Path) -> History:
    """All CDNOW customers to 1998-06-30 in weeks, purchases of a day merged."""
    with lzma.open(path, "rt") as lines:
        next(lines)
        rows = np.array([line.split()[:2] for line in lines])
    days = np.array([f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in rows[:, 1]], "datetime64[D]")
    pairs = np.unique(np.array([rows[:, 0].astype(int), days.astype(int)]), axis=1)
    _, first, count = np.unique(pairs[0], return_index=True, return_counts=True)
    start, last = pairs[1][first], pairs[1][first + count - 1]
    end = np.datetime64("1998-06-30").astype(int)
    return history(count - 1, (last - start) / 7, (end - start) / 7)
