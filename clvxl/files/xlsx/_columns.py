"""Columns of cells as arrays of numpy, and as the bytes in which they travel between processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Cells", "Kind", "Texts", "described", "pieces", "received"]

Kind: TypeAlias = Literal["number", "date", "span", "truth", "text"]

ALIGNED = 64
"""Each array begins at a multiple of this, so that it is one in memory as it stands."""

ZERO, NINE, MINUS, POINT = b"09-."
CASE = ord("a") - ord("A")
SEPARATOR = np.uint8(0)
"""A byte that hardly any text holds."""

MOMENT = np.frombuffer(b"0000-00-00 00:00:00", np.uint8)
"""How the parser writes a moment: digits where a 0 stands."""


@dataclass(frozen=True)
class Texts:
    """Texts of UTF-8, one behind another.

    Attributes
    ----------
    bounds : int32 array
        Where in `data` each text begins, and at last where the last one ends.
    data : uint8 array
    """

    bounds: NDArray[np.int32]
    data: NDArray[np.uint8]

    @staticmethod
    def of(texts: Iterable[str | None]) -> Texts:
        """Return texts one behind another, nothing where there is none.

        >>> Texts.of(["né", None, "b"]).list()
        ['né', '', 'b']
        """
        parts = [(text or "").encode() for text in texts]
        bounds = np.cumsum([0, *map(len, parts)], dtype=np.int32)
        return Texts(bounds, np.frombuffer(b"".join(parts), np.uint8))

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def lengths(self) -> NDArray[np.int32]:
        """How many bytes each has."""
        return np.diff(self.bounds)

    def list(self) -> list[str]:
        """Return them as texts of Python."""
        used = self.data[self.bounds[0] : self.bounds[-1]]
        if not len(self) or (used == SEPARATOR).any():
            return [self._text(place) for place in range(len(self))]
        # to split one long text is three times as fast as to cut each out of it
        parted = np.full(len(used) + len(self) - 1, SEPARATOR)
        inner = np.ones(len(parted), dtype=bool)
        inner[self.bounds[1:-1] - self.bounds[0] + np.arange(len(self) - 1)] = False
        parted[inner] = used
        return parted.tobytes().decode().split(chr(SEPARATOR))

    def first(self, count: int) -> Texts:
        """Return the first ones."""
        return Texts(self.bounds[: count + 1], self.data)

    def take(self, places: NDArray[np.intp]) -> Texts:
        """Return the texts at some places.

        >>> Texts.of(["a", "bcd", "e"]).take(np.array([1, 1, 0])).list()
        ['bcd', 'bcd', 'a']
        """
        lengths = self.lengths[places]
        bounds = np.concatenate([np.zeros(1, np.int32), np.cumsum(lengths, dtype=np.int32)])
        return Texts(bounds, self.data[self._bytes_of(places)])

    def _bytes_of(self, places: NDArray[np.intp]) -> NDArray[np.intp]:
        """Where the bytes of the texts at some places stand."""
        lengths = self.lengths[places].astype(np.intp)
        begun = np.cumsum(lengths) - lengths
        return np.repeat(self.bounds[places] - begun, lengths) + np.arange(int(lengths.sum()))

    def are(self, word: str) -> NDArray[np.bool_]:
        """Return which texts are a word.

        >>> Texts.of(["true", "True", "untrue", "true"]).are("true").tolist()
        [True, False, False, True]
        """
        sought = np.frombuffer(word.encode(), np.uint8)
        found: NDArray[np.bool_] = self.lengths == len(sought)
        places = np.flatnonzero(found)
        found[places] = (self._rows(places, len(sought)) == sought).all(axis=1)
        return found

    def _rows(self, places: NDArray[np.intp], length: int) -> NDArray[np.uint8]:
        """The bytes of texts of one length, one text a row."""
        rows = self.bounds[places][:, np.newaxis] + np.arange(length)
        return np.asarray(self.data[rows])

    def are_numbers(self, digits: int = 1) -> NDArray[np.bool_]:
        """Return which texts are numbers of digits, a point and a minus alone.

        Parameters
        ----------
        digits : int
            At least so many stand before the point.

        Examples
        --------
        >>> texts = Texts.of(["12", "-1.5", "1.", "1e5", "٣", "", "-", "1.2.3"])
        >>> texts.are_numbers().tolist()
        [True, True, False, False, False, False, False, False]
        >>> texts.are_numbers(2).tolist()
        [True, False, False, False, False, False, False, False]
        """
        found = self.lengths >= digits
        places = np.flatnonzero(found)
        starts, ends = self.bounds[places], self.bounds[places + 1]
        minus = self.data[starts] == MINUS
        # the commonest texts that are none are known by their first or their last letter
        at = np.minimum(starts + minus, len(self.data) - 1)
        ends_well = _is_digit(self.data[at]) & _is_digit(self.data[ends - 1])
        found[places[~ends_well]] = False
        places, minus = places[ends_well], minus[ends_well]
        rest = self.take(places)
        figures, points = (
            rest._counts(flags) for flags in (_is_digit(rest.data), rest.data == POINT)
        )
        plain = (points <= 1) & (figures + points + minus == rest.lengths)
        found[places] = plain & (figures >= digits)
        if digits > 1:
            for place in places[plain & (points == 1) & (figures >= digits)].tolist():
                found[place] = len(self._text(place).lstrip("-").partition(".")[0]) >= digits
        return found

    def _counts(self, flags: NDArray[np.bool_]) -> NDArray[np.int32]:
        """How many bytes of each text are flagged."""
        sums = np.concatenate([np.zeros(1, np.int32), np.cumsum(flags, dtype=np.int32)])
        return np.diff(sums[self.bounds])

    def _text(self, place: int) -> str:
        return self.data[self.bounds[place] : self.bounds[place + 1]].tobytes().decode()

    def upper(self, which: NDArray[np.bool_]) -> Texts:
        """Return them with some, of small letters from a to z alone, in capital letters.

        >>> Texts.of(["true", "so"]).upper(np.array([True, False])).list()
        ['TRUE', 'so']
        """
        data = self.data.copy()
        data[self._bytes_of(np.flatnonzero(which))] -= CASE
        return Texts(self.bounds, data)

    def moments(self, which: NDArray[np.bool_]) -> NDArray[np.datetime64] | None:
        """Return the moments of some texts, NaT elsewhere; None if any of the texts is none.

        >>> texts = Texts.of(["2024-05-01 00:00:00", ""])
        >>> texts.moments(np.array([True, False])).tolist()
        [datetime.datetime(2024, 5, 1, 0, 0), None]
        """
        places = np.flatnonzero(which)
        if (self.lengths[places] != len(MOMENT)).any():
            return None
        rows = self._rows(places, len(MOMENT))
        digits = MOMENT == ZERO
        if not (_is_digit(rows) == digits).all() or (rows[:, ~digits] != MOMENT[~digits]).any():
            return None
        found = np.full(len(self), "NaT", "datetime64[ms]")
        try:
            found[places] = rows.view(f"S{len(MOMENT)}")[:, 0].astype("datetime64[ms]")
        except ValueError:  # a day that no month has
            return None
        return found


def _is_digit(data: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return (data >= ZERO) & (data <= NINE)


@dataclass(frozen=True)
class Cells:
    """The cells of a column.

    Attributes
    ----------
    kind : {"number", "date", "span", "truth", "text"}
        A span is a length of time.
    values : array or Texts
        float64, datetime64[ms], timedelta64[ms], bool; whatever where a cell is blank.
    blank : bool array
    """

    kind: Kind
    values: Any
    blank: NDArray[np.bool_]

    @staticmethod
    def numbers(values: NDArray[np.float64]) -> Cells:
        """Return a column of numbers, blank where they are NaN."""
        return Cells("number", values, np.isnan(values))

    @staticmethod
    def texts(texts: Sequence[str | None]) -> Cells:
        """Return a column of texts, blank where they are None."""
        blank = np.fromiter((text is None for text in texts), bool, len(texts))
        return Cells("text", Texts.of(texts), blank)

    def __len__(self) -> int:
        return len(self.blank)

    def first(self, count: int) -> Cells:
        """Return the first cells."""
        values = self.values.first(count) if self.kind == "text" else self.values[:count]
        return Cells(self.kind, values, self.blank[:count])

    def take(self, places: NDArray[np.intp]) -> Cells:
        """Return the cells at some places."""
        values = self.values.take(places) if self.kind == "text" else self.values[places]
        return Cells(self.kind, values, self.blank[places])

    def written(self) -> list[str | None]:
        """Return the cells as text, None where they are blank.

        >>> Cells.numbers(np.array([5.0, 2.5, np.nan, 1e-5])).written()
        ['5', '2.5', None, '0.00001']
        """
        if self.kind == "text":
            texts = self.values.list()
        elif self.kind == "number":
            texts = [_in_digits(value) for value in self.values.tolist()]
        elif self.kind == "truth":
            texts = np.where(self.values, "TRUE", "FALSE").tolist()
        else:
            texts = [text.replace("T", " ") for text in self.values.astype(str).tolist()]
        if not self.blank.any():
            return list(texts)
        return [None if not there else text for text, there in zip(texts, ~self.blank, strict=True)]


def _in_digits(value: float) -> str:
    text = repr(value).removesuffix(".0")
    return np.format_float_positional(value, trim="-") if "e" in text else text


def described(columns: Sequence[Cells]) -> list[list[Any]]:
    """Return what `received` has to know of columns beside their bytes."""
    return [[each.kind, [len(array) for array in _arrays(each)]] for each in columns]


def pieces(columns: Sequence[Cells]) -> Iterator[memoryview | bytes]:
    """Yield the bytes of columns."""
    for array in (array for each in columns for array in _arrays(each)):
        yield array.view(np.uint8).data
        yield bytes(-array.nbytes % ALIGNED)


def received(described: Sequence[Sequence[Any]], data: memoryview) -> list[Cells]:
    """Return the columns of some bytes, without a copy; no more than numbers, dates, … are there.

    >>> columns = [Cells.texts(["a", None]), Cells.numbers(np.array([1.5]))]
    >>> whole = memoryview(b"".join(pieces(columns)))
    >>> [each.written() for each in received(described(columns), whole)]
    [['a', None], ['1.5']]
    """
    at = 0

    def array(kind: str, count: int) -> NDArray[Any]:
        nonlocal at
        found = np.frombuffer(data, kind, count, at) if count else np.empty(0, kind)
        at += found.nbytes + -found.nbytes % ALIGNED
        return found

    columns = []
    for kind, counts in described:
        blank, *parts = (array(*each) for each in zip(["?", *_STORED[kind]], counts, strict=True))
        columns.append(Cells(kind, Texts(*parts) if kind == "text" else parts[0], blank))
    return columns


_STORED: dict[Kind, list[str]] = {
    "number": ["f8"], "date": ["M8[ms]"], "span": ["m8[ms]"], "truth": ["?"],
    "text": ["i4", "u1"],
}  # fmt: skip


def _arrays(column: Cells) -> list[NDArray[Any]]:
    values = column.values
    parts = [values.bounds, values.data] if column.kind == "text" else [values]
    return [np.ascontiguousarray(each) for each in (column.blank, *parts)]
