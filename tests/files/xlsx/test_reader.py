"""Reading workbooks: the table wherever it stands, and one sentence for every file that is none."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter

from clvxl.errors import ClvxlError, ColumnsNotFoundError, FileError
from clvxl.files.xlsx import reader
from clvxl.files.xlsx.reader import Limits, read_sheet

HEADERS = ["Customer", "Date", "Amount"]
DAY = dt.datetime(2024, 5, 1)

PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
HEADER_ROW = (
    "<row r='1'>"
    + "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for letter, name in zip("ABC", HEADERS, strict=True)
    )
    + "</row>"
).replace("'", '"')


def raw_book(path: Path, rows: str, extra: dict[str, bytes] | None = None) -> Path:
    """A workbook of hand-made XML."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return path


def book(path: Path, sheets: dict[str, tuple[int, int, list[list[Any]]]], **options: Any) -> Path:
    """A workbook with blocks of cells: name to (row, column, rows)."""
    with xlsxwriter.Workbook(
        path, {"default_date_format": "yyyy-mm-dd hh:mm", "strings_to_formulas": False, **options}
    ) as target:
        for name, (row, column, rows) in sheets.items():
            sheet = target.add_worksheet(name)
            for offset, values in enumerate(rows):
                sheet.write_row(row + offset, column, values)
    return path


def refusal(path: Path, **options: Any) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(ClvxlError) as caught:
        read_sheet(path, **options)
    return str(caught.value)


def test_types_and_places(tmp_path: Path) -> None:
    """Numbers, dates, booleans and text come typed, with the row number that a sheet shows."""
    rows = [[*HEADERS, "Paid"], ["007", DAY, 12.5, True], [8, DAY, 3, False]]
    table = read_sheet(book(tmp_path / "t.xlsx", {"May": (0, 0, rows)}), all_columns=True)
    assert (*HEADERS, "Paid") == table.headers
    assert (2, True, {"sheet": "May"}, "t.xlsx") == (
        table.first_row,
        table.typed,
        table.facts,
        table.source,
    )
    assert [["007", "8"], [DAY, DAY], [12.5, 3.0], [True, False]] == [
        list(column) for column in table.columns
    ]
    assert ["float64", "bool"] == [str(column.dtype) for column in table.columns[2:]]
    assert pd.api.types.is_datetime64_dtype(table.columns[1])


@pytest.mark.parametrize(("row", "column"), [(0, 0), (0, 5), (1, 0), (2, 1), (150, 30)])
@pytest.mark.parametrize("title", [False, True])
def test_wherever_it_starts(tmp_path: Path, row: int, column: int, title: bool) -> None:
    """The table is found below a title and away from the corner, its row numbers right."""
    rows: list[list[Any]] = [["Sales of May"], [], ["by hand", 1]] if title else []
    rows += [HEADERS, ["a", DAY, 1.5], ["b", DAY, 2.5]]
    table = read_sheet(book(tmp_path / "t.xlsx", {"S": (row, column, rows)}))
    assert tuple(HEADERS) == table.headers
    assert row + (3 if title else 0) + 2 == table.first_row
    assert [["a", "b"], [1.5, 2.5]] == [list(table.columns[0]), list(table.columns[2])]


def test_slow_machine_loses_no_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The request reaches the process that reads, however short the first wait for its answer."""
    monkeypatch.setattr(reader, "FIRST_POLL", 0.0)
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, [HEADERS, ["a", DAY, 1.5]])})
    assert 1 == read_sheet(path, limits=Limits(seconds=30)).rows


def test_without_fastexcel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where fastexcel is not installed, as in the browser, one sentence says what to do instead."""
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, [HEADERS, ["a", DAY, 1.5]])})
    monkeypatch.setattr(reader, "find_spec", lambda name: None)
    with pytest.raises(FileError) as refused:
        read_sheet(path)
    assert "t.xlsx is a workbook, for which fastexcel is needed" in refused.value.sentence()
    assert "请用 pip install fastexcel 安装" in refused.value.sentence("zh")


