"""Would the tests notice? Random changes of the code, each judged by its own floor's tests.

    python -m benchmarks.mutants > benchmarks/results-mutants.txt
    python -m benchmarks.mutants --at clvxl/core/rfm.py:120

A change turns a comparison, an operator, a `not`, a minus or a number. Annotations, decorators and
`__all__` are left alone. No file of the project is written.

The tests and doctests of a floor are collected once, and each runs once to tell which functions it
calls and what processor time it takes; one that fails or is long is not used. For each change a
process parts there, puts the changed code into the living functions and runs the tests that call
them, those of the module first, short ones before long ones, to the first failure. What goes
unnoticed but has a part in an import, as a constant has, or is called by none but a process that a
test starts, is judged by all tests in a copy of the project. A process that takes far more
processor time than the tests did has noticed too. Properties are tried on fewer examples than in
the tests: what is noticed here is noticed there.

A run that was cut goes on where it was with `--log FILE`, which keeps each change and its answer;
`--again` tries those anew that went unnoticed, with `--tests` by these tests alone.

(mutmut changes no constants of a module and draws no sample, cosmic-ray changes annotations and the
files in place; both start the tests anew for each change.)
"""

from __future__ import annotations

import argparse
import ast
import functools
import gc
import inspect
import json
import math
import multiprocessing
import os
import platform
import random
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple

import pandas  # noqa: F401  imported once, before the processes part
import pytest
from hypothesis import HealthCheck, Phase, settings

FLOORS = ("core", "sheet", "data", "files", "jobs")
LONG = 20.0
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


Place = tuple[str, int]


class Change(NamedTuple):
    """One of a module's possible changes, by its number."""

    path: Path
    number: int
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line}  {self.text:.150}"

    def trees(self) -> tuple[ast.Module, ast.Module]:
        """Read the module as it is and as it is after the change."""
        old, tree = (ast.parse(self.path.read_text("utf-8")) for _ in range(2))
        node, field, new = list(possible(tree))[self.number]
        setattr(node, field, new)
        return old, ast.fix_missing_locations(tree)

    def codes(self) -> tuple[CodeType, CodeType]:
        """Compile the module as it is and as it is after the change."""
        name = str(self.path.absolute())
        old, new = (compile(tree, name, "exec", dont_inherit=True) for tree in self.trees())
        return old, new


class Reach(NamedTuple):
    """What a test takes, and the functions it calls."""

    seconds: float
    calls: frozenset[Place]


NOTHING = Reach(0.0, frozenset())


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


def differing(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Yield what differs, the outer code before the code within."""
    if old != new:
        yield old, new
        within = [[part for part in code.co_consts if inspect.iscode(part)] for code in (old, new)]
        for one, other in zip(*within, strict=True):
            yield from differing(one, other)


def own(code: CodeType) -> tuple[bytes, tuple[str, ...], list[str]]:
    """Give a code's own part, without the functions in it."""
    others = [repr(value) for value in code.co_consts if not inspect.iscode(value)]
    return code.co_code, code.co_names, others


class Calls:
    """Write down which of a floor's functions are called."""

    def __init__(self, floor: Path) -> None:
        self.folder, self.places = f"{floor.absolute()}{os.sep}", set[Place]()

    def __call__(self, frame: FrameType, _event: str, _value: object) -> None:
        """Hear of a call from the interpreter."""
        code = frame.f_code
        if code.co_filename.startswith(self.folder):
            self.places.add((code.co_filename, code.co_firstlineno))

    def start(self) -> None:
        """Begin."""
        self.places = set()
        threading.settrace(self)
        sys.settrace(self)

    def stop(self) -> frozenset[Place]:
        """End."""
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]
        return frozenset(self.places)


def apart(work: Callable[..., Any], *values: Any, patience: float = math.inf) -> Any:
    """Work in a process that parts here, for so many processor seconds: its answer, or None."""
    context: Any = multiprocessing.get_context("fork")
    answer, child_end = context.Pipe(duplex=False)

    def child() -> None:
        if patience < math.inf:
            import resource  # which Windows lacks, as it lacks fork

            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(patience),) * 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        try:
            child_end.send(work(*values))
        except Exception as fault:  # the command's own: what tests raise is a failure
            child_end.send(fault)
        os._exit(0)

    process = context.Process(target=child)
    process.start()
    child_end.close()
    try:  # a test may wait for ever without any work
        within = None if patience == math.inf else 120 + 20 * patience
        found = answer.recv() if answer.poll(within) else None
        if isinstance(found, Exception):
            raise found
        return found
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


