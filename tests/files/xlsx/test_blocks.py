"""Rows written in blocks are those that XlsxWriter makes, a cell at a time."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clvxl.files.xlsx import _cells, _rows, writer
from clvxl.files.xlsx.writer import write_report
from clvxl.report.records import (
    Area,
    Chart,
    Column,
    Format,
    Report,
    Series,
    Sheet,
    Table,
    TextAt,
)

HOSTILE = [
    "=1+1", "+1", "@SUM(A1)", "-2", "{=A1}", "http://x.org", "mailto:a@b.c", "<r><t>x</t></r>", "<r>",
    "007", "1E5", "TRUE", "#N/A", " a ", "a\nb", "a\r\nb", "\t", "\n", "", "a\x00b", "\x1f", "\x85",
    "\ufffe", "\ud800", "_x0041_", "_x005F_x0041_", "&amp;", "<b>&\"'", "]]>", "客户", "é", "😀" * 9,
    "x" * 40_000, "😀" * 20_000, "x" * 12_000,
]  # fmt: skip
NUMBERS = [0.0, -0.0, 1.0, 8.95, 0.1 + 0.2, 1 / 3, 1e16, 123456789012345678.0, 5e-324, -1.7e308,
           float("nan"), float("inf"), float("-inf"), 45000.5]  # fmt: skip
ODD = [None, True, False, 1, 0, 2**53, -7, np.int64(4), np.float64("nan"), np.float64(0.5),
       np.bool_(True), np.str_("=a")]  # fmt: skip
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMATS: list[Format] = ["text", "general", "integer", "amount", "date", "percent"]

TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text())
FLOATS = st.one_of(st.sampled_from(NUMBERS), st.floats())
ANYTHING = st.one_of(TEXTS, FLOATS, st.sampled_from(ODD), st.integers(-(2**62), 2**62))


@st.composite
def columns(draw: st.DrawFn) -> tuple[Column, ...]:
    """Columns of one length, of each kind that a job makes: arrays, lists, and mixtures."""
    rows = draw(st.integers(1, 9))

    def values(kind: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(kind, min_size=rows, max_size=rows))

    made = [
        np.array(values(FLOATS)),
        np.array(values(st.integers(-(2**62), 2**62))),
        np.array(values(st.booleans())),
        np.array(values(TEXTS), dtype=object),
        np.array(values(st.sampled_from(["a", "=b", "客户", " "]))),
        values(TEXTS),
        values(ANYTHING),
    ]
    kept = draw(st.permutations(made))[: draw(st.integers(1, len(made)))]
    formats = st.sampled_from(FORMATS)
    return tuple(Column(f"c{at}", each, draw(formats)) for at, each in enumerate(kept))


@contextmanager
def drawn(*, blocks: bool, large: bool) -> Iterator[None]:
    """Write in blocks of three rows, or a cell at a time; as usual, or as millions of cells."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_cells, "LONG", 1 if blocks else 10**9)
        patch.setattr(_cells, "CHUNK", 3)
        patch.setattr(_rows, "KNOWN", 2)
        if large:
            patch.setattr(writer, "MANY_CELLS", -1)
        yield


def both(folder: str, report: Report, *, large: bool) -> tuple[Path, Path]:
    """The files of a report, written in blocks and a cell at a time."""
    paths = Path(folder, "blocks.xlsx"), Path(folder, "cells.xlsx")
    for path in paths:
        with drawn(blocks=path is paths[0], large=large):
            write_report(report, path)
    return paths


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a file, but for the one that holds the time."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name != "docProps/core.xml"]
        return {name: archive.read(name) for name in names}


def plain_parts(path: Path) -> dict[str, Any]:
    """The parts of a file, with each text and each look in its cell.

    The lists of texts and looks have an order of their own.
    """
    found: dict[str, Any] = parts(path)
    listed = xml(found.pop("xl/sharedStrings.xml", b"<a/>"))
    texts = [ElementTree.tostring(one) for one in listed]
    looks = looks_of(xml(found.pop("xl/styles.xml")))
    sheet = xml(found.pop("xl/worksheets/sheet1.xml"))
    for row in sheet.iter(f"{MAIN}row"):
        row.attrib.pop("spans", None)  # a hint that programs may leave out
    for cell in sheet.iter(f"{MAIN}c"):
        cell.set("s", looks[int(cell.get("s", 0))])
        if cell.get("t") == "s":
            cell[0].text = repr(texts[int(cell[0].text or "")])
    return {
        **found,
        "sheet": ElementTree.tostring(sheet),
        "texts": sorted(texts),
        "counts": listed.attrib,
    }


def xml(part: bytes) -> ElementTree.Element:
    """The root of a part."""
    return ElementTree.fromstring(part)


