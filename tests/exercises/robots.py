"""Robots: the kinds of students, and what a fair teacher says of each of their answers.

Each kind is written once. An exercise's own record says which question it suits, and what its
known mistakes are; so every exercise has its own robots without a list of its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from clvxl.exercises.engine.checks import tolerance
from clvxl.exercises.engine.records import Question
from clvxl.exercises.engine.worked import is_number
from clvxl.report.addresses import cell_address, column_number
from tests.exercises.desk import Desk, Parts, Typed, packed
from tests.exercises.students import as_asked, drawn

__all__ = ["NUMBER", "Robot", "robots"]

NUMBER = 5
WIDE = {ord("."): "．", ord("%"): "％", **{ord("0") + at: chr(0xFF10 + at) for at in range(10)}}


@dataclass(frozen=True)
class Robot:
    """A file that was handed in, and what is to be said of it.

    `said` are the verdicts that differ from those of a student who typed everything rightly, with
    a part of the reason. `refused` is a part of the sentence where the file is. `remark` is a part
    of what the teacher is told of the file or of an answer. `everything` is False where only the
    mark is promised: less than half of the points.
    """

    kind: str
    file: bytes
    said: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    refused: str = ""
    remark: str = ""
    everything: bool = True


def robots(desk: Desk, hurting: bool = True) -> Iterator[Robot]:
    """All robots of an exercise; `hurting` are the files that are made to hurt, among them."""
    for make in (_usual, _slips, _following, _entries, _formulas, _places, _programs):
        yield from make(desk)
    if hurting:
        yield from _hostile(desk)


def _questions(desk: Desk) -> tuple[Question, ...]:
    return desk.variant.worked.exercise.questions


def _numbers(desk: Desk) -> list[Question]:
    return [each for each in _questions(desk) if is_number(desk.right[each.key])]


def _is_slip(desk: Desk, question: Question, value: float) -> bool:
    slips = desk.variant.worked.slips[question.key]
    return any(is_number(s) and abs(value - s) <= 2 * tolerance(question) for s in slips)


def _suits(
    desk: Desk, alter: Callable[[float], float], wanted: Callable[[Question], bool]
) -> Question | None:
    """The first question whose right answer, altered, is neither right nor a known mistake."""
    for question in _numbers(desk):
        right = desk.right[question.key]
        value = alter(right)
        allowed = 2 * tolerance(question)
        apart = min(abs(value - right), abs(right)) > allowed
        if wanted(question) and apart and not _is_slip(desk, question, value):
            return question
    return None


def _usual(desk: Desk) -> Iterator[Robot]:
    """Right, rounded as asked, nothing, one after the other blank, and another's answers."""
    right, keys = desk.right, {each.key: each for each in _questions(desk)}
    empty = dict.fromkeys(keys, ("empty", ""))
    yield Robot("right", packed(desk.answered(right)))
    asked = {key: as_asked(each, right[key]) for key, each in keys.items()}
    yield Robot("rounded as asked", packed(desk.answered(asked)))
    noisy = {key: v * (1 + 1e-13) if is_number(v) else v for key, v in right.items()}
    yield Robot("noise in the last digit", packed(desk.answered(noisy)))
    yield Robot("nothing", packed(desk.parts), empty)
    for key in keys:
        rest = {k: v for k, v in right.items() if k != key}
        yield Robot(f"{key} left out", packed(desk.answered(rest)), {key: ("empty", "")})
    first, last = next(iter(keys)), list(keys)[-1]
    yield Robot("first alone", packed(desk.answered({first: right[first]})),
                {key: empty[key] for key in keys if key != first})  # fmt: skip
    yield Robot("blanks", packed(desk.answered({**right, last: "   "})), {last: empty[last]})
    for number in {NUMBER + 1, 0} - {desk.number}:
        other = dict(drawn(desk.name, number).worked.answers)
        yield Robot(f"answers of variant {number}", packed(desk.answered(other)), everything=False)
    for key, each in keys.items():
        if isinstance(right[key], str):
            loose = f"  {right[key].upper()} "
            yield Robot("loose words", packed(desk.answered({**right, key: loose})))
            silly = packed(desk.answered({**right, key: "Ask someone else"}))
            yield Robot("words of their own", silly, {key: ("wrong", each.hint.en[:20])})


