"""The commands of menu and toolbar: jobs, exercises, settings, refresh, explain and help.

`dispatch` does the work and says what it says in a dialog, or, silent, returns it only. The class
`ClvxlDispatch` is what LibreOffice asks for addresses that begin with `org.clvxl:`.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clvxl.errors import ClvxlError, InputError
from clvxl.files.paths import made_folder
from clvxl.files.safe_write import atomic_write
from clvxl.hosts.commands import (
    about,
    check_answers,
    fill_template,
    function_list,
    new_exercise,
    outcome,
    run_job,
)
from clvxl.hosts.libreoffice import _dialogs, names
from clvxl.hosts.libreoffice import settings as kept
from clvxl.hosts.libreoffice._uno import component_base, struct
from clvxl.hosts.libreoffice.bootstrap import log_path
from clvxl.hosts.libreoffice.names import PROTOCOL, REFRESH
from clvxl.hosts.libreoffice.program import Calc
from clvxl.hosts.libreoffice.texts import say
from clvxl.jobs.catalogue import JOBS
from clvxl.jobs.options import AGAIN
from clvxl.jobs.spec import Job
from clvxl.text import Text

__all__ = ["IMPLEMENTATION", "SERVICES", "dispatch", "dispatch_class"]

IMPLEMENTATION = "org.clvxl.Dispatch"
SERVICES = ("com.sun.star.frame.ProtocolHandler",)

Values = Mapping[str, Any]

OPENING = frozenset({"URL", "FrameName", "OpenNewView", "MacroExecutionMode", "UpdateDocMode"})
"""What a link hands over, as if it opened a document; menu, toolbar and bar hand over none."""

BY_USER = "private:user"
"""The referer of what is chosen in a menu."""


@dataclass(frozen=True)
class Call:
    """A command under way: the window, what it was given, whether dialogs open, the language."""

    ctx: Any
    frame: Any
    given: Values
    silent: bool
    language: str
    by_link: bool = False

    def program(self, settings: kept.Settings | None = None) -> Calc:
        """The program with the window, and with settings for what is drawn."""
        again = None if settings is None else settings[AGAIN.name]
        return Calc(self.ctx, self.frame, self.language, replace=again == "replace")

    def show(self, text: str, frame: Any = None, *, error: bool = False) -> str:
        """Show a text unless silent, over the window if over no other, and return it."""
        if not self.silent:
            over = self.frame if frame is None else frame
            _dialogs.show_message(self.ctx, over, text, self.language, error=error)
        return text

    @property
    def exercise(self) -> str:
        """The name of the exercise that was chosen in a submenu, or given."""
        if "Name" not in self.given:
            raise InputError(
                Text("no exercise is named: add its name, such as clv_dcf",
                    "未指明练习：请给出名称，如 clv_dcf")
            )  # fmt: skip
        return str(self.given["Name"])


class _State:
    """What outlives a command: whether one is at work."""

    busy = False


def dispatch(
    ctx: Any, frame: Any, command: str, values: Values | None = None, *, by_link: bool = False
) -> str:
    """Run a command, say what it says and return it; a refusal is said, and a fault of clvxl too.

    `command` is a job or one of `COMMANDS`, with or without "org.clvxl:"; what follows a "?" is its
    Name. `values` are arguments of the dispatch. Silent=True opens no dialog; others are the
    command's own: a job and settings take the items of options by name, functions, exercise and
    fill take a Name; with Mend=True explain lets errors pass. What a link or a button within a
    document asks for (`by_link`) is refused.
    """
    key, _, name = command.removeprefix(PROTOCOL).partition("?")
    given = {"Name": name} if name else {}
    given |= values or {}
    silent = bool(given.pop("Silent", False)) or not _dialogs.has_screen()
    call = Call(ctx, frame, given, silent, kept.interface_language(ctx), by_link)
    if _State.busy:
        return call.show(say("busy", call.language), error=True)
    _State.busy = True
    try:
        text, done = outcome(call.program(), f"the command {key}", lambda: _done(key, call))
    finally:
        _State.busy = False
    return text if done else call.show(text, error=True)


def _done(key: str, call: Call) -> str:
    if call.by_link:
        raise ClvxlError(
            Text("a link in a document may not run a command of clvxl, and nothing was done: "
                "choose the command in the menu CLV, if it was meant",
                "文档中的链接不得运行 clvxl 的命令，未作任何更改：如确需运行，请在菜单 CLV 中选择该"
                "命令")
        )  # fmt: skip
    return _job(JOBS[key], call) if key in JOBS else COMMANDS[key](call)


def _job(job: Job, call: Call) -> str:
    settings = kept.changed(kept.load(call.ctx), **call.given)
    program = call.program(settings)
    text = run_job(program, job, kept.choices(job, settings, call.language))
    _keep_figures(job.name, program.figures)
    return text


def _exercise(call: Call) -> str:
    language = kept.language_used(kept.load(call.ctx), call.language)
    path = new_exercise(call.program(), call.exercise, language)
    # The open document says it; the sentence is for whoever dispatched this.
    return say("exercise_written", call.language, file=path)


def _fill(call: Call) -> str:
    settings = kept.load(call.ctx)
    language = kept.language_used(settings, call.language)
    text, opened = fill_template(call.program(), call.exercise, language, kept.reading(settings))
    return call.show(text, opened)


def _check(call: Call) -> str:
    text = check_answers(call.program())
    if not call.silent:
        title = names.CHECK.title.say(call.language)
        _dialogs.show_text(call.ctx, call.frame, title, text, call.language)
    return text


def _keep_figures(name: str, seconds: Mapping[str, float]) -> None:
    """Leave the seconds beside the log, for the benchmark; no harm where it cannot be written."""
    path = log_path().with_name(f"{name}.json")
    with (
        contextlib.suppress(OSError),
        atomic_write(made_folder(path.parent) / path.name, overwrite=True) as new,
    ):
        new.write_text(json.dumps(dict(seconds)), "utf-8")


def _settings(call: Call) -> str:
    settings = kept.load(call.ctx)
    if call.given or call.silent:
        chosen = kept.changed(settings, **call.given)
    else:
        asked = _dialogs.ask_settings(call.ctx, call.frame, settings, call.language)
        if asked is None:
            return ""
        chosen = asked
    for job in JOBS.values():
        job.check(kept.choices(job, chosen, call.language))
    kept.save(call.ctx, chosen)
    return say("kept", call.language)


def _refresh(call: Call) -> str:
    from clvxl.hosts.libreoffice.hint import remove_hint
    from clvxl.hosts.libreoffice.refresh import refresh_formulas

    document, language = call.program().document, call.language
    done = refresh_formulas(document, REFRESH.title.say(language))
    if not done.protected:
        remove_hint(document.getCurrentController())
    text = say("refreshed", language, renewed=done.renewed)
    if done.protected:
        text += say(
            "refresh_protected", language, number=done.protected, sheets=", ".join(done.sheets)
        )
    if done.refused:
        text += say("refresh_refused", language, number=done.refused)
    return call.show(text)


def _explain(call: Call) -> str:
    from clvxl.hosts.libreoffice.explain import Explained, explain_cell

    document, language = call.program().document, call.language
    selection = document.getCurrentSelection()
    if selection is None or not hasattr(selection, "getCellByPosition"):
        explained = Explained(say("no_cell", language))
    else:
        explained = explain_cell(document, selection.getCellByPosition(0, 0), language)
    mend = explained.mend
    wanted = bool(call.given.get("Mend", False))
    if not call.silent:
        offer = say("mend", language) if mend is not None else ""
        wanted = _dialogs.show_text(
            call.ctx, call.frame, say("title", language), explained.text, language, offer=offer
        )
    return mend() if mend is not None and wanted else explained.text


def _functions(call: Call) -> str:
    from clvxl.sheet.explain import function_text
    from clvxl.sheet.registry import REGISTRY, function_named

    language = call.language
    if "Name" in call.given:
        function = function_named(str(call.given["Name"]))
        if function is None:
            return say("no_function", language, name=call.given["Name"])
        return function_text(function, language)
    texts = {name: function_text(one, language) for name, one in REGISTRY.items()}
    if not call.silent:
        _dialogs.show_functions(call.ctx, call.frame, texts, language)
    return "\n".join(function_list(language))


def _about(call: Call) -> str:
    return call.show(about(call.program()))


COMMANDS: dict[str, Callable[[Call], str]] = {
    "exercise": _exercise, "fill": _fill, "check": _check, "settings": _settings,
    "refresh": _refresh, "explain": _explain, "functions": _functions, "about": _about,
}  # fmt: skip


def dispatch_class() -> type:
    """Return the class that answers `org.clvxl:` addresses; needs LibreOffice's Python."""
    interfaces = ("lang.XInitialization", "frame.XDispatchProvider", "frame.XNotifyingDispatch")
    base = component_base(IMPLEMENTATION, SERVICES, *interfaces)

    class ClvxlDispatch(base):  # type: ignore[misc, valid-type]
        """Answers the commands of one window, and tells who wants to know what was said."""

        _frame: Any = None

        def initialize(self, arguments: tuple[Any, ...]) -> None:
            """Take the window's frame."""
            self._frame = arguments[0] if arguments else None

        def queryDispatch(self, url: Any, target: str, flags: int) -> Any:
            """Answer for clvxl's own commands only."""
            key = url.Complete.removeprefix(PROTOCOL).partition("?")[0]
            known = (key in COMMANDS or key in JOBS) and url.Complete.startswith(PROTOCOL)
            return self if known else None

        def queryDispatches(self, requests: tuple[Any, ...]) -> tuple[Any, ...]:
            """Answer several at once."""
            return tuple(
                self.queryDispatch(r.FeatureURL, r.FrameName, r.SearchFlags) for r in requests
            )

        def dispatch(self, url: Any, arguments: tuple[Any, ...]) -> None:
            """Run a command."""
            self._run(url, arguments)

        def dispatchWithNotification(
            self, url: Any, arguments: tuple[Any, ...], listener: Any
        ) -> None:
            """Run a command and hand over what it said."""
            text = self._run(url, arguments)
            if listener is not None:
                listener.dispatchFinished(
                    struct("frame.DispatchResultEvent", Source=self, State=1, Result=text)
                )

        def _run(self, url: Any, arguments: tuple[Any, ...]) -> str:
            # What LibreOffice adds of its own, such as SynchronMode, is none of ours.
            known = {"Silent", "Name", "Mend", *kept.settable()}
            values = {one.Name: one.Value for one in arguments if one.Name in known}
            by_link = _is_link({one.Name: one.Value for one in arguments})
            return dispatch(self._ctx, self._frame, url.Complete, values, by_link=by_link)

        def addStatusListener(self, listener: Any, url: Any) -> None:
            """Nothing to tell: the commands are always there."""

        def removeStatusListener(self, listener: Any, url: Any) -> None:
            """Nothing was told."""

    return ClvxlDispatch


def _is_link(given: Values) -> bool:
    """Whether a document asks, by a link or a button in it, by what LibreOffice hands over.

    >>> _is_link({"Referer": "private:user", "KeyModifier": 0}), _is_link({"URL": "org.clvxl:fill"})
    (False, True)
    """
    return not OPENING.isdisjoint(given) or given.get("Referer", BY_USER) != BY_USER


def __getattr__(name: str) -> Any:
    # The class needs LibreOffice's types, which are not there when the module is only read.
    if name == "ClvxlDispatch":
        return dispatch_class()
    raise AttributeError(name)
