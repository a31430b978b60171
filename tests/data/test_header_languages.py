"""Typical headers of other languages, as shops, tills and accounts write them."""

from __future__ import annotations

import pytest

from clvxl.data.columns import match_columns
from clvxl.errors import ColumnsNotFoundError

ROWS = {
    "German, invoices": (
        "Rechnungsnr.|Rechnungsdatum|Fälligkeitsdatum|Kunden-Nr.|Kundengruppe|Ort|Betrag netto|MwSt.|Währung|Zahlstatus",
        "order=Rechnungsnr.|date=Rechnungsdatum|customer=Kunden-Nr.|amount=Betrag netto|currency=Währung|status=Zahlstatus",
    ),
    "German, lines": (
        "Bestellnummer|Bestelldatum|Lieferdatum|Kunde|Artikel|Menge|Einzelpreis|Rabatt|Bemerkung",
        "order=Bestellnummer|date=Bestelldatum|customer=Kunde|quantity=Menge|price=Einzelpreis|discount=Rabatt",
    ),
    "German, a till": (
        "Bonnr|Datum|Uhrzeit|Kundenkartennr.|Filiale|Zahlbetrag",
        "order=Bonnr|date=Datum|customer=Kundenkartennr.|amount=Zahlbetrag",
    ),
    "French": (
        "N° de commande|Date de la commande|Date d'expédition|Code client|Ville|Montant TTC|Frais de port|Statut de la commande|Devise",
        "order=N° de commande|date=Date de la commande|customer=Code client|amount=Montant TTC|status=Statut de la commande|currency=Devise",
    ),
    "French, lines": (
        "N° facture|Date facture|Échéance|Identifiant client|Nom du client|Désignation|Qté|PU HT|Remise",
        "order=N° facture|date=Date facture|customer=Identifiant client|quantity=Qté|price=PU HT|discount=Remise",
    ),
    "Spanish": (
        "Nº de pedido|Fecha del pedido|Fecha de entrega|Código de cliente|Tipo de cliente|Importe total|IVA|Descuento|Estado del pedido|Moneda",
        "order=Nº de pedido|date=Fecha del pedido|customer=Código de cliente|amount=Importe total|status=Estado del pedido|currency=Moneda",
    ),
    "Spanish, lines": (
        "Factura|Fecha de emisión|Cliente|Ciudad|Producto|Cantidad|Precio unitario",
        "order=Factura|date=Fecha de emisión|customer=Cliente|quantity=Cantidad|price=Precio unitario",
    ),
    "Portuguese": (
        "Nº do pedido|Data do pedido|Previsão de entrega|CPF|Valor do pedido|Valor do frete|Desconto|Situação do pedido|Moeda",
        "order=Nº do pedido|date=Data do pedido|customer=CPF|amount=Valor do pedido|status=Situação do pedido|currency=Moeda",
    ),
    "Portuguese, lines": (
        "Nota Fiscal|Data de emissão|Código do cliente|Produto|Qtde.|Valor unitário",
        "order=Nota Fiscal|date=Data de emissão|customer=Código do cliente|quantity=Qtde.|price=Valor unitário",
    ),
    "Italian": (
        "N. ordine|Data ordine|Data di consegna|Codice cliente|Ragione sociale|Totale ordine|IVA|Stato dell'ordine|Valuta",
        "order=N. ordine|date=Data ordine|customer=Codice cliente|amount=Totale ordine|status=Stato dell'ordine|currency=Valuta",
    ),
    "Italian, lines": (
        "Numero fattura|Data fattura|Cliente|Articolo|Quantità|Prezzo unitario|Sconto",
        "order=Numero fattura|date=Data fattura|customer=Cliente|quantity=Quantità|price=Prezzo unitario|discount=Sconto",
    ),
    "Dutch": (
        "Ordernummer|Besteldatum|Leverdatum|Klantnummer|Klantnaam|Totaal incl. btw|Btw-bedrag|Verzendkosten|Orderstatus",
        "order=Ordernummer|date=Besteldatum|customer=Klantnummer|amount=Totaal incl. btw|status=Orderstatus",
    ),
    "Dutch, lines": (
        "Factuurnr.|Factuurdatum|Klant|Artikel|Aantal|Stuksprijs|Korting",
        "order=Factuurnr.|date=Factuurdatum|customer=Klant|quantity=Aantal|price=Stuksprijs|discount=Korting",
    ),
    "Polish": (
        "Nr zamówienia|Data zamówienia|Data wysyłki|Numer klienta|Miasto|Wartość brutto|Koszt dostawy|Status zamówienia|Waluta",
        "order=Nr zamówienia|date=Data zamówienia|customer=Numer klienta|amount=Wartość brutto|status=Status zamówienia|currency=Waluta",
    ),
    "Polish, lines": (
        "Nr faktury|Data wystawienia|Nabywca|Towar|Ilość|Cena jednostkowa|Rabat",
        "order=Nr faktury|date=Data wystawienia|customer=Nabywca|quantity=Ilość|price=Cena jednostkowa|discount=Rabat",
    ),
    "Japanese": (
        "注文番号|ご注文日|お届け予定日|会員番号|会員ランク|合計金額（税込）|送料|ポイント利用額|注文ステータス|通貨",
        "order=注文番号|date=ご注文日|customer=会員番号|amount=合計金額（税込）|status=注文ステータス|currency=通貨",
    ),
    "Japanese, lines": (
        "伝票番号|売上日|納品日|得意先コード|得意先名|商品名|数量|単価|値引額|備考",
        "order=伝票番号|date=売上日|customer=得意先コード|quantity=数量|price=単価|discount=値引額",
    ),
    "Japanese, a member's last purchase": (
        "顧客ID|購入日|最終購入日|初回購入日|購入金額|累計ポイント",
        "customer=顧客ID|date=購入日|amount=購入金額",
    ),
}


