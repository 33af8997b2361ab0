"""Claims about what the store keeps beside articles: feeds, topics and curators' words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.errors import NotStored
from corpus.models import Topic
from corpus.store import CurationRecord, Feed, Store
from tests.support.corpus.documents import build_document, build_record
from tests.support.corpus.search import add_documents


def test_a_feed_is_stored_with_all_its_fields(store: Store) -> None:
    """A feed's state comes back; deleting it takes its articles only on wish."""
    feed = Feed("https://example.org/feed", "Example", etag='"1"', due="2024-06-20T08:00:00+00:00", seen=("x", "y"))
    store.save_feed(feed)
    store.save_feed(replace(feed, error="gone", failures=2))
    store.save_feed(replace(feed, scope="1"))
    store.add_article(replace(build_record(build_document("a")), feed=feed.url))
    add_documents(store, build_document("b"))
    assert store.list_feeds("") == (replace(feed, error="gone", failures=2),)
    assert len(store.list_feeds()) == 2
    assert store.delete_feed(feed.url, articles=True) == 1
    assert store.list_keys() == ("b",)
    assert store.delete_feed(feed.url, "1") == 0
    with pytest.raises(NotStored):
        store.delete_feed(feed.url)


def test_of_two_topics_of_one_name_a_scope_sees_its_own(store: Store) -> None:
    """Topics are kept per scope and name, whatever its case; a scope sees everybody's where it has none of the name."""
    everybodys, own = Topic("Rare Earths", ("lithium",)), Topic("rare  earths", actors=("Chile",), scope="1")
    other = Topic("Cocoa", ("cocoa", "chocolate bar"), ("Ghana",), ("example.org",), ("en", "fr"))
    for topic in (Topic("RARE EARTHS", ("old",)), own, other, everybodys):
        store.save_topic(topic)
    assert store.list_topics() == store.list_topics("2") == (other, everybodys)
    assert store.list_topics("1") == (other, own)
    assert store.list_topics(None) == (other, everybodys, own)
    store.delete_topic("Rare earths", "1")
    assert store.list_topics("1") == (other, everybodys)
    with pytest.raises(NotStored, match="Rare earths"):
        store.delete_topic("Rare earths", "1")


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"name": " ", "terms": ("a",)}, id="no name"),
        pytest.param({"name": "n" * 81, "terms": ("a",)}, id="too long a name"),
        pytest.param({"name": "Cocoa", "sources": ("example.org",)}, id="nothing to be found by"),
    ],
)
def test_what_is_no_topic_is_refused(parts: dict[str, object]) -> None:
    """A topic has a name, and a term or an actor."""
    with pytest.raises(ValueError, match="topic"):
        Topic(**parts)


def test_a_correction_is_stored_once(store: Store) -> None:
    """Words are kept per scope in their order, and can be taken back."""
    everybodys, own = CurationRecord("alias", "ada-berg", "A. Berg"), CurationRecord("merge", "ada-berg", "berg", "1")
    for word in (own, everybodys, everybodys):
        store.add_curation(word)
    assert store.list_curations() == (everybodys,)
    assert store.list_curations("1") == (everybodys, own)
    assert store.list_curations("2") == (everybodys,)
    store.delete_curation(everybodys)
    assert store.list_curations("1") == (own,)
