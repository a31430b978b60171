"""Text for people, in English and Chinese: one record for every sentence, heading and label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

__all__ = ["NOTHING", "Text", "Texts"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages; `{fields}` in it are filled in when it is said.

    >>> Text("{count} rows", "{count} 行").say("zh", count=3)
    '3 行'
    """

    en: str
    zh: str

    def say(self, language: str = "en", **fields: object) -> str:
        """Return it in one language, "en" or "zh"."""
        text = self.zh if language == "zh" else self.en
        return text.format(**fields) if fields else text

    def __iter__(self) -> Iterator[str]:
        """Yield both languages, English first."""
        return iter((self.en, self.zh))


NOTHING = Text("", "")


class Texts(dict[str, Text]):
    """Texts by key, for what is chosen while the program runs.

    >>> Texts({"rate": Text("rate", "比率")}).say("rate", "zh")
    '比率'
    """

    def __init__(self, texts: Mapping[str, Text]) -> None:
        super().__init__(texts)

    def say(self, key: str, language: str = "en", **fields: object) -> str:
        """Return a text in one language."""
        return self[key].say(language, **fields)
