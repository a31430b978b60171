"""Lists of customers: all of them, those to call, and those of each segment."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.jobs.segment.findings import Findings
from clvxl.jobs.segment.scoring import Customers, Segmentation
from clvxl.jobs.segment.texts import say
from clvxl.report.layout import paginate, text_width
from clvxl.report.records import Column, Format, Repeated, Sheet, Table
from clvxl.report.words import titled
from clvxl.sheet.texts import ACTIONS, SEGMENT_NAMES

__all__ = [
    "call_list", "customer_list", "customers_columns", "customers_sheets",
    "segment_lists", "segment_sheets",
]  # fmt: skip


def customers_sheets(
    found: Findings, language: str, printed: int | None, first: int | None = None
) -> list[Sheet]:
    """Return the sheet of customers by money, or several where they do not fit on one.

    `first` are so many of them, None for all.
    """
    columns = customers_columns(found, found.by_money[:first], language)
    table = Table("customers", 0, 0, columns, filterable=True)
    name = say("sheet_customers", language)
    # What a segment calls for stands on Summary; on paper it would take half of the page.
    return paginate(name, table, landscape=True, frozen=(1, 1), printed=printed, unprinted=1)


def customers_columns(
    found: Findings, order: NDArray[np.intp], language: str
) -> tuple[Column, ...]:
    """Return all that is known of some customers, in this order."""
    result = found.result
    # Of many customers some are asked for at a time: nothing is computed for the others.
    customers, scores = result.customers.taken(order), result.scores.taken(order)
    names, actions = _said(SEGMENT_NAMES, result, language), _said(ACTIONS, result, language)
    columns = [_labels(customers, slice(None), language)]
    columns += [
        Column(title, values, kind)
        for title, values, kind in _totals(customers, found.currency, language)
        if values is not None
    ]
    columns += [
        Column(title, values, "general", width=8.0)
        for title, values in (("R", scores.r), ("F", scores.f), ("M", scores.m))
    ]
    segment = result.segment[order]
    columns += [
        Column(say("code", language), scores.code.astype(np.int16), "general"),
        Column(say("segment", language), Repeated(names, segment), "text"),
        Column(say("action", language), Repeated(actions, segment), "text", width=_widest(actions)),
    ]
    return tuple(columns)


def _said(texts: Any, result: Segmentation, language: str) -> list[str]:
    return [texts.say(key, language) for key in result.keys]


def _labels(customers: Customers, order: Any, language: str) -> Column:
    labels = customers.labels[order]
    kind: Format = "general" if labels.dtype.kind == "f" else "text"
    return Column(say("customer", language), labels, kind)


def _totals(customers: Customers, currency: str, language: str) -> list[tuple[str, Any, Format]]:
    return [
        (say("recency", language), customers.recency, "integer"),
        (say("frequency", language), customers.frequency, "integer"),
        (titled(say("monetary", language), currency, language), customers.monetary, "amount"),
        (titled(say("average", language), currency, language), customers.average, "amount"),
        (say("first", language), customers.first, "date"),
        (say("last", language), customers.last, "date"),
    ]


def _widest(texts: Any) -> float:
    return max(text_width(text) for text in texts) + 2.0


def customer_list(
    name: str, found: Findings, places: NDArray[Any], language: str, *, segments: bool = True
) -> Table:
    """Return some customers with what one wants to know before a call.

    Parameters
    ----------
    name : str
        Of the table.
    found : Findings
    places : ndarray of int
        Which customers, in this order.
    language : {"en", "zh"}
    segments : bool
        Whether a column says to which segment each belongs.
    """
    result, habits = found.result, found.habits
    customers, currency = result.customers, found.currency
    columns = [_labels(customers, places, language)]
    if segments:
        names = Repeated(_said(SEGMENT_NAMES, result, language), result.segment[places])
        columns.append(Column(say("segment", language), names, "text"))
    more: list[tuple[str, Any, Format]] = [
        (titled(say("revenue", language), currency, language), customers.monetary, "amount"),
        (say("frequency", language), customers.frequency, "integer"),
    ]
    if habits is not None:
        usual = titled(say("usual_purchase", language), currency, language)
        more += [
            (usual, habits.amount, "amount"),
            (say("usual_gap", language), habits.gap, "number"),
            (say("last", language), customers.last, "date"),
        ]
    more.append((say("days_silent", language), customers.recency, "integer"))
    columns += [Column(title, values[places], kind) for title, values, kind in more]
    return Table(name, 0, 0, tuple(columns), filterable=True)


def call_list(
    found: Findings, language: str, printed: int | None, first: int | None = None
) -> list[Sheet]:
    """Return the sheet of good customers who have fallen silent; none without such a customer.

    Of them so many stand there, those of the most money; None for all.
    """
    silent = found.silent
    if silent is None or not len(silent.customers):
        return []
    table = customer_list("call_list", found, silent.customers[:first], language)
    name = say("sheet_call_list", language)
    return paginate(name, table, landscape=True, frozen=(1, 1), printed=printed)


def segment_lists(found: Findings, language: str) -> dict[str, Table]:
    """Return segment key to its customers by money, the segments as Summary orders them."""
    result = found.result
    order = found.by_money
    numbers = result.summary.segment[:-1].tolist()
    keys = {result.keys[number]: number for number in numbers}
    return {
        key: customer_list(
            f"segment_{key}", found, order[result.segment[order] == number], language,
            segments=False,
        )
        for key, number in keys.items()
    }  # fmt: skip


def segment_sheets(found: Findings, language: str, printed: int | None) -> list[Sheet]:
    """Return a sheet for each segment that has a customer."""
    return [
        sheet
        for key, table in segment_lists(found, language).items()
        for sheet in paginate(
            SEGMENT_NAMES.say(key, language), table, landscape=True, frozen=(1, 1), printed=printed
        )
    ]
