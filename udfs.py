"""What Excel imports: every function of clvxl's registry, bound with xlwings.

>>> import udfs
>>> udfs.CLV_SIMPLE(20, 6, 3, 15)
345.0
"""

from clvxl.hosts.excel.binding import bind_all

globals().update(bind_all())
