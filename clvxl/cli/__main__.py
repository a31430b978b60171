"""The command line as `python -m clvxl.cli`."""

from clvxl.cli import main

main()