def _slips(desk: Desk) -> Iterator[Robot]:
    """Each known mistake, told by its hint."""
    right, worked = desk.right, desk.variant.worked
    for question in _questions(desk):
        key = question.key
        for at, slip in enumerate(worked.slips[key]):
            wrong = slip if isinstance(slip, str) or is_number(slip) else None
            if wrong is None or str(wrong).startswith("#") or _same(question, wrong, right[key]):
                continue  # with these figures the mistake cannot be made, or none is made
            same = [
                hint.hint.en
                for hint, value in zip(question.slips, worked.slips[key], strict=True)
                if _same(question, wrong, value)
            ]
            file = packed(desk.answered({**right, key: wrong}))
            verdict = "wrong" if question.choices else "slip"
            yield Robot(f"slip {at + 1} of {key}", file, {key: (verdict, same[0])})


def _same(question: Question, one: Any, other: Any) -> bool:
    if is_number(one) and is_number(other):
        return abs(one - other) <= tolerance(question) + 1e-12 * abs(other)
    return isinstance(one, str) and isinstance(other, str) and one.lower() == other.lower()


def _off(question: Question, value: float) -> float:
    return value + 4 if question.format == "integer" else value * 1.37


def _following(desk: Desk) -> Iterator[Robot]:
    """A wrong answer, and each later one that rightly follows from it."""
    worked, right = desk.variant.worked, desk.right
    questions = {each.key: each for each in _questions(desk)}
    for number, key in enumerate(questions, start=1):
        later = [each for each in questions if key in worked.needs(each)]
        wrong = _off(questions[key], right[key]) if is_number(right[key]) else None
        if wrong is None or not later or _is_slip(desk, questions[key], wrong):
            continue
        given, said = {key: wrong}, {key: ("wrong", questions[key].hint.en[:20])}
        for each in later:
            value = worked.given(each, {key: wrong})[0]
            sound = (isinstance(value, str) and not value.startswith("#")) or (
                is_number(value) and math.isfinite(value)
            )  # fmt: skip
            if sound and not _same(questions[each], value, right[each]):
                given[each] = value
                said[each] = ("follows", f"question {number}")
        if len(given) > 1:
            yield Robot(f"follows from {key}", packed(desk.answered({**right, **given})), said)


def _any(question: Question) -> bool:
    return True


def _amount(question: Question) -> bool:
    return question.format not in ("percent", "integer") and question.digits == 2


def _entries(desk: Desk) -> Iterator[Robot]:
    """How an answer can be entered: signs, units, texts, errors."""
    altered: list[tuple[str, Callable[[float], float], Callable[[Question], bool], str, str]] = [
        ("sign", lambda v: -v, _any, "sign", "sign is wrong"),
        ("per cent for fraction", lambda v: 100 * v, lambda q: q.format == "percent", "scale", ""),
        ("thousands", lambda v: v / 1000, lambda q: q.format != "percent", "scale", "thousand"),
        ("rounded too much", lambda v: v * 1.003, lambda q: q.digits is not None, "rounded", "way"),
        ("far off", lambda v: 7 * v + 31, _any, "wrong", ""),
        ("nought", lambda v: 0.0, _any, "wrong", ""),
        ("huge", lambda v: 1e300, _any, "wrong", ""),
    ]
    for kind, alter, wanted, verdict, reason in altered:
        question = _suits(desk, alter, wanted)
        if question is not None:
            value, key = alter(desk.right[question.key]), question.key
            reason = reason or (question.hint.en[:20] if verdict == "wrong" else "")
            yield _with(desk, kind, key, value, verdict, reason)
    yield from _texts(desk)
    key = _numbers(desk)[0].key
    for kind, entry, verdict, reason in (
        ("words for a number", "a lot", "wrong", "A number belongs here"),
        ("an error", "#DIV/0!", "error", "#DIV/0!"),
        ("a truth value", True, "error", "True"),
        ("a link", "http://example.org", "wrong", "A number belongs here"),
        ("a long text", "9 lives " * 2000, "wrong", "A number belongs here"),
    ):
        yield _with(desk, kind, key, entry, verdict, reason)


