"""Formulas of the template workbooks, computed: the parts of `clvxl.exercises.engine.calculate`.

Each module uses those before it. `values` says what a formula can give; `operators` computes
signs, and `parser` makes trees of texts. `functions` declares the functions of single values and
ranges, which stand in `numbers`, `ranges` and `texts`; `forms` are those that take their arguments
as they are written, and `builtins` is the table of all. `evaluator` computes one formula, `grid`
holds the cells of a sheet, and `book` computes all formulas of a report, each after those that it
needs.
"""
