"""A compound file of streams in folders, [MS-CFB] version 3.

Sectors of 512 bytes; streams under 4,096 bytes share the "mini stream" in sectors of 64. The
directory keeps the members of a folder as a red-black tree, ordered by the length of the name,
then by its capitals. No times and no class numbers, so that the same streams give the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["write_compound_file"]

SECTOR = 512
MINI_SECTOR = 64
MINI_CUTOFF = 4096
_END = 0xFFFFFFFE
_FAT = 0xFFFFFFFD
_NONE = 0xFFFFFFFF
# The header lists so many sectors of the allocation table; a longer list is not written here.
_FAT_SECTORS = 109
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1


@dataclass
class _Entry:
    """A line of the directory."""

    name: str
    kind: int
    data: bytes = b""
    members: list[int] = field(default_factory=list)
    colour: int = _BLACK
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = 0
    size: int = 0


def write_compound_file(streams: Mapping[str, bytes]) -> bytes:
    r"""Return a compound file that holds `streams`: path to content, folders apart by "/".

    A `ValueError` tells of a name that is empty, longer than 31 characters, holds \, : or !, or
    stands there twice (capitals do not count), and of more than about 6.8 MB.

    >>> len(write_compound_file({"PROJECT": b"text", "VBA/dir": b""}))
    2560
    """
    entries = _entries(streams)
    for entry in entries:
        _link(entry, entries)
    mini, mini_table = _allocate([e for e in entries if 0 < len(e.data) < MINI_CUTOFF], MINI_SECTOR)
    entries[0].data = mini
    large = [e for e in entries[1:] if len(e.data) >= MINI_CUTOFF]
    large += [entries[0]] if mini else []
    body, table = _allocate(large, SECTOR)
    for entry in entries:
        entry.size = len(entry.data)
        if not entry.data and entry.kind != _STORAGE:
            entry.start = _END
    return _assemble(body, table, mini_table, entries)


def _entries(streams: Mapping[str, bytes]) -> list[_Entry]:
    """Return the directory's lines, the root first, each folder with the numbers of its members."""
    entries = [_Entry("Root Entry", _ROOT)]
    numbers: dict[str, int] = {"": 0}
    for path in sorted(streams):
        *folders, name = path.split("/")
        parent = ""
        for folder in folders:
            inner = f"{parent}/{folder}".upper()
            if inner not in numbers:
                _add(entries, numbers, parent, _Entry(folder, _STORAGE))
            elif entries[numbers[inner]].kind != _STORAGE:
                raise ValueError(f"{folder} is a stream and a folder")
            parent = inner
        _add(entries, numbers, parent, _Entry(name, _STREAM, bytes(streams[path])))
    return entries


def _add(entries: list[_Entry], numbers: dict[str, int], parent: str, entry: _Entry) -> None:
    if not 0 < len(_utf16(entry.name)) <= 62 or set(entry.name) & set("\\:!\0"):
        raise ValueError(f"{entry.name!r} is no name of 1 to 31 characters without \\, : and !")
    path = f"{parent}/{entry.name}".upper()
    if path in numbers:
        raise ValueError(f"{entry.name} is there twice (capitals do not count)")
    numbers[path] = len(entries)
    entries[numbers[parent]].members.append(len(entries))
    entries.append(entry)


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _link(folder: _Entry, entries: list[_Entry]) -> None:
    """Make the folder's members a search tree: halved and halved again, the last level red."""
    order = sorted(
        folder.members, key=lambda n: (len(_utf16(entries[n].name)), entries[n].name.upper())
    )
    red = len(order).bit_length() - 1

    def tree(numbers: list[int], depth: int) -> int:
        if not numbers:
            return _NONE
        middle = len(numbers) // 2
        entry = entries[numbers[middle]]
        entry.left = tree(numbers[:middle], depth + 1)
        entry.right = tree(numbers[middle + 1 :], depth + 1)
        # All levels but the last are full: with the last red, all ways down have as many black.
        entry.colour = _RED if depth == red and depth else _BLACK
        return numbers[middle]

    folder.child = tree(order, 0)


def _allocate(entries: Iterable[_Entry], size: int) -> tuple[bytes, list[int]]:
    """Lay the entries' data out in sectors of `size`; return them and the chain of each."""
    body = bytearray()
    table: list[int] = []
    for entry in entries:
        entry.start = len(table)
        body += _padded(entry.data, size)
        table += [*range(len(table) + 1, len(body) // size), _END]
    return bytes(body), table


def _padded(data: bytes, size: int, filler: bytes = b"\0") -> bytes:
    return data + filler * (-len(data) % size)


def _assemble(body: bytes, table: list[int], mini_table: list[int], entries: list[_Entry]) -> bytes:
    """Put the file together: streams, the mini table, the directory, the allocation table."""
    mini_fat = _padded(_words(mini_table), SECTOR, b"\xff")
    mini_start = len(table) if mini_table else _END
    table = table + _chain(len(table), len(mini_fat))
    lines = b"".join(map(_line, entries))
    unused = _line(_Entry("", 0)) * (-len(entries) % (SECTOR // 128))
    directory_start = len(table)
    table = table + _chain(len(table), len(lines + unused))
    count = _fat_sectors(len(table))
    fat_start = len(table)
    fat = _padded(_words([*table, *[_FAT] * count]), SECTOR, b"\xff")
    header = struct.pack(
        "<8s16x5H6x10I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, count, directory_start, 0, MINI_CUTOFF, mini_start, len(mini_fat) // SECTOR,
        _END, 0, fat_start,
    )  # fmt: skip
    header += _words(range(fat_start + 1, fat_start + count))
    return _padded(header, SECTOR, b"\xff") + body + mini_fat + lines + unused + fat


def _words(numbers: Iterable[int]) -> bytes:
    return b"".join(struct.pack("<I", number) for number in numbers)


def _chain(start: int, length: int) -> list[int]:
    count = length // SECTOR
    return [*range(start + 1, start + count), _END] if count else []


def _fat_sectors(others: int) -> int:
    """Return how many sectors the table takes that lists the others and itself."""
    count = 1
    while count * (SECTOR // 4) < others + count:
        count += 1
    if count > _FAT_SECTORS:
        raise ValueError("more than 6.8 MB do not fit into a compound file of this simple form")
    return count


def _line(entry: _Entry) -> bytes:
    name = _utf16(entry.name)
    return struct.pack(
        "<64sH2B3I16xI16x3I",
        name, len(name) + 2 if entry.kind else 0, entry.kind, entry.colour if entry.kind else 0,
        entry.left, entry.right, entry.child, 0, entry.start, entry.size, 0,
    )  # fmt: skip
