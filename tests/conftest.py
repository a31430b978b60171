"""What all tests share: hypothesis settings, and the real data where it is present."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"

ALL = bool(os.environ.get("CLVXL_ALL"))
"""Whether the long proofs run too."""

settings.register_profile(
    "clvxl", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("clvxl")


PROCESSES = 4
"""The whole suite runs in so many at most: each may have a LibreOffice beside it."""


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run the whole suite in several processes, the tests of a file in one.

    What a file's tests share (a program, a screen, a built file) is made once that way. A part of
    the suite starts sooner in one process; `-n` decides otherwise, and `-n 0` for the whole.
    """
    options = config.option
    if hasattr(config, "workerinput") or not config.pluginmanager.has_plugin("xdist"):
        return
    whole = config.args_source is config.ArgsSource.TESTPATHS
    watched = options.usepdb or options.trace or options.capture == "no"
    if options.numprocesses is None and options.dist == "no" and whole and not watched:
        options.numprocesses = min(os.cpu_count() or 1, PROCESSES)
    if options.numprocesses and options.dist == "no":
        options.dist = "loadfile"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long computations, unless all tests or some by their mark are asked for."""
    if ALL or config.getoption("markexpr"):
        return
    marks = ("engines", "long")
    long = [item for item in items if any(map(item.get_closest_marker, marks))]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


def _shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not copied into the project and is not beside it")
    return path


@pytest.fixture(scope="session")
def online_retail() -> Path:
    """UCI Online Retail, 541,909 lines, .csv.xz."""
    return _shared("online_retail.csv.xz")


@pytest.fixture(scope="session")
def cdnow_master() -> Path:
    """CDNOW, 69,659 lines, blank-separated text, .txt.xz."""
    return _shared("cdnow_master.txt.xz")
