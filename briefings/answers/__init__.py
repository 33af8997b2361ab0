"""Question → Answer: ranked evidence, or "nothing found"."""

from briefings.answers.ranking import answer, nearest

__all__ = ["answer", "nearest"]
