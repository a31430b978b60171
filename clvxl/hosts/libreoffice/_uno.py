"""Small words for UNO, so that the other modules read like what they do."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clvxl.report.records import Area

__all__ = ["area", "collection_paused", "color", "enum", "hundredths", "named_values", "service",
           "struct"]  # fmt: skip

HUNDREDTHS_A_POINT = 2540 / 72
HUNDREDTHS_A_PIXEL = 2540 / 96


@contextmanager
def collection_paused() -> Iterator[None]:
    """Keep Python from looking for cycles of garbage meanwhile, on all threads."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def struct(name: str, **fields: Any) -> Any:
    """Return a struct of `com.sun.star`, its fields set."""
    import uno

    made = uno.createUnoStruct("com.sun.star." + name)
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def enum(name: str, value: str) -> Any:
    """Return a value of an enum of `com.sun.star`."""
    import uno

    return uno.Enum("com.sun.star." + name, value)


def service(ctx: Any, name: str, *arguments: Any) -> Any:
    """Return a service of `com.sun.star`."""
    manager, full = ctx.getServiceManager(), "com.sun.star." + name
    if arguments:
        return manager.createInstanceWithArgumentsAndContext(full, arguments, ctx)
    return manager.createInstanceWithContext(full, ctx)


def component_base(name: str, services: tuple[str, ...], *interfaces: str) -> type:
    """Return a base for a class of interfaces of `com.sun.star`, which says what it is called."""
    import uno
    import unohelper

    kinds = [uno.getClass(f"com.sun.star.{one}") for one in ("lang.XServiceInfo", *interfaces)]

    class Base(unohelper.Base, *kinds):  # type: ignore[misc]
        def __init__(self, ctx: Any, *_: Any) -> None:
            self._ctx = ctx

        def getImplementationName(self) -> str:
            return name

        def supportsService(self, service: str) -> bool:
            return service in services

        def getSupportedServiceNames(self) -> tuple[str, ...]:
            return services

    return Base


def named_values(**values: Any) -> tuple[Any, ...]:
    """Return values as the PropertyValues that UNO takes for options."""
    return tuple(struct("beans.PropertyValue", Name=k, Value=v) for k, v in values.items())


def area(target: Any, cells: Area) -> Any:
    """Return the cells of an area of a sheet."""
    return target.getCellRangeByPosition(
        cells.first_column, cells.first_row, cells.last_column, cells.last_row
    )


def color(text: str) -> int:
    """Return a colour as a number.

    >>> color("#00000A")
    10
    """
    return int(text.removeprefix("#"), 16)


def hundredths(points: float) -> int:
    """Return points as hundredths of a millimetre.

    >>> hundredths(72)
    2540
    """
    return round(points * HUNDREDTHS_A_POINT)


def column_hundredths(characters: float) -> int:
    """Return a column's width in characters as hundredths of a millimetre.

    A column is its characters at 7 pixels, and 5 pixels of edge.

    >>> column_hundredths(13)
    2540
    """
    return round(int(characters * 7 + 5) * HUNDREDTHS_A_PIXEL)
