"""What the ribbon's commands say in Excel, and doctor and install about it, in both languages."""

from __future__ import annotations

from clvxl.hosts.texts import SHARED
from clvxl.remedies import REMEDIES as ANYWHERE
from clvxl.text import NOTHING, Text, Texts

__all__ = ["REMEDIES", "say"]

_TEXTS = Texts(
    SHARED
    | {
        "arrays": Text("Several cells of answers spill by themselves in Excel 365 and 2021; in "
            "older Excel select the cells, type the formula and press Ctrl+Shift+Enter. Select a "
            "cell with a function for its own help.",
            "结果占多个单元格时，Excel 365 与 2021 自动溢出；旧版请先选中区域，输入公式后按 Ctrl+"
            "Shift+Enter。选中含有函数的单元格可查看该函数的帮助。"),
        # install, uninstall
        "installed": Text("The add-in of clvxl {version} is installed for Excel ({place}): start "
            "it anew.",
            "clvxl {version} 的加载项已为 Excel 安装（{place}）：请重新启动 Excel。"),
        "removed": Text("The add-in is removed: start Excel anew.",
            "加载项已移除：请重新启动 Excel。"),
        # doctor: what is looked at
        "program": Text("Excel", "Excel"),
        "copies": Text("copies", "副本"),
        "settings": Text("settings", "设置"),
        "python": Text("Python", "Python"),
        "library": Text("library", "库文件"),
        "script": Text("script", "脚本"),
        "trust": Text("trust", "信任"),
        "windows": Text("Windows", "Windows"),
        # doctor: what is found
        "no_excel_here": Text("there is no Excel for this system", "此系统没有 Excel"),
        "no_excel": Text("Excel is not found", "未找到 Excel"),
        "here": Text("Excel is here", "已找到 Excel"),
        "here_mac": Text("Excel is here; on the Mac the ribbon works, the functions need xlwings "
            "Lite: run clvxl lite --help",
            "已找到 Excel；在 Mac 上可用功能区，单元格函数需要 xlwings Lite：请运行 clvxl lite "
            "--help"),
        "missing": Text("{file} is missing", "缺少 {file}"),
        "not_installed": Text("the add-in is not in {folder}", "{folder} 中没有加载项"),
        "gone": Text("the add-in is gone from {folder} though its settings are there: a virus "
            "scanner may have put it into quarantine",
            "{folder} 中的加载项已不见，而其设置仍在：可能已被杀毒软件隔离"),
        "unseen": Text("an Excel without a window is running (process {process}): while it holds "
            "the add-in, another Excel may show a folder before CLV functions, or #NAME?",
            "有一个没有窗口的 Excel 正在运行（进程 {process}）：它占用加载项时，另一个 Excel 可能在"
            " CLV 函数前显示文件夹，或显示 #NAME?"),
        "damaged": Text("{file} is damaged", "{file} 已损坏"),
        "other_versions": Text("the add-in is of clvxl {clvxl} and xlwings {xlwings}, here are "
            "clvxl {clvxl_here} and xlwings {xlwings_here}",
            "加载项属于 clvxl {clvxl} 与 xlwings {xlwings}，当前为 clvxl {clvxl_here} 与 xlwings "
            "{xlwings_here}"),
        "same_versions": Text("{file} is of clvxl {clvxl} and xlwings {xlwings}",
            "{file} 属于 clvxl {clvxl} 与 xlwings {xlwings}"),
        "copy": Text("there is another add-in, {file}", "另有一个加载项 {file}"),
        "also_loads": Text("Excel also loads {what}", "Excel 还会加载 {what}"),
        "no_python": Text("{file} names no Python", "{file} 未指定 Python"),
        "names_python": Text("{file} names {python}", "{file} 指定的是 {python}"),
        "python_gone": Text("the Python that Excel is to use is no longer there: {python}",
            "Excel 应使用的 Python 已不存在（{python}）"),
        "python_cannot": Text("{python} cannot load clvxl and xlwings ({reason})",
            "{python} 无法加载 clvxl 与 xlwings（{reason}）"),
        "python_other": Text("{python} has clvxl {version}, this is clvxl {here}",
            "{python} 中是 clvxl {version}，当前为 clvxl {here}"),
        "python_silent": Text("{python} says no version of clvxl", "{python} 未给出 clvxl 的版本"),
        "python_has": Text("{python} has clvxl {version}{other}",
            "{python} 中有 clvxl {version}{other}"),
        "python_differs": Text("; this command runs in another Python, {python}",
            "；此命令在另一个 Python 中运行：{python}"),
        "no_library": Text("{name} is neither beside {python} nor in the folder above",
            "{name} 既不在 {python} 旁，也不在上一级文件夹中"),
        "library_there": Text("{file} is there", "已找到 {file}"),
        "unsigned": Text("Excel is set to load no unsigned add-ins",
            "Excel 的设置不允许加载未签名的加载项"),
        "no_macros": Text("Excel is set to run no macros, and does not trust its start folder",
            "Excel 的设置禁止运行宏，且不信任其启动文件夹"),
        "no_folder": Text("Excel is set to trust no folder, so it asks or refuses",
            "Excel 的设置不信任任何文件夹，因此会询问或拒绝"),
        "no_child": Text("Block all Office applications from creating child processes",
            "阻止所有 Office 应用程序创建子进程"),
        "no_library_calls": Text("Block Win32 API calls from Office macros",
            "阻止来自 Office 宏的 Win32 API 调用"),
        "rule_blocks": Text("a rule of Windows keeps Excel from starting Python: {rule}",
            "Windows 的一条规则阻止 Excel 启动 Python：{rule}"),
        "rule_warns": Text("a rule of Windows warns when Excel starts Python, and blocks it until "
            "somebody allows it: {rule}",
            "Windows 的一条规则在 Excel 启动 Python 时发出警告，获准之前予以阻止：{rule}"),
        # doctor: what helps
        "install": Text("run: clvxl install excel", "请运行 clvxl install excel"),
        "get_excel": Text("install Excel and start it once", "请安装 Excel 并启动一次"),
        "remove_copy": Text("remove it: Excel would load both",
            "请删除，否则 Excel 会同时加载两个"),
        "untick": Text("untick it in File > Options > Add-ins: the one in XLSTART is enough",
            "请在“文件 > 选项 > 加载项”中取消勾选；XLSTART 中的一个已足够"),
        "get_library": Text("run there: python -m pip install --force-reinstall xlwings=={version}",
            "请在该处运行 python -m pip install --force-reinstall xlwings=={version}"),
        "restore": Text("run: clvxl install excel; if it goes again, your administrator must "
            "except {file} in the virus scanner",
            "请运行 clvxl install excel；如再次消失，须由管理员在杀毒软件中将 {file} 列为例外"),
        "end_unseen": Text("save your work, close Excel, end EXCEL.EXE under Details in the Task "
            "Manager, start Excel and press Refresh CLV formulas",
            "请保存并关闭 Excel，在任务管理器的“详细信息”中结束 EXCEL.EXE，再启动 Excel 并单击“刷新"
            " CLV 公式”"),
        "except_rule": Text("your administrator must except cmd.exe and {python} from this attack "
            "surface reduction rule ({number}), or set it to audit",
            "须由管理员在此攻击面减少规则（{number}）中将 cmd.exe 与 {python} 列为例外，或改为审核"
            "模式"),
        "administrator": Text("your administrator must allow it", "须由管理员允许"),
        "trust_center": Text("change it in File > Options > Trust Center > Trust Center Settings",
            "请在“文件 > 选项 > 信任中心 > 信任中心设置”中更改"),
    }
)  # fmt: skip

REMEDIES = Texts(
    ANYWHERE
    | {
        "date_order": Text("make them real dates with Data > Text to Columns, Date DMY or MDY",
            "请用“数据 > 分列”的日期 DMY 或 MDY 转为真正的日期"),
        "day_first": Text(" (make it a date with Data > Text to Columns, Date DMY)",
            "（请用“数据 > 分列”的日期 DMY 转为真正的日期）"),
        "month_first": Text(" (with Date MDY)", "（用日期 MDY）"),
        "decimal_dot": Text(" (make them numbers with Data > Text to Columns > Advanced)",
            "（请用“数据 > 分列 > 高级”转为数字）"),
        "decimal_comma": NOTHING,
    }
)  # fmt: skip
"""What does about a refusal in Excel."""

say = _TEXTS.say
