"""What a template file says of itself, also where it was changed, damaged or is none."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clvxl.errors import FileError
from clvxl.exercises.catalogue import EXERCISES
from clvxl.exercises.engine.build import build
from clvxl.files.xlsx.template import read_template
from clvxl.files.xlsx.writer import write_report

SHEET = "xl/worksheets/sheet1.xml"
RATE = "discount_rate"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template as clvxl writes it."""
    path = tmp_path_factory.mktemp("template") / "clv_dcf.xlsx"
    write_report(build(EXERCISES["clv_dcf"]), path)
    return path


def changed(path: Path, target: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy with one part changed."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert content != change(content)
                content = change(content)
            copy.writestr(name, content)
    return target


def rate_cell(path: Path) -> bytes:
    """The cell of the discount rate, as it stands in the file."""
    with zipfile.ZipFile(path) as package:
        sheet = package.read(SHEET)
        names = package.read("xl/workbook.xml").decode()
    address = names.partition(f'name="in_{RATE}">')[2].partition("<")[0].rpartition("!")[2]
    start = sheet.index(f'<c r="{address.replace("$", "")}"'.encode())
    return sheet[start : sheet.index(b"</c>", start) + 4]


def test_says_exercise_language_and_figures(template: Path) -> None:
    """A template as built names its exercise, its language and all its figures."""
    found = read_template(template)
    assert ("clv_dcf", "en", {}) == (found.name, found.language, found.lacking)
    own = {figure.key: figure.value for figure in EXERCISES["clv_dcf"].figures}
    assert own == found.figures
    assert 0.2 == own[RATE]


@pytest.mark.parametrize(
    ("cell", "figure", "lack"),
    [
        (b"<v>0.1</v>", 0.1, None),
        (b"<f>1/10</f><v>0.1</v>", 0.1, None),
        (b"<f>1/10</f>", None, "no_value"),
        (b"<f>1/10</f><v></v>", None, "no_value"),
        (b"<v>nan</v>", None, "no_value"),
        (b"<v>1e999</v>", None, "no_value"),
        (b"", None, "blank"),
        (None, None, "blank"),
        (b' t="str"><f>A1</f><v>ten', "ten", None),
        (b' t="inlineStr"><is><t>ten</t></is>', "ten", None),
        (b' t="inlineStr"><is><t> </t></is>', None, "blank"),
        (b' t="e"><v>#REF!</v>', "#REF!", None),
        (b' t="b"><v>1</v>', "TRUE", None),
    ],
)
def test_a_figure_is_what_stands_in_its_cell(
    template: Path, tmp_path: Path, cell: bytes | None, figure: object, lack: str | None
) -> None:
    """Numbers, texts, errors and truth values come as shown; what has no value says why."""
    kept = rate_cell(template)
    head = kept.partition(b">")[0]
    typed = b"" if cell is None else head + (cell if cell.startswith(b" t=") else b">" + cell)
    typed = typed.replace(b"<v>ten", b"<v>ten</v>") + (b"" if cell is None else b"</c>")
    path = changed(template, tmp_path / "a.xlsx", SHEET, lambda text: text.replace(kept, typed))
    found = read_template(path)
    assert (figure, lack) == (found.figures.get(RATE), found.lacking.get(RATE))


@pytest.mark.parametrize("place", ["#REF!", "Gone!$C$9", "#REF!$C$9"])
def test_a_name_that_leads_nowhere(template: Path, tmp_path: Path, place: str) -> None:
    """A figure whose cell is gone is neither among the figures nor among those without a value."""
    name = f'name="in_{RATE}">'.encode()

    def lost(book: bytes) -> bytes:
        before, _, after = book.partition(name)
        return before + name + place.encode() + after[after.index(b"<") :]

    found = read_template(changed(template, tmp_path / "a.xlsx", "xl/workbook.xml", lost))
    others = {figure.key for figure in EXERCISES["clv_dcf"].figures} - {RATE}
    assert (others, {}) == (set(found.figures), found.lacking)


def test_names_of_a_copied_sheet_do_not_count(template: Path, tmp_path: Path) -> None:
    """A copy of a sheet brings names of its own; the template's are those of the workbook."""
    name = b"<definedNames>"
    local = name + b'<definedName name="in_discount_rate" localSheetId="0">Exercise!$A$1'
    path = changed(template, tmp_path / "a.xlsx", "xl/workbook.xml",
                   lambda book: book.replace(name, local + b"</definedName>"))  # fmt: skip
    assert 0.2 == read_template(path).figures[RATE]


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "docProps/custom.xml"])
@pytest.mark.parametrize("damage", ["zeros", "cut", "method", "crypt", "text", "entity", "gone"])
def test_damaged_files_are_told(template: Path, tmp_path: Path, part: str, damage: str) -> None:
    """Whatever is wrong inside, a damaged template is refused in one sentence."""
    path = tmp_path / "a.xlsx"
    contents = {"text": b"no XML", "entity": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}
    if damage in contents:
        changed(template, path, part, lambda text: contents[damage])
    elif damage == "gone":
        with zipfile.ZipFile(template) as source, zipfile.ZipFile(path, "w") as copy:
            for name in source.namelist():
                copy.writestr(name if name != part else "other.xml", source.read(name))
    else:
        path.write_bytes(packed_wrong(template, part, damage))
    said = "is damaged or incomplete: copy or download it again"
    if damage == "crypt":
        said = "is protected with a password"
    elif (part, damage) == ("docProps/custom.xml", "gone"):
        said = "is no template of clvxl"
    with pytest.raises(FileError, match=f"a.xlsx {said}"):
        read_template(path)


