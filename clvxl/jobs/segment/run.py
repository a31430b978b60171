"""The work behind Segment sheet: a table of sales in, a report of segments out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from clvxl.data._deferred import follow
from clvxl.data.choices import columns_of
from clvxl.data.cleaning import (
    CleaningOptions,
    Summaries,
    Transactions,
    clean_summaries,
    clean_transactions,
)
from clvxl.data.columns import ColumnMap
from clvxl.data.earlier import lines_until
from clvxl.data.table import SourceTable
from clvxl.errors import InputError
from clvxl.jobs.customer_files import customer_list
from clvxl.jobs.lines import Facts, counted_lines, left_out_file
from clvxl.jobs.options import printed_rows
from clvxl.jobs.pseudonyms import PSEUDONYMS, Cover, covered
from clvxl.jobs.segment.customer_sheets import customers_columns, segment_lists
from clvxl.jobs.segment.findings import Findings, findings_of
from clvxl.jobs.segment.further import Further
from clvxl.jobs.segment.movement import NO_DAYS, Movement, compared_day, fold_days, movement
from clvxl.jobs.segment.options import COMPARE, LISTS, MIN_GROUP, SEGMENT_SHEETS
from clvxl.jobs.segment.report import segment_report
from clvxl.jobs.segment.scoring import (
    Scoring,
    Segmentation,
    Sold,
    added_up,
    of_summaries,
    segmented,
)
from clvxl.jobs.segment.texts import say
from clvxl.jobs.spec import Choices, Output, Result, Tell
from clvxl.report.reading import read_text
from clvxl.report.values import shown
from clvxl.sheet.texts import SEGMENT_NAMES
from clvxl.text import Text

__all__ = ["Segmented", "segment_sheet"]

PRINTED_COLUMNS = 6
"""So many columns of the segments a terminal shows."""


@dataclass(frozen=True)
class Segmented(Result):
    """The result, and the figures that its report was drawn from."""

    findings: Findings
    cleaned: Transactions | Summaries
    moved: Movement | None = None

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
    follow(table, lambda share: tell(0.5 * share))
    cleaned: Transactions | Summaries
    if columns.kind == "transactions":
        cleaned = clean_transactions(table, columns, cleaning)
        tell(0.5)
    else:
        _refuse_options_of_lines(choices)
        cleaned = clean_summaries(table, columns, cleaning)
        tell(0.5)
    cover = covered(choices, table, cleaned) if choices.values.get(PSEUDONYMS.name) else None
    cleaned = cover.pseudonyms.of(cleaned) if cover else cleaned
    facts = Facts(table, cleaned, cleaning)
    segmentation, moved, sold = _segmented(facts, columns, choices, cover)
    listed = customer_list(choices, len(segmentation.customers.labels))
    further = Further(moved, cover, segmentation.least, listed)
    tell(0.8)
    return _result((segmentation, sold), facts, further, choices, tell)


def _segmented(
    facts: Facts, columns: ColumnMap, choices: Choices, cover: Cover | None
) -> tuple[Segmentation, Movement | None, Sold | None]:
    """Score and segment the customers, and where asked for compare them with an earlier day."""
    cleaned, scoring = facts.cleaned, Scoring.chosen(choices.values)
    least = choices.values.get(MIN_GROUP.name) or 1
    if not isinstance(cleaned, Transactions):
        return fold_days(least, segmented(of_summaries(cleaned), scoring))[0], None, None
    sold = added_up(cleaned, facts.cleaning.as_of)
    now = segmented(sold.customers, scoring)
    words = choices.values.get(COMPARE.name)
    if words is None:
        return fold_days(least, now)[0], None, sold
    day = compared_day(words, now.customers)
    earlier = lines_until(cleaned, day)
    if earlier is None:
        earlier = clean_transactions(facts.table, columns, replace(facts.cleaning, as_of=day))
        if cover is not None:
            earlier = replace(earlier, labels=cover.pseudonyms.tokens_for(earlier.labels))
    then = segmented(added_up(earlier, day).customers, scoring)
    then, now = fold_days(least, then, now)
    return now, movement(then, now, earlier, cleaned), sold


def _result(
    scored: tuple[Segmentation, Sold | None], facts: Facts, further: Further, choices: Choices,
    tell: Tell,
) -> Segmented:  # fmt: skip
    segmentation, sold = scored
    cleaned, language = facts.cleaned, choices.language
    read = read_text(cleaned, facts.table, language, choices.remedies)
    by_segment = bool(choices.values.get(SEGMENT_SHEETS.name))
    everyone = by_segment or choices.values.get(LISTS.name) is not None
    found = findings_of(segmentation, cleaned, sold, everyone=everyone, called=further.first)
    further = further.calling(0 if found.silent is None else len(found.silent.customers))
    report = segment_report(
        found, facts, Scoring.chosen(choices.values), read, language, further,
        printed=printed_rows(choices.values),
        by_segment=by_segment,
    )  # fmt: skip
    tell(1.0)
    lines = [*counted_lines(facts, language), *further.lines(language)]
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
        report, done, figures, tuple(lines), "\n".join([read, *further.notes(language)]), found,
        cleaned, further.moved,
        outputs=further.checked(report, (
            *left_out_file(cleaned, language), *_outputs(found, further, choices, language),
        )),
    )  # fmt: skip


def _outputs(
    found: Findings, further: Further, choices: Choices, language: str
) -> tuple[Output, ...]:
    """What is written besides the report."""
    lists = _lists(found, choices, language)
    if further.listed is None:
        return lists
    return lists + further.listed.outputs(
        found.result.customers.labels, found.by_money,
        lambda order, _: customers_columns(found, order, language),
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
    ('cant-lose-them', '重点挽回客户')
    """
    said = SEGMENT_NAMES.say(segment, language).lower().replace("'", "")
    return re.sub(r"\W+", "-", said).strip("-")


def _refuse_options_of_lines(choices: Choices) -> None:
    """Options that would change nothing are not ignored silently."""
    cleaning = choices.cleaning
    if choices.values.get(COMPARE.name) is not None:
        raise InputError(NO_DAYS)
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
