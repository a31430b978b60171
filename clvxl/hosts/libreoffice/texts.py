"""What the commands say in Calc, in English and Chinese."""

from __future__ import annotations

from types import MappingProxyType

from clvxl.errors import ClvxlError

__all__ = ["say", "sentence"]

_TEXTS = MappingProxyType(
    {
        "title": ("CLV", "CLV"),
        # progress
        "reading": ("Reading the table…", "正在读取表格…"),
        "working": ("Segmenting the customers…", "正在细分客户…"),
        "drawing": ("Drawing the report…", "正在绘制报告…"),
        # segment
        "segmented": (
            "{customers:,} customers of {place} are segmented on the sheets {sheets}; "
            "{left_out:,} of {lines:,} lines are left out.",
            "已将 {place} 的 {customers:,} 位客户细分，结果在工作表 {sheets}；"
            "{lines:,} 行中有 {left_out:,} 行未用。",
        ),
        "busy": (
            "Another command is still at work; wait until it has finished.",
            "另一命令仍在执行；请等待其完成。",
        ),
        "no_document": (
            "The window shows no spreadsheet; open the workbook first.",
            "此窗口没有电子表格；请先打开工作簿。",
        ),
        "failed": (
            "Something went wrong in clvxl, and nothing was changed; the details are in {log}.",
            "clvxl 出现故障，未作任何更改；详情见 {log}。",
        ),
        "memory": (
            "There is not enough memory for this table; nothing was changed.",
            "内存不足以处理此表；未作任何更改。",
        ),
        # settings
        "settings": ("Settings of Segment sheet", "客户细分的设置"),
        "scheme": ("Scheme", "细分方案"),
        "bins": ("Scores from 1 to", "分值从 1 到"),
        "method": ("Scores are cut by", "评分方法"),
        "language": ("Language of the report", "报告语言"),
        "again": ("A second run", "再次运行"),
        "returns": ("Returns (negative amounts)", "退货（负金额）"),
        "dates": ("Dates such as 1/2/2025", "1/2/2025 这样的日期"),
        "decimal": ("Decimal mark in text", "文本中的小数点"),
        "scheme=auto": ("as suits the scores", "按分值自动选择"),
        "scheme=standard": ("ten segments by R and F", "按 R 与 F 十类"),
        "scheme=tiers": ("three tiers by R + F + M", "按总分三层"),
        "scheme=eight": ("eight: R, F, M high or low", "R、F、M 高低八类"),
        "method=quantile": ("quantiles", "分位数"),
        "method=nested": ("nested quantiles", "嵌套分位数"),
        "method=mean": ("the mean", "均值"),
        "language=auto": ("that of the menus", "与界面相同"),
        "language=en": ("English", "English"),
        "language=zh": ("中文", "中文"),
        "again=new": ("makes new sheets", "新建工作表"),
        "again=replace": ("replaces its own sheets", "替换自己的工作表"),
        "returns=deduct": ("are taken off revenue", "从收入中扣除"),
        "returns=drop": ("are left out", "不计"),
        "returns=keep": ("are kept like purchases", "与购买同样计入"),
        "dates=auto": ("as the column shows", "由该列判断"),
        "dates=day": ("day first", "日在前"),
        "dates=month": ("month first", "月在前"),
        "decimal=auto": ("as the column shows", "由该列判断"),
        "ok": ("OK", "确定"),
        "cancel": ("Cancel", "取消"),
        "close": ("Close", "关闭"),
        "kept": ("The settings are kept.", "设置已保存。"),
        # explain
        "explain": ("Explain cell {cell}", "解释单元格 {cell}"),
        "no_call": (
            "{cell} holds no function of clvxl; select a cell with one, such as =CLV_SIMPLE(…).",
            "{cell} 中没有 clvxl 的函数；请选择含有函数的单元格，例如 =CLV_SIMPLE(…)。",
        ),
        "no_cell": ("Select a cell first.", "请先选择一个单元格。"),
        "passed": (
            "{error} comes from the argument {names}: correct the cell it points at.",
            "{error} 来自参数 {names}：请更正其所指的单元格。",
        ),
        "rows": (
            "{error} in {rows} rows, first: {sentence}",
            "{rows} 行为 {error}，首个：{sentence}",
        ),
        "refused": (
            "Err:504: Calc hands over no range that holds an error cell. Write "
            'IFERROR({ranges}; "") as an array formula, and only the row of the error stays '
            "empty. What the function answers, were it asked:",
            "Err:504：Calc 不传递含有错误单元格的区域。请写成 "
            'IFERROR({ranges}; "") 并作为数组公式输入，则只有出错的那一行为空。'
            "若函数被调用，其结果为：",
        ),
        "left_out": ("(left out: {default})", "（省略：{default}）"),
        "cells": (
            "{rows} × {columns} cells: {first} … {last}",
            "{rows} × {columns} 格：{first} … {last}",
        ),
        "blank": ("(blank)", "（空）"),
        "answer": ("Answer", "结果"),
        "working_table": ("Working", "计算过程"),
        "source": ("Source", "来源"),
        "example": ("Example", "示例"),
        "gives": ("gives", "结果"),
        # functions, about
        "functions": ("Function help", "函数帮助"),
        "no_function": ("There is no function {name}.", "没有函数 {name}。"),
        "about_title": ("About CLV", "关于 CLV"),
        "about": (
            "clvxl {version}\nCustomer lifetime value in the spreadsheet.\n\n"
            "Licence: MIT\nLog file: {log}",
            "clvxl {version}\n电子表格中的客户终生价值。\n\n许可证：MIT\n日志文件：{log}",
        ),
    }
)

