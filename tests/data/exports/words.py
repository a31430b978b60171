"""What shops, banks and programs call columns and states, in seven languages."""

from __future__ import annotations

HEADERS: dict[str, dict[str, str]] = {
    "en": {
        "id": "Customer ID|CustomerNo|customer_id|Client ID|Account Number|Member No.",
        "name": "Customer Name|Customer|Client|Buyer Name|Client Name",
        "email": "Email|Customer Email|E-mail|Email Address|buyer_email",
        "phone": "Phone|Mobile|Phone Number",
        "date": "Order Date|Date|Invoice Date|Purchase Date|order_date|Transaction Date|Created at",
        "order": "Order ID|Order Number|Invoice No|order_no|Order|Invoice Number|Receipt No.",
        "line": "Line Total|Line Amount|Amount|Net Amount|Sales|Extended Price|Item Total",
        "total": "Order Total|Total|Grand Total|Invoice Total|Total Amount|order_total",
        "quantity": "Quantity|Qty|Units|Quantity Ordered", "price": "Unit Price|Price|Price Each",
        "discount": "Discount|Line Discount", "discount%": "Discount %|Discount Rate",
        "discount$": "Discount Amount|Discount",
        "status": "Status|Order Status|Payment Status|Financial Status",
        "refund": "Refunded Amount|Refund|Amount Refunded|Refund Amount",
        "currency": "Currency|Currency Code", "type": "Type|Document Type|Transaction Type",
        "row": "Row ID|#|No|ID|Line", "note": "Notes|Customer Note|Comment|Remarks",
        "kind": "Customer Type|Segment|Customer Group", "ship": "Ship Date|Delivery Date",
        "due": "Due Date|Payment Due", "subtotal": "Subtotal|Sub Total", "shipping": "Shipping|Freight",
        "tax": "Tax|VAT|Sales Tax", "profit": "Profit|Margin", "product": "Product|Product Name|Item|Description",
        "sku": "SKU|Product ID|Product Code|Item No", "lineno": "Line No|Item|Order Line",
        "city": "City|Customer City|Region", "rep": "Sales Rep|Account Manager|Salesperson",
        "method": "Payment Method|Channel", "since": "Customer Since|Registration Date",
        "weight": "Weight|Weight (kg)", "items": "Item Count|Total Quantity",
    },
    "zh": {
        "id": "客户编号|会员卡号|会员编号|顾客ID|用户ID", "name": "客户名称|客户姓名|买家昵称|会员名|客户",
        "email": "邮箱|电子邮箱", "phone": "手机号|买家手机号|收货人手机|联系电话",
        "date": "订单日期|下单时间|交易时间|日期|销售日期|付款时间", "order": "订单编号|订单号|单据编号|小票号",
        "line": "金额|销售额|小计|商品金额|成交金额", "total": "订单金额|实付金额|订单总额|实收金额|买家实付金额",
        "quantity": "数量|购买数量|商品数量", "price": "单价|商品单价|价格", "discount": "折扣",
        "discount%": "折扣率", "discount$": "优惠金额|折扣金额", "status": "订单状态|交易状态|状态",
        "refund": "退款金额|已退款金额", "currency": "币种|货币", "type": "单据类型|交易类型|业务类型",
        "row": "序号|编号|行号", "note": "买家留言|备注|客户备注", "kind": "客户类型|会员等级|客户类别",
        "ship": "发货时间|发货日期", "due": "到期日", "subtotal": "商品总价|货款", "shipping": "运费|邮费",
        "tax": "税额|税金", "profit": "利润|毛利", "product": "商品名称|商品标题|商品|产品名称",
        "sku": "商品编码|商品编号|货号", "lineno": "行号|明细行号", "city": "城市|收货城市|客户所在城市",
        "rep": "业务员|客户经理|店员", "method": "支付方式|渠道", "since": "注册时间|入会日期", "weight": "重量",
        "items": "商品总数量|商品件数",
    },
    "de": {
        "id": "Kundennr.|Kundennummer|Kunden-Nr|Debitor|KdNr", "name": "Kunde|Kundenname|Firma",
        "email": "E-Mail|E-Mail-Adresse|Email", "phone": "Telefon|Telefonnummer|Handynummer",
        "date": "Bestelldatum|Belegdatum|Rechnungsdatum|Datum|Buchungsdatum",
        "order": "Bestellnummer|Belegnummer|Rechnungsnr.|Auftragsnr.|Belegnr.",
        "line": "Betrag|Nettobetrag|Positionsbetrag|Umsatz|Gesamtpreis",
        "total": "Rechnungsbetrag|Gesamtbetrag|Auftragswert|Gesamtsumme|Summe",
        "quantity": "Menge|Anzahl|Stückzahl", "price": "Einzelpreis|Preis|Stückpreis",
        "discount": "Rabatt", "discount%": "Rabatt %|Rabattsatz|Rabatt in %", "discount$": "Rabattbetrag",
        "status": "Status|Bestellstatus|Zahlungsstatus", "refund": "Erstattung|Erstattungsbetrag|Erstattet",
        "currency": "Währung|Waehrung", "type": "Belegart|Vorgangsart|Typ", "row": "Nr.|Zeile|Lfd. Nr.|ID",
        "note": "Bemerkung|Kommentar|Kundenkommentar|Notiz", "kind": "Kundengruppe|Kundentyp",
        "ship": "Lieferdatum|Versanddatum", "due": "Fälligkeitsdatum|Fällig am", "subtotal": "Zwischensumme|Warenwert",
        "shipping": "Versandkosten|Fracht", "tax": "MwSt|USt-Betrag|Steuerbetrag|MwSt.-Betrag", "profit": "Gewinn|Deckungsbeitrag|Rohertrag",
        "product": "Artikel|Artikelbezeichnung|Produkt|Bezeichnung", "sku": "Artikelnr.|Artikelnummer|Art.-Nr.",
        "lineno": "Position|Pos.|Positionsnr.", "city": "Ort|Stadt", "rep": "Vertreter|Verkäufer|Sachbearbeiter",
        "method": "Zahlungsart|Zahlart", "since": "Kunde seit", "weight": "Gewicht", "items": "Anzahl Artikel",
    },
    "fr": {
        "id": "Code client|N° client|Numéro client|Référence client", "name": "Client|Nom du client|Raison sociale",
        "email": "E-mail|Courriel|Adresse e-mail", "phone": "Téléphone",
        "date": "Date|Date de commande|Date de facture|Date d'achat",
        "order": "N° commande|Numéro de commande|N° facture|Commande", "line": "Montant|Montant HT|Montant ligne|Total HT",
        "total": "Total TTC|Montant total|Montant TTC|Total commande", "quantity": "Quantité|Qté",
        "price": "Prix unitaire|Prix unitaire HT|Prix", "discount": "Remise", "discount%": "Remise %|Taux de remise",
        "discount$": "Montant remise", "status": "Statut|État|Statut de la commande|Statut de paiement",
        "refund": "Montant remboursé|Remboursement", "currency": "Devise|Monnaie", "type": "Type de document|Type|Type de pièce",
        "row": "N°|Ligne|ID", "note": "Commentaire|Remarque|Remarques", "kind": "Type de client|Groupe client|Catégorie client",
        "ship": "Date de livraison|Date d'expédition", "due": "Échéance|Date d'échéance", "subtotal": "Sous-total",
        "shipping": "Frais de port|Livraison", "tax": "TVA|Montant TVA", "profit": "Marge|Bénéfice", "product": "Article|Produit|Désignation",
        "sku": "Référence|Réf. article|Code article", "lineno": "N° ligne|Ligne", "city": "Ville",
        "rep": "Commercial|Vendeur", "method": "Mode de paiement", "since": "Client depuis", "weight": "Poids", "items": "Nombre d'articles",
    },
    "es": {
        "id": "Código cliente|Código de cliente|N.º cliente|ID cliente", "name": "Cliente|Nombre del cliente|Razón social",
        "email": "Correo electrónico|Email|Correo", "phone": "Teléfono", "date": "Fecha|Fecha de pedido|Fecha factura|Fecha de compra",
        "order": "N.º pedido|Número de pedido|Pedido|N.º factura|Factura", "line": "Importe|Importe neto|Importe línea|Monto",
        "total": "Importe total|Total|Total pedido|Monto total", "quantity": "Cantidad|Cant.", "price": "Precio unitario|Precio",
        "discount": "Descuento", "discount%": "Descuento %|% Descuento", "discount$": "Importe descuento|Descuento (importe)",
        "status": "Estado|Estado del pedido|Estado de pago", "refund": "Importe reembolsado|Reembolso", "currency": "Moneda|Divisa",
        "type": "Tipo de documento|Tipo", "row": "N.º|ID|Línea", "note": "Comentario|Observaciones|Notas", "kind": "Tipo de cliente|Grupo de clientes",
        "ship": "Fecha de entrega|Fecha de envío", "due": "Vencimiento|Fecha de vencimiento", "subtotal": "Subtotal|Base imponible",
        "shipping": "Gastos de envío|Envío", "tax": "IVA|Impuestos", "profit": "Beneficio|Margen", "product": "Producto|Artículo|Descripción",
        "sku": "Código artículo|Referencia|Código producto", "lineno": "Línea|N.º línea", "city": "Ciudad|Población",
        "rep": "Vendedor|Comercial", "method": "Forma de pago|Método de pago", "since": "Cliente desde|Fecha de alta", "weight": "Peso", "items": "N.º de artículos",
    },
    "pt": {
        "id": "Código do cliente|ID do cliente|Cód. cliente", "name": "Cliente|Nome do cliente", "email": "E-mail|Email",
        "phone": "Telefone|Celular", "date": "Data|Data do pedido|Data da compra|Data da venda", "order": "Número do pedido|Pedido|Nº pedido|Nota fiscal",
        "line": "Valor|Valor total do item|Subtotal do item|Montante", "total": "Valor total|Total do pedido|Total|Valor pago", "quantity": "Quantidade|Qtd|Qtde",
        "price": "Preço unitário|Valor unitário|Preço", "discount": "Desconto", "discount%": "Desconto %|% desconto", "discount$": "Valor do desconto",
        "status": "Status|Situação|Status do pedido|Status do pagamento", "refund": "Valor reembolsado|Reembolso", "currency": "Moeda",
        "type": "Tipo|Tipo de documento", "row": "Nº|ID|Linha", "note": "Observação|Comentário|Observações", "kind": "Tipo de cliente|Grupo",
        "ship": "Data de entrega|Data de envio", "due": "Vencimento|Data de vencimento", "subtotal": "Subtotal", "shipping": "Frete",
        "tax": "Imposto|ICMS", "profit": "Lucro|Margem", "product": "Produto|Descrição|Item", "sku": "Código do produto|SKU|Referência",
        "lineno": "Item|Linha", "city": "Cidade", "rep": "Vendedor", "method": "Forma de pagamento", "since": "Cliente desde|Data de cadastro",
        "weight": "Peso", "items": "Quantidade de itens",
    },
    "ja": {
        "id": "顧客ID|顧客番号|会員番号|得意先コード|会員ID", "name": "顧客名|お名前|氏名|得意先名|購入者名", "email": "メールアドレス",
        "phone": "電話番号", "date": "注文日|購入日|受注日|売上日|注文日時|日付", "order": "注文番号|伝票番号|受注番号|レシート番号",
        "line": "金額|売上金額|小計|商品金額", "total": "合計金額|請求金額|支払金額|合計|注文合計", "quantity": "数量|個数|購入数",
        "price": "単価|商品単価|価格", "discount": "割引", "discount%": "割引率", "discount$": "割引額|値引額",
        "status": "ステータス|注文ステータス|状態|注文状態", "refund": "返金額|返金", "currency": "通貨|通貨コード", "type": "取引区分|伝票区分",
        "row": "No|行番号|連番|ID", "note": "備考|コメント|ご要望", "kind": "会員ランク|顧客区分|会員種別", "ship": "発送日|出荷日|配送日",
        "due": "支払期限|締め日", "subtotal": "商品合計|小計", "shipping": "送料", "tax": "消費税|税額", "profit": "粗利|利益",
        "product": "商品名|品名", "sku": "商品コード|品番|商品番号", "lineno": "明細番号|行", "city": "都道府県|市区町村|住所",
        "rep": "担当者|営業担当", "method": "支払方法|決済方法", "since": "会員登録日|入会日", "weight": "重量", "items": "商品点数",
    },
}  # fmt: skip

