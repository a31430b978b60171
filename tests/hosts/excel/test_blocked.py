"""What doctor says where Windows, a virus scanner or a forgotten Excel stands in the way."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from clvxl.hosts.excel import doctor, install, settings
from tests.hosts.excel.test_install import SAID, computer, wrong

CHILD = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
DEFENDER = r"Software\Policies\Microsoft\Windows Defender"
POLICY = rf"{DEFENDER}\Windows Defender Exploit Guard\ASR\Rules"
BY_HAND = POLICY.replace("\\Policies", "")
MANAGED = rf"{DEFENDER}\Policy Manager"


@pytest.mark.parametrize(
    ("machine", "said"),
    [
        ({}, ""),
        ({POLICY: {CHILD: "1"}}, "keeps Excel from starting Python"),
        ({POLICY: {CHILD.upper(): 1}}, "keeps Excel from starting Python"),
        ({BY_HAND: {CHILD: 1}}, "keeps Excel from starting Python"),
        ({BY_HAND: {CHILD: 1}, POLICY: {CHILD: "2"}}, ""),
        ({BY_HAND: {CHILD: 0}, POLICY: {CHILD: "6"}}, "warns when Excel starts Python"),
        ({POLICY: {CHILD: "2"}, MANAGED: {"ASRRules": ""}}, ""),
        ({MANAGED: {"ASRRules": f"x=1|{CHILD.upper()}=1"}}, "creating child processes"),
        ({POLICY: {"92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "1"}}, "Win32 API calls"),
        ({POLICY: {CHILD: "", "be9ba2d9-53ea-4cdc-84e5-9b1eeee46550": "1"}}, ""),
    ],
)  # fmt: skip
def test_rules_of_windows(machine: dict[str, Any], said: str, tmp_path: Path) -> None:
    """A rule that blocks or warns is said with its name, number and what to except; no other."""
    pc = computer(tmp_path, machine=machine)
    install.install(pc)
    found = [f for f in doctor.diagnose(pc, lambda _: SAID) if f.name == "Windows"]
    assert bool(said) == bool(found)
    for one in found:
        assert said in one.sentence
        assert f"cmd.exe and {pc.python}" in one.remedy
    mac = dataclasses.replace(pc, platform="darwin")
    assert "Windows" not in {f.name for f in doctor.diagnose(mac, lambda _: SAID)}


def test_an_add_in_that_a_virus_scanner_took(tmp_path: Path) -> None:
    """Settings without an add-in mean quarantine: said as such; --fix installs it again."""
    pc = computer(tmp_path)
    assert "is not in" in wrong(pc)["add-in"], "it was never installed"
    made = install.install(pc)
    made.unlink()
    (found,) = (f for f in doctor.diagnose(pc, lambda _: SAID) if f.name == "add-in")
    assert "quarantine" in found.sentence
    assert f"administrator must except {made}" in found.remedy
    assert all(finding.ok for finding in doctor.fix(pc, lambda _: SAID))
    assert made.exists()


def test_an_excel_that_nobody_sees(tmp_path: Path) -> None:
    """An Excel left without a window is wrong, with its process and how to end it."""
    pc = computer(tmp_path, unseen=[4711])
    install.install(pc)
    (found,) = (f for f in doctor.diagnose(pc, lambda _: SAID) if not f.ok)
    assert "process 4711" in found.sentence
    assert "Task Manager" in found.remedy


class Windows:
    """Windows' list of Excel's windows: process and whether it can be seen."""

    def __init__(self, *windows: tuple[int, bool]) -> None:
        self.windows = dict(enumerate(windows, 100))

    def FindWindowExW(self, parent: Any, after: Any, kind: str, title: Any) -> int:
        """The window after another, 0 after the last."""
        assert (None, "XLMAIN", None) == (parent, kind, title)
        later = [number for number in self.windows if after is None or number > after.value]
        return min(later, default=0)

    def GetWindowThreadProcessId(self, window: Any, process: Any) -> None:
        """Fill in the process of a window."""
        process._obj.value = self.windows[window.value][0]

    def IsWindowVisible(self, window: Any) -> int:
        """Whether it can be seen."""
        return int(self.windows[window.value][1])


def test_excels_without_a_window_are_found() -> None:
    """An Excel counts as unseen if none of its windows can be seen."""
    assert [] == settings.unseen_excels(Windows())
    assert [] == settings.unseen_excels(Windows((1, True), (1, False), (2, True)))
    assert [2, 3] == settings.unseen_excels(
        Windows((3, False), (1, False), (2, False), (2, False), (1, True))
    )
