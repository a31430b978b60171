"""The table of all built-in functions that authors of exercises may use.

Classics that every Excel since 2007 has under the same name in its files. What takes its
arguments as they are written (IF, CHOOSE …) stands in `forms`, all else in `numbers`, `ranges` and
`texts`.
"""

from __future__ import annotations

from clvxl.exercises.formulas import numbers, ranges, texts  # noqa: F401  declare theirs
from clvxl.exercises.formulas.forms import FORMS
from clvxl.exercises.formulas.functions import BUILTINS

__all__ = ["BUILTINS", "FORMS", "NAMES"]

NAMES = frozenset(BUILTINS) | frozenset(FORMS)
"""The names of all of them."""
