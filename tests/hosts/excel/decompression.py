"""The reading side of what `clvxl.hosts.excel.vba_project.compression` writes, for the tests."""

from __future__ import annotations

import struct

from clvxl.hosts.excel.vba_project.compression import _RAW, _SHORTEST, SIGNATURE, _offset_bits

__all__ = ["decompress"]


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
