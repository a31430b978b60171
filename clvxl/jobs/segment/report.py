"""The report of a segmentation: its sheets in their order, and what Method says of the scores."""

from __future__ import annotations

from clvxl.jobs.lines import Facts, Row, left_out_sheets, method_sheet
from clvxl.jobs.options import AS_OF
from clvxl.jobs.segment.chart_figures import chart_figures
from clvxl.jobs.segment.customer_sheets import call_list, customers_sheets, segment_sheets
from clvxl.jobs.segment.findings import Findings
from clvxl.jobs.segment.further import Further
from clvxl.jobs.segment.map_sheet import map_sheet
from clvxl.jobs.segment.options import BINS, METHOD, SCHEME
from clvxl.jobs.segment.scoring import Scoring, Segmentation
from clvxl.jobs.segment.summary import summary_sheet
from clvxl.jobs.segment.texts import say
from clvxl.report.records import Report

__all__ = ["segment_report"]


def segment_report(
    found: Findings,
    facts: Facts,
    scoring: Scoring,
    read: str,
    language: str = "en",
    further: Further | None = None,
    *,
    printed: int | None = None,
    by_segment: bool = False,
) -> Report:
    """Return the report of a segmentation.

    Parameters
    ----------
    found : Findings
    facts : Facts
        Where it comes from.
    scoring : Scoring
    read : str
        What was read, and each notice, a line each.
    language : {"en", "zh"}
    further : Further, optional
        What was asked for besides.
    printed : int, optional
        How many rows of a list go to paper; default: all.
    by_segment : bool
        Whether each segment gets a sheet.

    Returns
    -------
    Report
        The sheets Summary, Map, Call list (where there is anyone to call), Customers, those of the
        segments, Left out (where anything was), Chart figures and Method; a list that is longer
        than a sheet goes on in "Customers 2" and so on.
    """
    further = further or Further()
    figures, currency = chart_figures(found, language), found.currency
    rows = [*_method_rows(found.result, scoring, language), *further.rows(language)]
    sheets = [
        summary_sheet(found, facts, read, figures, language, further.notes(language)),
        map_sheet(found, figures, language),
        *further.movement(currency, language),
        *call_list(found, language, printed),
        *customers_sheets(found, language, printed, further.first),
        *further.moves(currency, language, printed),
        *(segment_sheets(found, language, printed) if by_segment else ()),
        *left_out_sheets(facts.cleaned, language, printed),
        figures.sheet,
        method_sheet(facts, rows, language),
    ]
    return Report(say("title", language), tuple(sheets), language)


def _method_rows(result: Segmentation, scoring: Scoring, language: str) -> list[Row]:
    as_of = result.customers.as_of
    rows: list[Row] = [
        (METHOD.label.say(language), METHOD.meaning(scoring.method, language), "text"),
        (BINS.label.say(language), str(result.scores.bins), "text"),
        (SCHEME.label.say(language), SCHEME.meaning(result.scheme, language), "text"),
    ]
    if as_of is not None:
        rows = [(say("recency", language), say("recency_rule", language), "text"), *rows]
        rows.append((AS_OF.label.say(language), as_of, "date"))
    return rows + _cut_rows(result, language)


def _cut_rows(result: Segmentation, language: str) -> list[Row]:
    if not result.scores.cuts.size:
        return []
    return [
        (
            say("cuts_of", language, score=say(f"score_{key}", language)),
            "  |  ".join(f"{cut:,.10g}" for cut in cuts),
            "text",
        )
        for key, cuts in zip("rfm", result.scores.cuts, strict=True)
    ]
