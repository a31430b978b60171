"""Bytes of a text file: opened, unpacked within bounds, and their encoding found."""

from __future__ import annotations

import bz2
import codecs
import contextlib
import gzip
import io
import lzma
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from clvxl.errors import FileError, InputError
from clvxl.files.paths import file_errors, refuse_pipes
from clvxl.text import Text

__all__ = [
    "HEADERS_ALONE", "LIMIT", "OTHER_ENCODING", "Progress", "Survey", "check_delimiter",
    "check_encoding", "open_text", "survey",
]  # fmt: skip

EMPTY = Text("{name} is empty: there is no table in it", "{name} 是空文件：其中没有表格")
TOO_LARGE = Text(
    "{name} holds more than {limit} MiB of text: split it or keep fewer columns",
    "{name} 的文本超过 {limit} MiB：请拆分文件或减少列数",
)
NO_ENCODING = Text(
    "{encoding} is no encoding that is known: write for example utf-8, gb18030 or cp1252",
    "{encoding} 不是已知的编码：请写 utf-8、gb18030 或 cp1252 等",
)
NO_ZSTANDARD = Text(
    "pyarrow is needed to unpack Zstandard: install it with pip install clvxl[parquet], or unpack "
    "the file",
    "解压 Zstandard 需要 pyarrow：请用 pip install clvxl[parquet] 安装，或先解压文件",
)

LIMIT = 4 << 30
KEPT = 256 << 20
CHUNK = 1 << 20
SAMPLE = 200_000

Progress = Callable[[float], None]


def _zstandard(file: Any) -> Any:
    """Unpack Zstandard, which Python itself does from 3.14 on only, by Arrow."""
    try:
        import pyarrow as arrow
    except ImportError:
        raise FileError(NO_ZSTANDARD) from None
    if not arrow.Codec.is_available("zstd"):
        raise FileError(NO_ZSTANDARD)
    return arrow.CompressedInputStream(file, "zstd")


PACKED: dict[bytes, Callable[[Any], Any]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"\xfd7zXZ\x00": lzma.LZMAFile,
    b"BZh": bz2.BZ2File,
    b"\x28\xb5\x2f\xfd": _zstandard,
    # a frame to be passed over, as pzstd puts it first
    b"P*M\x18": _zstandard,
}
NOT_TEXT = {
    b"PK\x03\x04": Text(
        "{name} is not text but a workbook (.xlsx) or a zip file: give it its own ending or save "
        "the table as .csv",
        "{name} 不是文本，而是工作簿（.xlsx）或 zip 文件：请改回原来的扩展名，或把表格另存为 .csv",
    ),
    b"\xd0\xcf\x11\xe0": Text(
        "{name} is not text but an old or a protected Excel workbook: save it as .xlsx or .csv "
        "without a password",
        "{name} 不是文本，而是旧版或受密码保护的 Excel 工作簿：请不带密码另存为 .xlsx 或 .csv",
    ),
    b"PAR1": Text(
        "{name} is not text but a Parquet file: give it the ending .parquet",
        "{name} 不是文本，而是 Parquet 文件：请把扩展名改为 .parquet",
    ),
}
NO_TEXT = Text(
    "{name} is not a text file: save the table as .csv or .xlsx",
    "{name} 不是文本文件：请把表格另存为 .csv 或 .xlsx",
)
OTHER_ENCODING = Text(
    "{name} is not written in {encoding}: name its encoding, or none to have it found",
    "{name} 的编码不是 {encoding}：请指明正确的编码，或不指明而由程序判断",
)
HEADERS_ALONE = Text(
    "{source} has headers but no values below them", "{source} 只有表头，下面没有数据"
)
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_ENCODINGS = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")
"""Codecs that Python calls encodings of text, and that no file of text is written in."""

_HIGH = re.compile(rb"[\x80-\xff]+")
_GB2312 = re.compile(rb"(?:[\xa1-\xf7][\xa1-\xfe])+")


