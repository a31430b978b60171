"""xlwings Lite, which runs Python in the browser: Excel for the web, for the Mac and for Windows.

A person pastes two files into it, main.py and requirements.txt; the workbook keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from clvxl import __version__
from clvxl.errors import FileError
from clvxl.hosts.excel.binding import bind_all, decorators
from clvxl.text import Text, Texts

__all__ = ["LIBRARIES", "files", "functions", "is_address", "steps"]

LIBRARIES = ("numpy", "pandas", "scipy")
"""What the functions import besides xlwings, which is there."""

IMPORTED = "/data"
"""The folder in which xlwings Lite keeps the files that a person imports."""

_WHEEL = re.compile(r"(https://[^\s#]+/)?clvxl-[\w.!+]+-py3-none-any\.whl(?(1)(\?[^\s#]*)?)")

_FOUND = """import sys

if "{path}" not in sys.path:
    sys.path.insert(0, "{path}")

"""

_TEXTS = Texts(
    {
        "main": Text("The functions of clvxl {version} for xlwings Lite.",
            "clvxl {version} 的函数，用于 xlwings Lite。"),
        "needs": Text("clvxl and what it needs", "clvxl 及其所需"),
        "needs_imported": Text("what clvxl needs; clvxl itself is the wheel that main.py names",
            "clvxl 所需；clvxl 本身是 main.py 中所写的 wheel 文件"),
        # the steps
        "add_in": Text("In Excel (365, or 2021 and later; Windows, Mac or web) choose Home > "
            "Add-ins, search for xlwings, add xlwings Lite, and open it from the tab Home.",
            "在 Excel（365、2021 或更新版本；Windows、Mac 或网页版）中选择“开始 > 加载项”，搜索 "
            "xlwings，添加 xlwings Lite，再从“开始”选项卡打开它。"),
        "import": Text("In its menu choose Files > Import/Export and drop {wheel} there. It stays "
            "in this Excel, not in the workbook: others who open the workbook do the same.",
            "在其菜单中选择 Files > Import/Export，放入 {wheel}。它留在本机的 Excel 中，不在工作簿"
            "内：其他打开此工作簿的人也要这样做。"),
        "requirements": Text("In its tab requirements.txt leave the lines that are there and add "
            "those of {file}; where xlwings stands there in an older version, write "
            "xlwings>=0.37.8. Wait until Output says that all is installed.",
            "在 requirements.txt 选项卡中保留已有各行，加入 {file} 的各行；若其中的 xlwings 版本较"
            "旧，请改为 xlwings>=0.37.8。等到 Output 显示全部安装完毕。"),
        "paste": Text("In its tab main.py add the lines of {file}.",
            "在 main.py 选项卡中加入 {file} 的各行。"),
        "try": Text("Type =CLV_SIMPLE(20,6,3,15) into a cell: it gives 345. Where it gives #NAME?, "
            "choose Restart in the menu of xlwings Lite.",
            "在单元格中输入 =CLV_SIMPLE(20,6,3,15)，结果是 345。若为 #NAME?，请在 xlwings Lite 的菜"
            "单中选择 Restart。"),
        "kept": Text("The workbook keeps both texts: do this once for each workbook. Who opens it "
            "needs xlwings Lite, and no Python. The functions work there, the ribbon's commands do "
            "not.",
            "两段文本都保存在工作簿中：每个工作簿做一次即可。打开它的人需要 xlwings Lite，无需 "
            "Python。可用的是函数；功能区的命令不可用。"),
        "from_pypi": Text("clvxl is fetched from PyPI there. Where Output says that it is not "
            "found, make a wheel in clvxl's folder with: python -m pip wheel --no-deps . — and "
            "write the files anew with --wheel and the wheel's name.",
            "clvxl 会从 PyPI 获取。若 Output 提示找不到，请在 clvxl 的文件夹中运行 python -m pip "
            "wheel --no-deps . 生成 wheel 文件，再用 --wheel 加其文件名重新写出这两个文件。"),
        "from_address": Text("The server of {wheel} must let other web pages read it (CORS).",
            "{wheel} 所在的服务器须允许其他网页读取（CORS）。"),
    }
)  # fmt: skip


_say = _TEXTS.say


@cache
def functions(language: str = "en") -> Mapping[str, Callable[..., Any]]:
    """Return all functions by name, marked for xlwings Lite; its main.py takes them from here.

    The same ones at each call, since xlwings Lite may run main.py anew for each cell.

    >>> functions()["CLV_SIMPLE"](20, 6, 3, 15)
    345.0
    """
    return MappingProxyType(bind_all(language, decorators("emscripten")))


def files(language: str = "en", wheel: str | None = None) -> dict[str, str]:
    """Return the text of the two files by name; the language is that of help and comments.

    `wheel` is where clvxl comes from: the web address of its wheel, or the file name of a wheel
    that is imported into xlwings Lite; PyPI if left out. A `FileError` says that no browser could
    take it.

    >>> print(files()["main.py"])
    # The functions of clvxl ... for xlwings Lite.
    from clvxl.hosts.excel.lite import functions
    <BLANKLINE>
    globals().update(functions("en"))
    """
    if wheel is not None and not _WHEEL.fullmatch(wheel):
        raise FileError(
            Text("{wheel} is no wheel of clvxl for the browser: name a file such as {example}, or "
                "its address, which begins with https://",
                "{wheel} 不是可用于浏览器的 clvxl wheel 文件：请给出 {example} 这样的文件，或以 "
                "https:// 开头的地址"),
            wheel=wheel, example=f"clvxl-{__version__}-py3-none-any.whl",
        )  # fmt: skip
    imported = wheel is not None and not is_address(wheel)
    found = _FOUND.format(path=f"{IMPORTED}/{wheel}") if imported else ""
    needs = LIBRARIES if imported else (wheel or f"clvxl=={__version__}",)
    return {
        "main.py": f"# {_say('main', language, version=__version__)}\n{found}"
        "from clvxl.hosts.excel.lite import functions\n\n"
        f'globals().update(functions("{language}"))\n',
        "requirements.txt": "\n".join(
            [f"# {_say('needs_imported' if imported else 'needs', language)}", *needs, ""]
        ),
    }


def steps(main: str, requirements: str, language: str = "en", wheel: str | None = None) -> str:
    """Return what a person does with the two files, in numbered steps.

    `main` and `requirements` say where they are; `wheel` is as `files` takes it.

    >>> steps("main.py", "requirements.txt").splitlines()[2]
    '3. In its tab main.py add the lines of main.py.'
    """
    address = wheel is not None and is_address(wheel)
    done = [_say("add_in", language)]
    if wheel is not None and not address:
        done.append(_say("import", language, wheel=wheel))
    done += [
        _say("requirements", language, file=requirements),
        _say("paste", language, file=main),
        _say("try", language),
    ]
    known = [_say("kept", language)]
    if wheel is None:
        known.append(_say("from_pypi", language))
    elif address:
        known.append(_say("from_address", language, wheel=wheel))
    numbered = [f"{number}. {step}" for number, step in enumerate(done, 1)]
    return "\n".join([*numbered, *known])


def is_address(wheel: str) -> bool:
    """Whether a wheel is named by an address, not as a file.

    >>> is_address("https://example.org/clvxl-1.0-py3-none-any.whl")
    True
    """
    return "://" in wheel
