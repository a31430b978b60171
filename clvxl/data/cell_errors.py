"""The texts of cells that hold an error."""

from __future__ import annotations

__all__ = ["CELL_ERRORS"]

CELL_ERRORS = frozenset(
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #SPILL! #CALC! #GETTING_DATA #FIELD! "
    "#BLOCKED! #CONNECT! #UNKNOWN! #BUSY! #EXTERNAL! #PYTHON!".split()
)
"""What a cell shows that holds an error; hosts hand these texts over in place of the error."""
