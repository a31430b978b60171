"""The VBA project: compression, container, streams, and what other readers find in them."""

from __future__ import annotations

import io
import re
import struct
import warnings
from typing import Any

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyopenvba.cfb import CFB

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # oletools uses what its own dependencies call old
    from oletools.olevba import VBA_Parser, decompress_stream

from clvxl.hosts.excel.vba_project import (
    Kind,
    Module,
    compress,
    write_compound_file,
    write_project,
)
from clvxl.hosts.excel.vba_project.records import protection
from tests.hosts.excel.decompression import decompress

LINES = st.lists(st.text("abc (),=\"'_ÄöÜ€\t", max_size=60), max_size=120).map("\r\n".join)


# ---- compression ----


@pytest.mark.parametrize(
    ("text", "packed"),
    [
        (b"abcdefghijklmnopqrstuv.", "0119b000616263646566676800696a6b6c6d6e6f70007172737475762e"),
        (
            b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa",
            "012fb000236161616263646582660070616768696a013808616b6c0030"
            "6d6e6f700671027004007273747576107778797a003c",
        ),
        (b"a" * 73, "0103b002614500"),
    ],
)
def test_examples_of_the_standard(text: bytes, packed: str) -> None:
    """The three examples of [MS-OVBA] 3.2 are read, and come out no longer than there."""
    assert text == decompress(bytes.fromhex(packed))
    assert text == decompress(compress(text))
    assert len(compress(text)) <= len(bytes.fromhex(packed))


@given(LINES)
def test_text_survives_compression(text: str) -> None:
    """Any VBA text comes back, from our reader and from olevba's."""
    data = text.encode("cp1252")
    assert data == decompress(compress(data))
    if data:
        assert data == bytes(decompress_stream(bytearray(compress(data))))


@given(st.binary(max_size=3640), st.binary(min_size=1, max_size=3), st.integers(0, 4000))
def test_bytes_survive_compression(noise: bytes, run: bytes, repeats: int) -> None:
    """Noise, runs and both together come back, over one chunk and over several."""
    for data in (noise, run * repeats, (run * repeats + b"." * 4096)[: 2 * 4096] + noise):
        assert data == decompress(compress(data))


def test_a_full_chunk_of_noise_is_stored_and_half_a_one_is_refused() -> None:
    """What does not compress is stored where the format can, and refused where it cannot."""
    noise = b"".join(struct.pack("<H", n * 40503 & 0xFFFF) for n in range(2048))
    stored = compress(noise)
    assert (3 + 4096, noise) == (len(stored), decompress(stored))
    with pytest.raises(ValueError, match="do not compress"):
        compress(noise[:4090])


@pytest.mark.parametrize("bad", [b"", b"\x02", b"\x01\x00\x00\x00", b"\x01\xff\xbf\x00",
                                 b"\x01\x02\xb0\x01\x00\x00"])  # fmt: skip
def test_what_is_not_compressed_is_refused(bad: bytes) -> None:
    """A wrong first byte, a wrong chunk, an early end and a token into nothing are ValueErrors."""
    with pytest.raises(ValueError):
        decompress(bad)


@given(st.binary(max_size=4000))
def test_compression_saves(data: bytes) -> None:
    """The same text twice takes little more than once: matches are found."""
    assert len(compress(data[:1500] * 2)) <= len(compress(data[:1500])) + 20


# ---- compound file ----

NAMES = st.text("abcdefGHIJ_1 ", min_size=1, max_size=31).filter(lambda n: n.strip() == n)
CONTENTS = st.one_of(st.binary(max_size=200), st.integers(0, 12_000).map(lambda n: b"\xa5" * n))


@given(
    st.dictionaries(NAMES.map(str.upper), CONTENTS, max_size=40),
    st.dictionaries(NAMES.map(str.upper), CONTENTS, max_size=12),
)
def test_random_containers_read_back(files: dict[str, bytes], inner: dict[str, bytes]) -> None:
    """Any streams, in the root and in a folder, are read back by olefile (strict) and pyOpenVBA."""
    streams = files | {f"Folder x/{name}": content for name, content in inner.items()}
    made = write_compound_file(streams)
    assert write_compound_file(dict(reversed(streams.items()))) == made
    with olefile.OleFileIO(io.BytesIO(made), raise_defects=olefile.DEFECT_UNSURE) as ole:
        assert {tuple(path.split("/")) for path in streams} == {tuple(p) for p in ole.listdir()}
        assert list(streams.values()) == [ole.openstream(p.split("/")).read() for p in streams]
    _check_trees(made)
    CFB(made)