def test_only_needed_columns(tmp_path: Path) -> None:
    """Columns that no job needs are not handed on, unless asked for."""
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, [["x", *HEADERS, "y"], [1, "a", DAY, 2, 3]])})
    assert tuple(HEADERS) == read_sheet(path).headers
    assert ("x", *HEADERS, "y") == read_sheet(path, all_columns=True).headers


def test_mixed_values(tmp_path: Path) -> None:
    """A column of mixed values is text, numbers written out; blanks and errors are missing."""
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as target:
        sheet = target.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        for row, value in enumerate(["00012", 17850, 12345678901, 0.5, None, DAY, True], start=1):
            sheet.write(row, 0, value)
            sheet.write_number(row, 2, row)
        sheet.write_formula(8, 0, "=1/0", None, "#DIV/0!")
        sheet.write_number(8, 2, 8)
    values = read_sheet(path).columns[0]
    expected = ["00012", "17850", "12345678901", "0.5", None, "2024-05-01 00:00:00", "TRUE", None]
    assert expected == [None if pd.isna(value) else value for value in values]
    assert {0: {7: "#DIV/0!"}} == read_sheet(path).errors


def test_booleans_with_blanks_are_text(tmp_path: Path) -> None:
    """A column of true, false and blanks keeps its blanks."""
    rows = [[*HEADERS, "Paid"], ["a", DAY, 1, True], ["a", DAY, 1]]
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, rows)})
    paid = read_sheet(path, all_columns=True).columns[3]
    assert ["TRUE", None] == [None if pd.isna(value) else value for value in paid]


@pytest.mark.parametrize("date_1904", [False, True])
def test_both_date_systems(tmp_path: Path, date_1904: bool) -> None:
    """A date is the same date whether the workbook counts from 1900 or from 1904."""
    rows = [HEADERS, ["a", DAY, 1]]
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, rows)}, date_1904=date_1904)
    assert [DAY] == list(read_sheet(path).columns[1])


def test_lengths_of_time_are_days(tmp_path: Path) -> None:
    """A length of time comes as the number of days that the sheet holds."""
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as target:
        sheet = target.add_worksheet()
        sheet.write_row(0, 0, [*HEADERS, "Stay"])
        sheet.write_row(1, 0, ["a", 1, 2])
        sheet.write_number(1, 3, 1.5, target.add_format({"num_format": "[h]:mm:ss"}))
    assert [1.5] == list(read_sheet(path, all_columns=True).columns[3])


def test_headers_as_written(tmp_path: Path) -> None:
    """Two columns of one name keep it, also beside a column that is really called name_1."""
    rows = [[*HEADERS, "Note", "Note", "Note_1", "", " x "], ["a", DAY, 1, 2, 3, 4, 5, 6]]
    table = read_sheet(book(tmp_path / "t.xlsx", {"S": (0, 0, rows)}), all_columns=True)
    assert (*HEADERS, "Note", "Note", "Note_1", "", "x") == table.headers


def test_doubled_column_is_handed_on(tmp_path: Path) -> None:
    """A second column of a needed name is not silently passed over: it is a rival."""
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, [[*HEADERS, "Amount"], ["a", DAY, 1, 2]])})
    table = read_sheet(path)
    assert table.found is not None
    assert (*HEADERS, "Amount") == table.headers
    assert {"amount": (3,)} == dict(table.found.rivals)