@dataclass(frozen=True)
class Survey:
    """What one pass over a file found.

    Attributes
    ----------
    encoding : str
        The name that Python knows it by.
    size : int
        Bytes when unpacked.
    head : bytes
        The first of them.
    content : bytes or None
        All of them, where the file was packed and is not too long to keep.
    certain : bool
        False where the encoding is only the likeliest of those in which the bytes are text.
    plain_lines : int or None
        How many lines there are, where the file is not packed and no quote stands in it, so that
        each line is a record; None elsewhere.
    """

    encoding: str
    size: int
    head: bytes
    content: bytes | None
    certain: bool = True
    plain_lines: int | None = None


class _Counted(io.RawIOBase):
    """A file that tells how much of it was read."""

    def __init__(self, file: IO[bytes], size: int, progress: Progress | None) -> None:
        self.file, self.size, self.progress, self.done = file, max(size, 1), progress, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        self.done += len(data)
        if self.progress is not None:
            self.progress(min(self.done / self.size, 1.0))
        return len(data)

    def close(self) -> None:
        self.file.close()
        super().close()


def survey(
    path: Path, *, encoding: str | None, limit: int = LIMIT, progress: Progress | None = None
) -> Survey:
    """Read a file once: refuse what is no text, and find its encoding.

    Raises
    ------
    FileError
        It cannot be read, is empty, is no text, is damaged, or unpacks to more than `limit`.
    """
    with file_errors(path), _open(path, progress) as (stream, packed):
        head = stream.read(CHUNK)
        _refuse_other_kinds(head, path)
        pass_ = _Pass(path, encoding or _bom(head), limit, keep=packed)
        chunk = head
        while chunk:
            pass_.feed(chunk)
            chunk = stream.read(CHUNK)
    content = pass_.content()
    found = pass_.encoding or _other_encoding(path, content, bytes(pass_.sample))
    lines = None if packed else pass_.plain_lines()
    return Survey(found, pass_.size, head, content, pass_.encoding is not None, lines)


def open_text(path: Path, found: Survey, progress: Progress | None = None) -> io.TextIOWrapper:
    """Open a surveyed file as text, its line ends untouched."""
    binary = cast("IO[bytes]", _reopen(path, found.content, found.size, progress))
    return io.TextIOWrapper(binary, encoding=found.encoding, newline="")


def _reopen(path: Path, content: bytes | None, size: int, progress: Progress | None) -> Any:
    if content is not None:
        return io.BufferedReader(_Counted(io.BytesIO(content), size, progress), CHUNK)
    file, _ = _unpacked(path, progress)
    return file


@contextlib.contextmanager
def _open(path: Path, progress: Progress | None) -> Iterator[tuple[IO[bytes], bool]]:
    stream, packed = _unpacked(path, progress)
    with stream:
        yield stream, packed


def _unpacked(path: Path, progress: Progress | None) -> tuple[IO[bytes], bool]:
    """The file's bytes, unpacked where they begin as packed ones do, whatever its ending."""
    refuse_pipes(path)
    raw = io.BufferedReader(_Counted(path.open("rb"), path.stat().st_size, progress), CHUNK)
    start = raw.peek(8)[:8]
    kind = next((kind for magic, kind in PACKED.items() if start.startswith(magic)), None)
    if kind is None:
        return raw, False
    return cast("IO[bytes]", kind(raw)), True


def _refuse_other_kinds(head: bytes, path: Path) -> None:
    if not head:
        raise FileError(EMPTY, name=path.name)
    for magic, template in NOT_TEXT.items():
        if head.startswith(magic):
            raise FileError(template, name=path.name)


def _bom(head: bytes) -> str | None:
    return next((name for bom, name in BOMS if head.startswith(bom)), None)


