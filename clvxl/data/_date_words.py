"""Words of dates: months and days of the week in eight languages, parts of the day, zones."""

from __future__ import annotations

__all__ = ["CJK_WEEKDAY", "FILLERS", "TIME", "WEEKDAYS", "ZONE", "folded", "month_number"]

# One line a month, without accents: English, German, French, Spanish, Portuguese, Italian, Dutch.
_MONTHS = """
january januar janner janvier enero janeiro gennaio januari
february februar feber fevrier febrero fevereiro febbraio februari
march marz maerz mrz mars marzo marco maart mrt
april avril abril aprile
may mai mayo maio maggio mei
june juni juin junio junho giugno
july juli juillet julio julho luglio
august aout agosto augustus
september septembre septiembre setiembre setembro settembre
october oktober octobre octubre outubro ottobre
november novembre noviembre novembro
december dezember decembre diciembre dezembro dicembre
"""
_SHORTEST = 3

WEEKDAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday
    mon tue tues wed wednes weds thu thur thurs fri sat satur sun
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim
    lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom
    segunda terca quarta quinta sexta feira seg ter qua qui sex
    lunedi martedi mercoledi giovedi venerdi sabato domenica gio
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
    """.split()
)

FILLERS = frozenset(
    """
    st nd rd th er re ere e eme o a ste of the de del di den der le el il al dia
    am at um om kl alle ore las as
    """.split()
)
"""What stands beside the day, the month and the year: endings of ordinals and small words."""

CJK_WEEKDAY = (
    r"[,\s]*\(?(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日?|"
    r"[월화수목금토일]요일)\)?|[,\s]*\([一二三四五六月火水木金土日월화수목금토일]\)"
)

_OFFSET = r"[+-]\d{1,2}(?::?\d{2})?"
_ZONES = (
    r"(?:UTC|GMT|Z|[AECMP][SD]?T|AK[SD]T|HST|N[SD]T|BST|I[SD]T|WES?T|CES?T|EES?T|MES?Z|MSK|SAST|"
    r"[JKH]ST|HKT|SGT|PKT|PHT|WIB|ICT|A[CEW][SD]T|NZ[SD]T|BRT|ART|CLT)"
)
ZONE = rf"(?:{_ZONES}(?:{_OFFSET})?|\({_ZONES}(?:{_OFFSET})?\))"
"""A zone by its name: the day is the local one, as written."""

_AFTER = rf"(?:\s*(?:{ZONE}|{_OFFSET}|\([a-z][a-z ]+\)|\[[\w/+-]+\]|[a-z]+/[a-z_]+|Uhr|hrs?\b))"
_PART = r"(?:上午|下午|晚上|凌晨|清晨|早上|中午|傍晚|午前|午後|오전|오후|[ap]\.?\s?m\.?(?![a-z]))"
_CLOCK = (
    r"(?:[01]?\d|2[0-3])(?::[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d+)?)?|"
    r"\s?[时時点點시h]\s?(?:[0-5]?\d\s?[分분]?\s?(?:[0-5]?\d(?:[.,]\d+)?\s?[秒초])?|半|整)?)"
)
_BEFORE = (
    r"(?:^|(?<=\d)[T_]|(?<=\d{4}):|(?<=[日号號일])|"
    r",?\s+(?:(?:[-|@]|at|um|à|às|a\slas|om|alle|ore|kl\.?)\s+)?)"
)
TIME = rf"{_BEFORE}(?:{_PART}\s*)?{_CLOCK}(?:\s*{_PART})?{_AFTER}{{0,3}}(?=\s|$)"
"""A time of day with its zone, and what parts it from the date."""


def folded(text: str) -> str:
    """Write letters small and without accents; other scripts stay.

    >>> folded("1er FÉVRIER"), folded("3월")
    ('1er fevrier', '3월')
    """
    return text.casefold().translate(_ACCENTS)


_ACCENTS = {
    ord(accented): plain
    for plain, many in {
        "a": "àáâãäå", "c": "ç", "e": "èéêë", "i": "ìíîï", "n": "ñ", "o": "òóôõö", "u": "ùúûü",
    }.items()
    for accented in many
}  # fmt: skip


def _months() -> dict[str, int]:
    """The names and their beginnings; what two months begin with, as "jui", names neither."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_MONTHS.strip().split("\n"), start=1):
        for name in line.split():
            for length in range(_SHORTEST, len(name) + 1):
                found.setdefault(name[:length], set()).add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1}


_MONTH_NUMBERS = _months()


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or its beginning, 0 for any other word.

    >>> [month_number(word) for word in ("sept", "okt", "marz", "jui", "marsh")]
    [9, 10, 3, 0, 0]
    """
    return _MONTH_NUMBERS.get(word, 0)
