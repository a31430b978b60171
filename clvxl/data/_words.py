"""The words that people use in headers, by role: English, Chinese, and the plain ones of others.

Small letters, no accents, blanks between words, phrases apart by ";". A role has tiers, the better
first; the kinds of customers and dates are told by their tier (`CUSTOMER_KINDS`, `DATE_KINDS`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

__all__ = ["CUSTOMER_KINDS", "DATE_KINDS", "ROLE_WORDS", "Tier"]

Tier: TypeAlias = tuple[str, bool | None]
"""Phrases, and whether they count within a header too: True even beside barred words."""


def _of(*parts: str) -> str:
    return ";".join(parts)


CUSTOMER_KINDS = ("id", "plain", "plain", "contact", "contact", "name", "bare")
_CUSTOMER: list[Tier] = [
    (
        _of(
            "customer id;customer no;customer nr;customer number;customer code;customer key;"
            "cust id;cust no;client id;client no;client number;client code;member id;member no;"
            "member number;membership number;user id;user no;buyer id;buyer user id;account id;"
            "account no;account number;shopper id;consumer id;household id;donor id;subscriber id;"
            "card no;card number;loyalty card;customer unique id;buyer username;customer account",
            "客戶編號;會員編號;顧客編號;會員號;客户编号;客户号;客户id;客户代码;客户编码;客户号码;顾客编号;顾客号;顾客id;会员编号;会员号;"
            "会员id;会员卡号;用户编号;用户id;用户号;买家编号;买家id;消费者编号;消费者id;下单帐号;下单账号",
            "kundennr;kundennummer;kunden nr;kunden nummer;kunden id;kundencode;kdnr;kd nr;debitor;"
            "debitornr;debitorennr;debitorennummer;debitor nr;debitorenkonto;mitgliedsnr;"
            "mitgliedsnummer;kundenkonto;kundenkartennr;kundenkartennummer;klantnummer;klantnr;"
            "klant nr;klant id;klantcode;debiteur;debiteurnummer;debiteurnr;relatienummer;lidnummer",
            "code client;numero client;numero de client;numero du client;n client;no client;"
            "n de client;num client;id client;id du client;identifiant client;reference client;"
            "ref client;compte client;numero adherent;numero d adherent;n adherent;code adherent;"
            "carte de fidelite;n carte;numero de carte",
            "id cliente;cliente id;codigo cliente;codigo de cliente;codigo do cliente;"
            "codigo del cliente;numero cliente;numero de cliente;numero do cliente;"
            "numero del cliente;num cliente;no cliente;nro cliente;n cliente;n de cliente;no de cliente;no do cliente;"
            "n do cliente;cod cliente;id de cliente;id do cliente;id del cliente;clave cliente;"
            "clave de cliente;numero de socio;n socio;codice cliente;codice del cliente;"
            "numero del cliente;cod cli;id utente",
            "nr klienta;numer klienta;id klienta;kod klienta;nr kontrahenta;kod kontrahenta",
            "顧客id;顧客番号;顧客コード;顧客no;会員id;会員番号;会員コード;会員no;得意先コード;得意先番号;得意先id;"
            "取引先コード;お客様番号;お客様id;お客様コード;購入者id;注文者id;ユーザーid",
        ),
        False,
    ),
    (
        _of(
            "customer;client;member;user;buyer;cust;shopper;consumer;household;donor;"
            "subscriber;客户;顾客;会员;用户;买家;消费者",
            "kunde;kundin;besteller;auftraggeber;kaufer;acheteur;adherent;cliente;comprador;socio;"
            "acquirente;consumidor;klant;koper;klient;kontrahent;nabywca;kupujacy",
            "客戶;會員;買家;고객;고객명;клиент;покупатель;顧客;得意先;お客様;購入者;会員;注文者;取引先;ユーザー",
        ),
        False,
    ),
    ("customers;clients;members;users;cid;uid;卡号;账号;kunden;clientes;clienti;cpf;cnpj;cpf cnpj;nip;nif", None),
    (
        _of(
            "customer email;email;e mail;buyer email;client email;user email;email address;"
            "email billing;billing email;from email address;courriel;adresse e mail;"
            "adresse email;adresse mail;email client;e mail client;correo;correo electronico;"
            "email cliente;email do cliente;e mail do cliente;email del cliente;邮箱;电子邮箱;会员邮箱;"
            "メールアドレス;注文者メールアドレス;購入者メールアドレス;お客様メールアドレス"
        ),
        True,
    ),
    (
        _of(
            "phone;mobile;telephone;phone number;mobile number;mobile phone;customer phone;"
            "buyer phone number;phone billing;billing phone;telefon;telefonnummer;handynummer;"
            "telefono;telefone;telefoonnummer;telemovel;portable;celular;movil;cellulare;手机;手机号;手机号码;电话;电话号码;联系电话;联系手机;收货人手机;"
            "收货人手机号;买家手机号;会员手机号;客户手机号;電話番号;携帯番号;携帯電話番号;"
            "お客様電話番号;注文者電話番号"
        ),
        None,
    ),
    (
        _of(
            "customer name;client name;member name;user name;buyer name;account name;"
            "bill to name;party name;full name;name of customer;name of the customer;name of client;客户名称;客户名;客户姓名;顾客姓名;顾客名称;会员名;会员姓名;用户名;"
            "用户昵称;买家昵称;买家会员名;昵称;姓名",
            "kundenname;name des kunden;firma;firmenname;kunde name;nom du client;nom client;"
            "client nom;raison sociale;nom complet;nom et prenom;nom prenom;nombre del cliente;"
            "nombre cliente;nombre de cliente;nombre completo;nombre y apellidos;razon social;"
            "nome do cliente;nome cliente;nome del cliente;nome completo;razao social;"
            "ragione sociale;nome e cognome;klantnaam;naam klant;naam van klant;bedrijfsnaam;"
            "nazwa klienta;nazwa kontrahenta;imie i nazwisko;顧客名;得意先名;取引先名;氏名;お名前;"
            "お客様名;購入者名;購入者氏名;会員名;会員氏名;注文者名;注文者氏名",
        ),
        True,
    ),
    ("id;编号;account;name;名称;名字;nom;nombre;nome;naam;nazwa;名前;名称", None),
]
_CUSTOMER_BARRED = _of(
    "name;names;country;city;state;region;province;type;segment;group;age;gender;sex;address;"
    "phone;tel;mobile;email;mail;since;zip;postal;postcode;status;category;level;tier;count;"
    "service;rating;satisfaction;value;lifetime;birth;birthday;date;day;time;amount;sales;"
    "revenue;total;quantity;price;score;rank;cost;spend;orders;first;last;recency;frequency;"
    "monetary;manager;comment;comments;note;notes;agent;message;remark;remarks;feedback;paid;"
    "payment;currency;discount;refund;source;channel;language;tax;vat;fee;consent;accepts;memo",
    "名;昵称;国;省;市;地;区;类;型;等级;级别;性别;年龄;电话;手机;邮箱;生日;时间;日期;金额;数;量;来源;"
    "评分;满意;分组;分群;备注;留言;价值;经理;应付;实付;支付;货款;邮费;积分;服务费;地址;状态;渠道",
    "gruppe;typ;kommentar;bemerkung;anmerkung;land;stadt;ort;betreuer;seit;"
    "groupe;pays;ville;commentaire;remarque;grupo;tipo;pais;ciudad;cidade;comentario;observacion;"
    "observacao;desde;depuis;vorname;nachname;alter;geschlecht;adresse;strasse;plz;herkunft;prenom;nom;categorie;age;sexe;code postal;nombre;apellido;apellidos;direccion;edad;sexo;nome;sobrenome;endereco;idade;cep;cognome;citta;paese;indirizzo;gruppo;provincia;eta;voornaam;achternaam;naam;plaats;adres;groep;opmerking;imie;nazwisko;nazwa;miasto;kraj;grupa;uwagi;"
    "区分;備考;種別;住所;コメント;ランク;年齢;性別;都道府県;郵便番号;カナ;フリガナ;メモ;要望;対応",
)

DATE_KINDS = ("order", "order", "plain", "payment", "record")
_DATE: list[Tier] = [
    (
        _of(
            "placed on;ordered;ordered at;ordered on;order placed;sold on;sold at;voucher date;doc date;invoice date;order date;purchase date;transaction date;sale date;sales date;bill date;"
            "booking date;date of purchase;date of sale;date of order;date of transaction;"
            "date ordered;date purchased;receipt date;document date;posting date",
            "訂單日期;下單日期;交易日期;購買日期;訂單時間;下單時間;주문일;주문일자;дата заказа;дата;订单日期;下单日期;交易日期;购买日期;消费日期;销售日期;成交日期;开票日期;发票日期;购货日期",
            "bestelldatum;rechnungsdatum;belegdatum;kaufdatum;auftragsdatum;buchungsdatum;"
            "verkaufsdatum;umsatzdatum;transaktionsdatum;datum der bestellung;bestellt am;"
            "gekauft am;besteldatum;orderdatum;factuurdatum;aankoopdatum;verkoopdatum;"
            "transactiedatum",
            "date de commande;date commande;date de la commande;date d achat;date achat;"
            "date facture;date de facture;date de la facture;date de facturation;date de vente;"
            "date de la vente;date vente;date d emission;date de transaction;date transaction;"
            "date de la transaction;date ticket;date du ticket",
            "fecha de pedido;fecha pedido;fecha del pedido;fecha de compra;fecha compra;"
            "fecha de la compra;fecha factura;fecha de factura;fecha de la factura;fecha de venta;"
            "fecha de la venta;fecha venta;fecha de emision;fecha de transaccion;"
            "fecha transaccion;fecha de orden;fecha de la orden",
            "data do pedido;data pedido;data de pedido;data da compra;data de compra;data compra;"
            "data da venda;data de venda;data venda;data da fatura;data da emissao;"
            "data de emissao;data emissao;data da transacao;data da nota;data da ordem",
            "data ordine;data dell ordine;data acquisto;data di acquisto;data vendita;"
            "data di vendita;data fattura;data documento;data transazione",
            "data zamowienia;data zakupu;data sprzedazy;data faktury;data wystawienia;"
            "data transakcji",
            "注文日;ご注文日;購入日;受注日;売上日;取引日;販売日;伝票日付;伝票日;請求日;計上日;注文年月日;"
            "購入年月日;受注年月日;売上年月日;取引年月日",
        ),
        False,
    ),
    (
        _of(
            "order time;order datetime;order timestamp;invoice time;invoice datetime;"
            "transaction time;transaction datetime;purchase time;purchase datetime;"
            "purchase timestamp;sale time",
            "下单时间;交易时间;购买时间;消费时间;销售时间;成交时间;订单时间;订单创建时间;订单下单时间",
            "注文日時;ご注文日時;購入日時;受注日時;取引日時;売上日時;販売日時",
        ),
        False,
    ),
    ("date;dates;日期;datum;fecha;data;日付;年月日", False),
    (
        _of(
            "payment date;paid at;paid on;paid on date;date paid;payments date;payment time;"
            "付款日期;付款时间;支付时间;支付日期;订单付款时间;买家付款时间",
            "zahlungsdatum;zahldatum;bezahlt am;date de paiement;date paiement;fecha de pago;"
            "data do pagamento;data de pagamento;data pagamento;betaaldatum;data płatnosci;"
            "入金日;決済日;支払日;入金日時;決済日時",
        ),
        None,
    ),
    (
        _of(
            "datetime;timestamp;day;time;时间;created at;created;created date;created on;"
            "date created;order created at;创建时间;erstellt am;angelegt am;date de creation;"
            "erstelldatum;erstellungsdatum;date creation;fecha de creacion;fecha creacion;"
            "data de criacao;data criacao;aangemaakt op;data utworzenia;作成日時;登録日時;日時"
        ),
        None,
    ),
]
_DATE_BARRED = _of(
    "birth;delivery;delivered;ship;shipping;shipped;dispatch;due;expiry;expiration;expires;end;"
    "start;join;joined;joining;registration;register;registered;signup;sign;first;last;next;"
    "return;refund;update;updated;modified;estimated;approved;since;day of;month;year;required;"
    "cancelled;canceled;zone",
    "生日;出生;发货;送货;交货;到货;收货;到期;注册;入会;结束;开始;首次;最近;上次;末次;更新;退款;退货;"
    "预计;关闭;取消;完成;成交完",
    "lieferung;liefer;versand;geburt;fallig;livraison;naissance;expedition;echeance;entrega;"
    "envio;nacimiento;nascimento;vencimento;vencimiento;base;letzte;letztes;letzter;erste;erstes;anderung;inscription;modification;annulation;retour;limite;alta;registro;actualizacion;modificacion;caducidad;ultima;ultimo;primera;cadastro;atualizacao;validade;primeira;consegna;spedizione;nascita;scadenza;levering;verzending;dostawy;wysyłki;"
    "urodzenia;配送;発送;出荷;誕生;生年;納品;締;最終;初回;前回;次回;予定;希望;届;更新;変更;キャンセル;返品;"
    "返金;入会;退会;有効",
)
_AMOUNT: list[Tier] = [
    (
        _of(
            "line total;line amount;sales amount;sale amount;sales value;order amount;order total;"
            "order value;invoice amount;invoice total;invoice value;total amount;total price;"
            "total sales;total sale;total value;total revenue;purchase amount;purchase value;"
            "transaction amount;transaction value;payment amount;payment value;amount paid;"
            "net amount;net sales;extended price;dollar value;money spent;amount spent;"
            "gross amount;gross sales;grand total;item total;net total;gross total;sold for",
            "訂單金額;訂單總額;總金額;實付金額;付款金額;결제금액;주문금액;сумма заказа;сумма;消费金额;销售额;销售金额;订单金额;交易金额;成交金额;购买金额;支付金额;付款金额;实付金额;实付款;"
            "总金额;总价;总额;订单总额;订单总价;消费额;交易额;成交额;营业额;小计;实收金额;应收金额;应付金额;"
            "应收订单金额;订单实付金额;买家实际支付金额;结算金额",
            "nettobetrag;bruttobetrag;gesamtbetrag;rechnungsbetrag;gesamtpreis;gesamtsumme;"
            "positionsbetrag;warenwert;nettoumsatz;bruttoumsatz;auftragswert;bestellwert;"
            "betrag netto;betrag brutto;umsatz netto;umsatz brutto;summe netto;summe brutto;"
            "gesamt netto;gesamt brutto;endbetrag;zahlbetrag;zahlungsbetrag;kaufbetrag;"
            "rechnungssumme;bestellsumme;auftragssumme;umsatzerlos;totaalbedrag;factuurbedrag;"
            "orderbedrag;bedrag excl btw;bedrag incl btw;totaal excl btw;totaal incl btw",
            "imponibile;totale documento;montant ttc;montant ht;montant total;montant net;montant paye;montant total ttc;"
            "montant total ht;total ttc;total ht;total commande;total paye;chiffre d affaires;"
            "ca ht;ca ttc;prix total;prix total ttc;net a payer;montant de la commande;"
            "montant commande;montant facture;montant de la vente;montant ligne;total facture",
            "importe total;monto total;valor total;precio total;preco total;total pedido;"
            "total do pedido;total de pedido;total del pedido;total compra;total venta;total venda;"
            "total factura;total pagado;total pago;importe neto;importe bruto;importe pagado;"
            "importe del pedido;importe factura;monto pagado;monto de la venta;valor pago;"
            "valor do pedido;valor da venda;valor da compra;valor da nota;valor liquido;"
            "valor bruto;valor venda;total geral;preco final;precio final;venta neta;"
            "ventas netas;venta total;importe linea;total linea;valor total do item;total da venda",
            "importo totale;importo netto;importo lordo;importo pagato;totale ordine;"
            "totale fattura;totale documento;prezzo totale",
            "wartosc brutto;wartosc netto;kwota brutto;kwota netto;wartosc zamowienia;"
            "kwota zamowienia;wartosc sprzedazy;do zapłaty",
            "売上金額;売上高;売上額;合計金額;請求金額;請求額;購入金額;購入額;支払金額;お支払金額;お支払い金額;"
            "支払合計;受注金額;注文金額;ご注文金額;税込金額;税抜金額;税込合計;総額;総合計;販売金額;取引金額;"
            "決済金額;利用金額;ご利用金額;注文合計;受注合計;請求合計;購入合計;合計額;小計;商品金額",
        ),
        False,
    ),
    (
        _of(
            "amount;revenue;sales;sale;turnover;spend;spent;spending;gmv;amt;dollars;gross;net;"
            "金额;收入;营收",
            "betrag;umsatz;erlos;netto;brutto;montant;importe;monto;venta;ventas;montante;receita;"
            "faturamento;venda;vendas;importo;fatturato;ricavo;bedrag;omzet;kwota;sprzedaz;金額;売上",
        ),
        False,
    ),
    (
        _of(
            "total;value;money;paid;payment;sum;subtotal;合计;总计;费用;实收;销售",
            "summe;wert;gesamt;somme;valeur;ca;valor;totale;valore;totaal;suma;razem;wartosc;合計;小計",
        ),
        None,
    ),
]
_AMOUNT_BARRED = _of(
    "quantity;qty;units;count;number;no;unit;discount;tax;taxes;vat;shipping;freight;profit;cost;"
    "margin;refund;refunded;returned;balance;id;date;time;person;rep;staff;team;manager;channel;"
    "region;country;target;forecast;budget;code;type;rank;order no;fee;fees;method;status;tip;"
    "currency;points;outstanding;due;commission;source;gift;coupon",
    "数量;件数;单价;折扣;优惠;税;运费;利润;成本;退款;余额;日期;时间;人;员;渠道;目标;预算;编号;代码;"
    "地区;邮费;积分;方式;状态;服务费;佣金",
    "steuer;mwst;mw st;ust;u st;rabatt;versand;versandkosten;kosten;gewinn;tva;remise;frais;livraison;"
    "benefice;iva;descuento;envio;costo;coste;gastos;desconto;frete;imposto;custo;lucro;unitario;"
    "unitaire;numero;nro;nr;codigo;canal;estado;mehrwertsteuer;skonto;gutschein;anzahlung;provision;porto;lager;bestand;einheit;quantite;reduction;acompte;marge;cout;port;commission;cantidad;impuesto;impuestos;margen;ganancia;utilidad;propina;comision;saldo;unidad;quantidade;taxa;comissao;margem;sconto;spedizione;margine;quantita;unitario;btw;korting;verzendkosten;winst;aantal;rabatu;"
    "koszt;dostawy;wysyłki;podatek;podatku;marza;ilosc;jednostkowa;prowizja;zysk;"
    "送料;消費税;税額;割引;値引;原価;粗利;利益;手数料;ポイント;クーポン;単価;残高;目標;予算;件数;回数;平均",
)
_PRICE: list[Tier] = [
    (
        _of(
            "unit price;item price;price per unit;price each;selling price;sales price;sale price;"
            "retail price;lineitem price;单价;单位价格;销售单价;商品单价",
            "einzelpreis;stuckpreis;stueckpreis;preis pro stuck;preis je einheit;vk preis;"
            "einzelpreis netto;einzelpreis brutto;verkaufspreis;preis stuck;stuksprijs;"
            "prijs per stuk;eenheidsprijs;prix unitaire;prix unitaire ht;prix unitaire ttc;pu;"
            "pu ht;pu ttc;prix de vente;precio unitario;precio unidad;precio por unidad;"
            "precio de venta;precio venta;preco unitario;preco de venda;valor unitario;"
            "vlr unitario;prezzo unitario;prezzo di vendita;cena jednostkowa;"
            "単価;販売単価;商品単価;税込単価;税抜単価",
        ),
        False,
    ),
    ("price;价格;售价;preis;prix;precio;preco;prezzo;prijs;cena;価格;販売価格", False),
]
_PRICE_BARRED = _of(
    "total;extended;line;sum;cost;discount;tax;original;old;list;shipping;currency;总;原价;成本;"
    "折扣;gesamt;listen;einkauf;ek;achat;costo;custo;totale;totaal;razem;送料;原価;合計;定価;仕入"
)
_QUANTITY: list[Tier] = [
    (
        _of(
            "quantity;quantities;qty;quantity ordered;order quantity;ordered quantity;"
            "purchase quantity;quantity sold;number of units;number of items;quantity purchased;"
            "lineitem quantity;数量;购买数量;件数;销售数量;商品数量;订购数量",
            "menge;anzahl;stuckzahl;stueckzahl;bestellmenge;verkaufte menge;absatzmenge;aantal;"
            "hoeveelheid;quantite;qte;quantite vendue;quantite commandee;nb articles;"
            "nombre d articles;cantidad;cant;cantidad vendida;cantidad comprada;quantidade;qtd;"
            "qtde;quant;quantidade vendida;quantita;qta;ilosc;liczba sztuk;"
            "個数;点数;購入数;購入点数;購入個数;注文数;注文個数;販売数;販売数量",
        ),
        False,
    ),
    ("units;pieces;pcs;number of;no of;销量;个数;stuck;unidades;uds;stk;pezzi;stuks;szt;sztuk", False),
]
_QUANTITY_BARRED = _of(
    "price;order;orders;purchase;purchases;transaction;transactions;visits;customers;days;stock;"
    "discount;refund;returned;库存;客户数;订单数;单价;退货;退款;在庫"
)
_ORDER: list[Tier] = [
    (
        _of(
            "order id;order no;order nr;order number;order ref;order reference;order code;"
            "order key;order name;invoice no;invoice id;invoice number;invoice nr;transaction id;"
            "transaction no;transaction number;receipt no;receipt id;receipt number;bill no;"
            "bill number;basket id;ticket no;ticket number;purchase id;sales order no;"
            "sales order number;sale id;document no;document number;checkout id;bill id;doc no;doc number;doc id;doc nr;voucher no;voucher number",
            "订单号;訂單號;訂單編號;訂單號碼;주문번호;номер заказа;订单编号;订单id;单据号;单据编号;发票号;发票号码;发票编号;交易号;交易编号;交易单号;"
            "流水号;小票号;销售单号;主订单编号;主订单号;父订单号",
            "bestellnr;bestellnummer;bestell nr;auftragsnr;auftragsnummer;rechnungsnr;"
            "rechnungsnummer;belegnr;belegnummer;beleg nr;vorgangsnr;rechnungs nr;auftrags nr;"
            "bestell id;auftrags id;bonnr;bonnummer;bon nr;kassenbonnr;vorgangsnummer;rg nr;re nr;"
            "rechnung nr;transaktionsnummer;transaktions id;ordernummer;ordernr;bestelnummer;"
            "bestelnr;factuurnummer;factuurnr",
            "numero de commande;n commande;no commande;numero commande;id commande;"
            "numero de facture;numero facture;n facture;no facture;num facture;reference commande;"
            "reference de la commande;ref commande;n de commande;num commande;n de facture;"
            "id de commande;numero de ticket;numero ticket;n ticket;no ticket",
            "numero de pedido;numero do pedido;numero pedido;numero del pedido;no pedido;num pedido;"
            "id pedido;n pedido;n de pedido;n do pedido;no de pedido;no do pedido;no del pedido;nro pedido;codigo do pedido;"
            "codigo de pedido;id do pedido;id del pedido;id de pedido;numero de factura;"
            "numero factura;n factura;n de factura;no factura;no de factura;numero de orden;n orden;no de orden;id orden;"
            "nota fiscal;numero da nota;numero da nota fiscal;n da nota;no da nota;id da venda;id venda;"
            "n venda;numero venda;numero da venda;id venta;n venta;no venta;numero venta;numero de venta",
            "numero ordine;n ordine;id ordine;numero d ordine;numero fattura;n fattura;"
            "numero documento;nr zamowienia;numer zamowienia;id zamowienia;nr faktury;"
            "numer faktury;nr paragonu",
            "注文番号;ご注文番号;注文id;注文no;受注番号;受注id;受注no;伝票番号;伝票no;売上番号;請求番号;"
            "請求書番号;レシート番号;取引番号;取引id;オーダー番号;購入番号;購入id",
        ),
        False,
    ),
    (
        _of(
            "order;invoice;receipt;basket;单号;bestellung;auftrag;rechnung;beleg;commande;facture;"
            "pedido;factura;fatura;orden;ordine;fattura;scontrino;bestelling;factuur;zamowienie;"
            "faktura;paragon;注文;伝票"
        ),
        None,
    ),
]
_ORDER_BARRED = _of(
    "line;item;status;date;time;amount;total;value;count;type;quantity;qty;shipping;price;"
    "customer;created;paid;note;notes;discount;currency;source;channel;country;city;net;refund;"
    "state;parcel;tracking;payment;external;previous;parent;related;original;product",
    "日期;时间;金额;状态;数;量;备注;来源;类型;优惠;总;子;行;商品;物流;快递;运单;支付;退款",
    "position;datum;livraison;colis;envio;sendung;statut;montant;estado;fecha;importe;valor;"
    "stato;importo;kwota;data;明細;状態;状況;日;金額;数;送り状;配送;発送",
)
_STATUS: list[Tier] = [
    (
        _of(
            "order status;financial status;payment status;transaction status;invoice status;"
            "order state;payment state;sale status;stage;deal stage;opportunity stage;sales stage",
            "订单状态;交易状态;支付状态;付款状态;单据状态;訂單狀態;交易狀態;付款狀態;주문상태;주문 상태;статус заказа",
            "bestellstatus;auftragsstatus;zahlungsstatus;rechnungsstatus;belegstatus;"
            "statut de la commande;statut commande;etat de la commande;statut de paiement;"
            "estado del pedido;estado pedido;estado de pago;status do pedido;situacao do pedido;"
            "status do pagamento;auftrag status;zahlstatus;statut paiement;statut du paiement;"
            "etat commande;estado del pago;situacao;stato ordine;stato dell ordine;"
            "stato pagamento;orderstatus;bestelstatus;betaalstatus;status zamowienia;"
            "status płatnosci;注文状態;注文状況;注文ステータス;受注ステータス;受注状態;受注状況;決済状況;入金状況;"
            "支払状況;取引状態",
        ),
        False,
    ),
    ("refund status;return status;退款状态;售后状态;退款狀態;item status;line status;item state;line item status;line state", None),
    ("status;state;状态;狀態;상태;статус;statut;etat;estado;estatus;situacao;stato;stan;ステータス;状態;状況", None),
]
_STATUS_BARRED = _of(
    "customer;client;member;marital;employment;loyalty;tax;stock;subscription;email;marketing;"
    "address;shipping;billing;city;country;province;item;fulfillment;fulfilment;delivery;客户;"
    "会员;客戶;會員;婚姻;库存;发货;物流;评价"
)
_TYPE: list[Tier] = [
    (
        _of(
            "transaction type;document type;doc type;sale type;voucher type;entry type;"
            "belegart;belegtyp;vorgangsart;transaktionstyp;type de document;type de transaction;"
            "tipo de documento;tipo de transaccion;tipo documento;tipo de transacao;buchungsart;"
            "type document;type operation;type d operation;tipo de operacion;tipo operazione;"
            "typ dokumentu;rodzaj dokumentu;documenttype;soort",
            "交易类型;单据类型;业务类型;收支类型;取引区分;伝票区分;type;tipo;typ;record type;order type;"
            "订单类型",
        ),
        None,
    )
]
_REFUND: list[Tier] = [
    (
        _of(
            "refund;refunds;refund amount;refunded amount;amount refunded;total refunded;"
            "returned amount;return amount;order refund amount;refunded",
            "退款;退款金额;已退款金额;退款总额;退货金额;退款总金额",
            "erstattung;erstattet;erstattungsbetrag;ruckerstattung;montant rembourse;"
            "remboursement;reembolso;importe reembolsado;monto reembolsado;valor reembolsado;"
            "ruckerstattungsbetrag;betrag erstattet;rembourse;montant remboursement;devolucion;"
            "valor estornado;estorno;rimborso;importo rimborsato;terugbetaald;terugbetaling;zwrot;"
            "kwota zwrotu;返金;返金額;返品金額;返金金額",
        ),
        None,
    )
]
_CURRENCY: list[Tier] = [
    (
        _of(
            "currency;currency code;order currency;transaction currency;invoice currency;"
            "currency iso code;curr;cur;ccy;币种;货币;币别;货币代码",
            "wahrung;waehrung;devise;monnaie;moneda;divisa;moeda;valuta;waluta;通貨;通貨コード",
        ),
        None,
    )
]
_DISCOUNT: list[Tier] = [
    (
        _of(
            "discount;discounts;discount amount;discount rate;discount percent;discount pct;"
            "discount percentage;line discount;折扣;折扣率;优惠;优惠金额;折扣金额",
            "rabatt;rabattsatz;rabattbetrag;nachlass;remise;reduction;descuento;desconto;sconto;korting;rabat;"
            "割引;値引;割引額;値引額;値引き;割引金額;値引金額;割引率",
        ),
        False,
    )
]
_DISCOUNT_BARRED = _of(
    "code;coupon;voucher;name;reason;type;id;date;kind;description;class;group;after;before;with;"
    "without;total;subtotal;price;net;shipping;码;券;名;类型;原因;后;前;运费",
    "grund;art;apres;avant;motif;motivo;despues;antes;depois;codigo;codice;後;前;コード;理由",
)
_CANCELLED: list[Tier] = [
    (
        _of(
            "cancelled at;canceled at;cancelled date;canceled date;cancellation date;"
            "cancelled on;canceled on;date cancelled;date canceled;取消时间;stornodatum;cancel date;"
            "storniert am;date d annulation;date annulation;fecha de cancelacion;voided at;"
            "data de cancelamento;data do cancelamento;キャンセル日;キャンセル日時"
        ),
        None,
    )
]
_RECENCY: list[Tier] = [
    (
        _of(
            "recency;recency days;days since last purchase;days since last order;"
            "days since last transaction;days since;last purchase days;最近一次消费;最近一次购买;"
            "最近消费;最近购买;距上次购买天数;距上次消费天数;上次消费天数;近度;间隔天数;未消费天数;"
            "最近一次交易"
        ),
        False,
    ),
    ("r;r值;last purchase;最近一次;recency cal", None),
]
_FREQUENCY: list[Tier] = [
    (
        _of(
            "frequency;purchase frequency;number of purchases;number of orders;"
            "number of transactions;purchase count;order count;transaction count;频率;频次;频度;"
            "消费频率;消费频次;购买频率;购买频次;购买次数;消费次数;交易次数;订单数"
        ),
        False,
    ),
    ("purchases;orders;transactions;f;f值;次数;frequency cal", None),
]
_MONETARY: list[Tier] = [
    (
        _of(
            "monetary;monetary value;total spend;total spent;total spending;lifetime revenue;"
            "消费总额;总消费金额;累计消费金额;累计消费;消费总金额;购买总额;总消费;消费金额"
        ),
        False,
    ),
    ("m;m值", None),
    *_AMOUNT,
]
_SCORE_BARRED = "score;rank;ranking;segment;group;bin;date;得分;评分;分数;日期;时间;分组"
_TENURE: list[Tier] = [("t;t cal;tenure;customer age t;t weeks;t days", None)]

ROLE_WORDS: Mapping[str, tuple[Sequence[Tier], str]] = MappingProxyType(
    {
        "customer": (_CUSTOMER, _CUSTOMER_BARRED),
        "date": (_DATE, _DATE_BARRED),
        "amount": (_AMOUNT, _AMOUNT_BARRED),
        "quantity": (_QUANTITY, _QUANTITY_BARRED),
        "price": (_PRICE, _PRICE_BARRED),
        "order": (_ORDER, _ORDER_BARRED),
        "status": (_STATUS, _STATUS_BARRED),
        "type": (_TYPE, ""),
        "refund": (_REFUND, ""),
        "currency": (_CURRENCY, ""),
        "discount": (_DISCOUNT, _DISCOUNT_BARRED),
        "cancelled": (_CANCELLED, ""),
        "recency": (_RECENCY, _SCORE_BARRED),
        "frequency": (_FREQUENCY, _SCORE_BARRED),
        "monetary": (_MONETARY, f"{_SCORE_BARRED};{_AMOUNT_BARRED}"),
        "tenure": (_TENURE, ""),
    }
)
"""Each role's tiers and barred words."""
