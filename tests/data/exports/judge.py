"""A file read as a person would: questions are answered with what is true, then judged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from clvxl.cli.remedies import REMEDIES, option_words
from clvxl.core.rfm import customer_totals
from clvxl.data.choices import columns_of
from clvxl.data.cleaning import clean_transactions
from clvxl.data.records import CleaningOptions, Transactions
from clvxl.errors import (
    AmbiguousError,
    ClvxlError,
    ColumnsNotFoundError,
    QuestionsError,
    TableError,
)
from clvxl.files.text_files import read_text
from clvxl.files.xlsx.reader import read_sheet
from tests.data.exports import known, layouts, words
from tests.data.exports.cells import Money, Sheet, Style, write_text, write_workbook
from tests.data.exports.world import Truth

TODAY = 45900.0
ROUNDS = 4
ANSWERS = {
    "--day-first": "date_order", "--month-first": "date_order", "--decimal": "decimal",
    "--amount-per": "amount_per", "--currency": "currency", "--discount-as": "discount",
}  # fmt: skip


class Made(NamedTuple):
    """A file that was written, and how."""

    path: Path
    sheet: Sheet
    style: Style
    encoding: str
    delimiter: str


class Verdict(NamedTuple):
    """What came of a file: "right", "wrong" or "refused"; what was asked before; a word why."""

    outcome: str
    asked: tuple[str, ...]
    why: str


def make(seed: int, folder: Path, workbook: bool = False) -> Made:
    """Invent an export and write it."""
    random = Random(seed)
    if seed % 3 == 0:
        kind = known.KINDS[seed // 3 % len(known.KINDS)]
        language = "zh" if any("\u4e00" <= sign <= "\u9fff" for sign in kind.name) else "en"
        sheet = known.known(random, kind)
        style = _known_style(random, kind.name, language)
    else:
        language = layouts.LANGUAGES[seed % 7]
        layout = layouts.LAYOUTS[seed // 7 % len(layouts.LAYOUTS)]
        sheet = layout(random, language)
        language = "en" if layout is layouts.records else language
        style = _style(random, language, workbook)
        _frame(random, sheet, language)
    if "discount" in sheet.options:
        form = {"discount %": "%", "discount percent": "percent"}.get(sheet.layout, "share")
        style = replace(style, share=form)
        if workbook and form == "%":
            style = replace(style, share="share")
            sheet.options["discount"] = "share"
    encoding, delimiter = _coding(random, language, style)
    path = folder / f"export{seed}.{'xlsx' if workbook else 'csv'}"
    if workbook:
        write_workbook(path, sheet, style)
    else:
        write_text(path, sheet, style, encoding, delimiter)
    return Made(path, sheet, style, encoding, delimiter)


def _known_style(random: Random, name: str, language: str) -> Style:
    dates = {
        "Shopify": "%Y-%m-%d %H:%M:%S +0100", "Amazon": "%Y-%m-%dT%H:%M:%S+00:00", "PayPal": "%d/%m/%Y",
        "Etsy": "%m/%d/%Y", "eBay": "%d-%b-%y", "Online Retail": "m/d", "Superstore": "%m/%d/%Y", "Magento": "en",
    }  # fmt: skip
    sign = "US ${}" if name == "eBay" else "{}"
    group = "," if name in ("Etsy", "Magento") else ""
    return Style(date=dates.get(name, "%Y-%m-%d %H:%M:%S"), sign=sign, group=group)


def _style(random: Random, language: str, workbook: bool) -> Style:
    comma = language in ("de", "fr", "es", "pt")
    dates = {
        "en": ("%Y-%m-%d", "%m/%d/%Y", "m/d", "d/m", "%d %b %Y", "en", "%Y-%m-%dT%H:%M:%SZ"),
        "zh": ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d", "zh", "%Y%m%d", "%Y-%m-%d"), "ja": ("%Y/%m/%d", "zh", "%Y-%m-%d"),
        "de": ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"),
    }.get(language, ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%Y-%m-%d"))  # fmt: skip
    signs = {
        "en": ("{}", "${}", "£{}", "USD {}"),
        "zh": ("{}", "¥{}", "{}元"),
        "ja": ("{}", "¥{}", "{}円"),
    }
    euro = ("{}", "{} €") if comma else ("{}",)
    return Style(
        decimal="," if comma else ".",
        group=random.choice(("", ".") if comma else ("", ",") if language != "ja" else ("",)),
        negative=random.choice(("-1", "-1", "1-", "(1)")),
        sign=random.choice(signs.get(language, euro)),
        places=0 if language == "ja" else 2,
        date=random.choice(dates),
    )


def _frame(random: Random, sheet: Sheet, language: str) -> None:
    """Titles above, a total below."""
    if random.random() < 0.2:
        sheet.above = [[words.TITLES[language]], []]
    if random.random() < 0.15 and "first line" not in sheet.layout:
        at = sheet.headers.index(sheet.roles.get("amount", sheet.headers[0]))
        if not isinstance(sheet.rows[0][at], Money) or at == 0:
            return
        total = sum(row[at].cents for row in sheet.rows if isinstance(row[at], Money))
        line = [None] * len(sheet.headers)
        line[0], line[at] = random.choice(words.TOTALS[language].split("|")), Money(total)
        sheet.below = [line]


def _coding(random: Random, language: str, style: Style) -> tuple[str, str]:
    encodings = {
        "zh": ("utf-8", "utf-8-sig", "gb18030", "utf-16"),
        "ja": ("utf-8", "utf-8-sig", "utf-16"),
    }
    encoding = random.choice(encodings.get(language, ("utf-8", "utf-8-sig", "cp1252")))
    return encoding, random.choice((";", "\t") if style.decimal == "," else (",", ",", ";", "\t"))


def judge(made: Made) -> Verdict:
    """Read a file; answer what is asked, and compare with the truth."""
    chosen: dict[str, str] = {}
    options = CleaningOptions(today=TODAY)
    asked: list[str] = []
    for _ in range(ROUNDS):
        try:
            cleaned = _cleaned(made, chosen, options)
        except (AmbiguousError, ColumnsNotFoundError) as question:
            roles, settings = _answers(made, question)
            if roles.items() <= chosen.items() and all(
                getattr(options, key) == value for key, value in settings.items()
            ):
                return Verdict("refused", tuple(asked), str(question))
            asked.append(str(question))
            chosen |= roles
            options = replace(options, **settings)
        except ClvxlError as error:
            return Verdict("refused", tuple(asked), f"{type(error).__name__}: {error}")
        else:
            found = _truth(cleaned)
            if found == made.sheet.truth:
                return Verdict("right", tuple(asked), "")
            return Verdict("wrong", tuple(asked), _difference(cleaned, found, made.sheet.truth))
    return Verdict("refused", tuple(asked), "asked too often")


def _option(question: TableError) -> tuple[str, ...]:
    """The option that the command line shows as an answer."""
    answer = getattr(question, "answer", None)
    return option_words(answer) if answer else ()


def _answers(made: Made, question: TableError) -> tuple[dict[str, str], dict[str, Any]]:
    """What a person who knows the table says: headers by role, and options."""
    roles: dict[str, str] = {}
    settings: dict[str, Any] = {}
    every = question.questions if isinstance(question, QuestionsError) else (question,)
    for each in every:
        text = " ".join((each.sentence("en", REMEDIES), *_option(each)))
        # where quantity and price make the amount, they are what a person names
        roles |= {role: name for role, name in made.sheet.roles.items() if f"--{role} " in text}
        if "--amount " in text and "amount" not in made.sheet.roles:
            roles |= {role: made.sheet.roles[role] for role in ("quantity", "price")}
        truths = {
            "date_order": "day" if made.style.date.startswith(("d/m", "%d")) else "month",
            "decimal": made.style.decimal,
            "amount_per": "order" if made.sheet.truth_per_order else "line",
        } | made.sheet.options  # fmt: skip
        for option, name in ANSWERS.items():
            if option in text and name in truths:
                settings[name] = truths[name]
    return roles, settings


def _cleaned(made: Made, chosen: dict[str, str], options: CleaningOptions) -> Transactions:
    if made.path.suffix == ".xlsx":
        table = read_sheet(made.path, chosen=chosen)
    else:
        table = read_text(made.path, chosen=chosen, decimal=options.decimal)
    return clean_transactions(table, columns_of(table, chosen), options)


def _truth(cleaned: Transactions) -> Truth:
    totals = customer_totals(
        cleaned.customers, cleaned.days, cleaned.amounts,
        purchase=cleaned.counts_as_purchase, count=len(cleaned.labels),
    )  # fmt: skip
    return sorted(
        (int(count), round(money * 100), int(last))
        for count, money, last in zip(totals.frequency, totals.monetary, totals.last, strict=True)
    )


def _difference(cleaned: Transactions, found: Truth, truth: Truth) -> str:
    def told(each: Truth) -> str:
        return f"{len(each)} customers, {sum(n for n, _, _ in each)} purchases, {sum(c for _, c, _ in each) / 100:.2f}"

    notices = defaultdict(int)
    for notice in cleaned.reading.notices:
        notices[notice.key] += 1
    return (
        f"got {told(found)}; right is {told(truth)}; {dict(cleaned.reading.columns.roles)} "
        f"{cleaned.reading.amount_per} {dict(cleaned.counts.reasons)} {dict(notices)}"
    )
