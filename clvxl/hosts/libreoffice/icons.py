"""The icons of jobs and commands, drawn by code: polygons and discs on the unit square."""

from __future__ import annotations

import math
import struct
import zlib
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["icon"]

Colour: TypeAlias = tuple[int, int, int]
Points: TypeAlias = list[tuple[float, float]]
Disc: TypeAlias = tuple[float, float, float]

BLUE, TEAL, AMBER, WHITE = (37, 99, 178), (28, 148, 132), (226, 152, 36), (255, 255, 255)
OVERSAMPLING = 8


def _box(left: float, top: float, right: float, bottom: float) -> Points:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _arc(first: float, last: float, outer: float, inner: float) -> Points:
    """A part of a ring around the middle, clockwise from one angle to another, in degrees."""
    around = np.radians(np.linspace(first, last, 60))
    edges = ((outer, around), (inner, around[::-1]))
    return [(0.5 + r * math.cos(at), 0.5 + r * math.sin(at)) for r, edge in edges for at in edge]


DRAWINGS: dict[str, list[tuple[Points | Disc, Colour]]] = {
    "bars": [
        (_box(0.08, 0.52, 0.32, 0.94), AMBER),
        (_box(0.38, 0.30, 0.62, 0.94), TEAL),
        (_box(0.68, 0.06, 0.92, 0.94), BLUE),
    ],
    "curve": [
        (_box(0.06, 0.06, 0.14, 0.94), BLUE),
        (_box(0.06, 0.86, 0.94, 0.94), BLUE),
        ([
            (0.20, 0.16), (0.34, 0.46), (0.58, 0.62), (0.92, 0.68), (0.92, 0.79), (0.54, 0.73),
            (0.26, 0.54), (0.20, 0.40),
        ], TEAL),
        ((0.34, 0.50, 0.09), AMBER),
    ],
    "settings": [
        (_box(0.06, 0.17, 0.94, 0.27), BLUE),
        (_box(0.06, 0.45, 0.94, 0.55), BLUE),
        (_box(0.06, 0.73, 0.94, 0.83), BLUE),
        ((0.68, 0.22, 0.14), AMBER),
        ((0.32, 0.50, 0.14), AMBER),
        ((0.58, 0.78, 0.14), AMBER),
    ],
    "refresh": [
        (_arc(20, 320, 0.44, 0.28), TEAL),
        ([(0.62, 0.40), (0.93, 0.14), (0.98, 0.52)], TEAL),
    ],
    "explain": [
        (_box(0.05, 0.10, 0.95, 0.72), TEAL),
        ([(0.20, 0.70), (0.46, 0.70), (0.20, 0.96)], TEAL),
        (_box(0.18, 0.25, 0.82, 0.35), WHITE),
        (_box(0.18, 0.47, 0.62, 0.57), WHITE),
    ],
    "functions": [
        ([
            (0.14, 0.08), (0.86, 0.08), (0.86, 0.26), (0.42, 0.26), (0.64, 0.50), (0.42, 0.74),
            (0.86, 0.74), (0.86, 0.92), (0.14, 0.92), (0.14, 0.78), (0.40, 0.50), (0.14, 0.22),
        ], BLUE),
    ],
    "about": [
        ((0.50, 0.50, 0.46), BLUE),
        ((0.50, 0.26, 0.09), WHITE),
        (_box(0.43, 0.42, 0.57, 0.80), WHITE),
    ],
}  # fmt: skip
"""Name to shapes, the later on top: corners of a polygon, or centre and radius of a disc."""


def icon(key: str, pixels: int) -> bytes:
    """Return the icon of a name as PNG, so many pixels wide and high.

    >>> icon("about", 16)[1:4]
    b'PNG'
    """
    fine = pixels * OVERSAMPLING
    picture = np.zeros((fine, fine, 4))
    at = (np.arange(fine) + 0.5) / fine
    x, y = np.meshgrid(at, at)
    for shape, colour in DRAWINGS[key]:
        picture[_inside(shape, x, y)] = (*colour, 255)
    small = picture.reshape(pixels, OVERSAMPLING, pixels, OVERSAMPLING, 4)
    alpha = small[..., 3:].mean(axis=(1, 3))
    # Colours are averaged over the covered part only, or edges would darken.
    covered = (small[..., :3] * small[..., 3:]).mean(axis=(1, 3)) / np.maximum(alpha, 1e-9)
    return _png(np.concatenate([covered, alpha], axis=2).round().astype(np.uint8))


def _inside(
    shape: Points | Disc, x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.bool_]:
    if isinstance(shape, tuple):
        across, down, radius = shape
        return np.asarray((x - across) ** 2 + (y - down) ** 2 <= radius**2)
    odd = np.zeros(x.shape, dtype=bool)
    for (x0, y0), (x1, y1) in zip(shape, shape[1:] + shape[:1], strict=True):
        if y0 != y1:
            crossing = x0 + (y - y0) * (x1 - x0) / (y1 - y0)
            odd ^= ((y0 > y) != (y1 > y)) & (x < crossing)
    return odd


def _png(pixels: NDArray[np.uint8]) -> bytes:
    height, width, _ = pixels.shape
    lines = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