def test_first_sheet_with_the_columns(tmp_path: Path) -> None:
    """Empty sheets, chart sheets and sheets of something else are passed over."""
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as target:
        target.add_worksheet("Empty")
        notes = target.add_worksheet("Notes")
        notes.write_row("A1", ["Read me", "Amounts"])
        chart = target.add_chart({"type": "bar"})
        chart.add_series({"values": "=Sales!$C$2:$C$2"})
        target.add_chartsheet("Chart").set_chart(chart)
        sales = target.add_worksheet("Sales")
        sales.write_row(0, 0, HEADERS)
        sales.write_row(1, 0, ["a", 45000, 3])
    assert {"sheet": "Sales"} == read_sheet(path).facts
    assert {"sheet": "Sales"} == read_sheet(path, sheet=" sales").facts
    with pytest.raises(ColumnsNotFoundError, match="No: the headers are Customer, Date, Amount"):
        read_sheet(path, chosen={"customer": "No"})
    with pytest.raises(ColumnsNotFoundError, match="among the headers Read me, Amounts"):
        read_sheet(path, sheet="Notes")
    assert "sheet Empty of t.xlsx is empty: name another sheet" == refusal(path, sheet="Empty")
    assert "sheet Chart of t.xlsx is empty: name another sheet" == refusal(path, sheet="Chart")
    assert "t.xlsx has no sheet Sale: its sheets are Empty, Notes, Chart, Sales" == refusal(
        path, sheet="Sale"
    )


def test_no_sheet_with_anything(tmp_path: Path) -> None:
    """A workbook of empty sheets is refused as such."""
    path = book(tmp_path / "t.xlsx", {"A": (0, 0, []), "B": (0, 0, [])})
    assert "t.xlsx has no sheet with anything on it: check the file" == refusal(path)


def test_three_hundred_sheets(tmp_path: Path) -> None:
    """The columns are found on the last of 300 sheets in a few seconds."""
    sheets = {f"S{number}": (0, 0, [["nothing here"], [1]]) for number in range(299)}
    path = book(tmp_path / "t.xlsx", {**sheets, "Last": (3, 2, [HEADERS, ["a", DAY, 1]])})
    start = time.monotonic()
    table = read_sheet(path)
    assert ("Last", 5) == (table.facts["sheet"], table.first_row)
    assert time.monotonic() - start < 20


def test_all_columns_of_a_wide_sheet(tmp_path: Path) -> None:
    """Needed columns are found at the far end of 16,384 columns."""
    rows = [[f"c{index}" for index in range(16_381)] + HEADERS, [0] * 16_381 + ["a", DAY, 1]]
    table = read_sheet(book(tmp_path / "t.xlsx", {"S": (0, 0, rows)}))
    assert tuple(HEADERS) == table.headers
    assert [1.0] == list(table.columns[2])


def test_a_million_blank_rows(tmp_path: Path) -> None:
    """Formatted blank rows below the table cost little and are no rows."""
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, 1_000_001))
    data = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>45000</v></c><c r="C2"><v>9</v></c></row>'
    table = read_sheet(raw_book(tmp_path / "t.xlsx", HEADER_ROW + data + blank))
    assert [9.0] == list(table.columns[2])


def test_nothing_but_a_million_blank_rows(tmp_path: Path) -> None:
    """A sheet of formatted blank rows alone is an empty sheet."""
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(1, 1_000_001))
    assert "no sheet with anything on it" in refusal(raw_book(tmp_path / "t.xlsx", blank))


needs_limit = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux limits a process's memory"
)


@needs_limit
def test_cells_at_opposite_corners(tmp_path: Path) -> None:
    """Two cells that would need 512 GB between them end in one sentence, not in a crash."""
    rows = HEADER_ROW + '<row r="1048576"><c r="XFD1048576"><v>3</v></c></row>'
    assert "needs more memory" in refusal(raw_book(tmp_path / "t.xlsx", rows))


@needs_limit
def test_shared_string_bomb(tmp_path: Path) -> None:
    """A long text that a hundred thousand cells share does not fill the memory."""
    text = b"<sst><si><t>" + b"x" * (8 << 20) + b"</t></si></sst>"
    cells = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(2, 100_000))
    path = raw_book(tmp_path / "t.xlsx", HEADER_ROW + cells, {"xl/sharedStrings.xml": text})
    assert "needs more memory" in refusal(path, limits=Limits(memory=1 << 30))


