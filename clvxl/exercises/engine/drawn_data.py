"""Figures and data drawn near those of a case, for its variants.

A small table is drawn cell by cell; of a list of sales some customers are left out, and each other
one gets another one's name, its amounts are scaled and its days moved; of any other long table the
rows are drawn, as they are, with repeats.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from clvxl.exercises.engine.drawing import drawn_column, drawn_near, finest_step, rounded
from clvxl.exercises.engine.limits import fault_of
from clvxl.exercises.engine.records import Columns, Exercise, Field
from clvxl.text import Text

__all__ = ["drawn_figures", "drawn_table"]

LONG = 40
"""A table of more rows is not drawn cell by cell."""
LEFT_OUT = (0.04, 0.14)
"""Between these is the share of customers left out of sales."""
DAYS = 3
SCALED = (0.85, 1.18)


def drawn_figures(exercise: Exercise, columns: Columns, random: Random) -> dict[str, Any]:
    """Return other figures; those that follow from the data still do, and are not among them.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> exercise = EXERCISES["clv_dcf"]
    >>> found = drawn_figures(exercise, {}, Random("figures"))
    >>> found["acquisition_cost"], found["discount_rate"], found["inflation"]
    (4800, 0.23, 0.037)
    """
    found: dict[str, Any] = {}
    for figure in exercise.figures:
        value = figure.value
        if callable(value) or isinstance(value, str | bool | Text):
            continue
        limit = figure.limit_with(columns)
        found[figure.key] = drawn_near(value, figure.format, limit, figure.varies, random)
    return found


def drawn_table(exercise: Exercise, columns: Columns, random: Random) -> Columns:
    """Return other data of the same kind.

    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> columns = {"year": ["1"], "revenue": [800], "cost": [90], "retention": [1]}
    >>> drawn_table(EXERCISES["clv_dcf"], columns, Random("data"))
    {'year': ['1'], 'revenue': [960], 'cost': [104], 'retention': [1]}
    """
    fields = exercise.data.fields
    roles = {field.role: field for field in fields}
    if {"customer", "date", "amount"} <= roles.keys():
        return _sales(roles, columns, random)
    rows = len(columns[fields[0].key])
    return (
        _cell_by_cell(fields, columns, random) if rows <= LONG else _rows(fields, columns, random)
    )


def _cell_by_cell(fields: Sequence[Field], columns: Columns, random: Random) -> Columns:
    found = {}
    for field in fields:
        values = columns[field.key]
        if not all(_is_plain_number(value) for value in values) or field.varies is None:
            found[field.key] = values
        else:
            found[field.key] = drawn_column(values, field.format, field.limit, field.varies, random)
    return _pairs_kept(fields, columns, found)


def _is_plain_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _pairs_kept(fields: Sequence[Field], old: Columns, new: dict[str, Any]) -> Columns:
    """Where one column is nowhere above another of its kind, it still is not, row by row."""
    numbers = [f for f in fields if all(map(_is_plain_number, old[f.key])) and f.format != "date"]
    for low, high in itertools.permutations(numbers, 2):
        if low.format != high.format:
            continue
        if all(a <= b for a, b in zip(old[low.key], old[high.key], strict=True)) and not all(
            a <= b for a, b in zip(new[low.key], new[high.key], strict=True)
        ):
            new[low.key] = old[low.key]
            if not all(a <= b for a, b in zip(new[low.key], new[high.key], strict=True)):
                new[high.key] = old[high.key]
    return new


def _rows(fields: Sequence[Field], columns: Columns, random: Random) -> Columns:
    """Rows drawn with repeats; what names each row stays where it is."""
    count = len(columns[fields[0].key])
    chosen = [int(random.random() * count) for _ in range(count)]
    found = {}
    for field in fields:
        values = columns[field.key]
        names = len(set(values)) == count and (
            isinstance(values[0], str) or field.role == "customer"
        )
        found[field.key] = values if names else [values[at] for at in chosen]
    return found


@dataclass(frozen=True)
class _Move:
    """What becomes of a customer: another name, other amounts, days moved."""

    name: Any
    factor: float
    days: int


def _sales(roles: dict[str | None, Field], columns: Columns, random: Random) -> Columns:
    """Sales of fewer customers, each with other amounts, on other days in the same order."""
    keys = list(columns)
    name_at, day_at, amount_at = (
        keys.index(roles[role].key) for role in ("customer", "date", "amount")
    )
    lines = [list(line) for line in zip(*columns.values(), strict=True)]
    moves = _moves([(line[name_at], line[day_at]) for line in lines], random)
    moves = _allowed(moves, roles, {line[amount_at] for line in lines}, random)
    step = finest_step([line[amount_at] for line in lines])
    in_order = all(a[day_at] <= b[day_at] for a, b in itertools.pairwise(lines))
    found = []
    for line in lines:
        move = moves.get(line[name_at])
        if move is not None:
            line[name_at] = move.name
            line[day_at] += move.days
            line[amount_at] = _scaled(line[amount_at], move.factor, step, roles["amount"])
            found.append(line)
    if in_order:
        found.sort(key=lambda line: line[day_at])
    return dict(zip(keys, map(list, zip(*found, strict=True)), strict=True))


def _moves(sold: Sequence[tuple[Any, float]], random: Random) -> dict[Any, _Move]:
    """What becomes of each customer; those left out are not there."""
    spans: dict[Any, tuple[float, float]] = {}
    for name, day in sold:
        first, last = spans.get(name, (day, day))
        spans[name] = min(first, day), max(last, day)
    begin, end = min(day for _, day in sold), max(day for _, day in sold)
    share = _between(LEFT_OUT, random)
    renamed = sorted((random.random(), at) for at in range(len(spans)))
    names = list(spans)
    moves = {}
    for (name, (first, last)), (_, at) in zip(spans.items(), renamed, strict=True):
        left_out, factor = random.random() < share, _between(SCALED, random)
        days = math.floor((2 * DAYS + 1) * random.random()) - DAYS
        # Who bought first or last stays, so that the log covers the same time.
        if not left_out or first == begin or last == end:
            moves[name] = _Move(names[at], factor, int(min(max(days, begin - first), end - last)))
    return moves


def _allowed(
    moves: dict[Any, _Move], roles: dict[str | None, Field], amounts: set[float], random: Random
) -> dict[Any, _Move]:
    """Moves that leave days where they are to stay, and one price for all where there is one."""
    if roles["date"].varies is None:
        moves = {name: replace(move, days=0) for name, move in moves.items()}
    if len(amounts) == 1:
        price = _between(SCALED, random)
        moves = {name: replace(move, factor=price) for name, move in moves.items()}
    return moves


def _between(ends: tuple[float, float], random: Random) -> float:
    return ends[0] + (ends[1] - ends[0]) * random.random()


def _scaled(amount: float, factor: float, step: float, field: Field) -> float:
    found = rounded(amount * factor, step)
    if found * amount <= 0 or fault_of(found, field.format, field.limit) is not None:
        return amount
    return found
