"""Marking, case by case; the robots of all exercises stand in test_robots.py."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from clvxl.cli import main
from clvxl.errors import FileError
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.marking import folder
from clvxl.exercises.marking.checking import Marked, check_file
from clvxl.exercises.marking.folder import check_all, workbooks_in
from tests.exercises.students import Student, as_asked, drawn, rewritten, right_answers

NAMES = ["clv_simple", "clv_dcf"]
NUMBER = 5


def verdicts(found: Marked) -> dict[str, str]:
    """The verdict of each answer."""
    return {answer.question.key: answer.finding.verdict for answer in found.answers}


def points(found: Marked) -> dict[str, float]:
    """The share of its points that each answer earns."""
    return {answer.question.key: answer.points / answer.most for answer in found.answers}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Each exercise with robots."""
    return str(request.param)


@pytest.mark.parametrize("number", [0, 1, 2, NUMBER, 2**31 - 1])
def test_own_solution_earns_everything(name: str, number: int, tmp_path: Path) -> None:
    """A variant's own solution earns all points."""
    found = check_file(Student(tmp_path, name, number).enter(right_answers(name, number)).save())
    assert (found.most, number) == (found.points, found.issue.variant)


def test_rounded_as_asked_earns_everything(name: str, tmp_path: Path) -> None:
    """Answers given to the decimals that are asked for are right."""
    questions = {question.key: question for question in EXERCISES[name].questions}
    answers = {k: as_asked(questions[k], v) for k, v in right_answers(name, NUMBER).items()}
    found = check_file(Student(tmp_path, name, NUMBER).enter(answers).save())
    assert found.most == found.points


def test_another_variants_solution_never_earns_everything(name: str, tmp_path: Path) -> None:
    """The right answers of another student's variant are wrong here, most of them."""
    found = check_file(Student(tmp_path, name, NUMBER).enter(right_answers(name, 6)).save())
    assert found.points < found.most / 2


def test_blanking_never_raises_a_mark(name: str, tmp_path: Path) -> None:
    """Each answer that is taken out is empty, and the mark is lower by its points."""
    answers = right_answers(name, NUMBER)
    for key in answers:
        given = {k: None if k == key else v for k, v in answers.items()}
        found = check_file(Student(tmp_path, name, NUMBER).enter(given).save())
        [blank] = [a for a in found.answers if a.question.key == key]
        assert ("empty", 0) == (blank.finding.verdict, blank.points)
        assert found.points == found.most - blank.most


def test_nothing_entered_earns_nothing(name: str, tmp_path: Path) -> None:
    """The file as it was handed out is all empty."""
    found = check_file(Student(tmp_path, name, NUMBER).save())
    assert {"empty"} == set(verdicts(found).values())


def test_follows_from_a_wrong_answer(tmp_path: Path) -> None:
    """Who counts four customers too many and goes on rightly loses that question alone."""
    answers = right_answers("clv_simple", NUMBER)
    worked = drawn("clv_simple", NUMBER).worked
    wrong = {"customers": answers["customers"] + 4}
    later = [key for key in answers if "customers" in worked.needs(key)]
    given = {**answers, **wrong, **{key: worked.given(key, wrong)[0] for key in later}}
    found = check_file(Student(tmp_path, "clv_simple", NUMBER).enter(given).save())
    said = verdicts(found)
    assert ("wrong", "follows", "follows") == (said["customers"], said["frequency"], said["worth"])
    assert found.points == found.most - found.answers[1].most
    assert "question 2" in found.answers[2].finding.say("en")


def test_follows_from_a_slip(tmp_path: Path) -> None:
    """A frequency of the whole log costs half its points; revenue and worth follow from it."""
    answers = right_answers("clv_simple", NUMBER)
    worked = drawn("clv_simple", NUMBER).worked
    wrong = {"frequency": worked.slips["frequency"][0]}
    given = {**answers, **wrong, **{k: worked.given(k, wrong)[0] for k in ("revenue", "worth")}}
    said = verdicts(check_file(Student(tmp_path, "clv_simple", NUMBER).enter(given).save()))
    assert ("slip", "follows", "follows") == (said["frequency"], said["revenue"], said["worth"])


