"""The compression of VBA text, [MS-OVBA] 2.4.1.

A signature byte, then chunks of up to 4,096 bytes of text. A chunk is a row of tokens: a byte as
it is, or "as `length` bytes, `offset` back". Offsets reach to the chunk's start at most, and the
further a chunk is, the more bits of a token hold the offset.
"""

from __future__ import annotations

import struct

__all__ = ["compress", "decompress"]

SIGNATURE = 0x01
CHUNK = 4096
# The header's 16 bits: size less 3, then 0b011, then whether tokens follow.
_TOKENS = 0xB000
_RAW = 0x3000
_SHORTEST = 3


def compress(data: bytes) -> bytes:
    """Return `data` compressed.

    Raises
    ------
    ValueError
        The last chunk is not full and does not compress: the format has no form for it. Text
        always compresses.

    Examples
    --------
    >>> compress(b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa")[:9].hex()
    '012fb0002361616162'
    >>> decompress(compress(b"Option Explicit"))
    b'Option Explicit'
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
    out = bytearray()
    seen: dict[bytes, list[int]] = {}
    at = 0
    while at < len(chunk):
        flags_at, flags = len(out), 0
        out.append(0)
        for bit in range(8):
            if at >= len(chunk):
                break
            offset, length = _match(chunk, at, seen)
            if length:
                flags |= 1 << bit
                out += _copy_token(at, offset, length)
            else:
                out.append(chunk[at])
                length = 1
            for passed in range(at, at + length):
                seen.setdefault(chunk[passed : passed + _SHORTEST], []).append(passed)
            at += length
        out[flags_at] = flags
    return bytes(out)


def _match(chunk: bytes, at: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Return offset and length of the longest earlier match, the nearest of equals; 0 if none."""
    best, best_length = 0, 0
    most = min(len(chunk) - at, (0xFFFF >> _offset_bits(at)) + _SHORTEST)
    if most < _SHORTEST:
        return 0, 0
    for candidate in reversed(seen.get(chunk[at : at + _SHORTEST], ())):
        # A longer match must agree where the best one ended; most candidates fail here.
        if chunk[candidate + best_length] != chunk[at + best_length]:
            continue
        length = _SHORTEST
        while length < most and chunk[candidate + length] == chunk[at + length]:
            length += 1
        if length > best_length:
            best, best_length = at - candidate, length
            if length == most:
                break
    return best, best_length


def _offset_bits(at: int) -> int:
    """Return how many bits of a token hold the offset, `at` bytes into the chunk: 4 to 12."""
    return max(4, (at - 1).bit_length()) if at else 4


def _copy_token(at: int, offset: int, length: int) -> bytes:
    length_bits = 16 - _offset_bits(at)
    return struct.pack("<H", (offset - 1) << length_bits | (length - _SHORTEST))


def decompress(data: bytes) -> bytes:
    """Return the bytes that `compress` was given.

    Raises
    ------
    ValueError
        `data` is no compressed container, or ends early.
    """
    if not data or data[0] != SIGNATURE:
        raise ValueError("compressed data starts with the byte 01")
    out = bytearray()
    at = 1
    while at < len(data):
        (header,) = struct.unpack_from("<H", data, at)
        end = at + (header & 0x0FFF) + 3
        if header & 0x7000 != _RAW or end > len(data):
            raise ValueError(f"no chunk, or half a chunk, at byte {at}")
        body = data[at + 2 : end]
        out += _text_of(body) if header & 0x8000 else body
        at = end
    return bytes(out)


def _text_of(tokens: bytes) -> bytes:
    out = bytearray()
    at = 0
    while at < len(tokens):
        flags = tokens[at]
        at += 1
        for bit in range(8):
            if at >= len(tokens):
                break
            if not flags >> bit & 1:
                out.append(tokens[at])
                at += 1
                continue
            (token,) = struct.unpack_from("<H", tokens, at)
            at += 2
            length_bits = 16 - _offset_bits(len(out))
            offset = (token >> length_bits) + 1
            if offset > len(out):
                raise ValueError(f"a token points {offset} bytes back, {len(out)} are there")
            # Byte by byte: the source may run into what is being written.
            for _ in range((token & (1 << length_bits) - 1) + _SHORTEST):
                out.append(out[-offset])
    return bytes(out)