class _Pass:
    """One pass over the bytes: their number, whether they are utf-8, samples of what is not."""

    def __init__(self, path: Path, encoding: str | None, limit: int, keep: bool) -> None:
        self.path, self.limit = path, limit
        self.given = encoding
        self.chunks: list[bytes] | None = [] if keep else None
        self.size = 0
        self.sample = bytearray()
        self.decoder: codecs.IncrementalDecoder | None = check_encoding(encoding or "utf-8")
        self.ascii = encoding is None
        self.quoted = False
        self.lines = self.returns = 0
        self.last = b""

    @property
    def encoding(self) -> str | None:
        """The encoding given, or utf-8 where all bytes are; else None."""
        return self.given or ("utf-8" if self._ends_well() else None)

    def content(self) -> bytes | None:
        """All bytes, where they were kept."""
        return None if self.chunks is None else b"".join(self.chunks)

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes."""
        self.size += len(chunk)
        if self.size > self.limit:
            raise FileError(TOO_LARGE, name=self.path.name, limit=self.limit >> 20)
        if b"\0" in chunk and self.given is None:
            raise FileError(NO_TEXT, name=self.path.name)
        self.quoted = self.quoted or b'"' in chunk
        self.lines += chunk.count(b"\n")
        if b"\r" in chunk:
            self.returns += chunk.count(b"\r") - chunk.count(b"\r\n")
        self.returns -= self.last == b"\r" and chunk[:1] == b"\n"
        self.last = chunk[-1:]
        if self.chunks is not None:
            self.chunks.append(chunk)
            if self.size > KEPT:
                self.chunks = None
        self._decode(chunk)

    def _decode(self, chunk: bytes) -> None:
        self.ascii = self.ascii and chunk.isascii()
        if self.ascii:
            return
        if len(self.sample) < SAMPLE:
            self.sample += b" ".join(_HIGH.findall(chunk[:SAMPLE])) + b" "
        if self.decoder is not None:
            try:
                self.decoder.decode(chunk)
            except UnicodeError:
                self._refuse_given()
                self.decoder = None

    def plain_lines(self) -> int | None:
        """How many lines there are, None where a record may have several or other ends."""
        return None if self.quoted or self.returns else self.lines + (self.last != b"\n")

    def _ends_well(self) -> bool:
        try:
            return self.decoder is not None and self.decoder.decode(b"", True) is not None
        except UnicodeDecodeError:
            return False

    def _refuse_given(self) -> None:
        if self.given is not None:
            raise FileError(OTHER_ENCODING, name=self.path.name, encoding=self.given)


def check_delimiter(delimiter: str) -> None:
    """Refuse a delimiter that is not one character."""
    if len(delimiter) != 1:
        raise InputError(
            Text("a delimiter is one character, such as , or ;", "分隔符是一个字符，例如 , 或 ;"),
            value=delimiter,
        )


def check_encoding(encoding: str) -> codecs.IncrementalDecoder:
    """Return the decoder of an encoding; refuse one that no text file is written in."""
    try:
        # the codecs of bytes and of host names have no decoder for a text that comes in parts
        if codecs.lookup(encoding).name in NOT_ENCODINGS:
            raise LookupError(encoding)
        io.TextIOWrapper(io.BytesIO(), encoding)
        return codecs.getincrementaldecoder(encoding)()
    except (LookupError, ValueError):
        raise FileError(NO_ENCODING, encoding=encoding) from None


def _other_encoding(path: Path, content: bytes | None, sample: bytes) -> str:
    """Chinese or Western text of old: whichever the bytes look like, if all of them fit."""
    order = ("gb18030", "cp1252") if _looks_chinese(sample) else ("cp1252", "gb18030")
    for encoding in order:
        if _decodes(path, content, encoding):
            return encoding
    raise FileError(NO_TEXT, name=path.name)


def _looks_chinese(sample: bytes) -> bool:
    """Whether nearly all bytes above 127 come in pairs of GB2312."""
    runs = _HIGH.findall(sample)
    paired = sum(len(run) for run in runs if _GB2312.fullmatch(run))
    return paired >= 0.9 * sum(map(len, runs))


def _decodes(path: Path, content: bytes | None, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with file_errors(path), _reopen(path, content, 1, None) as stream:
        try:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            return False
    return True
