"""The first sheet of an exercise: case, figures, data, questions with their answers and checks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from clvxl.exercises.engine.blocks import chart_of, texts_and_cells
from clvxl.exercises.engine.checks import check_formula, hints
from clvxl.exercises.engine.paper import letter_size, on_paper
from clvxl.exercises.engine.places import Here, Place
from clvxl.exercises.engine.records import Exercise, Field, Figure, Limit, Question
from clvxl.exercises.engine.texts import say
from clvxl.exercises.engine.words import LEADING, Words, joined, text_alone
from clvxl.report.addresses import cell_address
from clvxl.report.records import (
    Area,
    Cell,
    Chart,
    Column,
    Format,
    Formula,
    Role,
    Rule,
    Sheet,
    Table,
    TextAt,
)
from clvxl.report.style import lines_in

__all__ = [
    "ANSWER", "CHECK", "Front", "data_columns", "draw_front", "place_front", "rule_of",
    "titles_and_formats",
]  # fmt: skip

WIDTHS = {
    "en": {0: 4.0, 1: 50.0, 2: 15.5, 3: 17.0, 4: 17.0, 5: 17.0, 6: 80.0},
    # The Chinese font's columns are wider.
    "zh": {0: 4.0, 1: 44.0, 2: 14.0, 3: 15.0, 4: 15.0, 5: 15.0, 6: 74.0},
}
"""All but the checks goes on one page upright, in 8 points or so."""
STRETCHES = (1.0, 1.15, 1.3, 1.45, 1.6)
"""Of these the columns take the one that leaves letters largest on one page: long questions are
lower where columns are broader.
"""
ANSWER, CHECK = 5, 6
"""The columns of answers and of what is said of them; questions stand from column 1 on."""
CHART_COLUMN, CHART_ROWS = 3, 12
"""Right of the figures, over so many rows from their heading on."""
LETTERS = 1.08
"""So many letters of a text have room where a digit has."""
HEADER: dict[str, Format] = {
    "number": "text", "question": "text", "your_answer": "general", "check": "text",
}  # fmt: skip
EVEN_ROWS = 30
"""The rows of a longer table are left to the program."""
ANSWER_FORMATS: dict[Format, Format] = {
    "integer": "any_integer", "number": "any_number", "amount": "any_amount",
    "factor": "any_number", "percent": "any_percent",
}  # fmt: skip
"""In which a wrong answer hides nothing."""


@dataclass(frozen=True)
class Front:
    """Where the parts of the first sheet stand, and how wide its columns are."""

    sheet: str
    case: int
    figures: int
    data: int
    questions: int
    own_data: bool
    widths: dict[int, float]

    def stretched(self, factor: float) -> Front:
        """The same with broader columns of what is printed."""
        broad = {at: width * factor for at, width in self.widths.items() if 0 < at < CHECK}
        return replace(self, widths=self.widths | broad)

    def width(self, first: int, end: int) -> float:
        """That of the columns from one to before another, in letters: narrower than digits are."""
        return LETTERS * sum(self.widths[at] for at in range(first, end))


def place_front(exercise: Exercise, words: Words) -> Front:
    """Find the rows of the parts, and note where the data stands if it stands here."""
    sheet = say("exercise", words.language)
    case = 3
    figures = case + len(exercise.case) + 1
    data = figures + len(exercise.figures) + 2
    here = exercise.data.sheet is None
    rows = len(next(iter(words.columns.values())))
    chart_end = figures + CHART_ROWS + 1 if exercise.front is not None else 0
    if here and len(exercise.data.fields) >= CHART_COLUMN:
        # It is as broad as to reach below the chart.
        data = max(data, chart_end)
    questions = max(data + (rows + 3 if here else 3), chart_end)
    if here:
        keys = tuple(field.key for field in exercise.data.fields)
        words.places.add_table(
            "data", Place(sheet, data + 2, 1, rows, keys, *titles_and_formats(exercise, words))
        )
    return Front(sheet, case, figures, data, questions, here, WIDTHS[words.language])


def titles_and_formats(
    exercise: Exercise, words: Words
) -> tuple[tuple[str, ...], tuple[Format, ...]]:
    """Return the titles and the formats of the data's columns."""
    fields = exercise.data.fields
    return tuple(words.text(field.title) for field in fields), tuple(f.format for f in fields)