def test_follows_in_the_dcf(tmp_path: Path) -> None:
    """The difference of who forgot the cost follows from their value."""
    worked = drawn("clv_dcf", NUMBER).worked
    wrong = {"stated_end": worked.slips["stated_end"][0]}
    given = {**right_answers("clv_dcf", NUMBER), **wrong}
    given["start"] = worked.given("start", wrong)[0]
    found = check_file(Student(tmp_path, "clv_dcf", NUMBER).enter(given).save())
    assert ("slip", "follows") == (verdicts(found)["stated_end"], verdicts(found)["start"])
    assert found.points == found.most - 1


def test_an_error_from_an_earlier_text_follows(tmp_path: Path) -> None:
    """Words for a number cost their own points; formulas on them are judged as with the number."""
    student = Student(tmp_path, "clv_simple", NUMBER).enter({"customers": "thirty"})
    customers = student.cell("ans_customers").coordinate
    months = student.cell("in_months").coordinate
    student.enter({
        "frequency": f"=ROWS(in_customer)/{customers}/{months}",
        "lifespan": f"=1/0+{customers}",
    })  # fmt: skip
    found = check_file(student.save())
    said = verdicts(found)
    assert ("wrong", "follows", "error") == (said["customers"], said["frequency"], said["lifespan"])
    assert "number stands at question 2" in found.answers[2].finding.say("en")


def test_a_wrong_choice_earns_nothing(tmp_path: Path) -> None:
    """One of two choices may be guessed: the other earns nothing, also where its mistake is known."""
    right = right_answers("clv_simple", NUMBER)["decide"]
    choices = [choice.en for choice in EXERCISES["clv_simple"].questions[-1].choices]
    other = next(choice for choice in choices if choice != right)
    found = check_file(Student(tmp_path, "clv_simple", NUMBER).enter({"decide": other}).save())
    assert ("wrong", 0) == (found.answers[-1].finding.verdict, found.answers[-1].points)


ENTRIES: dict[str, tuple[Callable[[float], Any], str, float]] = {
    "sign": (lambda right: -right, "sign", 0.5),
    "thousands": (lambda right: right / 1000, "scale", 0.5),
    "rounded too much": (lambda right: round(right * 1.002, 0), "rounded", 0.75),
    "comma": (lambda right: f"{right:.2f}".replace(".", ","), "text", 1),
    "wide digits": (lambda right: f"{right:.2f}".translate({46: "．", **{
        48 + at: chr(0xFF10 + at) for at in range(10)}}), "text", 1),
    "currency": (lambda right: f"€ {right:,.2f}", "text", 1),
    "German": (lambda right: f"{right:,.2f}".translate({44: ".", 46: ","}), "text", 1),
    "words": (lambda right: "a lot", "wrong", 0),
    "error": (lambda right: "=1/0", "error", 0),
    "solution": (lambda right: "=sol_worth", "solution", 0),
    "other file": (lambda right: "=[1]Sheet1!$C$5", "outside", 0),
    "far off": (lambda right: 7 * right + 3, "wrong", 0),
    "truth": (lambda right: True, "error", 0),
}  # fmt: skip


@pytest.mark.parametrize("entry", ENTRIES)
def test_entries(name: str, entry: str, tmp_path: Path) -> None:
    """How a right amount can be entered wrongly, and what that earns."""
    key = {"clv_simple": "worth", "clv_dcf": "stated_end"}[name]
    answers = right_answers(name, NUMBER)
    enter, verdict, share = ENTRIES[entry]
    given = {**answers, key: enter(answers[key])}
    found = check_file(Student(tmp_path, name, NUMBER).enter(given).save())
    assert (verdict, share) == (verdicts(found)[key], points(found)[key])


def test_formula_counts_as_right(tmp_path: Path) -> None:
    """A formula of one's own is computed here, without a value in the file."""
    student = Student(tmp_path, "clv_dcf", NUMBER)
    cost, rate = student.cell("in_acquisition_cost"), student.cell("in_discount_rate")
    first = re.findall(r"\$([A-Z]+)\$(\d+)", student.book.defined_names["in_revenue"].attr_text)[0]
    row = int(first[1])
    rows = f"C{row}:C{row + 3}", f"D{row}:D{row + 3}"
    sums = "+".join(
        f"(C{row + t}-D{row + t})*E{row + t}/(1+{rate.coordinate})^{t + 1}" for t in range(4)
    )
    student.book["My working"]["A3"] = f"=SUM(Exercise!{rows[0]})-SUM(Exercise!{rows[1]})"
    answers = {
        "naive": f"='My working'!A3-{cost.coordinate}",
        "stated_end": f"={sums}-{cost.coordinate}",
    }
    found = check_file(student.enter(answers).save())
    said = verdicts(found)
    assert ("right", "right") == (said["naive"], said["stated_end"])


