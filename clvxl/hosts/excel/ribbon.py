"""The ribbon tab "CLV", from one table of controls: its XML, its VBA and its texts.

A button runs a Python entry or a VBA procedure; a drop-down keeps a choice that buttons hand on; a
menu holds a button for each exercise, all of which run one entry. Labels come through callbacks,
since they follow Excel's language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from clvxl.exercises.catalogue import EXERCISES

__all__ = ["ENTRIES", "TAB", "Button", "Choice", "Group", "Item", "Menu", "Said", "controls",
           "ribbon_module", "ribbon_texts", "ribbon_xml"]  # fmt: skip

COMMANDS = "clvxl.hosts.excel.commands"

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
MODULE = "RibbonClvxl"
TAB = "CLV"


@dataclass(frozen=True)
class Said:
    """A text in both languages."""

    en: str
    zh: str


@dataclass(frozen=True)
class Control:
    """What any control has: a name, a label, a screentip and the sentence under it."""

    id: str
    label: Said
    tip: Said
    more: Said


@dataclass(frozen=True)
class Button(Control):
    """A button. `entry`, a function of `COMMANDS`, is run by the VBA `macro`.

    `options` are the drop-downs whose choice the entry is given, by their names in small letters.
    Without an entry the procedure is all there is.
    """

    icon: str
    entry: str = ""
    macro: str = "ClvxlRun"
    options: tuple[str, ...] = ()
    large: bool = False


@dataclass(frozen=True)
class Item(Control):
    """One line of a menu; `tag` is the name that the menu's entry is given."""

    tag: str


@dataclass(frozen=True)
class Menu(Button):
    """A button that opens a menu; the entry is run by each of its items, with the item's name."""

    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Choice(Control):
    """A drop-down: its items by their values, and the one that counts until another is chosen."""

    items: tuple[tuple[str, Said], ...]
    default: str


@dataclass(frozen=True)
class Group:
    """A part of the tab with its caption."""

    id: str
    label: Said
    controls: tuple[Control, ...]


def _same(text: str) -> Said:
    return Said(text, text)


def _exercises(menu: str) -> tuple[Item, ...]:
    """An item for each exercise: its title, what it is called, and what is learnt by it."""
    return tuple(
        Item(
            f"{menu}_{name}", Said(one.title.en, one.title.zh),
            Said(f"Exercise {name}", f"练习 {name}"), Said(one.aim.en, one.aim.zh), tag=name,
        )
        for name, one in EXERCISES.items()
    )  # fmt: skip


