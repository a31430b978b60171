"""Records with values far past the last header, behind columns that are blank.

pandas reads a few columns past the headers and drops what stands further on without a word. A
record escapes it only where those few are blank, which is looked for in the text as it is read;
the file is read once more only where a line may be such a record.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Watched", "long_records"]

LONGEST_LINE = 1 << 20
LONGEST_VALUE = (1 << 31) - 1

Bytes: TypeAlias = NDArray[np.uint8]


class Watched(io.TextIOBase):
    """Text with a line put first, which tells pandas how many values a record may have.

    Parameters
    ----------
    line : str
        What is read first.
    text : text file
        What follows.
    delimiter : str
        One character; none has blank values where it is a blank itself.
    columns : int
        How many columns are read.
    blank : int
        How many of these, the last ones, are blank in a record that escapes.

    Attributes
    ----------
    suspect : bool
        Whether a line may be a record whose values past the columns are dropped.
    """

    def __init__(
        self, line: str, text: io.TextIOBase, delimiter: str, columns: int, blank: int
    ) -> None:
        self.line, self.text = line, text
        self.delimiter, self.columns, self.blank = delimiter, columns, blank
        self.run = re.compile(f'(?:{re.escape(delimiter)}(?:"")?){{{blank + 1}}}')
        self.rest = ""
        self.suspect = False

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> str:
        line, self.line = self.line, ""
        if line:
            return line
        text = self.text.read(size)
        if not self.suspect and self.delimiter != " ":
            self._look(text)
        return text

    def _look(self, text: str) -> None:
        """Look at the lines that are whole by now, where there are blank values in a row."""
        end = max(text.rfind("\n"), text.rfind("\r")) + 1 if text else 0
        if self._has_run(text):
            lines = _bytes(self.rest + text[:end] if text else self.rest)
            self.suspect = self._has_long_line(lines)
        self.rest = text[end:] if end else self.rest + text
        self.suspect = self.suspect or len(self.rest) > LONGEST_LINE

    def _has_run(self, text: str) -> bool:
        """Whether blank values stand in a row in the text or in the line that goes on in it."""
        if self.run.search(self.rest + text[: 3 * self.blank + 3]):
            return True
        if '"' in text and f'{self.delimiter}""' in text:
            return self.run.search(text) is not None
        here = _bytes(text) == ord(self.delimiter)
        run = here[1:] & here[:-1]
        for _ in range(self.blank - 1):
            if not run.any():
                return False
            run = run[1:] & here[: len(run) - 1]
        return bool(run.any())

    def _has_long_line(self, lines: Bytes) -> bool:
        """Whether a line has a delimiter for each column, or is a part of a record only."""
        ends = np.flatnonzero((lines == ord("\n")) | (lines == ord("\r")))
        ends = np.append(ends, len(lines))
        quotes, delimiters = (_counts(lines, ends, sign) for sign in ('"', self.delimiter))
        return bool((quotes % 2).any() or (delimiters >= self.columns).any())


def _bytes(text: str) -> Bytes:
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)


def _counts(lines: Bytes, ends: NDArray[np.intp], sign: str) -> NDArray[np.intp]:
    """How often a sign stands in each line."""
    return np.diff(np.searchsorted(np.flatnonzero(lines == ord(sign)), ends), prepend=0)


def long_records(lines: Iterable[str], delimiter: str, columns: int) -> dict[int, int]:
    r"""Return the records with values past the columns, and how many columns these reach to.

    Parameters
    ----------
    lines : iterable of str
        Lines of text with their ends.
    delimiter : str
        One character.
    columns : int
        How many columns were read already.

    Returns
    -------
    dict of int to int
        By number, from 0.

    Examples
    --------
    >>> long_records(["a,1\n", "b,2,,,9,\n"], ",", 3)
    {1: 5}
    """
    found: dict[int, int] = {}
    before = csv.field_size_limit(LONGEST_VALUE)
    try:
        for number, record in enumerate(csv.reader(lines, delimiter=delimiter)):
            if len(record) > columns and any(record[columns:]):
                found[number] = max(at for at, value in enumerate(record) if value) + 1
    finally:
        csv.field_size_limit(before)
    return found
