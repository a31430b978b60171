"""Whatever a job gives, written as the file that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from clvxl.files.csv_writer import write_csv
from clvxl.files.parquet_writer import write_parquet
from clvxl.files.safe_write import atomic_write
from clvxl.files.xlsx.writer import write_report
from clvxl.report.records import Report, Table
from clvxl.report.stream import Stream

__all__ = ["written"]


@contextmanager
def written(
    content: Report | Table | Stream,
    path: Path,
    *,
    overwrite: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Iterator[None]:
    """Write a file, and move it into place when what is done meanwhile went well.

    So several files come together: either all of them are written whole, or none is there.

    Parameters
    ----------
    content : Report, Table or Stream
        A report becomes a workbook, a table a .csv file, a stream what it says.
    path : Path
    overwrite : bool
        Replace a file that is there already.
    progress : callable, optional
        Called now and then with the share done, 0 to 1.

    Raises
    ------
    FileError
        It is there already, or cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from clvxl.report.records import Column
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "due.csv")
    ...     with written(Table("due", 0, 0, (Column("Customer", ["Ann"]),)), path):
    ...         print(path.exists())
    ...     print(path.exists())
    False
    True
    """
    with atomic_write(path, overwrite) as temporary:
        if isinstance(content, Report):
            write_report(content, temporary, progress=progress)
        elif isinstance(content, Stream) and content.kind == "parquet":
            write_parquet(content, temporary, progress=progress)
        else:
            write_csv(content, temporary, progress=progress)
        yield