GROUPS = (
    Group("GroupSegments", Said("Segments", "客户细分"), (
        Button(
            "SegmentSheet", Said("Segment sheet", "细分本表"),
            Said("Segment the customers on this sheet", "细分本工作表中的客户"),
            Said(
                "Finds customer, date and amount by their headers, scores R, F and M, and adds "
                "sheets with segments, customers and what was left out. Your sheets stay as "
                "they are.",
                "按标题识别客户、日期与金额，计算 R、F、M 分值，"
                "并新增细分、客户与未采用行的工作表。原有工作表保持不变。",
            ),
            icon="PivotTableInsert", entry="segment_sheet", large=True,
            options=("Scheme", "Bins", "Method"),
        ),
        Choice(
            "Scheme", Said("Scheme", "方案"),
            Said("Names of the segments", "细分方案"),
            Said(
                "Automatic takes Standard for five bins, Eight for the method Mean, Tiers for "
                "any other number of bins.",
                "自动：五档用标准十类，均值法用八类，其他档数用三层。",
            ),
            items=(
                ("auto", Said("Automatic", "自动")),
                ("standard", Said("Standard (10)", "标准（10 类）")),
                ("tiers", Said("Tiers (3)", "三层")),
                ("eight", Said("Eight", "八类")),
            ),
            default="auto",
        ),
        Choice(
            "Bins", Said("Bins", "档数"),
            Said("Number of scores for R, F and M", "R、F、M 的分值档数"),
            Said(
                "Each of R, F and M is scored from 1 to this number. Standard needs five.",
                "R、F、M 各打 1 到该数的分值。标准方案需要五档。",
            ),
            items=tuple((str(n), _same(str(n))) for n in range(2, 10)), default="5",
        ),
        Choice(
            "Method", Said("Method", "方法"),
            Said("How customers are put into bins", "分档方法"),
            Said(
                "Quantile: as many customers in each bin. Nested: F within each R, M within "
                "each R and F. Mean: above or below the mean.",
                "分位数：每档客户数相同。嵌套：F 在各 R 内、M 在各 R 与 F 内分档。"
                "均值：高于或低于均值。",
            ),
            items=(
                ("quantile", Said("Quantile", "分位数")),
                ("nested", Said("Nested", "嵌套")),
                ("mean", Said("Mean", "均值")),
            ),
            default="quantile",
        ),
    )),
    Group("GroupExercises", Said("Exercises", "练习"), (
        Menu(
            "NewExercise", Said("New exercise", "新建练习"),
            Said("Open a fresh copy of an exercise", "打开一份新的练习"),
            Said(
                "Writes a workbook that checks your answers into the folder clvxl in your "
                "documents and opens it. Earlier copies stay.",
                "在“文档”的 clvxl 文件夹中生成能自动检查答案的工作簿并打开。原有的练习不会被替换。",
            ),
            icon="FileNew", entry="new_exercise", large=True,
            items=_exercises("NewExercise"),
        ),
        Menu(
            "FillTemplate", Said("Fill template", "填充模板"),
            Said("Put the table under the cursor into a template", "将光标所在的表格填入模板"),
            Said(
                "Takes the table by its headers, checks it, and opens a new workbook with working, "
                "checks and charts for it. What does not fit is said first. Your sheets stay as "
                "they are.",
                "按标题读取并检查表格，生成含演算、检查与图表的新工作簿并打开。"
                "若有不符之处会先行说明。原有工作表保持不变。",
            ),
            icon="TableInsert", entry="fill_template", large=True,
            items=_exercises("FillTemplate"),
        ),
    )),
    Group("GroupFormulas", Said("Formulas", "公式"), (
        Button(
            "RefreshFormulas", Said("Refresh CLV formulas", "刷新 CLV 公式"),
            Said(
                "Bind the formulas of this workbook to this add-in",
                "将本工作簿的公式连接到本加载项",
            ),
            Said(
                "Enters each formula again that uses a CLV function, which cures #NAME? and "
                "links to another computer's copy of the add-in. Other formulas stay untouched.",
                "重新输入使用 CLV 函数的公式，可消除 #NAME? 及指向其他电脑加载项的链接。"
                "其他公式不受影响。",
            ),
            icon="RefreshAll", macro="ClvxlRefreshFormulas", large=True,
        ),
        Button(
            "Explain", Said("Explain", "解释"),
            Said("Explain the selected cell", "解释所选单元格"),
            Said(
                "Says why a CLV function shows an error and what to change, or how its answer "
                "comes about.",
                "说明 CLV 函数为何出错、应如何更改，或结果如何得出。",
            ),
            icon="ErrorChecking", entry="explain", macro="ClvxlExplain",
        ),
        Button(
            "FunctionHelp", Said("Function help", "函数帮助"),
            Said("All CLV functions with arguments and examples", "全部 CLV 函数、参数与示例"),
            Said(
                "For the function in the selected cell, or the list of all functions.",
                "显示所选单元格中函数的帮助，或列出全部函数。",
            ),
            icon="FunctionWizard", entry="function_help",
        ),
        Button(
            "About", Said("About", "关于"),
            Said("Version, Python and where to get help", "版本、Python 与获取帮助的途径"),
            Said(
                "Shows which clvxl, xlwings and Python answer, and where the log file is.",
                "显示所用 clvxl、xlwings 与 Python 的版本，以及日志文件的位置。",
            ),
            icon="Info", entry="about",
        ),
    )),
)  # fmt: skip

