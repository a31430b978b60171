"""clvxl check and the homework edition, as a teacher types them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from click.testing import CliRunner, Result

from clvxl.cli import main
from clvxl.exercises.marking.scheme import DEFAULT
from tests.exercises.students import Student, right_answers


def clvxl(*args: object) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


def handed_in(folder: Path, name: str, **changed: object) -> Path:
    """A worked file of variant 5 in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    student = Student(folder, "clv_dcf", 5).enter({**right_answers("clv_dcf", 5), **changed})
    student.cell("hw_name").value = "=Ann"
    student.cell("hw_number").value = name
    student.save().rename(folder / f"{name}.xlsx")
    return folder / f"{name}.xlsx"


def test_one_file_shows_every_answer(tmp_path: Path) -> None:
    """Of one file each answer is shown with its verdict, points and reason, and the sum."""
    done = clvxl("check", handed_in(tmp_path, "S1", naive=None))
    assert 0 == done.exit_code
    assert "empty" in done.output
    assert "19 / 20" in done.output


def test_folder_writes_marks_and_keeps_the_teachers(tmp_path: Path) -> None:
    """Marks go to a workbook and a .csv; the teacher's own points are kept when marked again."""
    handed_in(tmp_path / "inbox", "S1")
    handed_in(tmp_path / "inbox", "S2", naive=1.0)
    marks = tmp_path / "marks.xlsx"
    assert 0 == clvxl("check", tmp_path / "inbox", "-o", marks).exit_code
    assert "S2.xlsx,S2,clv_dcf,5,19" in marks.with_suffix(".csv").read_text("utf-8-sig")
    book = openpyxl.load_workbook(marks)
    titles = {cell.value: cell.column for cell in book["Marks"][4]}
    assert "S2.xlsx" == book["Marks"].cell(6, titles["File"]).value
    book["Marks"].cell(6, titles["Your points"]).value = 19.5
    book.save(marks)
    assert 1 == clvxl("check", tmp_path / "inbox", "-o", marks).exit_code
    assert 0 == clvxl("check", tmp_path / "inbox", "-o", marks, "--force").exit_code
    again = openpyxl.load_workbook(marks, data_only=True)["Marks"]
    found = [again.cell(6, titles[title]).value for title in ("Points", "Your points", "Mark")]
    assert [19, 19.5, 19.5] == found
    assert "S2.xlsx,S2,clv_dcf,5,19.5" in marks.with_suffix(".csv").read_text("utf-8-sig")
    assert "Ann" not in marks.with_suffix(".csv").read_text("utf-8-sig")


def test_what_cannot_be_marked_has_no_mark(tmp_path: Path) -> None:
    """A refused file stands among the marks with its reason and without a number."""
    handed_in(tmp_path / "inbox", "S1")
    (tmp_path / "inbox" / "S2.xlsx").write_bytes(b"PK nothing")
    done = clvxl("check", tmp_path / "inbox", "-o", tmp_path / "marks.xlsx")
    assert "S2.xlsx" in done.output
    row = [cell.value for cell in openpyxl.load_workbook(tmp_path / "marks.xlsx", data_only=True)
           ["Marks"][6]]  # fmt: skip
    assert "S2.xlsx" == row[0]
    assert [] == [value for value in row if isinstance(value, float | int)]
    assert "S2.xlsx,,,,,\n" in (tmp_path / "marks.csv").read_text("utf-8-sig")


def test_no_csv_is_replaced_unasked(tmp_path: Path) -> None:
    """Where marks.csv is there already nothing is written without --force."""
    path = handed_in(tmp_path, "S1")
    (tmp_path / "marks.csv").write_text("mine", "utf-8")
    assert 1 == clvxl("check", path, "-o", tmp_path / "marks.xlsx").exit_code
    assert "mine" == (tmp_path / "marks.csv").read_text("utf-8")
    assert not (tmp_path / "marks.xlsx").exists()
    assert 0 == clvxl("check", path, "-o", tmp_path / "marks.xlsx", "--force").exit_code


