"""The UNO services of the add-in: the functions, the commands of menu and toolbar, the hint.

What Calc hands over, by the declared type of an argument (tried with LibreOffice 25.2):

======================  ===========================  ======================
in the formula          ``any``                      ``XCellRange``
======================  ===========================  ======================
number, text            float, str                   Err:504, never called
cell                    float, str; blank 0.0        the cell
range                   rows; blank ''               the range
inline, computed array  rows; blank ''               Err:504, never called
omitted                 None                         Err:504, never called
one error cell          its error, never called      the cell
range with error cell   Err:504, never called        the range, None for it
array with an error     the error, never called      Err:504, never called
======================  ===========================  ======================

``sequence<sequence<any>>`` and ``sequence<any>`` treat ranges as ``any`` does. An argument has
one type, so not everything can be had. All arguments are ``any``: numbers, cells, ranges, inline
arrays and functions inside functions work. What does not work is a range with an error cell:
Calc answers Err:504 without asking. ``IFERROR(A2:A9, "#N/A")`` around it makes the error a text,
which clvxl reads as the error of its row alone; Explain offers to write that.

Every result is declared as rows of cells: only so can it be a table, or hold an error of a row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clvxl.hosts.libreoffice import names
from clvxl.hosts.libreoffice._uno import collection_paused
from clvxl.hosts.libreoffice.bootstrap import log_error
from clvxl.hosts.libreoffice.values import error_value, from_calc, to_calc
from clvxl.sheet.evaluation import call, evaluate
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import Argument, Function

__all__ = ["implementation"]

_FAULT = ((error_value("#VALUE!"),),)


def implementation() -> Any:
    """Return what LibreOffice asks a Python component for: its services and their classes."""
    import unohelper

    from clvxl.hosts.libreoffice import commands, hint

    helper = unohelper.ImplementationHelper()
    helper.addImplementation(
        _functions_class(), names.FUNCTIONS_SERVICE, (names.FUNCTIONS_SERVICE,)
    )
    helper.addImplementation(commands.dispatch_class(), names.HANDLER_SERVICE, commands.SERVICES)
    helper.addImplementation(hint.hint_class(), names.HINT_SERVICE, hint.SERVICES)
    return helper


def _functions_class() -> type:
    """A class with a method for each function of the registry."""
    import uno
    import unohelper

    def __init__(self: Any, context: Any) -> None:  # noqa: N807  it becomes the class's own
        self.context = context

    methods = {names.method_name(function): _method(function) for function in REGISTRY.values()}
    bases = (unohelper.Base, uno.getClass(names.INTERFACE))
    return type("Functions", bases, {"__init__": __init__, **methods})


def _method(function: Function) -> Callable[..., Any]:
    """The method that Calc calls for `function`."""
    arguments, numbers_only = function.arguments, function.scalar
    defaults = tuple(map(_float_default, arguments))

    def method(_: Any, *args: Any) -> Any:
        try:
            if numbers_only and type(args[0]) is float:
                # A formula in each row of a column: what stands here is paid in every cell.
                given = len(args)
                while args[given - 1] is None:
                    given -= 1
                value = call(function, *args[:given], *defaults[given:])
                return ((value,),) if type(value) is float else to_calc(value)
            # A million rows are a million tuples without a cycle: looking for one costs a second.
            with collection_paused():
                return to_calc(evaluate(function, *from_calc(args, arguments)).given)
        except Exception:  # a fault of clvxl must not reach Calc, which would show no more of it
            log_error(function.name)
            return _FAULT

    return method


def _float_default(argument: Argument) -> Any:
    """An argument's default as a float, the type that the fast path takes; None for none."""
    return float(argument.default) if isinstance(argument.default, int | float) else None
