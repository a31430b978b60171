"""What a job is: a table in, a report out, and what a person may choose for it.

A job is declared once, in a package of its own, and entered in `clvxl.jobs.catalogue`. The command
line, Excel's ribbon, Calc's menu, toolbar and settings, and what is said after a run are drawn
from the declaration. Whatever could fail in one of them is refused when the job is declared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from clvxl.errors import ONE_OF, InputError
from clvxl.remedies import REMEDIES
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions
    from clvxl.data.table import SourceTable
    from clvxl.report.records import Report, Table
    from clvxl.report.stream import Stream

__all__ = [
    "AUTO", "Choices", "Icon", "Job", "Kind", "Option", "Output", "Result", "Tell", "Value",
    "all_for_duplicates", "choices_among", "numbers",
]  # fmt: skip

Tell: TypeAlias = Callable[[float], None]
"""Takes the share that is done, 0 to 1."""

Icon: TypeAlias = Literal["bars", "curve"]
"""The pictures that every program has for a job."""

AUTO = "auto"
"""The item of a list that leaves an option open."""

_NAME = re.compile(r"[a-z]+(_[a-z]+)*")
_LONGEST = 40
"""Letters that a ribbon shows of a label."""

_OPEN = Text("Automatic", "自动")


@dataclass(frozen=True)
class Value:
    """One value of an option: as lists show it, and, where longer, as reports state it."""

    label: Text
    meaning: Text | None = None


Kind: TypeAlias = Literal["choice", "number", "amount", "flag", "day", "text", "path"]
"""What a value is: text of a list, a whole number, a number, yes or no, a sheet day, text of one's
own, a file or folder."""

YES_OR_NO = {"no": Value(Text("No", "否")), "yes": Value(Text("Yes", "是"))}
"""The list of a flag."""


@dataclass(frozen=True)
class Option:
    """Something that a person may choose.

    Its name is its own in all of clvxl: `--name` at the command line, the key in Calc's settings
    file, the control on Excel's ribbon. An option that several jobs share is one record.

    Attributes
    ----------
    name : str
    label : Text
        What stands beside its list.
    help : Text
        A sentence.
    values : mapping of str to Value
        In the order of the list; those of a flag are no and yes. Where there are none, only the
        command line shows it.
    default : str, optional
        The value until another is chosen; None leaves it open, and the job takes what suits.
    opened : Text
        The item of the list that leaves it open, where there is no default.
    kind : Kind
    within : tuple of float, optional
        The bounds of a number that need not be on the list: lists offer the values, the command
        line takes any between the bounds.
    many : bool
        Whether it may be given several times: its value is a tuple.
    metavar : str
        What the command line's help calls a value that is not on a list.
    shown : {"ribbon", "settings", "command"}
        The smallest face that shows it: a ribbon has room for a few, settings for more, the
        command line for all.

    Examples
    --------
    >>> level = Option("level", Text("Level", "水平"), Text("…", "…"), choices_among(0.8, 0.9),
    ...                "0.9", kind="amount", within=(0, 1))
    >>> level.read(), level.read("0.95"), list(level.items)
    (0.9, 0.95, ['0.8', '0.9'])
    """

    name: str
    label: Text
    help: Text
    values: Mapping[str, Value] = field(default_factory=dict)
    default: str | None = None
    opened: Text = _OPEN
    kind: Kind = "choice"
    within: tuple[float, float] | None = None
    many: bool = False
    metavar: str = ""
    shown: Literal["ribbon", "settings", "command"] = "settings"

    def __post_init__(self) -> None:
        if self.kind == "flag":
            object.__setattr__(self, "values", YES_OR_NO)
            object.__setattr__(self, "default", self.default or "no")
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name} is no name of an option")
        if AUTO in self.values or (self.default is not None and not self._allows(self.default)):
            raise ValueError(f"{self.name}: the default is none of the values")
        own_words = self.kind in ("day", "text", "path") or self.within is not None
        if not self.values and (not own_words or self.shown != "command"):
            raise ValueError(f"{self.name}: a list needs values")

    @property
    def items(self) -> dict[str, Text]:
        """What a list holds, by value: the labels, before them that of an option left open."""
        first = {AUTO: self.opened} if self.default is None else {}
        return first | {name: value.label for name, value in self.values.items()}

    @property
    def first(self) -> str:
        """The item that counts until another is chosen."""
        return AUTO if self.default is None else self.default

    def read(self, item: object = None) -> Any:
        """Return the value of an item, of the first one if left out; None leaves it open.

        Raises
        ------
        InputError
            It is none of the items, nor a number within the bounds.

        Examples
        --------
        >>> bins = Option("bins", Text("Bins", "档数"), Text("…", "…"), numbers(2, 9), "5",
        ...               kind="number")
        >>> bins.read("3"), bins.read()
        (3, 5)
        """
        name = self.first if item is None else str(item)
        if name == AUTO and self.default is None:
            return () if self.many else None
        if not self._allows(name):
            raise InputError(ONE_OF, name=self.name, value=name, choices=", ".join(self.items))
        return _READERS.get(self.kind, str)(name)

    def _allows(self, name: str) -> bool:
        """Whether this is a value: one of the list, or a number within the bounds."""
        if self.within is None or name in self.values:
            return name in self.values
        low, high = self.within
        try:
            return bool(low <= _READERS[self.kind](name) <= high)
        except ValueError:
            return False

    def meaning(self, value: object, language: str) -> str:
        """Return what a value means, as a report states it."""
        if isinstance(value, bool):
            name = "yes" if value else "no"
        else:
            name = f"{value:g}" if isinstance(value, float) else str(value)
        found = self.values.get(name, Value(Text(name, name)))
        return (found.meaning or found.label).say(language)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "number": int, "amount": float, "flag": lambda name: name == "yes",
}  # fmt: skip


def choices_among(*values: float) -> dict[str, Value]:
    """Return numbers as values.

    >>> list(choices_among(0.8, 12))
    ['0.8', '12']
    """
    return {name: Value(Text(name, name)) for name in (f"{value:g}" for value in values)}


def numbers(low: int, high: int) -> dict[str, Value]:
    """Return whole numbers as values.

    >>> list(numbers(2, 4))
    ['2', '3', '4']
    """
    return choices_among(*range(low, high + 1))


@dataclass(frozen=True)
class Choices:
    """What was chosen for one run.

    Attributes
    ----------
    values : mapping
        The job's options by name, None where one is left open.
    cleaning : CleaningOptions
        How lines are read and which are left out.
    columns : mapping of str to str
        Columns that were named, role to header, as `clvxl.data.columns.match_columns` takes them.
    language : {"en", "zh"}
        Of the report.
    remedies : mapping of str to Text
        What a person can do about a notice, in the words of the face she works with.
    target : Path, optional
        The report's file, where it becomes one.
    """

    values: Mapping[str, Any]
    cleaning: CleaningOptions
    columns: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    remedies: Mapping[str, Text] = field(default_factory=lambda: REMEDIES)
    target: Path | None = None


@dataclass(frozen=True)
class Output:
    """A file that the command line writes besides the report.

    Attributes
    ----------
    name : str
        Without an ending. In a folder of its own it is the file's name; else it follows the
        report's, with a hyphen.
    content : Report, Table or Stream
        A report becomes a workbook, a table a .csv file, a stream the file that it says.
    folder : Path, optional
        Made where it is missing.
    private : bool
        Whether a file that is not there yet is made for its owner alone to read.
    """

    name: str
    content: Report | Table | Stream
    folder: Path | None = None
    private: bool = False

    def path(self, report: Path) -> Path:
        """Return where it is written beside a report.

        >>> Output("key", None).path(Path("out/sales.xlsx")).as_posix()
        'out/sales-key.xlsx'
        """
        from clvxl.report.records import Table
        from clvxl.report.stream import Stream

        ending = ".csv" if isinstance(self.content, Table) else ".xlsx"
        if isinstance(self.content, Stream):
            ending = f".{self.content.kind}"
        if self.folder is None:
            return report.with_name(f"{report.stem}-{self.name}{ending}")
        return self.folder / f"{self.name}{ending}"


@dataclass(frozen=True)
class Result:
    """What a job gives.

    Attributes
    ----------
    report : Report
    found : mapping
        The fields of the job's sentence `done`.
    figures : Table
        The table that the command line prints; its last row, where it has a total, in bold.
    lines : tuple of str
        What the command line says below it.
    read : str
        In words, what was read and what to know of it.
    outputs : tuple of Output
        What the command line writes besides.
    """

    report: Report
    found: Mapping[str, Any]
    figures: Table
    lines: tuple[str, ...]
    read: str
    outputs: tuple[Output, ...] = field(default=(), kw_only=True)


def _nothing(choices: Choices) -> None:
    """Whatever is chosen goes together."""


def all_for_duplicates(choices: Choices) -> bool:
    """Whether all columns are needed: to tell whether lines are equal."""
    return choices.cleaning.duplicates == "drop"


@dataclass(frozen=True)
class Job:
    """A job, as it is declared.

    Attributes
    ----------
    name : str
        The command of the command line, and the address in Calc's menu.
    title : Text
        What stands on the button and in the menu.
    group : Text
        The caption of its part of the ribbon.
    tip : Text
        What it does, in a phrase.
    help : Text
        What it does, in a sentence or two.
    command : str
        What the command line's help says: a sentence on INPUT, a blank line, and more.
    examples : tuple of str
        Calls, as the command line's help shows them.
    icon : Icon
    options : tuple of Option
        In the order in which they are shown.
    doing : Text
        What is said while it is at work.
    done : Text
        What is said then; `{place}` and `{sheets}` are filled in, and what the result found.
    suffix : str
        What follows the input's name in that of a report's file.
    run : callable
        Takes a SourceTable, Choices and a Tell; returns a Result.
    check : callable
        Refuses Choices that do not go together, before any work is done.
    all_columns : callable
        Takes Choices; whether the table has to be read with all of its columns.
    """

    name: str
    title: Text
    group: Text
    tip: Text
    help: Text
    command: str
    examples: tuple[str, ...]
    icon: Icon
    options: tuple[Option, ...]
    doing: Text
    done: Text
    suffix: str
    run: Callable[[SourceTable, Choices, Tell], Result]
    check: Callable[[Choices], None] = _nothing
    all_columns: Callable[[Choices], bool] = all_for_duplicates

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name} is no name of a job")
        labels = (self.title, *(option.label for option in self.options))
        if any(len(said) > _LONGEST for label in labels for said in label):
            raise ValueError(f"{self.name} has a label of more than {_LONGEST} letters")

    def shown(self, *faces: str) -> tuple[Option, ...]:
        """Return the options that show on any of some faces."""
        return tuple(option for option in self.options if option.shown in faces)