def test_sizes_that_lie(tmp_path: Path) -> None:
    """A part that says it is small and is not still ends in one sentence or a table."""
    blank = "".join(f'<row r="{row}"><c r="A{row}"/></row>' for row in range(2, 300_000))
    path = raw_book(tmp_path / "t.xlsx", HEADER_ROW + blank)
    data = bytearray(path.read_bytes())
    for info in zipfile.ZipFile(path).infolist():
        if info.filename.endswith("sheet1.xml"):
            place = data.rfind(info.filename.encode()) - 46
            assert b"PK\x01\x02" == data[place : place + 4]
            data[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    try:
        rows = read_sheet(path).rows
    except ClvxlError:
        rows = 0
    assert 0 == rows


def test_zip_bomb(tmp_path: Path) -> None:
    """A part that packs 1,000 to one is refused before anything is unpacked."""
    path = raw_book(tmp_path / "t.xlsx", HEADER_ROW, {"xl/big.xml": bytes(100 << 20)})
    start = time.monotonic()
    assert "t.xlsx would unpack to 105 MB, which looks like a zip bomb" in refusal(path)
    assert time.monotonic() - start < 1
    assert "zip bomb" in refusal(path, limits=Limits(ratio=1e9, unpacked=50 << 20))


def test_too_slow(tmp_path: Path) -> None:
    """Reading ends when its time is over, and nothing is left running or lying about."""
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, [HEADERS, ["a", DAY, 1]])})
    assert "takes too long" in refusal(path, limits=Limits(seconds=0.0))


def _text(path: Path) -> None:
    path.write_text("Customer,Date,Amount\na,2024-05-01,3\n")


def _no_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")


def _open_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")


def _binary_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", "")


def _truncated(path: Path) -> None:
    whole = raw_book(path, HEADER_ROW).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _bad_xml(path: Path) -> None:
    raw_book(path, "<row><<<")


def _bad_stream(path: Path) -> None:
    data = bytearray(raw_book(path, HEADER_ROW * 50).read_bytes())
    place = data.find(b"xl/worksheets/sheet1.xml") + 30
    data[place : place + 40] = bytes(40)
    path.write_bytes(data)


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)

