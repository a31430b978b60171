"""What Excel add-ins built by clvxl 0.1.0 run; later ones run the commands themselves."""

from clvxl.hosts.excel.commands import fill_template, new_exercise

__all__ = ["fill_template", "new_exercise"]
