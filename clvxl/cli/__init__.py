"""The command line: one short function per command."""

from clvxl.cli.commands import main

__all__ = ["main"]
