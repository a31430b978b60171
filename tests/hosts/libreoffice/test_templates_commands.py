"""New exercise and Fill template, dispatched in a real Calc as the menu does it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clvxl.exercises.catalogue import EXERCISES
from clvxl.hosts.libreoffice._uno import named_values, service
from clvxl.hosts.libreoffice.settings import defaults, save
from clvxl.jobs.catalogue import JOBS
from tests.hosts.libreoffice.driver import Office
from tests.hosts.libreoffice.test_commands import content, document, put

__all__ = ["document"]

FLOWS = (("Year", "收入", "成本", "Retention"), ("one", 900.0, 100.0, 0.9),
         ("two", 800.0, 100.0, 0.8), ("three", 700.0, 100.0, 0.7))  # fmt: skip
pytestmark = pytest.mark.calc


@pytest.fixture
def folder(calc: Office) -> Iterator[Path]:
    """The folder of the new workbooks, empty; what was opened from it is closed again."""
    path = calc.documents / "clvxl"
    for old in path.glob("*"):
        old.unlink()
    yield path
    for opened in [one for one in calc.desktop.Components if path.as_uri() in one.URL]:
        opened.close(True)


def dispatched(calc: Office, document: Any, address: str, **values: Any) -> str:
    """Dispatch an address in LibreOffice's own process; return what its command says."""
    helper, frame = service(calc.context, "frame.DispatchHelper"), document.CurrentController.Frame
    given = named_values(Silent=True, **values)
    done = calc.on_main(lambda: helper.executeDispatch(frame, address, "_self", 0, given))
    return str(done.Result)


def opened(calc: Office, path: Path) -> Any:
    """The open document of a file."""
    (found,) = [one for one in calc.desktop.Components if one.URL == path.as_uri()]
    return found


@pytest.mark.parametrize(("language", "first"), [("auto", "Exercise"), ("zh", "练习")])
def test_new_exercise(calc: Office, document: Any, folder: Path, language: str, first: str) -> None:
    """The menu's address writes a fresh copy, in the settings' language, and shows it."""
    save(calc.context, {**defaults(), "language": language})
    before = content(document)
    said = dispatched(calc, document, "org.clvxl:exercise?clv_dcf")
    again = dispatched(calc, document, "org.clvxl:exercise", Name="clv_dcf")
    for path, told in ((folder / "clv_dcf.xlsx", said), (folder / "clv_dcf 2.xlsx", again)):
        assert str(path) in told
        new = opened(calc, path)
        assert first == new.Sheets.ElementNames[0]
        assert None is not new.CurrentController
        assert not new.isModified()
    assert before == content(document)


@pytest.mark.parametrize("cell", ["D8", "A1"])
def test_fill_template(calc: Office, document: Any, folder: Path, cell: str) -> None:
    """The table under the cursor, or the sheet's only one, fills a new workbook; none other changes."""
    sheet = document.Sheets.getByIndex(0)
    put(sheet, "C6", FLOWS)
    document.CurrentController.select(sheet.getCellRangeByName(cell))
    document.setModified(False)
    before = content(document)
    said = dispatched(calc, document, "org.clvxl:fill?clv_dcf")
    path = folder / "clv_dcf-filled.xlsx"
    assert f"3 rows of Sheet1, C6:F9 stand in the new workbook {path}" in said
    assert "No row is left out." in said
    new = opened(calc, path)
    cells = new.NamedRanges.getByName("in_revenue").getReferredCells()
    assert ((900.0,), (800.0,), (700.0,)) == cells.getDataArray()
    assert before == content(document)
    assert not document.isModified()


def test_fill_with_sales(calc: Office, document: Any, folder: Path) -> None:
    """Sales with dates of the sheet are counted; a customer who only returned things is told."""
    sheet = document.Sheets.getByIndex(0)
    rows = [(f"c{at % 30}", 45000.0 + at, 10.0 + at % 7) for at in range(120)]
    put(sheet, "A1", (("Customer", "Date", "Amount"), *rows, ("gone", 45100.0, -5.0)))
    said = dispatched(calc, document, "org.clvxl:fill", Name="rfm")
    assert "120 rows of Sheet1, A1:C122" in said
    assert "Rows left out: 1 (the customer has no purchase: 1)." in said
    assert "Exercise" in opened(calc, folder / "rfm-filled.xlsx").Sheets.ElementNames