def _check_trees(made: bytes) -> None:
    """Each folder's members are a search tree whose red and black lines keep it level."""
    (start,) = struct.unpack_from("<I", made, 48)
    lines = [made[512 * (start + 1) :][i : i + 128] for i in range(0, len(made), 128)]

    def walk(number: int, red_above: bool) -> tuple[int, list[tuple[int, str]]]:
        if number == 0xFFFFFFFF:
            return 1, []
        line = lines[number]
        name = line[: struct.unpack_from("<H", line, 64)[0] - 2].decode("utf-16-le")
        red = line[67] == 0
        assert not (red and red_above)
        left, right, child = struct.unpack_from("<3I", line, 68)
        walk_folder(child)
        depths, before = walk(left, red)
        depth_right, after = walk(right, red)
        assert depths == depth_right
        return depths + (not red), [*before, (len(name), name.upper()), *after]

    def walk_folder(child: int) -> None:
        _, found = walk(child, True)
        assert sorted(found) == found

    walk_folder(struct.unpack_from("<I", lines[0], 76)[0])


def test_a_long_file_is_written_and_a_too_long_one_refused() -> None:
    """5 MB read back; what the simple form cannot list is refused, not cut."""
    made = write_compound_file({"long": bytes(range(256)) * 20_000})
    with olefile.OleFileIO(io.BytesIO(made), raise_defects=olefile.DEFECT_UNSURE) as ole:
        assert bytes(range(256)) * 20_000 == ole.openstream("long").read()
    with pytest.raises(ValueError, match="more than"):
        write_compound_file({"long": bytes(7_200_000)})


@pytest.mark.parametrize(
    "streams", [{"": b""}, {"x" * 32: b""}, {"a:b": b""}, {"a!": b""}, {"a": b"", "A": b""},
                {"a": b"", "a/b": b""}, {"a//b": b""}],
)  # fmt: skip
def test_names_that_a_container_cannot_hold(streams: dict[str, bytes]) -> None:
    """Empty, long and twofold names, and signs that mean something else, are refused."""
    with pytest.raises(ValueError):
        write_compound_file(streams)


# ---- project ----

HELLO = Module("Hello", Kind.MODULE, 'Attribute VB_Name = "Hello"\nSub Hi()\nEnd Sub\n')
BOOK = Module("ThisWorkbook", Kind.WORKBOOK, "Option Explicit\n")
EXPORTED = (
    'VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1  \'True\nEND\nAttribute VB_Name = "Bag"\n'
    'Attribute VB_Exposed = False\nAttribute VB_Description = "a bag"\nPublic Held As Long\n'
)


def sources(project: bytes) -> dict[str, str]:
    """Each module's text as olevba finds it."""
    parser: Any = VBA_Parser("vbaProject.bin", data=project)
    found = {name.rpartition("/")[2]: code for _, name, _, code in parser.extract_macros()}
    parser.close()
    return found


def test_a_project_is_read_back_by_olevba() -> None:
    """Names and texts come back, with the attributes that each kind of module has in Office."""
    project = write_project("Demo", [BOOK, HELLO, Module("Bag", Kind.CLASS, EXPORTED)])
    found = sources(project)
    assert ["ThisWorkbook", "Hello", "Bag"] == list(found)
    assert 'Attribute VB_Name = "Hello"\r\nSub Hi()\r\nEnd Sub\r\n' == found["Hello"]
    assert 'VB_Base = "0{00020819-0000-0000-C000-000000000046}"' in found["ThisWorkbook"]
    assert "BEGIN" not in found["Bag"]
    assert "Attribute VB_Exposed = True\r\n" in found["Bag"]
    assert 'Attribute VB_Description = "a bag"\r\nPublic Held As Long\r\n' in found["Bag"]


