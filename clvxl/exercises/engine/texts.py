"""What every exercise says, whatever its case: headings, the checks' words, remarks."""

from __future__ import annotations

from clvxl.text import Text

__all__ = ["TEXTS", "say"]

TEXTS: dict[str, Text] = {
    "exercise": Text("Exercise", "练习"),
    "solution": Text("Solution", "答案"),
    "functions": Text("Functions", "函数"),
    "legend_input": Text("figures you may change", "可修改的数据"),
    "legend_answer": Text("your answers", "你的答案"),
    "figures": Text("The figures", "案例数据"),
    "data_elsewhere": Text(
        "The {rows} rows of data stand on the sheet {sheet}.",
        "共 {rows} 行数据，见工作表“{sheet}”。",
    ),
    "questions": Text("Questions", "问题"),
    "number": Text("No.", "序号"),
    "question": Text("Question (★ easy, ★★★ hard)", "问题（★ 易，★★★ 难）"),
    "your_answer": Text("Your answer", "你的答案"),
    "check": Text("Check", "检查"),
    "solved": Text("Solved: ", "已答对："),
    "how_enter": Text(
        "Enter a number or a formula of your own: money to two decimals, shares to one decimal of "
        "a per cent; do not round in between. The right answers follow the figures: change one, "
        "and the checks judge your answers anew.",
        "请输入数字或自己的公式：金额保留两位小数，百分比保留一位小数，中间步骤不要四舍五入。"
        "正确答案随数据而变：修改任一数据，检查会重新判断。",
    ),
    "how_compare": Text(
        "The sheets after this one show the working with all results: try first, then compare. "
        "The sheet Solution is hidden: right-click a tab and choose Unhide (LibreOffice: Show "
        "Sheet).",
        "后面的工作表列出演算和全部结果：请先自己做，再对照。工作表“答案”已隐藏："
        "右键单击工作表标签，选择“取消隐藏”（LibreOffice：“显示工作表”）。",
    ),
    "right": Text("✓", "✓"),
    "not_yet": Text("Not yet: {hint}", "还不对：{hint}"),
    "no_number": Text("Not yet: a number belongs here.", "还不对：这里应填数字。"),
    "an_error": Text("Not yet: your cell shows an error.", "还不对：你的单元格显示错误值。"),
    "per_cent": Text(
        "Not yet: a hundred times too large. Write twenty per cent as 20% or 0.2.",
        "还不对：大了一百倍。百分之二十请写作 20% 或 0.2。",
    ),
    "fraction": Text(
        "Not yet: a hundred times too small. Write twenty per cent as 20% or 0.2.",
        "还不对：小了一百倍。百分之二十请写作 20% 或 0.2。",
    ),
    "thousand": Text(
        "Not yet: a thousand times too large or too small. Check the unit.",
        "还不对：相差一千倍，请检查单位。",
    ),
    "sign": Text(
        "Not yet: the figure is right, but its sign is wrong.",
        "还不对：数值正确，但正负号相反。",
    ),
    "wide_signs": Text(
        "Not yet: use half-width signs, such as 12.5% or A01.",
        "还不对：请用半角字符，如 12.5% 或 A01。",
    ),
    "as_text": Text(
        "Not yet: this is text. Enter the number without blanks or an apostrophe.",
        "还不对：这是文本。请重新输入数字，不带空格或撇号。",
    ),
    "other_mark": Text(
        "Not yet: check the decimal mark; this program uses “{mark}”.",
        "还不对：请检查小数点，本程序用“{mark}”。",
    ),
    "unit": Text(
        "Not yet: the number alone, without a currency, unit or words.",
        "还不对：只填数字，不带货币符号、单位或文字。",
    ),
    "a_date": Text(
        "Not yet: read as a date. Clear the cell and its format; decimal mark “{mark}”.",
        "还不对：输入被当成日期。请清除单元格和格式；小数点用“{mark}”。",
    ),
    "no_choice": Text(
        "Not yet: choose one of the answers in the cell's list.",
        "还不对：请从单元格的列表中选择一项。",
    ),
    "lost": Text(
        "No check: a sheet is missing or a figure has no result. Open a fresh copy.",
        "无法检查：缺少工作表，或有数据算不出结果。请打开一份新的练习。",
    ),
    "close": Text(
        "Not yet: very close. Do not round in between, and give all decimals asked for.",
        "还不对：已很接近。中间步骤不要四舍五入，并保留所要求的小数位数。",
    ),
    "choice_tip": Text("Choose one.", "请选择一项。"),
    "step": Text("Step", "步骤"),
    "formula_value": Text("By formula", "公式"),
    "function_value": Text("By function", "函数"),
    "agree": Text("Agree", "一致"),
    "remark": Text("Why", "说明"),
    "no_addin": Text("no add-in", "未加载"),
    "solution_note": Text(
        "Each answer in the sheet's own formulas and, where there is one, by clvxl's function. "
        "The function's value is stored; it is computed anew only where clvxl's add-in is loaded.",
        "每个答案先用工作表自带公式求出，有对应函数时再用 clvxl 的函数求出。"
        "函数的值已存入文件；只有加载了 clvxl 加载项才会重新计算。",
    ),
    "answer": Text("Answer", "答案"),
    "with_function": Text("With the function", "用函数"),
    "functions_note": Text(
        "What each function of this exercise takes and gives. With clvxl's add-in loaded the "
        "examples are live; “as it should be” is what they must give.",
        "本练习所用函数的参数与结果。加载 clvxl 加载项后示例会实时计算；“应为”一栏是正确结果。",
    ),
    "argument": Text("Argument", "参数"),
    "meaning": Text("Meaning", "含义"),
    "source": Text("Source", "来源"),
    "example": Text("Example", "示例"),
    "gives": Text("gives", "结果"),
    "should": Text("as it should be", "应为"),
    "filled": Text("{rows} rows filled in.", "已填入 {rows} 行。"),
    "open_by_hand": Text(
        "No program could be started: open it yourself.", "无法启动程序，请自行打开。"
    ),
    "case_source": Text("Source: {source}", "来源：{source}"),
}


def say(key: str, language: str, **values: object) -> str:
    """Return a text in a language, with its values filled in.

    >>> say("not_yet", "en", hint="add them up")
    'Not yet: add them up'
    """
    return TEXTS[key].say(language).format(**values)