def test_formula_that_does_not_follow_is_told(tmp_path: Path) -> None:
    """A sum of typed numbers is right and said not to follow; one of cells is not told."""
    student = Student(tmp_path, "clv_dcf", NUMBER)
    row = int(re.findall(r"\$(\d+)", student.book.defined_names["in_revenue"].attr_text)[0])
    columns, cost = drawn("clv_dcf", NUMBER).columns, student.cell("in_acquisition_cost").value
    typed = f"={sum(columns['revenue'])}-{sum(columns['cost'])}-{cost}"
    cells = f"=SUM(C{row}:C{row + 3})-SUM(D{row}:D{row + 3})-in_acquisition_cost"
    for formula, told in ((typed, 1), (cells, 0)):
        found = check_file(student.enter({"naive": formula}).save())
        assert ("right", 1) == (verdicts(found)["naive"], found.answers[0].points)
        said = [text.en for text, _ in found.answers[0].remarks]
        assert told == sum("does not follow" in each for each in said)


def test_formula_counts_not_the_stored_value(tmp_path: Path) -> None:
    """A stored value that the formula does not give is told, and the formula judged."""
    right = right_answers("clv_dcf", NUMBER)["naive"]
    path = Student(tmp_path, "clv_dcf", NUMBER).enter({"naive": "=1+1"}).save()
    forged = rewritten(path, lambda part, text: text.replace(
        b"<f>1+1</f><v />", f"<f>1+1</f><v>{right}</v>".encode()).replace(
        b"<f>1+1</f><v></v>", f"<f>1+1</f><v>{right}</v>".encode()))  # fmt: skip
    [answer] = [a for a in check_file(forged).answers if a.question.key == "naive"]
    assert "wrong" == answer.finding.verdict
    assert any("the formula counts" in text.say("en", **fields) for text, fields in answer.remarks)


def test_own_figures(tmp_path: Path) -> None:
    """Who changed a figure is judged with it, and the teacher is told."""
    from clvxl.exercises.engine.worked import work

    columns = drawn("clv_dcf", NUMBER).columns
    figures = {**drawn("clv_dcf", NUMBER).figures, "acquisition_cost": 3000}
    answers = work(EXERCISES["clv_dcf"], "en", columns, figures).answers
    student = Student(tmp_path, "clv_dcf", NUMBER).enter(answers)
    student.cell("in_acquisition_cost").value = 3000
    found = check_file(student.save())
    assert found.most == found.points
    assert "Cost of winning a customer" in found.remarks[0][0].say("en", **found.remarks[0][1])


def test_own_data_are_not_judged_by_the_cases(tmp_path: Path) -> None:
    """A template filled with a table of one's own is refused; homework with a row less is told."""
    from clvxl.exercises.workbooks import new_exercise

    exercise = check_file(new_exercise("clv_dcf", "en", tmp_path))
    assert ((), 0) == (exercise.remarks, exercise.points)
    table = tmp_path / "own.csv"
    table.write_text("Year,Revenue,Cost,Retention\none,900,100,0.9\ntwo,800,100,0.8\n", "utf-8")
    done = CliRunner().invoke(main, ["fill", "clv_dcf", str(table), "-o", f"{tmp_path}/own.xlsx"])
    assert 0 == done.exit_code, done.output
    with pytest.raises(FileError, match="data of your own"):
        check_file(tmp_path / "own.xlsx")
    student = Student(tmp_path, "clv_dcf", NUMBER).enter(right_answers("clv_dcf", NUMBER))
    name = student.book.defined_names["in_revenue"]
    name.attr_text = re.sub(r"\d+$", lambda last: str(int(last[0]) - 1), name.attr_text)
    found = check_file(student.save())
    assert found.most == found.points
    assert ["the data are not those handed out; the answers are judged by these"] == [
        text.say("en", **fields) for text, fields in found.remarks
    ]


CHANGES: dict[str, Callable[[Any], None]] = {
    "renamed": lambda book: setattr(book.worksheets[0], "title", "Mine") or _names(book, "Mine"),
    "names lost": lambda book: book.defined_names.clear(),
    "more sheets": lambda book: book.create_sheet("Notes", 0) and None,
}


