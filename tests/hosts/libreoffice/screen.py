"""Photographs of Calc as a person sees it: a window on a virtual screen, with the add-in.

    with on_screen(workbook, folder) as screen:
        screen.show("Summary")
        screen.photograph().save(target)

`photograph(workbook, sheet, target)` does the same in one call.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clvxl.hosts.libreoffice._uno import color, named_values, service
from clvxl.hosts.libreoffice.builder import write_folder
from clvxl.hosts.libreoffice.install import site_folders
from tests.hosts.libreoffice.driver import (
    PLAIN_PATH,
    RUNNING,
    connect,
    end,
    load_uno,
    missing,
    on_main,
)

WIDTH, HEIGHT = 1400, 900
PATIENCE = 60.0
PROGRAMS = {"Xvfb": "xvfb", "import": "imagemagick", "convert": "imagemagick",
            "xdotool": "xdotool"}  # fmt: skip
CALC = "com.sun.star.sheet.SpreadsheetDocument"

# A new profile greets with tips, which would stand before the sheet.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay"
 oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="WhatsNew"
 oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="UILocale"
 oor:op="fuse"><value>{interface}</value></prop></item>
</oor:items>
"""
LANGUAGE_PACK = "/usr/lib/libreoffice/share/registry/res/fcfg_langpack_{interface}.xcd"


@dataclass(frozen=True)
class Picture:
    """What the screen shows: rows of pixels of red, green and blue."""

    pixels: NDArray[np.uint8]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]

    @property
    def colors(self) -> int:
        """How many colours there are."""
        return len(np.unique(self._numbers()))

    def count(self, name: str) -> int:
        """How many pixels are of a colour such as #1F7A6D."""
        return int((self._numbers() == color(name)).sum())

    def _numbers(self) -> NDArray[np.int64]:
        return self.pixels.astype(np.int64) @ np.array([1 << 16, 1 << 8, 1])

    def save(self, target: Path) -> None:
        """Write it as .png."""
        target.parent.mkdir(parents=True, exist_ok=True)
        size = "x".join(map(str, self.size))
        command = ["convert", "-size", size, "-depth", "8", "rgb:-", f"png:{target}"]
        subprocess.run(command, input=self.pixels.tobytes(), check=True)


