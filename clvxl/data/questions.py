"""Everything that has to be asked about a table, asked at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from clvxl.errors import AmbiguousError, QuestionsError

__all__ = ["Questions"]

T = TypeVar("T")


class Questions:
    """The questions that came up; work goes on, so that the next one is found too."""

    def __init__(self) -> None:
        self.asked: list[AmbiguousError] = []

    def ask(self, question: AmbiguousError, suggest: Sequence[str] = ()) -> None:
        """Remember a question and the option that would answer it; the same one counts once."""
        if suggest:
            question.suggest = tuple(suggest)
        if all(each.suggest != question.suggest or not each.suggest for each in self.asked):
            self.asked.append(question)

    def of(self, work: Callable[[], T], otherwise: T, suggest: Sequence[str] = ()) -> T:
        """Return what `work` returns; where it asks, remember that and return `otherwise`."""
        try:
            return work()
        except AmbiguousError as question:
            self.ask(question, suggest or question.suggest)
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
                "this table can be read in several ways:", tuple(self.asked)
            )