def _texts(desk: Desk) -> Iterator[Robot]:
    """Numbers that were entered as texts."""
    question = next((q for q in _numbers(desk) if q.digits == 2 and q.format != "percent"), None)
    if question is not None:
        key = question.key
        plain = f"{desk.right[key]:.2f}"
        grouped = f"{desk.right[key]:,.2f}"
        for kind, text in (
            ("text", plain), ("comma for point", plain.replace(".", ",")),
            ("full-width digits", plain.translate(WIDE)), ("currency", f"€ {grouped}"),
            ("unit behind", f"{grouped} yuan"), ("German", grouped.translate({44: ".", 46: ","})),
            ("blanks around", f"  {plain} "),
        ):  # fmt: skip
            yield _with(desk, kind, key, text, "text", text.strip()[:8])
    question = next((q for q in _numbers(desk) if q.format == "percent" and q.digits == 1), None)
    if question is not None:
        share = f"{100 * desk.right[question.key]:.1f}"
        for kind, text in (("per cent as text", f"{share} %"),
                           ("per cent, comma", f"{share}%".replace(".", ",")),
                           ("full-width per cent", f"{share}%".translate(WIDE))):  # fmt: skip
            yield _with(desk, kind, question.key, text, "text", text.strip()[:4])


def _with(
    desk: Desk, kind: str, key: str, entry: Any, verdict: str, reason: str = "", remark: str = ""
) -> Robot:
    """A student whose answers are right but for one."""
    file = packed(desk.answered({**desk.right, key: entry}))
    return Robot(kind, file, {key: (verdict, reason)}, remark=remark)


def _formulas(desk: Desk) -> Iterator[Robot]:
    """Formulas of their own, of others, and such as are made to hurt."""
    question = _numbers(desk)[0]
    key, right = question.key, desk.right[question.key]
    here = desk.at[f"ans_{key}"]
    for kind, formula, stored, verdict, reason, remark in (
        ("formula", f"{right!r}+0", None, "right", "", ""),
        ("formula with its value", f"{right!r}*1", right, "right", "", ""),
        ("formula of a name", f"{right!r}+0*in_{_input(desk)}", None, "right", "", ""),
        ("forged value", "7+0", right, "wrong", "", "the formula counts"),
        ("another program's function", "COM.SUN.X(1)", right, "right", "", "not recomputed"),
        ("formula that errs", "1/0", "#DIV/0!", "error", "#DIV/0!", ""),
        ("takes the solution", f"sol_{key}", right, "solution", f"sol_{key}", ""),
        ("takes the solution's sheet", "Solution!C5", right, "solution", "Solution!C5", ""),
        ("takes another file", "[1]Sheet1!$C$5", right, "outside", "another file", ""),
        ("refers to itself", f"{here}+1", None, "empty", "", "not recomputed"),
        ("a whole sheet", "SUM(A1:XFD1048576)", None, "empty", "", "not recomputed"),
        ("a long product", "SUMPRODUCT(A1:A9000*(A1:ZZ1))", None, "empty", "", "not recomputed"),
        ("nested deeply", "(" * 900 + "1" + ")" * 900, None, "empty", "", "not recomputed"),
        ("very long", "1" + "+1" * 9000, None, "empty", "", "not recomputed"),
        ("brackets", "[" * 8000, None, "empty", "", "not recomputed"),
        ("asks the web", 'WEBSERVICE("http://x")', None, "empty", "", "not recomputed"),
        ("runs a program", "cmd|'/c calc'!A0", None, "empty", "", "not recomputed"),
    ):
        entry = Typed(formula, stored)
        yield _with(desk, kind, key, entry, verdict, reason, remark)
    grown = {"A1": "long text " * 900} | {
        f"A{n}": Typed(f"A{n - 1}&A{n - 1}") for n in range(2, 40)
    }
    yield _beside(desk, "text that doubles", key, grown, "LEN('My working'!A39)", "error")
    chain = {"A1": Typed(f"{right!r}+0")} | {f"A{n}": Typed(f"A{n - 1}+0") for n in range(2, 400)}
    taken = {"A1": Typed(f"sol_{key}", right)}
    yield _beside(desk, "takes the solution by the way", key, taken, "'My working'!A1", "solution")
    yield _beside(desk, "a chain of cells", key, chain, "'My working'!A399", "right")


def _input(desk: Desk) -> str:
    return next(
        figure.key for figure in desk.variant.worked.exercise.figures
        if isinstance(figure.value, int | float)
    )  # fmt: skip


def _beside(
    desk: Desk, kind: str, key: str, cells: Mapping[str, Any], formula: str, verdict: str
) -> Robot:
    """An answer that takes cells of the student's own sheet."""
    parts = desk.answered({**desk.right, key: Typed(formula)})
    part = max(name for name in parts if re.fullmatch(r"xl/worksheets/sheet\d\.xml", name))
    text = parts[part].decode()
    rows = [int(re.sub(r"\D", "", address)) for address in cells]
    made = "".join(
        f'<row r="{row}">{desk.cell(address, value)}</row>'
        for row, (address, value) in zip(rows, cells.items(), strict=True)
    )
    parts[part] = re.sub(r"<sheetData>.*</sheetData>", lambda _: f"<sheetData>{made}</sheetData>",
                         text, flags=re.DOTALL).encode()  # fmt: skip
    return Robot(kind, packed(parts), {key: (verdict, "")})


