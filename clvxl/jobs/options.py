"""What jobs share: options of how lines are read and where a report goes; the parts of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from clvxl.jobs.spec import Option, Value
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions

__all__ = ["AGAIN", "AS_OF", "BESIDE", "DATES", "DECIMAL", "DRAWING", "DUPLICATES", "LANGUAGE",
           "PRINT_ALL", "READING", "RETURNS", "SHARED", "cleaning_options",
           "printed_rows"]  # fmt: skip

READING = Text("Reading the table…", "正在读取表格…")
DRAWING = Text("Drawing the report…", "正在绘制报告…")
BESIDE = Text("Writing the files beside it…", "正在写入其他文件…")
"""What is said before and after a job is at work."""

_BY_COLUMN = Text("As the column shows", "由该列判断")


AS_OF = Option(
    "as_of",
    Text("As of", "截止日"),
    Text(
        "Recency counts from this day; later lines are left out. Default: the latest.",
        "距上次消费的天数算到这一天；之后的行不计。默认为最后一天。",
    ),
    kind="day",
    shown="command",
)

RETURNS = Option(
    "returns",
    Text("Returns", "退货"),
    Text(
        "Negative amounts: taken off revenue, left out, or kept like purchases.",
        "负金额：从收入中扣除、不计，或与购买同样计入。",
    ),
    {
        "deduct": Value(
            Text("Taken off revenue", "从收入中扣除"),
            Text("taken off revenue, not counted as purchases", "从收入中扣除，不计为购买"),
        ),
        "drop": Value(Text("Left out", "不计"), Text("left out", "不计")),
        "keep": Value(
            Text("Kept like purchases", "与购买同样计入"),
            Text("kept like purchases", "与购买同样计入"),
        ),
    },
    default="deduct",
)

DUPLICATES = Option(
    "duplicates",
    Text("Equal lines", "相同的行"),
    Text("Lines equal in every column.", "各列均相同的行。"),
    {
        "keep": Value(Text("all count", "全部计入")),
        "drop": Value(Text("only the first counts", "只计第一行")),
    },
    default="keep",
    shown="command",
)

PRINT_ALL = Option(
    "print_all",
    Text("Print all rows", "打印全部行"),
    Text(
        "Long lists print in full, not only their first 100 rows.",
        "长名单全部打印，而不只是前 100 行。",
    ),
    kind="flag",
)

PRINTED = 100
"""So many rows of a list go to paper unless all are asked for."""

LANGUAGE = Option(
    "language",
    Text("Language", "语言"),
    Text("Of the report and the messages.", "报告和消息的语言。"),
    {"en": Value(Text("English", "English")), "zh": Value(Text("中文", "中文"))},
    opened=Text("That of the menus", "与界面相同"),
)

AGAIN = Option(
    "again",
    Text("A second run", "再次运行"),
    Text(
        "What a further report does with the sheets of an earlier one.",
        "再次生成报告时如何处理已有的报告工作表。",
    ),
    {
        "new": Value(Text("Makes new sheets", "新建工作表")),
        "replace": Value(Text("Replaces its own sheets", "替换自己的工作表")),
    },
    default="new",
)

DATES = Option(
    "dates",
    Text("Dates such as 3/4/2025", "3/4/2025 这样的日期"),
    Text("How dates in text are read.", "文本中日期的读法。"),
    {
        "day": Value(
            Text("Day first", "日在前"),
            Text("Read 3/4/2025 as 3 April.", "将 3/4/2025 读作 4 月 3 日。"),
        ),
        "month": Value(
            Text("Month first", "月在前"),
            Text("Read 3/4/2025 as March 4.", "将 3/4/2025 读作 3 月 4 日。"),
        ),
    },
    opened=_BY_COLUMN,
)

DECIMAL = Option(
    "decimal",
    Text("Decimal mark in text", "文本中的小数点"),
    Text("The decimal mark of texts.", "文本中数字的小数点。"),
    {mark: Value(Text(mark, mark)) for mark in (".", ",")},
    opened=_BY_COLUMN,
)

SHARED = (LANGUAGE, AGAIN, DATES, DECIMAL)
"""What a spreadsheet program keeps for all jobs, after the jobs' own options."""


def printed_rows(values: Mapping[str, Any]) -> int | None:
    """Return how many rows of a list go to paper; None for all.

    >>> printed_rows({"print_all": False}), printed_rows({"print_all": True})
    (100, None)
    """
    return None if values.get(PRINT_ALL.name) else PRINTED


def cleaning_options(values: Mapping[str, Any], **more: Any) -> CleaningOptions:
    """Return how lines are read, from options by name; those that say nothing of it are passed by.

    >>> cleaning_options({"dates": "day", "returns": "drop", "bins": 5}).date_order
    'day'
    """
    from clvxl.data.records import CleaningOptions

    own = (DECIMAL, RETURNS, AS_OF, DUPLICATES)
    given = {each.name: values[each.name] for each in own if each.name in values}
    return CleaningOptions(date_order=values.get(DATES.name), **given, **more)
