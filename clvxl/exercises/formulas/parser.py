"""Formulas as text to trees of what they compute.

A formula is taken apart into its references and its shape, in which a sign stands for each of
them. Formulas filled down a column have the same shape, and a shape is parsed once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from clvxl.exercises.formulas.values import Block, RefusedError, Scalar
from clvxl.report.addresses import column_number
from clvxl.report.records import SHEET_COLUMNS, SHEET_ROWS
from clvxl.sheet.spec import is_address

__all__ = [
    "Binary",
    "Call",
    "Constant",
    "Name",
    "Node",
    "Percent",
    "Reference",
    "Shape",
    "Slot",
    "Unary",
    "parse",
    "taken_apart",
]

LONGEST_FORMULA = 8192
LONGEST_TEXT = 255
DEEPEST = 64
MOST_ARGUMENTS = 255
"""What Excel takes."""

_SLOT = "\x00"

_REFERENCE = re.compile(
    r"""("(?:[^"]|"")*")                                   # a text stays as it is
    | (?<![\w.$!:])
      (?: '((?:[^']|'')+)'! | ([^\W\d][\w.]*)! )?           # a sheet
      \$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})
      (?: :\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}) )?
      (?![\w.(!:$\[])""",
    re.VERBOSE | re.IGNORECASE,
)

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number> (?: [0-9]+\.?[0-9]* | \.[0-9]+ ) (?:[eE][+-]?[0-9]+)? (?![\w.]) )
    | (?P<text> "(?:[^"]|"")*" )
    | (?P<slot> \x00 )
    | (?P<word> [^\W\d][\w.]* )
    | (?P<sign> <> | <= | >= | [-+*/^&%=<>(),;{}] )
    )""",
    re.VERBOSE,
)

_LEVELS = {
    sign: level
    for level, signs in enumerate(("= <> < > <= >=", "&", "+ -", "* /", "^"))
    for sign in signs.split()
}
"""How tightly binary operators bind. All go from left to right."""


class Reference(NamedTuple):
    """A cell or a range: the sheet's name (None for the formula's own), corners from 0."""

    sheet: str | None
    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def single(self) -> bool:
        """Whether it is one cell."""
        return self.first_row == self.last_row and self.first_column == self.last_column


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text, a truth value, an inline array, or None for what was left out."""

    value: Scalar | Block


@dataclass(frozen=True, slots=True)
class Slot:
    """The formula's reference of this number."""

    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the workbook, in small letters."""

    name: str


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign before an operand."""

    sign: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Percent:
    """A % behind an operand."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between two operands."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function, its name in capitals, with its arguments."""

    name: str
    arguments: tuple[Node, ...]


Node: TypeAlias = Constant | Slot | Name | Unary | Percent | Binary | Call


@dataclass(frozen=True, slots=True)
class Shape:
    """A parsed shape, the names in it, and its calls."""

    tree: Node
    names: frozenset[str]
    calls: tuple[Call, ...]


def taken_apart(formula: str) -> tuple[str, tuple[Reference, ...]]:
    r"""Return a formula's shape and its references.

    >>> shape, references = taken_apart("=A1+'My sheet'!$B$2:B3")
    >>> shape, [tuple(reference) for reference in references]
    ('\x00+\x00', [(None, 0, 0, 0, 0), ('My sheet', 1, 1, 2, 1)])
    """
    if len(formula) > LONGEST_FORMULA:
        raise RefusedError(f"a formula has at most {LONGEST_FORMULA} characters")
    if _SLOT in formula:
        raise RefusedError("a formula cannot hold a NUL character")
    found: list[Reference] = []

    def replaced(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[1]
        found.append(_reference(match))
        return _SLOT

    shape = _REFERENCE.sub(replaced, formula)
    return shape.removeprefix("="), tuple(found)


def _reference(match: re.Match[str]) -> Reference:
    sheet = match[3] if match[2] is None else match[2].replace("''", "'")
    if match[3] is not None and is_address(match[3].upper()):
        raise RefusedError(f"the sheet's name must be quoted: '{match[3]}'!")
    rows = [_row(match[5]), _row(match[7] or match[5])]
    columns = [_column(match[4]), _column(match[6] or match[4])]
    return Reference(sheet, min(rows), min(columns), max(rows), max(columns))


def _row(digits: str) -> int:
    if int(digits) > SHEET_ROWS:
        raise RefusedError(f"no sheet has a row {digits}")
    return int(digits) - 1


@lru_cache(maxsize=4096)
def _column(letters: str) -> int:
    at = column_number(letters)
    if at >= SHEET_COLUMNS:
        raise RefusedError(f"no sheet has a column {letters}")
    return at


@lru_cache(maxsize=4096)
def parse(shape: str) -> Shape:
    """Return what a shape computes.

    Raises
    ------
    RefusedError
        It is no formula, or one beyond what the calculator knows.
    """
    parser = _Parser(_tokens(shape))
    tree = parser.binary(0)
    parser.end()
    return Shape(tree, frozenset(parser.names), tuple(parser.calls))


class _Token(NamedTuple):
    kind: str
    text: str


def _tokens(shape: str) -> list[_Token]:
    tokens, at, end = [], 0, len(shape.rstrip())
    while at < end:
        match = _TOKEN.match(shape, at)
        if match is None or match.lastgroup is None:
            raise RefusedError(f"unsupported syntax at {shape[at : at + 20]!r}")
        tokens.append(_Token(match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tokens


class _Parser:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = [*tokens, _Token("end", "")]
        self._at = 0
        self._slots = 0
        self._depth = 0
        self.names: set[str] = set()
        self.calls: list[Call] = []

    @property
    def _next(self) -> str:
        """The sign that comes next, or "" for anything else."""
        token = self._tokens[self._at]
        return token.text if token.kind == "sign" else ""

    def _took(self, sign: str) -> bool:
        taken = self._next == sign
        self._at += taken
        return taken

    def _take(self, sign: str) -> None:
        if not self._took(sign):
            raise self._unsupported()

    def _unsupported(self) -> RefusedError:
        token = self._tokens[self._at]
        found = {"end": "the end", "slot": "a reference"}.get(token.kind, f"{token.text!r}")
        return RefusedError(f"unsupported syntax: {found} was not expected there")

    def end(self) -> None:
        """Check that all was read."""
        if self._tokens[self._at].kind != "end":
            raise self._unsupported()

    def binary(self, loosest: int) -> Node:
        """Operands, and between them operators that bind as tightly as `loosest` or tighter."""
        left = self._unary()
        while _LEVELS.get(self._next, -1) >= loosest:
            sign = self._next
            self._at += 1
            left = Binary(sign, left, self.binary(_LEVELS[sign] + 1))
        return left

    def _unary(self) -> Node:
        signs = []
        while self._next in ("+", "-"):
            signs.append(self._next)
            self._at += 1
        operand = self._primary()
        percents = 0
        while self._took("%"):
            operand, percents = Percent(operand), percents + 1
        if percents > DEEPEST:
            raise self._too_deep()
        # Pairs of minus signs make a number of a truth value; more of them say nothing new.
        minus = signs.count("-")
        for _ in range(minus if minus < 3 else 2 - minus % 2):
            operand = Unary("-", operand)
        return operand

    def _primary(self) -> Node:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "number":
            return Constant(float(token.text))
        if token.kind == "text":
            return Constant(_unquoted(token.text))
        if token.kind == "slot":
            self._slots += 1
            return Slot(self._slots - 1)
        if token.kind == "word":
            return self._word(token.text)
        if token.text == "(" and token.kind == "sign":
            return self._nested()
        if token.text == "{" and token.kind == "sign":
            return self._inline()
        self._at -= 1
        raise self._unsupported()

    def _word(self, word: str) -> Node:
        if self._took("("):
            call = Call(word.upper(), self._arguments())
            self.calls.append(call)
            return call
        if word.upper() in ("TRUE", "FALSE"):
            return Constant(word.upper() == "TRUE")
        self.names.add(word.lower())
        return Name(word.lower())

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._too_deep()

    def _too_deep(self) -> RefusedError:
        return RefusedError(f"a formula is at most {DEEPEST} levels deep")

    def _nested(self) -> Node:
        self._deeper()
        inner = self.binary(0)
        self._take(")")
        self._depth -= 1
        return inner

    def _arguments(self) -> tuple[Node, ...]:
        self._deeper()
        found: list[Node] = []
        if not self._took(")"):
            found.append(self._argument())
            while self._took(","):
                found.append(self._argument())
            self._take(")")
        if len(found) > MOST_ARGUMENTS:
            raise RefusedError(f"a function has at most {MOST_ARGUMENTS} arguments")
        self._depth -= 1
        return tuple(found)

    def _argument(self) -> Node:
        return Constant(None) if self._next in (",", ")") else self.binary(0)

    def _inline(self) -> Node:
        rows = [[self._element()]]
        while not self._took("}"):
            if self._took(";"):
                rows.append([self._element()])
            else:
                self._take(",")
                rows[-1].append(self._element())
        if len({len(row) for row in rows}) > 1:
            raise RefusedError("an inline array must have as many values in each row")
        return Constant(Block.of_rows(rows))

    def _element(self) -> Scalar:
        minus = self._took("-")
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "number":
            return -float(token.text) if minus else float(token.text)
        if token.kind == "text" and not minus:
            return _unquoted(token.text)
        if token.kind == "word" and token.text.upper() in ("TRUE", "FALSE") and not minus:
            return token.text.upper() == "TRUE"
        self._at -= 1
        raise self._unsupported()


def _unquoted(text: str) -> str:
    inner = text[1:-1].replace('""', '"')
    if len(inner) > LONGEST_TEXT:
        raise RefusedError(f"a text in a formula has at most {LONGEST_TEXT} characters")
    return inner
