"""What a student gets back: a workbook with the verdict and the hint beside each answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from clvxl.errors import FileError
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.marking.answering import MarkedAnswer
from clvxl.exercises.marking.checking import Marked
from clvxl.exercises.marking.lines import SUM, why
from clvxl.exercises.marking.report import shown
from clvxl.exercises.marking.verdicts import WORDS
from clvxl.files.paths import made_folder
from clvxl.files.safe_write import check_target
from clvxl.files.xlsx.writer import write_report
from clvxl.report.records import Column, Format, Report, Sheet, Table, TextAt
from clvxl.text import Text

__all__ = ["feedback_files", "feedback_report", "write_feedback"]

TEXTS = {
    "title": Text("Feedback", "反馈"),
    "student": Text("Student number: {number}", "学号：{number}"),
    "number": Text("No.", "题号"),
    "asked": Text("Question", "题目"),
    "answer": Text("Your answer", "你的答案"),
    "right": Text("Right answer", "正确答案"),
    "verdict": Text("Verdict", "判定"),
    "points": Text("Points", "得分"),
    "most": Text("Out of", "满分"),
    "why": Text("Why", "理由"),
}
FORMATS: dict[Format, Format] = {
    "percent": "any_percent", "amount": "any_amount", "number": "any_number",
    "integer": "any_integer",
}  # fmt: skip
SAME_PLACE = Text(
    "the feedback for {file} would stand at {target} twice: rename one of the two files",
    "{file} 的反馈与另一份同名（{target}）：请重命名其中一个文件",
)


def feedback_report(one: Marked, solutions: bool = False) -> Report:
    """Return the feedback for a submission, in the language of the homework.

    Parameters
    ----------
    one : Marked
    solutions : bool
        Whether the right answers stand there too.

    Examples
    --------
    >>> from clvxl.exercises.engine.homework import Issue
    >>> issue = Issue("clv_dcf", "zh", "0.1.0", 17)
    >>> feedback_report(Marked("a.xlsx", issue, "", "S1", (), (), "")).sheets[0].name
    '反馈'
    """
    language = one.issue.language
    said = {key: text.say(language) for key, text in TEXTS.items()}
    facts = [EXERCISES[one.issue.exercise].title.say(language)]
    if one.student:
        facts.append(TEXTS["student"].say(language, number=one.student))
    facts.append(SUM.say(language, points=one.points, most=one.most))
    texts = (
        TextAt(0, 0, said["title"], "title"),
        *(TextAt(at, 0, fact, span=7) for at, fact in enumerate(facts, start=1)),
    )
    table = Table("feedback", len(texts) + 1, 0, _columns(one, said, solutions), even=False)
    widths = {at: column.width or 0.0 for at, column in enumerate(table.columns)}
    sheet = Sheet(said["title"], texts=texts, tables=(table,), widths=widths, landscape=True,
                  frozen=(table.row + 1, 1))  # fmt: skip
    return Report(said["title"], (sheet,), language)


def _columns(one: Marked, said: dict[str, str], solutions: bool) -> tuple[Column, ...]:
    language, answers = one.issue.language, one.answers

    def entries(key: str, values: list[Any]) -> Column:
        formats = [_format(answer, v) for answer, v in zip(answers, values, strict=True)]
        return Column(said[key], values, width=16.0, wrap=True, formats=formats, align="right")

    columns = [
        Column(said["number"], [answer.number for answer in answers], width=6.0),
        Column(said["asked"], [answer.asked for answer in answers], "text", 60.0, wrap=True),
        entries("answer", [shown(answer.value) for answer in answers]),
        Column(said["verdict"], [WORDS[a.finding.verdict].say(language) for a in answers],
               "text", 16.0, wrap=True),
        Column(said["points"], [answer.points for answer in answers], "amount", 9.0),
        Column(said["most"], [answer.most for answer in answers], "amount", 9.0),
        Column(said["why"], [why(answer, language) for answer in answers], "text", 60.0, wrap=True),
    ]  # fmt: skip
    if solutions:
        columns.insert(3, entries("right", [shown(answer.right) for answer in answers]))
    return tuple(columns)


def _format(answer: MarkedAnswer, value: Any) -> Format:
    if not isinstance(value, float):
        return "text"
    return FORMATS.get(answer.question.format, "general")


def feedback_files(found: Sequence[Marked], folder: Path) -> list[Path]:
    """Return the file of each submission's feedback: in a folder as the submissions are in theirs.

    Raises
    ------
    FileError
        Two would stand at one place.

    Examples
    --------
    >>> from clvxl.exercises.engine.homework import Issue
    >>> issue = Issue("clv_dcf", "en", "0.1.0", 17)
    >>> one = Marked("../Ann_17/S1.xlsx", issue, "", "S1", (), (), "")
    >>> [path.as_posix() for path in feedback_files([one], Path("out"))]
    ['out/Ann_17/S1-feedback.xlsx']
    """
    targets: list[Path] = []
    for one in found:
        plain = PurePosixPath(one.file.replace("\\", "/").replace(":", "_"))
        inside = [part for part in plain.parent.parts if part.strip(". /")]
        target = folder.joinpath(*inside, f"{plain.stem}-feedback.xlsx")
        if target in targets:
            raise FileError(SAME_PLACE, file=one.file, target=target)
        targets.append(target)
    return targets


def write_feedback(
    found: Sequence[Marked], folder: Path, *, solutions: bool = False, overwrite: bool = False
) -> list[Path]:
    """Write the feedback for all submissions, and return the files.

    Raises
    ------
    AlreadyThereError
        One is there already and is not to be replaced; none is then written.
    FileError
        One cannot be written.
    """
    targets = feedback_files(found, folder)
    for target in targets:
        made_folder(target.parent)
        check_target(target, overwrite)
    for one, target in zip(found, targets, strict=True):
        write_report(feedback_report(one, solutions), target, overwrite=overwrite)
    return targets
