"""What an argument takes: the annotations of the functions in this floor.

`Each…` works row by row (a cell or a range); `…Column` is one column of a table whose columns
belong together (rows that are blank in all of them do not count); the others stand alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

__all__ = [
    "Column",
    "CustomerColumn",
    "DateCell",
    "DateColumn",
    "Each",
    "EachScores",
    "EachText",
    "Kind",
    "LabelColumn",
    "Language",
    "Matrix",
    "Number",
    "Raw",
    "ScoresColumn",
    "Series",
    "Switch",
    "TextCell",
    "choice",
]

Holds: TypeAlias = Literal["number", "text", "label", "customer", "date", "scores", "switch", "raw"]
Extent: TypeAlias = Literal["each", "column", "series", "matrix", "cell", "raw"]


@dataclass(frozen=True)
class Kind:
    """What the cells of an argument hold, and how far they extend."""

    holds: Holds
    extent: Extent
    choices: tuple[str, ...] = ()


Each: TypeAlias = Annotated[Any, Kind("number", "each")]
EachText: TypeAlias = Annotated[Any, Kind("label", "each")]
EachScores: TypeAlias = Annotated[Any, Kind("scores", "each")]
Column: TypeAlias = Annotated[Any, Kind("number", "column")]
CustomerColumn: TypeAlias = Annotated[Any, Kind("customer", "column")]
LabelColumn: TypeAlias = Annotated[Any, Kind("label", "column")]
DateColumn: TypeAlias = Annotated[Any, Kind("date", "column")]
ScoresColumn: TypeAlias = Annotated[Any, Kind("scores", "column")]
Series: TypeAlias = Annotated[Any, Kind("number", "series")]
Matrix: TypeAlias = Annotated[Any, Kind("number", "matrix")]
Number: TypeAlias = Annotated[Any, Kind("number", "cell")]
DateCell: TypeAlias = Annotated[Any, Kind("date", "cell")]
TextCell: TypeAlias = Annotated[Any, Kind("text", "cell")]
Switch: TypeAlias = Annotated[Any, Kind("switch", "cell")]
Raw: TypeAlias = Annotated[Any, Kind("raw", "raw")]
Language: TypeAlias = Annotated[str, Kind("text", "cell", ("en", "zh"))]


def choice(*choices: str) -> Kind:
    """Return the kind of an option: one of `choices`, in any letter case."""
    return Kind("text", "cell", choices)
