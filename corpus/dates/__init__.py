"""Sentences and a publication date → time expressions with ISO values; the dates of a question → windows of days."""

from corpus.dates.questions import Reading, read_question, settle
from corpus.dates.tagging import tag

__all__ = ["Reading", "read_question", "settle", "tag"]
