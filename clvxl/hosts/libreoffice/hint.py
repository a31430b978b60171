"""The bar above a workbook whose formulas name our functions behind another computer's add-in."""

from __future__ import annotations

from typing import Any

from clvxl.hosts.libreoffice import _dialogs
from clvxl.hosts.libreoffice._uno import component_base, struct
from clvxl.hosts.libreoffice.bootstrap import log_error
from clvxl.hosts.libreoffice.names import HINT_SERVICE, REFRESH
from clvxl.hosts.libreoffice.refresh import wants_refresh
from clvxl.hosts.libreoffice.settings import interface_language
from clvxl.hosts.libreoffice.texts import say

__all__ = ["SERVICES", "hint_class", "remove_hint", "show_hint"]

SERVICES = ("com.sun.star.task.Job",)
BAR = "org.clvxl.refresh"
INFORMATION = 0  # com.sun.star.frame.InfobarType.INFO
LOOK_SECONDS = 0.5
"""How long a workbook's opening may be held up by the look at its formulas."""


def show_hint(ctx: Any, document: Any) -> bool:
    """Offer to refresh, in a bar that waits for nobody; return whether there is one now.

    A document without a window, or in a LibreOffice without a screen, is left alone.
    """
    controller = document.getCurrentController()
    if controller is None or not _dialogs.has_screen() or controller.hasInfobar(BAR):
        return False
    if not wants_refresh(document, LOOK_SECONDS):
        return False
    language = interface_language(ctx)
    button = struct("beans.StringPair", First=REFRESH.title.say(language), Second=REFRESH.address)
    controller.appendInfobar(
        BAR, say("hint", language), say("hint_more", language), INFORMATION, (button,), True
    )
    return True


def remove_hint(controller: Any) -> None:
    """Take the bar away, where there is one."""
    if controller is not None and controller.hasInfobar(BAR):
        controller.removeInfobar(BAR)


def hint_class() -> type:
    """Return the job that runs when a spreadsheet was opened; needs LibreOffice's Python."""
    base = component_base(HINT_SERVICE, SERVICES, "task.XJob")

    class ClvxlHint(base):  # type: ignore[misc, valid-type]
        """Looks at the workbook and perhaps shows the bar."""

        def execute(self, arguments: tuple[Any, ...]) -> None:
            """Take the document out of what the job is told."""
            try:
                told = {one.Name: one.Value for one in arguments}
                where = {one.Name: one.Value for one in told.get("Environment", ())}
                document = where.get("Model")
                if document is not None:
                    show_hint(self._ctx, document)
            except Exception:  # a hint that fails must not keep a workbook from opening
                log_error("the hint on opening a workbook")

    return ClvxlHint
