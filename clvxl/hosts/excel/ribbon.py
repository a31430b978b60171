"""The ribbon tab "CLV", from one table of controls: its XML, its VBA and its texts.

A button runs a Python entry or a VBA procedure; a drop-down keeps a choice that a button hands on;
a menu holds a button for each exercise, all of which run one entry. The group of a job is drawn
from its declaration. Labels come through callbacks, since they follow Excel's language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from clvxl.exercises.catalogue import EXERCISES
from clvxl.hosts.texts import CHECK_ANSWERS
from clvxl.jobs.catalogue import JOBS
from clvxl.jobs.spec import Icon, Job, Option
from clvxl.text import Text

__all__ = ["TAB", "Button", "Choice", "Group", "Item", "Menu", "controls", "entries",
           "ribbon_module", "ribbon_texts", "ribbon_xml"]  # fmt: skip

COMMANDS = "clvxl.hosts.excel.commands"

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
MODULE = "RibbonClvxl"
TAB = "CLV"

ICONS: dict[Icon, str] = {"bars": "PivotTableInsert", "curve": "ChartTypeLineInsertGallery"}
"""Office's own pictures for those of jobs."""


@dataclass(frozen=True)
class Control:
    """What any control has: a name, a label, a screentip and the sentence under it."""

    id: str
    label: Text
    tip: Text
    more: Text


@dataclass(frozen=True)
class Button(Control):
    """A button. `entry`, a function of `COMMANDS`, is run by the VBA `macro`.

    `given` are its keywords and the VBA that gives their values; the language is always given.
    Without an entry the procedure is all there is.
    """

    icon: str
    entry: str = ""
    macro: str = "ClvxlRun"
    given: tuple[tuple[str, str], ...] = ()
    large: bool = False

    @property
    def keywords(self) -> tuple[tuple[str, str], ...]:
        """All that the entry is given."""
        return (*self.given, ("language", "ClvxlLanguage()"))


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

    items: tuple[tuple[str, Text], ...]
    default: str


@dataclass(frozen=True)
class Group:
    """A part of the tab with its caption."""

    id: str
    label: Text
    controls: tuple[Control, ...]


def _job_group(job: Job) -> Group:
    """The large button of a job, and a drop-down for each of its options that has room."""
    options = job.shown("ribbon")
    chosen = ((option.name, f'Chosen("{_id(option.name)}")') for option in options)
    button = Button(
        _id(job.title.en), job.title, job.tip, job.help, icon=ICONS[job.icon], entry="run_job",
        given=(("job", f'"{job.name}"'), *chosen), large=True,
    )  # fmt: skip
    return Group(f"Group{_id(job.group.en)}", job.group, (button, *map(_choice, options)))


def _choice(option: Option) -> Choice:
    return Choice(
        _id(option.name), option.label, option.label, option.help,
        items=tuple(option.items.items()), default=option.first,
    )  # fmt: skip


def _id(name: str) -> str:
    return "".join(word.capitalize() for word in name.replace("_", " ").split())


def _exercises(menu: str) -> tuple[Item, ...]:
    """An item for each exercise: its title, what it is called, and what is learnt by it."""
    return tuple(
        Item(f"{menu}_{name}", one.title, Text(f"Exercise {name}", f"练习 {name}"), one.aim, name)
        for name, one in EXERCISES.items()
    )


BY_TAG = (("name", "control.Tag"),)

