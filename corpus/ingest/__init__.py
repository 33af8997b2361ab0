"""The door: from files and pasted text to stored Documents; the one place that knows the order of the steps."""

from corpus.ingest.adding import Outcome, State, add
from corpus.ingest.loading import Found, from_standard_input, load, source
from corpus.ingest.reading import read, read_all

__all__ = ["Found", "Outcome", "State", "add", "from_standard_input", "load", "read", "read_all", "source"]