MESSAGES = {
    "no_workbook": Said(
        "Open a workbook first, then click again.", "请先打开一个工作簿，再点击此按钮。"
    ),
    "not_reached": Said(
        "A CLV formula got no answer; when the cause is mended, click Refresh CLV formulas. "
        "{failure}",
        "有 CLV 公式未得到结果；排除原因后，请点击“刷新 CLV 公式”。{failure}",
    ),
    "functions_need_windows": Said(
        "CLV functions in cells need Excel on Windows: on this computer use them through xlwings "
        "Lite (clvxl lite) or in LibreOffice; the ribbon's buttons work.",
        "单元格中的 CLV 函数需要 Windows 版 Excel：在本机请通过 xlwings Lite（clvxl lite）"
        "或在 LibreOffice 中使用；功能区按钮可用。",
    ),
    "no_library": Said(
        "Excel could not load xlwings' library ({failure}): close Excel, run clvxl install excel "
        "in a terminal and start Excel again; if that does not help, clvxl doctor says why. "
        "Log: {log}",
        "Excel 无法加载 xlwings 的程序库（{failure}）：请关闭 Excel，在终端运行 clvxl install "
        "excel，再启动 Excel；若仍不行，请运行 clvxl doctor 查明原因。日志：{log}",
    ),
    "no_python": Said(
        "Python did not start ({failure}): run clvxl doctor in a terminal, which says what is "
        "missing or what an administrator must allow. Log: {log}",
        "Python 未能启动（{failure}）：请在终端运行 clvxl doctor，查看缺少什么，"
        "或需要管理员放行什么。日志：{log}",
    ),
    "too_long": Said(
        "The command line that starts Python is too long for xlwings' library ({failure} bytes): "
        "shorten PYTHONPATH in the file %USERPROFILE%\\.clvxl\\clvxl.conf, or install clvxl in a "
        "folder with a shorter path; then click Refresh CLV formulas.",
        "启动 Python 的命令行对 xlwings 的程序库过长（{failure} 字节）：请缩短文件 "
        "%USERPROFILE%\\.clvxl\\clvxl.conf 中的 PYTHONPATH，或将 clvxl 安装到路径更短的文件夹，"
        "然后点击“刷新 CLV 公式”。",
    ),
    "python_ended": Said(
        "Python ended before it answered ({failure}): click again, for formulas Refresh CLV "
        "formulas; if it happens again, run clvxl doctor in a terminal. Log: {log}",
        "Python 在给出结果前已终止（{failure}）：请再次点击，公式请点击“刷新 CLV 公式”；"
        "若再次发生，请在终端运行 clvxl doctor。日志：{log}",
    ),
    "not_done": Said(
        "Python could not do this ({failure}): try again; if it happens again, run clvxl doctor "
        "in a terminal and report it with the log. Log: {log}",
        "Python 未能完成操作（{failure}）：请重试；若再次发生，请在终端运行 clvxl doctor，"
        "并附上日志反馈。日志：{log}",
    ),
    "refreshed": Said(
        "CLV formulas entered again: {renewed}. Not possible on protected sheets or in very long "
        "array formulas: {refused}.",
        "已重新输入 CLV 公式：{renewed}。因工作表受保护或数组公式过长而未能输入：{refused}。",
    ),
}


def controls() -> Iterator[Control]:
    """Yield the tab's controls in their order, a menu's items after it."""
    for group in GROUPS:
        for control in group.controls:
            yield control
            if isinstance(control, Menu):
                yield from control.items


def _keywords(button: Button) -> tuple[str, ...]:
    named = ("name",) if isinstance(button, Menu) else ()
    return (*named, *(option.lower() for option in button.options), "language")


ENTRIES: dict[str, tuple[str, ...]] = {
    f"{COMMANDS}.{control.entry}": _keywords(control)
    for control in controls()
    if isinstance(control, Button) and control.entry
}
"""The Python functions that buttons run, with their module, and the keywords they are given."""


