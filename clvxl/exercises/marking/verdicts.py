"""What can be said of an answer, in a word and in a sentence."""

from __future__ import annotations

from typing import Literal, TypeAlias

from clvxl.text import Text

__all__ = ["REASONS", "REMARKS", "WORDS", "Verdict"]

Verdict: TypeAlias = Literal[
    "right", "typed", "text", "follows", "rounded", "slip", "scale", "sign", "solution", "outside",
    "error", "wrong", "empty",
]  # fmt: skip

WORDS: dict[Verdict, Text] = {
    "right": Text("right", "正确"),
    "typed": Text("right, typed", "正确（直接输入）"),
    "text": Text("right, as text", "正确（文本）"),
    "follows": Text("follows", "承前正确"),
    "rounded": Text("rounded", "舍入不当"),
    "slip": Text("known mistake", "常见错误"),
    "scale": Text("wrong unit", "单位错误"),
    "sign": Text("wrong sign", "符号错误"),
    "solution": Text("refers to a solution", "引用答案"),
    "outside": Text("refers to another file", "引用其他文件"),
    "error": Text("error", "错误值"),
    "wrong": Text("wrong", "错误"),
    "empty": Text("empty", "未作答"),
}

REASONS: dict[str, Text] = {
    "typed": Text("A number was typed, no formula.", "直接输入了数字，没有使用公式。"),
    "text": Text("Entered as a text: “{value}”.", "以文本形式输入：“{value}”。"),
    "follows": Text(
        "Right with the earlier answer to question {numbers}.", "按第 {numbers} 题的答案推算正确。"
    ),
    "mended": Text(
        "Right once a number stands at question {numbers}.",
        "第 {numbers} 题填上数字后，此答案正确。",
    ),
    "rounded": Text(
        "The right way, but rounded too early or too much.", "方法正确，但过早或过度舍入。"
    ),
    "scale": Text("A hundred or a thousand times too large or too small.", "相差一百倍或一千倍。"),
    "sign": Text("The sign is wrong.", "正负号相反。"),
    "solution": Text("The formula takes the solution: {formula}", "公式引用了答案：{formula}"),
    "outside": Text("The formula refers to another file.", "公式引用了其他文件。"),
    "error": Text("The cell shows {value}.", "单元格显示 {value}。"),
    "no_number": Text("A number belongs here, not “{value}”.", "这里应填数字，而不是“{value}”。"),
}

REMARKS: dict[str, Text] = {
    "stored": Text(
        "the file shows {stored}, but the formula gives {value}: the formula counts",
        "文件中显示 {stored}，而公式结果为 {value}：以公式为准",
    ),
    "not_computed": Text("the formula was not recomputed", "公式未能重新计算"),
    "fixed": Text(
        "the formula does not follow when figures change", "修改数据后，公式结果没有相应变化"
    ),
    "changed": Text("changed figures: {labels}", "修改过的数据：{labels}"),
    "data": Text(
        "the data are not those handed out; the answers are judged by these",
        "数据与下发的不同；按下发的数据评分",
    ),
    "twice": Text("the same file as {file}", "与 {file} 为同一文件"),
    "same_variant": Text("the same variant as {file}", "与 {file} 的变式编号相同"),
    "borrowed": Text(
        "{count} answers are right for variant {variant}, which is that of {file}",
        "有 {count} 个答案与第 {variant} 号变式（{file}）的正确答案相同",
    ),
    "unmarked": Text(
        "the file no longer says which variant it is; taken as {mark}",
        "文件中已没有变式信息；按 {mark} 评分",
    ),
    "version": Text(
        "handed out by version {version} of clvxl, whose variants may differ",
        "由 clvxl {version} 版生成，其变式可能不同",
    ),
}