def looks_of(styles: ElementTree.Element) -> list[str]:
    """Each look of cells, with its number format, font, fill and border in its place."""
    lists = {each.tag.removeprefix(MAIN): each for each in styles}
    codes = {one.get("numFmtId"): one.get("formatCode") for one in lists.get("numFmts", ())}
    found = []
    for look in lists["cellXfs"]:
        own = {key: look.attrib.pop(f"{key}Id") for key in ("font", "fill", "border", "numFmt")}
        drawn = [lists[f"{key}s"][int(own[key])] for key in ("font", "fill", "border")]
        kind = codes.get(own["numFmt"], own["numFmt"])
        found.append(f"{kind} {[ElementTree.tostring(one) for one in (look, *drawn)]}")
    return found


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@settings(max_examples=60, deadline=None)
@given(columns(), st.booleans(), st.booleans(), st.sampled_from([(0, 0), (3, 2)]))
@example((Column("text", HOSTILE, "text"), Column("same", HOSTILE[::-1])), True, False, (1, 0))
@example((Column("n", np.array(NUMBERS), "amount"), Column("m", NUMBERS)), True, True, (0, 1))
@example((Column("odd", [*ODD, *ODD]), Column("n", np.arange(24.0), "date")), False, True, (0, 0))
def test_cell_for_cell(
    large: bool, columns: tuple[Column, ...], header: bool, total: bool, place: tuple[int, int]
) -> None:
    """Whatever stands in a table, either file has the same parts."""
    table = Table("t", *place, columns, total=total, header=header)
    below = TextAt(place[0] + table.rows + 3, 0, "below", "note")
    with tempfile.TemporaryDirectory() as folder:
        report = Report("A title", (Sheet("S", (below,), (table,)),))
        blocks, cells = both(folder, report, large=large)
        assert plain_parts(cells) == plain_parts(blocks)
        if large:
            assert parts(cells) == parts(blocks)


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_beside_others(tmp_path: Path, large: bool) -> None:
    """Texts and tables above, beside and below, totals and charts find the place they had."""
    numbers = Column("n", np.arange(40.0), "amount")
    words = Column("w", [f"word {at % 7}" for at in range(40)], "text")
    chart = Chart(60, 0, 9, 4, "T", Area(3, 0, 42, 0), (Series("V", Area(3, 1, 42, 1), "#1F7A6D"),))
    sheets = (
        Sheet("S", (TextAt(0, 0, "above"), TextAt(44, 1, "below")), (
            Table("one", 2, 1, (words, numbers), filterable=True, total=True),
            Table("two", 50, 0, (numbers, words)),
        )),
        Sheet("Beside", (), (Table("l", 0, 0, (words,)), Table("r", 9, 3, (numbers,)))),
        Sheet("Within", (TextAt(20, 5, "here"),), (Table("w", 0, 0, (numbers, words)),)),
        Sheet("Charts", (), (Table("c", 2, 0, (words, numbers)),), (chart,)),
    )  # fmt: skip
    blocks, cells = both(str(tmp_path), Report("A title", sheets), large=large)
    for sheet in openpyxl.load_workbook(cells):
        other = openpyxl.load_workbook(blocks)[sheet.title]
        assert sheet.dimensions == other.dimensions
        assert list(sheet.values) == list(other.values)
    charts = [name for name in parts(cells) if name.startswith("xl/charts/")]
    assert len(charts) == 1
    assert [parts(cells)[name] for name in charts] == [parts(blocks)[name] for name in charts]
    if large:
        assert parts(cells) == parts(blocks)


def test_texts_are_counted(tmp_path: Path) -> None:
    """The list of texts says how often they stand in cells, as it does of a file made by cells."""
    words = Column("w", ["a", "", "b", "a", None, "a\r", "=x"] * 3)
    table = Table("t", 0, 0, (words, Column("v", ["a", 1.0, True] * 7)))
    blocks, cells = both(str(tmp_path), Report("t", (Sheet("S", (), (table,)),)), large=False)
    heads = [parts(path)["xl/sharedStrings.xml"].split(b">")[1] for path in (cells, blocks)]
    assert b"uniqueCount" in heads[0]
    assert heads[0] == heads[1]


def test_blocks_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long table reaches XlsxWriter as rows: of its 4,000 cells no more than the titles."""
    written: list[object] = []
    keep = _cells._Writer.row
    monkeypatch.setattr(_cells._Writer, "row", lambda *given: written.append(keep(*given)))
    columns = (Column("n", np.arange(2000.0)), Column("w", ["a", "b"] * 1000, "text"))
    write_report(
        Report("t", (Sheet("S", tables=(Table("t", 0, 0, columns),)),)), tmp_path / "r.xlsx"
    )
    assert 1 == len(written)
