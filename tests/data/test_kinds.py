"""Kinds of tables that people export, each with its right answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.reading import read, totals


@pytest.mark.parametrize(
    "text",
    [
        "Kunde;Datum;Umsatz\nA;15.01.2024;10\nB;16.01.2024;20\nGesamt;31.01.2024;30\n",
        "Client;Date;Montant\nA;15/01/2024;10\nB;16/01/2024;20\nTotal g\u00e9n\u00e9ral;31/01/2024;30\n",
        "Cliente;Fecha;Importe\nA;15/01/2024;10\nB;16/01/2024;20\nSuma total;31/01/2024;30\n",
        "Kunde;Datum;Umsatz\nA;15.01.2024;4\nA;16.01.2024;6\nA Ergebnis;16.01.2024;10\n"
        "B;16.01.2024;20\nB Ergebnis;31.01.2024;20\nGesamtergebnis;31.01.2024;30\n",
    ],
)
def test_dated_totals_of_other_languages_are_no_customers(tmp_path: Path, text: str) -> None:
    """A total with a date, called so in German, French or Spanish, is left out."""
    sales = read(tmp_path, text)
    assert {"A", "B"} == set(totals(sales))
    assert 30 == sales.amounts.sum()


def test_a_customer_called_like_a_total_stays(tmp_path: Path) -> None:
    """A name such as Total Ann beside Ann is a customer where its amount is no sum."""
    text = "Customer,Date,Amount\nAnn,2024-01-05,10\nAnn,2024-01-06,5\nTotal Ann,2024-01-06,7\n"
    assert {"Ann": (15, 2), "Total Ann": (7, 1)} == totals(read(tmp_path, text))


@pytest.mark.parametrize(
    ("header", "done", "word"),
    [
        ("\u8a02\u55ae\u72c0\u614b", "\u5df2\u5b8c\u6210", "\u5df2\u53d6\u6d88"),
        ("\u8a02\u55ae\u72c0\u614b", "\u5df2\u5b8c\u6210", "\u9000\u8ca8"),
        (
            "\u0421\u0442\u0430\u0442\u0443\u0441",
            "ok",
            "\u041e\u0442\u043c\u0435\u043d\u0451\u043d",
        ),
        ("Status", "Delivered", "CXL"),
        ("Status", "Delivered", "RTO"),
        ("Outcome", "Delivered", "Cancelled"),
        ("Zustand", "geliefert", "storniert"),
    ],
)
def test_cancelled_orders_are_left_out_in_other_words(
    tmp_path: Path, header: str, done: str, word: str
) -> None:
    """A status in other scripts, or under a header that nobody foresaw, leaves its lines out."""
    text = f"order_id,customer_id,{header},order_date,amount\n"
    text += f"1,a,{done},2024-01-05,10\n2,a,{word},2024-02-06,500\n3,b,{done},2024-01-07,20\n"
    assert {"a": (10, 1), "b": (20, 1)} == totals(read(tmp_path, text))


def test_states_of_customers_are_no_status(tmp_path: Path) -> None:
    """A customer whose account is closed has bought all the same."""
    text = "order_id,customer_id,Account State,order_date,amount\n1,a,active,2024-01-05,10\n"
    text += "2,b,closed,2024-02-06,500\n"
    assert {"a": (10, 1), "b": (500, 1)} == totals(read(tmp_path, text))


def test_a_document_number_is_an_order(tmp_path: Path) -> None:
    """Lines of one doc_no are one purchase."""
    text = "doc_no,doc_date,customer_no,line_amount\n1,2024-01-05,c,20\n1,2024-01-05,c,30\n"
    assert {"c": (50, 1)} == totals(read(tmp_path, text))
