"""What every job says of the lines it was given, in English and Chinese."""

from __future__ import annotations

from clvxl.text import Text, Texts

__all__ = ["TEXTS", "say"]

TEXTS = Texts(
    {
        "source_note": Text(
            "From {source}, made with clvxl {version}", "数据来自 {source}，由 clvxl {version} 生成"
        ),
        "sheet_left_out": Text("Left out", "未用行"),
        "sheet_method": Text("Method", "方法"),
        "lines_used": Text("Lines used", "所用行数"),
        "lines_left_out": Text("Lines left out", "未用行数"),
        "customer": Text("Customer", "客户"),
        "recency": Text("Recency (days)", "距上次消费天数"),
        "monetary": Text("Monetary", "消费金额"),
        "row": Text("Row", "行号"),
        "reason": Text("Reason", "原因"),
        "date": Text("Date", "日期"),
        "amount": Text("Amount", "金额"),
        "reason_extra_values": Text("the row has more values than the header", "该行的值多于标题"),
        "reason_no_customer": Text("no customer", "无客户"),
        "reason_no_date": Text("no date", "无日期"),
        "reason_bad_date": Text("the date cannot be read", "日期无法识别"),
        "reason_no_amount": Text("no amount", "无金额"),
        "reason_bad_amount": Text(
            "the amount is not a number, or above 10^15", "金额不是数字，或超过 10^15"
        ),
        "reason_bad_customer": Text("the customer is an error", "客户为错误值"),
        "reason_long_number": Text(
            "the number has more digits than a spreadsheet keeps; store it as text",
            "编号位数超过电子表格所能保留的位数，请存为文本",
        ),
        "reason_total_row": Text("a total of other rows", "其他行的合计"),
        "reason_duplicate": Text("the same as an earlier row", "与之前某行相同"),
        "reason_return": Text("a return, left out as asked", "退货，按要求不计"),
        "reason_after_as_of": Text("after the as-of date", "在截止日之后"),
        "reason_no_purchase": Text("the customer has no purchase", "该客户没有购买"),
        "reason_does_not_fit": Text("the row does not fit", "该行不符合要求"),
        "reason_customer_again": Text("the customer appears again", "客户重复出现"),
        "reason_cancelled": Text("cancelled, failed or closed", "已取消、失败或关闭"),
        "reason_refunded": Text("refunded or returned", "已退款或退货"),
        "reason_unpaid": Text("not paid yet", "尚未付款"),
        "reason_no_sale": Text(
            "no sale, such as a fee, a transfer or a quote", "不是销售，如手续费、转账或报价"
        ),
        "reason_other_currency": Text("in another currency", "其他币种"),
        "reason_future": Text("the date lies in the future; correct it", "日期在将来；请更正"),
        "reason_bad_recency": Text(
            "recency is not a number of days", "距上次消费天数不是有效的天数"
        ),
        "reason_bad_frequency": Text("frequency is not a count", "购买次数不是有效的次数"),
        "reason_bad_monetary": Text(
            "monetary is not a number, or above 10^15", "消费金额不是数字，或超过 10^15"
        ),
        "item": Text("Item", "项目"),
        "value": Text("Value", "内容"),
        "method_intro": Text(
            "How this report was made, so that another person can repeat it.",
            "本报告的制作方法，便于他人重复。",
        ),
        "file": Text("File", "文件"),
        "fact_sheet": Text("Sheet", "工作表"),
        "fact_other_sheets": Text("Sheets passed over", "未读的工作表"),
        "fact_files": Text("Files, one below the other", "文件数（上下相接）"),
        "fact_engine": Text("Read out of core by", "核外读取引擎"),
        "fact_encoding": Text("Encoding", "编码"),
        "fact_delimiter": Text("Delimiter", "分隔符"),
        "date_reading": Text("Dates read as", "日期读法"),
        "date_iso": Text("year-month-day", "年-月-日"),
        "date_day": Text("day first", "日在前"),
        "date_month": Text("month first", "月在前"),
        "date_serial": Text("sheet dates (serial numbers)", "表格日期（序列值）"),
        "date_yyyymmdd": Text("yyyymmdd", "yyyymmdd"),
        "date_epoch": Text(
            "seconds since 1970-01-01, the day in UTC", "自 1970-01-01 起的秒数，日期按 UTC"
        ),
        "date_epoch_ms": Text(
            "milliseconds since 1970-01-01, the day in UTC", "自 1970-01-01 起的毫秒数，日期按 UTC"
        ),
        "date_name": Text("dates with the month's name", "带月份名称的日期"),
        "date_unreadable": Text("no date could be read", "没有可识别的日期"),
        "date_datetime": Text("dates of the sheet", "表格日期"),
        "decimal_mark": Text("Decimal mark", "小数点"),
        "purchase_unit": Text("A purchase is", "一次购买指"),
        "unit_line": Text("a line with an amount above 0", "金额大于 0 的一行"),
        "unit_order": Text("an order, its lines added up", "一个订单，各行合并"),
        "amount_rule": Text("An order's amount", "订单金额"),
        "amount_order": Text(
            "stands once, or is repeated on its lines: it counts once",
            "只写一次或在各行重复：计一次",
        ),
        "amount_line": Text("is the sum of its lines", "为各行之和"),
        "kept_status": Text("Kept in spite of their status", "按要求保留的状态"),
        "kept_currency": Text("Only this currency", "仅保留币种"),
        "currency": Text("Currency", "币种"),
        "currency_by_format": Text(
            "{currency}, as the number format of the amounts shows",
            "{currency}（取自金额的数字格式）",
        ),
        "currencies_by_format": Text(
            "none shown: the number formats of the amounts differ ({shown})",
            "未标明：金额的数字格式不一致（{shown}）",
        ),
        "no_currency": Text("no currency", "无币种"),
        "unit_summary": Text("as added up in the file", "文件中已汇总"),
        "language_name": Text("English", "中文"),
        "lines_found": Text("Lines found", "读到的行数"),
        "revenue_found": Text("Revenue found", "读到的收入"),
        "revenue_used": Text("Revenue used", "所用收入"),
        "revenue_left_out": Text("Revenue left out", "未用收入"),
        "left_out_because": Text("Left out: {reason}", "未用：{reason}"),
        "return_lines": Text("Return lines", "退货行数"),
        "blank_rows": Text("Rows blank in these columns", "这些列均为空的行"),
        "trimmed": Text("Customer cells trimmed of blanks", "去除首尾空格的客户单元格"),
        "version": Text("clvxl version", "clvxl 版本"),
        "made_on": Text("Made on", "生成日期"),
        "column": Text("Column: {role}", "列：{role}"),
    }
)

say = TEXTS.say