@pytest.mark.parametrize(("headers", "roles"), ROWS.values(), ids=ROWS)
def test_the_plain_headers_of_other_languages(headers: str, roles: str) -> None:
    """Each row finds its roles, and what stands beside them, such as tax or delivery, plays none."""
    names = headers.split("|")
    found = match_columns(names)
    expected = dict(pair.split("=") for pair in roles.split("|"))
    assert expected == {role: names[at] for role, at in found.roles.items()}


@pytest.mark.parametrize(("headers", "roles"), ROWS.values(), ids=ROWS)
def test_no_distractor_is_a_rival(headers: str, roles: str) -> None:
    """Beside each date and amount there is no second that would have to be asked about."""
    found = match_columns(headers.split("|"))
    assert roles
    assert {} == {role: at for role, at in found.rivals.items() if role != "customer"}


TAXED = (
    "Amount (incl. VAT)|Total excl. tax|Order Total (inc tax)|Sales ex GST|合計金額(税込)|税抜金額|金额(含税)|"
    "不含税金额|Betrag inkl. MwSt.|Summe zzgl. USt|Montant hors taxes|Importe sin IVA|Totale IVA inclusa|"
    "Bedrag excl. btw|Total IVA incluido"
)
TAXES = "VAT amount|MwSt-Betrag|USt-Betrag|Tax|Total tax|税额|消費税額|MwSt.|IVA|Montant TVA|Importe IVA|Btw-bedrag|Tax included"


@pytest.mark.parametrize("header", TAXED.split("|"))
def test_an_amount_with_a_remark_about_tax_is_an_amount(header: str) -> None:
    """Whether tax is within an amount does not make the amount a tax."""
    assert 2 == match_columns(["Customer", "Date", header]).roles["amount"]


@pytest.mark.parametrize("header", TAXES.split("|"))
def test_a_tax_is_no_amount(header: str) -> None:
    """The tax itself is never taken for the amount."""
    with pytest.raises(ColumnsNotFoundError, match="no amount column"):
        match_columns(["Customer", "Date", header])
