"""The declaration of Segment sheet: sales in, a report of segments out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clvxl.jobs.customer_files import ALL_CUSTOMERS, check_file
from clvxl.jobs.options import AS_OF, DUPLICATES, PRINT_ALL, RETURNS
from clvxl.jobs.pseudonyms import KEY, PSEUDONYMS
from clvxl.jobs.segment.options import (
    BINS,
    COMPARE,
    LISTS,
    METHOD,
    MIN_GROUP,
    SCHEME,
    SEGMENT_SHEETS,
)
from clvxl.jobs.spec import Choices, Job, Result, Tell
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.table import SourceTable

__all__ = ["SEGMENT"]


def _check(choices: Choices) -> None:
    from clvxl.jobs.pseudonyms import check_options
    from clvxl.jobs.segment.compare_day import check_words
    from clvxl.jobs.segment.scoring import Scoring

    Scoring.chosen(choices.values).check()
    check_options(choices.values)
    check_file(choices.values)
    if (words := choices.values.get(COMPARE.name)) is not None:
        check_words(words)


def _run(table: SourceTable, choices: Choices, tell: Tell) -> Result:
    from clvxl.jobs.segment.run import segment_sheet

    return segment_sheet(table, choices, tell)


SEGMENT = Job(
    name="segment",
    title=Text("Segment sheet", "细分本表"),
    group=Text("Segments", "客户细分"),
    tip=Text("Segment the customers on this sheet", "细分本工作表中的客户"),
    help=Text(
        "Finds customer, date and amount by their headers, scores R, F and M, and adds sheets "
        "with segments, whom to call, customers and what was left out. Your sheets stay as they "
        "are.",
        "按标题识别客户、日期与金额，计算 R、F、M 分值，并新增细分、联系名单、客户与未采用行的"
        "工作表。原有工作表保持不变。",
    ),
    command="Segment the customers of INPUT (.xlsx, .csv, .parquet) and write a report.\n\n"
    "INPUT holds sales: a customer, a date and an amount (or a quantity and a price) a line, "
    "found by their headers in English or Chinese; or customers with recency, frequency and "
    "monetary. The report has the sheets Summary, Map, Call list, Customers, Left out, Chart "
    "figures and Method; with --compare also Movement and Moves.",
    examples=(
        "clvxl segment sales.xlsx",
        "clvxl segment sales.csv.gz -o report.xlsx --as-of 2025-12-31",
        'clvxl segment sales.xlsx --sheet 2025 --customer "Member no" --language zh',
        "clvxl segment sales.csv --day-first --returns drop --bins 3",
        "clvxl segment lines.csv --order InvoiceNo        (its lines are one purchase)",
        "clvxl segment sales.xlsx --lists mailing         (a .csv file per segment)",
        "clvxl segment sales.csv --compare 3m             (who rose and fell in three months)",
        "clvxl segment sales.csv --all-customers parquet  (beside the report, 10,000 in it)",
        "clvxl segment sales.csv --pseudonyms --min-group 10",
    ),
    icon="bars",
    options=(
        SCHEME,
        BINS,
        METHOD,
        RETURNS,
        COMPARE,
        MIN_GROUP,
        AS_OF,
        DUPLICATES,
        SEGMENT_SHEETS,
        PRINT_ALL,
        ALL_CUSTOMERS,
        LISTS,
        PSEUDONYMS,
        KEY,
    ),
    doing=Text("Segmenting the customers…", "正在细分客户…"),
    done=Text(
        "{customers:,} customers of {place} are segmented on the sheets {sheets}; {left_out:,} of "
        "{lines:,} lines are left out.",
        "已将 {place} 的 {customers:,} 位客户细分，结果在工作表 {sheets}；{lines:,} 行中有 "
        "{left_out:,} 行未用。",
    ),
    suffix="segments",
    run=_run,
    check=_check,
)
