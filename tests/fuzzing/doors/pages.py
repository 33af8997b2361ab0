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

from corpus import ingest, pages
from corpus.errors import FeedError, SourceError
from corpus.feeds import announced
from corpus.feeds.articles import name
from corpus.fetch import Answer
from corpus.ingest import State
from corpus.intervals import days
from corpus.model import Source
from corpus.registry import bundled
from corpus.store import open_store
from tests.fuzzing.door import Door, Enter
from tests.fuzzing.doors.pasted import WORDS as SPOKEN
from tests.fuzzing.markup import ATTRIBUTES, TAGS, VALUES, WORDS
from tests.fuzzing.mutation import encoded, mutated
from tests.fuzzing.odd import PIECES, SIGNS, articles, kept
from tests.fuzzing.promises import keeps, tells_why

_DATA = Path(__file__).parents[2] / "data" / "pages"
_URL = "https://herald.example/2024/06/20/wall.html"
_SEEN = date(2024, 6, 24)


class Fetched(NamedTuple):
    """A page's bytes, where they came from and what the transport said of them."""

    data: bytes
    url: str = _URL
    encoding: str | None = None


def _page(text: str) -> str:
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


def _texts() -> tuple[str, ...]:
    kept_pages = (path.read_text("utf-8") for path in sorted(_DATA.glob("*.html")))
    return (*map(_page, articles()), *kept_pages)


@st.composite
def made(draw: st.DrawFn) -> str:
    """Make a page of odd elements in odd elements, closed or not."""
    words = st.one_of(
        st.sampled_from(SPOKEN),
        st.sampled_from(PIECES),
        st.sampled_from(SIGNS),
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
    Fetched,
    encoded(st.one_of(mutated(_texts(), WORDS), mutated(_texts(), WORDS), made())),
    st.one_of(st.just(_URL), _URLS),
    _ENCODINGS,
)


@contextmanager
def opened() -> Iterator[Enter]:
    """Read the known actors; each page gets a store of its own."""
    registry = bundled()

    def enter(given: Fetched) -> None:
        try:
            page = pages.render(given.data, given.url, given.encoding, seen=_SEEN)
        except SourceError as error:
            tells_why(error)
            return
        _keeps(page)
        _announces(given)
        assert page.sha256 == sha256(given.data).hexdigest()
        source = Source(page.text, name(page.url), page.url, page.sha256, "", page.hints, page.renderer)
        with open_store("sqlite:///:memory:") as store:
            outcome = ingest.add(store, [source], registry)[0]
            assert outcome.state is State.ADDED
            keeps(store.document(outcome.key), page.text)
            assert store.check() == ()

    yield enter


def _keeps(page: pages.Page) -> None:
    assert page.text.strip() == page.text != ""
    reached = 0
    for start, end in page.hints.body:
        assert reached <= start < end <= len(page.text)
        reached = end
    if page.hints.published is not None:
        covered = days(page.hints.published)
        assert covered
        assert covered[0] <= _SEEN


def _announces(given: Fetched) -> None:
    try:
        found = announced(Answer(given.url, given.data, charset=given.encoding))
    except FeedError as error:
        tells_why(error)
    else:
        assert {urlsplit(url).scheme for url in found} <= {"http", "https"}


DOOR = Door(
    "pages",
    INPUTS,
    tuple((which, Fetched(data)) for which, data in kept("pages")),
    opened,
    lambda given: len(given.data),
    pace=(2.0, 0.1),
    quick=30,
)