_GROUPS = (
    Group("GroupExercises", Text("Exercises", "练习"), (
        Menu(
            "NewExercise", Text("New exercise", "新建练习"),
            Text("Open a fresh copy of an exercise", "打开一份新的练习"),
            Text("Writes a workbook that checks your answers into the folder clvxl in your "
                "documents and opens it. Earlier copies stay.",
                "在“文档”的 clvxl 文件夹中生成能自动检查答案的工作簿并打开。原有的练习不会被替"
                "换。"),
            icon="FileNew", entry="new_exercise", given=BY_TAG, large=True,
            items=_exercises("NewExercise"),
        ),
        Menu(
            "FillTemplate", Text("Fill template", "填充模板"),
            Text("Put the table under the cursor into a template", "将光标所在的表格填入模板"),
            Text("Takes the table by its headers, checks it, and opens a new workbook with "
                "working, checks and charts for it. What does not fit is said first. Your sheets "
                "stay as they are.",
                "按标题读取并检查表格，生成含演算、检查与图表的新工作簿并打开。若有不符之处会先行说"
                "明。原有工作表保持不变。"),
            icon="TableInsert", entry="fill_template", given=BY_TAG, large=True,
            items=_exercises("FillTemplate"),
        ),
        Button(
            "CheckAnswers", CHECK_ANSWERS,
            Text("Say which answers are right, and why others are not",
                "说明哪些答案正确、其余为何不对"),
            Text("For an exercise or homework: each answer with verdict, points and hint. The "
                "workbook stays as it is.",
                "用于练习或作业：逐题给出判定、得分与提示。工作簿保持不变。"),
            icon="DataValidation", entry="check_answers", large=True,
        ),
    )),
    Group("GroupFormulas", Text("Formulas", "公式"), (
        Button(
            "RefreshFormulas", Text("Refresh CLV formulas", "刷新 CLV 公式"),
            Text("Bind the formulas of this workbook to this add-in",
                "将本工作簿的公式连接到本加载项"),
            Text("Enters each formula again that uses a CLV function, which cures #NAME? and links "
                "to another computer's copy of the add-in. Other formulas stay untouched.",
                "重新输入使用 CLV 函数的公式，可消除 #NAME? 及指向其他电脑加载项的链接。其他公式不"
                "受影响。"),
            icon="RefreshAll", macro="ClvxlRefreshFormulas", large=True,
        ),
        Button(
            "Explain", Text("Explain", "解释"),
            Text("Explain the selected cell", "解释所选单元格"),
            Text("Says why a CLV function shows an error and what to change, or how its answer "
                "comes about.",
                "说明 CLV 函数为何出错、应如何更改，或结果如何得出。"),
            icon="ErrorChecking", entry="explain", macro="ClvxlExplain",
        ),
        Button(
            "FunctionHelp", Text("Function help", "函数帮助"),
            Text("All CLV functions with arguments and examples", "全部 CLV 函数、参数与示例"),
            Text("For the function in the selected cell, or the list of all functions.",
                "显示所选单元格中函数的帮助，或列出全部函数。"),
            icon="FunctionWizard", entry="function_help",
        ),
        Button(
            "About", Text("About", "关于"),
            Text("Version, Python and where to get help", "版本、Python 与获取帮助的途径"),
            Text("Shows which clvxl, xlwings and Python answer, and where the log file is.",
                "显示所用 clvxl、xlwings 与 Python 的版本，以及日志文件的位置。"),
            icon="Info", entry="about",
        ),
    )),
)  # fmt: skip

MESSAGES = {
    "no_workbook": Text("Open a workbook first, then click again.",
        "请先打开一个工作簿，再点击此按钮。"),
    "not_reached": Text("A CLV formula got no answer; when the cause is mended, click Refresh CLV "
        "formulas. {failure}",
        "有 CLV 公式未得到结果；排除原因后，请点击“刷新 CLV 公式”。{failure}"),
    "functions_need_windows": Text("CLV functions in cells need Excel on Windows: on this computer "
        "use them through xlwings Lite (clvxl lite) or in LibreOffice; the ribbon's buttons work.",
        "单元格中的 CLV 函数需要 Windows 版 Excel：在本机请通过 xlwings Lite（clvxl lite）或在 "
        "LibreOffice 中使用；功能区按钮可用。"),
    "no_library": Text("Excel could not load xlwings' library ({failure}): close Excel, run clvxl "
        "install excel in a terminal and start Excel again; if that does not help, clvxl doctor "
        "says why. Log: {log}",
        "Excel 无法加载 xlwings 的程序库（{failure}）：请关闭 Excel，在终端运行 clvxl install "
        "excel，再启动 Excel；若仍不行，请运行 clvxl doctor 查明原因。日志：{log}"),
    "no_python": Text("Python did not start ({failure}): run clvxl doctor in a terminal, which "
        "says what is missing or what an administrator must allow. Log: {log}",
        "Python 未能启动（{failure}）：请在终端运行 clvxl doctor，查看缺少什么，或需要管理员放行什"
        "么。日志：{log}"),
    "too_long": Text("The command line that starts Python is too long for xlwings' library "
        "({failure} bytes): shorten PYTHONPATH in the file %USERPROFILE%\\.clvxl\\clvxl.conf, or "
        "install clvxl in a folder with a shorter path; then click Refresh CLV formulas.",
        "启动 Python 的命令行对 xlwings 的程序库过长（{failure} 字节）：请缩短文件 "
        "%USERPROFILE%\\.clvxl\\clvxl.conf 中的 PYTHONPATH，或将 clvxl 安装到路径更短的文件夹，然后"
        "点击“刷新 CLV 公式”。"),
    "python_ended": Text("Python ended before it answered ({failure}): click again, for formulas "
        "Refresh CLV formulas; if it happens again, run clvxl doctor in a terminal. Log: {log}",
        "Python 在给出结果前已终止（{failure}）：请再次点击，公式请点击“刷新 CLV 公式”；若再次发"
        "生，请在终端运行 clvxl doctor。日志：{log}"),
    "not_done": Text("Python could not do this ({failure}): try again; if it happens again, run "
        "clvxl doctor in a terminal and report it with the log. Log: {log}",
        "Python 未能完成操作（{failure}）：请重试；若再次发生，请在终端运行 clvxl doctor，并附上日"
        "志反馈。日志：{log}"),
    "refreshed": Text("CLV formulas entered again: {renewed}. Not possible on protected sheets or "
        "in very long array formulas: {refused}.",
        "已重新输入 CLV 公式：{renewed}。因工作表受保护或数组公式过长而未能输入：{refused}。"),
}  # fmt: skip