def _names(book: Any, sheet: str) -> None:
    for name in book.defined_names.values():
        name.attr_text = name.attr_text.replace("Exercise!", f"{sheet}!")


@pytest.mark.parametrize("change", CHANGES)
def test_found_wherever_they_are(name: str, change: str, tmp_path: Path) -> None:
    """Answers are found on a renamed sheet, without names, and behind other sheets."""
    student = Student(tmp_path, name, NUMBER).enter(right_answers(name, NUMBER))
    found = check_file(student.save(CHANGES[change]))
    assert found.most == found.points


def test_found_without_names_below_new_rows(name: str, tmp_path: Path) -> None:
    """Rows and columns that were inserted move the answers, and names may be lost: all are found."""

    def shift(book: Any) -> None:
        book.defined_names.clear()
        sheet = book.worksheets[0]
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_rows(4, 3)
        sheet.insert_cols(1, 2)

    student = Student(tmp_path, name, NUMBER).enter(right_answers(name, NUMBER))
    found = check_file(student.save(shift))
    assert found.most == found.points


def test_found_in_a_copy_of_the_sheet(name: str, tmp_path: Path) -> None:
    """Who worked in a copy of the sheet, the first left empty, is marked by the copy."""
    answers = right_answers(name, NUMBER)
    student = Student(tmp_path, name, NUMBER).enter(answers)

    def copy(book: Any) -> None:
        book.copy_worksheet(book.worksheets[0])
        for key in answers:
            student.cell(f"ans_{key}").value = None

    found = check_file(student.save(copy))
    assert found.most == found.points


def test_known_without_its_property(name: str, tmp_path: Path) -> None:
    """A program that drops a file's own properties leaves the line on the sheet, which tells all."""
    path = Student(tmp_path, name, NUMBER).enter(right_answers(name, NUMBER)).save()
    path = rewritten(path, lambda part, text: None if part == "docProps/custom.xml" else text)
    found = check_file(path)
    assert (found.most, NUMBER) == (found.points, found.issue.variant)


