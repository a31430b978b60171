"""The last sheets of an exercise: its solution, and the functions it teaches."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from clvxl.exercises.engine.places import Here
from clvxl.exercises.engine.records import Exercise, Question
from clvxl.exercises.engine.texts import say
from clvxl.exercises.engine.words import LEADING, LETTERS, Words, guarded
from clvxl.report.addresses import cell_address
from clvxl.report.records import (
    Area,
    Cell,
    Format,
    Formula,
    Role,
    Sheet,
    Table,
    TextAt,
    is_blank,
)
from clvxl.report.records import Column as TableColumn
from clvxl.report.style import lines_in
from clvxl.sheet.evaluation import call
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import Example, Function

__all__ = ["draw_functions", "draw_solution"]

SOLUTION_WIDTHS = {0: 5.0, 1: 24.0, 2: 18.0, 3: 72.0}
FUNCTION_WIDTHS = {
    language: {0: 20.0, **dict.fromkeys(range(1, 9), width)}
    for language, width in (("en", 12.0), ("zh", 10.5))
}
FUNCTION_SPAN = 9


def draw_solution(exercise: Exercise, words: Words) -> Sheet:
    """Return the hidden sheet: each answer as a formula, by function too, and why it is so."""
    language = words.language
    sheet = say("solution", language)
    note = say("solution_note", language)
    texts = [
        TextAt(0, 0, f"{words.text(exercise.title)} · {sheet}", "title"),
        TextAt(1, 0, note, "note", span=4, lines=lines_in(note, sum(SOLUTION_WIDTHS.values()))),
    ]
    cells: list[Cell] = []
    parts = [3]
    for number, question in enumerate(exercise.questions, start=1):
        drawn = _answer(question, number, parts[-1], words, Here(sheet))
        cells += drawn
        parts.append(drawn[-1].row + 2)
    return Sheet(
        sheet, texts=tuple(texts), cells=tuple(cells), widths=SOLUTION_WIDTHS, frozen=(1, 0),
        leading=LEADING[language], landscape=True, hidden=True, parts=tuple(parts),
    )  # fmt: skip


def _answer(question: Question, number: int, row: int, words: Words, here: Here) -> list[Cell]:
    cells = [
        Cell(row, 0, f"{number}.", "plain", "text"),
        _sentence(row, words.shown(question.text, here), "plain"),
    ]
    formula = words.formula(question.formula, here)
    label = say("answer", words.language)
    cells += _shown(row + 1, label, formula, question.format, f"sol_{question.key}")
    if question.function is not None:
        function = words.formula(question.function, here)
        label = say("with_function", words.language)
        drawn = _shown(cells[-1].row + 1, label, function, question.format, None)
        # The text beside it shows the function by itself.
        cells += [drawn[0], replace(drawn[1], value=guarded(function)), drawn[2]]
    return [*cells, _sentence(cells[-1].row + 1, words.shown(question.why, here), "note")]


def _sentence(row: int, text: str | Formula, role: Role) -> Cell:
    width = sum(SOLUTION_WIDTHS[at] for at in (1, 2, 3))
    lines = 0 if isinstance(text, Formula) else lines_in(text, width)
    return Cell(row, 1, text, role, "text", span=3, lines=lines)


def _shown(row: int, label: str, formula: Formula, kind: Format, name: str | None) -> list[Cell]:
    text = spaced(formula.text)
    # A formula has few places to break a line at, and its font is wider.
    lines = lines_in(text, 0.75 * SOLUTION_WIDTHS[3])
    # Words are longer than a number: they have their line to themselves.
    below, span = (1, 2) if kind == "text" else (0, 1)
    return [
        Cell(row, 1, label, "plain", "text"),
        Cell(row, 2, formula, "result", kind, name, span=span),
        Cell(row + below, 3, text, "code", "text", lines=lines),
    ]


def spaced(formula: str) -> str:
    """Return a formula with blanks after its commas, at which its lines can break.

    >>> spaced('=IF(A1>0,"1,000",B1)')
    '=IF(A1>0, "1,000", B1)'
    """
    parts = formula.split('"')
    parts[::2] = [part.replace(",", ", ") for part in parts[::2]]
    return '"'.join(parts)


def draw_functions(exercise: Exercise, words: Words) -> Sheet:
    """Return the help sheet: arguments, meaning, source, a live example and what it must give."""
    language = words.language
    note = say("functions_note", language)
    widths = FUNCTION_WIDTHS[language]
    texts = [
        TextAt(0, 0, f"{words.text(exercise.title)} · {say('functions', language)}", "title"),
        TextAt(1, 0, note, "note", span=FUNCTION_SPAN, lines=lines_in(note, sum(widths.values()))),
    ]
    cells: list[Cell] = []
    tables: list[Table] = []
    parts = [3]
    for name in exercise.functions:
        drawing = _FunctionCard(REGISTRY[name], language, parts[-1])
        texts += drawing.texts
        cells += drawing.cells
        tables += drawing.tables
        parts += drawing.parts
    return Sheet(
        say("functions", language), texts=tuple(texts), tables=tuple(tables), cells=tuple(cells),
        widths=widths, leading=LEADING[language], frozen=(1, 0), parts=tuple(parts),
    )  # fmt: skip


class _FunctionCard:
    """One function's help, from a row on; `row` is then the first free one.

    `parts` are the rows at which a page may end within it, and the one after it.
    """

    def __init__(self, function: Function, language: str, row: int) -> None:
        self.texts: list[TextAt] = [TextAt(row, 0, function.name, "heading")]
        self.cells: list[Cell] = []
        self.tables: list[Table] = []
        self.row = row + 1
        self.parts: list[int] = []
        self._language = language
        self._line("meaning", function.help.say(language))
        notes = function.notes.say(language)
        if notes:
            self._pair("", notes, "note")
        self._pair("", function.signature(), "code")
        for argument in function.arguments:
            self.parts.append(self.row)
            self._pair(argument.name, argument.help.say(language), "plain")
        self._line("source", function.source.say(language))
        self.parts.append(self.row)
        self._example(function)
        self.parts.append(self.row + 1)

    def _line(self, key: str, text: str) -> None:
        self._pair(say(key, self._language), text, "plain")

    def _pair(self, label: str, text: str, role: Any) -> None:
        widths = FUNCTION_WIDTHS[self._language]
        letters = 1.0 if role == "code" else LETTERS[self._language]
        lines = lines_in(text, letters * (sum(widths.values()) - widths[0]))
        self.cells += [
            Cell(self.row, 0, label, "plain", "text"),
            Cell(self.row, 1, text, role, "text", span=FUNCTION_SPAN - 1, lines=lines),
        ]
        self.row += 1

    def _example(self, function: Function) -> None:
        example = _example_in(function, self._language)
        formula = example.formula(function.name)
        self._pair(say("example", self._language), formula, "code")
        answer = example.answer
        rows = answer if isinstance(answer, list) else [[answer]]
        live = self._block("gives", rows, formula)
        should = self._block("should", rows, None)
        agree = Formula(f"=IFERROR({_agreement(live, should, rows)},FALSE)")
        self.cells += [
            Cell(self.row, 0, say("agree", self._language), "plain", "text"),
            Cell(self.row, 1, agree, "result", "general", f"test_{function.name}"),
        ]
        self.row += 2

    def _block(self, key: str, rows: list[list[Any]], formula: str | None) -> Area:
        """The example's answer, live or as it should be."""
        label = Cell(self.row, 0, say(key, self._language), "plain", "text")
        self.cells.append(label)
        area = Area(self.row, 1, self.row + len(rows) - 1, len(rows[0]))
        if (len(rows), len(rows[0])) == (1, 1):
            value = rows[0][0] if formula is None else guarded(Formula(formula))
            self.cells.append(Cell(self.row, 1, value, "plain", _shown_as(rows[0][0])))
        else:
            self._table(key, rows, formula)
        self.row += len(rows)
        return area

    def _table(self, key: str, rows: list[list[Any]], formula: str | None) -> None:
        """Cell by cell: an array formula would not survive Calc without the add-in."""
        call = (formula or "").removeprefix("=")
        columns = []
        for across, values in enumerate(zip(*rows, strict=True), start=1):
            # A formula that gives nothing has no stored value to show without the add-in.
            live = [
                None if is_blank(value) else guarded(Formula(f"=INDEX({call},{down},{across})"))
                for down, value in enumerate(values, start=1)
            ]
            formats = [_shown_as(value) for value in values]
            shown = list(values) if formula is None else live
            columns.append(TableColumn("", shown, formats=formats))
        name = f"{self.texts[0].text}_{key}"
        self.tables.append(Table(name, self.row, 1, tuple(columns), header=False))


