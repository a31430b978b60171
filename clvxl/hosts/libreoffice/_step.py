"""One undo step out of changes that Calc's own undo would keep badly or not at all.

Calc cannot redo charts, colour scales and frozen panes on a sheet that it inserts again, and it
keeps a copy of each cell it sets. So the undo manager is locked while a report is drawn, and the
step is an action of our own: undo takes the new sheets away, redo draws the report again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["Quiet", "undo_action"]


class Quiet:
    """While it lasts, the document's changes are not kept for undo.

    The document's property IsUndoEnabled would do the same and forget all earlier steps.
    """

    def __init__(self, document: Any) -> None:
        self._manager = document.getUndoManager()

    def __enter__(self) -> Quiet:
        self._manager.lock()
        return self

    def __exit__(self, *_: object) -> None:
        self._manager.unlock()

    def again(self) -> None:
        """Hold on: inserting or removing a sheet ends the lock without counting it."""
        if not self._manager.isLocked():
            self._manager.unlock()
            self._manager.lock()


def undo_action(title: str, undo: Callable[[], None], redo: Callable[[], None]) -> Any:
    """Return an undo action for an undo manager."""
    import unohelper
    from com.sun.star.document import XUndoAction

    class Action(unohelper.Base, XUndoAction):  # type: ignore[misc]
        Title = title

        def getTitle(self) -> str:
            return title

        def undo(self) -> None:
            undo()

        def redo(self) -> None:
            redo()

    return Action()
