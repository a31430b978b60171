"""What a person sees: windows on a virtual screen, kept as pictures in build/screens."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest

from clvxl.exercises.catalogue import EXERCISES
from clvxl.hosts.libreoffice._uno import color, service
from clvxl.report.style import ACCENT, INK
from clvxl.sheet.registry import REGISTRY
from tests.hosts.libreoffice import driver, screen
from tests.hosts.libreoffice.screen import (
    HEIGHT,
    PATIENCE,
    WIDTH,
    Picture,
    Screen,
    on_screen,
    photograph,
)
from tests.hosts.travelled import RESULTS, travelled
from tests.sales_report import sales_workbook

pytestmark = pytest.mark.calc
MANY = 50
"""Colours of a picture with text, more than a blank window has."""
SHOWN = {("clv_dcf", "en")}
"""The templates of which pictures are kept by default; of all in the long run."""
LOOKS = 20
"""So often a machine with much to do is looked at until it shows what it should."""


@pytest.fixture(scope="module")
def screens(root: Path) -> Path:
    """Where pictures are kept, to be looked at; git leaves it alone."""
    return root / "build" / "screens"


@pytest.fixture(scope="module")
def sales(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """The workbook with sales, opened as a person does, and segmented."""
    workbook = sales_workbook(tmp_path_factory.mktemp("sales"))
    with on_screen(workbook, tmp_path_factory.mktemp("screen")) as opened:
        assert ["Sales", "Parameters"] == list(opened.document.Sheets.ElementNames)
        assert_only_the_window(opened)
        opened.dispatch("org.clvxl:segment", Silent=True)
        yield opened


def assert_only_the_window(opened: Screen, name: str = "sales.xlsx") -> None:
    """There is the workbook's window, and no dialog beside it."""
    (title,) = opened.titles()
    assert title.startswith(name)


def kept(picture: Picture, target: Path) -> Picture:
    """The picture, written, after a look that it shows something in full size."""
    picture.save(target)
    assert target.read_bytes().startswith(b"\x89PNG")
    assert (WIDTH, HEIGHT) == picture.size
    assert MANY < picture.colors
    return picture


def test_summary(sales: Screen, screens: Path) -> None:
    """Segment sheet leaves the report on the screen at 100 %, in its colours, without a dialog."""
    assert "Summary" == sales.controller.ActiveSheet.Name
    sales.show("Summary")
    picture = kept(sales.photograph(), screens / "summary.png")
    assert WIDTH // 2 < picture.count(ACCENT), "the line below the headers is longer than this"
    assert picture.count(INK)
    assert 100 == sales.controller.ZoomValue
    assert_only_the_window(sales)


def test_menu(sales: Screen, screens: Path) -> None:
    """A click on CLV in the menu bar opens a menu below it, which Escape closes again."""
    sales.show("Summary")
    before = sales.photograph()
    sales.menu("CLV")
    picture = kept(sales.photograph(), screens / "menu.png")
    changed = np.argwhere((before.pixels != picture.pixels).any(axis=2))
    assert 100 * 100 < len(changed), "a menu of five lines is larger than this"
    assert_only_the_window(sales)
    sales.press("Escape", "Escape")
    assert any(
        np.array_equal(before.pixels[150:], sales.photograph().pixels[150:]) for _ in range(LOOKS)
    ), "the sheet is not as it was before"


def test_explain_offers_a_remedy(sales: Screen, screens: Path) -> None:
    """Explain's window has a button that mends the formula; a person clicks on it."""
    sheet = sales.document.Sheets.getByName("Sales")
    for row, formula in enumerate(("5", "=NA()", "9", "7")):
        sheet.getCellByPosition(7, row).setFormula(formula)
    area = sheet.getCellRangeByName("I1:I4")
    area.setArrayFormula("=DECILE(H1:H4;3)")
    assert "Err:504" == area.getCellByPosition(0, 0).String
    sales.show("Sales", "I1")
    clicked = Thread(target=sales.dispatch, args=("org.clvxl:explain",), daemon=True)
    clicked.start()
    assert any(2 == len(sales.titles()) for _ in range(LOOKS))
    kept(sales.photograph(), screens / "explain.png")
    sales.button("Let errors pass")
    clicked.join(PATIENCE)
    assert not clicked.is_alive()
    assert ["3", "#N/A", "1", "2"] == [area.getCellByPosition(0, row).String for row in range(4)]
    assert_only_the_window(sales)


