"""The customer-base models by their names."""

from __future__ import annotations

from importlib import import_module

from clvxl.core._customer_base import Model
from clvxl.errors import ONE_OF, InputError

__all__ = ["MODELS", "model_named"]

MODELS = ("bgnbd", "mbgnbd", "paretonbd", "bgcnbd", "mbgcnbd")
"""Those that a person may ask for."""

_CLASSES = {
    "nbd": "NBD",
    "bgnbd": "BGNBD",
    "mbgnbd": "MBGNBD",
    "paretonbd": "ParetoNBD",
    "bgcnbd": "BGCNBD",
    "mbgcnbd": "MBGCNBD",
}


def model_named(name: str) -> Model:
    """Return a model by its name in any letter case; its module is imported when first asked for.

    Raises
    ------
    InputError
        No such model.

    Examples
    --------
    >>> model_named("bgnbd").parameters
    ('r', 'alpha', 'a', 'b')
    """
    key = name.strip().lower()
    if key not in _CLASSES:
        raise InputError(ONE_OF, name="model", value=name, choices=", ".join(MODELS))
    model: Model = getattr(import_module(f"clvxl.core.{key}"), _CLASSES[key])()
    return model
