"""The command line's exercises and templates: what a person types, sees and is left with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from clvxl.cli import main, opening
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.workbooks import documents, free_file

FLOWS = "期,收入,成本,保留率\n1,100,40,0.9\n2,90,30,0.8\n3,80,20,0.5\n"


def clvxl(*args: object) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


def write(path: Path, text: str) -> Path:
    """Write a text file."""
    path.write_text(text, "utf-8")
    return path


def named(path: Path, name: str) -> object:
    """The value stored in a named cell, or the number of cells of a named range."""
    book = openpyxl.load_workbook(path, data_only=True)
    [(sheet, area)] = book.defined_names[name].destinations
    cells = book[sheet][area]
    return len(cells) if isinstance(cells, tuple) else cells.value


@pytest.mark.parametrize(("language", "title"), [("en", "Functions"), ("zh", "函数")])
def test_list_names_every_exercise(language: str, title: str) -> None:
    """The list has each exercise's name, and titles in the language."""
    done = clvxl("exercise", "list", "--language", language)
    assert 0 == done.exit_code
    assert title in done.output
    assert [] == [name for name in EXERCISES if name not in done.output]


def test_open_copies_and_never_replaces(tmp_path: Path) -> None:
    """Each opening writes a fresh copy; the earlier one stays as it is."""
    first = clvxl("exercise", "open", "clv_dcf", "-o", tmp_path / "mine", "--no-open")
    assert 0 == first.exit_code
    kept = (tmp_path / "mine" / "clv_dcf.xlsx").read_bytes()
    second = clvxl("exercise", "open", "CLV-DCF", "-o", tmp_path / "mine", "--no-open",
                   "--language", "zh")  # fmt: skip
    assert "clv_dcf 2.xlsx" in second.output
    assert kept == (tmp_path / "mine" / "clv_dcf.xlsx").read_bytes()
    assert "练习" == openpyxl.load_workbook(tmp_path / "mine" / "clv_dcf 2.xlsx").sheetnames[0]