def _shown_as(value: Any) -> Format:
    """The format of an answer: a number with decimals would fill its cell with them."""
    if not isinstance(value, float) or value == int(value):
        return "general"
    return "factor" if abs(value) < 1 else "amount"


def _example_in(function: Function, language: str) -> Example:
    """A function's example; one that answers in a language answers in this one."""
    example = function.example
    names = [argument.name for argument in function.arguments]
    if language == "en" or "language" not in names:
        return example
    at = names.index("language")
    args = list(example.args[:at]) + [a.default for a in function.arguments[len(example.args) : at]]
    args += [language, *example.args[at + 1 :]]
    answer = call(function, *args)
    if example.at is not None:
        answer = answer[example.at[0] - 1][example.at[1] - 1]
    return Example(tuple(args), answer, example.at)


def _agreement(live: Area, should: Area, rows: list[list[Any]]) -> str:
    """All cells of two blocks are the same, numbers but for rounding."""
    parts = []
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            mine, theirs = _cell(live, down, across), _cell(should, down, across)
            number = isinstance(value, int | float) and not isinstance(value, bool)
            close = f"ABS({mine}-{theirs})<=0.000001*(1+ABS({theirs}))"
            # Calc finds a function's text equal to no other one until it is joined to something.
            if not is_blank(value):
                parts.append(close if number else f'{mine}&""={theirs}')
    return parts[0] if len(parts) == 1 else f"AND({','.join(parts)})"


def _cell(area: Area, down: int, across: int) -> str:
    return cell_address(area.first_row + down, area.first_column + across, fixed="none")
