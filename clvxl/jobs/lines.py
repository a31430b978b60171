"""What every report says of the lines: the sheet of those left out, and the Method sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clvxl import __version__
from clvxl.data.columns import ColumnMap
from clvxl.data.number_formats import one_currency
from clvxl.data.records import CleaningOptions, LeftOut, Summaries, Transactions
from clvxl.data.table import SourceTable
from clvxl.jobs.options import DUPLICATES, LANGUAGE, RETURNS
from clvxl.jobs.spec import Output
from clvxl.jobs.texts import say
from clvxl.report.layout import column_width, paginate
from clvxl.report.reading import shown_roles
from clvxl.report.reading_texts import say as said_of_reading
from clvxl.report.records import Column, Format, Sheet, Table, TextAt
from clvxl.report.stream import Stream
from clvxl.report.words import listed

__all__ = [
    "Facts",
    "Row",
    "counted_lines",
    "left_out_file",
    "left_out_sheets",
    "method_sheet",
    "reason_lines",
]

VALUE_WIDTH = 60.0

_EPOCH = dt.date(1899, 12, 30)

Row = tuple[str, Any, Format]
"""An item of the Method sheet, its value, and how that is shown."""


@dataclass(frozen=True)
class Facts:
    """Where a report comes from: what the Method sheet states."""

    table: SourceTable
    cleaned: Transactions | Summaries
    cleaning: CleaningOptions

    @property
    def columns(self) -> ColumnMap:
        """The columns as they were read."""
        return self.cleaned.reading.columns


def left_out_sheets(
    cleaned: Transactions | Summaries, language: str, printed: int | None = None
) -> list[Sheet]:
    """Return the sheet of the lines that were left out: several where they do not fit on one.

    Where every line was used there is none: Method and Summary say so. `printed` are the rows of
    each that go to paper, None for all.
    """
    name, left = say("sheet_left_out", language), cleaned.left_out
    if not len(left.row):
        return []
    columns = _left_out_columns(left, isinstance(cleaned, Transactions), language)
    table = Table("left_out", 0, 0, columns, filterable=True)
    return paginate(name, table, frozen=(1, 0), printed=printed)


def _left_out_columns(left: LeftOut, lines: bool, language: str) -> tuple[Column, ...]:
    said = {reason: say(f"reason_{reason}", language) for reason in set(left.reason.tolist())}
    return (
        Column(say("row", language), left.row, "general", width=10.0),
        Column(say("reason", language), [said[key] for key in left.reason.tolist()], "text"),
        Column(say("customer", language), left.customer, "text"),
        Column(say("date" if lines else "recency", language), left.date, "text", width=15.0),
        Column(say("amount" if lines else "monetary", language), left.amount, "text"),
    )


def left_out_file(cleaned: Transactions | Summaries, language: str) -> tuple[Output, ...]:
    """Return the file of all lines left out, where they are too many for their sheet."""
    rest = cleaned.left_out.rest
    if rest is None:
        return ()
    lines = isinstance(cleaned, Transactions)
    return (
        Output(
            "left-out",
            Stream("left_out", "parquet", rest.count,
                   lambda start, stop: _left_out_columns(rest.part(start, stop), lines, language)),
        ),
    )  # fmt: skip


def method_sheet(facts: Facts, own: list[Row], language: str) -> Sheet:
    """Return the sheet that says how the report was made; `own` are the job's own rows."""
    rows = [
        *_source_rows(facts, language),
        *_reading_rows(facts, language),
        *own,
        *_count_rows(facts, language),
        (LANGUAGE.label.say(language), say("language_name", language), "text"),
        (say("version", language), __version__, "text"),
        (say("made_on", language), float((dt.date.today() - _EPOCH).days), "date"),
    ]
    formats: list[Format] = [kind for _, _, kind in rows]
    table = Table(
        "method", 2, 0,
        columns=(
            Column(say("item", language), [item for item, _, _ in rows], "text"),
            Column(
                say("value", language), [value for _, value, _ in rows], "text",
                formats=formats, width=VALUE_WIDTH, wrap=True, align="left",
            ),
        ),
    )  # fmt: skip
    intro = TextAt(0, 0, say("method_intro", language), "note", span=2)
    widths = {0: column_width(table.columns[0]), 1: VALUE_WIDTH}
    return Sheet(
        say("sheet_method", language), texts=(intro,), tables=(table,), widths=widths, frozen=(3, 0)
    )


