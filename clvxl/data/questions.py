"""Everything that has to be asked about a table, asked at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from clvxl.errors import AmbiguousError, QuestionsError
from clvxl.text import Text

__all__ = ["Questions"]

T = TypeVar("T")


class Questions:
    """The questions that came up; work goes on, so that the next one is found too."""

    def __init__(self) -> None:
        self.asked: list[AmbiguousError] = []

    def ask(self, question: AmbiguousError, answer: tuple[str, str] | None = None) -> None:
        """Remember a question and the option that would answer it; the same one counts once."""
        if answer:
            question.answer = answer
        if all(each.answer != question.answer or not each.answer for each in self.asked):
            self.asked.append(question)

    def of(self, work: Callable[[], T], otherwise: T, answer: tuple[str, str] | None = None) -> T:
        """Return what `work` returns; where it asks, remember that and return `otherwise`."""
        try:
            return work()
        except AmbiguousError as question:
            self.ask(question, answer or question.answer)
            return otherwise

    def put(self) -> None:
        """Raise what was asked, if anything.

        Raises
        ------
        AmbiguousError
            The one question.
        QuestionsError
            Several.

        Examples
        --------
        >>> Questions().put()
        """
        if len(self.asked) == 1:
            raise self.asked[0]
        if self.asked:
            raise QuestionsError(
                Text("this table can be read in several ways:", "此表有几处读法不定："),
                tuple(self.asked),
            )