def test_function_wizard(sales: Screen, screens: Path) -> None:
    """The function wizard opens on a cell with a function of clvxl."""
    cell = sales.document.Sheets.getByName("Sales").getCellRangeByName("F2")
    cell.setFormula("=CLV_SIMPLE(20;6;3;15)")
    sales.show("Sales", "F2")
    sales.dispatch(".uno:FunctionDialog")
    kept(sales.photograph(), screens / "function-wizard.png")
    titles = sales.titles()
    assert 2 == len(titles)
    assert "Function Wizard" in titles


def offered(controller: Any) -> bool:
    """Whether the bar is there, half a second later if it is not: Python may still be starting."""
    if not controller.hasInfobar("org.clvxl.refresh"):
        time.sleep(0.5)
    return bool(controller.hasInfobar("org.clvxl.refresh"))


def test_a_bar_offers_to_refresh(tmp_path_factory: pytest.TempPathFactory, screens: Path) -> None:
    """Above a workbook that Excel saved elsewhere a bar offers the refresh; one click does it."""
    workbook = travelled(tmp_path_factory.mktemp("travelled") / "book.xlsx")
    with on_screen(workbook, tmp_path_factory.mktemp("bar")) as shown:
        assert any(offered(shown.controller) for _ in range(LOOKS))
        kept(shown.photograph(), screens / "refresh.png")
        assert_only_the_window(shown, "book.xlsx")
        shown.bar("Refresh CLV formulas")
        assert any(2 == len(shown.titles()) for _ in range(LOOKS))
        kept(shown.photograph(), screens / "refreshed.png")
        shown.button("OK")
        assert any(1 == len(shown.titles()) for _ in range(LOOKS))
        assert not shown.controller.hasInfobar("org.clvxl.refresh")
        sheet = shown.document.Sheets.getByName("Data")
        assert RESULTS == {place: sheet.getCellRangeByName(place).Value for place in RESULTS}


def test_no_bar_above_other_workbooks(window: Screen) -> None:
    """A workbook without such formulas opens without the bar."""
    assert not window.controller.hasInfobar("org.clvxl.refresh")


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A Calc whose menus are Chinese."""
    workbook = sales_workbook(tmp_path_factory.mktemp("chinese"))
    folder = tmp_path_factory.mktemp("interface")
    with on_screen(workbook, folder, interface="zh-CN") as opened:
        yield opened


def test_chinese_menu(chinese: Screen, screens: Path) -> None:
    """With Chinese menus clvxl's own are Chinese, and so is what it says."""
    before = chinese.photograph()
    chinese.menu("CLV")
    picture = kept(chinese.photograph(), screens / "menu-zh.png")
    assert 100 * 100 < (before.pixels != picture.pixels).any(axis=2).sum()
    chinese.press("Escape", "Escape")
    chinese.dispatch("org.clvxl:segment", Silent=True)
    assert ("概要", "地图") == chinese.document.Sheets.ElementNames[2:4]


def test_chinese_function_wizard(chinese: Screen, screens: Path) -> None:
    """The function wizard's help is Chinese: the function's, its category's, each argument's."""
    known = service(chinese.context, "sheet.FunctionDescriptions").getByName("CLV_SIMPLE")
    told = {one.Name: one.Value for one in known}
    assert told["Description"] == REGISTRY["CLV_SIMPLE"].help.zh
    assert [a.help.zh for a in REGISTRY["CLV_SIMPLE"].arguments] == [
        argument.Description for argument in told["Arguments"]
    ]
    cell = chinese.document.Sheets.getByName("Sales").getCellRangeByName("F2")
    cell.setFormula("=CLV_SIMPLE(20;6;3;15)")
    chinese.show("Sales", "F2")
    chinese.dispatch(".uno:FunctionDialog")
    kept(chinese.photograph(), screens / "function-wizard-zh.png")
    assert 2 == len(chinese.titles())