HOSTILE: dict[str, tuple[Callable[[str, bytes], bytes | None], str]] = {
    "entities": (lambda part, text: text if "sheet1" not in part else
                 b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>', "declarations"),
    "deep": (lambda part, text: text if "sheet1" not in part else b"<a>" * 100_000, "depth"),
    "large": (lambda part, text: text if "sheet1" not in part else b"<a>" + b" " * (60 << 20),
              "zip bomb|size"),
    "many cells": (lambda part, text: text if "sheet1" not in part else
                   b"<worksheet><sheetData>" + b"<c><v>1</v></c>" * 500_000, "cells|time"),
    "cut off": (lambda part, text: text if "sheet1" not in part else text[:500], "damaged"),
    "no book": (lambda part, text: None if part == "xl/workbook.xml" else text, "no .xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused(kind: str, tmp_path: Path) -> None:
    """A file made to hurt is refused in a sentence."""
    change, said = HOSTILE[kind]
    path = rewritten(Student(tmp_path, "clv_dcf", 0).save(), change)
    with pytest.raises(FileError, match=said):
        check_file(path)


@pytest.mark.parametrize("text", ["=SUM(A1:XFD1048576)", "=" + "-" * 5000 + "1", "=C30+C30", "=A1:A9*2",
                                  "=" + "(" * 500 + "1" + ")" * 500, '=WEBSERVICE("http://x")'])  # fmt: skip
def test_hostile_formulas_cost_nothing(text: str, tmp_path: Path) -> None:
    """A formula made to hurt is wrong, empty or not computed, and the others are marked."""
    answers = {**right_answers("clv_dcf", NUMBER), "naive": text}
    found = check_file(Student(tmp_path, "clv_dcf", NUMBER).enter(answers).save())
    assert found.points == found.most - found.answers[0].most


def test_what_is_no_xlsx_is_told(tmp_path: Path) -> None:
    """A table of another program is named with its remedy; other files are not submissions."""
    for name in ("a.ods", "b.xls", "c.numbers", "~$d.xlsx", "e.pdf"):
        (tmp_path / name).write_bytes(b"PK")
    with workbooks_in([tmp_path]) as files:
        assert ["a.ods", "b.xls", "c.numbers"] == [name for name, _ in files]
        _, refused = check_all(files)
    assert ["a.ods", "b.xls", "c.numbers"] == [name for name, _ in refused]


def test_too_many_are_refused_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No submission is left out without a word, in a folder or an archive."""
    monkeypatch.setattr(folder, "MOST_FILES", 2)
    with zipfile.ZipFile(tmp_path / "inbox.zip", "w") as archive:
        for name in "abc":
            (tmp_path / f"{name}.xlsx").write_bytes(b"")
            archive.write(tmp_path / f"{name}.xlsx")
    for place in (tmp_path, tmp_path / "inbox.zip"):
        with pytest.raises(FileError, match="more than 2 workbooks"), workbooks_in([place]):
            pass


def test_folder_and_zip(tmp_path: Path) -> None:
    """A folder and a .zip of it give the same marks; a hostile file is refused, a copy told."""
    good = Student(tmp_path, "clv_dcf", NUMBER).enter(right_answers("clv_dcf", NUMBER)).save()
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.xlsx").write_bytes(good.read_bytes())
    (inbox / "b.xlsx").write_bytes(good.read_bytes())
    (inbox / "c.xlsx").write_bytes(b"PK nothing")
    with zipfile.ZipFile(tmp_path / "inbox.zip", "w") as archive:
        for path in inbox.iterdir():
            archive.write(path, f"../../{path.name}")
    with workbooks_in([inbox]) as files:
        found, refused = check_all(files)
    with workbooks_in([tmp_path / "inbox.zip"]) as files:
        again, _ = check_all(files)
    assert [20, 20] == [one.points for one in found] == [one.points for one in again]
    assert ["c.xlsx"] == [name for name, _ in refused]
    assert "the same file as a.xlsx" == found[1].remarks[-1][0].say("en", **found[1].remarks[-1][1])


def test_many_at_once_are_marked_as_one_by_one(tmp_path: Path) -> None:
    """Files that are marked at the same time get the marks, the order and the refusals of one."""
    good = Student(tmp_path, "clv_dcf", NUMBER).enter(right_answers("clv_dcf", 6)).save()
    (tmp_path / "none.xlsx").write_bytes(b"PK nothing")
    files = [(f"{at}.xlsx", tmp_path / "none.xlsx" if at % 9 == 4 else good) for at in range(27)]
    told: list[float] = []
    found, refused = check_all(files, progress=told.append)
    one, none = check_all(files[:5])
    assert [name for name, _ in files if name not in dict(refused)] == [each.file for each in found]
    assert all(one[0].answers == each.answers for each in found)
    assert {none[0][1].sentence()} == {error.sentence() for _, error in refused}
    assert ["4.xlsx", "13.xlsx", "22.xlsx"] == [name for name, _ in refused]
    assert 1.0 == told[-1]


def test_a_fault_of_clvxl_never_stops_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where marking itself fails, the file is named with the reason, and the others are marked."""
    from clvxl.exercises.marking import folder

    good = Student(tmp_path, "clv_dcf", NUMBER).save()
    check = folder.check_file

    def fails(path: Path, scheme: Any) -> Marked:
        if path.name == "bad.xlsx":
            raise KeyError("x")
        return check(path, scheme)

    monkeypatch.setattr(folder, "check_file", fails)
    found, refused = check_all([("bad.xlsx", tmp_path / "bad.xlsx"), ("good.xlsx", good)])
    assert ["good.xlsx"] == [one.file for one in found]
    said = refused[0][1].sentence("en")
    assert "bad.xlsx cannot be marked (KeyError): look at it by hand" == said


def test_answers_of_another_are_told_and_cost_nothing(tmp_path: Path) -> None:
    """Whose answers are right for the variant of another in the folder is told, and no more."""
    files = []
    for at, (number, answers) in enumerate([(5, 5), (6, 5), (7, 7)]):
        student = Student(tmp_path, "clv_dcf", number).enter(right_answers("clv_dcf", answers))
        files.append((f"{at}.xlsx", student.save().rename(tmp_path / f"{at}.xlsx")))
    alone = check_file(files[1][1])
    found, _ = check_all(files)
    said = [[text.say("en", **fields) for text, fields in one.remarks] for one in found]
    assert [[], []] == [said[0], said[2]]
    assert said[1] == ["7 answers are right for variant 5, which is that of 0.xlsx"]
    assert alone.points == found[1].points
