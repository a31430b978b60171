"""Berger & Nasr (1998), Journal of Interactive Marketing 12(1), case 1."""

MARGINS = 689.392
SPENT = 120.609
