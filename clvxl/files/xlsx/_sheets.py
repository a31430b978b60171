"""XlsxWriter's worksheet, to which rows can be given as XML that is made already."""

from __future__ import annotations

import functools
from typing import Any

__all__ = ["rows_class"]


@functools.cache
def rows_class() -> type[Any]:
    """Return XlsxWriter's worksheet, with `write_rows`."""
    from xlsxwriter.worksheet import Worksheet

    class RowsSheet(Worksheet):  # type: ignore[misc]
        """A worksheet that takes whole rows as XML, where nothing else stands in them."""

        dim_rowmin: Any
        dim_rowmax: Any

        def __init__(self) -> None:
            super().__init__()
            self._made: list[tuple[int, int, str]] = []

        def begin_rows(self, first: int) -> None:
            """Write what stands above the row `first`, as no row above it will change."""
            if self.constant_memory:
                self._write_single_row(first)

        def write_rows(self, first: int, last: int, left: int, right: int, text: str) -> None:
            """Write the rows `first` to `last`, which hold the columns `left` to `right`."""
            self.begin_rows(first)
            self._check_dimensions(first, left)
            self._check_dimensions(last, right)
            if not self.constant_memory:
                self._made.append((first, last, text))
                return
            self.fh.write(text)
            self.previous_row = last + 1

        def _write_rows(self) -> None:
            # Between rows that are made already come those that XlsxWriter makes.
            lowest, highest = self.dim_rowmin, self.dim_rowmax
            for first, last, text in [*self._made, (highest + 1, highest + 1, "")]:
                self.dim_rowmax = first - 1
                if self.dim_rowmin < first:
                    super()._write_rows()
                self.fh.write(text)
                self.dim_rowmin = last + 1
            self.dim_rowmin, self.dim_rowmax = lowest, highest

    return RowsSheet
