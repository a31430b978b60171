"""The work behind Segment sheet: a table of sales in, a report of segments out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from clvxl.data.choices import columns_of
from clvxl.data.cleaning import (
    CleaningOptions,
    Summaries,
    Transactions,
    clean_summaries,
    clean_transactions,
)
from clvxl.data.table import SourceTable
from clvxl.errors import InputError
from clvxl.jobs.lines import Facts, counted_lines
from clvxl.jobs.segment.customer_sheets import segment_lists
from clvxl.jobs.segment.findings import Findings, findings_of
from clvxl.jobs.segment.options import LISTS, PRINT_ALL, SEGMENT_SHEETS
from clvxl.jobs.segment.report import segment_report
from clvxl.jobs.segment.scoring import (
    Scoring,
    Segmentation,
    of_summaries,
    of_transactions,
    segmented,
)
from clvxl.jobs.segment.texts import say
from clvxl.jobs.spec import Choices, Output, Result, Tell
from clvxl.report.reading import read_text
from clvxl.report.values import shown
from clvxl.sheet.texts import SEGMENT_NAMES
from clvxl.text import Text

__all__ = ["Segmented", "segment_sheet"]

PRINTED = 100
"""So many rows of a list go to paper unless all are asked for."""
PRINTED_COLUMNS = 6
"""So many columns of the segments a terminal shows."""


@dataclass(frozen=True)
class Segmented(Result):
    """The result, and the figures that its report was drawn from."""

    findings: Findings
    cleaned: Transactions | Summaries

    @property
    def segmentation(self) -> Segmentation:
        """The scores and segments."""
        return self.findings.result


def segment_sheet(
    table: SourceTable, choices: Choices | None = None, progress: Tell | None = None
) -> Segmented:
    """Segment the customers of a table of sales.

    Parameters
    ----------
    table : SourceTable
        Lines with a customer, a date and an amount (or a quantity and a price), or customers with
        recency, frequency and monetary.
    choices : Choices, optional
    progress : callable, optional
        Called with the share of the job that is done.

    Returns
    -------
    Segmented

    Raises
    ------
    TableError
        Columns not found, dates or numbers that can be read two ways, no usable line.
    InputError
        Options that do not go together.
    """
    choices = choices or Choices({}, CleaningOptions())
    tell = progress or _silent
    scoring, cleaning = Scoring.chosen(choices.values), choices.cleaning
    scoring.check()
    columns = columns_of(table, choices.columns)
    tell(0.0)
    cleaned: Transactions | Summaries
    if columns.kind == "transactions":
        cleaned = clean_transactions(table, columns, cleaning)
        tell(0.5)
        customers = of_transactions(cleaned, cleaning.as_of)
    else:
        _refuse_options_of_lines(cleaning)
        cleaned = clean_summaries(table, columns, cleaning)
        tell(0.5)
        customers = of_summaries(cleaned)
    segmentation = segmented(customers, scoring)
    tell(0.8)
    return _result(segmentation, Facts(table, cleaned, cleaning), scoring, choices, tell)


def _result(
    segmentation: Segmentation, facts: Facts, scoring: Scoring, choices: Choices, tell: Tell
) -> Segmented:
    cleaned, language = facts.cleaned, choices.language
    read = read_text(cleaned, facts.table, language, choices.remedies)
    by_segment = bool(choices.values.get(SEGMENT_SHEETS.name))
    everyone = by_segment or choices.values.get(LISTS.name) is not None
    found = findings_of(segmentation, cleaned, everyone=everyone)
    report = segment_report(
        found, facts, scoring, read, language,
        printed=None if choices.values.get(PRINT_ALL.name) else PRINTED,
        by_segment=by_segment,
    )  # fmt: skip
    tell(1.0)
    lines = counted_lines(facts, language)
    if segmentation.top_share is not None:
        share = shown(segmentation.top_share, "percent")
        lines = [f"{say('top_share', language)}: {share}", *lines]
    done = {
        "customers": len(segmentation.customers.monetary),
        "left_out": cleaned.counts.left_out, "lines": cleaned.counts.lines,
    }  # fmt: skip
    figures = next(each for each in report.sheets[0].tables if each.name == "segments")
    figures = replace(figures, columns=figures.columns[:PRINTED_COLUMNS])
    return Segmented(
        report, done, figures, tuple(lines), read, found, cleaned,
        outputs=_lists(found, choices, language),
    )  # fmt: skip


def _lists(found: Findings, choices: Choices, language: str) -> tuple[Output, ...]:
    """A list for each segment, where a folder is named."""
    folder = choices.values.get(LISTS.name)
    if folder is None:
        return ()
    lists = segment_lists(found, language)
    return tuple(Output(_file_name(key, language), lists[key], Path(folder)) for key in lists)


def _file_name(segment: str, language: str) -> str:
    """Return a file's name that every system takes, without blanks and signs.

    >>> _file_name("cant_lose", "en"), _file_name("cant_lose", "zh")
    ('cant-lose-them', '不能流失客户')
    """
    said = SEGMENT_NAMES.say(segment, language).lower().replace("'", "")
    return re.sub(r"\W+", "-", said).strip("-")


def _refuse_options_of_lines(cleaning: CleaningOptions) -> None:
    """Options that would change nothing are not ignored silently."""
    if cleaning.as_of is not None or cleaning.returns != "deduct":
        raise InputError(
            Text(
                "as-of date and returns have no meaning for customers that are added up already; "
                "leave these options out",
                "客户已汇总，截止日与退货选项没有意义；请去掉这些选项",
            )
        )


def _silent(share: float) -> None:
    """Tell nobody."""
