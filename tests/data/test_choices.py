"""Which column is what, decided by what the columns hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from clvxl.errors import AmbiguousError, QuestionsError
from tests.data.reading import notices, read, totals


def test_a_bare_id_is_the_lines_number(tmp_path: Path) -> None:
    """ID beside a name that repeats numbers lines, whatever its place."""
    text = "ID,Customer Name,Date,Sales\n1,Ann,2024-01-05,10\n2,Bob,2024-02-05,20\n3,Ann,2024-03-05,30\n"
    assert {"Ann": (40, 2), "Bob": (20, 1)} == totals(read(tmp_path, text))


def test_a_bare_id_is_the_customer_where_nothing_else_can_be(tmp_path: Path) -> None:
    """ID alone names the customers, and where each has one purchase that is said."""
    text = "ID,Date,Sales\n1,2024-01-05,10\n2,2024-02-05,20\n1,2024-03-05,30\n"
    assert {"1": (40, 2), "2": (20, 1)} == totals(read(tmp_path, text))
    unique = "ID,Date,Sales\n1,2024-01-05,10\n2,2024-02-05,20\n3,2024-03-05,30\n"
    assert {"column": "ID", "count": 3} == notices(read(tmp_path, unique))["one_purchase_each"]


@pytest.mark.parametrize("header", ["Customer Note", "Buyer message", "买家留言", "Client comment"])
def test_a_remark_is_no_customer(header: str, tmp_path: Path) -> None:
    """A header that holds a word for customers wins nothing by that alone."""
    rows = [
        ("please ring twice at the door", "ann@x.com", 10),
        ("", "bob@x.com", 20),
        ("gift wrap for my mother please", "ANN@x.com", 30),
    ]
    text = f"{header},E-mail,Date,Amount\n" + "".join(
        f"{note},{mail},2024-01-0{at},{amount}\n" for at, (note, mail, amount) in enumerate(rows, 1)
    )
    assert {"ann@x.com": (40, 2), "bob@x.com": (20, 1)} == totals(read(tmp_path, text))


def test_a_number_comes_before_a_name(tmp_path: Path) -> None:
    """Of a customer's number and name the number counts, in any order of the columns."""
    text = "Bill-to Name,Bill-to Customer No.,Date,Amount\nAcme,C1,2024-01-05,10\nAcme,C2,2024-02-05,20\nBolt,C3,2024-02-06,5\nAcme,C1,2024-03-05,30\n"
    assert {"C1": (40, 2), "C2": (20, 1), "C3": (5, 1)} == totals(read(tmp_path, text))


def test_two_columns_of_customers_that_differ_are_a_question(tmp_path: Path) -> None:
    """Buyers and members who are not the same are asked about, with the option that answers."""
    text = "Client,Member,Date,Amount\na,x,2024-01-05,10\nb,x,2024-02-05,20\na,y,2024-03-05,30\n"
    with pytest.raises(AmbiguousError, match=r"Client and Member.*rename or remove") as caught:
        read(tmp_path, text)
    assert ("customer", "Client") == caught.value.answer
    assert {"x": (30, 2), "y": (30, 1)} == totals(read(tmp_path, text, {"customer": "member"}))


def test_two_columns_of_customers_that_agree_are_none(tmp_path: Path) -> None:
    """Where both columns part the lines alike there is nothing to ask."""
    text = "Client,Member,Date,Amount\na,x,2024-01-05,10\nb,y,2024-02-05,20\na,x,2024-03-05,30\n"
    assert {"a": (40, 2), "b": (20, 1)} == totals(read(tmp_path, text))


def test_amounts_that_differ_are_a_question(tmp_path: Path) -> None:
    """Subtotal and total are asked about where they differ, and not where they do not."""
    text = "Customer,Date,Subtotal,Total\na,2024-01-05,10,12\nb,2024-02-05,20,24\n"
    with pytest.raises(AmbiguousError, match=r"Subtotal.*Total.*rename or remove"):
        read(tmp_path, text)
    same = "Customer,Date,Subtotal,Total\na,2024-01-05,10,10\nb,2024-02-05,20,20\n"
    assert {"a": (10, 1), "b": (20, 1)} == totals(read(tmp_path, same))


