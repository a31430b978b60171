"""The tables of the sheet Fit: parameters, the models compared, the fit held against the sales."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.core.gamma_gamma import PARAMETERS
from clvxl.data.base_forecast import MOST
from clvxl.data.comparing import Contender, Trial
from clvxl.data.customer_models import model_named
from clvxl.data.fit_checks import Map
from clvxl.jobs.forecast.figures import Figures
from clvxl.jobs.forecast.texts import say
from clvxl.jobs.forecast.words import model_name, span
from clvxl.report.records import Column, Format, Table
from clvxl.sheet.fits import status
from clvxl.sheet.texts import HEADINGS, UNIT_NAMES

__all__ = [
    "compared", "holdout_by_frequency", "map_table", "numbers_table", "parameters",
    "tracking_table",
]  # fmt: skip

ERRORS = ("expected", "actual", "bias", "mae", "rmse", "gini", "top_tenth")
ERROR_FORMATS: tuple[Format, ...] = (
    "integer", "integer", "percent", "factor", "factor", "factor", "percent",
)  # fmt: skip

Vector = NDArray[np.float64]


def _heading(key: str, language: str, **fields: str) -> str:
    """What cells call it, as a title."""
    said = HEADINGS.say(key, language, **fields).replace("_", "-")
    return said[:1].upper() + said[1:]


def parameters(figures: Figures, language: str, row: int) -> Table:
    """Both fits: parameters with standard errors, likelihood, customers, how each ended."""
    rows: list[tuple[str, str, Any, Any, Format]] = []
    found = figures.prospects
    names = [*model_named(found.model).parameters]
    for kind in ("purchases_of", "dropout_of"):
        names += [say(kind, language, name=name) for name in figures.base.covariates]
    values = np.concatenate([found.fit.parameters, found.fit.coefficients])
    rows += _rows(model_name(found.model, language), names, values, found.fit, language)
    spent = figures.base.spending.fit
    if spent is not None:
        rows += _rows("Gamma-Gamma", list(PARAMETERS), spent.parameters, spent, language)
    kinds = [kind for *_, kind in rows]
    return Table(
        "parameters", row, 0,
        (
            Column(say("model", language), [model for model, *_ in rows], "text"),
            Column(say("parameter", language), [name for _, name, *_ in rows], "text"),
            Column(
                say("value", language), [value for _, _, value, _, _ in rows], formats=kinds,
            ),
            Column(
                say("standard_error", language), [error for _, _, _, error, _ in rows], "factor"
            ),
        ),
    )  # fmt: skip


def _rows(
    model: str, names: list[str], values: Vector, fit: Any, language: str
) -> list[tuple[str, str, Any, Any, Format]]:
    errors = np.full(len(names), np.nan) if fit.standard_errors is None else fit.standard_errors
    rows: list[tuple[str, str, Any, Any, Format]] = [
        (model, name, value, error, "factor" if 1e-3 < value < 1e5 else "general")
        for name, value, error in zip(names, values.tolist(), errors.tolist(), strict=True)
    ]
    tail: list[tuple[str, Any, Format]] = [
        ("log_likelihood", fit.log_likelihood, "amount"),
        ("customers", fit.customers, "integer"),
        ("status", status(fit.edges, language), "text"),
    ]
    return rows + [(model, _heading(key, language), value, None, kind) for key, value, kind in tail]


def compared(figures: Figures, language: str, row: int) -> Table | None:
    """How each way to foretell did on the part held out; the one that was used is marked."""
    trial = figures.base.trial
    if trial is None:
        return None
    used = None if figures.base.prospects is None else figures.base.prospects.model
    contenders = trial.contenders
    said = [model_name(one.name, language) for one in contenders]
    names = [
        name[:1].upper() + name[1:] + (" ←" if one.name == used else "")
        for name, one in zip(said, contenders, strict=True)
    ]
    columns = [Column(_heading("model", language), names, "text")]
    columns += [
        Column(_heading(f"error_{key}", language), [_error(one, key) for one in contenders], kind)
        for key, kind in zip(ERRORS, ERROR_FORMATS, strict=True)
    ]
    columns += [
        Column(_heading(key, language), [getattr(one, key) for one in contenders], "amount")
        for key in ("log_likelihood", "aic", "bic")
    ]
    columns.append(
        Column(_heading("status", language), [_told(one, language) for one in contenders], "text",
               wrap=True)
    )  # fmt: skip
    return Table("compared", row, 0, tuple(columns))


def _error(one: Contender, key: str) -> float:
    return np.nan if one.errors is None else getattr(one.errors, key)


def _told(one: Contender, language: str) -> str:
    if one.fault is not None:
        return one.fault.sentence(language)
    return "" if np.isnan(one.log_likelihood) else status(one.edges, language)


def _labels() -> list[str]:
    return [*map(str, range(MOST)), f"{MOST}+"]


def holdout_by_frequency(
    figures: Figures, trial: Trial, language: str, row: int, column: int = 0
) -> Table:
    """Mean purchases of a customer in the part held out, by his past frequency."""
    customers, actual, expected = trial.by_frequency(figures.prospects.model, MOST)
    return Table(
        "holdout", row, column,
        (
            Column(say("past_frequency", language), _labels(), "text"),
            Column(say("customers", language), customers, "integer"),
            Column(say("actual_each", language), actual, "amount"),
            Column(say("expected_each", language), expected, "amount"),
        ),
    )  # fmt: skip


def numbers_table(figures: Figures, language: str, row: int) -> Table:
    """Customers by how often they bought again, actual and expected."""
    actual, expected = figures.prospects.numbers
    return Table(
        "numbers", row, 0,
        (
            Column(_heading("repeat_purchases", language), _labels(), "text"),
            Column(_heading("actual", language), actual, "integer"),
            Column(_heading("expected", language), expected, "integer"),
        ),
    )  # fmt: skip


def tracking_table(figures: Figures, language: str, row: int) -> Table:
    """Repeat purchases by period, and cumulated, actual and expected."""
    found = figures.prospects.tracked
    units = UNIT_NAMES.say(figures.base.wishes.unit, language)
    columns: list[tuple[str, Vector]] = [
        (_heading("actual", language), found.actual),
        (_heading("expected", language), found.expected),
        (_heading("actual_cumulated", language), np.cumsum(found.actual)),
        (_heading("expected_cumulated", language), np.cumsum(found.expected)),
    ]
    return Table(
        "tracking", row, 0,
        (
            Column(_heading("period_of", language, unit=units), found.ends, "general"),
            *(Column(title, values, "integer") for title, values in columns),
        ),
    )  # fmt: skip


def map_table(figures: Figures, found: Map, kind: str, language: str, row: int) -> Table:
    """Expected purchases or probability of being there, by frequency and recency."""
    values = found.expected if kind == "expected" else found.alive
    shown: Format = "amount" if kind == "expected" else "percent"
    columns = [
        Column(say("map_corner", language), [f"{x:g}" for x in found.frequency], "text"),
        *(
            Column(span(recency, figures.base.wishes.unit, language), values[:, at], shown)
            for at, recency in enumerate(found.recency.round(1).tolist())
        ),
    ]
    return Table(f"map_{kind}", row, 0, tuple(columns))