def draw_front(exercise: Exercise, front: Front, words: Words, figures: dict[str, Any]) -> Sheet:
    """Return the first sheet, its columns as broad as it reads best on one page."""
    drawn = (
        on_paper(_drawn(exercise, front.stretched(by), words, figures), words.language, whole=True)
        for by in STRETCHES
    )
    best = max(drawn, key=lambda sheet: (sheet.one_page, letter_size(sheet, words.language)))
    return replace(best, one_page=False)


def _drawn(exercise: Exercise, front: Front, words: Words, figures: dict[str, Any]) -> Sheet:
    language, here = words.language, Here(front.sheet)
    drawn: list[TextAt | Cell] = [
        TextAt(0, 0, words.text(exercise.title), "title"),
        _wide(1, words.shown(exercise.aim, here), "note", front),
        *_panel(front, language),
        *(_wide(at, words.shown(t, here), "body", front)
          for at, t in enumerate(exercise.case, start=front.case)),
        TextAt(front.figures, 0, say("figures", language), "heading"),
        *_figures(exercise, front, words, figures),
        TextAt(front.data, 0, words.text(exercise.data.title), "heading"),
    ]  # fmt: skip
    tables: list[Table] = []
    if front.own_data:
        columns = data_columns(exercise, words)
        rows = len(columns[0].values)
        tables.append(Table("data", front.data + 1, 1, columns, airy=rows <= EVEN_ROWS))
    else:
        span = CHART_COLUMN if exercise.front is not None else CHECK
        elsewhere = _elsewhere(exercise, words, here)
        drawn.append(_wide(front.data + 1, elsewhere, "body", front, span))
    drawn.append(TextAt(front.questions, 0, say("questions", language), "heading"))
    tables.append(_question_header(front.questions + 1, language))
    first = front.questions + 2
    end = first + len(exercise.questions)
    for at, question in enumerate(exercise.questions):
        drawn += _question(question, at + 1, first + at, front, words)
    drawn.append(_solved(first, end, language))
    if words.text(exercise.source):
        source = say("case_source", language, source=words.text(exercise.source))
        drawn.append(_wide(end + 1, source, "note", front))
    texts, cells = texts_and_cells(drawn)
    charts: tuple[Chart, ...] = ()
    if exercise.front is not None:
        chart = chart_of(exercise.front, front.figures, CHART_COLUMN, CHECK - CHART_COLUMN, words)
        charts = (replace(chart, rows=CHART_ROWS),)
    return Sheet(
        front.sheet, texts=texts, tables=tuple(tables), cells=cells, charts=charts,
        widths=front.widths, leading=LEADING[language], frozen=(1, 0),
        printed=Area(0, 0, end + 1, ANSWER),
        parts=(0, front.figures, front.data, front.questions, *range(first + 1, end), end + 2),
    )  # fmt: skip


def _wide(
    row: int, text: str | Formula, style: Role, front: Front, span: int = CHECK
) -> TextAt | Cell:
    return text_alone(row, 0, text, style, span, front.width(0, span))


def _panel(front: Front, language: str) -> list[Cell]:
    """What colours mean and how to answer, above the checks: for the screen alone."""
    how = [say(key, language) for key in ("how_enter", "how_compare")]
    width = front.width(CHECK, CHECK + 1)
    return [
        Cell(0, CHECK, say("legend_input", language), "input", "text"),
        Cell(1, CHECK, say("legend_answer", language), "answer", "text"),
        *(Cell(row, CHECK, text, "note", "text", lines=lines_in(text, width))
          for row, text in enumerate(how, start=front.case)),
    ]  # fmt: skip


def _elsewhere(exercise: Exercise, words: Words, here: Here) -> str | Formula:
    data = exercise.data
    assert data.sheet is not None
    rows = f"{len(next(iter(words.columns.values()))):,}"
    said = say("data_elsewhere", words.language, rows=rows, sheet=words.text(data.sheet))
    # Chinese sentences stand side by side without a blank.
    blank = "" if words.language == "zh" else " "
    return joined(said, blank, words.shown(data.note, here)) if data.note else said