def test_feedback_goes_to_each_student(tmp_path: Path) -> None:
    """Each student gets verdicts and hints, the right answers only when the teacher says so."""
    right = right_answers("clv_dcf", 5)["naive"]
    handed_in(tmp_path / "inbox" / "17", "S1", naive=right * 7)
    handed_in(tmp_path / "inbox", "S2", naive=None)
    base = ("check", tmp_path / "inbox", "--feedback", tmp_path / "back")
    done = clvxl(*base)
    assert 0 == done.exit_code
    told = texts_of(tmp_path / "back" / "17" / "S1-feedback.xlsx")
    assert "wrong" in told
    assert "Student number: S1" in told
    assert "19 of 20 points" in told
    assert "=Ann" not in told
    assert right not in told
    assert (tmp_path / "back" / "S2-feedback.xlsx").is_file()
    assert 1 == clvxl(*base, "--solutions").exit_code
    assert 0 == clvxl(*base, "--solutions", "--force").exit_code
    told = texts_of(tmp_path / "back" / "17" / "S1-feedback.xlsx")
    assert "Right answer" in told
    assert right in told
    assert 2 == clvxl("check", tmp_path / "inbox", "--solutions").exit_code


def texts_of(path: Path) -> list[object]:
    """What stands in the cells of a workbook's first sheet."""
    return [cell.value for row in openpyxl.load_workbook(path).worksheets[0] for cell in row]


def test_feedback_never_stands_twice_in_one_place(tmp_path: Path) -> None:
    """Two submissions whose feedback would have one name are refused before any is written."""
    handed_in(tmp_path / "one", "S1")
    handed_in(tmp_path / "two", "S1")
    done = clvxl("check", tmp_path / "one", tmp_path / "two", "--feedback", tmp_path / "back")
    assert 1 == done.exit_code
    assert "would stand at" in done.output
    assert not (tmp_path / "back").exists()


def test_scheme_is_shown_changed_and_refused(tmp_path: Path) -> None:
    """The default scheme is printed; one that is changed counts, a wrong one is refused."""
    assert DEFAULT == clvxl("check", "--scheme").output
    path = handed_in(tmp_path, "S1")
    scheme = tmp_path / "own.toml"
    scheme.write_text(DEFAULT.replace("typed = 1 ", "typed = 0.5 "), "utf-8")
    assert "11.5 / 20" in clvxl("check", path, "--scheme", scheme).output
    scheme.write_text("[shares]\nslips = 2\n", "utf-8")
    done = clvxl("check", path, "--scheme", scheme)
    assert 1 == done.exit_code
    assert "own.toml is no marking scheme (slips?)" in done.output


def test_homework_is_opened_as_a_variant(tmp_path: Path) -> None:
    """A variant by number or by text; neither without --homework, not both."""
    base = ("exercise", "open", "clv_dcf", "--no-open", "-o", tmp_path)
    assert "clv_dcf-homework-17.xlsx" in clvxl(*base, "--homework", "--variant", 17).output
    assert "clv_dcf-homework-" in clvxl(*base, "--homework", "--variant-of", "S1").output
    assert 2 == clvxl(*base, "--variant", 17).exit_code
    scheme = tmp_path / "own.toml"
    scheme.write_text(DEFAULT.replace("slip = 0.5 ", "slip = 0.25 "), "utf-8")
    for given, share in (((), "50%"), (("--scheme", scheme), "25%")):
        path = Path(clvxl(*base, "--homework", *given).output.split("→")[1].strip())
        assert any(f"A known mistake earns {share}" in str(text) for text in texts_of(path))
    assert 2 == clvxl(*base, "--scheme", scheme).exit_code
    assert 2 == clvxl(*base, "--homework", "--variant", 17, "--variant-of", "S1").exit_code


def test_what_is_no_exercise_is_refused(tmp_path: Path) -> None:
    """Another workbook, an empty folder and no file at all are refused in a sentence."""
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    assert "is no exercise" in clvxl("check", tmp_path / "other.xlsx").output
    (tmp_path / "empty").mkdir()
    assert "holds no .xlsx" in clvxl("check", tmp_path / "empty").output
    assert 2 == clvxl("check").exit_code