def _places(desk: Desk) -> Iterator[Robot]:
    """Answers that were moved, pasted or swapped; sheets renamed, copied, moved; names lost."""
    right, parts = desk.right, desk.answered(desk.right)
    book, sheet = parts["xl/workbook.xml"].decode(), "xl/worksheets/sheet1.xml"
    numbers = [question.key for question in _numbers(desk)]

    def with_book(text: str) -> bytes:
        return packed({**parts, "xl/workbook.xml": text.encode()})

    renamed = book.replace('name="Exercise"', 'name="我的 作业!"').replace(
        ">Exercise!", ">'我的 作业!'!").replace("(Exercise!", "('我的 作业!'!")  # fmt: skip
    yield Robot("sheet renamed", with_book(renamed))
    nameless = re.sub(r"<definedNames>.*</definedNames>", "", book)
    yield Robot("names lost", with_book(nameless))
    broken = re.sub(r"(INDEX\()?Exercise![^<]*", "#REF!", book)
    yield Robot("names broken", with_book(broken))
    for kind, rows, columns in (("rows inserted", 7, 0), ("columns inserted", 0, 3)):
        moved = {**parts, sheet: _moved(parts[sheet], rows, columns)}
        yield Robot(f"{kind}, names lost", packed({**moved, "xl/workbook.xml": nameless.encode()}))
        named = _names_moved(book, rows, columns)
        yield Robot(kind, packed({**moved, "xl/workbook.xml": named.encode()}))
    numberless = re.sub(rb'(<c r="A\d+"[^>]*) t="s"><v>\d+</v></c>', rb"\1/>", parts[sheet])
    yield Robot("numbers lost too", packed(
        {**parts, sheet: numberless, "xl/workbook.xml": nameless.encode()}))  # fmt: skip
    yield Robot("worked in a copy", _copied(desk, parts))
    yield Robot("a sheet more in front", _in_front(parts))
    propertyless = packed(parts, lambda part, text: None if "custom" in part else text)
    yield Robot("property lost", propertyless, remark="no longer says which variant")
    one, other = numbers[:2]
    if not any(_same(q, right[one], right[other]) for q in _numbers(desk)[:2]):
        swapped = packed(desk.answered({**right, one: right[other], other: right[one]}))
        yield Robot("two answers swapped", swapped, {one: ("", ""), other: ("", "")})
    free = "XA900"
    away = book.replace(
        next(re.finditer(rf'name="ans_{one}">[^<]*', book))[0], f'name="ans_{one}">Exercise!${free[:2]}${free[2:]}'
    )  # fmt: skip
    left = desk.answered({key: value for key, value in right.items() if key != one})
    row = f'<row r="900"><c r="{free}"><v>{right[one]!r}</v></c></row></sheetData>'
    left[sheet] = left[sheet].replace(b"</sheetData>", row.encode())
    yield Robot("an answer moved", packed({**left, "xl/workbook.xml": away.encode()}))


def _moved(text: bytes, rows: int, columns: int) -> bytes:
    """A sheet's cells further down and further right."""

    def cell(found: re.Match[bytes]) -> bytes:
        column, row = _right(found[2].decode(), columns), int(found[3]) + rows
        return found[1] + f"{column}{row}".encode()

    text = re.sub(rb'(<row r=")(\d+)', lambda f: f[1] + str(int(f[2]) + rows).encode(), text)
    return re.sub(rb'(<c r=")([A-Z]+)(\d+)', cell, text)


def _right(column: str, by: int) -> str:
    return re.sub(r"\d", "", cell_address(0, column_number(column) + by, fixed="none"))


def _names_moved(book: str, rows: int, columns: int) -> str:
    def name(found: re.Match[str]) -> str:
        return re.sub(
            r"\$([A-Z]+)(?:\$(\d+))?",
            lambda f: f"${_right(f[1], columns)}" + (f"${int(f[2]) + rows}" if f[2] else ""),
            found[0],
        )

    return re.sub(r">[^<]*Exercise![^<]*<", name, book)


