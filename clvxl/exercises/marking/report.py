"""Marks as a workbook and as a text file: a row a submission, and every answer with its reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from clvxl.errors import FileError
from clvxl.exercises.marking.checking import Marked
from clvxl.exercises.marking.folder import Refused
from clvxl.exercises.marking.verdicts import WORDS
from clvxl.files.xlsx.submission import read_submission
from clvxl.report.addresses import cell_address
from clvxl.report.records import Column, Format, Formula, Report, Sheet, Table, TextAt
from clvxl.text import Text

__all__ = ["marks_csv", "marks_report", "own_points", "shown"]

TEXTS = {
    "marks": Text("Marks", "成绩"),
    "answers": Text("Answers", "各题"),
    "file": Text("File", "文件"),
    "name": Text("Name", "姓名"),
    "student": Text("Student number", "学号"),
    "exercise": Text("Exercise", "练习"),
    "variant": Text("Variant", "变式"),
    "points": Text("Points", "得分"),
    "most": Text("Out of", "满分"),
    "own": Text("Your points", "教师给分"),
    "total": Text("Mark", "最终得分"),
    "remarks": Text("Remarks", "备注"),
    "question": Text("Question", "题号"),
    "answer": Text("Answer", "答案"),
    "right": Text("Right answer", "正确答案"),
    "formula": Text("Formula", "公式"),
    "verdict": Text("Verdict", "判定"),
    "reason": Text("Reason", "理由"),
    "note": Text(
        "What you enter under “Your points” counts in place of the points, and is kept when the "
        "folder is marked again into this file. Remarks are facts to look at; no points follow "
        "from them.",
        "在“教师给分”一列填写的分数优先于系统得分；再次评分并写入本文件时会保留。"
        "备注只列出值得查看的事实，不影响得分。",
    ),
}


def own_points(path: Path) -> dict[str, float]:
    """Return the points that a teacher gave in a workbook of marks, by file; none without one.

    >>> own_points(Path("no such file.xlsx"))
    {}
    """
    if not path.is_file():
        return {}
    try:
        submission = read_submission(path)
    except FileError:
        return {}
    for sheet in submission.sheets:
        for (row, column), saved in sheet.cells.items():
            if saved.value in tuple(TEXTS["own"]):
                files = [at for (r, at), s in sheet.cells.items()
                         if r == row and s.value in tuple(TEXTS["file"])]  # fmt: skip
                return {
                    str(sheet.cells[line, files[0]].value): found.value
                    for (line, at), found in sheet.cells.items()
                    if files and at == column and line > row and isinstance(found.value, float)
                    and (line, files[0]) in sheet.cells
                }  # fmt: skip
    return {}


def _remarks(one: Marked, language: str) -> str:
    found = [text.say(language, **fields) for text, fields in one.remarks]
    found += [
        f"{answer.number}: {text.say(language, **fields)}"
        for answer in one.answers for text, fields in answer.remarks
    ]  # fmt: skip
    return ("；" if language == "zh" else "; ").join(found)


def marks_report(
    found: Sequence[Marked],
    refused: Sequence[Refused],
    own: Mapping[str, float],
    language: str = "en",
) -> Report:
    """Return the marks as a workbook: the sheets Marks and Answers.

    >>> [sheet.name for sheet in marks_report([], [], {}, "zh").sheets]
    ['成绩', '各题']
    """
    said = {key: text.say(language) for key, text in TEXTS.items()}
    title = said["marks"]
    sheets = (_marks(found, refused, own, said, language), _answers(found, said, language))
    return Report(title, sheets, language)


def _marks(
    found: Sequence[Marked], refused: Sequence[Refused], own: Mapping[str, float],
    said: Mapping[str, str], language: str,
) -> Sheet:  # fmt: skip
    top = 3
    rows: list[list[Any]] = [
        [one.file, one.name, one.student, one.issue.exercise, float(one.issue.variant), one.points,
         one.most, own.get(one.file), None, _remarks(one, language)]
        for one in found
    ]  # fmt: skip
    rows += [
        [file, "", "", "", None, None, None, own.get(file), None, error.sentence(language)]
        for file, error in refused
    ]
    for at, row in enumerate(rows, start=top + 1):
        points, mine = (cell_address(at, column, fixed="none") for column in (5, 7))
        value = row[5] if row[7] is None else row[7]
        # What could not be marked has no points, which is not 0 points.
        text = f'=IF({mine}<>"",{mine},IF({points}="","",{points}))'
        row[8] = Formula(text, "" if value is None else value)
    keys = ("file", "name", "student", "exercise", "variant", "points", "most", "own", "total",
            "remarks")  # fmt: skip
    formats: tuple[Format, ...] = (
        "text", "text", "text", "text", "general", "amount", "amount", "amount", "amount", "text",
    )  # fmt: skip
    widths = (34.0, 18.0, 16.0, 16.0, 12.0, 10.0, 10.0, 13.0, 12.0, 60.0)
    columns = tuple(
        Column(said[key], [row[at] for row in rows], form, width=widths[at], wrap=key == "remarks",
               role="input" if key == "own" and rows else None)
        for at, (key, form) in enumerate(zip(keys, formats, strict=True))
    )  # fmt: skip
    texts = (
        TextAt(0, 0, said["marks"], "title"), TextAt(1, 0, said["note"], "note", span=10, lines=2),
    )  # fmt: skip
    return Sheet(
        said["marks"], texts=texts, tables=(Table("marks", top, 0, columns),),
        widths=dict(enumerate(widths)), frozen=(top + 1, 1), landscape=True,
    )  # fmt: skip


def _answers(found: Sequence[Marked], said: Mapping[str, str], language: str) -> Sheet:
    rows = [
        (one.file, one.issue.exercise, answer.number, shown(answer.value),
         shown(answer.right), f"={answer.formula}" if answer.formula else "",
         WORDS[answer.finding.verdict].say(language), answer.points, answer.most,
         answer.finding.say(language))
        for one in found for answer in one.answers
    ]  # fmt: skip
    keys = ("file", "exercise", "question", "answer", "right", "formula", "verdict", "points",
            "most", "reason")  # fmt: skip
    formats: tuple[Format, ...] = (
        "text",
        "text",
        "general",
        "general",
        "general",
        "text",
        "text",
        "amount",
        "amount",
        "text",
    )
    widths = (34.0, 16.0, 10.0, 16.0, 16.0, 40.0, 18.0, 10.0, 10.0, 60.0)
    columns = tuple(
        Column(said[key], [row[at] for row in rows], form, width=widths[at],
               wrap=key in ("formula", "reason"))
        for at, (key, form) in enumerate(zip(keys, formats, strict=True))
    )  # fmt: skip
    return Sheet(
        said["answers"], tables=(Table("answers", 0, 0, columns, filterable=True),),
        widths=dict(enumerate(widths)), frozen=(1, 1), landscape=True,
    )  # fmt: skip


def shown(value: Any) -> Any:
    """Return an answer without the digits that no cell has room for.

    >>> shown(0.1 + 0.2), shown(True)
    (0.3, 'TRUE')
    """
    if isinstance(value, bool):
        return str(value).upper()
    return float(f"{value:.9g}") if isinstance(value, float) else value


def marks_csv(found: Sequence[Marked], refused: Sequence[Refused], own: Mapping[str, float]) -> str:
    r"""Return a line a submission: file, student number, exercise, points; no names.

    What could not be marked has no points but those that the teacher gave.

    >>> marks_csv([], [], {})
    'file,student_number,exercise,variant,points,out_of\r\n'
    """
    target = io.StringIO()
    write = csv.writer(target).writerow
    write(("file", "student_number", "exercise", "variant", "points", "out_of"))
    lines: list[tuple[Any, ...]] = [
        (one.file, one.student, one.issue.exercise, one.issue.variant,
         own.get(one.file, one.points), one.most)
        for one in found
    ]  # fmt: skip
    lines += [(file, "", "", "", own.get(file, ""), "") for file, _ in refused]
    for cells in lines:
        # A program would compute a text that begins like a formula.
        write(f"'{c}" if isinstance(c, str) and c[:1] in tuple("=+-@\t\r") else c for c in cells)
    return target.getvalue()
