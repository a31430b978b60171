"""What fill can be told: figures, columns, orders and a title; and what it says of the rest."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from clvxl.exercises.catalogue import EXERCISES
from tests.cli.test_exercises import FLOWS, clvxl, named, write


def first_sheet(path: Path) -> list[str]:
    """The texts of a workbook's first sheet."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    return [value for row in sheet.values for value in row if isinstance(value, str)]


def test_a_filled_template_is_the_users_own(tmp_path: Path) -> None:
    """Title, figures and columns by name; no story, a source, and what is still the exercise's."""
    data = write(tmp_path / "own.csv", "Jahr,Umsatz,Aufwand\n1,100,40\n2,90,30\n")
    out = tmp_path / "o.xlsx"
    done = clvxl("fill", "clv_dcf", data, "-o", out, "--title", "=Our plan", "--set", "折现率=12,5 %",
                 "--set", "Acquisition-cost=100", "--column", "revenue=Umsatz",
                 "--column", "服务成本=aufwand")  # fmt: skip
    assert 0 == done.exit_code, done.output
    assert (0.125, 100) == tuple(
        named(out, f"in_{k}") for k in ("discount_rate", "acquisition_cost")
    )
    assert 60 + 60 - 100 == named(out, "sol_naive")
    texts = first_sheet(out)
    assert "=Our plan" == texts[0]
    assert [] == [text for text in texts if "Brightwater" in text]
    assert any(text.startswith("Source: your own data, 2 rows of own.csv;") for text in texts)
    kept = [text for text in texts if text.endswith("still the exercise's own figure")]
    assert 3 == len(kept)
    assert any("marked so: 3. Type your own" in text for text in texts)
    assert "not yours: Inflation of all margins = 3%, " in done.output
    assert "--set inflation=VALUE" in done.output


def test_a_figure_that_is_set_is_the_users_own(tmp_path: Path) -> None:
    """A figure set to the exercise's own value is no longer called the exercise's."""
    data = write(tmp_path / "own.csv", FLOWS)
    done = clvxl("fill", "clv_dcf", data, "--set", "inflation=3%", "-o", tmp_path / "o.xlsx")
    assert "Inflation" not in done.output


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--set", "discount_rate"], 2, "--set takes NAME=VALUE"),
        (["--set", "rate=1"], 2, "its figures are acquisition_cost (Cost of winning a customer)"),
        (["--set", "inflation=1%", "--set", "通货膨胀率（毛利同幅上涨）=2%"], 2, "is given twice"),
        (["--set", "discount_rate=20"], 2, "in --set must be from 0 to 1, such as 0.2 for 20 %"),
        (["--set", "discount_rate=ten"], 2, "must be a number (it is ten)"),
        (["--set", "offer=1,500"], 1, "can be read two ways"),
        (["--column", "foo=收入"], 2, "its columns are year (Year), revenue (Revenue)"),
        (["--column", "cost=a", "--column", "成本=b"], 2, "the column cost is named twice"),
        (["--column", "revenue=Umsatz"], 1, "no column is called Umsatz: the headers are 期"),
        (["--column", "cost=收入"], 1, "there is no column Revenue"),
        (["--title", " "], 2, "a title is one line"),
        (["--title", "x" * 101], 2, "a title is one line"),
    ],
)
def test_what_fill_cannot_be_told(
    tmp_path: Path, options: list[str], code: int, said: str
) -> None:  # fmt: skip
    """Figures, columns and titles that cannot be are a sentence, and nothing is written."""
    data = write(tmp_path / "own.csv", FLOWS)
    done = clvxl("fill", "clv_dcf", data, *options)
    assert (code, True) == (done.exit_code, said in done.output), done.output
    assert ["own.csv"] == os.listdir(tmp_path)


def test_a_figure_must_be_one_of_the_data(tmp_path: Path) -> None:
    """A customer to look at who is none of the sales is refused, one of them is taken."""
    data = write(tmp_path / "own.csv", "Customer,Date,Amount\na,2025-01-05,3\nb,2025-03-09,4\n")
    fill = ("fill", "rfm", data, "-o", tmp_path / "o.xlsx", "--set")
    refused = clvxl(*fill, "chosen=c")
    assert (1, True) == (refused.exit_code, "Customer to look at cannot be c" in refused.output)
    assert 0 == clvxl(*fill, "chosen=b").exit_code
    assert "b" == named(tmp_path / "o.xlsx", "in_chosen")


def test_lines_of_an_order_are_one_row(tmp_path: Path) -> None:
    """--order makes the lines of an order one purchase, as segment does."""
    text = "Member,When,Paid,Order no.\na,2025-01-03,10,7\na,2025-01-03,5,7\nb,2025-02-03,10,8\n"
    data, out = write(tmp_path / "own.csv", text), tmp_path / "o.xlsx"
    done = clvxl("fill", "rfm", data, "-o", out, "--column", "customer=Member", "--column", "日期=When",
                 "--amount", "Paid", "--order", "Order no.")  # fmt: skip
    assert (0, True) == (done.exit_code, "2 rows filled in." in done.output), done.output
    assert 2 == named(out, "in_amount")


@pytest.mark.parametrize("name", [name for name in EXERCISES if name != "clv_dcf"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_working_of_another_template_is_no_data(tmp_path: Path, name: str, language: str) -> None:
    """No sheet of working or charts of a template is taken for a person's table."""
    clvxl("exercise", "open", name, "-o", tmp_path, "--no-open", "--language", language)
    done = clvxl("fill", "clv_dcf", tmp_path / f"{name}.xlsx", "-o", tmp_path / "o.xlsx")
    assert (1, True) == (done.exit_code, "there is no column Revenue" in done.output), done.output


@pytest.mark.parametrize(("language", "said"), [("en", "(may be missing)"), ("zh", "（可以没有）")])
def test_show_names_figures_and_columns(language: str, said: str) -> None:
    """Each figure and column that fill can be told of is listed."""
    for name, one in EXERCISES.items():
        shown = clvxl("exercise", "show", name, "--language", language).output
        keys = [each.key for each in (*one.figures, *one.data.fields)]
        assert [] == [key for key in keys if f"\n  {key} " not in shown]
    assert said in clvxl("exercise", "show", "clv_dcf", "--language", language).output
