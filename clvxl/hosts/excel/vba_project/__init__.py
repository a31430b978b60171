"""A VBA project, `vbaProject.bin`, written from text: standard library only, no Office needed.

`project` holds the modules and their rules, `records` the streams that describe them,
`compression` what [MS-OVBA] 2.4.1 calls a compressed container, `compound_file` the file that
holds the streams ([MS-CFB]). The project is written without compiled code: Office compiles it
from the text when it opens the file. The same text gives the same bytes.
"""

from __future__ import annotations

from clvxl.hosts.excel.vba_project.compound_file import write_compound_file
from clvxl.hosts.excel.vba_project.compression import compress
from clvxl.hosts.excel.vba_project.project import Kind, Module, write_project

__all__ = ["Kind", "Module", "compress", "write_compound_file", "write_project"]