def _source_rows(facts: Facts, language: str) -> list[Row]:
    rows: list[Row] = [(say("file", language), facts.table.source, "text")]
    rows += [
        (say(f"fact_{key}", language), value, "text")
        for key, value in facts.table.facts.items()
        if key in ("sheet", "other_sheets", "files", "encoding", "delimiter", "engine")
    ]
    for role, at in shown_roles(facts.columns):
        name = say("column", language, role=said_of_reading(f"role_{role}", language))
        rows.append((name, facts.table.headers[at], "text"))
    return rows


def _reading_rows(facts: Facts, language: str) -> list[Row]:
    cleaned, cleaning = facts.cleaned, facts.cleaning
    if not isinstance(cleaned, Transactions):
        return [(say("purchase_unit", language), say("unit_summary", language), "text")]
    mark, level = cleaned.decimal_mark, cleaned.reading.amount_per
    rows: list[tuple[str, str]] = [
        (say("date_reading", language), say(f"date_{cleaned.date_reading}", language)),
        (say("decimal_mark", language), mark if mark in (".", ",") else ""),
        (RETURNS.label.say(language), RETURNS.meaning(cleaning.returns, language)),
        (DUPLICATES.label.say(language), DUPLICATES.meaning(cleaning.duplicates, language)),
        (
            say("purchase_unit", language),
            say("unit_order" if cleaned.merged else "unit_line", language),
        ),
        (say("amount_rule", language), say(f"amount_{level}", language) if level else ""),
        (say("kept_status", language), ", ".join(cleaning.keep_status)),
        (say("kept_currency", language), cleaning.currency or ""),
        (say("currency", language), _currency_text(facts, language)),
    ]
    return [(item, text, "text") for item, text in rows if text]


def _currency_text(facts: Facts, language: str) -> str:
    """What the number formats of the amounts told of their currency, "" where that is nothing."""
    formats = facts.table.formats
    if not any(formats):
        return ""
    one, used = one_currency(formats), facts.cleaned.reading.currency
    if one and one == used:
        return say("currency_by_format", language, currency=one)
    if one or used:
        return ""
    shown = [sign or say("no_currency", language) for sign in formats]
    return say("currencies_by_format", language, shown=listed(shown, language))


def _count_rows(facts: Facts, language: str) -> list[Row]:
    counts = facts.cleaned.counts
    rows: list[Row] = [
        (say("lines_found", language), counts.lines, "integer"),
        (say("lines_used", language), counts.used, "integer"),
        (say("lines_left_out", language), counts.left_out, "integer"),
    ]
    rows += [
        (
            say("left_out_because", language, reason=say(f"reason_{reason}", language)),
            number,
            "integer",
        )
        for reason, number in counts.reasons.items()
    ]
    rows += [
        (say("return_lines", language), counts.returns, "integer"),
        (say("blank_rows", language), counts.blank_rows, "integer"),
        (say("trimmed", language), counts.trimmed, "integer"),
        (say("revenue_found", language), counts.revenue_found, "amount"),
        (say("revenue_used", language), counts.revenue_used, "amount"),
        (say("revenue_left_out", language), counts.revenue_left_out, "amount"),
    ]
    return rows


def counted_lines(facts: Facts, language: str) -> list[str]:
    """Return how many lines were found, used and left out, and why, as a terminal shows it."""
    counts, table = facts.cleaned.counts, facts.table
    every = {"found": counts.lines, "used": counts.used, "left_out": counts.left_out}
    said = [f"{say(f'lines_{key}', language)}: {number:,}" for key, number in every.items()]
    lines = ["  ".join(said)]
    if "other_sheets" in table.facts:
        lines.append(f"{say('fact_other_sheets', language)}: {table.facts['other_sheets']}")
    return lines + reason_lines(counts.reasons, language)


def reason_lines(reasons: Mapping[str, int], language: str) -> list[str]:
    """Return how many lines were left out for each reason, a line each.

    >>> reason_lines({"no_customer": 1200}, "en")
    ['      1,200  no customer']
    """
    said = ((number, say(f"reason_{reason}", language)) for reason, number in reasons.items())
    return [f"  {number:>9,}  {text}" for number, text in said]
