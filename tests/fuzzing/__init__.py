"""Odd inputs at every door: strategies, the claims that each door is held to, and the loop that runs them for hours."""
