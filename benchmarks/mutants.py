"""Would the tests notice? Random changes of the code, each judged by its own floor's tests.

    python -m benchmarks.mutants > benchmarks/results-mutants.txt
    python -m benchmarks.mutants --at clvxl/core/rfm.py:120

A change turns a comparison, an operator, a `not`, a minus or a number. Annotations, decorators and
`__all__` are left alone. No file is written: a process of its own imports the changed module, so
that a command which a test starts sees the code unchanged. There the floor's tests and doctests
run, those of the module first and short ones before long ones; without those that fail or take long
without any change. Properties are tried on fewer examples than in the tests: what is noticed here
is noticed there.

(mutmut changes no constants of a module and draws no sample, cosmic-ray changes annotations and the
files in place; both start the tests anew for each change.)
"""

from __future__ import annotations

import argparse
import ast
import importlib
import multiprocessing
import os
import platform
import random
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, NamedTuple

import pandas  # noqa: F401  imported once, before the processes part
import pytest
from hypothesis import HealthCheck, Phase, settings

FLOORS = ("core", "sheet", "data", "files", "jobs")
LONG = 60.0
UNTOUCHED = {"annotation", "returns", "decorator_list"}
OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.And: (ast.Or,),
    ast.Or: (ast.And,), ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,), ast.FloorDiv: (ast.Div,), ast.Mod: (ast.Mult,), ast.Pow: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,), ast.BitAnd: (ast.BitOr,),
}  # fmt: skip
PYTEST = (
    *("-p", "no:randomly", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"),
    *("-p", "no:openxml-audit", "-p", "no:platformdirs"),  # half of what a start takes
    *("--doctest-modules", "--import-mode=importlib"),
    *("-m", "not (long or calc or engines or wine)"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # hypothesis is imported already
)  # fmt: skip

settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, max_examples=25,
    phases=(Phase.explicit, Phase.generate), suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


class Change(NamedTuple):
    """One of a module's possible changes, by its number."""

    path: Path
    number: int
    line: int
    text: str


class Order:
    """Run the module's own tests first, short ones before long ones; keep how long each takes."""

    def __init__(self, module: str, seconds: dict[str, float]) -> None:
        self.module, self.seconds = module, seconds

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort the tests."""
        items[:] = [item for item in items if self.seconds.get(item.nodeid, 0.0) < LONG]
        items.sort(key=lambda item: self.seconds.get(item.nodeid, 0.0))
        items.sort(key=lambda item: item.path.stem.removeprefix("test_") != self.module)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up a test's seconds; one that fails takes for ever."""
        taken = float("inf") if report.failed else report.duration
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + taken


def possible(node: ast.AST) -> Iterator[tuple[ast.AST, str, Any]]:
    """Yield what can be changed below a node: the node, its field, the field's new value."""
    match node:
        case ast.Assign(targets=[ast.Name("__all__")]) | ast.If(test=ast.Name("TYPE_CHECKING")):
            return
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                for new in OPERATORS[type(op)]:
                    yield node, "ops", [*ops[:place], new(), *ops[place + 1 :]]
        case ast.BinOp(op=op) | ast.AugAssign(op=op) | ast.BoolOp(op=op):
            yield from ((node, "op", new()) for new in OPERATORS.get(type(op), ()))
        case ast.UnaryOp(op=op, operand=operand):  # `not not x`, `--x`
            yield node, "operand", ast.UnaryOp(op, operand)
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            yield from ((node, "value", value + step) for step in (1, -1))
    for field, value in ast.iter_fields(node):
        for child in () if field in UNTOUCHED else value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from possible(child)


def changes(path: Path) -> Iterator[Change]:
    """List every change of a module."""
    source = path.read_text("utf-8")
    for number, (node, field, new) in enumerate(possible(ast.parse(source))):
        line, before, old = getattr(node, "lineno", 0), ast.unparse(node), getattr(node, field)
        setattr(node, field, new)
        within = f" in {source.splitlines()[line - 1].strip()}" if field == "value" else ""
        yield Change(path, number, line, f"{before} -> {ast.unparse(node)}{within}")
        setattr(node, field, old)


def import_changed(change: Change) -> None:
    """Import the module as it is after the change; if that fails, it was noticed."""
    tree = ast.parse(change.path.read_text("utf-8"))
    node, field, new = list(possible(tree))[change.number]
    setattr(node, field, new)
    name = ".".join(change.path.with_suffix("").parts)
    spec = spec_from_file_location(name, change.path.absolute())
    assert spec is not None
    module = sys.modules[name] = module_from_spec(spec)
    package, _, stem = name.rpartition(".")
    setattr(importlib.import_module(package), stem, module)
    exec(compile(ast.fix_missing_locations(tree), str(module.__file__), "exec"), vars(module))


def judge(floor: Path, change: Change | None, seconds: dict[str, float], answer: Any) -> None:
    """Run the floor's tests in this process; answer the exit code and the tests' seconds."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    if change:
        import_changed(change)
    order = Order(change.path.stem.lstrip("_") if change else "", seconds)
    options = [f"tests/{floor.name}", str(floor), *PYTEST, *(["-x"] if change else [])]
    answer.send((int(pytest.main(options, plugins=[order])), order.seconds))
    os._exit(0)


def run(
    floor: Path, change: Change | None, seconds: dict[str, float], patience: float
) -> tuple[int, dict[str, float]]:
    """Judge in a process of its own: 0 if nothing failed, in time."""
    ways = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("fork" if "fork" in ways else None)
    answer, child_end = context.Pipe(duplex=False)
    process = context.Process(target=judge, args=(floor, change, seconds, child_end))
    process.start()
    child_end.close()
    try:
        return answer.recv() if answer.poll(patience) else (1, seconds)
    except EOFError:  # the import failed
        return 1, seconds
    finally:
        process.kill()
        process.join()


def main() -> None:
    """Change, run, count."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants")
    parser.add_argument("--package", default="clvxl")
    parser.add_argument("--floor", action="append", help=f"default: {', '.join(FLOORS)}")
    parser.add_argument("--count", type=int, default=60, help="changes a floor")
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--at", action="append", default=[], metavar="FILE:LINE")
    wishes = parser.parse_args()
    print(f"Python {platform.python_version()}, seed {wishes.seed}", flush=True)
    floors = [at.split("/")[1] for at in wishes.at] or wishes.floor or FLOORS
    for floor in (Path(wishes.package, name) for name in dict.fromkeys(floors)):
        every = [change for path in sorted(floor.rglob("*.py")) for change in changes(path)]
        some = random.Random(wishes.seed).sample(every, min(wishes.count, len(every)))
        if wishes.at:
            some = [one for one in every if f"{one.path.as_posix()}:{one.line}" in wishes.at]
        _, seconds = run(floor, None, {}, 3600)
        used = {test: taken for test, taken in seconds.items() if taken < LONG}
        print(f"\n{floor}: {len(every):,} changes are possible, {len(used)} tests", flush=True)
        for test in sorted(seconds.keys() - used.keys()):
            print(f"  not used, for it {'fails' if seconds[test] > 1e9 else 'is long'}: {test}")
        patience = 30 + 5 * sum(used.values())
        unnoticed = 0
        for one in sorted(some):
            if not run(floor, one, seconds, patience)[0]:
                unnoticed += 1
                print(f"  {one.path.as_posix()}:{one.line}  {one.text:.150}", flush=True)
        print(f"{len(some) - unnoticed} of {len(some)} noticed; the others stand above", flush=True)


if __name__ == "__main__":
    main()
