"""One LibreOffice for the tests of a module, ended if it hangs.

Not one for the whole run: after a few hundred documents LibreOffice 25.2 has twice stayed for ever
in its own cache of fonts (ImplFontCache, a list without end), whatever was asked of it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.hosts.libreoffice.driver import Office, end_all, office

LONGEST = 240
"""Seconds that a test may take; the longest takes some twenty."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """End all programs where a test hangs in one, so that it fails and the others go on."""
    watch = threading.Timer(LONGEST, end_all)
    watch.start()
    try:
        return (yield)
    finally:
        watch.cancel()


@pytest.fixture(scope="module")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A headless Calc with the add-in of this environment."""
    with office(tmp_path_factory.mktemp("calc")) as running:
        yield running


@pytest.fixture
def sheet(calc: Office) -> Iterator[Any]:
    """The first sheet of a new document."""
    with calc.sheet() as first:
        yield first
