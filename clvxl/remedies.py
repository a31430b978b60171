"""What a person can do about a refusal or a notice: the keys in `{remedy[key]}`.

A floor below the faces knows no option, menu or button: it names a key. The texts here hold for
any table in any program. Each face (the command line, Excel, LibreOffice) has its own table, which
goes further where the face offers more; the command line's has every key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clvxl.text import NOTHING, Text, Texts

__all__ = ["REMEDIES", "said_with"]

REMEDIES = Texts(
    {
        # which column is what
        "name_customer": Text("rename its header to Customer", "请把该列表头改为“客户”"),
        "name_date": Text("rename its header to Date", "请把该列表头改为“日期”"),
        "name_amount": Text(
            "rename its header to Amount, or two to Quantity and Price",
            "请把该列表头改为“金额”，或把两列表头改为“数量”和“单价”",
        ),
        "name_columns": Text(
            "rename them to Customer, Date and Amount (or Quantity and Price)",
            "请把表头改为“客户”“日期”和“金额”（或“数量”和“单价”）",
        ),
        "right_customer": Text("rename the right header to Customer", "把正确的列的表头改为“客户”"),
        "right_date": Text("rename the right header to Date", "把正确的列的表头改为“日期”"),
        "right_amount": Text("rename the right header to Amount", "把正确的列的表头改为“金额”"),
        "other_customer": Text(
            "give another column the header Customer", "把另一列的表头改为“客户”"
        ),
        "choose_column": Text("rename or remove the other", "请把另一列改名或移去"),
        "ignore_column": Text(
            "rename a column that is something else", "如某列另有含义，请改其表头"
        ),
        "ignore_this": Text("rename column {name}", "请改 {name} 列的表头"),
        "name_title": Text("rename the column to {title}", "请把该列表头改为“{title}”"),
        "choose_title": Text("rename or remove one", "请将其中一列改名或移去"),
        # which way a large table is read
        "read_in_memory": Text("read it in memory", "请在内存中读取"),
        # what a sale is
        "amount_of_line": Text("rename it to Line amount", "请把表头改为“行金额”"),
        "amount_of_order": Text("rename it to Order total", "请把表头改为“订单金额”"),
        "discount_share": Text("rename it to Discount rate", "请把表头改为“Discount rate”"),
        "discount_percent": Text("rename it to Discount %", "请把表头改为“Discount %”"),
        "discount_money": Text("rename it to Discount amount", "请把表头改为“Discount amount”"),
        "keep_currency": Text(
            "copy the rows of one currency to a sheet of their own",
            "请把一种币种的行复制到单独的工作表",
        ),
        "other_currency": NOTHING,
        "keep_status": Text("rename the status column to keep them", "如需保留，请改状态列的表头"),
        "keep_returns": Text(
            "remove the minus signs to count them as purchases", "请去掉负号，以便计为购买"
        ),
        # how text is read
        "date_order": Text("write all of them as 2025-12-31", "请把日期都写作 2025-12-31"),
        "day_first": NOTHING,
        "month_first": Text(" (write dates as 2025-12-31)", "（日期请写作 2025-12-31）"),
        "decimal_dot": NOTHING,
        "decimal_comma": Text(" (turn the texts into numbers)", "（请把文本转为数字）"),
        # filling a template
        "leave_out": Text("or delete such rows", "或删除这些行"),
        "segment_sheet": Text("use Segment sheet", "使用“细分本表”"),
        "new_template": Text("take one from New exercise", "请用“新建练习”取得模板"),
        "other_day": Text(
            "take later rows out of the table to end on another day",
            "如需以另一天为准，请从表格中移去之后的行",
        ),
        "keep_future": NOTHING,
        "count_lines": NOTHING,
        # files
        "encoding": Text("save the file as UTF-8", "请将文件另存为 UTF-8"),
        "choose_folder": Text(
            "make one for your user, then start this program anew",
            "请为当前用户建立主文件夹，再重新启动本程序",
        ),
        "replace": Text("or remove it first", "或先移去该文件"),
    }
)


def said_with(
    text: Text, language: str, remedies: Mapping[str, Text], fields: Mapping[str, object]
) -> str:
    """Return a text whose remedies are those of a face; they may name its fields.

    >>> said_with(Text("no date: {remedy[name_date]}", "…"), "en", REMEDIES, {})
    'no date: rename its header to Date'
    """
    return text.say(language, remedy=_Remedy(remedies, language, fields), **fields)


@dataclass(frozen=True)
class _Remedy:
    """What `{remedy[key]}` in a sentence is filled in with."""

    texts: Mapping[str, Text]
    language: str
    fields: Mapping[str, object]

    def __getitem__(self, key: str) -> str:
        return self.texts[key].say(self.language, **self.fields)
