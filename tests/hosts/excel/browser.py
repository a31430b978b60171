"""What Python in the browser (Pyodide) has, and what of clvxl's requirements counts there."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.markers import default_environment
from packaging.requirements import Requirement

PYODIDE = {"numpy": "2.4.6", "pandas": "3.0.2", "pyarrow": "22.0.0", "scipy": "1.18.0"}
"""Packages that Pyodide compiles itself, as its lock file of 2026 has them."""

_BROWSER = {
    **default_environment(), "sys_platform": "emscripten", "platform_system": "Emscripten",
    "platform_machine": "wasm32", "python_version": "3.14", "python_full_version": "3.14.0",
    "extra": "",
}  # fmt: skip


def counting(requirements: Iterable[str]) -> dict[Requirement, bool]:
    """Return the requirements, and of each whether it counts in the browser."""
    wanted = map(Requirement, requirements)
    return {one: one.marker is None or one.marker.evaluate(_BROWSER) for one in wanted}
