"""The report of a forecast: Summary, Customers, Fit, Left out and Method, as records."""

from __future__ import annotations

from clvxl.jobs.customer_files import CustomerList
from clvxl.jobs.forecast.customers import customer_sheets
from clvxl.jobs.forecast.figures import Figures
from clvxl.jobs.forecast.fit import fit_sheet
from clvxl.jobs.forecast.options import (
    COVARIATES,
    DISCOUNT_RATE,
    HORIZON,
    LEVEL,
    MARGIN,
    MODEL,
    SEED,
    UNIT,
)
from clvxl.jobs.forecast.summary import summary_sheet
from clvxl.jobs.forecast.texts import say
from clvxl.jobs.forecast.words import model_name, samples, span
from clvxl.jobs.lines import Facts, Row, left_out_sheets, method_sheet
from clvxl.jobs.options import AS_OF
from clvxl.report.records import Report

__all__ = ["forecast_report"]


def forecast_report(
    figures: Figures,
    facts: Facts,
    read: str,
    language: str = "en",
    printed: int | None = None,
    listed: CustomerList | None = None,
) -> Report:
    """Return the report of a forecast.

    Parameters
    ----------
    figures : Figures
    facts : Facts
        Where it comes from.
    read : str
        What was read, and each notice, a line each.
    language : {"en", "zh"}
    printed : int, optional
        Rows of a list that go to paper; all without it.
    listed : CustomerList, optional
        Who stands in the workbook; all without it.

    Returns
    -------
    Report
        The sheets Summary, Customers, Fit, Left out and Method; a list that is longer than a sheet
        goes on in "Customers 2" and so on.
    """
    sheets = [summary_sheet(figures, facts.table.source, read, language)]
    sheets += customer_sheets(figures, language, printed, listed.first if listed else None)
    sheets.append(fit_sheet(figures, language))
    sheets += left_out_sheets(facts.cleaned, language, printed)
    own = _method_rows(figures, language) + (listed.rows(language) if listed else [])
    sheets.append(method_sheet(facts, own, language))
    return Report(say("title", language), tuple(sheets), language)


def _method_rows(figures: Figures, language: str) -> list[Row]:
    base, wishes = figures.base, figures.base.wishes
    unit = UNIT.meaning(wishes.unit, language)
    rows: list[Row] = [
        (say("purchase_rule_item", language), say("purchase_rule", language), "text"),
        (MODEL.label.say(language), MODEL.meaning(wishes.model, language), "text"),
    ]
    if base.prospects is not None:
        rows.append((say("made_by", language), model_name(base.prospects.model, language), "text"))
    rows += [(say("sample", language), text, "text") for text in samples(figures, language)]
    rows += [
        (HORIZON.label.say(language), span(wishes.horizon, wishes.unit, language), "text"),
        (DISCOUNT_RATE.label.say(language), wishes.discount_rate, "percent"),
        (
            say("discount_rule_item", language),
            say("discount_rule", language, unit=unit.lower()),
            "text",
        ),
        (MARGIN.label.say(language), figures.margin, "percent"),
        (LEVEL.label.say(language), wishes.level, "percent"),
    ]
    if base.covariates:
        rows.append((COVARIATES.label.say(language), ", ".join(base.covariates), "text"))
    if base.learnt is not None:
        learned = span(base.learnt.span, "day", language)
        rows.append((say("learned_from", language), learned, "text"))
        rows.append((SEED.label.say(language), wishes.seed, "integer"))
    return [
        *rows,
        (say("segments_by", language), say("segments_rule", language), "text"),
        (say("good_rule_item", language), say("good_rule", language), "text"),
        (AS_OF.label.say(language), wishes.day, "date"),
    ]
