"""What the words of a status or of a kind of document say of a sale. Standard library only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal, TypeAlias

__all__ = [
    "Verdict", "is_flag", "is_partly_refunded", "plain_word", "status_verdict", "status_verdicts", "type_verdict",
    "type_verdicts",
]  # fmt: skip

Verdict: TypeAlias = Literal["cancelled", "refunded", "unpaid", "no_sale", "return", "kept", ""]
"""The reason for leaving a line out, "return" for money that goes back, "kept", or "" unknown."""

_SIGN = re.compile(r"[\W_]+")
_ACCENT = re.compile(r"[\u0300-\u036f]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split(";"))


CANCELLED = _words(
    "cancelled;canceled;cancel;cancellation;void;voided;failed;failure;declined;rejected;expired;"
    "abandoned;closed;deleted;denied;fraud;trash;trashed;aborted;lost;storniert;storno;abgebrochen;"
    "geloscht;annule;annulee;echouee;refusee;cancelado;cancelada;anulado;anulada;fallido;rechazado;"
    "recusado;annullato;annullata;geannuleerd;anulowane;anulowany;anulowana;anulowano;unavailable;"
    "blocked;removed;fehlgeschlagen;abgelehnt;abgelaufen;geschlossen;echoue;refuse;fallida;"
    "rechazada;falhou;cxl;cxld;cncl;отменен;отменена;отменено;отмена;cancelados;canceladas;verlopen"
)
REFUNDED = _words(
    "refunded;refund;returned;chargeback;chargedback;reversed;erstattet;retourniert;ruckerstattet;"
    "rembourse;remboursee;reembolsado;reembolsada;devuelto;devuelta;devolvido;devolvida;"
    "estornado;estornada;rimborsato;rimborsata;zuruckgezahlt;zuruckgebucht;terugbetaald;zwrocone;rto;ruckgabe;zuruckgegeben;zuruckgesandt;возврат;возвращен;"
    "zwrocono"
)
UNPAID = _words(
    "ожидает;неоплачен;unpaid;pending;draft;holded;overdue;unbezahlt;ausstehend;offen;impaye;impayee;pendiente;"
    "pendente;authorized;authorised;uncaptured;awaiting;onhold;hold;attente;aguardando;unfunded;incomplete;onbetaald;openstaand;"
    "impagado;impagada;nieoplacone;nieopłacone;oczekujace;oczekuje"
)
UNPAID_PHRASES = (
    "not paid;requires payment;requires action;requires confirmation;requires capture;"
    "payment review;past due;checkout draft;nicht bezahlt;non paye;sin pagar;nao pago;no pagado;in attesa"
).split(";")
NOTHING_HAPPENED = frozenset(("无", "無", "none", "no refund", "not refunded", "no return"))
PARTLY = _words(
    "partial;partially;partly;teilweise;partiellement;partiel;parcialmente;parcial;part"
)
AFTER_PAYMENT = (
    "ship;fulfil;deliver;pickup;collection;dispatch;versand;liefer;expedi;livr;envio;entrega"
).split(";")
DONE = _words(
    "paid;complete;completed;delivered;shipped;processing;processed;invoiced;approved;success;"
    "succeeded;successful;captured;settled;fulfilled;unfulfilled;confirmed;done;finished;active;"
    "ok;sent;received;accepted;dispatched;packed;bezahlt;abgeschlossen;versendet;versandt;geliefert;"
    "erledigt;gebucht;verbucht;paye;payee;terminee;termine;livree;livre;expediee;expedie;traitement;"
    "pagado;pagada;completado;completada;enviado;enviada;entregado;entregue;pago;paga;concluido;"
    "aprovado;faturado;cleared;posted;sold;sale;yes;bearbeitung;pagato;pagata;completato;"
    "completata;spedito;spedita;consegnato;consegnata;evaso;lavorazione;betaald;verzonden;"
    "voltooid;afgerond;geleverd;oplacone;opłacone;zaplacone;zapłacone;zrealizowane;wyslane;wysłane;"
    "dostarczone;abgerechnet;versandbereit;facturado;facturee"
)
EAST_ASIAN: tuple[tuple[Verdict, tuple[str, ...]], ...] = (
    ("kept", (
        "部分", "无退款", "未退款", "没有退款", "未申请退款", "没有申请退款", "一部", "无售后", "退款关闭",
        "退款失败", "退款取消", "取消退款", "撤销退款", "拒绝退款", "退款驳回", "售后关闭", "售后取消", "未退货",
    )),
    ("unpaid", (
        "待付款", "未付款", "等待买家付款", "等待付款", "未支付", "待支付", "待买家付款", "未入金",
        "未付", "等待買家付款", "支払待", "支払い待", "入金待", "決済待", "未決済", "待成团", "待确认付款",
        "결제대기",
    )),
    ("refunded", (
        "已退款", "退貨", "退款成功", "退款完成", "全额退款", "已退货", "退货完成", "退货退款", "返金済",
        "返金完了", "返品済", "返品", "退款",
    )),
    ("cancelled", (
        "取消", "关闭", "失败", "作废", "拒收", "撤销", "キャンセル", "無効", "删除", "취소",
        "關閉", "失敗", "作廢", "撤銷", "刪除",
    )),
    ("kept", (
        "成功", "完成", "已付款", "已支付", "已发货", "待发货", "签收", "待收货", "已收货", "发货",
        "出库", "评价", "待自提", "已自提", "锁定", "配送", "入金済", "支払済", "発送", "完了", "确认收货",
        "待接单", "备货", "待揽收", "未対応", "対応中", "対応済", "処理中", "出荷", "納品",
    )),
)  # fmt: skip

RETURN_TYPES = _words(
    "refund;refunds;return;returns;gutschrift;avoir;storno;stornorechnung;creditnote;creditmemo;"
    "reversal;chargeback;retoure;remboursement;reembolso;devolucion;devolucao;rimborso;claim;"
    "dispute;ruckzahlung;ruckerstattung;ruckbuchung;zwrot;terugbetaling;abono;abonos;"
    "rectificativa"
)
RETURN_PHRASES = ("credit note", "credit memo", "nota de credito", "note de credit")
NO_SALE = _words(
    "fee;fees;transfer;payout;payouts;withdrawal;deposit;conversion;quote;quotation;estimate;offer;"
    "proforma;angebot;devis;presupuesto;cotizacion;orcamento;preventivo;kostenvoranschlag;"
    "advertising;authorization;authorisation;label;postage;reserve;abbuchung;auszahlung;"
    "bankgutschrift;wahrungsumrechnung;einbehaltung;gebuhr;autorisierung;offerte;oferta"
)
NO_SALE_PHRASES = (
    "account hold", "hold on", "of hold", "shopping cart item", "currency conversion",
)  # fmt: skip
"""What a payment service books for itself; some have the words of money that goes back."""
RETURN_SIGNS = ("退款", "退货", "红冲", "红字", "返品", "返金", "贷项")
NO_SALE_SIGNS = ("报价", "提现", "手续费", "转账", "見積", "服务费")
SALE_TYPES = _words(
    "sale;sales;order;orders;invoice;charge;payment;purchase;rechnung;facture;factura;fatura;verkauf;"
    "vente;venta;venda;receipt;rechn;bestellung;zahlung;handyzahlung;abonnementzahlung;paiement;"
    "pago;pagamento;donation"
)
SALE_SIGNS = ("销售", "订单", "消费", "売上", "购买", "发票", "收入")


def plain_word(text: str) -> str:
    """Return a status as it is compared: small letters, no accents, words apart by blanks.

    >>> plain_word(" Partially_Refunded"), plain_word("Annulée")
    ('partially refunded', 'annulee')
    """
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    plain = unicodedata.normalize("NFC", _ACCENT.sub("", folded))
    return _SIGN.sub(" ", plain).strip()


def status_verdict(text: str) -> Verdict:
    """Return what a status says of its sale.

    >>> [status_verdict(text) for text in ("Canceled", "on-hold", "partially_refunded", "gold")]
    ['cancelled', 'unpaid', 'kept', '']
    >>> [status_verdict(text) for text in ("交易关闭", "(删除)等待付款", "已发货", "部分退款")]
    ['cancelled', 'unpaid', 'kept', 'kept']
    """
    plain = plain_word(text)
    words = {*plain.split(), plain.replace(" ", "")}
    if plain in NOTHING_HAPPENED:
        return "kept"
    if words & PARTLY or "won" in words:
        return "kept"
    if any(phrase in plain for phrase in UNPAID_PHRASES):
        return "unpaid"
    if any(stem in plain for stem in AFTER_PAYMENT) and not words & (CANCELLED | REFUNDED):
        return "kept"
    for verdict, known in (("cancelled", CANCELLED), ("refunded", REFUNDED), ("unpaid", UNPAID)):
        if words & known and not words & {"not", "never", "no"}:
            return verdict  # type: ignore[return-value]
    for verdict, signs in EAST_ASIAN:
        if any(sign in plain for sign in signs):
            return verdict
    return "kept" if words & DONE else ""


def is_partly_refunded(text: str) -> bool:
    """Whether a status says that a part was paid back.

    >>> is_partly_refunded("partially_refunded"), is_partly_refunded("Partially paid")
    (True, False)
    """
    plain = plain_word(text)
    words = {*plain.split(), plain.replace(" ", "")}
    western = bool(words & PARTLY) and bool(words & REFUNDED or words & RETURN_TYPES)
    return western or ("部分" in plain and "退" in plain) or "一部返" in plain


def type_verdict(text: str) -> Verdict:
    """Return what a kind of document or booking says: a sale, money back, or neither.

    >>> [type_verdict(text) for text in ("Invoice", "Credit Note", "Service Fee", "H")]
    ['kept', 'return', 'no_sale', '']
    """
    plain = plain_word(text)
    words = {*plain.split(), plain.replace(" ", "")}
    if _holds(plain, NO_SALE_PHRASES):
        return "no_sale"
    phrased = _holds(plain, RETURN_PHRASES)
    if words & RETURN_TYPES or phrased or _holds(plain, RETURN_SIGNS):
        return "return"
    if words & NO_SALE or _holds(plain, NO_SALE_SIGNS):
        return "no_sale"
    return "kept" if words & SALE_TYPES or _holds(plain, SALE_SIGNS) else ""


FLAGS: tuple[tuple[frozenset[str], Verdict, Verdict], ...] = (
    (_words(
        "deleted;isdeleted;已删除;是否删除;cancelled;canceled;iscancelled;iscanceled;voided;void;isvoid;isvoided;storniert;annule;"
        "annulee;cancelado;cancelada;anulado;anulada;取消;已取消;是否取消;是否已取消;キャンセル"
    ), "cancelled", "kept"),
    (_words(
        "refunded;isrefunded;isreturned;erstattet;retourniert;rembourse;remboursee;reembolsado;"
        "reembolsada;已退款;是否退款;是否已退款;是否退货;返金済み"
    ), "refunded", "kept"),
    (_words(
        "paid;ispaid;bezahlt;paye;payee;pagado;pagada;pago;已付款;已支付;是否付款;是否支付;是否已付款;入金済み;"
        "支払済み"
    ), "kept", "unpaid"),
    (_words("test;istest;testorder;istestorder;测试;是否测试;テスト"), "no_sale", "kept"),
)  # fmt: skip
"""Headers of columns of yes and no, and what either says."""
YES = _words("yes;y;true;1;x;ja;j;wahr;oui;vrai;o;si;s;verdadero;sim;verdadeiro;はい;是;已")
NO = _words("no;n;false;0;nein;falsch;non;faux;nao;falso;いいえ;否;未")


def _flag(header: str) -> tuple[Verdict, Verdict] | None:
    name = plain_word(header).replace(" ", "")
    return next(((yes, no) for names, yes, no in FLAGS if name in names), None)


def is_flag(header: str, cells: Iterable[str | None]) -> bool:
    """Whether a column answers with yes or no whether its sales are any.

    >>> is_flag("Refunded", ["Yes", "no", None]), is_flag("Refunded", ["0.00", "12.50"])
    (True, False)
    """
    if _flag(header) is None:
        return False
    words = {plain_word(cell) for cell in cells if cell and cell.strip()}
    # zeros may be money as well
    return bool(words) and words <= YES | NO and words != {"0"}


def status_verdicts(header: str, words: Iterable[str]) -> list[Verdict]:
    """Return what the words of a status, or of a column of yes and no, say of their sales.

    >>> status_verdicts("Paid", ["TRUE", "FALSE"]), status_verdicts("Stage", ["Closed Lost"])
    (['kept', 'unpaid'], ['cancelled'])
    """
    every = list(words)
    flag = _flag(header) if is_flag(header, every) else None
    if flag is None:
        return [status_verdict(word) for word in every]
    return [flag[0] if plain_word(word) in YES else flag[1] for word in every]


INVOICE_WORDS = _words("invoice;rechnung;facture;factura;fatura")
INVOICE_SIGNS = ("发票", "請求")
PAYMENT_WORDS = _words(
    "payment;payments;zahlung;zahlungseingang;paiement;reglement;pago;cobro;pagamento"
)
PAYMENT_SIGNS = ("收款", "付款", "入金")


def type_verdicts(words: Iterable[str]) -> list[Verdict]:
    """Return what kinds of documents or bookings say: beside invoices, their payment is no sale.

    >>> type_verdicts(["Invoice", "Payment"]), type_verdicts(["Payment", "Refund"])
    (['kept', 'no_sale'], ['kept', 'return'])
    """
    every = list(words)
    if not any(_speaks_of(word, INVOICE_WORDS, INVOICE_SIGNS) for word in every):
        return [type_verdict(word) for word in every]
    return [
        "no_sale" if _speaks_of(word, PAYMENT_WORDS, PAYMENT_SIGNS) else type_verdict(word)
        for word in every
    ]


def _speaks_of(text: str, words: frozenset[str], signs: Iterable[str]) -> bool:
    plain = plain_word(text)
    return not words.isdisjoint(plain.split()) or _holds(plain, signs)


def _holds(text: str, signs: Iterable[str]) -> bool:
    return any(sign in text for sign in signs)
