"""Invented customers and orders: what is true before any file is written of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Literal, TypeAlias

State: TypeAlias = Literal["paid", "cancelled", "unpaid", "refunded", "partly", "credit"]
Truth: TypeAlias = list[tuple[int, int, int]]
"""One a customer, sorted: purchases, revenue in hundredths, the last purchase's sheet day."""

GIVEN = (
    "Ann Ben Cleo Dan Eva Finn Gil Hana Ivo Jun Kai Lea Mia Noa Oto Pia Quin Rosa Sam Tea".split()
)
FAMILY = "Abel Berg Cruz Dorn Egli Fuchs Goetz Haas Ibarra Jung Kern Lang Moor Novak Ortiz".split()
CHINESE = (
    "王伟",
    "李娜",
    "张敏",
    "刘洋",
    "陈静",
    "杨帆",
    "赵磊",
    "黄丽",
    "周杰",
    "吴昊",
    "徐佳",
    "孙悦",
    "胡月",
    "朱琳",
    "高远",
    "林夏",
    "何苗",
    "郭靖",
    "马超",
    "罗兰",
    "梁晨",
    "宋词",
    "郑和",
    "谢安",
)
JAPANESE = (
    "佐藤太郎",
    "鈴木花子",
    "高橋一郎",
    "田中美咲",
    "伊藤健",
    "渡辺直美",
    "山本翔",
    "中村愛",
    "小林誠",
    "加藤葵",
    "吉田蓮",
    "山田凛",
    "佐々木陽",
    "山口結衣",
    "松本樹",
    "井上楓",
    "木村湊",
    "林美羽",
    "斎藤悠",
    "清水杏",
    "山崎新",
    "森さくら",
    "池田大和",
    "橋本律",
)
WORDS = "blue mug;red scarf;tea tin;oak shelf;wool hat;desk lamp;steel pan;paper kite".split(";")


@dataclass(frozen=True)
class Customer:
    """A person or a firm, with all that files may call it by."""

    number: int
    name: str
    email: str
    phone: str


@dataclass(frozen=True)
class Line:
    """A product in an order; prices are hundredths, the discount a per cent."""

    product: str
    quantity: int
    price: int
    discount: int = 0

    @property
    def amount(self) -> int:
        """What the line costs, in hundredths: prices are chosen so that this is exact."""
        return self.quantity * self.price * (100 - self.discount) // 100


@dataclass(frozen=True)
class Order:
    """An order, or a credit note: its lines are then negative in sum."""

    number: int
    customer: Customer
    moment: dt.datetime
    lines: tuple[Line, ...]
    state: State = "paid"
    shipping: int = 0
    refund: int = 0
    currency: str = "EUR"

    @property
    def goods(self) -> int:
        """The sum of the lines, below 0 for a credit note."""
        return sum(line.amount for line in self.lines) * (-1 if self.state == "credit" else 1)

    @property
    def total(self) -> int:
        """With shipping."""
        return self.goods + (0 if self.state == "credit" else self.shipping)


@dataclass(frozen=True)
class World:
    """Customers and their orders, in the order of time."""

    customers: tuple[Customer, ...]
    orders: tuple[Order, ...]

    def truth(self, amount: Literal["goods", "total"], currency: str = "") -> Truth:
        """What a right reading of the orders gives."""
        found: dict[int, list[int]] = {}
        for order in self.orders:
            if order.state in ("cancelled", "unpaid", "refunded"):
                continue
            if currency and order.currency != currency:
                continue
            value = getattr(order, amount) - order.refund
            entry = found.setdefault(order.customer.number, [0, 0, 0])
            entry[1] += value
            if value > 0:
                entry[0] += 1
                entry[2] = max(entry[2], order.moment.date().toordinal() - 693594)
        return sorted((n, cents, day) for n, cents, day in found.values() if n)


@dataclass(frozen=True)
class Plan:
    """What kinds of orders there are to be."""

    states: tuple[State, ...] = ("paid",)
    currencies: tuple[str, ...] = ("EUR",)
    most_lines: int = 4
    discounts: bool = False
    whole: bool = False
    shipping: bool = True
    people: Literal["western", "chinese", "japanese"] = "western"
    names: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {"chinese": CHINESE, "japanese": JAPANESE}
    )


def invent(random: Random, plan: Plan) -> World:
    """Invent customers and orders; each state and currency of the plan occurs."""
    customers = tuple(_customer(random, plan, at) for at in range(random.randint(9, 22)))
    start = dt.datetime(2023, 1, 3, 8, 0)
    orders = []
    number = random.randint(1000, 90000)
    moment = start
    # each customer comes once at least, some often
    buyers = [
        *customers,
        *random.choices(customers[: len(customers) // 2], k=random.randint(20, 45)),
    ]
    random.shuffle(buyers)
    for at, customer in enumerate(buyers):
        moment += dt.timedelta(days=random.choice((0, 1, 3, 5, 9)), minutes=random.randint(7, 400))
        moment = moment.replace(hour=random.randint(8, 18))
        number += random.randint(1, 7)
        rare = random.random() < 0.3 or at < 2 * len(plan.states)
        state = plan.states[at % len(plan.states)] if rare else "paid"
        currency = (
            random.choice(plan.currencies)
            if at >= 6
            else plan.currencies[at % len(plan.currencies)]
        )
        orders.append(_order(random, plan, number, customer, moment, state, currency))
    return World(customers, tuple(orders))


def _customer(random: Random, plan: Plan, at: int) -> Customer:
    name = f"{GIVEN[at % len(GIVEN)]} {FAMILY[(at * 7 + at // 15) % len(FAMILY)]}"
    mail = f"{name.split()[0].lower()}.{name.split()[1].lower()}{at}@example.com"
    if plan.people != "western":
        name = plan.names[plan.people][at]
    phone = (
        "138" if plan.people == "chinese" else "079"
    ) + f"{10000000 + at * 137911 + random.randint(0, 99):08d}"
    return Customer(12300 + at * 17 + random.randint(0, 9), name, mail, phone)


def _order(
    random: Random, plan: Plan, number: int, customer: Customer, moment: dt.datetime, state: State,
    currency: str,
) -> Order:  # fmt: skip
    count = random.choice(range(1, plan.most_lines + 1))
    lines = []
    for product in random.sample(WORDS, count):
        price = random.randint(150, 9900) if not plan.discounts else 20 * random.randint(10, 600)
        if plan.whole:
            price = 100 * random.randint(3, 190) * (20 if plan.discounts else 1)
        off = random.choice((0, 0, 5, 10, 20, 25)) if plan.discounts else 0
        lines.append(Line(product, random.randint(1, 6), price, off))
    shipping = random.choice((0, 490, 790)) if plan.shipping and not plan.whole else 0
    order = Order(number, customer, moment, tuple(lines), state, shipping, currency=currency)
    if state == "partly":
        back = max(100, order.total // random.choice((3, 4, 5)) // 100 * 100)
        return Order(number, customer, moment, tuple(lines), state, shipping, back, currency)
    return order
