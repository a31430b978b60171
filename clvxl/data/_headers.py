"""The headers that people give to customers, dates and amounts, in English and Chinese.

Phrases are written in small letters with blanks between words. A header that is a phrase fits
exactly; one that holds a phrase among other words fits less well, and not at all where it holds
a barred word too. Lower ranks are better; ranks of one role only are compared with each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["VOCABULARY", "Entry", "runs_of"]

WITHIN = 10
LONGEST = 4


class Phrases:
    """Phrases to look for in headers: English by words, Chinese by signs, as it has no blanks."""

    def __init__(self, texts: Iterable[str]) -> None:
        every = tuple(texts)
        self.english = frozenset(text for text in every if text.isascii())
        self.chinese = tuple(text for text in every if not text.isascii())

    def stand_in(self, runs: frozenset[str], whole: str) -> bool:
        """Whether one is among the runs of words, or within the whole header."""
        if not self.english.isdisjoint(runs):
            return True
        return not whole.isascii() and any(text in whole for text in self.chinese)


@dataclass(frozen=True)
class Entry:
    """The phrases of one role.

    Attributes
    ----------
    exact : dict of str to int
        A whole header, without blanks, to its rank.
    within : tuple of (rank, phrases, allowed)
        Phrases that may stand among other words; `allowed` also beside barred words.
    barred : Phrases
        Words that tell that a header is about something else.
    """

    exact: dict[str, int]
    within: tuple[tuple[int, Phrases, bool], ...]
    barred: Phrases

    def rank(self, runs: frozenset[str], whole: str) -> int | None:
        """How well a header fits, 0 best; None where it does not."""
        if whole in self.exact:
            return self.exact[whole]
        fitting = [(rank, ok) for rank, phrases, ok in self.within if phrases.stand_in(runs, whole)]
        if fitting and self.barred.stand_in(runs, whole):
            fitting = [(rank, ok) for rank, ok in fitting if ok]
        return min(fitting)[0] if fitting else None


def runs_of(words: tuple[str, ...]) -> frozenset[str]:
    """Return all runs of up to as many words as the longest phrase has.

    >>> sorted(runs_of(("customer", "id")))
    ['customer', 'customer id', 'id']
    """
    return frozenset(
        " ".join(words[first:last])
        for first in range(len(words))
        for last in range(first + 1, min(first + LONGEST, len(words)) + 1)
    )


Tier: TypeAlias = tuple[str, bool | None]
"""Phrases, and whether they count within a header too: True even beside barred words."""


def _entry(tiers: list[Tier], barred: str) -> Entry:
    exact: dict[str, int] = {}
    within = []
    for rank, (text, inside) in enumerate(tiers):
        phrases = tuple(text.split(";"))
        for phrase in phrases:
            exact.setdefault(phrase.replace(" ", ""), rank)
        if inside is not None:
            within.append((WITHIN + rank, Phrases(phrases), inside))
    return Entry(exact, tuple(within), Phrases(barred.split(";")))


_CUSTOMER: list[Tier] = [
    (
        (
            "customer id;customer no;customer nr;customer number;customer code;customer key;"
            "cust id;cust no;client id;client no;client number;client code;member id;member no;"
            "member number;membership number;user id;user no;buyer id;account id;"
            "account no;account number;shopper id;consumer id;household id;donor id;subscriber id;"
            "card no;card number;loyalty card;客户编号;客户号;客户id;客户代码;客户编码;客户号码;"
            "顾客编号;顾客号;顾客id;会员编号;会员号;会员id;会员卡号;用户编号;用户id;用户号;"
            "买家编号;买家id;消费者编号;消费者id"
        ),
        False,
    ),
    (
        (
            "customer;client;member;user;buyer;account;cust;shopper;consumer;household;donor;"
            "subscriber;客户;顾客;会员;用户;买家;消费者"
        ),
        False,
    ),
    ("customers;clients;members;users;cid;uid;卡号;账号", None),
    ("id;编号", None),
    (
        (
            "customer name;client name;member name;user name;buyer name;account name;"
            "customer email;email;e mail;客户名称;客户名;客户姓名;顾客姓名;顾客名称;会员名;"
            "会员姓名;用户名;用户昵称;买家昵称;昵称;姓名"
        ),
        True,
    ),
]
_CUSTOMER_BARRED = (
    "name;names;country;city;state;region;province;type;segment;group;age;gender;sex;address;"
    "phone;tel;mobile;email;mail;since;zip;postal;postcode;status;category;level;tier;count;"
    "service;rating;satisfaction;value;lifetime;birth;birthday;date;day;time;amount;sales;"
    "revenue;total;quantity;price;score;rank;cost;spend;orders;first;last;recency;frequency;"
    "monetary;manager;comment;agent;名;昵称;国;省;市;地;区;类;型;等级;级别;性别;年龄;电话;手机;"
    "邮箱;生日;时间;日期;金额;数;量;来源;评分;满意;分组;分群;备注;价值;经理"
)
_DATE: list[Tier] = [
    (
        (
            "invoice date;order date;purchase date;transaction date;sale date;sales date;bill date;"
            "booking date;date of purchase;date of sale;date of order;date of transaction;"
            "订单日期;下单日期;交易日期;购买日期;消费日期;销售日期;成交日期;开票日期;发票日期;购货日期"
        ),
        False,
    ),
    (
        (
            "order time;order datetime;order timestamp;invoice time;invoice datetime;"
            "transaction time;transaction datetime;purchase time;purchase datetime;"
            "purchase timestamp;sale time;下单时间;交易时间;购买时间;消费时间;销售时间;成交时间;"
            "订单时间;订单创建时间"
        ),
        False,
    ),
    ("date;dates;日期", False),
    ("payment date;paid at;付款日期;付款时间;支付时间;支付日期;订单付款时间", False),
    ("datetime;timestamp;day;time;时间;created at;created;order created at;创建时间", None),
]
_DATE_BARRED = (
    "birth;delivery;delivered;ship;shipping;shipped;dispatch;due;expiry;expiration;expires;end;"
    "start;join;joined;joining;registration;register;registered;signup;sign;first;last;next;"
    "return;refund;update;updated;modified;estimated;approved;since;day of;month;year;"
    "生日;出生;发货;送货;交货;到货;收货;到期;注册;入会;结束;开始;首次;最近;上次;末次;更新;退款;"
    "退货;预计"
)
_AMOUNT: list[Tier] = [
    (
        (
            "line total;line amount;sales amount;sale amount;sales value;order amount;order total;"
            "order value;invoice amount;invoice total;invoice value;total amount;total price;"
            "total sales;total sale;total value;total revenue;purchase amount;purchase value;"
            "transaction amount;transaction value;payment amount;payment value;amount paid;"
            "net amount;net sales;extended price;dollar value;money spent;amount spent;消费金额;"
            "销售额;销售金额;订单金额;交易金额;成交金额;购买金额;支付金额;付款金额;实付金额;实付款;"
            "总金额;总价;总额;订单总额;订单总价;消费额;交易额;成交额;营业额;小计"
        ),
        False,
    ),
    (
        "amount;revenue;sales;sale;turnover;spend;spent;spending;gmv;amt;dollars;金额;收入;营收",
        False,
    ),
    ("total;value;money;paid;payment;sum;subtotal;合计;总计;费用;实收;销售", None),
]
_AMOUNT_BARRED = (
    "quantity;qty;units;count;number;no;unit;discount;tax;vat;shipping;freight;profit;cost;"
    "margin;refund;balance;id;date;time;person;rep;staff;team;manager;channel;region;country;"
    "target;forecast;budget;code;type;rank;order no;数量;件数;单价;折扣;优惠;税;运费;利润;成本;"
    "退款;余额;日期;时间;人;员;渠道;目标;预算;编号;代码;地区"
)
_PRICE: list[Tier] = [
    (
        (
            "unit price;item price;price per unit;price each;selling price;sales price;sale price;"
            "retail price;单价;单位价格;销售单价;商品单价"
        ),
        False,
    ),
    ("price;价格;售价", False),
]
_PRICE_BARRED = "total;extended;line;sum;cost;discount;tax;original;old;list;总;原价;成本;折扣"
_QUANTITY: list[Tier] = [
    (
        (
            "quantity;quantities;qty;quantity ordered;order quantity;ordered quantity;"
            "purchase quantity;quantity sold;number of units;number of items;数量;购买数量;件数;"
            "销售数量;商品数量;订购数量"
        ),
        False,
    ),
    ("units;pieces;pcs;number of;no of;销量;个数", False),
]
_QUANTITY_BARRED = (
    "price;order;orders;purchase;purchases;transaction;transactions;visits;customers;days;stock;"
    "discount;库存;客户数;订单数;单价;退货"
)
_RECENCY: list[Tier] = [
    (
        (
            "recency;recency days;days since last purchase;days since last order;"
            "days since last transaction;days since;last purchase days;最近一次消费;最近一次购买;"
            "最近消费;最近购买;距上次购买天数;距上次消费天数;上次消费天数;近度;间隔天数;未消费天数;"
            "最近一次交易"
        ),
        False,
    ),
    ("r;r值;last purchase;最近一次", None),
]
_FREQUENCY: list[Tier] = [
    (
        (
            "frequency;purchase frequency;number of purchases;number of orders;"
            "number of transactions;purchase count;order count;transaction count;频率;频次;频度;"
            "消费频率;消费频次;购买频率;购买频次;购买次数;消费次数;交易次数;订单数"
        ),
        False,
    ),
    ("purchases;orders;transactions;f;f值;次数", None),
]
_MONETARY: list[Tier] = [
    (
        (
            "monetary;monetary value;total spend;total spent;total spending;lifetime revenue;"
            "消费总额;总消费金额;累计消费金额;累计消费;消费总金额;购买总额;总消费;消费金额"
        ),
        False,
    ),
    ("m;m值", None),
    *_AMOUNT,
]
_SCORE_BARRED = "score;rank;ranking;segment;group;bin;date;得分;评分;分数;日期;时间;分组"

VOCABULARY: dict[str, Entry] = {
    "customer": _entry(_CUSTOMER, _CUSTOMER_BARRED),
    "date": _entry(_DATE, _DATE_BARRED),
    "amount": _entry(_AMOUNT, _AMOUNT_BARRED),
    "quantity": _entry(_QUANTITY, _QUANTITY_BARRED),
    "price": _entry(_PRICE, _PRICE_BARRED),
    "recency": _entry(_RECENCY, _SCORE_BARRED),
    "frequency": _entry(_FREQUENCY, _SCORE_BARRED),
    "monetary": _entry(_MONETARY, f"{_SCORE_BARRED};{_AMOUNT_BARRED}"),
}
