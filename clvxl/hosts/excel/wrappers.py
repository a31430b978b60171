"""The VBA functions that Excel sees, drawn from the registry, and their help.

Each hands its arguments to `ClvxlAnswer` (modules/ClvxlAnswers.bas) as they came: ranges as
ranges, what was left out as missing. xlwings' own wrappers do the same.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from clvxl.sheet.registry import REGISTRY
from clvxl.sheet.spec import HELP_LENGTH, Argument, Function

__all__ = ["MODULE", "functions_module", "help_rows", "is_array", "wizard_help", "wrapper"]

MODULE = "ClvxlFunctions"
WIDTH = 99
# VBA text knows one code page; help in full, in any language, stands on a sheet.
_PLAIN = str.maketrans({"−": "-", "≤": "<=", "≥": ">=", "→": "->"})
VBA_KEYWORDS = frozenset(
    "call case close const declare defbool defbyte defcur defdate defdbl defint deflng deflnglng "
    "deflngptr defobj defsng defstr defvar dim do else elseif end endif enum erase event exit for "
    "friend function get global gosub goto if implements input let lock loop lset next on open "
    "option print private public put raiseevent redim resume return rset seek select set static "
    "stop sub type unlock wend while with write rem any as byref byval each in new shared until "
    "withevents optional paramarray preserve spc tab then to addressof and eqv imp is like mod not "
    "or typeof xor abs cbool cbyte ccur cdate cdbl cdec cint clng clnglng clngptr csng cstr cvar "
    "cverr date debug doevents fix int len lenb me pset scale sgn string array circle inputb "
    "lbound ubound boolean byte currency double integer long longlong longptr single variant true "
    "false nothing empty null attribute cdecl decimal defdec".split()
)
"""Words that VBA takes for no name."""

ARRAY_NOTE = {
    "en": "In Excel without dynamic arrays: select the range, then Ctrl+Shift+Enter.",
    "zh": "不支持动态数组的 Excel：先选定区域，再按 Ctrl+Shift+Enter。",
}


def functions_module(functions: Iterable[Function] | None = None) -> str:
    """Return the text of the VBA module that holds these functions, or all of the registry.

    >>> functions_module().splitlines()[0]
    'Attribute VB_Name = "ClvxlFunctions"'
    """
    functions = list(REGISTRY.values() if functions is None else functions)
    head = [
        f'Attribute VB_Name = "{MODULE}"',
        "Option Explicit",
        "' Drawn from the registry by clvxl.hosts.excel.wrappers; not edited by hand.",
    ]
    return "\n\n".join(["\n".join(head), _names(functions), *map(wrapper, functions), ""])


def _names(functions: Sequence[Function]) -> str:
    lines = textwrap.wrap("|" + "| ".join(f.name for f in functions) + "|", 80)
    body = [f'    Names = Names & "{line.replace(" ", "")}"' for line in lines]
    return "\n".join(
        [
            "' The names of all functions, |A|B|.",
            "Public Function ClvxlNames() As String",
            "    Dim Names As String",
            *body,
            "    ClvxlNames = Names",
            "End Function",
        ]
    )


def wrapper(function: Function) -> str:
    """Return the VBA text of one function.

    >>> print(wrapper(REGISTRY["PARETO_SHARE"]))
    Public Function PARETO_SHARE(values As Variant, Optional top As Variant) As Variant
    Attribute PARETO_SHARE.VB_Description = "..."
        PARETO_SHARE = ClvxlAnswer("PARETO_SHARE", Array(values, top))
    End Function
    """
    name = function.name
    declared = [_declared(argument) for argument in function.arguments]
    given = ", ".join(vba_name(argument.name) for argument in function.arguments)
    description = vba_text(function.help.en)
    return "\n".join(
        [
            _carried(f"Public Function {name}({', '.join(declared)}) As Variant"),
            f'Attribute {name}.VB_Description = "{description}"',
            _carried(f'    {name} = ClvxlAnswer("{name}", Array({given}))'),
            "End Function",
        ]
    )


def _declared(argument: Argument) -> str:
    return ("Optional " if argument.optional else "") + f"{vba_name(argument.name)} As Variant"


def _carried(line: str) -> str:
    """Return a line as VBA carries it on: " _" at the end of each part but the last."""
    if len(line) <= WIDTH:
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    # Only after a comma, never between an argument and its type.
    text = line.strip().replace(" As ", "\0As\0").replace("Optional ", "Optional\0")
    parts = textwrap.wrap(text, WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    return f" _\n{indent}    ".join([indent + parts[0], *parts[1:]]).replace("\0", " ")


def vba_text(text: str) -> str:
    """Return `text` as it stands between quotation marks in VBA.

    >>> vba_text('revenue − cost, "end"')
    'revenue - cost, ""end""'
    """
    return text.translate(_PLAIN).replace('"', '""')


def is_array(function: Function) -> bool:
    """Whether a function can answer with more than one cell.

    >>> [is_array(REGISTRY[name]) for name in ("CLV_DCF", "CLV_DCF_TABLE", "CLV_SIMPLE")]
    [False, True, True]
    """
    example = function.example
    spills = example.at is not None or isinstance(example.answer, list | tuple)
    return spills or function.each


def wizard_help(function: Function, language: str = "en") -> str:
    """Return what the function wizard says, in at most 255 characters.

    The sentence, and how older Excel enters a table.
    """
    text = function.help.say(language)
    if not is_array(function):
        return text
    between = " " if language == "en" else ""
    longer = text + between + ARRAY_NOTE[language]
    return longer if len(longer) <= HELP_LENGTH else text


def help_rows(language: str = "en") -> list[list[str]]:
    """Return the rows of the IntelliSense sheet.

    The header, then a row a function: its name, what it does, a help topic (none), and the name and
    help of each argument. Optional arguments stand in brackets.

    >>> help_rows()[0]
    ['FunctionInfo', 'Description', 'HelpTopic']
    """
    rows = [["FunctionInfo", "Description", "HelpTopic"]]
    for function in REGISTRY.values():
        row = [function.name, wizard_help(function, language), ""]
        for argument in function.arguments:
            name = f"[{argument.name}]" if argument.optional else argument.name
            row += [name, argument.help.say(language)]
        rows.append(row)
    return rows


def vba_name(name: str) -> str:
    """Return an argument's name as VBA takes it: with _ behind it where it is a word of VBA.

    >>> vba_name("scale"), vba_name("data")
    ('scale_', 'data')
    """
    return f"{name}_" if name in VBA_KEYWORDS else name
