"""The registry's functions bound with xlwings.

On Windows xlwings' own decorators mark a function for Excel. In the browser, under xlwings Lite,
those do nothing unless xlwings was told early what it runs in, and `xlwings.server` has the ones
that work.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Any, Protocol

import xlwings

from clvxl.sheet.evaluation import call
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import Argument, Function

__all__ = ["Decorators", "bind", "bind_all", "decorators"]


class Decorators(Protocol):
    """What marks functions for Excel: xlwings, or a module of it with the same two names."""

    def func(self, **options: Any) -> Callable[..., Any]:
        """Mark a function."""

    def arg(self, name: str, **options: Any) -> Callable[..., Any]:
        """Describe an argument."""


def decorators(platform: str = sys.platform) -> Decorators:
    """Return what marks functions for Excel on a platform; "emscripten" is Python in the browser.

    >>> decorators("win32") is xlwings
    True
    """
    if platform == "emscripten":
        try:
            from xlwings import server
        except xlwings.LicenseError:
            # Not under xlwings Lite, which brings its licence: no Excel is there either.
            return xlwings  # type: ignore[no-any-return]
        return server  # type: ignore[no-any-return]
    return xlwings  # type: ignore[no-any-return]


def bind(
    function: Function, language: str = "en", marks: Decorators | None = None
) -> Callable[..., Any]:
    """Return a Python function with the sheet function's name, arguments and help, for Excel.

    Called from Python it takes what xlwings hands over and returns what the sheet gets. `marks` are
    those of this platform if left out.
    """
    marks = decorators() if marks is None else marks

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
    bound.__doc__ = function.help.say(language)
    bound.__annotations__ = {}
    bound.__signature__ = signature  # type: ignore[attr-defined]
    # xlwings wants the arguments first: the other order resets the category.
    for argument in function.arguments:
        described = marks.arg(
            argument.name, doc=argument.help.say(language), err_to_str=True, **_shape(argument)
        )
        bound = described(bound)
    marked: Callable[..., Any] = marks.func(category=function.category.title.en)(bound)
    return marked


def _shape(argument: Argument) -> dict[str, int]:
    """Two dimensions for a range always, or a column and a row would look alike."""
    return {} if argument.kind.one_cell else {"ndim": 2}


def bind_all(
    language: str = "en", marks: Decorators | None = None
) -> dict[str, Callable[..., Any]]:
    """Return all functions of the registry, bound, by name; the arguments are those of `bind`."""
    return {name: bind(function, language, marks) for name, function in REGISTRY.items()}
