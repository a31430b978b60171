"""The commands of menu and toolbar: segment, settings, explain, functions, about.

`dispatch` does the work and says what it says in a dialog, or, silent, returns it only. The class
`ClvxlDispatch` is what LibreOffice asks for addresses that begin with `org.clvxl:`.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from clvxl import __version__
from clvxl.errors import ClvxlError
from clvxl.hosts.libreoffice import _dialogs
from clvxl.hosts.libreoffice.bootstrap import log_error, log_path
from clvxl.hosts.libreoffice.names import PROTOCOL
from clvxl.hosts.libreoffice.settings import changed, interface_language, load, save
from clvxl.hosts.libreoffice.texts import say, sentence

__all__ = ["IMPLEMENTATION", "SERVICES", "dispatch", "dispatch_class", "run"]

IMPLEMENTATION = "org.clvxl.Dispatch"
SERVICES = ("com.sun.star.frame.ProtocolHandler",)

Values = Mapping[str, Any]


class _State:
    """What outlives a command: whether one is at work, the last message and figures."""

    busy = False
    message = ""
    seconds: Mapping[str, float] = {}


def last_message() -> str:
    """Return what the last command said."""
    return _State.message


def last_seconds() -> Mapping[str, float]:
    """Return the seconds of the parts of the last Segment sheet: read, work, draw, pause."""
    return _State.seconds


def run(key: str, ctx: Any, frame: Any) -> str:
    """Run a command as the menu does: see `dispatch`."""
    return dispatch(ctx, frame, key)


def dispatch(ctx: Any, frame: Any, command: str, values: Values | None = None) -> str:
    """Run a command and say what it says.

    Parameters
    ----------
    ctx : XComponentContext
    frame : XFrame
        The window with the document.
    command : str
        "segment", "settings", "explain", "functions" or "about", with or without "org.clvxl:".
    values : mapping, optional
        Arguments of the dispatch. Silent=True opens no dialog; others are the command's own:
        settings takes the names and values of `clvxl.hosts.libreoffice.settings.CHOICES`,
        functions a Name.

    Returns
    -------
    str
        What was said. A refusal is one sentence; a fault of clvxl names the log file.
    """
    given = dict(values or {})
    silent = bool(given.pop("Silent", False)) or not _dialogs.has_screen()
    language = interface_language(ctx)
    _State.message = _guarded(ctx, frame, command.removeprefix(PROTOCOL), given, silent, language)
    return _State.message


def _guarded(ctx: Any, frame: Any, key: str, given: Values, silent: bool, language: str) -> str:
    """Run a command; the one place where its errors become sentences."""
    if _State.busy:
        text = say("busy", language)
    else:
        _State.busy = True
        try:
            return COMMANDS[key](ctx, frame, given, silent, language)
        except ClvxlError as refused:
            text = sentence(refused, language)
        except MemoryError:
            text = say("memory", language)
        except Exception:  # whatever it is, the user hears of it and the log tells the story
            log_error(f"the command {key}")
            text = say("failed", language, log=log_path())
        finally:
            _State.busy = False
    if not silent:
        _dialogs.show_message(ctx, frame, text, language, error=True)
    return text


def _document(frame: Any, language: str) -> Any:
    controller = None if frame is None else frame.getController()
    document = None if controller is None else controller.getModel()
    if document is None or not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        raise ClvxlError("the window shows no spreadsheet; open the workbook first")
    return document


def _segment(ctx: Any, frame: Any, given: Values, silent: bool, language: str) -> str:
    from clvxl.hosts.libreoffice.job import segment

    settings = changed(load(ctx), **given)
    done = segment(ctx, _document(frame, language), frame, settings, language)
    _State.seconds = done.seconds
    _keep_figures(done.seconds)
    counts = done.result.cleaned.counts
    return say(
        "segmented", language, customers=len(done.result.segmentation.customers.monetary),
        place=done.place, sheets=", ".join(done.sheets), left_out=counts.left_out,
        lines=counts.lines,
    )  # fmt: skip


def _keep_figures(seconds: Mapping[str, float]) -> None:
    """Leave the seconds beside the log, for the benchmark; no harm where it cannot be written."""
    path = log_path().with_name("segment.json")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(dict(seconds)), "utf-8")


def _settings(ctx: Any, frame: Any, given: Values, silent: bool, language: str) -> str:
    settings = load(ctx)
    if given or silent:
        chosen = changed(settings, **given)
    else:
        asked = _dialogs.ask_settings(ctx, frame, settings, language)
        if asked is None:
            return ""
        chosen = asked
    chosen.options(language).scoring.check()
    save(ctx, chosen)
    return say("kept", language)


def _explain(ctx: Any, frame: Any, given: Values, silent: bool, language: str) -> str:
    from clvxl.hosts.libreoffice.explain import explain_cell

    document = _document(frame, language)
    selection = document.getCurrentSelection()
    if selection is None or not hasattr(selection, "getCellByPosition"):
        text = say("no_cell", language)
    else:
        text = explain_cell(document, selection.getCellByPosition(0, 0), language)
    if not silent:
        _dialogs.show_text(ctx, frame, say("title", language), text, language)
    return text


def _functions(ctx: Any, frame: Any, given: Values, silent: bool, language: str) -> str:
    from clvxl.sheet.explain import function_text
    from clvxl.sheet.registry import REGISTRY, function_named

    if "Name" in given:
        function = function_named(str(given["Name"]))
        if function is None:
            return say("no_function", language, name=given["Name"])
        return function_text(function, language)
    texts = {name: function_text(one, language) for name, one in REGISTRY.items()}
    if not silent:
        _dialogs.show_functions(ctx, frame, texts, language)
    return "\n".join(f"{name}: {one.help(language)}" for name, one in REGISTRY.items())


def _about(ctx: Any, frame: Any, given: Values, silent: bool, language: str) -> str:
    text = say("about", language, version=__version__, log=log_path())
    if not silent:
        _dialogs.show_message(ctx, frame, text, language)
    return text


COMMANDS: dict[str, Callable[[Any, Any, Values, bool, str], str]] = {
    "segment": _segment,
    "settings": _settings,
    "explain": _explain,
    "functions": _functions,
    "about": _about,
}


def dispatch_class() -> type:
    """Return the class that answers `org.clvxl:` addresses; needs LibreOffice's Python."""
    import unohelper
    from com.sun.star.frame import XDispatchProvider, XNotifyingDispatch
    from com.sun.star.lang import XInitialization, XServiceInfo

    class ClvxlDispatch(
        unohelper.Base,  # type: ignore[misc]
        XInitialization,  # type: ignore[misc]
        XDispatchProvider,  # type: ignore[misc]
        XNotifyingDispatch,  # type: ignore[misc]
        XServiceInfo,  # type: ignore[misc]
    ):
        """Answers the commands of one window, and tells who wants to know what was said."""

        def __init__(self, ctx: Any, *_: Any) -> None:
            self._ctx = ctx
            self._frame: Any = None

        def initialize(self, arguments: tuple[Any, ...]) -> None:
            """Take the window's frame."""
            self._frame = arguments[0] if arguments else None

        def queryDispatch(self, url: Any, target: str, flags: int) -> Any:
            """Answer for clvxl's own commands only."""
            known = url.Complete.removeprefix(PROTOCOL) in COMMANDS
            return self if known and url.Complete.startswith(PROTOCOL) else None

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
                from clvxl.hosts.libreoffice._uno import struct

                listener.dispatchFinished(
                    struct("frame.DispatchResultEvent", Source=self, State=1, Result=text)
                )

        def _run(self, url: Any, arguments: tuple[Any, ...]) -> str:
            # What LibreOffice adds of its own, such as SynchronMode, is none of ours.
            known = {"Silent", "Name"} | set(_setting_names())
            values = {one.Name: one.Value for one in arguments if one.Name in known}
            return dispatch(self._ctx, self._frame, url.Complete, values)

        def addStatusListener(self, listener: Any, url: Any) -> None:
            """Nothing to tell: the commands are always there."""

        def removeStatusListener(self, listener: Any, url: Any) -> None:
            """Nothing was told."""

        def getImplementationName(self) -> str:
            return IMPLEMENTATION

        def supportsService(self, name: str) -> bool:
            return name in SERVICES

        def getSupportedServiceNames(self) -> tuple[str, ...]:
            return SERVICES

    return ClvxlDispatch


def _setting_names() -> tuple[str, ...]:
    from clvxl.hosts.libreoffice.settings import CHOICES

    return tuple(CHOICES)


def __getattr__(name: str) -> Any:
    # The class needs LibreOffice's types, which are not there when the module is only read.
    if name == "ClvxlDispatch":
        return dispatch_class()
    raise AttributeError(name)
