"""Dialogs, built of UNO's own controls: a message, the settings, a text to read, function help."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from clvxl.hosts.libreoffice._uno import enum, service
from clvxl.hosts.libreoffice.settings import Settings, changed, settable
from clvxl.hosts.libreoffice.texts import say

__all__ = ["ask_settings", "has_screen", "show_functions", "show_message", "show_text"]

ROW, LABEL, FIELD, EDGE, BUTTON = 18, 110, 130, 8, 14
OK, CANCEL = 1, 2


def has_screen() -> bool:
    """Whether somebody can see a dialog: without a screen it would wait for ever."""
    if os.environ.get("SAL_USE_VCLPLUGIN") == "svp":
        return False
    try:
        line = Path("/proc/self/cmdline").read_text("utf-8", "replace").split("\0")
    except OSError:
        line = sys.argv
    return not any(part.lstrip("-").startswith("headless") for part in line)


def show_message(ctx: Any, frame: Any, text: str, language: str, *, error: bool = False) -> None:
    """Show a short text and wait for OK."""
    toolkit = service(ctx, "awt.Toolkit")
    kind = enum("awt.MessageBoxType", "WARNINGBOX" if error else "INFOBOX")
    parent = None if frame is None else frame.getContainerWindow()
    box = toolkit.createMessageBox(parent, kind, 1, say("title", language), text)
    box.execute()
    box.dispose()


class _Dialog:
    """A dialog under construction."""

    def __init__(self, ctx: Any, title: str, width: int, height: int) -> None:
        self._ctx = ctx
        self.model = service(ctx, "awt.UnoControlDialogModel")
        self.model.Title, self.model.Width, self.model.Height = title, width, height

    def add(self, kind: str, name: str, box: tuple[int, int, int, int], **values: Any) -> Any:
        """Add a control at (left, top, width, height)."""
        made = self.model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
        left, top, width, height = box
        values |= {"PositionX": left, "PositionY": top, "Width": width, "Height": height}
        for key, value in values.items():
            setattr(made, key, value)
        self.model.insertByName(name, made)
        return made

    def run(self, frame: Any, prepare: Callable[[Any], None] | None = None) -> bool:
        """Show it; whether it was left with OK."""
        dialog = service(self._ctx, "awt.UnoControlDialog")
        dialog.setModel(self.model)
        parent = None if frame is None else frame.getContainerWindow()
        dialog.createPeer(service(self._ctx, "awt.Toolkit"), parent)
        if prepare is not None:
            prepare(dialog)
        try:
            return bool(dialog.execute() == 1)
        finally:
            dialog.dispose()


def ask_settings(ctx: Any, frame: Any, settings: Settings, language: str) -> Settings | None:
    """Let the user change the settings; None where the dialog was cancelled."""
    shown = settable()
    width, height = 3 * EDGE + LABEL + FIELD, len(shown) * ROW + 3 * EDGE + BUTTON
    dialog = _Dialog(ctx, say("settings", language), width, height)
    models = {}
    for at, (name, option) in enumerate(shown.items()):
        top, items = EDGE + at * ROW, option.items
        dialog.add("FixedText", f"{name}_label", (EDGE, top + 2, LABEL, 12),
                   Label=option.label.say(language))  # fmt: skip
        models[name] = dialog.add(
            "ListBox", name, (2 * EDGE + LABEL, top, FIELD, 14), Dropdown=True,
            StringItemList=tuple(label.say(language) for label in items.values()),
            SelectedItems=(list(items).index(settings[name]),),
            HelpText=option.help.say(language),
        )  # fmt: skip
    top, right = height - EDGE - BUTTON, width - EDGE
    dialog.add("Button", "ok", (right - 108, top, 50, BUTTON), Label=say("ok", language),
               PushButtonType=OK, DefaultButton=True)  # fmt: skip
    dialog.add("Button", "cancel", (right - 50, top, 50, BUTTON), Label=say("cancel", language),
               PushButtonType=CANCEL)  # fmt: skip
    if not dialog.run(frame):
        return None
    chosen = {
        name: list(option.items)[models[name].SelectedItems[0]] for name, option in shown.items()
    }
    return changed(settings, **chosen)


def show_text(
    ctx: Any, frame: Any, title: str, text: str, language: str, *, offer: str = ""
) -> bool:
    """Show a longer text, to read and to copy; whether what it offers on a button was taken."""
    dialog = _Dialog(ctx, title, 320, 200)
    dialog.add("Edit", "text", (EDGE, EDGE, 304, 162), Text=text, ReadOnly=True, MultiLine=True,
               VScroll=True)  # fmt: skip
    dialog.add("Button", "close", (262, 178, 50, BUTTON), Label=say("close", language),
               PushButtonType=CANCEL, DefaultButton=True)  # fmt: skip
    if offer:
        dialog.add("Button", "offer", (EDGE, 178, 110, BUTTON), Label=offer, PushButtonType=OK)
    return dialog.run(frame)


def show_functions(ctx: Any, frame: Any, texts: Mapping[str, str], language: str) -> None:
    """Show a list of names, and the text of the one that is selected."""
    dialog = _Dialog(ctx, say("functions", language), 400, 220)
    names = tuple(texts)
    dialog.add("ListBox", "names", (EDGE, EDGE, 100, 182), StringItemList=names,
               SelectedItems=(0,))  # fmt: skip
    shown = dialog.add("Edit", "text", (EDGE + 106, EDGE, 278, 182), Text=texts[names[0]],
                       ReadOnly=True, MultiLine=True, VScroll=True)  # fmt: skip
    dialog.add("Button", "ok", (342, 198, 50, BUTTON), Label=say("close", language),
               PushButtonType=OK, DefaultButton=True)  # fmt: skip

    def listen(control: Any) -> None:
        control.getControl("names").addItemListener(_listener(select))

    def select(at: int) -> None:
        shown.Text = texts[names[at]]

    dialog.run(frame, listen)


def _listener(select: Callable[[int], None]) -> Any:
    import unohelper
    from com.sun.star.awt import XItemListener

    class Listener(unohelper.Base, XItemListener):  # type: ignore[misc]
        def itemStateChanged(self, event: Any) -> None:
            select(event.Selected)

        def disposing(self, event: Any) -> None:
            """Nothing is held."""

    return Listener()
