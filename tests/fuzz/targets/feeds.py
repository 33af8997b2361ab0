"""Feeds as they are fetched: bytes → Listing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from hypothesis import strategies as st

from corpus.errors import FeedError
from corpus.sources.feed_models import ParsedFeed
from corpus.sources.feed_parser import MAX_FEED_ENTRIES, parse_feed
from corpus.sources.poller import build_article_name
from corpus.store import Feed, open_store
from tests.fuzz.invariants import check_error_message
from tests.fuzz.mutations import encode_texts, mutate_texts
from tests.fuzz.target import FuzzTarget, RunInput
from tests.fuzz.text_pieces import ODD_CHARACTERS, ODD_PIECES, load_saved_inputs

_DATA = Path(__file__).parents[2] / "data" / "feeds"
_URL = "https://herald.example/feed"
_DATES = (
    *(
        "Sun, 23 Jun 2024 23:00:00 GMT",
        "2024-06-23T23:00:00Z",
        "2024-06-23",
        "24 Jun 30000 10:00 +9999",
        "Thu, 01 Jan 1970 00:00:00 -0000",
    ),
    *(
        "0000-00-00T00:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "",
        "yesterday",
        "1718870400",
        "2024-W25-7T24:00",
        "12:00",
        "-1",
        "9" * 60,
    ),
)
_LINKS = (
    "/wall",
    "https://herald.example/wall?utm_source=x&id=1#c",
    "http://[",
    "//x",
    "javascript:1",
    "",
    "\ud800",
    "https://é.example/%00",
    "mailto:a@b",
    "?",
    "https://h:99999/",
)
WORDS = (
    *(
        "<item>",
        "</item>",
        "<entry>",
        "</entry>",
        "<link/>",
        "<link href='/a'/>",
        "<guid isPermaLink='x'>",
        "</guid>",
        "<title type='xhtml'>",
        "</title>",
    ),
    *(f"<pubDate>{each}</pubDate>" for each in _DATES),
    *(f"<updated>{each}</updated>" for each in _DATES),
    *(f"<link>{each}</link>" for each in _LINKS),
    *(f'<link rel="alternate" href="{each}"/>' for each in _LINKS),
    *(
        '<?xml version="1.1" encoding="utf-7"?>',
        "<!ENTITY a 'b'>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "&nbsp;",
        "&#0;",
        "&#xFFFE;",
        "<content:encoded>",
        "<dc:date>x</dc:date>",
    ),
    *(
        "<x:y xmlns:x=''>",
        "xmlns='http://www.w3.org/2005/Atom'",
        "<media:group><media:content url='http://['/></media:group>",
        "<geo:lat>1e999</geo:lat>",
        "<enclosure length='x'/>",
    ),
    *(
        '"version": "https://jsonfeed.org/version/1"',
        '"items": [',
        '{"id": 1e999}',
        '"date_published": "9999-12-31T23:59:59-23:59"',
        '"url": "http://["',
        "{}",
        "null",
        "]",
        "}",
    ),
)


@st.composite
def draw_feed(draw: st.DrawFn) -> str:
    """Make a feed of one of the forms, of odd fields."""
    words = st.one_of(
        st.sampled_from(ODD_PIECES), st.sampled_from(ODD_CHARACTERS), st.sampled_from(WORDS), st.text(max_size=9)
    )
    text = st.lists(words, max_size=4).map("".join)
    item = draw(st.sampled_from(("item", "entry")))
    items = [
        f"<{item}><title>{draw(text)}</title>{draw(st.sampled_from(WORDS))}<link>{draw(st.sampled_from(_LINKS))}</link>"
        f"<id>{draw(text)}</id><guid>{draw(text)}</guid><description>{draw(text)}</description></{item}>"
        for _ in range(draw(st.integers(0, 6)))
    ]
    root = draw(st.sampled_from(("rss", "feed", "rdf:RDF", "atom:feed", "RSS")))
    space = draw(st.sampled_from(("", ' version="2.0"', ' xmlns="http://www.w3.org/2005/Atom"', " xmlns:rdf='x'")))
    return f"<{root}{space}><channel><title>{draw(text)}</title>{''.join(items)}</channel></{root}>"


def _load_feeds() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in sorted(_DATA.glob("*")) if path.suffix != ".opml")


INPUTS = encode_texts(st.one_of(mutate_texts(_load_feeds(), WORDS), mutate_texts(_load_feeds(), WORDS), draw_feed()))


@contextmanager
def open_target() -> Iterator[RunInput]:
    """Open an empty store, which keeps what a poll notes of a feed."""
    with open_store("sqlite:///:memory:") as store:

        def enter(given: bytes) -> None:
            try:
                listing = parse_feed(given, _URL)
            except FeedError as error:
                check_error_message(error)
                return
            _check_feed(listing)
            noted = Feed(
                _URL,
                listing.title,
                seen=tuple(entry.compute_identity() + entry.hash_content() for entry in listing.entries),
            )
            store.save_feed(noted)
            assert store.list_feeds() == (noted,)

        yield enter


def _check_feed(listing: ParsedFeed) -> None:
    assert len(listing.entries) <= MAX_FEED_ENTRIES
    assert len({entry.compute_identity() for entry in listing.entries}) == len(listing.entries)
    for entry in listing.entries:
        assert entry.url or entry.guid
        if entry.url:
            parts = urlsplit(entry.url)
            assert parts.scheme in {"http", "https"}
            assert parts.netloc
            assert build_article_name(entry.url) is not None
        assert entry.published is None or entry.published.tzinfo is not None
        assert len(entry.title) <= 500
        assert entry.title == " ".join(entry.title.split())


TARGET = FuzzTarget(
    "feeds",
    INPUTS,
    load_saved_inputs("feeds"),
    open_target,
    time_limit=(2.0, 0.05),
    max_examples=60,
)