STATES: dict[str, dict[str, str]] = {
    "en": {"paid": "Paid|Completed|Shipped|Delivered|complete|Closed-Won" , "cancelled": "Cancelled|Canceled|Voided|Failed",
           "unpaid": "Pending|Unpaid|Awaiting payment|Pending payment", "refunded": "Refunded|Returned", "partly": "Partially refunded|partially_refunded"},
    "zh": {"paid": "交易成功|已付款|已发货|已完成|卖家已发货，等待买家确认", "cancelled": "交易关闭|已取消|订单取消",
           "unpaid": "待付款|等待买家付款|未付款", "refunded": "已退款|退款成功", "partly": "部分退款"},
    "de": {"paid": "Bezahlt|Abgeschlossen|Versendet|Geliefert", "cancelled": "Storniert|Abgebrochen", "unpaid": "Offen|Unbezahlt|Zahlung ausstehend",
           "refunded": "Erstattet|Rückerstattet", "partly": "Teilweise erstattet|Teilerstattet"},
    "fr": {"paid": "Payée|Livrée|Expédiée|Terminée|Payé", "cancelled": "Annulée|Annulé", "unpaid": "En attente de paiement|Impayée|En attente",
           "refunded": "Remboursée|Remboursé", "partly": "Partiellement remboursée"},
    "es": {"paid": "Pagado|Completado|Enviado|Entregado|Pagada", "cancelled": "Cancelado|Anulado|Cancelada", "unpaid": "Pendiente de pago|Pendiente|Impagado",
           "refunded": "Reembolsado|Devuelto", "partly": "Parcialmente reembolsado|Reembolso parcial"},
    "pt": {"paid": "Pago|Concluído|Enviado|Entregue|Pagamento aprovado", "cancelled": "Cancelado|Recusado", "unpaid": "Aguardando pagamento|Pendente|Não pago",
           "refunded": "Reembolsado|Devolvido|Estornado", "partly": "Parcialmente reembolsado|Reembolso parcial"},
    "ja": {"paid": "入金済み|発送済み|完了|支払い済み", "cancelled": "キャンセル|キャンセル済み", "unpaid": "未入金|入金待ち|支払い待ち",
           "refunded": "返金済み|返品済み", "partly": "一部返金"},
}  # fmt: skip
STATES["en"]["paid"] = "Paid|Completed|Shipped|Delivered|complete"

