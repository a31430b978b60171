"""The homework edition of an exercise: its first sheet and its data, and nothing that solves it.

No working, no solution, no name of one; the checks say only whether something fits was entered.
What a text says of the figures is written out, since it may follow from the working.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import clvxl
from clvxl.exercises.engine.checks import ANSWER
from clvxl.exercises.engine.records import Exercise, Question
from clvxl.exercises.engine.texts import say
from clvxl.exercises.engine.variants import Variant, variant
from clvxl.report.addresses import cell_address
from clvxl.report.records import Cell, Formula, Report, Sheet, TextAt
from clvxl.report.style import lines_in
from clvxl.sheet.spec import formula_text
from clvxl.text import Text

__all__ = ["MARK", "NAME", "NUMBER", "Issue", "homework", "issue_of"]

NAME, NUMBER, MARK = "hw_name", "hw_number", "hw_mark"
"""Names of the cells for a student's name and number, and of the one that says what this is."""

ISSUE = re.compile(r"clvxl homework: (\w+)/(en|zh)/([\w.+-]+)/(\d{1,10})\b")

TEXTS = {
    "name": Text("Your name", "姓名"),
    "number": Text("Student number", "学号"),
    "answered": Text("answered", "已作答"),
    "no_number": Text("A number belongs here.", "这里应填数字。"),
    "choose": Text("Choose one of the list.", "请从列表中选择一项。"),
    "an_error": Text("Your cell shows an error.", "你的单元格显示错误值。"),
    "count": Text("Answered: ", "已作答："),
    "own_sheet": Text("My working", "我的演算"),
    "own_note": Text(
        "Room for your own working. Formulas here may be referred to by your answers.",
        "供你演算；答案可以引用此处的公式。",
    ),
}


@dataclass(frozen=True)
class Issue:
    """What a file of homework says of itself: exercise, language, version of clvxl, variant."""

    exercise: str
    language: str
    version: str
    variant: int

    def __str__(self) -> str:
        return f"clvxl homework: {self.exercise}/{self.language}/{self.version}/{self.variant}"


def issue_of(text: str) -> Issue | None:
    """Return what a text says of a file of homework, None where it says nothing of it.

    >>> issue_of("clvxl homework: clv_dcf/zh/0.3.0/17")
    Issue(exercise='clv_dcf', language='zh', version='0.3.0', variant=17)
    """
    found = ISSUE.search(text[:400])
    return Issue(found[1], found[2], found[3], int(found[4])) if found else None


def homework(exercise: Exercise, language: str = "en", number: int = 0, points: str = "") -> Report:
    """Return an exercise as it is handed out: the case, its data, and room for the answers.

    Parameters
    ----------
    exercise : Exercise
    language : {"en", "zh"}
    number : int
        The variant; 0 has the case's own figures.
    points : str
        What students are told of the points.

    Raises
    ------
    InputError
        There is no such variant.

    Examples
    --------
    >>> from clvxl.exercises.catalogue import EXERCISES
    >>> [sheet.name for sheet in homework(EXERCISES["clv_dcf"], "en", 17).sheets]
    ['Exercise', 'My working']
    """
    found = variant(exercise, number, language)
    report = found.worked.report
    sheets = [_front(found, language, points)]
    if exercise.data.sheet is not None:
        sheets.append(report.sheets[1])
    own = TextAt(0, 0, TEXTS["own_note"].say(language), "note", span=8)
    sheets.append(Sheet(TEXTS["own_sheet"].say(language), texts=(own,)))
    issue = Issue(exercise.name, language, clvxl.__version__, number)
    kept = {sheet.name for sheet in sheets}
    sheets[0] = _of_these(_marked(sheets[0], issue), kept)
    return Report(report.title, tuple(sheets), language, homework=str(issue))


def _of_these(front: Sheet, kept: set[str]) -> Sheet:
    """The first sheet without charts of sheets that are not there."""
    charts = tuple(chart for chart in front.charts if chart.sheet is None or chart.sheet in kept)
    return replace(front, charts=charts)


def _marked(front: Sheet, issue: Issue) -> Sheet:
    last = max(cell.row for cell in front.cells)
    mark = Cell(last + 2, 0, str(issue), "note", "text", MARK, span=6)
    parts = (*front.parts[:-1], last + 3)
    return replace(front, cells=(*front.cells, mark), parts=parts)


def _front(found: Variant, language: str, points: str) -> Sheet:
    sheet = found.worked.report.sheets[0]
    questions = {f"ans_{question.key}": question for question in found.worked.exercise.questions}
    rows = {cell.row: questions[cell.name] for cell in sheet.cells if cell.name in questions}
    cells: list[Cell] = []
    for cell in sheet.cells:
        if cell.role in ("input", "answer") and cell.name is None:
            continue  # the legend
        if cell.role == "check":
            cell = replace(cell, value=_check(rows[cell.row], language))
        elif cell.role == "answer":
            cell = replace(cell, unlocked=True)
        elif cell.role == "result":
            cell = replace(cell, value=_count(list(rows), cell.column, language))
        elif isinstance(cell.value, Formula):
            cell = replace(cell, value=_written(found, cell))
        if cell.value == say("how_compare", language):
            continue  # there is nothing to compare with
        if cell.value == say("how_enter", language):
            if not points:
                continue
            cell = replace(cell, value=points, lines=lines_in(points, sheet.widths[cell.column]))
        cells.append(cell)
    cells += _fields(language)
    return replace(sheet, cells=tuple(cells), protected=True)


def _written(found: Variant, cell: Cell) -> Any:
    """What a text that follows figures says with these."""
    return found.worked.shown(0, cell.row, cell.column)


def _fields(language: str) -> list[Cell]:
    """Name and number, in the row between the title and the case."""
    fields = ((1, "name", NAME, 1), (3, "number", NUMBER, 2))
    labels = [
        Cell(2, at, TEXTS[key].say(language), "plain", "text", lines=1) for at, key, *_ in fields
    ]
    rooms = [
        Cell(2, at + 1, None, "answer", "text", name, span=span, unlocked=True)
        for at, _, name, span in fields
    ]
    return labels + rooms


def _check(question: Question, language: str) -> Formula:
    """Whether something that may be an answer stands there; it knows nothing of the right one."""
    answer = ANSWER
    said = {key: formula_text(text.say(language)) for key, text in TEXTS.items()}
    if question.format == "text":
        choices = [formula_text(choice.say(language)) for choice in question.choices]
        fits = f"ISTEXT({answer})"
        if choices:
            fits = "OR(" + ",".join(f"TRIM({answer})={choice}" for choice in choices) + ")"
        rest = f"IF({fits},{said['answered']},{said['choose']})"
    else:
        rest = f"IF(ISNUMBER({answer}),{said['answered']},{said['no_number']})"
    return Formula(f'=IF(ISBLANK({answer}),"",IF(ISERROR({answer}),{said["an_error"]},{rest}))', "")


def _count(rows: list[int], column: int, language: str) -> Formula:
    area = f"{cell_address(min(rows), column)}:{cell_address(max(rows), column)}"
    said, count = (TEXTS[key].say(language) for key in ("answered", "count"))
    text = f'="{count}"&COUNTIF({area},"{said}")&" / {len(rows)}"'
    return Formula(text, f"{count}0 / {len(rows)}")
