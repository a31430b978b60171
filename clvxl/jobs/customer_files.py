"""All customers in a file beside the report, whose sheet then lists the first ones alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clvxl.errors import InputError
from clvxl.files.parquet_writer import can_write_parquet, check_parquet
from clvxl.jobs.lines import Row
from clvxl.jobs.spec import Choices, Option, Output, Value
from clvxl.report.records import SHEET_ROWS, Column
from clvxl.report.stream import FileKind, Stream
from clvxl.text import Text, Texts

__all__ = ["ALL_CUSTOMERS", "CustomerList", "check_file", "customer_list"]

FIRST = 10_000
"""So many customers stand in the workbook where all of them stand in a file."""

ROOM = SHEET_ROWS - 1
"""So many customers stand on a sheet, below its header."""

ALL_CUSTOMERS = Option(
    "all_customers",
    Text("All customers", "全部客户"),
    Text(
        f"Where all customers are listed: on sheets of the report, or in a file OUT-customers "
        f"beside it, and the first {FIRST:,} by value in the report. Default: sheet; parquet where "
        f"one sheet does not hold them.",
        f"全部客户列在何处：报告的工作表中；或旁边的 OUT-customers 文件中，报告只列价值最高的前 "
        f"{FIRST:,} 位。默认为 sheet；一张工作表容纳不下时为 parquet。",
    ),
    {
        "sheet": Value(Text("On sheets", "工作表")),
        "parquet": Value(Text("In a Parquet file", "Parquet 文件")),
        "csv": Value(Text("In a .csv file", ".csv 文件")),
    },
    opened=Text("As they fit", "视数量而定"),
    shown="command",
)

_TEXTS = Texts(
    {
        "first": Text(
            "The sheet Customers lists the first {first:,} of {count:,} customers by value; all of "
            "them are in {file}.",
            "“客户”工作表列出价值最高的前 {first:,} 位客户（共 {count:,} 位）；全部客户见 {file}。",
        ),
        "both": Text(
            "All {count:,} customers are on the sheet Customers and in {file}.",
            "全部 {count:,} 位客户列在“客户”工作表和 {file} 中。",
        ),
        "too_many": Text(
            "As a sheet holds {room:,} customers and there are {count:,}, all of them are in "
            "{file}; the sheet Customers lists the first {first:,} by value.",
            "一张工作表可容纳 {room:,} 位客户，现有 {count:,} 位，因此全部客户见 {file}；“客户”工作"
            "表列出价值最高的前 {first:,} 位。",
        ),
        "no_pyarrow": Text(
            "It is a .csv file, as pyarrow, which Parquet files need, is not installed.",
            "由于未安装 Parquet 文件所需的 pyarrow，写成 .csv 文件。",
        ),
    }
)

_NO_PLACE = Text(
    "all customers can be in a file only where the report becomes one; leave all_customers open",
    "只有报告写成文件时，才能把全部客户另存为文件；请不要指定 all_customers",
)

_NAME = "customers"

Make: TypeAlias = Callable[[NDArray[np.intp], int], tuple[Column, ...]]
"""Takes customers in the order of the list, and the place of the first one there, from 0."""


@dataclass(frozen=True)
class CustomerList:
    """Who stands on the sheet of customers, and the file of all of them.

    Attributes
    ----------
    count : int
        How many customers there are.
    kind : {"parquet", "csv"}, optional
        None where all of them stand in the workbook, and there is no file.
    file : str
        The file's name.
    why : str
        The key of the sentence on it.
    no_pyarrow : bool
        Whether it would be another kind of file if pyarrow were installed.
    """

    count: int
    kind: FileKind | None = None
    file: str = ""
    why: str = ""
    no_pyarrow: bool = False

    @property
    def first(self) -> int:
        """How many stand in the workbook."""
        return self.count if self.kind is None else min(self.count, FIRST)

    def notes(self, language: str) -> list[str]:
        """Return what Summary, Method and the screen say of it; nothing where there is no file."""
        if self.kind is None:
            return []
        fields = {"first": self.first, "count": self.count, "file": self.file, "room": ROOM}
        said = [_TEXTS.say(self.why, language, **fields)]
        return [*said, _TEXTS.say("no_pyarrow", language)] if self.no_pyarrow else said

    def rows(self, language: str) -> list[Row]:
        """Return what the Method sheet says of it."""
        label = ALL_CUSTOMERS.label.say(language)
        return [(label, " ".join(said), "text") for said in [self.notes(language)] if said]

    def outputs(
        self, labels: NDArray[Any], order: NDArray[np.intp], make: Make
    ) -> tuple[Output, ...]:
        """Return the file of all customers, none where they stand in the workbook.

        Parameters
        ----------
        labels : array
            The customers. Where their numbers are whole, so they are in the file.
        order : ndarray of int
            All of them as they are listed.
        make : callable
            Returns the columns of some, that of the customer first.
        """
        if self.kind is None:
            return ()
        whole = labels.dtype.kind == "f" and bool((labels == np.floor(labels)).all())

        def part(start: int, stop: int) -> tuple[Column, ...]:
            customer, *others = make(order[start:stop], start)
            if whole:
                values = np.asarray(customer.values).astype(np.int64)
                customer = replace(customer, values=values)
            return (customer, *others)

        return (Output(_NAME, Stream(_NAME, self.kind, self.count, part)),)


def check_file(values: Mapping[str, Any]) -> None:
    """Refuse a Parquet file where pyarrow is missing, before any work is done.

    Raises
    ------
    FileError
    """
    if values.get(ALL_CUSTOMERS.name) == "parquet":
        check_parquet()


def customer_list(choices: Choices, count: int) -> CustomerList:
    """Return where so many customers are listed.

    Where no file is written, as in a spreadsheet program, all of them are on sheets.

    Raises
    ------
    InputError
        A file is asked for, and the report becomes none.

    Examples
    --------
    >>> from clvxl.data.records import CleaningOptions
    >>> customer_list(Choices({}, CleaningOptions()), 2_000_000).kind is None
    True
    """
    chosen, target = choices.values.get(ALL_CUSTOMERS.name), choices.target
    if target is None:
        if chosen in ("parquet", "csv"):
            raise InputError(_NO_PLACE, value=chosen)
        return CustomerList(count)
    if chosen == "sheet" or (chosen is None and count <= ROOM):
        return CustomerList(count)
    no_pyarrow = chosen is None and not can_write_parquet()
    kind: FileKind = "csv" if chosen == "csv" or no_pyarrow else "parquet"
    why = "too_many" if chosen is None else "first" if count > FIRST else "both"
    file = f"{target.stem}-{_NAME}.{kind}"
    return CustomerList(count, kind, file, why, no_pyarrow)
