"""Marking worked workbooks: what was answered, what it deserves, and why."""
