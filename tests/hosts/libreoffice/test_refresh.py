"""Refresh CLV formulas: workbooks that Excel saved on another computer compute in Calc."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clvxl.hosts.libreoffice._uno import named_values, service
from clvxl.hosts.libreoffice.refresh import wants_refresh
from tests.hosts.chinese import english_in
from tests.hosts.travelled import CELLS, OFFICE, RENEWED, RESULTS, travelled

FILTERS = {".ods": "calc8", ".xlsx": "Calc MS Excel 2007 XML"}
HELP = (("function", "category"), ("CLV_SIMPLE", "CLV Lifetime value"))
USERS = "file:///C:\\Users\\a\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART\\clvxl.xlam"

Open = Callable[[Path], Any]


@pytest.fixture
def open_(calc: Any) -> Iterator[Open]:
    """Opens workbooks in a window, and closes them."""
    opened: list[Any] = []

    def load(path: Path) -> Any:
        address, shown = path.as_uri(), named_values(Hidden=False)
        opened.append(calc.desktop.loadComponentFromURL(address, "_blank", 0, shown))
        return opened[-1]

    yield load
    for document in opened:
        document.close(True)


def refresh(calc: Any, document: Any) -> str:
    """Run the command as the menu does; return what it says."""
    helper, frame = service(calc.context, "frame.DispatchHelper"), document.CurrentController.Frame
    silent = named_values(Silent=True)
    return calc.on_main(
        lambda: helper.executeDispatch(frame, "org.clvxl:refresh", "_self", 0, silent).Result
    )


def results(document: Any, cells: Any = RESULTS) -> dict[str, float]:
    """The values of cells, calculated anew; the error's number where there is one."""
    document.calculateAll()
    sheet = document.Sheets.getByIndex(0)
    found = {address: sheet.getCellRangeByName(address) for address in cells}
    return {address: cell.getError() or cell.Value for address, cell in found.items()}


def formulas(document: Any) -> Any:
    """All formulas of the first sheet."""
    return document.Sheets.getByIndex(0).getCellRangeByName("A1:C13").getFormulaArray()


def table(document: Any) -> Any:
    """The first cells of the array formula."""
    return document.Sheets.getByIndex(0).getCellRangeByName("B3:C4").getDataArray()


@pytest.mark.calc
@pytest.mark.parametrize("link", [None, (f"{OFFICE}/externalLinkPath", USERS)])
def test_a_workbook_from_excel_computes(
    calc: Any, open_: Open, tmp_path: Path, link: tuple[str, str] | None
) -> None:
    """After one command all formulas compute, the array formula too; strange ones stay."""
    book = travelled(tmp_path / "book.xlsx", **({} if link is None else {"link": link}))
    document = open_(book)
    strange = formulas(document)[11]
    assert wants_refresh(document, 9)
    assert f"CLV formulas entered again: {RENEWED}." == refresh(calc, document)
    assert RESULTS == results(document)
    assert HELP == table(document)
    assert strange == formulas(document)[11]
    assert not wants_refresh(document, 9)
    assert "CLV formulas entered again: 0." == refresh(calc, document)


@pytest.mark.calc
@pytest.mark.parametrize("kind", FILTERS)
def test_a_refreshed_workbook_stays_so(calc: Any, open_: Open, tmp_path: Path, kind: str) -> None:
    """Saved as .ods or .xlsx after the refresh and opened again, it computes by itself."""
    document = open_(travelled(tmp_path / "book.xlsx"))
    refresh(calc, document)
    saved = tmp_path / f"saved{kind}"
    document.storeToURL(saved.as_uri(), named_values(FilterName=FILTERS[kind]))
    again = open_(saved)
    assert not wants_refresh(again, 9)
    assert RESULTS == results(again)
    assert HELP == table(again)
    with zipfile.ZipFile(saved) as archive:
        assert [] == [name for name in archive.namelist() if "externalLink" in name]


@pytest.mark.calc
@pytest.mark.parametrize("kind", FILTERS)
def test_a_workbook_that_calc_saved_unrefreshed(
    calc: Any, open_: Open, tmp_path: Path, kind: str
) -> None:
    """Saved from Calc before anybody refreshed, and opened again, one command mends it yet."""
    document = open_(travelled(tmp_path / "book.xlsx"))
    saved = tmp_path / f"saved{kind}"
    document.storeToURL(saved.as_uri(), named_values(FilterName=FILTERS[kind]))
    again = open_(saved)
    assert wants_refresh(again, 9)
    assert f"CLV formulas entered again: {RENEWED}." == refresh(calc, again)
    assert RESULTS == results(again)
    assert HELP == table(again)


FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body>
<office:spreadsheet><table:table table:name="Data"><table:table-row>{cells}</table:table-row>
</table:table></office:spreadsheet></office:body></office:document>"""


@pytest.mark.calc
def test_formulas_typed_where_there_was_no_add_in(calc: Any, open_: Open, tmp_path: Path) -> None:
    """A Calc without the add-in saves a name in small letters, which shows #NAME? until then."""
    typed = ("clv_simple(20;6;3;15)", "1+clv_simple(clv_simple(1;1;0;1)+19;6;3;15)")
    cells = "".join(f'<table:table-cell table:formula="of:={one}"/>' for one in typed)
    file = tmp_path / "typed.fods"
    file.write_text(FLAT.format(cells=cells), "utf-8")
    document = open_(file)
    sheet = document.Sheets.getByIndex(0)
    assert ["#NAME?"] * 2 == [sheet.getCellByPosition(at, 0).String for at in (0, 1)]
    assert wants_refresh(document, 9)
    assert "CLV formulas entered again: 2." == refresh(calc, document)
    assert 345.0 == sheet.getCellByPosition(0, 0).Value
    assert 0 == sheet.getCellByPosition(1, 0).getError()


