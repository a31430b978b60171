"""What is left of English in a Chinese text."""

from __future__ import annotations

import re

NAMES = frozenset(
    "API CLV Calc Ctrl DMY Enter English Err Excel IFERROR LibreOffice Lite MDY MIT Mac NAME Office "
    "Python SIMPLE Shift Win Windows XLSTART clvxl xlwings".split()
)
"""Words that are the same in Chinese: programs, keys, functions."""

_COMMANDS = re.compile(
    r"clvxl install (excel|libreoffice)|clvxl lite --help|python -m pip install --force-reinstall"
)
_PATHS = re.compile(r"[^\s（）：；，]*[/\\.][^\s（）：；，]*")
_FIELDS = re.compile(r"\{[^}]*\}")


def english_in(text: str, *known: str) -> set[str]:
    """Return the English words of a text; commands, paths, fields and what is `known` aside."""
    for part in known:
        text = text.replace(part, " ")
    for pattern in (_COMMANDS, _FIELDS, _PATHS):
        text = pattern.sub(" ", text)
    return set(re.findall(r"[A-Za-z]{2,}", text)) - NAMES