def test_settings_say_how_dates_are_read(calc: Office, document: Any, folder: Path) -> None:
    """Dates in text are read as the settings say; where they must, the sentence names them."""
    rows = (("Customer", "Date", "Amount"), ("a", "3/4/2025", 1.0), ("b", "5/6/2025", 2.0))
    put(document.Sheets.getByIndex(0), "A1", rows)
    told = dispatched(calc, document, "org.clvxl:fill?rfm")
    assert "Settings" in told
    save(calc.context, {**defaults(), "dates": "day"})
    assert "2 rows of Sheet1" in dispatched(calc, document, "org.clvxl:fill?rfm")
    cells = opened(calc, folder / "rfm-filled.xlsx").NamedRanges.getByName("in_date")
    assert ((45750.0,), (45813.0,)) == cells.getReferredCells().getDataArray()


# fmt: off
REFUSED = [
    ("fill?clv_dcf", (("Revenue", "Retention"), (900.0, "high")), "Retention"),
    ("fill?clv_dcf", (("Revenue", "Retention"), (900.0, 90.0)), "or delete such rows"),
    ("fill?clv_dcf", (("Name", "Colour"), ("a", "red")), "no column Revenue"),
    ("fill?rfm", (("Customer", "Date", "Amount"), ("a", "2025-01-31", 1.0), ("b", "x", 2.0)),
     "row 3 has a date that cannot be read (customer b, date x, amount 2; 1 such row)"),
    ("fill?nothing", FLOWS, "there is no exercise nothing"),
    ("exercise?nothing", FLOWS, "there is no exercise nothing"),
    ("exercise", FLOWS, "no exercise is named"),
]
# fmt: on


@pytest.mark.parametrize(("command", "rows", "said"), REFUSED)
def test_what_does_not_fit(
    calc: Office, document: Any, folder: Path, command: str, rows: Any, said: str
) -> None:
    """One sentence with a remedy for a sheet; no file, no window, and the document as it was."""
    put(document.Sheets.getByIndex(0), "A1", rows)
    document.setModified(False)
    before, windows = content(document), len(list(calc.desktop.Components))
    told = dispatched(calc, document, f"org.clvxl:{command}")
    assert said in told
    assert "--" not in told
    assert "\n" not in told
    assert before == content(document)
    assert not document.isModified()
    assert [] == list(folder.glob("*"))
    assert windows == len(list(calc.desktop.Components))


def test_menu_has_every_exercise(calc: Office) -> None:
    """LibreOffice's own configuration holds both submenus, an entry an exercise, by its title."""
    provider = service(calc.context, "configuration.ConfigurationProvider")
    access = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess",
        named_values(nodepath="/org.openoffice.Office.Addons/AddonUI/OfficeMenuBar/org.clvxl.menu"),
    )
    menu = access.getByName("Submenu")
    items = [menu.getByName(name) for name in sorted(menu.ElementNames)]
    names = {item.getByName("Title"): item.getByName("Submenu") for item in items}
    jobs = [job.title.en for job in JOBS.values()]
    assert ["Segment sheet", "Forecast sheet"] == jobs
    assert [*jobs, "New exercise", "Fill template"] == list(names)[: len(jobs) + 2]
    for title, key in (("New exercise", "exercise"), ("Fill template", "fill")):
        entries = [names[title].getByName(name) for name in sorted(names[title].ElementNames)]
        assert [e.title.en for e in EXERCISES.values()] == [e.getByName("Title") for e in entries]
        addresses = [f"org.clvxl:{key}?{name}" for name in EXERCISES]
        assert addresses == [entry.getByName("URL") for entry in entries]
