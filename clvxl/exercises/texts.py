"""What every exercise says, whatever its case: headings, the checks' words, remarks."""

from __future__ import annotations

from clvxl.exercises.records import Both

__all__ = ["TEXTS", "say"]

TEXTS: dict[str, Both] = {
    "exercise": Both("Exercise", "练习"),
    "solution": Both("Solution", "答案"),
    "functions": Both("Functions", "函数"),
    "legend_input": Both("figures you may change", "可修改的数据"),
    "legend_answer": Both("your answers", "你的答案"),
    "figures": Both("The figures", "案例数据"),
    "data_elsewhere": Both(
        "The {rows} rows of data stand on the sheet {sheet}.",
        "共 {rows} 行数据，见工作表“{sheet}”。",
    ),
    "questions": Both("Questions", "问题"),
    "number": Both("No.", "序号"),
    "question": Both("Question (★ easy, ★★★ hard)", "问题（★ 易，★★★ 难）"),
    "your_answer": Both("Your answer", "你的答案"),
    "check": Both("Check", "检查"),
    "solved": Both("Solved: ", "已答对："),
    "how": Both(
        "Enter a number or a formula of your own. Give money to two decimals and shares to one "
        "decimal of a per cent; do not round in between. The sheets after this one show the "
        "working with all results: try first, then compare. The sheet Solution is hidden: "
        "right-click a sheet's tab and choose Unhide (in LibreOffice: Show Sheet).",
        "请输入数字或自己的公式。金额保留两位小数，百分比保留一位小数；中间步骤不要四舍五入。"
        "后面的工作表列出演算过程和全部结果：请先自己做，再对照。工作表“答案”已隐藏："
        "右键单击工作表标签，选择“取消隐藏”（LibreOffice 中为“显示工作表”）。",
    ),
    "right": Both("✓", "✓"),
    "not_yet": Both("Not yet: {hint}", "还不对：{hint}"),
    "no_number": Both("Not yet: a number belongs here.", "还不对：这里应填数字。"),
    "an_error": Both("Not yet: your cell shows an error.", "还不对：你的单元格显示错误值。"),
    "per_cent": Both(
        "Not yet: a hundred times too large. Write twenty per cent as 20% or 0.2.",
        "还不对：大了一百倍。百分之二十请写作 20% 或 0.2。",
    ),
    "close": Both(
        "Not yet: very close. Do not round in between, and give all decimals asked for.",
        "还不对：已很接近。中间步骤不要四舍五入，并保留所要求的小数位数。",
    ),
    "choice_tip": Both("Choose one.", "请选择一项。"),
    "step": Both("Step", "步骤"),
    "formula_value": Both("By formula", "公式"),
    "function_value": Both("By function", "函数"),
    "agree": Both("Agree", "一致"),
    "remark": Both("Why", "说明"),
    "no_addin": Both("no add-in", "未加载"),
    "solution_note": Both(
        "Each answer in the sheet's own formulas and, where there is one, by clvxl's function. "
        "The function's value is stored; it is computed anew only where clvxl's add-in is loaded.",
        "每个答案先用工作表自带公式求出，有对应函数时再用 clvxl 的函数求出。"
        "函数的值已存入文件；只有加载了 clvxl 加载项才会重新计算。",
    ),
    "answer": Both("Answer", "答案"),
    "with_function": Both("With the function", "用函数"),
    "functions_note": Both(
        "What each function of this exercise takes and gives. With clvxl's add-in loaded the "
        "examples are live; “as it should be” is what they must give.",
        "本练习所用函数的参数与结果。加载 clvxl 加载项后示例会实时计算；“应为”一栏是正确结果。",
    ),
    "argument": Both("Argument", "参数"),
    "meaning": Both("Meaning", "含义"),
    "source": Both("Source", "来源"),
    "example": Both("Example", "示例"),
    "gives": Both("gives", "结果"),
    "should": Both("as it should be", "应为"),
    "filled": Both("{rows} rows filled in.", "已填入 {rows} 行。"),
    "open_by_hand": Both(
        "No program could be started: open it yourself.", "无法启动程序，请自行打开。"
    ),
    "case_source": Both("Source: {source}", "来源：{source}"),
}


def say(key: str, language: str, **values: object) -> str:
    """Return a text in a language, with its values filled in.

    >>> say("not_yet", "en", hint="add them up")
    'Not yet: add them up'
    """
    return TEXTS[key].text(language).format(**values)
