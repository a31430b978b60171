"""A table as it was found: the one record that readers hand to jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from clvxl.data._column_map import ColumnMap

__all__ = ["MERGED_ROLES", "SourceTable"]

MERGED_ROLES = ("customer", "date", "order", "status", "currency")
"""In these roles a merged cell stands for all of its rows; an amount is not there again."""


@dataclass(frozen=True)
class SourceTable:
    """A table from a file or a sheet, untouched.

    Attributes
    ----------
    source : str
        What a person calls it: the file's name.
    headers : tuple of str
        One a column, as written (blanks at the ends trimmed); "" where there is none.
    columns : tuple of pandas.Series
        As many as headers, all of one length, with a plain RangeIndex: float64 for numbers,
        datetime64 for dates, bool, or str with missing values for blanks.
    first_row : int
        The row number (from 1, as a spreadsheet shows it) of the first row of values.
    typed : bool
        True where cells have types (a sheet, parquet): a number among text dates is then a sheet
        date. False for text files.
    facts : mapping of str to str
        What the reader found or chose, for the report's Method sheet: "sheet", "encoding",
        "delimiter", "hidden_rows" (how many of the rows read are hidden, as by a filter),
        "other_sheets" (those on which a table was found too).
    surplus : pandas.Series of int, optional
        For text files: how many values more than the header has the row carried (0: none).
    numbers : mapping of int to float64 array
        For columns of text in which numbers stood: what the cells held that were real numbers,
        NaN elsewhere. Where a column is not named here all its cells were text.
    errors : mapping of int to mapping of int to str
        Column to row (from 0) to the error that the cell shows, such as "#N/A"; in the column
        itself the cell is blank.
    date_offset : float
        Days to add to numbers without a date format that stand for dates: 1462 where a workbook
        counts from 1904, else 0.
    formats : tuple of str
        The currencies that the number formats of the amounts show, "" among them where some show
        none; nothing where no formats are known.
    found : ColumnMap, optional
        Which column plays which role, as the reader found it: numbers of columns of this table.
    """

    source: str
    headers: tuple[str, ...]
    columns: tuple[pd.Series, ...]
    first_row: int = 2
    typed: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    surplus: pd.Series | None = None
    numbers: Mapping[int, NDArray[np.float64]] = field(default_factory=dict)
    errors: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    date_offset: float = 0.0
    found: ColumnMap | None = None
    formats: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows of values there are."""
        return len(self.columns[0]) if self.columns else 0
