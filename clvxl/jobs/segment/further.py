"""What a report gains: movement, pseudonyms, folded small segments, a file of all customers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clvxl.jobs.customer_files import CustomerList
from clvxl.jobs.lines import Row
from clvxl.jobs.pseudonyms import Cover
from clvxl.jobs.segment.movement import Movement
from clvxl.jobs.segment.movement_report import (
    movement_line,
    movement_rows,
    movement_sheet,
    moves_sheets,
)
from clvxl.jobs.segment.options import MIN_GROUP
from clvxl.jobs.spec import Output
from clvxl.report.records import Report, Sheet
from clvxl.text import Text

__all__ = ["Further"]

_SCORES = [score + number for score in "RFM" for number in ["", *"123456789"]]
"""What rows and columns of the heat map are called, and columns of scores."""

_LEAST_TEXT = Text(
    "{least:,} customers: smaller segments are shown as one, with the next smallest where it would "
    "be alone or still too small; counts and means of fewer customers are not shown, nor counts "
    "that would give them away; each customer's scores are shown all the same",
    "{least:,} 位客户：较小的群体合并为一组，若仅一组或仍过小则并入次小的一组；人数更少的计数与均"
    "值不显示，可据以推算出它们的计数也不显示；每位客户的分值仍会显示",
)


@dataclass(frozen=True)
class Further:
    """What was asked for; None and 1 for what was not."""

    moved: Movement | None = None
    cover: Cover | None = None
    least: int = 1
    listed: CustomerList | None = None

    @property
    def first(self) -> int | None:
        """How many customers stand in the workbook, None for all."""
        return None if self.listed is None else self.listed.first

    def notes(self, language: str) -> list[str]:
        """Return what is said of it on Summary and on the screen."""
        moved = [movement_line(self.moved, language)] if self.moved is not None else []
        return moved + (self.listed.notes(language) if self.listed is not None else [])

    def lines(self, language: str) -> tuple[str, ...]:
        """Return what the command line says besides."""
        return self.cover.lines(language) if self.cover is not None else ()

    def rows(self, language: str) -> list[Row]:
        """Return what the Method sheet says of it."""
        rows = movement_rows(self.moved, language) if self.moved is not None else []
        if self.listed is not None:
            rows += self.listed.rows(language)
        if self.least > 1:
            said = _LEAST_TEXT.say(language, least=self.least)
            rows.append((MIN_GROUP.label.say(language), said, "text"))
        return rows + (self.cover.rows(language) if self.cover is not None else [])

    def movement(self, currency: str, language: str) -> list[Sheet]:
        """Return the sheet of the movement, none where it was not asked for."""
        return [] if self.moved is None else [movement_sheet(self.moved, currency, language)]

    def moves(self, currency: str, language: str, printed: int | None) -> list[Sheet]:
        """Return the sheets of who moved, of which so many rows go to paper."""
        if self.moved is None:
            return []
        return moves_sheets(self.moved, currency, language, printed)

    def checked(self, report: Report, outputs: tuple[Output, ...]) -> tuple[Output, ...]:
        """Return what is written besides a report, once no customer stands where none may.

        Raises
        ------
        LeakError
        """
        if self.cover is None:
            return outputs
        cover = self.cover
        if self.listed is not None and self.listed.file:
            # the report names this file too
            cover = replace(cover, repeated=(*cover.repeated, self.listed.file))
        cover.check(report, outputs, _SCORES)
        return (*outputs, cover.key_list(report.language))
