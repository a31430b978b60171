"""Which rows of a sheet are not torn where a page ends: a heading with what stands below it."""

from __future__ import annotations

from collections.abc import Iterable

from clvxl.report.records import Chart, Table, TextAt

__all__ = ["parts_of"]


def parts_of(
    texts: Iterable[TextAt], charts: Iterable[Chart], tables: Iterable[Table]
) -> tuple[int, ...]:
    """Return the rows with which parts begin, and the row after the last.

    >>> parts_of([TextAt(0, 0, "Title", "title"), TextAt(3, 0, "Sum", "heading")], [],
    ...          [Table("sum", 4, 0, ())])
    (0, 3, 5)
    """
    headed = {text.row for text in texts if text.style == "heading" and text.row > 1}
    starts = {0, *headed, *(chart.row for chart in charts)}
    ends = [table.row + int(table.header) + table.rows for table in tables]
    ends += [chart.row + chart.rows for chart in charts]
    return (*sorted(starts), max([*ends, max(starts) + 1]))
