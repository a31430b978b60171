"""Starts one headless LibreOffice with a private profile and the add-in, and ends it for sure."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from clvxl.hosts.libreoffice.builder import write_folder
from clvxl.hosts.libreoffice.install import site_folders
from clvxl.hosts.libreoffice.report import draw_report
from clvxl.report.records import Report
from tests.hosts import requirements

T = TypeVar("T")
PATIENCE = 200
"""Seconds to wait for the program's main thread; longer than a test may take."""
PLAIN_PATH = "/usr/bin:/bin"
REQUIRED = "CLVXL_REQUIRE_LIBREOFFICE"


def missing(reason: str) -> NoReturn:
    """Skip, or fail where LibreOffice is required."""
    requirements.missing(REQUIRED, reason)


def load_uno() -> Any:
    """Import the system's uno module, which stands outside of an environment."""
    folder = "/usr/lib/python3/dist-packages"
    if folder not in sys.path:
        sys.path.append(folder)
    try:
        import uno
    except ImportError as error:
        missing(f"python3-uno is not installed ({error})")
    return uno


RUNNING: set[subprocess.Popen[bytes]] = set()
"""The programs that tests have started and not yet ended."""

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>%s</value></prop></item></oor:items>
"""


class Office:
    """A running LibreOffice, seen through a pipe."""

    def __init__(
        self,
        context: Any,
        desktop: Any,
        process: subprocess.Popen[bytes],
        documents: Path | None = None,
    ) -> None:
        self.context, self.desktop, self.process = context, desktop, process
        self.documents = documents

    def service(self, name: str) -> Any:
        """Return a new service."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def on_main(self, work: Callable[[], T]) -> T:
        """Return what some work gives that is done on the program's main thread, as a click is."""
        return on_main(self.context, work)

    @contextlib.contextmanager
    def sheet(self) -> Iterator[Any]:
        """The first sheet of a new document."""
        document = self.new()
        try:
            yield document.Sheets.getByIndex(0)
        finally:
            document.close(True)

    def new(self) -> Any:
        """Return a new spreadsheet."""
        return self.desktop.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, (property_value("Hidden", True),)
        )

    def open(self, path: Path) -> Any:
        """Return the document in a file."""
        return self.desktop.loadComponentFromURL(
            path.as_uri(), "_blank", 0, (property_value("Hidden", True),)
        )


def on_main(context: Any, work: Callable[[], T]) -> T:
    """Return what some work gives that is done on LibreOffice's main thread.

    Calls from outside run on a thread of their own, and so does what LibreOffice frees for them.
    """
    import unohelper
    from com.sun.star.awt import XCallback

    answers: list[T] = []
    errors: list[Exception] = []
    done = threading.Event()

    class Callback(unohelper.Base, XCallback):  # type: ignore[misc]
        def notify(self, data: Any) -> None:
            try:
                answers.append(work())
            except Exception as error:  # raised again where it is waited for
                errors.append(error)
            finally:
                done.set()

    manager = context.ServiceManager
    manager.createInstanceWithContext("com.sun.star.awt.AsyncCallback", context).addCallback(
        Callback(), None
    )
    if not done.wait(PATIENCE):
        raise TimeoutError("LibreOffice's main thread does not answer")
    if errors:
        raise errors[0]
    return answers[0]


def draw(
    office: Office, document: Any, report: Report, *, replace: bool = False
) -> tuple[str, ...]:
    """Draw a report into a document on the main thread; return the names of its sheets.

    Drawn from outside, beside a main thread that paints the window, charts spoil the program's
    list of fonts, and a later document hangs: some of chart2 runs without LibreOffice's lock.
    """
    return office.on_main(lambda: draw_report(office.context, document, report, replace=replace))


def property_value(name: str, value: Any) -> Any:
    """Return a com.sun.star.beans.PropertyValue."""
    from com.sun.star.beans import PropertyValue

    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


@contextlib.contextmanager
def office(
    folder: Path, *, component: str = "", addin: bool = True, country: str = ""
) -> Iterator[Office]:
    """A LibreOffice with the add-in of this environment; `component` stands in for its code.

    Without `addin` it knows nothing of clvxl. With `country`, such as "de-DE", it reads and writes
    numbers as people do there.
    """
    if not shutil.which("soffice", path=PLAIN_PATH):
        missing("LibreOffice is not installed")
    uno = load_uno()
    extension, profile = folder / "addin" / "clvxl", folder / "profile"
    extension.parent.mkdir(parents=True)
    if country:
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS % country, "utf-8")
    if addin:
        write_folder(extension, site_folders())
    if component:
        (extension / "bootstrap.py").write_text(component, "utf-8")
    pipe = f"clvxl{uuid.uuid4().hex}"
    command = [
        "soffice", f"-env:BUNDLED_EXTENSIONS={extension.parent.as_uri()}",
        f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
        "--nodefault", f"--accept=pipe,name={pipe};urp;",
    ]  # fmt: skip
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    environment = {
        **os.environ, "PATH": PLAIN_PATH, "XDG_STATE_HOME": str(folder / "state"),
        "XDG_DOCUMENTS_DIR": str(documents),
    }  # fmt: skip
    environment.pop("PYTHONPATH", None)
    with (folder / "soffice.txt").open("wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, env=environment, start_new_session=True
        )
    RUNNING.add(process)
    try:
        context = connect(uno, pipe, process)
        manager = context.ServiceManager
        desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        running = Office(context, desktop, process, documents)
        yield running
        with contextlib.suppress(Exception):
            desktop.terminate()
            process.wait(10)
    finally:
        end(process)


def connect(uno: Any, pipe: str, process: subprocess.Popen[bytes]) -> Any:
    """Wait for LibreOffice and return its context."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    until = time.monotonic() + 60
    while True:
        try:
            return resolver.resolve(address)
        except Exception:  # NoConnectException is known after uno only
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)


def end_all() -> None:
    """End whatever is running, so that who waits for it hears of it."""
    for process in tuple(RUNNING):
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children, whatever they do."""
    RUNNING.discard(process)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
