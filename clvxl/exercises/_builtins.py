"""The table of all built-in functions that authors of exercises may use.

Classics that every Excel since 2007 has under the same name in its files. What takes its
arguments as they are written (IF, CHOOSE …) stands in `_forms`, all else in `_functions_…`.
"""

from __future__ import annotations

from clvxl.exercises import (  # noqa: F401  declare theirs
    _functions_numbers,
    _functions_ranges,
    _functions_texts,
)
from clvxl.exercises._forms import FORMS
from clvxl.exercises._functions import BUILTINS

__all__ = ["BUILTINS", "FORMS", "NAMES"]

NAMES = frozenset(BUILTINS) | frozenset(FORMS)
"""The names of all of them."""
