"""Claims about queries, citations and passages."""

from corpus.models import Citation, Confidence


def test_copies_have_the_origin_of_their_group() -> None:
    """An article that is in no group is its own origin."""
    alone = Citation("a1", 1, "T", "Harbour Herald", None, Confidence.UNKNOWN, "-")
    copy = Citation("a2", 1, "T", "Evening Echo", None, Confidence.UNKNOWN, "-", "a1")
    assert alone.origin_key == copy.origin_key == "a1"
