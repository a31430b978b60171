"""Tables as shops, accounting and sales programs of no known name write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any, Literal

from tests.data.exports import words
from tests.data.exports.cells import Cell, Money, Share, Sheet
from tests.data.exports.world import Order, Plan, State, World, invent

Column = tuple[str, str, Callable[[Order, int], Cell]]
"""The role or "", the header, and the cell of a line of an order."""

PEOPLE = {"zh": "chinese", "ja": "japanese"}
DECOYS = ("note", "kind", "ship", "due", "city", "rep", "method", "since", "weight")
LINE_DECOYS = ("product", "sku", "lineno", "profit")
ORDER_DECOYS = ("shipping", "tax", "items")


class Maker:
    """One table in the making."""

    def __init__(self, random: Random, language: str, plan: Plan) -> None:
        self.random, self.language = random, language
        self.world = invent(random, plan)
        self.columns: list[Column] = []
        self.used: set[str] = set()
        self.states = {
            state: self.pick(words.STATES[language][state])
            for state in ("cancelled", "unpaid", "refunded", "partly")
        }
        self.done = words.STATES[language]["paid"].split("|")

    def pick(self, text: str) -> str:
        """One of several words."""
        return self.random.choice(text.split("|"))

    def header(self, key: str) -> str:
        """A header for a concept that no other column has."""
        every = words.HEADERS[self.language][key].split("|")
        free = [name for name in every if name.casefold() not in self.used] or [f"{every[0]} 2"]
        name = self.random.choice(free)
        self.used.add(name.casefold())
        return name

    def add(self, role: str, key: str, cell: Callable[[Order, int], Cell]) -> None:
        """Add a column under a header for `key`."""
        self.columns.append((role, self.header(key), cell))

    def customer(self) -> None:
        """The customer in one of the forms that files have."""
        form = self.random.choice(
            ("id", "id", "zeros", "email", "phone", "name", "both", "mail+name")
        )
        shout = self.random.random() < 0.4
        lift = {
            order.number: order.customer.email.title()
            if shout and order.number % 3 == 0
            else order.customer.email
            for order in self.world.orders
        }
        if form in ("id", "both"):
            self.add("customer", "id", lambda order, _: order.customer.number)
        if form == "zeros":
            self.add("customer", "id", lambda order, _: f"{order.customer.number:08d}")
        if form in ("email", "mail+name"):
            self.add("customer", "email", lambda order, _: lift[order.number])
        if form == "phone":
            self.add("customer", "phone", lambda order, _: order.customer.phone)
        if form in ("name", "both", "mail+name"):
            alone = form == "name"
            self.add("customer" if alone else "", "name", lambda order, _: order.customer.name)

    def date(self) -> None:
        """The moment of the order."""
        self.add("date", "date", lambda order, _: order.moment)

    def order(self) -> None:
        """The order's number in one of its forms."""
        prefix = self.random.choice(("", "", "#", "SO-", "R"))
        zh = self.language == "zh" and not prefix
        long = self.random.random() < 0.4
        self.add("order", "order", lambda order, _: (
            f"E2024{order.number:08d}" if zh and long else f"{prefix}{order.number}" if prefix else order.number
        ))  # fmt: skip

    def status(self) -> None:
        """The order's state in a word."""
        self.add(
            "status",
            "status",
            lambda order, _: (
                self.states.get(order.state) or self.done[order.number % len(self.done)]
            ),
        )

    def decoys(self, lines: bool) -> None:
        """Columns that play no role."""
        random, language = self.random, self.language
        reps = words.REPS.get(language, "Tom Ward|Ida Holm").split("|")
        notes, kinds = words.NOTES[language].split("|"), words.KINDS[language].split("|")
        cities, methods = words.CITIES[language].split("|"), words.METHODS[language].split("|")
        cells: dict[str, Callable[[Order, int], Cell]] = {
            "note": lambda order, at: (
                notes[order.number % len(notes)] if order.number % 4 == 0 and not at else None
            ),
            "kind": lambda order, _: kinds[order.customer.number % len(kinds)],
            "ship": lambda order, _: order.moment + dt.timedelta(days=2 + order.number % 3),
            "due": lambda order, _: order.moment + dt.timedelta(days=30),
            "city": lambda order, _: cities[order.customer.number % len(cities)],
            "rep": lambda order, _: reps[order.number % len(reps)],
            "method": lambda order, _: methods[order.number % len(methods)],
            "since": lambda order, _: (
                dt.datetime(2019, 1, 1) + dt.timedelta(days=order.customer.number % 900)
            ),
            "weight": lambda order, at: Money(order.lines[at].quantity * 35),
            "product": lambda order, at: order.lines[at].product,
            "sku": lambda order, at: f"P-{sum(map(ord, order.lines[at].product)) % 900}",
            "lineno": lambda _, at: at + 1,
            "profit": lambda order, at: Money(order.lines[at].amount // 3),
            "shipping": lambda order, _: Money(order.shipping),
            "tax": lambda order, _: Money(order.goods * 19 // 119),
            "items": lambda order, _: sum(line.quantity for line in order.lines),
        }
        offered = [*DECOYS, *(LINE_DECOYS if lines else ORDER_DECOYS)]
        for key in random.sample(offered, random.randint(0, 5)):
            self.add("", key, cells[key])

    def sheet(
        self, layout: str, truth: Any, *, lines: bool, blank: frozenset[str] = frozenset()
    ) -> Sheet:
        """The table; roles in `blank` stand on an order's first line alone."""
        columns = list(self.columns)
        self.random.shuffle(columns)
        rows: list[list[Cell]] = []
        orders = list(self.world.orders)
        if self.random.random() < 0.3:
            orders.reverse()
        for order in orders:
            for at in range(len(order.lines) if lines else 1):
                cells = (
                    None if at and (role in blank or header in blank) else cell(order, at)
                    for role, header, cell in columns
                )
                rows.append(list(cells))
        headers = [header for _, header, _ in columns]
        if self.random.random() < 0.3:
            headers.insert(0, self.header("row"))
            rows = [
                [at, *row] for at, row in enumerate(rows, start=self.random.choice((1, 1, 48213)))
            ]
        roles = {role: header for role, header, _ in columns if role}
        per_order = layout in ("repeated", "first line") or "currenc" in layout
        return Sheet(layout, headers, rows, truth, roles, truth_per_order=per_order)


def _plan(random: Random, language: str, **more: Any) -> Plan:
    return Plan(people=PEOPLE.get(language, "western"), whole=language == "ja", **more)  # type: ignore[arg-type]


def _states(random: Random, refund: bool) -> tuple[State, ...]:
    every: tuple[State, ...] = ("paid", "cancelled", "unpaid", "refunded") + (
        ("partly",) if refund else ()
    )
    return every if random.random() < 0.5 else ("paid", random.choice(every[1:]))


def purchases(random: Random, language: str) -> Sheet:
    """One line a purchase, without any order number."""
    make = Maker(random, language, _plan(random, language))
    make.customer()
    make.date()
    make.add("amount", random.choice(("line", "total")), lambda order, _: Money(order.total))
    make.decoys(lines=False)
    return make.sheet("purchases", make.world.truth("total"), lines=False)


def orders(random: Random, language: str) -> Sheet:
    """One line per order, with a status, often a refund."""
    refund = random.random() < 0.5
    make = Maker(random, language, _plan(random, language, states=_states(random, refund)))
    make.customer()
    make.date()
    make.order()
    make.add("amount", "total", lambda order, _: Money(order.total))
    make.status()
    if refund:
        make.add("refund", "refund", lambda order, _: Money(
            order.total if order.state == "refunded" else order.refund
        ))  # fmt: skip
    make.decoys(lines=False)
    return make.sheet("orders", make.world.truth("total"), lines=False)


def repeated(random: Random, language: str) -> Sheet:
    """A line an item, each with its order's total."""
    make = Maker(random, language, _plan(random, language, states=_states(random, False)))
    make.customer()
    make.date()
    make.order()
    make.add("amount", "total", lambda order, _: Money(order.total))
    if len({order.state for order in make.world.orders}) > 1:
        make.status()
    if random.random() < 0.5:
        make.add("", "quantity", lambda order, at: order.lines[at].quantity)
        make.add("", "price", lambda order, at: Money(order.lines[at].price))
    make.decoys(lines=True)
    return make.sheet("repeated", make.world.truth("total"), lines=True)


def first_line(random: Random, language: str) -> Sheet:
    """A line an item, the order's facts on the first one alone."""
    make = Maker(random, language, _plan(random, language, states=_states(random, False)))
    make.customer()
    make.date()
    make.order()
    make.add("amount", "total", lambda order, _: Money(order.total))
    make.status()
    if random.random() < 0.5:
        make.add("", "quantity", lambda order, at: order.lines[at].quantity)
        make.add("", "price", lambda order, at: Money(order.lines[at].price))
    make.decoys(lines=True)
    blank = {
        "amount",
        "status",
        *(("customer",) if random.random() < 0.7 else ()),
        *(("date",) if random.random() < 0.7 else ()),
    }
    return make.sheet("first line", make.world.truth("total"), lines=True, blank=frozenset(blank))


def item_lines(random: Random, language: str) -> Sheet:
    """A line an item with its own amount."""
    make = Maker(random, language, _plan(random, language, shipping=False))
    make.customer()
    make.date()
    make.order()
    make.add("amount", "line", lambda order, at: Money(order.lines[at].amount))
    if random.random() < 0.5:
        make.add("", "quantity", lambda order, at: order.lines[at].quantity)
        make.add("", "price", lambda order, at: Money(order.lines[at].price))
    make.decoys(lines=True)
    return make.sheet("item lines", make.world.truth("goods"), lines=True)


def products(random: Random, language: str) -> Sheet:
    """A line an item with quantity and price."""
    make = Maker(random, language, _plan(random, language, shipping=False))
    make.customer()
    make.date()
    if random.random() < 0.7:
        make.order()
        sheet_lines = True
    else:
        sheet_lines = False
    make.add("quantity", "quantity", lambda order, at: order.lines[at].quantity)
    make.add("price", "price", lambda order, at: Money(order.lines[at].price))
    make.decoys(lines=True)
    if sheet_lines:
        return make.sheet("quantity × price", make.world.truth("goods"), lines=True)
    world = World(make.world.customers, tuple(
        Order(o.number, o.customer, o.moment, o.lines[:1]) for o in make.world.orders
    ))  # fmt: skip
    make.world = world
    return make.sheet("quantity × price, no order", world.truth("goods"), lines=True)


def discounts(random: Random, language: str) -> Sheet:
    """Quantity × price less a discount: a share, per cent, or money."""
    make = Maker(random, language, _plan(random, language, shipping=False, discounts=True))
    make.customer()
    make.date()
    make.order()
    make.add("quantity", "quantity", lambda order, at: order.lines[at].quantity)
    make.add("price", "price", lambda order, at: Money(order.lines[at].price))
    kind = random.choice(("share", "percent", "%", "money"))
    if kind == "money":
        make.add("discount", "discount$", lambda order, at: Money(
            order.lines[at].quantity * order.lines[at].price - order.lines[at].amount
        ))  # fmt: skip
    else:
        make.add(
            "discount",
            "discount%" if kind == "percent" else "discount",
            lambda order, at: Share(order.lines[at].discount),
        )
    make.decoys(lines=True)
    found = make.sheet(f"discount {kind}", make.world.truth("goods"), lines=True)
    found.options = {"discount": {"%": "percent"}.get(kind, kind)}
    return found


def credit_notes(random: Random, language: str) -> Sheet:
    """Invoices and credit notes, below 0 or told by their kind."""
    make = Maker(
        random, language, _plan(random, language, states=("paid", "paid", "credit"), shipping=False)
    )
    positive = random.random() < 0.5
    typed = positive or random.random() < 0.5
    several = random.random() < 0.5
    sale, back = (make.pick(text) for text in words.TYPES[language])

    def amount(order: Order, at: int) -> Cell:
        cents = order.lines[at].amount if several else abs(order.goods)
        return Money(cents if order.state != "credit" or positive else -cents)

    make.customer()
    make.date()
    make.order()
    make.add("amount", "line" if several else "total", amount)
    if typed:
        make.add("type", "type", lambda order, _: back if order.state == "credit" else sale)
    make.decoys(lines=several)
    name = f"credit notes {'typed, positive' if positive else 'typed' if typed else 'negative'}"
    return make.sheet(name, make.world.truth("goods"), lines=several)


def records(random: Random, language: Literal["en"] | str) -> Sheet:
    """A header record with the order's total, then item records with their amounts."""
    make = Maker(random, "en", _plan(random, "en", shipping=False))
    mark = random.choice((("H", "L"), ("H", "D"), ("Header", "Line"), ("HDR", "LIN")))
    make.customer()
    make.date()
    make.order()
    columns = make.columns
    headers = [
        make.pick("Record Type|Rec Type|Type"),
        *(header for _, header, _ in columns),
        "Invoice Total",
        "Line Amount",
    ]
    rows: list[list[Cell]] = []
    for order in make.world.orders:
        head = [cell(order, 0) for _, _, cell in columns]
        rows.append([mark[0], *head, Money(order.goods), None])
        for line in order.lines:
            below = [
                cell if role == "order" else None
                for cell, (role, _, _) in zip(head, columns, strict=True)
            ]
            rows.append([mark[1], *below, None, Money(line.amount)])
    roles = {role: header for role, header, _ in columns if role} | {
        "amount": random.choice(headers[-2:])
    }
    return Sheet("header and line records", headers, rows, make.world.truth("goods"), roles)


def currencies(random: Random, language: str) -> Sheet:
    """Orders in one currency or in several, told by a column."""
    several = random.random() < 0.5
    codes = ("USD", "EUR", "GBP") if several else ("CHF",)
    make = Maker(
        random, language, _plan(random, language, currencies=codes, states=_states(random, False))
    )
    lines = random.random() < 0.5
    make.customer()
    make.date()
    make.order()
    make.add("amount", "total", lambda order, _: Money(order.total))
    make.add("currency", "currency", lambda order, _: order.currency)
    make.status()
    make.decoys(lines=lines)
    truth = make.world.truth("total", "USD" if several else "")
    found = make.sheet("several currencies" if several else "one currency", truth, lines=lines)
    if several:
        found.undecided, found.options = "currency", {"currency": "USD"}
    return found


def two_totals(random: Random, language: str) -> Sheet:
    """Subtotal, shipping, tax and total of each order."""
    make = Maker(random, language, _plan(random, language, states=_states(random, False)))
    make.customer()
    make.date()
    make.order()
    make.add("amount", "total", lambda order, _: Money(order.total))
    make.add("", "subtotal", lambda order, _: Money(order.goods))
    make.add("", "shipping", lambda order, _: Money(order.shipping))
    make.add("", "tax", lambda order, _: Money(order.total * 19 // 119))
    make.status()
    make.decoys(lines=False)
    return make.sheet("subtotal and total", make.world.truth("total"), lines=False)


LAYOUTS = (
    purchases, orders, repeated, first_line, item_lines, products, discounts, credit_notes, records,
    currencies, two_totals,
)  # fmt: skip
LANGUAGES = tuple(words.HEADERS)