@pytest.mark.calc
@pytest.mark.parametrize("before", ["'file:///C:/a/clvxl.xlam'#", "'file:///C:/a/clvxl.xlam'#$",
                                    "clvxl.xlam!", "_xludf.", "_xlfn._xludf."])  # fmt: skip
def test_what_may_stand_before_a_function(
    calc: Any, open_: Open, tmp_path: Path, before: str
) -> None:
    """Whatever another program put before a function of ours, it is entered plain."""
    document = open_(travelled(tmp_path / "book.xlsx", {"A1": "<v>20</v>", "B1": "<v>1</v>"}))
    cell = document.Sheets.getByIndex(0).getCellRangeByName("B1")
    cell.setFormula(f"=1+{before}clv_simple(A1;6;3;15)")
    assert "#NAME?" == cell.String
    assert "CLV formulas entered again: 1." == refresh(calc, document)
    assert ("=1+ORG.CLVXL.FUNCTIONS.CLVSIMPLE(A1;6;3;15)", 346.0) == (cell.Formula, cell.Value)


@pytest.mark.calc
def test_it_is_one_step_of_undo(calc: Any, open_: Open, tmp_path: Path) -> None:
    """Undo brings all formulas back as they were, redo enters them again."""
    document = open_(travelled(tmp_path / "book.xlsx"))
    before = formulas(document)
    refresh(calc, document)
    after, steps = formulas(document), document.getUndoManager()
    assert ("Refresh CLV formulas",) == steps.getAllUndoActionTitles()
    steps.undo()
    assert before == formulas(document)
    steps.redo()
    assert after == formulas(document)
    assert RESULTS == results(document)
    assert HELP == table(document)


@pytest.mark.calc
def test_names_are_refreshed_too(calc: Any, open_: Open, tmp_path: Path) -> None:
    """A name that stands for such a formula computes; undone, it can be refreshed again."""
    book = travelled(
        tmp_path / "book.xlsx", {**CELLS, "B12": "<f>Worth+0</f><v>345</v>"},
        link=(f"{OFFICE}/externalLinkPath", USERS),
        names={"Worth": "[1]!CLV_SIMPLE(Data!$A$1,6,3,15)"},
    )  # fmt: skip
    document = open_(book)
    expected = {**RESULTS, "B12": 345.0}
    assert f"CLV formulas entered again: {RENEWED + 1}." == refresh(calc, document)
    assert expected == results(document, expected)
    document.getUndoManager().undo()
    assert document.NamedRanges.getByName("Worth").Content.startswith("[1]!CLV_SIMPLE(")
    refresh(calc, document)
    assert expected == results(document, expected)
    assert HELP == table(document)


@pytest.mark.calc
def test_protected_cells_are_left_and_said(calc: Any, open_: Open, tmp_path: Path) -> None:
    """On a protected sheet only open cells are entered; the others are counted and named."""
    document = open_(travelled(tmp_path / "book.xlsx", protected=True))
    before = formulas(document)
    said = refresh(calc, document)
    assert said.startswith(
        f"CLV formulas entered again: 0. Not entered, as their cells are protected: {RENEWED} "
        "(on Data)."
    )
    assert before == formulas(document)
    sheet = document.Sheets.getByIndex(0)
    sheet.unprotect("")
    cell = sheet.getCellRangeByName("B1")
    protection = cell.CellProtection
    protection.IsLocked = False
    cell.CellProtection = protection
    sheet.protect("")
    assert refresh(calc, document).startswith("CLV formulas entered again: 1. Not entered")
    assert 345.0 == results(document, ["B1"])["B1"]


@pytest.mark.calc
def test_a_workbook_for_reading_only(calc: Any, tmp_path: Path) -> None:
    """A workbook that is open for reading only is left as it is, and the remedy is said."""
    book = travelled(tmp_path / "book.xlsx")
    document = calc.desktop.loadComponentFromURL(
        book.as_uri(), "_blank", 0, named_values(Hidden=False, ReadOnly=True)
    )
    try:
        before = formulas(document)
        assert refresh(calc, document).endswith("choose Edit > Edit Mode, then refresh again")
        assert before == formulas(document)
    finally:
        document.close(True)


@pytest.mark.calc
def test_a_sheet_of_many_formulas(calc: Any, open_: Open, tmp_path: Path) -> None:
    """A thousand formulas take a few seconds, and a look that has no time left ends."""
    cells = {"A1": "<v>20</v>"} | {
        f"B{row}": "<f>[1]!CLV_SIMPLE(20,6,3,15)</f><v>345</v>" for row in range(1, 1001)
    }
    document = open_(travelled(tmp_path / "book.xlsx", cells))
    start = time.monotonic()
    assert "CLV formulas entered again: 1,000." == refresh(calc, document)
    assert time.monotonic() - start < 20
    assert {"B1000": 345.0} == results(document, ["B1000"])
    assert not wants_refresh(document, 0.0), "no time, no look"


@pytest.mark.calc
def test_no_bar_without_a_screen(calc: Any, open_: Open, tmp_path: Path) -> None:
    """A LibreOffice that nobody sees opens such a workbook without a bar and without waiting."""
    document = open_(travelled(tmp_path / "book.xlsx"))
    assert not document.CurrentController.hasInfobar("org.clvxl.refresh")


def test_what_is_said_in_chinese() -> None:
    """The sentences of the refresh and of the bar are Chinese, without English left."""
    from clvxl.hosts.libreoffice.texts import say

    for key in ("refreshed", "refresh_protected", "refresh_refused", "hint", "hint_more"):
        said = say(key, "zh", renewed=1, number=1, sheets="一")
        assert set() == english_in(said, "Calc", "CLV"), said
