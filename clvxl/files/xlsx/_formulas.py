"""Formulas in an .xlsx file, each with the value that it gives stored beside it.

XlsxWriter guesses what kind of value a formula gives from how the value looks: text "1" would
become a number, "#N/A" an error, nothing a zero. Here a value is stored as what it is. And it
quietly turns a formula with a newer function into one that spills, or into one with a prefix that
not every program knows; here such a formula is refused.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from clvxl.report.addresses import cell_address
from clvxl.report.records import Formula, Report, Table, is_blank
from clvxl.report.style import safe_text

__all__ = ["computes", "formula_text", "sheet_class", "stored"]

LONGEST = 8192
"""Characters of a formula that Excel takes."""

TEXT_LITERAL = re.compile('"[^"]*"')
OTHER_FILE = re.compile(r"\[\d+\]|\[[^\[\]]+\.\w{3,4}\]")
CALLED = re.compile(r"[\w.]+\(")
NEWER = re.compile(r"_xlfn\.(?:_xlws\.)?([\w.]+)")


@dataclass(frozen=True)
class Stored:
    """A formula's value as the file holds it: its text, its kind and, for charts, itself."""

    text: str | None
    kind: Literal["b", "str"] | None
    value: float | str | None


def computes(report: Report) -> bool:
    """Whether anything in a report is a formula, or a cell of a template."""
    return any(sheet.cells or any(map(_holds_formulas, sheet.tables)) for sheet in report.sheets)


def _holds_formulas(table: Table) -> bool:
    return any(
        isinstance(value, Formula)
        for column in table.columns
        if not isinstance(column.values, np.ndarray) or column.values.dtype == object
        for value in column.values
    )


def formula_text(text: str) -> str:
    """Return a formula as XlsxWriter is to be given it.

    Raises
    ------
    ValueError
        It is empty, too long, in braces, or refers to another file.
    """
    bare = text.removeprefix("=")
    if not bare.strip() or bare.startswith("{=") or safe_text(bare) != bare:
        raise ValueError(f"{text!r} is no formula")
    if len(bare) + 1 > LONGEST:
        raise ValueError(f"formula {text[:40]}… is longer than {LONGEST:,} characters")
    if OTHER_FILE.search(TEXT_LITERAL.sub('""', bare)):
        raise ValueError(f"formula {text} refers to another file")
    # XlsxWriter takes a last brace for that of an array formula, and removes it.
    return f"={bare} " if bare.endswith("}") else f"={bare}"


def stored(value: Any) -> Stored:
    """Return a formula's value as it is stored; None, NaN and infinity are no value.

    >>> stored("1"), stored(True), stored(0.1)
    (Stored(text='1', kind='str', value='1'),
     Stored(text='1', kind='b', value=1.0),
     Stored(text='0.1', kind=None, value=0.1))
    """
    plain = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, str):
        text = safe_text(plain)
        return Stored(text, "str", text or None)
    if plain is None or (isinstance(plain, float) and not np.isfinite(plain)):
        return Stored(None, None, None)
    if isinstance(plain, bool):
        return Stored(str(int(plain)), "b", float(plain))
    if isinstance(plain, int | float):
        return Stored(repr(plain), None, float(plain))
    raise TypeError(f"a formula cannot give a {type(plain).__name__}")


@functools.cache
def sheet_class() -> type[Any]:
    """Return XlsxWriter's worksheet, with formulas written as this module says."""
    from xlsxwriter.worksheet import Worksheet

    newer: dict[frozenset[str], str | None] = {}

    class FormulaSheet(Worksheet):  # type: ignore[misc]
        """A worksheet that stores the values of its formulas as what they are."""

        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            # XlsxWriter looks for some 130 functions one by one: once for all of a formula's kind.
            called = frozenset(CALLED.findall(TEXT_LITERAL.sub('""', formula)))
            if called not in newer:
                text = super()._prepare_formula(" ".join(sorted(called)), True)
                found = NEWER.search(text)
                newer[called] = found[1] if found else None
            if newer[called]:
                raise ValueError(f"formula {formula} uses {newer[called]}, newer than Excel 2007")
            return formula.removeprefix("=")

        def _write_cell(self, row: int, col: int, cell: Any) -> None:
            value = getattr(cell, "value", None)
            if not isinstance(value, Stored):
                super()._write_cell(row, col, cell)
                return
            attributes = [("r", cell_address(row, col, fixed="none"))]
            if cell.format:
                attributes.append(("s", cell.format._get_xf_index()))
            if value.kind:
                attributes.append(("t", value.kind))
            self._xml_start_tag("c", attributes)
            self._xml_data_element("f", cell.formula)
            if value.text is not None:
                # As XlsxWriter's own formulas: programs take such text as it stands.
                self.fh.write(f"<v>{self._escape_data(value.text)}</v>")
            self._xml_end_tag("c")

        def _get_range_data(self, *corners: int) -> list[Any]:
            # What a chart remembers of its cells: a blank one is a gap and no zero.
            data = super()._get_range_data(*corners)
            plain = [value.value if isinstance(value, Stored) else value for value in data]
            return [None if is_blank(value) else value for value in plain]

    return FormulaSheet
