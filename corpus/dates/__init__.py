"""Sentences and a publication date → time expressions with ISO values; the dates of a question → windows of days."""

from corpus.dates.events import EventReference, event_references
from corpus.dates.questions import read_question
from corpus.dates.readings import Reading, settle
from corpus.dates.tagging import tag

__all__ = ["EventReference", "Reading", "event_references", "read_question", "settle", "tag"]
