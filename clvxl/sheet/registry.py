"""The one list of all spreadsheet functions, in the order of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from clvxl.sheet import (  # noqa: F401  declare theirs
    btyd,
    btyd_fits,
    cohorts,
    contracts,
    customers,
    equity,
    lifetime_value,
    migration,
    opportunities,
    rates,
    retention,
    rfm,
    satisfaction,
    segments,
    spending,
)
from clvxl.sheet import help as _help  # noqa: F401  declares CLV_HELP
from clvxl.sheet.answers import Answer
from clvxl.sheet.categories import CATEGORIES, catalogue
from clvxl.sheet.evaluation import call, evaluate
from clvxl.sheet.spec import Function

__all__ = ["CATEGORIES", "REGISTRY", "answer", "function_named", "value"]

REGISTRY: Mapping[str, Function] = MappingProxyType(
    {declared.name: declared for declared in catalogue()}
)
"""Name to function. Every host draws from this and from nothing else."""


def function_named(name: str) -> Function | None:
    """Return the function of this name in any letter case, or None."""
    return REGISTRY.get(name.strip().upper())


def value(name: str, *args: Any) -> Any:
    """Return what a sheet gets for a call.

    >>> value("CLV_SIMPLE", 20.0, 6.0, 3.0, 15.0)
    345.0
    """
    return call(REGISTRY[name], *args)


def answer(name: str, *args: Any) -> Answer:
    """Return what a sheet gets for a call, and why cells of it are errors.

    >>> answer("CLV_SIMPLE", 20.0, -6.0, 3.0).faults[0].sentence()
    'purchase_frequency must be at least 0 (got -6)'
    """
    return evaluate(REGISTRY[name], *args)
