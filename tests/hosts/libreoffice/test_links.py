"""Links in a document, clicked as a person clicks them: they run no command of the add-in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from clvxl.hosts.libreoffice._uno import service, struct
from clvxl.hosts.libreoffice.names import PROTOCOL
from tests.hosts.libreoffice.screen import PATIENCE, Screen, _all, on_screen
from tests.sales_report import sales_workbook

pytestmark = pytest.mark.calc
LEFT, TOP, HIGH = 80, 133, 21
"""Where the first cell is on the screen, and how much lower the next."""


@pytest.fixture
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A sheet whose first cell is a formula with a link, and whose second holds a linked text."""
    workbook = sales_workbook(tmp_path_factory.mktemp("sales"))
    with on_screen(workbook, tmp_path_factory.mktemp("screen")) as opened:
        opened.document.Sheets.insertNewByName("Links", 0)
        sheet = opened.document.Sheets.getByName("Links")
        sheet.Columns.getByIndex(0).Width = 6000
        address = f"{PROTOCOL}exercise?clv_simple"
        sheet.getCellByPosition(0, 0).Formula = f'=HYPERLINK("{address}";"a link in a cell")'
        field = opened.document.createInstance("com.sun.star.text.TextField.URL")
        field.URL, field.Representation = address, "a link in a text"
        text = sheet.getCellByPosition(0, 1).getText()
        text.insertTextContent(text.createTextCursor(), field, False)
        opened.show("Links")
        opened.photograph()
        yield opened


def said(screen: Screen) -> str:
    """What the dialog says that comes up; it is closed."""
    _wait(lambda: "CLV" in screen.titles(), "no dialog comes up")
    toolkit = service(screen.context, "awt.Toolkit")
    windows = [toolkit.getTopWindow(at) for at in range(toolkit.getTopWindowCount())]
    contexts = [window.getAccessibleContext() for window in windows]
    dialog = next(one for one in contexts if one.getAccessibleName() == "CLV")
    names = [one.getAccessibleName() for one in _all(dialog, lambda one: True)]
    screen.button("OK")
    _wait(lambda: "CLV" not in screen.titles(), "the dialog stays")
    return "\n".join(names)


def _wait(done: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until, otherwise
        time.sleep(0.2)


@pytest.mark.parametrize("row", [0, 1])
def test_a_link_runs_no_command(linked: Screen, row: int) -> None:
    """A click on a link to New exercise is refused with a sentence; no workbook comes up."""
    linked._run("xdotool", "mousemove", str(LEFT), str(TOP + row * HIGH))
    time.sleep(0.3)
    linked._run("xdotool", "keydown", "ctrl", "click", "1", "keyup", "ctrl")
    assert "a link in a document may not run a command of clvxl" in said(linked)
    (title,) = linked.titles()
    assert title.startswith("sales.xlsx")


def test_a_bar_runs_it(linked: Screen) -> None:
    """What the bar above a sheet offers does run."""
    button = struct("beans.StringPair", First="About it", Second=f"{PROTOCOL}about")
    linked.controller.appendInfobar("tests", "A bar", "with a button", 0, (button,), True)
    linked.photograph()
    linked.bar("About it")
    assert "Licence: MIT" in said(linked)
