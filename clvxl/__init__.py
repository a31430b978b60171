"""clvxl: customer lifetime value in the spreadsheet."""

__version__ = "0.1.0"
