"""Tables out of files: the reader is picked by what a file's name says it is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clvxl.errors import FileError
from clvxl.files.paths import is_there
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.columns import Chosen
    from clvxl.data.numbers import DecimalMark
    from clvxl.data.table import SourceTable

__all__ = ["Wishes", "is_text_file", "is_workbook", "plain_name", "read_table"]

OTHER_ENDING = Text(
    "{path} has an ending that clvxl does not read; it reads {endings}",
    "{path} 的扩展名 clvxl 不能读取；可读取 {endings}",
)

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
ENDINGS = (*WORKBOOKS, ".parquet", ".csv", ".tsv", ".txt")
PACKED = (".gz", ".xz", ".bz2", ".zst")


@dataclass(frozen=True)
class Wishes:
    """How a file is to be read, as far as a person or a job has a say; None is found.

    Attributes
    ----------
    sheet : str, optional
        Of a workbook: the sheet's name, in any case.
    delimiter, encoding : str, optional
        Of a text file: one character; an encoding as Python names it.
    chosen : Chosen
        Which header is which column, as `clvxl.data.columns.match_columns` takes it.
    all_columns : bool
        Keep all columns; else only those that a job needs.
    decimal : "." or ",", optional
        The decimal mark of numbers in text.
    passed_over : collection of str
        Of a workbook: sheets that are not searched where none is named.
    """

    sheet: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    chosen: Chosen = None
    all_columns: bool = False
    decimal: DecimalMark | None = None
    passed_over: Collection[str] = ()

    def check(self) -> None:
        """Refuse a delimiter or an encoding that no text file has.

        Raises
        ------
        InputError, FileError

        Examples
        --------
        >>> Wishes(delimiter=";;").check()
        Traceback (most recent call last):
        clvxl.errors.InputError: a delimiter is one character, such as , or ; (got ;;)
        """
        from clvxl.files._streams import check_delimiter, check_encoding

        if self.delimiter:
            check_delimiter(self.delimiter)
        if self.encoding:
            check_encoding(self.encoding)


def read_table(
    path: Path, wishes: Wishes | None = None, *, progress: Callable[[float], None] | None = None
) -> SourceTable:
    r"""Read the table in a file of any kind that clvxl reads.

    Parameters
    ----------
    path : Path
        A workbook (.xlsx, .xlsm, .xlsb, .xls, .ods), .parquet, or text (.csv, .tsv, .txt, also
        packed). It is only read.
    wishes : Wishes, optional
    progress : callable, optional
        Called with the share done, 0 to 1.

    Returns
    -------
    SourceTable

    Raises
    ------
    FileError
        The file cannot be read, is damaged, too long, or of no kind that is read.
    TableError
        It has no table, or one that can be read two ways.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "sales.csv")
    ...     _ = path.write_text("Customer;Date;Amount\n007;2011-01-31;12.50\n")
    ...     read_table(path, Wishes(delimiter=";")).headers
    ('Customer', 'Date', 'Amount')
    """
    wishes = wishes or Wishes()
    ending = _ending(path)
    if ending in WORKBOOKS:
        from clvxl.files.xlsx.reader import read_sheet

        return read_sheet(
            path, sheet=wishes.sheet, chosen=wishes.chosen, all_columns=wishes.all_columns,
            passed_over=wishes.passed_over, progress=progress,
        )  # fmt: skip
    if ending == ".parquet":
        from clvxl.files.parquet_files import read_parquet

        return read_parquet(path, chosen=wishes.chosen, all_columns=wishes.all_columns)
    if not ending and is_there(path) and path.is_file():
        raise FileError(OTHER_ENDING, path=path.name, endings=", ".join(ENDINGS))
    from clvxl.files.text_files import read_text

    return read_text(
        path, delimiter=wishes.delimiter, encoding=wishes.encoding, chosen=wishes.chosen,
        all_columns=wishes.all_columns, progress=progress, decimal=wishes.decimal,
    )  # fmt: skip


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook by its name.

    >>> is_workbook(Path("sales.ODS")), is_workbook(Path("sales.csv.gz"))
    (True, False)
    """
    return _ending(path) in WORKBOOKS


def is_text_file(path: Path) -> bool:
    """Whether a file is one of text by its name.

    >>> is_text_file(Path("sales.csv.gz")), is_text_file(Path("sales.parquet"))
    (True, False)
    """
    return _ending(path) in (".csv", ".tsv", ".txt")


def plain_name(path: Path) -> str:
    """Return a file's name without the endings that clvxl reads.

    >>> plain_name(Path("sales 2.5.csv.gz")), plain_name(Path("notes.old"))
    ('sales 2.5', 'notes.old')
    """
    name = path.name
    for ending in (*PACKED, *ENDINGS):
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
    return name


def _ending(path: Path) -> str:
    name = path.name.lower()
    for packed in PACKED:
        name = name.removesuffix(packed)
    return next((ending for ending in ENDINGS if name.endswith(ending)), "")
