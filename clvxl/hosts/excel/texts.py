"""What the ribbon's commands say in Excel, in English and Chinese."""

from __future__ import annotations

from types import MappingProxyType

from clvxl.errors import ClvxlError
from clvxl.jobs.remedies import said_in_sheet

__all__ = ["say", "sentence"]

_TEXTS = MappingProxyType(
    {
        "reading": ("Reading the table…", "正在读取表格…"),
        "working": ("Segmenting the customers…", "正在细分客户…"),
        "drawing": ("Drawing the report…", "正在绘制报告…"),
        "segmented": (
            "{customers:,} customers of {place} are segmented on the sheets {sheets}; "
            "{left_out:,} of {lines:,} lines are left out.",
            "已将 {place} 的 {customers:,} 位客户细分，结果在工作表 {sheets}；"
            "{lines:,} 行中有 {left_out:,} 行未用。",
        ),
        "failed": (
            "Something went wrong in clvxl, and the workbook is as it was; the details are in "
            "{log}.",
            "clvxl 出现故障，工作簿保持原样；详情见 {log}。",
        ),
        "memory": (
            "There is not enough memory for this table, and the workbook is as it was.",
            "内存不足以处理此表，工作簿保持原样。",
        ),
        "no_call": (
            "{cell} holds no function of clvxl; select a cell with one, such as =CLV_SIMPLE(…).",
            "{cell} 中没有 clvxl 的函数；请选择含有函数的单元格，例如 =CLV_SIMPLE(…)。",
        ),
        "no_cell": ("Select a cell first.", "请先选择一个单元格。"),
        "arrays": (
            "Several cells of answers spill by themselves in Excel 365 and 2021; in older Excel "
            "select the cells, type the formula and press Ctrl+Shift+Enter. Select a cell with a "
            "function for its own help.",
            "结果占多个单元格时，Excel 365 与 2021 自动溢出；旧版请先选中区域，输入公式后按 "
            "Ctrl+Shift+Enter。选中含有函数的单元格可查看该函数的帮助。",
        ),
        "about": (
            "clvxl {version}\nCustomer lifetime value in the spreadsheet.\n\nxlwings {xlwings}\n"
            "Python {python}\n{interpreter}\n\nLicence: MIT\nLog file: {log}",
            "clvxl {version}\n电子表格中的客户终生价值。\n\nxlwings {xlwings}\nPython {python}\n"
            "{interpreter}\n\n许可证：MIT\n日志文件：{log}",
        ),
    }
)

_REMEDIES = MappingProxyType(
    {
        "say which to keep with --day-first or --month-first": (
            "make them real dates with Data > Text to Columns, Date DMY or MDY"
        ),
        "say --day-first or --month-first": (
            "make them real dates with Data > Text to Columns, Date DMY or MDY"
        ),
        " (say --day-first)": " (make it a date with Data > Text to Columns, Date DMY)",
        " (say --month-first)": " (with Date MDY)",
        " (say --decimal .)": " (make them numbers with Data > Text to Columns > Advanced)",
        " (say --decimal ,)": "",
        "use --returns keep to keep them": "remove the minus signs to count them as purchases",
        "请用 --day-first（日在前）或 --month-first（月在前）指明采用哪一种": (
            "请用“数据 > 分列”的日期 DMY 或 MDY 转为真正的日期"
        ),
        "请用 --day-first（日在前）或 --month-first（月在前）指明": (
            "请用“数据 > 分列”的日期 DMY 或 MDY 转为真正的日期"
        ),
        "（请用 --day-first）": "（请用“数据 > 分列”的日期 DMY 转为真正的日期）",
        "（请用 --month-first）": "（用日期 MDY）",
        "（请用 --decimal .）": "（请用“数据 > 分列 > 高级”转为数字）",
        "（请用 --decimal ,）": "",
        "请用 --returns keep 保留这些行": "请去掉负号，以便计为购买",
    }
)
"""Options of the command line, and what does the same in Excel."""


def say(key: str, language: str = "en", **fields: object) -> str:
    """Return a text in `language`.

    >>> say("no_cell")
    'Select a cell first.'
    """
    return _TEXTS[key][language == "zh"].format(**fields)


def sentence(error: ClvxlError, language: str) -> str:
    """Return an error's sentence, its remedy said for Excel instead of the command line."""
    return said_in_sheet(error, language, _REMEDIES)
