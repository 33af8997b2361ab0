"""Claims about what the store keeps beside articles: feeds, topics and curators' words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.errors import NotStored
from corpus.model import Topic
from corpus.store import Curation, Feed, Store
from tests.corpus.store.finding import keep
from tests.corpus.stories import arrival, story


def test_a_feed_is_kept_with_what_is_known_of_it(store: Store) -> None:
    """A feed's state comes back; deleting it takes its articles only on wish."""
    feed = Feed("https://example.org/feed", "Example", etag='"1"', due="2024-06-20T08:00:00+00:00", seen=("x", "y"))
    store.keep_feed(feed)
    store.keep_feed(replace(feed, error="gone", failures=2))
    store.keep_feed(replace(feed, scope="1"))
    store.add(replace(arrival(story("a")), feed=feed.url))
    keep(store, story("b"))
    assert store.feeds("") == (replace(feed, error="gone", failures=2),)
    assert len(store.feeds()) == 2
    assert store.delete_feed(feed.url, articles=True) == 1
    assert store.keys() == ("b",)
    assert store.delete_feed(feed.url, "1") == 0
    with pytest.raises(NotStored):
        store.delete_feed(feed.url)


def test_of_two_topics_of_one_name_a_scope_sees_its_own(store: Store) -> None:
    """Topics are kept per scope and name, whatever its case; a scope sees everybody's where it has none of the name."""
    everybodys, own = Topic("Rare Earths", ("lithium",)), Topic("rare  earths", actors=("Chile",), scope="1")
    other = Topic("Cocoa", ("cocoa", "chocolate bar"), ("Ghana",), ("example.org",), ("en", "fr"))
    for topic in (Topic("RARE EARTHS", ("old",)), own, other, everybodys):
        store.keep_topic(topic)
    assert store.topics() == store.topics("2") == (other, everybodys)
    assert store.topics("1") == (other, own)
    assert store.topics(None) == (other, everybodys, own)
    store.drop_topic("Rare earths", "1")
    assert store.topics("1") == (other, everybodys)
    with pytest.raises(NotStored, match="Rare earths"):
        store.drop_topic("Rare earths", "1")


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


def test_a_curators_word_is_kept_once(store: Store) -> None:
    """Words are kept per scope in their order, and can be taken back."""
    everybodys, own = Curation("alias", "ada-berg", "A. Berg"), Curation("merge", "ada-berg", "berg", "1")
    for word in (own, everybodys, everybodys):
        store.curate(word)
    assert store.curations() == (everybodys,)
    assert store.curations("1") == (everybodys, own)
    assert store.curations("2") == (everybodys,)
    store.uncurate(everybodys)
    assert store.curations("1") == (own,)
