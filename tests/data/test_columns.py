"""Finding columns by their headers."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data.columns import find_header_row, find_table, match_columns
from clvxl.errors import AmbiguousError, ColumnsNotFoundError
from clvxl.jobs.segment.texts import say
from clvxl.sheet.texts import heading

RETAIL = [
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
]

FOUND = [
    (RETAIL, {"customer": 6, "date": 4, "quantity": 3, "price": 5, "order": 0}),
    (["customer_id", "date", "number_of_cds", "dollar_value"], [0, 1, 3]),
    (
        ["Order ID", "Order Date", "Ship Date", "Customer ID", "Customer Name", "Sales"],
        [3, 1, 5, 0],
    ),
    (["Member No.", "Birth Date", "Date", "Total"], [0, 2, 3]),
    (["Client", "Delivery Date", "Invoice Date", "Amount (USD)", "VAT Amount"], [0, 2, 3]),
    (["user_id", "timestamp", "revenue"], [0, 1, 2]),
    (["ＣｕｓｔｏｍｅｒＩＤ", "ＤＡＴＥ", "ａｍｏｕｎｔ"], [0, 1, 2]),
    (["订单编号", "客户编号", "交易日期", "消费金额"], [1, 2, 3, 0]),
    (["Belegnr.", "Belegdatum", "Kundennr.", "Kundenname", "Nettobetrag"], [2, 1, 4, 0]),
    (["N° commande", "Date de commande", "N° client", "Montant TTC"], [2, 1, 3, 0]),
    (["Pedido", "Fecha de compra", "ID cliente", "Importe total"], [2, 1, 3, 0]),
    (["Pedido", "Data da compra", "Código do cliente", "Valor total"], [2, 1, 3, 0]),
    (["注文番号", "注文日", "顧客番号", "合計金額"], [2, 1, 3, 0]),
    (["会员号", "下单时间", "发货时间", "实付金额", "运费"], [0, 1, 3]),
    (["顾客", "日期", "金额(元)"], [0, 1, 2]),
    (["用户ID", "下单日期", "数量", "单价"], {"customer": 0, "date": 1, "quantity": 2, "price": 3}),
]


@pytest.mark.parametrize(("headers", "roles"), FOUND)
def test_headers_are_recognised(headers: list[str], roles: object) -> None:
    """English and Chinese headers of sales find their roles; a line total comes first."""
    expected = roles
    if isinstance(roles, list):
        expected = dict(zip(("customer", "date", "amount", "order"), roles, strict=False))
    got = match_columns(headers)
    assert ("transactions", expected) == (got.kind, dict(got.roles))


@pytest.mark.parametrize(
    "headers",
    [
        ["customer", "recency", "frequency", "monetary", "average", "first date", "last date"],
        ["Customer ID", "R", "F", "M"],
        ["客户ID", "最近一次消费", "频次", "消费金额"],
        ["会员编号", "最近一次消费", "消费频率", "消费总额"],
    ],
)
def test_summaries_are_recognised(headers: list[str]) -> None:
    """Customers summed already are known by recency, frequency and monetary."""
    got = match_columns(headers)
    assert "summary" == got.kind
    assert {"customer": 0, "recency": 1, "frequency": 2, "monetary": 3} == dict(got.roles)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_own_tables_are_recognised(language: str) -> None:
    """What RFM_TABLE and a report's list of customers give can be segmented again."""
    keys = ("customer", "recency", "frequency", "monetary", "average", "first_date", "last_date")
    listed = ["customer", "recency", "frequency", "monetary", "average", "first", "last"]
    drawn = [say(key, language) for key in listed] + ["R", "F", "M", say("code", language)]
    for headers in ([heading(key, language) for key in keys], [*drawn, say("segment", language)]):
        got = match_columns(headers)
        assert "summary" == got.kind
        assert {"customer": 0, "recency": 1, "frequency": 2, "monetary": 3} == dict(got.roles)


@pytest.mark.parametrize("header", ["Country", "Description", "StockCode", "InvoiceNo", "备注"])
def test_other_headers_match_nothing(header: str) -> None:
    """A header about something else never stands for a role."""
    with pytest.raises(ColumnsNotFoundError):
        match_columns(["Date", "Amount", header])
    with pytest.raises(ColumnsNotFoundError):
        match_columns(["Customer", "Amount", header])
    with pytest.raises(ColumnsNotFoundError):
        match_columns(["Customer", "Date", header])


def test_all_that_may_play_a_role_are_named() -> None:
    """Of several headers for one role none is dropped: the contents decide among them."""
    got = match_columns(["Client", "Member", "Date", "Amount"])
    assert (0, (1,)) == (got.roles["customer"], got.rivals["customer"])
    assert (0, 1, 2, 3) == got.needed


def test_what_the_user_names_wins() -> None:
    """A chosen header is taken whatever it is called, in any letter case, blanks trimmed."""
    chosen = {"customer": " who ", "amount": "PAID UP", "order": "bill"}
    got = match_columns(["Customer", "Who", "Date", "Paid up", "Amount", "Bill"], chosen)
    assert {"customer": 1, "date": 2, "amount": 3, "order": 5} == dict(got.roles)


def test_quantity_and_price_can_be_chosen_over_an_amount() -> None:
    """Naming the quantity asks for quantity times price."""
    got = match_columns(["Customer", "Date", "Amount", "Qty", "Price"], {"quantity": "qty"})
    assert {"customer": 0, "date": 1, "quantity": 3, "price": 4} == dict(got.roles)


