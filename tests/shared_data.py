"""Real data that lies beside the project, never in it."""

from __future__ import annotations

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
