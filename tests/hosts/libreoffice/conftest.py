"""One LibreOffice for all tests of a run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.hosts.libreoffice.driver import Office, office


@pytest.fixture(scope="session")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A headless Calc with the add-in of this environment."""
    with office(tmp_path_factory.mktemp("calc")) as running:
        yield running


@pytest.fixture
def sheet(calc: Office) -> Iterator[Any]:
    """The first sheet of a new document."""
    with calc.sheet() as first:
        yield first