def _copied(desk: Desk, parts: Parts) -> bytes:
    """The answers stand in a copy of the sheet, the first was left empty."""
    more = dict(desk.parts)
    more["xl/worksheets/sheet90.xml"] = parts["xl/worksheets/sheet1.xml"]
    return _with_sheet(more, "Exercise (2)", "sheet90", last=True)


def _in_front(parts: Parts) -> bytes:
    empty = b'<worksheet xmlns="x"><sheetData/></worksheet>'
    return _with_sheet(
        {**parts, "xl/worksheets/sheet91.xml": empty}, "Notes", "sheet91", last=False
    )


def _with_sheet(parts: Parts, title: str, file: str, *, last: bool) -> bytes:
    sheet = f'<sheet name="{title}" sheetId="90" r:id="rId90"/>'.encode()
    mark = b"</sheets>" if last else b"<sheets>"
    relation = f'<Relationship Id="rId90" Type="worksheet" Target="worksheets/{file}.xml"/>'
    more = {
        "xl/workbook.xml": parts["xl/workbook.xml"].replace(
            mark, sheet + mark if last else mark + sheet
        ),
        "xl/_rels/workbook.xml.rels": parts["xl/_rels/workbook.xml.rels"].replace(
            b"</Relationships>", relation.encode() + b"</Relationships>"
        ),
    }
    return packed({**parts, **more})


def _programs(desk: Desk) -> Iterator[Robot]:
    """Files as other programs write them: prefixes, absolute paths, no addresses, shared texts."""
    parts = desk.answered(desk.right)

    def prefixed(part: str, text: bytes) -> bytes:
        if not part.startswith(("xl/worksheets/sheet", "xl/workbook.xml")):
            return text
        text = re.sub(rb"<(/?)(?![?/!])([A-Za-z]+)", rb"<\1x:\2", text)
        return text.replace(b" xmlns=", b" xmlns:x=")

    def absolute(part: str, text: bytes) -> bytes:
        plain = b'Target="worksheets/'
        return text.replace(plain, b'Target="/xl/worksheets/') if part.endswith(".rels") else text

    def strict(part: str, text: bytes) -> bytes:
        plain = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        return text.replace(plain, b"http://purl.oclc.org/ooxml/spreadsheetml/main")

    def foreign(part: str, text: bytes) -> bytes:
        more = b'<extLst><ext uri="{1}"><w:x xmlns:w="urn:w"><w:c r="A1"/></w:x></ext></extLst>'
        return text.replace(b"</worksheet>", more + b"</worksheet>")

    for kind, change in (("prefixes", prefixed), ("absolute paths", absolute),
                         ("strict", strict), ("foreign extensions", foreign)):  # fmt: skip
        yield Robot(kind, packed(parts, change))


def _hostile(desk: Desk) -> Iterator[Robot]:
    """Files that are made to hurt, or are none."""
    parts, sheet = desk.answered(desk.right), "xl/worksheets/sheet1.xml"
    head = b"<worksheet><sheetData>"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    yield Robot("a cell in the last corner", packed(
        {**parts, sheet: parts[sheet].replace(b"</sheetData>", far)}))  # fmt: skip
    shared = b'<c r="A1"><f t="shared" ref="A1:A9" si="0">' + b"A1+" * 6000 + b"1</f></c>"
    many = b'<c><f t="shared" si="0"/></c>' * 60_000
    for kind, text, said in (
        ("entities", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>', "declarations"),
        ("deep", b"<a>" * 100_000, "depth"),
        ("large", b"<a>" + b" " * (60 << 20), "zip bomb|size"),
        ("many cells", head + b"<c><v>1</v></c>" * 300_000, "cells|time"),
        ("shared formulas", head + b'<row r="1">' + shared + many, "cells|time"),
        ("cut off", parts[sheet][:900], "damaged"),
        ("no numbers", head + b'<c r="A1"><v>x</v></c></sheetData></worksheet>', "damaged"),
        ("binary", bytes(range(256)) * 9, "damaged"),
    ):  # fmt: skip
        yield Robot(kind, packed({**parts, sheet: text}), refused=said)
    bookless = packed(parts, lambda part, text: None if part == "xl/workbook.xml" else text)
    yield Robot("no book", bookless, refused="no .xlsx")
    yield Robot("no zip", b"PK nothing", refused="damaged|no .xlsx")
    yield Robot("empty file", b"", refused="is empty")
    yield Robot("old format", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(900), refused="save it as")
