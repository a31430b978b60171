"""A workbook that a person worked in, read cell by cell: formulas, values, names and its mark.

No spreadsheet program is needed, and none is trusted: the file may come from anybody. Sizes, cells,
depth and time are bounded; nothing that it refers to elsewhere is ever opened.
"""

from __future__ import annotations

import hashlib
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from clvxl.errors import FileError
from clvxl.files.paths import DAMAGED
from clvxl.files.xlsx._handed_in import LONGEST, BookPart, Saved, SavedSheet, SheetPart, shifted
from clvxl.files.xlsx._package import OLE_MAGIC, unpacked_size
from clvxl.files.xlsx.template import DAMAGE, HOMEWORK, PROPERTY
from clvxl.text import Text

__all__ = [
    "CELLS", "TOO_MUCH", "Saved", "SavedSheet", "Submission", "read_submission", "shifted",
]  # fmt: skip

LARGEST, MOST_CELLS, DEEPEST, SECONDS = 48 << 20, 200_000, 48, 1.2

PROBE = b"<r>" + b'<c r="A1"><v>1</v></c>' * 2000 + b"</r>"
PROBED = 0.0011
"""So many seconds a usual machine takes to read the probe."""
SLOWEST = 6.0
"""A machine gets at most so many times the seconds."""

TOO_MUCH = Text(
    "{file} holds more than an exercise does ({what}): hand in the workbook that was given out",
    "{file} 的内容超出一份练习（{what}）：请提交下发的工作簿",
)
SIZE, CELLS, DEPTH, TIME, ENTITIES = (
    Text("size", "文件过大"), Text("cells", "单元格过多"), Text("depth of its XML", "XML 嵌套过深"),
    Text("time to read it", "读取超时"), Text("declarations in its XML", "XML 中有实体声明"),
)  # fmt: skip
OLD = Text(
    "{file} is no .xlsx workbook: open it and save it as .xlsx",
    "{file} 不是 .xlsx 工作簿：请打开后另存为 .xlsx",
)


@dataclass(frozen=True)
class Submission:
    """A workbook as it was saved.

    `names` are those of the whole book, in small letters, with what they refer to. `mark` is what
    clvxl's own property says of the file, if it is still there. `digest` tells the same file twice.
    """

    file: str
    sheets: tuple[SavedSheet, ...]
    names: Mapping[str, str]
    mark: str | None
    digest: str
    outside: bool = False


def read_submission(path: Path) -> Submission:
    """Read a workbook that was handed in.

    Parameters
    ----------
    path : Path
        An .xlsx file, whichever program saved it. Only read.

    Raises
    ------
    FileError
        It cannot be read, is no workbook, is damaged, or holds more than an exercise does.

    Examples
    --------
    >>> read_submission(Path("no such file.xlsx"))
    Traceback (most recent call last):
    clvxl.errors.FileError: no such file.xlsx does not exist: check its name and folder
    """
    unpacked_size(path, largest=LARGEST, ratio=500)
    try:
        raw = path.read_bytes()
        if raw.startswith(OLE_MAGIC):
            raise FileError(OLD, file=path.name)
        with zipfile.ZipFile(path) as archive:
            return _Reader(path.name, archive).read(hashlib.sha256(raw).hexdigest())
    except FileError:
        raise
    except (*DAMAGE, expat.ExpatError):
        raise FileError(DAMAGED, file=path.name) from None


def _slowness() -> float:
    """How many times longer than a usual machine this one takes, 1 at least."""
    start, parser = time.thread_time(), expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: None
    parser.Parse(PROBE, True)
    return min(max((time.thread_time() - start) / PROBED, 1.0), SLOWEST)


class _Reader:
    """Reads the parts of one package within its limits."""

    def __init__(self, file: str, archive: zipfile.ZipFile) -> None:
        self._file, self._archive = file, archive
        self._until = time.thread_time() + SECONDS * _slowness()
        self._left, self._cells = LARGEST, 0

    def read(self, digest: str) -> Submission:
        parts = set(self._archive.namelist())
        book = next((n for n in ("xl/workbook.xml", "xl/workbook2.xml") if n in parts), None)
        if book is None:
            raise FileError(OLD, file=self._file)
        found = BookPart()
        self._parse(book, found.start, found.end)
        links: dict[str, str] = {}
        relations = f"xl/_rels/{PurePosixPath(book).name}.rels"
        self._parse(relations, lambda _, a: links.update({a.get("Id", ""): a.get("Target", "")}))
        shared = self._shared() if "xl/sharedStrings.xml" in parts else []
        sheets = []
        for name, relation in found.sheets:
            sheet = SheetPart(SavedSheet(name), shared, self._count)
            target = links.get(relation, "")
            part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            if part in parts:
                self._parse(part, sheet.start, sheet.end)
            sheets.append(sheet.sheet)
        mark = self._mark() if "docProps/custom.xml" in parts else None
        outside = any(part.startswith("xl/externalLinks/") for part in parts)
        return Submission(self._file, tuple(sheets), found.names, mark, digest, outside)

    def _too_much(self, what: Text) -> FileError:
        return FileError(TOO_MUCH, file=self._file, what=what)

    def _count(self, cells: int = 1) -> None:
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise self._too_much(CELLS)
        if cells > 1 and time.thread_time() > self._until:
            raise self._too_much(TIME)

    def _parse(self, part: str, start: object, end: object = None) -> None:
        """Read one part; `start` gets each element's name and attributes, `end` name and text."""
        with self._archive.open(part) as stream:
            text = stream.read(self._left + 1)
        self._left -= len(text)
        if self._left < 0:
            raise self._too_much(SIZE)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        words: list[str] = []
        depth = count = 0

        def begin(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth, count
            depth, count = depth + 1, count + 1
            if depth > DEEPEST:
                raise self._too_much(DEPTH)
            if count % 2048 == 0 and time.thread_time() > self._until:
                raise self._too_much(TIME)
            words.clear()
            start(name.rpartition(":")[2], attributes)  # type: ignore[operator]

        def finish(name: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(name.rpartition(":")[2], "".join(words))  # type: ignore[operator]
            words.clear()

        def refuse(*_: object) -> None:
            raise self._too_much(ENTITIES)

        parser.StartElementHandler, parser.EndElementHandler = begin, finish
        parser.CharacterDataHandler = words.append
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
        parser.Parse(text, True)

    def _shared(self) -> list[str]:
        """The texts of all sheets; what only helps to read Chinese signs aloud is no part."""
        found: list[str] = []
        aloud = False

        def start(name: str, _: dict[str, str]) -> None:
            nonlocal aloud
            if name == "si":
                found.append("")
                self._count()
            aloud = aloud or name == "rPh"

        def end(name: str, text: str) -> None:
            nonlocal aloud
            if name == "t" and found and not aloud and len(found[-1]) < LONGEST:
                found[-1] += text
            aloud = aloud and name != "rPh"

        self._parse("xl/sharedStrings.xml", start, end)
        return found

    def _mark(self) -> str | None:
        found: dict[str, str] = {}
        name = ""

        def start(_: str, attributes: dict[str, str]) -> None:
            nonlocal name
            name = attributes.get("name", name)

        def end(_: str, text: str) -> None:
            if name in (HOMEWORK, PROPERTY) and text.strip():
                found[name] = text.strip()

        self._parse("docProps/custom.xml", start, end)
        return found.get(HOMEWORK, found.get(PROPERTY))
