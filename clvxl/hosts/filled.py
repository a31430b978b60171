"""What Fill template says in all programs when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from clvxl.jobs.texts import say as said
from clvxl.remedies import REMEDIES
from clvxl.text import Text, Texts

if TYPE_CHECKING:
    from clvxl.exercises.engine.fill import Filled

__all__ = ["filled_sentence"]

_TEXTS = Texts(
    {
        "filled": Text(
            "{rows:,} rows of {place} stand in the new workbook {file}; your sheets are as they were.",
            "已将 {place} 的 {rows:,} 行填入新工作簿 {file}；原有工作表保持不变。",
        ),
        "left_out": Text(
            "Rows left out: {lines:,} ({reasons}).", "未用 {lines:,} 行（{reasons}）。"
        ),
        "reason": Text("{reason}: {number:,}", "{reason}：{number:,}"),
        "all_taken": Text("No row is left out.", "没有未用的行。"),
    }
)


def filled_sentence(
    filled: Filled, place: str, path: Path, language: str,
    remedies: Mapping[str, Text] = REMEDIES,
) -> str:  # fmt: skip
    """Return what Fill template says when it is done.

    Parameters
    ----------
    filled : Filled
        What was taken, and what was left out.
    place : str
        Where the table stands: its sheet and cells.
    path : Path
        The new workbook.
    language : {"en", "zh"}
    remedies : mapping of str to Text
        The program's own.

    Examples
    --------
    >>> from clvxl.exercises.engine.fill import Filled
    >>> filled = Filled({"amount": [1.0, 2.0]}, {"no_purchase": 3})
    >>> print(filled_sentence(filled, "Sales, A1:C6", Path("rfm-filled.xlsx"), "en"))
    2 rows of Sales, A1:C6 stand in the new workbook rfm-filled.xlsx; your sheets are as they were.
    Rows left out: 3 (the customer has no purchase: 3).
    """
    text = _TEXTS.say("filled", language, rows=filled.rows, place=place, file=path)
    if filled.read:
        text = f"{text}\n{filled.read(language, remedies)}"
    lines = sum(filled.left_out.values())
    if not lines:
        return f"{text}\n{_TEXTS.say('all_taken', language)}"
    reasons = ("，" if language == "zh" else ", ").join(
        _TEXTS.say("reason", language, reason=said(f"reason_{reason}", language), number=number)
        for reason, number in filled.left_out.items()
    )
    return f"{text}\n{_TEXTS.say('left_out', language, lines=lines, reasons=reasons)}"