class Floor:
    """A pytest plugin: of the floor's tests measure each, then judge a change by those it needs."""

    def __init__(self, path: Path, tests: list[str]) -> None:
        self.options, self.calls, self.failed = [*tests, *PYTEST], Calls(path), False
        self.reach: dict[str, Reach] = {}
        self.imported: frozenset[Place] = frozenset()
        self.living: dict[tuple[str, CodeType], list[FunctionType]] = {}
        self.items: list[pytest.Item] = []
        self.loop: Callable[[], None] = lambda: None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """See a failure."""
        self.failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run what is asked for in place of all tests once."""
        self.items = session.items
        self.loop()
        return True

    def passes(self, item: pytest.Item, following: pytest.Item | None = None) -> bool:
        """Run a test."""
        self.failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return not self.failed

    def failing(self, items: list[pytest.Item]) -> str:
        """Run tests to the first that fails: its name, or nothing."""
        pairs = zip(items, [*items[1:], None], strict=False)  # no test, no pair
        return next((one.nodeid for one, after in pairs if not self.passes(one, after)), "")

    def measure(self) -> dict[str, Reach]:
        """Run each test by itself."""
        found = {}
        for item in self.items:
            self.calls.start()
            begun = sum(os.times()[:4])
            passed = self.passes(item)
            taken = sum(os.times()[:4]) - begun
            found[item.nodeid] = Reach(taken if passed else math.inf, self.calls.stop())
        return found

    def needed(self, change: Change, places: set[Place] | None) -> tuple[list[pytest.Item], float]:
        """Give the tests that call one of the places, or all, in their order; and patience."""
        module = change.path.stem.lstrip("_")
        reach = {item: self.reach.get(item.nodeid, NOTHING) for item in self.items}
        some = [
            item for item, one in reach.items()
            if one.seconds < LONG and (places is None or places & one.calls)
        ]  # fmt: skip
        seconds = {item: reach[item].seconds for item in some}
        some.sort(key=lambda item: (item.path.stem.removeprefix("test_") != module, seconds[item]))
        return some, 10 + 5 * sum(seconds.values())

    def learn(self) -> None:
        """Measure the tests, and find the functions that live."""
        self.imported = self.calls.stop()
        self.reach = apart(self.measure)
        for one in gc.get_objects():
            if isinstance(one, FunctionType):
                self.living.setdefault((one.__code__.co_filename, one.__code__), []).append(one)

    def judge(self, change: Change) -> tuple[bool | None, str]:
        """Tell whether a change is noticed, None if only an import can tell; and by what."""
        old, new = change.codes()
        try:
            pairs = list(differing(old, new))
        except ValueError:  # the compiler has put two functions into one
            return None, ""
        functions = [pair for pair in pairs if pair[0].co_flags & inspect.CO_OPTIMIZED]
        places = {(code.co_filename, code.co_firstlineno) for code, _ in functions}
        rest = [(a, b) for a, b in pairs if not a.co_flags & inspect.CO_OPTIMIZED]
        importing = any(own(a) != own(b) for a, b in rest) or bool(places & self.imported)
        swaps = [(one, b) for a, b in functions for one in self.living.get((a.co_filename, a), [])]
        if pairs and not swaps:
            return None, ""
        items, patience = self.needed(change, places)
        by = apart(self.swapped, swaps, items, patience=patience)
        if by is None or by:
            return True, by or "no end"
        return None if importing or not items else False, ""

    def swapped(self, swaps: list[tuple[FunctionType, CodeType]], items: list[pytest.Item]) -> str:
        """Put the changed code into the living functions: the test that fails."""
        for one, code in swaps:
            one.__code__ = code
        for cache in gc.get_objects():
            if isinstance(cache, functools._lru_cache_wrapper):
                cache.cache_clear()
        return self.failing(items)

    def judge_import(self, change: Change) -> tuple[bool, str]:
        """Judge by all tests, in a process that imports the changed module, as its children do."""
        own_tests = sum(reach.seconds for reach in self.reach.values() if reach.seconds < LONG)
        by = apart(self.in_copy, change, patience=60 + 5 * own_tests)
        return by != "", "no import or no end" if by is None else by

    def in_copy(self, change: Change) -> str:
        """Copy the project with the change and run its tests there: the test that fails."""
        with tempfile.TemporaryDirectory() as folder:
            with_change(change, Path(folder))
            os.chdir(folder)
            sys.path.insert(0, folder)
            return self.all_failing(change)

    def all_failing(self, change: Change) -> str:
        """Collect anew and run all tests: the test that fails."""
        found = ["the collection"]

        def loop() -> None:
            found[0] = self.failing(self.needed(change, None)[0])

        self.loop = loop
        pytest.main(self.options, plugins=[self])
        return found[0]


def with_change(change: Change, folder: Path) -> None:
    """Lay the project into a folder, as links, with the module as it is after the change."""
    for path in Path.cwd().iterdir():
        (folder / path.name).symlink_to(path)
    package = change.path.parts[0]
    (folder / package).unlink()
    bytecode = shutil.ignore_patterns(f"{change.path.stem}.*.pyc")
    shutil.copytree(Path(package).absolute(), folder / package, ignore=bytecode,
                    copy_function=os.symlink)  # fmt: skip
    changed = folder / change.path
    changed.unlink()
    changed.write_text(ast.unparse(change.trees()[1]), "utf-8")


def judged(
    floor: Path, some: list[Change], tests: list[str]
) -> Iterator[tuple[Change, bool, str] | dict[str, Reach]]:
    """Yield the measurement, then each change's answer."""
    context: Any = multiprocessing.get_context("fork")
    answer, child_end = context.Pipe(duplex=False)

    def child() -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        plugin = Floor(floor, tests)

        def loop() -> None:
            plugin.learn()
            child_end.send(plugin.reach)
            for change in some:
                child_end.send((change, *plugin.judge(change)))

        plugin.loop = loop
        plugin.calls.start()
        pytest.main(plugin.options, plugins=[plugin])
        os._exit(0)

    process = context.Process(target=child)
    process.start()
    child_end.close()
    plain = Floor(floor, tests)
    try:
        plain.reach = answer.recv()
        yield plain.reach
        later = []
        for _ in some:
            change, noticed, by = answer.recv()
            if noticed is None:
                later.append(change)
            else:
                yield change, noticed, by
        for change in later:
            yield change, *plain.judge_import(change)
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
    parser.add_argument("--tests", action="append", help="default: those of the floor")
    parser.add_argument("--log", type=Path, help="keep the answers here; go on with them")
    parser.add_argument("--again", action="store_true", help="judge anew what went unnoticed")
    wishes = parser.parse_args()
    print(f"Python {platform.python_version()}, seed {wishes.seed}", flush=True)
    known: dict[str, tuple[bool, str]] = {}
    if wishes.log and wishes.log.exists():
        for line in wishes.log.read_text("utf-8").splitlines():
            text, noticed, by = json.loads(line)
            known[text] = noticed, by
    floors = [at.split("/")[1] for at in wishes.at] or wishes.floor or FLOORS
    for floor in (Path(wishes.package, name) for name in dict.fromkeys(floors)):
        every = [change for path in sorted(floor.rglob("*.py")) for change in changes(path)]
        some = random.Random(wishes.seed).sample(every, min(wishes.count, len(every)))
        if wishes.at:
            some = [one for one in every if f"{one.path.as_posix()}:{one.line}" in wishes.at]
        kept = {one: known[str(one)] for one in some if str(one) in known}
        kept = {one: answer for one, answer in kept.items() if answer[0] or not wishes.again}
        tests = wishes.tests or [f"tests/{floor.name}", str(floor)]
        answers = judged(floor, sorted(set(some) - kept.keys()), tests)
        reach: Any = next(answers)
        used = [test for test in reach if reach[test].seconds < LONG]
        print(f"\n{floor}: {len(every):,} changes are possible, {len(used)} tests", flush=True)
        for test in sorted(reach.keys() - set(used)):
            fails = reach[test].seconds == math.inf
            print(f"  not used, for it {'fails' if fails else 'is long'}: {test}")
        for change, noticed, by in answers:  # type: ignore[misc]
            kept[change] = noticed, by
            if wishes.log:
                with wishes.log.open("a", encoding="utf-8") as log:
                    log.write(json.dumps([str(change), noticed, by]) + "\n")
        for change, (noticed, by) in sorted(kept.items()):
            if not noticed:
                print(f"  {change}{by and f' ({by})'}")
        count = sum(noticed for noticed, _ in kept.values())
        print(f"{count} of {len(kept)} noticed; the others stand above", flush=True)


if __name__ == "__main__":
    main()
