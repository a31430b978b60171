"""What a person at the command line can do about a refusal: options, by `clvxl.remedies`' keys."""

from __future__ import annotations

from clvxl.text import Text, Texts

__all__ = ["REMEDIES", "option_words"]

REMEDIES = Texts(
    {
        "name_customer": Text("name it with --customer HEADER", "请用 --customer 表头 指明"),
        "name_date": Text("name it with --date HEADER", "请用 --date 表头 指明"),
        "name_amount": Text(
            "name it with --amount HEADER, or both with --quantity HEADER and --price HEADER",
            "请用 --amount 表头 指明，或同时用 --quantity 表头 和 --price 表头 指明",
        ),
        "name_columns": Text(
            "name them with --customer, --date and --amount (or --quantity and --price)",
            "请用 --customer、--date 和 --amount（或 --quantity 和 --price）指明",
        ),
        "right_customer": Text(
            "name the right column with --customer HEADER", "用 --customer 表头 指明正确的列"
        ),
        "right_date": Text(
            "name the right column with --date HEADER", "用 --date 表头 指明正确的列"
        ),
        "right_amount": Text(
            "name the right column with --amount HEADER", "用 --amount 表头 指明正确的列"
        ),
        "other_customer": Text(
            "name another with --customer HEADER", "用 --customer 表头 指明另一列"
        ),
        "choose_column": Text(
            "name the one you mean with --{role} HEADER", "请用 --{role} 表头 指明是哪一列"
        ),
        "ignore_column": Text(
            "name a column that is something else with --ignore HEADER",
            "如某列另有含义，请用 --ignore 表头 略去",
        ),
        "name_title": Text("name it with --column {key}=HEADER", "请用 --column {key}=表头 指明"),
        "choose_title": Text(
            "name the one you mean with --column {key}=HEADER",
            "请用 --column {key}=表头 指明是哪一列",
        ),
        "ignore_this": Text("say --ignore {name}", "请用 --ignore {name}"),
        "amount_of_line": Text("say --amount-per line", "请用 --amount-per line"),
        "amount_of_order": Text("say --amount-per order", "请用 --amount-per order"),
        "discount_share": Text("say --discount-as share", "请用 --discount-as share"),
        "discount_percent": Text("say --discount-as percent", "请用 --discount-as percent"),
        "discount_money": Text("say --discount-as money", "请用 --discount-as money"),
        "keep_currency": Text(
            "say which one to keep with --currency {first}",
            "请用 --currency {first} 之类指明保留哪一种",
        ),
        "other_currency": Text(
            "; choose another one with --currency CODE", "；请用 --currency 代码 另选币种"
        ),
        "keep_status": Text(
            "keep a status with --keep-status WORD", "可用 --keep-status 词 保留某一状态"
        ),
        "keep_returns": Text("use --returns keep to keep them", "请用 --returns keep 保留这些行"),
        "date_order": Text(
            "say --day-first or --month-first",
            "请用 --day-first（日在前）或 --month-first（月在前）指明",
        ),
        "day_first": Text(" (say --day-first)", "（请用 --day-first）"),
        "month_first": Text(" (say --month-first)", "（请用 --month-first）"),
        "decimal_dot": Text(" (say --decimal .)", "（请用 --decimal .）"),
        "decimal_comma": Text(" (say --decimal ,)", "（请用 --decimal ,）"),
        "leave_out": Text("or leave such rows out with --leave-out", "或用 --leave-out 略去这些行"),
        "segment_sheet": Text(
            "use Segment sheet (clvxl segment)", "使用“细分本表”（clvxl segment）"
        ),
        "other_day": Text(
            "clvxl segment --as-of takes another day", "clvxl segment --as-of 可另指定"
        ),
        "keep_future": Text(
            "; clvxl segment --as-of {day} keeps them", "；clvxl segment --as-of {day} 可予保留"
        ),
        "count_lines": Text(
            "count lines (clvxl segment --lines) or ", "按行计（clvxl segment --lines），或"
        ),
        "read_in_memory": Text("take --engine memory", "请用 --engine memory"),
        "encoding": Text("say which one it is with --encoding", "请用 --encoding 指明"),
        "new_template": Text(
            "take one from 'clvxl exercise open'", "请用 'clvxl exercise open' 取得模板"
        ),
        "choose_folder": Text("choose a folder with -o", "请用 -o 指明文件夹"),
        "replace": Text("or replace it with --force", "或用 --force 覆盖"),
    }
)


def option_words(answer: tuple[str, str]) -> tuple[str, ...]:
    """Return an answer to a question as words of the command line.

    >>> option_words(("date_order", "day")), option_words(("amount_per", "order"))
    (('--day-first',), ('--amount-per', 'order'))
    """
    name, value = answer
    return (f"--{value}-first",) if name == "date_order" else (f"--{name.replace('_', '-')}", value)
