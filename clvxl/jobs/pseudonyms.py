"""Reports in which customers are tokens: options, the key, the list that leads back, the check."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clvxl.errors import ClvxlError, InputError
from clvxl.files.parquet_writer import can_write_parquet
from clvxl.jobs.customer_files import ROOM
from clvxl.jobs.lines import Row
from clvxl.jobs.spec import Choices, Option, Output, Value
from clvxl.jobs.texts import TEXTS
from clvxl.jobs.texts import say as said_of_lines
from clvxl.report.layout import paginate
from clvxl.report.leaks import Secret, leak
from clvxl.report.records import Column, Format, Report, Sheet, Table, TextAt
from clvxl.report.stream import FileKind, Stream
from clvxl.text import Text, Texts

if TYPE_CHECKING:
    from clvxl.data.pseudonyms import Pseudonyms
    from clvxl.data.records import Summaries, Transactions
    from clvxl.data.table import SourceTable

__all__ = ["KEY", "KEY_FILE", "PSEUDONYMS", "Cover", "LeakError", "check_options", "covered"]

PSEUDONYMS = Option(
    "pseudonyms",
    Text("Pseudonyms", "化名"),
    Text(
        "Customers become tokens such as C-7F3K9-Q2M4T, made with a secret key; a workbook of its "
        "own, OUT-key-list.xlsx, leads back. No original stands in the report.",
        "以密钥把客户换成 C-7F3K9-Q2M4T 这样的代号；可还原的对照表另存为 OUT-key-list.xlsx，报告中"
        "不含原始客户。",
    ),
    kind="flag",
    shown="command",
)

KEY_FILE = "clvxl-pseudonyms.key"

KEY = Option(
    "key",
    Text("Key file", "密钥文件"),
    Text(
        f"The key of the pseudonyms; the same key gives the same tokens. Made where it is missing. "
        f"Default: {KEY_FILE} beside OUT.",
        f"化名所用的密钥；密钥相同则代号相同。不存在时自动生成。默认为 OUT 旁的 {KEY_FILE}。",
    ),
    kind="path",
    metavar="FILE",
    shown="command",
)

_TEXTS = Texts(
    {
        "line": Text(
            "{count:,} customers are tokens; their key is in {file}. Keep it: next month it gives "
            "the same tokens. Whoever has it, or the key list, can lead back.",
            "{count:,} 位客户已换成代号，密钥在 {file}。请妥善保存：下个月用它可得到相同的代号；"
            "持有密钥或对照表者可以还原。",
        ),
        "line_made": Text("The key is new: {file} was made.", "已新建密钥文件 {file}。"),
        "list": Text("Key list", "对照表"),
        "list_note": Text(
            "Leads from the tokens of a report back to its customers: keep it apart from the "
            "report, and from whoever may not know them.",
            "可由报告中的代号还原客户：请与报告分开保管，勿交给无权知晓的人。",
        ),
        "token": Text("Token", "代号"),
        "item": Text("Pseudonyms", "化名"),
        "how": Text(
            "HMAC-SHA-256 with a secret key; the first 50 bits, 75 where two would be alike. The "
            "same key gives a customer the same token in every report.",
            "以密钥计算 HMAC-SHA-256，取前 50 位（如有相同则取 75 位）。同一密钥下，同一客户在各份"
            "报告中的代号相同。",
        ),
        "hidden_item": Text("Hidden as well", "一并隐去"),
        "hidden": Text(
            "lines left out show their customer as a token, their date and amount only as they "
            "were read (••• where they could not be); other columns, such as names, e-mail, "
            "telephone, address and remarks, stand in no report",
            "未用行中的客户显示为代号，日期与金额只显示识别出的值（无法识别的显示为 •••）；姓名、"
            "邮箱、电话、地址、备注等其他列不出现在任何报告中",
        ),
        "limits_item": Text("What pseudonyms do not do", "化名不能做到的"),
        "limits": Text(
            "They do not make the report anonymous. A rare amount, a date or a row number can "
            "single out a person for whoever knows the sales; equal keys let reports be joined; "
            "whoever has the key or the key list can lead back. Data protection law (such as the "
            "GDPR) treats such data as personal as a rule.",
            "化名不等于匿名。少见的金额、日期或行号，对了解销售的人仍可指向个人；密钥相同的报告可以"
            "相互关联；持有密钥或对照表者可以还原。按个人信息保护法等规定，这类数据通常仍属个人信息"
            "（去标识化，而非匿名化）。",
        ),
    }
)

_NO_PLACE = Text(
    "pseudonyms need a key file: name one with the option key", "化名需要密钥文件：请用 key 指定"
)
_NOT_ALONE = Text(
    "a key goes with pseudonyms: ask for both, or for neither",
    "密钥须与化名一起使用：请同时给出，或都不给出",
)
_LEAK = Text(
    "nothing was written: {place} would show a customer as it is in the data. Rename what shows it "
    "there (such as the file, a sheet or a column), or leave the line out",
    "未写出任何文件：{place} 会显示数据中的原始客户。请改掉显示它的名称（如文件、工作表或列名），"
    "或去掉该行",
)


_SPEAKING = ("clvxl.jobs.", "clvxl.report.", "clvxl.sheet.texts")
"""Where the texts of a report are declared."""

_FIGURES = ("date", "amount", "recency", "monetary")
"""Titles of columns that show figures as text."""


class LeakError(ClvxlError, ValueError):
    """A report that would show a customer who was to be hidden."""


def check_options(values: Mapping[str, Any]) -> None:
    """Refuse a key without pseudonyms.

    Raises
    ------
    InputError
    """
    if values.get(KEY.name) is not None and not values.get(PSEUDONYMS.name):
        raise InputError(_NOT_ALONE)


@dataclass(frozen=True)
class Cover:
    """What hides the customers of one run."""

    pseudonyms: Pseudonyms
    header: str
    path: Path
    made: bool
    repeated: tuple[str, ...] = ()

    def lines(self, language: str) -> tuple[str, ...]:
        """Return what the command line says of it."""
        said = _TEXTS.say(
            "line", language, count=len(self.pseudonyms.tokens), file=self.path.name
        )  # fmt: skip
        made = _TEXTS.say("line_made", language, file=self.path.name)
        return (said, made) if self.made else (said,)

    def rows(self, language: str) -> list[Row]:
        """Return what the Method sheet says of it."""
        items = (("item", "how"), ("hidden_item", "hidden"), ("limits_item", "limits"))
        return [
            (_TEXTS.say(item, language), _TEXTS.say(text, language), "text") for item, text in items
        ]

    def key_list(self, language: str) -> Output:
        """Return what leads back, in the order of the tokens: a workbook, or a longer file."""
        names, tokens = self.pseudonyms.labels, self.pseudonyms.tokens
        order = tokens.argsort()
        kind: Format = "general" if names.dtype.kind == "f" else "text"

        def part(start: int, stop: int) -> tuple[Column, ...]:
            chosen = order[start:stop]
            return (
                Column(_TEXTS.say("token", language), tokens[chosen], "text"),
                Column(said_of_lines("customer", language), names[chosen], kind, width=30.0),
            )

        if len(order) > ROOM:
            file: FileKind = "parquet" if can_write_parquet() else "csv"
            return Output("key-list", Stream("key_list", file, len(order), part), private=True)
        table = Table("key_list", 2, 0, part(0, len(order)), filterable=True)
        note = TextAt(0, 0, _TEXTS.say("list_note", language), "note", span=6, lines=3)
        title = _TEXTS.say("list", language)
        sheets = paginate(title, table, texts=(note,), frozen=(3, 1))
        return Output("key-list", Report(title, tuple(sheets), language), private=True)

    def check(
        self, report: Report, outputs: Iterable[Output] = (), words: Iterable[str] = ()
    ) -> None:
        """Refuse a report in which a customer stands as in the data.

        Parameters
        ----------
        report : Report
        outputs : iterable of Output
            What is written besides, but for the key list.
        words : iterable of str
            What the report says by itself besides the texts that are declared: such a word is no
            customer's name, even if a customer is called so; where customers stand it is refused
            all the same.

        Raises
        ------
        LeakError
            It names the place.
        """
        from clvxl.data.pseudonyms import names_of

        labels = self.pseudonyms.labels
        names = chain(names_of(labels), map(str, labels.tolist()))
        secret = Secret(
            # headers repeated among the rows are nobody
            (name for name in names if name != self.header),
            frozenset(self.pseudonyms.tokens.tolist()),
            frozenset(TEXTS["customer"]),
            frozenset(title for key in _FIGURES for title in TEXTS[key]),
            (*words, *_declared()),
            self.repeated,
        )
        for each in chain([report], *map(_as_reports, outputs)):
            place = leak(each, secret)
            if place is not None:
                raise LeakError(_LEAK, place=place)


def _declared() -> Iterator[str]:
    """Whatever jobs and reports say: the texts that their modules declare."""
    for name, module in list(sys.modules.items()):
        if name.startswith(_SPEAKING):
            for key, value in list(vars(module).items()):
                if not key.startswith("__"):
                    yield from _said_in(value)


def _said_in(value: object) -> Iterator[str]:
    if isinstance(value, Text):
        yield from value
    elif isinstance(value, Option):
        yield from _said_in((value.label, value.opened, *value.values.values()))
    elif isinstance(value, Value):
        yield from _said_in((value.label, value.meaning))
    elif isinstance(value, Mapping | tuple):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _said_in(each)


def _as_reports(output: Output) -> Iterator[Report]:
    """An output as reports, of a long table some rows at a time."""
    content = output.content
    if isinstance(content, Report):
        yield content
        return
    for table in content.tables() if isinstance(content, Stream) else [content]:
        yield Report(output.name, (Sheet(output.name, tables=(table,)),))


def covered(choices: Choices, table: SourceTable, cleaned: Transactions | Summaries) -> Cover:
    """Return what hides the customers of a table.

    Raises
    ------
    FileError
        The key cannot be read or made.
    InputError
        No key is named, and nothing is known of where the report goes.
    """
    from clvxl.data.pseudonyms import pseudonyms_of
    from clvxl.files.key_files import read_or_make_key

    path: Path | None = choices.values.get(KEY.name)
    if path is None and choices.target is not None:
        path = choices.target.parent / KEY_FILE
    if path is None:
        raise InputError(_NO_PLACE)
    key, made = read_or_make_key(path)
    roles = cleaned.reading.columns.roles
    at, further = roles["customer"], cleaned.labels if "payee" in roles else None
    pseudonyms = pseudonyms_of(table, at, key, choices.cleaning, further)
    shown = [header for place, header in enumerate(table.headers) if place != at]
    sheets = [table.facts[key] for key in ("sheet", "other_sheets") if key in table.facts]
    return Cover(pseudonyms, table.headers[at], path, made, (table.source, *sheets, *shown))