def test_a_header_twice_is_a_question(tmp_path: Path) -> None:
    """Two columns of one name that differ are counted; if they are alike either serves."""
    text = "Customer,Date,Amount,Amount\na,2024-01-05,10,12\nb,2024-02-05,20,24\n"
    with pytest.raises(AmbiguousError, match="2 columns are called Amount: rename all but one"):
        read(tmp_path, text)


def test_the_day_of_the_order_comes_before_its_payment(tmp_path: Path) -> None:
    """A missing payment loses no order; a ship date is none of a sale."""
    text = "Customer,Paid at,Created at,Ship Date,Amount\na,2024-01-09,2024-01-05,2024-02-01,10\nb,,2024-02-05,2024-03-01,20\n"
    got = read(tmp_path, text)
    assert [45296.0, 45327.0] == got.days.tolist()


def test_two_dates_of_the_order_that_differ_are_a_question(tmp_path: Path) -> None:
    """Order date and invoice date of different days are asked about."""
    text = "Customer,Order Date,Invoice Date,Amount\na,2024-01-05,2024-01-15,10\nb,2024-02-05,2024-02-06,20\n"
    with pytest.raises(AmbiguousError, match=r"Order Date.*Invoice Date.*rename or remove"):
        read(tmp_path, text)


def test_all_is_asked_at_once(tmp_path: Path) -> None:
    """Customer, amount, date and currency that are unclear make one refusal of four questions."""
    text = (
        "Client,Member,Date,Amount,Gross amount,Currency\n"
        "a,x,05/06/2024,1,3,USD\nb,x,06/06/2024,2,4,EUR\na,y,07/06/2024,3,5,USD\n"
    )
    with pytest.raises(QuestionsError) as caught:
        read(tmp_path, text)
    answers = [question.answer[0] for question in caught.value.questions]
    assert ["customer", "amount", "date_order", "currency"] == answers
    chosen = {"customer": "Client", "amount": "Amount"}
    got = read(tmp_path, text, chosen, date_order="day", currency="USD")
    assert {"a": (4, 2)} == totals(got)


def test_a_column_can_be_ignored(tmp_path: Path) -> None:
    """What the user says to ignore plays no role."""
    text = "Client,Member,Date,Amount,Status\na,x,2024-01-05,10,cancelled\nb,x,2024-02-05,20,ok\n"
    got = read(tmp_path, text, {"ignore": "member\nSTATUS"})
    assert {"a": (10, 1), "b": (20, 1)} == totals(got)


def test_a_price_without_a_quantity_is_the_amount(tmp_path: Path) -> None:
    """Where nothing else tells the amount, an item's price is what was paid."""
    text = (
        "buyer email,purchase date,item price\na@m.com,2024-01-05,19.99\na@m.com,2024-02-05,9.99\n"
    )
    assert {"a@m.com": (29.98, 2)} == totals(read(tmp_path, text))


def test_a_table_without_headers_loses_no_line(tmp_path: Path) -> None:
    """Values in the first row are values: the columns are told by what they hold, and that is said."""
    got = read(tmp_path, "a,2024-01-05,10\nb,2024-02-05,20\na,2024-03-05,30\n")
    assert {"a": (40, 2), "b": (20, 1)} == totals(got)
    assert [1, 2, 3] == got.rows.tolist()
    assert {"headless"} == set(notices(got))


def test_columns_without_headers_can_be_named(tmp_path: Path) -> None:
    """Of two columns of numbers without headers one is named by its place."""
    text = "0001 19970101 1 11.77\n0002 19970112 2 12.00\n0001 19970201 5 77.00\n"
    with pytest.raises(AmbiguousError, match="Column 3 and Column 4"):
        read(tmp_path, text)
    got = read(tmp_path, text, {"amount": "column 4"})
    assert {"0001": (88.77, 2), "0002": (12, 1)} == totals(got)
