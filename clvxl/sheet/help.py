"""CLV_HELP: the catalogue in a sheet."""

from __future__ import annotations

from clvxl.errors import NoAnswerError
from clvxl.sheet.answers import Spill
from clvxl.sheet.categories import HELP, catalogue
from clvxl.sheet.kinds import Language, Word
from clvxl.sheet.spec import FUNCTIONS, Example, Function, formula_text, function
from clvxl.sheet.texts import heading
from clvxl.text import Text


@function(
    HELP,
    Text(
        "The list of functions by category with one line each; with a name, that function's "
        "arguments, source and an example; with another word, the functions that speak of it.",
        "按类别的函数列表（名称、类别、用途）；给出函数名时为其参数、来源与示例；"
        "给出其他词时列出相关函数。",
    ),
    notes=Text(
        'Names and words may be written in any letter case: CLV_HELP("retention") lists what has '
        "to do with it.",
        '不区分大小写：CLV_HELP("留存") 列出相关的函数。',
    ),
    example=Example(("PARETO_SHARE",), "PARETO_SHARE(values, [top=0.2])", at=(1, 1)),
    source="clvxl",
)
def CLV_HELP(name: Word | None = None, language: Language = "en") -> Spill:
    if name is None:
        return _list(catalogue(), language)
    declared = FUNCTIONS.get(name.strip().upper().partition("(")[0].lstrip("="))
    if declared is None and (found := _about(name)):
        return _list(found, language)
    if declared is None:
        raise NoAnswerError(
            Text(
                "no function has this name or speaks of it; CLV_HELP() lists all functions",
                "没有此名称的函数，也没有相关的函数；CLV_HELP() 列出全部函数",
            ),
            value=name,
        )
    return _one(declared, language)


def _about(word: str) -> list[Function]:
    """The functions in whose name, category or help a word stands, in either language."""
    sought = word.strip().lower()
    return [
        one
        for one in catalogue()
        if any(sought in text.lower() for text in (one.name, *one.category.title, *one.help))
    ]


def _list(listed: list[Function], language: str) -> Spill:
    return Spill(
        [
            (heading("function", language), [one.name for one in listed]),
            (heading("category", language), [one.category.title.say(language) for one in listed]),
            (heading("meaning", language), [one.help.say(language) for one in listed]),
        ]
    )


def _one(declared: Function, language: str) -> Spill:
    notes = declared.notes.say(language)
    rows = [(argument.name, argument.help.say(language)) for argument in declared.arguments]
    rows += [(heading("notes", language), notes)] if notes else []
    rows += [
        (heading("source", language), declared.source.say(language)),
        (heading("example", language), declared.example.formula(declared.name)),
        (heading("gives", language), example_text(declared)),
    ]
    return Spill(
        [
            (declared.signature(), [left for left, _ in rows]),
            (declared.help.say(language), [right for _, right in rows]),
        ]
    )


def example_text(declared: Function) -> str:
    """Return the example's answer as a person would write it."""
    answer = declared.example.answer
    return answer if isinstance(answer, str) else formula_text(answer)
