"""What a job is: a table in, a report out, and what a person may choose for it.

A job is declared once, in a package of its own, and entered in `clvxl.jobs.catalogue`. The command
line, Excel's ribbon, Calc's menu, toolbar and settings, and what is said after a run are drawn
from the declaration. Whatever could fail in one of them is refused when the job is declared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from clvxl.errors import ONE_OF, InputError
from clvxl.remedies import REMEDIES
from clvxl.text import Text

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions
    from clvxl.data.table import SourceTable
    from clvxl.report.records import Report, Table

__all__ = ["AUTO", "Choices", "Icon", "Job", "Option", "Result", "Tell", "Value", "numbers"]

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
        In the order of the list; of a day none.
    default : str, optional
        The value until another is chosen; None leaves it open, and the job takes what suits.
    opened : Text
        The item of the list that leaves it open, where there is no default.
    kind : {"choice", "number", "day"}
        Whether a value is text, a whole number or a sheet day.
    shown : {"ribbon", "settings", "command"}
        The smallest face that shows it: a ribbon has room for a few, settings for more, the
        command line for all.
    """

    name: str
    label: Text
    help: Text
    values: Mapping[str, Value] = field(default_factory=dict)
    default: str | None = None
    opened: Text = _OPEN
    kind: Literal["choice", "number", "day"] = "choice"
    shown: Literal["ribbon", "settings", "command"] = "settings"

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name} is no name of an option")
        if self.default not in (None, *self.values) or AUTO in self.values:
            raise ValueError(f"{self.name}: the default is none of the values")
        if not self.values and (self.kind != "day" or self.shown != "command"):
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
            It is none of the items.

        Examples
        --------
        >>> bins = Option("bins", Text("Bins", "档数"), Text("…", "…"), numbers(2, 9), "5",
        ...               kind="number")
        >>> bins.read("3"), bins.read()
        (3, 5)
        """
        name = self.first if item is None else str(item)
        if name == AUTO and self.default is None:
            return None
        if name not in self.values:
            raise InputError(ONE_OF, name=self.name, value=name, choices=", ".join(self.items))
        return int(name) if self.kind == "number" else name

    def meaning(self, value: object, language: str) -> str:
        """Return what a value means, as a report states it."""
        found = self.values[str(value)]
        return (found.meaning or found.label).say(language)


def numbers(low: int, high: int) -> dict[str, Value]:
    """Return whole numbers as values.

    >>> list(numbers(2, 4))
    ['2', '3', '4']
    """
    return {name: Value(Text(name, name)) for name in map(str, range(low, high + 1))}


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
    """

    values: Mapping[str, Any]
    cleaning: CleaningOptions
    columns: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    remedies: Mapping[str, Text] = field(default_factory=lambda: REMEDIES)


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
    """

    report: Report
    found: Mapping[str, Any]
    figures: Table
    lines: tuple[str, ...]
    read: str


def _nothing(choices: Choices) -> None:
    """Whatever is chosen goes together."""


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

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name} is no name of a job")
        labels = (self.title, *(option.label for option in self.options))
        if any(len(said) > _LONGEST for label in labels for said in label):
            raise ValueError(f"{self.name} has a label of more than {_LONGEST} letters")

    def shown(self, *faces: str) -> tuple[Option, ...]:
        """Return the options that show on any of some faces."""
        return tuple(option for option in self.options if option.shown in faces)
