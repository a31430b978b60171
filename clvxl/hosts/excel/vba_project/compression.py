"""The compression of VBA text, [MS-OVBA] 2.4.1.

A signature byte, then chunks of up to 4,096 bytes of text. A chunk is a row of tokens: a byte as
it is, or "as `length` bytes, `offset` back". Offsets reach to the chunk's start at most, and the
further a chunk is, the more bits of a token hold the offset.
"""

from __future__ import annotations

import struct

__all__ = ["compress"]

SIGNATURE = 0x01
CHUNK = 4096
# The header's 16 bits: size less 3, then 0b011, then whether tokens follow.
_TOKENS = 0xB000
_RAW = 0x3000
_SHORTEST = 3


def compress(data: bytes) -> bytes:
    """Return `data` compressed.

    A `ValueError` says that the last chunk is not full and does not compress: the format has no
    form for it. Text always compresses.

    >>> compress(b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa")[:9].hex()
    '012fb0002361616162'
    """
    out = bytearray([SIGNATURE])
    for start in range(0, len(data), CHUNK):
        chunk = data[start : start + CHUNK]
        tokens = _tokens_of(chunk)
        if len(tokens) <= CHUNK:
            out += struct.pack("<H", _TOKENS | (len(tokens) - 1)) + tokens
        elif len(chunk) == CHUNK:
            out += struct.pack("<H", _RAW | (CHUNK - 1)) + chunk
        else:
            raise ValueError(
                f"the last {len(chunk)} bytes do not compress, and only a full chunk of {CHUNK} "
                "can be stored as it is"
            )
    return bytes(out)


def _tokens_of(chunk: bytes) -> bytes:
    out, at = bytearray(), 0
    while at < len(chunk):
        flags_at = len(out)
        out.append(0)
        for bit in range(8):
            if at >= len(chunk):
                break
            offset, length = _match(chunk, at)
            if length:
                out[flags_at] |= 1 << bit
                out += _copy_token(at, offset, length)
            else:
                out.append(chunk[at])
            at += length or 1
    return bytes(out)


def _match(chunk: bytes, at: int) -> tuple[int, int]:
    """Return offset and length of the longest earlier match, the nearest of equals; 0 if none."""
    most = min(len(chunk) - at, (0xFFFF >> _offset_bits(at)) + _SHORTEST)
    found, length = -1, _SHORTEST
    while length <= most:
        # It may run into what is being written, but begins before.
        earlier = chunk.rfind(chunk[at : at + length], 0, at + length - 1)
        if earlier < 0:
            break
        found = earlier
        # As long as both go on alike the match is longer.
        while length < most and chunk[found + length] == chunk[at + length]:
            length += 1
        length += 1
    return (at - found, length - 1) if found >= 0 else (0, 0)


def _offset_bits(at: int) -> int:
    """Return how many bits of a token hold the offset, `at` bytes into the chunk: 4 to 12."""
    return max(4, (at - 1).bit_length()) if at else 4


def _copy_token(at: int, offset: int, length: int) -> bytes:
    length_bits = 16 - _offset_bits(at)
    return struct.pack("<H", (offset - 1) << length_bits | (length - _SHORTEST))