def test_three_at_once(tmp_path: Path) -> None:
    """Three who open an exercise in the same moment get a workbook each."""
    command = [sys.executable, "-m", "clvxl.cli", "exercise", "open", "clv_dcf", "--no-open", "-o"]
    three = [
        subprocess.Popen([*command, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = {one.communicate()[0].strip() for one in three}
    assert [0, 0, 0] == [one.returncode for one in three]
    names = ["clv_dcf 2.xlsx", "clv_dcf 3.xlsx", "clv_dcf.xlsx"]
    assert names == sorted(os.listdir(tmp_path))
    assert {f"→ {tmp_path / name}" for name in names} == said


@pytest.mark.long
def test_build_workbooks_asks_before_it_replaces(tmp_path: Path) -> None:
    """Workbooks that are there are replaced with --force alone; else none of them is written."""
    edited = tmp_path / "zh" / "rfm.xlsx"
    edited.parent.mkdir()
    edited.write_bytes(b"edited")
    refused = clvxl("build-workbooks", "-o", tmp_path)
    assert 1 == refused.exit_code
    assert "rfm.xlsx is there already" in refused.output
    assert [edited] == [path for path in tmp_path.rglob("*") if path.is_file()]
    assert b"edited" == edited.read_bytes()
    assert 0 == clvxl("build-workbooks", "-o", tmp_path, "--force").exit_code
    assert b"edited" != edited.read_bytes()
    assert 2 * len(EXERCISES) == len(list(tmp_path.rglob("*.xlsx")))


def program(folder: Path, name: str, does: str) -> Path:
    """A program that writes down what it is to open, and then does something."""
    path = folder / name
    path.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo LibreOffice 25.2 && exit\n'
                    f'echo {name} "$@" >> "{folder}/started"\n{does}\n', "utf-8")  # fmt: skip
    path.chmod(0o755)
    return path


FAILED = "No program could be started: open it yourself."


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="they know programs themselves")
@pytest.mark.parametrize(
    ("system", "office", "started", "said"),
    [
        ("exit 0", "exit 0", ["xdg-open"], False),
        ("exec /bin/sleep 5", "exit 0", ["xdg-open"], False),
        ("exit 3", "exit 0", ["xdg-open", "soffice --calc"], False),
        ("exit 3", "exec /bin/sleep 5", ["xdg-open", "soffice --calc"], False),
        ("exit 3", "exit 1", ["xdg-open", "soffice --calc"], True),
        ("exit 3", None, ["xdg-open"], True),
        ("exit 3", "no screen", ["xdg-open"], True),
        (None, "exit 0", ["soffice --calc"], False),
    ],
)
def test_open_starts_a_program(
    system: str | None, office: str | None, started: list[str], said: bool, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The system's program opens the copy, or else LibreOffice; where neither can, that is said."""
    programs = tmp_path / "programs"
    programs.mkdir()
    if system is not None:
        program(programs, "xdg-open", system)
    if office is not None:
        program(programs, "soffice", office)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setenv("CLVXL_SOFFICE", str(programs / "soffice"))
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":9")
    if office == "no screen":
        monkeypatch.delenv("DISPLAY")
    monkeypatch.setattr(opening, "SECONDS", 0.5)
    done = clvxl("exercise", "open", "clv_dcf", "-o", tmp_path)
    opened = (programs / "started").read_text("utf-8").splitlines()
    assert [f"{each} {tmp_path / 'clv_dcf.xlsx'}" for each in started] == opened
    assert said == (FAILED in done.output)
    assert 0 == done.exit_code


@pytest.mark.parametrize(("platform", "code", "opens"), [("win32", 0, True), ("darwin", 1, False)])
def test_windows_and_macos_know_the_program(
    platform: str, code: int, opens: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the system itself is asked to open a file."""
    asked: list[str] = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("click.launch", lambda path: asked.append(path) or code)
    monkeypatch.setenv("CLVXL_SOFFICE", str(tmp_path / "nowhere"))
    assert opens == opening.open_document(tmp_path / "a.xlsx")
    assert [str(tmp_path / "a.xlsx")] == asked


def test_open_writes_to_the_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual folder is clvxl in the documents, or in the home folder where there are none."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path / "Documents")
    assert tmp_path / "clvxl" == documents()
    (tmp_path / "Documents").mkdir()
    assert tmp_path / "Documents" / "clvxl" == documents()


def test_unknown_exercise(tmp_path: Path) -> None:
    """A name that no exercise has exits with 1 and the names that exist, in Chinese too."""
    done = clvxl("exercise", "open", "nope", "-o", tmp_path, "--language", "zh")
    assert (1, "clvxl: 没有名为 nope 的练习：请从 clv_simple") == (
        done.exit_code, done.output[: len("clvxl: 没有名为 nope 的练习：请从 clv_simple")]
    )  # fmt: skip


def test_fill_by_name(tmp_path: Path) -> None:
    """A .csv with Chinese headers fills the English template; what depends on it shrinks."""
    data, out = write(tmp_path / "own.csv", FLOWS), tmp_path / "out.xlsx"
    done = clvxl("fill", "clv_dcf", data, "-o", out)
    assert (0, True) == (done.exit_code, "3 rows filled in." in done.output)
    assert 3 == named(out, "in_revenue")
    assert 60 + 60 + 60 - 5000 == named(out, "sol_naive")


def test_fill_takes_changed_figures_along(tmp_path: Path) -> None:
    """A template's changed figures come along, its language too; the template stays as it is."""
    clvxl("exercise", "open", "clv_dcf", "-o", tmp_path, "--no-open", "--language", "zh")
    template = tmp_path / "clv_dcf.xlsx"
    book = openpyxl.load_workbook(template)
    [(sheet, area)] = book.defined_names["in_discount_rate"].destinations
    book[sheet][area] = 0.0
    book.save(template)
    kept = template.read_bytes()
    done = clvxl("fill", template, write(tmp_path / "own.csv", FLOWS), "-o", tmp_path / "out.xlsx")
    assert 0 == done.exit_code, done.output
    assert 0 == named(tmp_path / "out.xlsx", "in_discount_rate")
    assert 5000 == named(tmp_path / "out.xlsx", "in_acquisition_cost")
    assert "练习" == openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames[0]
    assert kept == template.read_bytes()


def test_fill_names_its_file_after_both(tmp_path: Path) -> None:
    """Without -o the workbook stands beside the data, named after data and template."""
    clvxl("fill", "clv_dcf", write(tmp_path / "own.csv", FLOWS))
    assert ["own-clv_dcf.xlsx", "own.csv"] == sorted(os.listdir(tmp_path))


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("a,b\n1,2\n", 1, "there is no column Revenue among the headers a, b"),
        ("Revenue\nabc\n5\n", 1, "column Revenue must hold numbers"),
        ("Revenue\n", 1, ""),
    ],
)
def test_fill_refuses_before_it_writes(tmp_path: Path, text: str, code: int, sentence: str) -> None:
    """What does not fit is said in a sentence, and nothing is written."""
    data = write(tmp_path / "own.csv", text)
    done = clvxl("fill", "clv_dcf", data, "-o", tmp_path / "out.xlsx")
    assert code == done.exit_code
    assert done.output.startswith("clvxl: ")
    assert sentence in done.output
    assert ["own.csv"] == os.listdir(tmp_path)


