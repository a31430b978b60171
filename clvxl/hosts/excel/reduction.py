"""VBA text reduced to what is used: its procedures, what they call, what a platform compiles.

A small reader of VBA, enough for a module of procedures: names are compared without regard to
capitals, and whatever a procedure's code names counts as called. That keeps a little too much
rather than too little.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

__all__ = ["Procedure", "compiled", "named", "procedures", "reached", "reduced"]

_HEAD = re.compile(
    r"\s*(?:(?:Public|Private|Friend)\s+)?(?:Static\s+)?"
    r"(?:Sub|Function|Property\s+(?:Get|Let|Set))\s+(\w+)",
    re.IGNORECASE,
)
_END = re.compile(r"\s*End\s+(?:Sub|Function|Property)\b", re.IGNORECASE)
_DECLARED = re.compile(
    r"\s*(?:(?:Public|Private)\s+)?(?:Const|Declare\s+(?:PtrSafe\s+)?(?:Function|Sub))\s+(\w+)",
    re.IGNORECASE,
)
_DIRECTIVE = re.compile(r"\s*#(If|ElseIf|Else|End\s*If|Const)\b(.*)", re.IGNORECASE)
_CONDITION = re.compile(r'\s*(Not\s+)?(\w+)\s*(?:(=|>=)\s*("[^"]*"|\d+))?\s*Then\b', re.IGNORECASE)
_NAME = re.compile(r"(?<![.\w])[A-Za-z]\w*")
_TEXT = re.compile(r'"[^"\r\n]*"')

Constants = Mapping[str, str | int]


@dataclass(frozen=True)
class Procedure:
    """A procedure: its name, and its lines from the first to the last."""

    name: str
    text: str


def compiled(text: str, constants: Constants) -> str:
    r"""Return what is compiled where the compiler constants have these values.

    Their names are in small letters. A condition on another name stays, with all its branches.

    >>> text = "#If Mac Then\r\nA\r\n#Else\r\nB\r\n#End If\r\n"
    >>> compiled(text, {"mac": 0}), compiled(text, {"win64": 1}) == text
    ('B\r\n', True)
    """
    kept: list[str] = []
    nested: list[_Branch] = []
    for line in text.splitlines():
        found = _DIRECTIVE.match(line)
        word = found[1].lower().replace(" ", "") if found else ""
        stays = not found or (word == "const" and not _set_by(found[2], constants))
        if found and word != "const":
            last = nested.pop() if word != "if" else _Branch()
            branch = last.next(word, _value(found[2], constants))
            stays = branch.stays and all(outer.active for outer in nested)
            if word != "endif":
                nested.append(branch)
        elif not all(branch.active for branch in nested):
            stays = False
        if stays:
            kept.append(line)
    return "".join(f"{line}\r\n" for line in kept)


@dataclass(frozen=True)
class _Branch:
    """A branch of a condition: compiled or not, whether one was, whether its directives stay."""

    active: bool = False
    taken: bool = False
    stays: bool = False

    def next(self, word: str, value: bool | None) -> _Branch:
        """Return the branch that a directive begins, "endif" the last one."""
        if word == "endif" or self.stays:
            return self
        if word == "if" and value is None:
            return _Branch(active=True, stays=True)
        active = not self.taken and (word == "else" or value is True)
        return _Branch(active, self.taken or active)


def _set_by(definition: str, constants: Constants) -> bool:
    return definition.split("=")[0].strip().lower() in constants


def _value(condition: str, constants: Constants) -> bool | None:
    """Whether a condition holds; None where it asks for what is not known."""
    found = _CONDITION.match(condition)
    if found is None or found[2].lower() not in constants:
        return None
    known = constants[found[2].lower()]
    if found[3] == "=":
        holds = str(known) == found[4].strip('"')
    else:
        holds = int(known) >= int(found[4]) if found[3] else bool(known)
    return holds != bool(found[1])


def procedures(text: str) -> tuple[str, list[Procedure]]:
    r"""Return what stands before the first procedure, and the procedures.

    What stands between procedures can only be comments, and is left out.

    >>> procedures("Const A = 1\r\nSub B()\r\nEnd Sub\r\n' c\r\n")
    ('Const A = 1\r\n', [Procedure(name='B', text='Sub B()\r\nEnd Sub\r\n')])
    """
    before, found, held = "", list[Procedure](), list[str]()
    name = ""
    for line in text.splitlines(keepends=True):
        head = None if name else _HEAD.match(line)
        if head:
            name, held = head[1], []
        if name:
            held.append(line)
        elif not found:
            before += line
        if name and _END.match(line):
            found.append(Procedure(name, "".join(held)))
            name = ""
    return before, found


def named(text: str) -> set[str]:
    """Return the names that code uses, in small letters; not members, texts and comments.

    >>> sorted(named('A.B C("D")'))
    ['a', 'c']
    """
    code = (_TEXT.sub('""', line).partition("'")[0] for line in text.splitlines())
    return {name.lower() for line in code for name in _NAME.findall(line)}


def reached(found: Iterable[Procedure], roots: Collection[str]) -> list[Procedure]:
    r"""Return the procedures that the roots reach through calls, the roots with them.

    >>> _, found = procedures("Sub A()\r\nB\r\nEnd Sub\r\nSub B()\r\nEnd Sub\r\n")
    >>> [one.name for one in reached(found, ["B"])]
    ['B']
    """
    by_name = {one.name.lower(): one for one in found}
    waiting, seen = {root.lower() for root in roots}, set[str]()
    while waiting:
        name = waiting.pop()
        if name in by_name and name not in seen:
            seen.add(name)
            waiting |= named(by_name[name].text)
    return [one for name, one in by_name.items() if name in seen]


def reduced(text: str, constants: Constants, roots: Mapping[bool, Collection[str]]) -> str:
    """Return a module with what its roots reach, on Windows and on the Mac.

    `constants` are the same on both; `roots` are what is called from outside, True for the Mac.
    What both have alike stands there once, all else within `#If Mac`.
    """
    worlds = {}
    for mac, names in roots.items():
        before, found = procedures(compiled(text, {**constants, "mac": int(mac)}))
        kept = reached(found, names)
        used = set().union(*(named(one.text) for one in kept))
        worlds[mac] = {"": _declarations(before, used), **{one.name: one.text for one in kept}}
    order = [one.name for one in procedures(compiled(text, constants))[1]]
    parts = [_head(worlds[True].pop(""), worlds[False].pop(""))]
    for name in dict.fromkeys(order):
        here, there = worlds[True].get(name, ""), worlds[False].get(name, "")
        parts.append(here if here == there else _branches(here, there))
    return "\r\n".join(part for part in parts if part)


def _declarations(text: str, used: set[str]) -> str:
    """The notice and the declarations whose name is used, without conditions that hold nothing."""
    lines = [line for line in text.splitlines() if _is_needed(line, used)]
    kept = "".join(f"{line}\r\n" for line in lines)
    empty = re.compile(r" *#If [^\r\n]*\r\n(?: *#Else\r\n)? *#End If\r\n")
    while empty.search(kept):
        kept = empty.sub("", kept)
    return re.sub(r"(\r\n){3,}", "\r\n\r\n", kept)


def _is_needed(line: str, used: set[str]) -> bool:
    # A comment of that kind is a trace of the files that the module was put together from.
    if line.startswith("'Attribute "):
        return False
    found = _DECLARED.match(line)
    return found is None or found[1].lower() in used


def _head(mac: str, windows: str) -> str:
    """Both platforms' declarations; the lines that both begin with, such as the notice, once."""
    pairs = zip(mac.splitlines(keepends=True), windows.splitlines(keepends=True), strict=False)
    both = "".join(line for line, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return both + _branches(mac.removeprefix(both), windows.removeprefix(both))


def _branches(mac: str, windows: str) -> str:
    # Never "#If Not Mac": where a compiler constant is 1, Not makes it -2, which is true.
    return f"#If Mac Then\r\n{mac}#Else\r\n{windows}#End If\r\n"
