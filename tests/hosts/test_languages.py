"""What hosts, doctor and install say, in both languages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from clvxl.hosts.excel import doctor as excel_doctor
from clvxl.hosts.excel import texts as excel
from clvxl.hosts.libreoffice import doctor as calc_doctor
from clvxl.hosts.libreoffice import texts as calc
from tests.hosts.chinese import english_in

TEXTS = [(host, key) for host in (excel, calc) for key in host._TEXTS]


@pytest.mark.parametrize(("host", "key"), TEXTS, ids=[f"{h.__name__}-{k}" for h, k in TEXTS])
def test_no_english_in_a_chinese_text(host: object, key: str) -> None:
    """No text of a host has an English sentence where its Chinese should be."""
    assert set() == english_in(host._TEXTS[key].zh)


def test_english_is_found() -> None:
    """The look for English finds a forgotten sentence, and takes a path or command for none."""
    assert {"the", "add", "in", "is", "missing"} == english_in("the add-in is missing")
    assert set() == english_in("缺少 /home/a b/clvxl.xlam：请运行 clvxl install excel", "a b")


@pytest.mark.parametrize("module", [excel_doctor, calc_doctor])
def test_a_doctor_has_no_text_of_its_own(module: object) -> None:
    """Each finding is made of texts that stand in both languages, none of it in the doctor."""
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    made = [
        call for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        and call.func.id == "Finding"
    ]  # fmt: skip
    assert len(made) > 5
    own = [part for call in made for part in call.args
           if isinstance(part, ast.JoinedStr)
           or (isinstance(part, ast.Constant) and isinstance(part.value, str))]  # fmt: skip
    assert [] == [ast.unparse(part) for part in own]
