"""The command line: one short function a command."""

from clvxl.cli.commands import main

__all__ = ["main"]
