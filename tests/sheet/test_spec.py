"""Declarations are checked when they are made."""

from __future__ import annotations

import pytest

from clvxl.sheet import arguments
from clvxl.sheet.categories import HELP
from clvxl.sheet.kinds import Each, Number, Switch
from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import FUNCTIONS, Example, function
from clvxl.text import Text, Texts


def declare(name: str, run) -> None:
    """Declare `run` under `name`, and leave the list of all functions as it was."""
    known = dict(FUNCTIONS)
    spoken, run.__name__ = run.__name__, name
    try:
        english = {"mute": "", "chatty": "x" * 256}.get(spoken, "Give a number.")
        function(HELP, Text(english, "帮助"), example=Example((), 0), source="none")(run)
    finally:
        FUNCTIONS.clear()
        FUNCTIONS.update(known)


def fine(margin: Each, top: Number = 0.2):
    """Give a number."""


def late(margin: Each = 1, header: Switch = True, top: Number = 0.2):
    """Put header too early."""


def nameless(margin):
    """Lack a kind."""


def unknown(nonsense: Each):
    """Have an argument that nobody explained."""


def mute(margin: Each):  # noqa: D103
    pass


def chatty(margin: Each):  # noqa: D103
    pass


@pytest.mark.parametrize(
    ("name", "run", "complaint"),
    [
        ("CLV1", fine, "cell address"),
        ("R1C1", fine, "cell address"),
        ("Clv_Low", fine, "capitals"),
        ("LATE", late, "header is the last"),
        ("NAMELESS", nameless, "has no kind"),
        ("UNKNOWN", unknown, "not among the arguments"),
        ("MUTE", mute, "help is empty"),
        ("CHATTY", chatty, "255"),
        ("CLV_DCF", fine, "declared twice"),
    ],
)
def test_bad_declarations_are_refused(name: str, run, complaint: str) -> None:
    """What a host would stumble over is refused at the declaration, with the reason."""
    with pytest.raises(ValueError, match=complaint):
        declare(name, run)


def test_a_vba_keyword_is_no_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    """An argument that VBA reserves is refused."""

    def run(string: Each):
        """Give a number."""

    monkeypatch.setattr(arguments, "HELP", Texts({"string": Text("a", "字")}))
    with pytest.raises(ValueError, match="keyword"):
        declare("GOOD", run)


def test_every_argument_that_is_explained_is_used() -> None:
    """No help text stands for an argument that no function has."""
    used = {a.name for f in REGISTRY.values() for a in f.arguments}
    assert set(arguments.HELP) == used
