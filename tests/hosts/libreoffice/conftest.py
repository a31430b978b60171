"""One LibreOffice for the tests of a module, ended if it hangs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.hosts.libreoffice.driver import RUNNING, Office, end_all, office

LONGEST = 180
"""Seconds that a test, its setup or its teardown may take; the longest takes some twenty."""


ENDED = threading.Event()
"""Set once a program was ended, until a module starts its own: tests between have none."""


def _watched() -> Iterator[Any]:
    """End all programs where a test hangs in one, so that it fails and the others go on."""
    late = threading.Event()

    def end() -> None:
        late.set()
        ENDED.set()
        end_all()

    watch = threading.Timer(LONGEST, end)
    watch.start()
    try:
        return (yield)
    except BaseException:
        # Without a trace: to show an object of a program that is gone ends Python too.
        if late.is_set():
            pytest.fail(f"LibreOffice hung: it was ended after {LONGEST} s", pytrace=False)
        if ENDED.is_set() or any(process.poll() is not None for process in RUNNING):
            pytest.fail("LibreOffice is gone since an earlier test", pytrace=False)
        raise
    finally:
        watch.cancel()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Iterator[Any]:
    """Watch the setup."""
    return (yield from _watched())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[Any]:
    """Watch the test."""
    return (yield from _watched())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[Any]:
    """Watch the teardown."""
    return (yield from _watched())


@pytest.fixture(scope="module")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A headless Calc with the add-in of this environment."""
    ENDED.clear()
    with office(tmp_path_factory.mktemp("calc")) as running:
        yield running


@pytest.fixture
def sheet(calc: Office) -> Iterator[Any]:
    """The first sheet of a new document."""
    with calc.sheet() as first:
        yield first