_REMEDIES = MappingProxyType(
    {
        "name it with --customer HEADER": "rename its header to Customer",
        "name the right column with --customer HEADER": "rename the right header to Customer",
        "name it with --date HEADER": "rename its header to Date",
        "name the right column with --date HEADER": "rename the right header to Date",
        "name it with --amount HEADER, or both with --quantity HEADER and --price HEADER": (
            "rename its header to Amount, or two to Quantity and Price"
        ),
        "name the right column with --amount HEADER": "rename the right header to Amount",
        "name them with --customer, --date and --amount (or --quantity and --price)": (
            "rename them to Customer, Date and Amount (or Quantity and Price)"
        ),
        "name the one you mean with --{role} HEADER": "rename or remove the other",
        "say which to keep with --day-first or --month-first": "choose one in CLV > Settings",
        " (say --day-first)": " (choose day first in CLV > Settings)",
        " (say --month-first)": " (or month first)",
        " (say --decimal .)": " (choose the decimal mark in CLV > Settings)",
        " (say --decimal ,)": "",
        "use --returns keep to keep them": "choose to keep returns in CLV > Settings",
        "请用 --customer、--date 和 --amount（或 --quantity 和 --price）指明": (
            "请把表头改为“客户”“日期”和“金额”（或“数量”和“单价”）"
        ),
        "请用 --amount 表头 指明，或同时用 --quantity 表头 和 --price 表头 指明": (
            "请把该列表头改为“金额”，或把两列表头改为“数量”和“单价”"
        ),
        "请用 --{role} 表头 指明是哪一列": "请把另一列改名或移去",
        "请用 --day-first（日在前）或 --month-first（月在前）指明采用哪一种": (
            "请在“CLV > 设置”中选择"
        ),
        "（请用 --day-first）": "（在“CLV > 设置”中选日在前）",
        "（请用 --month-first）": "（或月在前）",
        "（请用 --decimal .）": "（在“CLV > 设置”中选择小数点）",
        "（请用 --decimal ,）": "",
        "请用 --returns keep 保留这些行": "请在“CLV > 设置”中选择保留退货",
        "用 --customer 表头 指明正确的列": "把正确的列的表头改为“客户”",
        "用 --date 表头 指明正确的列": "把正确的列的表头改为“日期”",
        "用 --amount 表头 指明正确的列": "把正确的列的表头改为“金额”",
        "请用 --customer 表头 指明": "请把该列表头改为“客户”",
        "请用 --date 表头 指明": "请把该列表头改为“日期”",
    }
)
"""Remedies of the command line, and what does the same in a sheet."""


def say(key: str, language: str = "en", **fields: object) -> str:
    """Return a text in `language`.

    >>> say("no_function", name="ABC")
    'There is no function ABC.'
    """
    text = _TEXTS[key][language == "zh"]
    return text.format(**fields) if fields else text


def choice(name: str, value: str, language: str) -> str:
    """Return how a setting's value is shown; a number or a mark stands for itself."""
    texts = _TEXTS.get(f"{name}={value}")
    return value if texts is None else texts[language == "zh"]


def sentence(error: ClvxlError, language: str) -> str:
    """Return an error's sentence, its remedy said for a sheet instead of the command line."""
    text = error.sentence(language)
    role = str(error.fields.get("role", ""))
    for spoken, instead in _REMEDIES.items():
        text = text.replace(spoken.replace("{role}", role), instead)
    return text