TYPES: dict[str, tuple[str, str]] = {
    "en": ("Invoice|Sale|Order", "Credit Note|Credit Memo|Refund|Return"), "zh": ("销售|销售单|销售出库", "退货|销售退货|退款"),
    "de": ("Rechnung|Verkauf", "Gutschrift|Storno|Retoure"), "fr": ("Facture|Vente", "Avoir|Remboursement|Note de crédit"),
    "es": ("Factura|Venta", "Nota de crédito|Abono|Devolución"), "pt": ("Fatura|Venda", "Nota de crédito|Devolução"),
    "ja": ("売上|販売", "返品|返金"),
}  # fmt: skip

NOTES = {
    "en": "Please leave it at the back door, thank you|gift|call before delivery|Happy birthday!",
    "zh": "请放门卫处，谢谢|尽快发货|送礼用，不要小票", "de": "Bitte beim Nachbarn abgeben|Geschenk", "fr": "Laisser chez le gardien svp|Cadeau",
    "es": "Dejar en portería, gracias|Regalo", "pt": "Deixar na portaria, obrigado|Presente", "ja": "玄関前に置いてください|ギフト包装希望",
}  # fmt: skip
KINDS = {
    "en": "Consumer|Corporate|VIP", "zh": "普通会员|VIP|企业", "de": "Privat|Firma|Händler", "fr": "Particulier|Professionnel",
    "es": "Particular|Empresa", "pt": "Pessoa física|Empresa", "ja": "一般|ゴールド|法人",
}  # fmt: skip
CITIES = {
    "en": "Leeds|York|Bath|Derby|Hull", "zh": "上海|北京|杭州|成都", "de": "Bonn|Köln|Ulm|Kiel", "fr": "Lyon|Nice|Lille",
    "es": "Bilbao|Sevilla|Vigo", "pt": "Porto|Recife|Curitiba", "ja": "東京都|大阪府|北海道",
}  # fmt: skip
REPS = {"zh": "刘经理|王店长", "ja": "佐藤|鈴木"}
METHODS = {
    "en": "Card|PayPal|Bank transfer", "zh": "支付宝|微信支付", "de": "Lastschrift|Rechnung|PayPal", "fr": "Carte|Virement",
    "es": "Tarjeta|Transferencia", "pt": "Cartão|Pix|Boleto", "ja": "クレジットカード|代金引換|コンビニ",
}  # fmt: skip
TITLES = {
    "en": "Sales export 2024", "zh": "销售订单导出", "de": "Umsatzliste 2024", "fr": "Export des ventes", "es": "Exportación de ventas",
    "pt": "Relatório de vendas", "ja": "売上データ",
}  # fmt: skip
TOTALS = {
    "en": "Total|Grand Total",
    "zh": "合计|总计",
    "de": "Summe|Gesamt",
    "fr": "Total",
    "es": "Total",
    "pt": "Total",
    "ja": "合計",
}