def groups() -> tuple[Group, ...]:
    """Return the groups of the tab: those of the jobs, then the others."""
    return (*map(_job_group, JOBS.values()), *_GROUPS)


def controls() -> Iterator[Control]:
    """Yield the tab's controls in their order, a menu's items after it."""
    for group in groups():
        for control in group.controls:
            yield control
            if isinstance(control, Menu):
                yield from control.items


def entries() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return, by button, the Python function that it runs and the keywords it is given."""
    return {
        control.id: (f"{COMMANDS}.{control.entry}", tuple(key for key, _ in control.keywords))
        for control in controls()
        if isinstance(control, Button) and control.entry
    }


def ribbon_xml() -> bytes:
    """Return the ribbon's XML.

    >>> b'onAction="RibbonClvxl.SegmentSheet"' in ribbon_xml()
    True
    """
    root = ElementTree.Element("customUI", xmlns=NAMESPACE, onLoad=f"{MODULE}.RegisterHelp")
    tabs = ElementTree.SubElement(ElementTree.SubElement(root, "ribbon"), "tabs")
    tab = ElementTree.SubElement(tabs, "tab", id="TabClvxl", label=TAB)
    for group in groups():
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
    """Return the drawn part of the VBA module `RibbonClvxl`: a procedure a button.

    It follows the hand-written part, modules/RibbonClvxl.bas.
    """
    head = "' ---- drawn by clvxl.hosts.excel.ribbon; not edited by hand ----"
    buttons = (control for control in controls() if isinstance(control, Button))
    return "\n\n".join([head, *map(_procedure, buttons)]) + "\n"


def _procedure(button: Button) -> str:
    options = ", ".join(f'"{key}", {value}' for key, value in button.keywords)
    entry = f'"{COMMANDS}", "{button.entry}"'
    body = f"{button.macro} {entry}, Array({options})" if button.entry else button.macro
    return f"Public Sub {button.id}(control As Object)\n    {body}\nEnd Sub"


def ribbon_texts() -> dict[str, Text]:
    """Return all texts that the VBA asks for, by their keys, and what drop-downs hold."""
    texts = dict(MESSAGES)
    for group in groups():
        texts[f"{group.id}.label"] = group.label
    for control in controls():
        texts[f"{control.id}.label"] = control.label
        texts[f"{control.id}.screentip"] = control.tip
        texts[f"{control.id}.supertip"] = control.more
        if isinstance(control, Choice):
            texts |= {f"{control.id}.{value}": said for value, said in control.items}
            items = f"|{'|'.join(value for value, _ in control.items)}|"
            texts[f"{control.id}:items"] = Text(items, items)
            texts[f"{control.id}:default"] = Text(control.default, control.default)
    return texts
