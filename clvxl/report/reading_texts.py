"""What is said of how a table was read, in English and Chinese: key to (en, zh)."""

from __future__ import annotations

from clvxl.text import Text, Texts

__all__ = ["TEXTS", "say"]

TEXTS = Texts(
    {
        "read_as": Text("Read", "读取方式"),
        "notice": Text("Please note", "请注意"),
        "known_export": Text("{name} export", "{name} 导出"),
        "role_customer": Text("customer", "客户"),
        "role_date": Text("date", "日期"),
        "role_amount": Text("amount", "金额"),
        "role_quantity": Text("quantity", "数量"),
        "role_price": Text("price", "单价"),
        "role_order": Text("order", "订单"),
        "role_status": Text("status", "状态"),
        "role_type": Text("kind", "类型"),
        "role_refund": Text("refund", "退款"),
        "role_currency": Text("currency", "币种"),
        "role_discount": Text("discount", "折扣"),
        "role_cancelled": Text("cancelled", "取消"),
        "role_paid": Text("paid", "付款"),
        "role_part": Text("number of the payment", "付款序号"),
        "role_payee": Text("payee of what was paid back", "退回款项的收款人"),
        "role_recency": Text("recency", "最近消费"),
        "role_frequency": Text("frequency", "频率"),
        "role_monetary": Text("monetary", "消费金额"),
        "role_tenure": Text("T", "T"),
        "once_an_order": Text("once an order", "每单计一次"),
        "one_purchase": Text("an order is one purchase", "一单为一次购买"),
        "lines_count": Text("each line is a purchase", "每行为一次购买"),
        "discount_share": Text("a share of the price", "价格的比例"),
        "discount_percent": Text("a per cent of the price", "价格的百分比"),
        "discount_money": Text("money", "金额"),
        "left_out": Text("left out", "未用"),
        "short_extra_values": Text("with extra values", "值过多"),
        "short_bad_customer": Text("with an error for the customer", "客户为错误值"),
        "short_no_customer": Text("no customer", "无客户"),
        "short_long_number": Text("long number", "编号过长"),
        "short_total_row": Text("totals", "合计行"),
        "short_cancelled": Text("cancelled", "已取消"),
        "short_refunded": Text("refunded", "已退款"),
        "short_unpaid": Text("unpaid", "未付款"),
        "short_no_sale": Text("no sale", "非销售"),
        "short_no_date": Text("no date", "无日期"),
        "short_bad_date": Text("unreadable date", "日期无法识别"),
        "short_no_amount": Text("no amount", "无金额"),
        "short_bad_amount": Text("unreadable amount", "金额无法识别"),
        "short_other_currency": Text("other currency", "其他币种"),
        "short_future": Text("in the future", "日期在将来"),
        "short_bad_recency": Text("bad recency", "最近消费无效"),
        "short_bad_frequency": Text("bad frequency", "频率无效"),
        "short_bad_monetary": Text("bad monetary", "消费金额无效"),
        "short_customer_again": Text("customer again", "客户重复"),
        "short_duplicate": Text("duplicates", "重复"),
        "short_return": Text("returns", "退货"),
        "short_after_as_of": Text("after the as-of date", "截止日之后"),
        "short_no_purchase": Text("without a purchase", "没有购买"),
        "notice_headless": Text(
            "The table has no header row: its columns were told by what they hold and are called "
            "Column 1, Column 2 and so on. Put headers above them if one is wrong.",
            "表格没有标题行：各列按内容识别，称为 Column 1、Column 2 等。如有误，请在上方加上标题"
            "。",
        ),
        "notice_listed_first": Text(
            "Of {count:,} lines left out the first {listed:,} are listed, those of each reason among "
            "them; all are counted.",
            "未用的 {count:,} 行中列出前 {listed:,} 行，各种原因均有其例；计数包括全部。",
        ),
        "notice_listed_beside": Text(
            "Of {count:,} lines left out the first {listed:,} are listed, those of each reason among "
            "them; all stand in the file left-out.parquet beside the report.",
            "未用的 {count:,} 行中列出前 {listed:,} 行，各种原因均有其例；全部写在报告旁的 "
            "left-out.parquet 文件中。",
        ),
        "notice_encoding": Text(
            "The file's encoding is not certain; it was read as {encoding}. If names look odd, "
            "{remedy[encoding]}.",
            "文件编码不确定，按 {encoding} 读取。如名称显示异常，{remedy[encoding]}。",
        ),
        "notice_merged_filled": Text(
            "Cells within merged cells, filled with what the merged cell holds: {count:,}.",
            "合并单元格覆盖、按其内容填充的单元格数：{count:,}。",
        ),
        "notice_hidden_rows": Text(
            "Rows that are hidden, by hand or by a filter, and count like all others: {count:,}.",
            "被隐藏或筛选掉、但同样计入的行数：{count:,}。",
        ),
        "notice_refunds": Text(
            "Lines whose refund ({column}) was taken off their amount: {count:,}.",
            "已从金额中扣除退款（{column} 列）的行数：{count:,}。",
        ),
        "notice_turned": Text(
            "Amounts that {column} calls a return or credit note, taken off though written "
            "without a minus: {count:,}.",
            "{column} 列标明为退货或贷项的 {count:,} 笔金额虽无负号，已作为扣减处理。",
        ),
        "notice_partly_refunded": Text(
            "{column} calls some sales partly refunded, but no column says how much: they count "
            "in full ({count:,} lines).",
            "{column} 列标明部分退款，但没有退款金额列：这些销售按全额计入（{count:,} 行）。",
        ),
        "notice_unknown_status": Text(
            "These words in {column} are not known and their lines were kept: {words}.",
            "{column} 列中以下词语无法识别，其行已保留：{words}。",
        ),
        "notice_future": Text(
            "Lines whose date lies in the future: {count:,}, the first in row {row}. The last day "
            "is {day}, and recency counts from it; {remedy[other_day]}.",
            "有 {count:,} 行的日期在将来，第一处在第 {row} 行；最后一天为 {day}，最近消费从该日算"
            "起；{remedy[other_day]}。",
        ),
        "notice_future_left_out": Text(
            "Lines left out since their date lies in the future: {count:,}, the first in row "
            "{row}, the last day {day}. Correct them{remedy[keep_future]}.",
            "日期在将来的 {count:,} 行未计入，第一处在第 {row} 行（最晚 {day}）：请更正"
            "{remedy[keep_future]}。",
        ),
        "notice_partly_read": Text(
            "Only a part of {column} could be read: not {count:,} of {lines:,} lines, such as "
            "{example} in row {row}.",
            "{column} 列 {lines:,} 个单元格中有 {count:,} 个无法识别，如第 {row} 行的 {example}。",
        ),
        "notice_one_purchase_each": Text(
            "Each of the {count:,} customers has one purchase only: check that {column} names "
            "customers and not orders.",
            "{count:,} 位客户每位只有一次购买：请确认 {column} 列是客户而不是订单。",
        ),
        "notice_guest": Text(
            "Customers called {example} count as one: leave them out if they are many people.",
            "名为 {example} 的客户算作同一位：如为许多人，请予略去。",
        ),
        "notice_long_orders": Text(
            "Orders whose lines lie more than a month apart: {count:,}. If {column} starts anew "
            "now and then, {remedy[count_lines]}write the year before it.",
            "各行相隔超过一个月的订单数：{count:,}。如 {column} 会重新编号，请"
            "{remedy[count_lines]}在编号前加上年份。",
        ),
        "notice_cut_orders": Text(
            "Lines whose {column} was cut short by a spreadsheet: {count:,}. Of one customer "
            "those of one day count as one order; export {column} as text to tell them apart.",
            "{column} 被电子表格截短的行数：{count:,}。同一客户同一天的算作一单；请将 {column} 以"
            "文本导出以区分。",
        ),
        "notice_masked": Text(
            "{column} hides digits, such as {example}: customers who differ in hidden ones alone "
            "count as one.",
            "{column} 列隐去了部分数字，如 {example}：仅在隐去部分不同的客户会算作同一位。",
        ),
        "notice_letter_case": Text(
            "Some customers differ in letter case alone, such as {first} and {second}: they count "
            "as different ones.",
            "有些客户仅大小写不同，如 {first} 与 {second}：按不同客户计。",
        ),
        "notice_converted": Text(
            "This is a table as lifetimes, PyMC-Marketing and BTYD write it, known by {column}: "
            "recency was taken as T − recency, purchases as frequency + 1, revenue as mean × "
            "purchases. The first purchase's amount is not in such a table, so M is an estimate, "
            "and 0 for customers with one purchase; R, F and the ten segments do not depend on it.",
            "该表为 lifetimes、PyMC-Marketing 或 BTYD 的格式（由 {column} 列识别）：距上次消费天数"
            "取 T − recency，购买次数取 frequency + 1，收入取 均值 × 购买次数。此类表不含首次购买"
            "金额，因此 M 为估计值，只买一次的客户为 0；R、F 与十类细分不受影响。",
        ),
        "notice_converted_every": Text(
            "This is a table as lifetimes, PyMC-Marketing and BTYD write it, known by {column}, "
            "but frequency counts every purchase: customers with 1 have recency 0. Recency was "
            "taken as T − recency, purchases as frequency, revenue as mean × purchases.",
            "该表为 lifetimes、PyMC-Marketing 或 BTYD 的格式（由 {column} 列识别），但 frequency "
            "计入每次购买：为 1 的客户 recency 为 0。距上次消费天数取 T − recency，购买次数取 "
            "frequency，收入取 均值 × 购买次数。",
        ),
    }
)

say = TEXTS.say
