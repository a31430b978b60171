"""The sheets of the movement: Movement for the overview, Moves for every customer by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from clvxl.core._rounding import group_sums
from clvxl.data.dates import iso_date
from clvxl.jobs.lines import Row
from clvxl.jobs.segment.groups import FOLDED, hidden_cells
from clvxl.jobs.segment.map_sheet import HIDDEN
from clvxl.jobs.segment.movement import Fate, Movement
from clvxl.jobs.segment.movement_texts import say
from clvxl.jobs.segment.texts import say as said_of_segments
from clvxl.report.layout import figures_width, paginate
from clvxl.report.pages import page_width
from clvxl.report.records import Column, Format, Sheet, Table
from clvxl.report.stack import Stack
from clvxl.report.words import money_format, titled
from clvxl.sheet.texts import names_of

__all__ = ["movement_line", "movement_rows", "movement_sheet", "moves_sheets"]

_NAMES = [*(fate.name.lower() for fate in Fate), FOLDED]

TOP = 10
"""So many of those who rose, and of those who fell, are named on the first sheet."""

FIRST_WIDTH = {"en": 18.0, "zh": 13.0}
FIGURE_WIDTH = {"en": 10.0, "zh": 9.0}
LEAST_COLUMNS = 12
"""So many columns the texts go over at least: what becomes of customers is explained in a row."""
SHRUNK = 0.91
"""So much of their size letters keep on paper: 10 points are 9 at least."""
WHOLE = 1000
"""Where such sums stand on the first sheet, it shows no pennies; they stand on the other."""


def movement_line(moved: Movement, language: str) -> str:
    """Return in one line what became of the customers, for Summary and the screen."""
    counts, least = _groups(moved), moved.now.least
    said = {
        fate.name.lower(): _number(counts.get(fate.name.lower()), moved.fate == fate, language)
        for fate in (Fate.NEW, Fate.RETURNING, Fate.KEPT, Fate.LOST)
    }
    for name, direction in (("rose", 1), ("fell", -1)):
        count = int((moved.direction == direction).sum())
        said[name] = f"{count:,}" if count >= least or not count else say("some", language)
    return say("line", language, day=iso_date(moved.day), **said)


def _number(shown: int | None, who: NDArray[np.bool_], language: str) -> str:
    """How many there are, in words where that is not shown."""
    if shown is None and who.any():
        return say("some", language)
    return f"{shown or 0:,}"


def movement_rows(moved: Movement, language: str) -> list[Row]:
    """Return what the Method sheet says of the comparison."""
    rows: list[Row] = [(say("compared", language), moved.day, "date")]
    rows += [
        (say(item, language), say(f"{item}_text", language), "text") for item in ("method", "ranks")
    ]
    return rows + [
        (say(f"fate_{name}", language), _meaning(moved, name, language), "text")
        for name in _groups(moved)
    ]


def _groups(moved: Movement) -> dict[str, int]:
    """What became of them, as it is shown, and of how many; the usual ones where nobody is too."""
    counts = np.bincount(moved.groups, minlength=len(_NAMES)).tolist()
    usual = Fate.GONE if moved.now.least == 1 else 0
    return {
        name: count
        for at, (name, count) in enumerate(zip(_NAMES, counts, strict=True))
        if count or at < usual
    }


def _meaning(moved: Movement, name: str, language: str) -> str:
    fields = {"day": iso_date(moved.day), "span": int(moved.span), "least": moved.now.least}
    return say(f"means_{name}", language, **fields)


# Movement


def movement_sheet(moved: Movement, currency: str, language: str) -> Sheet:
    """Return the sheet Movement: what became of the customers, the matrix, the largest movers."""
    fates, matrix = _fate_table(moved, currency, language), _matrix(moved, language)
    movers = {
        name: _movers(moved, direction, currency, language)
        for name, direction in (("rose", 1), ("fell", -1))
    }
    tables = [fates, matrix, *(columns for _, columns in movers.values())]
    span = max(LEAST_COLUMNS, len(matrix))
    page = Stack(say("sheet", language), _widths(tables, span, language))
    page.text(say("sheet", language), "title")
    page.text(_days(moved, language))
    if moved.begins_late:
        page.text(_begins_late(moved, language))
    page.skip()
    page.begin_part()
    page.text(say("fates", language), "heading")
    _explain(page, page.table("fates", fates, total=True), moved, language)
    if min(moved.before.min(), moved.since.min()) < 0:
        page.text(say("returns", language))
    page.skip()
    page.begin_part()
    page.text(say("matrix", language), "heading")
    days = {"day": iso_date(moved.day), "as_of": iso_date(moved.as_of)}
    page.text(say("matrix_note", language, **days))
    if moved.now.least > 1:
        page.text(say("few", language, least=moved.now.least))
    drawn = page.table("movement", matrix, total=True)
    page.scale(drawn.body(1, last=len(matrix) - 2))
    for name, (count, columns) in movers.items():
        page.skip()
        page.begin_part()
        shown = len(columns[0].values) if columns else 0
        page.text(say(name, language, shown=shown, count=count), "heading")
        if columns:
            page.table(name, columns)
        else:
            page.text(say("nobody", language))
    page.skip()
    page.text(say("all_there", language))
    return replace(page.sheet(), landscape=True)


def _explain(page: Stack, table: Table, moved: Movement, language: str) -> None:
    """Set beside each row of the table above what it means, a column of air between."""
    below, page.row = page.row, table.row + 1
    for name in _groups(moved):
        page.text(_meaning(moved, name, language), column=len(table.columns) + 1)
    page.row = below + 1


def _days(moved: Movement, language: str) -> str:
    days = {"day": iso_date(moved.day), "as_of": iso_date(moved.as_of)}
    return say("days", language, **days, span=int(moved.span))


def _begins_late(moved: Movement, language: str) -> str:
    first = moved.then.customers.first
    assert first is not None
    days = {"first": iso_date(float(first.min())), "day": iso_date(moved.day)}
    return say("begins_late", language, **days)


def _widths(tables: Sequence[Sequence[Column]], span: int, language: str) -> dict[int, float]:
    """As wide as the figures need, and all as wide where that fits the page: the matrix is even."""
    needed = dict.fromkeys(range(1, span), FIGURE_WIDTH[language])
    for columns in tables:
        for at, column in enumerate(columns):
            if column.format != "text":
                needed[at] = max(needed.get(at, 0.0), figures_width(column, bold=True))
    first = max(FIRST_WIDTH[language], needed.pop(0, 0.0))
    room = page_width(language, span, SHRUNK, landscape=True) - first
    widest = max(*needed.values(), room / (span - 1))
    if widest * (span - 1) > room:
        return {0: first, **needed}
    return {0: first, **dict.fromkeys(needed, widest)}


def _fate_table(moved: Movement, currency: str, language: str) -> list[Column]:
    names = list(_groups(moved))
    shown = [_NAMES.index(name) for name in names]
    money = [_by_group(moved.groups, values, shown) for values in _money(moved)]
    count = np.bincount(moved.groups, minlength=len(_NAMES))[shown]
    kind = money_format(*money, whole=WHOLE)
    share = np.append(count, count.sum()) / count.sum()
    said = [*(say(f"fate_{name}", language) for name in names), say("total", language)]
    return [
        Column(say("fate", language), said, "text"),
        Column(say("count", language), np.append(count, count.sum()), "integer"),
        Column(said_of_segments("customer_share", language), share, "percent"),
        *(
            Column(titled(say(title, language), currency, language), values, kind)
            for title, values in zip(("before", "since", "change"), money, strict=True)
        ),
    ]


def _money(moved: Movement) -> tuple[NDArray[np.float64], ...]:
    return moved.before, moved.since, moved.change


def _by_group(group: NDArray[np.int8], values: NDArray[np.float64], shown: list[int]) -> Any:
    sums = group_sums(group, values, len(_NAMES))[shown]
    return np.append(sums, group_sums(np.zeros(len(sums), dtype=np.int64), sums))


def _titles(moved: Movement, language: str) -> list[str]:
    """The names of the segments that anybody stands in on either day."""
    return names_of(tuple(moved.now.keys[at] for at in _shown(moved)), language)


def _shown(moved: Movement) -> list[int]:
    held = moved.matrix.sum(axis=1)[:-1] + moved.matrix.sum(axis=0)[:-1]
    return np.flatnonzero(held).tolist()


def _matrix(moved: Movement, language: str) -> list[Column]:
    """From the segment then to that of now, new customers in a row, sums at the edges."""
    gone, new = (bool((moved.fate == fate).any()) for fate in (Fate.GONE, Fate.NEW))
    shown, names = _shown(moved), _titles(moved, language)
    inside = moved.matrix[np.ix_([*shown, *[-1] * new], [*shown, *[-1] * gone])]
    cells = np.vstack([inside, inside.sum(axis=0)])
    cells = np.hstack([cells, cells.sum(axis=1, keepdims=True)])
    values = cells.astype(object)
    values[:-1, :-1][cells[:-1, :-1] == 0] = None
    # a mark of what is not shown stands where the numbers do
    align: Literal["right"] | None = "right" if moved.now.least > 1 else None
    values[_hidden(cells, moved.now.least)] = HIDDEN
    across = [*names, *[say("fate_gone", language)] * gone, say("total", language)]
    down = [*names, *[say("not_yet", language)] * new, say("total", language)]
    return [
        Column(say("corner", language), down, "text"),
        *(
            Column(name, values[:, at].tolist(), "integer", align=align)
            for at, name in enumerate(across)
        ),
    ]


def _hidden(cells: NDArray[np.int64], least: int) -> NDArray[np.bool_]:
    """Which cells of the matrix and its sums are not shown, so that no small number can be told."""
    hidden = np.zeros(cells.shape, dtype=bool)
    if least > 1:
        down, across = cells[:-1, -1], cells[-1, :-1]
        hidden[:-1, -1] = hidden_cells(down, least, np.zeros_like(down))
        hidden[-1, :-1] = hidden_cells(across, least, np.zeros_like(across))
        inside = cells[:-1, :-1]
        hidden[:-1, :-1] = hidden_cells(inside, least, *np.indices(inside.shape))
    return hidden


def _movers(
    moved: Movement, direction: int, currency: str, language: str
) -> tuple[int, list[Column]]:
    """How many rose or fell, and the columns of those who are named; none where nobody did."""
    who = moved.movers(direction)
    if not len(who):
        return 0, []
    columns = _mover_columns(moved, who[:TOP], currency, language, wrap=True)
    return len(who), [*columns[:3], *columns[-4:]]


# Moves


def moves_sheets(
    moved: Movement, currency: str, language: str, printed: int | None = None
) -> list[Sheet]:
    """Return the sheet Moves, every customer by money; a longer list goes on in "Moves 2"."""
    who = np.argsort(-moved.total, kind="stable")
    columns = _mover_columns(moved, who, currency, language)
    table = Table("moves", 0, 0, tuple(columns), filterable=True)
    name = say("sheet_all", language)
    return paginate(name, table, landscape=True, frozen=(1, 1), printed=printed)


def _mover_columns(
    moved: Movement, who: NDArray[np.int64], currency: str, language: str, *, wrap: bool = False
) -> list[Column]:
    """Return the columns of some customers: who, from where to where, what became, the money."""
    labels = moved.labels[who]
    kind: Format = "general" if labels.dtype.kind == "f" else "text"
    # the last name is nowhere's, to which -1 leads
    names = np.array([*names_of(moved.now.keys, language), ""], dtype=object)
    align: Literal["center"] | None = "center" if wrap else None
    fates = np.array([say(f"fate_{f.name.lower()}", language) for f in Fate], dtype=object)
    columns = [
        Column(said_of_segments("customer", language), labels, kind, wrap=wrap),
        Column(say("then", language), names[moved.origin[who]], "text", wrap=wrap, align=align),
        Column(say("now", language), names[moved.target[who]], "text", wrap=wrap, align=align),
        Column(say("direction", language), _directions(moved, language)[who], "text"),
        Column(say("fate", language), fates[moved.fate[who]], "text"),
    ]
    money = [values[who] for values in (*_money(moved), moved.total)]
    shown = money_format(*money, whole=WHOLE) if wrap else "amount"
    titles = [say(title, language) for title in ("before", "since", "change", "revenue")]
    return columns + [
        Column(titled(title, currency, language), values, shown)
        for title, values in zip(titles, money, strict=True)
    ]


def _directions(moved: Movement, language: str) -> NDArray[Any]:
    keys = ("direction_0", "direction_1", "direction_-1", "direction_moved", "direction_new",
            "direction_gone")  # fmt: skip
    words = np.array([say(key, language) for key in keys], dtype=object)
    stays = (moved.direction == 0) & (moved.origin == moved.target)
    at = np.select(
        [moved.fate == Fate.NEW, moved.fate == Fate.GONE, stays, moved.direction > 0,
         moved.direction < 0], [4, 5, 0, 1, 2], 3,
    )  # fmt: skip
    found: NDArray[Any] = words[at]
    return found
