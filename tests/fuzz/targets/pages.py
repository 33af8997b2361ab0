"""HTML pages as they are fetched: bytes → stored Document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from hypothesis import strategies as st

from corpus.dates import day_range
from corpus.entities import load_bundled_registry
from corpus.errors import FeedError, SourceError
from corpus.extraction.page import ExtractedPage, extract_page
from corpus.models import Source
from corpus.pipeline import add_sources
from corpus.sources.feed_discovery import list_announced_feeds
from corpus.sources.http import FetchResponse
from corpus.sources.poller import build_article_name
from corpus.store import IngestState, open_store
from tests.fuzz.html_pieces import ATTRIBUTES, TAGS, VALUES, WORDS
from tests.fuzz.invariants import check_document, check_error_message
from tests.fuzz.mutations import encode_texts, mutate_texts
from tests.fuzz.target import FuzzTarget, RunInput
from tests.fuzz.targets.text import WORDS as SPOKEN
from tests.fuzz.text_pieces import ODD_CHARACTERS, ODD_PIECES, load_sample_articles, load_saved_inputs

_DATA = Path(__file__).parents[2] / "data" / "pages"
_URL = "https://herald.example/2024/06/20/wall.html"
_FETCHED_ON = date(2024, 6, 24)


class FetchedPage(NamedTuple):
    """A page's bytes, where they came from and what the transport said of them."""

    data: bytes
    url: str = _URL
    encoding: str | None = None


def _format_page(text: str) -> str:
    head, _, body = text.partition("\n\n")
    title = escape(head.partition("title: ")[2].partition("\n")[0])
    node = '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "%s", "datePublished": "2024-06-20"}'
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in body.split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Herald</title>'
        f'<script type="application/ld+json">{node % title}</script></head>\n<body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{title}</h1>\n<time datetime='2024-06-20T10:00Z'>20 June 2024</time>{lines}</article>"
        "<aside><ul><li><a href='/x'>Read more</a></li></ul></aside><footer>© 2024 Herald</footer></body></html>"
    )


def _load_pages() -> tuple[str, ...]:
    kept_pages = (path.read_text("utf-8") for path in sorted(_DATA.glob("*.html")))
    return (*map(_format_page, load_sample_articles()), *kept_pages)


@st.composite
def draw_page(draw: st.DrawFn) -> str:
    """Make a page of odd elements in odd elements, closed or not."""
    words = st.one_of(
        st.sampled_from(SPOKEN),
        st.sampled_from(ODD_PIECES),
        st.sampled_from(ODD_CHARACTERS),
        st.sampled_from(WORDS),
        st.text(max_size=9),
    )
    parts, open_tags = ["<html>"], []
    for _ in range(draw(st.integers(0, 25))):
        kind = draw(st.integers(0, 9))
        if kind < 4:
            tag = draw(st.sampled_from(TAGS))
            pairs = draw(st.lists(st.tuples(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES)), max_size=3))
            parts.append(f"<{tag}" + "".join(f' {name}="{value}"' for name, value in pairs) + ">")
            open_tags.append(tag)
        elif kind < 6 and open_tags:
            parts.append(f"</{open_tags.pop()}>")
        else:
            parts += draw(st.lists(words, max_size=6))
    return "".join(parts)


_URLS = st.sampled_from(
    (_URL, "/home/me/page.html", "https://herald.example", "https://x.example/%ff%00/..", "https://é.example/ä?a=[#b")
)
_ENCODINGS = st.sampled_from(
    (None, None, None, "utf-8", "utf-16", "latin1", "x-sjis", "rot13", "\0", "ÿ", "a" * 50, "utf_8\n")
)
INPUTS = st.builds(
    FetchedPage,
    encode_texts(st.one_of(mutate_texts(_load_pages(), WORDS), mutate_texts(_load_pages(), WORDS), draw_page())),
    st.one_of(st.just(_URL), _URLS),
    _ENCODINGS,
)


@contextmanager
def open_target() -> Iterator[RunInput]:
    """Read the known actors; each page gets a store of its own."""
    registry = load_bundled_registry()

    def enter(given: FetchedPage) -> None:
        try:
            page = extract_page(given.data, given.url, given.encoding, fetched_on=_FETCHED_ON)
        except SourceError as error:
            check_error_message(error)
            return
        _check_page(page)
        _check_feed_links(given)
        assert page.sha256 == sha256(given.data).hexdigest()
        source = Source(page.text, build_article_name(page.url), page.url, page.sha256, "", page.hints, page.renderer)
        with open_store("sqlite:///:memory:") as store:
            outcome = add_sources(store, [source], registry)[0]
            assert outcome.state is IngestState.ADDED
            check_document(store.get_document(outcome.key), page.text)
            assert store.check_integrity() == ()

    yield enter


def _check_page(page: ExtractedPage) -> None:
    assert page.text.strip() == page.text != ""
    reached = 0
    for start, end in page.hints.body:
        assert reached <= start < end <= len(page.text)
        reached = end
    if page.hints.published is not None:
        covered = day_range(page.hints.published)
        assert covered
        assert covered[0] <= _FETCHED_ON


def _check_feed_links(given: FetchedPage) -> None:
    try:
        found = list_announced_feeds(FetchResponse(given.url, given.data, charset=given.encoding))
    except FeedError as error:
        check_error_message(error)
    else:
        assert {urlsplit(url).scheme for url in found} <= {"http", "https"}


TARGET = FuzzTarget(
    "pages",
    INPUTS,
    tuple((which, FetchedPage(data)) for which, data in load_saved_inputs("pages")),
    open_target,
    lambda given: len(given.data),
    time_limit=(2.0, 0.1),
    max_examples=30,
)