class Screen:
    """A Calc window that fills a virtual screen, with one document in it."""

    def __init__(self, context: Any, document: Any, display: str, size: tuple[int, int]) -> None:
        self.context, self.document, self.display, self.size = context, document, display, size

    @property
    def controller(self) -> Any:
        """The document's view."""
        return self.document.CurrentController

    def show(self, sheet: str, cell: str = "A1", zoom: int = 100) -> None:
        """Go to a cell of a sheet, at a zoom in percent."""
        found = self.document.Sheets.getByName(sheet)
        self.controller.setActiveSheet(found)
        self.controller.setFirstVisibleRow(0)
        self.controller.setFirstVisibleColumn(0)
        self.controller.select(found.getCellRangeByName(cell))
        self.controller.setPropertyValue("ZoomType", 3)
        self.controller.setPropertyValue("ZoomValue", zoom)

    def load(self, workbook: Path) -> None:
        """Open another workbook in this window; the one before is dropped, whatever was done."""
        frame = self.controller.Frame
        self.document.setModified(False)  # or Calc would ask whether to save it
        self.document = frame.loadComponentFromURL(workbook.as_uri(), "_self", 0, ())

    def dispatch(self, command: str, **values: Any) -> None:
        """Run a command such as org.clvxl:segment or .uno:FunctionDialog."""
        helper = service(self.context, "frame.DispatchHelper")
        frame, given = self.controller.Frame, named_values(**values)
        on_main(self.context, lambda: helper.executeDispatch(frame, command, "_self", 0, given))

    def click(self, x: int, y: int) -> None:
        """Press and release the mouse."""
        self._run("xdotool", "mousemove", str(x), str(y), "click", "1")

    def press(self, *keys: str) -> None:
        """Press keys."""
        self._run("xdotool", "key", *keys)

    def menu(self, title: str) -> None:
        """Open a menu of the menu bar."""
        bar = next(_all(self._window(), lambda one: one.getAccessibleRole() == MENU_BAR))
        self._click_on(next(_all(bar, lambda one: one.getAccessibleName() == title)))

    def button(self, title: str) -> None:
        """Click on a button of a dialog."""
        toolkit = service(self.context, "awt.Toolkit")
        windows = [toolkit.getTopWindow(at) for at in range(toolkit.getTopWindowCount())]
        self._click_on(
            next(
                part
                for window in windows
                for part in _all(window.getAccessibleContext(), lambda one: True)
                if part.getAccessibleName() == title
            )
        )

    def bar(self, title: str) -> None:
        """Click on a button of a bar above the sheet, below the toolbars."""
        parts = _all(
            self._window(),
            lambda one: one.getAccessibleRole() == PUSH_BUTTON and one.getAccessibleName() == title,
            depth=12,
        )
        self._click_on(max(parts, key=lambda one: one.getLocationOnScreen().Y))

    def _click_on(self, part: Any) -> None:
        place, size = part.getLocationOnScreen(), part.getSize()
        self.click(place.X + size.Width // 2, place.Y + size.Height // 2)

    def _window(self) -> Any:
        return self.controller.Frame.getContainerWindow().getAccessibleContext()

    def titles(self) -> list[str]:
        """The titles of all windows and dialogs that can be seen."""
        return _titles(self.display)

    def photograph(self) -> Picture:
        """Return the screen when it has come to rest: two pictures in a row are the same.

        A window of one colour has not been drawn yet.
        """
        self._drawn()
        last = self._shot()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            time.sleep(REST)
            now = self._shot()
            if np.array_equal(last.pixels, now.pixels) and now.colors > 1:
                return now
            last = now
        raise TimeoutError("the screen does not come to rest")

    def _drawn(self) -> None:
        """Wait until the program has done what waits, such as drawing a window anew."""
        toolkit = service(self.context, "awt.Toolkit")
        toolkit.processEventsToIdle()

    def _shot(self) -> Picture:
        raw = self._run("import", "-window", "root", "-depth", "8", "rgb:-")
        width, height = self.size
        return Picture(np.frombuffer(raw, np.uint8).reshape(height, width, 3))

    def _run(self, *command: str) -> bytes:
        return _run(self.display, *command)


REST = 0.4
"""Seconds between two pictures: Calc's bars follow a change 0.3 s later."""
MENU_BAR = 35  # com.sun.star.accessibility.AccessibleRole.MENU_BAR
PUSH_BUTTON = 44
MOST = 100
"""How many children are looked at: a sheet's cells are its children too."""


def _all(context: Any, fits: Callable[[Any], bool], depth: int = 6) -> Iterator[Any]:
    """All parts of a window that fit, as a screen reader finds them."""
    for at in range(min(context.getAccessibleChildCount(), MOST)):
        child = context.getAccessibleChild(at).getAccessibleContext()
        if fits(child):
            yield child
        elif depth:
            yield from _all(child, fits, depth - 1)


def _run(display: str, *command: str) -> bytes:
    environment = {**os.environ, "DISPLAY": display}
    return subprocess.run(command, env=environment, check=True, capture_output=True).stdout


def _titles(display: str) -> list[str]:
    with contextlib.suppress(subprocess.CalledProcessError):  # there is no window yet
        found = _run(display, "xdotool", "search", "--onlyvisible", "--name", ".")
        names = [_run(display, "xdotool", "getwindowname", one) for one in found.decode().split()]
        return [name.decode("utf-8", "replace").strip() for name in names]
    return []


def require_screen() -> None:
    """Skip where a program for pictures is missing, or fail where LibreOffice is required."""
    for program, package in PROGRAMS.items():
        if not shutil.which(program):
            missing(f"{program} is not installed (package {package})")
    if not shutil.which("soffice", path=PLAIN_PATH):
        missing("LibreOffice is not installed")


@contextlib.contextmanager
def virtual_display(width: int, height: int) -> Iterator[str]:
    """A virtual screen of its own; gives its name, such as :7."""
    reading, writing = os.pipe()
    # Without -noreset it starts anew whenever nobody looks at it, and refuses who comes meanwhile.
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24",
               "-nolisten", "tcp", "-noreset"]  # fmt: skip
    process = subprocess.Popen(
        command, pass_fds=(writing,), stderr=subprocess.DEVNULL, start_new_session=True
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        yield f":{number}"
    finally:
        process.terminate()  # asked to end, it takes its lock and socket with it
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        end(process)


@contextlib.contextmanager
def on_screen(
    workbook: Path,
    folder: Path,
    width: int = WIDTH,
    height: int = HEIGHT,
    interface: str = "en-US",
) -> Iterator[Screen]:
    """Open a copy of a workbook as a person does, in a window of Calc that has the add-in.

    Parameters
    ----------
    workbook : Path
        Any file that Calc opens; a copy is opened, as Calc leaves a lock file beside it.
    folder : Path
        An empty folder, for the profile and the add-in.
    width, height : int
        The screen's size in pixels; the window fills it.
    interface : str
        The language of the program, whose language pack is there.

    Yields
    ------
    Screen
    """
    require_screen()
    if interface != "en-US" and not Path(LANGUAGE_PACK.format(interface=interface)).exists():
        missing(f"libreoffice-l10n-{interface.lower()} is not installed")
    uno = load_uno()
    write_folder(folder / "addin" / "clvxl", site_folders())
    (folder / "profile" / "user").mkdir(parents=True)
    profile = PROFILE.format(interface=interface)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(profile, "utf-8")
    copy = Path(shutil.copy(workbook, folder))
    with virtual_display(width, height) as display:
        pipe = f"clvxl{uuid.uuid4().hex}"
        process = _start(copy, folder, display, pipe)
        RUNNING.add(process)
        try:
            context = _context(uno, pipe, process, folder)
            document = _opened(service(context, "frame.Desktop"), display)
            window = document.CurrentController.Frame.getContainerWindow()
            window.setPosSize(0, 0, width, height, 15)
            yield Screen(context, document, display, (width, height))
        finally:
            # Not asked to end: it would ask in turn whether to save.
            end(process)


def _start(file: Path, folder: Path, display: str, pipe: str) -> subprocess.Popen[bytes]:
    command = [
        "soffice", f"-env:BUNDLED_EXTENSIONS={(folder / 'addin').as_uri()}",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--norestore", "--nologo",
        f"--accept=pipe,name={pipe};urp;", str(file),
    ]  # fmt: skip
    environment = {**os.environ, "PATH": PLAIN_PATH, "DISPLAY": display,
                   "XDG_STATE_HOME": str(folder / "state")}  # fmt: skip
    environment.pop("PYTHONPATH", None)
    with (folder / "soffice.txt").open("wb") as said:
        return subprocess.Popen(
            command, stdout=said, stderr=said, env=environment, start_new_session=True
        )


def _context(uno: Any, pipe: str, process: subprocess.Popen[bytes], folder: Path) -> Any:
    try:
        return connect(uno, pipe, process)
    except Exception:  # UNO's own errors do not pass through a context manager
        said = (folder / "soffice.txt").read_text("utf-8", "replace")
    raise RuntimeError(f"LibreOffice does not start: {said}")


def _opened(desktop: Any, display: str) -> Any:
    """The document, once its window is there; a dialog in its place is named."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for document in desktop.Components:
            if document.supportsService(CALC) and document.CurrentController is not None:
                return document
        time.sleep(0.2)
    raise TimeoutError(f"the document does not open; windows: {_titles(display)}")


def photograph(
    workbook: Path, sheet: str, target: Path, width: int = WIDTH, height: int = HEIGHT
) -> Picture:
    """Photograph a sheet of a workbook at 100 %, write the .png and return the picture."""
    with (
        tempfile.TemporaryDirectory() as folder,
        on_screen(workbook, Path(folder), width, height) as screen,
    ):
        screen.show(sheet)
        picture = screen.photograph()
    picture.save(target)
    return picture
