"""What an answer earns: points by stars, and the share of them that each verdict deserves."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clvxl.errors import FileError
from clvxl.exercises.engine.records import Exercise, Question
from clvxl.exercises.marking.verdicts import Verdict
from clvxl.files.paths import file_errors
from clvxl.text import Text

__all__ = ["DEFAULT", "USUAL", "Scheme", "read_scheme"]

DEFAULT = """\
# What clvxl check gives. Copy it, change it, and name it: clvxl check --scheme FILE inbox/

[stars]             # points of a question by its stars
1 = 1
2 = 2
3 = 3

[shares]            # the part of its points that an answer earns, 0 to 1
right = 1
typed = 1           # right, but a number where a formula could stand
text = 1            # right, but entered as a text: 3.917,82 or 66.1 %
follows = 1         # follows from a wrong answer to an earlier question
rounded = 0.75      # the right way, rounded too early or too much
slip = 0.5          # a known mistake
scale = 0.5         # per cent for a fraction, or thousands
sign = 0.5          # the sign is wrong
solution = 0        # refers to a solution
outside = 0         # refers to another file
error = 0
wrong = 0
empty = 0

# Points of single questions, by exercise and the key of the question:
# [questions.clv_dcf]
# margin = 2
"""

SAID = Text(
    "Points: ★ {one:g}, ★★ {two:g}, ★★★ {three:g}. A known mistake earns {slip:.0%} of them, an "
    "answer that follows from an earlier wrong one {follows:.0%}.",
    "分值：★ {one:g} 分，★★ {two:g} 分，★★★ {three:g} 分。常见错误得其 {slip:.0%}；"
    "按前面的错误答案正确推算的，得 {follows:.0%}。",
)
NO_SCHEME = Text(
    "{file} is no marking scheme ({reason}): start from the default one",
    "{file} 不是评分方案（{reason}）：请从默认方案改起",
)


@dataclass(frozen=True)
class Scheme:
    """Points by stars and by question, shares by verdict.

    >>> USUAL.stars[3], USUAL.shares["slip"]
    (3, 0.5)
    """

    stars: Mapping[int, float]
    shares: Mapping[Verdict, float]
    questions: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def points(self, exercise: Exercise, question: Question) -> float:
        """Return what a right answer earns."""
        own = self.questions.get(exercise.name, {})
        return own.get(question.key, self.stars[question.level])

    def said(self, language: str) -> str:
        """Return what students are told of it.

        >>> USUAL.said("en")[:35]
        'Points: ★ 1, ★★ 2, ★★★ 3. A known m'
        """
        one, two, three = (self.stars[star] for star in (1, 2, 3))
        shares = {key: self.shares[key] for key in ("slip", "follows")}
        return SAID.say(language, one=one, two=two, three=three, **shares)


def _scheme(text: str, file: str) -> Scheme:
    try:
        given = tomllib.loads(text)
        stars = {int(star): _number(points) for star, points in given.get("stars", {}).items()}
        shares = {name: _number(share) for name, share in given.get("shares", {}).items()}
        questions = {
            exercise: {key: _number(points) for key, points in own.items()}
            for exercise, own in given.get("questions", {}).items()
        }
        unknown = [*(given.keys() - {"stars", "shares", "questions"}), *(stars.keys() - {1, 2, 3})]
        unknown += [name for name in shares if USUAL_SHARES and name not in USUAL_SHARES]
        if unknown:
            raise ValueError(f"{unknown[0]}?")
        if any(not 0 <= share <= 1 for share in shares.values()):
            raise ValueError("[shares] 0 … 1")
    except (ValueError, AttributeError) as error:
        raise FileError(NO_SCHEME, file=file, reason=str(error)[:80]) from None
    return Scheme(stars, shares, questions)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
        raise ValueError(f"{value!r}?")
    return value


USUAL_SHARES: Mapping[Verdict, float] = {}
USUAL = _scheme(DEFAULT, "")
USUAL_SHARES = USUAL.shares


def read_scheme(path: Path) -> Scheme:
    """Read a scheme; what it does not say is as usual.

    Raises
    ------
    FileError
        It cannot be read, or says something else.

    Examples
    --------
    >>> read_scheme(Path("no such file.toml"))
    Traceback (most recent call last):
    clvxl.errors.FileError: no such file.toml does not exist: check its name and folder
    """
    with file_errors(path):
        text = path.read_bytes()[: 1 << 20].decode("utf-8-sig", "replace")
    own = _scheme(text, path.name)
    return Scheme({**USUAL.stars, **own.stars}, {**USUAL.shares, **own.shares}, own.questions)