def packed_wrong(path: Path, part: str, damage: str) -> bytes:
    """The file with the packed bytes of a part overwritten, or its packing said to be another."""
    with zipfile.ZipFile(path) as package:
        entry = package.getinfo(part)
    content = bytearray(path.read_bytes())
    start = entry.header_offset + 30 + len(part)
    central = content.index(b"PK\x01\x02")
    while content[central + 46 : central + 46 + len(part)] != part.encode():
        central = content.index(b"PK\x01\x02", central + 4)
    if damage == "zeros":
        content[start : start + entry.compress_size] = bytes(entry.compress_size)
    elif damage == "cut":
        content[central + 20 : central + 24] = (5).to_bytes(4, "little")
    else:
        at, value = (10, 14) if damage == "method" else (8, 1)
        content[central + at] = value
    return bytes(content)


def test_a_damaged_end_is_told(template: Path, tmp_path: Path) -> None:
    """A file that was cut off is refused as damaged."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(template.read_bytes()[:-300])
    with pytest.raises(FileError, match=r"a.xlsx is damaged or incomplete: copy or download"):
        read_template(path)


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"", b"<html></html>", b"%PDF-1.7", b"\0\1\2"])
def test_what_is_no_workbook_is_no_template(tmp_path: Path, content: bytes) -> None:
    """A file of another kind gets the remedy of a template, not that of a table."""
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(FileError, match=r"a.csv is no template of clvxl: take one from"):
        read_template(path)


def test_a_zip_bomb_is_no_template(template: Path, tmp_path: Path) -> None:
    """What would unpack to too much is not unpacked, and gets the remedy of a template."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(template.read_bytes())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/b", bytes(65 << 20))
    with pytest.raises(FileError, match=r"a.xlsx is no template of clvxl"):
        read_template(path)


@pytest.mark.parametrize(("name", "said"), [("no.xlsx", "does not exist"), (".", "is a folder")])
def test_what_cannot_be_opened(tmp_path: Path, name: str, said: str) -> None:
    """A file that is not there, and a folder, are told as such."""
    with pytest.raises(FileError, match=said):
        read_template(tmp_path / name)