def test_fill_refuses_what_is_no_template(tmp_path: Path) -> None:
    """A workbook that is no template is refused with the way to get one."""
    book = openpyxl.Workbook()
    book.save(tmp_path / "a.xlsx")
    done = clvxl("fill", tmp_path / "a.xlsx", write(tmp_path / "own.csv", FLOWS))
    assert 1 == done.exit_code
    said = (
        "a.xlsx is no template of clvxl: take one from 'clvxl exercise open', or name an exercise"
    )
    assert said in done.output


def test_fill_never_replaces_unasked(tmp_path: Path) -> None:
    """A file that is there is replaced with --force only, the template and the data never."""
    data = write(tmp_path / "own.csv", FLOWS)
    out = write(tmp_path / "out.xlsx", "mine")
    assert 1 == clvxl("fill", "clv_dcf", data, "-o", out).exit_code
    assert "mine" == out.read_text()
    assert 0 == clvxl("fill", "clv_dcf", data, "-o", out, "--force").exit_code
    assert 2 == clvxl("fill", out, data, "-o", out, "--force").exit_code


def test_fill_with_sales_and_named_columns(tmp_path: Path) -> None:
    """Sales fill a template by headers that the user names; bad lines are left out if asked."""
    text = "who,when,how much\n007,2025-01-05,3\n7,2025-01-09,4\n007,x,5\n"
    data = write(tmp_path / "own.csv", text)
    options = ["--customer", "who", "--date", "when", "--amount", "how much"]
    refused = clvxl("fill", "rfm", data, *options, "-o", tmp_path / "o.xlsx")
    assert "row 4 has a date that cannot be read (customer 007, date x, amount 5" in refused.output
    done = clvxl("fill", "rfm", data, *options, "--leave-out", "-o", tmp_path / "o.xlsx")
    assert 0 == done.exit_code, done.output
    assert "1  the date cannot be read" in done.output
    assert 2 == named(tmp_path / "o.xlsx", "in_customer")


def test_options_for_sales_go_with_sales(tmp_path: Path) -> None:
    """--customer with a template that takes no sales is a wrong usage."""
    data = write(tmp_path / "own.csv", FLOWS)
    assert 2 == clvxl("fill", "clv_dcf", data, "--customer", "x").exit_code


def test_free_file_counts_on(tmp_path: Path) -> None:
    """A second and a third copy get numbers."""
    for expected in ("a.xlsx", "a 2.xlsx", "a 3.xlsx"):
        path = free_file(tmp_path, "a")
        assert expected == path.name
        path.write_text("")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sheet_taken_is_named(tmp_path: Path, language: str) -> None:
    """The sheet that was taken is said, and those that would fit too; one of them can be named."""
    book = openpyxl.Workbook()
    for name in ("This", "That"):
        sheet = book.create_sheet(name)
        sheet.append(["Year", "Revenue"])
        sheet.append(["1", len(book.sheetnames)])
    book.save(tmp_path / "own.xlsx")
    fill = ("fill", "clv_dcf", tmp_path / "own.xlsx", "--force", "--language", language)
    shown = {"en": ("Sheet: ", "Sheets passed over: "), "zh": ("工作表: ", "未读的工作表: ")}[
        language
    ]
    done = clvxl(*fill)
    assert (f"{shown[0]}This", f"{shown[1]}That") == tuple(done.output.splitlines()[1:3])
    assert f"{shown[0]}That" in clvxl(*fill, "--sheet", "That").output


def test_the_language_is_the_templates_own(tmp_path: Path) -> None:
    """What is said is in the template's language, or in the one that is asked for."""
    clvxl("exercise", "open", "clv_dcf", "-o", tmp_path, "--no-open", "--language", "zh")
    template, data = tmp_path / "clv_dcf.xlsx", write(tmp_path / "own.csv", FLOWS)
    assert "已填入 3 行" in clvxl("fill", template, data).output
    assert "3 rows" in clvxl("fill", template, data, "--force", "--language", "en").output
    wrong = write(tmp_path / "wrong.csv", "a,b\n1,2\n")
    assert "表头" in clvxl("fill", template, wrong).output
    assert "there is no column" in clvxl("fill", template, wrong, "--language", "en").output
    assert "没有名为" in clvxl("fill", "no", data, "--language", "zh").output


def test_figures_are_refused_in_the_templates_language(tmp_path: Path) -> None:
    """A figure that cannot be is told with its own label before the data are even looked at."""
    clvxl("exercise", "open", "clv_dcf", "-o", tmp_path, "--no-open", "--language", "zh")
    template = tmp_path / "clv_dcf.xlsx"
    book = openpyxl.load_workbook(template)
    [(sheet, area)] = book.defined_names["in_discount_rate"].destinations
    book[sheet][area] = "很高"
    book.save(template)
    done = clvxl("fill", template, tmp_path / "gone.csv")
    assert (1, True, True) == (done.exit_code, "折现率" in done.output, "很高" in done.output)


