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


@pytest.mark.parametrize(
    ("module", "texts"), [(excel_doctor, excel._TEXTS), (calc_doctor, calc._TEXTS)]
)
def test_a_doctor_has_no_text_of_its_own(module: object, texts: dict[str, object]) -> None:
    """Each finding is made of texts that stand in both languages, none of it in the doctor."""
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    calls = [call for call in ast.walk(tree) if isinstance(call, ast.Call)]
    assert [] == [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "Finding"]
    made = [call for call in calls if isinstance(call.func, ast.Attribute)
            and call.func.attr.lstrip("_") in ("well", "wrong", "refused", "part")]  # fmt: skip
    assert len(made) > 5
    own = [part for call in made for arg in call.args for part in ast.walk(arg)]
    assert [] == [ast.unparse(part) for part in own if isinstance(part, ast.JoinedStr)]
    keys = {part.value for call in made for arg in call.args for part in _chosen(arg)
            if isinstance(part, ast.Constant)}  # fmt: skip
    assert keys <= set(texts)


def _chosen(arg: ast.expr) -> list[ast.expr]:
    """What an argument may be: of a condition what it gives, not what it asks."""
    return [arg.body, arg.orelse] if isinstance(arg, ast.IfExp) else [arg]
