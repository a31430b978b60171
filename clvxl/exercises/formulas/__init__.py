"""Formulas of the template workbooks, computed: the parts of `clvxl.exercises.engine.calculate`.

Each module uses those before it. `values` says what a formula can give, and `operators` computes
signs. `functions` declares the functions of the sheet, which stand in `numbers`, `ranges` and
`texts`. `evaluator` has the parts of a formula, and `parser` makes them of texts. `grid` holds the
cells of a sheet, and `book` computes all formulas of a report, each after those that it needs.
"""
