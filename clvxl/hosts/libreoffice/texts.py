"""What the commands say in Calc, and doctor and install about it, in English and Chinese."""

from __future__ import annotations

from clvxl.hosts.texts import SHARED
from clvxl.remedies import REMEDIES as ANYWHERE
from clvxl.text import NOTHING, Text, Texts

__all__ = ["REMEDIES", "say"]

_TEXTS = Texts(
    SHARED
    | {
        # exercise
        "exercise_written": Text("The exercise is in {file}.", "练习已写入 {file}。"),
        "busy": Text("Another command is still at work; wait until it has finished.",
            "另一命令仍在执行；请等待其完成。"),
        # settings
        "settings": Text("Settings of CLV", "CLV 的设置"),
        "ok": Text("OK", "确定"),
        "cancel": Text("Cancel", "取消"),
        "close": Text("Close", "关闭"),
        "kept": Text("The settings are kept.", "设置已保存。"),
        # explain
        "refused": Text("{shown}: Calc hands over no cells among which there is an error. Write "
            'IFERROR({ranges}; "#N/A") as an array formula, or press “Let errors pass”: then only '
            "the row of the error shows one. What the function answers, were it asked:",
            '{shown}：Calc 不传递含有错误的单元格区域或数组。请写成 IFERROR({ranges}; "#N/A") 并作'
            "为数组公式输入，或按“允许错误值”：则只有出错的那一行显示错误。若函数被调用，其结果为："),
        "refused_whole": Text("{shown}: Calc hands over no cells among which there is an error, "
            "and the whole answer needs {ranges}: correct the error there. What the function "
            "answers, were it asked:",
            "{shown}：Calc 不传递含有错误的单元格区域或数组，而整个结果都取决于 {ranges}：请更正其"
            "中的错误。若函数被调用，其结果为："),
        "mend": Text("Let errors pass", "允许错误值"),
        "mended": Text("The formula in {cells} lets the errors of its ranges pass; only their rows "
            "show one.",
            "{cells} 中的公式已放行区域中的错误；只有出错的行显示错误。"),
        # refresh
        "refreshed": Text("CLV formulas entered again: {renewed:,}.",
            "已重新输入 CLV 公式：{renewed:,}。"),
        "refresh_protected": Text(" Not entered, as their cells are protected: {number:,} (on "
            "{sheets}). Take the protection off under Tools > Protect Sheet and refresh again.",
            "因单元格受保护而未输入：{number:,}（工作表 {sheets}）。请在“工具 > 保护工作表”中取消保"
            "护后再次刷新。"),
        "refresh_refused": Text(" Not entered, as Calc does not read them: {number:,}. Type these "
            "anew.",
            "因 Calc 无法识别而未输入：{number:,}。请重新键入这些公式。"),
        "hint": Text("Formulas of another computer", "来自另一台电脑的公式"),
        "hint_more": Text("Formulas of this workbook use CLV functions behind another computer's "
            "add-in, and do not calculate here until they are refreshed.",
            "本工作簿的公式通过另一台电脑的加载项使用 CLV 函数，刷新之前在此处不会计算。"),
        # functions, about
        "functions": Text("Function help", "函数帮助"),
        "no_function": Text("There is no function {name}.", "没有函数 {name}。"),
        # install, uninstall
        "installed": Text("The add-in of clvxl {version} is installed in {name}: start it anew.",
            "clvxl {version} 的加载项已安装到 {name}：请重新启动该程序。"),
        "removed": Text("The add-in is removed: start LibreOffice anew.",
            "加载项已移除：请重新启动 LibreOffice。"),
        # doctor: what is looked at
        "program": Text("LibreOffice", "LibreOffice"),
        "answer": Text("answer", "计算"),
        "trial": Text("trial", "试算"),
        # doctor: what is found
        "at": Text("{name} is at {place}", "{name} 位于 {place}"),
        "too_old": Text("{name} is too old", "{name} 版本过旧"),
        "not_installed": Text("the add-in is not installed for this user",
            "当前用户尚未安装加载项"),
        "other_version": Text("the add-in is of clvxl {version}, this is clvxl {here}",
            "加载项属于 clvxl {version}，当前为 clvxl {here}"),
        "same_version": Text("the add-in of clvxl {version} is installed",
            "已安装 clvxl {version} 的加载项"),
        "gives": Text("{formula} gives {shown} in LibreOffice",
            "{formula} 在 LibreOffice 中得 {shown}"),
        "would_work": Text("it would work: lent for a moment, {gives}",
            "安装后可用：临时加载时，{gives}"),
        "gives_nothing": Text("{formula} gives nothing in LibreOffice",
            "{formula} 在 LibreOffice 中没有结果"),
        "other_python": Text("LibreOffice has Python {inside} inside, clvxl is installed in Python "
            "{ours}",
            "LibreOffice 内置 Python {inside}，clvxl 装在 Python {ours} 中"),
        "cannot_load": Text("LibreOffice cannot load clvxl ({reason})",
            "LibreOffice 无法加载 clvxl（{reason}）"),
        # doctor: what helps
        "newer": Text("install version {oldest} or newer", "请安装 {oldest} 或更新版本"),
        "install": Text("run: clvxl install libreoffice", "请运行 clvxl install libreoffice"),
        "that_python": Text("install clvxl with Python {inside}, then run: clvxl install "
            "libreoffice",
            "请用 Python {inside} 安装 clvxl，再运行 clvxl install libreoffice"),
        "look": Text("install the add-in again (run: clvxl install libreoffice) and look into "
            "{log}",
            "请重新安装加载项（运行 clvxl install libreoffice），并查看 {log}"),
    }
)  # fmt: skip

REMEDIES = Texts(
    ANYWHERE
    | {
        "date_order": Text("choose one in CLV > Settings", "请在“CLV > 设置”中选择"),
        "day_first": Text(" (choose day first in CLV > Settings)", "（在“CLV > 设置”中选日在前）"),
        "month_first": Text(" (or month first)", "（或月在前）"),
        "decimal_dot": Text(" (choose the decimal mark in CLV > Settings)",
            "（在“CLV > 设置”中选择小数点）"),
        "decimal_comma": NOTHING,
        "keep_returns": Text("choose to keep returns in CLV > Settings",
            "请在“CLV > 设置”中选择保留退货"),
    }
)  # fmt: skip
"""What does about a refusal in Calc."""

say = _TEXTS.say
