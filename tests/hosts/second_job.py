"""A tiny second job, as the package of a job declares it: how often each customer bought."""

from __future__ import annotations

from collections import Counter

from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_transactions
from clvxl.data.table import SourceTable
from clvxl.errors import InputError
from clvxl.jobs.options import RETURNS
from clvxl.jobs.spec import Choices, Job, Option, Result, Tell, Value, numbers
from clvxl.report.reading import read_text
from clvxl.report.records import Column, Report, Sheet, Table
from clvxl.text import Text

MOST = Option(
    "most", Text("Customers shown", "显示客户数"),
    Text("So many customers are listed.", "列出这么多客户。"), numbers(1, 4), "3",
    kind="number", shown="ribbon",
)  # fmt: skip

FROM = Option(
    "listed_from", Text("Listed from", "排列方式"), Text("Who comes first.", "谁排在前面。"),
    {
        name: Value(label)
        for name, label in (("top", Text("Most often", "最多")), ("end", Text("Least", "最少")))
    },
)  # fmt: skip


def _check(choices: Choices) -> None:
    if choices.values["most"] == 4:
        raise InputError(Text("four are too many", "四个太多"))


def _run(table: SourceTable, choices: Choices, tell: Tell) -> Result:
    cleaned = clean_transactions(table, columns_of(table, choices.columns), choices.cleaning)
    tell(0.5)
    counted = Counter(str(cleaned.labels[code]) for code in cleaned.customers).most_common()
    order = -1 if choices.values["listed_from"] == "end" else 1
    names, times = zip(*counted[::order][: choices.values["most"]], strict=True)
    customer = Text("Customer", "客户").say(choices.language)
    lines = Text("Lines", "行数").say(choices.language)
    figures = Table(
        "tally", 0, 0, (Column(customer, names, "text"), Column(lines, times, "integer"))
    )
    sheet = Sheet(Text("Tally", "计数").say(choices.language), tables=(figures,))
    report = Report(Text("Tally", "计数").say(choices.language), (sheet,), choices.language)
    read = read_text(cleaned, table, choices.language)
    return Result(report, {"shown": len(names)}, figures, ("as it is tallied",), read)


TALLY = Job(
    name="tally",
    title=Text("Tally sheet", "本表计数"),
    group=Text("Tally", "计数"),
    tip=Text("Count the lines of each customer", "统计各客户的行数"),
    help=Text("Adds a sheet with counts.", "新增计数工作表。"),
    command="Count the lines of each customer of INPUT.",
    examples=("clvxl tally sales.csv --most 2",),
    icon="curve",
    options=(MOST, FROM, RETURNS),
    doing=Text("Counting…", "正在计数…"),
    done=Text("{shown} customers of {place}: {sheets}.", "{place} 的 {shown} 位客户：{sheets}。"),
    suffix="tally",
    run=_run,
    check=_check,
)
