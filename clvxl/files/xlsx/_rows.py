"""Rows of a plain table as XML, a few thousand at a time.

XlsxWriter makes a cell at a time and remembers nothing of the last one. Here each column keeps what
its values became, so that a value that comes again costs a look-up; the text is XlsxWriter's own,
sign for sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from clvxl.report.addresses import letters
from clvxl.report.style import safe_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format as Drawn
    from xlsxwriter.worksheet import Worksheet

__all__ = ["PlainRows"]

KNOWN = 30_000
"""So many different values of a column are remembered."""

SHORT = 10_000
"""Letters and digits alone, up to so many, are safe as they are."""

Tails = dict[Any, str]


class OddValueError(ValueError):
    """A value that only a cell at a time can be written of."""


class PlainRows:
    """The rows of one table whose columns look alike from first to last.

    Parameters
    ----------
    target : Worksheet
        Whose way of holding texts is followed: in the cells, or in the workbook's list of texts.
    first : int
        The first column.
    formats : sequence of Format
        Of each column.
    """

    def __init__(self, target: Worksheet, first: int, formats: Sequence[Drawn]) -> None:
        self._target, self._formats = target, formats
        self._starts = [f'<c r="{letters(first + at)}' for at in range(len(formats))]

    @cached_property
    def _cells(self) -> list[_ColumnCells]:
        # Not before they are needed: formats are numbered in the order of their first cells.
        return [_ColumnCells(self._target, style) for style in self._formats]

    def text(self, row: int, columns: Sequence[list[Any]]) -> str | None:
        """Return rows as XML, or None where a value needs to be written by itself.

        Parameters
        ----------
        row : int
            The first one.
        columns : sequence of list
            Python's own values; all of them of one length.
        """
        try:
            tails = [cells.tails(each) for cells, each in zip(self._cells, columns, strict=True)]
        except OddValueError:
            return None
        for cells, each in zip(self._cells, columns, strict=True):
            cells.count(each)
        numbers = [str(at + 1) for at in range(row, row + len(columns[0]))]
        pieces: list[Iterable[str]] = [repeat('<row r="'), numbers, repeat('">')]
        for start, tail in zip(self._starts, tails, strict=True):
            pieces += [repeat(start), numbers, tail]
        pieces.append(repeat("</row>"))
        return "".join(chain.from_iterable(zip(*pieces, strict=False)))


class _ColumnCells:
    """What follows the row's number in the cells of one column: format, kind and value."""

    def __init__(self, target: Worksheet, style: Drawn) -> None:
        look = f'" s="{style._get_xf_index()}"'
        text = _InlineTexts(look) if target.constant_memory else _SharedTexts(look, target)
        self._texts = text
        self._kinds: dict[type, Tails] = {
            float: _Numbers(look),
            int: _Numbers(look),
            bool: _Truths(look),
            str: text,
            type(None): _Blanks(look),
        }

    def tails(self, values: list[Any]) -> Iterable[str]:
        """Return the ends of the cells of some values.

        Raises
        ------
        OddValueError
            One of them is one of numpy's, or text that XlsxWriter takes for markup.
        """
        kinds = set(map(type, values))
        if not kinds <= self._kinds.keys():
            raise OddValueError
        for kind in kinds:
            if len(self._kinds[kind]) > KNOWN:
                self._kinds[kind].clear()
        if len(kinds) == 1:
            found = list(map(self._kinds[kinds.pop()].__getitem__, values))
        else:
            found = [self._kinds[type(value)][value] for value in values]
        return found

    def count(self, values: list[Any]) -> None:
        """Hear of values that are written, once it is sure that they are."""
        self._texts.used(values)


class _Remembered(dict[Any, str]):
    """Values and the ends of their cells, made when a value is first asked for."""

    def __init__(self, look: str) -> None:
        super().__init__()
        self.look = look
        self.blank = f"{look}/>"

    def __missing__(self, value: Any) -> str:
        made = self.made(value)
        # Minus 0 is another text than 0, and yet equal to it; what is no number equals nothing.
        if value or value == "":
            self[value] = made
        return made

    def made(self, value: Any) -> str:
        raise NotImplementedError


class _Blanks(_Remembered):
    """Cells that hold nothing."""

    def made(self, value: Any) -> str:
        return self.blank


class _Numbers(_Remembered):
    """Numbers of 16 digits; what is none is blank."""

    def made(self, value: float) -> str:
        if value - value != 0:
            return self.blank
        return f"{self.look}><v>{value:.16G}</v></c>"


class _Truths(_Remembered):
    """TRUE and FALSE."""

    def made(self, value: bool) -> str:
        return f'{self.look} t="b"><v>{int(value)}</v></c>'


class _Texts(_Remembered):
    """Texts, made safe first; "" is blank."""

    def made(self, value: str) -> str:
        if value.isalnum() and len(value) < SHORT:
            return self.held(value)
        text = safe_text(value)
        if not text:
            return self.blank
        if text.startswith("<r>") and text.endswith("</r>"):
            raise OddValueError
        return self.held(text)

    def held(self, text: str) -> str:
        raise NotImplementedError

    def used(self, values: list[Any]) -> None:
        """Hear of values that were written."""


class _InlineTexts(_Texts):
    """Texts that stand in their cells."""

    def __init__(self, look: str) -> None:
        super().__init__(look)
        self._written = _text_element()

    def held(self, text: str) -> str:
        return f'{self.look} t="inlineStr"><is>{self._written(text)}</is></c>'


class _SharedTexts(_Texts):
    """Texts that stand in the workbook's list, each once."""

    def __init__(self, look: str, target: Worksheet) -> None:
        super().__init__(look)
        self._list = target.str_table

    def held(self, text: str) -> str:
        place = self._list._get_shared_string_index(text)
        # Its cells are counted by `used`, the first like the others.
        self._list.count -= 1
        return f'{self.look} t="s"><v>{place}</v></c>'

    def used(self, values: list[Any]) -> None:
        self._list.count += sum(type(value) is str and value != "" for value in values)


def _text_element() -> Callable[[str], str]:
    """Return XlsxWriter's way to write a text: what XML and Excel read otherwise is escaped."""
    from xlsxwriter.utility import _preserve_whitespace
    from xlsxwriter.xmlwriter import XMLwriter

    escaped, controlled = XMLwriter()._escape_data, XMLwriter._escape_control_characters

    def written(text: str) -> str:
        if text.isalnum():
            return f"<t>{text}</t>"
        text = controlled(text)
        space = ' xml:space="preserve"' if _preserve_whitespace(text) else ""
        return f"<t{space}>{escaped(text)}</t>"

    return written
