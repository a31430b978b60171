"""What a doctor found: the record that all hosts share, and how a host's texts say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from clvxl.errors import ClvxlError

__all__ = ["Finding", "Findings"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is in order, what was found, and the remedy if not."""

    name: str
    ok: bool
    sentence: str
    remedy: str = ""


class Findings:
    """Makes findings out of a host's texts, named by their keys and filled with `fields`.

    `part` gives a text that is a field of another.
    """

    def __init__(self, say: Callable[..., str], language: str = "en") -> None:
        self.part = self._say = partial(say, language=language)
        self._colon = "：" if language == "zh" else ": "
        self._language = language

    def well(self, name: str, key: str, /, **fields: object) -> Finding:
        """Something is in order."""
        return Finding(self._say(name), True, self._say(key, **fields))

    def wrong(self, name: str, key: str, remedy: str = "install", /, **fields: object) -> Finding:
        """Something is not; the remedy is a text too, with the same fields."""
        what = self._say(key, **fields)
        return Finding(self._say(name), False, what, self._say(remedy, **fields))

    def refused(self, name: str, error: ClvxlError, remedy: str = "") -> Finding:
        """Something was refused, and the sentence has the remedy, unless there is a better one."""
        what, _, helps = error.sentence(self._language).partition(self._colon)
        return Finding(self._say(name), False, what, self._say(remedy) if remedy else helps)
