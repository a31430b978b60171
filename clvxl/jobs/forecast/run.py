"""The work behind Forecast sheet: a table of sales in, a report of what customers will buy out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clvxl.data._deferred import follow
from clvxl.data.base_forecast import BaseForecast, Wishes, forecast_base
from clvxl.data.choices import columns_of
from clvxl.data.cleaning import Transactions, clean_transactions
from clvxl.data.covariates import covariates_of
from clvxl.data.purchase_days import PurchaseDays, purchase_days
from clvxl.data.purchase_parts import DistantParts, Keep, PurchaseParts
from clvxl.data.table import SourceTable
from clvxl.errors import NoAnswerError, NothingLeftError, TableError
from clvxl.files.kept_arrays import kept_arrays
from clvxl.jobs.customer_files import customer_list
from clvxl.jobs.forecast.customers import by_value, customer_columns
from clvxl.jobs.forecast.figures import figures_of
from clvxl.jobs.forecast.report import forecast_report
from clvxl.jobs.forecast.words import caveats, findings, warning
from clvxl.jobs.lines import Facts, counted_lines, left_out_file
from clvxl.jobs.options import printed_rows
from clvxl.jobs.segment.scoring import Scoring, added_up, segmented
from clvxl.jobs.spec import Choices, Result, Tell
from clvxl.report.reading import read_text
from clvxl.sheet.texts import UNIT_NAMES
from clvxl.text import Text

__all__ = ["Forecasted", "forecast_sheet"]

_ADDED_UP = Text(
    "a forecast needs every purchase with its date; this table holds customers that are added up "
    "already, for which the functions BTYD_FIT and BTYD_EXPECTED are made",
    "预测需要每一笔购买及其日期；此表的客户已汇总，请改用函数 BTYD_FIT 与 BTYD_EXPECTED",
)
_ALL_BACK = Text(
    "every purchase of this table was taken back by a return, so that nothing is left to foretell "
    "from",
    "此表的所有购买都已被退货冲销，没有可供预测的数据",
)


@dataclass(frozen=True)
class Forecasted(Result):
    """The result, and the figures that its report was drawn from."""

    base: BaseForecast
    cleaned: Transactions


def forecast_sheet(table: SourceTable, choices: Choices, progress: Tell) -> Forecasted:
    """Foretell the customers of a table of sales.

    Parameters
    ----------
    table : SourceTable
        Lines with a customer, a date and an amount (or a quantity and a price).
    choices : Choices
    progress : callable
        Called with the share of the job that is done.

    Returns
    -------
    Forecasted

    Raises
    ------
    TableError
        Columns not found, dates or numbers that can be read two ways, no usable line, customers
        that are added up already.
    InputError, DomainError
        Options that do not go with the sales.
    """
    columns = columns_of(table, choices.columns)
    if columns.kind != "transactions":
        raise TableError(_ADDED_UP)
    progress(0.0)
    follow(table, _part(progress, 0.0, 0.25))
    cleaned = clean_transactions(table, columns, choices.cleaning)
    progress(0.25)
    wishes = _wishes(choices, cleaned)
    scored = segmented(added_up(cleaned, choices.cleaning.as_of).customers, Scoring())
    segment, scheme = scored.segment, scored.scheme
    del scored  # which is larger than what is foretold
    names = tuple(choices.values["covariates"])
    with kept_arrays() as keep:
        sold = _sold(cleaned, wishes.day, keep)
        covariates, names = covariates_of(names, table, cleaned, sold.labels)
        base = forecast_base(sold, wishes, _part(progress, 0.25, 0.85), covariates, names)
    margin, currency = choices.values["margin"], cleaned.reading.currency
    figures = figures_of(base, cleaned.labels, segment, scheme, margin, currency)
    progress(0.9)
    facts = Facts(table, cleaned, choices.cleaning)
    language = choices.language
    listed = customer_list(choices, len(figures.labels))
    read = read_text(cleaned, table, language, choices.remedies)
    read = "\n".join([read, *listed.notes(language)])
    report = forecast_report(figures, facts, read, language, printed_rows(choices.values), listed)
    progress(1.0)
    said = [*filter(None, [warning(figures, language)]), *findings(figures, language)]
    shown = {each.name: each for each in report.sheets[0].tables}
    counted = {
        "customers": len(figures.labels), "left_out": cleaned.counts.left_out,
        "lines": cleaned.counts.lines, "headline": said[0],
    }  # fmt: skip
    lines = (*said, *caveats(figures, language), *counted_lines(facts, language))
    outputs = listed.outputs(
        figures.labels,
        by_value(figures),
        lambda order, before: customer_columns(figures, order, before, language),
    )
    shown_first = shown.get("segments", report.sheets[0].tables[0])
    outputs = (*left_out_file(cleaned, language), *outputs)
    return Forecasted(report, counted, shown_first, lines, read, base, cleaned, outputs=outputs)


def _wishes(choices: Choices, cleaned: Transactions) -> Wishes:
    values, as_of = choices.values, choices.cleaning.as_of
    return Wishes(
        day=cleaned.last_day if as_of is None else math.floor(as_of),
        unit=values["unit"], unit_name=UNIT_NAMES[values["unit"]],
        horizon=float(values["horizon"]), discount_rate=values["discount_rate"],
        model=values["model"], holdout=values["holdout"], level=values["level"],
        seed=values["seed"],
    )  # fmt: skip


def _sold(cleaned: Transactions, day: float, keep: Keep) -> PurchaseParts:
    """Purchase days where they are: in memory, on disk, or on other machines."""
    if cleaned.pieces is None:
        return PurchaseParts(_bought(cleaned, day))
    if not cleaned.pieces.distant:
        return PurchaseParts(_bought(cleaned, day), keep)
    try:
        return DistantParts(cleaned, day)
    except NoAnswerError:
        raise NothingLeftError(_ALL_BACK) from None


def _bought(cleaned: Transactions, day: float) -> Iterator[PurchaseDays]:
    """Purchase days part by part, of customers by their numbers."""
    nobody = True
    for places, part in cleaned.parts():
        try:
            sold = purchase_days(part.customers, part.days, part.amounts, day)
        except NoAnswerError:
            continue
        nobody = False
        own = sold.labels if cleaned.pieces is None else places[sold.labels]
        yield replace(sold, labels=own)
    if nobody:
        raise NothingLeftError(_ALL_BACK)


def _part(progress: Tell, first: float, last: float) -> Tell:
    """Tell the share of a part as one of the whole."""
    return lambda share: progress(first + (last - first) * share)
