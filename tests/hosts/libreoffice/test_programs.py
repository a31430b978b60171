"""Which LibreOffice is taken: never one that the current folder offers."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from clvxl.hosts.libreoffice import programs


def offered(folder: Path, name: str) -> Path:
    """A program of a name in a folder."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("platform", "name"), [("win32", "soffice.com"), ("linux", "soffice"), ("darwin", "soffice")]
)
@pytest.mark.parametrize("first", ["", ".", "here"])
def test_the_current_folder_offers_no_program(
    platform: str, name: str, first: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A soffice in the current folder, or in a relative one of the path, is never started."""
    offered(tmp_path, name)
    offered(tmp_path / "here", name)
    right = offered(tmp_path / "program", name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(programs, "_PLACES", ())
    monkeypatch.setenv("PATH", os.pathsep.join([first, str(right.parent)]))
    assert [right] == programs._candidates()