def ribbon_xml() -> bytes:
    """Return the ribbon's XML.

    Examples
    --------
    >>> b'onAction="RibbonClvxl.SegmentSheet"' in ribbon_xml()
    True
    """
    root = ElementTree.Element("customUI", xmlns=NAMESPACE, onLoad=f"{MODULE}.RegisterHelp")
    tabs = ElementTree.SubElement(ElementTree.SubElement(root, "ribbon"), "tabs")
    tab = ElementTree.SubElement(tabs, "tab", id="TabClvxl", label=TAB)
    for group in GROUPS:
        box = ElementTree.SubElement(
            tab, "group", id=group.id, getLabel=f"{MODULE}.GetLabel", autoScale="true"
        )
        for control in group.controls:
            _draw(box, control)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True))


def _draw(box: ElementTree.Element, control: Control) -> None:
    said = {f"get{what}": f"{MODULE}.Get{what}" for what in ("Label", "Screentip", "Supertip")}
    if isinstance(control, Button):
        _draw_button(box, control, said)
        return
    items = {
        f"get{what}": f"{MODULE}.Get{what}"
        for what in ("ItemCount", "ItemID", "ItemLabel", "SelectedItemIndex")
    }
    # As wide as its longest item; Office's own width would cut it.
    own = {"id": control.id, "sizeString": "MMMMMMMM", "onAction": f"{MODULE}.ChooseItem"}
    ElementTree.SubElement(box, "dropDown", {**own, **items, **said})


def _draw_button(box: ElementTree.Element, button: Button, said: dict[str, str]) -> None:
    size = "large" if button.large else "normal"
    own = {"id": button.id, "size": size, "imageMso": button.icon}
    action = {"onAction": f"{MODULE}.{button.id}"}
    if not isinstance(button, Menu):
        ElementTree.SubElement(box, "button", {**own, **action, **said})
        return
    menu = ElementTree.SubElement(box, "menu", {**own, **said})
    for item in button.items:
        line = {"id": item.id, "tag": item.tag, "imageMso": button.icon}
        ElementTree.SubElement(menu, "button", {**line, **action, **said})


def ribbon_module() -> str:
    """Return the drawn part of the VBA module `RibbonClvxl`: the items, and a procedure a button.

    It follows the hand-written part, modules/RibbonClvxl.bas.
    """
    buttons = [control for control in controls() if isinstance(control, Button)]
    choices = [control for control in controls() if isinstance(control, Choice)]
    items = [
        (choice.id, "|" + "|".join(value for value, _ in choice.items) + "|") for choice in choices
    ]
    defaults = [(choice.id, choice.default) for choice in choices]
    parts = [
        "' ---- drawn by clvxl.hosts.excel.ribbon; not edited by hand ----",
        _lookup("RibbonItems", items),
        _lookup("RibbonDefault", defaults),
        *map(_procedure, buttons),
    ]
    return "\n\n".join(parts) + "\n"


def _lookup(name: str, answers: list[tuple[str, str]]) -> str:
    cases = [
        line for key, answer in answers
        for line in (f'        Case "{key}"', f'            {name} = "{answer}"')
    ]  # fmt: skip
    return "\n".join(
        [
            f"Private Function {name}(ByVal Name As String) As String",
            "    Select Case Name",
            *cases,
            "    End Select",
            "End Function",
        ]
    )


def _procedure(button: Button) -> str:
    given = ['"name", control.Tag'] if isinstance(button, Menu) else []
    given += [f'"{option}", Chosen("{option}")' for option in button.options]
    options = ", ".join([*given, '"language", ClvxlLanguage()'])
    entry = f'"{COMMANDS}", "{button.entry}"'
    body = f"{button.macro} {entry}, Array({options})" if button.entry else button.macro
    return f"Public Sub {button.id}(control As Object)\n    {body}\nEnd Sub"


def ribbon_texts() -> dict[str, Said]:
    """Return all texts that the VBA asks for, by their keys."""
    texts = dict(MESSAGES)
    for group in GROUPS:
        texts[f"{group.id}.label"] = group.label
    for control in controls():
        texts[f"{control.id}.label"] = control.label
        texts[f"{control.id}.screentip"] = control.tip
        texts[f"{control.id}.supertip"] = control.more
        if isinstance(control, Choice):
            texts |= {f"{control.id}.{value}": said for value, said in control.items}
    return texts