def test_photograph(tmp_path: Path) -> None:
    """Any workbook's sheet is photographed in one call, in the size that is asked for."""
    target = tmp_path / "new" / "sales.png"
    picture = photograph(sales_workbook(tmp_path), "Sales", target, 800, 600)
    assert (800, 600) == picture.size
    assert MANY < picture.colors
    assert picture.count(ACCENT)
    assert target.exists()


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A window to show one workbook after the other."""
    first = sales_workbook(tmp_path_factory.mktemp("first"))
    with on_screen(first, tmp_path_factory.mktemp("window")) as opened:
        yield opened


def sheets_kept(opened: Screen, command: str, folder: Path, **given: Any) -> list[str]:
    """The sheets that a job adds, each kept as a picture of its head."""
    before = set(opened.document.Sheets.ElementNames)
    opened.dispatch(f"org.clvxl:{command}", Silent=True, **given)
    new = [name for name in opened.document.Sheets.ElementNames if name not in before]
    for name in new:
        opened.show(name)
        kept(opened.photograph(), folder / command / f"{name}.png")
    return new


@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.long)])
def test_sheets_of_both_jobs(language: str, window: Screen, screens: Path, tmp_path: Path) -> None:
    """Every sheet of a comparison and of a forecast is kept as a picture, without a dialog."""
    window.load(sales_workbook(tmp_path))
    folder = screens / language
    segments = sheets_kept(window, "segment", folder, compare="6m", language=language)
    window.show("Sales")
    forecast = sheets_kept(window, "forecast", folder, language=language)
    if language == "en":
        assert [
            "Summary", "Map", "Movement", "Call list", "Customers", "Moves", "Chart figures",
            "Method",
        ] == segments  # fmt: skip
        assert ["Summary 2", "Customers 2", "Fit", "Method 2"] == forecast
    else:
        assert {"概要", "变动", "联系名单", "变动明细"} < set(segments)
        assert ["概要 2", "客户 2", "拟合", "方法 2"] == forecast
    assert_only_the_window(window)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        pytest.param(name, language, marks=[] if (name, language) in SHOWN else pytest.mark.long)
        for name in EXERCISES
        for language in ("en", "zh")
    ],
)
def test_templates(
    name: str, language: str, root: Path, screens: Path, tmp_path: Path, window: Screen
) -> None:
    """Every sheet of every template is kept as a picture, without a dialog in front of it."""
    # A copy: an open document leaves a lock file beside it.
    window.load(Path(shutil.copy(root / "workbooks" / language / f"{name}.xlsx", tmp_path)))
    (title,) = window.titles()
    assert title.startswith(f"{name}.xlsx")
    for sheet in window.document.Sheets:
        sheet.IsVisible = True
        window.show(sheet.Name)
        assert sheet.Name == window.controller.ActiveSheet.Name
        kept(window.photograph(), screens / language / name / f"{sheet.Name}.png")


def test_picture(tmp_path: Path) -> None:
    """Pixels are counted by colour."""
    pixels = np.zeros((3, 4, 3), np.uint8)
    pixels[0, :2] = [color(ACCENT) >> 16, color(ACCENT) >> 8 & 255, color(ACCENT) & 255]
    picture = Picture(pixels)
    assert (4, 3) == picture.size
    assert [2, 10, 0, 2] == [
        picture.count(ACCENT), picture.count("#000000"), picture.count("#FFFFFF"), picture.colors
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("required", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)]
)
def test_a_missing_program(
    required: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Xvfb or ImageMagick the pictures are skipped; where they are required, it fails."""
    monkeypatch.setenv(driver.REQUIRED, required)
    for lost in ("Xvfb", "import"):
        monkeypatch.setattr(
            screen.shutil, "which", lambda name, lost=lost, **_: None if name == lost else name
        )
        with pytest.raises(outcome, match=f"{lost} is not installed"):
            screen.require_screen()