REFUSED: dict[str, tuple[Callable[[Path], Any], str]] = {
    "missing": (lambda path: None, "does not exist: check its name and folder"),
    "folder": (Path.mkdir, "is a folder: name a file in it"),
    "empty": (Path.touch, "is empty (0 bytes): export or download it again"),
    "old": (lambda path: path.write_bytes(OLE), "is not a workbook"),
    "old damaged": (
        lambda path: path.write_bytes(OLE + "Workbook".encode("utf-16-le") + bytes(600)),
        "is damaged (",
    ),
    "locked": (
        lambda path: path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le")),
        "protected with a password: open it in Excel, save it without one",
    ),
    "text": (_text, "is plain text, not a workbook: rename it to .csv"),
    "utf-16": (lambda path: path.write_bytes(b"\xff\xfea\x00,\x00"), "is plain text"),
    "page": (lambda path: path.write_text("\n<!DOCTYPE html><table>"), "is a web page"),
    "xml": (lambda path: path.write_text('<?xml version="1.0"?><Workbook/>'), "is XML"),
    "pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n"), "is a PDF"),
    "bytes": (lambda path: path.write_bytes(bytes(range(256))), "is not a workbook"),
    "zip": (_no_workbook, "is a zip archive without a workbook in it"),
    "ods": (_open_document, "is damaged ("),
    "xlsb": (_binary_workbook, "is damaged ("),
    "truncated": (_truncated, "is damaged or incomplete: copy or download it again"),
    "only PK": (lambda path: path.write_bytes(b"PK\x03\x04"), "is damaged or incomplete"),
    "bad XML": (_bad_xml, "is damaged ("),
    "bad stream": (_bad_stream, "is damaged ("),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_workbook(tmp_path: Path, kind: str) -> None:
    """A file that only claims to be a workbook is named for what it is, in one sentence."""
    make, expected = REFUSED[kind]
    path = tmp_path / "t.xlsx"
    make(path)
    with pytest.raises(FileError) as caught:
        read_sheet(path)
    sentence = str(caught.value)
    assert expected in sentence
    assert sentence.startswith("t.xlsx")
    assert "\n" not in sentence
    assert str(tmp_path) not in sentence


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe by the name of a workbook is refused at once."""
    os.mkfifo(tmp_path / "t.xlsx")
    assert "is a device or a pipe" in refusal(tmp_path / "t.xlsx")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    """A file that may not be read is refused with what to do."""
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, [HEADERS])})
    path.chmod(0)
    assert "cannot be opened" in refusal(path)


class TestNothingIsLeft:
    """Whatever happens, the child is gone and no file was made."""

    @pytest.fixture(autouse=True)
    def _own_temporary_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = tmp_path / "tmp"
        self.folder.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(self.folder))
        self.path = book(tmp_path / "t.xlsx", {"S": (0, 0, [HEADERS, ["a", DAY, 1]])})
        self.children: list[subprocess.Popen[bytes]] = []
        start = reader._start

        def remembered() -> subprocess.Popen[bytes]:
            self.children.append(start())
            return self.children[-1]

        monkeypatch.setattr(reader, "_start", remembered)

    def gone(self) -> bool:
        """Whether nothing runs and nothing lies about."""
        ended = [child.poll() is not None for child in self.children]
        return ended == [True] and not list(self.folder.iterdir())

    def test_after_success(self) -> None:
        """A reading that went well leaves nothing."""
        assert 1 == read_sheet(self.path).rows
        assert self.gone()

    def test_after_refusal(self) -> None:
        """A reading that was refused leaves nothing."""
        refusal(self.path, sheet="no such sheet")
        assert self.gone()

    def test_after_interruption(self) -> None:
        """Ctrl-C ends the child too."""

        def interrupt(share: float) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            read_sheet(self.path, progress=interrupt)
        assert self.gone()

    def test_without_a_temporary_folder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Reading needs no temporary folder: a full one, or none, is no hindrance."""
        monkeypatch.setattr(tempfile, "tempdir", str(self.folder / "none"))
        assert 1 == read_sheet(self.path).rows


def test_progress_ends_at_one(tmp_path: Path) -> None:
    """Progress never falls and ends at 1."""
    shares: list[float] = []
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, [HEADERS, ["a", DAY, 1]])})
    read_sheet(path, progress=shares.append)
    assert sorted(shares) == shares
    assert 1.0 == shares[-1]


def test_current_folder_offers_no_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file named like a module in the current folder is never run."""
    (tmp_path / "fastexcel.py").write_text("open('ran', 'w').close()")
    shutil.copy(tmp_path / "fastexcel.py", tmp_path / "json.py")
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, [HEADERS, ["a", DAY, 1]])})
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    assert 1 == read_sheet(path.name).rows
    assert not Path("ran").exists()


def test_the_child_starts_light() -> None:
    """The child imports neither pandas nor pyarrow nor scipy."""
    code = (
        "import sys, clvxl.files.xlsx._child, clvxl.files.xlsx._marks;"
        "heavy = ('pandas', 'pyarrow', 'scipy', 'xlsxwriter');"
        "sys.exit(any(name in sys.modules for name in heavy))"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], env=reader._environment())
    assert 0 == done.returncode


def test_a_fault_of_clvxl_is_not_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that fails by clvxl's own fault is not called a damaged file."""
    path = book(tmp_path / "t.xlsx", {"S": (0, 0, [HEADERS, ["a", DAY, 1]])})
    with pytest.raises(RuntimeError, match="TypeError"):
        read_sheet(path, limits=Limits(memory="much"))  # type: ignore[arg-type]