@given(st.lists(LINES, min_size=1, max_size=5))
def test_any_text_is_read_back(texts: list[str]) -> None:
    """Texts of any lines that VBA can hold come back from the container, line for line."""
    texts = [re.sub(r"(?m) _$", "", text) for text in texts]
    modules = [Module(f"M{i}", Kind.MODULE, "'\n" + text) for i, text in enumerate(texts)]
    project = write_project("Demo", modules)
    with olefile.OleFileIO(io.BytesIO(project), raise_defects=olefile.DEFECT_UNSURE) as ole:
        for module in modules:
            source = decompress(ole.openstream(["VBA", module.name]).read()).decode("cp1252")
            assert module.text.splitlines() == source.split("\r\n")[1:-1]


def test_the_same_modules_give_the_same_bytes() -> None:
    """Nothing of time, chance or order of a set is in the file, and it says FFFF: no compiled code."""
    assert write_project("Demo", [BOOK, HELLO]) == write_project("Demo", [BOOK, HELLO])
    with olefile.OleFileIO(io.BytesIO(write_project("Demo", [BOOK, HELLO]))) as ole:
        assert bytes.fromhex("cc61ffff000100") == ole.openstream("VBA/_VBA_PROJECT").read()
        told = ole.openstream("PROJECT").read().decode("cp1252")
    assert "Document=ThisWorkbook/&H00000000\r\nModule=Hello\r\nName=" in told
    assert "[Host Extender Info]\r\n" in told


@pytest.mark.parametrize(
    ("name", "module", "says"),
    [
        ("Demo", Module("M", Kind.MODULE, "' 客户\n"), "line 2: '客' is not in the code page"),
        ("Demo", Module("M" * 32, Kind.MODULE, ""), "at most 31"),
        ("Demo", Module("_M", Kind.MODULE, ""), "no name"),
        ("Demo", Module("demo", Kind.MODULE, ""), "taken"),
        ("Demo", Module("Dir", Kind.MODULE, ""), "taken"),
        ("Demo", Module("M", Kind.MODULE, "'" * 1024), "1024 characters, 1023 at most"),
        ("Demo", Module("M", Kind.MODULE, "x = 1 + _\n" * 25), "carried on"),
        ("Demo", Module("M", Kind.MODULE, 'Attribute VB_Name = "N"\n'), "calls itself"),
        ("Two words", Module("M", Kind.MODULE, ""), "no name"),
    ],
)
def test_what_vba_cannot_hold_is_refused(name: str, module: Module, says: str) -> None:
    """Signs outside the code page, long lines and names, and taken names: each says which and why."""
    with pytest.raises(ValueError, match=says):
        write_project(name, [module])


def test_a_line_of_1023_characters_is_held() -> None:
    """The longest line that VBA takes goes through."""
    line = "'" * 1023
    assert line in sources(write_project("Demo", [Module("M", Kind.MODULE, line)]))["M"]


def test_protection_says_what_office_says() -> None:
    """The states of xlwings' add-in, saved by Excel, and ours mean the same when they are read."""
    number = "{318BEE36-5BE1-492A-826D-473DB19B0F30}"
    office = ("5D5F8AADDAA8DEA8DEA8DEA8DE", "5D5F8AADDAADDBADDBAD", "5D5F8AADDAADDBADDB52")
    for data, theirs in zip((bytes(4), bytes(1), b"\xff"), office, strict=True):
        assert data == _unprotected(number, theirs)
        for seed in range(256):
            assert data == _unprotected(number, protection(number, data, seed))


def _unprotected(number: str, text: str) -> bytes:
    """Read a state, [MS-OVBA] 2.4.3.3."""
    seed, version, key, *rest = bytes.fromhex(text)
    assert (2, sum(number.encode()) & 0xFF) == (seed ^ version, seed ^ key)
    plain, first, second, out = seed ^ key, key, version, []
    for byte in rest:
        plain = byte ^ (second + plain & 0xFF)
        out.append(plain)
        second, first = first, byte
    out = out[(seed & 6) // 2 :]
    assert len(out) - 4 == int.from_bytes(out[:4], "little")
    return bytes(out[4:])
