"""What a sale is: orders, status, refunds, currencies, discounts, the future."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clvxl.data._status import status_verdict, type_verdict
from clvxl.errors import AmbiguousError, InputError
from tests.data.reading import notices, read, read_summaries, totals

ITEMS = (
    "Order ID,Customer,Date,Item,{amount}\n"
    "1,a,2024-01-05,x,{0}\n1,a,2024-01-05,y,{1}\n2,b,2024-01-06,x,{2}\n2,b,2024-01-06,y,{3}\n"
    "3,a,2024-02-05,x,{4}\n3,a,2024-02-05,y,{5}\n4,b,2024-03-06,x,{6}\n"
)


def test_an_order_is_one_purchase(tmp_path: Path) -> None:
    """The lines of an order are added up to one purchase; --lines counts each."""
    text = ITEMS.format(4, 6, 1, 2, 3, 5, 7, amount="Amount")
    assert {"a": (18, 2), "b": (10, 2)} == totals(read(tmp_path, text))
    assert {"a": (18, 4), "b": (10, 3)} == totals(read(tmp_path, text, unit="line"))


def test_a_long_order_is_right_to_the_penny(tmp_path: Path) -> None:
    """An order of 100,000 lines has their sum to the penny; one that was returned whole is none."""
    prices = ["149999.95", "149999.83"] * 50_000
    lines = [f"1,a,2024-01-05,{price}\n" for price in prices]
    lines += [f"2,b,2024-01-06,{sign}{price}\n" for sign in ("", "-") for price in prices]
    got = read(tmp_path, "Order ID,Customer,Date,Amount\n" + "".join(lines))
    assert [14_999_989_000.0] == got.amounts.tolist()
    assert {"no_purchase": 200_000} == dict(got.counts.reasons)


@pytest.mark.parametrize("amount", ["Order total", "Total", "实收金额"])
def test_an_orders_total_on_each_line_counts_once(amount: str, tmp_path: Path) -> None:
    """A total that is repeated on all lines of all orders is counted once, and that is kept."""
    got = read(tmp_path, ITEMS.format(10, 10, 3, 3, 8, 8, 7, amount=amount))
    assert {"a": (18, 2), "b": (10, 2)} == totals(got)
    assert "order" == got.reading.amount_per
    assert 28 == got.counts.revenue_found == got.counts.revenue_used


def test_an_orders_total_on_its_first_line_counts_for_all(tmp_path: Path) -> None:
    """Customer, date and total that stand on the first line only hold for the order."""
    text = (
        "Order ID,Customer,Date,Item,Total\n1,a,2024-01-05,x,10\n1,,,y,\n2,b,2024-01-06,x,3\n"
        "2,,,y,\n2,,,z,\n3,a,2024-02-05,x,8\n"
    )
    got = read(tmp_path, text)
    assert {"a": (18, 2), "b": (3, 1)} == totals(got)
    assert 0 == got.counts.left_out


def test_a_line_total_stays_a_line_total(tmp_path: Path) -> None:
    """Equal lines are added up where the header, or quantity × price, says they are lines."""
    equal = (5, 5, 3, 3, 8, 8, 7)
    assert {"a": (26, 2), "b": (13, 2)} == totals(
        read(tmp_path, ITEMS.format(*equal, amount="Line total"))
    )
    text = "Order ID,Customer,Date,Qty,Unit price,Amount\n" + "".join(
        f"{order},{who},2024-01-0{order},{n},2.50,{n * 2.5}\n"
        for order, who, n in [
            (1, "a", 2),
            (1, "a", 2),
            (2, "b", 3),
            (2, "b", 3),
            (3, "a", 4),
            (3, "a", 4),
        ]
    )
    assert {"a": (30, 2), "b": (15, 1)} == totals(read(tmp_path, text))


def test_equal_lines_below_a_header_that_says_nothing_are_a_question(tmp_path: Path) -> None:
    """Amounts that are equal within each order may be either, as tickets are; each answer is taken."""
    with pytest.raises(AmbiguousError, match="rename it to Order total"):
        read(tmp_path, ITEMS.format(10, 10, 3, 3, 8, 8, 7, amount="Amount"))
    text = "Order ID,Customer,Date,Amount\n1,a,2024-01-05,10\n1,a,2024-01-05,10\n2,b,2024-01-06,3\n"
    with pytest.raises(AmbiguousError, match=r"Line amount.*Order total"):
        read(tmp_path, text)
    assert (20, 1) == totals(read(tmp_path, text, amount_per="line"))["a"]
    assert (10, 1) == totals(read(tmp_path, text, amount_per="order"))["a"]


STATUS = "Order,Customer,Date,Amount,Status\n1,a,2024-01-05,10,{}\n2,a,2024-02-05,20,{}\n3,b,2024-02-06,5,{}\n"


@pytest.mark.parametrize(
    ("words", "reasons"),
    [
        (("delivered", "Canceled", "shipped"), {"cancelled": 1}),
        (("Completed", "Refunded", "on-hold"), {"refunded": 1, "unpaid": 1}),
        (("paid", "voided", "partially_refunded"), {"cancelled": 1}),
        (("交易成功", "交易关闭", "已发货"), {"cancelled": 1}),
        (("已完成", "待付款", "退款成功"), {"unpaid": 1, "refunded": 1}),
        (("bezahlt", "storniert", "versendet"), {"cancelled": 1}),
        (("Payée", "Annulée", "Livrée"), {"cancelled": 1}),
        (("pagado", "cancelado", "reembolsado"), {"cancelled": 1, "refunded": 1}),
        (("入金済み", "キャンセル", "発送済み"), {"cancelled": 1}),
    ],
)
def test_lines_that_are_no_sales_are_left_out(
    words: tuple[str, ...], reasons: dict[str, int], tmp_path: Path
) -> None:
    """Cancelled, refunded and unpaid lines are left out, each with its own reason."""
    got = read(tmp_path, STATUS.format(*words))
    assert reasons == dict(got.counts.reasons)
    assert "unknown_status" not in notices(got)


def test_a_status_can_be_kept_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    """--keep-status keeps its lines; a word that nobody knows is kept and told."""
    text = STATUS.format("paid", "Pending", "zorbed")
    got = read(tmp_path, text)
    assert {"unpaid": 1} == dict(got.counts.reasons)
    assert {"column": "Status", "words": "zorbed"} == notices(got)["unknown_status"]
    kept = read(tmp_path, text, keep_status=("pending",))
    assert {"a": (30, 2), "b": (5, 1)} == totals(kept)


def test_a_status_on_the_first_line_holds_for_the_order(tmp_path: Path) -> None:
    """A cancelled order is cancelled with all its lines."""
    text = (
        "Order,Customer,Date,Line amount,Status\n1,a,2024-01-05,10,cancelled\n1,a,2024-01-05,7,\n"
        "2,a,2024-02-05,20,paid\n"
    )
    got = read(tmp_path, text)
    assert {"a": (20, 1)} == totals(got)
    assert {"cancelled": 2} == dict(got.counts.reasons)


@given(st.text(max_size=20))
def test_any_word_has_a_verdict(word: str) -> None:
    """Whatever stands in a status is judged without a failure, and alike in capitals."""
    assert status_verdict(word) == status_verdict(f" {word} ")
    if word.isascii():
        assert status_verdict(word.upper()) == status_verdict(word)
        assert type_verdict(word.upper()) == type_verdict(word)


def test_refunds_are_taken_off(tmp_path: Path) -> None:
    """Money paid back is taken off the amount, once an order, and told."""
    text = (
        "Order,Customer,Date,Total,Refunded amount\n1,a,2024-01-05,50,20\n2,a,2024-02-05,30,0\n"
        "3,b,2024-02-06,5,\n"
    )
    got = read(tmp_path, text)
    assert {"a": (60, 2), "b": (5, 1)} == totals(got)
    assert {"column": "Refunded amount", "count": 1} == notices(got)["refunds"]


def test_credit_notes_are_taken_off_whatever_their_sign(tmp_path: Path) -> None:
    """A credit note goes back with a minus and without; a quote is no sale."""
    text = "Type,Customer,Date,Amount\nInvoice,a,2024-01-05,50\nCredit Note,a,2024-02-05,{}20\nQuote,b,2024-02-06,5\nInvoice,b,2024-02-07,9\n"
    for sign in ("", "-"):
        got = read(tmp_path, text.format(sign))
        assert {"a": (30, 1), "b": (9, 1)} == totals(got)
        assert {"no_sale": 1} == dict(got.counts.reasons)
        assert ("turned" in notices(got)) == (sign == "")


def test_several_currencies_are_a_question(tmp_path: Path) -> None:
    """Currencies are not added up: one is kept, the others left out with that reason."""
    text = "Customer,Date,Currency,Total\na,2024-01-05,USD,100\nb,2024-02-05,JPY,15000\na,2024-03-05,EUR,90\n"
    with pytest.raises(AmbiguousError, match=r"USD, JPY, EUR.*rows of one currency"):
        read(tmp_path, text)
    got = read(tmp_path, text, currency="usd")
    assert {"a": (100, 1)} == totals(got)
    assert {"other_currency": 2} == dict(got.counts.reasons)
    with pytest.raises(InputError, match="no currency GBP"):
        read(tmp_path, text, currency="GBP")


def test_currencies_within_the_amounts_are_a_question_too(tmp_path: Path) -> None:
    """Signs and codes beside the figures part currencies as a column of them does."""
    text = (
        "Customer,Date,Total\na,2024-01-05,USD 100\nb,2024-02-05,15000 JPY\na,2024-03-05,$90.50\n"
    )
    with pytest.raises(AmbiguousError, match="rows of one currency"):
        read(tmp_path, text)
    assert {"a": (190.5, 2)} == totals(read(tmp_path, text, currency="USD"))


@pytest.mark.parametrize(
    ("header", "values", "kind", "worth"),
    [
        ("Discount", ("0", "0.25"), "share", 70),
        ("Discount %", ("0", "25"), "percent", 70),
        ("Rabatt", ("0%", "25%"), "percent", 70),
        ("Discount amount", ("0", "5"), "money", 95),
        ("Discount", ("0", "150"), "money", -50),
    ],
)
def test_a_discount_is_taken_off_quantity_times_price(
    header: str, values: tuple[str, str], kind: str, worth: float, tmp_path: Path
) -> None:
    """A share, a per cent and money are told apart where the contents leave no doubt."""
    text = f"Customer,Date,Quantity,Unit price,{header}\na,2024-01-05,1,40,{values[0]}\na,2024-02-05,2,20,{values[1]}\nb,2024-02-05,1,20,{values[0]}\n"
    got = read(tmp_path, text)
    expected = {"share": 70.0, "percent": 70.0, "money": 80 - float(values[1].rstrip("%"))}[kind]
    assert (kind, expected) == (got.reading.discount, totals(got)["a"][0])


def test_a_discount_that_may_be_either_is_a_question(tmp_path: Path) -> None:
    """Fives and tens may be per cent or money; 折扣 0.9 may be what is left to pay."""
    for header, value in (("Discount", "10"), ("折扣", "0.9")):
        text = f"Customer,Date,Quantity,Unit price,{header}\na,2024-01-05,1,40,{value}\nb,2024-02-05,2,20,0\n"
        with pytest.raises(AmbiguousError, match="rename it to Discount rate"):
            read(tmp_path, text)
    assert 36 == totals(read(tmp_path, text, discount="none"))["a"][0] - 4


def test_a_slip_of_a_year_does_not_become_the_last_day(tmp_path: Path) -> None:
    """A day far ahead is left out with its row; many of them are kept and told."""
    text = (
        "Customer,Date,Amount\na,2024-01-05,10\nb,2024-02-05,20\na,2042-03-05,30\nc,2024-03-01,30\n"
    )
    got = read(tmp_path, text)
    assert {"future": 1} == dict(got.counts.reasons)
    assert (45352.0, 4) == (got.last_day, notices(got)["future_left_out"]["row"])
    ahead = "Customer,Date,Amount\n" + "".join(f"c{n % 9},2099-01-{n:02},5\n" for n in range(1, 29))
    assert 28 == notices(read(tmp_path, ahead))["future"]["count"]
    assert 1 == read(tmp_path, text, as_of=51930.0).counts.reasons.get("future", 0) + 1


def test_a_summary_of_the_other_school_is_converted(tmp_path: Path) -> None:
    """Where T stands beside recency, recency is an age and frequency counts repeats."""
    text = "customer_id,frequency,recency,T,monetary_value\na,2.0,352.0,355.0,55.0\nb,0.0,0.0,360.0,0.0\n"
    got = read_summaries(tmp_path, text)
    assert ([3, 360], [3, 1], [165, 0]) == (
        got.recency.tolist(), got.frequency.tolist(), got.monetary.tolist()
    )  # fmt: skip
    assert {"column": "T"} == notices(got)["converted"]
    symbols = "Id,x,t.x,T.cal,Spending\na,2,352,355,55\n"
    assert [3] == read_summaries(tmp_path, symbols).recency.tolist()


def test_what_could_only_partly_be_read_is_told(tmp_path: Path) -> None:
    """Amounts that are none are counted with an example."""
    text = "Customer,Date,Amount\na,2024-01-05,10\nb,2024-02-05,ten\na,2024-03-05,30\n"
    found = notices(read(tmp_path, text))["partly_read"]
    assert ("Amount", 1, "ten", 3) == (
        found["column"],
        found["count"],
        found["example"],
        found["row"],
    )


def test_an_order_number_that_starts_anew_is_told(tmp_path: Path) -> None:
    """Lines of one order that lie a year apart are told, with the way out."""
    text = (
        "Order,Customer,Date,Line amount\n1,a,2023-01-05,10\n1,a,2024-01-05,12\n2,a,2024-01-06,1\n"
    )
    assert {"column": "Order", "count": 1} == notices(read(tmp_path, text))["long_orders"]
    assert "long_orders" not in notices(read(tmp_path, text, unit="line"))


def test_guests_are_told(tmp_path: Path) -> None:
    """One name for all who gave none is told."""
    text = "Customer,Date,Amount\nGuest,2024-01-05,10\nguest,2024-01-06,12\nann,2024-01-06,1\n"
    assert {"example": "Guest"} == notices(read(tmp_path, text))["guest"]
