"""The door: from files and pasted text to stored Documents; the one place that knows the order of the steps."""

from corpus.ingest.adding import Outcome, State, add, delete, delete_feed
from corpus.ingest.loading import Found, from_standard_input, load, source
from corpus.ingest.reading import read, read_all
from corpus.ingest.topics import sample_topics
from corpus.ingest.transfer import export, import_lines

__all__ = [
    "Found",
    "Outcome",
    "State",
    "add",
    "delete",
    "delete_feed",
    "export",
    "from_standard_input",
    "import_lines",
    "load",
    "read",
    "read_all",
    "sample_topics",
    "source",
]
