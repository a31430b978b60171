"""What a test needs and a machine may lack: a skip with its reason, or a failure where required."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(switch: str, reason: str) -> NoReturn:
    """Skip, or fail where the environment variable says that it must be here."""
    if os.environ.get(switch):
        pytest.fail(f"{switch} is set: {reason}")
    pytest.skip(reason)
