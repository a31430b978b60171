"""What Excel imports: every function, as xlwings wants it."""

from __future__ import annotations

import inspect

import pytest
import xlwings

import udfs
from clvxl.hosts.excel import binding
from clvxl.sheet.registry import REGISTRY, value


def test_every_function_is_there() -> None:
    """udfs has each function of the registry under its name, and nothing else in capitals."""
    assert set(REGISTRY) == {name for name in vars(udfs) if name.isupper()}


@pytest.mark.parametrize("name", REGISTRY)
def test_python_gets_what_the_sheet_gets(name: str) -> None:
    """A call from Python gives just what the sheet gets, by position and by keyword."""
    bound, function = getattr(udfs, name), REGISTRY[name]
    args = function.example.args
    by_name = dict(zip((a.name for a in function.arguments), args, strict=False))
    assert value(name, *args) == bound(*args) == bound(**by_name)
    assert [a.name for a in function.arguments] == list(inspect.signature(bound).parameters)
    assert function.help.en == bound.__doc__


def test_category_help_and_argument_help_reach_xlwings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Arguments come first and func last, ranges in two dimensions, errors as text."""
    said = []
    monkeypatch.setattr(xlwings, "arg", lambda *a, **k: lambda f: said.append(("arg", a, k)) or f)
    monkeypatch.setattr(xlwings, "func", lambda **k: lambda f: said.append(("func", k)) or f)
    binding.bind(REGISTRY["CLV_DCF"])
    assert ("func", {"category": "CLV Lifetime value"}) == said[-1]
    described = {a[0]: k for _, a, k in said[:-1]}
    assert [a.name for a in REGISTRY["CLV_DCF"].arguments] == list(described)
    revenues = {"doc": "revenue of each period, one cell per period", "ndim": 2, "err_to_str": True}
    assert revenues == described["revenues"]
    assert "ndim" not in described["timing"]


def test_a_missing_argument_is_a_type_error() -> None:
    """From Python, a keyword that does not exist is refused as any function refuses it."""
    with pytest.raises(TypeError):
        udfs.PARETO_SHARE([1], best=0.2)
