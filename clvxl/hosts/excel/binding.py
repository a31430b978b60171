"""The registry's functions bound with xlwings."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

import xlwings

from clvxl.sheet.evaluation import call
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import Argument, Function

__all__ = ["bind", "bind_all"]


def bind(function: Function) -> Callable[..., Any]:
    """Return a Python function with the sheet function's name, arguments and help, for Excel.

    Called from Python it takes what xlwings hands over and returns what the sheet gets.
    """

    def bound(*args: Any, **kwargs: Any) -> Any:
        if kwargs:
            given = signature.bind(*args, **kwargs)
            given.apply_defaults()
            args = given.args
        return call(function, *args)

    signature = inspect.Signature(
        [
            inspect.Parameter(
                argument.name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=argument.default if argument.optional else inspect.Parameter.empty,
            )
            for argument in function.arguments
        ]
    )
    bound.__name__ = bound.__qualname__ = function.name
    bound.__doc__ = function.en
    bound.__annotations__ = {}
    bound.__signature__ = signature  # type: ignore[attr-defined]
    # xlwings wants the arguments first: the other order resets the category.
    for argument in function.arguments:
        bound = _described(argument)(bound)
    return xlwings.func(category=function.category.en)(bound)  # type: ignore[no-any-return]


def _described(argument: Argument) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    # Two dimensions always, or a column and a row would look alike; errors as their text.
    options = {"err_to_str": True} if argument.kind.extent == "cell" else {
        "ndim": 2, "err_to_str": True
    }  # fmt: skip
    return partial(_arg, argument.name, argument.en, options)


def _arg(
    name: str, doc: str, options: dict[str, Any], function: Callable[..., Any]
) -> Callable[..., Any]:
    return xlwings.arg(name, doc=doc, **options)(function)  # type: ignore[no-any-return]


def bind_all() -> dict[str, Callable[..., Any]]:
    """Return all functions of the registry, bound, by name."""
    return {name: bind(function) for name, function in REGISTRY.items()}
