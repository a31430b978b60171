"""A second job is found on every face by its declaration alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from click.testing import CliRunner

from clvxl.cli import main
from clvxl.hosts.excel import commands
from clvxl.hosts.excel.ribbon import ICONS, entries, ribbon_module, ribbon_texts, ribbon_xml
from clvxl.hosts.libreoffice import _dialogs, settings
from clvxl.hosts.libreoffice.builder import parts
from clvxl.hosts.libreoffice.icons import DRAWINGS
from clvxl.jobs.catalogue import JOBS, register
from clvxl.jobs.spec import Icon
from tests.hosts.excel.book import Book
from tests.hosts.second_job import TALLY

CSV = "Customer,Date,Amount\na,2025-01-01,1\nb,2025-01-02,1\na,2025-01-03,1\nc,2025-01-03,-1\n"
SALES = [["Customer", "Date", "Amount"], ["a", "2025-01-01", 1.0], ["b", "2025-01-02", 1.0],
         ["a", "2025-01-03", 1.0]]  # fmt: skip


@pytest.fixture(autouse=True)
def tally() -> Iterator[None]:
    """The catalogue with one line more."""
    register(TALLY)
    yield
    del JOBS[TALLY.name]


def test_command_line(tmp_path: Path) -> None:
    """It is a command with its own options, which writes its report and prints its figures."""
    path = tmp_path / "sales.csv"
    path.write_text(CSV)
    done = CliRunner().invoke(main, ["tally", str(path), "--most", "1", "--language", "zh"])
    assert 0 == done.exit_code, done.output
    assert {"计数", "as it is tallied"} <= set(map(str.strip, done.output.splitlines()))
    book = openpyxl.load_workbook(tmp_path / "sales-tally.xlsx")
    assert [("客户", "行数"), ("a", 2)] == list(book["计数"].values)
    again = CliRunner().invoke(main, ["tally", str(path), "--most", "4"])
    assert (2, True) == (again.exit_code, "four are too many" in again.output)
    assert "tally" in CliRunner().invoke(main, ["--help"]).output
    shown = " ".join(CliRunner().invoke(main, ["tally", "--help"]).output.split())
    for said in (
        "Count the lines of each customer of INPUT.", "--most INTEGER RANGE So many customers are",
        "[default: 3; 1<=x<=4]", "--listed-from [top|end] Who comes first.", "--returns",
        "tally.xlsx beside INPUT.", "clvxl tally sales.csv --most 2", "--customer HEADER",
    ):  # fmt: skip
        assert said in shown


def test_ribbon() -> None:
    """It has a group with its button and the drop-down that there is room for, in both languages."""
    root, space = ElementTree.fromstring(ribbon_xml()), "{*}"
    groups = root.findall(f".//{space}group")
    assert ["GroupSegments", "GroupForecast", "GroupTally"] == [g.get("id") for g in groups[:3]]
    button, *choices = groups[2]
    assert ("TallySheet", "RibbonClvxl.TallySheet") == (button.get("id"), button.get("onAction"))
    assert ["Most"] == [choice.get("id") for choice in choices]
    procedure = ribbon_module().partition("Public Sub TallySheet(")[2].partition("End Sub")[0]
    assert '"run_job", Array("job", "tally", "most", Chosen("Most")' in procedure
    assert ("job", "most", "language") == entries()["TallySheet"][1]
    texts = ribbon_texts()
    assert tuple(TALLY.title) == tuple(texts["TallySheet.label"])
    assert "列出这么多客户。" == texts["Most.supertip"].zh
    assert "2" == texts["Most.2"].en


def test_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its button draws its report behind the user's sheet and says its own sentence."""
    book = Book(Sales=SALES)
    monkeypatch.setattr(commands, "caller", lambda: book)
    commands.run_job("tally", "zh", most=1)
    ((text, mode),) = book.app.said
    assert ["Sales", "计数"] == [sheet.name for sheet in book.sheets]
    assert text.startswith("Sales, A1:C4 的 1 位客户：计数。\n\n读取方式：")
    assert "info" == mode
    assert "正在计数…" in book.app.shown


def test_calc_menu_toolbar_and_icon() -> None:
    """It stands in Calc's menu and toolbar after the first job, with an icon of its own."""
    content = parts([])
    addons = content["Addons.xcu"].decode()
    for place in ("org.clvxl.menu", "org.clvxl.toolbar"):
        shown = addons.partition(f'"{place}"')[2]
        first, second = shown.index("org.clvxl:segment<"), shown.index("org.clvxl:tally<")
        assert first < second < shown.index("org.clvxl:settings<")
        assert second < shown.index("本表计数")
    assert content["icons/tally_26.png"] != content["icons/segment_26.png"]


def test_calc_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialog shows its options after the first job's, once each, and hands on what is chosen."""
    made: dict[str, dict[str, Any]] = {}

    class Dialog:
        def __init__(self, *_: Any) -> None:
            made.clear()

        def add(self, kind: str, name: str, box: Any, **values: Any) -> Any:
            made[name] = values
            return type("Model", (), values)

        def run(self, frame: Any) -> bool:
            return True

    monkeypatch.setattr(_dialogs, "_Dialog", Dialog)
    before = settings.changed(settings.defaults(), most=2, listed_from="end")
    assert before == _dialogs.ask_settings(None, None, before, "zh")
    labels = [values["Label"] for name, values in made.items() if name.endswith("_label")]
    own = [option.label.zh for job in JOBS.values() for option in job.shown("ribbon", "settings")]
    assert list(dict.fromkeys(own)) == labels[: len(set(own))]
    assert ["显示客户数", "排列方式", "语言"] == labels[len(set(own)) - 2 : len(set(own)) + 1]
    assert ("自动", "最多", "最少") == made["listed_from"]["StringItemList"]
    assert (1,) == made["most"]["SelectedItems"]
    chosen = settings.choices(TALLY, before, "en")
    assert {"most": 2, "listed_from": "end", "returns": "deduct"} == chosen.values


def test_every_program_has_every_picture() -> None:
    """Whatever icon a job names, each program has one."""
    assert set(Icon.__args__) == set(ICONS)
    assert set(Icon.__args__) <= set(DRAWINGS)


def test_what_cannot_be_declared() -> None:
    """A second job of the name, or another option of a known name, is refused when it is entered."""
    from dataclasses import replace

    with pytest.raises(ValueError, match="there is a job tally"):
        register(TALLY)
    other = replace(TALLY.options[0], default="2")
    with pytest.raises(ValueError, match="another option is called most"):
        register(replace(TALLY, name="count", options=(other,)))
