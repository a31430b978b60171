"""The job behind the ribbon's large button: a table of sales in, a report of segments out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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
from clvxl.jobs.segment.report import Facts, segment_report
from clvxl.jobs.segment.scoring import (
    Scoring,
    Segmentation,
    of_summaries,
    of_transactions,
    segmented,
)
from clvxl.report.reading import read_text
from clvxl.report.records import Report
from clvxl.text import Text

__all__ = ["Options", "Result", "segment_sheet"]

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Options:
    """What the user may choose.

    `chosen` names columns (role to header), see `clvxl.data.columns`.
    """

    scoring: Scoring = field(default_factory=Scoring)
    cleaning: CleaningOptions = field(default_factory=CleaningOptions)
    chosen: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"


@dataclass(frozen=True)
class Result:
    """The report to be drawn, the figures it was drawn from, and in words what was read."""

    report: Report
    segmentation: Segmentation
    cleaned: Transactions | Summaries
    read: str


def segment_sheet(
    table: SourceTable, options: Options | None = None, progress: Progress | None = None
) -> Result:
    """Segment the customers of a table of sales.

    Parameters
    ----------
    table : SourceTable
        Lines with a customer, a date and an amount (or a quantity and a price), or customers with
        recency, frequency and monetary.
    options : Options, optional
    progress : callable, optional
        Called with the step ("clean", "score", "report") and the share of the job that is done.

    Returns
    -------
    Result

    Raises
    ------
    TableError
        Columns not found, dates or numbers that can be read two ways, no usable line.
    InputError
        Options that do not go together.
    """
    options = options or Options()
    tell = progress or _silent
    options.scoring.check()
    columns = columns_of(table, options.chosen)
    tell("clean", 0.0)
    cleaned: Transactions | Summaries
    if columns.kind == "transactions":
        cleaned = clean_transactions(table, columns, options.cleaning)
        tell("score", 0.5)
        customers = of_transactions(cleaned, options.cleaning.as_of)
    else:
        _refuse_options_of_lines(options)
        cleaned = clean_summaries(table, columns, options.cleaning)
        tell("score", 0.5)
        customers = of_summaries(cleaned)
    segmentation = segmented(customers, options.scoring)
    tell("report", 0.8)
    facts = Facts(
        table=table, columns=cleaned.reading.columns, cleaned=cleaned,
        scoring=options.scoring, cleaning=options.cleaning,
    )  # fmt: skip
    report = segment_report(segmentation, facts, options.language)
    tell("report", 1.0)
    return Result(report, segmentation, cleaned, read_text(cleaned, table, options.language))


def _refuse_options_of_lines(options: Options) -> None:
    """Options that would change nothing are not ignored silently."""
    if options.cleaning.as_of is not None or options.cleaning.returns != "deduct":
        raise InputError(
            Text(
                "as-of date and returns have no meaning for customers that are added up already; "
                "leave these options out",
                "客户已汇总，截止日与退货选项没有意义；请去掉这些选项",
            )
        )


def _silent(step: str, share: float) -> None:
    """Tell nobody."""
