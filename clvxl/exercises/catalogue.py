"""The exercises, in the order in which they are taught."""

from __future__ import annotations

from types import MappingProxyType

from clvxl.errors import InputError
from clvxl.exercises.cases import (
    bank,
    clv_dcf,
    clv_simple,
    cohort,
    components,
    customer_base,
    migration,
    retention,
    retention_projection,
    rfm,
    satisfaction,
    segmentation,
    value_matrix,
)
from clvxl.exercises.engine.records import Exercise
from clvxl.text import Text

__all__ = ["EXERCISES", "exercise_named"]

NO_EXERCISE = Text(
    "there is no exercise {name}: choose one of {names}",
    "没有名为 {name} 的练习：请从 {names} 中选择",
)

EXERCISES: MappingProxyType[str, Exercise] = MappingProxyType(
    {
        exercise.name: exercise
        for exercise in (
            clv_simple.EXERCISE,
            clv_dcf.EXERCISE,
            retention.EXERCISE,
            migration.EXERCISE,
            components.EXERCISE,
            rfm.EXERCISE,
            segmentation.EXERCISE,
            value_matrix.EXERCISE,
            cohort.EXERCISE,
            satisfaction.EXERCISE,
            bank.EXERCISE,
            retention_projection.EXERCISE,
            customer_base.EXERCISE,
        )
    }
)


def exercise_named(name: str) -> Exercise:
    """Return an exercise by its name, in any letter case.

    Raises
    ------
    InputError
        There is none of this name; the sentence lists those that exist.

    Examples
    --------
    >>> exercise_named("CLV_DCF").name
    'clv_dcf'
    """
    found = EXERCISES.get(name.strip().lower().replace("-", "_"))
    if found is None:
        raise InputError(NO_EXERCISE, name=name, names=", ".join(EXERCISES))
    return found