def test_a_chosen_header_that_is_not_there_is_said() -> None:
    """The refusal names the header asked for and lists those seen."""
    with pytest.raises(ColumnsNotFoundError, match=r"Kunde.*Customer, Date, Amount"):
        match_columns(["Customer", "Date", "Amount"], {"customer": "Kunde"})


def test_a_header_twice_cannot_be_chosen() -> None:
    """A name that two columns bear is a question."""
    with pytest.raises(AmbiguousError, match="2 columns are called Amount"):
        match_columns(["Customer", "Date", "Amount", "amount"], {"amount": "Amount"})


def test_a_header_cannot_be_chosen_for_two_roles() -> None:
    """One column named for two roles is said, with both roles."""
    chosen = {"customer": "Who", "date": "who"}
    with pytest.raises(AmbiguousError, match="who is named for both customer and date"):
        match_columns(["Who", "Date", "Amount"], chosen)


def test_a_banner_does_not_win_over_the_headers() -> None:
    """Of rows that may be headers the one with the most usable rows below it is taken."""
    banner = ["Report for customer", "Date", "Total / all", "2024-05-05", "35"]
    values = [["a", "2024-05-01", "3"], ["b", "2024-05-02", "4"]]
    assert 1 == find_header_row([banner, ["Customer", "Date", "Amount"], *values])
    below = [[None, *row] for row in [["Customer", "Date", "Amount"], *values]]
    assert 2 == find_header_row([banner, [], *below])


def test_headers_repeated_on_each_page_count_once() -> None:
    """Of headers that come again the first are taken."""
    page = [["Customer", "Date", "Amount"], ["a", "2024-05-01", "3"]]
    assert 0 == find_header_row([*page, *page, *page])
    assert 0 == find_header_row([page[0], page[0], page[1]])


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\u202e", "\u2028", "\x85"])
def test_signs_that_steer_a_terminal_are_not_listed(sign: str) -> None:
    """A header cannot steer the terminal or turn the writing of the sentence that lists it."""
    with pytest.raises(ColumnsNotFoundError, match=r"among the headers A\?\[2J, 日期"):
        match_columns([f"A{sign}[2J", "日期"])


def test_long_headers_are_passed_over_at_once() -> None:
    """A cell as long as a sheet allows is no header, and takes no time."""
    for filling in (" ", "a1", "A", "_"):
        assert find_header_row([[filling * 16_000] * 200] * 20) is None


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        (["Date", "Amount"], "no customer column among the headers Date, Amount"),
        (["Customer", "Amount"], "rename its header to Date"),
        (["Customer", "Date", "Quantity"], "or two to Quantity and Price"),
        (["a", "b"], "no customer, date and amount columns"),
        ([None, ""], "no header row"),
        ([], "no header row"),
    ],
)
def test_the_refusal_names_role_headers_and_remedy(headers: list[str | None], text: str) -> None:
    """What is missing, what was seen and the option that helps stand in the sentence."""
    with pytest.raises(ColumnsNotFoundError, match=text):
        match_columns(headers)


def test_many_headers_are_not_cut_short() -> None:
    """All of a table's usual number of headers are listed."""
    headers = [f"column number {number}" for number in range(20)]
    with pytest.raises(ColumnsNotFoundError, match="column number 19"):
        match_columns(headers)


@given(above=st.integers(0, 150), left=st.integers(0, 30))
def test_the_table_may_start_anywhere(above: int, left: int) -> None:
    """Titles, notes and blank rows above and blank columns at the left do not matter."""
    notes: list[list[str | None]] = [["Sales by customer, date and amount"], [], [None, "2011"]]
    rows = [notes[number % 3] for number in range(above)]
    rows += [[None] * left + ["Customer", "Date", "Amount"], ["a", "2011-01-31", "5"]]
    row, columns = find_table(rows)
    assert above == row == find_header_row(rows)
    assert (left, left + 1, left + 2) == columns.needed


def test_no_header_row_is_none() -> None:
    """Where no row has all roles there is none, and the sentence shows the likeliest row."""
    rows = [["Report"], ["Customer", "When", "Amount"], ["a", "b", "c"]]
    assert find_header_row(rows) is None
    with pytest.raises(ColumnsNotFoundError, match="Customer, When, Amount"):
        find_table(rows)


@given(st.permutations(RETAIL), st.data())
def test_dropping_other_columns_changes_nothing(headers: list[str], data: st.DataObject) -> None:
    """The columns kept for their roles are found again in the smaller table."""
    full = match_columns(headers)
    extra = data.draw(st.sets(st.sampled_from(range(len(headers)))))
    kept = sorted({*full.needed, *extra})
    assert full.within(kept).roles == match_columns([headers[at] for at in kept]).roles


def test_a_wide_sheet_of_text_is_searched_quickly() -> None:
    """200 rows by 200 columns of different texts take seconds at most."""
    rows = [[f"Item {row} of {column}" for column in range(200)] for row in range(200)]
    begin = time.process_time()
    assert find_header_row(rows) is None
    assert time.process_time() - begin < 10


def test_pandas_is_not_imported() -> None:
    """A light process can find columns without pandas or numpy's weight of it."""
    code = "import sys, clvxl.data.columns; sys.exit('pandas' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