def _figures(exercise: Exercise, front: Front, words: Words, given: dict[str, Any]) -> list[Cell]:
    cells = []
    for row, figure in enumerate(exercise.figures, start=front.figures + 1):
        value = given.get(figure.key, figure.value_with(words.columns))
        rule = rule_of(figure.limit_with(words.columns), words.language, words.text(figure.label))
        cells += [
            *_labels(row, figure, exercise, words, front),
            Cell(row, 2, value, "input", figure.format, f"in_{figure.key}", rule),
        ]
    return cells


def _labels(row: int, figure: Figure, exercise: Exercise, words: Words, front: Front) -> list[Cell]:
    """What a figure is called, and its unit right of it, or beside the chart in brackets."""
    label, unit = words.text(figure.label), words.shown(figure.unit, Here(front.sheet))
    if exercise.front is None:
        lines = _lines_of(unit, front.width(3, CHECK))
        return [
            Cell(row, 1, label, "plain", "text"),
            Cell(row, 3, unit, "note", "text", span=3, lines=lines),
        ]
    brackets = ("（", "）") if words.language == "zh" else (" (", ")")
    said = joined(label, brackets[0], unit, brackets[1]) if unit else label
    lines = _lines_of(said, front.width(1, 2))
    return [Cell(row, 1, said, "plain", "text", lines=lines)]


def _lines_of(text: str | Formula, width: float) -> int:
    return 0 if isinstance(text, Formula) else lines_in(text, width)


def rule_of(limit: Limit | None, language: str, title: str) -> Rule | None:
    """Return a limit as a rule in a language."""
    if limit is None:
        return None
    choices = tuple(choice.say(language) for choice in limit.choices)
    message = limit.message.say(language)
    return Rule(
        limit.kind, message, title[:32], limit.low, limit.high, choices, limit.formula
    )  # fmt: skip


def data_columns(exercise: Exercise, words: Words) -> tuple[Column, ...]:
    """Return the columns of the data, as input cells with names."""
    return tuple(_data_column(field, words) for field in exercise.data.fields)


def _data_column(field: Field, words: Words) -> Column:
    title = words.text(field.title)
    return Column(
        title, words.columns[field.key], field.format, width=field.width, name=f"in_{field.key}",
        role="input", rule=rule_of(field.limit, words.language, title),
    )  # fmt: skip


def _question_header(row: int, language: str) -> Table:
    number, question, answer, check = (
        Column(say(key, language), [], kind) for key, kind in HEADER.items()
    )
    blank = [Column("", [], "text")] * (ANSWER - 2)
    return Table("questions", row, 0, (number, question, *blank, answer, check))


def _question(question: Question, number: int, row: int, front: Front, words: Words) -> list[Cell]:
    language = words.language
    here = Here(say("exercise", language))
    # No blank at which the stars could go to a line of their own.
    text = joined(words.shown(question.text, here), f"\u00a0\u00a0{'★' * question.level}")
    follows = isinstance(text, Formula)
    lines = _lines("" if follows else str(text), hints(question, language), front)
    check = check_formula(question, words, here)
    return [
        Cell(row, 0, f"{number}.", "plain", "text"),
        Cell(row, 1, text, "plain", "text", span=ANSWER - 1, lines=0 if follows else lines),
        Cell(row, ANSWER, None, "answer", ANSWER_FORMATS.get(question.format, question.format),
             f"ans_{question.key}", _answer_rule(question, words), anchor=0),
        Cell(row, CHECK, check, "check", "text", lines=lines),
    ]  # fmt: skip


def _lines(question: str, said: list[str], front: Front) -> int:
    """How high a question's row is, in lines: enough for all that its check may say."""
    width, check = front.width(1, ANSWER), front.width(CHECK, CHECK + 1)
    return max(lines_in(question, width), *(lines_in(hint, check) for hint in said))


def _answer_rule(question: Question, words: Words) -> Rule | None:
    if not question.choices:
        return None
    choices = tuple(words.text(choice) for choice in question.choices)
    return Rule("list", say("choice_tip", words.language), choices=choices)


def _solved(first: int, end: int, language: str) -> Cell:
    area = f"{cell_address(first, CHECK)}:{cell_address(end - 1, CHECK)}"
    text = f'="{say("solved", language)}"&COUNTIF({area},"✓")&" / {end - first}"'
    return Cell(end, CHECK, Formula(text), "result", "text")
