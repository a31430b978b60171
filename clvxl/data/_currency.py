"""Currency signs beside numbers: which currencies one may stand for, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

__all__ = ["agreed", "is_wanted", "meant_by", "one_code", "shown_as", "signs_in"]

CODES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN
    BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN
    ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD
    JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT
    MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG
    QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT
    TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF
    XPF YER ZAR ZMW ZWG CUC HRK SLL
    """.split()
)
"""The codes of ISO 4217 in use, and three that left it lately."""

WORDS = frozenset("ALL BAM COP CUP GEL KGS LAK MAD MOP PEN SOS TOP TRY".split())
"""Codes that are words too, or a unit: "top 10" and "5 kgs" are no money, "TOP 10" is."""

# Names of a currency in any letter case, and after the colon the codes they may stand for: "$"
# beside USD is one currency.
_ANY_CASE = """
$: USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP BBD BSD BMD BZD KYD FJD GYD JMD LRD NAD \
SBD SRD TTD XCD BND CUP
US$ U$S U.S.$ $US 美元 美金: USD
C$ CA$ CAN$ CDN$ $CA 加元: CAD
A$ AU$ $AU 澳元: AUD
NZ$ $NZ: NZD
HK$ 港元 港币 港幣: HKD
NT$ 新台币 新臺幣 台币 臺幣: TWD
S$ SG$ 新元: SGD
Mex$ MX$: MXN
R$: BRL
AR$: ARS
CL$: CLP
COL$ CO$: COP
RD$: DOP
TT$: TTD
EC$: XCD
Bds$: BBD
BZ$: BZD
FJ$: FJD
GY$: GYD
J$ JA$: JMD
N$: NAD
$U UY$: UYU
£: GBP EGP LBP SYP GIP FKP SHP SDG SSP
英镑 英鎊: GBP
€ Euro Euros 欧元 歐元: EUR
¥: CNY JPY
CN¥ RMB CNH yuan 人民币 人民幣: CNY
JP¥ 円 日元 日圆 日圓 yen: JPY
元: CNY TWD HKD
圆 圓: CNY JPY TWD HKD
₩ 원 韩元 韓元: KRW
₹: INR
Rs Rs. rupees: INR PKR LKR NPR MUR SCR
৳ Tk Tk.: BDT
₦: NGN
₱: PHP
₫ đ VNĐ: VND
฿ 泰铢: THB
₺: TRY
₴ грн грн.: UAH
₽ 卢布: RUB
руб руб. р р.: RUB BYN
₸ тг тг.: KZT
₪: ILS
₡: CRC
₲: PYG
₵ GH₵ GH¢: GHS
₮: MNT
₭: LAK
₾: GEL
₼: AZN
֏: AMD
៛: KHR
ریال: IRR SAR YER OMR QAR
د.إ: AED
ر.س: SAR
ج.م: EGP
د.ك: KWD
Kč: CZK
zł: PLN
lei leu: RON MDL
лв лв.: BGN
дин дин.: RSD
ден ден.: MKD
kr kr.: SEK NOK DKK ISK
SFr SFr.: CHF
Rp Rp.: IDR
S/ S/.: PEN
B/.: PAB
Bs Bs.: BOB VES
KSh KSh.: KES
USh USh.: UGX
TSh TSh.: TZS
FCFA CFA: XOF XAF
Dhs Dhs.: AED MAD
"""

# Names that mean something else in another letter case: "5 ft" and "5 km" are lengths.
_EXACT_CASE = """
Ft: HUF
Fr Fr. fr.: CHF
RM: MYR
R: ZAR
KM: BAM
TL: TRY
Br: BYN ETB
Dh DH: AED MAD
SR: SAR
QR: QAR
KD: KWD
BD: BHD
DT: TND
LE E£: EGP
Nu.: BTN
din din.: RSD
"""

_Sign = tuple[str, frozenset[str]]
"""A sign as it is best written, and the codes it may stand for."""


def _table(written: str, codes: frozenset[str]) -> dict[str, _Sign]:
    lines = (line.partition(":") for line in written.strip().split("\n"))
    signs = {name: frozenset(many.split()) for names, _, many in lines for name in names.split()}
    signs |= {code: frozenset([code]) for code in codes}
    return {name: (name, meant) for name, meant in signs.items()}


_EXACT = _table(_EXACT_CASE, WORDS)
_FOLDED = {name.upper(): sign for name, sign in _table(_ANY_CASE, CODES - WORDS).items()}


@lru_cache(maxsize=1 << 12)
def _found(sign: str) -> _Sign | None:
    sign = sign.replace(" ", "")
    return _EXACT.get(sign) or _FOLDED.get(sign.upper())


def signs_in(text: str) -> tuple[str, ...] | None:
    """Return the currency signs that a text consists of, None where it holds anything else.

    >>> signs_in("us $"), signs_in("USD$"), signs_in(""), signs_in("5 kg")
    (('US$',), ('USD', '$'), (), None)
    """
    if not text.strip():
        return ()
    if whole := _found(text):
        return (whole[0],)
    parts = text.split()
    if len(parts) == 1:
        cut = 3 if text[:3].isalpha() else -3
        parts = [text[:cut], text[cut:]]
    found = [_found(part) for part in parts]
    return tuple(one[0] for one in found if one) if all(found) else None


def meant_by(sign: str) -> frozenset[str]:
    """Return the codes that a sign may stand for, none where it is no currency.

    >>> sorted(meant_by("¥")), meant_by("rs.") >= {"INR"}, meant_by("top")
    (['CNY', 'JPY'], True, frozenset())
    """
    found = _found(sign)
    return found[1] if found else frozenset()


def one_code(sign: str) -> str:
    """Return the code of a sign that stands for one currency alone, else the sign.

    >>> one_code("US$"), one_code("$")
    ('USD', '$')
    """
    meant = meant_by(sign)
    return next(iter(meant)) if len(meant) == 1 else sign


def is_wanted(sign: str, wanted: str) -> bool:
    """Whether an amount with a sign is in the currency that is wanted.

    >>> is_wanted("$", "USD"), is_wanted("USD", "us$"), is_wanted("CAD", "$")
    (True, True, False)
    """
    return sign.upper() == wanted.strip().upper() or one_code(wanted.strip()) in meant_by(sign)


def agreed(signs: Iterable[str]) -> frozenset[str]:
    """Return the codes of the currencies that all the signs may stand for.

    >>> sorted(agreed(["$", "USD", "us$"])), sorted(agreed(["$", "£"]))
    (['USD'], [])
    """
    return frozenset.intersection(*map(meant_by, signs))


def shown_as(signs: Iterable[str]) -> str:
    """Return how amounts with these signs are labelled: by the one code, else by the one sign.

    >>> shown_as(["$", "USD"]), shown_as(["$"]), shown_as(["$", "£"]), shown_as([])
    ('USD', '$', '', '')
    """
    different = sorted(set(signs))
    if not different:
        return ""
    codes = agreed(different)
    if len(codes) == 1:
        return next(iter(codes))
    return different[0] if len(different) == 1 else ""
