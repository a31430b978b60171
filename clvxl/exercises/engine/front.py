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
from clvxl.exercises.engine.words import Words, joined, text_alone
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
    "Front", "data_columns", "draw_front", "place_front", "rule_of", "titles_and_formats",
]  # fmt: skip

WIDTHS = {
    "en": {0: 4.0, 1: 49.0, 2: 16.0, **dict.fromkeys(range(3, 9), 15.5)},
    # The Chinese font's columns are wider.
    "zh": {0: 4.0, 1: 43.0, 2: 15.0, **dict.fromkeys(range(3, 9), 14.0)},
}
STRETCHES = (1.0, 1.2, 1.4)
"""Of these the columns take the one in which most of the sheet's letters' size is left on one page:
broader ones make long questions lower."""
EVEN_ROWS = 30
LETTERS = 1.08
LAST = 6
"""The columns before this one go on paper, where no check says anything yet."""
CHECK = 3, 9
"""The columns of a check: from one to before another."""
CHART_COLUMN, CHART_ROWS = 3, 12
"""Right of the figures, over so many rows from their heading on."""
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
        """The same with broader columns, but that of the numbers."""
        broader = {at: width * (factor if at else 1.0) for at, width in self.widths.items()}
        return replace(self, widths=broader)

    def width(self, first: int, end: int) -> float:
        """That of the columns from one to before another, in letters: narrower than digits are."""
        return LETTERS * sum(self.widths[at] for at in range(first, end))


def place_front(exercise: Exercise, words: Words) -> Front:
    """Find the rows of the parts, and note where the data stands if it stands here."""
    sheet = say("exercise", words.language)
    case = 5
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
    best = max(drawn, key=lambda sheet: letter_size(sheet, words.language))
    return replace(best, one_page=False)


def _drawn(exercise: Exercise, front: Front, words: Words, figures: dict[str, Any]) -> Sheet:
    language, here = words.language, Here(front.sheet)
    drawn: list[TextAt | Cell] = [
        TextAt(0, 0, words.text(exercise.title), "title"),
        _wide(1, words.shown(exercise.aim, here), "note", front),
        *_legend(language),
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
        tables.append(Table("data", front.data + 1, 1, columns, even=rows <= EVEN_ROWS))
    else:
        span = CHART_COLUMN if exercise.front is not None else LAST
        elsewhere = _elsewhere(exercise, words, here)
        drawn.append(_wide(front.data + 1, elsewhere, "body", front, span))
    drawn.append(TextAt(front.questions, 0, say("questions", language), "heading"))
    drawn.append(_wide(front.questions + 1, say("how", language), "note", front))
    tables.append(_question_header(front.questions + 2, language))
    end = front.questions + 3 + len(exercise.questions)
    for at, question in enumerate(exercise.questions):
        drawn += _question(question, at + 1, front, words)
    drawn.append(_solved(front.questions + 3, end, language))
    if words.text(exercise.source):
        source = say("case_source", language, source=words.text(exercise.source))
        drawn.append(_wide(end + 1, source, "note", front))
    texts, cells = texts_and_cells(drawn)
    charts: tuple[Chart, ...] = ()
    if exercise.front is not None:
        chart = chart_of(exercise.front, front.figures, CHART_COLUMN, LAST - CHART_COLUMN, words)
        charts = (replace(chart, rows=CHART_ROWS),)
    return Sheet(
        front.sheet, texts=texts, tables=tuple(tables), cells=cells, charts=charts,
        widths=front.widths, frozen=(1, 0),
        printed=Area(0, 0, end + 1, LAST - 1),
    )  # fmt: skip


def _wide(
    row: int, text: str | Formula, style: Role, front: Front, span: int = LAST
) -> TextAt | Cell:
    return text_alone(row, 0, text, style, span, front.width(0, span))


def _legend(language: str) -> list[Cell]:
    return [
        Cell(3, 1, say("legend_input", language), "input", "text"),
        Cell(3, 2, say("legend_answer", language), "answer", "text", span=2),
    ]


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
        lines = _lines_of(unit, front.width(3, LAST))
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
    titles = [say(key, language) for key in ("number", "question", "your_answer", "check")]
    columns = [Column(titles[0], [], "text"), Column(titles[1], [], "text")]
    columns += [Column(titles[2], [], "general"), Column(titles[3], [], "text")]
    columns += [Column("", [], "text") for _ in range(CHECK[0] + 1, CHECK[1])]
    return Table("questions", row, 0, tuple(columns))


def _question(question: Question, number: int, front: Front, words: Words) -> list[Cell]:
    row, here = front.questions + 2 + number, Here(front.sheet)
    # No blank at which the stars could go to a line of their own.
    text = joined(words.shown(question.text, here), f"\u00a0\u00a0{'★' * question.level}")
    follows = isinstance(text, Formula)
    lines = _lines("" if follows else str(text), hints(question, words.language), front)
    check = check_formula(question, words, here)
    return [
        Cell(row, 0, f"{number}.", "plain", "text"),
        Cell(row, 1, text, "plain", "text", lines=0 if follows else lines),
        Cell(row, 2, None, "answer", ANSWER_FORMATS.get(question.format, question.format),
             f"ans_{question.key}", _answer_rule(question, words), anchor=0),
        Cell(row, CHECK[0], check, "check", "text", span=CHECK[1] - CHECK[0], lines=lines),
    ]  # fmt: skip


def _lines(question: str, said: list[str], front: Front) -> int:
    """How high a question's row is, in lines: enough for all that its check may say."""
    width, check = front.width(1, 2), front.width(*CHECK)
    return max(lines_in(question, width), *(lines_in(hint, check) for hint in said))


def _answer_rule(question: Question, words: Words) -> Rule | None:
    if not question.choices:
        return None
    choices = tuple(words.text(choice) for choice in question.choices)
    return Rule("list", say("choice_tip", words.language), choices=choices)


def _solved(first: int, end: int, language: str) -> Cell:
    area = f"{cell_address(first, 3)}:{cell_address(end - 1, 3)}"
    text = f'="{say("solved", language)}"&COUNTIF({area},"✓")&" / {end - first}"'
    return Cell(end, 3, Formula(text), "result", "text", span=3)
