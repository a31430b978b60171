"""Forecast sheet: who is still there, what will they buy, what are they worth."""