def test_changed_figures_that_follow_from_the_data_are_said(tmp_path: Path) -> None:
    """A changed figure that is worked out anew from the data is named in the end."""
    clvxl("exercise", "open", "clv_simple", "-o", tmp_path, "--no-open")
    template = tmp_path / "clv_simple.xlsx"
    book = openpyxl.load_workbook(template)
    [(sheet, area)] = book.defined_names["in_months"].destinations
    book[sheet][area] = 99
    book.save(template)
    text = "Card,Date,Amount\na,2025-01-05,3\nb,2025-03-09,4\na,2025-03-10,5\n"
    done = clvxl("fill", template, write(tmp_path / "own.csv", text), "-o", tmp_path / "o.xlsx")
    assert "not taken along, it follows from your data: Months" in done.output
    assert 3 == named(tmp_path / "o.xlsx", "in_months")


def test_dates_and_decimals_can_be_said(tmp_path: Path) -> None:
    """--day-first, --month-first and --decimal settle what can be read two ways."""
    data = write(tmp_path / "own.csv", "Customer;Date;Amount\na;3/4/2025;1,500\nb;5/6/2025;2,500\n")
    out = tmp_path / "o.xlsx"
    assert "--day-first" in clvxl("fill", "rfm", data, "-o", out).output
    days = {}
    for order, decimal in (("day", ","), ("month", ".")):
        done = clvxl("fill", "rfm", data, "-o", out, "--force", f"--{order}-first", "--decimal",
                     decimal)  # fmt: skip
        assert 0 == done.exit_code, done.output
        book = openpyxl.load_workbook(out, data_only=True)
        days[order] = [book["Sales"].cell(2, column).value for column in (2, 3)]
    assert ["2025-04-03", "2025-03-04"] == [f"{days[o][0]:%Y-%m-%d}" for o in ("day", "month")]
    assert [1.5, 1500] == [days[o][1] for o in ("day", "month")]
    flows = write(tmp_path / "flows.csv", FLOWS)
    assert 2 == clvxl("fill", "clv_dcf", flows, "--day-first").exit_code


@pytest.mark.parametrize(
    ("template", "data", "code", "said"),
    [
        ("", "own.csv", 2, "TEMPLATE is empty"),
        (" ", "own.csv", 2, "TEMPLATE is empty"),
        ("x" * 300, "own.csv", 1, "is too long: choose a shorter one"),
        ("x" * 300 + ".xlsx", "own.csv", 1, "is too long: choose a shorter one"),
        ("clv_dcf", "x" * 300 + ".csv", 1, "is too long: choose a shorter one"),
        ("clv_dcf", "no.csv", 1, "no.csv does not exist"),
        ("./no", "own.csv", 1, "no does not exist: check its name and folder"),
        ("own.csv", "own.csv", 1, "own.csv is no template of clvxl"),
        ("clv_dcf", ".", 1, "is a folder: name a file in it"),
    ],
)
def test_names_that_lead_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str, data: str, code: int, said: str
) -> None:
    """A name that is empty, too long or of no file is one sentence with a true remedy."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "own.csv", FLOWS)
    done = clvxl("fill", template, data)
    assert (code, True) == (done.exit_code, said in done.output), done.output
    assert ["own.csv"] == os.listdir(tmp_path)


def test_a_name_wins_over_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exercise's name is that exercise, also where a folder is called so."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clv_dcf").mkdir()
    assert 0 == clvxl("fill", "clv_dcf", write(tmp_path / "own.csv", FLOWS)).exit_code


def test_the_data_are_never_written_to(tmp_path: Path) -> None:
    """OUT that is DATA is a wrong usage, told in the words of this command."""
    clvxl("exercise", "open", "clv_dcf", "-o", tmp_path, "--no-open")
    data = tmp_path / "clv_dcf.xlsx"
    done = clvxl("fill", "clv_dcf", data, "-o", data, "--force")
    assert (2, True) == (done.exit_code, "OUT is DATA" in done.output)


def test_a_template_is_data_for_itself(tmp_path: Path) -> None:
    """A copy as the data gives its own rows; the questions below are none of them."""
    clvxl("exercise", "open", "clv_dcf", "-o", tmp_path, "--no-open")
    done = clvxl("fill", "clv_dcf", tmp_path / "clv_dcf.xlsx", "-o", tmp_path / "o.xlsx")
    assert "4 rows filled in." in done.output
    assert 4 == named(tmp_path / "o.xlsx", "in_revenue")


def test_no_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a home folder the remedy is to name a folder."""
    monkeypatch.setattr("clvxl.exercises.workbooks._is_own_folder", lambda path: False)
    done = clvxl("exercise", "open", "clv_dcf", "--no-open")
    assert (1, "clvxl: no home folder is known: choose a folder with -o\n") == (
        done.exit_code, done.output
    )  # fmt: skip
