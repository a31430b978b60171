"""Formulas as text to what they compute.

A formula is taken apart into its references and its shape, in which a sign stands for each of
them. Formulas filled down a column have the same shape, and a shape is parsed once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple, TypeVar

from clvxl.exercises.formulas import evaluator
from clvxl.exercises.formulas.evaluator import Node
from clvxl.exercises.formulas.values import Block, RefusedError, Scalar
from clvxl.report.addresses import column_number
from clvxl.report.records import SHEET_COLUMNS, SHEET_ROWS
from clvxl.sheet.spec import is_address

__all__ = ["Reference", "Shape", "parse", "taken_apart"]

LONGEST_FORMULA = 8192
LONGEST_TEXT = 255
DEEPEST = 64
MOST_ARGUMENTS = 255
"""What Excel takes."""

_SLOT = "\x00"

Found = TypeVar("Found")

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


class Shape(NamedTuple):
    """A parsed shape: how to compute it, the names in it, and the functions that it calls."""

    tree: Node
    names: frozenset[str]
    functions: frozenset[str]


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
    return Shape(tree, frozenset(parser.names), frozenset(parser.functions))


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
        self._at = self._slots = self._depth = 0
        self.names: set[str] = set()
        self.functions: set[str] = set()

    @property
    def _token(self) -> _Token:
        return self._tokens[self._at]

    @property
    def _next(self) -> str:
        """The sign that comes next, or "" for anything else."""
        return self._token.text if self._token.kind == "sign" else ""

    def _took(self, sign: str) -> bool:
        taken = self._next == sign
        self._at += taken
        return taken

    def _take(self, sign: str) -> None:
        if not self._took(sign):
            raise self._unsupported()

    def _unsupported(self) -> RefusedError:
        kind, text = self._token
        found = {"end": "the end", "slot": "a reference"}.get(kind, f"{text!r}")
        return RefusedError(f"unsupported syntax: {found} was not expected there")

    def end(self) -> None:
        """Check that all was read."""
        if self._token.kind != "end":
            raise self._unsupported()

    def binary(self, loosest: int) -> Node:
        """Operands, and between them operators that bind as tightly as `loosest` or tighter."""
        first, rest = self._unary(), []
        while _LEVELS.get(sign := self._next, -1) >= loosest:
            self._at += 1
            rest.append((sign, self.binary(_LEVELS[sign] + 1)))
        return evaluator.chain(first, rest) if rest else first

    def _unary(self) -> Node:
        minus = 0
        while self._next in ("+", "-"):
            minus += self._next == "-"
            self._at += 1
        operand = self._primary()
        percents = 0
        while self._took("%"):
            operand, percents = evaluator.percent(operand), percents + 1
        if percents > DEEPEST:
            raise _too_deep()
        # Pairs of minus signs make a number of a truth value; more of them say nothing new.
        for _ in range(minus if minus < 3 else 2 - minus % 2):
            operand = evaluator.minus(operand)
        return operand

    def _primary(self) -> Node:
        value = self._literal()
        if value is not None:
            return evaluator.constant(value)
        token = self._token
        if token.kind == "slot":
            self._at += 1
            self._slots += 1
            return evaluator.slot(self._slots - 1)
        if token.kind == "word":
            self._at += 1
            return self._word(token.text)
        if self._took("("):
            return self._within(lambda: self.binary(0))
        if self._took("{"):
            return evaluator.constant(Block.of_rows(self._rows()))
        raise self._unsupported()

    def _literal(self) -> Scalar:
        """A number, a text or a truth value; None where something else comes next."""
        kind, text = self._token
        found: Scalar = None
        if kind == "number":
            found = float(text)
        elif kind == "text":
            found = _unquoted(text)
        elif kind == "word" and text.upper() in ("TRUE", "FALSE"):
            found = text.upper() == "TRUE"
        self._at += found is not None
        return found

    def _word(self, word: str) -> Node:
        if self._took("("):
            self.functions.add(word.upper())
            return evaluator.call(word.upper(), self._within(self._arguments))
        self.names.add(word.lower())
        return evaluator.named(word.lower())

    def _within(self, read: Callable[[], Found]) -> Found:
        """What stands between brackets, the second of which is taken."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise _too_deep()
        found = read()
        self._take(")")
        self._depth -= 1
        return found

    def _arguments(self) -> list[Node]:
        found: list[Node] = []
        while self._next != ")" or found:
            found.append(evaluator.constant(None) if self._next in (",", ")") else self.binary(0))
            if not self._took(","):
                break
        if len(found) > MOST_ARGUMENTS:
            raise RefusedError(f"a function has at most {MOST_ARGUMENTS} arguments")
        return found

    def _rows(self) -> list[list[Scalar]]:
        """The rows of an inline array."""
        rows = [[self._element()]]
        while not self._took("}"):
            if self._took(";"):
                rows.append([self._element()])
            else:
                self._take(",")
                rows[-1].append(self._element())
        if len({len(row) for row in rows}) > 1:
            raise RefusedError("an inline array must have as many values in each row")
        return rows

    def _element(self) -> Scalar:
        minus = self._took("-")
        if minus and self._token.kind != "number":
            raise self._unsupported()
        value = self._literal()
        if value is None:
            raise self._unsupported()
        return -float(value) if minus else value


def _too_deep() -> RefusedError:
    return RefusedError(f"a formula is at most {DEEPEST} levels deep")


def _unquoted(text: str) -> str:
    inner = text[1:-1].replace('""', '"')
    if len(inner) > LONGEST_TEXT:
        raise RefusedError(f"a text in a formula has at most {LONGEST_TEXT} characters")
    return inner
