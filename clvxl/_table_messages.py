"""The sentences about tables that are read, in Chinese: see `clvxl.messages`."""

from __future__ import annotations

__all__ = ["TABLES"]

TABLES: dict[str, str] = {
    "this table can be read in several ways:": "此表有几处读法不定：",
    "both {first} and {second} can be the {role} column, and they differ: name the one you mean with --{role} HEADER": (
        "{first} 与 {second} 都可能是 {role} 列，且内容不同：请用 --{role} 表头 指明是哪一列"
    ),
    "{count} columns can be the {role} column, such as {first} and {second}: name the one you mean with --{role} HEADER": (
        "有 {count} 列都可能是 {role} 列，例如 {first} 与 {second}：请用 --{role} 表头 指明是哪一列"
    ),
    "all lines of an order bear the same {name}: is it each line's amount (say --amount-per line), or the order's, to be counted once (say --amount-per order)?": (
        "同一订单各行的 {name} 都相同：它是每行的金额（请用 --amount-per line），还是整单金额、只计一次（请用 --amount-per order）？"
    ),
    "is {name}, such as {example}, a share of the price (say --discount-as share), a per cent of it (say --discount-as percent) or money (say --discount-as money)?": (
        "{name}（如 {example}）是价格的比例（请用 --discount-as share）、百分比（请用 --discount-as percent），还是金额（请用 --discount-as money）？"
    ),
    "amounts are in several currencies ({listed}), which cannot be added up: say which one to keep with --currency {first}": (
        "金额含多种币种（{listed}），不能相加：请用 --currency {first} 之类指明保留哪一种"
    ),
    "there is no currency {currency} in this table: it has {listed}": (
        "此表没有币种 {currency}：现有 {listed}"
    ),
    "no line can be used: {count} of {lines} are cancelled, failed or closed, such as row {example}; keep a status with --keep-status WORD": (
        "没有可用的行：{lines} 行中有 {count} 行已取消、失败或关闭，例如第 {example} 行；可用 --keep-status 词 保留某一状态"
    ),
    "no line can be used: {count} of {lines} are refunded or returned, such as row {example}; keep a status with --keep-status WORD": (
        "没有可用的行：{lines} 行中有 {count} 行已退款或退货，例如第 {example} 行；可用 --keep-status 词 保留某一状态"
    ),
    "no line can be used: {count} of {lines} are not paid, such as row {example}; keep a status with --keep-status WORD": (
        "没有可用的行：{lines} 行中有 {count} 行尚未付款，例如第 {example} 行；可用 --keep-status 词 保留某一状态"
    ),
    "no line can be used: {count} of {lines} are no sales but fees, transfers or quotes, such as row {example}; name a column that is something else with --ignore HEADER": (
        "没有可用的行：{lines} 行中有 {count} 行不是销售，而是手续费、转账或报价，例如第 {example} 行；如某列另有含义，请用 --ignore 表头 略去"
    ),
    "no line can be used: {count} of {lines} are in another currency, such as row {example}; choose another one with --currency CODE": (
        "没有可用的行：{lines} 行中有 {count} 行为其他币种，例如第 {example} 行；请用 --currency 代码 另选币种"
    ),
    "customers with one purchase have recency equal to {name}: recency seems to count the time since the last purchase already; if it does, say --ignore {name}, if it is the age at the last purchase, set it to 0 for them": (
        "只买一次的客户 recency 等于 {name}：recency 似乎已是距上次购买的时间；如是，请用 --ignore {name}；如为末次购买时的客龄，请将其改为 0"
    ),
    "this seems to be a table of lifetimes, PyMC-Marketing or BTYD without its column T: customers with frequency 0 have recency 0, so recency is the age at the last purchase; add T, each customer's age today, or, if recency counts the days since the last purchase, remove the customers without one": (
        "此表似为 lifetimes、PyMC-Marketing 或 BTYD 的格式，但缺 T 列：frequency 为 0 的客户 recency 也为 0，可见 recency 是末次购买时的客龄；请补上 T 列（各客户至今的客龄）；如 recency 确为距上次购买的天数，请删去没有购买的客户"
    ),
    "this table has recency and frequency but no monetary column among the headers {headers}: add each customer's money as Monetary, or segment the sales themselves": (
        "此表有最近一次消费和频率，但表头 {headers} 中没有消费金额列：请补上各客户的金额，列名为“消费金额”，或直接对销售明细细分"
    ),
}
