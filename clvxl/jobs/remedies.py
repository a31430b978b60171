"""Sentences of the jobs whose remedies name options of the command line, said for a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clvxl.errors import ClvxlError, QuestionsError

__all__ = ["in_filling", "said_in_sheet"]

_RENAMING = MappingProxyType(
    {
        "name it with --customer HEADER": "rename its header to Customer",
        "name the right column with --customer HEADER": "rename the right header to Customer",
        "name another with --customer HEADER": "give another column the header Customer",
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
        "say which one to keep with --currency {first}": (
            "copy the rows of one currency to a sheet of their own"
        ),
        "; choose another one with --currency CODE": "",
        "is it each line's amount (say --amount-per line), or the order's, to be counted once "
        "(say --amount-per order)?": (
            "is it each line's amount (rename it to Line amount), or the order's, to be counted "
            "once (rename it to Order total)?"
        ),
        "(say --discount-as share)": "(rename it to Discount rate)",
        "(say --discount-as percent)": "(rename it to Discount %)",
        "(say --discount-as money)": "(rename it to Discount amount)",
        "keep a status with --keep-status WORD": "rename the status column to keep them",
        "name a column that is something else with --ignore HEADER": (
            "rename a column that is something else"
        ),
        "请用 --currency {first} 之类指明保留哪一种": "请把一种币种的行复制到单独的工作表",
        "；请用 --currency 代码 另选币种": "",
        "（请用 --amount-per line）": "（请把表头改为“行金额”）",
        "（请用 --amount-per order）": "（请把表头改为“订单金额”）",
        "（请用 --discount-as share）": "（请把表头改为“Discount rate”）",
        "（请用 --discount-as percent）": "（请把表头改为“Discount %”）",
        "（请用 --discount-as money）": "（请把表头改为“Discount amount”）",
        "可用 --keep-status 词 保留某一状态": "如需保留，请改状态列的表头",
        "如某列另有含义，请用 --ignore 表头 略去": "如某列另有含义，请改其表头",
        "say --ignore {name}": "rename column {name}",
        "请用 --ignore {name}": "请改 {name} 列的表头",
        "or leave such rows out with --leave-out": "or delete such rows",
        "use Segment sheet (clvxl segment)": "use Segment sheet",
        "choose a folder with -o": "make one for your user, then start this program anew",
        "或用 --leave-out 略去这些行": "或删除这些行",
        "“细分本表”（clvxl segment）": "“细分本表”",
        "请用 -o 指明文件夹": "请为当前用户建立主文件夹，再重新启动本程序",
        "请用 --customer、--date 和 --amount（或 --quantity 和 --price）指明": (
            "请把表头改为“客户”“日期”和“金额”（或“数量”和“单价”）"
        ),
        "请用 --amount 表头 指明，或同时用 --quantity 表头 和 --price 表头 指明": (
            "请把该列表头改为“金额”，或把两列表头改为“数量”和“单价”"
        ),
        "请用 --{role} 表头 指明是哪一列": "请把另一列改名或移去",
        "用 --customer 表头 指明正确的列": "把正确的列的表头改为“客户”",
        "用 --customer 表头 指明另一列": "把另一列的表头改为“客户”",
        "用 --date 表头 指明正确的列": "把正确的列的表头改为“日期”",
        "用 --amount 表头 指明正确的列": "把正确的列的表头改为“金额”",
        "请用 --customer 表头 指明": "请把该列表头改为“客户”",
        "请用 --date 表头 指明": "请把该列表头改为“日期”",
    }
)
"""Remedies of the command line, and what does the same in any sheet: renaming headers."""


_FILLING = MappingProxyType(
    {
        "say which to keep with --day-first or --month-first": "write all of them as 2025-12-31",
        "say --day-first or --month-first": "write all of them as 2025-12-31",
        " (say --day-first)": "",
        " (say --month-first)": " (write dates as 2025-12-31)",
        " (say --decimal .)": "",
        " (say --decimal ,)": " (turn the texts into numbers)",
        "请用 --day-first（日在前）或 --month-first（月在前）指明采用哪一种": (
            "请把日期都写作 2025-12-31"
        ),
        "请用 --day-first（日在前）或 --month-first（月在前）指明": "请把日期都写作 2025-12-31",
        "（请用 --day-first）": "",
        "（请用 --month-first）": "（日期请写作 2025-12-31）",
        "（请用 --decimal .）": "",
        "（请用 --decimal ,）": "（请把文本转为数字）",
    }
)
"""The same for Fill template in a program that has no settings."""

_MARK = "filling"


def in_filling(error: ClvxlError) -> ClvxlError:
    """Return an error marked as one of Fill template without settings, for `said_in_sheet`.

    >>> said_in_sheet(in_filling(ClvxlError("is it May (say --month-first)?")), "en", {})
    'is it May (write dates as 2025-12-31)?'
    """
    error.fields[_MARK] = True
    return error


def said_in_sheet(error: ClvxlError, language: str, own: Mapping[str, str]) -> str:
    """Return an error's sentence, its remedy said for a sheet instead of the command line.

    Parameters
    ----------
    error : ClvxlError
    language : {"en", "zh"}
    own : mapping of str to str
        Further remedies, and what does the same in the program that the sheet is open in.

    Examples
    --------
    >>> said_in_sheet(ClvxlError("no date: name it with --date HEADER"), "en", {})
    'no date: rename its header to Date'
    """
    if isinstance(error, QuestionsError):
        said = [said_in_sheet(each, language, own) for each in error.questions]
        return error.joined(said, language, "\n")
    text = error.sentence(language)
    named = ("role", "first", "name")
    fields = {f"{{{name}}}": str(error.fields.get(name, "")) for name in named}
    filling = _FILLING if _MARK in error.fields else {}
    for spoken, instead in (*_RENAMING.items(), *filling.items(), *own.items()):
        for name, field in fields.items():
            spoken, instead = spoken.replace(name, field), instead.replace(name, field)
        text = text.replace(spoken, instead)
    return text
