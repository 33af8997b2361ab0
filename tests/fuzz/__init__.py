"""Fuzz tests: strategies, what each target must keep to, and the loop that runs them for hours."""
